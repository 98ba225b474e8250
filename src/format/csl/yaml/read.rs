//! Items of YAML as records.

use serde_yaml::Value;

use crate::diagnostic::{Diagnostic, codes};
use crate::format::csl::lexer::Lexer;
use crate::format::csl::read::item;
use crate::format::{Collected, ReadOptions, Reader, Sink, Start};

use super::convert;
use super::split::{Anchors, lines};

/// The grammar.
pub(super) struct Yaml;

impl Reader for Yaml {
    fn start(&self, _options: &ReadOptions) -> Start {
        Start::Survey(Box::<Anchors>::default())
    }
}

/// Reads elements of a list, each on its own.
pub(super) fn items(text: &str, indent: usize, sink: &mut dyn Sink<'_>) {
    let mut start = 0;
    for line in lines(text, true).filter(|line| line.is_item(indent)) {
        if line.start > start {
            element(text, start, line.start, sink);
        }
        start = line.start;
    }
    element(text, start, text.len(), sink);
}

/// Reads an element of a list.
fn element(text: &str, start: usize, end: usize, sink: &mut dyn Sink<'_>) {
    let Some(yaml) = text.get(start..end).filter(|yaml| !yaml.trim().is_empty()) else { return };
    if let Some(value) = parsed(yaml, start, sink) {
        records(&value, start, start + yaml.trim_end().len(), sink);
    }
}

/// Parses YAML, unless it is so deep in brackets that its parser would take the square of
/// its length in time.
fn parsed(yaml: &str, start: usize, sink: &mut dyn Sink<'_>) -> Option<Value> {
    const DEEPEST: usize = 1000;
    let mut depth = 0usize;
    for (at, byte) in yaml.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let span = start + at..start + at + 1;
            sink.report(Diagnostic::new(codes::UNREADABLE, span).detail("too many brackets are open"));
            return None;
        }
    }
    match serde_yaml::from_str(yaml) {
        Ok(value) => Some(value),
        Err(error) => {
            unreadable(yaml, start, &error, sink);
            None
        }
    }
}

fn unreadable(yaml: &str, start: usize, error: &serde_yaml::Error, sink: &mut dyn Sink<'_>) {
    let at = error.location().map_or(0, |place| place.index()).min(yaml.len());
    let at = (0..=at).rev().find(|at| yaml.is_char_boundary(*at)).unwrap_or(0);
    let width = yaml[at..].chars().next().map_or(0, char::len_utf8);
    // Its own message says the place again, after `at`.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    sink.report(Diagnostic::new(codes::UNREADABLE, start + at..start + at + width).detail(message));
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
    let yaml = text.get(..end).unwrap_or_default();
    if let Some(mut value) = parsed(yaml, 0, sink) {
        // Keys that are not merged stay as they are.
        let _ = value.apply_merge();
        let list = value.get("references").unwrap_or(&value);
        records(list, 0, yaml.trim_end().len(), sink);
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

/// Reads the items of a list, or one item.
fn records(value: &Value, start: usize, end: usize, sink: &mut dyn Sink<'_>) {
    let one = std::slice::from_ref(value);
    for value in value.as_sequence().map_or(one, Vec::as_slice) {
        let Some(mapping) = value.as_mapping() else {
            if !value.is_null() {
                sink.report(Diagnostic::new(codes::IGNORED_TEXT, start..end).detail("not an item"));
            }
            continue;
        };
        let json = convert::item(mapping);
        let mut found = Collected::default();
        let (record, _) = item(&mut Lexer::new(&json), &mut found);
        for diagnostic in found.diagnostics {
            sink.report(Diagnostic { span: start..end, ..diagnostic });
        }
        let mut record = record.into_owned();
        record.span = start..end;
        sink.record(record);
    }
}
