//! Tables of separated values: the exports of Zotero, Scopus, PubMed and other databases,
//! and any table whose columns have names that say what they hold, or of which the user
//! says it.
//!
//! What is written has Zotero's columns and some more; columns of the input that no one
//! knows come behind them. For the head names them all, a table is written once all
//! records are known; until then they wait in a temporary file. Values are quoted as
//! RFC 4180 has it and never changed, not even if a spreadsheet takes them for formulas.

mod citation;
mod columns;
mod fields;
mod head;
mod kinds;
mod people;
mod read;
mod write;

use std::sync::Arc;

use super::{Confidence, Format, Parse, ReadOptions, Reader, Splitter, Start};
use crate::format::shared::tagged::Place;
use crate::grammar::csv::Rows;
use crate::record::Field;
pub use columns::Columns;
use head::Head;

/// Values separated by commas, or by semicolons.
pub const CSV: Format = Format {
    name: "csv",
    aliases: &[],
    extensions: &["csv"],
    about: "Tables: CSV of Zotero, Scopus, PubMed and other databases, and any other (`--columns`)",
    sniff: |text| sniff(text, |separator| separator != b'\t'),
    begins: None,
    reader: Some(&Grammar(None)),
    writer: Some(&write::Emitter { separator: b',' }),
};

/// Values separated by tabs.
pub const TSV: Format = Format {
    name: "tsv",
    aliases: &["tab"],
    extensions: &["tsv", "tab"],
    about: "Tables with tabs between values, otherwise like CSV",
    sniff: |text| sniff(text, |separator| separator == b'\t'),
    begins: None,
    reader: Some(&Grammar(Some(b'\t'))),
    writer: Some(&write::Emitter { separator: b'\t' }),
};

/// The name under which extras of both are kept.
const FAMILY: &str = "csv";

/// Reads tables, of one separator or of any.
struct Grammar(Option<u8>);

impl Reader for Grammar {
    fn start(&self, options: &ReadOptions) -> Start {
        Start::Split(Box::new(Table { separator: self.0, columns: options.columns.clone(), head: None }))
    }
}

/// A table being cut at the ends of its rows.
struct Table {
    separator: Option<u8>,
    columns: Columns,
    head: Option<Arc<Head>>,
}

impl Splitter for Table {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        let Some(head) = &self.head else {
            // Blank lines alone hold nothing to read.
            let head = Head::find(text, at_end, self.separator, &self.columns)?;
            let head = Arc::clone(self.head.insert(Arc::new(head)));
            return Some((head.end, Box::new(move |text, sink| read::above(text, &head, sink))));
        };
        let mut rows = Rows::new(text, head.separator, at_end);
        while rows.read() {}
        let length = if at_end { text.len() } else { rows.at };
        (length > 0).then(|| (length, read::parser(Arc::clone(head))))
    }
}

/// A head with a title among several columns that are known.
fn sniff(text: &str, separated: fn(u8) -> bool) -> Confidence {
    let Some(head) = Head::find(text, true, None, &Columns::default()) else { return Confidence::No };
    if !separated(head.separator) || head.known < 3 || !head.holds(Place::Text(Field::Title)) {
        return Confidence::No;
    }
    if head.known > 4 && head.known * 2 >= head.columns.len() {
        Confidence::Certain
    } else {
        Confidence::Likely
    }
}
