//! References: from text to records.

use std::borrow::Cow;
use std::ops::Range;

use super::FAMILY;
use super::people::people;
use super::place::{self, Numbers, read_date};
use super::reference::{Reference, edition, read};
use super::{sentences, tail};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::page::pubmed::citation::citation;
use crate::format::page::said::Said;
use crate::format::page::{first_word, fold};
use crate::record::{DateField, Field, Kind, Name, Record, Role};

/// Why a reference is not sure to be understood.
type Doubt = Cow<'static, str>;

/// Builds the record of a reference, which may be wrapped.
pub(super) fn build<'a>(
    text: &'a str,
    label: &'a str,
    about: &'a str,
    span: Range<usize>,
    page: &str,
    sink: &mut dyn Sink<'a>,
) {
    let mut doubts = Vec::new();
    let (bare, cited) = tail::without_cited(fold(text));
    let mut record = match bare {
        Cow::Borrowed(text) => record(text, &mut doubts),
        Cow::Owned(text) => record(&text, &mut doubts).into_owned(),
    };
    if let Some(date) = cited {
        record.set_date(DateField::Accessed, date);
    }
    // 2020a
    let year = record.year().map(|year| format!("{year}{}", record.str(Field::YearSuffix)));
    let said = Said::by(&record).and(year.as_deref().unwrap_or_default()).and(PARTICLES);
    let left: Vec<_> = said.not(text).collect();
    if !left.is_empty() {
        doubts.push(format!("not understood: {}", left.join(" ")).into());
    }
    record.push(Field::Abstract, fold(about));
    let place = first_word(page, span.clone());
    if record.names(Role::Author).any(|name| *name == Name::Others) {
        sink.report(Diagnostic::new(codes::AUTHORS_CUT, place.clone()));
    }
    let certain = doubts.is_empty();
    for doubt in doubts {
        sink.report(Diagnostic::new(codes::REFERENCE_UNSURE, place.clone()).detail(doubt));
    }
    if !label.is_empty() {
        record.keep(FAMILY, "label", label);
    }
    // The reference itself, so that nothing is lost of what was not understood.
    if certain {
        record.keep_spelling(FAMILY, "text", fold(text));
    } else {
        record.keep(FAMILY, "text", fold(text));
    }
    record.span = span;
    sink.record(record);
}

/// Words that say what stands beside them.
const PARTICLES: &str = "in and et al with pp p pages vol volume no nr number issue iss art article ed eds edn \
     edition editor editors doi https http dx org url pmid pmcid isbn available at from accessed on online \
     internet retrieved last cited arxiv preprint abs corr bd s hrsg und";

fn record<'a>(text: &'a str, doubts: &mut Vec<Doubt>) -> Record<'a> {
    let found = read(text);
    let mut record = Record::new(Kind::Document);
    if !found.certain {
        doubts.push("the style is not known".into());
    }
    contributors(&mut record, &found, doubts);
    title(&mut record, found.title);
    source(&mut record, found.source, doubts);
    if let Some(date) = found.date {
        record.set_date(DateField::Issued, date);
        record.push(Field::YearSuffix, found.suffix);
    } else if record.date(DateField::Issued).is_none() {
        match last_year(found.text) {
            Some(date) => record.set_date(DateField::Issued, date),
            None if found.tail.url.is_some() => {}
            None => doubts.push("no year".into()),
        }
    }
    if record.kind == Kind::Document && record.has(Field::Edition) {
        record.kind = Kind::Book;
    }
    let tail = found.tail;
    record.push(Field::Doi, tail.doi.unwrap_or_default());
    record.push(Field::Url, tail.url.unwrap_or_default());
    record.push(Field::Pmid, tail.pmid.unwrap_or_default());
    record.push(Field::Pmcid, tail.pmcid.unwrap_or_default());
    record.push(Field::Isbn, tail.isbn.unwrap_or_default());
    if let Some(arxiv) = tail.arxiv {
        record.push(Field::Eprint, arxiv);
        record.push(Field::EprintType, "arxiv");
        record.push(Field::EprintClass, tail.class.unwrap_or_default());
        if record.kind == Kind::Document {
            record.kind = Kind::Article;
        }
    }
    if let Some(date) = tail.accessed {
        record.set_date(DateField::Accessed, date);
        if record.kind == Kind::Document {
            record.kind = Kind::Webpage;
        }
    }
    record
}

