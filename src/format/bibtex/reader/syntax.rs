//! The inside of an entry: key, fields, values. Total: what is no field is reported where
//! it stands, and reading goes on behind it.

mod value;

use std::ops::Range;

use memchr::memchr;
use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{peek, recognize};
use nom::{IResult, Parser};

use super::super::fields;
use super::raw::{RawField, Shape, escaped_brace, has_escaped_brace};
use super::scan::{Closing, Extent};
use super::start::skip_blanks;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::record::Kind;

/// An entry before anything is made of its values.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// The entry type as it is spelled.
    pub kind: &'a str,
    /// The key, or `""`.
    pub key: &'a str,
    /// The fields in order.
    pub fields: Vec<RawField<'a>>,
    /// Comments, each with the number of fields that stand before it.
    pub comments: Vec<(usize, &'a str)>,
    /// What was found wrong.
    pub findings: Vec<Diagnostic>,
}

/// Reads an entry.
pub(super) fn entry<'a>(text: &'a str, extent: &Extent) -> Entry<'a> {
    let escapes = extent.closing == Closing::Escaped;
    let mut read = Syntax::new(text, extent, escapes).entry(extent);
    let (start, end) = extent.content();
    let Some(at) = escaped_brace(&text[start..end]) else { return read };
    // A brace that an author escaped begins or ends a group for BibTeX, but was not meant
    // to, where that swallows fields.
    let swallows = |field: &RawField<'_>| {
        has_escaped_brace(field.raw) && field.raw.split('\n').skip(1).any(begins_field)
    };
    let mut mended = escapes;
    if !escapes && (!read.findings.is_empty() || read.fields.iter().any(swallows)) {
        let again = Syntax::new(text, extent, true).entry(extent);
        mended = (again.findings.len(), read.fields.len()) < (read.findings.len(), again.fields.len());
        if mended {
            read = again;
        }
    }
    if mended {
        let place = start + at..start + at + 2;
        read.findings.insert(0, Diagnostic::new(codes::ESCAPED_BRACE, place));
    }
    read
}

/// Reads the one field of a `@string`.
pub(super) fn string<'a>(text: &'a str, extent: &Extent) -> (Option<RawField<'a>>, Vec<Diagnostic>) {
    let mut syntax = Syntax::new(text, extent, extent.closing == Closing::Escaped);
    let mut fields = Vec::new();
    syntax.fields(&mut fields);
    syntax.unclosed(extent);
    (fields.into_iter().next(), syntax.findings)
}

struct Syntax<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Whether braces after a backslash do not count.
    escapes: bool,
    /// Whether the entry is never closed: then a value is not trusted to end with the
    /// brace that happens to balance it.
    open: bool,
    /// Whether the brace that closes it was met behind an open value.
    closed: bool,
    /// Where the first line ends, from `at` on, after which a field begins.
    line: Option<usize>,
    /// How many fields were read.
    count: usize,
    comments: Vec<(usize, &'a str)>,
    findings: Vec<Diagnostic>,
}

