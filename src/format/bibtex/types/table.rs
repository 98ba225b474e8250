//! The entry types and localisation keys: data only.

use crate::record::Kind;

use super::{EntryType, Written};

const fn row(name: &'static str, kind: Kind, written: Written) -> EntryType {
    EntryType { name, kind, subtype: "", genre: "", written }
}

const fn sub(name: &'static str, kind: Kind, subtype: &'static str, written: Written) -> EntryType {
    EntryType { name, kind, subtype, genre: "", written }
}

const fn genre(name: &'static str, kind: Kind, genre: &'static str, written: Written) -> EntryType {
    EntryType { name, kind, subtype: "", genre, written }
}

pub(super) const MISC: &EntryType = &row("misc", Kind::Document, Written::Both);

use Written::{Biblatex, Bibtex, Both, Never};

/// The first line of a name is what it means; the first line of a kind that a dialect
/// writes is what it is written as.
#[rustfmt::skip]
pub const TYPES: &[EntryType] = &[
    // Both dialects
    row("article", Kind::ArticleJournal, Both),
    row("book", Kind::Book, Both),
    row("booklet", Kind::Pamphlet, Both),
    row("inbook", Kind::InBook, Both),
    row("incollection", Kind::Chapter, Both),
    row("inproceedings", Kind::PaperConference, Both),
    row("manual", Kind::Manual, Both),
    row("misc", Kind::Document, Both),
    row("proceedings", Kind::Proceedings, Both),
    row("unpublished", Kind::Manuscript, Both),
    genre("phdthesis", Kind::Thesis, "phdthesis", Both),
    genre("mastersthesis", Kind::Thesis, "mathesis", Both),
    row("thesis", Kind::Thesis, Biblatex),
    row("phdthesis", Kind::Thesis, Bibtex),
    genre("techreport", Kind::Report, "techreport", Both),
    row("report", Kind::Report, Biblatex),
    row("techreport", Kind::Report, Bibtex),

    // biblatex
    row("mvbook", Kind::MultiVolumeBook, Biblatex),
    row("bookinbook", Kind::BookInBook, Biblatex),
    row("suppbook", Kind::SuppBook, Biblatex),
    row("collection", Kind::EditedCollection, Biblatex),
    row("mvcollection", Kind::MultiVolumeCollection, Biblatex),
    row("suppcollection", Kind::SuppCollection, Biblatex),
    row("dataset", Kind::Dataset, Biblatex),
    row("online", Kind::Webpage, Biblatex),
    row("patent", Kind::Patent, Both),
    row("periodical", Kind::Periodical, Biblatex),
    row("suppperiodical", Kind::SuppPeriodical, Biblatex),
    row("mvproceedings", Kind::MultiVolumeProceedings, Biblatex),
    row("reference", Kind::Reference, Biblatex),
    row("mvreference", Kind::MultiVolumeReference, Biblatex),
    row("inreference", Kind::EntryEncyclopedia, Biblatex),
    row("software", Kind::Software, Biblatex),
    row("artwork", Kind::Graphic, Biblatex),
    row("audio", Kind::Song, Never),
    row("commentary", Kind::Commentary, Biblatex),
    row("image", Kind::Figure, Biblatex),
    row("jurisdiction", Kind::LegalCase, Biblatex),
    row("legislation", Kind::Legislation, Biblatex),
    row("legal", Kind::Treaty, Biblatex),
    row("letter", Kind::PersonalCommunication, Biblatex),
    row("movie", Kind::MotionPicture, Biblatex),
    row("music", Kind::Song, Biblatex),
    row("performance", Kind::Performance, Biblatex),
    row("review", Kind::Review, Biblatex),
    row("standard", Kind::Standard, Biblatex),
    row("video", Kind::MotionPicture, Never),
    row("bibnote", Kind::Document, Never),
    row("set", Kind::Document, Never),
    row("xdata", Kind::Document, Never),

    // `entrysubtype`
    sub("article", Kind::ArticleMagazine, "magazine", Biblatex),
    sub("article", Kind::ArticleNewspaper, "newspaper", Biblatex),
    sub("audio", Kind::Broadcast, "broadcast", Biblatex),
    sub("video", Kind::Broadcast, "broadcast", Never),
    // As Better BibTeX has them
    sub("video", Kind::Broadcast, "tvbroadcast", Never),
    sub("audio", Kind::Broadcast, "radiobroadcast", Never),
    sub("audio", Kind::Broadcast, "podcast", Never),

    // Kinds that have no type of their own
    row("online", Kind::Article, Biblatex),
    row("article", Kind::ArticleMagazine, Bibtex),
    row("article", Kind::ArticleNewspaper, Bibtex),
    row("article", Kind::SuppPeriodical, Bibtex),
    row("legislation", Kind::Bill, Biblatex),
    row("book", Kind::Classic, Both),
    row("book", Kind::Commentary, Bibtex),
    row("book", Kind::EditedCollection, Bibtex),
    row("book", Kind::MultiVolumeBook, Bibtex),
    row("book", Kind::MultiVolumeCollection, Bibtex),
    row("book", Kind::MultiVolumeReference, Bibtex),
    row("book", Kind::Reference, Bibtex),
    row("proceedings", Kind::MultiVolumeProceedings, Bibtex),
    row("incollection", Kind::BookInBook, Bibtex),
    row("incollection", Kind::SuppBook, Bibtex),
    row("incollection", Kind::SuppCollection, Bibtex),
    row("inreference", Kind::Entry, Biblatex),
    row("inreference", Kind::EntryDictionary, Biblatex),
    row("incollection", Kind::Entry, Bibtex),
    row("incollection", Kind::EntryDictionary, Bibtex),
    row("incollection", Kind::EntryEncyclopedia, Bibtex),
    row("legal", Kind::Hearing, Biblatex),
    row("legal", Kind::Regulation, Biblatex),
    row("image", Kind::Map, Biblatex),
    row("online", Kind::Post, Biblatex),
    row("online", Kind::PostWeblog, Biblatex),
    row("unpublished", Kind::Speech, Both),
    row("review", Kind::ReviewBook, Biblatex),
    row("article", Kind::Review, Bibtex),
    row("article", Kind::ReviewBook, Bibtex),

    // Aliases, biblatex §2.1.2
    row("conference", Kind::PaperConference, Never),
    row("electronic", Kind::Webpage, Never),
    row("www", Kind::Webpage, Never),

    // Met in files
    genre("bachelorthesis", Kind::Thesis, "bathesis", Never),
    genre("bachelorsthesis", Kind::Thesis, "bathesis", Never),
    genre("masterthesis", Kind::Thesis, "mathesis", Never),
    genre("diplomathesis", Kind::Thesis, "", Never),
    genre("doctoralthesis", Kind::Thesis, "phdthesis", Never),
    genre("dissertation", Kind::Thesis, "", Never),
    row("blog", Kind::PostWeblog, Never),
    row("code", Kind::Software, Never),
    row("codefragment", Kind::Software, Never),
    row("data", Kind::Dataset, Never),
    row("encyclopedia", Kind::Reference, Never),
    row("journal", Kind::Periodical, Never),
    row("magazine", Kind::ArticleMagazine, Never),
    row("map", Kind::Map, Never),
    row("newspaper", Kind::ArticleNewspaper, Never),
    row("other", Kind::Document, Never),
    row("preprint", Kind::Article, Never),
    row("presentation", Kind::Speech, Never),
    row("softwaremodule", Kind::Software, Never),
    row("softwareversion", Kind::Software, Never),
    row("talk", Kind::Speech, Never),
    row("webpage", Kind::Webpage, Never),
    row("website", Kind::Webpage, Never),
];

