//! `.bib` files → records.
//!
//! A survey looks for what concerns the whole file (strings, and entries that others
//! refer to); a walk cuts the file between entries; each entry is then read alone.

mod build;
mod clean;
mod dating;
mod extended;
mod guide;
mod inherit;
mod names;
mod raw;
mod scan;
mod seen;
mod start;
mod strings;
mod survey;
mod syntax;
mod values;

use std::sync::Arc;

use super::{Dialect, FAMILY, types};
use memchr::memchr_iter;

use crate::diagnostic::{Diagnostic, codes};
use crate::format::{Parse, ReadOptions, Reader, Sink, Splitter, Start};
use crate::grammar::dates;
use crate::record::Matter;

use scan::{Closing, Extent, Step, Walk};
use start::{next_start, starts_line};
use strings::Strings;
use survey::{Look, Parents};
use syntax::Entry;

/// The grammar of a dialect.
#[derive(Debug)]
pub(super) struct BibReader(pub(super) Dialect);

impl Reader for BibReader {
    fn start(&self, options: &ReadOptions) -> Start {
        Start::Survey(Box::new(Look::new(self.0, options.memory)))
    }
}

/// What concerns the whole file.
#[derive(Debug)]
struct Shared {
    dialect: Dialect,
    strings: Strings,
    parents: Parents,
}

/// Cuts a file between entries.
struct Pieces {
    shared: Arc<Shared>,
    walk: Walk,
    /// Where the next piece begins in the file.
    base: usize,
}

impl Pieces {
    fn new(shared: Arc<Shared>) -> Self {
        Self { shared, walk: Walk::default(), base: 0 }
    }

    /// Where the last entry ends that can be seen to end.
    fn last_end(&mut self, text: &str) -> usize {
        let mut end = 0;
        while let Step::Entry(extent) = self.walk.next(text, end, false) {
            end = extent.end;
        }
        end
    }
}

impl Splitter for Pieces {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        let end = if at_end {
            text.len()
        } else {
            start::cut(text).filter(|cut| *cut > 0).unwrap_or_else(|| self.last_end(text))
        };
        if end == 0 {
            return None;
        }
        let (shared, base) = (Arc::clone(&self.shared), self.base);
        self.walk.shift(end);
        self.base += end;
        Some((end, Box::new(move |text, sink| piece(text, base, &shared, sink))))
    }
}

/// Reads the entries of a piece, and what stands between them.
fn piece<'a>(text: &'a str, base: usize, shared: &Shared, sink: &mut dyn Sink<'a>) {
    let mut walk = Walk::default();
    let mut from = 0;
    while let Ok(start) = next_start(text, from) {
        let clean = clean::entry(text, &start);
        let walked = || walk.entry(text, &start, true);
        let Some(extent) = clean.as_ref().map(|(_, extent)| *extent).or_else(walked) else { break };
        between(text, from, extent.at, sink);
        from = extent.end;
        match clean {
            Some((entry, _)) => read(entry, text, &extent, base, shared, sink),
            None => item(text, &extent, base, shared, sink),
        }
    }
    between(text, from, text.len(), sink);
}

/// Reads an entry, or what is like one.
fn item<'a>(text: &'a str, extent: &Extent, base: usize, shared: &Shared, sink: &mut dyn Sink<'a>) {
    match extent.kind(text) {
        kind if kind.eq_ignore_ascii_case("comment") => sink.matter(whole("comment", text, extent)),
        kind if kind.eq_ignore_ascii_case("preamble") => {
            if extent.closing == Closing::Unclosed {
                sink.report(Diagnostic::new(codes::UNCLOSED_ENTRY, extent.at..extent.open + 1));
            }
            sink.matter(whole("preamble", text, extent));
        }
        kind if kind.eq_ignore_ascii_case("string") => {
            string(text, extent, base, shared, sink);
            sink.matter(whole("string", text, extent));
        }
        _ => read(syntax::entry(text, extent), text, extent, base, shared, sink),
    }
}

