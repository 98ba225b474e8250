//! Tags of the Web of Science → records.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::fields::{LISTS, TAGS};
use super::{FAMILY, capitals, kind, people, syntax};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::tagged::{Draft, Place, date, echo, group};
use crate::grammar::tagged::{self, Field as Line};
use crate::record::{DateField, Field, Kind, Name, Record, Role, identifier};

/// Reads a piece of tagged lines: whole records, and what stands between them.
pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(64);
    for line in tagged::fields(text, syntax::tag) {
        match line.tag {
            "" => stray(&line, sink),
            tag if syntax::frames(tag) => close(&mut lines, None, sink),
            "PT" => {
                close(&mut lines, None, sink);
                lines.push(line);
            }
            "ER" => {
                close(&mut lines, Some(&line), sink);
                stray(&line, sink);
            }
            tag if LISTS.contains(&tag) => lines.extend(line.items()),
            _ => lines.push(line),
        }
    }
    close(&mut lines, None, sink);
}

fn stray<'a>(line: &Line<'a>, sink: &mut dyn Sink<'a>) {
    if !line.raw.is_empty() {
        sink.report(Diagnostic::new(codes::IGNORED_TEXT, line.span()));
    }
}

fn close<'a>(lines: &mut Vec<Line<'a>>, end: Option<&Line<'a>>, sink: &mut dyn Sink<'a>) {
    let (Some(first), Some(last)) = (lines.first().copied(), lines.last().copied()) else { return };
    if end.is_none() {
        sink.report(Diagnostic::new(codes::MISSING_END, last.at..last.whole().end));
    }
    let span = first.at..end.map_or(last.whole().end, |end| end.at + 2);
    finish(lines, Vec::new(), span, sink);
    lines.clear();
}

/// Hands over the record that these lines make, unless they say nothing; `unknown` are
/// columns of a table without a tag that is known.
pub(super) fn finish<'a>(
    lines: &[Line<'a>],
    unknown: Vec<(String, &'a str)>,
    span: Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    if !lines.iter().any(|line| line.tag != "PT" && !line.raw.is_empty()) {
        return sink.report(Diagnostic::new(codes::IGNORED_TEXT, span));
    }
    let mut record = record(lines, sink);
    for (head, cell) in unknown {
        record.keep(FAMILY, head, cell);
    }
    sink.record(Record { span, ..record });
}

fn record<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Record<'a> {
    let mut draft = Draft::new(FAMILY, true, lines.len());
    let value = |tag: &str| lines.iter().find(|line| line.tag == tag && !line.raw.is_empty());
    let has = |tag: &str| value(tag).is_some();
    draft.record.kind = kind::of(lines, sink);
    let kind = draft.record.kind;
    let whole = group::WHOLES.contains(&kind);
    let names = |tag: &'static str| lines.iter().filter(move |line| line.tag == tag).map(|line| line.raw);
    let (mut full, mut full_of_book) = (names("AF"), names("BF"));
    let has_full = (has("AF"), has("BF"));
    let (title, short, doi) = (value("TI"), value("JI").or_else(|| value("J9")), value("DI"));
    let authors: HashSet<&str> =
        lines.iter().filter(|line| matches!(line.tag, "AU" | "AF")).map(|line| line.raw).collect();
    let made = !authors.is_empty() || has("BE") || has("ED");
    draft.record.contributors.reserve(lines.iter().filter(|line| matches!(line.tag, "AF" | "AU")).count());
    for line in lines.iter().filter(|line| !line.raw.is_empty()) {
        let extra = draft.keep(line);
        let mapped = match line.tag {
            "PT" => kind::is_type(line.raw),
            "DT" => document_types(line.raw, &mut draft),
            // The short form of names that stand in full beside them.
            "AU" if has_full.0 => full.next().is_some_and(|full| echo::is_short(line.raw, full)),
            "BA" if has_full.1 => full_of_book.next().is_some_and(|full| echo::is_short(line.raw, full)),
            "AU" | "AF" if line.raw.eq_ignore_ascii_case("[Anonymous]") => true,
            "BA" | "BF" if whole && !authors.is_empty() => authors.contains(line.raw),
            "BA" | "BF" => draft.place(Place::Names(holder(whole)), 0, line),
            "CA" => body(Role::Author, line, &mut draft),
            "GP" if whole && made => false,
            "GP" => body(holder(whole), line, &mut draft),
            "AE" => body(Role::Holder, line, &mut draft),
            "TI" => draft.text(Field::Title, 0, marked(line.text())),
            "AB" => draft.text(Field::Abstract, 0, marked(line.text())),
            "SO" if whole => title.is_some_and(|title| kind::same_title(&title.text(), &line.text())),
            "SO" => source(line, short, &mut draft),
            "PD" if kind == Kind::Patent => patented(line, &mut draft),
            "C1" => people::addresses(line.raw, &mut draft.record),
            "OI" => people::numbers("ORCID", line.raw, &mut draft.record),
            "RI" => people::numbers("ResearcherID", line.raw, &mut draft.record),
            "UT" => accession(line, &mut draft),
            // The address that the DOI is as well.
            "DL" => {
                identifier::is_doi(line.raw)
                    && identifier::doi(line.raw) == doi.and_then(|doi| identifier::doi(doi.raw))
            }
            tag => match TAGS.get(tag, kind) {
                Some((rank, row)) => draft.place(row.place, rank, line),
                None => false,
            },
        };
        draft.set_mapped(extra, mapped);
    }
    draft.finish(sink);
    draft.record
}

