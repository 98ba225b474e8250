//! MARC, the format of library catalogues, in both of its dresses: XML (MARCXML, also
//! MarcXchange) and ISO 2709. Both of its dialects are read, MARC 21 and UNIMARC; a record
//! with a title in field 200 and none in 245 is in UNIMARC.
//!
//! Sources: MARC 21 Format for Bibliographic Data and its character sets (Library of
//! Congress); UNIMARC Bibliographic Format (IFLA); ISO 2709; ISO 25577 (MarcXchange).

mod fields;
mod host;
mod iso2709;
mod kinds;
mod left;
mod marc8;
mod names;
mod read;
mod record;
mod scripts;
#[cfg(test)]
mod tests;
mod text;
mod values;
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

/// MARC in ISO 2709.
pub static MARC: Format = Format {
    name: "marc",
    aliases: &["marc21", "iso2709", "unimarc"],
    extensions: &["mrc", "marc"],
    about: "MARC of library catalogues (ISO 2709), MARC 21 or UNIMARC, in UTF-8, MARC-8 or ISO 5426",
    sniff: iso2709::sniff,
    begins: None,
    reader: Some(&iso2709::Reader),
    writer: None,
};
