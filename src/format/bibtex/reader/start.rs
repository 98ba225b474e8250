//! Where entries begin: an `@`, a type and a delimiter.

use memchr::{memchr, memchr_iter, memrchr};

/// What looks like the begin of an entry, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    /// Its `@`.
    pub at: usize,
    /// Where its type begins and ends.
    pub name: (usize, usize),
    /// Its opening delimiter.
    pub open: usize,
}

/// The first that begins an entry, between entries, at or after `from`: one that is not
/// commented out. The error is whether the text ends before it is clear.
pub(super) fn next_start(text: &str, from: usize) -> Result<Start, bool> {
    let bytes = text.as_bytes();
    let mut line = from;
    let mut seen = from;
    let mut commented = false;
    let mut cut = false;
    for at in memchr_iter(b'@', &bytes[from..]).map(|n| n + from) {
        if let Some(newline) = memrchr(b'\n', &bytes[seen..at]) {
            line = seen + newline + 1;
            commented = false;
        }
        commented = commented || memchr(b'%', &bytes[line.max(seen)..at]).is_some();
        seen = at;
        if commented {
            continue;
        }
        match typed_or_not(text, at) {
            Head::No => {}
            Head::Cut => cut = true,
            Head::Yes { name, open } => return Ok(Start { at, name, open }),
        }
    }
    Err(cut)
}

/// All that look like the begin of an entry: in values and comments as well.
pub(super) fn starts(text: &str) -> impl Iterator<Item = Start> {
    memchr_iter(b'@', text.as_bytes()).filter_map(|at| match typed_or_not(text, at) {
        Head::Yes { name, open } => Some(Start { at, name, open }),
        Head::No | Head::Cut => None,
    })
}

impl Start {
    /// Whether it is a comment, which alone may hold lines that begin entries: any other
    /// entry ends there at the latest.
    pub(super) fn is_comment(&self, text: &str) -> bool {
        text[self.name.0..self.name.1].eq_ignore_ascii_case("comment")
    }

    /// Whether it begins a line, and has a type: then it begins an entry, unless a comment
    /// holds it.
    pub(super) fn begins_line(&self, text: &str) -> bool {
        self.name.0 < self.name.1 && starts_line(text, self.at)
    }
}

/// Where the last line begins that begins an entry: there the text can be cut without a
/// walk. `None` where only a walk can tell.
pub(super) fn cut(text: &str) -> Option<usize> {
    let mut last = None;
    for start in starts(text) {
        if start.is_comment(text) {
            return None;
        }
        if start.begins_line(text) {
            last = Some(start.at);
        }
    }
    last
}

/// What stands at an `@`.
pub(super) enum Head {
    /// `@type{`.
    Yes { name: (usize, usize), open: usize },
    /// Anything else.
    No,
    /// The text ends before it is clear.
    Cut,
}

/// What stands at the `@` here.
pub(super) fn head(text: &str, at: usize) -> Head {
    let bytes = text.as_bytes();
    let start = skip_blanks(bytes, at + 1);
    let Some(length) = bytes[start..].iter().position(|b| ENDS_NAME[usize::from(*b)]) else {
        return Head::Cut;
    };
    let open = skip_blanks(bytes, start + length);
    let name = (start, start + length);
    let in_word = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    match bytes.get(open) {
        None => Head::Cut,
        Some(b'{') if length > 0 && (!in_word || is_known(&text[name.0..name.1])) => Head::Yes { name, open },
        Some(b'(') if length > 0 && is_known(&text[name.0..name.1]) => Head::Yes { name, open },
        Some(_) => Head::No,
    }
}

/// What begins an entry between entries.
fn typed_or_not(text: &str, at: usize) -> Head {
    match head(text, at) {
        Head::No => untyped(text, at),
        found => found,
    }
}

/// An entry whose type is missing: `@{key,`. Between entries only; within one, LaTeX's
/// tables have `@{}` too.
fn untyped(text: &str, at: usize) -> Head {
    let bytes = text.as_bytes();
    let open = skip_blanks(bytes, at + 1);
    if bytes.get(open) != Some(&b'{') {
        return Head::No;
    }
    let key = &bytes[open + 1..];
    match key.iter().position(|b| ENDS_NAME[usize::from(*b)]) {
        None => Head::Cut,
        Some(length) if length > 0 && key[length] == b',' => Head::Yes { name: (at + 1, at + 1), open },
        Some(_) => Head::No,
    }
}

/// What no entry type holds, and no sound key.
const ENDS_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        table[i] = b.is_ascii_whitespace()
            || b.is_ascii_control()
            || matches!(
                b,
                b'"' | b'#' | b'%' | b'\'' | b'(' | b')' | b',' | b'=' | b'{' | b'}' | b'@' | b'\\'
            );
        i += 1;
    }
    table
};

/// Addresses and parentheses are common in prose: there, only known types begin an entry.
fn is_known(name: &str) -> bool {
    let special = ["string", "preamble", "comment"];
    special.iter().any(|known| name.eq_ignore_ascii_case(known))
        || super::super::types::by_name(name).is_some()
}

pub(super) fn skip_blanks(bytes: &[u8], from: usize) -> usize {
    let blanks = bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    from + blanks
}

/// Whether only blanks stand between the start of the line and this place.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\t')) == Some(&b'\n')
}
