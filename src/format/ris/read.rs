//! RIS → records.

use std::borrow::Cow;

use super::fields::TAGS;
use super::syntax::{Dialect, begins_again};
use super::{FAMILY, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::tagged::{Draft, Place, date, group, work};
use crate::format::shared::{attachments, endnote};
use crate::grammar::tagged::{self, Field as Line};
use crate::record::{DateField, Field, Kind, Record, Role, identifier};

/// Reads a piece: whole records, and what stands between them.
pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut dialect = Dialect::default();
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(32);
    for line in tagged::fields(text, |line| dialect.tag(line)) {
        match line.tag {
            "" => stray(&line, sink),
            "TY" => {
                close(&mut lines, None, sink);
                lines.push(line);
            }
            "ER" => {
                close(&mut lines, Some(&line), sink);
                stray(&line, sink);
            }
            _ => {
                if begins_again(lines.first().map(|line| line.tag), lines.last().map(|line| line.tag), &line)
                {
                    close(&mut lines, None, sink);
                }
                if is_list(&line) { lines.extend(line.items()) } else { lines.push(line) }
            }
        }
    }
    close(&mut lines, None, sink);
}

/// Whether the lines of a value are items of a list, as EndNote has them, and not one
/// that is wrapped.
fn is_list(line: &Line<'_>) -> bool {
    line.raw.contains('\n')
        && match line.tag.as_bytes() {
            b"KW" | b"UR" | b"LK" | b"SN" | [b'L', b'1'..=b'4'] => true,
            b"AU" | b"ED" | [b'A', b'1'..=b'4'] => line.lines().all(|name| name.contains(',')),
            _ => false,
        }
}

/// Reports text between records, unless it is what databases print around them.
fn stray<'a>(line: &Line<'a>, sink: &mut dyn Sink<'a>) {
    let mut at = line.value_at;
    for text in line.raw.split('\n') {
        if !is_printed_by_databases(text.trim()) {
            let start = at + (text.len() - text.trim_start().len());
            let end = line.span().end;
            return sink.report(Diagnostic::new(codes::IGNORED_TEXT, start..end));
        }
        at += text.len() + 1;
    }
}

/// `1.`, `Record #1 of 7`, `Provider: …`, `Content: …`: Cochrane, Ovid and others number
/// the records.
fn is_printed_by_databases(text: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let record = || text.strip_prefix("Record #")?.split_once(" of ");
    is_number(text.trim_matches(['.', '<', '>', '#', '[', ']', ' ']))
        || record().is_some_and(|(number, count)| is_number(number) && is_number(count))
        || text.starts_with("Provider:")
        || text.starts_with("Content:")
        || text.starts_with("Database:")
        || text.starts_with("MIME type")
}

/// Ends the record whose lines these are.
fn close<'a>(lines: &mut Vec<Line<'a>>, end: Option<&Line<'a>>, sink: &mut dyn Sink<'a>) {
    let (Some(first), Some(last)) = (lines.first().copied(), lines.last().copied()) else { return };
    let typed = first.tag == "TY";
    let record = record(lines, sink);
    let tells = record.has(Field::Title) || record.has(Field::Doi) || !record.contributors.is_empty();
    lines.clear();
    let span = first.at..end.map_or(last.whole().end, |end| end.at + 2);
    if !typed && !tells {
        return sink.report(Diagnostic::new(codes::IGNORED_TEXT, span));
    }
    if !typed {
        sink.report(Diagnostic::new(codes::MISSING_TYPE, first.at..first.whole().end));
    }
    if end.is_none() {
        sink.report(Diagnostic::new(codes::MISSING_END, last.at..last.whole().end));
    }
    sink.record(Record { span, ..record });
}

