//! arXiv: what a search found, a listing, the page of one paper.
//!
//! ```text
//! head = [ N ". " | "[" N "] " ] "arXiv:" id [ " (cross-list from " class ")" ] [ " [" links "]" ] [ classes ] [ "doi " doi ]
//! ```
//!
//! Below the head of a paper stand lines with labels; one without goes on with what is
//! above it, or is the title or the list of authors: see `take`. The number of a paper
//! tells the month in which it was submitted (arXiv's identifier scheme).

mod build;
mod journal;
mod labels;
mod listing;
mod paper;
mod search;
mod take;

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{digit1, space0};
use nom::combinator::{map_opt, opt};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::record::identifier;
use labels::Label;

pub(super) use build::is_class;
pub use listing::ARXIV_LISTING;
pub use paper::ARXIV_PAGE;
pub use search::ARXIV_SEARCH;

/// The head of a paper: its number in the list, its id, and what follows that on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Head<'a> {
    number: Option<&'a str>,
    id: &'a str,
    tail: &'a str,
}

fn head(line: &str) -> IResult<&str, Head<'_>> {
    let number = alt((delimited(tag("["), digit1, tag("]")), terminated(digit1, tag("."))));
    let id = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-'));
    let mut start = (opt(number), preceded((space0, tag("arXiv:")), map_opt(id, identifier::arxiv)));
    let (tail, (number, id)) = start.parse(line)?;
    Ok(("", Head { number, id, tail }))
}

/// The head that a line begins with: ids stand elsewhere, too, but without a number
/// before and without links behind them.
fn head_of(line: &str) -> Option<Head<'_>> {
    let (_, head) = head(line).ok()?;
    let tail = head.tail.trim_start();
    let linked = tail.starts_with('[') || tail.starts_with("(cross-list") || tail.starts_with("(replaced");
    (linked || head.number.is_some() && (tail.is_empty() || head.tail.starts_with(' '))).then_some(head)
}

/// Where the parts of a paper stand.
#[derive(Default)]
struct Paper {
    span: Range<usize>,
    id: Range<usize>,
    /// What follows the id on its line, and lines of classes below.
    tail: Range<usize>,
    parts: Vec<(Label, Range<usize>)>,
    /// The day of the heading above.
    announced: Option<crate::record::Point>,
    /// Whether the title has no label.
    untitled: bool,
    /// Whether title and authors stand in one line, with nothing between them.
    glued: bool,
    /// Whether the page ends here.
    last: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_have_numbers_or_links() {
        let parts = |line| head_of(line).map(|h| (h.number, h.id, h.tail));
        assert_eq!(
            parts("1. arXiv:2406.01234 [pdf, other]  cs.CL"),
            Some((Some("1"), "2406.01234", " [pdf, other]  cs.CL"))
        );
        assert_eq!(parts("[12] arXiv:math/0309136v2"), Some((Some("12"), "math/0309136v2", "")));
        assert_eq!(parts("arXiv:2406.01234 (cross-list from cs.AI) [pdf]").map(|p| p.1), Some("2406.01234"));
        for line in
            ["arXiv:2406.01234", "arXiv:2406.01234 is a part", "arXiv admin note", "1. arXiv:x", "[1] Title"]
        {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
