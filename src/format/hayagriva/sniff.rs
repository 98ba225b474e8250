//! How a Hayagriva file is told from the other YAML formats of bibliographies: its keys
//! are the citation keys, and its entries have types and parents of their own.

use super::kinds;
use crate::format::Confidence;

/// Fields that no other YAML format of bibliographies has.
const OWN: &[&str] = &["parent", "serial-number", "page-range", "page-total", "time-range", "affiliated"];

/// Looks at the fields of the entries: a type that is known makes sure, a field that only
/// Hayagriva has makes it likely.
pub(super) fn sniff(text: &str) -> Confidence {
    let mut confidence = Confidence::No;
    // The indent of the fields of the entry at hand; none before its first field.
    let mut indent = None;
    let mut in_entry = false;
    for line in text.lines() {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') || matches!(line.trim_end(), "---" | "...") {
            continue;
        }
        let depth = line.len() - content.len();
        let Some((name, value)) = field(content) else {
            if depth == 0 {
                return Confidence::No;
            }
            continue;
        };
        if depth == 0 {
            // Documents of other formats have fields here, or lists below their keys.
            let braces = value.split_once("type:").filter(|_| value.starts_with('{'));
            if let Some((_, of_type)) = braces {
                let of_type = of_type.split([',', '}']).next().unwrap_or_default().trim();
                return Confidence::Certain.when(kinds::entry_type(of_type).is_some());
            }
            if !(value.is_empty() || value.starts_with('&'))
                || matches!(name, "references" | "identifiers" | "authors")
            {
                return Confidence::No;
            }
            (in_entry, indent) = (true, None);
        } else if in_entry && depth == *indent.get_or_insert(depth) {
            match name {
                "type" => {
                    let known = kinds::entry_type(value.trim_matches(['"', '\'']));
                    return if known.is_some() { Confidence::Certain } else { Confidence::Maybe };
                }
                _ if OWN.contains(&name) => confidence = Confidence::Likely,
                _ => {}
            }
        }
    }
    confidence
}

/// The name and the value of a field, without a comment.
fn field(line: &str) -> Option<(&str, &str)> {
    if line.starts_with("- ") {
        return None;
    }
    let (name, value) = match line.split_once(": ") {
        Some((name, value)) => (name, value),
        None => (line.trim_end().strip_suffix(':')?, ""),
    };
    let value = value.split(" #").next().unwrap_or_default().trim();
    let value = if value.starts_with('#') { "" } else { value };
    Some((name.trim_end().trim_matches(['"', '\'']), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_from_what_looks_like_them() {
        for (text, expected) in [
            ("# x\n---\na:\n  title: x\n  type: Book\n", Confidence::Certain),
            ("\"a b\":\n    type: 'article' # y\n", Confidence::Certain),
            ("a: {type: web, title: x}\n", Confidence::Certain),
            ("a: &x\n  title: x\n  parent:\n    type: book\n", Confidence::Likely),
            ("a:\n  title: x\n  date: 2020\nb:\n  page-range: 1-2\n", Confidence::Likely),
            ("a:\n  type: spaceship\n", Confidence::Maybe),
            ("a:\n  title: x\n", Confidence::No),
            ("references:\n- id: a\n  type: book\n", Confidence::No),
            ("---\ntitle: x\nreferences:\n  - type: book\n", Confidence::No),
            ("- id: a\n  type: book\n", Confidence::No),
            ("cff-version: 1.2.0\npreferred-citation:\n  type: article\n", Confidence::No),
            ("authors:\n  - family-names: x\ncff-version: 1.2.0\n", Confidence::No),
            ("services:\n  web:\n    type: book\n", Confidence::No),
            ("{\"a\": {\"type\": \"book\"}}", Confidence::No),
            ("@book{a,\n  title = {x},\n}\n", Confidence::No),
            ("TY  - BOOK\n", Confidence::No),
            ("", Confidence::No),
        ] {
            assert_eq!(sniff(text), expected, "{text}");
        }
    }
}
