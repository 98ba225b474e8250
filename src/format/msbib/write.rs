//! A record → a `Source` element.

use std::borrow::Cow;

use super::fields::{ELEMENTS, NAMES as PEOPLE, has_proceedings};
use super::read::{self, NUMBERS};
use super::{FAMILY, NAMES, SOURCE, jabref, people, types};
use crate::format::shared::tagged::Place;
use crate::format::shared::tagged::emit::{self, Written};
use crate::format::shared::tagged::entry::{CONTAINER, TITLE};
use crate::format::shared::xml::{self, lose_marks, own_extras, unmarked};
use crate::format::{Output, WriteOptions, lose_extra_but};
use crate::grammar::xml::Writer as Xml;
use crate::record::{Bound, Date, DateField, Field, MONTHS, Name, Pages, Record, Season};

pub(super) struct Writer;

impl crate::format::Writer for Writer {
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
         <b:Sources xmlns:b=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\" \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\" SelectedStyle=\"\">\n"
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        lose_extra_but(
            record,
            |extra| extra.format == FAMILY || jabref::element(extra, record).is_some(),
            out,
        );
        let as_it_was =
            xml::as_it_was(record, (FAMILY, SOURCE), NAMES, out.key_is_generated, read::record, |element| {
                Xml::new(out, "", 1, options.ascii).element(element);
            });
        if !as_it_was {
            let generated = out.key_is_generated;
            let xml = Xml::new(out, "b:", 1, options.ascii);
            Source { record, xml, written: Written::default() }.write(generated);
        }
    }

    fn end(&self, _options: &WriteOptions) -> &'static str {
        "</b:Sources>\n"
    }
}

struct Source<'r, 'a, 'o> {
    record: &'r Record<'a>,
    xml: Xml<'o>,
    written: Written,
}

impl<'r> Source<'r, '_, '_> {
    fn write(mut self, generated: bool) {
        let record = self.record;
        let row = types::of_kind(record.kind);
        self.xml.open("Source", &[]);
        // Word knows sources by their tag.
        if generated {
            self.xml.inline("Tag", &[], |xml| xml.out.key(record, |_, _| ()));
        } else if !record.key.is_empty() {
            self.xml.leaf("Tag", &record.key);
        }
        self.xml.leaf("SourceType", row.source);
        self.xml.leaf("BIBTEX_Entry", row.entry);
        self.people();
        self.dates();
        for row in ELEMENTS.written(record.kind) {
            match row.place {
                Place::Text(Field::PublisherPlace) => self.city(row.tag),
                Place::Text(field) => self.text(row.tag, field),
                Place::FirstPage => {
                    if let Some(pages) = self.take(Field::Page).or_else(|| self.take(Field::Eid)) {
                        let parsed = Pages::parse(&pages).to_string();
                        self.xml.leaf(row.tag, if parsed.is_empty() { &pages } else { &parsed });
                    }
                }
                Place::Doi | Place::Url => {
                    let field = if row.place == Place::Doi { Field::Doi } else { Field::Url };
                    if let Some(text) = self.take(field) {
                        self.xml.leaf(row.tag, &text);
                    }
                }
                Place::Serial => self.numbers(row.tag),
                Place::Language => {
                    if let Some(text) = self.take(Field::Language) {
                        self.xml.leaf(row.tag, &text);
                    }
                }
                Place::Keywords => {
                    let words: Vec<_> = record.all(Field::Keyword).map(unmarked).collect();
                    self.written.field(Field::Keyword);
                    if !words.is_empty() {
                        self.xml.leaf(row.tag, &words.join("; "));
                    }
                }
                _ => {}
            }
        }
        for extra in own_extras(record, FAMILY, self.xml.out) {
            if extra.value.starts_with('<') {
                self.xml.out.lose(
                    extra.name.to_string(),
                    extra.value.as_ref(),
                    "names of this role stand elsewhere",
                );
            } else {
                self.xml.leaf(&extra.name, &extra.value);
            }
        }
        for (element, text) in record.extra.iter().filter_map(|extra| jabref::element(extra, record)) {
            self.xml.leaf(element, text);
        }
        self.xml.close("Source");
        self.written.lose_rest(record, "Word has no element for it", self.xml.out);
        for (field, text) in &record.fields {
            lose_marks(field.name(), text, &[], self.xml.out, "Word's sources have no markup");
        }
    }

