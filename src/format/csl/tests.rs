//! What holds for all three spellings.

use proptest::prelude::*;

use crate::format::{Collected, Format, ReadOptions, Start, WriteOptions};
use crate::record::{
    Date, DateField, Field, Kind, Mark, MarkKind, Name, Person, Point, Record, Role, Season, Text,
};

use super::{CSL_JSON, CSL_JSONL, CSL_YAML, FAMILY};

const ALL: [&Format; 3] = [&CSL_JSON, &CSL_JSONL, &CSL_YAML];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-Za-z]{1,8}",
        2 => "[a-zé中😀ß]{1,4}",
        1 => r#"[\[\]{}*_~^`'"\\@#!|>(),;:%=?+/.-]{1,3}"#,
        1 => "[0-9]{1,4}",
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..6).prop_map(|words| words.join(" "))
}

/// Text with two marks at most, one inside the other or apart.
fn rich() -> impl Strategy<Value = Text<'static>> {
    use MarkKind::*;
    let kind = prop::sample::select(vec![Italic, Bold, SmallCaps, Superscript, Subscript, NoCase]);
    (words(), prop::collection::vec((0usize..40, 1usize..20, kind), 0..3)).prop_map(|(plain, marks)| {
        let boundary =
            |at: usize| (0..=at.min(plain.len())).rev().find(|at| plain.is_char_boundary(*at)).unwrap_or(0);
        let marks = marks
            .iter()
            .map(|(start, length, kind)| Mark::new(boundary(*start)..boundary(start + length), *kind));
        let marks = marks.collect();
        Text::with_marks(plain, marks)
    })
}

fn name() -> impl Strategy<Value = Name<'static>> {
    let part = || prop_oneof![Just(String::new()), words()];
    let person = (words(), part(), part(), part(), part(), any::<bool>());
    prop_oneof![
        4 => person.prop_map(|(family, given, prefix, dropping, suffix, comma)| Name::Person(Person {
            comma_suffix: comma && !suffix.is_empty(),
            // In quotation marks it means to be left in one piece.
            family: family.replace('"', "'").into(),
            given: given.into(),
            prefix: prefix.into(),
            dropping_prefix: dropping.into(),
            suffix: suffix.into(),
            extra: Vec::new(),
        })),
        1 => words().prop_map(Name::literal),
    ]
}

fn point() -> impl Strategy<Value = Point> {
    let part = prop_oneof![
        Just((None, None, None)),
        (1u8..=12).prop_map(|month| (Some(month), None, None)),
        ((1u8..=12), (1u8..=28)).prop_map(|(month, day)| (Some(month), Some(day), None)),
        (21u8..=24).prop_map(|code| (None, None, Some(Season(code)))),
    ];
    (-3000i64..9999, part).prop_map(|(year, (month, day, season))| Point {
        year: Some(year),
        month,
        day,
        season,
        ..Point::default()
    })
}

fn date() -> impl Strategy<Value = Date<'static>> {
    prop_oneof![
        4 => (point(), any::<bool>()).prop_map(|(point, approximate)| Point { approximate, ..point }.into()),
        2 => (point(), point(), any::<bool>()).prop_map(|(start, end, approximate)| {
            Date::range(Point { approximate, ..start }, Point { approximate, ..end })
        }),
        1 => Just(Date::literal("in press")),
        1 => (1u8..=12, prop::option::of(1u8..=28)).prop_map(|(month, day)| {
            Point { month: Some(month), day, ..Point::default() }.into()
        }),
        1 => point().prop_map(|point| Date::parse(&format!("{point}/..")).unwrap_or(point.into())),
    ]
}

/// A record that says what CSL can say, in the writer's own order.
fn record() -> impl Strategy<Value = Record<'static>> {
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.csl() == *kind).collect();
    let texts = [Field::Title, Field::ContainerTitle, Field::Abstract, Field::Publisher, Field::Genre];
    let numbers = [Field::Volume, Field::Issue, Field::Edition, Field::Url];
    let roles = [Role::Author, Role::Editor, Role::ReviewedAuthor];
    let people = prop::collection::vec((prop::sample::select(roles.to_vec()), name()), 0..4);
    (
        "[A-Za-z0-9:_-]{1,12}",
        prop::sample::select(kinds),
        prop::collection::vec(prop::option::of(rich()), texts.len()),
        prop::collection::vec(prop::option::of(words()), numbers.len()),
        people,
        any::<bool>(),
        prop::collection::vec(prop::option::of(date()), 2),
        prop::collection::vec("[a-zé ]{0,5}[a-z]", 0..3),
    )
        .prop_map(move |(key, kind, rich, plain, people, others, dates, keywords)| {
            let mut record = Record { key: key.into(), kind, ..Record::default() };
            for (field, text) in texts.iter().zip(rich) {
                text.into_iter().for_each(|text| record.push(*field, text));
            }
            for (field, text) in numbers.iter().zip(plain) {
                text.into_iter().for_each(|text| record.push(*field, text));
            }
            for word in keywords {
                record.push(Field::Keyword, word.trim().to_owned());
            }
            for (role, name) in people {
                record.contribute(role, name);
            }
            if others && !record.contributors.is_empty() {
                record.contribute(Role::ReviewedAuthor, Name::Others);
            }
            for (field, date) in [DateField::Issued, DateField::Accessed].into_iter().zip(dates) {
                date.into_iter().for_each(|date| record.set_date(field, date));
            }
            sorted(record)
        })
}

