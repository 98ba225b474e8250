//! Where the values of a record go: field names by kind and dialect, in a fixed order.

use std::sync::LazyLock;

use super::super::Dialect;
use super::super::fields::{self, Class, FieldName, Slot};
use super::super::types::{self, EntryType};
use crate::record::{Field, Kind, Role};

/// A field of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its name.
    pub name: &'static str,
    /// How its value is written.
    pub class: Class,
    /// Where it stands among the others.
    pub rank: u8,
}

/// The fields in the order in which they are written: who, what, where, when, how to find
/// it, then what is long.
#[rustfmt::skip]
const ORDER: &[&str] = &[
    "author", "author+an:orcid", "editor", "editor+an:orcid", "editortype", "editora", "editoratype", "editorb", "editorbtype", "editorc",
    "editorctype", "translator", "annotator", "commentator", "introduction", "foreword", "afterword",
    "holder", "shortauthor", "shorteditor",
    "title", "subtitle", "titleaddon", "shorttitle", "origtitle",
    "journal", "journaltitle", "journalsubtitle", "journaltitleaddon", "shortjournal",
    "issuetitle", "issuesubtitle",
    "booktitle", "booksubtitle", "booktitleaddon", "bookauthor",
    "maintitle", "mainsubtitle", "maintitleaddon",
    "eventtitle", "eventtitleaddon", "eventdate", "venue",
    "series", "shortseries", "edition", "version", "volume", "part", "number", "issue", "chapter", "pages",
    "eid", "volumes", "pagetotal",
    "type", "entrysubtype", "howpublished",
    "school", "institution", "organization", "publisher", "address", "location",
    "date", "year", "month", "day", "pubstate",
    "origdate", "origpublisher", "origlocation",
    "isbn", "issn", "doi", "eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass",
    "pmid", "pmcid", "url", "urldate", "library",
    "language", "langid", "note", "addendum", "keywords", "affiliation", "annote", "annotation", "abstract",
];

impl Place {
    pub(super) const fn named(name: &'static str, class: Class) -> Self {
        Place { name, class, rank: rank(name) }
    }

    fn of_row(row: &FieldName) -> Self {
        Place::named(row.name, row.class)
    }
}

/// Where a name stands in the order; those that are not in it come last.
const fn rank(name: &str) -> u8 {
    let mut rank = 0;
    while rank < ORDER.len() {
        if same(ORDER[rank].as_bytes(), name.as_bytes()) {
            return rank as u8;
        }
        rank += 1;
    }
    u8::MAX
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The table of one dialect, by kind and field.
struct Table {
    fields: Vec<Option<Place>>,
    roles: Vec<Option<Place>>,
    types: Vec<&'static EntryType>,
    /// Whether the entry type tells the kind.
    told: Vec<bool>,
}

impl Table {
    fn of(dialect: Dialect) -> Self {
        // Fields that BibTeX does not know are ignored by its styles, but not by readers.
        let place = |slot, kind| {
            fields::of_slot(slot, kind, dialect)
                .or_else(|| fields::of_slot(slot, kind, Dialect::Biblatex))
                .map(Place::of_row)
        };
        let by_kind = |slots: Vec<Slot>| -> Vec<Option<Place>> {
            Kind::ALL.iter().flat_map(|&kind| slots.iter().map(move |&slot| place(slot, kind))).collect()
        };
        Table {
            fields: by_kind(Field::ALL.iter().map(|&field| Slot::Field(field)).collect()),
            roles: Role::ALL.iter().map(|&role| place(Slot::Role(role), Kind::Document)).collect(),
            types: Kind::ALL.iter().map(|&kind| types::of_kind(kind, "", dialect)).collect(),
            told: Kind::ALL
                .iter()
                .map(|&kind| {
                    let row = types::of_kind(kind, "", dialect);
                    types::by_subtype(row.name, row.subtype).is_some_and(|read| read.kind == kind)
                })
                .collect(),
        }
    }

    fn get(dialect: Dialect) -> &'static Table {
        static TABLES: LazyLock<[Table; 2]> =
            LazyLock::new(|| [Table::of(Dialect::Bibtex), Table::of(Dialect::Biblatex)]);
        match dialect {
            Dialect::Bibtex => &TABLES[0],
            Dialect::Biblatex => &TABLES[1],
        }
    }
}

/// Where a text goes.
pub(super) fn of_field(field: Field, kind: Kind, dialect: Dialect) -> Option<Place> {
    let at = kind as usize * Field::ALL.len() + field as usize;
    Table::get(dialect).fields.get(at).copied().flatten()
}

/// Where names go.
pub(super) fn of_role(role: Role, dialect: Dialect) -> Option<Place> {
    Table::get(dialect).roles.get(role as usize).copied().flatten()
}

/// Whether the entry type that is written for a kind is read as that kind.
pub(super) fn is_told(kind: Kind, dialect: Dialect) -> bool {
    Table::get(dialect).told.get(kind as usize).copied().unwrap_or_default()
}

/// The entry type; `genre` may pick one that implies it.
pub(super) fn entry_type(kind: Kind, genre: &str, dialect: Dialect) -> &'static EntryType {
    if !genre.is_empty() && matches!(kind, Kind::Thesis | Kind::Report) {
        return types::of_kind(kind, genre, dialect);
    }
    Table::get(dialect).types.get(kind as usize).copied().unwrap_or_else(|| types::of_kind(kind, "", dialect))
}
