//! Books and their chapters: `PubmedBookArticle`.

use std::borrow::Cow;

use super::{FAMILY, parts};
use crate::format::shared::xml::{add, date_in, keep, words};
use crate::grammar::xml::Element;
use crate::record::{DateField, Field, Kind, Record, identifier};

/// Reads a book, or a chapter where the document has a title of its own; `None` if there
/// is nothing in it.
pub(super) fn read<'a>(element: Element<'_, 'a>) -> Option<Record<'a>> {
    let document = if element.name() == "BookDocument" { element } else { element.child("BookDocument")? };
    let chapter = document.child("ArticleTitle").is_some_and(|title| !title.is_blank());
    let mut record = Record::new(if chapter { Kind::Chapter } else { Kind::Book });
    for child in document.children() {
        match child.name() {
            "PMID" => parts::id("pubmed", child, &mut record),
            "ArticleTitle" => record.push(Field::Title, parts::title(child)),
            "VernacularTitle" => record.push(Field::OriginalTitle, parts::title(child)),
            "Book" => book(child, chapter, &mut record),
            "Pagination" => parts::pages(child, &mut record),
            "AuthorList" => parts::names(child, &mut record),
            "Abstract" => parts::summary(child, &mut record),
            "KeywordList" => parts::keywords(child, &mut record),
            "ArticleIdList" => {
                for id in child.all("ArticleId") {
                    parts::id(&id.attribute("IdType").unwrap_or_default(), id, &mut record);
                }
            }
            "ContributionDate" if chapter => {
                if let Some(date) = date_in(child) {
                    record.set_date(DateField::Issued, date);
                }
            }
            "ContributionDate" | "DateRevised" => {
                if let Some(date) = date_in(child) {
                    record.keep(FAMILY, child.name(), date.to_string());
                }
            }
            "Language" | "Sections" => {}
            _ => keep(&mut record, FAMILY, child),
        }
    }
    parts::languages(document, &mut record);
    if let Some(data) = element.child("PubmedBookData") {
        for child in data.children() {
            match child.name() {
                "History" => parts::history(child, &mut record),
                "ArticleIdList" => {
                    for id in child.all("ArticleId") {
                        parts::id(&id.attribute("IdType").unwrap_or_default(), id, &mut record);
                    }
                }
                _ => keep(&mut record, FAMILY, child),
            }
        }
    }
    let says = !record.fields.is_empty() || !record.contributors.is_empty();
    says.then_some(record)
}

fn book<'a>(book: Element<'_, 'a>, chapter: bool, record: &mut Record<'a>) {
    for child in book.children() {
        match child.name() {
            "Publisher" => {
                let text = |name: &str| child.child(name).map(Element::text).unwrap_or_default();
                record.push(Field::Publisher, text("PublisherName"));
                record.push(Field::PublisherPlace, text("PublisherLocation"));
            }
            "BookTitle" => {
                let field = if chapter { Field::ContainerTitle } else { Field::Title };
                record.push(field, parts::title(child));
            }
            // Of a chapter its own date counts.
            "PubDate" => {
                if record.date(DateField::Issued).is_some() {
                    record.keep(FAMILY, "PubDate", words(child));
                } else if let Some(date) = parts::date(child) {
                    record.set_date(DateField::Issued, date);
                }
            }
            "AuthorList" => parts::names(child, record),
            "Volume" => record.push(Field::Volume, child.text()),
            "VolumeTitle" => record.push(Field::VolumeTitle, child.rich()),
            "Edition" => record.push(Field::Edition, child.text()),
            "CollectionTitle" => record.push(Field::CollectionTitle, parts::title(child)),
            "Isbn" => match identifier::isbn(&child.text()).map(str::to_owned) {
                Some(isbn) => add(record, Field::Isbn, Cow::Owned(isbn)),
                None => keep(record, FAMILY, child),
            },
            "ELocationID" => parts::id(&child.attribute("EIdType").unwrap_or_default(), child, record),
            "Medium" => record.push(Field::Medium, child.text()),
            "ReportNumber" => record.push(Field::Number, child.text()),
            _ => keep(record, FAMILY, child),
        }
    }
}
