//! Field names and what they say, both ways.
//!
//! Sources: *BibTeXing* §3.2; the biblatex manual §2.2.2-2.2.5; for names outside these,
//! the tools that write them (natbib, REVTeX, JabRef, Zotero).

use crate::record::{DateField, Field, Kind, Role};

mod table;

use super::Dialect;
use super::index::Index;
use super::types::Written;

pub use table::{FIELDS, ROLE_TYPES};

/// One line of the table: a field name stands for a place in the record.
#[derive(Debug)]
pub struct FieldName {
    /// The name, in lower case.
    pub name: &'static str,
    /// Where its value goes.
    pub slot: Slot,
    /// How its value is read and written.
    pub class: Class,
    /// The kinds for which it means this.
    on: On,
    /// Who writes the slot so.
    written: Written,
}

impl FieldName {
    /// Whether the dialect knows the field.
    pub(super) fn known_to(&self, dialect: Dialect) -> bool {
        self.written.by(dialect)
    }
}

/// A place in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A text-valued field.
    Field(Field),
    /// A list of names.
    Role(Role),
    /// A whole date.
    Date(DateField),
    /// A part of a date.
    DatePart(DateField, DatePart),
    /// A list of names whose role stands in the field named `<name>type` (`editora`).
    TypedRole,
    /// The role of a list of names.
    RoleType,
    /// `entrysubtype`: part of the kind.
    Subtype,
    /// `crossref`: what is absent is inherited from that entry.
    Crossref,
    /// `xdata`: fields are taken from these entries.
    Xdata,
    /// `options`: settings, of which `useprefix` bears on names.
    Options,
}

/// A part of a date that has a field of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DatePart {
    Year,
    Month,
    Day,
    EndYear,
    EndMonth,
    EndDay,
}

/// How a value is read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// LaTeX text.
    Text,
    /// A text that biblatex reads as a list separated by `and` (`publisher`, `location`).
    List,
    /// To the letter, no LaTeX.
    Verbatim,
    /// Names separated by `and`.
    Name,
    /// A date, or a part of one.
    Date,
    /// A number, or text in its place.
    Integer,
    /// Page ranges.
    Pages,
    /// Entry keys, separated by commas.
    Keys,
    /// Keywords, separated by commas or semicolons.
    Keywords,
}

/// The kinds for which a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Any,
    /// Parts of a periodical, and periodicals.
    Periodical,
    /// Books and their parts: what may stand in a numbered series.
    Book,
    /// Neither of them.
    Apart,
    Thesis,
    /// What an institution issues.
    Institution,
    Manual,
    /// Pages of a web site.
    Web,
    Patent,
    /// What courts and legislators issue.
    Law,
}

impl On {
    fn holds(self, kind: Kind) -> bool {
        match self {
            On::Any => true,
            On::Periodical => in_periodical(kind),
            On::Book => in_series(kind),
            On::Apart => !in_periodical(kind) && !in_series(kind),
            On::Thesis => kind == Kind::Thesis,
            On::Institution => matches!(kind, Kind::Report | Kind::Thesis),
            On::Patent => kind == Kind::Patent,
            On::Law => in_law(kind),
            On::Manual => kind == Kind::Manual,
            On::Web => matches!(kind, Kind::Webpage | Kind::Post | Kind::PostWeblog),
        }
    }
}

/// Whether records of this kind are parts of a periodical, or one: their container is a
/// `journal`, and their `number` an issue.
pub fn in_periodical(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        Article
            | ArticleJournal
            | ArticleMagazine
            | ArticleNewspaper
            | Periodical
            | Review
            | ReviewBook
            | SuppPeriodical
    )
}

/// Whether records of this kind come from a court or a legislator.
pub fn in_law(kind: Kind) -> bool {
    use Kind::*;
    matches!(kind, Bill | Hearing | LegalCase | Legislation | Regulation | Treaty)
}

