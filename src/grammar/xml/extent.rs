//! Where record elements begin and end, told by their tags alone.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

/// The names of record elements, without prefix.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// Those that are records wherever they stand, the inner one where two nest.
    pub records: &'static [&'static str],
    /// Those that are records too, unless they stand in one of the others.
    pub inner: &'static [&'static str],
}

impl Names {
    fn all(self) -> impl Iterator<Item = &'static str> {
        self.records.iter().chain(self.inner).copied()
    }

    /// Whether an element begins a record, given the record that it stands in.
    fn begins(self, name: &str, open: Option<&str>) -> bool {
        let inner = self.inner.contains(&name);
        self.records.contains(&name)
            || (inner && open.is_none_or(|open| open == name || self.inner.contains(&open)))
    }
}

/// A record element, or what is left of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// From its start tag to past its end tag.
    pub span: Range<usize>,
    /// Whether it has its end tag; else it ends where the next one begins.
    pub closed: bool,
    /// Whether another record element begins in it.
    pub wraps: bool,
}

/// The record elements of a text, in order.
pub(super) struct Extents<'t> {
    text: &'t str,
    names: Names,
    at: usize,
    /// The record that is open: its name, and where it begins.
    open: Option<(&'t str, usize)>,
    skip: Skip,
}

/// What ends a comment, a CDATA section or a declaration, and whether the rest of the text
/// is known to hold no such end, so that it is searched once.
#[derive(Default)]
struct Skip {
    no_comment: bool,
    no_cdata: bool,
    no_declaration: bool,
}

impl Skip {
    /// Past the comment, CDATA section, declaration or instruction whose `<` stands at a
    /// place; `None` where it is not closed.
    fn past(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = text.as_bytes().get(at..)?;
        let (given_up, from, end): (&mut bool, usize, &[u8]) = if rest.starts_with(b"<!--") {
            (&mut self.no_comment, 4, b"-->")
        } else if rest.starts_with(b"<![CDATA[") {
            (&mut self.no_cdata, 9, b"]]>")
        } else if rest.starts_with(b"<?") {
            (&mut self.no_declaration, 2, b"?>")
        } else {
            // A document type ends past its declarations, if it has any.
            let closing = memchr2(b'[', b'>', rest)?;
            if rest[closing] == b'>' {
                return Some(at + closing + 1);
            }
            (&mut self.no_declaration, closing, b"]>")
        };
        if *given_up {
            return None;
        }
        let found = memmem::find(rest.get(from..)?, end);
        *given_up = found.is_none();
        found.map(|found| at + from + found + end.len())
    }
}

/// Past the declaration, comment or instruction whose `<` stands at a place.
pub(super) fn after_declaration(text: &str, at: usize) -> Option<usize> {
    Skip::default().past(text, at)
}

impl<'t> Extents<'t> {
    pub(super) fn new(text: &'t str, names: Names) -> Self {
        Self { text, names, at: 0, open: None, skip: Skip::default() }
    }
}

impl Iterator for Extents<'_> {
    type Item = Extent;

    fn next(&mut self) -> Option<Extent> {
        let bytes = self.text.as_bytes();
        while let Some(found) = bytes.get(self.at..).and_then(|rest| memchr(b'<', rest)) {
            let tag = self.at + found;
            self.at = tag + 1;
            match bytes.get(tag + 1) {
                Some(b'!' | b'?') => {
                    if let Some(end) = self.skip.past(self.text, tag) {
                        self.at = end;
                    }
                }
                Some(b'/') => {
                    let Some(name) = self.text.get(tag + 2..).map(local) else { continue };
                    if let Some((open, start)) = self.open
                        && open == name
                    {
                        let end = memchr(b'>', &bytes[tag..]).map_or(bytes.len(), |length| tag + length + 1);
                        self.at = end;
                        self.open = None;
                        return Some(Extent { span: start..end, closed: true, wraps: false });
                    }
                }
                _ => {
                    let Some(name) = self.text.get(tag + 1..).map(local) else { continue };
                    if !self.names.begins(name, self.open.map(|(open, _)| open)) {
                        continue;
                    }
                    let before = self.open.replace((name, tag));
                    if let Some((_, start)) = before {
                        return Some(Extent { span: start..tag, closed: false, wraps: true });
                    }
                }
            }
        }
        self.at = bytes.len();
        let (_, start) = self.open.take()?;
        Some(Extent { span: start..bytes.len(), closed: false, wraps: false })
    }
}

/// The local part of the name that a tag begins with.
pub(super) fn local(tag: &str) -> &str {
    let end =
        tag.bytes().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'<' | b'=' | b'"'));
    let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Where a text can be cut: after the last end tag of a record element, outside of
/// comments and CDATA sections. For [`crate::format::split_at`].
pub fn split(text: &str, names: Names) -> Option<usize> {
    let ignored = ignored(text);
    let mut best = 0;
    let outer = names.records.iter().any(|name| memmem::find(text.as_bytes(), name.as_bytes()).is_some());
    for name in names.all().filter(|name| !outer || names.records.contains(name)) {
        let finder = memmem::FinderRev::new(name);
        let mut end = text.len();
        // What stands before the best cut so far is of no interest.
        while let Some(found) = text.as_bytes().get(best..end).and_then(|range| finder.rfind(range)) {
            let at = best + found;
            end = at + name.len() - 1;
            if let Some(past) = end_tag(text, at, name.len()) {
                match ignored.iter().find(|range| range.contains(&at)) {
                    Some(range) => end = range.start,
                    None => {
                        best = past;
                        break;
                    }
                }
            }
            if end <= best {
                break;
            }
        }
    }
    (best > 0).then_some(best)
}

/// Past the end tag whose local name stands at a place.
fn end_tag(text: &str, at: usize, length: usize) -> Option<usize> {
    let after = text.get(at + length..)?;
    let gap = after.len() - after.trim_start().len();
    let closes = after[gap..].starts_with('>');
    let before = text.get(..at)?;
    let prefixed = before.strip_suffix(':').map(|before| before.trim_end_matches(is_name));
    (closes && prefixed.unwrap_or(before).ends_with("</")).then_some(at + length + gap + 1)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// How long a comment may be whose end is still to come.
const LONGEST_COMMENT: usize = 16 << 20;

/// The comments, CDATA sections and declarations of a text; what is not closed may be
/// closed by text that is still to come.
fn ignored(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut skip = Skip::default();
    let finder = memmem::Finder::new("<!");
    let mut at = 0;
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| finder.find(rest)) {
        let start = at + found;
        let end = skip.past(text, start);
        let open = if text.len() - start < LONGEST_COMMENT { text.len() } else { start + 2 };
        at = end.unwrap_or(open);
        ranges.push(start..at);
    }
    ranges
}
