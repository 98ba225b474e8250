//! Listings: recent submissions, those of a month, of an author.
//!
//! ```text
//! page = heading* ( day NL item* )*
//! item = head NL "Title:" title NL names NL [ "Comments: " … NL ] [ "Journal-ref: " … NL ] "Subjects: " … NL [ abstract NL ]
//! day  = "Mon, 11 Nov 2024" [ " (" … ")" ]
//! ```
//!
//! Another rendering has everything on one line; then title and first author cannot be told
//! apart. The day is that of the announcement.

use std::ops::Range;

use super::labels::{Label, is_furniture, label};
use super::take::{LOOKAHEAD, take};
use super::{Paper, head_of};
use crate::diagnostic::codes;
use crate::format::page::{Lines, Walk, aside, confirmed, report, start, take_until};
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use crate::grammar::dates;
use crate::record::Point;

/// Listings of arXiv.
pub const ARXIV_LISTING: Format = Format {
    name: FAMILY,
    aliases: &[],
    extensions: &["txt"],
    about: "Text copied from arXiv: a listing of submissions",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "arxiv-listing";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Listing::default())
    }
}

/// Certain by a paper with a label before its title.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    Confidence::Certain.when((0..64).any(|k| is_titled(&mut lines, k)))
}

/// Whether a paper with a label before its title begins at line `k`.
fn is_titled(lines: &mut Lines<'_>, k: usize) -> bool {
    let Some(head) = head_of(lines.text(k)) else { return false };
    let below = (k + 1..k + 4).find_map(|k| label(lines.text(k).trim_start_matches(": ")));
    head.tail.contains(" Title:") || below.is_some_and(|(label, _)| label == Label::Title)
}

/// A listing begins with a paper, or with the headings above one.
fn begins(border: &Border<'_>) -> bool {
    let line = border.line.trim_start();
    let below = border.below[border.line.len()..].trim_start();
    let heading = |line: &str| line.starts_with("Authors and titles for ");
    let likely = heading(line) || heading(below) || day(line).is_some() || head_of(line).is_some();
    *border.after != ARXIV_LISTING
        && likely
        && confirmed(border, |lines| {
            let above = (0..8).find(|k| head_of(lines.text(*k)).is_some());
            above.is_some_and(|at| is_titled(lines, at))
        })
}

/// The walk: the day of the last heading.
#[derive(Clone, Default)]
struct Listing {
    day: Option<Point>,
    begun: bool,
}

enum Item {
    Paper(Paper),
    /// What stands above the papers.
    Head(Range<usize>),
    Ignored(Range<usize>),
}

/// `Mon, 11 Nov 2024 (showing 5 of 9 entries )`
fn day(line: &str) -> Option<Point> {
    let (weekday, date) = Some(line).filter(|line| line.len() <= 80)?.split_once(", ")?;
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let known = DAYS.iter().any(|day| weekday == *day || weekday == &day[..3]);
    let date = date.split(" (").next().unwrap_or_default();
    let read = dates::whole(date).filter(|_| known)?;
    read.date.point().copied()
}

impl Walk for Listing {
    const LOOKAHEAD: usize = LOOKAHEAD;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        if let Some(paper) = take(lines) {
            self.begun = true;
            return items.push(Item::Paper(Paper { announced: self.day, ..paper }));
        }
        let Some(line) = lines.peek(0) else { return };
        if let Some(day) = day(line.text) {
            self.day = Some(day);
            lines.skip(1);
        } else if self.begun {
            lines.skip(1);
            if !is_furniture(line.text) {
                items.push(Item::Ignored(line.span()));
            }
        } else {
            let ends = |line: &str| head_of(line).is_some() || day(line).is_some();
            items.push(Item::Head(take_until(lines, |lines| ends(lines.text(0)))));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_headings() {
        let parts = |line| day(line).map(|p| (p.year, p.month, p.day));
        let expected = Some((Some(2024), Some(11), Some(11)));
        assert_eq!(parts("Mon, 11 Nov 2024"), expected);
        assert_eq!(parts("Mon, 11 Nov 2024 (showing 5 of 9 entries )"), expected);
        assert_eq!(parts("Monday plums, 11 Nov 2024"), None);
    }
}
