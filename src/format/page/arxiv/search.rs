//! What a search found.
//!
//! ```text
//! item = head NL title NL "Authors: " names NL "Abstract: " [ beginning "… ▽ More" NL ] abstract [ " △ Less" ] NL
//!        "Submitted " date [ "; v1 submitted " date ] "; originally announced " month "." NL
//!        [ "Comments: " … NL ] [ "Journal ref: " … NL ]
//! ```

use std::ops::Range;

use super::labels::{Label, is_furniture, label};
use super::take::{LOOKAHEAD, take};
use super::{Paper, head_of};
use crate::diagnostic::codes;
use crate::format::page::{Lines, Walk, confirmed, report, start};
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};

/// Results of a search on arXiv.
pub const ARXIV_SEARCH: Format = Format {
    name: FAMILY,
    aliases: &[],
    extensions: &["txt"],
    about: "Text copied from arXiv: the results of a search",
    sniff: |text| Confidence::Certain.when(is_results(&mut Lines::new(text, true), 64)),
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "arxiv-search";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Results)
    }
}

/// Whether a paper stands in these lines, with its authors behind their label.
fn is_results(lines: &mut Lines<'_>, within: usize) -> bool {
    let Some(at) = (0..within).find(|k| head_of(lines.text(*k)).is_some()) else { return false };
    let labels = (at + 1..at + 16).map_while(|k| match lines.text(k) {
        line if head_of(line).is_some() => None,
        line => Some(label(line).map(|(label, _)| label)),
    });
    labels.flatten().next() == Some(Label::Authors)
}

fn begins(border: &Border<'_>) -> bool {
    let counts = border.line.starts_with("Showing ") && border.line.contains(" results for ");
    *border.after != ARXIV_SEARCH && counts && confirmed(border, |lines| is_results(lines, 6))
}

/// The walk.
#[derive(Clone, Default)]
struct Results;

enum Item {
    Paper(Paper),
    Ignored(Range<usize>),
}

impl Walk for Results {
    const LOOKAHEAD: usize = LOOKAHEAD;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        if let Some(paper) = take(lines) {
            return items.push(Item::Paper(paper));
        }
        if let Some(line) = lines.take()
            && !is_furniture(line.text)
        {
            items.push(Item::Ignored(line.span()));
        }
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Paper(paper) => paper.build(FAMILY, page, sink),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}
