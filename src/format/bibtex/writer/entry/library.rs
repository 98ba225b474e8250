//! The archive or library that holds a record, and where in it.

use super::super::super::Dialect;
use super::super::super::fields::Class;
use super::Entry;
use super::values::Value;
use crate::format::Output;
use crate::record::Field;

/// What `library` says, in this order: "a library name and a call number" (biblatex §2.2.2).
pub(super) const FIELDS: &[Field] = &[
    Field::Archive,
    Field::ArchivePlace,
    Field::ArchiveCollection,
    Field::ArchiveLocation,
    Field::CallNumber,
];

impl Entry<'_> {
    /// Whether the record names an archive, or a place in one.
    pub(super) fn has_archive(&self) -> bool {
        let call_number = self.field == Field::CallNumber && self.dialect == Dialect::Bibtex;
        !call_number && FIELDS.iter().any(|field| *field != Field::CallNumber && self.record.has(*field))
    }

    /// Puts all of it into one field, once.
    pub(super) fn library(&mut self, out: &mut Output) {
        let fields = match self.dialect {
            // BibTeX has `lccn` for the call number.
            Dialect::Bibtex => &FIELDS[..FIELDS.len() - 1],
            Dialect::Biblatex => FIELDS,
        };
        self.put_as("library", Class::Text, Value::Series(fields), out);
    }
}
