//! The variables of CSL 1.0.2 as its JSON schema (`csl-data.json`, v1.0.2) lists them, in
//! the order in which they are written: what the item is, who made it and when, where it
//! stands, how to get at it, what it says.

use crate::record::{DateField, Field, Role};

/// A variable.
pub(crate) struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What the hub calls it.
    pub source: Source,
}

/// Where a variable's value is kept in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A string that may hold markup.
    Rich(Field),
    /// A string that is taken to the letter.
    Plain(Field),
    /// A string or a number.
    Number(Field),
    /// A list of names.
    Names(Role),
    /// A date.
    Date(DateField),
}

impl Source {
    /// The field of the hub, if it is one.
    pub(crate) const fn field(self) -> Option<Field> {
        match self {
            Source::Rich(field) | Source::Plain(field) | Source::Number(field) => Some(field),
            Source::Names(_) | Source::Date(_) => None,
        }
    }
}

const fn rich(name: &'static str, field: Field) -> Variable {
    Variable { name, source: Source::Rich(field) }
}

const fn plain(name: &'static str, field: Field) -> Variable {
    Variable { name, source: Source::Plain(field) }
}

const fn number(name: &'static str, field: Field) -> Variable {
    Variable { name, source: Source::Number(field) }
}

const fn names(name: &'static str, role: Role) -> Variable {
    Variable { name, source: Source::Names(role) }
}

const fn date(name: &'static str, field: DateField) -> Variable {
    Variable { name, source: Source::Date(field) }
}

/// How many variables there are.
pub(crate) const COUNT: usize = 95;

/// The variables in the order in which they are written.
pub(crate) const VARIABLES: [Variable; COUNT] = [
    rich("title", Field::Title),
    rich("title-short", Field::TitleShort),
    rich("part-title", Field::PartTitle),
    rich("volume-title", Field::VolumeTitle),
    rich("volume-title-short", Field::VolumeTitleShort),
    names("author", Role::Author),
    names("editor", Role::Editor),
    names("translator", Role::Translator),
    names("chair", Role::Chair),
    names("compiler", Role::Compiler),
    names("composer", Role::Composer),
    names("contributor", Role::Contributor),
    names("curator", Role::Curator),
    names("director", Role::Director),
    names("editorial-director", Role::EditorialDirector),
    names("executive-producer", Role::ExecutiveProducer),
    names("guest", Role::Guest),
    names("host", Role::Host),
    names("illustrator", Role::Illustrator),
    names("interviewer", Role::Interviewer),
    names("narrator", Role::Narrator),
    names("organizer", Role::Organizer),
    names("performer", Role::Performer),
    names("producer", Role::Producer),
    names("recipient", Role::Recipient),
    names("script-writer", Role::ScriptWriter),
    names("series-creator", Role::SeriesCreator),
    names("original-author", Role::OriginalAuthor),
    names("reviewed-author", Role::ReviewedAuthor),
    date("issued", DateField::Issued),
    date("available-date", DateField::AvailableDate),
    date("submitted", DateField::Submitted),
    plain("year-suffix", Field::YearSuffix),
    rich("container-title", Field::ContainerTitle),
    rich("container-title-short", Field::ContainerTitleShort),
    names("container-author", Role::ContainerAuthor),
    number("volume", Field::Volume),
    number("issue", Field::Issue),
    number("supplement", Field::SupplementNumber),
    number("part", Field::PartNumber),
    number("chapter-number", Field::ChapterNumber),
    number("page", Field::Page),
    number("page-first", Field::PageFirst),
    rich("section", Field::Section),
    number("locator", Field::Locator),
    number("edition", Field::Edition),
    rich("version", Field::Version),
    number("printing", Field::PrintingNumber),
    number("number", Field::Number),
    number("number-of-volumes", Field::NumberOfVolumes),
    number("number-of-pages", Field::NumberOfPages),
    rich("collection-title", Field::CollectionTitle),
    number("collection-number", Field::CollectionNumber),
    names("collection-editor", Role::CollectionEditor),
    rich("genre", Field::Genre),
    rich("medium", Field::Medium),
    rich("dimensions", Field::Dimensions),
    rich("scale", Field::Scale),
    rich("publisher", Field::Publisher),
    rich("publisher-place", Field::PublisherPlace),
    rich("authority", Field::Authority),
    rich("division", Field::Division),
    rich("jurisdiction", Field::Jurisdiction),
    rich("event-title", Field::EventTitle),
    rich("event-place", Field::EventPlace),
    date("event-date", DateField::EventDate),
    rich("original-title", Field::OriginalTitle),
    rich("original-publisher", Field::OriginalPublisher),
    rich("original-publisher-place", Field::OriginalPublisherPlace),
    date("original-date", DateField::OriginalDate),
    rich("reviewed-title", Field::ReviewedTitle),
    rich("reviewed-genre", Field::ReviewedGenre),
    rich("archive", Field::Archive),
    rich("archive_collection", Field::ArchiveCollection),
    rich("archive_location", Field::ArchiveLocation),
    rich("archive-place", Field::ArchivePlace),
    rich("source", Field::Source),
    rich("call-number", Field::CallNumber),
    rich("status", Field::Status),
    rich("references", Field::References),
    plain("DOI", Field::Doi),
    plain("ISBN", Field::Isbn),
    plain("ISSN", Field::Issn),
    plain("PMID", Field::Pmid),
    plain("PMCID", Field::Pmcid),
    plain("URL", Field::Url),
    date("accessed", DateField::Accessed),
    plain("language", Field::Language),
    rich("abstract", Field::Abstract),
    rich("keyword", Field::Keyword),
    rich("annote", Field::Annote),
    rich("note", Field::Note),
    rich("citation-label", Field::CitationLabel),
    number("citation-number", Field::CitationNumber),
    number("first-reference-note-number", Field::FirstReferenceNoteNumber),
];

