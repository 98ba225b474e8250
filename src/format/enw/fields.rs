//! What EndNote's tags say, by kind.

use std::sync::LazyLock;

use crate::format::shared::tagged::group::{BOOKS, PARTS};
use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In};
use Place::{Date, Doi, FirstPage, Key, Keywords, Language, Names, Serial, Text, Url, Year};

/// What is shown, where those who made it are told apart.
const FILMS: &[Kind] = &[Kind::MotionPicture, Kind::Broadcast];
const VERSIONED: &[Kind] = &[Kind::Software, Kind::Dataset];
/// What is found in a periodical.
const IN_PERIODICALS: &[Kind] = &[
    Kind::ArticleJournal,
    Kind::ArticleMagazine,
    Kind::ArticleNewspaper,
    Kind::Review,
    Kind::ReviewBook,
    Kind::SuppPeriodical,
];

/// Tags that are read and written, in the order in which they are written.
#[rustfmt::skip]
static WRITTEN: &[Row] = &[
    row("%0", Place::Kind, Any),
    row("%F", Key, Any),
    row("%A", Names(Role::Director), In(FILMS)),
    row("%A", Names(Role::Composer), In(&[Kind::Song])),
    row("%A", Names(Role::Editor), In(&[Kind::EditedCollection])),
    row("%A", Names(Role::Author), Any),
    row("%T", Text(Field::Title), Any),
    row("%J", Text(Field::ContainerTitle), In(IN_PERIODICALS)),
    row("%B", Text(Field::CollectionTitle), In(BOOKS)),
    row("%B", Text(Field::CollectionTitle), In(&[Kind::Report, Kind::Software, Kind::Map])),
    row("%B", Text(Field::Division), In(&[Kind::Thesis])),
    row("%B", Text(Field::ContainerTitle), Any),
    row("%E", Names(Role::Recipient), In(&[Kind::PersonalCommunication])),
    row("%E", Text(Field::Authority), In(&[Kind::Patent])),
    row("%E", Names(Role::Interviewer), In(&[Kind::Interview])),
    row("%E", Names(Role::Editor), Any),
    row("%S", Text(Field::CollectionTitle), Any),
    row("%Y", Names(Role::Producer), In(FILMS)),
    row("%Y", Names(Role::Contributor), In(&[Kind::Thesis])),
    row("%Y", Names(Role::CollectionEditor), In(PARTS)),
    row("%?", Names(Role::Translator), Any),
    row("%C", Text(Field::PublisherPlace), Any),
    row("%I", Text(Field::Authority), In(&[Kind::LegalCase])),
    row("%I", Names(Role::Holder), In(&[Kind::Patent])),
    row("%I", Text(Field::Publisher), Any),
    row("%D", Year, Any),
    row("%8", Date(DateField::Issued), Any),
    row("%V", Text(Field::Volume), Any),
    row("%N", Text(Field::CollectionNumber), In(BOOKS)),
    row("%N", Text(Field::CollectionNumber), In(PARTS)),
    row("%N", Text(Field::Issue), In(IN_PERIODICALS)),
    row("%N", Text(Field::Number), Any),
    row("%6", Text(Field::NumberOfVolumes), Any),
    row("%7", Text(Field::Version), In(VERSIONED)),
    row("%7", Text(Field::Edition), Any),
    row("%P", FirstPage, Any),
    row("%&", Text(Field::ChapterNumber), In(&[Kind::Chapter])),
    row("%&", Text(Field::Section), Any),
    row("%9", Text(Field::Genre), Any),
    row("%!", Text(Field::TitleShort), Any),
    row("%Q", Text(Field::OriginalTitle), Any),
    row("%@", Serial, Any),
    row("%R", Doi, Any),
    row("%U", Url, Any),
    row("%[", Date(DateField::Accessed), Any),
    row("%$", Text(Field::Eid), In(IN_PERIODICALS)),
    row("%G", Language, Any),
    row("%K", Keywords, Any),
    row("%L", Text(Field::CallNumber), Any),
    row("%M", Text(Field::ArchiveLocation), Any),
    row("%~", Text(Field::Archive), Any),
    row("%W", Text(Field::Source), Any),
    row("%(", Date(DateField::OriginalDate), Any),
    row("%*", Text(Field::ReviewedTitle), Any),
    row("%X", Text(Field::Abstract), Any),
    row("%Z", Text(Field::Note), Any),
    row("%<", Text(Field::Annote), Any),
    row("%+", Text(Field::AuthorAddress), Any),
];

/// Tags that are only read.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("%J", Text(Field::ContainerTitle), Any),
    row("%Y", Names(Role::Translator), In(BOOKS)),
    row("%Y", Names(Role::CollectionEditor), Any),
    row("%O", Text(Field::Note), Any),
];

/// The tags.
pub(super) static TAGS: LazyLock<Table> = LazyLock::new(|| Table::new(WRITTEN, READ));