/// The same record, its parts in order, without its place.
fn sorted(mut record: Record<'_>) -> Record<'_> {
    record.fields.sort_by_key(|(field, _)| *field);
    record.contributors.sort_by_key(|contributor| contributor.role);
    record.dates.sort_by_key(|(field, _)| *field);
    record.span = 0..0;
    record
}

fn written(format: &Format, records: &[Record<'_>]) -> String {
    crate::write(format, records, &WriteOptions::default())
}

fn read<'a>(format: &Format, text: &'a str) -> Collected<'a> {
    crate::read(format, text, &ReadOptions::default())
}

/// Reads a text that comes in pieces of this length.
fn read_in_portions(format: &Format, text: &str, portion: usize) -> Vec<Record<'static>> {
    let reader = format.reader.expect("a reader");
    let mut splitter = match reader.start(&ReadOptions::default()) {
        Start::Split(splitter) => splitter,
        Start::Survey(mut survey) => {
            let (mut at, mut end) = (0, 0);
            while at < text.len() {
                end = (end + portion).min(text.len());
                let whole = (at..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(end);
                at += survey.feed(&text[at..whole], whole == text.len());
            }
            survey.finish().unwrap()
        }
        Start::Whole(_) => unreachable!("these formats can be cut"),
    };
    let mut records = Vec::new();
    let (mut at, mut end) = (0, 0);
    while at < text.len() {
        let whole = (at..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
        match splitter.next(&text[at..whole], whole == text.len()) {
            Some((length, parse)) if length > 0 => {
                let mut found = Collected::default();
                parse(&text[at..at + length], &mut found);
                records.extend(found.records.into_iter().map(|record| sorted(record.into_owned())));
                at += length;
            }
            _ => end = (end + portion).min(text.len()),
        }
    }
    records
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(records in prop::collection::vec(record(), 1..3)) {
        for format in ALL {
            let text = written(format, &records);
            let found = read(format, &text);
            prop_assert!(found.diagnostics.is_empty(), "{:?}\n{}", found.diagnostics, text);
            let read: Vec<_> = found.records.into_iter().map(sorted).collect();
            prop_assert_eq!(&read, &records, "{}", text);
        }
    }

    #[test]
    fn what_is_read_is_written_again(records in prop::collection::vec(record(), 1..3)) {
        let json = written(&CSL_JSON, &records);
        for format in ALL {
            let other = written(format, &read(&CSL_JSON, &json).records);
            prop_assert_eq!(&written(&CSL_JSON, &read(format, &other).records), &json, "{}", other);
        }
    }

    #[test]
    fn portions_make_no_difference(records in prop::collection::vec(record(), 1..4), portion in 1usize..200) {
        for format in ALL {
            let text = written(format, &records);
            prop_assert_eq!(&read_in_portions(format, &text, portion), &records, "{}", text);
        }
    }

    #[test]
    fn broken_text_is_no_panic(record in record(), cut in 0usize..400, junk in "[\\[\\]{}\",:a0 \n&*-]{0,8}") {
        for format in ALL {
            let mut text = written(format, std::slice::from_ref(&record));
            let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.insert_str(at, &junk);
            let found = read(format, &text);
            for diagnostic in &found.diagnostics {
                prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{:?}", diagnostic);
            }
            let json = written(&CSL_JSON, &found.records);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{}", json);
        }
    }
}

#[test]
fn broken_items_leave_their_neighbours() {
    for (broken, expected) in [
        (r#"{"id": "x" "type": "book"}"#, "a comma or }"),
        (r#"{"id": "x", "title": "a" b", "volume": "c"}"#, "a comma or }"),
        (r#"{"id": "x, "title": "a"}"#, "a comma or }"),
        (r#"{"id": "x", "author": [{"family": "F"}, "title": "T"}"#, "a comma or ]"),
        (r#"{"id": "x", "issued": {"date-parts": [[2020]]}"#, "the name of a member"),
        (r#"{"id": tru}"#, "a value"),
        (r#"{"id": "x", "volume": 01}"#, "the end of a number"),
    ] {
        for space in ["", "\n"] {
            let text = format!(
                "[{space}{{\"id\": \"a\", \"type\": \"book\"}},{space}{broken},{space}{{\"id\": \"b\", \"type\": \"book\"}}{space}]"
            );
            let found = read(&CSL_JSON, &text);
            let keys: Vec<_> = found.records.iter().map(|record| &*record.key).collect();
            assert_eq!((keys.first(), keys.last()), (Some(&"a"), Some(&"b")), "{text}");
            assert_eq!(found.diagnostics.len(), 1, "{text}: {:?}", found.diagnostics);
            assert!(
                found.diagnostics[0].detail.contains(expected),
                "{text}: {}",
                found.diagnostics[0].detail
            );
            for portion in [1, 7, 64] {
                let portions = read_in_portions(&CSL_JSON, &text, portion);
                let keys: Vec<_> = portions.iter().map(|record| &*record.key).collect();
                assert_eq!((keys.first(), keys.last()), (Some(&"a"), Some(&"b")), "{portion} {text}");
            }
        }
    }
}

#[test]
fn items_are_found_in_any_wrapper() {
    let item = r#"{"id": "a", "type": "book"}"#;
    for text in [
        format!("[{item}]"),
        item.to_owned(),
        format!("{item}\n{item}"),
        format!("\u{a0}[{item},]").trim_start().to_owned(),
        format!(r#"{{"total": 1, "items": [{item}], "more": {{"items": []}}}}"#),
        format!(r#"{{"version": "1.1", "references": [{item}]}}"#),
        format!(r#"{{"status": "ok", "message": {{"facets": {{}}, "items": [{item}]}}}}"#),
        format!(r#"{{"status": "ok", "message": {item}}}"#),
        format!("[{item}][{item}]"),
    ] {
        for portion in [1, 5, 1000] {
            let found = read_in_portions(&CSL_JSON, &text, portion);
            let count = text.matches("\"a\"").count();
            assert_eq!(found.iter().filter(|record| record.key == "a").count(), count, "{text}");
            assert_eq!(found.len(), count, "{text}");
        }
    }
}

#[test]
fn yaml_is_found_wherever_it_stands() {
    for text in [
        "references:\n- id: a\n  type: book\n",
        "---\ntitle: x\nreferences:\n  - id: a\n    type: book\n\n  - id: b\nnocite: x\n...\n",
        "- id: a\n  type: book\n- {id: b}\n",
        "references: [{id: a, type: book}]",
        "{references: [{id: a}]}",
        "# c\n%YAML 1.2\n---\nreferences: # all\n# c\n- id: &x a\n  type: book\n- id: b\n  title: *x\n",
        "id: a\ntype: book",
    ] {
        for portion in [1, 5, 1000] {
            let found = read_in_portions(&CSL_YAML, text, portion);
            let keys: Vec<_> = found.iter().map(|record| &*record.key).collect();
            assert!(keys == ["a"] || keys == ["a", "b"], "{text}: {keys:?}");
            assert_eq!(keys.len(), 1 + usize::from(text.contains("id: b")), "{text}");
        }
    }
}

#[test]
fn hostile_text_is_read_in_time() {
    let deep = 20_000;
    let bomb: String = (1..40).map(|i| format!("- &a{i} [*a{}, *a{}]\n", i - 1, i - 1)).collect();
    for text in [
        "[".repeat(deep),
        "{\"a\":".repeat(deep),
        "[{\"id\":\"x\",\"a\":[".repeat(deep),
        "{\"id\":x ".repeat(deep),
        format!("[{{\"id\": \"a\", \"custom\": {}1{}}}]", "[".repeat(deep), "]".repeat(deep)),
        format!("[{{\"id\": \"a\", \"title\": \"{}\"}}]", "<i>".repeat(deep)),
        format!("[{{\"id\": \"a\", \"title\": \"{}{}\"}}]", "<i>".repeat(deep), "</i>".repeat(deep)),
        format!("[{{\"id\": \"a\", \"title\": \"{}\"}}]", "</b>$<i>&".repeat(deep)),
        format!("[{{\"id\": \"a\", \"author\": [{}]}}]", "{\"family\": \"x\"},".repeat(deep)),
        format!("[{{\"id\": \"a\"{}}}]", ", \"title\": \"x\"".repeat(deep)),
        format!("[{{\"id\": \"a\"{}}}]", ", \"foo\": \"x\"".repeat(deep)),
    ] {
        for format in ALL {
            let found = read(&CSL_JSON, &text);
            let _ = read(format, &written(format, &found.records));
        }
    }
    for text in [
        format!("references:\n- id: a\n  title: '{}'\n", "*a [".repeat(deep)),
        format!("references:\n- id: a\n  title: '{}'\n", "a* ]{.nocase} ~".repeat(deep)),
        format!("references:\n- id: a\n  title: {}\n", "[".repeat(deep)),
        format!("references:\n- id: a\n{}", "  - ".repeat(deep)),
        format!("references:\n- &a0 [a, a]\n{bomb}"),
        "- ".repeat(deep),
    ] {
        let _ = read(&CSL_YAML, &text);
    }
}

#[test]
fn spellings_are_kept() {
    for item in [
        r#"{"id":1,"type":"book","volume":12,"page":"1–3","DOI":"https://doi.org/10.1000/182"}"#,
        r#"{"id":"a","type":"book","journalAbbreviation":"J","shortTitle":"S","event":"E"}"#,
        r#"{"id":"a","type":"book","shortTitle":"S","title-short":"T","event":"E","event-title":""}"#,
        r#"{"id":"a","type":"book","issued":{"date-parts":[["2020","05"],[2021]],"circa":1}}"#,
        r#"{"id":"a","type":"book","issued":{"raw":"May 2020"},"accessed":{"literal":"2020"}}"#,
        r#"{"id":"a","type":"book","issued":{"date-parts":[[0]]},"accessed":{"season":"spring","date-parts":[[2020]]}}"#,
        r#"{"id":"a","type":"book","author":[{"family":"F","given":""},{"family":"K","suffix":"Jr","comma-suffix":1}]}"#,
        r#"{"id":"a","type":"book","author":[{"family":"F","static-ordering":true,"parse-names":"false"},{"literal":"et al."}]}"#,
        r#"{"id":"a","type":"book","author":[],"title":"<em>x</em> &amp; <b></b>","keyword":"a; b,c"}"#,
        r#"{"id":"a","type":"book","note":"DOI: 10.1000/182\ntype: article\nmore","custom":{"a":[1,null],"bibtex":{"file":"x"}}}"#,
        r#"{"id":"a","type":"article","number":"arXiv:2001.00001","note":"arXiv: 2001.00001 [cs]","categories":["x"],"citation-key":"k"}"#,
        r#"{"id":"a","type":"article","number":"arXiv:2001.00001","custom":{"csl":{"eprintclass":"cs"}}}"#,
        r#"{"id":"a","type":"book","custom":{"bibtex":{"file":["x","y"],"n":"z"},"csl":{"eprintclass":"cs"}}}"#,
        r#"{"id":"a","type":"book","ISBN":"978-0-306-40615-7 0-8044-2957-X","custom":{}}"#,
    ] {
        let expected: serde_json::Value = serde_json::from_str(item).unwrap_or_default();
        for format in ALL {
            let text = written(format, &read(&CSL_JSON, item).records);
            let json = written(&CSL_JSON, &read(format, &text).records);
            let mut found: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
            assert_eq!(found[0].take(), expected, "{text}");
        }
    }
}

#[test]
fn what_is_invalid_is_kept_apart() {
    let item = r#"{"id": "a", "type": "journal-article", "title": ["T"], "link": ["x"], "volume": null, "publisher": 5,
        "issued": {"date-parts": [[null]]}, "author": [{"family": "F", "ORCID": "0"}, {"name": "Body", "sequence": "first"}]}"#;
    let found = read(&CSL_JSON, item);
    let record = &found.records[0];
    assert_eq!(record.kind, Kind::ArticleJournal);
    assert_eq!(record.str(Field::Title), "T");
    assert_eq!(record.str(Field::Publisher), "5");
    assert_eq!(record.kept(FAMILY, "link").map(|extra| &*extra.value), Some("[\"x\"]"));
    assert!(record.dates.is_empty());
    assert_eq!(
        written(&CSL_JSONL, &found.records),
        "{\"id\": \"a\", \"type\": \"article-journal\", \"title\": \"T\", \
         \"author\": [{\"family\": \"F\", \"given\": \"\"}, {\"literal\": \"Body\"}], \"publisher\": \"5\", \
         \"custom\": {\"csl\": {\"author\": [{\"ORCID\": \"0\"}, {}], \"link\": [\"x\"]}}}\n"
            .replace(", \"given\": \"\"", "")
    );
}
