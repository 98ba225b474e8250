//! EndNote's tags → records.

use super::FAMILY;
use super::fields::TAGS;
use super::syntax::{self, Above};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::tagged::{Draft, Place, date, group, work};
use crate::format::shared::{attachments, endnote};
use crate::grammar::tagged::{self, Field as Line};
use crate::record::{DateField, Field, Kind, Record, Role, identifier};

/// Reads a piece: whole records, and what stands between them.
pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(32);
    let mut above = Above::default();
    for line in tagged::fields(text, syntax::tag) {
        if above.ends(&line) {
            close(&mut lines, sink);
        }
        match line.tag {
            "" => sink.report(Diagnostic::new(codes::IGNORED_TEXT, line.span())),
            // An item a line.
            "%K" | "%U" | "%@" | "%>" => lines.extend(line.items()),
            _ => lines.push(line),
        }
    }
    close(&mut lines, sink);
}

fn close<'a>(lines: &mut Vec<Line<'a>>, sink: &mut dyn Sink<'a>) {
    let (Some(first), Some(last)) = (lines.first().copied(), lines.last().copied()) else { return };
    let record = record(lines, sink);
    lines.clear();
    sink.record(Record { span: first.at..last.whole().end, ..record });
}

fn record<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Record<'a> {
    let mut draft = Draft::new(FAMILY, false, lines.len());
    let value = |tag: &str| lines.iter().find(|line| line.tag == tag && !line.raw.is_empty()).copied();
    let has = |tag: &str| value(tag).is_some();
    let named = value("%0");
    let known = named.and_then(|line| endnote::kind(line.raw));
    if let Some(line) = named.filter(|_| known.is_none()) {
        let finding = Diagnostic::new(codes::UNKNOWN_ENTRY_TYPE, line.span());
        sink.report(finding.detail(line.raw.to_owned()));
    }
    let kind = known.unwrap_or_else(|| inferred(&value));
    let kind = match kind {
        // A whole volume of proceedings.
        Kind::PaperConference if !has("%B") && !has("%S") && !has("%J") && !has("%P") && !has("%A") => {
            Kind::Proceedings
        }
        kind => value("%9").and_then(|line| work::kind(kind, line.raw)).unwrap_or(kind),
    };
    draft.record.kind = kind;
    let event = kind == Kind::PaperConference && has("%B") && has("%3");
    draft.record.contributors.reserve(lines.iter().filter(|line| matches!(line.tag, "%A" | "%E")).count());
    for line in lines.iter().filter(|line| !line.raw.is_empty()) {
        let place = match line.tag {
            "%0" => {
                let extra = draft.keep(line);
                draft.set_mapped(extra, known.is_some());
                continue;
            }
            "%R" if identifier::doi(line.raw).is_none() => match kind {
                _ if line.raw.starts_with("http") => Place::Url,
                // refer's number of a report.
                kind if group::NUMBERED.contains(&kind) => Place::Text(Field::Number),
                _ => {
                    draft.keep(line);
                    continue;
                }
            },
            // The address that the DOI is as well.
            "%U" if is_doi(line.raw, value("%R")) => {
                let extra = draft.keep(line);
                draft.set_mapped(extra, true);
                continue;
            }
            "%2" | "%M" if line.raw.starts_with("PMC") => {
                let extra = draft.keep(line);
                let id = identifier::pmcid(line.raw);
                draft.set_mapped(extra, id.is_some());
                draft.record.push(Field::Pmcid, id.unwrap_or_default());
                continue;
            }
            // Clarivate's article numbers.
            "%O" if line.raw.starts_with("Artn ") => {
                let extra = draft.keep(line);
                let number = line.raw["Artn ".len()..].trim_start_matches(['\\', 's', ' ']);
                draft.set_mapped(extra, !number.is_empty());
                draft.record.push(Field::Eid, number);
                continue;
            }
            "%(" if date::read(line.raw).is_none() => {
                draft.keep(line);
                continue;
            }
            // What EndNote has for edition is the day on which an article appeared online, or a
            // degree for volume.
            "%7" if kind == Kind::ArticleJournal && line.raw.len() > 4 && date::read(line.raw).is_some() => {
                Place::Date(DateField::AvailableDate)
            }
            "%V" if kind == Kind::Thesis && !line.raw.starts_with(|c: char| c.is_ascii_digit()) => {
                Place::Text(Field::Genre)
            }
            // Files, all in one.
            "%>" => {
                let extra = draft.keep(line);
                draft.set_mapped(extra, true);
                continue;
            }
            // A paper has the conference where others have the book.
            "%B" if event => Place::Text(Field::EventTitle),
            "%3" if event => Place::Text(Field::ContainerTitle),
            "%C" if kind == Kind::PaperConference && has("%1") => Place::Text(Field::EventPlace),
            "%1" if kind == Kind::PaperConference => Place::Text(Field::PublisherPlace),
            "%9" if work::tells(kind, line.raw) => {
                let extra = draft.keep(line);
                draft.set_mapped(extra, true);
                continue;
            }
            "%Y" if group::BOOKS.contains(&kind) && has("%?") => Place::Names(Role::CollectionEditor),
            _ => {
                draft.field(line, TAGS.get(line.tag, kind));
                continue;
            }
        };
        draft.take(place, TAGS.get(line.tag, kind).map_or(usize::MAX, |(rank, _)| rank), line);
    }
    draft.finish(sink);
    let mut record = draft.record;
    let is_file = |line: &&Line<'_>| line.tag == "%>" && !line.raw.is_empty();
    attachments::keep(&mut record, lines.iter().filter(is_file).map(Line::text).collect());
    endnote::finish(&mut record);
    if let Some(line) = value("%2")
        && endnote::published(&mut record, line.raw)
        && let Some(extra) = record.extra.iter_mut().find(|extra| extra.name == "%2")
    {
        extra.mapped = true;
    }
    // An edited book has no authors but its editors.
    if record.kind == Kind::EditedCollection && record.names(Role::Editor).next().is_none() {
        record.kind = Kind::Book;
    }
    record
}

/// Whether an address is no more than a resolver and the DOI.
fn is_doi(address: &str, doi: Option<Line<'_>>) -> bool {
    let doi = doi.and_then(|line| identifier::doi(line.raw));
    doi.is_some() && address.starts_with("https://doi.org/") && identifier::doi(address) == doi
}

/// The kind of a record of refer, which has no types.
fn inferred<'a>(value: &dyn Fn(&str) -> Option<Line<'a>>) -> Kind {
    let has = |tag| value(tag).is_some();
    if has("%J") {
        Kind::ArticleJournal
    } else if has("%B") {
        Kind::Chapter
    } else if value("%R").is_some_and(|line| identifier::doi(line.raw).is_none() && !line.raw.contains(':')) {
        Kind::Report
    } else if has("%I") {
        Kind::Book
    } else {
        Kind::Document
    }
}