/// The place of a variable in [`VARIABLES`].
pub(crate) type Rank = u8;

/// In place of a rank: CSL has no such variable.
pub(crate) const NONE: Rank = Rank::MAX;

const FIELD_RANKS: [Rank; Field::ALL.len()] = {
    let mut ranks = [NONE; Field::ALL.len()];
    let mut at = 0;
    while at < COUNT {
        if let Some(field) = VARIABLES[at].source.field() {
            ranks[field as usize] = at as Rank;
        }
        at += 1;
    }
    ranks
};

const ROLE_RANKS: [Rank; Role::ALL.len()] = {
    let mut ranks = [NONE; Role::ALL.len()];
    let mut at = 0;
    while at < COUNT {
        if let Source::Names(role) = VARIABLES[at].source {
            ranks[role as usize] = at as Rank;
        }
        at += 1;
    }
    ranks
};

const DATE_RANKS: [Rank; DateField::ALL.len()] = {
    let mut ranks = [NONE; DateField::ALL.len()];
    let mut at = 0;
    while at < COUNT {
        if let Source::Date(field) = VARIABLES[at].source {
            ranks[field as usize] = at as Rank;
        }
        at += 1;
    }
    ranks
};

/// The rank of the variable that holds a field, or [`NONE`].
pub(crate) const fn of_field(field: Field) -> Rank {
    FIELD_RANKS[field as usize]
}

/// The rank of the variable that holds a role, or [`NONE`].
pub(crate) const fn of_role(role: Role) -> Rank {
    ROLE_RANKS[role as usize]
}

/// The rank of the variable that holds a date, or [`NONE`].
pub(crate) const fn of_date(field: DateField) -> Rank {
    DATE_RANKS[field as usize]
}

/// Whether CSL has no variable for a role, nor two that say it together.
pub(crate) fn is_lacking(role: Role) -> bool {
    of_role(role) == NONE && role != Role::EditorTranslator
}

