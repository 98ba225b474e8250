//! Lines of Ovid's exports, and where records end.
//!
//! A record begins with its number in angle brackets. Its fields are tagged, two capitals
//! and a hyphen, with what goes on six columns to the right; or they are labelled, the
//! label in a line of its own and the value indented below it.

use nom::bytes::complete::{tag as word, take_while_m_n};
use nom::combinator::{rest, verify};
use nom::{IResult, Parser};

use super::fields;
use crate::grammar::tagged;

/// How the fields of a record are marked, told by the line below its number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dialect {
    labelled: bool,
    fresh: bool,
}

impl Dialect {
    /// The tag of a line or its label, and what follows it; the number of a record is a
    /// tag of its own.
    pub(super) fn tag<'a>(&mut self, line: &'a str) -> Option<(&'a str, &'a str)> {
        if is_number(line) {
            *self = Dialect { labelled: false, fresh: true };
            return Some((line.trim(), &line[line.len()..]));
        }
        if line.trim().is_empty() {
            return None;
        }
        let fresh = std::mem::take(&mut self.fresh);
        if let Some(found) = tagged(line) {
            return Some(found);
        }
        let label = line.trim_end();
        self.labelled |= fresh && fields::is_label(label);
        let set_out = label.len() < 70 && label.starts_with(|c: char| c.is_alphanumeric());
        (self.labelled && set_out).then_some((label, &line[line.len()..]))
    }
}

/// `XX  - value`.
pub(super) fn tagged(line: &str) -> Option<(&str, &str)> {
    if !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    parts(line).ok().map(|(_, found)| found)
}

fn parts(line: &str) -> IResult<&str, (&str, &str)> {
    let letters = take_while_m_n(2, 2, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let apart = |value: &str| value.is_empty() || value.starts_with(' ');
    let (input, (tag, _, value)) = (letters, word("  -"), verify(rest, apart)).parse(line)?;
    Ok((input, (tag, value)))
}

/// Whether a line is the number of a record: `<1>`, `<12. >`.
pub(super) fn is_number(line: &str) -> bool {
    let inside = line.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inside.is_some_and(|number| {
        let number = number.trim_end().trim_end_matches('.');
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Where the last record begins.
pub(super) fn boundary(text: &str) -> Option<usize> {
    let line = tagged::last_line(text, is_number)?;
    (line.start > 0).then_some(line.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<(&str, String)> {
        let mut dialect = Dialect::default();
        tagged::fields(text, move |line| dialect.tag(line)).map(|f| (f.tag, f.text().into_owned())).collect()
    }

    #[test]
    fn records_are_tagged_or_labelled() {
        let text = "<1. >\nTI  - One\n      two\nNo label\n<2>\nTitle  \n  Three\n\n  four\nOdd Label\n  x\n";
        let expected = [
            ("<1. >", ""),
            ("TI", "One two No label"),
            ("<2>", ""),
            ("Title", "Three\nfour"),
            ("Odd Label", "x"),
        ];
        assert_eq!(tags(text), expected.map(|(tag, value)| (tag, value.to_owned())));
    }

    #[test]
    fn records_are_cut_before_their_numbers() {
        assert_eq!(boundary("<1>\nTitle\n  a\n<2>\n"), Some(14));
        assert_eq!(boundary("<1>\nTitle\n  <b>\n"), None);
    }
}
