//! LaTeX → [`Text`].
//!
//! One pass with a stack of open groups of its own, so that nesting of any depth is read.

mod command;
mod decoder;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::record::Text;

use decoder::Decoder;

/// What was read.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, in Unicode's normal form C.
    pub text: Text<'a>,
    /// Where commands stand that are not known, with an optional argument. One with an
    /// argument gives its argument, one without stands in the text as it is spelled.
    pub unknown: Vec<Range<usize>>,
    /// Whether the source says something for which text has no place: where a link leads.
    pub partial: bool,
}

/// What a text is for, which bears on how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// White space is one blank, none at the ends.
    Words,
    /// Brace groups protect their case ([`NoCase`](crate::record::MarkKind::NoCase)) as BibTeX
    /// has it: outermost ones that do not begin with a command.
    Title,
    /// It may have several paragraphs: an empty line stands between them.
    Paragraphs,
}

/// Reads LaTeX text.
pub fn decode(source: &str, purpose: Purpose) -> Decoded<'_> {
    let source = trim(source);
    match look(source) {
        Look::Plain => Decoded { text: Text::new(source), unknown: Vec::new(), partial: false },
        Look::Composable => match nfc(source) {
            Cow::Borrowed(source) => Decoder::new(source, purpose).run(),
            Cow::Owned(source) => {
                let decoded = Decoder::new(&source, purpose).run();
                Decoded { text: decoded.text.into_owned(), unknown: Vec::new(), partial: decoded.partial }
            }
        },
        Look::Coded => match without_wreckage(source) {
            Some(source) => Decoder::new(&source, purpose).run(),
            None => Decoder::new(source, purpose).run(),
        },
    }
}

/// Whether LaTeX text stands for itself, and every part of it that neither begins nor ends
/// with white space.
pub fn is_plain(source: &str) -> bool {
    matches!(look(source), Look::Plain)
}

/// Character references that went through an encoder of LaTeX: `{\&}amp$\mathsemicolon$`.
fn without_wreckage(source: &str) -> Option<String> {
    let found = memchr::memchr(b'$', source.as_bytes()).is_some() && source.contains("mathsemicolon$");
    found.then(|| source.replace("$\\mathsemicolon$", ";").replace("{\\&}", "\\&"))
}

/// Reads LaTeX text that has no use for marks: names, numbers.
pub fn decode_plain(source: &str) -> Cow<'_, str> {
    decode(source, Purpose::Words).text.into_parts().0
}

/// Text without the white space at its ends.
fn trim(source: &str) -> &str {
    let inside = |byte: &u8| !is_blank(char::from(*byte));
    let bytes = source.as_bytes();
    let start = bytes.iter().position(inside).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(inside).map_or(start, |last| last + 1);
    &source[start..end]
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
            b'\\' | b'{' | b'}' | b'$' | b'&' | b'~' | b'`' | b'\n' | b'\r' | b'\t' => 1,
            b'-' | b'\'' | b' ' | b',' | b'<' | b'>' => 2,
            // U+0300 and up: combining marks begin there.
            0xCC..=0xFF => 3,
            _ => 0,
        };
        i += 1;
    }
    table
};

/// How many bytes from the start surely stand for themselves: a quick look at sixteen at a
/// time, with comparisons that the compiler makes of all sixteen at once. The bytes where
/// it stops may do so as well.
fn surely_plain(bytes: &[u8]) -> usize {
    let may_be_special = |byte: u8, next: u8| {
        !(b' '..=b'z').contains(&byte)
            | (byte == b'\\')
            | (byte == b'$')
            | (byte == b'&')
            | (byte == b'`')
            // `?` and `!` make a ligature with it.
            | (next == b'`')
            | ((byte == next) & ((byte < b'0') | (byte == b'<') | (byte == b'>')))
    };
    let is_plain = |at: usize| {
        let pairs = bytes[at..at + 16].iter().zip(&bytes[at + 1..at + 17]);
        pairs.fold(0, |found, (byte, next)| found | u8::from(may_be_special(*byte, *next))) == 0
    };
    let Some(last) = bytes.len().checked_sub(17) else { return 0 };
    let mut at = 0;
    while at <= last {
        if !is_plain(at) {
            return at;
        }
        at += 16;
    }
    // The rest, together with some that was looked at already.
    if is_plain(last) && !may_be_special(bytes[last + 16], 0) { bytes.len() } else { at }
}

fn look(source: &str) -> Look {
    let bytes = source.as_bytes();
    let mut high = false;
    let mut at = surely_plain(bytes);
    while at < bytes.len() {
        let end = bytes.len().min(at + 16);
        for (here, &byte) in bytes[..end].iter().enumerate().skip(at) {
            let coded = match SPECIAL[usize::from(byte)] {
                1 => true,
                2 => bytes.get(here + 1) == Some(&byte),
                class => {
                    high |= class == 3;
                    false
                }
            };
            if coded {
                return if high { Look::Composable } else { Look::Coded };
            }
        }
        at = end + surely_plain(&bytes[end..]);
    }
    if high && is_nfc_quick(source.chars()) != IsNormalized::Yes { Look::Composable } else { Look::Plain }
}

fn nfc(source: &str) -> Cow<'_, str> {
    match is_nfc_quick(source.chars()) {
        IsNormalized::Yes => Cow::Borrowed(source),
        _ => Cow::Owned(source.nfc().collect()),
    }
}
