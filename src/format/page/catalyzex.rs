//! CatalyzeX: an author's or an institution's page, of which only abstracts survive.
//!
//! ```text
//! page = [ line NL ] ( "Abstract:" text NL | BL )*
//! ```
//!
//! The first line, where there is one, is an affiliation or a stray alias, neither an
//! author nor a title. Blank lines, any number of them, mean nothing.

use std::ops::Range;
use std::sync::Arc;

use nom::bytes::complete::tag;
use nom::character::complete::space0;
use nom::combinator::rest;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::{
    Lines, Walk, confirmed, first_word, fold, is_button, is_closed, is_cut_short, is_prose, names_venue,
    report, slice, start,
};
use crate::diagnostic::codes;
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use crate::record::{Field, Kind, Record};

/// CatalyzeX pages.
pub const CATALYZEX: Format = Format {
    name: FAMILY,
    aliases: &[],
    extensions: &["txt"],
    about: "Text copied from a CatalyzeX page: abstracts alone",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "catalyzex";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Abstracts::default())
    }
}

/// `Abstract:`, and what follows it on the line.
fn labelled(line: &str) -> IResult<&str, &str> {
    preceded((tag("Abstract:"), space0), rest).parse(line)
}

fn is_labelled(line: &str) -> bool {
    labelled(line).is_ok()
}

/// Whether a line may stand above the abstracts. Pages of other sites that know an
/// `Abstract:` line have one of their own fields above it.
fn is_heading(line: &str) -> bool {
    const FIELDS: [&str; 9] =
        ["Title:", "Authors:", "Author:", "View PDF", "Comments:", "Subjects:", "Submitted", "arXiv", "["];
    let field = FIELDS.iter().any(|field| line.starts_with(field)) || is_labelled(line);
    let entry = names_venue(line) || line.contains(" | ");
    // Abstracts and references end in a full stop.
    let stopped = line.ends_with('.')
        && (line.starts_with(char::is_lowercase) || line.contains(|c: char| c.is_ascii_digit()));
    let text = is_prose(line) || stopped;
    !(field || entry || text || is_button(line))
}

fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    let first = usize::from(!is_labelled(lines.text(0)));
    if first == 1 && !is_heading(lines.text(0)) || !is_labelled(lines.text(first)) {
        return Confidence::No;
    }
    if is_labelled(lines.text(first + 1)) { Confidence::Certain } else { Confidence::Likely }
}

/// A page begins at its first line: one that an `Abstract:` line follows, or, below a
/// page of another site, an `Abstract:` line that another one follows.
fn begins(border: &Border<'_>) -> bool {
    if is_labelled(border.line) {
        return *border.after != CATALYZEX && confirmed(border, |lines| is_labelled(lines.text(1)));
    }
    let below = border.below.get(border.line.len() + 1..).unwrap_or_default();
    is_labelled(below.get(..9).unwrap_or_default())
        && (1..=300).contains(&border.line.len())
        && !border.line.trim().is_empty()
        && is_heading(border.line.trim())
        && is_closed(border.above)
}

/// The walk: what stands above the abstracts that come.
#[derive(Clone, Default)]
struct Abstracts {
    heading: Option<Arc<str>>,
}

enum Item {
    Abstract {
        /// The record's lines.
        span: Range<usize>,
        /// The abstract in them.
        text: Range<usize>,
        heading: Option<Arc<str>>,
        /// Whether the page ends here.
        last: bool,
    },
    /// The page ends inside a label.
    Cut(Range<usize>),
    Ignored(Range<usize>),
}

