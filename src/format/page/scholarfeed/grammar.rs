//! The lines of a Scholar Feed page.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{digit1, space0, u8 as number, u64 as count};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::format::page::calendar::{short_month, year};

/// What stands glued together above a title.
#[derive(Debug, PartialEq)]
pub(super) struct Head<'a> {
    pub(super) score: &'a str,
    /// An arXiv class, for the most part without its archive.
    pub(super) category: &'a str,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) year: Option<i64>,
    /// `Code`, or nothing.
    pub(super) code: &'a str,
}

/// `58.1CLMay 28`, `CLOct 21, 2025Code`.
pub(super) fn head(line: &str) -> IResult<&str, Head<'_>> {
    let score = recognize((digit1, tag("."), digit1));
    let (rest, score) = opt(score).map(Option::unwrap_or_default).parse(line)?;
    // The month is found from the right: the category may hold the letters of one.
    let (category, date) = (1..rest.len().min(20))
        .filter_map(|at| rest.split_at_checked(at))
        .find(|(category, date)| is_class(category) && day(date).is_ok())
        .unwrap_or((rest, ""));
    let (rest, (month, day, year, code)) = day(date)?;
    Ok((rest, Head { score, category, month, day, year, code }))
}

fn day(input: &str) -> IResult<&str, (u8, u8, Option<i64>, &str)> {
    all_consuming((
        terminated(short_month, tag(" ")),
        verify(number, |day| (1..=31).contains(day)),
        opt(preceded(tag(", "), year)),
        opt(preceded(space0, tag("Code"))).map(Option::unwrap_or_default),
    ))
    .parse(input)
}

/// Two capitals (`CL`), or a class in full (`cs.CL`, `quant-ph`).
fn is_class(text: &str) -> bool {
    is_category(text)
        || text.contains(['.', '-'])
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'.' | b'-'))
}

/// Whether the line is a head.
pub(super) fn is_head(line: &str) -> bool {
    line.len() <= 48 && head(line).is_ok()
}

/// Whether the line is the category of a profile.
pub(super) fn is_category(line: &str) -> bool {
    let two = take_while_m_n(2, 2, |c: char| c.is_ascii_uppercase());
    all_consuming::<_, nom::error::Error<&str>, _>(two).parse(line).is_ok()
}

/// Whether the line is `h-index10`.
pub(super) fn is_h_index(line: &str) -> bool {
    all_consuming::<_, nom::error::Error<&str>, _>((tag("h-index"), space0, digit1)).parse(line).is_ok()
}

/// The number in `5 Papers`.
pub(super) fn announced(line: &str) -> Option<u64> {
    let papers = alt((tag(" Papers"), tag(" Paper")));
    let mut line_of = all_consuming::<_, nom::error::Error<&str>, _>(terminated(count, papers));
    line_of.parse(line).ok().map(|(_, count)| count)
}

/// The list before an `et al.` that the end of the page cuts.
pub(super) fn cut_et_al(list: &str) -> Option<&str> {
    [" et a", " et", " e"].into_iter().find_map(|cut| list.strip_suffix(cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_come_apart() {
        let parsed = |line| {
            let (_, h) = head(line).unwrap();
            (h.score, h.category, h.month, h.day, h.year, h.code)
        };
        assert_eq!(parsed("58.1CLMay 28"), ("58.1", "CL", 5, 28, None, ""));
        assert_eq!(parsed("MAApr 27"), ("", "MA", 4, 27, None, ""));
        assert_eq!(parsed("99.3AIMay 19Code"), ("99.3", "AI", 5, 19, None, "Code"));
        assert_eq!(parsed("CLOct 21, 2025Code"), ("", "CL", 10, 21, Some(2025), "Code"));
        assert_eq!(parsed("7.0stat.MLMar 1, 2024"), ("7.0", "stat.ML", 3, 1, Some(2024), ""));
        for line in ["May 28", "58.1CLMay 32", "CLMay 28 and more", "58.1", "", "The Class of May 28"] {
            assert!(!is_head(line), "{line}");
        }
    }

    #[test]
    fn profile_lines_are_known() {
        assert!(is_h_index("h-index10"));
        assert!(!is_h_index("h-index: 3"));
        assert_eq!(announced("5 Papers"), Some(5));
        assert_eq!(announced("5papers"), None);
        assert_eq!(cut_et_al("Ana Li, Bo Roe et a"), Some("Ana Li, Bo Roe"));
    }
}
