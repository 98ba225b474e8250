//! Crossref's REST API: works, single (`{"message": {…}}`), in lists (`{"message": {"items":
//! […]}}`), or one a line, as its public data files have them.
//!
//! Source: Crossref's documentation of the REST API. A work is near to an item of CSL, whose
//! names it uses for what it shares; but titles are lists, dates come by medium, and what is
//! said of licences, funders, relations and updates CSL has no words for.

mod read;

use super::shared::csl::is_dialect;
use super::{Confidence, Format};
use crate::grammar::json::Items;

/// The name under which extras are kept.
const FAMILY: &str = "crossref-json";

/// Crossref's JSON.
pub static CROSSREF_JSON: Format = Format {
    name: FAMILY,
    aliases: &["crossref", "crossref-api"],
    extensions: &["json", "jsonl"],
    about: "Crossref's works, as its REST API and public data files have them",
    sniff,
    begins: None,
    reader: Some(&ITEMS),
    writer: None,
};

static ITEMS: Items = Items {
    arrays: &["items"],
    objects: &["message"],
    begins: |name, _| matches!(name, "indexed" | "reference-count" | "publisher" | "title" | "abstract"),
    read: read::item,
    around: None,
};

/// The API's envelope, or lists of titles beside what only Crossref counts.
fn sniff(text: &str) -> Confidence {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if !text.trim_start().starts_with(['[', '{']) {
        return Confidence::No;
    }
    let envelope = has("\"message-type\"") && has("\"work");
    let counts = ["\"is-referenced-by-count\"", "\"reference-count\"", "\"content-domain\"", "\"indexed\""];
    if envelope || (is_dialect(text) && counts.into_iter().any(has)) {
        return Confidence::Certain;
    }
    Confidence::No
}
