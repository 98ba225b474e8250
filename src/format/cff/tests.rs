use super::*;
use crate::format::{Collected, Output, WriteOptions, Writer};
use crate::record::{Field, Kind, Name, Record, Role};

fn read(text: &str) -> Collected<'_> {
    let mut found = Collected::default();
    read::document(text, &mut found);
    found
}

fn write(records: &[Record<'_>]) -> String {
    let mut out = Output::default();
    let options = WriteOptions::default();
    let (head, rest) = records.split_at(records.len().min(write::Writer.head_size()));
    write::Writer.head(head, !rest.is_empty(), &options, &mut out);
    rest.iter().for_each(|record| write::Writer.record(record, &options, &mut out));
    String::from_utf8(out.bytes).unwrap_or_default()
}

fn of(kind: Kind, title: &str) -> Record<'_> {
    let mut record = Record::new(kind);
    record.push(Field::Title, title);
    record.contribute(Role::Author, Name::person("Roe", "Sam"));
    record
}

#[test]
fn a_work_that_says_no_more_than_its_preferred_citation_is_no_record() {
    let authors = "authors: [{family-names: Roe}]\n";
    let file = |more: &str| {
        format!(
            "cff-version: 1.2.0\nmessage: M\ntitle: T\n{authors}{more}preferred-citation:\n  type: article\n  title: T\n  {authors}"
        )
    };
    for (more, expected) in [("", 1), ("version: '1'\n", 2), ("type: software\n", 2)] {
        assert_eq!(read(&file(more)).records.len(), expected, "{more}");
    }
}

#[test]
fn the_first_record_is_the_work_if_it_can_be() {
    let mut software = of(Kind::Software, "S");
    software.push(Field::Doi, "10.1234/s");
    let book = of(Kind::Book, "B");
    for records in [
        vec![software.clone()],
        vec![software.clone(), book.clone()],
        vec![book.clone()],
        vec![book.clone(), software.clone()],
        vec![book.clone(), book, software],
    ] {
        let file = write(&records);
        let found = read(&file);
        assert!(found.diagnostics.is_empty(), "{file}");
        assert_eq!(found.records.len(), records.len(), "{file}");
        for (found, record) in found.records.iter().zip(&records) {
            assert_eq!((found.kind, &found.fields), (record.kind, &record.fields), "{file}");
            assert_eq!(found.contributors, record.contributors, "{file}");
        }
    }
}

#[test]
fn kinds_come_back_as_they_were() {
    for kind in Kind::ALL {
        let mut record = of(*kind, "T");
        if kind.has_container() {
            record.push(Field::ContainerTitle, "C");
        }
        let file = write(&[record]);
        let found = &read(&file).records[0];
        let name = types::name(*kind);
        assert_eq!(types::name(found.kind), name, "{file}");
        assert!(types::kind(name, false).is_some(), "{name}");
    }
}

#[test]
fn what_the_schema_does_not_take_goes_among_the_identifiers() {
    let mut record = of(Kind::ArticleJournal, "T");
    record.push(Field::Doi, "10.1002/(SICI)1097<1::AID>3.0.CO;2-R");
    record.push(Field::Isbn, "978-3-030-23360-0");
    record.push(Field::Isbn, "0-8044-2957-x");
    record.push(Field::Issn, "1234-5679");
    record.push(Field::Pmcid, "PMC12");
    record.push(Field::Eprint, "2501.01234");
    record.push(Field::EprintType, "arxiv");
    let file = write(&[of(Kind::Book, "A"), of(Kind::Book, "B"), record.clone()]);
    let found = read(&file);
    assert!(found.diagnostics.is_empty(), "{file}");
    for (field, text) in &record.fields {
        assert!(found.records[2].all(*field).any(|known| known == text), "{field}: {file}");
    }
}

#[test]
fn files_are_told_by_their_version() {
    for (text, expected) in [
        ("# x\ncff-version: 1.2.0\n", Confidence::Certain),
        ("title: x\n\"cff-version\": 1.2.0\n", Confidence::Certain),
        ("title: cff-version: 1\n", Confidence::No),
        ("cff-versions\n", Confidence::No),
        ("", Confidence::No),
    ] {
        assert_eq!(sniff(text), expected, "{text}");
    }
}
