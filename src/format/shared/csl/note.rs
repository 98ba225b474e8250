//! Variables in a note: `DOI: 10.1000/182` on a line of its own, as Zotero's "Extra" field
//! holds them, and citeproc-js's older `{:DOI: 10.1000/182}`.

use std::borrow::Cow;

use crate::grammar::markup;
use crate::latex::encode;
use crate::record::{Extra, Field, Kind, Name, Record, identifier};

use super::variable::{self, Known, Rank, Source};
use super::{CITATION_KEY, FAMILY, date, kind};

/// The family of BibTeX's fields.
const BIBTEX: &str = "bibtex";

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

/// What a line of a note stated, which the record has now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Lifted {
    /// A variable, by its name.
    Variable(&'static str),
    /// A type; this is the one that the item itself states.
    Type(Kind),
    /// The key.
    CitationKey(String),
    /// The identifier in an archive of preprints or the like.
    Eprint,
    /// A field of BibTeX's.
    Tex,
    /// An address that ends with the item's DOI; nothing, where that is all of it.
    Repeated(String),
}

/// Says which variables a record has.
pub(crate) fn stated(record: &Record<'_>) -> impl Fn(Rank) -> bool + use<> {
    let fields = record.fields.iter().map(|(field, _)| variable::of_field(*field));
    let roles = record.contributors.iter().map(|contributor| variable::of_role(contributor.role));
    let dates = record.dates.iter().map(|(field, _)| variable::of_date(*field));
    let ranks = fields.chain(roles).chain(dates).filter(|rank| *rank != variable::NONE);
    let stated = ranks.fold(0u128, |stated, rank| stated | 1 << rank);
    move |rank| stated & (1 << rank) != 0
}

