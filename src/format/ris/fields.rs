//! What the tags of RIS say, by kind.
//!
//! Sources: the RIS specification of Research Information Systems (RefMan 2001);
//! EndNote's RefMan filter and Zotero's translator for the tags and meanings that came
//! later.

use std::sync::LazyLock;

use crate::format::shared::tagged::group::{BOOKS, NUMBERED, PARTS};
use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Key, Keywords, Language, LastPage, Names, Serial, Text, Url, Year};

/// What is shown, where those who made it are told apart.
const FILMS: &[Kind] = &[Kind::MotionPicture, Kind::Broadcast];
const MUSIC: &[Kind] = &[Kind::Song, Kind::MusicalScore];
/// What may stand in a series but in no container.
const SERIAL: &[Kind] = &[Kind::Report, Kind::Software, Kind::Map, Kind::Thesis, Kind::Standard];
const NO_CONTAINER: &[Kind] = &[Kind::Thesis, Kind::Patent];
/// What has no issues: a number of it is its own, or that of the series.
const UNISSUED: &[Kind] = &[
    Kind::Patent,
    Kind::Report,
    Kind::Standard,
    Kind::Regulation,
    Kind::Book,
    Kind::Classic,
    Kind::Collection,
    Kind::Commentary,
    Kind::EditedCollection,
    Kind::Manual,
    Kind::MultiVolumeBook,
    Kind::MultiVolumeCollection,
    Kind::MultiVolumeReference,
    Kind::Pamphlet,
    Kind::Reference,
];
const VERSIONED: &[Kind] = &[Kind::Software, Kind::Dataset];

/// Tags that are read and written, in the order in which they are written.
#[rustfmt::skip]
static WRITTEN: &[Row] = &[
    row("TY", Place::Kind, Any),
    row("ID", Key, Any),
    row("TI", Text(Field::Title), Any),
    row("AU", Names(Role::Director), In(FILMS)),
    row("AU", Names(Role::Composer), In(MUSIC)),
    row("AU", Names(Role::Editor), In(&[Kind::EditedCollection])),
    row("AU", Names(Role::Author), Any),
    row("T2", Text(Field::CollectionTitle), In(BOOKS)),
    row("T2", Text(Field::CollectionTitle), In(&[Kind::Report, Kind::Software, Kind::Map])),
    row("T2", Text(Field::EventTitle), In(&[Kind::Speech, Kind::Event])),
    row("T2", Text(Field::Division), In(&[Kind::Thesis])),
    row("T2", Text(Field::ContainerTitle), Not(NO_CONTAINER)),
    row("A2", Names(Role::CollectionEditor), In(BOOKS)),
    row("A2", Names(Role::CollectionEditor), In(SERIAL)),
    row("A2", Names(Role::Recipient), In(&[Kind::PersonalCommunication])),
    row("A2", Names(Role::Interviewer), In(&[Kind::Interview])),
    row("A2", Names(Role::Performer), In(MUSIC)),
    row("A2", Text(Field::Authority), In(&[Kind::Patent])),
    row("A2", Text(Field::ContainerTitle), In(&[Kind::LegalCase])),
    row("A2", Names(Role::Editor), Any),
    row("ED", Names(Role::Editor), Any),
    row("T3", Text(Field::Authority), In(&[Kind::Bill, Kind::Hearing])),
    row("T3", Text(Field::CollectionTitle), Any),
    row("A3", Names(Role::CollectionEditor), In(PARTS)),
    row("A3", Names(Role::Producer), In(FILMS)),
    row("A3", Names(Role::Contributor), In(&[Kind::Thesis])),
    row("A4", Names(Role::Translator), Any),
    row("AB", Text(Field::Abstract), Any),
    row("C1", Text(Field::Scale), In(&[Kind::Map])),
    row("C2", Names(Role::ContainerAuthor), In(&[Kind::Chapter])),
    row("C3", Text(Field::Dimensions), In(&[Kind::Graphic])),
    row("C5", Text(Field::Medium), In(FILMS)),
    row("C5", Text(Field::Medium), In(MUSIC)),
    row("C7", Text(Field::Eid), Any),
    row("CN", Text(Field::CallNumber), Not(&[Kind::Patent])),
    row("CY", Text(Field::EventPlace), In(&[Kind::Speech, Kind::Event, Kind::Performance])),
    row("CY", Text(Field::PublisherPlace), Any),
    row("DA", Date(DateField::Issued), Any),
    row("PY", Year, Any),
    row("DO", Doi, Any),
    row("DP", Text(Field::Source), Any),
    row("ET", Text(Field::Version), In(VERSIONED)),
    row("ET", Text(Field::Edition), Any),
    row("VL", Text(Field::Volume), Not(&[Kind::Patent])),
    row("IS", Text(Field::NumberOfVolumes), In(&[Kind::Chapter])),
    row("IS", Text(Field::Issue), Not(UNISSUED)),
    row("SP", Text(Field::Dimensions), In(FILMS)),
    row("SP", FirstPage, Any),
    row("EP", LastPage, Any),
    row("J2", Text(Field::ContainerTitleShort), Any),
    row("LA", Language, Any),
    row("M1", Text(Field::Medium), In(&[Kind::Software])),
    row("M1", Text(Field::CallNumber), In(&[Kind::Patent])),
    row("M1", Text(Field::CollectionNumber), In(BOOKS)),
    row("M1", Text(Field::Number), Any),
    row("M3", Text(Field::Medium), In(&[Kind::Graphic])),
    row("M3", Text(Field::Genre), Any),
    row("NV", Text(Field::NumberOfVolumes), Any),
    row("OP", Date(DateField::OriginalDate), Any),
    row("PB", Text(Field::Authority), In(&[Kind::LegalCase])),
    row("PB", Names(Role::Holder), In(&[Kind::Patent])),
    row("PB", Text(Field::Publisher), Any),
    row("RI", Text(Field::ReviewedTitle), Any),
    row("SE", Text(Field::ChapterNumber), In(&[Kind::Chapter])),
    row("SE", Text(Field::Section), Any),
    row("SN", Serial, Any),
    row("ST", Text(Field::TitleShort), Any),
    row("TT", Text(Field::OriginalTitle), Any),
    row("SV", Text(Field::CollectionNumber), Any),
    row("UR", Url, Any),
    row("AN", Text(Field::ArchiveLocation), Any),
    row("DB", Text(Field::Archive), Any),
    row("Y2", Date(DateField::Accessed), Any),
    row("N1", Text(Field::Note), Any),
    row("RN", Text(Field::Annote), Any),
    row("AD", Text(Field::AuthorAddress), Any),
    row("KW", Keywords, Any),
];

