use super::*;
use crate::format::Collected;
use crate::record::{DateField, Field, Kind, Name, Record};

fn read(text: &str) -> Vec<Record<'_>> {
    let mut found = Collected::default();
    parse(text, &mut found);
    found.records
}

#[test]
fn pages_are_written_in_full() {
    for (pages, expected) in [
        ("<MedlinePgn>1194-205</MedlinePgn>", "1194-1205"),
        ("<MedlinePgn>12-34, 40</MedlinePgn>", "12-34, 40"),
        ("<StartPage>24590</StartPage><EndPage>600</EndPage>", "24590-24600"),
        ("<StartPage>7</StartPage>", "7"),
        ("<MedlinePgn>7-7</MedlinePgn>", "7"),
        ("<MedlinePgn>S12-9</MedlinePgn>", "S12-9"),
    ] {
        let text =
            format!("<MedlineCitation><Article><Pagination>{pages}</Pagination></Article></MedlineCitation>");
        assert_eq!(read(&text)[0].str(Field::Page), expected);
    }
}

#[test]
fn titles_lose_full_stops_and_brackets() {
    for (title, expected) in [
        ("On plums.", "On plums"),
        ("[On plums].", "On plums"),
        ("[On plums.]", "On plums"),
        ("[On] plums?", "[On] plums?"),
        ("[On] the [plum].", "[On] the [plum]"),
        ("And so on...", "And so on..."),
    ] {
        let text = format!(
            "<PubmedArticle><MedlineCitation><Article><ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        );
        assert_eq!(read(&text)[0].str(Field::Title), expected);
    }
}

#[test]
fn chapters_stand_in_books() {
    let text = "<PubmedBookArticle><BookDocument><PMID>1</PMID><Book><Publisher><PublisherName>Orchard Press</PublisherName></Publisher>\
        <BookTitle>Fruit</BookTitle><PubDate><Year>2012</Year></PubDate><AuthorList Type='editors'><Author><LastName>Roe</LastName></Author></AuthorList></Book>\
        <ArticleTitle>Plums</ArticleTitle><AuthorList Type='authors'><Author><CollectiveName>Plum Society</CollectiveName></Author></AuthorList></BookDocument></PubmedBookArticle>";
    let record = &read(text)[0];
    assert_eq!((record.kind, record.str(Field::ContainerTitle)), (Kind::Chapter, "Fruit"));
    assert_eq!(record.date(DateField::Issued).and_then(|date| date.year()), Some(2012));
    assert_eq!(record.contributors[1].name, Name::literal("Plum Society"));
}

#[test]
fn empty_records_are_none() {
    assert!(read("<PubmedArticleSet><PubmedArticle>\n</PubmedArticle></PubmedArticleSet>").is_empty());
}
