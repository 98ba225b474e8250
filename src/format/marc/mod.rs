//! MARC, the format of library catalogues, in both of its dresses: XML (MARCXML, also
//! MarcXchange) and ISO 2709. Both of its dialects are read, MARC 21 and UNIMARC; a record
//! with a title in field 200 and none in 245 is in UNIMARC.
//!
//! Sources: MARC 21 Format for Bibliographic Data and its character sets (Library of
//! Congress); UNIMARC Bibliographic Format (IFLA); ISO 2709; ISO 25577 (MarcXchange).

mod fields;
mod host;
mod kinds;
mod names;
mod read;
mod record;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use super::Format;

/// The name under which extras are kept, whichever dress they came in.
const FAMILY: &str = "marcxml";

/// MARCXML.
pub static MARCXML: Format = Format {
    name: FAMILY,
    aliases: &["marc-xml", "marcxchange"],
    extensions: &["xml"],
    about: "MARCXML of library catalogues, MARC 21 or UNIMARC, also in answers to SRU and OAI-PMH",
    sniff: xml::sniff,
    begins: None,
    reader: Some(&xml::Reader),
    writer: None,
};
