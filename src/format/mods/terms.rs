//! The words of MODS and what they mean, each table read in both directions: the first
//! line of a meaning is the one that is written, the first line of a word is how it is read.
//!
//! Sources: the MODS 3.8 guidelines and schema; MARC's genre terms (`marcgt`) and
//! relators (`marcrelator`); for other words bibutils, JabRef and Zotero, which write them.

use crate::grammar::xml::Element;
use crate::record::{Field, Kind};

/// A genre of the record, and of the host that it is in.
pub(super) struct Genre {
    pub kind: Kind,
    /// The authority of the term; `""` for none.
    pub authority: &'static str,
    pub term: &'static str,
    /// The genre of the host by which the kind is told from others.
    pub host: &'static str,
}

const fn genre(kind: Kind, authority: &'static str, term: &'static str, host: &'static str) -> Genre {
    Genre { kind, authority, term, host }
}

const MARC: &str = "marcgt";

/// How a kind is written.
pub(super) fn genre_of(kind: Kind) -> &'static Genre {
    const MISC: &Genre = &genre(Kind::Document, "", "misc", "");
    GENRES.iter().find(|genre| genre.kind == kind).unwrap_or(MISC)
}

/// Words for how things are issued (`issuance`).
const ISSUANCES: &[&str] =
    &["continuing", "monographic", "single unit", "multipart monograph", "serial", "integrating resource"];

/// Whether a record says an element in other words: its kind, most of all.
pub(super) fn is_said(_: Element<'_, '_>, element: Element<'_, '_>) -> bool {
    let is = |known: &str| element.text().eq_ignore_ascii_case(known);
    match element.name() {
        "genre" => {
            GENRES.iter().chain(READ).any(|row| is(row.term)) || HOSTS.iter().any(|(known, _)| is(known))
        }
        "typeOfResource" => is("text") || RESOURCES.iter().any(|(known, _)| is(known)),
        "issuance" => ISSUANCES.iter().any(|known| is(known)),
        "collectionCode" => COLLECTIONS.iter().any(|(known, _)| is(known)),
        // The code of a country says less than the place in words beside it.
        "placeTerm" => element.is("type", "code") && element.text().len() <= 3,
        _ => false,
    }
}

/// The kind that genres mean: those of the record, then those of its host. A conference
/// publication in a host is a paper, and no paper is without one.
pub(super) fn kind_of(own: &[&str], host: &[&str], in_host: bool) -> Option<Kind> {
    let is = |term: &str, known: &str| term.trim().eq_ignore_ascii_case(known);
    let by_own = GENRES.iter().chain(READ).find(|row| {
        own.iter().any(|term| is(term, row.term))
            && (row.host.is_empty() || host.iter().any(|term| is(term, row.host)))
            && row.kind != if in_host { Kind::Proceedings } else { Kind::PaperConference }
    });
    let by_host =
        || HOSTS.iter().find(|(known, _)| host.iter().any(|term| is(term, known))).map(|(_, kind)| *kind);
    by_own.map(|row| row.kind).or_else(by_host)
}

