//! The Citation File Format 1.2.0: `CITATION.cff`, the file by which software and data say
//! how they want to be cited. It holds the work itself, what is to be cited instead of it
//! (`preferred-citation`), and what the work refers to (`references`).
//!
//! The preferred citation comes first, then the work, then its references. A work of which
//! the file says nothing but what its preferred citation says is no record of its own.
//!
//! Sources: the format's schema guide and JSON schema (citation-file-format, 1.2.0).

mod cut;
mod dating;
mod entity;
mod fields;
mod read;
mod reference;
mod spdx;
#[cfg(test)]
mod tests;
mod types;
mod write;

use super::{Confidence, Format, ReadOptions, Start};

/// The name under which extras are kept.
const FAMILY: &str = "cff";

/// The extras that hold what a file says of a record, as it stands there: the work, the
/// preferred citation, a reference.
const WORK: &str = "work";
const PREFERRED: &str = "preferred-citation";
const REFERENCE: &str = "reference";

/// The Citation File Format.
pub static CFF: Format = Format {
    name: FAMILY,
    aliases: &["citation-file-format"],
    extensions: &["cff"],
    about: "Citation File Format (CITATION.cff)",
    sniff,
    begins: None,
    reader: Some(&Reader),
    writer: Some(&write::Writer),
};

/// The version of the format stands at the top level of every file.
fn sniff(text: &str) -> Confidence {
    let text = text.trim_start_matches('\u{feff}');
    let is_version = |line: &str| {
        let line = line.trim_start_matches(['"', '\'']);
        line.strip_prefix("cff-version")
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    };
    Confidence::Certain.when(text.lines().any(is_version))
}

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        Start::Whole(Box::new(read::document))
    }
}
