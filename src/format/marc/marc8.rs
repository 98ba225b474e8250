//! MARC-8 and ISO 5426, in which diacritics stand before the letter that bears them.
//!
//! Sources: "MARC-8 Encoding Environment" and the code table of Extended Latin (ANSEL),
//! Library of Congress; ISO 5426 (second part of UNIMARC's appendix J). Of MARC-8's other
//! sets, which escape sequences call into either half, subscripts, superscripts and those of
//! [`scripts`] are read; Extended Arabic and EACC (Chinese, Japanese, Korean) are reported.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::iso2709::{Charset, byte};
use super::scripts::{self, Table};

/// Letters and signs of ANSEL.
#[rustfmt::skip]
const ANSEL: &[(u8, char)] = &[
    (0x88, '\u{98}'), (0x89, '\u{9c}'), (0x8d, '\u{200d}'), (0x8e, '\u{200c}'),
    (0xa1, 'Ł'), (0xa2, 'Ø'), (0xa3, 'Đ'), (0xa4, 'Þ'), (0xa5, 'Æ'), (0xa6, 'Œ'), (0xa7, 'ʹ'), (0xa8, '·'),
    (0xa9, '♭'), (0xaa, '®'), (0xab, '±'), (0xac, 'Ơ'), (0xad, 'Ư'), (0xae, 'ʼ'), (0xb0, 'ʻ'), (0xb1, 'ł'),
    (0xb2, 'ø'), (0xb3, 'đ'), (0xb4, 'þ'), (0xb5, 'æ'), (0xb6, 'œ'), (0xb7, 'ʺ'), (0xb8, 'ı'), (0xb9, '£'),
    (0xba, 'ð'), (0xbc, 'ơ'), (0xbd, 'ư'), (0xc0, '°'), (0xc1, 'ℓ'), (0xc2, '℗'), (0xc3, '©'), (0xc4, '♯'),
    (0xc5, '¿'), (0xc6, '¡'), (0xc7, 'ß'), (0xc8, '€'),
];

/// Diacritics of ANSEL.
#[rustfmt::skip]
const ANSEL_MARKS: &[(u8, char)] = &[
    (0xe0, '\u{309}'), (0xe1, '\u{300}'), (0xe2, '\u{301}'), (0xe3, '\u{302}'), (0xe4, '\u{303}'), (0xe5, '\u{304}'),
    (0xe6, '\u{306}'), (0xe7, '\u{307}'), (0xe8, '\u{308}'), (0xe9, '\u{30c}'), (0xea, '\u{30a}'), (0xeb, '\u{fe20}'),
    (0xec, '\u{fe21}'), (0xed, '\u{315}'), (0xee, '\u{30b}'), (0xef, '\u{310}'), (0xf0, '\u{327}'), (0xf1, '\u{328}'),
    (0xf2, '\u{323}'), (0xf3, '\u{324}'), (0xf4, '\u{325}'), (0xf5, '\u{333}'), (0xf6, '\u{332}'), (0xf7, '\u{326}'),
    (0xf8, '\u{31c}'), (0xf9, '\u{32e}'), (0xfa, '\u{fe22}'), (0xfb, '\u{fe23}'), (0xfe, '\u{313}'),
];

/// Letters and signs of ISO 5426.
#[rustfmt::skip]
const ISO5426: &[(u8, char)] = &[
    (0x88, '\u{98}'), (0x89, '\u{9c}'),
    (0xa1, '¡'), (0xa2, '„'), (0xa3, '£'), (0xa4, '$'), (0xa5, '¥'), (0xa6, '†'), (0xa7, '§'), (0xa8, '′'),
    (0xa9, '‘'), (0xaa, '“'), (0xab, '«'), (0xac, '♭'), (0xad, '©'), (0xae, '℗'), (0xaf, '®'), (0xb0, 'ʻ'),
    (0xb1, 'ʼ'), (0xb2, '‚'), (0xb6, '‡'), (0xb7, '·'), (0xb8, '″'), (0xb9, '’'), (0xba, '”'), (0xbb, '»'),
    (0xbc, '♯'), (0xbd, 'ʹ'), (0xbe, 'ʺ'), (0xbf, '¿'), (0xe1, 'Æ'), (0xe2, 'Đ'), (0xe6, 'Ĳ'), (0xe8, 'Ł'),
    (0xe9, 'Ø'), (0xea, 'Œ'), (0xec, 'Þ'), (0xf1, 'æ'), (0xf2, 'đ'), (0xf3, 'ð'), (0xf5, 'ı'), (0xf6, 'ĳ'),
    (0xf8, 'ł'), (0xf9, 'ø'), (0xfa, 'œ'), (0xfb, 'ß'), (0xfc, 'þ'),
];

