//! Tag lines, and where records end.
//!
//! A per cent sign, one character, a blank. EndNote begins a record with its type (`%0`);
//! refer has none, and puts blank lines between records.

use nom::character::complete::{char, satisfy};
use nom::combinator::{recognize, rest, verify};
use nom::{IResult, Parser};

use crate::grammar::tagged;

/// The tag of a line, and what follows it.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    if !line.starts_with('%') {
        return None;
    }
    parts(line).ok().map(|(_, found)| found)
}

fn parts(line: &str) -> IResult<&str, (&str, &str)> {
    let tag = recognize((char('%'), satisfy(|c| c.is_ascii_graphic() && c != '%')));
    let value = verify(rest, |value: &str| value.is_empty() || value.starts_with([' ', '\t']));
    (tag, value).parse(line)
}

/// Where the last record begins: at its type, or where none has a type behind a blank line.
pub(super) fn boundary(text: &str) -> Option<usize> {
    let typed = |line: &str| line.starts_with("%0") && tag(line).is_some();
    if let Some(line) = tagged::last_line(text, typed) {
        return (line.start > 0).then_some(line.start);
    }
    let mut end = text.len();
    loop {
        let line = tagged::last_line(&text[..end], |line| tag(line).is_some())?;
        end = line.start;
        let above = text[..end].strip_suffix('\n')?;
        if above.rsplit('\n').next().is_none_or(|line| line.trim().is_empty()) {
            return (end > 0).then_some(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_sign_and_a_character() {
        assert_eq!(tag("%0 Book"), Some(("%0", " Book")));
        assert_eq!(tag("%@"), Some(("%@", "")));
        for line in ["%", "%Ax", "A %B c", "%% comment", "% c"] {
            assert_eq!(tag(line), None, "{line}");
        }
    }

    #[test]
    fn records_are_cut_before_their_types() {
        assert_eq!(boundary("%0 Book\n%T a\n\n%0 Book\n"), Some(14));
        assert_eq!(boundary("%0 Book\n%T a\n\n%A b\n"), None);
        assert_eq!(boundary("%T a\n%A b\n\n%T c\n"), Some(11));
        assert_eq!(boundary("%T a\n%A b\n"), None);
    }
}
