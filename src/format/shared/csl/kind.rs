//! What `type` may say.

use crate::record::Kind;

/// The kind that a type names: CSL's own, Crossref's, and CSL's with other punctuation
/// or letter case.
pub(crate) fn read(text: &str) -> Option<Kind> {
    if let Some(kind) = Kind::from_name(text).filter(|kind| kind.csl() == *kind) {
        return Some(kind);
    }
    let lower = text.trim().to_ascii_lowercase();
    let other = || CROSSREF.iter().find(|(name, _)| *name == lower).map(|(_, kind)| *kind);
    let same = |name: &str| {
        name.len() == lower.len()
            && name
                .bytes()
                .zip(lower.bytes())
                .all(|(a, b)| a == b || (matches!(a, b'-' | b'_') && matches!(b, b'-' | b'_' | b' ')))
    };
    other().or_else(|| Kind::ALL.iter().copied().find(|kind| kind.csl() == *kind && same(kind.name())))
}

/// Crossref's types (api.crossref.org/types), and a few that other tools write.
const CROSSREF: &[(&str, Kind)] = &[
    ("journal-article", Kind::ArticleJournal),
    ("proceedings-article", Kind::PaperConference),
    ("book-chapter", Kind::Chapter),
    ("book-section", Kind::Chapter),
    ("book-part", Kind::Chapter),
    ("book-track", Kind::Chapter),
    ("monograph", Kind::Book),
    ("edited-book", Kind::Book),
    ("reference-book", Kind::Book),
    ("book-set", Kind::Book),
    ("book-series", Kind::Book),
    ("proceedings", Kind::Proceedings),
    ("journal", Kind::Periodical),
    ("dissertation", Kind::Thesis),
    ("posted-content", Kind::Article),
    ("preprint", Kind::Article),
    ("peer-review", Kind::Review),
    ("reference-entry", Kind::Entry),
    ("report-component", Kind::Report),
    ("database", Kind::Dataset),
    ("component", Kind::Document),
    ("other", Kind::Document),
    ("misc", Kind::Document),
    ("computer_program", Kind::Software),
    ("motion-picture", Kind::MotionPicture),
];
