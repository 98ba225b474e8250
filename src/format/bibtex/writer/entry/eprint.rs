//! The identifier in an archive of preprints or the like, where the record has it in
//! another dress: biblatex and REVTeX print it, and link to it.

use super::super::super::Dialect;
use super::super::super::fields::Class;
use super::super::place::Place;
use super::Entry;
use super::values::Value;
use crate::format::Output;
use crate::record::{Field, Kind, Record, identifier};

/// An identifier, and the field that has it.
pub(super) struct Eprint<'r> {
    pub(super) from: Field,
    archive: &'r str,
    id: &'r str,
    class: &'r str,
}

impl<'r> Eprint<'r> {
    /// What a record says of itself in its number (`arXiv:2501.01234`), in place of a journal,
    /// by its PubMed number, by the archive that holds it or by its address, in this order.
    pub(super) fn of(record: &'r Record<'_>, dialect: Dialect) -> Option<Self> {
        if record.has(Field::Eprint) {
            return None;
        }
        let eprint = |from, archive, id| Some(Self { from, archive, id, class: "" });
        let number = record.str(Field::Number);
        // As preprint servers number what they hold.
        if record.kind == Kind::Article
            && let Some(id) = identifier::arxiv(number).filter(|id| id.len() < number.len())
        {
            return eprint(Field::Number, "arxiv", id);
        }
        if let Some((id, class)) = identifier::arxiv_listing(record.str(Field::ContainerTitle)) {
            return Some(Self { from: Field::ContainerTitle, archive: "arxiv", id, class });
        }
        let pmid = record.str(Field::Pmid);
        if dialect == Dialect::Biblatex && !pmid.is_empty() {
            return eprint(Field::Pmid, "pubmed", pmid);
        }
        let (archive, at) = (record.str(Field::Archive), record.str(Field::ArchiveLocation));
        if dialect == Dialect::Biblatex && !archive.is_empty() && !at.is_empty() {
            match identifier::archive(archive) {
                Some(known) => return eprint(Field::Archive, known, at),
                None if is_electronic(record.kind) => return eprint(Field::Archive, archive, at),
                None => {}
            }
        }
        if let Some((archive, id)) = identifier::archived(record.str(Field::Url))
            // Plain BibTeX has heard of arXiv alone.
            && (dialect == Dialect::Biblatex || archive == "arxiv")
        {
            return eprint(Field::Url, archive, id);
        }
        // `@online` has neither a publisher nor a number of its own.
        let mut publishers = record.all(Field::Publisher);
        if record.kind == Kind::Article
            && dialect == Dialect::Biblatex
            && let (Some(publisher), None) = (publishers.next(), publishers.next())
        {
            let class = record.str(Field::Section);
            return Some(Self { from: Field::Publisher, archive: publisher.plain(), id: number, class });
        }
        None
    }

    /// Whether the fields of the eprint say all that this one says.
    fn says(&self, field: Field, value: &str) -> bool {
        match field {
            Field::Number | Field::Pmid if self.from == field => true,
            Field::Publisher | Field::Number | Field::Section => self.from == Field::Publisher,
            Field::ArchiveLocation => self.from == Field::Archive,
            Field::Archive => self.from == field || self.archive.eq_ignore_ascii_case(value),
            _ => false,
        }
    }
}

/// Whether what is kept in an archive is there in electronic form.
fn is_electronic(kind: Kind) -> bool {
    use Kind::*;
    matches!(kind, Article | Dataset | Software | Webpage | Post | PostWeblog)
}

/// Whether a record that is filed as an article is a preprint: in place of a journal it has
/// arXiv, or nothing.
pub(super) fn is_unpublished(record: &Record<'_>, eprint: Option<&Eprint<'_>>) -> bool {
    let archive = eprint.map_or(record.str(Field::EprintType), |eprint| eprint.archive);
    let journal = record.str(Field::ContainerTitle);
    record.kind == Kind::ArticleJournal
        && archive.eq_ignore_ascii_case("arxiv")
        && (identifier::arxiv_listing(journal).is_some()
            || (journal.is_empty() && !record.has(Field::Volume) && !record.has(Field::ContainerTitleShort)))
}

impl<'r> Entry<'r> {
    /// Whether the fields of the eprint say all that this one says; a preprint's archive is
    /// its publisher, and its number there may have the archive's name before it.
    pub(super) fn is_said_by_eprint(&self, field: Field, value: &str) -> bool {
        if self.eprint.as_ref().is_some_and(|eprint| eprint.says(field, value)) {
            return true;
        }
        let record = self.record;
        let (archive, id) = match &self.eprint {
            Some(eprint) => (eprint.archive, eprint.id),
            None => (record.str(Field::EprintType), record.str(Field::Eprint)),
        };
        // BibTeX has fields for both, and no archive but arXiv.
        record.kind == Kind::Article
            && self.dialect == Dialect::Biblatex
            && match field {
                Field::Publisher => !id.is_empty() && value.eq_ignore_ascii_case(archive),
                Field::Number => archive == "arxiv" && identifier::arxiv(value) == Some(id),
                _ => false,
            }
    }

    /// Puts the eprint that was found into its fields.
    pub(super) fn eprint(&mut self, out: &mut Output) {
        let record = self.record;
        if let Some(Eprint { archive, id, class, .. }) = self.eprint.take() {
            self.field = Field::Eprint;
            if !id.is_empty() {
                self.put(const { Place::named("eprint", Class::Verbatim) }, Value::Verbatim(id), out);
            }
            let (name, archive) = match self.dialect {
                Dialect::Bibtex => ("archiveprefix", "arXiv"),
                Dialect::Biblatex => ("eprinttype", archive),
            };
            self.put_as(name, Class::Verbatim, Value::Verbatim(archive), out);
            self.class(class, out);
        } else if !record.has(Field::EprintClass)
            && let Some((id, class)) = identifier::arxiv_listing(record.str(Field::ContainerTitle))
            && id == record.str(Field::Eprint)
        {
            self.class(class, out);
        }
    }

    fn class(&mut self, class: &'r str, out: &mut Output) {
        let name = match self.dialect {
            Dialect::Bibtex => "primaryclass",
            Dialect::Biblatex => "eprintclass",
        };
        if !class.is_empty() {
            self.put_as(name, Class::Verbatim, Value::Verbatim(class), out);
        }
    }
}