/// Whether records of this kind are books or stand in one: their `number` is that of the
/// series.
pub fn in_series(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        Book | BookInBook
            | Chapter
            | Classic
            | Commentary
            | EditedCollection
            | Entry
            | EntryDictionary
            | EntryEncyclopedia
            | InBook
            | MultiVolumeBook
            | MultiVolumeCollection
            | MultiVolumeProceedings
            | MultiVolumeReference
            | PaperConference
            | Pamphlet
            | Proceedings
            | Reference
            | SuppBook
            | SuppCollection
    )
}

/// What a field name, in any case, says in an entry of this kind.
pub fn by_name(name: &str, kind: Kind) -> Option<&'static FieldName> {
    ranked(name, kind).map(|(_, row)| row)
}

/// The same, with the line's place in the table: of two fields for one place in the
/// record, the one that stands first says it.
pub fn ranked(name: &str, kind: Kind) -> Option<(usize, &'static FieldName)> {
    let lines = INDEX.lines(name.as_bytes()).filter_map(|at| Some((at, FIELDS.get(at)?)));
    // Most names are in lower case.
    let is = |row: &FieldName| row.name == name || row.name.eq_ignore_ascii_case(name);
    lines.into_iter().find(|(_, row)| is(row) && row.on.holds(kind))
}

static INDEX: Index<{ FIELDS.len() }> = {
    let mut names = [""; FIELDS.len()];
    let mut at = 0;
    while at < FIELDS.len() {
        names[at] = FIELDS[at].name;
        at += 1;
    }
    Index::new(&names)
};

/// The field name that a dialect writes for a place in a record of this kind.
pub fn of_slot(slot: Slot, kind: Kind, dialect: Dialect) -> Option<&'static FieldName> {
    let reads_back = |row: &FieldName| by_name(row.name, kind).is_some_and(|read| read.slot == slot);
    FIELDS
        .iter()
        .find(|row| row.slot == slot && row.written.by(dialect) && row.on.holds(kind) && reads_back(row))
}

/// The role that an `editortype` names, else `None`.
pub fn role_by_type(name: &str) -> Option<Role> {
    ROLE_TYPES.iter().find(|(n, _)| n.eq_ignore_ascii_case(name.trim())).map(|(_, role)| *role)
}

/// The `editortype` for a role that has no field of its own.
pub fn type_of_role(role: Role) -> Option<&'static str> {
    ROLE_TYPES.iter().find(|(_, r)| *r == role).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dialect_writes_reads_back_to_the_same_place() {
        for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
            for &kind in Kind::ALL {
                for row in FIELDS {
                    if let Some(written) = of_slot(row.slot, kind, dialect)
                        && written.slot != Slot::TypedRole
                        && written.slot != Slot::RoleType
                    {
                        let read = by_name(written.name, kind).map(|r| r.slot);
                        assert_eq!(read, Some(row.slot), "{} {kind}", written.name);
                    }
                }
            }
        }
    }

    #[test]
    fn names_depend_on_kind_and_dialect() {
        let name = |field, kind, dialect| of_slot(Slot::Field(field), kind, dialect).map(|r| r.name);
        use Dialect::*;
        assert_eq!(name(Field::ContainerTitle, Kind::ArticleJournal, Bibtex), Some("journal"));
        assert_eq!(name(Field::ContainerTitle, Kind::ArticleJournal, Biblatex), Some("journaltitle"));
        assert_eq!(name(Field::ContainerTitle, Kind::Chapter, Biblatex), Some("booktitle"));
        assert_eq!(name(Field::Publisher, Kind::Thesis, Bibtex), Some("school"));
        assert_eq!(name(Field::Publisher, Kind::Thesis, Biblatex), Some("institution"));
        assert_eq!(name(Field::PublisherPlace, Kind::Book, Bibtex), Some("address"));
        assert_eq!(name(Field::Number, Kind::Report, Bibtex), Some("number"));
        assert_eq!(name(Field::Medium, Kind::Book, Biblatex), None);
    }
}
