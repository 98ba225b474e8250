//! RefWorks' tagged format, which journals and databases export, too.
//!
//! Sources: RefWorks' help, "RefWorks Tagged Format", for the tags, the reference types
//! and who the authors of each rank are; what Zotero's importer takes the tags for.

mod fields;
mod read;
mod syntax;
mod types;

use super::{Confidence, Format, ReadOptions, Reader, Start, split_at};

/// RefWorks, tagged.
pub const REFWORKS: Format = Format {
    name: "refworks",
    aliases: &["refworks-tagged"],
    extensions: &["txt"],
    about: "RefWorks, tagged (`RT`, `A1`, `T1`)",
    sniff,
    begins: None,
    reader: Some(&Grammar),
    writer: None,
};

/// The name under which extras are kept.
const FAMILY: &str = "refworks";

struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(syntax::boundary, read::parse)
    }
}

/// How many lines are looked at.
const LOOKED_AT: usize = 60;

/// A first line with a reference type that is known; else such a line further down, with a
/// title or a name below it.
fn sniff(text: &str) -> Confidence {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    let typed = |line: &str| matches!(syntax::tag(line), Some(("RT", _)));
    let Some(above) = lines.by_ref().position(typed) else { return Confidence::No };
    let first = text.lines().find_map(syntax::tag);
    if above == 0 && first.is_some_and(|(_, name)| types::kind(name.trim()).is_some()) {
        return Confidence::Certain;
    }
    let mut tags = lines.filter_map(syntax::tag);
    Confidence::Likely.when(tags.any(|(tag, _)| matches!(tag, "T1" | "A1" | "SR")))
}
