//! Hayagriva YAML, the format of Typst: a mapping of citation keys to entries whose
//! containers, series and events are entries again, their parents.
//!
//! Sources: the format's documentation (typst/hayagriva, `docs/file-format.md`), and the
//! `hayagriva` crate 0.10, which must read everything that is written here.

mod fields;
mod kinds;
mod math;
mod name;
mod path;
mod read;
mod roles;
mod sniff;
#[cfg(test)]
mod tests;
mod text;
mod typed;
mod write;

use super::Format;

/// The name of the extra family.
const FAMILY: &str = "hayagriva";

/// Hayagriva YAML.
pub static HAYAGRIVA: Format = Format {
    name: "hayagriva",
    aliases: &["typst"],
    extensions: &["yml", "yaml"],
    about: "Hayagriva YAML, the bibliography format of Typst",
    sniff: sniff::sniff,
    begins: None,
    reader: Some(&read::Grammar),
    writer: Some(&write::Emitter),
};
