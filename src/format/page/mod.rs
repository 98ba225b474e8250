//! Pages: text that someone selected on a web page, or had a program extract from it.
//!
//! Such text has no syntax, only habits: which lines stand next to each other, and what
//! they begin with. A page grammar is therefore in two parts. A *walk* goes over the
//! lines once, cheaply, and gives an item for each record: where its parts stand, and what
//! the page said above them. *Building* turns an item into a record, on any core. The
//! walk looks a fixed number of lines ahead, so that what it gives does not depend on
//! where the text was cut.

mod calendar;
mod line;
mod people;
mod said;
mod words;

pub mod acl_anthology;
pub mod arxiv;
pub mod catalyzex;
pub mod dblp;
pub mod google_scholar;
pub mod huggingface;
pub mod plain_reference;
pub mod pubmed;
pub mod scholarfeed;

use std::borrow::Cow;
use std::ops::Range;

use super::{BEGINS_LOOKAHEAD, Border, Parse, Sink, Splitter, Start};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Matter, Record};

pub(crate) use line::Lines;
pub(crate) use words::{is_button, is_closed, is_cut_short, is_prose, names_venue};

/// The walk over the lines of a page.
trait Walk: Clone + Default + Send + 'static {
    /// How many lines with text a step may look at.
    const LOOKAHEAD: usize;

    /// What a step finds: places in the text, and what the page said above them.
    type Item: Send + Sync + 'static;

    /// Takes at least one line and adds what it found.
    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Self::Item>);

    /// Adds what is known only at the end of the page, which is at `end`.
    fn finish(&mut self, _end: usize, _items: &mut Vec<Self::Item>) {}

    /// Turns an item into a record, matter or findings.
    fn build<'a>(item: &Self::Item, text: &'a str, sink: &mut dyn Sink<'a>);
}

/// Starts a page grammar.
fn start<W: Walk>(walk: W) -> Start {
    Start::Split(Box::new(Walker(walk)))
}

struct Walker<W>(W);

impl<W: Walk> Splitter for Walker<W> {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        let mut lines = Lines::new(text, at_end);
        let mut items = Vec::new();
        while lines.ready(W::LOOKAHEAD) {
            let before = lines.at();
            self.0.step(&mut lines, &mut items);
            debug_assert!(lines.at() > before, "a step takes a line");
            if lines.at() == before {
                lines.skip(1);
            }
        }
        let length = if at_end { text.len() } else { lines.at() };
        if at_end {
            self.0.finish(text.len(), &mut items);
        }
        let parse: Parse = Box::new(move |text, sink| {
            for item in &items {
                W::build(item, text, sink);
            }
        });
        (length > 0).then_some((length, parse))
    }
}

/// The text at a place; empty if there is none.
fn slice(text: &str, at: Range<usize>) -> &str {
    text.get(at).unwrap_or_default()
}

/// The place of the first word at a place, to point at.
fn first_word(text: &str, at: Range<usize>) -> Range<usize> {
    let line = slice(text, at.clone());
    let word = line.char_indices().take(40).find(|(_, c)| c.is_whitespace()).map(|(i, _)| i);
    let end = word.or_else(|| line.char_indices().nth(40).map(|(i, _)| i)).unwrap_or(line.len());
    at.start..at.start + end
}

/// Reports something that a record lacks.
fn report<'a>(sink: &mut dyn Sink<'a>, code: &'static Code, at: Range<usize>) {
    sink.report(Diagnostic::new(code, at));
}

/// Takes lines, at least one, up to the first at which `stops` says so; gives their place.
fn take_until(lines: &mut Lines<'_>, mut stops: impl FnMut(&mut Lines<'_>) -> bool) -> Range<usize> {
    let Some(first) = lines.take() else { return lines.at()..lines.at() };
    let mut end = first.span().end;
    while let Some(line) = lines.peek(0)
        && !stops(lines)
    {
        end = line.span().end;
        lines.skip(1);
    }
    first.start..end
}

/// Keeps what the record has no word for, if it is anything.
fn keep<'a>(
    record: &mut Record<'a>,
    format: &'static str,
    name: &'static str,
    value: impl Into<Cow<'a, str>>,
) {
    let value = value.into();
    if !value.is_empty() {
        record.keep(format, name, value);
    }
}

/// Hands over what belongs to a page and to no record.
fn aside<'a>(sink: &mut dyn Sink<'a>, format: &'static str, page: &'a str, at: Range<usize>) {
    sink.matter(Matter { format, name: "text", value: slice(page, at.clone()).into(), span: at });
}

/// Text on one line, each run of white space one blank; borrowed when it is so already.
fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let folded =
        memchr::memchr3(b'\n', b'\t', b'\r', bytes).is_none() && memchr::memmem::find(bytes, b"  ").is_none();
    if folded {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// The first `lines` lines of a text, for rules that may look no further.
fn head(text: &str, lines: usize) -> &str {
    let end = memchr::memchr_iter(b'\n', text.as_bytes()).nth(lines.saturating_sub(1));
    end.map_or(text, |end| &text[..=end])
}

/// Whether a document begins at a border, as `begins` sees it: it looks at few lines
/// mostly, and is asked again with no more than it may look at only if it says yes.
fn confirmed(border: &Border<'_>, begins: impl Fn(&mut Lines<'_>) -> bool) -> bool {
    !border.line.trim_start().is_empty()
        && begins(&mut Lines::new(border.below, true))
        && begins(&mut Lines::new(head(border.below, BEGINS_LOOKAHEAD), true))
}

