//! What is written reads back, and what was read is written back.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{read, write};
use crate::diagnostic::codes;
use crate::record::*;

#[test]
fn an_unchanged_entry_is_written_to_the_letter() {
    let text = "a:\n    # as it was\n    title:   'x'\n    type: Book\n\n\"b c\": {type: web, shelf: 7}\n";
    let found = read(text);
    assert_eq!(found.diagnostics, []);
    assert_eq!(write(&found.records), text.replace("\"b c\"", "b c"));
    assert_eq!(write(&read(&text.replace('\n', "\r\n")).records), text.replace("\"b c\"", "b c"));
}

#[test]
fn a_changed_entry_keeps_what_only_the_format_knows() {
    let text = "\
a:
  type: anthos
  title: {value: x, translation: y}
  time-range: 01:00-02:00
  serial-number: {hal: hal-1}
  parent:
    - type: anthology
      title: z
      note: n
      parent: {type: performance, genre: g}
    - {type: performance, title: p}
";
    let mut found = read(text);
    found.records[0].push(Field::Note, "new");
    assert_eq!(
        write(&found.records),
        "\
a:
  type: anthos
  title:
    value: x
    translation: y
  serial-number:
    hal: hal-1
  note: new
  time-range: 01:00-02:00
  parent:
    - type: anthology
      title: z
      note: n
      parent:
        type: performance
        genre: g
    - type: performance
      title: p
"
    );
}

#[test]
fn a_broken_entry_costs_only_itself() {
    let text =
        "# head\na:\n  type: book\n\nb:\n  type: \"book\n\nc:\n  type: book\nd\ne:\n  type: web\n# end\n";
    let found = read(text);
    let keys: Vec<_> = found.records.iter().map(|record| record.key.as_ref()).collect();
    assert_eq!(keys, ["a", "c", "e"]);
    let places: Vec<_> = found.diagnostics.iter().map(|d| (d.code.name, &text[d.span.clone()])).collect();
    assert_eq!(places, [("unreadable", "\"book"), ("unreadable", "d")]);
    assert_eq!(
        found.matter.iter().map(|matter| matter.value.as_ref()).collect::<Vec<_>>(),
        ["# head", "# end"]
    );
    assert_eq!(&text[found.records[1].span.clone()], "c:\n  type: book");
}

#[test]
fn anchors_reach_over_entries() {
    let text = "a:\n  type: book\nb:\n  type: article\n  parent: &p\n    title: é\nc:\n  type: article\n  parent: *p\n";
    let found = read(text);
    assert_eq!(found.diagnostics, []);
    assert_eq!(found.records.len(), 3);
    assert_eq!(found.records[2].str(Field::ContainerTitle), "é");
    assert_eq!(write(&found.records[2..]), "c:\n  type: article\n  parent:\n    title: é\n");
}

#[test]
fn a_broken_entry_among_anchors_costs_only_itself() {
    let text = "\
é:\n  type: article\n  parent: &p {type: periodical, publisher: &q R & S}
b:\n  type: [\nc:\n  type: article\n  parent:\n    <<: *p\n    title: *q\n  date: x\nd:\n  parent: *nowhere\n";
    let found = read(text);
    let keys: Vec<_> = found.records.iter().map(|record| record.key.as_ref()).collect();
    assert_eq!(keys, ["é", "c"]);
    assert_eq!(found.records[1].str(Field::ContainerTitle), "R & S");
    assert!(text[found.records[1].span.clone()].starts_with("c:\n  type: article"));
    let places: Vec<_> = found.diagnostics.iter().map(|d| &text[d.span.clone()]).collect();
    assert_eq!(places[1..], ["x", "*nowhere"]);
}

#[test]
fn what_does_not_fit_its_type_is_reported() {
    let text = "a:\n  type: book\n  volume-total: six\n  language: plum plum\n  url: www.example.org\n  date: 1999-13\n";
    let found = read(text);
    let codes: Vec<_> = found.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(
        codes,
        [codes::UNEXPECTED_VALUE, codes::UNEXPECTED_VALUE, codes::UNEXPECTED_VALUE, codes::BAD_DATE]
    );
    assert_eq!(write(&found.records), "a:\n  type: book\n  date: 1999\n  url: https://www.example.org\n");
}

#[test]
fn a_field_stands_once() {
    let found = read("a:\n  type: book\n  title: x\n  title: y\n");
    assert_eq!(
        found.diagnostics[0].message(),
        "the value is not of the kind that the field takes: title stands a second time"
    );
    assert_eq!(write(&found.records), "a:\n  type: book\n  title: x\n");
}

#[test]
fn depth_and_growth_are_bounded() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        bomb.push_str(&format!("a{i}: &a{i} [{}]\n", format!("*a{}, ", i - 1).repeat(10)));
    }
    let deep = "a:\n  parent: ".to_owned() + &"{parent: ".repeat(10_000);
    let indented = (1..300).fold("a:\n".to_owned(), |text, i| text + &" ".repeat(i) + "parent:\n");
    for text in [bomb, deep, indented, format!("a: {}", "[".repeat(100_000)), "- ".repeat(100_000)] {
        let found = read(&text);
        assert_eq!(found.records, []);
        assert!(!found.diagnostics.is_empty());
    }
}