/// INSPEC's indices (`LiNbO/sub 3/`), as markup.
fn marked(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("/sub ") && !text.contains("/sup ") {
        return text;
    }
    let mut marked = String::with_capacity(text.len() + 16);
    let mut rest = &*text;
    while let Some(at) = rest.find("/su") {
        let (before, index) = rest.split_at(at);
        let name = index.get(1..4).filter(|name| matches!(*name, "sub" | "sup"));
        let inside = index.get(4..).and_then(|tail| tail.strip_prefix(' ')?.split_once('/'));
        match (name, inside) {
            (Some(name), Some((inside, tail))) if inside.len() < 40 => {
                marked.push_str(&format!("{before}<{name}>{}</{name}>", inside.trim()));
                rest = tail;
            }
            _ => {
                let (word, tail) = rest.split_at(at + 3);
                marked.push_str(word);
                rest = tail;
            }
        }
    }
    marked.push_str(rest);
    Cow::Owned(marked)
}

/// Whose names stand with the book: the authors of the record if it is the book.
fn holder(whole: bool) -> Role {
    if whole { Role::Author } else { Role::ContainerAuthor }
}

fn body<'a>(role: Role, line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    draft.record.contribute(role, Name::Literal(line.text()));
    true
}

/// `Review; Early Access`: what the kind does not say.
fn document_types<'a>(value: &'a str, draft: &mut Draft<'a>) -> bool {
    let mut genre = String::new();
    for name in kind::documents(value) {
        if name.eq_ignore_ascii_case("Early Access") {
            draft.record.push(Field::Status, name);
        } else if !kind::says_kind(name, draft.record.kind) {
            genre.push_str(if genre.is_empty() { "" } else { "; " });
            genre.push_str(name);
        }
    }
    draft.record.push(Field::Genre, genre);
    true
}

/// The title of the journal or book, in the spelling of its abbreviation.
fn source<'a>(line: &Line<'a>, short: Option<&Line<'a>>, draft: &mut Draft<'a>) -> bool {
    let title = line.text();
    let lowered = match (draft.record.kind, short) {
        (Kind::ArticleJournal | Kind::ReviewBook, Some(short)) => capitals::lowered(&title, &short.text()),
        _ => None,
    };
    draft.text(Field::ContainerTitle, 0, lowered.map_or(title, Cow::Owned))
}

/// When a patent was given: `US2001234567-A1   05 Jul 2001   A23N-004/04   200151`, one a
/// line, of which the first is taken.
fn patented<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    let day = line.raw.split("  ").nth(1).map(str::trim).unwrap_or_default();
    if date::read(day).is_some_and(|read| read.rest.is_empty()) {
        draft.place(Place::Date(DateField::Issued), 0, &Line { raw: day, ..*line });
    }
    false
}

/// The number of the record in the database that it is from.
fn accession<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    if let Some(id) = line.raw.strip_prefix("MEDLINE:").and_then(identifier::pmid) {
        return draft.text(Field::Pmid, 0, id.into());
    }
    draft.text(Field::Note, 0, Cow::Owned(format!("Web of Science ID: {}", line.raw)))
}
