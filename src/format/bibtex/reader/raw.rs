//! A field as it stands in an entry.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter};

/// A field before anything is made of its value.
#[derive(Debug)]
pub(super) struct RawField<'a> {
    /// The name as it is spelled.
    pub name: &'a str,
    /// Where it stands.
    pub name_at: usize,
    /// The value as it is spelled, with its delimiters.
    pub raw: &'a str,
    /// Where it stands.
    pub raw_at: usize,
    /// What it is.
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One value in braces or quotation marks.
    Delimited,
    /// One value whose braces are balanced only if those after a backslash do not count.
    Escaped,
    /// A number.
    Number,
    /// The name of a string.
    Name,
    /// Several values that are joined.
    Joined,
    /// Words without delimiters.
    Bare,
    /// A value whose delimiter is never closed.
    Unclosed,
}

impl<'a> RawField<'a> {
    /// What stands between the delimiters, and where.
    pub(super) fn content(&self) -> (&'a str, usize) {
        match self.shape {
            Shape::Delimited | Shape::Escaped => (&self.raw[1..self.raw.len() - 1], self.raw_at + 1),
            Shape::Unclosed => (&self.raw[1..], self.raw_at + 1),
            _ => (self.raw, self.raw_at),
        }
    }

    /// The value with sound delimiters and balanced braces.
    pub(super) fn spelling(&self) -> Cow<'a, str> {
        let (content, _) = self.content();
        match self.shape {
            Shape::Bare | Shape::Unclosed if is_balanced(content) => Cow::Owned(format!("{{{content}}}")),
            Shape::Bare | Shape::Unclosed => Cow::Owned(format!("{{{}}}", content.replace(['{', '}'], ""))),
            // The braces of a value in braces balance: they end it.
            Shape::Delimited
                if self.raw.starts_with('"') && has_escaped_brace(content) && !is_balanced(content) =>
            {
                Cow::Owned(self.raw.replace("\\{", "\\textbraceleft{}").replace("\\}", "\\textbraceright{}"))
            }
            _ => Cow::Borrowed(self.raw),
        }
    }

    /// What stands between the delimiters, with balanced braces.
    pub(super) fn value(&self) -> Cow<'a, str> {
        match self.shape {
            Shape::Escaped => Cow::Owned(mended(self.content().0)),
            _ => Cow::Borrowed(self.content().0),
        }
    }

    /// The bytes of the whole value.
    pub(super) fn span(&self) -> Range<usize> {
        self.raw_at..self.raw_at + self.raw.len()
    }
}

/// Where the first brace after a backslash stands.
pub(super) fn escaped_brace(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr_iter(b'\\', bytes).find(|at| matches!(bytes.get(at + 1), Some(b'{' | b'}')))
}

/// The same text, with commands for escaped braces.
fn mended(text: &str) -> String {
    text.replace("\\{", "\\textbraceleft{}").replace("\\}", "\\textbraceright{}")
}

pub(super) fn has_escaped_brace(text: &str) -> bool {
    escaped_brace(text).is_some()
}

/// Whether every brace has its partner.
pub(super) fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for at in memchr2_iter(b'{', b'}', text.as_bytes()) {
        match text.as_bytes()[at] {
            b'{' => depth += 1,
            _ if depth == 0 => return false,
            _ => depth -= 1,
        }
    }
    depth == 0
}
