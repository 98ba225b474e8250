//! Hugging Face: daily and trending papers.
//!
//! ```text
//! page  = button* paper*
//! paper = title NL abstract NL [ "• " N " authors" NL ] [ "·" NL ] [ date [ " " votes ] NL ]
//! date  = Mon " " D [ ", " YYYY ]
//! ```
//!
//! Nobody is named, only counted. A date above the papers is that of the page. The first
//! title may be glued to the button above it.

use std::ops::Range;

use nom::bytes::complete::tag;
use nom::character::complete::{char, digit1, one_of, space0, u8 as number};
use nom::combinator::{all_consuming, opt, verify};
use nom::multi::many0_count;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use super::calendar::{latest_year, short_month, year};
use super::{
    Lines, Walk, aside, first_word, fold, is_cut_short, is_prose, keep, report, slice, start, take_until,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use crate::record::{DateField, Field, Kind, Point, Record};

/// Lists of papers on Hugging Face.
pub const HUGGINGFACE_PAPERS: Format = Format {
    name: FAMILY,
    aliases: &["hf-papers"],
    extensions: &["txt"],
    about: "Text copied from Hugging Face: daily or trending papers",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "huggingface-papers";

struct Page;

impl Reader for Page {
    fn start(&self, options: &ReadOptions) -> Start {
        start(Papers { page_date: options.page_date, ..Papers::default() })
    }
}

const TOP: &str = "Get trending papers in your email inbox";

/// Certain by the buttons on top, likely by a count of authors.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    if (0..16).any(|k| is_top(lines.text(k))) {
        return Confidence::Certain;
    }
    Confidence::Likely.when((2..48).any(|k| authors(lines.text(k)).is_ok() && lines.text(k + 1) == "·"))
}

fn begins(border: &Border<'_>) -> bool {
    let line = border.line.trim();
    let below = || border.below[border.line.len()..].trim_start().starts_with(TOP);
    *border.after != HUGGINGFACE_PAPERS && (line.starts_with(TOP) || line == "new" && below())
}

fn is_top(line: &str) -> bool {
    line.starts_with(TOP) || is_byline(line)
}

fn is_byline(line: &str) -> bool {
    matches!(line, "byAK and the research community" | "by AK and the research community")
}

/// Whether a line is a button, a count of votes, or what else stands around papers.
fn is_furniture(line: &str) -> bool {
    is_top(line)
        || line.trim_matches(['•', '·', ' ', '\u{a0}']).is_empty()
        || line.starts_with("Submitted by ")
        || line.bytes().all(|b| b.is_ascii_digit())
        || date(line).is_ok()
        || authors(line).is_ok()
        || matches!(
            line,
            "new"
                | "Subscribe"
                | "Daily Papers"
                | "Trending Papers"
                | "Daily"
                | "Weekly"
                | "Monthly"
                | "Papers"
                | "Trending"
                | "Previous"
                | "Next"
                | "upvotes"
                | "Upvote"
        )
}

fn is_bullet(line: &str) -> bool {
    line.starts_with(['•', '·'])
}

/// `• 9 authors`: how many.
fn authors(line: &str) -> IResult<&str, &str> {
    let bullet = many0_count(one_of("•· \u{a0}"));
    all_consuming(preceded(bullet, terminated(digit1, (tag(" author"), opt(char('s')))))).parse(line)
}

/// Month, day and year, and a count of votes.
type Dated<'a> = (u8, u8, Option<i64>, Option<&'a str>);

/// `Jan 6`, `Jun 2, 2024 1`
fn date(line: &str) -> IResult<&str, Dated<'_>> {
    let day = verify(number, |day| (1..=31).contains(day));
    let votes = opt(preceded(space0, digit1));
    all_consuming((terminated(short_month, char(' ')), day, opt(preceded(tag(", "), year)), votes))
        .parse(line)
}

/// The walk: whether a paper was met, and what stands above all.
#[derive(Clone, Default)]
struct Papers {
    page_date: Option<Point>,
    /// Whether what stands on top of the papers was met.
    topped: bool,
    begun: bool,
}

enum Item {
    Paper(Paper),
    /// What stands above the buttons on top.
    Head(Range<usize>),
    /// The user who submitted the paper below; a line of a list.
    Ignored(Range<usize>),
}

/// Where the parts of a paper stand; an empty place is that of a lost part.
#[derive(Default)]
struct Paper {
    span: Range<usize>,
    title: Range<usize>,
    text: Range<usize>,
    authors: Range<usize>,
    date: Range<usize>,
    page_date: Option<Point>,
    /// Whether the page ends here.
    last: bool,
}

