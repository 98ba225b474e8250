//! The articles of a list.

use std::ops::Range;

use super::citation::{citation, pmid};
use super::people::{contribute, is_names};
use super::{FAMILY, article};
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::{Lines, first_word, report, slice};
use crate::record::Field;

/// Where the parts of an article stand; an empty place is that of a lost part.
#[derive(Default)]
pub(super) struct Listed {
    span: Range<usize>,
    title: Range<usize>,
    names: Range<usize>,
    citation: Range<usize>,
    pmid: Range<usize>,
    /// Whether the page ends here.
    last: bool,
}

/// Whether a line offers to cite or share the article below.
pub(super) fn is_offer(line: &str) -> bool {
    matches!(line, "Cite Share" | "CiteShare" | "Cite" | "Share")
}

/// Whether a line stands between the articles of a list.
pub(super) fn is_furniture(line: &str) -> bool {
    is_offer(line)
        || line.bytes().all(|b| b.is_ascii_digit())
        || matches!(
            line,
            "Similar articles" | "See all similar articles" | "Item in Clipboard" | "Select" | "Review."
        )
}

/// Whether an article stands in the next lines, with names, a citation and its number.
pub(super) fn is_first(lines: &mut Lines<'_>) -> bool {
    let Some(at) = (0..4).find(|k| !is_furniture(lines.text(*k))) else { return false };
    let end = (at + 2..at + 4).find(|k| citation(lines.text(*k)).is_some());
    end.is_some_and(|end| is_names(lines.text(end - 1)) && pmid(lines.text(end + 1)).is_ok())
}

/// Takes an article that begins with its title at the next line; `offered` when that
/// stands below what offers to cite it.
pub(super) fn take(lines: &mut Lines<'_>, offered: bool) -> Option<Listed> {
    let anchor = (1..5).find(|k| citation(lines.text(*k)).is_some() || pmid(lines.text(*k)).is_ok());
    let anchor = anchor.filter(|at| !(1..*at).any(|k| is_furniture(lines.text(k))));
    let mut listed = Listed::default();
    let place = |lines: &mut Lines<'_>, k: usize| lines.peek(k).map_or(0..0, |line| line.span());
    let mut count = match anchor {
        Some(at) => {
            let named = at >= 2 && is_names(lines.text(at - 1));
            let titled = at - 1 - usize::from(named);
            // Lines above the title are no part of it, unless nothing else could be there.
            if titled > 0 && !offered {
                return None;
            }
            listed.title = place(lines, 0).start..place(lines, titled).end;
            if named {
                listed.names = place(lines, at - 1);
            }
            at
        }
        // The page ends in the article.
        None if offered || is_names(lines.text(1)) && lines.ends_before(2) => {
            let end = (1..3).find(|k| lines.ends_before(*k))?;
            listed.title = place(lines, 0);
            if end == 2 {
                listed.names = place(lines, 1);
            }
            end
        }
        None => return None,
    };
    if citation(lines.text(count)).is_some() {
        listed.citation = place(lines, count);
        count += 1;
    }
    if lines.text(count).starts_with("PMID:") {
        listed.pmid = place(lines, count);
        count += 1;
    }
    listed.span = place(lines, 0).start..place(lines, count - 1).end;
    lines.skip(count);
    listed.last = lines.ends_before(0);
    Some(listed)
}

impl Listed {
    pub(super) fn build<'a>(&self, page: &'a str, sink: &mut dyn Sink<'a>) {
        let mut record = article(page, self.span.clone(), &self.title, sink);
        let place = first_word(page, self.span.clone());
        let cut = self.last && self.pmid.is_empty();
        contribute(&mut record, page, self.names.clone(), sink);
        if self.names.is_empty() && !cut {
            report(sink, codes::AUTHORS_LOST, place.clone());
        }
        match citation(slice(page, self.citation.clone())) {
            Some(citation) => {
                for rest in citation.put(&mut record) {
                    record.keep(FAMILY, "citation", rest);
                }
            }
            None if cut => {}
            None => {
                report(sink, codes::VENUE_LOST, place.clone());
                report(sink, codes::YEAR_LOST, place);
            }
        }
        if let Ok((_, (number, flag))) = pmid(slice(page, self.pmid.clone())) {
            record.push(Field::Pmid, number);
            if !flag.is_empty() {
                record.keep(FAMILY, "flag", flag);
            }
        }
        if cut {
            report(sink, codes::RECORD_CUT, self.span.end..self.span.end);
        }
        sink.record(record);
    }
}
