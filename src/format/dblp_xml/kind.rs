//! What dblp's records describe.

use crate::grammar::xml::Element;
use crate::record::Kind;

/// Elements, and the words for the types of theses.
const ELEMENTS: &[(&str, Kind, &str)] = &[
    ("article", Kind::ArticleJournal, ""),
    ("inproceedings", Kind::PaperConference, ""),
    ("proceedings", Kind::Proceedings, ""),
    ("book", Kind::Book, ""),
    ("incollection", Kind::Chapter, ""),
    ("phdthesis", Kind::Thesis, "PhD thesis"),
    ("mastersthesis", Kind::Thesis, "Master’s thesis"),
    ("www", Kind::Webpage, ""),
    ("data", Kind::Dataset, ""),
];

/// Types as the search names them.
const TYPES: &[(&str, Kind)] = &[
    ("Journal Articles", Kind::ArticleJournal),
    ("Conference and Workshop Papers", Kind::PaperConference),
    ("Editorship", Kind::Proceedings),
    ("Books and Theses", Kind::Book),
    ("Parts in Books or Collections", Kind::Chapter),
    ("Reference Works", Kind::EntryEncyclopedia),
    // dblp takes CoRR for a journal.
    ("Informal and Other Publications", Kind::ArticleJournal),
    ("Informal Publications", Kind::ArticleJournal),
    ("Data and Artifacts", Kind::Dataset),
];

/// Kinds of publication (`publtype`) that say what a record is.
const PUBLICATIONS: &[(&str, Kind)] = &[
    ("encyclopedia", Kind::EntryEncyclopedia),
    ("software", Kind::Software),
    ("dataset", Kind::Dataset),
    ("habil", Kind::Thesis),
];

/// What a kind of publication says, if it is one that says what a record is.
pub(super) fn of_publication(names: &str) -> Option<Kind> {
    let is = |name: &str| names.split(' ').any(|word| word == name);
    PUBLICATIONS.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind)
}

/// Whether an element says what the kind of a record does, or nothing.
pub(super) fn is_said(within: Element<'_, '_>, element: Element<'_, '_>) -> bool {
    match element.name() {
        "type" => within.name() == "info" && TYPES.iter().any(|(name, _)| *name == element.text()),
        // Of what is whole, how many there are.
        "pages" => {
            element.text().strip_prefix("1-").is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
        }
        // A citation that dblp does not know.
        "cite" => element.text() == "...",
        _ => false,
    }
}

/// The kind of a record, and the words for its type if the kind does not tell them.
pub(super) fn of(element: Element<'_, '_>) -> (Kind, &'static str) {
    if element.name() == "info" {
        let named = element.child("type").map(Element::text).unwrap_or_default();
        let thesis = element.child("key").is_some_and(|key| key.text().starts_with("phd/"));
        let kind = TYPES.iter().find(|(name, _)| *name == named).map(|(_, kind)| *kind);
        return match kind {
            Some(Kind::Book) if thesis => (Kind::Thesis, "PhD thesis"),
            kind => (kind.unwrap_or_default(), ""),
        };
    }
    let publication = element.attribute("publtype").unwrap_or_default();
    if let Some(kind) = of_publication(&publication) {
        return (kind, "");
    }
    let row = ELEMENTS.iter().find(|(name, ..)| *name == element.name());
    row.map_or((Kind::Document, ""), |(_, kind, words)| (*kind, words))
}
