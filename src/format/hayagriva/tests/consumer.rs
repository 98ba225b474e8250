//! What is written is read by the `hayagriva` crate itself, to the same values.

use hayagriva::Entry;
use hayagriva::types::Person as TheirPerson;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::write;
use crate::format::{WriteOptions, Writer};
use crate::record::*;

/// The entry as the crate reads it.
fn theirs(record: &Record<'_>) -> Entry {
    let yaml = write(std::slice::from_ref(record));
    let library = hayagriva::io::from_yaml_str(&yaml).unwrap_or_else(|why| panic!("{why}:\n{yaml}"));
    assert_eq!(library.len(), 1, "{yaml}");
    library.nth(0).cloned().unwrap_or_else(|| panic!("{yaml}"))
}

fn article() -> Record<'static> {
    let mut record = Record::new(Kind::ArticleJournal);
    record.key = "lopes2024".into();
    record.push(Field::Title, "On: the $5 {set} of \\all");
    record.push(Field::TitleShort, "On the set");
    record.contribute(Role::Author, Name::person("Lopes", "Ana"));
    record.contribute(Role::Author, Name::literal("University of the Sea"));
    record.set_date(DateField::Issued, Date::ymd(2024, Some(2), Some(29)));
    record.push(Field::ContainerTitle, "Journal of Tides");
    record.push(Field::ContainerTitleShort, "J. Tides");
    record.push(Field::Volume, "12");
    record.push(Field::Issue, "3–4");
    record.push(Field::Page, "100--112");
    record.push(Field::Doi, "10.1234/567");
    record.push(Field::Url, "https://example.org/a?b=c");
    record.set_date(DateField::Accessed, Date::ymd(2024, Some(3), None));
    record.push(Field::Language, "pt-br");
    record
}

#[test]
fn an_article_in_full() {
    let record = article();
    assert_eq!(
        write(std::slice::from_ref(&record)),
        r"lopes2024:
  type: article
  title:
    value: 'On: the \$5 \{set\} of \\all'
    short: On the set
  author:
    - Lopes, Ana
    - name: University of the Sea
  date: '2024-02-29'
  page-range: 100-112
  serial-number:
    doi: 10.1234/567
  url:
    value: https://example.org/a?b=c
    date: 2024-03
  language: pt-BR
  parent:
    type: periodical
    title:
      value: Journal of Tides
      short: J. Tides
    volume: 12
    issue: 3–4
"
    );
    let entry = theirs(&record);
    assert_eq!(entry.title().map(|t| t.value.to_string()).as_deref(), Some(r"On: the $5 {set} of \all"));
    let names: Vec<String> =
        entry.authors().unwrap_or_default().iter().map(|person| person.given_first(false)).collect();
    assert_eq!(names, ["Ana Lopes", "University of the Sea"]);
    assert_eq!(entry.date().map(ToString::to_string).as_deref(), Some("2024-02-29"));
    assert_eq!(entry.doi(), Some("10.1234/567"));
    assert_eq!(entry.parents()[0].issue().map(ToString::to_string).as_deref(), Some("3–4"));
}

/// The parts of a person as the crate has them: name, given name, prefix, suffix.
fn parts(person: &TheirPerson) -> [&str; 4] {
    let optional = [&person.given_name, &person.prefix, &person.suffix];
    let [given, prefix, suffix] = optional.map(|part| part.as_deref().unwrap_or_default());
    [&person.name, given, prefix, suffix]
}

fn person(given: &str, dropping: &str, prefix: &str, family: &str, suffix: &str) -> Name<'static> {
    Name::Person(Person {
        family: family.to_owned().into(),
        given: given.to_owned().into(),
        prefix: prefix.to_owned().into(),
        dropping_prefix: dropping.to_owned().into(),
        suffix: suffix.to_owned().into(),
        ..Person::default()
    })
}

#[test]
fn names_keep_their_parts() {
    for (name, expected) in [
        (person("Ana", "", "", "Lopes", ""), ["Lopes", "Ana", "", ""]),
        (person("Ana", "", "", "Lopes da Silva", ""), ["Lopes da Silva", "Ana", "", ""]),
        (person("Ana", "von", "", "Berg", ""), ["Berg", "Ana", "von", ""]),
        (person("Ana", "", "van", "Berg", ""), ["van Berg", "Ana", "", ""]),
        (person("Ana", "de", "la", "Mer", "Jr."), ["la Mer", "Ana", "de", "Jr."]),
        (person("Ana", "", "", "King, Great", ""), ["King, Great", "Ana", "", ""]),
        (person("", "", "", "Lopes", "III"), ["Lopes", "", "", "III"]),
        (person("Ana", "", "", "", ""), ["Ana", "", "", ""]),
        (person("", "", "", "yes", ""), ["yes", "", "", ""]),
        (
            Name::literal("World Tide Centre, Inc., Lisbon, Porto"),
            ["World Tide Centre, Inc., Lisbon, Porto", "", "", ""],
        ),
        (Name::literal("bell hooks"), ["bell hooks", "", "", ""]),
        (Name::literal("12345"), ["12345", "", "", ""]),
    ] {
        let mut record = Record::new(Kind::Book);
        record.contribute(Role::Author, name);
        let entry = theirs(&record);
        assert_eq!(entry.authors().map(|all| parts(&all[0])), Some(expected));
    }
}

