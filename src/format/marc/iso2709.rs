//! ISO 2709: a leader of 24 characters, a directory of twelve characters a field, and the
//! fields. Records end in 0x1D, fields in 0x1E, subfields begin with 0x1F.
//!
//! Lengths and places are counted in bytes, and what was edited by hand or written in
//! another encoding does not keep to them; so only their order is relied on.

use std::borrow::Cow;

use memchr::{memchr, memrchr};

use super::fields::Dialect;
use super::record::{Datafield, Marc};
use super::{marc8, read};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::{Confidence, ReadOptions, Sink, Start, split_at};

const RECORD: char = '\u{1d}';
const FIELD: char = '\u{1e}';
const SUBFIELD: char = '\u{1f}';

/// The leader begins with the length of the record, five digits.
fn begins(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let sample = &text[..text.len().min(4096)];
    let length = sample.get(..5).is_some_and(|length| length.iter().all(u8::is_ascii_digit));
    let base = sample.get(12..17).is_some_and(|base| base.iter().all(|b| b.is_ascii_digit() || *b == b' '));
    length && base && memchr(0x1e, sample).is_some()
}

pub(super) fn sniff(text: &str) -> Confidence {
    Confidence::Certain.when(begins(text.trim_start_matches('\u{feff}').as_bytes()))
}

pub(super) struct Reader;

impl crate::format::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| memrchr(0x1d, text.as_bytes()).map(|at| at + 1), parse)
    }

    /// MARC-8 and ISO 5426 are known to no decoder.
    fn keeps_bytes(&self, start: &[u8]) -> bool {
        begins(start)
    }
}

pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut at = 0;
    for part in text.split_inclusive(RECORD) {
        let start = at + part.len() - part.trim_start().len();
        at += part.len();
        let raw = part.trim_start().trim_end_matches(RECORD).trim_end_matches(['\n', ' ', '\u{1a}']);
        if !raw.is_empty() {
            record(raw, start, part.ends_with(RECORD), sink);
        }
    }
}

fn record<'a>(raw: &'a str, start: usize, ended: bool, sink: &mut dyn Sink<'a>) {
    let span = start..start + raw.len();
    let Some((head, body)) = raw.split_once(FIELD) else {
        let what = "a record has a leader, a directory and fields";
        return sink.report(Diagnostic::new(codes::UNREADABLE, span).detail(what));
    };
    let head: Vec<char> = head.chars().collect();
    let (leader, directory) = head.split_at(head.len().min(24));
    let entries = entries(directory);
    let fields: Vec<&str> = body.split(FIELD).filter(|field| !field.is_empty()).collect();
    let tags = tags(&entries, &fields);
    if fields.len() != entries.len() || directory.len() % 12 != 0 {
        let detail = format!("{} fields, {} in the directory", fields.len(), entries.len());
        sink.report(Diagnostic::new(codes::BROKEN_DIRECTORY, span.clone()).detail(detail));
    }
    let leader: String = leader.iter().collect();
    let charset = Charset::of(&leader, Dialect::of(tags.iter().copied()));
    let mut unknown = 0;
    let mut marc = Marc { leader: leader.into(), ..Marc::default() };
    for (tag, field) in tags.into_iter().zip(fields) {
        let text = charset.decode(field, &mut unknown);
        let tag: Cow<'_, str> = Cow::Owned(tag.to_owned());
        match text.split_once(SUBFIELD) {
            None if tag.starts_with("00") => marc.control.push((tag, text)),
            // A field without subfields is one of them.
            None => marc.fields.push(Datafield { tag, subfields: vec![('a', text)], ..Datafield::default() }),
            Some((indicators, subfields)) => {
                let mut indicators = indicators.chars();
                let mut indicator = || indicators.next().unwrap_or(' ');
                let subfields = subfields.split(SUBFIELD).filter_map(|subfield| {
                    let code = subfield.chars().next()?;
                    Some((code, Cow::Owned(folded(&subfield[code.len_utf8()..]))))
                });
                marc.fields.push(Datafield {
                    tag,
                    indicators: [indicator(), indicator()],
                    subfields: subfields.collect(),
                });
            }
        }
    }
    if unknown > 0 {
        let detail = format!("{unknown} characters of {}", charset.name());
        sink.report(Diagnostic::new(codes::UNKNOWN_CHARACTERS, span.clone()).detail(detail));
    }
    if !ended {
        sink.report(Diagnostic::new(codes::MISSING_END, span.start..span.start));
    }
    match read::record(&marc) {
        Some(mut record) => {
            record.span = span;
            sink.record(record);
        }
        None => sink.report(Diagnostic::new(codes::UNREADABLE, span)),
    }
}

/// The entries of a directory: where a field begins, and its tag. Fields stand in the order
/// of their places, whatever that of the directory.
fn entries(directory: &[char]) -> Vec<(usize, String)> {
    let entries = directory.chunks_exact(12).map(|entry| {
        let at: String = entry[7..].iter().collect();
        (at.trim().parse().unwrap_or(usize::MAX), entry[..3].iter().collect())
    });
    let mut entries: Vec<(usize, String)> = entries.collect();
    entries.sort_by_key(|(at, _)| *at);
    entries
}

/// The tag of a field that the directory does not know.
const UNKNOWN: &str = "???";

/// The tags of fields: by their order, or by their places in bytes if some are missing.
fn tags<'t>(entries: &'t [(usize, String)], fields: &[&str]) -> Vec<&'t str> {
    if entries.len() == fields.len() {
        return entries.iter().map(|(_, tag)| tag.as_str()).collect();
    }
    let length = |c: char| if byte(c).is_some() { 1 } else { c.len_utf8() };
    let mut at = 0;
    let mut tags = Vec::with_capacity(fields.len());
    for field in fields {
        let found = entries.binary_search_by_key(&at, |(at, _)| *at).ok();
        tags.push(found.map_or(UNKNOWN, |found| entries[found].1.as_str()));
        at += field.chars().map(length).sum::<usize>() + 1;
    }
    tags
}

/// White space folded.
fn folded(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// How the characters of a record are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Marc8,
    Iso5426,
}

impl Charset {
    /// What the leader says (position 9, `a` for UTF-8). UNIMARC says it in a field, and its
    /// records are in ISO 5426 if they are not in UTF-8.
    fn of(leader: &str, dialect: Dialect) -> Self {
        match (leader.chars().nth(9), dialect) {
            (Some('a'), _) => Charset::Utf8,
            (_, Dialect::Unimarc) => Charset::Iso5426,
            (_, Dialect::Marc21) => Charset::Marc8,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Charset::Utf8 => "UTF-8",
            Charset::Marc8 => "MARC-8",
            Charset::Iso5426 => "ISO 5426",
        }
    }

    /// Decodes a field in which bytes that are no UTF-8 stand as such.
    fn decode<'a>(self, field: &'a str, unknown: &mut usize) -> Cow<'a, str> {
        if !field.contains(|c| byte(c).is_some() || c == '\u{1b}') {
            return Cow::Borrowed(field);
        }
        if self != Charset::Utf8 {
            return Cow::Owned(marc8::decode(field, self, unknown));
        }
        let plain = |c: char| if byte(c).is_some() { '\u{fffd}' } else { c };
        *unknown += field.chars().filter(|c| byte(*c).is_some()).count();
        Cow::Owned(field.chars().map(plain).collect())
    }
}

/// The byte that a character stands for (`x-user-defined` of the Encoding Standard).
pub(super) fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0xf780..=0xf7ff => u8::try_from(code - 0xf700).ok(),
        _ => None,
    }
}
