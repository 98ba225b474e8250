//! Markdown as CSL's tags.

use std::borrow::Cow;

use memchr::memchr;

use crate::grammar::markup;
use crate::record::MarkKind;

use super::{is_small_caps, is_special};

/// Takes the backslashes off that stand before punctuation.
pub(in crate::format::csl) fn unescape(markdown: &str) -> Cow<'_, str> {
    if memchr(b'\\', markdown.as_bytes()).is_none() {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        match rest.as_bytes().get(at + 1) {
            Some(byte) if byte.is_ascii_punctuation() => {
                out.push(char::from(*byte));
                rest = &rest[at + 2..];
            }
            _ => {
                out.push('\\');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Markdown as text with CSL's tags, and `<code>`.
pub(in crate::format::csl) fn decode(markdown: &str) -> Cow<'_, str> {
    read(markdown, true).0
}

/// Markdown as text with CSL's tags, and `<code>` if wanted; says whether that is all: tags
/// have no word for where a link leads, and for most of what is said of a span.
pub(in crate::format::csl) fn read(markdown: &str, code: bool) -> (Cow<'_, str>, bool) {
    let special = |b: u8| is_special(b) && !matches!(b, b'>' | b'@' | b'&' | b']');
    if !markdown.bytes().any(special) {
        return (Cow::Borrowed(markdown), true);
    }
    let mut decoder =
        Decoder { source: markdown, code, whole: true, changes: Vec::new(), open: Vec::new(), count: [0; 6] };
    decoder.read();
    let mut out = String::with_capacity(markdown.len() + 16);
    let mut at = 0;
    for change in &decoder.changes {
        out.push_str(markdown.get(at..change.start).unwrap_or_default());
        out.push_str(&change.with);
        at = change.end;
    }
    out.push_str(markdown.get(at..).unwrap_or_default());
    (Cow::Owned(out), decoder.whole)
}

/// What a mark is opened with.
#[derive(Clone, Copy, PartialEq)]
enum Opener {
    /// One of `*` or `_`, or two.
    Run(u8, usize),
    /// `~` or `^`, with the place of its partner.
    Script(usize),
    /// `[`
    Bracket,
}

impl Opener {
    fn slot(self) -> usize {
        match self {
            Opener::Run(b'*', length) => length - 1,
            Opener::Run(_, length) => length + 1,
            Opener::Script(_) => 4,
            Opener::Bracket => 5,
        }
    }
}

/// The tags that a span's attributes stand for.
fn span_tags(attributes: &str) -> (Cow<'_, str>, &'static str) {
    let has = |class: &str| attributes.split_whitespace().any(|word| word == class);
    let kind = if has(".nocase") {
        MarkKind::NoCase
    } else if has(".smallcaps") || has(".sc") {
        MarkKind::SmallCaps
    } else if is_small_caps(attributes) {
        return (Cow::Owned(format!("<span {attributes}>")), "</span>");
    } else {
        return ("".into(), "");
    };
    let (start, end) = markup::tags(kind);
    (start.into(), end)
}

/// A stretch of the source, and what stands in its place.
struct Change<'m> {
    start: usize,
    end: usize,
    with: Cow<'m, str>,
}

struct Decoder<'m> {
    source: &'m str,
    /// Whether code gets a tag.
    code: bool,
    /// Whether tags say all that was read.
    whole: bool,
    changes: Vec<Change<'m>>,
    /// What is open, with its place among the changes: until it is closed it stays as it is.
    open: Vec<(Opener, usize)>,
    /// How many of each kind are open.
    count: [usize; 6],
}

