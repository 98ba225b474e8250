//! Ovid's exports: records below their numbers (`<1>`, `<2. >`), in tags (`TI  - …`) or in
//! labels with the value indented below them.
//!
//! Sources: Ovid's database field guides for tags and labels; what Zotero's and JabRef's
//! importers take them for.

mod fields;
mod people;
mod read;
mod source;
mod syntax;

use super::{Confidence, Format, ReadOptions, Reader, Start, split_at};

/// Ovid, tagged or labelled.
pub const OVID: Format = Format {
    name: "ovid",
    aliases: &["ovid-tagged", "medlars"],
    extensions: &["ovd", "txt"],
    about: "Ovid, tagged or labelled",
    sniff,
    begins: None,
    reader: Some(&Grammar),
    writer: None,
};

/// The name under which extras are kept.
const FAMILY: &str = "ovid";

struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(syntax::boundary, read::parse)
    }
}

/// How many lines may stand above the first record: the history of a search.
const LOOKED_AT: usize = 200;

/// A record's number in brackets, with a tag or a label below it that is known; or Ovid's
/// name above the first record.
fn sniff(text: &str) -> Confidence {
    let mut numbered = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT) {
        match (numbered, syntax::tagged(line).map(|(tag, _)| tag)) {
            // A record of RIS, as other databases number them.
            (true, Some("TY")) => return Confidence::No,
            (true, Some(_)) => return Confidence::Certain,
            (true, None) if fields::is_label(line) => return Confidence::Certain,
            (false, Some("VN")) if line.contains("Ovid") => return Confidence::Certain,
            (false, Some(_)) => return Confidence::No,
            _ => numbered = syntax::is_number(line),
        }
    }
    Confidence::No
}
