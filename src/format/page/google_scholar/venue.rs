//! Venues of a profile.
//!
//! ```text
//! venue = title [ " " volume ] [ " (" issue ")" ] [ ", " pages ] [ ", " YYYY ]
//!       | "arXiv preprint arXiv:" id | "US Patent " [ "App. " ] number
//! ```

use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{char, space1};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use crate::format::page::names_venue;
use crate::record::{Field, Kind, Record, identifier};

/// A venue, taken apart; an empty part is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Venue<'a> {
    pub(super) title: &'a str,
    pub(super) volume: &'a str,
    pub(super) issue: &'a str,
    pub(super) pages: &'a str,
    /// Of a preprint.
    pub(super) arxiv: &'a str,
    pub(super) patent: &'a str,
}

impl<'a> Venue<'a> {
    pub(super) fn parse(text: &'a str, year: Option<i64>) -> Self {
        let is_year = |word: &str| year.is_some_and(|year| word.parse() == Ok(year));
        let mut rest = text.trim();
        if let Some((before, last)) = rest.rsplit_once(", ")
            && is_year(last)
        {
            rest = before.trim_end();
        }
        if let Some(arxiv) = rest.strip_prefix("arXiv preprint ").and_then(identifier::arxiv) {
            return Venue { arxiv, ..Venue::default() };
        }
        let number = rest.strip_prefix("US Patent ");
        if let Some(patent) = number.filter(|number| number.ends_with(|c: char| c.is_ascii_digit())) {
            return Venue { patent, ..Venue::default() };
        }
        let mut venue = Venue::default();
        if let Some((before, last)) = rest.rsplit_once(", ")
            && all_consuming(pages).parse(last).is_ok()
        {
            (rest, venue.pages) = (before.trim_end(), last);
        }
        let found = rest.match_indices(' ').find_map(|(at, _)| {
            let (_, (volume, issue)) = all_consuming(numbers).parse(&rest[at + 1..]).ok()?;
            // The year of a conference is part of its name.
            (issue.is_some() || !is_year(volume)).then_some((&rest[..at], volume, issue.unwrap_or_default()))
        });
        (venue.title, venue.volume, venue.issue) = found.unwrap_or((rest, "", ""));
        venue
    }

    /// What kind of thing appears there.
    pub(super) fn kind(&self) -> Kind {
        let of_many = names_venue(self.title)
            || ["Symposium", "Advances in", "conference"].iter().any(|w| self.title.contains(w));
        match self {
            Venue { arxiv, .. } if !arxiv.is_empty() => Kind::Article,
            Venue { patent, .. } if !patent.is_empty() => Kind::Patent,
            _ if self.title.contains("Transactions") || !self.issue.is_empty() => Kind::ArticleJournal,
            _ if of_many => Kind::PaperConference,
            _ if !self.volume.is_empty() || !self.pages.is_empty() => Kind::ArticleJournal,
            _ => Kind::Document,
        }
    }

    /// Puts what it says into a record.
    pub(super) fn put(&self, record: &mut Record<'a>) {
        record.push(Field::ContainerTitle, self.title);
        record.push(Field::Volume, self.volume);
        record.push(Field::Issue, self.issue);
        record.push(Field::Page, self.pages);
        record.push(Field::Number, self.patent);
        if !self.arxiv.is_empty() {
            record.push(Field::Eprint, self.arxiv);
            record.push(Field::EprintType, "arxiv");
        }
    }
}

/// `101-120`, `106496`, `e12`, `S1-S9`
fn pages(input: &str) -> IResult<&str, &str> {
    let page = || {
        let page = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':'));
        verify(page, |page: &str| page.len() <= 12 && page.contains(|c: char| c.is_ascii_digit()))
    };
    let dash = verify(nom::character::complete::anychar, |c| matches!(c, '-' | '–' | '—'));
    recognize((page(), opt((dash, page())))).parse(input)
}

/// `12`, `12 (3)`, `12-13 (Supplement 1)`
fn numbers(input: &str) -> IResult<&str, (&str, Option<&str>)> {
    let volume = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '.' | '/'));
    let volume = verify(volume, |volume: &str| {
        volume.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
            && volume.contains(|c: char| c.is_ascii_digit())
    });
    (volume, opt(preceded(space1, delimited(char('('), is_not("()"), tag(")"))))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn venues_come_apart() {
        let parts = |text: &'static str| {
            let venue = Venue::parse(text, Some(2016));
            (venue.title, venue.volume, venue.issue, venue.pages)
        };
        assert_eq!(parts("Renewable Plums 12, 101-120"), ("Renewable Plums", "12", "", "101-120"));
        assert_eq!(parts("Renewable Plums 12 (3), 106496, 2016"), ("Renewable Plums", "12", "3", "106496"));
        assert_eq!(parts("Advances in plums 30"), ("Advances in plums", "30", "", ""));
        assert_eq!(parts("Plum Days 2016, 1-2"), ("Plum Days 2016", "", "", "1-2"));
        assert_eq!(parts("Proceedings of plums, Plumbury"), ("Proceedings of plums, Plumbury", "", "", ""));
        assert_eq!(Venue::parse("arXiv preprint arXiv:2301.00002", None).arxiv, "2301.00002");
        assert_eq!(Venue::parse("US Patent 9,123,456, 2016", Some(2016)).patent, "9,123,456");
    }
}
