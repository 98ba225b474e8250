//! The lines of a dblp page.

use nom::bytes::complete::tag;
use nom::character::complete::{digit1, satisfy};
use nom::combinator::{all_consuming, opt, recognize};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::source::divide;
use crate::format::page::calendar::year;

/// How an item begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark<'a> {
    /// The letter of what it is; none in what a search found.
    pub(super) kind: Option<char>,
    /// The letter and the number.
    pub(super) number: &'a str,
    /// What follows on the line.
    pub(super) rest: &'a str,
}

/// `- [c57]Eik Bes, Ray Dev:`, `- Eik Bes, Ray Dev:`
pub(super) fn item(line: &str) -> Option<Mark<'_>> {
    let (rest, (bullet, number)) =
        (opt(tag::<_, _, nom::error::Error<&str>>("- ")), opt(number)).parse(line).ok()?;
    let rest = rest.trim_start();
    match number {
        Some(number) => Some(Mark { kind: number.chars().next(), number, rest }),
        None if bullet.is_some() && is_names(rest) => Some(Mark { kind: None, number: "", rest }),
        None => None,
    }
}

/// `[c57]`
fn number(input: &str) -> IResult<&str, &str> {
    delimited(tag("["), recognize((satisfy(|c| c.is_ascii_lowercase()), digit1)), tag("]")).parse(input)
}

/// The longest list of names that is looked for within a line.
const LONGEST: usize = 4000;

/// Whether a text is a list of names with the colon that ends it.
fn is_names(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    text.strip_suffix(':').is_some_and(|names| {
        names.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            && names.split(", ").all(|name| {
                name.split(' ').count() <= 6 && !name.contains([':', '?', '"']) && name.contains(' ')
            })
    })
}

/// Where in a line the next item, or the next year, begins.
pub(super) fn next_item(line: &str) -> Option<usize> {
    memchr::memmem::find_iter(line.as_bytes(), " - ").find(|at| {
        let (before, rest) = (&line[..*at], &line[at + 3..]);
        let numbered =
            number(rest).is_ok() && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']'));
        let below = &line[at + 1..];
        numbered
            || (is_heading(below) || year_heading(below).is_some() || is_names(rest))
                && divide(before).is_some()
    })
}

/// `- 2025`
pub(super) fn year_heading(line: &str) -> Option<i64> {
    let mut heading = all_consuming::<_, nom::error::Error<&str>, _>(preceded(opt(tag("- ")), year));
    heading.parse(line).ok().map(|(_, year)| year)
}

/// `2020 – today`, `- 2010 – 2019`
pub(super) fn is_heading(line: &str) -> bool {
    let end = nom::branch::alt((tag("today"), recognize(year)));
    let dash = nom::branch::alt((tag(" – "), tag(" - ")));
    all_consuming::<_, nom::error::Error<&str>, _>((opt(tag("- ")), year, dash, end)).parse(line).is_ok()
}

/// Whether a line stands on top of pages of dblp alone.
pub(super) fn is_top(line: &str) -> bool {
    matches!(
        line,
        "default search action"
            | "export refined list as"
            | "combined dblp search"
            | "Publication search results"
    )
}

/// Whether a line is of no interest below the items.
pub(super) fn is_furniture(line: &str) -> bool {
    matches!(
        line,
        "-" | "[+]" | "[–]" | "[–][+]" | "Coauthor Index" | "manage site settings" | "loading more results"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_begin_at_their_marks() {
        let parts = |line| item(line).map(|m| (m.kind, m.number, m.rest));
        assert_eq!(parts("- [c57]Eik Bes:"), Some((Some('c'), "c57", "Eik Bes:")));
        assert_eq!(parts("[j1]Eik Bes"), Some((Some('j'), "j1", "Eik Bes")));
        assert_eq!(parts("- Eik Bes, Ray Dev:"), Some((None, "", "Eik Bes, Ray Dev:")));
        for line in ["- affiliation: Plum University", "[c]", "- 2025", "Eik Bes:"] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn the_next_item_begins_at_the_end_of_a_line() {
        let next = |line: &'static str| next_item(line).map(|at| &line[at..]);
        assert_eq!(next("Plans - A View. EASE 2020: 1-9 - [c56]Eik Bes:"), Some(" - [c56]Eik Bes:"));
        assert_eq!(next("Plans. EASE 2020: 1-9 - 2019"), Some(" - 2019"));
        assert_eq!(next("Plans. EASE 2020: 1-9 - 2010 – 2019"), Some(" - 2010 – 2019"));
        assert_eq!(next("Plans. EASE 2020: 1-9 - Eik Bes, Ray Dev:"), Some(" - Eik Bes, Ray Dev:"));
        assert_eq!(next("Plans - 2019"), None);
        assert_eq!(next("Plans - A View. EASE 2020: 1-9"), None);
    }
}