#[test]
fn dates_keep_what_can_be_kept() {
    for (date, expected, lost) in [
        ("2024", "2024", false),
        ("2024-10", "2024-10", false),
        ("2024-10-31", "2024-10-31", false),
        ("0044", "0044", false),
        ("-0043-03-15", "-043-03-15", false),
        ("2024~", "~2024", false),
        ("2024-21", "2024", true),
        ("2023-01/2024", "2023-01", true),
        ("../2024", "2024", true),
        ("199X", "~1990", true),
        ("2024-01-01T10:00:00Z", "2024-01-01", true),
        ("2024?", "~2024", true),
        ("Y12024", "12024", false),
        ("about 1850", "1850", true),
    ] {
        let mut record = Record::new(Kind::Book);
        record.set_date(DateField::Issued, Date::parse(date).unwrap_or_else(|_| Date::literal(date)));
        let entry = theirs(&record);
        assert_eq!(entry.date().map(ToString::to_string).as_deref(), Some(expected));
        let mut out = crate::format::Output::default();
        crate::format::hayagriva::write::Emitter.record(&record, &WriteOptions::default(), &mut out);
        assert_eq!(!out.losses.is_empty(), lost, "{date}: {:?}", out.losses);
    }
}

/// Text of the kind that trips YAML, formattable strings or numbers.
fn text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a", "B", "é", "🦀", " ", ": ", " #", "{", "}", "$", "\\", "-", "–", "1", "007", ".5", ",", "&", "*",
        "'", "\"", "yes", "null", "~", "\n", "\t", "\u{85}", "\u{2028}", "\u{feff}", "[", "|", "%", "?",
        "www.", "http://", "½", "vol.", "  ",
    ];
    prop_oneof![vec(select(PIECES), 1..6).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn marked() -> impl Strategy<Value = Text<'static>> {
    use MarkKind::*;
    const KINDS: &[MarkKind] = &[Italic, NoCase, Math, Quote, Subscript, NoCase];
    (text(), vec((0usize..40, 0usize..40, select(KINDS)), 0..4)).prop_map(|(plain, marks)| {
        let marks =
            marks.into_iter().map(|(start, length, kind)| Mark::new(start..start + length, kind)).collect();
        Text::with_marks(plain, marks)
    })
}

fn name() -> impl Strategy<Value = Name<'static>> {
    const PARTICLES: &[&str] = &["", "", "van", "De", "d'"];
    prop_oneof![
        text().prop_map(Name::literal),
        Just(Name::Others),
        (text(), text(), select(PARTICLES), select(PARTICLES), select(&["", "", "Jr."][..]))
            .prop_map(|(family, given, a, b, suffix)| person(&given, a, b, &family, suffix)),
    ]
}

fn date() -> impl Strategy<Value = Date<'static>> {
    const DATES: &[&str] =
        &["2024", "2024-02", "1999-12-31", "-0044", "20XX", "2024-22", "2020/2021", "Y-99999"];
    prop_oneof![
        select(DATES).prop_map(|date| Date::parse(date).unwrap_or_else(|_| Date::literal(date))),
        (-20000i64..20000, 0u8..14, 0u8..33).prop_map(|(y, m, d)| Date::ymd(y, Some(m), Some(d))),
        text().prop_map(Date::literal),
    ]
}

/// Any record at all.
fn record() -> impl Strategy<Value = Record<'static>> {
    (
        text(),
        select(Kind::ALL),
        vec((select(Field::ALL), marked()), 0..12),
        vec((select(Role::ALL), name()), 0..5),
        vec((select(DateField::ALL), date()), 0..4),
    )
        .prop_map(|(key, kind, fields, contributors, dates)| {
            let mut record = Record::new(kind);
            record.key = key.into();
            for (field, text) in fields {
                record.push(field, text);
            }
            for (role, name) in contributors {
                record.contribute(role, name);
            }
            for (field, date) in dates {
                record.set_date(field, date);
            }
            record
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_record_is_read_by_the_crate(record in record()) {
        let entry = theirs(&record);
        if !record.key.is_empty() {
            prop_assert_eq!(entry.key(), record.key.as_ref());
        }
    }
}