/// Words without anything that a name, a number or a title would be taken apart at.
fn words() -> impl Strategy<Value = String> {
    const WORDS: &[&str] =
        &["Plum", "Über", "DNA", "1984", "{x}", "$5", "a: b", "yes", "O'Hara", "7th", "#1", "北京"];
    vec(select(WORDS), 1..4).prop_map(|words| words.join(" "))
}

fn date() -> impl Strategy<Value = Date<'static>> {
    let approximate = |mut date: Date<'static>, approximate| {
        if let Date::Edtf(edtf) = &mut date
            && let Bound::At(point) = &mut edtf.start
        {
            point.approximate = approximate;
        }
        date
    };
    (-9999i64..9999, 0u8..14, 0u8..29, any::<bool>())
        .prop_map(move |(y, m, d, a)| approximate(Date::ymd(y, Some(m), Some(d)), a))
}

fn name() -> impl Strategy<Value = Name<'static>> {
    const FAMILIES: &[&str] = &["Lopes", "Berg", "da Silva", "O'Neill", "King, Great", "Smith Jones", "李"];
    const PREFIXES: &[&str] = &["", "", "van", "von der"];
    let person = (
        select(FAMILIES),
        select(PREFIXES),
        select(PREFIXES),
        select(&["", "Jr.", "III"][..]),
        any::<bool>(),
    )
        .prop_map(|(family, prefix, dropping, suffix, comma)| {
            let (prefix, family) = match family.split_once("da ") {
                Some((_, family)) => ("da", family),
                None => (prefix, family),
            };
            Name::Person(Person {
                family: family.into(),
                given: "Ana M.".into(),
                prefix: prefix.into(),
                dropping_prefix: dropping.into(),
                suffix: suffix.into(),
                comma_suffix: comma && !suffix.is_empty(),
                extra: Vec::new(),
            })
        });
    prop_oneof![person, words().prop_map(Name::literal)]
}

/// Kinds that have a type of their own, and the fields and roles that such an entry carries.
fn record() -> impl Strategy<Value = Record<'static>> {
    use Field::*;
    const KINDS: &[Kind] =
        &[Kind::ArticleJournal, Kind::PaperConference, Kind::Chapter, Kind::EntryEncyclopedia];
    const FIELDS: &[Field] = &[
        Abstract,
        Archive,
        ArchiveLocation,
        Authority,
        CallNumber,
        ChapterNumber,
        CollectionNumber,
        CollectionTitle,
        CollectionTitleShort,
        ContainerTitleShort,
        Doi,
        Edition,
        EventPlace,
        EventTitle,
        Genre,
        Isbn,
        Issn,
        Issue,
        Note,
        OriginalPublisher,
        OriginalPublisherPlace,
        OriginalTitle,
        Pmcid,
        Pmid,
        PrintingNumber,
        Publisher,
        PublisherPlace,
        Source,
        TitleShort,
        Version,
        Volume,
    ];
    const ROLES: &[Role] = &[
        Role::Author,
        Role::Chair,
        Role::CollectionEditor,
        Role::ContainerAuthor,
        Role::Editor,
        Role::Illustrator,
        Role::OriginalAuthor,
        Role::Performer,
        Role::Translator,
    ];
    const DATES: &[DateField] = &[DateField::Issued, DateField::EventDate, DateField::OriginalDate];
    let fields = subsequence(FIELDS, 0..FIELDS.len()).prop_flat_map(|fields| {
        let texts = vec(words(), fields.len());
        texts.prop_map(move |texts| fields.iter().copied().zip(texts).collect::<Vec<_>>())
    });
    let dates = subsequence(DATES, 0..=DATES.len()).prop_flat_map(|fields| {
        let dates = vec(date(), fields.len());
        dates.prop_map(move |dates| fields.iter().copied().zip(dates).collect::<Vec<_>>())
    });
    (words(), select(KINDS), fields, vec((select(ROLES), name()), 0..5), dates).prop_map(
        |(key, kind, fields, contributors, dates)| {
            let mut record = Record::new(kind);
            record.key = key.clone().into();
            record.push(Title, key.clone());
            record.push(ContainerTitle, key);
            fields.into_iter().for_each(|(field, text)| record.push(field, text));
            if record.has(CollectionTitleShort) && !record.has(CollectionTitle) {
                record.take(CollectionTitleShort);
            }
            contributors.into_iter().for_each(|(role, name)| record.contribute(role, name));
            dates.into_iter().for_each(|(field, date)| record.set_date(field, date));
            record
        },
    )
}

/// A record with its parts in one order.
fn sorted(mut record: Record<'static>) -> Record<'static> {
    record.fields.sort_by_key(|(field, _)| *field);
    record.contributors.sort_by_key(|contributor| contributor.role);
    record.dates.sort_by_key(|(field, _)| *field);
    record.extra.clear();
    record.span = 0..0;
    record
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(record in record()) {
        let text = write(std::slice::from_ref(&record));
        let mut found = read(&text);
        prop_assert_eq!(&found.diagnostics, &[], "{}", text);
        prop_assert_eq!(found.records.len(), 1);
        let back = found.records.remove(0).into_owned();
        prop_assert_eq!(write(std::slice::from_ref(&back)), text.clone());
        prop_assert_eq!(sorted(back), sorted(record), "{}", text);
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,60}", yaml in "[a-c:{}\\[\\]&*|>'\"#\n -]{0,80}") {
        read(&text);
        let found = read(&yaml);
        write(&found.records);
    }
}
