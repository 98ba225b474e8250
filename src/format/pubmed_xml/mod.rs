//! PubMed's XML: articles (`PubmedArticle`), books and chapters of NCBI's Bookshelf
//! (`PubmedBookArticle`), and the citations of MEDLINE's older files.
//!
//! Source: NLM's DTD of 2024 and its documentation, "MEDLINE/PubMed XML Element Descriptions
//! and their Attributes".

mod article;
mod book;
mod parts;

use super::shared::xml::Reading;
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Names};

/// The name under which extras are kept.
const FAMILY: &str = "pubmed-xml";

/// PubMed's XML.
pub static PUBMED_XML: Format = Format {
    name: FAMILY,
    aliases: &["pubmedxml", "medline-xml", "medxml"],
    extensions: &["xml"],
    about: "PubMed and MEDLINE as XML (efetch, FTP baseline)",
    sniff: |text| {
        let roots = ["PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "BookDocumentSet"];
        let records = NAMES.records.iter().chain(NAMES.inner);
        let found = roots.iter().chain(records).any(|name| xml::root_is(text, name));
        Confidence::Certain.when(found)
    },
    begins: None,
    reader: Some(&Reader),
    writer: None,
};

const NAMES: Names =
    Names { records: &["PubmedArticle", "PubmedBookArticle"], inner: &["MedlineCitation", "BookDocument"] };

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    READING.records(text, sink, |element, _| match element.name() {
        "PubmedArticle" | "MedlineCitation" => article::read(element),
        _ => book::read(element),
    });
}

const READING: Reading = Reading { family: FAMILY, names: NAMES, source: None, is_said: parts::is_said };

#[cfg(test)]
mod tests;
