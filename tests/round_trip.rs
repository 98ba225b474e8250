//! What is written reads back: properties over any text.

use bibconv::format::{ReadOptions, WriteOptions, bibtex};
use bibconv::latex::{self, encode};
use bibconv::record::{Kind, Mark, MarkKind, Name, Person, Record, Role, Text};
use proptest::prelude::*;

/// Text as a title may hold: in normal form C, with single blanks inside, and without the
/// sequences that mean something else in TeX's fonts (dashes, quotes).
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-z0-9]{1,8}",
        2 => "[A-Za-zÀ-žΑ-ωа-я中文ếạ]{1,6}",
        2 => r"[&%$#_{}~^\\<>,;:.!|@*+=/()\[\]-]{1,4}",
        1 => "[–—…€°§†“”‘’«»]{1,2}",
    ];
    prop::collection::vec(word, 1..8)
        .prop_map(|words| words.join(" "))
        .prop_filter("means a ligature", |text| {
            !["--", "?`", "!`", "$"].iter().any(|ligature| text.contains(ligature))
        })
}

fn written(text: &Text<'_>, ascii: bool) -> String {
    let mut out = Vec::new();
    let spelling = encode::Spelling { ascii, mkbibquote: true, ..encode::Spelling::default() };
    encode::text(text, spelling, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_as_latex_reads_back(plain in prose(), ascii: bool) {
        let latex = written(&Text::new(plain.clone()), ascii);
        prop_assert!(!ascii || latex.is_ascii());
        let decoded = latex::decode(&latex, latex::Purpose::Title);
        // ASCII has one character for the apostrophe and the closing quotation mark.
        let same = |text: &str| if ascii { text.replace('’', "'") } else { text.to_owned() };
        prop_assert_eq!(same(decoded.text.plain()), same(&plain), "{}", latex);
        prop_assert!(decoded.unknown.is_empty());
    }

    #[test]
    fn marks_read_back(words in prop::collection::vec("[A-Za-zé]{1,6}", 3), kind in 0usize..9, ascii: bool) {
        use MarkKind::*;
        let kind = [Italic, Bold, SmallCaps, Superscript, Subscript, NoCase, Code, Quote, Underline][kind];
        let start = words[0].len() + 1;
        let text = Text::with_marks(words.join(" "), vec![Mark::new(start..start + words[1].len(), kind)]);
        let latex = written(&text, ascii);
        prop_assert_eq!(latex::decode(&latex, latex::Purpose::Title).text, text, "{}", latex);
    }

    #[test]
    fn braces_balance_whatever_the_text(plain in any::<String>(), ascii: bool) {
        let latex = written(&Text::new(plain), ascii);
        let mut depth = 0;
        for byte in latex.bytes() {
            depth += i32::from(byte == b'{') - i32::from(byte == b'}');
            prop_assert!(depth >= 0);
        }
        prop_assert_eq!(depth, 0);
        prop_assert!(!ascii || latex.is_ascii());
    }
}

/// Words of names: in upper case, with what TeX takes for itself, and words that part names.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-ZÀ-ÖА-Я中][a-zà-öа-я]{1,7}",
        1 => "[A-Z]\\.",
        1 => "[A-Z][a-z]{1,4}-[A-Z][a-z]{1,4}",
        1 => Just("and".to_owned()),
        1 => Just("R&D".to_owned()),
        1 => Just("O'Neil,".to_owned()),
    ]
}

fn person() -> impl Strategy<Value = Person<'static>> {
    let words = |most| prop::collection::vec(word(), 1..=most).prop_map(|words| words.join(" "));
    let prefix = prop_oneof![4 => Just(""), 1 => Just("van"), 1 => Just("de la")];
    let suffix = prop_oneof![4 => Just(""), 1 => Just("Jr."), 1 => Just("III")];
    (words(2), words(3), prefix, suffix).prop_map(|(family, given, prefix, suffix)| Person {
        family: family.into(),
        given: given.into(),
        prefix: prefix.into(),
        suffix: suffix.into(),
        ..Person::default()
    })
}

fn name() -> impl Strategy<Value = Name<'static>> {
    let body = prop::collection::vec(word(), 1..4).prop_map(|words| Name::literal(words.join(" ")));
    prop_oneof![4 => person().prop_map(Name::Person), 1 => body]
}

/// The name, without the kind of its particle where biblatex has no form for it: biber splits
/// the extended form at commas and `and` even in braces.
fn comparable(name: &Name<'_>) -> Name<'static> {
    let mut name = name.clone().into_owned();
    if let Name::Person(person) = &mut name
        && [&person.given, &person.family].iter().any(|part| part.contains(',') || part.contains("and"))
    {
        let prefix = std::mem::take(&mut person.dropping_prefix);
        if !prefix.is_empty() {
            person.prefix = prefix;
        }
    }
    name
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_as_bibtex_read_back(names in prop::collection::vec(name(), 1..5), others: bool, ascii: bool) {
        let mut record = Record::new(Kind::Book);
        names.into_iter().for_each(|name| record.contribute(Role::Author, name));
        if others {
            record.contribute(Role::Author, Name::Others);
        }
        for format in [&bibtex::BIBTEX, &bibtex::BIBLATEX] {
            let options = WriteOptions { ascii, ..WriteOptions::default() };
            let text = bibconv::write(format, std::slice::from_ref(&record), &options);
            let read = bibconv::read(format, &text, &ReadOptions::default());
            prop_assert_eq!(read.records.len(), 1, "{}", &text);
            let found: Vec<_> = read.records[0].names(Role::Author).map(comparable).collect();
            let expected: Vec<_> = record.names(Role::Author).map(comparable).collect();
            prop_assert_eq!(found, expected, "{}", &text);
        }
    }
}
