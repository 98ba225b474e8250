//! Ovid's tags and labels → records.

use std::borrow::Cow;

use super::fields::{self, TAGS};
use super::source::Source;
use super::syntax::{self, Dialect};
use super::{FAMILY, people, source};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::medline;
use crate::format::shared::tagged::{Draft, Place, date, echo, lines};
use crate::grammar::tagged::{self, Field as Line};
use crate::record::{Date, DateField, Field, Kind, Record, Role, identifier};

/// Reads a piece: whole records, and what stands above the first.
pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut dialect = Dialect::default();
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(32);
    for line in tagged::fields(text, |line| dialect.tag(line)) {
        // Ovid's name comes first in a record.
        let again = line.tag == "VN" && lines.iter().any(|above| !syntax::is_number(above.tag));
        if syntax::is_number(line.tag) || again {
            close(&mut lines, sink);
        }
        if line.tag.is_empty() || (syntax::is_number(line.tag) && !line.raw.is_empty()) {
            sink.report(Diagnostic::new(codes::IGNORED_TEXT, line.span()));
        } else {
            lines.push(line);
        }
    }
    close(&mut lines, sink);
}

fn close<'a>(lines: &mut Vec<Line<'a>>, sink: &mut dyn Sink<'a>) {
    lines::end(lines, |line| !line.raw.is_empty(), record, sink);
}

fn record<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Record<'a> {
    let mut draft = Draft::new(FAMILY, true, lines.len());
    let said = lines.iter().filter(|line| !line.raw.is_empty());
    let lines: Vec<(&str, &Line<'a>)> = said.map(|line| (fields::tag(line.tag), line)).collect();
    let kind = kind(&lines);
    draft.record.kind = kind;
    let medline = lines.iter().any(|(tag, line)| *tag == "DB" && line.raw.contains("MEDLINE"));
    let named = |tag: &'static str| {
        lines.iter().filter(move |(known, _)| *known == tag).flat_map(|(_, line)| people::parts(line.raw))
    };
    let full = lines.iter().any(|(tag, _)| *tag == "FA");
    let short = full && echo::are_short(named("AU"), named("FA"));
    let mut sources: Vec<(&Line<'a>, usize)> = Vec::new();
    for &(tag, line) in &lines {
        let bare = &Line { raw: line.raw.trim_end_matches(['.', ' ']), ..*line };
        let extra = draft.keep(line);
        let mapped = match tag {
            "PT" | "DT" => types(line.raw).all(|name| is_kind(name, kind)),
            // The short form of names that stand in full.
            "AU" if full => short,
            // When a record was entered.
            "ED" if line.raw.starts_with(|c: char| c.is_ascii_digit()) => false,
            "AU" | "FA" | "ED" => {
                let role = if tag == "ED" { Role::Editor } else { Role::Author };
                people::contribute(line.raw, role, &mut draft.record)
            }
            "TI" | "CT" | "OT" | "JN" | "NJ" => title(line, tag, &mut draft),
            "SO" => {
                sources.push((line, extra));
                false
            }
            "AN" | "UI" if medline && identifier::pmid(bare.raw).is_some() => {
                draft.place(Place::Text(Field::Pmid), 0, bare)
            }
            "AN" | "UI" | "LG" | "LA" => place(tag, bare, &mut draft),
            "RO" if !line.raw.starts_with(['C', '©', '(']) => false,
            "PB" => publisher(line, &mut draft),
            "DO" | "DI" => identifier::doi(bare.raw).is_some() && draft.doi(bare.text()),
            "IU" | "UR" => {
                // `http://… [13/03/2007]`: when it was seen.
                let (address, seen) = line.raw.split_once(" [").unwrap_or((line.raw, ""));
                place(tag, &Line { raw: address, ..*line }, &mut draft) && seen.is_empty()
            }
            // MEDLINE's identifiers: `10.5555/x [doi]`.
            "ID" if identifier::doi(line.raw.split(" [").next().unwrap_or_default()).is_some() => {
                let (id, what) = line.raw.split_once(" [").unwrap_or((line.raw, "doi]"));
                draft.doi(id.into()) && what == "doi]"
            }
            "KW" | "DE" | "ID" => place(tag, bare, &mut draft),
            "MH" | "SH" => headings(line.raw, &mut draft),
            _ => place(tag, line, &mut draft),
        };
        draft.set_mapped(extra, mapped);
    }
    let mut dates = Vec::new();
    for (line, extra) in sources {
        let others = lines.iter().filter(|(tag, _)| !LONG.contains(tag)).map(|(_, line)| line.raw);
        let others: Vec<&str> = others.collect();
        let mapped = appeared(line, &others, &mut dates, &mut draft);
        draft.set_mapped(extra, mapped);
    }
    draft.finish(sink);
    let mut record = draft.record;
    for found in dates {
        let date = match record.date(DateField::Issued) {
            Some(known) => date::finer(known.clone(), found),
            None => found,
        };
        record.set_date(DateField::Issued, date);
    }
    record
}

