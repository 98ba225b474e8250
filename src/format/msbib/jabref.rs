//! JabRef's names: elements of Word that JabRef keeps in BibTeX fields of their own, and
//! fields of BibTeX that it keeps in `BIBTEX_` elements.
//!
//! Source: the mapping of JabRef's importer and exporter of Word's sources.

use super::fields::ELEMENTS;
use crate::format::shared::tagged::Place;
use crate::record::{Extra, Record};

/// The family of the fields.
const BIBTEX: &str = "bibtex";

/// Fields and their elements.
const NAMES: &[(&str, &str)] = &[
    ("contents", "BIBTEX_Contents"),
    ("copyright", "BIBTEX_Copyright"),
    ("intype", "BIBTEX_InType"),
    ("paper", "BIBTEX_Paper"),
    ("price", "BIBTEX_Price"),
    ("size", "BIBTEX_Size"),
    ("msbib-abbreviatedcasenumber", "AbbreviatedCaseNumber"),
    ("msbib-accessed", "Accessed"),
    ("msbib-broadcaster", "Broadcaster"),
    ("msbib-casenumber", "CaseNumber"),
    ("msbib-court", "Court"),
    ("msbib-day", "Day"),
    ("msbib-distributor", "Distributor"),
    ("msbib-medium", "Medium"),
    ("msbib-periodical", "PeriodicalTitle"),
    ("msbib-productioncompany", "ProductionCompany"),
    ("msbib-recordingnumber", "RecordingNumber"),
    ("msbib-reporter", "Reporter"),
    ("msbib-station", "Station"),
    ("msbib-theater", "Theater"),
    ("msbib-type", "Type"),
];

/// The element of a field that only BibTeX has, and what it says; `None` if it has none, or
/// if the record has another value for it.
pub(super) fn element<'r>(extra: &'r Extra<'_>, record: &Record<'_>) -> Option<(&'static str, &'r str)> {
    let known = |(field, _): &&(&str, &str)| extra.name.eq_ignore_ascii_case(field);
    let (_, element) = NAMES.iter().find(known).filter(|_| extra.format == BIBTEX && !extra.mapped)?;
    let taken = match ELEMENTS.get(element, record.kind).map(|(_, row)| row.place) {
        Some(Place::Text(field)) => record.has(field),
        _ => *element == "Day" && !record.dates.is_empty(),
    };
    let value = extra.value.trim();
    let braced = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let quoted = || value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let value = braced.or_else(quoted).unwrap_or(value);
    (!taken && !value.contains(SPECIAL)).then_some((element, value))
}

/// Keeps what an element of BibTeX's says as the field that it is; says whether it is one.
pub(super) fn keep(element: &str, text: &str, record: &mut Record<'_>) -> bool {
    let field = NAMES.iter().find(|(_, name)| *name == element && name.starts_with("BIBTEX_"));
    let Some((field, _)) = field.filter(|_| !text.contains(SPECIAL)) else { return false };
    record.keep(BIBTEX, *field, format!("{{{text}}}"));
    true
}

/// What is not the same in LaTeX and in XML.
const SPECIAL: &[char] = &['\\', '{', '}', '$', '%', '&', '#', '_', '^', '~', '"'];
