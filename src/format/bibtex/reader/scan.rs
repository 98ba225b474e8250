//! Where entries begin and end: a walk from one to the next that looks at braces only.
//!
//! An entry that is never closed ends where the next one begins at the start of a line,
//! so that it cannot take its neighbours with it.

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3_iter, memrchr};

/// Where an entry (or `@string`, `@comment`, `@preamble`) stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its `@`.
    pub at: usize,
    /// Where its type begins and ends.
    pub name: (usize, usize),
    /// Its opening delimiter.
    pub open: usize,
    /// Past its end.
    pub end: usize,
    /// How it ends.
    pub closing: Closing,
}

/// How an entry ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// With its closing delimiter.
    Closed,
    /// With its closing delimiter, if braces after a backslash do not count.
    Escaped,
    /// Not at all.
    Unclosed,
}

impl Extent {
    /// The entry type as it is spelled.
    pub(super) fn kind<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.name.0..self.name.1).unwrap_or_default()
    }

    /// Where its content begins and ends, between its delimiters.
    pub(super) fn content(&self) -> (usize, usize) {
        let closed = self.closing != Closing::Unclosed;
        (self.open + 1, (self.end - usize::from(closed)).max(self.open + 1))
    }
}

/// A step of the walk.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The next entry.
    Entry(Extent),
    /// More text must be seen to tell.
    More,
    /// There is no other entry.
    Nothing,
}

/// A `@comment` that is not closed within this many bytes ends with its line.
const COMMENT_LIMIT: usize = 4 << 20;

/// The walk. It remembers braces that it knows to be unmatched, so that it takes linear
/// time over any text.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Braces that are open at `searched`, for comments that begin before it.
    unmatched: Vec<usize>,
    searched: usize,
}

impl Walk {
    /// Forgets the first bytes of the text.
    pub(super) fn shift(&mut self, by: usize) {
        self.searched = self.searched.saturating_sub(by);
        self.unmatched.retain(|at| *at >= by);
        for at in &mut self.unmatched {
            *at -= by;
        }
    }

    /// The first entry that begins at or after `from`. `from` stands between entries.
    pub(super) fn next(&mut self, text: &str, from: usize, at_end: bool) -> Step {
        match next_start(text, from) {
            Ok(start) => self.entry(text, &start, at_end).map_or(Step::More, Step::Entry),
            Err(cut) if cut && !at_end => Step::More,
            Err(_) => Step::Nothing,
        }
    }

    /// Where the entry that begins here ends; `None` when more text must be seen.
    pub(super) fn entry(&mut self, text: &str, start: &Start, at_end: bool) -> Option<Extent> {
        let Start { at, name, open } = *start;
        let (end, closing) = self.end(text, name, open, at_end)?;
        Some(Extent { at, name, open, end, closing })
    }

    fn end(
        &mut self,
        text: &str,
        name: (usize, usize),
        open: usize,
        at_end: bool,
    ) -> Option<(usize, Closing)> {
        let comment = text[name.0..name.1].eq_ignore_ascii_case("comment");
        if comment {
            return self.comment_end(text, open, at_end);
        }
        let found = if text.as_bytes()[open] == b'(' {
            parenthesis_end(text, open, at_end)?
        } else {
            brace_end(text, open, at_end)?
        };
        Some(match found {
            (end, true) => (end, Closing::Closed),
            (end, false) => lenient_end(text, open, end).unwrap_or((end, Closing::Unclosed)),
        })
    }

    /// A comment may hold whole entries, so it ends with its brace, or else its line.
    fn comment_end(&mut self, text: &str, open: usize, at_end: bool) -> Option<(usize, Closing)> {
        let bytes = text.as_bytes();
        let line_end = || memchr(b'\n', &bytes[open..]).map_or(text.len(), |n| open + n);
        let limit = text.len().min(open.saturating_add(COMMENT_LIMIT));
        if bytes[open] == b'(' {
            let close = memchr(b')', &bytes[open..limit]).map(|n| open + n + 1);
            return Some(close.map_or_else(|| (line_end(), Closing::Unclosed), |end| (end, Closing::Closed)));
        }
        if open < self.searched && self.unmatched.binary_search(&open).is_ok() {
            return Some((line_end(), Closing::Unclosed));
        }
        let mut stack = Vec::new();
        for at in memchr2_iter(b'{', b'}', &bytes[open..limit]).map(|n| n + open) {
            if bytes[at] == b'{' {
                stack.push(at);
            } else {
                stack.pop();
                if stack.is_empty() {
                    return Some((at + 1, Closing::Closed));
                }
            }
        }
        if limit == text.len() && !at_end && limit < open + COMMENT_LIMIT {
            return None;
        }
        self.unmatched = stack;
        self.searched = limit;
        Some((line_end(), Closing::Unclosed))
    }
}

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
enum Head {
    /// `@type{`.
    Yes { name: (usize, usize), open: usize },
    /// Anything else.
    No,
    /// The text ends before it is clear.
    Cut,
}

fn head(text: &str, at: usize) -> Head {
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

/// The end of the entry whose brace opens at `open`, and whether it is closed;
/// `None` when more text must be seen.
fn brace_end(text: &str, open: usize, at_end: bool) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    for at in memchr3_iter(b'{', b'}', b'@', &bytes[open..]).map(|n| n + open) {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' if depth == 1 => match goes_on(bytes, at + 1) {
                Some(false) => return Some((at + 1, true)),
                Some(true) => {}
                None if at_end => return Some((at + 1, true)),
                None => return None,
            },
            b'}' => depth -= 1,
            _ if starts_line(text, at) => match head(text, at) {
                Head::Yes { .. } => return Some((at, false)),
                Head::Cut if !at_end => return None,
                Head::Cut | Head::No => {}
            },
            _ => {}
        }
    }
    at_end.then_some((text.len(), false))
}

