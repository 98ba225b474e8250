use super::*;
use crate::format::{Collected, Output, WriteOptions, Writer};
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role};

fn read(text: &str) -> Vec<Record<'_>> {
    let mut found = Collected::default();
    parse(text, &mut found);
    found.records
}

fn write(record: &Record<'_>) -> (String, usize) {
    let mut out = Output::default();
    write::Writer.record(record, &WriteOptions::default(), &mut out);
    (String::from_utf8(out.bytes).unwrap_or_default(), out.losses.len())
}

#[test]
fn every_kind_is_written_as_a_type_that_is_read() {
    for kind in Kind::ALL {
        let row = types::of_kind(*kind);
        let back = types::kind(row.source, row.entry, "");
        assert_eq!(types::of_kind(back).source, row.source, "{kind}");
    }
    for (source, entry, degree, expected) in [
        ("Report", "", "PhD thesis", Kind::Thesis),
        ("Report", "", "", Kind::Report),
        ("Report", "phdthesis", "", Kind::Thesis),
        ("Misc", "www", "", Kind::Webpage),
        ("DocumentFromInternetSite", "", "", Kind::Webpage),
        ("Book", "article", "", Kind::ArticleJournal),
        ("", "", "", Kind::Document),
    ] {
        assert_eq!(types::kind(source, entry, degree), expected, "{source} {entry}");
    }
}

#[test]
fn records_come_back() {
    let mut record = Record::new(Kind::Chapter);
    record.key = "k".into();
    for (field, text) in [
        (Field::Title, "On & about"),
        (Field::ContainerTitle, "The whole"),
        (Field::Publisher, "P"),
        (Field::PublisherPlace, "Stroudsburg, PA, USA"),
        (Field::Page, "1-9"),
        (Field::Isbn, "978-3-030-23360-0"),
        (Field::Pmid, "123"),
        (Field::Doi, "10.1234/x"),
        (Field::Language, "de-AT"),
        (Field::Note, "Two\nlines"),
        (Field::CollectionTitle, "S"),
        (Field::Keyword, "a b"),
        (Field::Keyword, "c"),
    ] {
        record.push(field, text);
    }
    record.contribute(Role::Author, Name::person("Lopes", "Ana M. K."));
    record.contribute(Role::ContainerAuthor, Name::literal("One Body"));
    record.contribute(Role::ContainerAuthor, Name::person("Roe", "Sam"));
    for date in ["2020", "2020-05", "2020-05-09", "2020-21", "1988/1992", "-0044"] {
        record.set_date(DateField::Issued, Date::parse(date).unwrap_or(Date::literal("")));
        let (xml, losses) = write(&record);
        assert_eq!(losses, 0, "{xml}");
        let found = &read(&xml)[0];
        assert_eq!(
            (&found.key, found.kind, &found.dates),
            (&record.key, record.kind, &record.dates),
            "{xml}"
        );
        for (field, text) in &record.fields {
            assert!(found.all(*field).any(|known| known == text), "{field}: {xml}");
        }
        assert_eq!(found.contributors, record.contributors, "{xml}");
    }
}

#[test]
fn sources_are_told_from_other_xml() {
    for (text, expected) in [
        (
            "<b:Sources xmlns:b=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\">",
            Confidence::Certain,
        ),
        ("<Sources><Source><SourceType>Book</SourceType>", Confidence::Likely),
        ("<Sources><Source>x", Confidence::No),
        ("<records><record>", Confidence::No),
    ] {
        assert_eq!(sniff(text), expected, "{text}");
    }
}
