//! Entries without any fault or speciality, read in one go.
//!
//! Nearly all entries of nearly all files are such, and what is left to guess about any
//! other (where it ends, what an author meant) costs a walk over its braces and a grammar
//! that looks around. What is read here is read there in the same way; at the first byte
//! that might not be, the entry is left to [`Walk`](super::scan::Walk) and
//! [`syntax`](super::syntax).

use memchr::memchr3_iter;

use super::raw::{RawField, Shape};
use super::scan::{Closing, Extent, closes_early};
use super::start::{Start, skip_blanks, starts_line};
use super::syntax::Entry;

/// Reads the entry that begins here, if all of it is clean: a key, fields with a name, an
/// equals sign and one value each, commas between them and blanks of ASCII around them.
pub(super) fn entry<'a>(text: &'a str, start: &Start) -> Option<(Entry<'a>, Extent)> {
    let bytes = text.as_bytes();
    let kind = &text[start.name.0..start.name.1];
    let special = ["", "string", "preamble", "comment"];
    if bytes[start.open] != b'{' || special.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return None;
    }
    let key_at = skip_blanks(bytes, start.open + 1);
    let mut at = word_end(bytes, key_at);
    if at == key_at || bytes.get(at) != Some(&b',') {
        return None;
    }
    let mut entry = Entry { kind, key: &text[key_at..at], ..Entry::default() };
    entry.fields.reserve(12);
    loop {
        while bytes.get(at) == Some(&b',') {
            at = skip_blanks(bytes, at + 1);
        }
        if bytes.get(at) == Some(&b'}') {
            let end = at + 1;
            let extent =
                Extent { at: start.at, name: start.name, open: start.open, end, closing: Closing::Closed };
            return (!closes_early(bytes, end)).then_some((entry, extent));
        }
        let name_at = at;
        let name_end = word_end(bytes, name_at);
        let equals = skip_blanks(bytes, name_end);
        if name_end == name_at || bytes.get(equals) != Some(&b'=') {
            return None;
        }
        let raw_at = skip_blanks(bytes, equals + 1);
        let (raw_end, shape) = value(text, raw_at)?;
        entry.fields.push(RawField {
            name: &text[name_at..name_end],
            name_at,
            raw: &text[raw_at..raw_end],
            raw_at,
            shape,
        });
        at = skip_blanks(bytes, raw_end);
        if !matches!(bytes.get(at), Some(b',' | b'}')) {
            return None;
        }
    }
}

/// The end of the value that begins here, and what it is.
fn value(text: &str, at: usize) -> Option<(usize, Shape)> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'{' => Some((braces_end(text, at)?, Shape::Delimited)),
        b'"' => Some((quotes_end(text, at)?, Shape::Delimited)),
        _ => {
            let end = word_end(bytes, at);
            let number = bytes[at..end].iter().all(u8::is_ascii_digit);
            (end > at).then_some((end, if number { Shape::Number } else { Shape::Name }))
        }
    }
}

/// Past the brace that closes the one here. An escaped brace may not have been meant as
/// one, and where a line begins with `@`, another entry may begin.
fn braces_end(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    for at in memchr3_iter(b'{', b'}', b'@', &bytes[open..]).map(|n| n + open) {
        match bytes[at] {
            b'@' if starts_line(text, at) => return None,
            b'@' => {}
            _ if bytes[at - 1] == b'\\' => return None,
            b'{' => depth += 1,
            _ if depth == 1 => return Some(at + 1),
            _ => depth -= 1,
        }
    }
    None
}

/// Past the quotation mark that closes the one here: the next one outside braces.
fn quotes_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate().skip(open + 1) {
        match byte {
            b'"' if depth == 0 => return Some(at + 1),
            b'{' | b'}' if bytes[at - 1] == b'\\' => return None,
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            b'@' if starts_line(text, at) => return None,
            _ => {}
        }
    }
    None
}

/// Where the word ends that begins here: of what keys, names of fields, numbers and names
/// of strings are made of.
fn word_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|b| !IN_WORD[usize::from(*b)]).unwrap_or(rest.len())
}

const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        table[i] = b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b':' | b'.' | b'+' | b'/' | b'*');
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::scan::Walk;
    use super::super::start::next_start;
    use super::super::syntax;

    /// The first entry, if it is clean; and whether the grammar reads the same.
    fn both(text: &str) -> (bool, bool) {
        let Ok(start) = next_start(text, 0) else { return (false, true) };
        let Some((entry, extent)) = super::entry(text, &start) else { return (false, true) };
        let walked = Walk::default().entry(text, &start, true).unwrap();
        let read = syntax::entry(text, &walked);
        (true, extent == walked && format!("{entry:?}") == format!("{read:?}"))
    }

    #[test]
    fn clean_entries_are_told_from_others() {
        for clean in [
            "@book{a:b, }",
            "@book { a,\n  title = {A {B} c@d},\n  year=1999, month = jan,\n}\n",
            "@misc{a, t = \"A {\"B\"} c\", n = {}}",
        ] {
            assert_eq!(both(clean), (true, true), "{clean}");
        }
        for other in [
            "@book(a, t = {x})",
            "@{a, t = {x}}",
            "@book{a}",
            "@book{a b, t = {x}}",
            "@book{a, % c\n t = {x}}",
            "@book{a, t = {x} # {y}}",
            "@book{a, t = {x\\{}}",
            "@book{a, t = {x",
            "@book{a, t = {x}}, y = {z}}",
            "@book{a, t = {x\n@book{b}}}",
            "@book{a, t = {x} y = {z}}",
            "@string{a = {b}}",
        ] {
            assert_eq!(both(other), (false, true), "{other}");
        }
    }

    proptest! {
        #[test]
        fn clean_entries_are_read_as_others_are(text in r#"@a ?\{k,(( |\n)*(t|u\.v) ?=( |\n)?(\{[ab{}@\n ]*\}|"[ab{}@\n"]*"|1|b),?){0,3}[\\ ,}@a={"\n]{0,6}"#) {
            prop_assert!(both(&text).1);
        }
    }
}
