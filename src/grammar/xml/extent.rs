//! Where record elements begin and end, told by their tags alone.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

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
    names: &'t [&'t str],
    at: usize,
    open: Option<usize>,
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
    pub(super) fn new(text: &'t str, names: &'t [&'t str]) -> Self {
        Self { text, names, at: 0, open: None, skip: Skip::default() }
    }

    fn is_record(&self, name: &str) -> bool {
        self.names.contains(&name)
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
                    if let Some(start) = self.open
                        && self.is_record(name)
                    {
                        let end = memchr(b'>', &bytes[tag..]).map_or(bytes.len(), |length| tag + length + 1);
                        self.at = end;
                        self.open = None;
                        return Some(Extent { span: start..end, closed: true, wraps: false });
                    }
                }
                _ => {
                    let Some(name) = self.text.get(tag + 1..).map(local) else { continue };
                    if !self.is_record(name) {
                        continue;
                    }
                    let before = self.open.replace(tag);
                    if let Some(start) = before {
                        return Some(Extent { span: start..tag, closed: false, wraps: true });
                    }
                }
            }
        }
        self.at = bytes.len();
        let start = self.open.take()?;
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

/// Where a text can be cut: after the last end tag of an element with one of these local
/// names, outside of comments and CDATA sections. For [`crate::format::split_at`].
pub fn split(text: &str, names: &[&str]) -> Option<usize> {
    let ignored = ignored(text);
    let mut best = 0;
    for name in names {
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
