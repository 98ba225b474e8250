//! RefWorks' tags → records.

use super::fields::TAGS;
use super::{FAMILY, syntax, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::tagged::{Draft, Place, lines};
use crate::grammar::tagged::{self, Field as Line};
use crate::record::{Field, Kind, Record, Role, identifier, language};

/// Reads a piece: whole records, and what stands between them.
pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(32);
    for line in tagged::fields(text, syntax::tag) {
        match line.tag {
            "" => sink.report(Diagnostic::new(codes::IGNORED_TEXT, line.span())),
            "RT" => {
                close(&mut lines, sink);
                lines.push(line);
            }
            // Not RefWorks' own, but some put it there.
            "ER" => {
                close(&mut lines, sink);
                if !line.raw.is_empty() {
                    sink.report(Diagnostic::new(codes::IGNORED_TEXT, line.span()));
                }
            }
            "A1" | "A2" | "A3" | "A4" | "A5" | "A6" | "K1" | "LK" | "UL" => lines.extend(line.items()),
            _ => lines.push(line),
        }
    }
    close(&mut lines, sink);
}

fn close<'a>(lines: &mut Vec<Line<'a>>, sink: &mut dyn Sink<'a>) {
    lines::end(lines, |line| line.tag != "RT" && !line.raw.is_empty(), record, sink);
}

fn record<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Record<'a> {
    let mut draft = Draft::new(FAMILY, true, lines.len());
    let value = |tag: &str| lines.iter().find(|line| line.tag == tag && !line.raw.is_empty());
    let has = |tag: &str| value(tag).is_some();
    let named = value("RT");
    let known = named.and_then(|line| types::kind(line.raw));
    lines::report_type(lines, named, known.is_some(), sink);
    let held = has("JF") || has("T2");
    let (doi, language) = (value("DO"), value("LA"));
    let kind = match known {
        // A whole volume of proceedings.
        Some(Kind::PaperConference) if !held && !has("A1") && !has("SP") => Kind::Proceedings,
        Some(kind) => kind,
        None if has("JF") => Kind::ArticleJournal,
        None => Kind::Document,
    };
    draft.record.kind = kind;
    draft.record.contributors.reserve(lines.iter().filter(|line| matches!(line.tag, "A1" | "A2")).count());
    for line in lines.iter().filter(|line| !line.raw.is_empty()) {
        let extra = draft.keep(line);
        let rank = TAGS.get(line.tag, kind).map_or(usize::MAX, |(rank, _)| rank);
        let mapped = match line.tag {
            "RT" => known.is_some(),
            // `Print(0)`, which is the rule.
            "SR" => numbered(line.raw).is_some_and(|medium| medium == "Print"),
            // The language that citations are to be in, if it is another than the work's.
            "OL" => is_language(line.raw, language),
            "LK" | "UL" if is_resolver(line.raw, doi) => true,
            "AN" => number(line, rank, &mut draft),
            // Databases say here what the type does not.
            "NO" | "LK" if identifier::is_doi(line.raw) => draft.doi(line.text()),
            _ => match TAGS.get(line.tag, kind) {
                Some((rank, row)) => draft.place(row.place, rank, line),
                None => false,
            },
        };
        draft.set_mapped(extra, mapped);
    }
    draft.finish(sink);
    let mut record = draft.record;
    // An edited book has no authors but its editors.
    if record.kind == Kind::EditedCollection && record.names(Role::Editor).next().is_none() {
        record.kind = Kind::Book;
    }
    // The abbreviation of a journal is its title where there is no other.
    if !record.has(Field::ContainerTitle)
        && let Some(short) = record.get(Field::ContainerTitleShort).cloned()
    {
        record.push(Field::ContainerTitle, short);
    }
    record
}

/// Whether a language as RefWorks numbers them, `English (30)`, is that of the work.
fn is_language(text: &str, work: Option<&Line<'_>>) -> bool {
    let Some(name) = numbered(text) else { return false };
    let same = |work: &Line<'_>| {
        let work = work.text();
        work.eq_ignore_ascii_case(name) || language::tag(&work) == language::tag(name)
    };
    name.eq_ignore_ascii_case("Unknown") || work.is_some_and(same)
}

/// A word without the number that RefWorks has for it: `Print(0)`, `English (30)`.
fn numbered(text: &str) -> Option<&str> {
    let Some((word, rest)) = text.split_once('(') else { return Some(text) };
    let number = rest.strip_suffix(')')?;
    number.bytes().all(|b| b.is_ascii_digit()).then(|| word.trim_end())
}

/// Whether an address is no more than a resolver and the DOI.
fn is_resolver(address: &str, doi: Option<&Line<'_>>) -> bool {
    let doi = doi.and_then(|line| identifier::doi(line.raw));
    identifier::is_doi(address) && identifier::doi(address) == doi
}

/// `PMID: 12345678`, or the number that a database has for the record.
fn number<'a>(line: &Line<'a>, rank: usize, draft: &mut Draft<'a>) -> bool {
    let labelled = line.raw.get(..4).is_some_and(|label| label.eq_ignore_ascii_case("PMID"));
    match identifier::pmid(line.raw).filter(|_| labelled) {
        Some(id) => draft.text(Field::Pmid, rank, id.into()),
        None => draft.place(Place::Text(Field::ArchiveLocation), rank, line),
    }
}
