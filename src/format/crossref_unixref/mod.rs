//! Crossref's XML of a DOI's metadata: UNIXREF (`doi_records`) and UNIXSD, the answer to a
//! query (`crossref_result`).
//!
//! Sources: Crossref's metadata deposit schema 5.3, whose elements both use, and its
//! documentation of UNIXREF and UNIXSD query output.

mod parts;
mod read;

use super::shared::xml::Reading;
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Names};

/// The name under which extras are kept.
const FAMILY: &str = "crossref-unixref";

/// Crossref's UNIXREF and UNIXSD.
pub static CROSSREF_UNIXREF: Format = Format {
    name: FAMILY,
    aliases: &["unixref", "unixsd", "crossref-xml"],
    extensions: &["xml"],
    about: "Crossref's XML of DOI metadata (UNIXREF, UNIXSD)",
    sniff: |text| {
        let roots = ["doi_records", "doi_record", "crossref_result"];
        Confidence::Certain.when(roots.iter().any(|name| xml::root_is(text, name)))
    },
    begins: None,
    reader: Some(&Reader),
    writer: None,
};

const NAMES: Names = Names { records: &["query"], inner: &["doi_record"] };

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    READING.records(text, sink, |element, _| read::record(element));
}

const READING: Reading = Reading {
    family: FAMILY,
    names: NAMES,
    source: None,
    is_said: |_, element| match element.name() {
        // When the metadata were deposited.
        "timestamp" => true,
        "title" => element.text().eq_ignore_ascii_case("abstract"),
        _ => false,
    },
};

#[cfg(test)]
mod tests;
