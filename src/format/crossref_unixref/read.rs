//! What a `crossref` element holds: a journal, a book, a conference … with the one part of
//! it that the DOI names.

use super::FAMILY;
use super::parts::{self, Names};
use crate::format::shared::xml::keep;
use crate::grammar::xml::Element;
use crate::record::{DateField, Field, Kind, Record, Role};

/// Reads a `doi_record`, or the query that it answers; `None` where the DOI is not known.
pub(super) fn record<'a>(element: Element<'_, 'a>) -> Option<Record<'a>> {
    let answer = element.child("doi_record").unwrap_or(element);
    let mut record = Record::default();
    let inside = answer.child("crossref").unwrap_or(answer);
    let body = inside.children().find(|child| child.name() != "error")?;
    match body.name() {
        "journal" => journal(body, &mut record),
        "book" => book(body, &mut record),
        "conference" => conference(body, &mut record),
        "dissertation" => single(body, Kind::Thesis, &mut record),
        "posted_content" => posted(body, &mut record),
        "peer_review" => review(body, &mut record),
        "report-paper" => whole(body, Kind::Report, &mut record),
        "standard" => whole(body, Kind::Standard, &mut record),
        "database" => database(body, &mut record),
        "sa_component" => {
            let component = body.find(&["component_list", "component"]).unwrap_or(body);
            single(component, Kind::Document, &mut record);
        }
        _ => single(body, Kind::Document, &mut record),
    }
    for item in element.all("crm-item") {
        match item.attribute("name").as_deref() {
            Some("publisher-name") if !record.has(Field::Publisher) && record.kind != Kind::Thesis => {
                record.push(Field::Publisher, item.text());
            }
            Some(name) => record.keep(FAMILY, name.to_owned(), item.text()),
            None => {}
        }
    }
    for (name, value) in answer.attributes() {
        record.keep(FAMILY, name, value);
    }
    (!record.fields.is_empty()).then_some(record)
}

/// The metadata of a whole, which has one of several names.
fn metadata<'t, 'a>(body: Element<'t, 'a>) -> Option<Element<'t, 'a>> {
    body.children().find(|child| child.name().ends_with("_metadata") && child.name() != "event_metadata")
}

fn journal<'a>(body: Element<'_, 'a>, record: &mut Record<'a>) {
    let article = body.child("journal_article");
    record.kind = if article.is_some() { Kind::ArticleJournal } else { Kind::Periodical };
    if let Some(article) = article {
        parts::read(article, Names::OWN, record);
    }
    if let Some(issue) = body.child("journal_issue") {
        if record.kind == Kind::Periodical {
            parts::read(issue, Names::OWN, record);
        }
        for child in issue.children() {
            match child.name() {
                "journal_volume" => {
                    record.push(Field::Volume, child.child("volume").map(Element::text).unwrap_or_default())
                }
                "issue" => record.push(Field::Issue, child.text()),
                "special_numbering" => keep(record, FAMILY, child),
                "titles" if article.is_some() => {
                    parts::title(child, Field::IssueTitle, Field::IssueSubtitle, record)
                }
                // The issue's date is the one in print, where the article has none.
                "publication_date" if article.is_some() => parts::date(child, record),
                "contributors" if article.is_some() => parts::names(child, Names::CONTAINER, record),
                _ => {}
            }
        }
    }
    let Some(metadata) = body.child("journal_metadata") else { return };
    let title = if article.is_some() { Field::ContainerTitle } else { Field::Title };
    for child in metadata.children() {
        match child.name() {
            "full_title" if !record.has(title) => record.push(title, child.rich()),
            "abbrev_title" => {
                let short = if article.is_some() { Field::ContainerTitleShort } else { Field::TitleShort };
                if !record.has(short) {
                    record.push(short, child.text());
                }
            }
            "issn" => parts::number(child, Field::Issn, record),
            "doi_data" if article.is_none() && !record.has(Field::Doi) => parts::doi_data(child, record),
            "doi_data" => {}
            _ => keep(record, FAMILY, child),
        }
    }
    parts::language(metadata, record);
}

fn book<'a>(body: Element<'_, 'a>, record: &mut Record<'a>) {
    let part = body.child("content_item");
    let kind = body.attribute("book_type");
    record.kind = match (part.map(|part| part.attribute("component_type")), kind.as_deref()) {
        (Some(Some(component)), _) if component == "reference_entry" => Kind::Entry,
        (Some(_), _) => Kind::Chapter,
        (None, Some("edited_book")) => Kind::EditedCollection,
        (None, Some("reference")) => Kind::Reference,
        _ => Kind::Book,
    };
    if let Some(part) = part {
        parts::read(part, Names::OWN, record);
    }
    if let Some(metadata) = metadata(body) {
        container(metadata, part.is_some(), record);
    }
}

