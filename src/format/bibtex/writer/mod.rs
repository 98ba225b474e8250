//! Records → BibTeX and BibLaTeX.
//!
//! A record that was read from a `.bib` file is written field by field as it stood there;
//! any other is laid out afresh, in a fixed order.

mod dates;
mod entry;
mod layout;
mod names;
mod place;

use super::Dialect;
use crate::format::{Output, WriteOptions, Writer, lose_extra};
use crate::record::Record;

/// The emitter of a dialect.
#[derive(Debug)]
pub(super) struct BibWriter(pub(super) Dialect);

impl Writer for BibWriter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        entry::write(record, self.0, options, out);
        lose_extra(record, super::FAMILY, out);
    }

    fn separator(&self) -> &'static str {
        "\n"
    }
}
