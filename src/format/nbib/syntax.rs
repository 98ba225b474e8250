//! Tag lines of MEDLINE, and where records end.
//!
//! A tag of two to four capitals is padded to four columns; a hyphen and a blank follow.
//! What goes on stands six columns to the right. ERIC does not pad (`ISBN - …`), and some
//! put no blank behind the hyphen.

use memchr::memmem;
use nom::bytes::complete::take_while;
use nom::character::complete::{char, satisfy};
use nom::combinator::{recognize, rest, verify};
use nom::{IResult, Parser};

use super::fields::TAGS;
use crate::grammar::tagged::{self, Field};

/// The tag of a line, and what follows it.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    // A page saved from the site begins so.
    let line = line.strip_prefix("<pre>").unwrap_or(line);
    if !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (_, (tag, gap, value)) = parts(line).ok()?;
    let padded = tag.len() + gap == 4;
    let apart = value.is_empty() || value.starts_with(' ');
    (padded || (apart && gap <= 1 && TAGS.knows(tag))).then_some((tag, value))
}

fn parts(line: &str) -> IResult<&str, (&str, usize, &str)> {
    let first = satisfy(|c| c.is_ascii_uppercase());
    let others = take_while(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let tag = verify(recognize((first, others)), |tag: &str| (2..=4).contains(&tag.len()));
    let (input, (tag, gap, _, value)) = (tag, take_while(|c| c == ' '), char('-'), rest).parse(line)?;
    Ok((input, (tag, gap.len(), value)))
}

/// Whether a field begins a record in any case: its PubMed number, or behind a blank line
/// its owner.
pub(super) fn begins(tag: &str, apart: bool) -> bool {
    tag == "PMID" || (tag == "OWN" && apart)
}

/// Tags that a record has once: a second one behind a blank line is of another record.
const ONCE: &[&str] = &["PMID", "PMC", "OWN", "STAT", "TI", "BTI", "JT", "DP", "VI"];

/// At which of these lines records begin.
pub(super) fn starts(all: &[Field<'_>]) -> impl Iterator<Item = usize> {
    // The tags of the record under way that it has once.
    let mut met = Vec::new();
    (0..all.len()).filter(move |&at| {
        let line = &all[at];
        let begun = begins(line.tag, line.apart) || (line.apart && begins_again(&met, &all[at..]));
        if begun {
            met.clear();
        }
        met.extend(ONCE.iter().filter(|tag| **tag == line.tag));
        begun
    })
}

/// Whether a tag that a record has once was met and stands in the lines below, up to the
/// next blank line.
fn begins_again(met: &[&str], below: &[Field<'_>]) -> bool {
    let end = below.iter().skip(1).position(|line| line.apart).map_or(below.len(), |at| at + 1);
    below.iter().take(end).any(|line| met.contains(&line.tag))
}

/// Where the last record begins. Mostly this can be told from a line and the one above.
pub(super) fn boundary(text: &str) -> Option<usize> {
    told(text).or_else(|| {
        // Up to a blank line, for that is how far a record is looked at before it begins.
        let end = memmem::rfind(text.as_bytes(), b"\n\n")? + 2;
        let all: Vec<Field<'_>> = tagged::fields(&text[..end], tag).collect();
        let last = starts(&all).last()?;
        Some(all[last].at).filter(|at| *at > 0)
    })
}

fn told(text: &str) -> Option<usize> {
    let mut end = text.len();
    loop {
        let line = tagged::last_line(&text[..end], |line| matches!(tag(line), Some(("PMID" | "OWN", _))))?;
        end = line.start;
        let above = text[..end].trim_end_matches([' ', '\t']);
        let above = above.strip_suffix('\n').unwrap_or(above);
        let apart = above.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
        let (tag, _) = tag(text[line].trim_end_matches('\n'))?;
        if end > 0 && begins(tag, apart) {
            return Some(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_padded_or_known() {
        for (line, expected) in [
            ("PMID- 123", Some(("PMID", " 123"))),
            ("PMID-123", Some(("PMID", "123"))),
            ("TI  - A", Some(("TI", " A"))),
            ("TI-", Some(("TI", ""))),
            ("PMC -7", Some(("PMC", "7"))),
            ("ISBN - 1", Some(("ISBN", " 1"))),
            ("OWN - ERIC", Some(("OWN", " ERIC"))),
            ("<pre>PMID- 1", Some(("PMID", " 1"))),
            ("XYZ - 1", Some(("XYZ", " 1"))),
            ("      DNA - a", None),
            ("DNA-binding", None),
            ("A   - a", None),
            ("HDACI - a", None),
        ] {
            assert_eq!(tag(line), expected, "{line}");
        }
    }

    #[test]
    fn records_are_cut_before_their_numbers() {
        assert_eq!(boundary("PMID- 1\nOWN - NLM\n\nPMID- 2\nOWN - NLM\n"), Some(19));
        assert_eq!(boundary("OWN - ERIC\nTI  - a\n\nOWN - ERIC\n"), Some(20));
        assert_eq!(boundary("PMID- 1\nOWN - NLM\nTI  - a\n"), None);
        assert_eq!(boundary("AU  - a\nTI  - b\n\nAU  - c\nTI  - d\n\nAU  - e\nTI  - f\n\nAU"), Some(34));
    }
}
