//! The lines of a page, with a view ahead.

use std::collections::VecDeque;
use std::ops::Range;

use memchr::memchr;

/// A line that holds text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Its text, trimmed.
    pub(crate) text: &'a str,
    /// Where that begins.
    pub(crate) start: usize,
    /// How many blank lines stand before it.
    pub(crate) blanks: usize,
    /// Where the next line begins.
    next: usize,
}

impl Line<'_> {
    /// The place of its text.
    pub(crate) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// Goes over the lines that hold text; blank lines are only counted.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    at_end: bool,
    /// Up to where lines were taken.
    at: usize,
    /// Up to where lines were read.
    read: usize,
    ahead: VecDeque<Line<'a>>,
    /// How many of the lines ahead may be looked at.
    view: usize,
}

impl<'a> Lines<'a> {
    /// The lines of a text. Unless it is the end of the input, its last line is not
    /// complete and is left alone.
    pub(crate) fn new(text: &'a str, at_end: bool) -> Self {
        Self { text, at_end, at: 0, read: 0, ahead: VecDeque::with_capacity(64), view: usize::MAX }
    }

    /// Whether a step that looks at `lookahead` lines can be made. It will see no more
    /// than these, so that what it does depends on them alone.
    pub(crate) fn ready(&mut self, lookahead: usize) -> bool {
        self.view = lookahead;
        while self.ahead.len() < lookahead && self.read_line() {}
        if self.at_end { !self.ahead.is_empty() } else { self.ahead.len() >= lookahead }
    }

    /// Where the lines end that were taken.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The line that is `k` lines ahead.
    pub(crate) fn peek(&mut self, k: usize) -> Option<Line<'a>> {
        if k >= self.view {
            return None;
        }
        while self.ahead.len() <= k {
            if !self.read_line() {
                return None;
            }
        }
        self.ahead.get(k).copied()
    }

    /// The text of the line that is `k` lines ahead; empty past the end.
    pub(crate) fn text(&mut self, k: usize) -> &'a str {
        self.peek(k).map_or("", |line| line.text)
    }

    /// Whether there is a line `k` lines ahead, right below the one before it.
    pub(crate) fn adjoins(&mut self, k: usize) -> bool {
        self.peek(k).is_some_and(|line| line.blanks == 0)
    }

    /// Whether the text of the page ends before the line that is `k` lines ahead.
    pub(crate) fn ends_before(&mut self, k: usize) -> bool {
        self.at_end && k < self.view && self.peek(k).is_none()
    }

    /// Takes the next line.
    pub(crate) fn take(&mut self) -> Option<Line<'a>> {
        let line = self.peek(0);
        self.skip(1);
        line
    }

    /// Takes `count` lines.
    pub(crate) fn skip(&mut self, count: usize) {
        for _ in 0..count {
            if let Some(line) = self.ahead.pop_front() {
                self.at = line.next;
                self.view = self.view.saturating_sub(1);
            }
        }
    }

    /// Takes the next line up to byte `at` of its text; what follows is the next line then.
    pub(crate) fn cut(&mut self, at: usize) {
        let Some(line) = self.ahead.front_mut() else { return };
        let Some(rest) = line.text.get(at..).map(str::trim_start).filter(|rest| !rest.is_empty()) else {
            return self.skip(1);
        };
        line.start += line.text.len() - rest.len();
        (line.text, line.blanks) = (rest, 0);
        self.at = line.start;
    }

    fn read_line(&mut self) -> bool {
        let mut blanks = 0;
        while self.read < self.text.len() {
            let bytes = &self.text.as_bytes()[self.read..];
            let (length, next) = match memchr(b'\n', bytes) {
                Some(length) => (length, length + 1),
                None if self.at_end => (bytes.len(), bytes.len()),
                None => return false,
            };
            let line = &self.text[self.read..self.read + length];
            let start = self.read;
            self.read += next;
            let text = line.trim_start();
            if text.is_empty() {
                blanks += 1;
                continue;
            }
            let start = start + line.len() - text.len();
            self.ahead.push_back(Line { text: text.trim_end(), start, blanks, next: self.read });
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_the_blanks_before_them() {
        let mut lines = Lines::new("\n  \n a b \nc\n\nd", true);
        let a = lines.peek(0).unwrap();
        assert_eq!((a.text, a.span(), a.blanks), ("a b", 5..8, 2));
        assert!(lines.adjoins(1));
        assert!(!lines.adjoins(2));
        assert!(lines.ends_before(3));
        lines.skip(2);
        assert_eq!(lines.at(), 12);
        assert_eq!(lines.take().map(|line| line.text), Some("d"));
        assert!(lines.take().is_none());
    }

    #[test]
    fn a_line_can_be_taken_in_parts() {
        let mut lines = Lines::new("\nab - c d\ne", true);
        assert_eq!(lines.text(0), "ab - c d");
        lines.cut(4);
        assert_eq!((lines.text(0), lines.at(), lines.text(1)), ("c d", 6, "e"));
        lines.cut(3);
        assert_eq!(lines.text(0), "e");
    }

    #[test]
    fn an_incomplete_line_is_left_alone() {
        let mut lines = Lines::new("a\nb\nc", false);
        assert!(lines.ready(2));
        assert!(!lines.ready(3));
        assert_eq!(lines.text(2), "");
        assert!(lines.ready(1));
        assert_eq!(lines.text(1), "");
        assert!(!lines.ends_before(2));
    }
}
