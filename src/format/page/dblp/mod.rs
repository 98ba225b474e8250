//! dblp: a person's page, or what a search for publications found.
//!
//! ```text
//! page = BL* [ "default search action" NL ] person … NL item*
//! item = "- [" kind number "]" names ":" NL title "." " " source [ " - " ( YYYY | the next item's marker and names ) ]
//! ```
//!
//! The marker of the next item, or the next year, stands at the end of the line above it.
//! Lists of names break over lines where the page shows an icon. A search for publications
//! has no markers. See `source` for the end of an item.

mod build;
mod marks;
mod source;

use std::ops::Range;

use super::{Lines, Walk, aside, report, start, take_until};
use crate::diagnostic::codes;
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use marks::{is_furniture, is_heading, is_top, item, year_heading};

/// Pages of dblp.
pub const DBLP: Format = Format {
    name: FAMILY,
    aliases: &[],
    extensions: &["txt"],
    about: "Text copied from a dblp page of a person or a search",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "dblp";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Index::default())
    }
}

/// Certain by what stands on top of every page, or by an item with its number.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    let certain = (0..60).any(|k| is_top(lines.text(k)) || is_numbered(lines.text(k)));
    Confidence::Certain.when(certain)
}

fn begins(border: &Border<'_>) -> bool {
    *border.after != DBLP && (is_top(border.line.trim()) || is_numbered(border.line.trim_start()))
}

/// `- [c57]Eik Bes, Ray Dev:`
fn is_numbered(line: &str) -> bool {
    line.starts_with("- [") && item(line).is_some()
}

/// The walk: the year of the last heading.
#[derive(Clone, Default)]
struct Index {
    begun: bool,
    year: Option<i64>,
}

enum Item {
    Entry(Entry),
    /// What stands above the items.
    Head(Range<usize>),
    Ignored(Range<usize>),
}

/// Where the parts of an item stand; an empty place is that of a lost part.
#[derive(Default)]
struct Entry {
    span: Range<usize>,
    /// `c57`
    number: Range<usize>,
    names: Range<usize>,
    /// Whether the names are never ended.
    cut: bool,
    /// Title and source.
    text: Range<usize>,
    /// The year of the heading above.
    year: Option<i64>,
    /// Whether the page ends here.
    last: bool,
}

impl Walk for Index {
    // A list of names may take a line for each of them.
    const LOOKAHEAD: usize = 400;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        if let Some(year) = year_heading(line.text) {
            (self.begun, self.year) = (true, Some(year));
            return lines.skip(1);
        }
        if is_heading(line.text) {
            self.begun = true;
            return lines.skip(1);
        }
        if let Some(entry) = self.entry(lines) {
            self.begun = true;
            return items.push(Item::Entry(entry));
        }
        if self.begun && !is_top(line.text) {
            lines.skip(1);
            if !is_furniture(line.text) {
                items.push(Item::Ignored(line.span()));
            }
            return;
        }
        (self.begun, self.year) = (true, None);
        let at = take_until(lines, |lines| {
            let line = lines.text(0);
            is_heading(line) || year_heading(line).is_some() || build::find(lines).is_some()
        });
        items.push(Item::Head(at));
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Entry(entry) => entry.build(page, sink),
            Item::Head(at) => aside(sink, FAMILY, page, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}
