use super::*;
use crate::format::Collected;
use crate::record::{DateField, Field, Kind, Record, Role};

fn read(body: &str) -> Record<'static> {
    let mut found = Collected::default();
    let text = format!("<doi_records><doi_record><crossref>{body}</crossref></doi_record></doi_records>");
    parse(&text, &mut found);
    found.records.remove(0).into_owned()
}

#[test]
fn what_is_in_print_comes_before_what_is_online() {
    let online = "<publication_date media_type='online'><year>2013</year></publication_date>";
    let print = "<publication_date media_type='print'><month>03</month><year>2009</year></publication_date>";
    for dates in [format!("{online}{print}"), format!("{print}{online}")] {
        let record = read(&format!(
            "<journal><journal_article><titles><title>A</title></titles>{dates}</journal_article></journal>"
        ));
        let date = |field| record.date(field).map(ToString::to_string);
        assert_eq!(date(DateField::Issued).as_deref(), Some("2009-03"));
        assert_eq!(date(DateField::AvailableDate).as_deref(), Some("2013"));
    }
}

#[test]
fn chapters_and_books_are_told_apart() {
    let metadata = "<book_metadata><contributors><person_name contributor_role='editor'><surname>Roe</surname></person_name></contributors>\
        <titles><title>Fruit</title></titles><isbn>9780306406157</isbn></book_metadata>";
    let book = read(&format!("<book book_type='edited_book'>{metadata}</book>"));
    assert_eq!(
        (book.kind, book.str(Field::Title), book.names(Role::Editor).count()),
        (Kind::EditedCollection, "Fruit", 1)
    );
    let chapter = read(&format!(
        "<book>{metadata}<content_item component_type='chapter'><titles><title>Plums</title></titles></content_item></book>"
    ));
    assert_eq!(
        (chapter.kind, chapter.str(Field::ContainerTitle), chapter.str(Field::Isbn)),
        (Kind::Chapter, "Fruit", "9780306406157")
    );
}

#[test]
fn unknown_dois_are_no_records() {
    let mut found = Collected::default();
    parse(
        "<doi_records><doi_record><crossref><error>doi:10.5555/x</error></crossref></doi_record></doi_records>",
        &mut found,
    );
    assert!(found.records.is_empty() && found.diagnostics.len() == 1);
}
