//! Entries that are kept to the letter, and entries that hold what does not fit, are read
//! by the `hayagriva` crate when they are written.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{read, write};

/// An entry of fields and values that go together more or less.
fn entry() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "title",
        "author",
        "editor",
        "affiliated",
        "date",
        "publisher",
        "location",
        "organization",
        "issue",
        "chapter",
        "volume",
        "volume-total",
        "edition",
        "page-range",
        "page-total",
        "time-range",
        "runtime",
        "url",
        "serial-number",
        "serial",
        "language",
        "archive",
        "archive-location",
        "call-number",
        "note",
        "abstract",
        "genre",
        "parent",
        "unknown",
        "doi",
        "Title",
    ];
    const VALUES: &[&str] = &[
        "",
        "~",
        "x",
        "X Y",
        "7",
        "-7",
        "007",
        "1.5",
        "1e3",
        "0x1F",
        "99999999999",
        "true",
        "yes",
        "'7'",
        "\"x}\"",
        "'{x} $a$'",
        "'{x'",
        "[]",
        "{}",
        "[x, y]",
        "[1]",
        "[~]",
        "[[x]]",
        "{value: x}",
        "{value: 7}",
        "{value: x, short: y}",
        "{short: y}",
        "{value: x, verbatim: true}",
        "{value: x, verbatim: 1}",
        "{value: {value: x}}",
        "{name: x}",
        "{name: x, location: y}",
        "{location: y}",
        "{name: 7}",
        "{name: x, given-name: y, alias: z}",
        "{given-name: y}",
        "{name: x, comma-suffix: true}",
        "{name: x, comma-suffix: x}",
        "'a, b'",
        "'a, b, c, d'",
        "','",
        "2020-01-02",
        "2020-13",
        "'~2020'",
        "-0044",
        "2020-02-30",
        "20-01-02",
        "{year: 2020}",
        "{year: x}",
        "{year: 2020, month: 3}",
        "{role: editor, names: x}",
        "{role: translator, names: x}",
        "[{role: writer, names: [x, {name: y}]}]",
        "[{role: Writer, names: x}]",
        "[{role: writer}]",
        "[{names: x}]",
        "https://example.org",
        "www.example.org",
        "'https:// example'",
        "http://[::1]/",
        "mailto:a@example.org",
        "{value: https://example.org, date: 2020}",
        "{value: https://example.org, date: x}",
        "{date: 2020}",
        "en",
        "en-US",
        "english language",
        "{doi: 10.1/x}",
        "{isbn: 7, serial: 1.50}",
        "{doi: [x]}",
        "{doi: ~}",
        "{doi: true}",
        "'01:02'",
        "1:02",
        "10-20",
        "10-20-30",
        "'½'",
        "{type: book}",
        "{title: x}",
        "{type: Book, parent: {title: y}}",
        "[{type: book}, {type: web}]",
        "{type: nothing}",
        "{volume-total: six}",
        "{title: 7}",
        "&a x",
        "!!str 7",
        "!x y",
        "|\n    x\n    y",
        ">-\n    x\n\n    y",
    ];
    const TYPES: &[&str] =
        &["article", "Book", "chapter", "CHAPTER", "misc", "tweet", "Web", "'video'", "7", "original"];
    let pair = || (select(NAMES), select(VALUES));
    let field = pair().prop_map(|(name, value)| format!("  {name}: {value}\n"));
    let parents = (select(TYPES), pair(), select(TYPES), pair(), any::<bool>()).prop_map(
        |(a, (b, c), d, (e, f), nests)| {
            // Block scalars cannot stand in braces.
            let flow = |value: &'static str| if value.contains('\n') { "x" } else { value };
            let (c, f) = (flow(c), flow(f));
            let second = format!("{{type: {d}, {e}: {f}}}");
            if nests {
                format!("  parent: {{type: {a}, {b}: {c}, parent: {second}}}\n")
            } else {
                format!("  parent: [{{type: {a}, {b}: {c}}}, {second}]\n")
            }
        },
    );
    let field = prop_oneof![3 => field, 1 => parents];
    (select(TYPES), vec(field, 0..4))
        .prop_map(|(of_type, fields)| format!("a:\n  type: {of_type}\n{}", fields.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_to_the_letter_is_read_by_the_crate(text in entry()) {
        for record in read(&text).records.iter().filter(|record| record.kept("hayagriva", "entry").is_some()) {
            let written = write(std::slice::from_ref(record));
            let library = hayagriva::io::from_yaml_str(&written);
            prop_assert!(library.is_ok(), "{:?}\n{}", library, written);
        }
    }

    #[test]
    fn what_is_written_anew_is_read_by_the_crate(text in entry()) {
        for mut record in read(&text).records {
            record.extra.retain(|extra| extra.name != "entry");
            let written = write(std::slice::from_ref(&record));
            let library = hayagriva::io::from_yaml_str(&written);
            prop_assert!(library.is_ok(), "{:?}\n{}\n{}", library, text, written);
        }
    }
}