/// Makes a record of an entry, if it is one.
fn read<'a>(
    entry: Entry<'a>,
    text: &'a str,
    extent: &Extent,
    base: usize,
    shared: &Shared,
    sink: &mut dyn Sink<'a>,
) {
    if guide::is_record(entry.kind) {
        let (record, findings) = build::record(entry, extent, base, shared);
        findings.into_iter().for_each(|finding| sink.report(finding));
        sink.record(record);
    } else {
        entry.findings.into_iter().for_each(|finding| sink.report(finding));
        sink.matter(whole("entry", text, extent));
    }
}

/// An entry that is kept as it stands.
fn whole<'a>(name: &'static str, text: &'a str, extent: &Extent) -> Matter<'a> {
    let value = text[extent.at..extent.end].trim_end().into();
    Matter { format: FAMILY, name, value, span: extent.at..extent.end }
}

/// What stands between entries is kept; a brace or comma that was left over is not.
fn between<'a>(text: &'a str, from: usize, to: usize, sink: &mut dyn Sink<'a>) {
    let found = &text[from..to];
    let kept = found.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '}' | ',' | ')'));
    if let Some(at) = found[..found.len() - kept.len()].find(['}', ')']) {
        sink.report(Diagnostic::new(codes::STRAY_BRACE, from + at..from + at + 1));
    }
    let start = to - kept.len();
    let mut told = 0;
    for at in memchr_iter(b'@', kept.as_bytes()) {
        if let Some(comment) = bare_comment(kept, at) {
            text_between(&kept[told..at], start + told, sink);
            told = at + comment.len();
            let span = start + at..start + told;
            sink.report(Diagnostic::new(codes::BARE_COMMENT, span.clone()));
            let (name, words) = comment.split_at(COMMENT_NAME.len());
            let value = format!("{name}{{{}}}", words.trim()).into();
            sink.matter(Matter { format: FAMILY, name: "comment", value, span });
        } else if let Some(name) = headless(kept, at) {
            let place = start + at..start + at + 1 + name.len();
            sink.report(Diagnostic::new(codes::UNREADABLE, place));
        }
    }
    text_between(&kept[told..], start + told, sink);
}

/// Keeps a stretch of text, if there is any.
fn text_between<'a>(found: &'a str, at: usize, sink: &mut dyn Sink<'a>) {
    let kept = found.trim_start();
    let start = at + found.len() - kept.len();
    let kept = kept.trim_end();
    if !kept.is_empty() {
        sink.matter(Matter {
            format: FAMILY,
            name: "text",
            value: kept.into(),
            span: start..start + kept.len(),
        });
    }
}

const COMMENT_NAME: &str = "@comment";

/// A comment without braces that begins a line at this `@`, such as Emacs's mode line. BibTeX
/// skips it; biber and others stop at it, so it is written in braces, if these balance.
fn bare_comment(text: &str, at: usize) -> Option<&str> {
    // A line may hold many an `@`: it is looked at as a whole only where a comment begins it.
    let is_comment = text.get(at..at + COMMENT_NAME.len())?.eq_ignore_ascii_case(COMMENT_NAME);
    if !is_comment || !(at == 0 || starts_line(text, at)) {
        return None;
    }
    let line = text[at..].lines().next()?.trim_end();
    let words = &line[COMMENT_NAME.len()..];
    (words.starts_with(char::is_whitespace) && raw::is_balanced(words)).then_some(line)
}

/// The type of an entry that begins a line at this `@` and has no delimiter.
fn headless(text: &str, at: usize) -> Option<&str> {
    let name = text[at + 1..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    ((at == 0 || starts_line(text, at)) && types::by_name(name).is_some()).then_some(name)
}

/// Reports what is wrong with a string.
fn string<'a>(text: &'a str, extent: &Extent, base: usize, shared: &Shared, sink: &mut dyn Sink<'a>) {
    let (field, findings) = syntax::string(text, extent);
    findings.into_iter().for_each(|finding| sink.report(finding));
    let Some(field) = field else { return };
    let (unknown, cycle) = shared.strings.faults(field.name, base + extent.at);
    for name in unknown {
        let at = field.raw_at + field.raw.find(name.as_str()).unwrap_or(0);
        let finding = Diagnostic::new(codes::UNKNOWN_STRING, at..at + name.len());
        sink.report(finding.detail(name.clone()));
    }
    if cycle {
        let finding = Diagnostic::new(codes::STRING_CYCLE, field.span());
        sink.report(finding.detail(field.name.to_owned()));
    }
}
