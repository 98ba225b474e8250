//! Zotero's own JSON: the items of its web API (`{"key": …, "data": {…}}`, or the data
//! alone), the items of its translators, and the export of Better BibTeX
//! (`{"config": …, "collections": …, "items": […]}`).
//!
//! Sources: the schema of item types, fields and creators that Zotero publishes
//! (zotero-schema, version 41), and the documentation of its web API v3, "Write Requests".
//! What is written is data that the API takes; what an item type has no field for is
//! written into its `extra` in lines of `variable: value`, as Zotero reads them.

mod fields;
mod names;
mod read;
mod write;

use memchr::memmem::find;

use super::shared::csl::CITATION_KEY;
use super::shared::zotero;
use super::{Confidence, Format};
use crate::grammar::json::Items;
use crate::record::Matter;

/// The name under which extras are kept.
const FAMILY: &str = "zotero-json";

/// Zotero's JSON.
pub static ZOTERO_JSON: Format = Format {
    name: FAMILY,
    aliases: &["zotero", "zotero-api", "better-bibtex-json", "bbt-json"],
    extensions: &["json"],
    about: "Zotero's items as its web API, translators and Better BibTeX have them",
    sniff,
    begins: None,
    reader: Some(&ITEMS),
    writer: Some(&write::Emitter),
};

/// How items stand.
static ITEMS: Items = Items {
    arrays: &["items"],
    objects: &[],
    begins: |name, _| matches!(name, "itemType" | "key" | "version" | "itemID" | "itemKey" | CITATION_KEY),
    read: read::item,
    around: Some(|name, json, at, sink| {
        let known = ["collections", "config"].into_iter().find(|known| *known == name);
        if let Some(name) = known.filter(|_| json.len() > 2) {
            let span = at..at + json.len();
            sink.matter(Matter { format: FAMILY, name, value: json.into(), span });
        }
    }),
};

/// An `itemType` of Zotero's, or the name of the export of Better BibTeX.
fn sniff(text: &str) -> Confidence {
    if !text.trim_start().starts_with(['[', '{']) {
        return Confidence::No;
    }
    if find(text.as_bytes(), b"BetterBibTeX JSON").is_some() {
        return Confidence::Certain;
    }
    let Some(at) = find(text.as_bytes(), b"\"itemType\"") else { return Confidence::No };
    let value = text[at + 10..].trim_start().strip_prefix(':').unwrap_or_default().trim_start();
    let word = value.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
    if zotero::by_name(word).is_some() { Confidence::Certain } else { Confidence::Likely }
}

#[cfg(test)]
mod tests;
