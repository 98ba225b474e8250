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

/// The name under which extras of CSL's formats are kept.
pub(crate) const FAMILY: &str = "csl";

/// The member with the key that a user chose, where `id` is a program's.
pub(crate) const CITATION_KEY: &str = "citation-key";