impl Walk for Papers {
    const LOOKAHEAD: usize = 16;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let line = lines.text(0);
        if line == "Submitted by" {
            lines.skip(1);
            items.extend(lines.take().map(|line| Item::Ignored(line.span())));
        } else if is_furniture(line) {
            self.topped |= is_top(line);
            lines.skip(1);
        } else if is_bullet(line) {
            items.extend(lines.take().map(|line| Item::Ignored(line.span())));
        } else if !self.topped && !self.begun && (1..Self::LOOKAHEAD).any(|k| is_top(lines.text(k))) {
            items.push(Item::Head(take_until(lines, |lines| is_top(lines.text(0)))));
        } else {
            let paper = self.paper(lines);
            self.begun = true;
            items.push(Item::Paper(paper));
        }
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Paper(paper) => paper.build(page, sink),
            Item::Head(at) => aside(sink, FAMILY, page, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}

impl Papers {
    fn paper(&self, lines: &mut Lines<'_>) -> Paper {
        let mut paper = Paper { page_date: self.page_date, ..Paper::default() };
        let place = |lines: &mut Lines<'_>| lines.take().map_or(0..0, |line| line.span());
        let [first, second, third] = [0, 1, 2].map(|k| lines.text(k));
        let untitled = is_prose(first) && !is_prose(second);
        if !untitled {
            paper.title = place(lines);
            let glued = first.strip_prefix("Subscribe").filter(|rest| {
                !self.begun && rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            });
            if let Some(title) = glued {
                paper.title.start = paper.title.end - title.len();
            }
        }
        // A title below a title: the abstract of the first is lost.
        let texts =
            untitled || !second.is_empty() && !is_furniture(second) && (is_prose(second) || !is_prose(third));
        if texts {
            paper.text = place(lines);
        }
        paper.span = if untitled {
            paper.text.clone()
        } else {
            paper.title.start..paper.title.end.max(paper.text.end)
        };
        while let Some(line) = lines.peek(0) {
            if authors(line.text).is_ok() && paper.authors.is_empty() {
                paper.authors = line.span();
            } else if date(line.text).is_ok() && paper.date.is_empty() {
                paper.date = line.span();
            } else if lines.ends_before(1) && paper.span.end > paper.text.end && line.text.len() < 8 {
                // The page ends in the date.
            } else if is_bullet(line.text) && lines.ends_before(1) && paper.authors.is_empty() {
                // The page ends in the count of authors.
                paper.authors = line.span();
            } else if !is_bullet(line.text) || !is_furniture(line.text) {
                break;
            }
            paper.span.end = line.span().end;
            lines.skip(1);
        }
        paper.last = lines.ends_before(0);
        paper
    }
}

impl Paper {
    fn build<'a>(&self, page: &'a str, sink: &mut dyn Sink<'a>) {
        let mut record = Record::new(Kind::Article);
        let place = first_word(page, self.span.clone());
        let title = slice(page, self.title.clone());
        if title.is_empty() {
            report(sink, codes::TITLE_LOST, place.clone());
        }
        record.push(Field::Title, fold(title));
        let mut unnamed = Diagnostic::new(codes::AUTHORS_LOST, place.clone());
        let counted = slice(page, self.authors.clone());
        if let Ok((_, count)) = authors(counted) {
            record.keep(FAMILY, "authors", count);
            let detail = counted.trim_start_matches(|c: char| !c.is_ascii_digit());
            unnamed = Diagnostic::new(codes::AUTHORS_LOST, self.authors.clone()).detail(detail.to_owned());
        } else {
            keep(&mut record, FAMILY, "authors", fold(counted.trim_start_matches(['•', '·', ' '])));
        }
        sink.report(unnamed);
        match date(slice(page, self.date.clone())) {
            Ok((_, (month, day, stated, votes))) => {
                if let Some(votes) = votes {
                    record.keep(FAMILY, "votes", votes);
                }
                let year = stated.or_else(|| latest_year(month, day, self.page_date.as_ref()?));
                if year.is_none() {
                    report(sink, codes::YEAR_NOT_ON_PAGE, self.date.clone());
                }
                let point = Point { year, month: Some(month), day: Some(day), ..Point::default() };
                record.set_date(DateField::Issued, point.into());
            }
            Err(_) => report(sink, codes::YEAR_LOST, place),
        }
        let text = slice(page, self.text.clone());
        let end = self.span.end..self.span.end;
        if self.last && text.is_empty() {
            report(sink, codes::RECORD_CUT, end);
        } else if self.last && self.date.is_empty() && is_cut_short(text) {
            report(sink, codes::ABSTRACT_CUT, end);
        }
        record.push(Field::Abstract, fold(text));
        record.span = self.span.clone();
        sink.record(record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_have_votes_behind_them() {
        assert_eq!(date("Jan 6"), Ok(("", (1, 6, None, None))));
        assert_eq!(date("Jun 2, 2024 1"), Ok(("", (6, 2, Some(2024), Some("1")))));
        assert!(date("May 40").is_err());
        assert!(date("March on").is_err());
        assert_eq!(authors("  • 9 authors"), Ok(("", "9")));
        assert_eq!(authors("• 1 author"), Ok(("", "1")));
        assert!(authors("9 authors agree").is_err());
    }
}