fn record<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Record<'a> {
    let mut draft = Draft::new(FAMILY, true, lines.len());
    let value = |tag: &str| lines.iter().find(|line| line.tag == tag && !line.raw.is_empty()).copied();
    let has = |tag: &str| value(tag).is_some();
    let parts = ["T2", "BT", "JF", "JO", "C3"].iter().any(|tag| has(tag));
    if let Some(line) = value("TY") {
        match types::kind(line.raw) {
            Some(kind) => draft.record.kind = kind,
            None => {
                let finding = Diagnostic::new(codes::UNKNOWN_ENTRY_TYPE, line.span());
                sink.report(finding.detail(line.raw.to_owned()));
            }
        }
        draft.record.kind = finer(draft.record.kind, line.raw, parts, &value);
    } else if has("JF") || has("JO") || has("JA") {
        draft.record.kind = Kind::ArticleJournal;
    }
    let names = lines.iter().filter(|line| matches!(line.tag, "AU" | "A1" | "A2" | "ED")).count();
    draft.record.contributors.reserve(names);
    let kind = draft.record.kind;
    let event = kind == Kind::PaperConference && has("C3");
    for line in lines.iter().filter(|line| !line.raw.is_empty()) {
        if special(line, event, &value, &mut draft) {
            continue;
        }
        draft.field(line, TAGS.get(line.tag, kind));
    }
    draft.finish(sink);
    let mut record = draft.record;
    let is_file = |line: &&Line<'_>| matches!(line.tag, "L1" | "L4") && !line.raw.is_empty();
    attachments::keep(&mut record, lines.iter().filter(is_file).map(Line::text).collect());
    endnote::finish(&mut record);
    if let Some(line) = value("C2")
        && endnote::published(&mut record, line.raw)
        && let Some(extra) = record.extra.iter_mut().find(|extra| extra.name == "C2")
    {
        extra.mapped = true;
    }
    container(&mut record, has("JO"));
    status(&mut record, value("TY").map_or("", |line| line.raw));
    if record.str(Field::Page) == record.str(Field::Eid) {
        record.take(Field::Page);
    }
    record
}

/// Kinds that the type alone does not tell.
fn finer<'a>(kind: Kind, name: &str, parts: bool, value: &dyn Fn(&str) -> Option<Line<'a>>) -> Kind {
    let has = |tag| value(tag).is_some();
    if let Some(kind) = value("M3").and_then(|line| work::kind(kind, line.raw)) {
        return kind;
    }
    match kind {
        // A whole volume of proceedings.
        Kind::PaperConference
            if name.eq_ignore_ascii_case("CONF") && !parts && !has("SP") && !has("AU") && !has("A1") =>
        {
            Kind::Proceedings
        }
        Kind::Periodical if parts => Kind::ArticleJournal,
        _ => kind,
    }
}

