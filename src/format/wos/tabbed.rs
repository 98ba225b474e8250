//! The tab-delimited export: the tags are the heads of columns, a line is a record.

use std::sync::Arc;

use memchr::{memmem, memrchr};

use super::fields::{COLUMNS, LISTS};
use super::{read, syntax};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::{Parse, Sink, Splitter};
use crate::grammar::tagged::Field as Line;

/// What a column holds.
pub(super) struct Column {
    /// The tag that it holds, if it is known.
    tag: Option<&'static str>,
    head: String,
}

/// Cuts an input in whichever of its forms it is.
#[derive(Default)]
pub(super) enum Cutter {
    /// Nothing was seen yet.
    #[default]
    New,
    /// Tagged lines.
    Tagged,
    /// A table.
    Table(Arc<[Column]>),
}

impl Splitter for Cutter {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        if matches!(self, Cutter::New) {
            let above = text.len() - text.trim_start_matches(['\n', ' ']).len();
            let heading = text[above..].split('\n').next().unwrap_or_default();
            if above + heading.len() == text.len() && !at_end {
                return None;
            }
            *self = if is_heading(heading) { Cutter::Table(columns(heading)) } else { Cutter::Tagged };
        }
        let whole = at_end.then_some(text.len());
        match self {
            Cutter::New => None,
            Cutter::Tagged => {
                let length = whole.or_else(|| syntax::boundary(text)).filter(|length| *length > 0)?;
                Some((length, Box::new(read::parse)))
            }
            Cutter::Table(columns) => {
                let line_end = || memrchr(b'\n', text.as_bytes()).map(|at| at + 1);
                let length = whole.or_else(line_end).filter(|length| *length > 0)?;
                // Exports are put one below another, each with its own columns.
                let first = text.split('\n').next().unwrap_or_default();
                if is_heading(first) {
                    *columns = self::columns(first);
                }
                let below = text.as_bytes().get(first.len()..length).unwrap_or_default();
                let next = memmem::find(below, b"\nPT\t").map(|at| first.len() + at + 1);
                let length = next.unwrap_or(length);
                let columns = Arc::clone(columns);
                Some((length, Box::new(move |text, sink| rows(text, &columns, sink))))
            }
        }
    }
}

/// Whether a line is the heading of a table: its first columns have known tags.
pub(super) fn is_heading(line: &str) -> bool {
    let heads = || line.split('\t').map(str::trim);
    heads().count() > 4
        && heads().take(5).all(|head| COLUMNS.contains(&head))
        && heads().any(|head| matches!(head, "TI" | "AU" | "UT"))
}

fn columns(heading: &str) -> Arc<[Column]> {
    let column = |head: &str| {
        let head = head.trim();
        Column { tag: COLUMNS.iter().copied().find(|known| *known == head), head: head.to_owned() }
    };
    heading.split('\t').map(column).collect()
}

/// Reads lines of a table.
fn rows<'a>(text: &'a str, columns: &[Column], sink: &mut dyn Sink<'a>) {
    let mut at = 0;
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(columns.len());
    for row in text.split_inclusive('\n') {
        let start = at;
        at += row.len();
        let row = row.trim_end_matches('\n');
        if row.trim().is_empty() || is_heading(row) {
            continue;
        }
        lines.clear();
        let mut unknown = Vec::new();
        let mut cell_at = start;
        let mut heads = columns.iter();
        for cell in row.split('\t') {
            let (raw, value_at) = (cell.trim(), cell_at + (cell.len() - cell.trim_start().len()));
            cell_at += cell.len() + 1;
            match heads.next() {
                _ if raw.is_empty() => {}
                Some(Column { tag: Some(tag), .. }) => {
                    let line = Line { tag, raw, at: value_at, value_at, apart: false };
                    if LISTS.contains(tag) { lines.extend(items(line)) } else { lines.push(line) }
                }
                Some(Column { tag: None, head }) if !head.is_empty() => unknown.push((head.clone(), raw)),
                _ => sink.report(Diagnostic::new(codes::IGNORED_TEXT, value_at..value_at + raw.len())),
            }
        }
        let span = start..start + row.len();
        read::finish(&lines, unknown, span, sink);
    }
}

/// The items of a list that are separated by semicolons.
fn items(line: Line<'_>) -> impl Iterator<Item = Line<'_>> {
    let mut at = line.value_at;
    line.raw.split(';').filter_map(move |item| {
        let value_at = at + (item.len() - item.trim_start().len());
        at += item.len() + 1;
        let raw = item.trim();
        (!raw.is_empty()).then_some(Line { raw, at: value_at, value_at, ..line })
    })
}
