//! The data of the Citation Style Language, in three spellings: CSL-JSON, CSL-JSON with
//! one item a line, and the YAML that pandoc and Quarto read.
//!
//! What an item holds is settled once (`item`); the spellings differ in how they write
//! its members. Whatever the input, the items written are valid against the JSON schema
//! of CSL 1.0.2: what has no variable of its own goes into `custom`, by family.

mod item;
mod json;
mod jsonl;
#[cfg(feature = "lists")]
pub mod list;
mod markdown;
mod sniff;
#[cfg(test)]
mod tests;
mod yaml;

use super::shared::csl::{
    CITATION_KEY, FAMILY, date, fold, is_dialect, kind, name, note, parts, read, variable,
};
use crate::grammar::json::Items;

pub use json::CSL_JSON;
pub use jsonl::CSL_JSONL;
pub use yaml::CSL_YAML;

/// Arrays of items, an object that wraps one (`{"items": […]}`, Crossref's
/// `{"message": {"items": […]}}`), a single item, and items one after the other.
static ITEMS: Items = Items {
    arrays: &["items", "references"],
    objects: &["message"],
    begins: |name, _| matches!(name, "id" | "type" | CITATION_KEY) || variable::by_name(name).is_some(),
    read: |lexer, sink| {
        let (record, end) = read::item(lexer, sink);
        (Some(record).filter(|record| end.is_ok() || read::tells(record)), end)
    },
    around: None,
};
