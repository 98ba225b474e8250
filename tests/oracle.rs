//! What we write is read by someone else's reader to the same records: `.bib` by the
//! `biblatex` crate, Hayagriva YAML by the `hayagriva` crate, and CSL-JSON against the
//! vocabulary of CSL 1.0.2.

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use bibconv::format::registry::{self, FORMATS};
use bibconv::format::{Format, ReadOptions};
use bibconv::latex;
use bibconv::record::{DateField, Field, Kind, Name, Record, Role};
use biblatex::{Bibliography, ChunksExt};

use common::{run, stderr};

/// Every golden case in this format, as its records come back, with its title.
fn written(to: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut all = Vec::new();
    for format in FORMATS.iter().filter(|format| format.reader.is_some()) {
        // What comes from a .bib keeps the spelling of its source, sound or not.
        if format.extensions.contains(&"bib") {
            continue;
        }
        let Ok(entries) = fs::read_dir(root.join(format.name)) else { continue };
        for entry in entries {
            let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
            if name.matches('.').count() > 1 || name.ends_with(".diag") || name.ends_with(".args") {
                continue;
            }
            let output = run(&root.join(format.name), &[&name, "-q", "-f", format.name, "-t", to]);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {}", stderr(&output));
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            all.push((format!("golden/{}/{name}", format.name), text));
        }
    }
    assert!(!all.is_empty(), "there are golden cases");
    // Whole pages as people copied them, where they are at hand.
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    for entry in fs::read_dir(&pages).into_iter().flatten() {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        if name.ends_with(".txt") {
            let output = run(&pages, &[&name, "-q", "-t", to]);
            assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
            all.push((name, String::from_utf8(output.stdout).expect("UTF-8")));
        }
    }
    all
}

/// Letters and digits in lower case: what is left when markup, quotes and dashes differ.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The records of a text that we wrote, as we read it.
fn ours<'a>(format: &'static Format, text: &'a str) -> Vec<Record<'a>> {
    bibconv::read(format, text, &ReadOptions::default()).records
}

#[test]
fn bib_files_are_read_by_the_biblatex_crate() {
    for name in ["bibtex", "biblatex"] {
        let format = registry::by_name(name).expect("a format");
        for (case, text) in written(name) {
            let theirs = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{case}: {error}\n{text}"));
            let ours = ours(format, &text);
            let keys: HashSet<_> = ours.iter().map(|record| &record.key).collect();
            assert_eq!(theirs.len(), keys.len(), "{case}\n{text}");
            for record in &ours {
                let Some(entry) = theirs.get(&record.key) else {
                    panic!("{case}: {} is missing", record.key)
                };
                if ours.iter().filter(|other| other.key == record.key).count() > 1 {
                    continue;
                }
                if let Ok(title) = entry.title() {
                    // The crate leaves commands for fonts in the text.
                    let title = latex::decode_plain(&title.format_verbatim()).into_owned();
                    assert_eq!(bare(&title), bare(record.str(Field::Title)), "{case}");
                }
                let authors = entry.author().unwrap_or_default();
                let expected: Vec<&Name<'_>> = record.names(Role::Author).collect();
                assert_eq!(authors.len(), expected.len(), "{case}: {authors:?}");
                for (theirs, ours) in authors.iter().zip(expected) {
                    assert!(
                        bare(&ours.to_string()).contains(&bare(&theirs.name)),
                        "{case}: {theirs:?} is not {ours}"
                    );
                }
                // The crate takes a century (`19XX`) for the year 19.
                let century = record.date(DateField::Issued).is_some_and(|d| d.to_string().ends_with("XX"));
                if let (Ok(date), Some(year)) = (entry.date(), record.year().filter(|_| !century)) {
                    let date = format!("{date:?}");
                    assert!(date.contains(&year.to_string()), "{case}: {date} is not of {year}");
                }
            }
        }
    }
}

#[test]
fn hayagriva_files_are_read_by_the_hayagriva_crate() {
    let format = registry::by_name("hayagriva").expect("a format");
    for (case, text) in written(format.name) {
        let ours = ours(format, &text);
        if ours.is_empty() {
            continue;
        }
        let theirs =
            hayagriva::io::from_yaml_str(&text).unwrap_or_else(|error| panic!("{case}: {error}\n{text}"));
        let keys: HashSet<_> = ours.iter().map(|record| &record.key).collect();
        assert_eq!(theirs.len(), keys.len(), "{case}");
        for record in &ours {
            let entry =
                theirs.get(&record.key).unwrap_or_else(|| panic!("{case}: {} is missing", record.key));
            let title = entry.title().map(ToString::to_string).unwrap_or_default();
            assert_eq!(bare(&title), bare(record.str(Field::Title)), "{case}");
            let year = entry.date().map(|date| i64::from(date.year));
            assert_eq!(year, record.year(), "{case}");
        }
    }
}

