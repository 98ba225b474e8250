//! What articles and books have in common.

use std::borrow::Cow;

use super::FAMILY;
use crate::format::shared::medline;
use crate::format::shared::xml::{date_in, doi, keep, pick, set, tongue, with_particle};
use crate::grammar::dates;
use crate::grammar::xml::Element;
use crate::record::{Date, DateField, Field, Mark, Name, Person, Record, Role, Text, identifier, last_page};

/// Words for the state of a record.
const STATES: &[&str] = &["ppublish", "epublish", "aheadofprint"];

/// Whether a record says an element in other words.
pub(super) fn is_said(within: Element<'_, '_>, element: Element<'_, '_>) -> bool {
    let text = || element.text();
    match element.name() {
        "PublicationType" => medline::is_kind(&text()),
        "PublicationStatus" => STATES.contains(&&*text()),
        "Language" => text() == "und",
        // The first letters of the given names.
        "Initials" => {
            let given = within.child("ForeName").map(Element::text).unwrap_or_default();
            let first = given.split([' ', '-']).filter_map(|name| name.chars().next());
            first.eq(text().chars())
        }
        // When PubMed took note of it, to the minute.
        "Hour" | "Minute" => text().parse::<u8>().is_ok(),
        _ => false,
    }
}

/// A title without the full stop that ends it, and without the brackets that say that it
/// is translated.
pub(super) fn title<'a>(element: Element<'_, 'a>) -> Text<'a> {
    let text = element.rich();
    let range = medline::bare_title(text.plain());
    text.slice(range)
}

/// The names of an `AuthorList`, as authors unless it says that they are editors.
pub(super) fn names<'a>(list: Element<'_, 'a>, record: &mut Record<'a>) {
    let role = if list.is("Type", "editors") { Role::Editor } else { Role::Author };
    for author in list.all("Author").filter(|author| !author.is("ValidYN", "N")) {
        if let Some(name) = name(author) {
            record.contribute(role, name);
        }
    }
    if list.is("CompleteYN", "N") {
        record.contribute(role, Name::Others);
    }
}

/// The name of an `Author` or `Investigator`.
pub(super) fn name<'a>(author: Element<'_, 'a>) -> Option<Name<'a>> {
    let text = |name: &str| author.child(name).map(Element::text).filter(|text| !text.is_empty());
    let given = text("ForeName").or_else(|| text("FirstName")).or_else(|| text("Initials"));
    let Some(family) = text("LastName") else {
        return text("CollectiveName").or(given).map(Name::literal);
    };
    let mut person = Person {
        family,
        given: given.unwrap_or_default(),
        suffix: text("Suffix").unwrap_or_default(),
        ..Person::default()
    };
    for id in author.all("Identifier") {
        let source = id.attribute("Source").unwrap_or_default();
        person.extra.push((source, id.text()));
    }
    let inside = author.all("AffiliationInfo").flat_map(|info| info.all("Affiliation").collect::<Vec<_>>());
    for affiliation in inside.chain(author.all("Affiliation")) {
        person.extra.push(("affiliation".into(), affiliation.text()));
    }
    Some(with_particle(person))
}

/// A date in its parts, or in words (`MedlineDate`).
pub(super) fn date<'a>(element: Element<'_, 'a>) -> Option<Date<'a>> {
    if let Some(words) = element.child("MedlineDate").map(Element::text) {
        return dates::whole(&words).map(|read| read.date).or(Some(Date::Literal(words)));
    }
    date_in(element).or_else(|| {
        let year = element.child("Year").map(Element::text).filter(|year| !year.is_empty());
        year.map(Date::Literal)
    })
}

