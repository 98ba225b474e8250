//! Elements that mean the same in whatever they stand.

use std::borrow::Cow;

use super::FAMILY;
use crate::format::shared::xml::{add, date_in, doi, keep, set, tongue, with_particle, words};
use crate::grammar::xml::Element;
use crate::record::{Date, DateField, Field, Kind, Name, Person, Record, Role, identifier, last_page};

/// What the roles of contributors mean where they stand.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub author: Role,
    /// What the editors of a series edit.
    pub editor: Role,
    /// What everybody is, whatever the role.
    pub any: Option<Role>,
}

impl Names {
    /// Of the record itself.
    pub(super) const OWN: Names = Names { author: Role::Author, editor: Role::Editor, any: None };
    /// Of what it stands in.
    pub(super) const CONTAINER: Names =
        Names { author: Role::ContainerAuthor, editor: Role::Editor, any: None };
    /// Of the series.
    const SERIES: Names = Names { author: Role::CollectionEditor, editor: Role::CollectionEditor, any: None };
}

/// Reads what an item says of itself.
pub(super) fn read<'a>(item: Element<'_, 'a>, roles: Names, record: &mut Record<'a>) {
    for child in item.children() {
        match child.name() {
            "titles" => title(child, Field::Title, Field::Subtitle, record),
            "contributors" => names(child, roles, record),
            "person_name" | "organization" => name(child, roles, record),
            "abstract" if !record.has(Field::Abstract) => record.push(Field::Abstract, child.running()),
            "publication_date" | "posted_date" | "approval_date" | "review_date" => date(child, record),
            "database_date" => child.children().for_each(|part| date(part, record)),
            "acceptance_date" | "creation_date" | "update_date" => {
                if let Some(date) = date_in(child) {
                    record.keep(FAMILY, child.name(), date.to_string());
                }
            }
            "pages" => pages(child, record),
            "publisher_item" => publisher_item(child, record),
            "item_number" => item_number(child, record),
            "doi_data" => doi_data(child, record),
            "program" => program(child, record),
            "crossmark" => {
                for program in child.descendants("program") {
                    self::program(program, record);
                }
            }
            "citation_list" => {
                for citation in child.all("citation") {
                    record.keep(FAMILY, "citation", words(citation));
                }
            }
            "degree" => record.push(Field::Genre, child.text()),
            "component_number" => record.push(Field::ChapterNumber, child.text()),
            "description" if record.kind == Kind::Dataset => record.push(Field::Abstract, child.running()),
            "language" => tongue(record, child.text()),
            "archive_locations" => {}
            name if name.ends_with("_metadata") || name == "proceedings_title" => {}
            _ if edition(child, record) => {}
            _ => keep(record, FAMILY, child),
        }
    }
    language(item, record);
}

/// The language of an item; that of its container where it has none of its own.
pub(super) fn language<'a>(item: Element<'_, 'a>, record: &mut Record<'a>) {
    let Some(language) = item.attribute("language") else { return };
    if !record.has(Field::Language) {
        tongue(record, language);
    } else if record.str(Field::Language) != language {
        record.keep(FAMILY, "language", language);
    }
}

/// What is said of an edition: publisher, numbers. Says whether it was any of it.
pub(super) fn edition<'a>(child: Element<'_, 'a>, record: &mut Record<'a>) -> bool {
    match child.name() {
        "publisher" => {
            let text = |name: &str| child.child(name).map(Element::text).unwrap_or_default();
            record.push(Field::Publisher, text("publisher_name"));
            record.push(Field::PublisherPlace, text("publisher_place"));
        }
        "institution" | "standards_body" => institution(child, record),
        "isbn" => number(child, Field::Isbn, record),
        "issn" => number(child, Field::Issn, record),
        "edition_number" => record.push(Field::Edition, child.text()),
        "volume" => record.push(Field::Volume, child.text()),
        "std_designator" | "designators" => record.push(Field::Number, child.text()),
        "noisbn" => {}
        _ => return false,
    }
    true
}