/// Names under which variables are met besides their own: those that the schema still
/// allows, those of the specification where the schema has others, and Crossref's.
const ALIASES: [(&str, Source); 18] = [
    ("journalAbbreviation", Source::Rich(Field::ContainerTitleShort)),
    ("shortTitle", Source::Rich(Field::TitleShort)),
    ("event", Source::Rich(Field::EventTitle)),
    ("supplement-number", Source::Number(Field::SupplementNumber)),
    ("part-number", Source::Number(Field::PartNumber)),
    ("printing-number", Source::Number(Field::PrintingNumber)),
    ("archive-collection", Source::Rich(Field::ArchiveCollection)),
    ("archive-location", Source::Rich(Field::ArchiveLocation)),
    ("doi", Source::Plain(Field::Doi)),
    ("isbn", Source::Plain(Field::Isbn)),
    ("issn", Source::Plain(Field::Issn)),
    ("pmid", Source::Plain(Field::Pmid)),
    ("pmcid", Source::Plain(Field::Pmcid)),
    ("url", Source::Plain(Field::Url)),
    ("short-container-title", Source::Rich(Field::ContainerTitleShort)),
    ("publisher-location", Source::Rich(Field::PublisherPlace)),
    ("keywords", Source::Rich(Field::Keyword)),
    ("subject", Source::Rich(Field::Keyword)),
];

/// How many of the aliases are valid in an item.
const VALID_ALIASES: usize = 3;

/// A name by which a variable is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The name.
    pub name: &'static str,
    /// The place of the name, among variables and aliases.
    pub at: u8,
    /// The variable.
    pub rank: Rank,
    /// What it is.
    pub source: Source,
    /// Whether the schema allows the name.
    pub valid: bool,
}

/// Slots of the table of names: a power of two, at least twice as many as names.
const SLOTS: usize = 256;

const fn slot(name: &[u8]) -> usize {
    let (first, last, middle) =
        (name[0] as usize, name[name.len() - 1] as usize, name[name.len() / 2] as usize);
    (name.len() * 31 + first * 7 + middle * 59 + last * 13) % SLOTS
}

/// Open addressing; the places of names in [`VARIABLES`], then in [`ALIASES`].
const TABLE: [Rank; SLOTS] = {
    let mut table = [NONE; SLOTS];
    let mut at = 0;
    while at < COUNT + ALIASES.len() {
        let name = if at < COUNT { VARIABLES[at].name } else { ALIASES[at - COUNT].0 };
        let mut slot = slot(name.as_bytes());
        while table[slot] != NONE {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = at as Rank;
        at += 1;
    }
    table
};

/// The variable that is known by a name.
pub(crate) fn by_name(name: &str) -> Option<Known> {
    if name.is_empty() {
        return None;
    }
    let mut slot = slot(name.as_bytes());
    loop {
        let at = usize::from(*TABLE.get(slot).filter(|at| **at != NONE)?);
        let known = match VARIABLES.get(at) {
            Some(variable) => Known {
                name: variable.name,
                at: at as u8,
                rank: at as Rank,
                source: variable.source,
                valid: true,
            },
            None => {
                let (name, source) = ALIASES.get(at - COUNT)?;
                let rank = source.field().map_or(NONE, of_field);
                Known { name, at: at as u8, rank, source: *source, valid: at - COUNT < VALID_ALIASES }
            }
        };
        if known.name == name {
            return Some(known);
        }
        slot = (slot + 1) % SLOTS;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_csl_variable_of_the_hub_has_its_place() {
        // CSL 1.0.2 has these, its JSON schema has not.
        let lacking = [Field::CollectionTitleShort, Field::License];
        for field in Field::ALL.iter().filter(|field| field.is_csl() && !lacking.contains(field)) {
            assert_ne!(of_field(*field), NONE, "{field}");
        }
        for role in Role::ALL.iter().filter(|role| role.is_csl() && **role != Role::EditorTranslator) {
            assert_ne!(of_role(*role), NONE, "{role}");
        }
        for date in DateField::ALL {
            assert_ne!(of_date(*date), NONE, "{date}");
        }
    }

    #[test]
    fn variables_are_found_by_their_names() {
        for (rank, variable) in VARIABLES.iter().enumerate() {
            let known = by_name(variable.name).unwrap();
            assert_eq!((usize::from(known.rank), known.valid), (rank, true), "{}", variable.name);
        }
        for (name, source) in ALIASES {
            let known = by_name(name).unwrap();
            assert_eq!((known.source, known.name), (source, name));
        }
        for name in ["", "id", "x", "Title", "author "] {
            assert!(by_name(name).is_none());
        }
    }
}
