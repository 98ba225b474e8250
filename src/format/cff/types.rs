//! The types of references and the kinds that they are. The first line of a kind is the
//! type that is written.

use crate::record::Kind;

const TYPES: &[(&str, Kind)] = &[
    ("article", Kind::ArticleJournal),
    ("magazine-article", Kind::ArticleMagazine),
    ("newspaper-article", Kind::ArticleNewspaper),
    ("book", Kind::Book),
    ("edited-work", Kind::EditedCollection),
    ("conference-paper", Kind::PaperConference),
    ("proceedings", Kind::Proceedings),
    ("conference", Kind::Proceedings),
    ("thesis", Kind::Thesis),
    ("report", Kind::Report),
    ("government-document", Kind::Report),
    ("manual", Kind::Manual),
    ("pamphlet", Kind::Pamphlet),
    ("software", Kind::Software),
    ("software-code", Kind::Software),
    ("software-container", Kind::Software),
    ("software-executable", Kind::Software),
    ("software-virtual-machine", Kind::Software),
    ("data", Kind::Dataset),
    ("database", Kind::Dataset),
    ("dataset", Kind::Dataset),
    ("website", Kind::Webpage),
    ("blog", Kind::PostWeblog),
    ("unpublished", Kind::Manuscript),
    ("historical-work", Kind::Manuscript),
    ("patent", Kind::Patent),
    ("standard", Kind::Standard),
    ("statute", Kind::Legislation),
    ("legal-rule", Kind::Regulation),
    ("bill", Kind::Bill),
    ("legal-case", Kind::LegalCase),
    ("hearing", Kind::Hearing),
    ("slides", Kind::Speech),
    ("map", Kind::Map),
    ("art", Kind::Graphic),
    ("music", Kind::Song),
    ("sound-recording", Kind::Song),
    ("film-broadcast", Kind::MotionPicture),
    ("video", Kind::MotionPicture),
    ("audiovisual", Kind::MotionPicture),
    ("multimedia", Kind::MotionPicture),
    ("personal-communication", Kind::PersonalCommunication),
    ("serial", Kind::Periodical),
    ("generic", Kind::Document),
    ("catalogue", Kind::Document),
    ("grant", Kind::Document),
];

/// Works of reference: the types, what they are, and what a part of them is.
const WORKS: &[(&str, Kind, Kind)] = &[
    ("encyclopedia", Kind::Reference, Kind::EntryEncyclopedia),
    ("dictionary", Kind::Reference, Kind::EntryDictionary),
];

/// Kinds that have no type of their own, and the type that comes nearest.
const NEAR: &[(Kind, &str)] = &[
    (Kind::Article, "article"),
    (Kind::Review, "article"),
    (Kind::ReviewBook, "article"),
    (Kind::SuppPeriodical, "article"),
    (Kind::Broadcast, "film-broadcast"),
    (Kind::Chapter, "book"),
    (Kind::InBook, "book"),
    (Kind::BookInBook, "book"),
    (Kind::SuppBook, "book"),
    (Kind::SuppCollection, "book"),
    (Kind::Classic, "book"),
    (Kind::Commentary, "book"),
    (Kind::MultiVolumeBook, "book"),
    (Kind::MultiVolumeCollection, "edited-work"),
    (Kind::MultiVolumeProceedings, "proceedings"),
    (Kind::MultiVolumeReference, "encyclopedia"),
    (Kind::Entry, "encyclopedia"),
    (Kind::MusicalScore, "music"),
    (Kind::Performance, "film-broadcast"),
    (Kind::Post, "blog"),
    (Kind::Figure, "art"),
    (Kind::Interview, "personal-communication"),
    (Kind::Treaty, "statute"),
];

/// The kind that a type names; `part` says whether a part of the work is meant.
pub(super) fn kind(name: &str, part: bool) -> Option<Kind> {
    let work = WORKS.iter().find(|(known, ..)| *known == name);
    let work = work.map(|(_, whole, entry)| if part { *entry } else { *whole });
    work.or_else(|| TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind))
}

/// The type of a kind.
pub(super) fn name(kind: Kind) -> &'static str {
    let own = TYPES.iter().find(|(_, known)| *known == kind).map(|(name, _)| *name);
    let work = || WORKS.iter().find(|(_, whole, part)| *whole == kind || *part == kind).map(|row| row.0);
    let near = || NEAR.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name);
    own.or_else(work).or_else(near).unwrap_or("generic")
}

/// Whether a type is of software, and which of the two types of works it is then.
pub(super) fn of_work(name: &str) -> Option<&'static str> {
    match kind(name, false)? {
        Kind::Software => Some("software"),
        Kind::Dataset => Some("dataset"),
        _ => None,
    }
}

/// Kinds that are made by editors: who stands among the authors is one.
pub(super) const EDITED: &[Kind] =
    &[Kind::EditedCollection, Kind::Proceedings, Kind::MultiVolumeCollection, Kind::MultiVolumeProceedings];

/// Parts of what has a title of its own, in which `collection-title` is that title.
pub(super) const PARTS: &[Kind] = &[
    Kind::PaperConference,
    Kind::Chapter,
    Kind::InBook,
    Kind::BookInBook,
    Kind::SuppBook,
    Kind::SuppCollection,
];

/// The types of collections by which parts of books are told from books in a series.
pub(super) const COLLECTIONS: &[(&str, Kind)] =
    &[("book", Kind::Chapter), ("proceedings", Kind::PaperConference)];