/// Diacritics of ISO 5426.
#[rustfmt::skip]
const ISO5426_MARKS: &[(u8, char)] = &[
    (0xc0, '\u{309}'), (0xc1, '\u{300}'), (0xc2, '\u{301}'), (0xc3, '\u{302}'), (0xc4, '\u{303}'), (0xc5, '\u{304}'),
    (0xc6, '\u{306}'), (0xc7, '\u{307}'), (0xc8, '\u{308}'), (0xc9, '\u{308}'), (0xca, '\u{30a}'), (0xcb, '\u{315}'),
    (0xcc, '\u{313}'), (0xcd, '\u{30b}'), (0xce, '\u{31b}'), (0xcf, '\u{30c}'), (0xd0, '\u{327}'), (0xd3, '\u{328}'),
    (0xd6, '\u{323}'), (0xd8, '\u{332}'),
];

/// What the characters of a half mean since the last escape sequence.
#[derive(Clone, Copy)]
enum Set {
    /// ASCII in the lower half, ANSEL or ISO 5426 in the upper one.
    Latin,
    /// Three letters, which have a set of their own.
    Greek,
    Subscript,
    Superscript,
    Script(Table),
    Unknown,
}

/// The sets of the lower and the upper half.
struct Sets {
    lower: Set,
    upper: Set,
}

/// At first, and anew in each subfield.
const LATIN: Sets = Sets { lower: Set::Latin, upper: Set::Latin };

/// Decodes a text; what is not known becomes U+FFFD and is counted.
pub(super) fn decode(text: &str, charset: Charset, unknown: &mut usize) -> String {
    let tables = match charset {
        Charset::Iso5426 => [ISO5426, ISO5426_MARKS],
        _ => [ANSEL, ANSEL_MARKS],
    };
    let mut out = String::with_capacity(text.len());
    let mut waiting = String::new();
    let mut sets = LATIN;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            sets.escape(&mut chars);
            continue;
        }
        if matches!(c, '\u{1d}'..='\u{1f}') {
            sets = LATIN;
            out.push(c);
            continue;
        }
        match sets.character(c, tables) {
            // What other scripts put on a letter stands before it as well.
            Some(mark) if is_combining_mark(mark) => waiting.push(mark),
            known => {
                *unknown += usize::from(known.is_none());
                out.push(known.unwrap_or('\u{fffd}'));
                out.push_str(&waiting);
                waiting.clear();
            }
        }
    }
    out.push_str(&waiting);
    out.nfc().collect()
}

impl Sets {
    /// The character that stands for one, or for a byte of the upper half.
    fn character(&self, c: char, tables: [&[(u8, char)]; 2]) -> Option<char> {
        let (set, code) = match byte(c) {
            Some(byte) => (self.upper, byte),
            None => (self.lower, u8::try_from(c).unwrap_or_default()),
        };
        match set {
            _ if c.is_ascii() && c <= ' ' => Some(c),
            Set::Latin if byte(c).is_some() => {
                tables.into_iter().flatten().find(|(known, _)| *known == code).map(|(_, c)| *c)
            }
            Set::Greek => ['α', 'β', 'γ'].get((c as usize).wrapping_sub('a' as usize)).copied().or(Some(c)),
            Set::Subscript => Some(script(c, "₀₁₂₃₄₅₆₇₈₉₍₎₊₋")),
            Set::Superscript => Some(script(c, "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")),
            Set::Script(table) => scripts::find(table, code & 0x7f),
            Set::Unknown => None,
            Set::Latin => Some(c),
        }
    }

