//! Entry types and what they describe, both ways.
//!
//! Sources: *BibTeXing* §3.1; the biblatex manual §2.1.1-2.1.3; for the types that
//! biblatex leaves open ("non-standard"), the CSL type that their description names.

mod table;

use crate::record::Kind;

use super::Dialect;
use super::index::Index;

use table::{GENRE_WORDS, MISC};
pub use table::{GENRES, TYPES};

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
        .find(|row| row.name == name || row.name.eq_ignore_ascii_case(name))
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

/// The type of a broadcast, which is one of pictures or one of sound.
pub(super) fn broadcast(filmed: bool) -> &'static EntryType {
    let name = if filmed { "video" } else { "audio" };
    TYPES.iter().find(|row| row.name == name && row.kind == Kind::Broadcast).unwrap_or(MISC)
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

/// biblatex's keys for `pubstate` (§4.9.2.12) and their words.
const STATES: &[(&str, &str)] = &[
    ("inpreparation", "in preparation"),
    ("submitted", "submitted"),
    ("forthcoming", "forthcoming"),
    ("inpress", "in press"),
    ("prepublished", "prepublished"),
];

/// The key for a state of publication in words, however these are put together.
pub fn status_key(words: &str) -> Option<&'static str> {
    let bare: String = words.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    STATES.iter().find(|(key, _)| key.eq_ignore_ascii_case(&bare)).map(|(key, _)| *key)
}

/// The words for a `pubstate` that is one of biblatex's keys and no word.
pub fn status_words(key: &str) -> Option<&'static str> {
    let words = || STATES.iter().filter(|(key, words)| key != words);
    words().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, words)| *words)
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
