//! EndNote's XML, which EndNote, Zotero, Mendeley, JabRef and bibutils write.
//!
//! Sources: EndNote's DTD (`RSXML.dtd`), the reference types of EndNote 20, and files of the
//! tools named above.

mod dates;
mod fields;
mod kinds;
mod read;
mod style;
mod write;

use super::shared::xml::Reading;
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Names};

/// The name under which extras are kept.
const FAMILY: &str = "endnote-xml";

/// EndNote's XML.
pub static ENDNOTE_XML: Format = Format {
    name: FAMILY,
    aliases: &["endnotexml", "endnote", "endx"],
    extensions: &["xml"],
    about: "EndNote XML",
    sniff,
    begins: None,
    reader: Some(&Reader),
    writer: Some(&write::Writer),
};

fn sniff(text: &str) -> Confidence {
    if !xml::root_is(text, "xml") && !xml::root_is(text, "records") && !xml::root_is(text, "record") {
        return Confidence::No;
    }
    if text.contains("<ref-type") || text.contains("<rec-number") {
        Confidence::Certain
    } else {
        Confidence::Likely.when(text.contains("<records>"))
    }
}

const NAMES: Names = Names { records: &["record"], inner: &[] };

/// The extra that holds a whole record as it stood in its file.
const SOURCE: &str = "record";

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    READING.records(text, sink, read::record);
}

const READING: Reading =
    Reading { family: FAMILY, names: NAMES, source: Some(SOURCE), is_said: read::is_said };

#[cfg(test)]
mod tests;
