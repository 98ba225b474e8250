//! Web of Science, tagged: what its "Plain Text File", "Tab Delimited File" and EndNote
//! Desktop (`.ciw`) exports hold, and those of ISI before it.
//!
//! Sources: Clarivate's "Web of Science Core Collection Field Tags" and the lists of field
//! tags of the other databases of the platform; what Zotero's and JabRef's importers take
//! the tags for.

mod capitals;
mod fields;
mod kind;
mod people;
mod read;
mod syntax;
mod tabbed;

use super::{Confidence, Format, ReadOptions, Reader, Start};

/// Web of Science, tagged.
pub const WOS: Format = Format {
    name: "wos",
    aliases: &["isi", "ciw", "web-of-science"],
    extensions: &["ciw", "isi"],
    about: "Web of Science and ISI, tagged or tab-delimited",
    sniff,
    begins: None,
    reader: Some(&Grammar),
    writer: None,
};

/// The name under which extras are kept.
const FAMILY: &str = "wos";

struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        Start::Split(Box::<tabbed::Cutter>::default())
    }
}

/// How many lines are looked at.
const LOOKED_AT: usize = 60;

/// The heading of a file, or of a table; else a first line with a type, and tags below it
/// that are known.
fn sniff(text: &str) -> Confidence {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    let Some(first) = lines.next() else { return Confidence::No };
    if tabbed::is_heading(first) {
        return Confidence::Certain;
    }
    match syntax::tag(first) {
        Some(("FN", _)) => {
            let next = lines.next().and_then(syntax::tag);
            Confidence::Certain.when(next.is_some_and(|(tag, _)| matches!(tag, "VR" | "PT")))
        }
        Some(("PT", name)) if kind::is_type(name.trim()) => {
            let known = |line: &&str| syntax::tag(line).is_some_and(|(tag, _)| fields::TAGS.knows(tag));
            Confidence::Likely.when(lines.filter(known).count() > 2)
        }
        _ => Confidence::No,
    }
}
