//! Word's bibliography: the sources that Word keeps in documents and in `Sources.xml`.
//!
//! Source: ECMA-376, part 1, §22.6 (`shared-bibliography.xsd`); for what the schema has no
//! element for, the `BIBTEX_` elements of bibutils and JabRef, which Word passes over.

mod fields;
mod jabref;
mod languages;
mod people;
mod read;
#[cfg(test)]
mod tests;
mod types;
mod write;

use super::shared::xml::Reading;
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Names};

/// The name under which extras are kept.
const FAMILY: &str = "msbib";

/// The extra that holds a whole source as it stood in its file.
const SOURCE: &str = "source";

/// Word's bibliography.
pub static MSBIB: Format = Format {
    name: FAMILY,
    aliases: &["word", "wordbib", "ms-office"],
    extensions: &["xml"],
    about: "Microsoft Word's bibliography (Sources.xml)",
    sniff,
    begins: None,
    reader: Some(&Reader),
    writer: Some(&write::Writer),
};

fn sniff(text: &str) -> Confidence {
    if !xml::root_is(text, "Sources") && !xml::root_is(text, "Source") {
        Confidence::No
    } else if text.contains("officeDocument/2006/bibliography") {
        Confidence::Certain
    } else {
        Confidence::Likely.when(text.contains("SourceType>"))
    }
}

const NAMES: Names = Names { records: &["Source"], inner: &[] };

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
    Reading { family: FAMILY, names: NAMES, source: Some(SOURCE), is_said: types::is_said };