fn place<'a>(tag: &str, line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    match TAGS.get(tag, draft.record.kind) {
        Some((rank, row)) => draft.place(row.place, rank, line),
        None => false,
    }
}

/// Publication types that Ovid's databases have besides those of MEDLINE, and what they
/// mean; the telling ones first.
#[rustfmt::skip]
const TYPES: &[(&str, Kind)] = &[
    ("Chapter", Kind::Chapter),
    ("Book Chapter", Kind::Chapter),
    ("Book", Kind::Book),
    ("Authored Book", Kind::Book),
    ("Edited Book", Kind::Book),
    ("Dissertation Abstract", Kind::Thesis),
    ("Dissertation", Kind::Thesis),
    ("Thesis", Kind::Thesis),
    ("Conference Paper", Kind::PaperConference),
    ("Conference Proceedings", Kind::PaperConference),
    ("Report", Kind::Report),
    ("Electronic Collection", Kind::ArticleJournal),
    ("Journal", Kind::ArticleJournal),
    ("Article", Kind::ArticleJournal),
    ("Peer Reviewed Journal", Kind::ArticleJournal),
    ("Research Article", Kind::ArticleJournal),
    ("Research Articles", Kind::ArticleJournal),
];

fn types(value: &str) -> impl Iterator<Item = &str> + Clone {
    value
        .split([';', '\n'])
        .map(|name| name.trim().trim_end_matches('.'))
        .filter(|name| !matches!(*name, "" | "-"))
}

fn is_kind(name: &str, kind: Kind) -> bool {
    medline::is_kind(name) || TYPES.iter().any(|(known, of)| known.eq_ignore_ascii_case(name) && *of == kind)
}

/// What the publication types say, else what the record has.
fn kind(lines: &[(&str, &Line<'_>)]) -> Kind {
    let has = |tag: &str| lines.iter().any(|(known, _)| *known == tag);
    if has("CT") {
        return Kind::Chapter;
    }
    let typed = lines.iter().filter(|(tag, _)| matches!(*tag, "PT" | "DT"));
    let names = typed.flat_map(|(_, line)| types(line.raw));
    let is = |name: &str| names.clone().any(|known| known.eq_ignore_ascii_case(name));
    let own = TYPES.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind);
    match own.or_else(|| medline::kind(names.clone())) {
        Some(kind) => kind,
        None if has("SO") || has("JN") => Kind::ArticleJournal,
        None => Kind::Document,
    }
}

/// A title without its full stop and the type that may stand behind it: `Of plums.[Article]`.
fn title<'a>(line: &Line<'a>, tag: &str, draft: &mut Draft<'a>) -> bool {
    let mut title = line.text();
    if let Some((before, genre)) = title.strip_suffix(']').and_then(|title| title.rsplit_once('['))
        && before.trim_end().ends_with('.')
        && genre.len() < 30
    {
        if !is_kind(genre, draft.record.kind) {
            draft.record.push(Field::Genre, genre.to_owned());
        }
        title = Cow::Owned(before.to_owned());
    }
    let Some((rank, row)) = TAGS.get(tag, draft.record.kind) else { return false };
    match row.place {
        Place::Text(field) => draft.text(field, rank, medline::bare(title)),
        _ => false,
    }
}