    /// The first value of a field that was not written before; others are lost.
    fn take(&mut self, field: Field) -> Option<Cow<'r, str>> {
        let record: &'r Record<'r> = self.record;
        if !record.has(field) || !self.written.field(field) {
            return None;
        }
        let mut values = record.all(field);
        let first = values.next().map(unmarked);
        for other in values {
            self.xml.out.lose(field.name(), other.plain(), "Word takes one of it");
        }
        first
    }

    /// A title with its parts.
    fn title(&mut self, parts: &[(char, Field)]) -> Option<String> {
        let record: &'r Record<'r> = self.record;
        let (_, main) = parts.first()?;
        if !record.has(*main) || !self.written.field(*main) {
            return None;
        }
        let parts: Vec<_> = parts
            .iter()
            .map(|(mark, field)| {
                self.written.field(*field);
                for other in record.all(*field).skip(1) {
                    self.xml.out.lose(field.name(), other.plain(), "Word takes one of it");
                }
                (*mark, record.get(*field).map(unmarked))
            })
            .collect();
        emit::title(&parts)
    }

    fn text(&mut self, element: &'static str, field: Field) {
        let record = self.record;
        let value = match field {
            Field::Title => self.title(TITLE).map(Cow::Owned),
            Field::ContainerTitle => {
                let title = self.title(CONTAINER);
                // Word shows no other title of what a paper is in.
                if let Some(title) =
                    title.as_ref().filter(|_| has_proceedings(record.kind) && !record.has(Field::EventTitle))
                {
                    self.xml.leaf("ConferenceName", title);
                }
                title.map(Cow::Owned)
            }
            field => self.take(field),
        };
        if let Some(value) = value {
            self.xml.leaf(element, &value);
        }
    }

    fn people(&mut self) {
        let record: &'r Record<'r> = self.record;
        let has = |row: &&crate::format::shared::tagged::Row| match row.place {
            Place::Names(role) => record.names(role).next().is_some(),
            _ => false,
        };
        if !PEOPLE.written(record.kind).any(|row| has(&row)) {
            return;
        }
        self.xml.open("Author", &[]);
        for row in PEOPLE.written(record.kind) {
            let Place::Names(role) = row.place else { continue };
            if record.names(role).next().is_none() || !self.written.role(role) {
                continue;
            }
            let names: Vec<&Name<'_>> = record.names(role).collect();
            people::write(row.tag, &names, &mut self.xml);
        }
        self.xml.close("Author");
    }

    fn dates(&mut self) {
        for (field, names) in [
            (DateField::Issued, ["Year", "Month", "Day"]),
            (DateField::Accessed, ["YearAccessed", "MonthAccessed", "DayAccessed"]),
        ] {
            let Some(date) = self.record.date(field) else { continue };
            self.written.date(field);
            let parts = parts(date);
            for (name, part) in names.iter().zip(&parts) {
                if !part.is_empty() {
                    self.xml.leaf(name, part);
                }
            }
            let [year, month, day] = parts;
            let back = xml::date(&year, &month, &day);
            if matches!(date, Date::Edtf(_)) && back.as_ref() != Some(date) {
                self.xml.out.lose(field.name(), date.to_string(), "Word's dates say less");
            }
        }
    }

    /// A place: the city, the state and the country where three are told.
    fn city(&mut self, element: &'static str) {
        let Some(place) = self.take(Field::PublisherPlace) else { return };
        let parts: Vec<&str> = place.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let is_state = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
        match parts[..] {
            [city, state, country] => {
                self.xml.leaf(element, city);
                self.xml.leaf("StateProvince", state);
                self.xml.leaf("CountryRegion", country);
            }
            [city, second] => {
                self.xml.leaf(element, city);
                self.xml.leaf(if is_state(second) { "StateProvince" } else { "CountryRegion" }, second);
            }
            _ => self.xml.leaf(element, &place),
        }
    }

    /// One number as it is, several with their labels.
    fn numbers(&mut self, element: &'static str) {
        let record = self.record;
        let mut numbers = Vec::new();
        for (label, field) in NUMBERS.iter().filter(|(_, field)| *field != Field::Doi) {
            self.written.field(*field);
            numbers.extend(record.all(*field).map(|number| (*field, *label, number.plain())));
        }
        match &numbers[..] {
            [] => {}
            [(Field::Isbn | Field::Issn, _, number)] => self.xml.leaf(element, number),
            all => {
                let all: Vec<String> =
                    all.iter().map(|(_, label, number)| format!("{label}: {number}")).collect();
                self.xml.leaf(element, &all.join(" "));
            }
        }
    }
}

/// The year, the month and the day of a date in words.
fn parts(date: &Date<'_>) -> [String; 3] {
    let none = || [date.to_string(), String::new(), String::new()];
    let Date::Edtf(edtf) = date else { return none() };
    let (Bound::At(point), None) = (edtf.start, edtf.end) else { return none() };
    let Some(year) = point.year.filter(|year| (0..=9999).contains(year) && point.year_mask == 0) else {
        return none();
    };
    let month = point.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    let season = match point.season {
        Some(Season(21)) => "Spring",
        Some(Season(22)) => "Summer",
        Some(Season(23)) => "Autumn",
        Some(Season(24)) => "Winter",
        _ => "",
    };
    let day = point.day.map(|day| day.to_string()).unwrap_or_default();
    [format!("{year:04}"), month.map_or(season, |month| month).to_owned(), day]
}
