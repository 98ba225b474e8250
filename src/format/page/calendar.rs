//! Months and years as pages print them.

use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::combinator::{map_opt, verify};
use nom::{IResult, Parser};

use crate::record::{MONTHS, Point};

/// A year of four digits.
pub(super) fn year(input: &str) -> IResult<&str, i64> {
    let digits = take_while_m_n(4, 4, |c: char| c.is_ascii_digit());
    verify(map_opt(digits, |digits: &str| digits.parse().ok()), |year| (1900..2100).contains(year))
        .parse(input)
}

/// The name of a month.
pub(super) fn month(input: &str) -> IResult<&str, u8> {
    let word = take_while1(|c: char| c.is_ascii_alphabetic());
    map_opt(word, |word: &str| number(|name| name == word)).parse(input)
}

/// A month in three letters, which need not end a word.
pub(super) fn short_month(input: &str) -> IResult<&str, u8> {
    let word = take_while_m_n(3, 3, |c: char| c.is_ascii_alphabetic());
    map_opt(word, |word: &str| number(|name| &name[..3] == word)).parse(input)
}

fn number(is: impl Fn(&str) -> bool) -> Option<u8> {
    MONTHS.iter().position(|name| is(name)).and_then(|at| u8::try_from(at + 1).ok())
}

/// The year of the latest such day that is not after the day on which the page was
/// copied. What is not known of that day is taken to be as late as it can be.
pub(super) fn latest_year(month: u8, day: u8, copied: &Point) -> Option<i64> {
    let year = copied.year?;
    let known = (copied.month.unwrap_or(12), copied.day.unwrap_or(31));
    let year = if (month, day) <= known { year } else { year - 1 };
    // Two leap years are eight years apart at most.
    (0..=8).map(|back| year - back).find(|year| day <= days(*year, month))
}

/// How many days a month has.
fn days(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_read() {
        assert_eq!(month("March 2026"), Ok((" 2026", 3)));
        assert!(month("Marchland").is_err());
        assert_eq!(short_month("May 28"), Ok((" 28", 5)));
        assert!(short_month("MAM").is_err());
        assert_eq!(year("2026"), Ok(("", 2026)));
        assert!(year("0012").is_err());
        assert_eq!((days(2024, 2), days(1900, 2), days(2000, 2)), (29, 28, 29));
    }

    #[test]
    fn no_paper_is_newer_than_its_page() {
        let copied = |year, month, day| Point { year: Some(year), month, day, ..Point::default() };
        let late_may = copied(2026, Some(5), Some(28));
        assert_eq!(latest_year(5, 28, &late_may), Some(2026));
        assert_eq!(latest_year(5, 29, &late_may), Some(2025));
        assert_eq!(latest_year(12, 31, &copied(2026, None, None)), Some(2026));
        assert_eq!(latest_year(5, 31, &copied(2026, Some(5), None)), Some(2026));
        assert_eq!(latest_year(6, 1, &copied(2026, Some(5), None)), Some(2025));
        assert_eq!(latest_year(2, 29, &late_may), Some(2024));
        assert_eq!(latest_year(2, 30, &late_may), None);
        assert_eq!(latest_year(1, 1, &Point::default()), None);
    }
}