/// biblatex's localisation keys for `type` (§4.9.2.13) in English.
pub const GENRES: &[(&str, &str)] = &[
    ("phdthesis", "PhD thesis"),
    ("mathesis", "Master’s thesis"),
    ("bathesis", "Bachelor’s thesis"),
    ("candthesis", "Candidate thesis"),
    ("techreport", "technical report"),
    ("resreport", "research report"),
    ("software", "computer software"),
    ("datacd", "data CD"),
    ("audiocd", "audio CD"),
    ("patent", "patent"),
    ("patentde", "German patent"),
    ("patenteu", "European patent"),
    ("patentfr", "French patent"),
    ("patentuk", "British patent"),
    ("patentus", "U.S. patent"),
    ("patreq", "patent request"),
    ("patreqde", "German patent request"),
    ("patreqeu", "European patent request"),
    ("patreqfr", "French patent request"),
    ("patrequk", "British patent request"),
    ("patrequs", "U.S. patent request"),
];

/// Other words for the same.
pub(super) const GENRE_WORDS: &[(&str, &str)] = &[
    ("phdthesis", "PhD"),
    ("phdthesis", "PhD dissertation"),
    ("phdthesis", "PhD diss."),
    ("phdthesis", "Doctoral thesis"),
    ("phdthesis", "Doctoral dissertation"),
    ("mathesis", "Masters"),
    ("mathesis", "Master’s dissertation"),
    ("mathesis", "Master thesis"),
    ("mathesis", "MA thesis"),
    ("mathesis", "MSc thesis"),
    ("bathesis", "Bachelor thesis"),
    ("bathesis", "BSc thesis"),
    ("techreport", "tech. rep."),
];
