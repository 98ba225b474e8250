//! RefWorks' reference types.

use crate::record::Kind;

/// The types of RefWorks' list, then what others call them.
#[rustfmt::skip]
const TYPES: &[(&str, Kind)] = &[
    ("Abstract", Kind::ArticleJournal),
    ("Artwork", Kind::Graphic),
    ("Bills/Resolutions", Kind::Bill),
    ("Book, Edited", Kind::EditedCollection),
    ("Book, Section", Kind::Chapter),
    ("Book, Whole", Kind::Book),
    ("Case/Court Decisions", Kind::LegalCase),
    ("Computer Program", Kind::Software),
    ("Conference Proceedings", Kind::PaperConference),
    ("Dissertation/Thesis", Kind::Thesis),
    ("Dissertation/Thesis, Unpublished", Kind::Thesis),
    ("Generic", Kind::Document),
    ("Grant", Kind::Document),
    ("Hearing", Kind::Hearing),
    ("Journal Article", Kind::ArticleJournal),
    ("Journal, Electronic", Kind::ArticleJournal),
    ("Laws/Statutes", Kind::Legislation),
    ("Magazine Article", Kind::ArticleMagazine),
    ("Map", Kind::Map),
    ("Monograph", Kind::Book),
    ("Motion Picture", Kind::MotionPicture),
    ("Music Score", Kind::MusicalScore),
    ("Newspaper Article", Kind::ArticleNewspaper),
    ("Online Discussion Forum/Blogs", Kind::PostWeblog),
    ("Patent", Kind::Patent),
    ("Personal Communication", Kind::PersonalCommunication),
    ("Report", Kind::Report),
    ("Sound Recording", Kind::Song),
    ("Unpublished Material", Kind::Manuscript),
    ("Video/DVD", Kind::MotionPicture),
    ("Web Page", Kind::Webpage),
    ("Blog", Kind::PostWeblog),
    ("Book", Kind::Book),
    ("Book Chapter", Kind::Chapter),
    ("Book Section", Kind::Chapter),
    ("Conference Paper", Kind::PaperConference),
    ("Conference Proceeding", Kind::PaperConference),
    ("Dataset", Kind::Dataset),
    ("Dissertation", Kind::Thesis),
    ("Electronic Journal", Kind::ArticleJournal),
    ("Journal", Kind::ArticleJournal),
    ("Preprint", Kind::Article),
    ("Thesis", Kind::Thesis),
    ("Website", Kind::Webpage),
];

/// The kind of a reference type, however it is spaced and in any case.
pub(super) fn kind(name: &str) -> Option<Kind> {
    let letters = |text: &str| {
        text.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    let name = letters(name);
    TYPES.iter().find(|(known, _)| letters(known) == name).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_however_they_are_spaced() {
        assert_eq!(kind("journal article"), Some(Kind::ArticleJournal));
        assert_eq!(kind("Video/ DVD"), Some(Kind::MotionPicture));
        assert_eq!(kind("Book,Section"), Some(Kind::Chapter));
        assert_eq!(kind("Boot"), None);
    }
}
