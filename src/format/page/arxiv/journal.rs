//! Journal references, as authors write them.
//!
//! ```text
//! reference = journal " " volume [ "(" issue ")" ] place
//! place     = " (" YYYY ")" [ "," ] " " pages | ", " pages " (" YYYY ")" | ":" [ " " ] pages ( ", " YYYY | " (" YYYY ")" )
//! ```

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::space0;
use nom::combinator::{all_consuming, opt, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::format::page::calendar::year;

/// A reference, taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Journal<'a> {
    pub(super) title: &'a str,
    pub(super) volume: &'a str,
    pub(super) issue: &'a str,
    pub(super) pages: &'a str,
    pub(super) year: i64,
}

/// Reads a reference; `None` for one of any other form.
pub(super) fn journal(text: &str) -> Option<Journal<'_>> {
    let text = text.trim().trim_end_matches('.');
    text.match_indices(' ').take(24).find_map(|(at, _)| {
        let (title, numbers) = (&text[..at], &text[at + 1..]);
        let (_, (volume, issue, (pages, year))) = all_consuming(numbers_and_place).parse(numbers).ok()?;
        let title = title.trim_end_matches([',', ' ']).trim_end_matches(" Vol.").trim_end_matches(" vol.");
        let issue = issue.unwrap_or_default();
        title.starts_with(char::is_alphabetic).then_some(Journal {
            title: title.trim_end_matches(','),
            volume,
            issue,
            pages,
            year,
        })
    })
}

/// Volume, issue, and pages with a year.
type Numbers<'a> = (&'a str, Option<&'a str>, (&'a str, i64));

fn numbers_and_place(input: &str) -> IResult<&str, Numbers<'_>> {
    let issue =
        preceded(space0, delimited(tag("("), verify(is_not("()"), |issue: &str| issue.len() < 4), tag(")")));
    (number, opt(issue), place).parse(input)
}

fn number(input: &str) -> IResult<&str, &str> {
    let number = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–'));
    verify(number, |number: &str| number.contains(|c: char| c.is_ascii_digit())).parse(input)
}

fn place(input: &str) -> IResult<&str, (&str, i64)> {
    let stated = || delimited(tag("("), year, tag(")"));
    let behind = || alt((preceded(tag(", "), year), preceded(tag(" "), stated())));
    let year_first = preceded(tag(" "), (terminated(stated(), opt(tag(","))), preceded(tag(" "), number)));
    alt((
        year_first.map(|(year, pages)| (pages, year)),
        preceded((alt((tag(":"), tag(","))), space0), (number, behind())),
    ))
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_apart() {
        for (text, expected) in [
            ("Example J. 3 (2024) 1-9", ("Example J.", "3", "", "1-9", 2024)),
            ("Phys. Plum D 91, 042003 (2015)", ("Phys. Plum D", "91", "", "042003", 2015)),
            ("J. Plum Res. 12(3):1-20, 2014.", ("J. Plum Res.", "12", "3", "1-20", 2014)),
        ] {
            let found = journal(text).map(|j| (j.title, j.volume, j.issue, j.pages, j.year));
            assert_eq!(found, Some(expected), "{text}");
        }
        for text in ["Proceedings of the Plums 2024", "PLUM 2024, pp. 3-4", "", "3 (2024) 1-9"] {
            assert_eq!(journal(text), None, "{text}");
        }
    }
}
