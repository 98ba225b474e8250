//! EndNote's tagged format, which has its tags from `refer` (BibIX).
//!
//! Sources: EndNote's import and export filters of that name, the manual page of `refer`,
//! and what Zotero's translator and bibutils take the tags for.

mod fields;
mod read;
mod syntax;
mod write;

use super::shared::endnote;
use super::{Confidence, Format, ReadOptions, Reader, Start, split_at};

/// EndNote's tagged format.
pub const ENW: Format = Format {
    name: "enw",
    aliases: &["refer", "bibix"],
    extensions: &["enw", "refer"],
    about: "EndNote, tagged (`%0`, `%A`), and refer/BibIX",
    sniff,
    begins: None,
    reader: Some(&Grammar),
    writer: Some(&write::Emitter),
};

/// The name under which extras are kept.
const FAMILY: &str = "enw";

struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(syntax::boundary, read::parse)
    }
}

/// How many lines are looked at.
const LOOKED_AT: usize = 40;

/// A reference type in the first line that is not blank; else a tag there, and a title
/// below it.
fn sniff(text: &str) -> Confidence {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    match lines.next().and_then(syntax::tag) {
        Some(("%0", name)) if endnote::kind(name).is_some() => Confidence::Certain,
        Some(("%0", _)) => Confidence::Likely,
        Some((tag, _)) if fields::TAGS.knows(tag) => {
            let mut tags = lines.map(|line| syntax::tag(line).map(|(tag, _)| tag));
            let titled = tag == "%T" || tags.any(|tag| tag == Some("%T"));
            Confidence::Likely.when(titled)
        }
        _ => Confidence::No,
    }
}