#[rustfmt::skip]
const GENRES: &[Genre] = &[
    genre(Kind::ArticleNewspaper, MARC, "article", "newspaper"),
    genre(Kind::ArticleMagazine, MARC, "article", "magazine"),
    genre(Kind::ArticleJournal, MARC, "article", ""),
    genre(Kind::Book, MARC, "book", ""),
    genre(Kind::PaperConference, "", "inproceedings", "conference publication"),
    genre(Kind::Proceedings, MARC, "conference publication", ""),
    genre(Kind::InBook, "", "inbook", "book"),
    genre(Kind::Chapter, "", "incollection", "collection"),
    genre(Kind::EditedCollection, "", "collection", ""),
    genre(Kind::Thesis, MARC, "thesis", ""),
    genre(Kind::Report, "", "report", ""),
    genre(Kind::Article, "", "preprint", ""),
    genre(Kind::Webpage, MARC, "web site", ""),
    genre(Kind::Manuscript, "", "unpublished", ""),
    genre(Kind::Dataset, "", "dataset", ""),
    genre(Kind::Software, "", "software", ""),
    genre(Kind::Patent, MARC, "patent", ""),
    genre(Kind::Standard, MARC, "standard or specification", ""),
    genre(Kind::Periodical, MARC, "periodical", ""),
    genre(Kind::Map, MARC, "map", ""),
    genre(Kind::MotionPicture, MARC, "motion picture", ""),
    genre(Kind::Broadcast, "", "broadcast", ""),
    genre(Kind::Song, MARC, "sound", ""),
    genre(Kind::MusicalScore, "", "musical score", ""),
    genre(Kind::Graphic, MARC, "picture", ""),
    genre(Kind::Figure, MARC, "chart", ""),
    genre(Kind::EntryEncyclopedia, "", "encyclopedia entry", "encyclopedia"),
    genre(Kind::EntryDictionary, "", "dictionary entry", "dictionary"),
    genre(Kind::Entry, "", "entry", ""),
    genre(Kind::Reference, "", "reference", ""),
    genre(Kind::Interview, MARC, "interview", ""),
    genre(Kind::PersonalCommunication, MARC, "letter", ""),
    genre(Kind::Speech, MARC, "speech", ""),
    genre(Kind::Hearing, "", "hearing", ""),
    genre(Kind::LegalCase, MARC, "legal case and case notes", ""),
    genre(Kind::Legislation, MARC, "legislation", ""),
    genre(Kind::Bill, "", "bill", ""),
    genre(Kind::Regulation, "", "regulation", ""),
    genre(Kind::Treaty, MARC, "treaty", ""),
    genre(Kind::Review, MARC, "review", ""),
    genre(Kind::ReviewBook, "", "book review", ""),
    genre(Kind::PostWeblog, "", "blog post", ""),
    genre(Kind::Post, "", "post", ""),
    genre(Kind::Pamphlet, "", "booklet", ""),
    genre(Kind::Manual, "", "manual", ""),
    genre(Kind::Classic, "", "classic", ""),
    genre(Kind::Performance, "", "performance", ""),
    genre(Kind::Event, "", "event", ""),
    genre(Kind::BookInBook, "", "bookinbook", "book"),
    genre(Kind::SuppBook, "", "suppbook", "book"),
    genre(Kind::SuppCollection, "", "suppcollection", "collection"),
    genre(Kind::SuppPeriodical, "", "suppperiodical", ""),
    genre(Kind::MultiVolumeBook, MARC, "multivolume monograph", ""),
    genre(Kind::MultiVolumeCollection, "", "mvcollection", ""),
    genre(Kind::MultiVolumeProceedings, "", "mvproceedings", ""),
    genre(Kind::MultiVolumeReference, "", "mvreference", ""),
    genre(Kind::Commentary, "", "commentary", ""),
    genre(Kind::Collection, "", "archival collection", ""),
    genre(Kind::Document, "", "misc", ""),
];

