//! The Citation Style Language's model of an item: its variables, types, names, dates and
//! notes, and how an item of JSON is read. The formats of CSL itself are spellings of it;
//! others speak its dialects or have such items inside of their own.

pub(crate) mod custom;
pub(crate) mod date;
pub(crate) mod fold;
pub(crate) mod kind;
pub(crate) mod name;
pub(crate) mod note;
pub(crate) mod parts;
pub(crate) mod read;
pub(crate) mod variable;

/// Whether titles are lists, as Crossref has them: then a text is of its dialect, and CSL only
/// to readers that are lenient.
pub(crate) fn is_dialect(text: &str) -> bool {
    const TITLES: [&str; 3] = ["\"title\"", "\"container-title\"", "\"short-container-title\""];
    TITLES.iter().any(|name| {
        let value = text.split_once(name).map_or("", |(_, rest)| rest).trim_start();
        value.strip_prefix(':').is_some_and(|value| value.trim_start().starts_with('['))
    })
}

/// The name under which extras of CSL's formats are kept.
pub(crate) const FAMILY: &str = "csl";

/// The member with the key that a user chose, where `id` is a program's.
pub(crate) const CITATION_KEY: &str = "citation-key";
