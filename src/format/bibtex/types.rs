//! Entry types and what they describe, both ways.
//!
//! Sources: *BibTeXing* §3.1; the biblatex manual §2.1.1-2.1.3; for the types that
//! biblatex leaves open ("non-standard"), the CSL type that their description names.

use crate::record::Kind;

use super::Dialect;
use super::index::Index;

/// One line of the table: an entry type stands for a kind.
#[derive(Debug, PartialEq, Eq)]
pub struct EntryType {
    /// The type, in lower case.
    pub name: &'static str,
    /// What it describes.
    pub kind: Kind,
    /// The `entrysubtype` that narrows it to this kind, or `""`.
    pub subtype: &'static str,
    /// The `type` field that it implies (a key of [`GENRES`]), or `""`.
    pub genre: &'static str,
    /// Who writes this kind so.
    written: Written,
}

impl EntryType {
    /// Whether the dialect knows the type.
    pub(super) fn known_to(&self, dialect: Dialect) -> bool {
        self.written.by(dialect)
    }
}

/// Which dialects write a line of a table; all of them read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Both,
    Bibtex,
    Biblatex,
    Never,
}

impl Written {
    pub(super) fn by(self, dialect: Dialect) -> bool {
        match self {
            Written::Both => true,
            Written::Bibtex => dialect == Dialect::Bibtex,
            Written::Biblatex => dialect == Dialect::Biblatex,
            Written::Never => false,
        }
    }
}

/// The type of that name, in any case: the first line that has it.
pub fn by_name(name: &str) -> Option<&'static EntryType> {
    INDEX
        .lines(name.as_bytes())
        .filter_map(|at| TYPES.get(at))
        .find(|row| row.name.eq_ignore_ascii_case(name))
}

static INDEX: Index<{ TYPES.len() }> = {
    let mut names = [""; TYPES.len()];
    let mut at = 0;
    while at < TYPES.len() {
        names[at] = TYPES[at].name;
        at += 1;
    }
    Index::new(&names)
};

/// The type of that name with that `entrysubtype`; without such a line, the type alone.
pub fn by_subtype(name: &str, subtype: &str) -> Option<&'static EntryType> {
    let narrowed = |row: &&EntryType| {
        row.name.eq_ignore_ascii_case(name)
            && !row.subtype.is_empty()
            && row.subtype.eq_ignore_ascii_case(subtype)
    };
    let narrowed = if subtype.is_empty() { None } else { TYPES.iter().find(narrowed) };
    narrowed.or_else(|| by_name(name))
}

/// The type that a dialect writes for a kind. `genre` is the record's genre, as a key or
/// in words: it picks the type that implies it, such as `mastersthesis`.
pub fn of_kind(kind: Kind, genre: &str, dialect: Dialect) -> &'static EntryType {
    let key = genre_key(genre);
    let mut rows = TYPES.iter().filter(|row| row.kind == kind && row.written.by(dialect));
    let implied = rows.clone().find(|row| row.genre == key && !key.is_empty());
    implied.or_else(|| rows.find(|row| row.genre.is_empty())).unwrap_or(MISC)
}

/// The words for a `type` field that holds one of biblatex's localisation keys
/// (`phdthesis`: "PhD thesis"), else `None`.
pub fn genre_words(key: &str) -> Option<&'static str> {
    GENRES.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, words)| *words)
}

/// The localisation key for a genre in words or as a key; `""` when there is none.
pub fn genre_key(genre: &str) -> &'static str {
    if genre.is_empty() {
        return "";
    }
    let plain = |s: &str| -> String {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let genre = plain(genre);
    let is = |(key, words): &&(&str, &str)| genre == *key || genre == plain(words);
    GENRES.iter().chain(GENRE_WORDS).find(is).map_or("", |(key, _)| *key)
}

/// The words for a `pubstate` that is one of biblatex's keys (§4.9.2.12).
pub fn status_words(key: &str) -> Option<&'static str> {
    let words = [("inpreparation", "in preparation"), ("inpress", "in press")];
    words.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, words)| *words)
}

/// The words for a country of a patent (§4.9.2.15).
pub fn country_words(key: &str) -> Option<&'static str> {
    let words = [
        ("countryde", "Germany"),
        ("countryeu", "European Union"),
        ("countryep", "European Union"),
        ("countryfr", "France"),
        ("countryuk", "United Kingdom"),
        ("countryus", "United States of America"),
    ];
    words.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, words)| *words)
}

const fn row(name: &'static str, kind: Kind, written: Written) -> EntryType {
    EntryType { name, kind, subtype: "", genre: "", written }
}

const fn sub(name: &'static str, kind: Kind, subtype: &'static str) -> EntryType {
    EntryType { name, kind, subtype, genre: "", written: Written::Biblatex }
}

const fn genre(name: &'static str, kind: Kind, genre: &'static str, written: Written) -> EntryType {
    EntryType { name, kind, subtype: "", genre, written }
}

const MISC: &EntryType = &row("misc", Kind::Document, Written::Both);

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
    row("patent", Kind::Patent, Biblatex),
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
    sub("article", Kind::ArticleMagazine, "magazine"),
    sub("article", Kind::ArticleNewspaper, "newspaper"),

    // Kinds that have no type of their own
    row("online", Kind::Article, Biblatex),
    row("article", Kind::ArticleMagazine, Bibtex),
    row("article", Kind::ArticleNewspaper, Bibtex),
    row("article", Kind::SuppPeriodical, Bibtex),
    row("legislation", Kind::Bill, Biblatex),
    row("audio", Kind::Broadcast, Biblatex),
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
const GENRE_WORDS: &[(&str, &str)] = &[
    ("phdthesis", "PhD"),
    ("phdthesis", "PhD dissertation"),
    ("phdthesis", "Doctoral thesis"),
    ("phdthesis", "Doctoral dissertation"),
    ("mathesis", "Masters"),
    ("mathesis", "Master thesis"),
    ("mathesis", "MA thesis"),
    ("mathesis", "MSc thesis"),
    ("bathesis", "Bachelor thesis"),
    ("bathesis", "BSc thesis"),
    ("techreport", "tech. rep."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_type_reads_as_its_kind_or_a_nearer_one() {
        for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
            for &kind in Kind::ALL {
                let row = of_kind(kind, "", dialect);
                assert!(by_name(row.name).is_some(), "{kind}");
            }
        }
        assert_eq!(of_kind(Kind::Thesis, "Master's thesis", Dialect::Bibtex).name, "mastersthesis");
        assert_eq!(of_kind(Kind::Thesis, "", Dialect::Biblatex).name, "thesis");
        assert_eq!(of_kind(Kind::Report, "", Dialect::Bibtex).name, "techreport");
        assert_eq!(of_kind(Kind::ArticleMagazine, "", Dialect::Biblatex).subtype, "magazine");
        assert_eq!(by_subtype("Article", "newspaper").map(|r| r.kind), Some(Kind::ArticleNewspaper));
        assert_eq!(by_name("PhdThesis").map(|r| r.genre), Some("phdthesis"));
    }
}
