//! What the elements of a record say, by kind: EndNote calls them by one name for all
//! reference types and shows them under many.
//!
//! Sources: the reference types of EndNote 20 and its XML; Zotero's and JabRef's files.

use std::sync::LazyLock;

use crate::format::shared::tagged::group::{ARTICLES, BOOKS, NUMBERED, PARTS};
use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Key, Keywords, Language, Names, Serial, Text, Url, Year};

const FILMS: &[Kind] = &[Kind::MotionPicture, Kind::Broadcast];
const MUSIC: &[Kind] = &[Kind::Song, Kind::MusicalScore];
/// What may stand in a series but in no container.
const SERIAL: &[Kind] =
    &[Kind::Report, Kind::Software, Kind::Map, Kind::Standard, Kind::Manual, Kind::Graphic];
const PAPERS: &[Kind] = &[Kind::PaperConference];
const VERSIONED: &[Kind] = &[Kind::Software, Kind::Dataset];
const LEGAL: &[Kind] = &[Kind::LegalCase, Kind::Legislation, Kind::Bill, Kind::Regulation, Kind::Treaty];

/// Elements that are read and written, in EndNote's order.
#[rustfmt::skip]
static WRITTEN: &[Row] = &[
    row("authors", Names(Role::Director), In(FILMS)),
    row("authors", Names(Role::Composer), In(MUSIC)),
    row("authors", Names(Role::Editor), In(&[Kind::EditedCollection])),
    row("authors", Names(Role::Author), Any),
    row("secondary-authors", Names(Role::CollectionEditor), In(BOOKS)),
    row("secondary-authors", Names(Role::CollectionEditor), In(SERIAL)),
    row("secondary-authors", Names(Role::Recipient), In(&[Kind::PersonalCommunication])),
    row("secondary-authors", Names(Role::Interviewer), In(&[Kind::Interview])),
    row("secondary-authors", Names(Role::Performer), In(MUSIC)),
    row("secondary-authors", Text(Field::Authority), In(&[Kind::Patent])),
    row("secondary-authors", Names(Role::Editor), Any),
    row("tertiary-authors", Names(Role::Editor), In(BOOKS)),
    row("tertiary-authors", Names(Role::Producer), In(FILMS)),
    row("tertiary-authors", Names(Role::Contributor), In(&[Kind::Thesis])),
    row("tertiary-authors", Names(Role::CollectionEditor), In(PARTS)),
    row("subsidiary-authors", Names(Role::Translator), Any),
    row("auth-address", Text(Field::AuthorAddress), Any),
    row("title", Text(Field::Title), Any),
    row("secondary-title", Text(Field::CollectionTitle), In(BOOKS)),
    row("secondary-title", Text(Field::CollectionTitle), In(SERIAL)),
    row("secondary-title", Text(Field::Division), In(&[Kind::Thesis])),
    row("secondary-title", Text(Field::EventTitle), In(&[Kind::Speech, Kind::Event])),
    row("secondary-title", Text(Field::Section), In(&[Kind::Hearing])),
    row("secondary-title", Text(Field::ContainerTitle), Any),
    row("tertiary-title", Text(Field::CollectionTitle), Any),
    row("alt-title", Text(Field::ContainerTitleShort), In(ARTICLES)),
    row("short-title", Text(Field::TitleShort), Any),
    row("translated-title", Text(Field::OriginalTitle), Any),
    row("pages", FirstPage, Any),
    row("volume", Text(Field::Volume), Not(&[Kind::Thesis, Kind::Patent])),
    row("number", Text(Field::Issue), In(ARTICLES)),
    row("number", Text(Field::CallNumber), In(&[Kind::Patent])),
    row("number", Text(Field::CollectionNumber), In(BOOKS)),
    row("number", Text(Field::CollectionNumber), In(PARTS)),
    row("number", Text(Field::Number), Any),
    row("num-vols", Text(Field::NumberOfVolumes), Any),
    row("edition", Text(Field::Version), In(VERSIONED)),
    row("edition", Text(Field::Edition), Any),
    row("section", Text(Field::ChapterNumber), In(PARTS)),
    row("section", Text(Field::Section), Not(&[Kind::Hearing])),
    row("keywords", Keywords, Any),
    row("year", Year, Any),
    row("date", Date(DateField::Issued), Any),
    row("pub-location", Text(Field::EventPlace), In(&[Kind::Speech, Kind::Event, Kind::Performance])),
    row("pub-location", Text(Field::PublisherPlace), Any),
    row("publisher", Text(Field::Authority), In(&[Kind::LegalCase, Kind::Bill, Kind::Hearing])),
    row("publisher", Names(Role::Holder), In(&[Kind::Patent])),
    row("publisher", Text(Field::Publisher), Any),
    row("orig-pub", Date(DateField::OriginalDate), Any),
    row("isbn", Serial, Any),
    row("accession-num", Text(Field::ArchiveLocation), Any),
    row("call-num", Text(Field::CallNumber), Any),
    row("report-id", Text(Field::Number), In(NUMBERED)),
    row("electronic-resource-num", Doi, Any),
    row("abstract", Text(Field::Abstract), Any),
    row("label", Key, Any),
    row("notes", Text(Field::Note), Any),
    row("research-notes", Text(Field::Annote), Any),
    row("work-type", Text(Field::Genre), Any),
    row("reviewed-item", Text(Field::ReviewedTitle), Any),
    row("url", Url, Any),
    row("remote-database-name", Text(Field::Archive), Any),
    row("remote-database-provider", Text(Field::Source), Any),
    row("language", Language, Any),
    row("access-date", Date(DateField::Accessed), Any),
    row("custom1", Text(Field::PublisherPlace), In(PAPERS)),
    row("custom3", Text(Field::ContainerTitle), In(PAPERS)),
    row("custom2", Text(Field::Pmcid), In(ARTICLES)),
    row("custom7", Text(Field::Eid), In(ARTICLES)),
];

/// Elements that are only read.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("volume", Text(Field::Genre), In(&[Kind::Thesis])),
    row("tertiary-authors", Names(Role::CollectionEditor), Any),
    row("translated-authors", Names(Role::Translator), Any),
    row("issue", Text(Field::Issue), Any),
    row("full-title", Text(Field::ContainerTitle), Not(BOOKS)),
    row("abbr-1", Text(Field::ContainerTitleShort), In(ARTICLES)),
    row("section", Text(Field::Section), In(LEGAL)),
];

/// The elements of a record.
pub(super) static ELEMENTS: LazyLock<Table> = LazyLock::new(|| Table::new(WRITTEN, READ));

/// Elements in groups, with the group around those that are there.
pub(super) const GROUPS: &[(&str, &[&str])] = &[
    ("contributors", &["authors", "secondary-authors", "tertiary-authors", "subsidiary-authors"]),
    (
        "titles",
        &["title", "secondary-title", "tertiary-title", "alt-title", "short-title", "translated-title"],
    ),
    ("dates", &["year", "date"]),
    ("urls", &["url"]),
];
