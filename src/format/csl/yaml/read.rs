//! Items of YAML as records.

use crate::diagnostic::{Diagnostic, codes};
use crate::format::csl::read::item;
use crate::format::{Collected, ReadOptions, Reader, Sink, Start};
use crate::grammar::json::Lexer;
use crate::grammar::yaml::{Yaml, YamlError, documents};

use super::convert;
use super::split::{Anchors, Header, header, lines};

/// The grammar.
pub(super) struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        Start::Survey(Box::<Anchors>::default())
    }
}

/// Reads elements of a list, each on its own.
pub(super) fn items(text: &str, indent: usize, sink: &mut dyn Sink<'_>) {
    items_from(text, 0, text.len(), indent, sink);
}

fn items_from(text: &str, start: usize, end: usize, indent: usize, sink: &mut dyn Sink<'_>) {
    let mut from = start;
    let list = text.get(start..end).unwrap_or_default();
    for line in lines(list, true).filter(|line| line.is_item(indent)) {
        if start + line.start > from {
            element(text, from, start + line.start, sink);
        }
        from = start + line.start;
    }
    element(text, from, end, sink);
}

/// Reads an element of a list.
fn element(text: &str, start: usize, end: usize, sink: &mut dyn Sink<'_>) {
    let Some(yaml) = text.get(start..end).filter(|yaml| !yaml.trim().is_empty()) else { return };
    match documents(yaml) {
        Ok(found) => found.iter().for_each(|yaml| records(yaml, start, sink)),
        Err(error) => unreadable(text, start, error, sink),
    }
}

fn unreadable(text: &str, start: usize, error: YamlError, sink: &mut dyn Sink<'_>) {
    let at = (start + error.at).min(text.len());
    let width = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    sink.report(Diagnostic::new(codes::UNREADABLE, at..at + width).detail(error.why));
}

/// Reads a document that cannot be cut.
pub(super) fn whole(text: &str, sink: &mut dyn Sink<'_>) {
    // A document ends with a marker; what follows may be anything.
    let mut end = text.len();
    let mut begun = false;
    for line in lines(text, true).filter(|line| !line.is_void()) {
        let marker = line.text.trim_start_matches('\u{feff}').trim_end();
        if marker == "..." || (marker == "---" && begun) {
            end = line.start;
            footer_at(text, line.next, sink);
            break;
        }
        begun = begun || !marker.starts_with('%');
    }
    match documents(text.get(..end).unwrap_or_default()) {
        Ok(found) => {
            for yaml in &found {
                let is_list = |key: &Yaml<'_>| key.text().is_some_and(|key| key == "references");
                let pair = yaml.map().and_then(|pairs| pairs.iter().find(|(key, _)| is_list(key)));
                records(pair.map_or(yaml, |(_, list)| list), 0, sink);
            }
        }
        // One by one at least those can be read that need no other.
        Err(error) => match header(text, true) {
            Some(Header::List(start, indent)) => items_from(text, start, end, indent, sink),
            _ => unreadable(text, 0, error, sink),
        },
    }
}

/// What follows the list: other members of the document, or a text that cites.
pub(super) fn footer(text: &str, sink: &mut dyn Sink<'_>) {
    for line in lines(text, true) {
        if matches!(line.text.trim_end(), "---" | "...") {
            return footer_at(text, line.next, sink);
        }
    }
}

fn footer_at(text: &str, start: usize, sink: &mut dyn Sink<'_>) {
    let rest = text.get(start..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    if !rest.trim().is_empty() {
        let start = start + blank;
        sink.report(Diagnostic::new(codes::IGNORED_TEXT, start..start + rest.trim().len()));
    }
}

/// Reads the items of a list, or one item, of a text that begins at `start`.
fn records(yaml: &Yaml<'_>, start: usize, sink: &mut dyn Sink<'_>) {
    for yaml in yaml.items() {
        let span = start + yaml.span.start..start + yaml.span.end;
        let Some(pairs) = yaml.map() else {
            if !yaml.is_null() {
                sink.report(Diagnostic::new(codes::IGNORED_TEXT, span).detail("not an item"));
            }
            continue;
        };
        let convert::Item { json, finer } = convert::item(pairs);
        let json = String::from_utf8(json).unwrap_or_default();
        let mut found = Collected::default();
        let (record, _) = item(&mut Lexer::new(&json), &mut found);
        for diagnostic in found.diagnostics {
            sink.report(Diagnostic { span: span.clone(), ..diagnostic });
        }
        let mut record = record.into_owned();
        record.span = span;
        // Code is a mark, not a tag of CSL's.
        record.extra.retain(|extra| !(extra.mapped && extra.value.contains("<code>")));
        for (name, markdown) in finer {
            record.keep("csl-yaml", name.to_owned(), markdown.to_owned());
        }
        sink.record(record);
    }
}
