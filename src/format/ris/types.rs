//! Reference types ↔ kinds.
//!
//! Sources: the RIS specification of Research Information Systems (RefMan 2001), the
//! types that EndNote and Zotero have added, and what Zotero's translator takes each for.

use crate::format::shared::endnote;
use crate::record::Kind;

/// Types that are read and written. The first line of a type is what it is read as; the
/// first line of a kind is how it is written.
#[rustfmt::skip]
const TYPES: &[(&str, Kind)] = &[
    ("JOUR", Kind::ArticleJournal),
    ("MGZN", Kind::ArticleMagazine),
    ("NEWS", Kind::ArticleNewspaper),
    ("BOOK", Kind::Book),
    ("EDBOOK", Kind::EditedCollection),
    ("CHAP", Kind::Chapter),
    ("CONF", Kind::PaperConference),
    ("THES", Kind::Thesis),
    ("RPRT", Kind::Report),
    ("ELEC", Kind::Webpage),
    ("BLOG", Kind::PostWeblog),
    ("ICOMM", Kind::Post),
    ("COMP", Kind::Software),
    ("DATA", Kind::Dataset),
    ("PAT", Kind::Patent),
    ("STAND", Kind::Standard),
    ("UNPB", Kind::Manuscript),
    ("PAMP", Kind::Pamphlet),
    ("PCOMM", Kind::PersonalCommunication),
    ("CASE", Kind::LegalCase),
    ("BILL", Kind::Bill),
    ("STAT", Kind::Legislation),
    ("LEGAL", Kind::Regulation),
    ("HEAR", Kind::Hearing),
    ("ENCYC", Kind::EntryEncyclopedia),
    ("DICT", Kind::EntryDictionary),
    ("ART", Kind::Graphic),
    ("FIGURE", Kind::Figure),
    ("MAP", Kind::Map),
    ("MPCT", Kind::MotionPicture),
    ("SOUND", Kind::Song),
    ("MUSIC", Kind::MusicalScore),
    ("SLIDE", Kind::Speech),
    ("CLSWK", Kind::Classic),
    ("JFULL", Kind::Periodical),
    ("GEN", Kind::Document),
    // Kinds that have no type of their own: written as what comes nearest.
    ("UNPB", Kind::Article),
    ("JOUR", Kind::Review),
    ("JOUR", Kind::ReviewBook),
    ("JOUR", Kind::SuppPeriodical),
    ("VIDEO", Kind::Broadcast),
    ("PCOMM", Kind::Interview),
    ("GEN", Kind::Treaty),
    ("SLIDE", Kind::Event),
    ("MPCT", Kind::Performance),
    ("DICT", Kind::Entry),
    ("CHAP", Kind::InBook),
    ("CHAP", Kind::BookInBook),
    ("CHAP", Kind::SuppBook),
    ("CHAP", Kind::SuppCollection),
    ("CONF", Kind::Proceedings),
    ("CONF", Kind::MultiVolumeProceedings),
    ("EDBOOK", Kind::MultiVolumeCollection),
    ("EDBOOK", Kind::Collection),
    ("BOOK", Kind::MultiVolumeBook),
    ("BOOK", Kind::MultiVolumeReference),
    ("BOOK", Kind::Reference),
    ("BOOK", Kind::Commentary),
    ("BOOK", Kind::Manual),
];

/// Types and other spellings that are only read.
#[rustfmt::skip]
const READ: &[(&str, Kind)] = &[
    ("ABST", Kind::ArticleJournal),
    ("ADVS", Kind::MotionPicture),
    ("AGGR", Kind::Dataset),
    ("ANCIENT", Kind::Classic),
    ("CHART", Kind::Figure),
    ("CPAPER", Kind::PaperConference),
    ("CTLG", Kind::Book),
    ("DBASE", Kind::Dataset),
    ("EBOOK", Kind::Book),
    ("ECHAP", Kind::Chapter),
    ("EJOUR", Kind::ArticleJournal),
    ("EQUA", Kind::Document),
    ("GOVDOC", Kind::Report),
    ("GRANT", Kind::Document),
    ("GRNT", Kind::Document),
    ("INPR", Kind::ArticleJournal),
    ("MULTI", Kind::MotionPicture),
    ("SER", Kind::Book),
    ("STD", Kind::Document),
    ("UNBILL", Kind::Bill),
    ("UNPD", Kind::Manuscript),
    ("VIDEO", Kind::MotionPicture),
    ("WEB", Kind::Webpage),
    // Not in any list, but met.
    ("ARTICLE", Kind::ArticleJournal),
    ("CONFERENCE", Kind::PaperConference),
    ("INPROCEEDINGS", Kind::PaperConference),
    ("JOURN", Kind::ArticleJournal),
    ("JOURNAL", Kind::ArticleJournal),
    ("MANSCPT", Kind::Manuscript),
    ("MISC", Kind::Document),
    ("PREPRINT", Kind::Article),
    ("PROCEEDINGS", Kind::PaperConference),
    ("REPORT", Kind::Report),
    ("SOFTWARE", Kind::Software),
    ("WEBPAGE", Kind::Webpage),
];

/// The kind of a type in any case: RIS's, or EndNote's name of one.
pub(super) fn kind(name: &str) -> Option<Kind> {
    let find = |rows: &[(&str, Kind)]| {
        rows.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
    };
    // What is written for want of a better type stands after the type's own kind.
    match find(READ) {
        Some(kind) => Some(kind),
        None => find(TYPES).or_else(|| endnote::kind(name)),
    }
}

/// The type that a kind is written as.
pub(super) fn of_kind(kind: Kind) -> &'static str {
    TYPES.iter().find(|(_, known)| *known == kind).map_or("GEN", |(name, _)| name)
}

/// The type as it is spelled, if it is one of RIS's or of no kind that is known; else the
/// one that it stands for.
pub(super) fn code(name: &str, kind: Kind) -> &str {
    let known = TYPES.iter().chain(READ).find(|(known, _)| known.eq_ignore_ascii_case(name));
    match known {
        Some((code, _)) if code.len() <= "MANSCPT".len() => code,
        _ if self::kind(name).is_some() => of_kind(kind),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type_and_most_read_back() {
        for kind in Kind::ALL {
            assert!(TYPES.iter().any(|(_, known)| known == kind), "{kind}");
        }
        for (name, expected) in [
            ("JOUR", Kind::ArticleJournal),
            ("Chap", Kind::Chapter),
            ("Journal Article", Kind::ArticleJournal),
        ] {
            assert_eq!(kind(name), Some(expected), "{name}");
        }
        assert_eq!(kind("XXXX"), None);
    }
}
