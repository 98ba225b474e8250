//! CSL-JSON with one item a line.

use crate::format::{Format, Output, WriteOptions, Writer};
use crate::grammar::json::Layout;
use crate::record::Record;

use super::{ITEMS, item, sniff};

/// CSL-JSON, one item a line.
pub static CSL_JSONL: Format = Format {
    name: "csl-jsonl",
    aliases: &["csl-ndjson"],
    extensions: &["jsonl", "ndjson"],
    about: "CSL-JSON with one item a line, for streams and databases",
    sniff: sniff::jsonl,
    begins: None,
    reader: Some(&ITEMS),
    writer: Some(&Lines),
};

struct Lines;

impl Writer for Lines {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        out.byte(b'{');
        item::emit(record, &mut Layout { out, indent: None, depth: 2, ascii: options.ascii, first: true });
        out.push("}\n");
    }
}