fn contributors<'a>(record: &mut Record<'a>, found: &Reference<'a>, doubts: &mut Vec<Doubt>) {
    if !found.body.is_empty() {
        record.contribute(Role::Author, Name::literal(found.body));
    }
    let Some(people) = &found.people else {
        if found.body.is_empty() && found.certain {
            doubts.push("no authors".into());
        }
        return;
    };
    for name in &people.names {
        record.contribute(people.role, name.clone());
    }
}

/// A title without what stands in brackets behind it: an edition, what the work is.
fn title<'a>(record: &mut Record<'a>, title: &'a str) {
    let mut rest = title.trim();
    while let Some((before, note)) = bracketed(rest) {
        let thesis = ["thesis", "Thesis", "dissertation"].iter().any(|word| note.contains(word));
        if let Some((edition, _)) = edition(note) {
            record.push(Field::Edition, edition);
        } else if let Some((publisher, year)) = note.rsplit_once(", ")
            && let Some(date) = read_date(year)
        {
            record.kind = Kind::Book;
            record.push(Field::Publisher, publisher);
            record.set_date(DateField::Issued, date);
        } else if thesis {
            let (genre, school) = note.split_once(", ").unwrap_or((note, ""));
            record.kind = Kind::Thesis;
            record.push(Field::Genre, genre);
            record.push(Field::Publisher, school);
        } else {
            break;
        }
        rest = before;
    }
    if let Some((before, volume)) = [", vol. ", ", Vol. "].iter().find_map(|label| rest.rsplit_once(label)) {
        record.push(Field::Volume, volume);
        rest = before;
    }
    record.push(Field::Title, rest);
}

/// What stands in parentheses or brackets at the end of a text.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let open = match text.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let (before, note) = text[..text.len() - 1].rsplit_once(open)?;
    Some((before.trim_end(), note))
}

/// Puts what follows the title into the record.
fn source<'a>(record: &mut Record<'a>, source: &'a str, doubts: &mut Vec<Doubt>) {
    let mut source = source.trim().trim_end_matches(['.', ',', ' ']);
    if let Some((edition, rest)) = edition(source) {
        record.push(Field::Edition, edition);
        source = rest;
    }
    if source.is_empty() {
        return;
    }
    if let Some(cited) = citation(source).filter(|cited| !cited.volume.is_empty() || !cited.pages.is_empty())
    {
        record.kind = Kind::ArticleJournal;
        if !cited.put(record).is_empty() {
            doubts.push("where it was published".into());
        }
        return;
    }
    if source.contains("arXiv") || source.starts_with("CoRR") {
        record.kind = Kind::Article;
        if let Some((_, numbers)) = place::divide(source) {
            date(record, &numbers);
        }
        return;
    }
    if let Some(report) = report(source) {
        record.kind = Kind::Report;
        let (publisher, genre, number) = report;
        let (number, behind) = number.split_once(", ").unwrap_or((number, ""));
        record.push(Field::Publisher, publisher);
        record.push(Field::Genre, genre);
        record.push(Field::Number, number.trim_start_matches("No. "));
        if let Some(stated) = read_date(behind) {
            record.set_date(DateField::Issued, stated);
        }
        return;
    }
    let within = ["In: ", "In ", "in: ", "in "].iter().find_map(|word| source.strip_prefix(word));
    if let Some(within) = within {
        return collection(record, within, doubts);
    }
    match place::divide(source) {
        Some((title, numbers))
            if !numbers.volume.is_empty() || !numbers.pages.is_empty() || !numbers.eid.is_empty() =>
        {
            let of_many = ["Proceedings", "Proc.", "Conference", "Workshop", "Symposium"]
                .iter()
                .any(|word| title.contains(word));
            record.kind = if of_many { Kind::PaperConference } else { Kind::ArticleJournal };
            record.push(Field::ContainerTitle, title);
            put(record, &numbers);
        }
        divided => {
            let (title, numbers) = divided.unwrap_or((source, Numbers::default()));
            date(record, &numbers);
            publisher(record, title, doubts);
        }
    }
}

