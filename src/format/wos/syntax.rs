//! Tag lines, and where records end.
//!
//! Two characters, a blank, the value; what goes on stands three columns to the right.
//! `PT` begins a record and `ER` ends it; `FN` and `VR` stand above the first, `EF` below
//! the last.

use nom::bytes::complete::take_while_m_n;
use nom::character::complete::satisfy;
use nom::combinator::{recognize, rest, verify};
use nom::{IResult, Parser};

use crate::grammar::tagged;

/// The tag of a line, and what follows it.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    if !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    parts(line).ok().map(|(_, found)| found)
}

fn parts(line: &str) -> IResult<&str, (&str, &str)> {
    let second = take_while_m_n(1, 1, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let tag = recognize((satisfy(|c| c.is_ascii_uppercase()), second));
    // Two blanks and a hyphen would be RIS.
    let apart = |value: &str| value.starts_with(' ') && !value.starts_with("  -");
    let value = verify(rest, move |value: &str| value.trim().is_empty() || apart(value));
    (tag, value).parse(line)
}

/// What stands around the records of a file: its name, its version, its end.
pub(super) fn frames(tag: &str) -> bool {
    matches!(tag, "FN" | "VR" | "EF")
}

/// Where the last record ends that is whole: behind its end, or before the next type.
pub(super) fn boundary(text: &str) -> Option<usize> {
    let is = |line: &str| matches!(tag(line), Some(("PT" | "ER", _)));
    let line = tagged::last_line(text, is)?;
    let at = if text.get(line.clone())?.starts_with("PT") { line.start } else { line.end };
    (at > 0).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_two_characters_and_a_blank() {
        for (line, expected) in [
            ("PT J", Some(("PT", " J"))),
            ("C1 [Roe, A.] Example Univ", Some(("C1", " [Roe, A.] Example Univ"))),
            ("ER", Some(("ER", ""))),
            ("AU ", Some(("AU", " "))),
            ("   AU Roe", None),
            ("PT  - Article", None),
            ("DNA of", None),
            ("A b", None),
            ("pt J", None),
        ] {
            assert_eq!(tag(line), expected, "{line}");
        }
    }

    #[test]
    fn records_are_cut_at_their_ends() {
        assert_eq!(boundary("PT J\nTI a\nER\n\nPT"), Some(13));
        assert_eq!(boundary("PT J\nTI a\nPT B\nTI b\n"), Some(10));
        assert_eq!(boundary("PT J\nTI a\n"), None);
    }
}