/// `Place: Publisher`, `Publisher, Place`, `Publisher (Place)`.
fn publisher<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    const FORMS: &[&str] = &["Inc", "Ltd", "LLC", "Co", "Corp", "GmbH", "Limited"];
    let text = line.raw;
    let is_form = |rest: &str| FORMS.iter().any(|form| rest.starts_with(form));
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let (publisher, place) = if let Some((place, publisher)) = text.split_once(": ") {
        (publisher, place)
    } else if let Some((publisher, place)) = inside {
        (publisher, place)
    } else {
        text.split_once(", ").filter(|(_, place)| !is_form(place)).unwrap_or((text, ""))
    };
    draft.text(Field::Publisher, 0, tagged::joined(publisher));
    draft.text(Field::PublisherPlace, 0, tagged::joined(place));
    true
}

/// Subject headings, one a line or behind a semicolon: `*Brain Ischemia/di [Diagnosis]`.
/// Says whether none is qualified.
fn headings<'a>(value: &'a str, draft: &mut Draft<'a>) -> bool {
    let mut bare = true;
    for heading in value.split([';', '\n']) {
        let (heading, qualifier) = heading.split_at(heading.find(['/', '[']).unwrap_or(heading.len()));
        bare &= qualifier.is_empty();
        let heading = heading.trim().trim_matches(['*', '.']);
        // With other qualifiers it stands again.
        let last = draft.record.fields.last();
        if !last.is_some_and(|(field, known)| *field == Field::Keyword && known.plain() == heading) {
            draft.record.push(Field::Keyword, heading);
        }
    }
    bare
}

/// What says nothing but how a source is to be read.
const SILENT: &[&str] =
    &["Vol", "vol", "Volume", "Issue", "No", "no", "pp", "p", "Pages", "Date", "of", "Publication", "Ed"];

/// Tags of values in which nothing says where a record appeared.
const LONG: &[&str] = &["AB", "MH", "SH", "KW", "DE", "SO", "TI"];

/// Where the record appeared, as far as no other field says it. Says whether the record
/// carries all of that now.
fn appeared<'a>(line: &Line<'a>, others: &[&str], dates: &mut Vec<Date<'a>>, draft: &mut Draft<'a>) -> bool {
    let text = line.text();
    let Some(found) = source::read(&text) else {
        if draft.record.kind.has_container() && !draft.record.has(Field::ContainerTitle) {
            let title = text.split(". ").next().unwrap_or_default().trim_end_matches('.');
            let all = title.len() == text.trim_end_matches('.').len();
            draft.record.push(Field::ContainerTitle, title.to_owned());
            return all;
        }
        return false;
    };
    let Source { title, volume, issue, pages, date, editors, publisher, place, .. } = found;
    let mut told: Vec<Cow<'_, str>> = Vec::new();
    let holds = draft.record.kind.has_container() || draft.record.has(Field::Title);
    let title_field = if holds { Field::ContainerTitle } else { Field::Title };
    let abbreviated = echo::is_abbreviation(title, draft.record.str(Field::ContainerTitle));
    let title_field = if holds && abbreviated { Field::ContainerTitleShort } else { title_field };
    for (field, value) in [
        (title_field, title),
        (Field::Volume, volume),
        (Field::Issue, issue),
        (Field::Publisher, publisher),
        (Field::PublisherPlace, place),
    ] {
        if !draft.record.has(field) {
            draft.record.push(field, value.to_owned());
        }
        told.push(draft.record.str(field).to_owned().into());
    }
    if draft.record.names(Role::Editor).next().is_none() {
        let mut named = Record::default();
        if people::contribute(editors, Role::Editor, &mut named) {
            told.push(editors.into());
        }
        draft.record.contributors.extend(named.into_owned().contributors);
    }
    told.push(pages.clone().into());
    draft.pages(pages.into());
    if let Some(read) = date::read(&date).filter(|read| read.rest.is_empty()) {
        dates.push(read.date);
        told.push(date.into());
    }
    let told = told.iter().map(|told| &**told);
    echo::repeats(&text, SILENT, others.iter().copied().chain(told))
}
