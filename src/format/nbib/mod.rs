//! The tagged format of MEDLINE, which PubMed exports as `.nbib`, and ERIC with tags of
//! its own.
//!
//! Sources: "MEDLINE®/PubMed® Data Element (Field) Descriptions" of the National Library
//! of Medicine; PubMed's own exports, and ERIC's.

mod fields;
mod read;
mod syntax;
mod write;

use super::{Confidence, Format, ReadOptions, Reader, Start, split_at};

/// PubMed's tagged format.
pub const NBIB: Format = Format {
    name: "nbib",
    aliases: &["pubmed", "medline"],
    extensions: &["nbib"],
    about: "PubMed and MEDLINE, tagged; as ERIC writes it, too",
    sniff,
    begins: None,
    reader: Some(&Grammar),
    writer: Some(&write::Emitter),
};

/// The name under which extras are kept.
const FAMILY: &str = "nbib";

struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(syntax::boundary, read::parse)
    }
}

/// How many lines are looked at.
const LOOKED_AT: usize = 60;

/// A PubMed number or an owner in the first line that is not blank; else tags that are
/// known, and none of RIS's.
fn sniff(text: &str) -> Confidence {
    let mut known = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT) {
        match syntax::tag(line) {
            Some(("PMID", id)) if id.trim().bytes().all(|b| b.is_ascii_digit()) => {
                return Confidence::Certain;
            }
            Some(("OWN", owner)) if known == 0 => {
                let owner = owner.trim();
                let short = !owner.is_empty() && owner.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
                return Confidence::Certain.when(short);
            }
            Some(("TY" | "ER" | "VN", _)) => return Confidence::No,
            // Tags longer than two letters are of no other format.
            Some((tag, _)) => known += usize::from(tag.len() > 2 && fields::TAGS.knows(tag)),
            None if known == 0 => return Confidence::No,
            None => {}
        }
    }
    Confidence::Likely.when(known > 1)
}
