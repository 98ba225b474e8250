//! XML, one record element at a time.
//!
//! A file is cut after whole record elements ([`split`]); each becomes a flat tree
//! ([`Tree`]) whose texts borrow from the input, is turned into a record and forgotten.
//! Names are told by their local part, for files bind any prefix to a namespace. No
//! entity of a document type is ever expanded, and nothing outside the text is read.
//! What is not well-formed costs its own record at most.

mod again;
mod attribute;
mod extent;
mod text;
mod tree;
mod write;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::record::Record;

use extent::Extents;
pub use extent::{Names, split};
pub use text::escaped;
pub use tree::{Element, Tree};
pub use write::Writer;

/// Reads the record elements of a text. `build` makes a record of an element; where it gives none, the
/// element held nothing, or is reported as unreadable if it holds text.
pub fn records<'a>(
    text: &'a str,
    names: Names,
    sink: &mut dyn Sink<'a>,
    mut build: impl FnMut(Element<'_, 'a>, &mut dyn Sink<'a>) -> Option<Record<'a>>,
) {
    let mut tree = Tree::default();
    for extent in Extents::new(text, names) {
        let Range { start, end } = extent.span.clone();
        let broken = tree.read(text, extent.span);
        let Some(root) = tree.root() else { continue };
        if let Some(mut record) = build(root, sink) {
            if !extent.closed {
                let tag =
                    text.get(start..end).and_then(|rest| rest.find('>')).map_or(end, |at| start + at + 1);
                sink.report(Diagnostic::new(codes::UNCLOSED_RECORD, start..tag));
            }
            broken.into_iter().for_each(|diagnostic| sink.report(diagnostic));
            record.span = start..end;
            sink.record(record);
        } else if !extent.wraps && !root.is_blank() {
            sink.report(Diagnostic::new(codes::UNREADABLE, start..end));
        }
    }
}

/// Whether the first element of a text, after its prolog, has this local name. Comments
/// and a document type may stand before it.
pub fn root_is(text: &str, name: &str) -> bool {
    root(text).is_some_and(|tag| extent::local(tag) == name)
}

/// The tag of the first element, from its name on.
pub fn root(text: &str) -> Option<&str> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let blank = rest.len() - rest.trim_start_matches('\u{feff}').trim_start().len();
        let rest = rest[blank..].strip_prefix('<')?;
        if !rest.starts_with(['?', '!']) {
            return Some(rest);
        }
        at = extent::after_declaration(text, at + blank)?;
    }
}

#[cfg(test)]
mod tests;