fn institution<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in element.children() {
        match child.name() {
            "institution_name" | "standards_body_name" if !record.has(Field::Publisher) => {
                record.push(Field::Publisher, child.text());
            }
            "institution_place" => record.push(Field::PublisherPlace, child.text()),
            "institution_department" => record.push(Field::Division, child.text()),
            _ => keep(record, FAMILY, child),
        }
    }
}

/// Titles: the first is the one.
pub(super) fn title<'a>(titles: Element<'_, 'a>, title: Field, subtitle: Field, record: &mut Record<'a>) {
    for child in titles.children() {
        match child.name() {
            "title" if !record.has(title) => record.push(title, child.rich()),
            "subtitle" if !record.has(subtitle) => record.push(subtitle, child.rich()),
            "original_language_title" => {
                record.push(Field::OriginalTitle, child.rich());
            }
            _ => keep(record, FAMILY, child),
        }
    }
}

/// A series with its ISSN and number.
pub(super) fn series<'a>(metadata: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in metadata.children() {
        match child.name() {
            "titles" => {
                let title = child.child("title").map(Element::rich).unwrap_or_default();
                record.push(Field::CollectionTitle, title);
            }
            "issn" => number(child, Field::Issn, record),
            "series_number" => record.push(Field::CollectionNumber, child.text()),
            "contributors" => names(child, Names::SERIES, record),
            "doi_data" | "coden" => {}
            _ => keep(record, FAMILY, child),
        }
    }
}

pub(super) fn names<'a>(contributors: Element<'_, 'a>, roles: Names, record: &mut Record<'a>) {
    contributors.children().for_each(|child| name(child, roles, record));
}

fn name<'a>(element: Element<'_, 'a>, roles: Names, record: &mut Record<'a>) {
    let text = |name: &str| element.child(name).map(Element::text).unwrap_or_default();
    let told = element.attribute("contributor_role").unwrap_or(Cow::Borrowed("author"));
    let role = match (&*told, roles.any) {
        (_, Some(role)) => role,
        ("author" | "first_author", None) => roles.author,
        ("editor", None) => roles.editor,
        ("chair", None) => Role::Chair,
        ("translator", None) => Role::Translator,
        _ => Role::Contributor,
    };
    let known = ["author", "first_author", "editor", "chair", "translator"].contains(&&*told);
    if !known && roles.any.is_none() {
        record.keep(FAMILY, "contributor_role", told.clone());
    }
    let name = match element.name() {
        "person_name" if text("surname").is_empty() => Name::Literal(text("given_name")),
        "person_name" => {
            let mut person = Person {
                family: text("surname"),
                given: text("given_name"),
                suffix: text("suffix"),
                ..Person::default()
            };
            for child in element.children() {
                match child.name() {
                    "ORCID" => {
                        let id = child.text();
                        let bare = id.rsplit('/').next().unwrap_or_default().to_owned();
                        person.extra.push(("ORCID".into(), bare.into()));
                    }
                    "affiliation" => person.extra.push(("affiliation".into(), child.text())),
                    "affiliations" => {
                        for institution in child.descendants("institution_name") {
                            person.extra.push(("affiliation".into(), institution.text()));
                        }
                    }
                    _ => {}
                }
            }
            with_particle(person)
        }
        "organization" => Name::Literal(element.text()),
        "anonymous" => Name::literal(if told == "reviewer" { "Anonymous Reviewer" } else { "Anonymous" }),
        _ => return,
    };
    if !name.family().is_empty() {
        record.contribute(role, name);
    }
}

/// A date of publication: what is in print comes before what is online.
pub(super) fn date<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    let Some(date) = date_in(element) else { return };
    let online = element.is("media_type", "online");
    match record.date(DateField::Issued) {
        None => {
            record.set_date(DateField::Issued, date);
            if online {
                record.keep_spelling(FAMILY, "media_type", "online");
            }
        }
        Some(_) if online => {
            if record.date(DateField::AvailableDate).is_none() && !is_online(record) {
                record.set_date(DateField::AvailableDate, date);
            }
        }
        Some(before) if is_online(record) => {
            let before = before.clone();
            record.extra.retain(|extra| !(extra.mapped && extra.name == "media_type"));
            record.set_date(DateField::AvailableDate, before);
            record.set_date(DateField::Issued, date);
        }
        Some(_) => {}
    }
}

