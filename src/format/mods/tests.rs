use super::*;
use crate::format::{Collected, WriteOptions};
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role};

fn read(text: &str) -> Vec<Record<'_>> {
    let mut found = Collected::default();
    parse(text, &mut found);
    found.records
}

fn one(body: &str) -> Record<'static> {
    read(&format!("<mods><titleInfo><title>T</title></titleInfo>{body}</mods>")).remove(0).into_owned()
}

fn written(record: Record<'_>) -> String {
    crate::write(&MODS, &[record], &WriteOptions::default())
}

#[test]
fn kinds_are_told_by_what_there_is() {
    let host = |inside: &str| {
        format!("<relatedItem type='host'><titleInfo><title>H</title></titleInfo>{inside}</relatedItem>")
    };
    for (body, kind) in [
        (host(""), Kind::Chapter),
        (host("<originInfo><issuance>continuing</issuance></originInfo>"), Kind::ArticleJournal),
        (host("<part><detail type='issue'><number>2</number></detail></part>"), Kind::ArticleJournal),
        (host("<genre authority='marcgt'>conference publication</genre>"), Kind::PaperConference),
        ("<typeOfResource>cartographic</typeOfResource>".to_owned(), Kind::Map),
        ("<originInfo><issuance>monographic</issuance></originInfo>".to_owned(), Kind::Book),
        ("<typeOfResource manuscript='yes'>text</typeOfResource>".to_owned(), Kind::Manuscript),
        (String::new(), Kind::Document),
    ] {
        assert_eq!(one(&body).kind, kind, "{body}");
    }
}

#[test]
fn names_of_all_shapes_are_read() {
    let name = |inside: &str| one(&format!("<name type='personal'>{inside}</name>")).contributors.remove(0);
    for (inside, expected) in [
        ("<namePart>Roe, Ann</namePart>", "Ann Roe"),
        ("<namePart>Roe, Ann, 1950-</namePart>", "Ann Roe"),
        ("<namePart>Roe, Ann [1950-2000]</namePart>", "Ann Roe"),
        (
            "<namePart type='family'>van der Roe</namePart><namePart type='given'>A.</namePart><namePart type='given'>B.</namePart>",
            "A. B. van der Roe",
        ),
        ("<namePart>Ann van der Roe</namePart>", "Ann van der Roe"),
        ("<displayForm>Plato</displayForm>", "Plato"),
        ("<etal/>", "others"),
    ] {
        assert_eq!(name(inside).name.to_string(), expected, "{inside}");
    }
    let roles = one(
        "<name><namePart>Roe, A</namePart><role><roleTerm>edt</roleTerm></role></name><name type='corporate'><namePart>N</namePart><namePart>C</namePart></name>",
    );
    assert_eq!(roles.names(Role::Editor).count(), 1);
    assert_eq!(roles.contributors[1].name, Name::literal("N. C"));
}

#[test]
fn dates_keep_their_precision_and_doubts() {
    for (body, expected) in [
        ("<dateIssued>c1999</dateIssued>", "1999"),
        ("<dateIssued>[1999?]</dateIssued><dateIssued encoding='marc'>1998</dateIssued>", "1998"),
        ("<dateIssued qualifier='approximate'>1999</dateIssued>", "1999~"),
        ("<dateIssued point='start'>1999</dateIssued><dateIssued point='end'>2001</dateIssued>", "1999/2001"),
        ("<dateIssued encoding='edtf'>1999-21</dateIssued>", "1999-21"),
        ("<copyrightDate>2003</copyrightDate><dateCreated keyDate='yes'>1955-03</dateCreated>", "1955-03"),
        ("<dateIssued>n.d.</dateIssued>", "n.d."),
    ] {
        let record = one(&format!("<originInfo>{body}</originInfo>"));
        assert_eq!(
            record.date(DateField::Issued).map(ToString::to_string).as_deref(),
            Some(expected),
            "{body}"
        );
    }
}

#[test]
fn what_is_written_reads_back() {
    let mut record = Record::new(Kind::Chapter);
    record.key = "roe1999".into();
    record.push(Field::Title, "Plums & <stones>");
    record.push(Field::ContainerTitle, "Fruit");
    record.push(Field::CollectionTitle, "World");
    record.push(Field::CollectionNumber, "7");
    record.push(Field::Page, "3-9");
    record.push(Field::Volume, "2");
    record.push(Field::Abstract, "One.\nTwo.");
    record.contribute(Role::Author, Name::person("Roe", "Ann B."));
    record.contribute(Role::Editor, Name::literal("Plum Society"));
    record.contribute(Role::Author, Name::Others);
    record.set_date(DateField::Issued, Date::parse("1999-05/1999-06").unwrap());
    let text = written(record.clone());
    let back = &read(&text)[0];
    assert_eq!((&back.key, back.kind, &back.dates), (&record.key, record.kind, &record.dates));
    assert_eq!(back.contributors, record.contributors);
    for (field, value) in &record.fields {
        assert_eq!(back.str(*field), value.plain(), "{field}");
    }
}

#[test]
fn records_of_mods_stay_as_they_were_unless_they_changed() {
    let source = "<m:mods ID=\"k\"><m:titleInfo><m:title>T</m:title></m:titleInfo><m:targetAudience>juvenile</m:targetAudience></m:mods>";
    let record = read(source).remove(0);
    assert!(written(record.clone()).contains("<mods ID=\"k\">\n    <titleInfo>"));
    let mut changed = record;
    changed.set(Field::Title, "U");
    let text = written(changed);
    assert!(
        text.contains("<title>U</title>") && text.contains("<targetAudience>juvenile</targetAudience>"),
        "{text}"
    );
}
