//! Records → BibTeX and BibLaTeX.
//!
//! A record that was read from a `.bib` file is written field by field as it stood there;
//! any other is laid out afresh, in a fixed order.

mod dates;
mod entry;
mod layout;
mod names;
mod place;
mod source;
#[cfg(test)]
mod tests;

use super::Dialect;
use super::fields::Class;
use crate::format::{Output, WriteOptions, Writer, lose_extra};
use crate::record::{Matter, Record};

/// The emitter of a dialect.
#[derive(Debug)]
pub(super) struct BibWriter(pub(super) Dialect);

impl Writer for BibWriter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        match source::Source::of(record) {
            Some(source) => source.write(self.0, options, out),
            None => entry::write(record, self.0, options, out),
        }
        lose_extra(record, super::FAMILY, out);
    }

    /// An address (`http://zotero.org/users/1/items/AB12`) is the id of a record in someone's
    /// database: no one types it. It stays as an alias.
    fn renames(&self, record: &Record<'_>) -> bool {
        record.key.contains("://") && source::Source::of(record).is_none()
    }

    fn matter(&self, matter: &Matter<'_>, options: &WriteOptions, out: &mut Output) {
        if matter.format == super::FAMILY {
            source::raw(&matter.value, Class::Text, options.ascii, out);
            out.byte(b'\n');
        } else {
            out.lose(
                format!("{}:{}", matter.format, matter.name),
                matter.value.as_ref(),
                "it stands outside records",
            );
        }
    }

    fn separator(&self) -> &'static str {
        "\n"
    }
}
