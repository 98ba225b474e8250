//! What Ovid's tags and labels say.

use std::sync::LazyLock;

use crate::format::shared::tagged::{On, Place, Row, Table, row};
use crate::record::{DateField, Field, Kind, Role};

use On::{Any, In, Not};
use Place::{Date, Doi, FirstPage, Keywords, Language, Names, Serial, Text, Url, Year};

const PARTS: &[Kind] = &[Kind::Chapter];

/// The tags. Of those that share a place the first says it.
#[rustfmt::skip]
static READ: &[Row] = &[
    row("PT", Place::Kind, Any),
    row("DT", Place::Kind, Any),
    row("FA", Names(Role::Author), Any),
    row("AU", Names(Role::Author), Any),
    row("ED", Names(Role::Editor), Any),
    row("CT", Text(Field::Title), In(PARTS)),
    row("TI", Text(Field::ContainerTitle), In(PARTS)),
    row("TI", Text(Field::Title), Any),
    row("OT", Text(Field::OriginalTitle), Any),
    row("JN", Text(Field::ContainerTitle), Any),
    row("NJ", Text(Field::ContainerTitle), Any),
    row("SO", Text(Field::ContainerTitle), Any),
    row("JA", Text(Field::ContainerTitleShort), Any),
    row("AS", Text(Field::ContainerTitleShort), Any),
    row("BS", Text(Field::CollectionTitle), Any),
    row("SE", Text(Field::CollectionTitle), Any),
    row("VO", Text(Field::Volume), Any),
    row("IP", Text(Field::Issue), Not(PARTS)),
    row("PG", FirstPage, Any),
    row("DP", Date(DateField::Issued), Any),
    row("YR", Year, Any),
    row("PY", Year, Any),
    row("AB", Text(Field::Abstract), Any),
    row("PB", Text(Field::Publisher), Any),
    row("ET", Text(Field::Edition), Any),
    row("IS", Serial, Any),
    row("ES", Serial, Any),
    row("IB", Serial, Any),
    row("DO", Doi, Any),
    row("DI", Doi, Any),
    row("PM", Text(Field::Pmid), Any),
    row("AN", Text(Field::ArchiveLocation), Any),
    row("UI", Text(Field::ArchiveLocation), Any),
    row("DB", Text(Field::Source), Any),
    row("RO", Text(Field::License), Any),
    row("LG", Language, Any),
    row("LA", Language, Any),
    row("UR", Url, Any),
    row("IU", Url, Any),
    row("KW", Keywords, Any),
    row("MH", Keywords, Any),
    row("SH", Keywords, Any),
    row("ID", Keywords, Any),
    row("DE", Keywords, Any),
    row("IN", Text(Field::AuthorAddress), Any),
];

/// The tags.
pub(super) static TAGS: LazyLock<Table> = LazyLock::new(|| Table::new(&[], READ));

/// Labels and the tags that they stand for; those of the first column alone say nothing
/// for which a record has a place.
#[rustfmt::skip]
const LABELS: &[(&str, &str)] = &[
    ("Abbreviated Source", "AS"),
    ("Abstract", "AB"),
    ("Accession Number", "AN"),
    ("Author", "AU"),
    ("Author Keywords", "KW"),
    ("Author e-mail", ""),
    ("Author/Editor", "AU"),
    ("Authors", "AU"),
    ("Authors Full Name", "FA"),
    ("Book Series Title", "BS"),
    ("Chapter Title", "CT"),
    ("Country of Publication", ""),
    ("DOI", "DO"),
    ("DOI Number", "DO"),
    ("Database", "DB"),
    ("Date of Publication", "DP"),
    ("Digital Object Identifier", "DO"),
    ("Document Type", "DT"),
    ("Edition", "ET"),
    ("Editor", "ED"),
    ("Editors", "ED"),
    ("ISBN", "IB"),
    ("ISSN", "IS"),
    ("ISSN Electronic", "ES"),
    ("ISSN Print", "IS"),
    ("Identifiers", "ID"),
    ("Institution", "IN"),
    ("Issue", "IP"),
    ("Issue/Part", "IP"),
    ("Journal", "JN"),
    ("Journal Abbreviation", "JA"),
    ("Journal Name", "JN"),
    ("Journal Subset", ""),
    ("Key Concepts", "ID"),
    ("Keyword", "KW"),
    ("Keyword Heading", "KW"),
    ("Keywords", "KW"),
    ("Language", "LG"),
    ("MeSH Subject Headings", "MH"),
    ("NLM Journal Name", "NJ"),
    ("Original Title", "OT"),
    ("PMID", "PM"),
    ("Page", "PG"),
    ("Pages", "PG"),
    ("Publication Date", "DP"),
    ("Publication Type", "PT"),
    ("Publication Year", "YR"),
    ("Publisher", "PB"),
    ("Publisher Information", "PB"),
    ("Record Owner", ""),
    ("References", ""),
    ("Score", ""),
    ("Series Title", "SE"),
    ("Source", "SO"),
    ("Status", ""),
    ("Subject Headings", "SH"),
    ("Title", "TI"),
    ("URL", "UR"),
    ("Unique Identifier", "UI"),
    ("Vernacular Title", "OT"),
    ("Volume", "VO"),
    ("Year of Publication", "YR"),
];

fn label(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_end_matches(':');
    LABELS.iter().find(|(label, _)| label.eq_ignore_ascii_case(name)).map(|(_, tag)| *tag)
}

/// Whether a line is a label that is known.
pub(super) fn is_label(line: &str) -> bool {
    !line.starts_with(' ') && label(line).is_some()
}

/// The tag for which a tag or a label stands.
pub(super) fn tag(name: &str) -> &str {
    if name.len() == 2 { name } else { label(name).unwrap_or(name) }
}
