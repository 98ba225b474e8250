//! Tag lines of RIS, and where records end.
//!
//! The specification has `XX  - value`: a letter, a letter or digit, two blanks, a hyphen,
//! a blank. Files in the wild have one blank or none before the hyphen, none after it,
//! tabs, and blanks before the tag. What is less than the specification asks for is a tag
//! only where nothing else is likely: text may begin with `T1 -` or `ER`, too.

use nom::bytes::complete::take_while;
use nom::character::complete::{char, satisfy};
use nom::combinator::{recognize, rest};
use nom::{IResult, Parser};

use super::fields::TAGS;
use super::types;
use crate::grammar::tagged;

/// How the tags of a record are spelled, told by its first line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    /// No blank stands before the hyphen.
    tight: bool,
    /// One blank does.
    narrow: bool,
    /// Blanks stand before the tag.
    indented: bool,
}

/// A line of a tag, as it is met.
struct Line<'a> {
    indent: usize,
    tag: &'a str,
    gap: usize,
    value: &'a str,
}

impl Dialect {
    /// The tag of a line, and what follows it. The first line of a record is taken to
    /// show how the others are spelled.
    pub(super) fn tag<'a>(&mut self, line: &'a str) -> Option<(&'a str, &'a str)> {
        if let Some(found) = strict(line) {
            if found.0 == "TY" {
                *self = Dialect::default();
            }
            return Some(found);
        }
        // Lines of text mostly have no hyphen so near to their start.
        if !line.as_bytes().iter().take(16).any(|b| *b == b'-') {
            return (line.trim() == "ER").then(|| line.split_at(line.len()));
        }
        let (_, line) = loose(line).ok()?;
        let found = Some((line.tag, line.value));
        if line.tag == "TY" && types::kind(line.value.trim()).is_some() {
            *self = Dialect { tight: line.gap == 0, narrow: line.gap == 1, indented: line.indent > 0 };
            return found;
        }
        let closed = line.value.is_empty() || line.value.starts_with([' ', '\t']);
        let ends = line.tag == "ER" && line.value.trim().is_empty();
        let known = TAGS.knows(line.tag);
        let placed = line.indent == 0 || self.indented;
        let spaced = match line.gap {
            0 => self.tight,
            1 => closed && (known || self.narrow),
            2 => closed || known,
            _ => closed && known,
        };
        found.filter(|_| ends || (placed && spaced))
    }
}

/// `XX  - value`, which nearly every line is.
fn strict(line: &str) -> Option<(&str, &str)> {
    let bytes = line.as_bytes();
    let is_tag = bytes.len() >= 5
        && bytes[0].is_ascii_uppercase()
        && (bytes[1].is_ascii_uppercase() || bytes[1].is_ascii_digit())
        && bytes[2..5] == *b"  -"
        && bytes.get(5).is_none_or(|b| *b == b' ');
    is_tag.then(|| (&line[..2], &line[5..]))
}

fn loose(line: &str) -> IResult<&str, Line<'_>> {
    let blanks = || take_while(|c: char| c == ' ' || c == '\t');
    let tag = recognize((
        satisfy(|c: char| c.is_ascii_uppercase()),
        satisfy(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()),
    ));
    let (input, (indent, tag, gap, _, value)) = (blanks(), tag, blanks(), char('-'), rest).parse(line)?;
    Ok((input, Line { indent: indent.len(), tag, gap: gap.len(), value }))
}

/// Whether a record begins at a line without that being said: behind a blank line, with
/// the tag that the record above begins with, if that has no type either. The tags are
/// those of the first and the last line above.
pub(super) fn begins_again(first: Option<&str>, above: Option<&str>, line: &tagged::Field<'_>) -> bool {
    line.apart && first == Some(line.tag) && above != first && line.tag != "TY"
}

/// Where the last record ends that is whole: behind an end line, or before a first line.
pub(super) fn boundary(text: &str) -> Option<usize> {
    // How a line is to be read depends on the record's first line, but for these two.
    let is = |line: &str, sought: &str| Dialect::default().tag(line).is_some_and(|(tag, _)| tag == sought);
    let Some(line) = tagged::last_line(text, |line| is(line, "TY") || is(line, "ER")) else {
        return last_again(text);
    };
    let at = if is(text.get(line.clone())?.trim_end(), "TY") { line.start } else { line.end };
    (at > 0).then_some(at)
}

/// Where the last record begins in a text in which neither a type nor an end stands.
fn last_again(text: &str) -> Option<usize> {
    // More may come of the last line.
    let (whole, _) = text.rsplit_once('\n')?;
    let (mut first, mut above, mut begins) = (None, None, None);
    for line in tagged::fields(whole, |line| Dialect::default().tag(line)).filter(|l| !l.tag.is_empty()) {
        if begins_again(first, above, &line) {
            begins = Some(line.at);
        }
        first = first.or(Some(line.tag));
        above = Some(line.tag);
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags<'a>(text: &'a str) -> Vec<(&'a str, String)> {
        let mut dialect = Dialect::default();
        tagged::fields(text, |line: &'a str| dialect.tag(line))
            .map(|f| (f.tag, f.text().into_owned()))
            .collect()
    }

    #[test]
    fn tags_are_told_in_every_dialect() {
        for text in [
            "TY  - JOUR\nT1  - A B\nER  - \n",
            "TY  - JOUR\nT1  - A\nB\nER  -",
            "TY - JOUR\nT1 - A\nB\nER -",
            "TY  -  JOUR\nT1  -A B\nER  -\n",
            "TY- JOUR\nT1- A B\nER-",
            "TY-JOUR\nT1-A B\nER-",
            "  TY  - JOUR\n  T1  - A B\n  ER  - ",
            "TY\t-\tJOUR\nT1\t-\tA B\nER\t-",
            "TY  - JOUR\n\nT1  - A\n   B\n\nER",
        ] {
            let found = tags(text);
            let expected = [("TY", "JOUR".to_owned()), ("T1", "A B".to_owned()), ("ER", String::new())];
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn text_that_looks_like_a_tag_is_text() {
        for line in [
            "ER then",
            "T1-weighted images",
            "XQ - no tag",
            "A - b",
            "the TY  - JOUR",
            "   AB  - c",
            "é  - d",
        ] {
            let text = format!("TY  - JOUR\nN2  - one\n{line}\nER  - \n");
            assert_eq!(tags(&text)[1].1, format!("one {}", line.trim()), "{line}");
        }
    }

    #[test]
    fn records_are_cut_at_their_ends() {
        assert_eq!(boundary("TY  - JOUR\nER  - \nTY  - B"), Some(18));
        assert_eq!(boundary("TY  - JOUR\nTI  - a\nTY  - BOOK\nTI  - b\n"), Some(19));
        assert_eq!(boundary("TY  - JOUR\nTI  - a\n"), None);
        assert_eq!(boundary("TY  - JOUR\nTI  - a\nER  -"), None);
        assert_eq!(boundary("TI  - a\nAU  - b\n\nTI  - c\nAU  - d\n\nTI  - e\n"), Some(34));
        assert_eq!(boundary("AU  - a\n\nAU  - b\n\nTI  - c\n\n"), None);
    }
}
