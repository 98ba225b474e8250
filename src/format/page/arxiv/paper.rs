//! The page of one paper.
//!
//! ```text
//! page = … "arXiv:" id " (" archive ")" NL "[Submitted on " date "]" NL "Title:" title NL [ "Authors:" names NL ]
//!        "View a PDF of the paper titled " title ", by " name [ " and " N " other authors" ] NL
//!        "Abstract:" abstract NL ( label ":" value NL )*
//! ```

use std::ops::Range;

use super::Paper;
use super::build::own_id;
use super::labels::{Label, is_furniture, is_top, label};
use super::take::{LOOKAHEAD, is_dated};
use crate::diagnostic::codes;
use crate::format::page::{Lines, Walk, aside, confirmed, report, start, take_until};
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};

/// Pages of single papers on arXiv.
pub const ARXIV_PAGE: Format = Format {
    name: FAMILY,
    aliases: &["arxiv-abs"],
    extensions: &["txt"],
    about: "Text copied from arXiv: the page of one paper",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "arxiv-page";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Single::default())
    }
}

/// Certain by the offer to view the paper, or by an id above the day of submission.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    let known = (0..64).any(|k| {
        is_dated(&mut lines, k) || label(lines.text(k)).is_some_and(|(label, _)| label == Label::View)
    });
    Confidence::Certain.when(known)
}

/// A page begins with the id of its paper, or with what stands on top of all pages.
fn begins(border: &Border<'_>) -> bool {
    let line = border.line.trim_start();
    *border.after != ARXIV_PAGE
        && (line.starts_with("arXiv:") || is_top(line))
        && confirmed(border, |lines| (0..8).any(|k| is_dated(lines, k)))
}

/// The walk: whether a paper was met since the last top of a page.
#[derive(Clone, Default)]
struct Single {
    found: bool,
}

enum Item {
    Paper(Paper),
    Head(Range<usize>),
    Ignored(Range<usize>),
}

impl Walk for Single {
    const LOOKAHEAD: usize = LOOKAHEAD;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        // Another page.
        self.found &= !is_dated(lines, 0) && !is_top(line.text);
        let id = own_id(line.text);
        let labelled = label(line.text).map(|(_, value)| value);
        if !self.found && (id.is_some() || labelled.is_some()) {
            self.found = true;
            let mut paper = Paper { span: line.span(), ..Paper::default() };
            if let Some(id) = id {
                let at = line.start + line.text.find(id).unwrap_or(0);
                paper.id = at..at + id.len();
                paper.tail = paper.id.end..line.span().end;
            } else if let Some((name, value)) = label(line.text) {
                paper.parts.push((name, line.start + value..line.span().end));
            }
            let count = paper.below(lines);
            lines.skip(count);
            paper.last = lines.ends_before(0);
            return items.push(Item::Paper(paper));
        }
        if !self.found {
            let begins = |line: &str| own_id(line).is_some() || label(line).is_some();
            return items.push(Item::Head(take_until(lines, |lines| begins(lines.text(0)))));
        }
        lines.skip(1);
        if !is_furniture(line.text) {
            items.push(Item::Ignored(line.span()));
        }
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Paper(paper) => paper.build(FAMILY, page, sink),
            Item::Head(at) => aside(sink, FAMILY, page, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}
