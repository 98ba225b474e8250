//! Hub kinds ↔ entry types and the parents that go with them.
//!
//! Hayagriva tells a journal article from a newspaper article by its parent, so a kind is
//! a pair: an entry type and, for some, the type of the container. The pairs are the ones
//! by which the `hayagriva` crate 0.10 derives CSL types (`csl/taxonomy.rs`,
//! `matches_entry_type`) and imports BibLaTeX (`interop.rs`).

use crate::record::Kind;

/// Kind, entry type, type of the container. The first row of a kind is how it is written;
/// the first row of a pair is how it is read.
const KINDS: &[(Kind, &str, Option<&str>)] = &[
    (Kind::ArticleJournal, "article", Some("periodical")),
    (Kind::ArticleNewspaper, "article", Some("newspaper")),
    (Kind::PaperConference, "article", Some("proceedings")),
    (Kind::PaperConference, "article", Some("conference")),
    (Kind::PostWeblog, "article", Some("blog")),
    (Kind::EntryEncyclopedia, "entry", Some("reference")),
    (Kind::Chapter, "chapter", Some("book")),
    (Kind::EntryEncyclopedia, "article", Some("reference")),
    (Kind::PostWeblog, "post", Some("blog")),
    (Kind::Figure, "artwork", Some("article")),
    (Kind::MusicalScore, "audio", Some("book")),
    (Kind::Broadcast, "video", Some("video")),
    (Kind::Broadcast, "audio", Some("audio")),
    (Kind::Article, "article", None),
    (Kind::Book, "book", None),
    (Kind::EditedCollection, "anthology", None),
    (Kind::Proceedings, "proceedings", None),
    (Kind::Periodical, "periodical", None),
    (Kind::Periodical, "newspaper", None),
    (Kind::Reference, "reference", None),
    (Kind::Manual, "reference", None),
    (Kind::Report, "report", None),
    (Kind::Thesis, "thesis", None),
    (Kind::Entry, "entry", None),
    (Kind::Chapter, "chapter", None),
    (Kind::Chapter, "anthos", None),
    (Kind::Webpage, "web", None),
    (Kind::Webpage, "blog", None),
    (Kind::Post, "post", None),
    (Kind::Post, "thread", None),
    (Kind::Software, "repository", None),
    (Kind::MotionPicture, "video", None),
    (Kind::MotionPicture, "scene", None),
    (Kind::Song, "audio", None),
    (Kind::Graphic, "artwork", None),
    (Kind::Performance, "performance", None),
    (Kind::Event, "exhibition", None),
    (Kind::Event, "conference", None),
    (Kind::LegalCase, "case", None),
    (Kind::Legislation, "legislation", None),
    (Kind::Patent, "patent", None),
    (Kind::Manuscript, "manuscript", None),
    (Kind::Document, "misc", None),
    (Kind::Document, "original", None),
    // Kinds that Hayagriva has no type of its own for: written as what comes nearest.
    (Kind::ArticleMagazine, "article", Some("periodical")),
    (Kind::Review, "article", Some("periodical")),
    (Kind::ReviewBook, "article", Some("periodical")),
    (Kind::SuppPeriodical, "article", Some("periodical")),
    (Kind::Speech, "article", Some("conference")),
    (Kind::EntryDictionary, "entry", Some("reference")),
    (Kind::InBook, "chapter", Some("book")),
    (Kind::BookInBook, "chapter", Some("book")),
    (Kind::SuppBook, "chapter", Some("book")),
    (Kind::SuppCollection, "anthos", Some("anthology")),
    (Kind::Classic, "book", None),
    (Kind::Collection, "anthology", None),
    (Kind::MultiVolumeBook, "book", None),
    (Kind::MultiVolumeCollection, "anthology", None),
    (Kind::MultiVolumeProceedings, "proceedings", None),
    (Kind::MultiVolumeReference, "reference", None),
    (Kind::Commentary, "book", None),
    (Kind::Pamphlet, "misc", None),
    (Kind::Dataset, "repository", None),
    (Kind::Standard, "report", None),
    (Kind::Bill, "legislation", None),
    (Kind::Regulation, "legislation", None),
    (Kind::Treaty, "legislation", None),
    (Kind::Hearing, "misc", None),
    (Kind::Interview, "misc", None),
    (Kind::Map, "artwork", None),
    (Kind::PersonalCommunication, "misc", None),
];