#[test]
fn tables_are_read_by_the_csv_crate() {
    for (name, separator) in [("csv", b','), ("tsv", b'\t')] {
        let format = registry::by_name(name).expect("a format");
        for (case, text) in written(name) {
            let mut theirs = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
            let head = theirs.headers().expect("a head").clone();
            let at = |name: &str| head.iter().position(|known| known == name).expect("a column");
            let (key, title) = (at("Key"), at("Title"));
            // The crate does not take rows of another length than the head.
            let rows: Vec<_> =
                theirs.records().map(|row| row.unwrap_or_else(|e| panic!("{case}: {e}"))).collect();
            let ours = ours(format, &text);
            assert_eq!(rows.len(), ours.len(), "{case}");
            for (row, record) in rows.iter().zip(&ours) {
                assert_eq!(row.get(key), Some(&*record.key), "{case}");
                // Tags of marks stand in the title.
                let theirs = bare(&row[title].replace("<i>", "").replace("</i>", ""));
                assert!(theirs.len() >= bare(record.str(Field::Title)).len(), "{case}: {}", &row[title]);
            }
        }
    }
}

#[cfg(feature = "lists")]
#[test]
fn lists_in_html_are_well_formed() {
    use quick_xml::events::Event;

    for (case, text) in written("html") {
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let (mut depth, mut entries) = (0, 0);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{case}: {error}\n{text}")) {
                Event::Start(tag) => {
                    for attribute in tag.attributes() {
                        let attribute = attribute.unwrap_or_else(|error| panic!("{case}: {error}\n{text}"));
                        entries += usize::from(&*attribute.value == "csl-entry");
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                Event::GeneralRef(entity) => {
                    assert!(["amp", "lt", "gt", "quot"].contains(&&*entity), "{case}: {entity:?}");
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{case}");
        assert!(entries > 0 || text.lines().count() == 2, "{case}\n{text}");
    }
}

/// Names that CSL 1.0.2's schema has and the record does not, or spells otherwise.
const OTHER_NAMES: &[&str] = &[
    "id",
    "type",
    "categories",
    "citation-key",
    "custom",
    "part",
    "printing",
    "supplement",
    "journalAbbreviation",
    "shortTitle",
    "event",
];

/// Names of the specification that its JSON schema does not have.
const NOT_IN_SCHEMA: &[&str] = &[
    "collection-title-short",
    "editor-translator",
    "license",
    "part-number",
    "printing-number",
    "supplement-number",
];

#[test]
fn csl_json_is_valid() {
    for (case, text) in written("csl-json") {
        let items: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{case}: {error}"));
        for item in &items {
            assert!(item["id"].is_string() || item["id"].is_number(), "{case}");
            let kind = item["type"].as_str().and_then(Kind::from_name);
            assert!(kind.is_some_and(|kind| kind.csl() == kind), "{case}: type {}", item["type"]);
            for (name, value) in item {
                assert!(!NOT_IN_SCHEMA.contains(&name.as_str()), "{case}: {name}");
                assert!(!value.is_null(), "{case}: {name} is null");
                let field = Field::from_name(name).is_some_and(Field::is_csl);
                let role = Role::from_name(name).is_some_and(Role::is_csl);
                if name == "custom" {
                    assert!(value.is_object(), "{case}: {name}");
                } else if name == "categories" {
                    assert!(value.is_array(), "{case}: {name}");
                } else if role {
                    assert!(
                        value.as_array().is_some_and(|names| names.iter().all(valid_name)),
                        "{case}: {name} {value}"
                    );
                } else if DateField::from_name(name).is_some() {
                    assert!(valid_date(value), "{case}: {name} {value}");
                } else {
                    assert!(field || OTHER_NAMES.contains(&name.as_str()), "{case}: {name} is no variable");
                    assert!(value.is_string() || value.is_number(), "{case}: {name} {value}");
                }
            }
        }
    }
}

fn valid_name(name: &serde_json::Value) -> bool {
    const PARTS: &[&str] = &[
        "family",
        "given",
        "dropping-particle",
        "non-dropping-particle",
        "suffix",
        "comma-suffix",
        "static-ordering",
        "literal",
        "parse-names",
    ];
    name.as_object()
        .is_some_and(|name| !name.is_empty() && name.keys().all(|part| PARTS.contains(&part.as_str())))
}

fn valid_date(date: &serde_json::Value) -> bool {
    const PARTS: &[&str] = &["date-parts", "season", "circa", "literal", "raw"];
    let Some(date) = date.as_object() else { return false };
    let parts = |value: &serde_json::Value| {
        let Some(dates) = value.as_array() else { return false };
        let date = |date: &serde_json::Value| {
            date.as_array().is_some_and(|d| {
                (1..=3).contains(&d.len()) && d.iter().all(|n| n.is_number() || n.is_string())
            })
        };
        (1..=2).contains(&dates.len()) && dates.iter().all(date)
    };
    !date.is_empty()
        && date.keys().all(|part| PARTS.contains(&part.as_str()))
        && date.get("date-parts").is_none_or(parts)
}
