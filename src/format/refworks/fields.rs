//! What RefWorks' tags say, by kind.

use std::sync::LazyLock;

use crate::format::shared::tagged::group::{ARTICLES, BOOKS, PARTS};
use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Key, Keywords, Language, LastPage, Names, Serial, Text, Url, Year};

/// What is shown or played, where those who made it are told apart.
const FILMS: &[Kind] = &[Kind::MotionPicture, Kind::Broadcast];
const MUSIC: &[Kind] = &[Kind::Song, Kind::MusicalScore];
const VERSIONED: &[Kind] = &[Kind::Software, Kind::Dataset, Kind::Webpage];
/// What may stand in a series but in no container.
const SERIAL: &[Kind] = &[Kind::Report, Kind::Software, Kind::Map, Kind::Thesis];

/// The tags in the order of RefWorks' list. Of those that share a place the first says it.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("RT", Place::Kind, Any),
    row("ID", Key, Any),
    row("A1", Names(Role::Director), In(FILMS)),
    row("A1", Names(Role::Composer), In(MUSIC)),
    row("A1", Names(Role::Editor), In(&[Kind::EditedCollection])),
    row("A1", Names(Role::Author), Any),
    row("T1", Text(Field::Title), Any),
    row("JF", Text(Field::ContainerTitle), Any),
    row("WT", Text(Field::ContainerTitle), Any),
    row("T2", Text(Field::CollectionTitle), In(BOOKS)),
    row("T2", Text(Field::CollectionTitle), In(SERIAL)),
    row("T2", Text(Field::ContainerTitle), Any),
    row("JO", Text(Field::ContainerTitleShort), Any),
    row("FD", Date(DateField::Issued), Any),
    row("YR", Year, Any),
    row("VO", Text(Field::Volume), Any),
    row("IS", Text(Field::Number), In(&[Kind::Report, Kind::Patent, Kind::Standard])),
    row("IS", Text(Field::CollectionNumber), In(BOOKS)),
    row("IS", Text(Field::Issue), Any),
    row("SP", FirstPage, Any),
    row("OP", LastPage, Any),
    row("K1", Keywords, Any),
    row("AB", Text(Field::Abstract), Any),
    row("NO", Text(Field::Note), Any),
    row("A2", Text(Field::Authority), In(&[Kind::Patent])),
    row("A2", Names(Role::Editor), Any),
    row("ED", Text(Field::Version), In(VERSIONED)),
    row("ED", Text(Field::Edition), Any),
    row("PB", Text(Field::Authority), In(&[Kind::LegalCase])),
    row("PB", Text(Field::Publisher), Any),
    row("PP", Text(Field::PublisherPlace), Any),
    row("A3", Names(Role::CollectionEditor), Not(ARTICLES)),
    row("A4", Names(Role::Translator), Any),
    row("A5", Names(Role::Compiler), Any),
    row("A6", Names(Role::Editor), Any),
    row("T3", Text(Field::CollectionTitle), In(PARTS)),
    row("T3", Text(Field::CollectionTitle), In(BOOKS)),
    row("SN", Serial, Any),
    row("AN", Text(Field::ArchiveLocation), Any),
    row("LA", Language, Any),
    row("OT", Text(Field::OriginalTitle), Any),
    row("UL", Url, Any),
    row("LK", Url, Any),
    row("DO", Doi, Any),
    row("CN", Text(Field::CallNumber), Any),
    row("DB", Text(Field::Archive), Any),
    row("DS", Text(Field::Source), Any),
    row("RD", Date(DateField::Accessed), Any),
    row("ST", Text(Field::TitleShort), Any),
    row("WV", Text(Field::Version), Any),
    row("WP", Date(DateField::AvailableDate), Any),
    row("PMID", Text(Field::Pmid), Any),
    row("PMCID", Text(Field::Pmcid), Any),
    row("UR", Url, Any),
    row("AD", Text(Field::AuthorAddress), Any),
];

/// The tags.
pub(super) static TAGS: LazyLock<Table> = LazyLock::new(|| Table::new(&[], READ));

/// Tags of RefWorks' list that say nothing for which a record has a place: source type,
/// availability, classification, subfile, identifying phrase, cited references,
/// sponsoring library, the language of the output, users' own.
pub(super) const OTHERS: &[&str] = &[
    "SR", "AV", "CL", "SF", "IP", "CR", "SL", "LL", "OL", "ER", "U1", "U2", "U3", "U4", "U5", "U6", "U7",
    "U8", "U9", "U10", "U11", "U12", "U13", "U14", "U15",
];
