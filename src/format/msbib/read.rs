//! A `Source` element → a record.

use std::borrow::Cow;

use super::fields::{ELEMENTS, has_proceedings};
use super::{FAMILY, jabref, languages, people, types};
use crate::format::shared::tagged::{Place, date, serial};
use crate::format::shared::xml::{self, add, set, tongue};
use crate::grammar::xml::Element;
use crate::record::{Date, DateField, Field, Kind, Record, full_range, identifier};

/// What Word writes down for itself, and what is read elsewhere.
const HOUSEKEEPING: &[&str] = &[
    "SourceType",
    "BIBTEX_Entry",
    "Guid",
    "RefOrder",
    "Year",
    "Month",
    "Day",
    "YearAccessed",
    "MonthAccessed",
    "DayAccessed",
    "StateProvince",
    "CountryRegion",
];

/// Reads a source; `None` if there is nothing in it.
pub(super) fn record<'a>(source: Element<'_, 'a>) -> Option<Record<'a>> {
    let text = |name: &str| source.child(name).map(Element::text).unwrap_or_default();
    let kind = types::kind(&text("SourceType"), &text("BIBTEX_Entry"), &text("ThesisType"));
    let mut record = Record::new(kind);
    for child in source.children().filter(|child| !child.is_blank()) {
        match child.name() {
            "Author" => people::read(child, &mut record),
            name if HOUSEKEEPING.contains(&name) => {}
            // JabRef's and bibutils's, in one.
            "Accessed" if text("YearAccessed").is_empty() && accessed(child, &mut record) => {}
            // JabRef says the title of what has none other twice.
            "PublicationTitle" if child.text() == text("Title") => {}
            name => {
                let place = ELEMENTS.get(name, record.kind).map(|(_, row)| row.place);
                let taken = place.is_some_and(|place| element(place, child, source, &mut record));
                if !taken && !jabref::keep(name, &child.text(), &mut record) {
                    record.keep(FAMILY, child.name(), child.text());
                }
            }
        }
    }
    if let Some(issuer) = record.take(Field::Division) {
        // A department is of an institution; alone it is who publishes.
        let alone = matches!(record.kind, Kind::Thesis | Kind::Manuscript | Kind::Report)
            && !record.has(Field::Publisher);
        record.push(if alone { Field::Publisher } else { Field::Division }, issuer);
    }
    if has_proceedings(record.kind) && !record.has(Field::ContainerTitle) {
        conference(&mut record);
    } else if record.str(Field::EventTitle) == record.str(Field::ContainerTitle) {
        record.take(Field::EventTitle);
    }
    let date = |names: [&str; 3]| {
        let [year, month, day] = names.map(text);
        let words = || (!year.is_empty()).then(|| Date::Literal(year.clone()));
        xml::date(&year, &month, &day).or_else(words)
    };
    if let Some(issued) = date(["Year", "Month", "Day"]) {
        record.set_date(DateField::Issued, issued);
    }
    if let Some(accessed) = date(["YearAccessed", "MonthAccessed", "DayAccessed"]) {
        record.set_date(DateField::Accessed, accessed);
    }
    let says = !record.fields.is_empty()
        || !record.contributors.is_empty()
        || !record.dates.is_empty()
        || !record.extra.is_empty()
        || !record.key.is_empty();
    (says || source.child("SourceType").is_some()).then_some(record)
}

/// Takes a day in one element; says whether it is one.
fn accessed(element: Element<'_, '_>, record: &mut Record<'_>) -> bool {
    let text = element.text();
    let read = date::read(&text).filter(|read| read.rest.is_empty());
    read.map(|read| record.set_date(DateField::Accessed, read.date)).is_some()
}

/// Word calls by one name the conference and what its papers are in.
fn conference(record: &mut Record<'_>) {
    if record.kind == Kind::PaperConference
        && let Some(title) = record.take(Field::EventTitle)
    {
        record.push(Field::ContainerTitle, title);
    }
}

/// Puts what an element says into its place; says whether the record carries it.
fn element<'a>(
    place: Place,
    element: Element<'_, 'a>,
    source: Element<'_, 'a>,
    record: &mut Record<'a>,
) -> bool {
    let text = element.text();
    match place {
        Place::Key => {
            record.key = text;
            true
        }
        Place::Text(Field::PublisherPlace) => {
            let parts = ["City", "StateProvince", "CountryRegion"];
            let parts = parts.iter().filter_map(|name| source.child(name)).map(Element::text);
            let parts: Vec<Cow<'_, str>> = parts.filter(|part| !part.is_empty()).collect();
            record.push(Field::PublisherPlace, parts.join(", "));
            true
        }
        Place::Text(field @ (Field::Note | Field::Abstract | Field::AuthorAddress)) if !record.has(field) => {
            record.push(field, element.lines());
            true
        }
        Place::Text(field) => set(record, field, text),
        Place::FirstPage => {
            let full = full_range(&text).map(Cow::Owned);
            set(record, Field::Page, full.unwrap_or(text))
        }
        Place::Doi => xml::doi(record, text.clone()) || set(record, Field::Doi, text),
        Place::Url => set(record, Field::Url, text),
        Place::Serial => standard_numbers(&text, record),
        Place::Language => {
            let tag = languages::tag(&text).map(Cow::Borrowed);
            let is_number = text.bytes().all(|b| b.is_ascii_digit());
            match tag {
                Some(tag) => tongue(record, tag),
                // 0 is Word's own language, whatever that is.
                None if is_number => return text == "0",
                None => tongue(record, text),
            }
            true
        }
        Place::Keywords => {
            for word in text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
                add(record, Field::Keyword, Cow::Owned(word.to_owned()));
            }
            true
        }
        Place::Kind | Place::Names(_) | Place::Date(_) | Place::Year | Place::LastPage => false,
    }
}

/// Labels of the numbers in a `StandardNumber`, and what they are.
pub(super) const NUMBERS: &[(&str, Field)] = &[
    ("ISBN", Field::Isbn),
    ("ISSN", Field::Issn),
    ("DOI", Field::Doi),
    ("PMID", Field::Pmid),
    ("PMCID", Field::Pmcid),
];

/// Numbers, with labels as JabRef and bibutils write them (`ISBN: 1 ISSN: 2`), or without.
fn standard_numbers(text: &str, record: &mut Record<'_>) -> bool {
    let mut labels: Vec<(usize, usize, Field)> = Vec::new();
    for (label, field) in NUMBERS {
        let mut from = 0;
        while let Some(at) = text[from..].find(label).map(|at| from + at) {
            from = at + label.len();
            let begins = text[..at].ends_with([' ', ',', ';']) || at == 0;
            if begins && text[from..].starts_with([':', ' ']) {
                labels.push((at, from + 1, *field));
            }
        }
    }
    labels.sort_unstable_by_key(|(at, ..)| *at);
    if labels.first().is_none_or(|(at, ..)| *at > 0) {
        if let Some(doi) = identifier::doi(text) {
            return set(record, Field::Doi, Cow::Owned(doi.to_owned()));
        }
        let (numbers, whole) = serial::read(text, record.kind);
        for (field, number) in numbers {
            add(record, field, Cow::Owned(number.into_owned()));
        }
        return whole;
    }
    for (i, (_, start, field)) in labels.iter().enumerate() {
        let end = labels.get(i + 1).map_or(text.len(), |(at, ..)| *at);
        let number = text[*start..end].trim_matches([' ', ',', ';']);
        if !number.is_empty() {
            add(record, *field, Cow::Owned(number.to_owned()));
        }
    }
    true
}