/// `Plum University, Tech. Rep. 12, 2001`: who published a report, what it is called, and what
/// follows.
fn report(source: &str) -> Option<(&str, &str, &str)> {
    let labels = ["Tech. Rep.", "Technical Report", "Technical report", "Tech. rep.", "Working Paper"];
    let (at, length) = labels.iter().find_map(|label| Some((source.find(label)?, label.len())))?;
    let (publisher, rest) = source.split_at(at);
    let (label, number) = rest.split_at(length);
    Some((publisher.trim_end_matches([',', ' ', '.']), label, number.trim_start_matches([',', ' '])))
}

/// What follows an `In`: the people who edited it, the collection, its numbers, who published it.
fn collection<'a>(record: &mut Record<'a>, within: &'a str, doubts: &mut Vec<Doubt>) {
    let mut rest = within;
    if let Some(found) = people(rest).filter(|found| found.role == Role::Editor) {
        for name in found.names {
            record.contribute(Role::Editor, name);
        }
        rest = found.rest.trim_start_matches([',', '.', ':', ' ']);
    }
    // Behind the last sentence stands the publisher, if anything does.
    let (mut title, mut issuer) = sentences::first(rest);
    let mut numbers = Numbers::default();
    issuer = issuer.trim_end_matches('.');
    if let Some((edition, rest)) = edition(issuer) {
        record.push(Field::Edition, edition);
        issuer = rest;
    }
    if let Some((before, pages)) = [". p. ", ". pp. "].iter().find_map(|label| issuer.rsplit_once(label)) {
        (issuer, numbers.pages) = (before, pages);
    }
    if let Some((before, pages, rest)) = place::middle(title) {
        (title, numbers.pages) = (before, pages);
        let (place, stated) = rest.rsplit_once(", ").unwrap_or(("", rest));
        numbers.date = read_date(stated);
        let place = if numbers.date.is_some() { place } else { rest };
        record.push(if is_place(place) { Field::EventPlace } else { Field::Note }, place);
    }
    let mut read = |text: &mut &'a str| {
        if let Some((before, found)) = place::divide(text) {
            *text = before;
            for (slot, value) in [
                (&mut numbers.volume, found.volume),
                (&mut numbers.issue, found.issue),
                (&mut numbers.pages, found.pages),
                (&mut numbers.eid, found.eid),
            ] {
                if slot.is_empty() {
                    *slot = value;
                }
            }
            numbers.date = numbers.date.take().or(found.date);
        }
    };
    read(&mut title);
    // ACM puts pages behind the publisher: `ACM, New York, NY, USA, 1–10`.
    let mut pages = "";
    if let Some((before, last)) = issuer.rsplit_once(", ")
        && last.starts_with(|c: char| c.is_ascii_digit())
        && read_date(last).is_none()
        && last.contains(['-', '–'])
    {
        (issuer, pages) = (before, last);
    }
    // LNCS, vol. 12, pp. 1–10. Plumpress
    let mut series = "";
    let (sentence, behind) = sentences::first(issuer);
    if place::divide(sentence).is_some_and(|(_, numbers)| !numbers.volume.is_empty()) {
        series = sentence;
        read(&mut series);
        issuer = behind;
    }
    read(&mut issuer);
    if numbers.pages.is_empty() {
        numbers.pages = pages;
    }
    put(record, &numbers);
    let edited = record.contributors.iter().any(|c| c.role == Role::Editor);
    let of_many = ["Proc", "Conference", "Workshop", "Symposium", "Advances", "Meeting"]
        .iter()
        .any(|word| title.contains(word));
    // PLUMS 2018
    let of_many =
        of_many || title.rsplit(' ').next().is_some_and(|word| word.len() == 4 && read_date(word).is_some());
    let journal = !record.str(Field::Volume).is_empty()
        && !record.str(Field::Issue).is_empty()
        && issuer.is_empty()
        && !of_many;
    record.kind = if journal {
        Kind::ArticleJournal
    } else if edited && !of_many {
        Kind::Chapter
    } else {
        Kind::PaperConference
    };
    if let Some((before, last)) = title.rsplit_once(", ").filter(|(_, last)| SERIES.contains(last)) {
        (title, series) = (before, last);
    }
    if !series.is_empty() {
        record.push(Field::CollectionTitle, series);
        if let Some(volume) = record.take(Field::Volume) {
            record.push(Field::CollectionNumber, volume);
        }
    }
    // Proc. Plum Days, Plumbury, Plumland
    if let Some((name, place)) =
        title.split_once(", ").filter(|(name, place)| name.starts_with("Proc") && is_place(place))
    {
        record.push(Field::EventPlace, place);
        title = name;
    }
    record.push(Field::ContainerTitle, title);
    if !issuer.is_empty() {
        let kind = record.kind;
        publisher(record, issuer, doubts);
        record.kind = kind;
    }
}

