//! Text: a plain Unicode string, and marks over it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Unicode text with marks.
///
/// The plain string holds no markup at all, so that keys, duplicate checks and searches
/// read it as it is; emitters render the marks in their own way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text<'a> {
    plain: Cow<'a, str>,
    marks: Vec<Mark>,
}

/// A mark over a range of a text's plain string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: u32,
    /// Past the last byte.
    pub end: u32,
    /// What the range is.
    pub kind: MarkKind,
}

/// What a marked range of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkKind {
    /// Italics, or emphasis.
    Italic,
    /// Bold.
    Bold,
    /// Small capitals.
    SmallCaps,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// Case is protected: BibTeX braces, CSL `nocase`.
    NoCase,
    /// TeX mathematics, without its dollars.
    Math,
    /// Typewriter, code.
    Code,
    /// Quoted; the quotation marks are not in the plain string.
    Quote,
    /// Underlined.
    Underline,
    /// Struck out.
    Strikeout,
}

impl<'a> Text<'a> {
    /// Text without marks.
    pub fn new(plain: impl Into<Cow<'a, str>>) -> Self {
        Self { plain: plain.into(), marks: Vec::new() }
    }

    /// Text with marks. Marks are put in order of their start, outer ones first; an empty
    /// one, one out of range, one that splits a character and one that crosses an
    /// earlier mark are dropped, so that marks always nest.
    pub fn with_marks(plain: impl Into<Cow<'a, str>>, mut marks: Vec<Mark>) -> Self {
        let plain = plain.into();
        if marks.is_empty() {
            return Self { plain, marks };
        }
        marks.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        let mut open: Vec<u32> = Vec::new();
        marks.retain(|mark| {
            let Range { start, end } = mark.range();
            // Marks nest, so that those that end first were opened last.
            while open.last().is_some_and(|&outer| outer <= mark.start) {
                open.pop();
            }
            let sound = start < end
                && end <= plain.len()
                && plain.is_char_boundary(start)
                && plain.is_char_boundary(end)
                && open.last().is_none_or(|&outer| mark.end <= outer);
            if sound {
                open.push(mark.end);
            }
            sound
        });
        Self { plain, marks }
    }

    /// The string without its marks.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The marks in order of their start, outer ones before inner ones; they nest.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The part of the text that stands at these bytes, which must not split characters,
    /// with the marks over it; else the whole text.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Self {
        let Some(part) = self.plain.get(range.clone()) else { return self };
        let length = part.len();
        let plain = match &self.plain {
            Cow::Borrowed(plain) => plain.get(range.clone()).map_or(Cow::Borrowed(""), Cow::Borrowed),
            Cow::Owned(_) => Cow::Owned(part.to_owned()),
        };
        let within = |at: usize| at.saturating_sub(range.start).min(length);
        let marks = self
            .marks
            .iter()
            .map(|mark| Mark::new(within(mark.range().start)..within(mark.range().end), mark.kind));
        Self::with_marks(plain, marks.collect())
    }

    /// The plain string and the marks.
    pub fn into_parts(self) -> (Cow<'a, str>, Vec<Mark>) {
        (self.plain, self.marks)
    }

    /// Whether a byte of the plain string stands under a mark of this kind.
    pub fn marked(&self, at: usize, kind: MarkKind) -> bool {
        self.marks.iter().any(|mark| mark.kind == kind && mark.range().contains(&at))
    }

    /// Walks the text from start to end as a properly nested sequence of events.
    pub fn events(&self) -> Events<'_> {
        Events { text: self, at: 0, next: 0, open: Vec::new() }
    }

    /// The same text, independent of the input.
    pub fn into_owned(self) -> Text<'static> {
        Text { plain: Cow::Owned(self.plain.into_owned()), marks: self.marks }
    }
}

impl Mark {
    /// A mark over a range of bytes.
    pub fn new(range: Range<usize>, kind: MarkKind) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end), kind }
    }

    /// The bytes that it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(plain: &'a str) -> Self {
        Text::new(plain)
    }
}

impl From<String> for Text<'_> {
    fn from(plain: String) -> Self {
        Text::new(plain)
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(plain: Cow<'a, str>) -> Self {
        Text::new(plain)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)
    }
}

/// A step of a walk over a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'t> {
    /// A mark begins.
    Open(MarkKind),
    /// A stretch without a boundary inside; never empty.
    Str(&'t str),
    /// The innermost open mark ends.
    Close(MarkKind),
}

/// The walk over a text: see [`Text::events`].
#[derive(Debug)]
pub struct Events<'t> {
    text: &'t Text<'t>,
    at: usize,
    next: usize,
    open: Vec<Mark>,
}

impl<'t> Iterator for Events<'t> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        let close = self.open.last().map(|mark| mark.range().end);
        if close == Some(self.at) {
            return self.open.pop().map(|mark| Event::Close(mark.kind));
        }
        let upcoming = self.text.marks.get(self.next);
        if let Some(mark) = upcoming
            && mark.range().start == self.at
        {
            self.next += 1;
            self.open.push(*mark);
            return Some(Event::Open(mark.kind));
        }
        let stops = [close, upcoming.map(|mark| mark.range().start), Some(self.text.plain.len())];
        let end = stops.into_iter().flatten().min()?;
        if end == self.at {
            return None;
        }
        let stretch = &self.text.plain[self.at..end];
        self.at = end;
        Some(Event::Str(stretch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_nest() {
        let marks = vec![Mark::new(2..5, MarkKind::Bold), Mark::new(0..5, MarkKind::Italic)];
        let text = Text::with_marks("abcdef", marks);
        let events: Vec<_> = text.events().collect();
        use Event::*;
        assert_eq!(
            events,
            [
                Open(MarkKind::Italic),
                Str("ab"),
                Open(MarkKind::Bold),
                Str("cde"),
                Close(MarkKind::Bold),
                Close(MarkKind::Italic),
                Str("f"),
            ]
        );
    }

    #[test]
    fn a_part_of_a_text_keeps_its_marks() {
        let marks = vec![Mark::new(0..6, MarkKind::Bold), Mark::new(1..3, MarkKind::Italic)];
        let text = Text::with_marks("[abcd].", marks).slice(1..5);
        let expected = vec![Mark::new(0..4, MarkKind::Bold), Mark::new(0..2, MarkKind::Italic)];
        assert_eq!(text, Text::with_marks("abcd", expected));
        assert_eq!(Text::new("ä").slice(1..2), Text::new("ä"));
    }

    #[test]
    fn unsound_marks_are_dropped() {
        let kind = MarkKind::Italic;
        for range in [0..0, 1..9, 0..1] {
            assert_eq!(Text::with_marks("äb", vec![Mark::new(range, kind)]).marks(), []);
        }
        let crossing = vec![Mark::new(0..2, kind), Mark::new(1..3, MarkKind::Bold)];
        assert_eq!(Text::with_marks("abc", crossing).marks().len(), 1);
    }
}