/// Pages with their last number in full: `1194-205` is `1194-1205`.
pub(super) fn pages<'a>(pagination: Element<'_, 'a>, record: &mut Record<'a>) {
    let text = |name: &str| pagination.child(name).map(Element::text).unwrap_or_default();
    let (medline, start, end) = (text("MedlinePgn"), text("StartPage"), text("EndPage"));
    let whole = match (medline.split_once('-'), &*start) {
        (Some((first, last)), _) if !medline.contains([',', ';']) => {
            let full = last_page(first.trim(), last.trim());
            if full == last.trim() { medline.clone() } else { Cow::Owned(format!("{first}-{full}")) }
        }
        (None, start) if medline.is_empty() && !end.is_empty() && end != start => {
            Cow::Owned(format!("{start}-{}", last_page(start, &end)))
        }
        (None, _) if medline.is_empty() => start,
        _ => medline,
    };
    let (first, last) = whole.split_once('-').unwrap_or((&whole, ""));
    let same = first == last;
    let whole = if same { Cow::Owned(first.to_owned()) } else { whole };
    if whole.starts_with('e') && !whole.contains('-') && whole[1..].bytes().all(|b| b.is_ascii_digit()) {
        set(record, Field::Eid, whole);
    } else {
        record.push(Field::Page, whole);
    }
}

/// An abstract, a paragraph for each of its parts, which begin with their labels.
pub(super) fn summary<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    let mut parts = Vec::new();
    for part in element.all("AbstractText").filter(|part| !part.is_blank()) {
        let label = part.attribute("Label").filter(|label| *label != "UNLABELLED");
        let label = label.map_or(String::new(), |label| format!("{label}: "));
        parts.push((label, part.rich()));
    }
    record.push(Field::Abstract, paragraphs(parts));
    for child in element.children() {
        match child.name() {
            "CopyrightInformation" => record.push(Field::License, child.text()),
            "AbstractText" => {}
            _ => keep(record, FAMILY, child),
        }
    }
}

/// Texts below each other, each after its label.
fn paragraphs(mut parts: Vec<(String, Text<'_>)>) -> Text<'_> {
    if parts.len() == 1 && parts.iter().all(|(label, _)| label.is_empty()) {
        return parts.pop().map(|(_, text)| text).unwrap_or_default();
    }
    let (mut plain, mut marks) = (String::new(), Vec::new());
    for (label, text) in &parts {
        if !plain.is_empty() {
            plain.push('\n');
        }
        plain.push_str(label);
        let shift = |mark: &Mark| {
            Mark::new(mark.range().start + plain.len()..mark.range().end + plain.len(), mark.kind)
        };
        marks.extend(text.marks().iter().map(shift));
        plain.push_str(text.plain());
    }
    Text::with_marks(plain, marks)
}

/// Identifiers, each with its type.
pub(super) fn id<'a>(kind: &str, id: Element<'_, 'a>, record: &mut Record<'a>) {
    let text = id.text();
    let taken = match kind {
        "doi" => doi(record, text.clone()),
        "pubmed" => pick(text.clone(), identifier::pmid).is_some_and(|id| set(record, Field::Pmid, id)),
        "pmc" | "pmcid" => match identifier::pmcid(&text).map(Cow::into_owned) {
            Some(id) => set(record, Field::Pmcid, id.into()),
            None => false,
        },
        "url" => set(record, Field::Url, text.clone()),
        _ => false,
    };
    let known = record.extra.iter().any(|extra| extra.name == kind && extra.value == text);
    if !taken && !known && !text.is_empty() {
        record.keep(FAMILY, kind.to_owned(), text);
    }
}

/// Keywords, and the headings of a thesaurus with what qualifies them left out.
pub(super) fn keywords<'a>(list: Element<'_, 'a>, record: &mut Record<'a>) {
    for keyword in list.all("Keyword") {
        let text = keyword.rich();
        if !record.lately(Field::Keyword).any(|known| known.plain() == text.plain()) {
            record.push(Field::Keyword, text);
        }
    }
}

/// The languages of a record.
pub(super) fn languages<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    element.all("Language").for_each(|language| tongue(record, language.text()));
}

/// When something happened to the record: submission becomes a date, the rest is kept.
pub(super) fn history<'a>(history: Element<'_, 'a>, record: &mut Record<'a>) {
    for event in history.all("PubMedPubDate") {
        let Some(date) = date_in(event) else { continue };
        match event.attribute("PubStatus") {
            Some(status) if status == "received" => record.set_date(DateField::Submitted, date),
            Some(status) => record.keep(FAMILY, status, date.to_string()),
            None => {}
        }
    }
}
