//! DataCite's JSON: the answers of its REST API, single (`{"data": {"attributes": …}}`) or in
//! lists, and the metadata alone, as content negotiation gives it.
//!
//! Sources: the DataCite metadata schema 4, of which this is the JSON, and DataCite's
//! documentation of its REST API.

mod container;
mod names;
mod read;

use super::{Confidence, Format};
use crate::grammar::json::{Items, Value};
use crate::record::identifier;

/// The name under which extras are kept.
const FAMILY: &str = "datacite-json";

/// DataCite's JSON.
pub static DATACITE_JSON: Format = Format {
    name: FAMILY,
    aliases: &["datacite"],
    extensions: &["json"],
    about: "DataCite's metadata of DOIs, as its API and content negotiation give them",
    sniff,
    begins: None,
    reader: Some(&ITEMS),
    writer: None,
};

static ITEMS: Items = Items {
    arrays: &["data"],
    objects: &["data"],
    begins: |name, value| {
        let is_doi = |text: &str| identifier::doi(text).is_some();
        matches!(name, "id" | "doi")
            && value.value().ok().and_then(Value::text).is_some_and(|text| is_doi(&text))
    },
    read: read::item,
    around: None,
};

/// The names that DataCite alone has; the start of a long record may hold few of them.
fn sniff(text: &str) -> Confidence {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if !text.trim_start().starts_with(['[', '{']) {
        return Confidence::No;
    }
    let certain = ["\"resourceTypeGeneral\"", "datacite.org/schema/kernel", "\"relatedIdentifierType\""];
    let members = ["\"creators\"", "\"titles\"", "\"publicationYear\"", "\"titleType\"", "\"nameType\""];
    let api = has("\"attributes\"") && has("\"dois\"");
    if api || certain.into_iter().any(has) || members.into_iter().filter(|member| has(member)).count() > 2 {
        return Confidence::Certain;
    }
    Confidence::Likely.when(has("\"nameIdentifiers\"") && has("\"creators\""))
}