fn conference<'a>(body: Element<'_, 'a>, record: &mut Record<'a>) {
    let paper = body.child("conference_paper");
    record.kind = if paper.is_some() { Kind::PaperConference } else { Kind::Proceedings };
    if let Some(paper) = paper {
        parts::read(paper, Names::OWN, record);
    }
    if let Some(contributors) = body.child("contributors") {
        parts::names(contributors, Names::CONTAINER, record);
    }
    if let Some(event) = body.child("event_metadata") {
        for child in event.children() {
            match child.name() {
                "conference_name" => record.push(Field::EventTitle, child.rich()),
                "conference_theme" => record.push(Field::EventTitleAddon, child.rich()),
                "conference_location" => record.push(Field::EventPlace, child.text()),
                "conference_date" => parts::event_date(child, record),
                _ => keep(record, FAMILY, child),
            }
        }
    }
    if let Some(metadata) = metadata(body) {
        container(metadata, paper.is_some(), record);
    }
}

/// What a book, a volume of proceedings, a report or a standard says of itself; as the
/// container of a part if there is one.
fn container<'a>(metadata: Element<'_, 'a>, of_part: bool, record: &mut Record<'a>) {
    if !of_part {
        parts::read(metadata, Names::OWN, record);
    }
    for child in metadata.children() {
        match child.name() {
            "contributors" if of_part => parts::names(child, Names::CONTAINER, record),
            "titles" if of_part => {
                parts::title(child, Field::ContainerTitle, Field::ContainerSubtitle, record);
            }
            "proceedings_title" => {
                let title = if of_part { Field::ContainerTitle } else { Field::Title };
                record.push(title, child.rich());
            }
            "series_metadata" => parts::series(child, record),
            "set_metadata" => {
                if let Some(titles) = child.child("titles") {
                    parts::title(titles, Field::MainTitle, Field::MainSubtitle, record);
                }
            }
            "publication_date" if of_part && record.date(DateField::Issued).is_none() => {
                parts::date(child, record)
            }
            "doi_data" | "publication_date" => {}
            _ if of_part => {
                parts::edition(child, record);
            }
            _ => {}
        }
    }
    if of_part {
        parts::language(metadata, record);
    }
}

fn whole<'a>(body: Element<'_, 'a>, kind: Kind, record: &mut Record<'a>) {
    record.kind = kind;
    match body.child("content_item").or_else(|| metadata(body)) {
        Some(metadata) => container(metadata, false, record),
        None => parts::read(body, Names::OWN, record),
    }
}

fn single<'a>(body: Element<'_, 'a>, kind: Kind, record: &mut Record<'a>) {
    record.kind = kind;
    parts::read(body, Names::OWN, record);
}

fn posted<'a>(body: Element<'_, 'a>, record: &mut Record<'a>) {
    single(body, Kind::Article, record);
    if let Some(kind) = body.attribute("type").filter(|kind| kind != "preprint") {
        record.push(Field::Genre, kind.replace('_', " "));
    }
}

fn review<'a>(body: Element<'_, 'a>, record: &mut Record<'a>) {
    record.kind = Kind::Review;
    parts::read(body, Names { any: Some(Role::Author), ..Names::OWN }, record);
    record.push(Field::Genre, "peer review");
    for name in ["stage", "type", "recommendation", "revision-round"] {
        if let Some(value) = body.attribute(name) {
            record.keep(FAMILY, name, value);
        }
    }
}

fn database<'a>(body: Element<'_, 'a>, record: &mut Record<'a>) {
    record.kind = Kind::Dataset;
    let dataset = body.child("dataset");
    if let Some(dataset) = dataset {
        parts::read(dataset, Names::OWN, record);
    }
    let Some(metadata) = body.child("database_metadata") else { return };
    if dataset.is_none() {
        return parts::read(metadata, Names::OWN, record);
    }
    for child in metadata.children() {
        match child.name() {
            "titles" => parts::title(child, Field::ContainerTitle, Field::ContainerSubtitle, record),
            "contributors" => parts::names(child, Names::CONTAINER, record),
            "doi_data" => {}
            _ => {
                parts::edition(child, record);
            }
        }
    }
}
