//! Variables in a note: `DOI: 10.1000/182` on a line of its own, as Zotero's "Extra" field
//! holds them, and citeproc-js's older `{:DOI: 10.1000/182}`.

use std::borrow::Cow;

use crate::record::{Field, Name, Record, identifier};

use super::variable::{self, Known, Rank, Source};
use super::{CITATION_KEY, FAMILY, date, kind, markup};

/// Zotero's names for fields, where they are not CSL's.
const LABELS: [(&str, &str); 12] = [
    ("conference-name", "event-title"),
    ("date", "issued"),
    ("event-location", "event-place"),
    ("journal-abbreviation", "container-title-short"),
    ("library-catalog", "source"),
    ("meeting-name", "event-title"),
    ("num-pages", "number-of-pages"),
    ("place", "publisher-place"),
    ("publication-title", "container-title"),
    ("series", "collection-title"),
    ("series-title", "collection-title"),
    ("short-title", "title-short"),
];

/// Reads a note. Lines that state a variable that the item has not are lifted out; `has`
/// says which it has. Says whether the writer would write the note as it is.
pub(super) fn read<'a>(text: Cow<'a, str>, has: &dyn Fn(Rank) -> bool, record: &mut Record<'a>) -> bool {
    if !text.contains(':') {
        let (note, canonical) = markup::parse(text, true);
        record.push(Field::Note, note);
        return canonical;
    }
    let mut lifted = false;
    let mut rest = String::with_capacity(text.len());
    for line in text.lines() {
        if lift(line, has, record) {
            lifted = true;
        } else {
            rest.push_str(line);
            rest.push('\n');
        }
    }
    if !lifted {
        let (note, canonical) = markup::parse(text, true);
        record.push(Field::Note, note);
        return canonical;
    }
    let (note, _) = markup::parse(Cow::Owned(rest.trim().to_owned()), true);
    record.push(Field::Note, note);
    false
}

/// Takes what a line states, if it states a variable.
fn lift(line: &str, has: &dyn Fn(Rank) -> bool, record: &mut Record<'_>) -> bool {
    let line = line.trim();
    // Better BibTeX's way to say that a variable is meant.
    let line = line.strip_prefix("csl.").unwrap_or(line);
    let line = line.strip_prefix("{:").and_then(|line| line.strip_suffix('}')).unwrap_or(line);
    let Some((label, value)) = line.split_once(':') else { return false };
    let (label, value) = (label.trim(), value.trim());
    if value.is_empty() || label.len() > 32 {
        return false;
    }
    let name = label.to_ascii_lowercase().replace([' ', '_'], "-");
    if name == "arxiv" {
        return arxiv(value, record);
    }
    if name == "type" {
        let Some(kind) = kind::read(value) else { return false };
        if kind != record.kind {
            let json = format!("\"{}\"", record.kind.csl().name());
            record.keep_spelling(FAMILY, "type", json);
            record.kind = kind;
        }
        return true;
    }
    if name == CITATION_KEY {
        record.keep_spelling(FAMILY, CITATION_KEY, value.to_owned());
        return true;
    }
    let name = LABELS.iter().find(|(label, _)| *label == name).map_or(name.as_str(), |(_, name)| name);
    let Some(known) = variable::by_name(name).or_else(|| variable::by_name(label)) else { return false };
    let again = || record.kept(FAMILY, variable::VARIABLES[usize::from(known.rank)].name).is_some();
    if has(known.rank) || (!matches!(known.source, Source::Names(_)) && again()) {
        return false;
    }
    take(known, value, record)
}

fn take(known: Known, value: &str, record: &mut Record<'_>) -> bool {
    match known.source {
        Source::Names(role) => {
            let (family, given) =
                value.split_once("||").or_else(|| value.split_once(',')).unwrap_or((value, ""));
            let (family, given) = (family.trim().to_owned(), given.trim().to_owned());
            let name = if given.is_empty() { Name::literal(family) } else { Name::person(family, given) };
            record.contribute(role, name);
        }
        Source::Date(field) => match date::worded(value) {
            Some(date) => record.set_date(field, date),
            None => return false,
        },
        Source::Plain(Field::Doi) => match identifier::doi(value) {
            Some(doi) => record.push(Field::Doi, doi.to_owned()),
            None => return false,
        },
        Source::Rich(Field::Note | Field::Abstract | Field::Annote) => return false,
        Source::Rich(field) => record.push(field, markup::parse(Cow::Owned(value.to_owned()), false).0),
        Source::Plain(field) | Source::Number(field) => record.push(field, value.to_owned()),
    }
    // The item did not have it as a variable, and its own spelling has it in the note.
    let name = variable::VARIABLES[usize::from(known.rank)].name;
    record.keep_spelling(FAMILY, name, "");
    true
}

/// `arXiv: 2005.14165 [cs, eess]`.
fn arxiv(value: &str, record: &mut Record<'_>) -> bool {
    let (id, class) = value.split_once('[').unwrap_or((value, ""));
    let Some(id) = identifier::arxiv(id.trim()) else { return false };
    if record.has(Field::Eprint) {
        return false;
    }
    record.push(Field::Eprint, id.to_owned());
    record.push(Field::EprintType, "arxiv");
    record.push(Field::EprintClass, class.trim().trim_end_matches(']').to_owned());
    true
}
