//! Where entries end: a walk from one to the next that looks at braces only.
//!
//! An entry that is never closed ends where the next one begins at the start of a line,
//! so that it cannot take its neighbours with it.

use memchr::{memchr, memchr2_iter, memchr3_iter};

use super::start::{Head, Start, head, next_start, skip_blanks, starts_line};

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
