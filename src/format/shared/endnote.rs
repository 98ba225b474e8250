//! EndNote's reference types, which its tagged format, its XML and some RIS share.

use crate::record::Kind;

/// A reference type: its number in EndNote XML, its name, what it is, and whether records
/// of that kind are written with it.
///
/// Source: the types of EndNote 20 as they stand in its XML.
#[derive(Debug)]
pub(crate) struct ReferenceType {
    pub number: u8,
    pub name: &'static str,
    pub kind: Kind,
}

const fn row(number: u8, name: &'static str, kind: Kind) -> ReferenceType {
    ReferenceType { number, name, kind }
}

/// The first line of a kind is how it is written.
#[rustfmt::skip]
pub(crate) const TYPES: &[ReferenceType] = &[
    row(17, "Journal Article", Kind::ArticleJournal),
    row(6, "Book", Kind::Book),
    row(5, "Book Section", Kind::Chapter),
    row(10, "Conference Proceedings", Kind::PaperConference),
    row(47, "Conference Paper", Kind::PaperConference),
    row(32, "Thesis", Kind::Thesis),
    row(27, "Report", Kind::Report),
    row(12, "Web Page", Kind::Webpage),
    row(13, "Generic", Kind::Document),
    row(28, "Edited Book", Kind::EditedCollection),
    row(19, "Magazine Article", Kind::ArticleMagazine),
    row(23, "Newspaper Article", Kind::ArticleNewspaper),
    row(36, "Manuscript", Kind::Manuscript),
    row(34, "Unpublished Work", Kind::Manuscript),
    row(9, "Computer Program", Kind::Software),
    row(59, "Dataset", Kind::Dataset),
    row(45, "Online Database", Kind::Dataset),
    row(55, "Aggregated Database", Kind::Dataset),
    row(56, "Blog", Kind::PostWeblog),
    row(25, "Patent", Kind::Patent),
    row(58, "Standard", Kind::Standard),
    row(24, "Pamphlet", Kind::Pamphlet),
    row(26, "Personal Communication", Kind::PersonalCommunication),
    row(7, "Case", Kind::LegalCase),
    row(4, "Bill", Kind::Bill),
    row(31, "Statute", Kind::Legislation),
    row(50, "Legal Rule or Regulation", Kind::Regulation),
    row(14, "Hearing", Kind::Hearing),
    row(53, "Encyclopedia", Kind::EntryEncyclopedia),
    row(52, "Dictionary", Kind::EntryDictionary),
    row(2, "Artwork", Kind::Graphic),
    row(37, "Figure", Kind::Figure),
    row(38, "Chart or Table", Kind::Figure),
    row(20, "Map", Kind::Map),
    row(21, "Film or Broadcast", Kind::MotionPicture),
    row(3, "Audiovisual Material", Kind::MotionPicture),
    row(48, "Online Multimedia", Kind::MotionPicture),
    row(61, "Music", Kind::Song),
    row(49, "Classical Work", Kind::Classic),
    row(51, "Ancient Text", Kind::Classic),
    row(8, "Catalog", Kind::Book),
    row(39, "Equation", Kind::Document),
    row(43, "Electronic Article", Kind::ArticleJournal),
    row(44, "Electronic Book", Kind::Book),
    row(60, "Electronic Book Section", Kind::Chapter),
    row(46, "Government Document", Kind::Report),
    row(54, "Grant", Kind::Document),
    row(57, "Serial", Kind::Book),
];

/// Kinds that have no type of their own: written as what comes nearest.
#[rustfmt::skip]
const NEAREST: &[(Kind, &str)] = &[
    (Kind::Article, "Unpublished Work"),
    (Kind::BookInBook, "Book Section"),
    (Kind::Broadcast, "Film or Broadcast"),
    (Kind::Collection, "Edited Book"),
    (Kind::Commentary, "Book"),
    (Kind::Entry, "Dictionary"),
    (Kind::InBook, "Book Section"),
    (Kind::Interview, "Personal Communication"),
    (Kind::Manual, "Book"),
    (Kind::MultiVolumeBook, "Book"),
    (Kind::MultiVolumeCollection, "Edited Book"),
    (Kind::MultiVolumeProceedings, "Conference Proceedings"),
    (Kind::MultiVolumeReference, "Book"),
    (Kind::MusicalScore, "Music"),
    (Kind::Performance, "Film or Broadcast"),
    (Kind::Periodical, "Serial"),
    (Kind::Post, "Web Page"),
    (Kind::Proceedings, "Conference Proceedings"),
    (Kind::Reference, "Book"),
    (Kind::Review, "Journal Article"),
    (Kind::ReviewBook, "Journal Article"),
    (Kind::Speech, "Conference Paper"),
    (Kind::SuppBook, "Book Section"),
    (Kind::SuppCollection, "Book Section"),
    (Kind::SuppPeriodical, "Journal Article"),
];

/// Names that other programs and older versions write.
#[rustfmt::skip]
const OTHER_NAMES: &[(&str, Kind)] = &[
    ("Article", Kind::ArticleJournal),
    ("Conference", Kind::PaperConference),
    ("Conference Proceeding", Kind::PaperConference),
    ("Electronic Citation", Kind::Webpage),
    ("Electronic Source", Kind::Webpage),
    ("Journal", Kind::ArticleJournal),
    ("Ph.D. Thesis", Kind::Thesis),
    ("PhD Thesis", Kind::Thesis),
    ("Preprint", Kind::Article),
    ("Presentation", Kind::Speech),
    ("Website", Kind::Webpage),
    ("Webpage", Kind::Webpage),
];

/// The type that a kind is written as.
pub(crate) fn of_kind(kind: Kind) -> &'static ReferenceType {
    const GENERIC: &ReferenceType = &row(13, "Generic", Kind::Document);
    let nearest = NEAREST.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name);
    TYPES.iter().find(|row| row.kind == kind || Some(row.name) == nearest).unwrap_or(GENERIC)
}

/// The kind of a reference type by its name, in any case.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    let name = name.trim();
    let row = TYPES.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.kind);
    let other = || OTHER_NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    row.or_else(|| other().map(|(_, kind)| *kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type() {
        for kind in Kind::ALL
            .iter()
            .copied()
            .filter(|kind| !matches!(kind, Kind::Document | Kind::Event | Kind::Treaty))
        {
            assert_ne!(of_kind(kind).name, "Generic", "{kind}");
        }
        for row in TYPES {
            assert_eq!(kind(row.name), Some(row.kind));
        }
        assert!(NEAREST.iter().all(|(_, name)| kind(name).is_some()));
        assert_eq!(kind("journal article"), Some(Kind::ArticleJournal));
        assert_eq!(kind("Test"), None);
    }
}