impl Walk for Abstracts {
    const LOOKAHEAD: usize = 16;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.take() else { return };
        let Ok((_, body)) = labelled(line.text) else {
            if is_labelled(lines.text(0)) {
                self.heading = Some(fold(line.text).into());
            } else if lines.ends_before(0) && "Abstract:".starts_with(line.text) {
                items.push(Item::Cut(line.span()));
            } else {
                items.push(Item::Ignored(line.span()));
            }
            return;
        };
        let mut text = line.span().end - body.len()..line.span().end;
        // A line right below that is no heading goes on with the abstract.
        while let Some(next) = lines.peek(0).filter(|next| next.blanks == 0 && !is_labelled(next.text))
            && !(is_labelled(lines.text(1)) && is_heading(next.text))
            && (next.text.starts_with(char::is_lowercase) || is_prose(next.text))
        {
            text.end = next.span().end;
            lines.skip(1);
        }
        let span = line.start..text.end;
        let last = lines.ends_before(0);
        if text.is_empty() {
            items.push(Item::Cut(span));
        } else {
            items.push(Item::Abstract { span, text, heading: self.heading.clone(), last });
        }
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        let (span, text, heading, last) = match item {
            Item::Abstract { span, text, heading, last } => (span, text, heading, *last),
            Item::Cut(at) => return report(sink, codes::RECORD_CUT, at.clone()),
            Item::Ignored(at) => return report(sink, codes::IGNORED_TEXT, at.clone()),
        };
        let place = first_word(page, text.clone());
        for code in [codes::TITLE_LOST, codes::AUTHORS_LOST, codes::VENUE_LOST, codes::YEAR_LOST] {
            report(sink, code, place.clone());
        }
        let text = slice(page, text.clone());
        if last && is_cut_short(text) {
            report(sink, codes::ABSTRACT_CUT, span.end..span.end);
        }
        let mut record = Record::new(Kind::Document);
        record.push(Field::Abstract, fold(text));
        if let Some(heading) = heading {
            record.keep(FAMILY, "affiliation", heading.to_string());
        }
        record.span = span.clone();
        sink.record(record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Collected;
    use crate::format::page::border;

    fn read(text: &str) -> Collected<'_> {
        crate::read(&CATALYZEX, text, &ReadOptions::default())
    }

    #[test]
    fn each_label_starts_a_record() {
        let found = read("Lab of Trees\nAbstract:One  tree.\n \n\n\nAbstract: Two trees, and");
        let texts: Vec<_> = found.records.iter().map(|r| r.str(Field::Abstract)).collect();
        assert_eq!(texts, ["One tree.", "Two trees, and"]);
        assert!(
            found
                .records
                .iter()
                .all(|r| r.kept(FAMILY, "affiliation").is_some_and(|e| e.value == "Lab of Trees"))
        );
        assert_eq!(found.diagnostics.len(), 2 * 4 + 1);
    }

    #[test]
    fn a_line_between_is_a_heading_or_goes_on_with_the_abstract() {
        let found =
            read("Abstract:We grow trees\nand cut them.\nSteve\nAbstract:We burn wood.\n\nMore results");
        assert_eq!(found.records[0].str(Field::Abstract), "We grow trees and cut them.");
        assert!(found.records[0].extra.is_empty());
        assert_eq!(found.records[1].extra[0].value, "Steve");
        assert_eq!(found.diagnostics.last().map(|d| d.code), Some(codes::IGNORED_TEXT));
    }

    #[test]
    fn a_page_may_end_in_its_label() {
        for text in ["Abstract:We do.\nAbst", "Abstract:We do.\nAbstract:"] {
            let found = read(text);
            assert_eq!(found.records.len(), 1);
            assert_eq!(found.diagnostics.last().map(|d| d.code), Some(codes::RECORD_CUT));
        }
    }

    #[test]
    fn pages_begin_at_their_heading() {
        let other = Format { name: "other", ..CATALYZEX };
        let begins = |below, after: &Format| super::begins(&border(below, after));
        assert!(begins("Steve\nAbstract:We do.", &CATALYZEX));
        assert!(!begins("Abstract:We do.\nAbstract:You do.", &CATALYZEX));
        assert!(begins("Abstract:We do.\n\nAbstract:You do.", &other));
        assert!(!begins("Abstract:We do.\n\nAna Lopes", &other));
        assert!(!begins("View PDF HTML\nAbstract:We do.", &other));
        assert_eq!(sniff("\nAbstract:a\n\n\nAbstract:b"), Confidence::Certain);
        assert_eq!(sniff("Title:a\nAbstract:b"), Confidence::No);
    }
}
