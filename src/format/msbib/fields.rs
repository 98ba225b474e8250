//! What the elements of a source say, by kind, in the order in which they are written.

use std::sync::LazyLock;

use crate::format::shared::tagged::group::{ARTICLES, PARTS};
use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{Field, Kind, Role};

use On::{Any, In};
use Place::{Doi, FirstPage, Key, Keywords, Language, Names, Serial, Text, Url};

const PERIODICALS: &[Kind] = &[Kind::ArticleMagazine, Kind::ArticleNewspaper];
const PAPERS: &[Kind] = &[Kind::PaperConference, Kind::Proceedings];
const SITES: &[Kind] = &[Kind::Webpage, Kind::PostWeblog, Kind::Post];
const MUSIC: &[Kind] = &[Kind::Song];
const ARTS: &[Kind] = &[Kind::Graphic, Kind::Figure];
/// What an electronic source may be.
const ELECTRONIC: &[Kind] = &[Kind::Document, Kind::Software, Kind::Dataset];
const FILMS: &[Kind] = &[Kind::MotionPicture, Kind::Broadcast];
const REPORTS: &[Kind] = &[Kind::Report, Kind::Thesis];

/// Elements that are read and written.
#[rustfmt::skip]
static WRITTEN: &[Row] = &[
    row("Tag", Key, Any),
    row("Title", Text(Field::Title), Any),
    row("ShortTitle", Text(Field::TitleShort), Any),
    row("PeriodicalTitle", Text(Field::ContainerTitle), In(PERIODICALS)),
    row("JournalName", Text(Field::ContainerTitle), In(ARTICLES)),
    row("BookTitle", Text(Field::ContainerTitle), In(PARTS)),
    row("InternetSiteTitle", Text(Field::ContainerTitle), In(SITES)),
    row("AlbumTitle", Text(Field::ContainerTitle), In(MUSIC)),
    row("Reporter", Text(Field::ContainerTitle), In(&[Kind::LegalCase])),
    row("BroadcastTitle", Text(Field::ContainerTitle), In(&[Kind::Broadcast, Kind::Interview])),
    row("PublicationTitle", Text(Field::ContainerTitle), Any),
    row("ConferenceName", Text(Field::EventTitle), Any),
    row("Volume", Text(Field::Volume), Any),
    row("NumberVolumes", Text(Field::NumberOfVolumes), Any),
    row("Issue", Text(Field::Issue), Any),
    row("PatentNumber", Text(Field::Number), In(&[Kind::Patent])),
    row("CaseNumber", Text(Field::Number), In(&[Kind::LegalCase])),
    row("RecordingNumber", Text(Field::Number), In(MUSIC)),
    row("RecordingNumber", Text(Field::Number), In(FILMS)),
    row("ChapterNumber", Text(Field::ChapterNumber), Any),
    row("Pages", FirstPage, Any),
    row("Edition", Text(Field::Edition), Any),
    row("Version", Text(Field::Version), Any),
    row("ThesisType", Text(Field::Genre), In(REPORTS)),
    row("Type", Text(Field::Genre), Any),
    row("Medium", Text(Field::Medium), Any),
    row("Institution", Text(Field::Publisher), In(REPORTS)),
    row("Institution", Text(Field::Archive), In(ARTS)),
    row("ProductionCompany", Text(Field::Publisher), In(FILMS)),
    row("ProductionCompany", Text(Field::Publisher), In(MUSIC)),
    row("Theater", Text(Field::EventPlace), In(&[Kind::Performance])),
    row("Court", Text(Field::Authority), In(&[Kind::LegalCase])),
    row("Publisher", Text(Field::Publisher), Any),
    row("Department", Text(Field::Division), Any),
    row("City", Text(Field::PublisherPlace), Any),
    row("StandardNumber", Serial, Any),
    row("DOI", Doi, Any),
    row("URL", Url, Any),
    row("LCID", Language, Any),
    row("Comments", Text(Field::Note), Any),
    row("BIBTEX_Series", Text(Field::CollectionTitle), Any),
    row("BIBTEX_HowPublished", Text(Field::HowPublished), Any),
    row("BIBTEX_Abstract", Text(Field::Abstract), Any),
    row("BIBTEX_Affiliation", Text(Field::AuthorAddress), Any),
    row("BIBTEX_KeyWords", Keywords, Any),
];

/// Elements that are only read.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("Broadcaster", Text(Field::Publisher), In(&[Kind::Broadcast, Kind::Interview])),
    row("Station", Text(Field::Publisher), In(&[Kind::Broadcast, Kind::Interview])),
    row("Distributor", Text(Field::Publisher), In(FILMS)),
    row("ProductionCompany", Text(Field::Publisher), In(ELECTRONIC)),
    row("JournalName", Text(Field::ContainerTitle), Any),
    row("BookTitle", Text(Field::ContainerTitle), Any),
    row("InternetSiteTitle", Text(Field::ContainerTitle), Any),
    row("AbbreviatedCaseNumber", Text(Field::TitleShort), In(&[Kind::LegalCase])),
    row("BIBTEX_Keywords", Keywords, Any),
];

/// The elements of a source.
pub(super) static ELEMENTS: LazyLock<Table> = LazyLock::new(|| Table::new(WRITTEN, READ));

/// Whether a conference gives the name of what its papers are in.
pub(super) fn has_proceedings(kind: Kind) -> bool {
    PAPERS.contains(&kind)
}

/// The elements in which the names of each role stand.
#[rustfmt::skip]
static PEOPLE: &[Row] = &[
    row("Inventor", Names(Role::Author), In(&[Kind::Patent])),
    row("Interviewee", Names(Role::Author), In(&[Kind::Interview])),
    row("Artist", Names(Role::Author), In(&[Kind::Graphic, Kind::Figure, Kind::Song])),
    row("Author", Names(Role::Author), Any),
    row("Editor", Names(Role::Editor), Any),
    row("Translator", Names(Role::Translator), Any),
    row("BookAuthor", Names(Role::ContainerAuthor), Any),
    row("Compiler", Names(Role::Compiler), Any),
    row("Composer", Names(Role::Composer), Any),
    row("Director", Names(Role::Director), Any),
    row("Interviewer", Names(Role::Interviewer), Any),
    row("Performer", Names(Role::Performer), Any),
    row("ProducerName", Names(Role::Producer), Any),
    row("Writer", Names(Role::ScriptWriter), Any),
];

/// Elements of names that are only read.
#[rustfmt::skip]
static PEOPLE_READ: &[Row] = &[
    row("Inventor", Names(Role::Author), Any),
    row("Interviewee", Names(Role::Author), Any),
    row("Artist", Names(Role::Author), Any),
];

/// The elements of names.
pub(super) static NAMES: LazyLock<Table> = LazyLock::new(|| Table::new(PEOPLE, PEOPLE_READ));