/// Whether a word stands in the lines at a border that are looked at, as far as they are short:
/// for rules that most lines need not go through.
fn is_near(border: &Border<'_>, word: &str) -> bool {
    let below = border.below.as_bytes();
    memchr::memmem::find(&below[..below.len().min(4096)], word.as_bytes()).is_some()
}

#[cfg(test)]
fn border<'t>(below: &'t str, after: &'t super::Format) -> Border<'t> {
    Border { line: below.lines().next().unwrap_or_default(), above: "", below, after }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::format::{Collected, Format, ReadOptions, registry};

    #[test]
    fn folding_borrows_what_is_folded() {
        assert!(matches!(fold(" a b "), Cow::Borrowed("a b")));
        assert_eq!(fold("a\n b\t\tc  d"), "a b c d");
    }

    #[test]
    fn heads_are_lines() {
        assert_eq!(head("a\nb\nc", 2), "a\nb\n");
        assert_eq!(head("a\nb", 5), "a\nb");
    }

    const FORMATS: &[&Format] = &[
        &acl_anthology::ACL_ANTHOLOGY,
        &catalyzex::CATALYZEX,
        &scholarfeed::SCHOLARFEED,
        &dblp::DBLP,
        &pubmed::PUBMED_PAGE,
        &arxiv::ARXIV_SEARCH,
        &arxiv::ARXIV_LISTING,
        &arxiv::ARXIV_PAGE,
        &google_scholar::GOOGLE_SCHOLAR,
        &huggingface::HUGGINGFACE_PAPERS,
        &plain_reference::PLAIN_REFERENCE,
    ];

    /// The golden pages of all formats.
    fn pages() -> Vec<(&'static Format, String)> {
        pages_with(|_| true)
    }

    /// Those that hold one page.
    fn single_pages() -> Vec<(&'static Format, String)> {
        pages_with(|name| !name.starts_with("several"))
    }

    fn pages_with(wanted: fn(&str) -> bool) -> Vec<(&'static Format, String)> {
        let mut pages = Vec::new();
        for format in FORMATS.iter().copied() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(format.name);
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let named = path.file_stem().and_then(|name| name.to_str()).is_some_and(wanted);
                if named && path.extension().is_some_and(|extension| extension == "txt") {
                    pages.push((format, std::fs::read_to_string(path).unwrap()));
                }
            }
        }
        pages
    }

    /// Reads a text of which `more` bytes come at a time.
    fn read_in_parts(format: &Format, text: &str, more: usize) -> Collected<'static> {
        let Some(reader) = format.reader else { panic!("{format:?} is read") };
        let Start::Split(mut splitter) = reader.start(&ReadOptions::default()) else {
            panic!("{format:?} is split")
        };
        let mut all = Collected::default();
        let (mut at, mut known) = (0, 0);
        while at < text.len() {
            known = text.len().min(known + more);
            while !text.is_char_boundary(known) {
                known += 1;
            }
            let at_end = known == text.len();
            let Some((length, parse)) = splitter.next(&text[at..known], at_end) else { continue };
            let mut piece = Collected::default();
            parse(&text[at..at + length], &mut piece);
            all.records.extend(piece.records.into_iter().map(|record| {
                let span = record.span.start + at..record.span.end + at;
                Record { span, ..record.into_owned() }
            }));
            all.matter.extend(piece.matter.into_iter().map(|matter| {
                let span = matter.span.start + at..matter.span.end + at;
                crate::record::Matter { span, ..matter.into_owned() }
            }));
            all.diagnostics.extend(piece.diagnostics.into_iter().map(|d| d.shifted(at)));
            at += length;
        }
        all
    }

    #[test]
    fn what_is_read_does_not_depend_on_where_the_text_is_cut() {
        for (format, page) in pages() {
            let text = page.repeat(12);
            let whole = read_in_parts(format, &text, text.len());
            for more in [700, 4096] {
                let parts = read_in_parts(format, &text, more);
                assert_eq!(parts.records, whole.records, "{format:?}: {page}");
                assert_eq!(parts.matter, whole.matter, "{format:?}: {page}");
                assert_eq!(parts.diagnostics, whole.diagnostics, "{format:?}: {page}");
            }
        }
    }

    #[test]
    fn any_page_may_end_anywhere_and_be_read_as_any_other() {
        for (_, page) in pages() {
            let ends = (0..page.len()).filter(|end| end % 7 == 0 && page.is_char_boundary(*end));
            for text in ends.map(|end| &page[..end]) {
                for format in FORMATS.iter().copied() {
                    crate::read(format, text, &ReadOptions::default());
                }
            }
        }
    }

    #[test]
    fn pages_begin_at_their_first_line_and_nowhere_else() {
        for (format, page) in single_pages() {
            let starts = memchr::memchr_iter(b'\n', page.as_bytes()).map(|end| end + 1);
            for start in starts.filter(|start| *start < page.len()) {
                let (above, below) = page.split_at(start);
                let line = below.lines().next().unwrap_or_default();
                let begins = registry::FORMATS.iter().filter(|other| {
                    other.begins.is_some_and(|begins| begins(&Border { line, above, below, after: format }))
                });
                let expected = line == "Wei Linden";
                assert_eq!(begins.count() > 0, expected, "{line}\n---\n{page}");
            }
        }
    }
}
