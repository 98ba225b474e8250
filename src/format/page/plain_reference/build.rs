//! References: from text to records.

use std::borrow::Cow;
use std::ops::Range;

use super::collection::{by, collection, is_place};
use super::place::{self, Numbers, read_date};
use super::reference::{Reference, edition, read};
use super::title::title;
use super::{FAMILY, grey, sentences, tail};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::page::pubmed::citation::citation;
use crate::format::page::said::Said;
use crate::format::page::{first_word, fold};
use crate::record::{DateField, Field, Kind, Name, Record, Role};

/// Why a reference is not sure to be understood.
pub(super) type Doubt = Cow<'static, str>;

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
    let said = said.and(record.kept(FAMILY, "type").map_or("", |extra| &extra.value));
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
     internet retrieved last cited arxiv preprint abs corr bd s hrsg und by edited translated version aufl \
     auflage ch chapter n";

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
        // Behind the source the month may stand as well.
        if date.year().is_none() || record.year() != date.year() {
            record.set_date(DateField::Issued, date);
        }
        record.push(Field::YearSuffix, found.suffix);
    } else if record.date(DateField::Issued).is_none() {
        match found.tail.year.clone().or_else(|| last_year(found.text)) {
            Some(date) => record.set_date(DateField::Issued, date),
            None if found.tail.url.is_some() => {}
            None => doubts.push("no year".into()),
        }
    }
    // What appears on a day is no book.
    let day = record.date(DateField::Issued).and_then(|date| date.point()).is_some_and(|p| p.day.is_some());
    if record.kind == Kind::Book && day && !record.has(Field::PublisherPlace) && !record.has(Field::Edition) {
        record.kind = if found.tail.url.is_some() { Kind::Webpage } else { Kind::ArticleNewspaper };
        if let Some(publisher) = record.take(Field::Publisher) {
            record.push(Field::ContainerTitle, publisher);
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
        // Sites have no place.
        if record.kind == Kind::Document || record.kind == Kind::Book && !record.has(Field::PublisherPlace) {
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
    if source.contains("arXiv") || source == "Preprint at" || source.starts_with("CoRR") {
        record.kind = Kind::Article;
        if let Some((_, numbers)) = place::divide(source) {
            date(record, &numbers);
        }
        return;
    }
    if grey::put(record, source) {
        return;
    }
    if let Some((names, rest)) = source.strip_prefix("Translated by ").and_then(by) {
        names.into_iter().for_each(|name| record.contribute(Role::Translator, name));
        source = rest.trim_start_matches(['.', ',', ' ']);
    }
    // 536 p.
    if let Some((before, pages)) = source.rsplit_once(". ")
        && let Some(pages) = pages.strip_suffix(" p").filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
    {
        record.push(Field::NumberOfPages, pages);
        source = before;
    }
    let within = ["In: ", "In ", "in: ", "in "].iter().find_map(|word| source.strip_prefix(word));
    if let Some(within) = within.or_else(|| source.contains(", edited by ").then_some(source)) {
        return collection(record, within, doubts);
    }
    // … pp. 1–10. JSTOR
    let (sentence, archive) = sentences::first(source);
    if !archive.is_empty()
        && archive.split(' ').count() <= 3
        && place::divide(sentence).is_some_and(|(_, numbers)| !numbers.volume.is_empty())
    {
        record.push(Field::Archive, archive);
        source = sentence;
    }
    match place::divide(source) {
        // Plumbury: Plumpress, 2019, pp. 1–10
        Some((title, numbers)) if numbers.volume.is_empty() && is_publisher(title) => {
            put(record, &numbers);
            publisher(record, title, doubts);
        }
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

/// Publishers whose names look like those of conferences.
const PUBLISHERS: &[&str] =
    &["ACM", "IEEE", "AAAI", "USENIX", "OUP", "CUP", "SAGE", "BMJ", "ISTE", "CRC", "WHO", "OECD", "IOS"];

pub(super) fn put<'a>(record: &mut Record<'a>, numbers: &Numbers<'a>) {
    record.push(Field::Volume, numbers.volume);
    record.push(Field::Issue, numbers.issue);
    record.push(Field::Page, numbers.pages);
    record.push(Field::Eid, numbers.eid);
    record.push(Field::ChapterNumber, numbers.chapter);
    record.push(Field::NumberOfPages, numbers.count);
    date(record, numbers);
}

fn date(record: &mut Record<'_>, numbers: &Numbers<'_>) {
    if let Some(date) = &numbers.date {
        record.set_date(DateField::Issued, date.clone());
    }
}

/// Whether a text begins with a place and a colon.
fn is_publisher(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(place, _)| is_place(place))
}

/// `Plumpress`, `Plumbury: Plumpress, 2020`, `Springer, Cham (2020)`, `Plumpress; 2020`
pub(super) fn publisher<'a>(record: &mut Record<'a>, text: &'a str, doubts: &mut Vec<Doubt>) {
    let mut text = text.trim().trim_end_matches(['.', ',', ';']);
    if let Some((before, last)) = text.rsplit_once(['(', ';', ','])
        && let Some(stated) = read_date(last.trim().trim_end_matches(')'))
    {
        record.set_date(DateField::Issued, stated);
        text = before.trim_end_matches([' ', ',', ';']);
    }
    let place = |text: &str| text.split(' ').count() <= 4 && !text.starts_with(char::is_lowercase);
    let (name, at) = if let Some((at, name)) = text
        .split_once(": ")
        .map(|(at, name)| (at.trim_end(), name))
        .filter(|(at, _)| place(at) || is_place(at))
    {
        (name, at)
    } else {
        text.split_once(", ").filter(|(name, at)| place(at) && !name.is_empty()).unwrap_or((text, ""))
    };
    if record.kind == Kind::Speech {
        record.push(Field::EventTitle, name);
        return record.push(Field::EventPlace, at);
    }
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
        record.kind = Kind::Book;
    }
    record.push(Field::Publisher, name);
    record.push(Field::PublisherPlace, at);
}

/// The last year that a text states, if nothing else does.
fn last_year(text: &str) -> Option<crate::record::Date<'static>> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
    words.filter(|word| ("1500".."2100").contains(word)).filter_map(read_date).next_back()
}
