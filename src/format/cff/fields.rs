//! What the keys of the work and of references say, by kind, in the order in which they
//! are written.

use std::sync::LazyLock;

use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use super::types::PARTS;
use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Keywords, Language, LastPage, Names, Serial, Text, Url, Year};

const ENTRIES: &[Kind] = &[Kind::Entry, Kind::EntryDictionary, Kind::EntryEncyclopedia];

/// Keys that are read and written.
#[rustfmt::skip]
static WRITTEN: &[Row] = &[
    row("entry", Text(Field::Title), In(ENTRIES)),
    row("title", Text(Field::ContainerTitle), In(ENTRIES)),
    row("title", Text(Field::Title), Any),
    row("abbreviation", Text(Field::TitleShort), Any),
    row("authors", Names(Role::Author), Any),
    row("editors", Names(Role::Editor), Any),
    row("editors-series", Names(Role::CollectionEditor), Any),
    row("translators", Names(Role::Translator), Any),
    row("recipients", Names(Role::Recipient), Any),
    row("version", Text(Field::Version), Any),
    row("date-released", Date(DateField::Issued), Any),
    row("year", Year, Any),
    row("year-original", Date(DateField::OriginalDate), Any),
    row("status", Text(Field::Status), Any),
    row("collection-title", Text(Field::ContainerTitle), In(PARTS)),
    row("collection-title", Text(Field::CollectionTitle), Any),
    row("journal", Text(Field::ContainerTitle), Not(PARTS)),
    row("volume", Text(Field::Volume), Any),
    row("volume-title", Text(Field::VolumeTitle), Any),
    row("number-volumes", Text(Field::NumberOfVolumes), Any),
    row("issue", Text(Field::Issue), Any),
    row("issue-title", Text(Field::IssueTitle), Any),
    row("number", Text(Field::Number), Any),
    row("edition", Text(Field::Edition), Any),
    row("section", Text(Field::ChapterNumber), In(PARTS)),
    row("section", Text(Field::Section), Any),
    row("start", FirstPage, Any),
    row("end", LastPage, Any),
    row("pages", Text(Field::NumberOfPages), Any),
    row("thesis-type", Text(Field::Genre), In(&[Kind::Thesis])),
    row("data-type", Text(Field::Genre), In(&[Kind::Dataset])),
    row("department", Text(Field::Division), Any),
    row("medium", Text(Field::Medium), Any),
    row("format", Text(Field::Dimensions), Any),
    row("database", Text(Field::Source), Any),
    row("doi", Doi, Any),
    row("isbn", Serial, Any),
    row("issn", Serial, Any),
    row("pmcid", Text(Field::Pmcid), Any),
    row("url", Url, Any),
    row("date-accessed", Date(DateField::Accessed), Any),
    row("languages", Language, Any),
    row("keywords", Keywords, Any),
    row("license", Text(Field::License), Any),
    row("abstract", Text(Field::Abstract), Any),
    row("notes", Text(Field::Note), Any),
];

/// Keys that are only read.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("term", Text(Field::Title), In(ENTRIES)),
    row("senders", Names(Role::Author), Any),
    row("journal", Text(Field::ContainerTitle), In(PARTS)),
    row("license-url", Text(Field::License), Any),
    row("date-downloaded", Date(DateField::Accessed), Any),
];

/// The keys of the work and of references.
pub(super) static KEYS: LazyLock<Table> = LazyLock::new(|| Table::new(WRITTEN, READ));

/// Addresses of a work that has no other, in the order in which they stand for it.
pub(super) const ADDRESSES: &[&str] = &["url", "repository-code", "repository", "repository-artifact"];

/// Keys whose values may be numbers (schema of CFF 1.2.0).
pub(super) const NUMBERS: &[&str] =
    &["volume", "number-volumes", "issue", "number", "section", "start", "end", "pages"];

/// Keys that the work has, apart from its authors and title.
pub(super) const OF_WORK: &[&str] = &[
    "abstract",
    "commit",
    "contact",
    "date-released",
    "doi",
    "identifiers",
    "keywords",
    "license",
    "license-url",
    "repository",
    "repository-artifact",
    "repository-code",
    "url",
    "version",
];

/// Keys that are known and have no place in a record; what they say is kept.
pub(super) const KEPT: &[&str] = &[
    "collection-doi",
    "collection-type",
    "commit",
    "contact",
    "copyright",
    "database-provider",
    "date-published",
    "entry",
    "filename",
    "issue-date",
    "loc-end",
    "loc-start",
    "month",
    "nihmsid",
    "patent-states",
    "repository",
    "repository-artifact",
    "repository-code",
    "scope",
    "term",
];

/// Identifiers that have no key of their own: what stands before them among the
/// `identifiers`, and what they are.
pub(super) const IDENTIFIERS: &[(&str, Field)] = &[
    ("arxiv:", Field::Eprint),
    ("pmid:", Field::Pmid),
    ("pmcid:", Field::Pmcid),
    ("isbn:", Field::Isbn),
    ("issn:", Field::Issn),
    ("doi:", Field::Doi),
];
