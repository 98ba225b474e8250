//! RIS, the tagged format that Reference Manager began and every reference manager and
//! database speaks since, each in its own dialect.
//!
//! Every dialect is read; what is written is the form that all of them take: six
//! characters before a value, one person and one keyword a line, CRLF, `ER  - ` with its
//! blank, the tags that EndNote, Zotero and Mendeley agree on. Every field is kept as it
//! is spelled, so that RIS from RIS loses nothing.

mod fields;
mod read;
mod syntax;
mod types;
mod write;

use super::{Confidence, Format, ReadOptions, Reader, Start, split_at};

/// RIS.
pub const RIS: Format = Format {
    name: "ris",
    aliases: &["refman", "endnote-ris"],
    extensions: &["ris"],
    about: "RIS, of Reference Manager, EndNote, Zotero, Mendeley and most databases",
    sniff,
    begins: None,
    reader: Some(&Grammar),
    writer: Some(&write::Emitter),
};

/// The name under which extras are kept.
const FAMILY: &str = "ris";

struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(syntax::boundary, read::parse)
    }
}

/// How many lines may stand above the first record.
const LOOKED_AT: usize = 200;

/// A first line with a type that is known; else an end line below tags that are known.
fn sniff(text: &str) -> Confidence {
    let mut dialect = syntax::Dialect::default();
    let mut known = 0;
    for line in text.lines().take(LOOKED_AT) {
        match dialect.tag(line) {
            Some(("TY", kind)) if types::kind(kind.trim()).is_some() => return Confidence::Certain,
            Some(("TY", _)) => return Confidence::Likely,
            Some(("ER", _)) if known > 2 => return Confidence::Likely,
            Some((tag, _)) => known += usize::from(fields::TAGS.knows(tag)),
            None => {}
        }
    }
    Confidence::No
}
