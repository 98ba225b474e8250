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
    archive: &'static str,
    id: &'r str,
    class: &'r str,
}

impl<'r> Eprint<'r> {
    /// What a record says of itself in its number (`arXiv:2501.01234`), in place of a journal,
    /// by its PubMed number or by its address, in this order.
    pub(super) fn of(record: &'r Record<'_>, dialect: Dialect) -> Option<Self> {
        if record.has(Field::Eprint) {
            return None;
        }
        let arxiv = |from, id, class| Some(Self { from, archive: "arxiv", id, class });
        let number = record.str(Field::Number);
        // As preprint servers number what they hold.
        if record.kind == Kind::Article
            && let Some(id) = identifier::arxiv(number).filter(|id| id.len() < number.len())
        {
            return arxiv(Field::Number, id, "");
        }
        if let Some((id, class)) = identifier::arxiv_listing(record.str(Field::ContainerTitle)) {
            return arxiv(Field::ContainerTitle, id, class);
        }
        let pmid = record.str(Field::Pmid);
        if dialect == Dialect::Biblatex && !pmid.is_empty() {
            return Some(Self { from: Field::Pmid, archive: "pubmed", id: pmid, class: "" });
        }
        let (archive, id) = identifier::archived(record.str(Field::Url))?;
        // Plain BibTeX has heard of arXiv alone.
        (dialect == Dialect::Biblatex || archive == "arxiv").then_some(Self {
            from: Field::Url,
            archive,
            id,
            class: "",
        })
    }

    /// Whether the fields of the eprint say all that this one says.
    pub(super) fn says(&self, field: Field) -> bool {
        self.from == field && matches!(field, Field::Number | Field::Pmid)
    }
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
    /// Puts the eprint that was found into its fields.
    pub(super) fn eprint(&mut self, out: &mut Output) {
        let record = self.record;
        if let Some(Eprint { archive, id, class, .. }) = self.eprint.take() {
            self.field = Field::Eprint;
            self.put(const { Place::named("eprint", Class::Verbatim) }, Value::Verbatim(id), out);
            let (name, archive) = match self.dialect {
                Dialect::Bibtex => ("archiveprefix", "arXiv"),
                Dialect::Biblatex => ("eprinttype", archive),
            };
            self.put_as(name, Class::Verbatim, Value::Word(archive), out);
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
