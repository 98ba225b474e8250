//! LaTeX → [`Text`].
//!
//! One pass with a stack of open groups of its own, so that nesting of any depth is read.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::record::{Mark, MarkKind, Text};

use super::commands::{Action, LOGOS};
use super::{accent, action, math, symbol, tie};

/// What was read.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, in Unicode's normal form C.
    pub text: Text<'a>,
    /// Where commands stand that are not known, without their arguments. One with an
    /// argument gives its argument, one without stands in the text as it is spelled.
    pub unknown: Vec<Range<usize>>,
}

/// Reads LaTeX text. White space is one blank, none at the ends. With `protect`, brace
/// groups protect their case ([`MarkKind::NoCase`]) as BibTeX has it: outermost ones that
/// do not begin with a command.
pub fn decode(source: &str, protect: bool) -> Decoded<'_> {
    let source = source.trim_matches(is_blank);
    match look(source) {
        Look::Plain => Decoded { text: Text::new(source), unknown: Vec::new() },
        Look::Composable => match nfc(source) {
            Cow::Borrowed(source) => Decoder::new(source, protect).run(),
            Cow::Owned(source) => {
                let decoded = Decoder::new(&source, protect).run();
                Decoded { text: decoded.text.into_owned(), unknown: Vec::new() }
            }
        },
        Look::Coded => Decoder::new(source, protect).run(),
    }
}

/// Reads LaTeX text that has no use for marks: names, numbers.
pub fn decode_plain(source: &str) -> Cow<'_, str> {
    decode(source, false).text.into_parts().0
}

/// White space as TeX knows it.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

enum Look {
    /// It stands for itself.
    Plain,
    /// It holds something to decode.
    Coded,
    /// It holds characters that may be decomposed.
    Composable,
}

/// Bytes that may not stand for themselves: 1 always, 2 when doubled.
const SPECIAL: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'\\' | b'{' | b'}' | b'$' | b'~' | b'`' | b'\n' | b'\r' | b'\t' => 1,
            b'-' | b'\'' | b' ' | b',' | b'<' | b'>' => 2,
            // U+0300 and up: combining marks begin there.
            0xCC..=0xFF => 3,
            _ => 0,
        };
        i += 1;
    }
    table
};

fn look(source: &str) -> Look {
    let mut before = 0;
    let mut high = false;
    for &byte in source.as_bytes() {
        match SPECIAL[usize::from(byte)] {
            0 => {}
            1 => return if high { Look::Composable } else { Look::Coded },
            2 if byte == before => return if high { Look::Composable } else { Look::Coded },
            3 => high = true,
            _ => {}
        }
        before = byte;
    }
    if high && is_nfc_quick(source.chars()) != IsNormalized::Yes { Look::Composable } else { Look::Plain }
}

fn nfc(source: &str) -> Cow<'_, str> {
    match is_nfc_quick(source.chars()) {
        IsNormalized::Yes => Cow::Borrowed(source),
        _ => Cow::Owned(source.nfc().collect()),
    }
}

/// What happens when a group ends.
#[derive(Clone, Copy, PartialEq)]
enum Close {
    /// A group of the author's.
    Group,
    /// An argument that stands as it is.
    Argument,
    /// The argument of an accent.
    Accent,
    Mark(MarkKind),
    /// A group that protects case.
    Protect,
    Text(&'static str),
    /// Everything since the group began vanishes.
    Drop,
    Upper,
    Lower,
}

struct Frame {
    close: Close,
    /// Where the group began in what is written.
    start: usize,
    /// How many marks had been made when it began.
    marks: usize,
    /// How many fonts were declared when it began.
    declared: usize,
    /// How many arguments that follow it vanish.
    then_drop: u8,
}

pub(super) struct Decoder<'s> {
    source: &'s str,
    at: usize,
    protect: bool,
    pub(super) out: String,
    pub(super) marks: Vec<Mark>,
    frames: Vec<Frame>,
    declared: Vec<(MarkKind, usize)>,
    /// Accents that wait for their letter, with the depth of their argument.
    accents: Vec<(char, usize)>,
    /// How many open groups protect case.
    protected: usize,
    /// How many open groups vanish: nothing is looked at in them.
    dropping: usize,
    /// How many open groups are set in another case: the outermost has the say.
    casing: usize,
    /// How many single quotation marks are open.
    quotes: usize,
    unknown: Vec<Range<usize>>,
}

