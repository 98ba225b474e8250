use super::*;
use crate::format::{Collected, WriteOptions};
use crate::record::{Date, DateField, Field, Kind, Mark, MarkKind, Name, Record, Role, Text};

fn read(text: &str) -> Vec<Record<'_>> {
    let mut found = Collected::default();
    parse(text, &mut found);
    found.records
}

fn one(kind: &str, body: &str) -> Record<'static> {
    let text = format!(
        "<record><ref-type name=\"{kind}\">0</ref-type><titles><title>T</title></titles>{body}</record>"
    );
    read(&text).remove(0).into_owned()
}

fn written(record: &Record<'_>) -> String {
    crate::write(&ENDNOTE_XML, std::slice::from_ref(record), &WriteOptions::default())
}

#[test]
fn styles_are_marks_both_ways() {
    let style = |face: &str, text: &str| {
        format!("<style face=\"{face}\" font=\"default\" size=\"100%\">{text}</style>")
    };
    let title = [style("normal", "On "), style("italic", "E. coli"), style("bold superscript", "2")].concat();
    let text = format!("<record><titles><title>{title}</title></titles></record>");
    let record = &read(&text)[0];
    let found = record.get(Field::Title).unwrap();
    let expected = vec![
        Mark::new(3..10, MarkKind::Italic),
        Mark::new(10..11, MarkKind::Bold),
        Mark::new(10..11, MarkKind::Superscript),
    ];
    assert_eq!(found, &Text::with_marks("On E. coli2", expected));
    let mut changed = record.clone();
    changed.push(Field::Volume, "1");
    assert!(written(&changed).contains(&format!("<title>{title}</title>")));
}

#[test]
fn the_date_completes_the_year() {
    for (year, date, expected) in [
        ("2020", "", "2020"),
        ("2020", "May", "2020-05"),
        ("2020", "May 3", "2020-05-03"),
        ("2020", "2020-05-03", "2020-05-03"),
        ("2020", "Sep-Oct", "2020-09/2020-10"),
        ("2020", "Spring", "2020-21"),
        ("", "3 May 2020", "2020-05-03"),
        ("in press", "", "in press"),
        ("2020", "n.d.", "2020"),
    ] {
        let record = one(
            "Book",
            &format!("<dates><year>{year}</year><pub-dates><date>{date}</date></pub-dates></dates>"),
        );
        assert_eq!(
            record.date(DateField::Issued).map(ToString::to_string).as_deref(),
            Some(expected),
            "{year} {date}"
        );
    }
}

#[test]
fn secondary_authors_edit_what_there_is() {
    let authors =
        "<contributors><secondary-authors><author>Roe, A</author></secondary-authors></contributors>";
    let series = "<titles><secondary-title>S</secondary-title></titles>";
    assert_eq!(one("Book", authors).contributors[0].role, Role::Editor);
    assert_eq!(one("Book", &format!("{authors}{series}")).contributors[0].role, Role::CollectionEditor);
    assert_eq!(one("Book Section", &format!("{authors}{series}")).contributors[0].role, Role::Editor);
}

#[test]
fn names_of_bodies_end_in_a_comma() {
    let names = "<contributors><authors><author>World Plum Organization,</author><author>Roe, Ann, Jr.</author><author>Ann Roe</author><author>et al.</author></authors></contributors>";
    let record = one("Journal Article", names);
    assert_eq!(record.contributors[0].name, Name::literal("World Plum Organization"));
    assert_eq!(record.contributors[3].name, Name::Others);
    let mut changed = record.clone();
    changed.push(Field::Volume, "1");
    let text = written(&changed);
    for author in ["World Plum Organization,", "Roe, Ann, Jr.", "Roe, Ann", "et al."] {
        assert!(text.contains(&format!("<author>{author}</author>")), "{text}");
    }
    assert_eq!(read(&text)[0].contributors, record.contributors);
}

#[test]
fn what_is_written_reads_back() {
    for kind in
        [Kind::ArticleJournal, Kind::Book, Kind::Chapter, Kind::PaperConference, Kind::Thesis, Kind::Report]
    {
        let mut record = Record::new(kind);
        record.key = "k".into();
        record.push(Field::Title, "Plums & <stones>");
        record.push(Field::Page, "3-9");
        record.push(Field::Doi, "10.5555/1");
        record.push(Field::Abstract, "One.\nTwo.");
        record.push(Field::Keyword, "a, b");
        record.push(Field::Keyword, "c");
        if kind.has_container() {
            record.push(Field::ContainerTitle, "Fruit");
        }
        record.contribute(Role::Author, Name::person("Roe", "Ann B."));
        record.set_date(DateField::Issued, Date::parse("1999-05/1999-06").unwrap());
        record.set_date(DateField::Accessed, Date::parse("2001-05-06").unwrap());
        let text = written(&record);
        let back = &read(&text)[0];
        assert_eq!((&back.key, back.kind, &back.contributors), (&record.key, kind, &record.contributors));
        assert_eq!(back.date(DateField::Issued), record.date(DateField::Issued));
        assert_eq!(back.date(DateField::Accessed), record.date(DateField::Accessed));
        for (field, _) in &record.fields {
            let all = |record: &Record<'_>| {
                record.all(*field).map(|text| text.plain().to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(all(back), all(&record), "{field}");
        }
    }
}
