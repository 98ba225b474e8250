//! Hayagriva YAML, the format of Typst: a mapping of citation keys to entries whose
//! containers, series and events are entries again, their parents.
//!
//! Sources: the format's documentation (typst/hayagriva, `docs/file-format.md`), and the
//! `hayagriva` crate 0.10, which must read everything that is written here.

mod entry;
mod fields;
mod kinds;
mod name;
mod node;
mod parents;
mod read;
mod roles;
mod sniff;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod write;

use super::Format;

/// Hayagriva YAML.
pub const HAYAGRIVA: Format = Format {
    name: "hayagriva",
    aliases: &["typst"],
    extensions: &["yml", "yaml"],
    about: "Hayagriva YAML, the bibliography format of Typst",
    sniff: sniff::sniff,
    begins: None,
    reader: Some(&read::Grammar),
    writer: Some(&write::Emitter),
};
