//! The names of the fields of an entry.

/// Fields that a record's own variables hold, with those of its parents
/// (docs/file-format.md, "Fields").
pub(super) const MAPPED: &[&str] = &[
    "type",
    "title",
    "author",
    "editor",
    "affiliated",
    "date",
    "edition",
    "volume",
    "issue",
    "volume-total",
    "chapter",
    "page-range",
    "page-total",
    "runtime",
    "publisher",
    "location",
    "organization",
    "archive",
    "archive-location",
    "call-number",
    "serial",
    "serial-number",
    "url",
    "language",
    "genre",
    "note",
    "abstract",
];
