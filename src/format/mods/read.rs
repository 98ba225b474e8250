//! A `mods` element → a record.

use std::borrow::Cow;

use super::FAMILY;
use super::parts::{self, issued_in};
use super::terms::{self, IDENTIFIERS, NOTES};
use crate::format::shared::xml::{add, pick, set, tongue};
use crate::grammar::xml::Element;
use crate::record::{DateField, Field, Kind, Record, Role, identifier};

/// Reads a record; `None` if there is nothing in it.
pub(super) fn record<'a>(mods: Element<'_, 'a>) -> Option<Record<'a>> {
    let mut record = Record::new(kind(mods));
    let mut seen = Seen::default();
    if let Some(key) = mods.all("identifier").find(|id| id.is("type", "citekey")) {
        record.key = key.text();
    }
    match mods.attribute("ID") {
        Some(id) if record.key.is_empty() => record.key = id,
        Some(id) if id != record.key => record.keep(FAMILY, "mods/ID", id),
        _ => {}
    }
    for child in mods.children() {
        item(child, &mut seen, &mut record);
    }
    for child in mods.all("relatedItem") {
        related(child, &mut record);
    }
    if let Some(url) = seen.url {
        attributes_of_url(url, &mut record);
    }
    parts::issuer(&mut record);
    if let Some(date) = issued_in(mods) {
        record.set_date(DateField::Issued, date);
    }
    (!record.is_blank()).then_some(record)
}

/// Which things of which there may be several were seen.
#[derive(Default)]
struct Seen<'t, 'a> {
    /// The address that is the record's.
    url: Option<Element<'t, 'a>>,
}

/// What a record is: by its genre, by what it is made of, by what it is in.
fn kind(mods: Element<'_, '_>) -> Kind {
    let host = mods.all("relatedItem").find(|item| item.is("type", "host"));
    let genres = |element: Element<'_, '_>| -> Vec<String> {
        element.all("genre").map(|genre| genre.text().into_owned()).collect()
    };
    let (own, of_host) = (genres(mods), host.map(genres).unwrap_or_default());
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let of_host: Vec<&str> = of_host.iter().map(String::as_str).collect();
    let in_host = host.is_some_and(|host| host.child("titleInfo").is_some());
    if let Some(kind) = terms::kind_of(&own, &of_host, in_host) {
        return kind;
    }
    let collection =
        mods.all("extension").find_map(|extension| extension.child("collectionCode")).map(Element::text);
    if let Some(row) = terms::COLLECTIONS.iter().find(|(code, _)| collection.as_deref() == Some(*code)) {
        return row.1;
    }
    let is = |path: &[&str], value: &str| {
        mods.find(path).is_some_and(|found| found.text().eq_ignore_ascii_case(value))
    };
    let resource = mods.child("typeOfResource");
    let kinds = resource.and_then(|resource| {
        let name = resource.text();
        let row = terms::RESOURCES.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name))?;
        row.1.first().copied()
    });
    if let Some(kind) = kinds {
        return kind;
    }
    let media = mods.children().filter(|child| child.name() == "physicalDescription");
    let is_page = media
        .flat_map(|part| part.children())
        .any(|part| part.name() == "internetMediaType" && part.text().eq_ignore_ascii_case("text/html"));
    if is_page && mods.find(&["location", "url"]).is_some() {
        return Kind::Webpage;
    }
    if resource.is_some_and(|resource| resource.is("manuscript", "yes") && !resource.is("collection", "yes"))
    {
        return Kind::Manuscript;
    }
    if let Some(host) = host.filter(|_| in_host) {
        let continuing = host.find(&["originInfo", "issuance"]).is_some_and(|issuance| {
            ["continuing", "serial"].iter().any(|word| issuance.text().eq_ignore_ascii_case(word))
        });
        let id =
            |kind: &str| host.all("identifier").chain(mods.all("identifier")).any(|id| id.is("type", kind));
        let issue = [host, mods].iter().any(|element| {
            element.all("part").any(|part| part.all("detail").any(|detail| detail.is("type", "issue")))
        });
        return if continuing || issue || (id("issn") && !id("isbn")) {
            Kind::ArticleJournal
        } else {
            Kind::Chapter
        };
    }
    if is(&["originInfo", "issuance"], "monographic") && !resource.is_some_and(|r| r.is("collection", "yes"))
    {
        return Kind::Book;
    }
    if is(&["originInfo", "issuance"], "continuing") || is(&["originInfo", "issuance"], "serial") {
        return Kind::Periodical;
    }
    if mods.all("identifier").any(|id| id.is("type", "isbn")) { Kind::Book } else { Kind::Document }
}