impl<'s> Decoder<'s> {
    fn new(source: &'s str, protect: bool) -> Self {
        Self {
            source,
            at: 0,
            protect,
            out: String::with_capacity(source.len()),
            marks: Vec::new(),
            frames: Vec::new(),
            declared: Vec::new(),
            accents: Vec::new(),
            protected: 0,
            dropping: 0,
            casing: 0,
            quotes: 0,
            unknown: Vec::new(),
        }
    }

    fn run(mut self) -> Decoded<'static> {
        while let Some(&byte) = self.source.as_bytes().get(self.at) {
            match byte {
                b'\\' => self.command(),
                b'{' => self.open_group(),
                b'}' => {
                    self.at += 1;
                    self.close_group();
                }
                b'$' => self.dollar(),
                b' ' | b'\n' | b'\t' | b'\r' => {
                    self.at += 1;
                    self.blank();
                }
                b'~' => {
                    self.at += 1;
                    self.put('\u{A0}');
                }
                b'-' | b'`' | b'\'' | b'?' | b'!' | b',' | b'<' | b'>' => self.ligature(byte),
                _ => self.stretch(),
            }
        }
        while !self.frames.is_empty() {
            self.close_group();
        }
        self.settle_accents(0);
        self.close_declared(0);
        self.out.truncate(self.out.trim_end_matches(' ').len());
        let length = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        for mark in &mut self.marks {
            mark.end = mark.end.min(length);
        }
        Decoded { text: Text::with_marks(self.out, self.marks), unknown: self.unknown }
    }

    /// Copies what stands for itself, up to the next byte that may not.
    fn stretch(&mut self) {
        let rest = &self.source[self.at..];
        if !self.accents.is_empty() {
            if let Some(c) = rest.chars().next() {
                self.at += c.len_utf8();
                self.put(c);
            }
            return;
        }
        let special = |b: &u8| {
            matches!(b, b'?' | b'!') || SPECIAL[usize::from(*b)] == 1 || SPECIAL[usize::from(*b)] == 2
        };
        let length = rest.bytes().skip(1).position(|b| special(&b)).map_or(rest.len(), |n| n + 1);
        self.out.push_str(&rest[..length]);
        self.at += length;
    }

    /// Writes a character, with the accents that wait for it.
    fn put(&mut self, c: char) {
        if self.accents.is_empty() {
            self.out.push(c);
            return;
        }
        let base = match c {
            'ı' => 'i',
            'ȷ' => 'j',
            c => c,
        };
        if let [(mark, _)] = *self.accents.as_slice() {
            self.accents.clear();
            match unicode_normalization::char::compose(base, mark) {
                Some(c) => self.out.push(c),
                None => self.out.extend([base, mark].into_iter().nfc()),
            }
            return;
        }
        let accents = std::mem::take(&mut self.accents);
        let marks = accents.iter().map(|(mark, _)| *mark);
        let inner_first: String = std::iter::once(base).chain(marks.clone().rev()).nfc().collect();
        let outer_first: String = std::iter::once(base).chain(marks).nfc().collect();
        // Vietnamese is also written with its accents in the other order.
        let one = outer_first.chars().nth(1).is_none();
        self.out.push_str(if one { &outer_first } else { &inner_first });
    }

    fn put_str(&mut self, text: &str) {
        let mut chars = text.chars();
        if let Some(c) = chars.next() {
            self.put(c);
        }
        self.out.push_str(chars.as_str());
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(' ') && self.accents.is_empty() {
            self.out.push(' ');
        }
    }

    /// Accents whose argument ends here without a letter stand alone.
    fn settle_accents(&mut self, depth: usize) {
        while let Some(&(mark, at)) = self.accents.last()
            && at > depth
        {
            self.accents.pop();
            let spacing = match mark {
                '\u{300}' => '`',
                '\u{301}' => '´',
                '\u{302}' => '^',
                '\u{303}' => '~',
                '\u{304}' => '¯',
                '\u{308}' => '¨',
                '\u{327}' => '¸',
                '\u{30C}' => 'ˇ',
                mark => mark,
            };
            self.put(spacing);
        }
    }

    fn ligature(&mut self, byte: u8) {
        let rest = &self.source[self.at..];
        let next = rest.as_bytes().get(1).copied();
        let starts_word = || rest[2..].starts_with(|c: char| c.is_alphanumeric());
        let (length, made) = match (byte, next) {
            (b'-', Some(b'-')) if rest.starts_with("---") => (3, "—"),
            (b'-', Some(b'-')) => (2, "–"),
            (b'`', Some(b'`')) => (2, "“"),
            (b'`', _) => {
                self.quotes += 1;
                (1, "‘")
            }
            (b'\'', Some(b'\'')) => (2, "”"),
            (b'\'', next) if self.quotes > 0 && !next.is_some_and(|b| b.is_ascii_alphanumeric()) => {
                self.quotes -= 1;
                (1, "’")
            }
            (b'?', Some(b'`')) => (2, "¿"),
            (b'!', Some(b'`')) => (2, "¡"),
            (b',', Some(b',')) if starts_word() => (2, "„"),
            (b'<', Some(b'<')) if starts_word() => (2, "«"),
            (b'>', Some(b'>')) if !self.out.ends_with(' ') => (2, "»"),
            _ => (1, &rest[..1]),
        };
        self.at += length;
        self.put_str(made);
    }

    fn open(&mut self, close: Close) {
        let frame = Frame {
            close,
            start: self.out.len(),
            marks: self.marks.len(),
            declared: self.declared.len(),
            then_drop: 0,
        };
        match close {
            Close::Protect | Close::Mark(MarkKind::NoCase) => self.protected += 1,
            Close::Drop => self.dropping += 1,
            Close::Upper | Close::Lower => self.casing += 1,
            _ => {}
        }
        self.frames.push(frame);
    }

    fn open_group(&mut self) {
        self.at += 1;
        let special = self.source[self.at..].starts_with('\\');
        let outermost = self.protected == 0 && !self.frames.iter().rev().any(|f| f.close == Close::Group);
        let close = if self.protect && outermost && !special { Close::Protect } else { Close::Group };
        self.open(close);
    }

    fn close_group(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.settle_accents(self.frames.len());
        self.close_declared(frame.declared);
        let mut mark = |kind| self.marks.push(Mark::new(frame.start..self.out.len(), kind));
        match frame.close {
            Close::Group | Close::Argument | Close::Accent => {}
            Close::Mark(kind) => {
                mark(kind);
                self.protected -= usize::from(kind == MarkKind::NoCase);
            }
            Close::Protect => {
                if self.out[frame.start..].contains(char::is_alphabetic) {
                    mark(MarkKind::NoCase);
                }
                self.protected -= 1;
            }
            Close::Text(text) => self.out.push_str(text),
            Close::Drop => {
                self.dropping -= 1;
                self.out.truncate(frame.start);
                self.marks.truncate(frame.marks);
            }
            Close::Upper | Close::Lower if self.casing > 1 => self.casing -= 1,
            Close::Upper | Close::Lower => {
                self.casing -= 1;
                let tail = self.out.split_off(frame.start);
                let upper = frame.close == Close::Upper;
                self.out.push_str(&if upper { tail.to_uppercase() } else { tail.to_lowercase() });
            }
        }
        if frame.then_drop > 0 {
            self.argument(Close::Drop, frame.then_drop - 1);
        }
    }

    fn close_declared(&mut self, from: usize) {
        let end = self.out.len();
        let marks = self.declared.drain(from..).map(|(kind, start)| Mark::new(start..end, kind));
        self.marks.extend(marks);
    }

    /// Opens the argument that begins here, if there is one; `then_drop` more vanish.
    fn argument(&mut self, close: Close, then_drop: u8) -> bool {
        let rest = self.source[self.at..].trim_start_matches(is_blank);
        if !rest.starts_with('{') {
            return false;
        }
        self.at = self.source.len() - rest.len() + 1;
        self.open(close);
        if let Some(frame) = self.frames.last_mut() {
            frame.then_drop = then_drop;
        }
        true
    }

    /// Takes the argument that begins here to the letter, without its braces.
    fn raw_argument(&mut self) -> Option<&'s str> {
        let rest = self.source[self.at..].trim_start_matches(is_blank);
        let inner = rest.strip_prefix('{')?;
        let mut depth = 1usize;
        for at in memchr::memchr2_iter(b'{', b'}', inner.as_bytes()) {
            depth = if inner.as_bytes()[at] == b'{' { depth + 1 } else { depth - 1 };
            if depth == 0 {
                self.at = self.source.len() - inner.len() + at + 1;
                return Some(&inner[..at]);
            }
        }
        self.at = self.source.len();
        Some(inner)
    }

    fn dollar(&mut self) {
        let rest = &self.source[self.at..];
        let fence = if rest.starts_with("$$") { "$$" } else { "$" };
        let inner = &rest[fence.len()..];
        let mut from = 0;
        while let Some(found) = inner[from..].find(fence) {
            let end = from + found;
            if !inner[..end].ends_with('\\') {
                self.at += 2 * fence.len() + end;
                self.math(&inner[..end]);
                return;
            }
            from = end + fence.len();
        }
        // An amount of money.
        self.at += 1;
        self.put('$');
    }

    fn math(&mut self, source: &str) {
        let start = self.out.len();
        self.accents.clear();
        match math::simple(source) {
            Some((text, marks)) => {
                self.out.push_str(&text);
                let moved =
                    |mark: Mark| Mark::new(mark.range().start + start..mark.range().end + start, mark.kind);
                self.marks.extend(marks.into_iter().map(moved));
            }
            None => {
                let source = source.trim_matches(is_blank);
                self.out.push_str(source);
                self.marks.push(Mark::new(start..self.out.len(), MarkKind::Math));
            }
        }
    }

    fn command(&mut self) {
        let start = self.at;
        let rest = &self.source[start + 1..];
        let Some(first) = rest.chars().next() else {
            self.at = self.source.len();
            return;
        };
        let word = first.is_ascii_alphabetic();
        let mut length = if word {
            rest.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let starred = word && rest[length..].starts_with('*');
        if starred && action(&rest[..=length]).is_some() {
            length += 1;
        }
        let name = &rest[..length];
        let star = usize::from(starred && !name.ends_with('*') && action(name).is_some());
        let after = start + 1 + length + star;
        let rest = &self.source[after..];
        self.at = if word { self.source.len() - rest.trim_start_matches(is_blank).len() } else { after };
        if let Some(mark) = accent(name).or_else(|| tie(name)) {
            self.at = self.source.len() - rest.trim_start_matches(is_blank).len();
            if self.argument(Close::Accent, 0) {
                self.accents.push((mark, self.frames.len()));
            } else {
                self.accents.push((mark, self.frames.len() + 1));
                if self.source[self.at..].starts_with('}') {
                    self.settle_accents(self.frames.len());
                }
            }
        } else if let Some(text) = symbol(name) {
            let from = self.out.len();
            self.put_str(text);
            if self.protect && self.protected == 0 && LOGOS.contains(&name) {
                self.marks.push(Mark::new(from..self.out.len(), MarkKind::NoCase));
            }
        } else if let Some(action) = action(name) {
            self.act(action);
        } else if name == "(" || name == "[" {
            let fence = if name == "(" { "\\)" } else { "\\]" };
            let inner = &self.source[after..];
            let end = inner.find(fence).unwrap_or(inner.len());
            self.at = (after + end + fence.len()).min(self.source.len());
            self.math(&inner[..end]);
        } else {
            if self.dropping == 0 {
                self.unknown.push(start..after);
            }
            self.skip_option();
            if starred {
                self.at += usize::from(self.source[self.at..].starts_with('*'));
            }
            if !self.argument(Close::Argument, 0) {
                self.at = after;
                self.put_str(&self.source[start..after]);
            }
        }
    }

    /// Steps over an optional argument in brackets.
    fn skip_option(&mut self) {
        let rest = &self.source[self.at..];
        if rest.starts_with('[')
            && let Some(end) = memchr::memchr3(b']', b'{', b'\\', rest.as_bytes())
            && rest.as_bytes()[end] == b']'
        {
            self.at += end + 1;
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Mark(kind) => {
                self.skip_option();
                self.argument(Close::Mark(kind), 0);
            }
            Action::Declare(kind) => self.declared.push((kind, self.out.len())),
            Action::Upright => {
                let from = self.frames.last().map_or(0, |frame| frame.declared);
                self.close_declared(from);
            }
            Action::Keep => {
                self.skip_option();
                self.argument(Close::Argument, 0);
            }
            Action::Skip(count) => {
                let skipped: Vec<_> = (0..count).map(|_| self.raw_argument()).collect();
                if !self.argument(Close::Argument, 0)
                    && let Some(Some(only)) = skipped.last()
                {
                    self.put_str(only);
                }
            }
            Action::First => {
                self.argument(Close::Argument, 1);
            }
            Action::Drop(count) => {
                if count > 0 {
                    self.argument(Close::Drop, count - 1);
                }
            }
            Action::Verbatim => {
                if let Some(raw) = self.raw_argument() {
                    let text = super::verbatim(raw);
                    self.put_str(&text);
                }
            }
            Action::Wrap(before, after) => {
                self.put_str(before);
                if after.is_empty() {
                    return;
                }
                self.argument(Close::Text(after), 0);
            }
            Action::Math => {
                if let Some(raw) = self.raw_argument() {
                    self.math(raw);
                }
            }
            Action::Upper => {
                self.argument(Close::Upper, 0);
            }
            Action::Lower => {
                self.argument(Close::Lower, 0);
            }
            Action::Char => self.char_by_number(false),
            Action::Hex => self.char_by_number(true),
            Action::Blank => self.blank(),
        }
    }

    /// `\char"E9`, `\char233`, `\symbol{233}`; or always in hexadecimal.
    fn char_by_number(&mut self, hex: bool) {
        let spec = match self.raw_argument() {
            Some(raw) => raw.trim(),
            None => {
                let rest = &self.source[self.at..];
                let end =
                    rest.bytes().skip(1).position(|b| !b.is_ascii_hexdigit()).map_or(rest.len(), |n| n + 1);
                let end = if rest.is_char_boundary(end) { end } else { 0 };
                self.at += end;
                self.source[self.at - end..self.at].trim()
            }
        };
        let code = match spec.as_bytes().first() {
            Some(b'"') => u32::from_str_radix(&spec[1..], 16).ok(),
            _ if hex => u32::from_str_radix(spec, 16).ok(),
            Some(b'\'') => u32::from_str_radix(&spec[1..], 8).ok(),
            Some(b'`') => spec.chars().last().map(u32::from),
            _ => spec.parse().ok(),
        };
        match code.and_then(char::from_u32) {
            Some(c) if !c.is_control() => self.put(c),
            _ => self.put_str(spec),
        }
    }
}
