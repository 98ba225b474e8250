//! The fields: data only.

use crate::record::{DateField, Field, Role};

use super::super::types::Written;
use super::{Class, DatePart, FieldName, On, Slot};

/// Values of `editortype`: biblatex §2.3.6, then those of styles (biblatex-apa, -chicago).
pub const ROLE_TYPES: &[(&str, Role)] = &[
    ("editor", Role::Editor),
    ("compiler", Role::Compiler),
    ("founder", Role::Founder),
    ("continuator", Role::Continuator),
    ("redactor", Role::Redactor),
    ("reviser", Role::Reviser),
    ("collaborator", Role::Collaborator),
    ("organizer", Role::Organizer),
    ("annotator", Role::Annotator),
    ("commentator", Role::Commentator),
    ("translator", Role::Translator),
    ("director", Role::Director),
    ("producer", Role::Producer),
    ("execproducer", Role::ExecutiveProducer),
    ("scriptwriter", Role::ScriptWriter),
    ("writer", Role::ScriptWriter),
    ("performer", Role::Performer),
    ("composer", Role::Composer),
    ("narrator", Role::Narrator),
    ("host", Role::Host),
    ("guest", Role::Guest),
    ("interviewer", Role::Interviewer),
    ("illustrator", Role::Illustrator),
    ("recipient", Role::Recipient),
    ("curator", Role::Curator),
    ("chair", Role::Chair),
    ("contributor", Role::Contributor),
    ("serieseditor", Role::CollectionEditor),
];

const fn row(name: &'static str, slot: Slot, class: Class, on: On, written: Written) -> FieldName {
    FieldName { name, slot, class, on, written }
}

const fn text(name: &'static str, field: Field, written: Written) -> FieldName {
    row(name, Slot::Field(field), Class::Text, On::Any, written)
}

const fn verbatim(name: &'static str, field: Field, written: Written) -> FieldName {
    row(name, Slot::Field(field), Class::Verbatim, On::Any, written)
}

const fn names(name: &'static str, role: Role, written: Written) -> FieldName {
    row(name, Slot::Role(role), Class::Name, On::Any, written)
}

const fn part(name: &'static str, field: DateField, part: DatePart, written: Written) -> FieldName {
    row(name, Slot::DatePart(field, part), Class::Date, On::Any, written)
}

use Class::*;
use Slot::Field as F;
use Written::{Biblatex, Bibtex, Both, Never};