/// Terms that are only read: bibutils', JabRef's, Zotero's, and MARC's where another kind
/// has its first; then those that any kind of book may bear.
#[rustfmt::skip]
const READ: &[Genre] = &[
    genre(Kind::PaperConference, "", "conference publication", ""),
    genre(Kind::PaperConference, "", "inproceedings", ""),
    genre(Kind::PaperConference, "", "conference", ""),
    genre(Kind::PaperConference, "", "conferencePaper", ""),
    genre(Kind::PaperConference, "", "conference paper", ""),
    genre(Kind::ArticleJournal, "", "journal article", ""),
    genre(Kind::ArticleJournal, "", "journalArticle", ""),
    genre(Kind::ArticleMagazine, "", "magazineArticle", ""),
    genre(Kind::ArticleMagazine, "", "magazine article", ""),
    genre(Kind::ArticleNewspaper, "", "newspaperArticle", ""),
    genre(Kind::ArticleNewspaper, "", "newspaper article", ""),
    genre(Kind::Chapter, "", "bookSection", ""),
    genre(Kind::Chapter, "", "book chapter", ""),
    genre(Kind::Chapter, "", "chapter", ""),
    genre(Kind::Chapter, "", "incollection", ""),
    genre(Kind::InBook, "", "inbook", ""),
    genre(Kind::Thesis, "", "phdthesis", ""),
    genre(Kind::Thesis, "", "mastersthesis", ""),
    genre(Kind::Thesis, "", "Ph.D. thesis", ""),
    genre(Kind::Thesis, "", "Masters thesis", ""),
    genre(Kind::Thesis, "", "theses", ""),
    genre(Kind::Thesis, "", "dissertation", ""),
    genre(Kind::Report, "", "techreport", ""),
    genre(Kind::Report, MARC, "technical report", ""),
    genre(Kind::Webpage, "", "webpage", ""),
    genre(Kind::Webpage, "", "web page", ""),
    genre(Kind::Webpage, "", "website", ""),
    genre(Kind::Webpage, "", "electronic", ""),
    genre(Kind::Webpage, "", "online system or service", ""),
    genre(Kind::Manuscript, "", "manuscript", ""),
    genre(Kind::Dataset, "", "numeric data", ""),
    genre(Kind::Dataset, "", "database", ""),
    genre(Kind::Software, "", "computerProgram", ""),
    genre(Kind::Software, "", "computer program", ""),
    genre(Kind::Standard, "", "standard", ""),
    genre(Kind::Periodical, "", "journal", ""),
    genre(Kind::Periodical, "", "issue", ""),
    genre(Kind::Periodical, "", "newspaper", ""),
    genre(Kind::Map, "", "atlas", ""),
    genre(Kind::Map, "", "globe", ""),
    genre(Kind::Map, "", "remote sensing image", ""),
    genre(Kind::MotionPicture, "", "videorecording", ""),
    genre(Kind::MotionPicture, "", "videoRecording", ""),
    genre(Kind::MotionPicture, "", "film", ""),
    genre(Kind::Broadcast, "", "tvBroadcast", ""),
    genre(Kind::Broadcast, "", "radioBroadcast", ""),
    genre(Kind::Broadcast, "", "podcast", ""),
    genre(Kind::Song, "", "audioRecording", ""),
    genre(Kind::Graphic, "", "artwork", ""),
    genre(Kind::Graphic, "", "art original", ""),
    genre(Kind::Graphic, "", "art reproduction", ""),
    genre(Kind::Graphic, "", "graphic", ""),
    genre(Kind::Graphic, "", "slide", ""),
    genre(Kind::Figure, "", "technical drawing", ""),
    genre(Kind::EntryEncyclopedia, "", "encyclopediaArticle", ""),
    genre(Kind::EntryDictionary, "", "dictionaryEntry", ""),
    genre(Kind::Speech, "", "presentation", ""),
    genre(Kind::LegalCase, "", "case", ""),
    genre(Kind::LegalCase, "", "law report or digest", ""),
    genre(Kind::Legislation, "", "statute", ""),
    genre(Kind::PostWeblog, "", "blogPost", ""),
    genre(Kind::Post, "", "forumPost", ""),
    genre(Kind::PersonalCommunication, "", "email", ""),
    genre(Kind::Document, "", "miscellaneous", ""),
    genre(Kind::Document, "", "document", ""),
    genre(Kind::Reference, "", "encyclopedia", ""),
    genre(Kind::Reference, "", "dictionary", ""),
];

/// Genres of a host, and what is in it.
const HOSTS: &[(&str, Kind)] = &[
    ("newspaper", Kind::ArticleNewspaper),
    ("magazine", Kind::ArticleMagazine),
    ("periodical", Kind::ArticleJournal),
    ("academic journal", Kind::ArticleJournal),
    ("journal", Kind::ArticleJournal),
    ("conference publication", Kind::PaperConference),
    ("encyclopedia", Kind::EntryEncyclopedia),
    ("dictionary", Kind::EntryDictionary),
    ("collection", Kind::Chapter),
    ("book", Kind::InBook),
];