/// Reads a note. Lines that state a variable that the item has not are lifted out; `has`
/// says which it has. Gives what was lifted, and whether the writer would write the note as
/// it is.
pub(crate) fn read<'a>(
    text: Cow<'a, str>,
    has: &dyn Fn(Rank) -> bool,
    record: &mut Record<'a>,
) -> (Vec<Lifted>, bool) {
    let mut lifted = Vec::new();
    let mut rest = String::new();
    if text.contains(':') {
        rest.reserve(text.len());
        for line in text.lines() {
            if !lift(line, has, record, &mut lifted) {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    let as_it_is = lifted.is_empty();
    let rest = if as_it_is { text } else { Cow::Owned(rest.trim().to_owned()) };
    let (note, canonical) = markup::parse(rest, true);
    record.push(Field::Note, note);
    (lifted, as_it_is && canonical)
}

/// Takes what a line states, if it states a variable.
fn lift(line: &str, has: &dyn Fn(Rank) -> bool, record: &mut Record<'_>, lifted: &mut Vec<Lifted>) -> bool {
    let line = line.trim();
    // Better BibTeX's way to say that a variable is meant.
    let line = line.strip_prefix("csl.").unwrap_or(line);
    if line.get(..4).is_some_and(|label| label.eq_ignore_ascii_case("tex."))
        && let Some(told) = line.get(4..)
    {
        let is_new = tex(told, record);
        lifted.extend(is_new.then_some(Lifted::Tex));
        return is_new;
    }
    let line = line.strip_prefix("{:").and_then(|line| line.strip_suffix('}')).unwrap_or(line);
    let Some((label, value)) = line.split_once(':') else { return false };
    let (label, value) = (label.trim(), value.trim());
    if value.is_empty() || label.len() > 32 {
        return false;
    }
    let name = label.to_ascii_lowercase().replace([' ', '_'], "-");
    let repeats_doi = || record.get(Field::Doi).is_some_and(|doi| value.ends_with(doi.plain()));
    let eprint = match name.as_str() {
        "arxiv" => arxiv(value, record),
        "google-books-id" => eprint("googlebooks", value, record),
        // What publishers call so is an address that ends with the DOI, or an arXiv id.
        "-eprint" if repeats_doi() => {
            let bare = identifier::doi(value).is_some() && !value.contains("/doi/");
            lifted.push(Lifted::Repeated(if bare { String::new() } else { value.to_owned() }));
            return true;
        }
        "-eprint" => arxiv(value, record),
        _ => false,
    };
    if eprint {
        lifted.push(Lifted::Eprint);
        return true;
    }
    if name == "type" {
        let Some(kind) = kind::read(value) else { return false };
        if kind != record.kind {
            lifted.push(Lifted::Type(std::mem::replace(&mut record.kind, kind)));
        }
        return true;
    }
    if name == CITATION_KEY {
        lifted.push(Lifted::CitationKey(value.to_owned()));
        return true;
    }
    let name = LABELS.iter().find(|(label, _)| *label == name).map_or(name.as_str(), |(_, name)| name);
    let Some(known) = variable::by_name(name).or_else(|| variable::by_name(label)) else { return false };
    let variable = variable::VARIABLES[usize::from(known.rank)].name;
    let again = || lifted.contains(&Lifted::Variable(variable));
    if has(known.rank) || (!matches!(known.source, Source::Names(_)) && again()) {
        return false;
    }
    let taken = take(known, value, record);
    lifted.extend(taken.then_some(Lifted::Variable(variable)));
    taken
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
    true
}

/// Better BibTeX's way to state a field of BibTeX's: `tex.field: text`, or LaTeX after an equals
/// sign.
fn tex(line: &str, record: &mut Record<'_>) -> bool {
    // A name with a colon stands in quotation marks.
    let quoted = line.strip_prefix('"').and_then(|rest| rest.find('"')).map_or(0, |at| at + 2);
    let Some(at) = line[quoted..].find([':', '=']).map(|at| quoted + at) else { return false };
    let name = line[..at].trim().trim_matches('"').to_ascii_lowercase();
    let value = line[at + 1..].trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'_' | b':'));
    // The type of the entry is no field.
    let is_type = matches!(&*name, "entrytype" | "referencetype");
    if !is_name || is_type || value.is_empty() || record.kept(BIBTEX, &name).is_some() {
        return false;
    }
    let latex = match line[at..].starts_with('=') {
        true if value.starts_with('{') && value.ends_with('}') => value.to_owned(),
        true => format!("{{{value}}}"),
        false => {
            let mut latex = vec![b'{'];
            encode::plain(value, false, &mut latex);
            latex.push(b'}');
            String::from_utf8(latex).unwrap_or_default()
        }
    };
    record.keep(BIBTEX, name, latex);
    true
}

/// Keeps what a note says that has no place, and is not written again by what writes the note.
pub(crate) fn keep(record: &mut Record<'_>, name: &str, value: &str) {
    if !value.is_empty() {
        record.keep(FAMILY, format!("note.{name}"), value.to_owned());
    }
}

/// Whether a note as it is written tells what an extra says.
pub(crate) fn tells(note: &str, extra: &Extra<'_>) -> bool {
    match extra.format {
        BIBTEX => {
            let name = extra.name.to_ascii_lowercase();
            let note = note.to_ascii_lowercase().replace(['"', '\\'], "");
            note.contains(&format!("tex.{name}"))
        }
        FAMILY => extra.name.starts_with("note.") && note.contains(&*extra.value),
        _ => false,
    }
}

/// `arXiv: 2005.14165 [cs, eess]`.
fn arxiv(value: &str, record: &mut Record<'_>) -> bool {
    let (id, class) = value.split_once('[').unwrap_or((value, ""));
    let Some(id) = identifier::arxiv(id.trim()) else { return false };
    let class = class.trim().trim_end_matches(']');
    let known = record.str(Field::Eprint) == id && !class.is_empty() && !record.has(Field::EprintClass);
    let is_new = known || eprint("arxiv", id, record);
    if is_new {
        record.push(Field::EprintClass, class.to_owned());
    }
    is_new
}

fn eprint(archive: &'static str, id: &str, record: &mut Record<'_>) -> bool {
    let is_new = !record.has(Field::Eprint);
    if is_new {
        record.push(Field::Eprint, id.to_owned());
        record.push(Field::EprintType, archive);
    }
    is_new
}