/// What a record says of itself.
fn item<'t, 'a>(child: Element<'t, 'a>, seen: &mut Seen<'t, 'a>, record: &mut Record<'a>) {
    match child.name() {
        "titleInfo" => title(child, record),
        "name" => parts::name(child, Role::Author, record),
        "originInfo" => parts::origin(child, record),
        "genre" => genre(child, record),
        "language" => language(child, record),
        "physicalDescription" => parts::physical(child, record),
        "abstract" => record.push(Field::Abstract, child.running()),
        "note" => note(child, record),
        "subject" => subject(child, record),
        "classification" => record.push(Field::CallNumber, child.text()),
        "identifier" => id(child, record),
        "location" => location(child, seen, record),
        "accessCondition" if !record.has(Field::License) => record.push(Field::License, child.text()),
        "part" => parts::part(child, record),
        "extension" if matches!(record.kind, Kind::Hearing | Kind::Bill) => {
            extension(child, record);
            parts::keep(child, record);
        }
        "relatedItem" | "typeOfResource" => {}
        _ => parts::keep(child, record),
    }
}

/// What the Government Publishing Office says of documents of Congress.
fn extension<'a>(extension: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in extension.children() {
        match child.name() {
            "congress" => set(record, Field::ChapterNumber, child.text()),
            "number" | "billNumber" => set(record, Field::Number, child.text()),
            "congCommittee" => match child.all("name").find(|name| name.is("type", "authority-standard")) {
                Some(name) => set(record, Field::Section, name.text()),
                None => false,
            },
            _ => false,
        };
    }
}

/// Titles: one is the title, others are short for it or stand beside it.
fn title<'a>(info: Element<'_, 'a>, record: &mut Record<'a>) {
    match info.attribute("type").as_deref() {
        Some("abbreviated") if !record.has(Field::TitleShort) => {
            record.push(Field::TitleShort, parts::whole_title(info));
        }
        // A uniform title stands in for one where there is no other.
        None | Some("uniform") if !record.has(Field::Title) => {
            record.push(Field::Title, parts::main_title(info));
            for child in info.children() {
                match child.name() {
                    "subTitle" => record.push(Field::Subtitle, child.rich()),
                    "partNumber" => record.push(Field::PartNumber, child.text()),
                    "partName" => record.push(Field::PartTitle, child.rich()),
                    _ => {}
                }
            }
        }
        _ => parts::keep(info, record),
    }
}

/// Genres that tell more than the kind does.
fn genre<'a>(genre: Element<'_, 'a>, record: &mut Record<'a>) {
    let text = genre.text();
    if terms::kind_of(&[&text], &[], true).is_some() || text.is_empty() {
        // Which thesis or report it is, is more than that it is one.
        let telling = matches!(record.kind, Kind::Thesis | Kind::Report) && text.contains(' ');
        if telling {
            set(record, Field::Genre, text.clone());
        }
        record.keep_spelling(FAMILY, "genre", text);
    } else if !set(record, Field::Genre, text) {
        parts::keep(genre, record);
    }
}

fn language<'a>(language: Element<'_, 'a>, record: &mut Record<'a>) {
    // A code says more exactly what a word may say besides.
    let code = language.all("languageTerm").find(|term| term.is("type", "code"));
    if let Some(term) = code.or_else(|| language.child("languageTerm")) {
        tongue(record, term.text());
    } else if !language.is_blank() {
        tongue(record, language.text());
    }
}

fn note<'a>(note: Element<'_, 'a>, record: &mut Record<'a>) {
    let kind = note.attribute("type").filter(|kind| !kind.is_empty());
    let field = match &kind {
        None => Some(Field::Note),
        Some(kind) => NOTES.iter().find(|(known, _)| known == kind).map(|(_, field)| *field),
    };
    match field {
        Some(Field::Note) => record.push(Field::Note, note.running()),
        Some(field) if !record.has(field) => record.push(field, note.running()),
        _ => parts::keep(note, record),
    }
}

/// Topics are keywords; what else a subject is made of is kept.
fn subject<'a>(subject: Element<'_, 'a>, record: &mut Record<'a>) {
    let mut others = false;
    for child in subject.children() {
        match child.name() {
            "topic" => add(record, Field::Keyword, child.text()),
            _ => others = true,
        }
    }
    if others {
        parts::keep(subject, record);
    }
}

fn id<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    if element.is("invalid", "yes") {
        return parts::keep(element, record);
    }
    let kind = element.attribute("type").unwrap_or_default();
    let field =
        IDENTIFIERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&kind)).map(|(_, field)| *field);
    let text = element.text();
    match field {
        _ if kind == "citekey" || text.is_empty() => {}
        Some(Field::Isbn) => {
            // `0801486394 (pbk.)`
            let bare = pick(text, |text| text.split(['(', ':']).next().map(str::trim)).unwrap_or_default();
            let checked = identifier::isbn(&bare).map(|isbn| Cow::Owned(isbn.to_owned()));
            add(record, Field::Isbn, checked.unwrap_or(bare));
        }
        Some(Field::Issn) => {
            let checked = identifier::issn(&text).map(|issn| Cow::Owned(issn.into_owned()));
            add(record, Field::Issn, checked.unwrap_or(text));
        }
        Some(Field::Doi) => {
            if !crate::format::shared::xml::doi(record, text.clone()) {
                set(record, Field::Doi, text);
            }
        }
        Some(Field::Eprint) => {
            if set(record, Field::Eprint, pick(text, identifier::arxiv).unwrap_or_else(|| element.text())) {
                set(record, Field::EprintType, "arxiv".into());
            }
        }
        Some(field) => {
            if !set(record, field, text) {
                parts::keep(element, record);
            }
        }
        None if kind == "uri" && text.starts_with("http") && !record.has(Field::Url) => {
            record.push(Field::Url, text);
        }
        None => parts::keep(element, record),
    }
}

