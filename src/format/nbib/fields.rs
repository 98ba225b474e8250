//! What the tags of MEDLINE and ERIC say.

use std::sync::LazyLock;

use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Key, Keywords, Language, Names, Serial, Text};

/// Parts of books, whose container has a tag of its own.
const IN_BOOKS: &[Kind] = &[
    Kind::Chapter,
    Kind::InBook,
    Kind::BookInBook,
    Kind::SuppBook,
    Kind::SuppCollection,
    Kind::Entry,
    Kind::EntryDictionary,
    Kind::EntryEncyclopedia,
    Kind::PaperConference,
];

/// Tags that are read and written, in PubMed's order.
#[rustfmt::skip]
static WRITTEN: &[Row] = &[
    row("PMID", Text(Field::Pmid), Any),
    row("IS", Serial, Any),
    row("ISBN", Text(Field::Isbn), Any),
    row("VI", Text(Field::Volume), Any),
    row("IP", Text(Field::Issue), Any),
    row("DP", Date(DateField::Issued), Any),
    row("TI", Text(Field::Title), Any),
    row("TT", Text(Field::OriginalTitle), Any),
    row("BTI", Text(Field::ContainerTitle), In(IN_BOOKS)),
    row("CTI", Text(Field::CollectionTitle), Any),
    row("PG", FirstPage, Any),
    row("LID", Doi, Any),
    row("AB", Text(Field::Abstract), Any),
    row("CI", Text(Field::License), Any),
    row("FAU", Names(Role::Author), Any),
    row("FED", Names(Role::Editor), Any),
    row("LA", Language, Any),
    row("PT", Place::Kind, Any),
    row("DEP", Date(DateField::AvailableDate), Any),
    row("PL", Text(Field::PublisherPlace), Any),
    row("PB", Text(Field::Publisher), Any),
    row("EN", Text(Field::Edition), Any),
    row("TA", Text(Field::ContainerTitleShort), Any),
    row("JT", Text(Field::ContainerTitle), Not(IN_BOOKS)),
    row("OT", Keywords, Any),
    row("GN", Text(Field::Note), Any),
    row("PHST", Date(DateField::Submitted), Any),
    row("PMC", Text(Field::Pmcid), Any),
    row("AID", Key, Any),
    row("PST", Text(Field::Status), Any),
];

/// Tags that are only read, and those that are known but say nothing that the record has
/// a place for: the others of PubMed's list.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("JT", Text(Field::ContainerTitle), Any),
    row("VTI", Text(Field::VolumeTitle), Any),
    row("MH", Keywords, Any),
    row("AU", Names(Role::Author), Any),
    row("ED", Names(Role::Editor), Any),
    row("CN", Names(Role::Author), Any),
    row("ISSN", Serial, Any),
];

/// The tags.
pub(super) static TAGS: LazyLock<Table> = LazyLock::new(|| Table::new(WRITTEN, READ));
