//! MODS, the Library of Congress's Metadata Object Description Schema, versions 3.0 to 3.8:
//! single records, collections, and records in the envelopes of other schemas.
//!
//! Sources: the MODS 3.8 schema and the "MODS User Guidelines"; bibutils, JabRef and
//! Zotero, whose files differ in genres and in where they put pages and numbers.

mod parts;
mod read;
mod terms;
mod write;

use super::shared::xml::Reading;
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Names};

/// The name under which extras are kept.
const FAMILY: &str = "mods";

/// MODS.
pub static MODS: Format = Format {
    name: FAMILY,
    aliases: &["mods-xml"],
    extensions: &["mods", "xml"],
    about: "MODS, the Library of Congress's metadata schema (bibutils, Zotero, JabRef)",
    sniff,
    begins: None,
    reader: Some(&Reader),
    writer: Some(&write::Writer),
};

fn sniff(text: &str) -> Confidence {
    if xml::root_is(text, "modsCollection") || xml::root_is(text, "mods") {
        return Confidence::Certain;
    }
    let inside = xml::root(text).is_some()
        && (text.contains("<mods>") || text.contains("<mods ") || text.contains(":mods "));
    Confidence::Likely.when(inside && text.contains("http://www.loc.gov/mods/"))
}

const NAMES: Names = Names { records: &["mods"], inner: &[] };

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    READING.records(text, sink, |element, _| read::record(element));
}

const READING: Reading =
    Reading { family: FAMILY, names: NAMES, source: Some(SOURCE), is_said: terms::is_said };

/// The extra that holds a whole record as it stood in its file.
const SOURCE: &str = "mods";

#[cfg(test)]
mod tests;
