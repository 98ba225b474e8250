//! Tag lines, and where records end.
//!
//! A tag, a blank, the value. What goes on is not indented, so that only tags that are
//! known are tags; a record begins with its type (`RT`).

use nom::bytes::complete::take_while_m_n;
use nom::combinator::{rest, verify};
use nom::{IResult, Parser};

use super::fields::{OTHERS, TAGS};
use crate::grammar::tagged;

/// The tag of a line, and what follows it.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    // A page saved from the site begins so.
    let line = line.strip_prefix("<pre>").unwrap_or(line);
    if !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    parts(line).ok().map(|(_, found)| found)
}

fn parts(line: &str) -> IResult<&str, (&str, &str)> {
    let letters = take_while_m_n(2, 5, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let tag = verify(letters, |tag: &str| TAGS.knows(tag) || OTHERS.contains(&tag));
    // Two blanks and a hyphen would be RIS.
    let apart = |value: &str| value.starts_with([' ', '\t']) && !value.starts_with("  -");
    let value = verify(rest, move |value: &str| value.is_empty() || apart(value));
    (tag, value).parse(line)
}

/// Where the last record begins, or where one has ended.
pub(super) fn boundary(text: &str) -> Option<usize> {
    let line = tagged::last_line(text, |line| matches!(tag(line), Some(("RT", _))))?;
    (line.start > 0).then_some(line.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_that_is_known() {
        for (line, expected) in [
            ("RT Journal Article", Some(("RT", " Journal Article"))),
            ("PMID 123", Some(("PMID", " 123"))),
            ("U15 x", Some(("U15", " x"))),
            ("AB", Some(("AB", ""))),
            ("AB  - a", None),
            ("II. METHODS", None),
            ("DNA of", None),
            ("ABX c", None),
            (" T1 a", None),
        ] {
            assert_eq!(tag(line), expected, "{line}");
        }
    }

    #[test]
    fn records_are_cut_before_their_types() {
        assert_eq!(boundary("RT Book\nT1 a\n\nRT Book\n"), Some(14));
        assert_eq!(boundary("RT Book\nT1 a\n\nRT Book"), None);
    }
}
