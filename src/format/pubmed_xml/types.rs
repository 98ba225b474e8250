//! Publication types of MEDLINE, for the types that tell what a record is.

use crate::record::Kind;

/// The kind that a list of publication types means: the first line of the table that one
/// of them is.
pub(super) fn kind<'t>(types: impl Iterator<Item = &'t str> + Clone) -> Option<Kind> {
    let is = |name: &str| types.clone().any(|known| known.trim().eq_ignore_ascii_case(name));
    TYPES.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind)
}

/// Publication types and kinds, the telling ones first; `Journal Article` stands beside
/// most of them. Source: "Publication Characteristics (Publication Types)", MeSH.
#[rustfmt::skip]
const TYPES: &[(&str, Kind)] = &[
    ("Preprint", Kind::Article),
    ("Dataset", Kind::Dataset),
    ("Academic Dissertation", Kind::Thesis),
    ("Dissertation", Kind::Thesis),
    ("Book Chapter", Kind::Chapter),
    ("Study Guide", Kind::Chapter),
    ("Newspaper Article", Kind::ArticleNewspaper),
    ("Video-Audio Media", Kind::MotionPicture),
    ("Webcast", Kind::MotionPicture),
    ("Legal Case", Kind::LegalCase),
    ("Legislation", Kind::Legislation),
    ("Technical Report", Kind::Report),
    ("Government Publication", Kind::Report),
    ("Journal Article", Kind::ArticleJournal),
    ("Lecture", Kind::Speech),
    ("Congress", Kind::PaperConference),
    ("Monograph", Kind::Book),
    ("Book", Kind::Book),
];
