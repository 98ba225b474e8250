//! Types of records ↔ kinds: Zotero's, and for a kind without one its own name.

use crate::format::shared::zotero;
use crate::record::Kind;

/// What databases and BibTeX call types, where it is nothing else in Zotero's list; they
/// are only read.
#[rustfmt::skip]
const OTHERS: &[(&str, Kind)] = &[
    ("Article", Kind::ArticleJournal),
    ("Journal", Kind::ArticleJournal),
    ("J", Kind::ArticleJournal),
    ("Article in Press", Kind::ArticleJournal),
    ("Review", Kind::ArticleJournal),
    ("Review Article", Kind::ArticleJournal),
    ("Editorial", Kind::ArticleJournal),
    ("Editorial Material", Kind::ArticleJournal),
    ("Letter", Kind::ArticleJournal),
    ("Note", Kind::ArticleJournal),
    ("Short Survey", Kind::ArticleJournal),
    ("Erratum", Kind::ArticleJournal),
    ("Correction", Kind::ArticleJournal),
    ("Data Paper", Kind::ArticleJournal),
    ("Retracted", Kind::ArticleJournal),
    ("Early Access", Kind::ArticleJournal),
    ("IEEE Journals", Kind::ArticleJournal),
    ("IEEE Magazines", Kind::ArticleMagazine),
    ("IEEE Early Access Articles", Kind::ArticleJournal),
    ("IEEE Conferences", Kind::PaperConference),
    ("IEEE Standards", Kind::Standard),
    ("Conference", Kind::PaperConference),
    ("C", Kind::PaperConference),
    ("Proceedings Paper", Kind::PaperConference),
    ("Proceeding", Kind::PaperConference),
    ("Conference Proceeding", Kind::PaperConference),
    ("Conference Proceedings Article", Kind::PaperConference),
    ("InProceedings", Kind::PaperConference),
    ("Meeting Abstract", Kind::PaperConference),
    ("Conference Review", Kind::Proceedings),
    ("Conference Proceedings", Kind::Proceedings),
    ("Monograph", Kind::Book),
    ("Edited Book", Kind::EditedCollection),
    ("B", Kind::Book),
    ("S", Kind::Chapter),
    ("Book Chapter", Kind::Chapter),
    ("Book Part", Kind::Chapter),
    ("InCollection", Kind::Chapter),
    ("InBook", Kind::Chapter),
    ("Reference Entry", Kind::Entry),
    ("Booklet", Kind::Pamphlet),
    ("Dissertation", Kind::Thesis),
    ("PhDThesis", Kind::Thesis),
    ("MastersThesis", Kind::Thesis),
    ("TechReport", Kind::Report),
    ("Working Paper", Kind::Report),
    ("P", Kind::Patent),
    ("Posted Content", Kind::Article),
    ("Unpublished", Kind::Manuscript),
    ("Online", Kind::Webpage),
    ("Website", Kind::Webpage),
    ("Misc", Kind::Document),
    ("Other", Kind::Document),
];

/// The kind of a type in any case and spacing. A library's own types come before those of
/// databases where both use a word; elsewhere those of databases do.
pub(super) fn read(name: &str, library: bool) -> Option<Kind> {
    let own = || Kind::ALL.iter().copied().find(|kind| same(kind.name(), name));
    let zotero = || zotero::TYPES.iter().find(|known| same(known.name, name)).map(|known| known.kind);
    let other = || OTHERS.iter().find(|(known, _)| same(known, name)).map(|(_, kind)| *kind);
    if library { zotero().or_else(own).or_else(other) } else { other().or_else(zotero).or_else(own) }
}

/// The type that a kind is written as.
pub(super) fn of_kind(kind: Kind) -> &'static str {
    let nearest = zotero::of_kind(kind);
    if nearest.kind == kind { nearest.name } else { kind.name() }
}

/// Whether two names are one but for case and what is neither letter nor digit.
fn same(known: &str, name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric().then_some(byte.to_ascii_lowercase());
    name.is_ascii() && known.bytes().filter_map(plain).eq(name.bytes().filter_map(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for kind in Kind::ALL {
            assert_eq!(read(of_kind(*kind), true), Some(*kind), "{kind}");
        }
        assert_eq!(read("Journal article", true), Some(Kind::ArticleJournal));
        assert_eq!(read("Review", false), Some(Kind::ArticleJournal));
        assert_eq!(read("Book chapter", false), Some(Kind::Chapter));
        assert_eq!(read("Buch", true), None);
    }
}