/// Publishers whose names look like those of conferences.
const PUBLISHERS: &[&str] =
    &["ACM", "IEEE", "AAAI", "USENIX", "OUP", "CUP", "SAGE", "BMJ", "ISTE", "CRC", "WHO", "OECD", "IOS"];

/// Series of proceedings that stand behind a title without more.
const SERIES: &[&str] = &["LNCS", "LNAI", "LNBIP", "CCIS", "IFIP AICT"];

/// Whether a text is the name of a place: up to three capitalised parts.
fn is_place(text: &str) -> bool {
    let part = |part: &str| {
        part.split(' ').count() <= 3
            && part.starts_with(char::is_uppercase)
            && part.chars().all(|c| !c.is_ascii_digit())
    };
    text.split(", ").count() <= 3 && text.split(", ").all(part)
}

fn put<'a>(record: &mut Record<'a>, numbers: &Numbers<'a>) {
    record.push(Field::Volume, numbers.volume);
    record.push(Field::Issue, numbers.issue);
    record.push(Field::Page, numbers.pages);
    record.push(Field::Eid, numbers.eid);
    date(record, numbers);
}

fn date(record: &mut Record<'_>, numbers: &Numbers<'_>) {
    if let Some(date) = &numbers.date {
        record.set_date(DateField::Issued, date.clone());
    }
}

/// `Plumpress`, `Plumbury: Plumpress, 2020`, `Springer, Cham (2020)`, `Plumpress; 2020`
fn publisher<'a>(record: &mut Record<'a>, text: &'a str, doubts: &mut Vec<Doubt>) {
    let mut text = text.trim().trim_end_matches(['.', ',', ';']);
    if let Some((before, last)) = text.rsplit_once(['(', ';', ','])
        && let Some(stated) = read_date(last.trim().trim_end_matches(')'))
    {
        record.set_date(DateField::Issued, stated);
        text = before.trim_end_matches([' ', ',', ';']);
    }
    let place = |text: &str| text.split(' ').count() <= 4 && text.starts_with(char::is_uppercase);
    let (name, at) = if let Some((at, name)) = text.split_once(": ").filter(|(at, _)| place(at)) {
        (name, at)
    } else {
        text.split_once(", ").filter(|(name, at)| place(at) && !name.is_empty()).unwrap_or((text, ""))
    };
    // NeurIPS, 2020
    let acronym = !name.contains(' ') && name.chars().filter(|c| c.is_uppercase()).count() > 1;
    if acronym && at.is_empty() && record.kind == Kind::Document && !PUBLISHERS.contains(&name) {
        record.kind = Kind::PaperConference;
        return record.push(Field::ContainerTitle, name);
    }
    if name.split(' ').count() > 8 || name.contains(". ") {
        doubts.push("where it was published".into());
        return;
    }
    if record.kind == Kind::Document {
        let thesis = ["thesis", "Thesis", "dissertation"].iter().any(|word| text.contains(word));
        record.kind = if thesis { Kind::Thesis } else { Kind::Book };
    }
    record.push(Field::Publisher, name);
    record.push(Field::PublisherPlace, at);
}

/// The last year that a text states, if nothing else does.
fn last_year(text: &str) -> Option<crate::record::Date<'static>> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
    words.filter(|word| ("1500".."2100").contains(word)).filter_map(read_date).next_back()
}
