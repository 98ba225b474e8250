//! The machine: characters, groups and what is open around them.

use std::cell::Cell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::record::{Mark, MarkKind, Text};

use super::{Decoded, Purpose, SPECIAL, is_blank, surely_plain};

/// What happens when a group ends.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Close {
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

pub(super) struct Frame {
    close: Close,
    /// Where the group began in what is written.
    start: usize,
    /// How many marks had been made when it began.
    marks: usize,
    /// How many fonts were declared when it began.
    pub(super) declared: usize,
    /// How many arguments that follow it vanish.
    then_drop: u8,
}

pub(super) struct Decoder<'s> {
    pub(super) source: &'s str,
    pub(super) at: usize,
    pub(super) purpose: Purpose,
    pub(super) out: String,
    pub(super) marks: Vec<Mark>,
    pub(super) frames: Vec<Frame>,
    pub(super) declared: Vec<(MarkKind, usize)>,
    /// Accents that wait for their letter, with the depth of their argument.
    pub(super) accents: Vec<(char, usize)>,
    /// How many open groups protect case.
    pub(super) protected: usize,
    /// How many open groups vanish: nothing is looked at in them.
    pub(super) dropping: usize,
    /// How many open groups are set in another case: the outermost has the say.
    casing: usize,
    /// How many single quotation marks are open.
    quotes: usize,
    pub(super) unknown: Vec<Range<usize>>,
    /// Whether something was left out that says more than how the text looks.
    pub(super) partial: bool,
}

/// What is empty again once a text was read.
#[derive(Default)]
struct Stacks {
    frames: Vec<Frame>,
    accents: Vec<(char, usize)>,
}

thread_local! {
    /// The stacks of the last text, for the next: texts are short and many.
    static STACKS: Cell<Stacks> = const { Cell::new(Stacks { frames: Vec::new(), accents: Vec::new() }) };
}

impl<'s> Decoder<'s> {
    pub(super) fn new(source: &'s str, purpose: Purpose) -> Self {
        let Stacks { frames, accents } = STACKS.take();
        Self {
            source,
            at: 0,
            purpose,
            out: String::with_capacity(source.len()),
            marks: Vec::new(),
            frames,
            declared: Vec::new(),
            accents,
            protected: 0,
            dropping: 0,
            casing: 0,
            quotes: 0,
            unknown: Vec::new(),
            partial: false,
        }
    }

    pub(super) fn run(mut self) -> Decoded<'static> {
        while let Some(&byte) = self.source.as_bytes().get(self.at) {
            match byte {
                b'\\' => self.command(),
                b'{' => self.open_group(),
                b'}' => {
                    self.at += 1;
                    self.close_group();
                }
                b'$' => self.dollar(),
                b'&' => self.ampersand(),
                b'\n' if self.purpose == Purpose::Paragraphs => self.line_end(),
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
        self.out.truncate(self.out.trim_end_matches([' ', '\n']).len());
        let length = u32::try_from(self.out.len()).unwrap_or(u32::MAX);
        for mark in &mut self.marks {
            mark.end = mark.end.min(length);
        }
        self.accents.clear();
        STACKS.set(Stacks { frames: self.frames, accents: self.accents });
        Decoded { text: Text::with_marks(self.out, self.marks), unknown: self.unknown, partial: self.partial }
    }

    /// Copies what stands for itself, up to the next byte that does not.
    pub(super) fn stretch(&mut self) {
        let rest = &self.source[self.at..];
        if !self.accents.is_empty() {
            if let Some(c) = rest.chars().next() {
                self.at += c.len_utf8();
                self.put(c);
            }
            return;
        }
        let bytes = rest.as_bytes();
        let quoting = self.quotes > 0;
        let stops = |at: &usize| {
            let (byte, next) = (bytes[*at], bytes.get(at + 1).copied().unwrap_or_default());
            match SPECIAL[usize::from(byte)] {
                1 => true,
                2 => byte == next || (byte == b'\'' && quoting),
                _ => matches!(byte, b'?' | b'!') && next == b'`',
            }
        };
        let mut length = 0;
        while length < bytes.len() {
            if !quoting {
                length += surely_plain(&bytes[length..]);
            }
            let end = bytes.len().min(length + 16);
            if let Some(stop) = (length..end).find(stops) {
                length = stop;
                break;
            }
            length = end;
        }
        self.out.push_str(&rest[..length]);
        self.at += length;
    }

    /// Writes a character, with the accents that wait for it.
    pub(super) fn put(&mut self, c: char) {
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

    pub(super) fn put_str(&mut self, text: &str) {
        let mut chars = text.chars();
        if let Some(c) = chars.next() {
            self.put(c);
        }
        self.out.push_str(chars.as_str());
    }

    pub(super) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) && self.accents.is_empty() {
            self.out.push(' ');
        }
    }

    /// The end of a line: an empty one after it ends the paragraph.
    fn line_end(&mut self) {
        let rest = &self.source[self.at..];
        let blanks = &rest[..rest.len() - rest.trim_start_matches(is_blank).len()];
        self.at += blanks.len();
        if blanks[1..].contains('\n') { self.paragraph() } else { self.blank() }
    }

    /// The end of a paragraph.
    pub(super) fn paragraph(&mut self) {
        if self.purpose != Purpose::Paragraphs {
            return self.blank();
        }
        let end = self.out.trim_end_matches(' ').len();
        let begun = self.frames.iter().map(|frame| frame.start);
        let begun = begun.chain(self.declared.iter().map(|(_, start)| *start));
        if begun.chain(self.marks.iter().map(|mark| mark.range().end)).all(|at| at <= end) {
            self.out.truncate(end);
        }
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push_str("\n\n");
        }
    }

    /// Accents whose argument ends here without a letter stand alone.
    pub(super) fn settle_accents(&mut self, depth: usize) {
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

    pub(super) fn ligature(&mut self, byte: u8) {
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

    pub(super) fn open(&mut self, close: Close) {
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

    pub(super) fn open_group(&mut self) {
        self.at += 1;
        let special = self.source[self.at..].starts_with('\\');
        let outermost = self.protected == 0 && !self.frames.iter().rev().any(|f| f.close == Close::Group);
        let close = if self.purpose == Purpose::Title && outermost && !special {
            Close::Protect
        } else {
            Close::Group
        };
        self.open(close);
    }

    pub(super) fn close_group(&mut self) {
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

    pub(super) fn close_declared(&mut self, from: usize) {
        let end = self.out.len();
        let marks = self.declared.drain(from..).map(|(kind, start)| Mark::new(start..end, kind));
        self.marks.extend(marks);
    }

    /// Opens the argument that begins here, if there is one; `then_drop` more vanish.
    pub(super) fn argument(&mut self, close: Close, then_drop: u8) -> bool {
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
    pub(super) fn raw_argument(&mut self) -> Option<&'s str> {
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
}