impl<'a> Syntax<'a> {
    fn new(text: &'a str, extent: &Extent, escapes: bool) -> Self {
        let (at, end) = extent.content();
        let open = extent.closing == Closing::Unclosed;
        Self {
            text,
            at,
            end,
            escapes,
            open,
            closed: false,
            line: None,
            count: 0,
            comments: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn entry(mut self, extent: &Extent) -> Entry<'a> {
        let key = self.key();
        let mut fields = Vec::with_capacity(12);
        self.fields(&mut fields);
        self.unclosed(extent);
        let Self { comments, findings, .. } = self;
        Entry { kind: extent.kind(self.text), key, fields, comments, findings }
    }

    /// Reports an entry that is not closed, unless an open value has taken its brace.
    fn unclosed(&mut self, extent: &Extent) {
        if extent.closing == Closing::Unclosed && !self.closed {
            let place = extent.at..extent.open + 1;
            self.findings.insert(0, Diagnostic::new(codes::UNCLOSED_ENTRY, place));
        }
    }

    fn report(&mut self, code: &'static Code, span: Range<usize>, detail: &str) {
        self.findings.push(Diagnostic::new(code, span).detail(detail.to_owned()));
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    fn peek(&self) -> Option<u8> {
        self.rest().bytes().next()
    }

    /// Steps over blanks and over comments to the end of their line.
    fn skip(&mut self) {
        while self.peek().is_some_and(|b| b <= b'%' || b >= 0x80) {
            self.at = skip_blanks(&self.text.as_bytes()[..self.end], self.at);
            match self.peek() {
                Some(b'%') => {
                    let rest = self.rest();
                    let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
                    self.comments.push((self.count, rest[..length].trim_end()));
                    self.at += length;
                }
                // Blanks that ASCII does not know.
                Some(0xC2 | 0xE1..=0xE3) => {
                    let rest = self.rest();
                    let blanks = rest.len() - rest.trim_start().len();
                    if blanks == 0 {
                        return;
                    }
                    self.at += blanks;
                }
                _ => return,
            }
        }
    }

    /// The key: all up to the first comma, unless that is a field already.
    fn key(&mut self) -> &'a str {
        self.skip();
        let start = self.at;
        let rest = self.rest();
        let comma = memchr(b',', rest.as_bytes()).unwrap_or(rest.len());
        let (head, equals) = match rest[..comma].find('=') {
            Some(equals) => (&rest[..equals], Some(equals)),
            None => (&rest[..comma], None),
        };
        if let Some(equals) = equals {
            let before = head.trim_end();
            let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            let value = rest[equals + 1..].trim_start();
            let known = fields::by_name(name, Kind::Document).is_some();
            if known || (value.starts_with(['{', '"']) && !name.is_empty()) {
                let key = before[..before.len() - name.len()].trim_end();
                self.at += key.len();
                if key.is_empty() {
                    let place = start.saturating_sub(1)..start;
                    self.report(codes::MISSING_KEY, place, "");
                } else {
                    let place = self.at - 1..self.at;
                    self.report(codes::MISSING_COMMA, place, key);
                }
                return key;
            }
        }
        let key = rest[..comma].trim_end();
        if let Some(blank) = key.find(char::is_whitespace).filter(|_| key.contains(['{', '"'])) {
            // `@book{key title {…}`
            self.at += blank;
            self.report(codes::MISSING_COMMA, self.at - 1..self.at, &key[..blank]);
            return &key[..blank];
        }
        self.at += comma;
        if key.is_empty() {
            self.report(codes::MISSING_KEY, start.saturating_sub(1)..start, "");
        }
        key
    }

    fn fields(&mut self, fields: &mut Vec<RawField<'a>>) {
        loop {
            self.skip();
            match self.peek() {
                None => return,
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let name_at = self.at;
            let Ok((_, name)) = field_name(self.rest()) else {
                self.stray();
                continue;
            };
            self.at += name.len();
            self.skip();
            match self.peek() {
                Some(b'=') => self.at += 1,
                Some(b'{' | b'"') => {
                    self.report(codes::MISSING_EQUALS, name_at..name_at + name.len(), name);
                }
                Some(_) if begins_field(self.rest()) => {
                    self.report(codes::STRAY_TEXT, name_at..name_at + name.len(), "");
                    continue;
                }
                _ => {
                    self.at = name_at;
                    self.stray();
                    continue;
                }
            }
            self.skip();
            let (raw_at, shape) = (self.at, self.value());
            let raw = self.text[raw_at..self.at].trim_end();
            self.count += 1;
            fields.push(RawField { name, name_at, raw, raw_at, shape });
            self.after_value(fields);
        }
    }

    /// Reports what is no field, up to where one may begin.
    fn stray(&mut self) {
        let start = self.at;
        if self.closes() {
            return;
        }
        self.at = self.recovery(start);
        if self.at == start {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        let found = self.text[start..self.at].trim_end();
        let code = if found.starts_with('}') { codes::STRAY_BRACE } else { codes::STRAY_TEXT };
        self.report(code, start..start + found.len(), "");
    }

    /// Whether what is left is the brace of an entry that seemed open since a value is.
    fn closes(&mut self) -> bool {
        let last = self.open && matches!(self.rest().trim_end(), "}" | ")");
        let found = last && self.findings.iter().any(|finding| finding.code == codes::UNCLOSED_VALUE);
        if found {
            self.closed = true;
            self.at = self.end;
        }
        found
    }

    /// The next comma outside braces, or the next line that begins a field.
    fn recovery(&self, from: usize) -> usize {
        let mut depth = 0usize;
        for (i, byte) in self.text[from..self.end].bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => return from + i,
                b'\n' if begins_field(&self.text[from + i + 1..self.end]) => return from + i,
                _ => {}
            }
        }
        self.end
    }

    /// A comma, or the end; else a missing comma, or words that belong to no value.
    fn after_value(&mut self, fields: &mut [RawField<'a>]) {
        let after = self.at;
        self.skip();
        match self.peek() {
            None | Some(b',') => return,
            Some(_) if self.closes() => return,
            Some(_) => {}
        }
        if begins_field(self.rest()) {
            self.report(codes::MISSING_COMMA, after.saturating_sub(1)..after, "");
            return;
        }
        let end = self.recovery(self.at);
        let words = self.text[self.at..end].trim_end();
        let Some(field) = fields.last_mut() else { return };
        if matches!(field.shape, Shape::Number | Shape::Name | Shape::Bare)
            && !words.contains(['{', '}', '"'])
        {
            // `journal = Nature Physics,`
            field.raw = self.text[field.raw_at..self.at + words.len()].trim_end();
            field.shape = Shape::Bare;
            let span = field.span();
            self.report(codes::MISSING_DELIMITERS, span, "");
        } else {
            let code = if words.starts_with('}') { codes::STRAY_BRACE } else { codes::STRAY_TEXT };
            self.report(code, self.at..self.at + words.len(), "");
        }
        self.at = end;
    }
}

fn field_name(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| !c.is_whitespace() && !matches!(c, '=' | ',' | '{' | '}' | '"' | '#' | '%'))
        .parse(input)
}

/// `name =` and a value that begins.
fn field_start(input: &str) -> IResult<&str, &str> {
    let indent = take_while(|c: char| c == ' ' || c == '\t');
    let blanks = || take_while(char::is_whitespace);
    let value = alt((recognize(one_of("{\"")), recognize(take_while1(char::is_alphanumeric))));
    let word = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '+'));
    recognize((indent, word, blanks(), char('='), blanks(), peek(value))).parse(input)
}

/// Whether a field begins here, maybe after blanks.
fn begins_field(text: &str) -> bool {
    field_start(text).is_ok()
}