/// In reading, the first line that has the name and holds for the kind; in writing, the
/// first that has the slot, holds for the kind and is written by the dialect.
#[rustfmt::skip]
pub const FIELDS: &[FieldName] = &[
    // Names
    names("author", Role::Author, Both),
    names("editor", Role::Editor, Both),
    names("translator", Role::Translator, Both),
    names("bookauthor", Role::ContainerAuthor, Biblatex),
    names("annotator", Role::Annotator, Biblatex),
    names("commentator", Role::Commentator, Biblatex),
    names("introduction", Role::Introduction, Biblatex),
    names("foreword", Role::Foreword, Biblatex),
    names("afterword", Role::Afterword, Biblatex),
    names("holder", Role::Holder, Biblatex),
    names("shortauthor", Role::ShortAuthor, Biblatex),
    names("shorteditor", Role::ShortEditor, Biblatex),
    names("collaborator", Role::Collaborator, Never),
    names("compiler", Role::Compiler, Never),
    names("composer", Role::Composer, Never),
    names("director", Role::Director, Never),
    names("illustrator", Role::Illustrator, Never),
    names("interviewer", Role::Interviewer, Never),
    names("producer", Role::Producer, Never),
    names("recipient", Role::Recipient, Never),
    names("serieseditor", Role::CollectionEditor, Never),
    row("editora", Slot::TypedRole, Name, On::Any, Biblatex),
    row("editorb", Slot::TypedRole, Name, On::Any, Biblatex),
    row("editorc", Slot::TypedRole, Name, On::Any, Biblatex),
    row("authortype", Slot::RoleType, Text, On::Any, Never),
    row("editortype", Slot::RoleType, Text, On::Any, Biblatex),
    row("editoratype", Slot::RoleType, Text, On::Any, Biblatex),
    row("editorbtype", Slot::RoleType, Text, On::Any, Biblatex),
    row("editorctype", Slot::RoleType, Text, On::Any, Biblatex),

    // Titles
    text("title", Field::Title, Both),
    text("subtitle", Field::Subtitle, Biblatex),
    text("titleaddon", Field::TitleAddon, Biblatex),
    text("shorttitle", Field::TitleShort, Both),
    row("journaltitle", F(Field::ContainerTitle), Text, On::Periodical, Biblatex),
    row("journal", F(Field::ContainerTitle), Text, On::Periodical, Bibtex),
    // A web site is named where its owner is.
    row("organization", F(Field::ContainerTitle), List, On::Web, Both),
    text("booktitle", Field::ContainerTitle, Both),
    text("journal", Field::ContainerTitle, Never),
    text("journaltitle", Field::ContainerTitle, Never),
    row("journalsubtitle", F(Field::ContainerSubtitle), Text, On::Periodical, Biblatex),
    text("booksubtitle", Field::ContainerSubtitle, Biblatex),
    text("journalsubtitle", Field::ContainerSubtitle, Never),
    row("journaltitleaddon", F(Field::ContainerTitleAddon), Text, On::Periodical, Biblatex),
    text("booktitleaddon", Field::ContainerTitleAddon, Biblatex),
    text("journaltitleaddon", Field::ContainerTitleAddon, Never),
    text("shortjournal", Field::ContainerTitleShort, Biblatex),
    text("maintitle", Field::MainTitle, Biblatex),
    text("mainsubtitle", Field::MainSubtitle, Biblatex),
    text("maintitleaddon", Field::MainTitleAddon, Biblatex),
    text("issuetitle", Field::IssueTitle, Biblatex),
    text("issuesubtitle", Field::IssueSubtitle, Biblatex),
    text("origtitle", Field::OriginalTitle, Biblatex),
    text("series", Field::CollectionTitle, Both),
    text("shortseries", Field::CollectionTitleShort, Biblatex),
    text("eventtitle", Field::EventTitle, Biblatex),
    text("eventtitleaddon", Field::EventTitleAddon, Biblatex),
    text("venue", Field::EventPlace, Biblatex),

    // Who issued it, where
    row("school", F(Field::Publisher), Text, On::Thesis, Bibtex),
    row("institution", F(Field::Publisher), List, On::Institution, Both),
    row("institution", F(Field::Authority), List, On::Law, Both),
    row("institution", F(Field::Authority), List, On::Patent, Both),
    row("organization", F(Field::Publisher), List, On::Manual, Both),
    row("publisher", F(Field::Publisher), List, On::Any, Both),
    row("school", F(Field::Publisher), List, On::Any, Never),
    row("institution", F(Field::Publisher), List, On::Any, Never),
    row("organization", F(Field::Publisher), List, On::Any, Never),
    row("address", F(Field::PublisherPlace), List, On::Patent, Both),
    row("address", F(Field::PublisherPlace), List, On::Any, Bibtex),
    row("location", F(Field::Jurisdiction), List, On::Patent, Biblatex),
    row("location", F(Field::PublisherPlace), List, On::Any, Biblatex),
    row("origpublisher", F(Field::OriginalPublisher), List, On::Any, Biblatex),
    row("origlocation", F(Field::OriginalPublisherPlace), List, On::Any, Biblatex),
    text("howpublished", Field::HowPublished, Both),
    text("library", Field::CallNumber, Biblatex),
    text("lccn", Field::CallNumber, Bibtex),
    text("pubstate", Field::Status, Biblatex),
    text("copyright", Field::License, Bibtex),
    text("rights", Field::License, Never),

    // Numbers
    row("volume", F(Field::Volume), Integer, On::Any, Both),
    row("part", F(Field::PartNumber), Integer, On::Any, Biblatex),
    row("volumes", F(Field::NumberOfVolumes), Integer, On::Any, Biblatex),
    row("number", F(Field::Issue), Integer, On::Periodical, Both),
    row("issue", F(Field::Issue), Integer, On::Any, Biblatex),
    row("number", F(Field::CollectionNumber), Integer, On::Book, Both),
    row("number", F(Field::Number), Integer, On::Apart, Both),
    row("edition", F(Field::Edition), Integer, On::Any, Both),
    row("chapter", F(Field::ChapterNumber), Integer, On::Any, Both),
    row("version", F(Field::Version), Text, On::Any, Biblatex),
    row("pages", F(Field::Page), Pages, On::Any, Both),
    row("pagetotal", F(Field::NumberOfPages), Integer, On::Any, Biblatex),
    row("numpages", F(Field::NumberOfPages), Integer, On::Any, Never),
    text("eid", Field::Eid, Both),
    text("articleno", Field::Eid, Never),
    text("article-number", Field::Eid, Never),

    // Identifiers
    verbatim("doi", Field::Doi, Both),
    verbatim("url", Field::Url, Both),
    verbatim("isbn", Field::Isbn, Both),
    verbatim("issn", Field::Issn, Both),
    verbatim("eprint", Field::Eprint, Both),
    verbatim("eprinttype", Field::EprintType, Biblatex),
    verbatim("archiveprefix", Field::EprintType, Bibtex),
    verbatim("eprintclass", Field::EprintClass, Biblatex),
    verbatim("primaryclass", Field::EprintClass, Bibtex),
    verbatim("pmid", Field::Pmid, Both),
    verbatim("pmcid", Field::Pmcid, Both),

    // Words
    text("type", Field::Genre, Both),
    text("note", Field::Note, Both),
    text("addendum", Field::Addendum, Biblatex),
    text("annotation", Field::Annote, Biblatex),
    text("annote", Field::Annote, Bibtex),
    text("affiliation", Field::AuthorAddress, Both),
    text("abstract", Field::Abstract, Both),
    row("keywords", F(Field::Keyword), Keywords, On::Any, Both),
    row("keyword", F(Field::Keyword), Keywords, On::Any, Never),
    text("langid", Field::Language, Both),
    text("language", Field::Language, Never),
    text("hyphenation", Field::Language, Never),

    // Dates
    row("date", Slot::Date(DateField::Issued), Date, On::Any, Biblatex),
    row("eventdate", Slot::Date(DateField::EventDate), Date, On::Any, Biblatex),
    row("origdate", Slot::Date(DateField::OriginalDate), Date, On::Any, Biblatex),
    row("urldate", Slot::Date(DateField::Accessed), Date, On::Any, Both),
    part("year", DateField::Issued, DatePart::Year, Both),
    part("month", DateField::Issued, DatePart::Month, Both),
    part("day", DateField::Issued, DatePart::Day, Both),
    part("endyear", DateField::Issued, DatePart::EndYear, Never),
    part("endmonth", DateField::Issued, DatePart::EndMonth, Never),
    part("endday", DateField::Issued, DatePart::EndDay, Never),
    part("eventyear", DateField::EventDate, DatePart::Year, Never),
    part("eventmonth", DateField::EventDate, DatePart::Month, Never),
    part("eventday", DateField::EventDate, DatePart::Day, Never),
    part("origyear", DateField::OriginalDate, DatePart::Year, Never),
    part("origmonth", DateField::OriginalDate, DatePart::Month, Never),
    part("origday", DateField::OriginalDate, DatePart::Day, Never),
    part("urlyear", DateField::Accessed, DatePart::Year, Never),
    part("urlmonth", DateField::Accessed, DatePart::Month, Never),
    part("urlday", DateField::Accessed, DatePart::Day, Never),

    // What bears on the others
    row("entrysubtype", Slot::Subtype, Text, On::Any, Biblatex),
    row("crossref", Slot::Crossref, Keys, On::Any, Never),
    row("xdata", Slot::Xdata, Keys, On::Any, Never),
    row("options", Slot::Options, Verbatim, On::Any, Never),
];
