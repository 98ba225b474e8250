//! Venue lines: what is published where.

use std::ops::RangeInclusive;

use memchr::memmem;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::one_of;
use nom::combinator::{opt, rest};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::marks::is_strong_venue;
use crate::format::page::calendar::{month, year};
use crate::record::Kind;

/// A venue line, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Venue<'a> {
    /// The proceedings or the journal, without volume and issue.
    pub(super) title: &'a str,
    pub(super) volume: &'a str,
    pub(super) issue: &'a str,
    pub(super) year: Option<i64>,
    pub(super) month: Option<u8>,
    /// What follows: the title of a special issue.
    pub(super) issue_title: &'a str,
    pub(super) journal: bool,
}

impl<'a> Venue<'a> {
    pub(super) fn parse(line: &'a str) -> Self {
        if let Some(at) = [", Volume ", ", Issue "]
            .into_iter()
            .filter_map(|label| memmem::find(line.as_bytes(), label.as_bytes()))
            .min()
            && let Some((title, tail)) = line.split_at_checked(at)
            && let Ok((_, (volume, issue, date, rest))) = numbers(tail)
        {
            let (month, stated) = date.unwrap_or_default();
            let year = stated.or_else(|| only_year(title));
            let issue_title = rest.trim_start_matches([' ', ':', ',', '-', '–']).trim_end();
            return Venue { title, volume, issue, year, month, issue_title, journal: true };
        }
        let conference = ["Proceedings", "Findings", "Workshop", "Conference", "Meeting", "Actes"];
        let journal = !conference.iter().any(|word| line.contains(word))
            && (line.starts_with("Transactions of ")
                || line.contains("Journal")
                || line == "Computational Linguistics");
        Venue {
            title: line,
            volume: "",
            issue: "",
            year: only_year(line),
            month: None,
            issue_title: "",
            journal,
        }
    }

    /// What a paper there is.
    pub(super) fn kind(&self) -> Kind {
        if self.journal { Kind::ArticleJournal } else { Kind::PaperConference }
    }

    /// What the whole volume is.
    pub(super) fn kind_of_volume(&self) -> Kind {
        if self.journal { Kind::Periodical } else { Kind::Proceedings }
    }
}

type Numbers<'a> = (&'a str, &'a str, Option<(Option<u8>, Option<i64>)>, &'a str);

/// `, Volume 52, Issue 1 - March 2026`
fn numbers(input: &str) -> IResult<&str, Numbers<'_>> {
    let number = || take_while1(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/' | '.'));
    let issue = || alt((tag("Issue "), tag("Number "), tag("No. "), tag("Numéro ")));
    let (input, volume) = opt(preceded(tag(", Volume "), number())).parse(input)?;
    let (input, issue) = opt(preceded((tag(", "), issue()), number())).parse(input)?;
    if volume.is_none() && issue.is_none() {
        return nom::combinator::fail().parse(input);
    }
    let dash = || alt((tag(" - "), tag(" – "), tag(" — "), tag(", ")));
    let (input, date) =
        opt(alt((preceded(dash(), date), delimited(tag(" ("), date, tag(")"))))).parse(input)?;
    let (input, rest) = rest(input)?;
    Ok((input, (volume.unwrap_or_default(), issue.unwrap_or_default(), date, rest)))
}

/// `March 2026`, `2026`, `March`, `July-December 1980`
fn date(input: &str) -> IResult<&str, (Option<u8>, Option<i64>)> {
    let last = || opt((one_of("-–/"), month));
    alt((
        (month, last(), opt(preceded(tag(" "), year))).map(|(month, _, year)| (Some(month), year)),
        year.map(|year| (None, Some(year))),
    ))
    .parse(input)
}

/// The year that a venue states in digits, if it states one alone.
fn only_year(line: &str) -> Option<i64> {
    const YEARS: RangeInclusive<i64> = 1950..=2099;
    let numbers = line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
    let mut years = numbers.filter_map(|word| word.parse().ok()).filter(|year| YEARS.contains(year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Whether two lines name one volume: the second may be cut at the end of the page.
pub(super) fn is_same(title: &str, venue: &str, cut: bool) -> bool {
    title == venue || (cut && venue.len() >= 8 && is_strong_venue(title) && title.starts_with(venue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journals_give_volume_issue_and_month() {
        let venue = Venue::parse("Computational Linguistics, Volume 52, Issue 1 - March 2026");
        assert_eq!((venue.title, venue.volume, venue.issue), ("Computational Linguistics", "52", "1"));
        assert_eq!((venue.year, venue.month, venue.issue_title), (Some(2026), Some(3), ""));
        let venue = Venue::parse("Transactions of the Society of Trees, Volume 12");
        assert_eq!(
            (venue.title, venue.volume, venue.issue),
            ("Transactions of the Society of Trees", "12", "")
        );
        assert_eq!(venue.kind(), Kind::ArticleJournal);
        let venue = Venue::parse("Journal of Trees, Volume 3, Number 2-3, June 2010: Special Issue on Bark");
        assert_eq!((venue.issue, venue.month, venue.issue_title), ("2-3", Some(6), "Special Issue on Bark"));
        let venue = Venue::parse("Journal of Trees, Volume 6, Number 3-4, July-December 1980");
        assert_eq!((venue.issue, venue.year, venue.month), ("3-4", Some(1980), Some(7)));
        let venue = Venue::parse("Issues in Trees, Volume 6, 2011 - Roots and Rows");
        assert_eq!((venue.volume, venue.year, venue.issue_title), ("6", Some(2011), "Roots and Rows"));
        let venue = Venue::parse("Journal of Trees, Issue 7");
        assert_eq!((venue.title, venue.volume, venue.issue), ("Journal of Trees", "", "7"));
    }

    #[test]
    fn proceedings_stay_whole() {
        let line = "Proceedings of the 2022 Conference on Trees (Volume 1: Long Papers)";
        let venue = Venue::parse(line);
        assert_eq!((venue.title, venue.year, venue.kind()), (line, Some(2022), Kind::PaperConference));
        assert_eq!(Venue::parse("Proceedings of the 61st Meeting on Trees").year, None);
        assert_eq!(Venue::parse("Trees 2018 and 2019").year, None);
        assert_eq!(Venue::parse("Findings of the Society: TREE-WOOD 2021").year, Some(2021));
        assert_eq!(Venue::parse("Transactions of Trees, Volume").volume, "");
    }
}