/// Lines that mean something else than their tag says.
fn special<'a>(
    line: &Line<'a>,
    event: bool,
    value: &dyn Fn(&str) -> Option<Line<'a>>,
    draft: &mut Draft<'a>,
) -> bool {
    // What most lines are is never special.
    if let b"AU" | b"A1" | b"KW" | b"TI" | b"T1" | b"AB" | b"N2" | b"JF" | b"JO" | b"PY" | b"Y1" | b"DA"
    | b"IS" | b"EP" | b"SN" | b"UR" | b"DO" | b"PB" = line.tag.as_bytes()
    {
        return false;
    }
    let kind = draft.record.kind;
    let has = |tag: &str| value(tag).is_some();
    let numbered = value("ID").is_none_or(|line| line.raw.bytes().all(|b| b.is_ascii_digit()));
    let place = match line.tag {
        "TY" => {
            let extra = draft.keep(line);
            draft.set_mapped(extra, types::kind(line.raw).is_some());
            return true;
        }
        // Files, all in one.
        "L1" | "L4" => {
            let extra = draft.keep(line);
            draft.set_mapped(extra, true);
            return true;
        }
        "L2" if !has("UR") && !has("LK") => Place::Url,
        // EndNote's first page, which is among the pages.
        "M2" if value("SP").is_some_and(|pages| pages.raw.split(['-', '–']).next() == Some(line.raw)) => {
            let extra = draft.keep(line);
            draft.set_mapped(extra, true);
            return true;
        }
        // What EndNote has for edition is the day on which an article appeared online, or a
        // degree for volume; the original publication may be words.
        "ET" if kind == Kind::ArticleJournal && line.raw.len() > 4 && date::read(line.raw).is_some() => {
            Place::Date(DateField::AvailableDate)
        }
        "VL" if kind == Kind::Thesis && !line.raw.starts_with(|c: char| c.is_ascii_digit()) => {
            Place::Text(Field::Genre)
        }
        "OP" if date::read(line.raw).is_none() => {
            draft.keep(line);
            return true;
        }
        "M3" if work::tells(kind, line.raw) => {
            let extra = draft.keep(line);
            draft.set_mapped(extra, true);
            return true;
        }
        "CY" if kind == Kind::PaperConference && has("C1") => Place::Text(Field::EventPlace),
        "C1" if kind == Kind::PaperConference => Place::Text(Field::PublisherPlace),
        "T2" if event => Place::Text(Field::EventTitle),
        "C3" if event => Place::Text(Field::ContainerTitle),
        "M1" if kind != Kind::Article && group::ARTICLES.contains(&kind) && !has("IS") && !has("CP") => {
            Place::Text(Field::Issue)
        }
        "M3" | "L3" | "N1" if identifier::is_doi(line.raw) => Place::Doi,
        "SE" if kind == Kind::ArticleJournal && !has("SP") && line.raw.as_bytes()[0].is_ascii_digit() => {
            Place::FirstPage
        }
        "SP" if group::WHOLES.contains(&kind) && has("EP") => Place::FirstPage,
        // EndNote numbers its references, and labels them if asked to.
        "LB" if numbered => Place::Key,
        "ID" if numbered && has("LB") => {
            draft.keep(line);
            return true;
        }
        "AN" | "C2" | "U1" | "U2" => match number(line.raw) {
            Some((field, number)) if !draft.record.has(field) => {
                draft.record.push(field, number);
                let extra = draft.keep(line);
                draft.set_mapped(extra, true);
                return true;
            }
            _ => return false,
        },
        _ => return false,
    };
    draft.take(place, TAGS.get(line.tag, kind).map_or(usize::MAX, |(rank, _)| rank), line);
    true
}

/// `PMC3654245`, `23690738[pmid]`: identifiers in tags for anything.
fn number(value: &str) -> Option<(Field, Cow<'_, str>)> {
    if value.starts_with("PMC") {
        return identifier::pmcid(value).map(|id| (Field::Pmcid, id));
    }
    let id = value.strip_suffix("[pmid]").or_else(|| value.strip_prefix("PMID:"))?;
    identifier::pmid(id.trim()).map(|id| (Field::Pmid, Cow::Borrowed(id)))
}

/// An abbreviated title of a journal is its title where there is no other. `JO` is an
/// abbreviation only where there is another.
fn container(record: &mut Record<'_>, ambiguous: bool) {
    if record.has(Field::ContainerTitle) || !record.has(Field::ContainerTitleShort) {
        return;
    }
    let Some(short) = record.get(Field::ContainerTitleShort).cloned() else { return };
    if ambiguous {
        record.take(Field::ContainerTitleShort);
    }
    record.push(Field::ContainerTitle, short);
}

/// What the type says besides the kind.
fn status(record: &mut Record<'_>, name: &str) {
    if name.eq_ignore_ascii_case("INPR") && !record.has(Field::Status) {
        record.push(Field::Status, "in press");
    }
    // An edited book has no authors but its editors.
    if record.kind == Kind::EditedCollection && record.names(Role::Editor).next().is_none() {
        record.kind = Kind::Book;
    }
}
