//! EndNote's reference types, which its tagged format, its XML and some RIS share.

use crate::format::shared::affiliations;
use crate::format::shared::tagged::date;
use crate::record::{Date, DateField, Extra, Field, Kind, Pages, Record, identifier};

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

/// The families of EndNote's formats.
const FAMILIES: [&str; 3] = ["endnote-xml", "enw", "ris"];

/// Fields of EndNote for which the hub has no place, as its formats spell them: its XML,
/// its tags, RIS.
#[rustfmt::skip]
const SPELLINGS: &[[&str; 3]] = &[
    ["url", "%U", "UR"],
    ["caption", "%^", "CA"],
    ["reprint-edition", "%)", "RP"],
    ["orig-pub", "%(", "OP"],
    ["call-num", "%L", "CN"],
    ["volume", "%V", "VL"],
    ["", "%H", "TA"],
    ["modified-date", "%=", ""],
    ["custom1", "%1", "C1"],
    ["custom2", "%2", "C2"],
    ["custom3", "%3", "C3"],
    ["custom4", "%4", "C4"],
    ["custom5", "%5", "C5"],
    ["custom6", "%#", "C6"],
    ["custom7", "%$", "C7"],
    ["", "%]", "C8"],
];

/// How a family spells a field that came by way of another of EndNote's formats.
pub(crate) fn spelling(extra: &Extra<'_>, family: &str) -> Option<&'static str> {
    if extra.mapped || extra.format == family {
        return None;
    }
    let place = |family: &str| FAMILIES.iter().position(|known| *known == family);
    let (from, to) = (place(extra.format)?, place(family)?);
    let row = SPELLINGS.iter().find(|row| row.get(from).is_some_and(|name| *name == extra.name))?;
    row.get(to).copied().filter(|name| !name.is_empty())
}

/// What the fields of a record say together.
pub(crate) fn finish(record: &mut Record<'_>) {
    seen(record);
    pubmed(record);
    affiliations::settle(record);
    // The first page, which is among the pages.
    if record.kind == Kind::ArticleJournal && record.has(Field::Section) {
        let first = Pages::parse(record.str(Field::Page)).first() == Some(record.str(Field::Section));
        if first {
            record.take(Field::Section);
        }
    }
}

/// An accession number in PubMed is a PMID.
fn pubmed(record: &mut Record<'_>) {
    if !record.has(Field::ArchiveLocation) {
        return;
    }
    let database = record.str(Field::Archive).to_ascii_lowercase();
    let known = ["pubmed", "medline", "nlm"].iter().any(|name| database.contains(name))
        || record.str(Field::Source).contains("NLM");
    if let Some(pmid) = identifier::pmid(record.str(Field::ArchiveLocation)).filter(|_| known) {
        let pmid = pmid.to_owned();
        record.take(Field::ArchiveLocation);
        if !record.has(Field::Pmid) {
            record.push(Field::Pmid, pmid);
        }
    }
}

/// EndNote has no field for the day on which a web page was seen: it stands in those of the
/// volume (the year) and the number (the day).
fn seen(record: &mut Record<'_>) {
    if record.kind != Kind::Webpage || record.date(DateField::Accessed).is_some() {
        return;
    }
    let year = year(record.str(Field::Volume));
    let field = if record.has(Field::Number) { Field::Number } else { Field::Issue };
    let day = record.str(field);
    let whole = || date::read(day).filter(|read| day.len() > 4 && read.rest.is_empty()).map(|read| read.date);
    let found = match year {
        Some(year) if day.is_empty() => Some(Date::from_year(year)),
        Some(year) => {
            let whole_of = |day: &str| date::read(&format!("{day} {year}")).map(|read| read.date);
            date::of_year(day, year).or_else(whole).or_else(|| whole_of(day))
        }
        None => whole(),
    };
    let Some(found) = found else { return };
    record.set_date(DateField::Accessed, found);
    record.take(field);
    if year.is_some() {
        record.take(Field::Volume);
    }
}

/// A year and nothing else.
fn year(text: &str) -> Option<i64> {
    let is_year = text.len() == 4 && text.starts_with(['1', '2']);
    is_year.then(|| text.parse().ok()).flatten()
}

/// Whether a text is the year in which a paper was published.
pub(crate) fn published_in(kind: Kind, text: &str) -> bool {
    matches!(kind, Kind::PaperConference | Kind::Proceedings) && year(text).is_some()
}

/// The year of a paper is that of its conference to EndNote, which has the year in which it
/// was published elsewhere. Says whether the text is one.
pub(crate) fn published(record: &mut Record<'_>, text: &str) -> bool {
    let Some(year) = year(text).filter(|_| published_in(record.kind, text)) else { return false };
    if let Some(held) = record.date(DateField::Issued).cloned()
        && record.date(DateField::EventDate).is_none()
    {
        record.set_date(DateField::EventDate, held);
    }
    record.set_date(DateField::Issued, Date::from_year(year));
    true
}

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
