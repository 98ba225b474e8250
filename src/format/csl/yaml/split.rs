//! Where the items of a list in block style begin, by indentation alone.

use std::collections::HashSet;
use std::io;

use memchr::{memchr, memchr2_iter, memrchr};

use crate::format::{Parse, Sink, Splitter, Survey};

use super::read;

/// Sees whether there are anchors that are used, by which one item can say what another
/// means.
#[derive(Default)]
pub(super) struct Anchors {
    names: HashSet<String>,
    used: bool,
}

/// How many names are remembered.
const NAMES: usize = 10_000;

impl Survey for Anchors {
    fn feed(&mut self, text: &str, at_end: bool) -> usize {
        let length = if at_end { text.len() } else { memrchr(b'\n', text.as_bytes()).map_or(0, |at| at + 1) };
        let text = text.get(..length).unwrap_or_default();
        let bytes = text.as_bytes();
        for at in memchr2_iter(b'&', b'*', bytes) {
            if self.used || (bytes[at] == b'*' && self.names.is_empty()) {
                continue;
            }
            let Some(name) = name_at(text, at) else { continue };
            if bytes[at] == b'*' {
                self.used = self.names.contains(name);
            } else {
                self.names.insert(name.to_owned());
                self.used = self.names.len() > NAMES;
            }
        }
        length
    }

    fn finish(self: Box<Self>) -> io::Result<Box<dyn Splitter>> {
        let state = if self.used { State::Whole } else { State::Header };
        Ok(Box::new(Items { state }))
    }
}

/// The name of an anchor or an alias, where a node may begin.
fn name_at(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?.trim_end_matches(' ');
    let blank = before.len() < at;
    let due = match before.bytes().last() {
        None | Some(b'\n' | b'[' | b'{' | b',') => true,
        Some(b':' | b'-') => blank,
        _ => false,
    };
    let rest = text.get(at + 1..)?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(rest.len());
    rest.get(..end).filter(|name| due && !name.is_empty() && name.len() <= 64)
}

struct Items {
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Above the list.
    Header,
    /// In the list, whose dashes stand so far to the right.
    List(usize),
    /// Below the list.
    Footer,
    /// There is no list in block style.
    Whole,
}

impl Splitter for Items {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        loop {
            match self.state {
                State::Header => match header(text, at_end)? {
                    Header::List(start, indent) => {
                        self.state = State::List(indent);
                        if start > 0 {
                            return Some((start, Box::new(|_: &str, _: &mut dyn Sink<'_>| ())));
                        }
                    }
                    Header::None => self.state = State::Whole,
                },
                State::List(indent) => {
                    let (whole, ends) = list(text, indent, at_end);
                    if ends {
                        self.state = State::Footer;
                    }
                    if whole > 0 {
                        return Some((
                            whole,
                            Box::new(move |text: &_, sink: &mut dyn Sink<'_>| {
                                read::items(text, indent, sink);
                            }),
                        ));
                    }
                    if !ends {
                        return None;
                    }
                }
                State::Footer => {
                    return Some((
                        text.len(),
                        Box::new(|text: &_, sink: &mut dyn Sink<'_>| {
                            read::footer(text, sink);
                        }),
                    ));
                }
                State::Whole if !at_end => return None,
                State::Whole => {
                    return Some((
                        text.len(),
                        Box::new(|text: &_, sink: &mut dyn Sink<'_>| {
                            read::whole(text, sink);
                        }),
                    ));
                }
            }
        }
    }
}

/// A line: where it starts and ends, without its line break, and how far it is indented.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    pub start: usize,
    pub next: usize,
    pub text: &'t str,
}

impl Line<'_> {
    /// How many blanks stand before its text.
    pub(super) fn indent(&self) -> usize {
        self.text.bytes().take_while(|b| *b == b' ').count()
    }

    /// Whether it is empty or a comment.
    pub(super) fn is_void(&self) -> bool {
        let text = self.text.trim();
        text.is_empty() || text.starts_with('#')
    }

    /// Whether an element of a list begins here.
    pub(super) fn is_item(&self, indent: usize) -> bool {
        let rest = self.text.get(indent..).unwrap_or_default();
        self.indent() == indent && (rest.starts_with("- ") || rest.trim_end() == "-")
    }

    /// Whether a document begins or ends here.
    fn is_marker(&self) -> bool {
        let text = self.text.trim_end();
        text == "---" || text == "..." || text.starts_with("--- ") || text.starts_with('%')
    }
}

/// The lines of a text; the last one only if it is whole.
pub(super) fn lines(text: &str, at_end: bool) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let (length, next) = match memchr(b'\n', rest.as_bytes()) {
            Some(at) => (at, start + at + 1),
            None if at_end => (rest.len(), text.len()),
            None => return None,
        };
        let line = Line { start, next, text: &rest[..length] };
        start = next;
        Some(line)
    })
}

pub(super) enum Header {
    /// The first element of the list begins here, so far indented.
    List(usize, usize),
    /// There is none.
    None,
}

/// Looks for the list; `None` if more text is needed.
pub(super) fn header(text: &str, at_end: bool) -> Option<Header> {
    let mut first = true;
    let mut due = false;
    for line in lines(text, at_end) {
        let bare = line.text.trim_start_matches('\u{feff}');
        if line.is_void() || (first && line.is_marker()) || bare.trim_end() == "---" {
            continue;
        }
        let indent = line.indent();
        if (first || due) && line.is_item(indent) {
            return Some(Header::List(line.start, indent));
        }
        if due || (first && bare.starts_with(['{', '['])) {
            return Some(Header::None);
        }
        let after = bare.strip_prefix("references:");
        due = after.is_some_and(|after| after.trim().is_empty() || after.trim().starts_with('#'));
        if after.is_some() && !due {
            return Some(Header::None);
        }
        first = false;
    }
    at_end.then_some(Header::None)
}

/// How far whole elements reach, and whether the list ends there.
fn list(text: &str, indent: usize, at_end: bool) -> (usize, bool) {
    let mut whole = 0;
    for line in lines(text, at_end) {
        if line.is_item(indent) {
            whole = line.start;
        } else if !line.is_void() && (line.indent() <= indent || line.is_marker()) {
            return (line.start, true);
        }
    }
    if at_end { (text.len(), true) } else { (whole, false) }
}