/// `typeOfResource`, and the kinds that are written with it and read from it alone.
pub(super) const RESOURCES: &[(&str, &[Kind])] = &[
    ("still image", &[Kind::Graphic, Kind::Figure]),
    ("moving image", &[Kind::MotionPicture]),
    ("sound recording", &[Kind::Song]),
    ("sound recording-musical", &[Kind::Song]),
    ("sound recording-nonmusical", &[Kind::Broadcast]),
    ("cartographic", &[Kind::Map]),
    ("notated music", &[Kind::MusicalScore]),
    ("software, multimedia", &[Kind::Software, Kind::Dataset]),
    ("three dimensional object", &[Kind::Graphic]),
];

/// Types of `identifier`.
pub(super) const IDENTIFIERS: &[(&str, Field)] = &[
    ("doi", Field::Doi),
    ("isbn", Field::Isbn),
    ("issn", Field::Issn),
    ("pubmed", Field::Pmid),
    ("pmc", Field::Pmcid),
    ("arXiv", Field::Eprint),
    ("pmid", Field::Pmid),
    ("pmcid", Field::Pmcid),
    ("eid", Field::Eid),
];

/// Types of `part/detail`.
pub(super) const DETAILS: &[(&str, Field)] = &[
    ("volume", Field::Volume),
    ("issue", Field::Issue),
    ("number", Field::Number),
    ("chapter", Field::ChapterNumber),
    ("section", Field::Section),
    ("part", Field::PartNumber),
    ("supplement", Field::SupplementNumber),
    ("article", Field::Eid),
    ("page", Field::Page),
    ("edition", Field::Edition),
];

/// Collections of the U.S. Government Publishing Office (`extension/collectionCode`).
pub(super) const COLLECTIONS: &[(&str, Kind)] = &[
    ("CHRG", Kind::Hearing),
    ("BILLS", Kind::Bill),
    ("PLAW", Kind::Legislation),
    ("STATUTE", Kind::Legislation),
    ("USCODE", Kind::Legislation),
    ("CFR", Kind::Regulation),
    ("CRPT", Kind::Report),
    ("GAOREPORTS", Kind::Report),
    ("USCOURTS", Kind::LegalCase),
];

/// Dates of `originInfo`, in the order in which they are preferred as that of publication.
pub(super) const DATES: &[&str] = &["dateIssued", "copyrightDate", "dateCreated"];

/// Types of `note` that have a field; a note without type is one.
pub(super) const NOTES: &[(&str, Field)] = &[
    ("annotation", Field::Annote),
    ("publication status", Field::Status),
    ("addendum", Field::Addendum),
    ("how published", Field::HowPublished),
    ("version identification", Field::Version),
    ("scale", Field::Scale),
    ("original publisher", Field::OriginalPublisher),
    ("source", Field::Source),
    ("event place", Field::EventPlace),
    ("authority", Field::Authority),
    ("jurisdiction", Field::Jurisdiction),
    ("dimensions", Field::Dimensions),
    ("division", Field::Division),
    ("references", Field::References),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back() {
        for kind in Kind::ALL {
            let genre = genre_of(*kind);
            assert_eq!(genre.kind, *kind);
            let host: &[&str] = if genre.host.is_empty() { &[] } else { &[genre.host] };
            assert_eq!(kind_of(&[genre.term], host, kind.has_container()), Some(*kind), "{kind}");
        }
    }

    #[test]
    fn other_words_are_known() {
        for (own, host, in_host, kind) in [
            (&["journal article"][..], &["periodical", "academic journal"][..], true, Kind::ArticleJournal),
            (&[], &["periodical"], true, Kind::ArticleJournal),
            (&[], &["conference publication"], true, Kind::PaperConference),
            (&["conference publication"], &[], true, Kind::PaperConference),
            (&["conference publication"], &[], false, Kind::Proceedings),
            (&["Article"], &[], true, Kind::ArticleJournal),
            (&["Web site"], &[], false, Kind::Webpage),
            (&["inproceedings"], &[], true, Kind::PaperConference),
        ] {
            assert_eq!(kind_of(own, host, in_host), Some(kind), "{own:?} {host:?}");
        }
        assert_eq!(kind_of(&["bibliography"], &[], false), None);
    }
}