/// The entry types, with the type that a parent without one has
/// (docs/file-format.md, "Entry Type"; `EntryType::default_parent`).
const TYPES: &[(&str, &str)] = &[
    ("article", "periodical"),
    ("chapter", "book"),
    ("entry", "reference"),
    ("anthos", "anthology"),
    ("report", "misc"),
    ("thesis", "misc"),
    ("web", "web"),
    ("scene", "video"),
    ("artwork", "exhibition"),
    ("patent", "misc"),
    ("case", "misc"),
    ("newspaper", "misc"),
    ("legislation", "anthology"),
    ("manuscript", "misc"),
    ("original", "misc"),
    ("post", "post"),
    ("misc", "misc"),
    ("performance", "misc"),
    ("periodical", "misc"),
    ("proceedings", "misc"),
    ("book", "misc"),
    ("blog", "misc"),
    ("reference", "misc"),
    ("conference", "misc"),
    ("anthology", "misc"),
    ("repository", "misc"),
    ("thread", "misc"),
    ("video", "video"),
    ("audio", "audio"),
    ("exhibition", "misc"),
];

/// The entry type of that name in any case; `tweet` is what `post` was called before 0.5.
pub(super) fn entry_type(name: &str) -> Option<&'static str> {
    if name.eq_ignore_ascii_case("tweet") {
        return Some("post");
    }
    TYPES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name))
}

/// The type of a parent that states none.
pub(super) fn default_parent(entry: &str) -> &'static str {
    TYPES.iter().find(|(known, _)| *known == entry).map_or("misc", |(_, parent)| parent)
}

/// The entry type that a kind is written as, and the type of the container that it needs.
pub(super) fn of_kind(kind: Kind) -> (&'static str, Option<&'static str>) {
    let row = KINDS.iter().find(|(known, ..)| *known == kind);
    row.map_or(("misc", None), |(_, entry, parent)| (*entry, *parent))
}

/// The kind of an entry, given the types of its parents.
pub(super) fn to_kind(entry: &str, parents: &[&str]) -> Kind {
    let fits = |parent: &Option<&str>| parent.is_none_or(|parent| parents.contains(&parent));
    let row = KINDS.iter().find(|(_, known, parent)| *known == entry && fits(parent));
    row.map_or(Kind::Document, |(kind, ..)| *kind)
}

/// The type of the container of an entry whose kind needs none but that has one: of the
/// types in which the `hayagriva` crate looks for it (`Entry::get_container`), the plainest.
pub(super) fn container_type(entry: &str) -> &'static str {
    match entry {
        "article" | "post" | "thread" | "web" | "blog" => "web",
        "entry" => "reference",
        "chapter" | "report" | "thesis" | "case" => "book",
        "scene" | "video" => "video",
        "audio" => "audio",
        _ => "anthology",
    }
}

/// The type of the series that an entry or container of this type belongs to
/// (`Entry::get_collection`).
pub(super) fn series_type(entry: &'static str) -> &'static str {
    if has_series(entry) { entry } else { "anthology" }
}

/// Whether a parent of the same type is the series that an entry of this type belongs to.
pub(super) fn has_series(entry: &str) -> bool {
    matches!(
        entry,
        "anthology"
            | "book"
            | "exhibition"
            | "newspaper"
            | "performance"
            | "periodical"
            | "proceedings"
            | "reference"
            | "report"
            | "thesis"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type() {
        for kind in Kind::ALL {
            assert!(KINDS.iter().any(|(known, ..)| known == kind), "{kind}");
            let (entry, parent) = of_kind(*kind);
            assert_eq!(entry_type(entry), Some(entry));
            assert!(parent.is_none_or(|parent| entry_type(parent).is_some()));
        }
        for (entry, parent) in TYPES {
            assert!(KINDS.iter().any(|(_, known, parent)| known == entry && parent.is_none()), "{entry}");
            assert!(entry_type(parent).is_some());
        }
    }

    #[test]
    fn what_has_a_type_of_its_own_keeps_its_kind() {
        for kind in
            [Kind::ArticleJournal, Kind::PaperConference, Kind::Broadcast, Kind::Article, Kind::Webpage]
        {
            let (entry, parent) = of_kind(kind);
            assert_eq!(to_kind(entry, &parent.into_iter().collect::<Vec<_>>()), kind);
        }
        assert_eq!(entry_type("TWEET"), Some("post"));
        assert_eq!(to_kind("article", &["video", "conference"]), Kind::PaperConference);
    }
}