fn location<'t, 'a>(location: Element<'t, 'a>, seen: &mut Seen<'t, 'a>, record: &mut Record<'a>) {
    for child in location.children() {
        match child.name() {
            "url" => url(child, seen, record),
            "physicalLocation" if !record.has(Field::Archive) => record.push(Field::Archive, child.text()),
            "shelfLocator" => record.push(Field::ArchiveLocation, child.text()),
            "holdingSimple" => {
                for shelf in child.descendants("shelfLocator") {
                    set(record, Field::ArchiveLocation, shelf.text());
                }
            }
            _ => parts::keep(child, record),
        }
    }
}

/// The first address, unless another one is said to be the primary one.
fn url<'t, 'a>(url: Element<'t, 'a>, seen: &mut Seen<'t, 'a>, record: &mut Record<'a>) {
    let primary = url.attribute("usage").is_some_and(|usage| usage.starts_with("primary"));
    let preview = url.is("access", "preview");
    if (seen.url.is_some() && !primary) || preview || url.is_blank() {
        return parts::keep(url, record);
    }
    if let Some(before) = seen.url.replace(url) {
        parts::keep(before, record);
    }
    record.set(Field::Url, url.text());
}

/// What an address says besides where it leads.
fn attributes_of_url<'a>(url: Element<'_, 'a>, record: &mut Record<'a>) {
    for (name, value) in url.attributes() {
        match (name, crate::grammar::dates::whole(&value)) {
            ("dateLastAccessed", Some(date)) => record.set_date(DateField::Accessed, date.date),
            ("dateLastAccessed" | "displayLabel" | "note", _) => {
                record.keep(FAMILY, format!("url/{name}"), value);
            }
            _ => {}
        }
    }
}

/// What the record is a part of, and what it is related to otherwise.
fn related<'a>(related: Element<'_, 'a>, record: &mut Record<'a>) {
    match related.attribute("type").as_deref() {
        Some("host") => host(related, record),
        Some("series") => series(related, record),
        Some("original") => {
            let title = related.child("titleInfo").map(parts::whole_title).unwrap_or_default();
            record.push(Field::OriginalTitle, title);
            if let Some(date) = related.find(&["originInfo", "dateIssued"]).and_then(parts::date) {
                record.set_date(DateField::OriginalDate, date);
            }
        }
        _ => parts::keep(related, record),
    }
}

fn host<'a>(host: Element<'_, 'a>, record: &mut Record<'a>) {
    // A book that is in something is in a series.
    if record.kind == Kind::Book && host.child("part").is_none() {
        return series(host, record);
    }
    for child in host.children() {
        match child.name() {
            "titleInfo" => match child.attribute("type").as_deref() {
                Some("abbreviated") => {
                    set(record, Field::ContainerTitleShort, parts::whole_title(child).into_parts().0);
                }
                _ if !record.has(Field::ContainerTitle) => {
                    record.push(Field::ContainerTitle, parts::main_title(child));
                    if let Some(subtitle) = child.child("subTitle") {
                        record.push(Field::ContainerSubtitle, subtitle.rich());
                    }
                }
                _ => parts::keep(child, record),
            },
            "name" => parts::name(child, Role::ContainerAuthor, record),
            "originInfo" => parts::origin(child, record),
            "identifier" => match child.attribute("type").as_deref() {
                Some("isbn" | "issn") => id(child, record),
                Some(kind) => record.keep(FAMILY, format!("host:{kind}"), child.text()),
                None => parts::keep(child, record),
            },
            "part" => parts::part(child, record),
            "relatedItem" if child.is("type", "series") || child.is("type", "host") => series(child, record),
            "language" if !record.has(Field::Language) => language(child, record),
            "genre" | "typeOfResource" | "language" => {}
            "location" => {
                for url in child.all("url") {
                    record.keep(FAMILY, "host:url", url.text());
                }
            }
            _ => parts::keep(child, record),
        }
    }
}

fn series<'a>(series: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in series.children() {
        match child.name() {
            "titleInfo" if child.is("type", "abbreviated") => {
                record.push(Field::CollectionTitleShort, parts::whole_title(child));
            }
            "titleInfo" if !record.has(Field::CollectionTitle) => {
                record.push(Field::CollectionTitle, parts::whole_title(child));
                if let Some(number) = child.child("partNumber") {
                    record.push(Field::CollectionNumber, number.text());
                }
            }
            "name" => parts::name(child, Role::CollectionEditor, record),
            "identifier" if child.is("type", "issn") => id(child, record),
            "part" => {
                let number = child.all("detail").find_map(|detail| detail.child("number"));
                if let Some(number) = number {
                    set(record, Field::CollectionNumber, number.text());
                }
            }
            "originInfo" | "genre" | "typeOfResource" => {}
            _ => parts::keep(child, record),
        }
    }
}
