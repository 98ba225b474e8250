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

/// What of a record stands above a line.
#[derive(Default)]
pub(super) struct Above {
    typed: bool,
    titled: bool,
    authored: bool,
}

impl Above {
    /// Whether a line begins a record: at a type; behind a blank line where the record above
    /// has none, or where it has an author and a title and this is one of another.
    pub(super) fn ends(&mut self, line: &tagged::Field<'_>) -> bool {
        let another = self.titled && self.authored && matches!(line.tag, "%A" | "%T");
        let begins = line.tag == "%0" || (line.apart && (!self.typed || another));
        if begins {
            *self = Above::default();
        }
        self.typed |= line.tag == "%0";
        self.titled |= line.tag == "%T" && !line.raw.is_empty();
        self.authored |= line.tag == "%A" && !line.raw.is_empty();
        begins
    }
}

/// Where the last record begins: at its type, or behind a blank line.
pub(super) fn boundary(text: &str) -> Option<usize> {
    let typed = |line: &str| line.starts_with("%0") && tag(line).is_some();
    if let Some(line) = tagged::last_line(text, typed) {
        // More may come of the last line.
        let (whole, _) = text[line.start..].rsplit_once('\n')?;
        let mut above = Above::default();
        let begins = tagged::fields(whole, tag).filter(|line| above.ends(line)).last();
        let at = line.start + begins.map_or(0, |line| line.at);
        return (at > 0).then_some(at);
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
        assert_eq!(boundary("%0 Book\n%A a\n%T b\n\n%A c\n%T d\n\n%A e\n"), Some(30));
        assert_eq!(boundary("%T a\n%A b\n\n%T c\n"), Some(11));
        assert_eq!(boundary("%T a\n%A b\n"), None);
    }
}
