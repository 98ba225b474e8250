//! Records of tagged lines: a tag, a value, and lines that go on with the value.
//!
//! How a tag is told is each format's own (RIS `XX  - value`, MEDLINE `TAG - value`,
//! EndNote `%X value`, Web of Science `XX value`); that whatever bears none belongs to
//! the tag above is common to them all.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memrchr};

/// One field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    /// Its tag as it is spelled; empty for text that no tag stands above.
    pub tag: &'a str,
    /// The value with the lines that go on with it, as they stand there, without white
    /// space around it.
    pub raw: &'a str,
    /// Where its first line begins.
    pub at: usize,
    /// Where `raw` begins.
    pub value_at: usize,
    /// Whether a blank line stands before it.
    pub apart: bool,
}

impl<'a> Field<'a> {
    /// Where the value stands.
    pub(crate) fn span(&self) -> Range<usize> {
        self.value_at..self.value_at + self.raw.len()
    }

    /// Where the tag and the value stand.
    pub(crate) fn whole(&self) -> Range<usize> {
        self.at..self.value_at + self.raw.len()
    }

    /// The value in one line; a blank line in it becomes a line break between paragraphs.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        joined(self.raw)
    }

    /// The same field once for each line of the value, for lists with an item a line.
    pub(crate) fn items(self) -> impl Iterator<Item = Field<'a>> {
        let mut value_at = self.value_at;
        self.raw.split('\n').filter_map(move |line| {
            let at = value_at + (line.len() - line.trim_start().len());
            value_at += line.len() + 1;
            let raw = line.trim();
            (!raw.is_empty() || self.raw.is_empty()).then_some(Field { raw, value_at: at, ..self })
        })
    }

    /// The lines of the value, without those that are blank.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.raw.split('\n').map(str::trim).filter(|line| !line.is_empty())
    }
}

/// Lines in one; a blank line among them becomes a line break between paragraphs.
pub(crate) fn joined(raw: &str) -> Cow<'_, str> {
    if memchr(b'\n', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut paragraph = false;
    for line in raw.split('\n').map(str::trim) {
        if line.is_empty() {
            paragraph = true;
            continue;
        }
        if !text.is_empty() {
            text.push(if paragraph { '\n' } else { ' ' });
        }
        paragraph = false;
        text.push_str(line);
    }
    Cow::Owned(text)
}

/// The fields of a text. `tag` gives the tag of a line that begins a field, with what
/// follows it; both are parts of the line.
pub(crate) fn fields<'a, F>(text: &'a str, tag: F) -> Fields<'a, F>
where
    F: FnMut(&'a str) -> Option<(&'a str, &'a str)>,
{
    Fields { text, at: 0, next: None, apart: false, tag }
}

/// See [`fields`].
#[derive(Debug)]
pub(crate) struct Fields<'a, F> {
    text: &'a str,
    /// Up to where lines were taken.
    at: usize,
    /// The field whose first line was met: its tag, where the line and the value begin.
    next: Option<(&'a str, usize, usize)>,
    apart: bool,
    tag: F,
}

impl<'a, F> Iterator for Fields<'a, F>
where
    F: FnMut(&'a str) -> Option<(&'a str, &'a str)>,
{
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        // The field under way, with the end of what was found of it.
        let mut field = self.next.take();
        let mut end = self.at;
        let mut apart = std::mem::take(&mut self.apart);
        let mut blank = false;
        while self.at < self.text.len() {
            let start = self.at;
            let line_end = memchr(b'\n', &self.text.as_bytes()[start..])
                .map_or(self.text.len(), |length| start + length);
            let line = &self.text[start..line_end];
            self.at = (line_end + 1).min(self.text.len());
            if let Some((tag, value)) = (self.tag)(line) {
                let value_at = (value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
                let met = (tag, start, value_at.min(line_end));
                if field.is_some() {
                    (self.next, self.apart) = (Some(met), blank);
                    break;
                }
                (field, apart, end) = (Some(met), blank, line_end);
                blank = false;
            } else if line.trim_ascii().is_empty() {
                blank = true;
            } else {
                if field.is_none() {
                    field = Some(("", start, start));
                    apart = blank;
                }
                blank = false;
                end = line_end;
            }
        }
        let (tag, at, value_at) = field?;
        let raw = self.text.get(value_at..end).unwrap_or_default();
        let trimmed = raw.trim_start();
        let value_at = value_at + (raw.len() - trimmed.len());
        Some(Field { tag, raw: trimmed.trim_end(), at, value_at, apart })
    }
}

/// Where the last line begins for which `is` holds, and where the line after it begins.
/// A last line without its end is not looked at, for more of it may come.
pub(crate) fn last_line(text: &str, mut is: impl FnMut(&str) -> bool) -> Option<Range<usize>> {
    let mut end = memrchr(b'\n', text.as_bytes())?;
    loop {
        let start = memrchr(b'\n', &text.as_bytes()[..end]).map_or(0, |at| at + 1);
        if is(&text[start..end]) {
            return Some(start..end + 1);
        }
        end = start.checked_sub(1)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(line: &str) -> Option<(&str, &str)> {
        line.split_once(": ").filter(|(tag, _)| tag.len() == 1)
    }

    #[test]
    fn lines_without_a_tag_belong_to_the_tag_above() {
        let text = "prose\n\nA: one\n  more\n\n  and a paragraph\nB:  two \n\nC: \n\n";
        let found: Vec<_> =
            fields(text, tag).map(|f| (f.tag, f.text().into_owned(), f.apart, &text[f.span()])).collect();
        assert_eq!(
            found,
            [
                ("", "prose".to_owned(), false, "prose"),
                ("A", "one more\nand a paragraph".to_owned(), true, "one\n  more\n\n  and a paragraph"),
                ("B", "two".to_owned(), false, "two"),
                ("C", String::new(), true, ""),
            ]
        );
        let list: Vec<_> = fields("A: one\n   two\n\n", tag).flat_map(Field::items).collect();
        assert_eq!(
            list.iter().map(|f| (f.tag, f.raw, f.value_at)).collect::<Vec<_>>(),
            [("A", "one", 3), ("A", "two", 10)]
        );
        assert_eq!(fields("", tag).count(), 0);
        assert_eq!(fields("\n\n", tag).count(), 0);
    }

    #[test]
    fn the_last_line_of_its_kind() {
        let text = "a\nb\na\nb";
        assert_eq!(last_line(text, |line| line == "a"), Some(4..6));
        assert_eq!(last_line(text, |line| line == "b"), Some(2..4));
        assert_eq!(last_line(text, |line| line == "c"), None);
        assert_eq!(last_line("a", |_| true), None);
    }
}
