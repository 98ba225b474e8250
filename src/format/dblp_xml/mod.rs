//! dblp's XML: the whole database, single records, what a person has written, and what its
//! search finds.
//!
//! Sources: dblp's DTD (`dblp.dtd` of 2024) and "DBLP — Some Lessons Learned" (M. Ley, 2009)
//! for the elements of a record; dblp's own BibTeX for keys; the documentation of its search
//! API. The database is one element of 4 GB, of which a record is read at a time.

mod kind;
mod read;

use super::shared::xml::Reading;
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Names};

/// The name under which extras are kept.
const FAMILY: &str = "dblp-xml";

/// dblp's XML.
pub static DBLP_XML: Format = Format {
    name: FAMILY,
    aliases: &["dblpxml"],
    extensions: &["xml"],
    about: "dblp as XML (the database, records, search API)",
    sniff,
    begins: None,
    reader: Some(&Reader),
    writer: None,
};

const NAMES: Names = Names {
    records: &[
        "article",
        "inproceedings",
        "proceedings",
        "book",
        "incollection",
        "phdthesis",
        "mastersthesis",
        "www",
        "data",
    ],
    inner: &["info"],
};

/// dblp's roots; or a record with its key, or the answer of its search.
fn sniff(text: &str) -> Confidence {
    let Some(root) = xml::root(text) else { return Confidence::No };
    let tag = root.split('>').next().unwrap_or_default();
    let is = |name: &str| xml::root_is(text, name);
    let keyed = || tag.contains(" key=\"") && NAMES.records.iter().any(|name| is(name));
    let found = is("dblp") || is("dblpperson") || (is("result") && text.contains("dblp.org")) || keyed();
    Confidence::Certain.when(found)
}

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    READING.records(text, sink, |element, _| read::record(element));
}

const READING: Reading = Reading { family: FAMILY, names: NAMES, source: None, is_said: kind::is_said };
