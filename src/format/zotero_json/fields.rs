//! What the fields of items hold: one table for reading and writing.

use crate::format::shared::csl::variable::{self, NONE, Source, VARIABLES};
use crate::format::shared::zotero::Type;
use crate::record::{DateField, Field};

/// What a field of an item holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A text.
    Text(Field),
    /// A date.
    Date(DateField),
    /// The owner of a patent.
    Assignee,
    /// The citation key.
    Key,
    /// The note, with variables in lines of their own.
    Extra,
}

use Holds::{Date, Text};

/// The fields by name; their order means nothing, for each type has its own.
#[rustfmt::skip]
const FIELDS: &[(&str, Holds)] = &[
    ("title", Text(Field::Title)),
    ("caseName", Text(Field::Title)),
    ("nameOfAct", Text(Field::Title)),
    ("subject", Text(Field::Title)),
    ("shortTitle", Text(Field::TitleShort)),
    ("partTitle", Text(Field::PartTitle)),
    ("partNumber", Text(Field::PartNumber)),
    ("abstractNote", Text(Field::Abstract)),
    // What it stands in
    ("publicationTitle", Text(Field::ContainerTitle)),
    ("blogTitle", Text(Field::ContainerTitle)),
    ("bookTitle", Text(Field::ContainerTitle)),
    ("dictionaryTitle", Text(Field::ContainerTitle)),
    ("encyclopediaTitle", Text(Field::ContainerTitle)),
    ("forumTitle", Text(Field::ContainerTitle)),
    ("proceedingsTitle", Text(Field::ContainerTitle)),
    ("programTitle", Text(Field::ContainerTitle)),
    ("sessionTitle", Text(Field::ContainerTitle)),
    ("websiteTitle", Text(Field::ContainerTitle)),
    ("reporter", Text(Field::ContainerTitle)),
    ("code", Text(Field::ContainerTitle)),
    ("journalAbbreviation", Text(Field::ContainerTitleShort)),
    ("series", Text(Field::CollectionTitle)),
    ("seriesTitle", Text(Field::CollectionTitle)),
    ("seriesNumber", Text(Field::CollectionNumber)),
    ("volume", Text(Field::Volume)),
    ("codeVolume", Text(Field::Volume)),
    ("codeNumber", Text(Field::Volume)),
    ("reporterVolume", Text(Field::Volume)),
    ("issue", Text(Field::Issue)),
    ("priorityNumbers", Text(Field::Issue)),
    ("pages", Text(Field::Page)),
    ("codePages", Text(Field::Page)),
    ("firstPage", Text(Field::Page)),
    ("section", Text(Field::Section)),
    ("committee", Text(Field::Section)),
    ("session", Text(Field::ChapterNumber)),
    ("numPages", Text(Field::NumberOfPages)),
    ("numberOfVolumes", Text(Field::NumberOfVolumes)),
    ("edition", Text(Field::Edition)),
    ("versionNumber", Text(Field::Version)),
    ("number", Text(Field::Number)),
    ("archiveID", Text(Field::Number)),
    ("billNumber", Text(Field::Number)),
    ("docketNumber", Text(Field::Number)),
    ("documentNumber", Text(Field::Number)),
    ("episodeNumber", Text(Field::Number)),
    ("identifier", Text(Field::Number)),
    ("patentNumber", Text(Field::Number)),
    ("publicLawNumber", Text(Field::Number)),
    ("reportNumber", Text(Field::Number)),
    // Who published it, and where
    ("publisher", Text(Field::Publisher)),
    ("company", Text(Field::Publisher)),
    ("distributor", Text(Field::Publisher)),
    ("institution", Text(Field::Publisher)),
    ("label", Text(Field::Publisher)),
    ("network", Text(Field::Publisher)),
    ("repository", Text(Field::Publisher)),
    ("studio", Text(Field::Publisher)),
    ("university", Text(Field::Publisher)),
    ("place", Text(Field::PublisherPlace)),
    ("repositoryLocation", Text(Field::PublisherPlace)),
    ("originalPublisher", Text(Field::OriginalPublisher)),
    ("originalPlace", Text(Field::OriginalPublisherPlace)),
    ("authority", Text(Field::Authority)),
    ("court", Text(Field::Authority)),
    ("issuingAuthority", Text(Field::Authority)),
    ("legislativeBody", Text(Field::Authority)),
    ("organization", Text(Field::Authority)),
    ("country", Text(Field::Jurisdiction)),
    ("conferenceName", Text(Field::EventTitle)),
    ("meetingName", Text(Field::EventTitle)),
    ("eventPlace", Text(Field::EventPlace)),
    ("assignee", Holds::Assignee),
    // What it is
    ("type", Text(Field::Genre)),
    ("genre", Text(Field::Genre)),
    ("letterType", Text(Field::Genre)),
    ("manuscriptType", Text(Field::Genre)),
    ("mapType", Text(Field::Genre)),
    ("postType", Text(Field::Genre)),
    ("presentationType", Text(Field::Genre)),
    ("programmingLanguage", Text(Field::Genre)),
    ("reportType", Text(Field::Genre)),
    ("thesisType", Text(Field::Genre)),
    ("websiteType", Text(Field::Genre)),
    ("medium", Text(Field::Medium)),
    ("artworkMedium", Text(Field::Medium)),
    ("audioFileType", Text(Field::Medium)),
    ("audioRecordingFormat", Text(Field::Medium)),
    ("format", Text(Field::Medium)),
    ("interviewMedium", Text(Field::Medium)),
    ("system", Text(Field::Medium)),
    ("videoRecordingFormat", Text(Field::Medium)),
    ("artworkSize", Text(Field::Dimensions)),
    ("runningTime", Text(Field::Dimensions)),
    ("scale", Text(Field::Scale)),
    ("status", Text(Field::Status)),
    ("legalStatus", Text(Field::Status)),
    ("history", Text(Field::References)),
    ("references", Text(Field::References)),
    // When
    ("date", Date(DateField::Issued)),
    ("dateDecided", Date(DateField::Issued)),
    ("dateEnacted", Date(DateField::Issued)),
    ("issueDate", Date(DateField::Issued)),
    ("filingDate", Date(DateField::Submitted)),
    ("originalDate", Date(DateField::OriginalDate)),
    ("priorityDate", Date(DateField::OriginalDate)),
    ("accessDate", Date(DateField::Accessed)),
    // How to get at it
    ("DOI", Text(Field::Doi)),
    ("ISBN", Text(Field::Isbn)),
    ("ISSN", Text(Field::Issn)),
    ("PMID", Text(Field::Pmid)),
    ("PMCID", Text(Field::Pmcid)),
    ("url", Text(Field::Url)),
    ("archive", Text(Field::Archive)),
    ("archiveLocation", Text(Field::ArchiveLocation)),
    ("libraryCatalog", Text(Field::Source)),
    ("callNumber", Text(Field::CallNumber)),
    ("applicationNumber", Text(Field::CallNumber)),
    ("language", Text(Field::Language)),
    ("rights", Text(Field::License)),
    ("citationKey", Holds::Key),
    ("extra", Holds::Extra),
];

/// What a field holds in items of a type. A talk's place is where it was given.
pub(super) fn holds(of: &Type, name: &str) -> Option<Holds> {
    if of.name == "presentation" && name == "place" {
        return Some(Text(Field::EventPlace));
    }
    FIELDS.iter().find(|(known, _)| *known == name).map(|(_, holds)| *holds)
}

/// The fields of a type with what they hold, in order; of several that hold the same the
/// first is the one written.
pub(super) fn of_type(of: &'static Type) -> impl Iterator<Item = (&'static str, Holds)> {
    of.fields.split_whitespace().filter_map(|name| Some((name, holds(of, name)?)))
}

/// The field of a type that holds this.
pub(super) fn place(of: &'static Type, what: Holds) -> Option<&'static str> {
    of_type(of).find(|(_, holds)| *holds == what).map(|(name, _)| name)
}

/// Whether a text may hold markup.
pub(super) fn is_rich(field: Field) -> bool {
    let rank = variable::of_field(field);
    rank != NONE && matches!(VARIABLES[usize::from(rank)].source, Source::Rich(_))
}