/// Whether a closing brace is none, as what follows it shows.
pub(super) fn closes_early(bytes: &[u8], from: usize) -> bool {
    goes_on(bytes, from) == Some(true)
}

/// Whether what follows a closing brace shows that it closed too early: `, name =`.
/// `None` when the text ends before it is clear.
fn goes_on(bytes: &[u8], from: usize) -> Option<bool> {
    let comma = skip_blanks(bytes, from);
    match bytes.get(comma) {
        None => return None,
        Some(b',') => {}
        Some(_) => return Some(false),
    }
    let start = skip_blanks(bytes, comma + 1);
    let word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let length = bytes[start.min(bytes.len())..].iter().take_while(|b| word(b)).count();
    let equals = skip_blanks(bytes, start + length);
    bytes.get(equals).map(|b| *b == b'=' && length > 0)
}

/// The end of the entry whose parenthesis opens at `open`, likewise: a parenthesis in
/// braces or quotation marks does not close it.
fn parenthesis_end(text: &str, open: usize, at_end: bool) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut quoted = false;
    for (at, &byte) in bytes.iter().enumerate().skip(open + 1) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => quoted = !quoted,
            b')' if depth == 0 && !quoted => return Some((at + 1, true)),
            b'@' if starts_line(text, at) => match head(text, at) {
                Head::Yes { .. } => return Some((at, false)),
                Head::Cut if !at_end => return None,
                Head::Cut | Head::No => {}
            },
            _ => {}
        }
    }
    at_end.then_some((text.len(), false))
}

/// The end of an entry that is not closed by BibTeX's rules but is, with nothing left
/// over, if braces in comments between fields do not count, or those after a backslash.
fn lenient_end(text: &str, open: usize, limit: usize) -> Option<(usize, Closing)> {
    if text.as_bytes().get(open) != Some(&b'{') {
        return None;
    }
    [(false, Closing::Closed), (true, Closing::Escaped)].into_iter().find_map(|(escapes, closing)| {
        let end = uncommented_end(text, open, limit, escapes)?;
        text[end..limit].trim().is_empty().then_some((end, closing))
    })
}

/// Past the brace that closes the one at `open`, where `%` between fields begins a comment.
fn uncommented_end(text: &str, open: usize, limit: usize, escapes: bool) -> Option<usize> {
    let bytes = text.as_bytes().get(..limit)?;
    let (mut depth, mut quoted) = (0usize, false);
    let mut at = open;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if escapes => at += 1,
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' if depth == 1 => quoted = !quoted,
            b'%' if depth == 1 && !quoted => at += memchr(b'\n', &bytes[at..])?,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Past the brace that closes the one at `open`, before `limit`. With `escapes`, a brace
/// after a backslash does not count.
pub(super) fn balanced(text: &str, open: usize, limit: usize, escapes: bool) -> Option<usize> {
    let bytes = text.as_bytes().get(..limit)?;
    let mut depth = 0usize;
    for at in memchr2_iter(b'{', b'}', bytes.get(open..)?).map(|n| n + open) {
        if escapes && at > open && bytes[at - 1] == b'\\' {
            continue;
        }
        if bytes[at] == b'{' {
            depth += 1;
        } else {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(text: &str) -> Vec<(&str, Closing)> {
        let mut walk = Walk::default();
        let mut found = Vec::new();
        let mut from = 0;
        while let Step::Entry(extent) = walk.next(text, from, true) {
            found.push((&text[extent.at..extent.end], extent.closing));
            from = extent.end;
        }
        found
    }

    #[test]
    fn entries_are_found_among_text() {
        use Closing::Closed;
        assert_eq!(
            walk(
                "mail a@b.org @ x\n% @book{no}\n@book{a}@ Article ( b, t = \"x)\" )\n@comment{@book{c}} end"
            ),
            [("@book{a}", Closed), ("@ Article ( b, t = \"x)\" )", Closed), ("@comment{@book{c}}", Closed),]
        );
    }

    #[test]
    fn an_open_entry_ends_at_the_next_line_that_begins_one() {
        use Closing::*;
        assert_eq!(
            walk("@book{a, t = {x,\n y = {1}}\n@book{b, m = {c@d{e}}}\n@book{c"),
            [
                ("@book{a, t = {x,\n y = {1}}\n", Unclosed),
                ("@book{b, m = {c@d{e}}}\n", Closed),
                ("@book{c", Unclosed)
            ]
            .map(|(text, closing)| (if closing == Closed { text.trim_end() } else { text }, closing))
        );
    }

    #[test]
    fn a_brace_too_many_and_escaped_braces_are_seen_through() {
        use Closing::*;
        assert_eq!(walk("@book{a, t = {x}}, y = {1}}\n"), [("@book{a, t = {x}}, y = {1}}", Closed)]);
        assert_eq!(walk(r"@book{a, t = {x \{ y}}"), [(r"@book{a, t = {x \{ y}}", Escaped)]);
        assert_eq!(walk("@book{a,\n% {\nt = {x}}"), [("@book{a,\n% {\nt = {x}}", Closed)]);
    }

    #[test]
    fn more_text_is_asked_for() {
        for text in ["@book{a, t = {x}", "@book{a}", "@bo", "@comment{a {b}", "@book(a"] {
            assert_eq!(Walk::default().next(text, 0, false), Step::More, "{text}");
        }
        assert_eq!(Walk::default().next("no entry", 0, false), Step::Nothing);
    }

    #[test]
    fn many_open_comments_take_linear_time() {
        assert_eq!(walk(&"@comment{\n".repeat(200_000)).len(), 200_000);
    }
}
