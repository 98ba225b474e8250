//! What must hold for every format. `UPDATE=1` rewrites the README's table of formats.

use std::collections::HashSet;
use std::fs;

use bibconv::format::registry::{self, FORMATS};

#[test]
fn names_and_aliases_are_unique_and_plain() {
    let mut seen = HashSet::new();
    for name in FORMATS.iter().flat_map(|f| std::iter::once(&f.name).chain(f.aliases)) {
        assert!(seen.insert(*name), "{name} stands twice");
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name}");
        assert_ne!(*name, "auto");
    }
}

#[test]
fn every_format_is_found_described_and_good_for_something() {
    for format in FORMATS {
        for name in std::iter::once(&format.name).chain(format.aliases) {
            assert_eq!(registry::by_name(&name.to_uppercase()), Some(*format));
        }
        assert!(!format.extensions.is_empty(), "{} has no extension", format.name);
        for extension in format.extensions {
            assert!(registry::by_extension(extension).any(|found| found == *format));
        }
        assert!(!format.about.is_empty() && !format.about.ends_with('.'), "{}", format.name);
        assert!(format.reader.is_some() || format.writer.is_some(), "{}", format.name);
    }
}

#[test]
fn a_misspelled_name_is_guessed() {
    assert_eq!(registry::by_name("bibtexx"), None);
    assert!(registry::near("bibtexx").contains(&"bibtex"));
    assert!(registry::near("csl-jsn").contains(&"csl-json"));
    assert!(registry::near("qqqqqqqq").is_empty());
}

#[test]
fn nothing_is_no_format() {
    for text in ["", "\n\n", "Dear Ana,\n\nthank you for the plums. They were very good.\n"] {
        assert!(registry::sniff(text).is_empty(), "{text:?}");
    }
}

#[cfg(feature = "lists")]
#[test]
fn the_readme_lists_every_format() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).expect("README.md");
    let mut table =
        String::from("| format | read | write | extensions | what it is |\n|---|:-:|:-:|---|---|\n");
    for format in FORMATS {
        let tick = |there: bool| if there { "✓" } else { "" };
        let names = std::iter::once(&format.name).chain(format.aliases).map(|name| format!("`{name}`"));
        let extensions = format.extensions.iter().map(|extension| format!("`.{extension}`"));
        table.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n",
            names.collect::<Vec<_>>().join(", "),
            tick(format.reader.is_some()),
            tick(format.writer.is_some()),
            extensions.collect::<Vec<_>>().join(" "),
            format.about
        ));
    }
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        let (before, rest) = readme.split_once("| format |").expect("a table of formats");
        let after = rest.split_once("\n\n").expect("text below the table").1;
        fs::write(path, format!("{before}{table}\n{after}")).expect("a writable README.md");
        return;
    }
    assert!(
        readme.contains(&table),
        "the README's table of formats is not the registry's (UPDATE=1 rewrites it)"
    );
}

#[test]
fn no_format_is_named_outside_its_leaf() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut folders = vec![std::path::PathBuf::from(root)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                if !entry.ends_with("format") {
                    folders.push(entry);
                }
                continue;
            }
            let code = fs::read_to_string(&entry).expect("source");
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<String>();
            for format in FORMATS {
                assert!(
                    !code.contains(&format!("\"{}\"", format.name)),
                    "{} names {}",
                    entry.display(),
                    format.name
                );
            }
        }
    }
}