    /// Calls the set of an escape sequence: `ESC g`, or `ESC ( N` and its like.
    fn escape(&mut self, chars: &mut std::str::Chars<'_>) {
        match chars.next() {
            Some('g') => self.lower = Set::Greek,
            Some('b') => self.lower = Set::Subscript,
            Some('p') => self.lower = Set::Superscript,
            Some('$') => {
                let mut rest = chars.clone();
                let half = rest.next();
                if matches!(half, Some('(' | ',' | ')' | '-')) {
                    *chars = rest;
                }
                chars.next();
                match half {
                    Some(')' | '-') => self.upper = Set::Unknown,
                    _ => self.lower = Set::Unknown,
                }
            }
            Some('(' | ',') => self.lower = called(chars),
            Some(')' | '-') => self.upper = called(chars),
            _ => self.lower = Set::Latin,
        }
    }
}

/// The set that the last character of an escape sequence names.
fn called(chars: &mut std::str::Chars<'_>) -> Set {
    match chars.next() {
        Some('B' | 's') => Set::Latin,
        Some('!') => {
            chars.next();
            Set::Latin
        }
        last => last.and_then(scripts::table).map_or(Set::Unknown, Set::Script),
    }
}

/// A digit, parenthesis or sign in another height.
fn script(c: char, script: &str) -> char {
    let place = "0123456789()+-".find(c).filter(|_| c.is_ascii());
    place.and_then(|place| script.chars().nth(place)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes as the pipeline hands them over.
    fn kept(bytes: &[u8]) -> String {
        let keep =
            |b: &u8| if b.is_ascii() { Some(char::from(*b)) } else { char::from_u32(0xf700 + u32::from(*b)) };
        bytes.iter().filter_map(keep).collect()
    }

    #[test]
    fn diacritics_go_behind_their_letter() {
        for (bytes, charset, expected) in [
            (
                &b"Caf\xe2e, \xe8uber, \xf0c \xb1\xf2e\xe3"[..],
                Charset::Marc8,
                "Café, über, ç łe\u{323}\u{302}",
            ),
            (b"\xe4\xe2a", Charset::Marc8, "\u{e3}\u{301}"),
            (b"Stra\xc7e \xa5rger", Charset::Marc8, "Straße Ærger"),
            (b"H\x1bb2\x1bsO, \x1bga\x1bs, 10\x1bp-3\x1bs", Charset::Marc8, "H₂O, α, 10⁻³"),
            (b"Caf\xc2e, \xc9uber, \xd0c, \xfb", Charset::Iso5426, "Café, über, ç, ß"),
        ] {
            let mut unknown = 0;
            let text = decode(&kept(bytes), charset, &mut unknown);
            assert_eq!(text.nfc().collect::<String>(), expected.nfc().collect::<String>());
            assert_eq!(unknown, 0, "{expected}");
        }
    }

    #[test]
    fn scripts_are_called_into_either_half() {
        let mut unknown = 0;
        for (bytes, expected) in [
            (&b"\x1b(NpRIWET\x1b(B, \x1b(Nm\x1b)Q\xc6R\x1b(B"[..], "Привет, Мір"),
            (b"\x1b(S\x22afg\x1b(B x", "άεϛ x"),
            (b"\x1b(2y\x41hmea\x1b(B 1", "שט\u{5b8}םוב 1"),
            (b"\x1b(3GJ\x1b(B-\x1b)3\xc7\x1b)!E\xe2e", "ات-اé"),
        ] {
            assert_eq!(decode(&kept(bytes), Charset::Marc8, &mut unknown), expected);
        }
        assert_eq!(unknown, 0);
    }

    #[test]
    fn other_sets_are_counted() {
        let mut unknown = 0;
        assert_eq!(
            decode("a\u{1b}(4bc\u{1b}(Bd\u{f7ff}", Charset::Marc8, &mut unknown),
            "a\u{fffd}\u{fffd}d\u{fffd}"
        );
        assert_eq!(unknown, 3);
    }
}