impl<'m> Decoder<'m> {
    fn read(&mut self) {
        let source = self.source;
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                b'\\' => self.backslash(at),
                b'*' | b'_' => self.run(at, byte),
                b'~' | b'^' => self.script(at, byte),
                b'[' => {
                    self.open(Opener::Bracket, at, at + 1);
                    at + 1
                }
                b']' => self.bracket(at),
                b'$' => at + markup::math(&source[at..]).unwrap_or(1),
                b'<' => self.angle(at),
                b'`' => self.code(at),
                b'-' => {
                    let length = self.length(at, byte);
                    match length {
                        2 => self.change(at, at + 2, "–"),
                        3 => self.change(at, at + 3, "—"),
                        _ => {}
                    }
                    at + length
                }
                b'.' => {
                    let length = self.length(at, byte);
                    if length == 3 {
                        self.change(at, at + 3, "…");
                    }
                    at + length
                }
                _ => at + 1,
            };
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or(b' ')
    }

    /// The byte before a place; a blank at the start.
    fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b' ', |at| self.byte(at))
    }

    /// How often a byte stands here in a row.
    fn length(&self, at: usize, byte: u8) -> usize {
        self.source.as_bytes()[at..].iter().take_while(|b| **b == byte).count()
    }

    fn change(&mut self, start: usize, end: usize, with: &'m str) {
        self.changes.push(Change { start, end, with: Cow::Borrowed(with) });
    }

    fn open(&mut self, opener: Opener, start: usize, end: usize) {
        self.count[opener.slot()] += 1;
        self.open.push((opener, self.changes.len()));
        self.change(start, end, self.source.get(start..end).unwrap_or_default());
    }

    /// Closes the last opener that fits, if there is one; what was opened after it is text.
    fn close(&mut self, slot: usize, start: usize, end: usize, with: (Cow<'m, str>, &'m str)) -> bool {
        if self.count[slot] == 0 {
            return false;
        }
        self.change(start, end, with.1);
        while let Some((opener, change)) = self.open.pop() {
            self.count[opener.slot()] -= 1;
            if opener.slot() == slot {
                self.changes[change].with = with.0;
                break;
            }
        }
        true
    }

    fn backslash(&mut self, at: usize) -> usize {
        match self.byte(at + 1) {
            byte if byte.is_ascii_punctuation() => {
                self.change(at, at + 1, "");
                at + 2
            }
            b' ' if at + 1 < self.source.len() => {
                // In a script pandoc has no other way to say a blank.
                self.change(at, at + 2, if self.count[4] > 0 { " " } else { "\u{a0}" });
                at + 2
            }
            _ => at + 1,
        }
    }

    fn run(&mut self, at: usize, byte: u8) -> usize {
        let length = self.length(at, byte);
        let end = at + length;
        let (before, after) = (self.before(at), self.byte(end));
        let word = |b: u8| b.is_ascii_alphanumeric() || !b.is_ascii();
        let opens = !after.is_ascii_whitespace() && (byte == b'*' || !word(before));
        let closes = !before.is_ascii_whitespace() && (byte == b'*' || !word(after));
        let mut start = at;
        while closes && start < end {
            let left = end - start;
            // Looking further would cost the square of the depth.
            let last = self.open.iter().rev().take(64).find_map(|(opener, _)| match opener {
                Opener::Run(b, length) if *b == byte => Some(*length),
                _ => None,
            });
            let Some(length) = last.filter(|length| *length <= left) else { break };
            let tags = if length == 2 { ("<b>".into(), "</b>") } else { ("<i>".into(), "</i>") };
            self.close(Opener::Run(byte, length).slot(), start, start + length, tags);
            start += length;
        }
        if opens && end - start <= 3 {
            if end - start >= 2 {
                self.open(Opener::Run(byte, 2), start, start + 2);
                start += 2;
            }
            if end - start == 1 {
                self.open(Opener::Run(byte, 1), start, end);
            }
        }
        end
    }

    /// `~sub~`, `^sup^`, without blanks; `~~struck out~~`.
    fn script(&mut self, at: usize, byte: u8) -> usize {
        let tags = if byte == b'~' { ("<sub>".into(), "</sub>") } else { ("<sup>".into(), "</sup>") };
        if self.open.iter().rev().take(4).any(|(opener, _)| *opener == Opener::Script(at)) {
            self.close(4, at, at + 1, tags);
            return at + 1;
        }
        let bytes = self.source.as_bytes();
        let mut partner = at + 1;
        while let Some(&b) = bytes.get(partner) {
            match b {
                b if b == byte => break,
                b if b.is_ascii_whitespace() => return at + 1,
                b'\\' => partner += 2,
                _ => partner += 1,
            }
        }
        if partner > at + 1 && partner < bytes.len() {
            self.open(Opener::Script(partner), at, at + 1);
            return at + 1;
        }
        at + self.length(at, byte)
    }

    /// The end of a span, a link, or of text in brackets.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.source[at + 1..];
        let closed = |end: u8| memchr(end, rest.as_bytes()).map(|length| at + 2 + length);
        let found = match rest.as_bytes().first() {
            Some(b'{') => closed(b'}').map(|end| {
                let attributes = &self.source[at + 2..end - 1];
                let known = |word: &str| matches!(word, ".nocase" | ".smallcaps" | ".sc");
                let single = attributes.split_whitespace().filter(|word| known(word)).count() == 1;
                let whole = is_small_caps(attributes) || (single && attributes.split_whitespace().all(known));
                (end, span_tags(attributes), whole)
            }),
            Some(b'(') => closed(b')').map(|end| (end, ("".into(), ""), false)),
            _ => None,
        };
        if let Some((end, tags, whole)) = found
            && self.close(Opener::Bracket.slot(), at, end, tags)
        {
            self.whole &= whole;
            return end;
        }
        if let Some((Opener::Bracket, _)) = self.open.last() {
            self.open.pop();
            self.count[Opener::Bracket.slot()] -= 1;
        }
        at + 1
    }

    /// A tag, or an address in angle brackets.
    fn angle(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        if let Some(tag) = markup::Tag::read(rest) {
            return at + tag.length;
        }
        if rest[1..].starts_with("http://") || rest[1..].starts_with("https://") {
            let length = rest.bytes().take_while(|b| *b != b'>' && !b.is_ascii_whitespace()).count();
            if rest.as_bytes().get(length) == Some(&b'>') {
                self.change(at, at + 1, "");
                self.change(at + length, at + length + 1, "");
                return at + length + 1;
            }
        }
        at + 1
    }

    /// Code says what it says. Where it would begin within a word it is none, but an accent
    /// that lost its letter (``re`gle``).
    fn code(&mut self, at: usize) -> usize {
        let length = self.length(at, b'`');
        let start = at + length;
        let before = self.before(at);
        if length == 1 && (before.is_ascii_alphanumeric() || !before.is_ascii()) {
            return start;
        }
        let mut end = start;
        while let Some(found) = memchr(b'`', self.source.as_bytes().get(end..).unwrap_or_default()) {
            end += found;
            let ticks = self.length(end, b'`');
            if ticks == length {
                self.change(at, start, if self.code { "<code>" } else { "" });
                for place in start..if self.code { end } else { start } {
                    match self.byte(place) {
                        b'<' => self.change(place, place + 1, "&lt;"),
                        b'&' => self.change(place, place + 1, "&amp;"),
                        b'$' => self.change(place, place + 1, "&#36;"),
                        _ => {}
                    }
                }
                self.change(end, end + ticks, if self.code { "</code>" } else { "" });
                return end + ticks;
            }
            end += ticks;
        }
        start
    }
}