/// Older, odd and misplaced tags that are only read.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("T1", Text(Field::Title), Any),
    row("CT", Text(Field::Title), Any),
    row("BT", Text(Field::Title), In(BOOKS)),
    row("BT", Text(Field::Title), In(&[Kind::Manuscript])),
    row("BT", Text(Field::ContainerTitle), Any),
    row("A1", Names(Role::Director), In(FILMS)),
    row("A1", Names(Role::Composer), In(MUSIC)),
    row("A1", Names(Role::Editor), In(&[Kind::EditedCollection])),
    row("A1", Names(Role::Author), Any),
    row("A3", Names(Role::Editor), In(BOOKS)),
    row("A3", Names(Role::CollectionEditor), Any),
    row("JF", Text(Field::ContainerTitle), Not(NO_CONTAINER)),
    row("JO", Text(Field::ContainerTitleShort), Any),
    row("JA", Text(Field::ContainerTitleShort), Any),
    row("J1", Text(Field::ContainerTitleShort), Any),
    row("Y1", Date(DateField::Issued), Any),
    row("N2", Text(Field::Abstract), Any),
    row("IS", Text(Field::Number), In(NUMBERED)),
    row("IS", Text(Field::CollectionNumber), In(BOOKS)),
    row("CP", Text(Field::Issue), Any),
    row("VO", Text(Field::Volume), Any),
    row("PP", Text(Field::PublisherPlace), Any),
    row("LK", Url, Any),
    row("M2", Text(Field::Note), Any),
    row("H1", Text(Field::Archive), Any),
    row("H2", Text(Field::CallNumber), Any),
];

/// The tags of RIS.
pub(super) static TAGS: LazyLock<Table> = LazyLock::new(|| Table::new(WRITTEN, READ));
