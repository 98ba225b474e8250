//! The types of sources and the kinds that they are.

use super::languages;
use crate::grammar::xml::Element;
use crate::record::Kind;

/// A kind, the type of source as which it is written, and the entry type that tells it from
/// other kinds of that type (`BIBTEX_Entry`).
pub(super) struct Type {
    pub(super) kind: Kind,
    pub(super) source: &'static str,
    pub(super) entry: &'static str,
}

const fn of(kind: Kind, source: &'static str, entry: &'static str) -> Type {
    Type { kind, source, entry }
}

/// The first kind of a type is how it is read where no entry type is told.
#[rustfmt::skip]
const TYPES: &[Type] = &[
    of(Kind::ArticleJournal, "JournalArticle", "article"),
    of(Kind::ArticleMagazine, "ArticleInAPeriodical", "article"),
    of(Kind::ArticleNewspaper, "ArticleInAPeriodical", "article"),
    of(Kind::Review, "JournalArticle", "review"),
    of(Kind::ReviewBook, "JournalArticle", "review"),
    of(Kind::SuppPeriodical, "JournalArticle", "suppperiodical"),
    of(Kind::Book, "Book", "book"),
    of(Kind::EditedCollection, "Book", "collection"),
    of(Kind::Reference, "Book", "reference"),
    of(Kind::Pamphlet, "Book", "booklet"),
    of(Kind::MultiVolumeBook, "Book", "mvbook"),
    of(Kind::MultiVolumeCollection, "Book", "mvcollection"),
    of(Kind::MultiVolumeProceedings, "Book", "mvproceedings"),
    of(Kind::MultiVolumeReference, "Book", "mvreference"),
    of(Kind::Classic, "Book", "book"),
    of(Kind::Commentary, "Book", "commentary"),
    of(Kind::Collection, "Book", "collection"),
    of(Kind::Chapter, "BookSection", "incollection"),
    of(Kind::InBook, "BookSection", "inbook"),
    of(Kind::BookInBook, "BookSection", "bookinbook"),
    of(Kind::SuppBook, "BookSection", "suppbook"),
    of(Kind::SuppCollection, "BookSection", "suppcollection"),
    of(Kind::EntryEncyclopedia, "BookSection", "inreference"),
    of(Kind::EntryDictionary, "BookSection", "inreference"),
    of(Kind::Entry, "BookSection", "inreference"),
    of(Kind::PaperConference, "ConferenceProceedings", "inproceedings"),
    of(Kind::Proceedings, "ConferenceProceedings", "proceedings"),
    of(Kind::Report, "Report", "techreport"),
    of(Kind::Thesis, "Report", "thesis"),
    of(Kind::Manual, "Report", "manual"),
    of(Kind::Manuscript, "Report", "unpublished"),
    of(Kind::Standard, "Report", "standard"),
    of(Kind::Webpage, "InternetSite", "online"),
    of(Kind::Webpage, "DocumentFromInternetSite", "online"),
    of(Kind::PostWeblog, "InternetSite", "online"),
    of(Kind::Post, "InternetSite", "online"),
    of(Kind::Document, "ElectronicSource", "misc"),
    of(Kind::Software, "ElectronicSource", "software"),
    of(Kind::Dataset, "ElectronicSource", "dataset"),
    of(Kind::Patent, "Patent", "patent"),
    of(Kind::LegalCase, "Case", "jurisdiction"),
    of(Kind::MotionPicture, "Film", "movie"),
    of(Kind::Broadcast, "Film", "video"),
    of(Kind::Song, "SoundRecording", "audio"),
    of(Kind::Performance, "Performance", "performance"),
    of(Kind::Graphic, "Art", "artwork"),
    of(Kind::Figure, "Art", "image"),
    of(Kind::Interview, "Interview", "interview"),
    of(Kind::Document, "Misc", "misc"),
    of(Kind::Article, "Misc", "preprint"),
    of(Kind::PersonalCommunication, "Misc", "letter"),
    of(Kind::Legislation, "Misc", "legislation"),
    of(Kind::Regulation, "Misc", "legislation"),
    of(Kind::Bill, "Misc", "legislation"),
    of(Kind::Treaty, "Misc", "legal"),
    of(Kind::Hearing, "Misc", "legal"),
    of(Kind::MusicalScore, "Misc", "music"),
    of(Kind::Periodical, "Misc", "periodical"),
];

/// Entry types that are only read.
const READ: &[(&str, Kind)] = &[
    ("phdthesis", Kind::Thesis),
    ("mastersthesis", Kind::Thesis),
    ("report", Kind::Report),
    ("conference", Kind::PaperConference),
    ("electronic", Kind::Webpage),
    ("www", Kind::Webpage),
];

/// How a kind is written; what has no type is something else.
pub(super) fn of_kind(kind: Kind) -> &'static Type {
    const MISC: &Type = &of(Kind::Document, "Misc", "misc");
    let mut rows = TYPES.iter().filter(|row| row.kind == kind);
    if kind == Kind::Document { MISC } else { rows.next().unwrap_or(MISC) }
}

/// Whether an element says what the kind of a record does, or is Word's own: the number of
/// the source, and its place in the document.
pub(super) fn is_said(_: Element<'_, '_>, element: Element<'_, '_>) -> bool {
    let text = element.text();
    let is = |known: &str| known.eq_ignore_ascii_case(&text);
    match element.name() {
        "Guid" => text.len() == 38 && text.starts_with('{') && text.ends_with('}'),
        "RefOrder" => text.bytes().all(|b| b.is_ascii_digit()),
        // 0 is Word's own language, whatever that is.
        "LCID" => text == "0" || languages::tag(&text).is_some(),
        "SourceType" => TYPES.iter().any(|row| is(row.source)),
        "BIBTEX_Entry" => TYPES.iter().any(|row| is(row.entry)) || READ.iter().any(|(name, _)| is(name)),
        _ => false,
    }
}

/// The kind that a type of source and an entry type make, and whether the entry type tells
/// more than the type of source.
pub(super) fn kind(source: &str, entry: &str, degree: &str) -> Kind {
    let is = |known: &str, name: &str| known.eq_ignore_ascii_case(name);
    let both = || TYPES.iter().find(|row| is(row.source, source) && is(row.entry, entry));
    let by_entry = || {
        let own = TYPES.iter().find(|row| is(row.entry, entry)).map(|row| row.kind);
        own.or_else(|| READ.iter().find(|(name, _)| is(name, entry)).map(|(_, kind)| *kind))
    };
    let by_source = || TYPES.iter().find(|row| is(row.source, source)).map(|row| row.kind);
    let kind = both().map(|row| row.kind).or_else(by_entry).or_else(by_source).unwrap_or(Kind::Document);
    let degree = degree.to_lowercase();
    let is_thesis =
        ["thesis", "dissertation", "ph.d", "phd", "habilitation"].iter().any(|word| degree.contains(word));
    if kind == Kind::Report && is_thesis { Kind::Thesis } else { kind }
}
