//! The data of the Citation Style Language, in three spellings: CSL-JSON, CSL-JSON with
//! one item a line, and the YAML that pandoc and Quarto read.
//!
//! What an item holds is settled once (`item`); the spellings differ in how they write
//! its members. Whatever the input, the items written are valid against the JSON schema
//! of CSL 1.0.2: what has no variable of its own goes into `custom`, by family.

mod compact;
mod custom;
mod date;
mod escape;
mod fold;
mod item;
mod json;
mod jsonl;
mod kind;
mod lexer;
mod markdown;
mod name;
mod note;
mod parts;
mod read;
mod sniff;
mod split;
#[cfg(test)]
mod tests;
mod variable;
mod yaml;

use crate::grammar::markup;

pub use json::CSL_JSON;
pub use jsonl::CSL_JSONL;
pub use yaml::CSL_YAML;

/// The name under which extras of all three are kept.
const FAMILY: &str = "csl";

/// The member with the key that a user chose, where `id` is a program's.
const CITATION_KEY: &str = "citation-key";