/// Whether the date of publication is that of a publication online.
fn is_online(record: &Record<'_>) -> bool {
    record.kept(FAMILY, "media_type").is_some()
}

/// The days of a conference, in attributes.
pub(super) fn event_date<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    let point = |which: &str| {
        let part = |name: &str| element.attribute(&format!("{which}_{name}")).unwrap_or_default();
        let date = crate::format::shared::xml::date(&part("year"), &part("month"), &part("day"))?;
        date.point().copied()
    };
    // A number that is none says something in words.
    for (name, value) in element.attributes().filter(|(_, value)| value.parse::<u16>().is_err()) {
        record.keep(FAMILY, format!("{}/{name}", element.name()), value);
    }
    match (point("start"), point("end")) {
        (Some(start), Some(end)) if start != end => {
            record.set_date(DateField::EventDate, Date::range(start, end))
        }
        (Some(start), _) => record.set_date(DateField::EventDate, start.into()),
        _ => {
            let text = element.text();
            if !text.is_empty() {
                let read = crate::grammar::dates::whole(&text).map(|read| read.date);
                record.set_date(DateField::EventDate, read.unwrap_or(Date::Literal(text)));
            }
        }
    }
}

fn pages<'a>(pages: Element<'_, 'a>, record: &mut Record<'a>) {
    let text = |name: &str| pages.child(name).map(Element::text).unwrap_or_default();
    let (first, last, other) = (text("first_page"), text("last_page"), text("other_pages"));
    let mut whole = if last.is_empty() || first == last {
        first
    } else {
        Cow::Owned(format!("{first}-{}", last_page(&first, &last)))
    };
    if !other.is_empty() {
        whole = if whole.is_empty() { other } else { Cow::Owned(format!("{whole}, {other}")) };
    }
    record.push(Field::Page, whole);
}

fn publisher_item<'a>(item: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in item.children() {
        match (child.name(), child.attribute("id_type").as_deref()) {
            ("item_number", _) => item_number(child, record),
            ("identifier", Some("doi")) => {
                doi(record, child.text());
            }
            ("identifier", Some(kind)) => record.keep(FAMILY, kind.to_owned(), child.text()),
            _ => keep(record, FAMILY, child),
        }
    }
}

fn item_number<'a>(item: Element<'_, 'a>, record: &mut Record<'a>) {
    match item.attribute("item_number_type").as_deref() {
        Some("article-number" | "article_number") => record.push(Field::Eid, item.text()),
        Some("report-number" | "report_number") => record.push(Field::Number, item.text()),
        _ => keep(record, FAMILY, item),
    }
}

pub(super) fn doi_data<'a>(data: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in data.children() {
        match child.name() {
            "doi" => {
                doi(record, child.text());
            }
            "resource" => {
                set(record, Field::Url, child.text());
            }
            "collection" | "timestamp" => {}
            _ => keep(record, FAMILY, child),
        }
    }
}

/// Numbers of books and periodicals; one that does not check is taken as it is.
pub(super) fn number<'a>(element: Element<'_, 'a>, field: Field, record: &mut Record<'a>) {
    let text = element.text();
    let checked = match field {
        Field::Issn => identifier::issn(&text).map(Cow::into_owned),
        _ => identifier::isbn(&text).map(str::to_owned),
    };
    add(record, field, checked.map_or(text, Cow::Owned));
}

/// Programs: licences, funders, relations.
fn program<'a>(program: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in program.children() {
        match child.name() {
            "license_ref" if !record.has(Field::License) => record.push(Field::License, child.text()),
            "license_ref" => {}
            _ => {
                let name = child.attribute("name").unwrap_or(Cow::Borrowed(child.name()));
                let text = words(child);
                if !text.is_empty() {
                    record.keep(FAMILY, name, text);
                }
            }
        }
    }
}
