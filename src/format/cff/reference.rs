//! What a file says of one thing → a record.

use std::borrow::Cow;
use std::ops::Range;

use super::entity::{self, Body};
use super::fields::{ADDRESSES, IDENTIFIERS, KEPT, KEYS};
use super::{FAMILY, dating, types};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::format::shared::tagged::Place;
use crate::format::shared::xml::{self, set, tongue};
use crate::format::shared::yaml_node::flow;
use crate::grammar::yaml::{Value, Yaml};
use crate::record::{Date, DateField, Field, Kind, Record, Role, identifier};

/// What of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Work,
    Preferred,
    Reference,
}

/// A record as it is read.
pub(super) struct Reading<'a> {
    pub(super) record: Record<'a>,
    pub(super) diagnostics: Vec<Diagnostic>,
    dates: Vec<(Cow<'a, str>, Yaml<'a>)>,
    addresses: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pages: [Cow<'a, str>; 2],
    /// All keys that say something.
    keys: Vec<Cow<'a, str>>,
}

/// The title of what has none.
pub(super) const UNTITLED: &str = "[untitled]";

/// Reads the work or a reference; `None` if it is no mapping.
pub(super) fn read(yaml: Yaml<'_>, part: Part) -> Option<Reading<'_>> {
    let Value::Map(pairs) = yaml.value else { return None };
    let keys = pairs.iter().filter(|(_, value)| !value.is_null()).filter_map(|(key, _)| key.text());
    let mut reading = Reading {
        record: Record::default(),
        diagnostics: Vec::new(),
        dates: Vec::new(),
        addresses: Vec::new(),
        pages: Default::default(),
        keys: keys.cloned().collect(),
    };
    reading.kind(&pairs, part, yaml.span);
    let mut seen: Vec<Cow<'_, str>> = Vec::new();
    for (key, value) in pairs {
        let Value::Scalar(name, _) = key.value else { continue };
        if value.is_null() {
            continue;
        }
        if seen.contains(&name) {
            reading.report(codes::DUPLICATE_FIELD, key.span, name.clone().into_owned());
            reading.record.keep(FAMILY, name, flow(&value));
            continue;
        }
        seen.push(name.clone());
        reading.field(name, key.span, value);
    }
    reading.finish();
    Some(reading)
}

impl<'a> Reading<'a> {
    fn report(&mut self, code: &'static Code, span: Range<usize>, detail: impl Into<Cow<'static, str>>) {
        self.diagnostics.push(Diagnostic::new(code, span).detail(detail));
    }

    /// Whether there is such a key.
    fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key == name)
    }

    fn unexpected(&mut self, key: &str, value: &Yaml<'a>) {
        self.report(codes::UNEXPECTED_VALUE, value.span.clone(), key.to_owned());
    }

    /// What it is. The work is software unless it says otherwise.
    fn kind(&mut self, pairs: &[(Yaml<'a>, Yaml<'a>)], part: Part, span: Range<usize>) {
        let find = |name: &str| {
            pairs.iter().find(|(key, _)| key.text().is_some_and(|key| key == name)).map(|(_, value)| value)
        };
        let text = |name: &str| {
            find(name).and_then(|value| value.text()).map(|text| text.trim().to_ascii_lowercase())
        };
        let Some(name) = text("type") else {
            if part == Part::Work {
                self.record.kind = Kind::Software;
            } else {
                let start = span.start;
                self.report(codes::MISSING_TYPE, start..start, "");
            }
            return;
        };
        let entry = find("entry").or(find("term")).is_some();
        match types::kind(&name, entry) {
            // A part of a book in its collection.
            Some(Kind::Book) => {
                let collection = text("collection-type");
                let of = types::COLLECTIONS.iter().find(|(name, _)| collection.as_deref() == Some(*name));
                self.record.kind = of.map_or(Kind::Book, |(_, kind)| *kind);
            }
            Some(Kind::ArticleJournal)
                if find("journal").is_none() && text("status").as_deref() == Some("preprint") =>
            {
                self.record.kind = Kind::Article;
            }
            Some(kind) => self.record.kind = kind,
            None => {
                let span = find("type").map_or(span, |value| value.span.clone());
                self.report(codes::UNKNOWN_TYPE, span, name.clone());
            }
        }
        if types::name(self.record.kind) != name {
            self.record.keep_spelling(FAMILY, "type", name_of(find("type")));
        }
    }

    fn field(&mut self, key: Cow<'a, str>, at: Range<usize>, value: Yaml<'a>) {
        match &*key {
            "type" | "cff-version" => {}
            "message" => self.record.keep_spelling(FAMILY, key, flow(&value)),
            "identifiers" => self.identifiers(&value),
            "publisher" | "institution" | "conference" | "location" => self.body(key, &value),
            "collection-type" if self.record.kind != Kind::Book && self.is_collection(&value) => {}
            name if dating::KEYS.contains(&name) => self.dates.push((key, value)),
            name if ADDRESSES.contains(&name) => match value.text() {
                Some(text) => self.addresses.push((key, text.clone())),
                None => self.keep(key, &value),
            },
            name => {
                let row = KEYS.get(name, self.record.kind);
                let taken = row.is_some_and(|(_, row)| self.place(row.place, &key, &value));
                let known = row.is_some() || KEPT.contains(&name);
                if !known {
                    self.report(codes::UNKNOWN_FIELD, at, name.to_owned());
                }
                if !taken {
                    self.keep(key, &value);
                }
            }
        }
    }

    fn keep(&mut self, key: Cow<'a, str>, value: &Yaml<'a>) {
        self.record.keep(FAMILY, key, flow(value));
    }

    /// Whether a type of collections is that which the kind has.
    fn is_collection(&self, value: &Yaml<'_>) -> bool {
        let kind = types::COLLECTIONS
            .iter()
            .find(|(name, _)| value.text().is_some_and(|text| text.eq_ignore_ascii_case(name)));
        kind.is_some_and(|(_, kind)| *kind == self.record.kind)
    }

    /// Puts a value into its place; says whether the record carries it.
    fn place(&mut self, place: Place, key: &str, value: &Yaml<'a>) -> bool {
        let texts: Vec<Cow<'a, str>> =
            value.items().iter().filter_map(|item| item.text()).map(trimmed).collect();
        let sound = texts.len() == value.items().len();
        match place {
            Place::Names(role) => {
                self.names(role, key, value);
                return true;
            }
            _ if texts.is_empty() || !sound => {
                self.unexpected(key, value);
                return false;
            }
            _ => {}
        }
        let first = texts[0].clone();
        match place {
            Place::Text(Field::License) if key == "license-url" && self.has("license") => false,
            Place::Text(Field::License) => {
                set(&mut self.record, Field::License, Cow::Owned(texts.join(" OR ")))
            }
            Place::Text(Field::ContainerTitle)
                if key == "journal"
                    && types::PARTS.contains(&self.record.kind)
                    && self.has("collection-title") =>
            {
                false
            }
            Place::Text(Field::Title) if first == UNTITLED => true,
            _ if texts.len() > 1 && !matches!(place, Place::Keywords | Place::Language) => {
                self.unexpected(key, value);
                false
            }
            Place::Text(Field::Pmcid) => {
                let id = identifier::pmcid(&first).map(Cow::into_owned);
                id.is_some_and(|id| set(&mut self.record, Field::Pmcid, id.into()))
            }
            Place::Text(field) => set(&mut self.record, field, first),
            Place::Keywords => {
                for text in texts {
                    self.record.push(Field::Keyword, text);
                }
                true
            }
            Place::Language => {
                texts.into_iter().for_each(|text| tongue(&mut self.record, text));
                true
            }
            Place::Serial => {
                let field = if key == "isbn" { Field::Isbn } else { Field::Issn };
                self.record.push(field, first);
                true
            }
            Place::Doi => {
                let taken = xml::doi(&mut self.record, first);
                if !taken {
                    self.report(codes::BAD_DOI, value.span.clone(), "");
                }
                taken
            }
            Place::FirstPage | Place::LastPage => {
                self.pages[usize::from(place == Place::LastPage)] = first;
                true
            }
            _ => false,
        }
    }

    fn names(&mut self, role: Role, key: &str, value: &Yaml<'a>) {
        let role = match (key, self.has("editors")) {
            ("authors", false) if types::EDITED.contains(&self.record.kind) => Role::Editor,
            // Who sends a letter is its author.
            ("senders", _) if self.has("authors") => return self.keep("senders".into(), value),
            _ => role,
        };
        if !matches!(value.value, Value::List(_)) {
            self.unexpected(key, value);
        }
        for (number, item) in value.items().iter().enumerate() {
            let (name, sound, rest) = entity::name(item);
            if !sound {
                self.unexpected(key, item);
            }
            for (part, value) in rest {
                self.record.keep(FAMILY, format!("{key}.{}.{part}", number + 1), value);
            }
            if let Some(name) = name {
                self.record.contribute(role, name);
            }
        }
    }

    /// A body with its place.
    fn body(&mut self, key: Cow<'a, str>, value: &Yaml<'a>) {
        let body = entity::body(value);
        if !body.sound {
            self.unexpected(&key, value);
        }
        let (name, place) = match &*key {
            "conference" => (Field::EventTitle, Field::EventPlace),
            "location" => (Field::Archive, Field::ArchivePlace),
            _ => (Field::Publisher, Field::PublisherPlace),
        };
        if self.record.has(name) {
            return self.keep(key, value);
        }
        let Body { name: title, place: at, start, end, rest, .. } = body;
        self.record.push(name, title);
        self.record.push(place, at);
        for (part, value) in rest {
            self.record.keep(FAMILY, format!("{key}.{part}"), value);
        }
        let read = |text: &str| Date::parse(text).ok();
        let sound = [&start, &end].map(|text| text.is_empty() || read(text).is_some());
        let span = match (read(&start), read(&end)) {
            (Some(start), Some(end)) if start != end => match (start.point(), end.point()) {
                (Some(start), Some(end)) => Some(Date::range(*start, *end)),
                _ => None,
            },
            (start, end) => start.or(end),
        };
        match span {
            Some(span) if key == "conference" && sound == [true, true] => {
                self.record.set_date(DateField::EventDate, span)
            }
            _ => {
                for (part, date) in [("date-start", start), ("date-end", end)] {
                    if !date.is_empty() {
                        self.record.keep(FAMILY, format!("{key}.{part}"), date);
                    }
                }
            }
        }
    }

    /// Identifiers of which the record has none yet; the others are kept.
    fn identifiers(&mut self, list: &Yaml<'a>) {
        let has_address = ADDRESSES.iter().any(|key| self.has(key));
        for item in list.items() {
            let part = |name: &str| {
                let pair = item.map()?.iter().find(|(key, _)| key.text().is_some_and(|key| key == name))?;
                pair.1.text().map(trimmed)
            };
            let (kind, value) = (part("type").unwrap_or_default(), part("value").unwrap_or_default());
            let record = &mut self.record;
            let taken = match &*kind {
                _ if value.is_empty() => false,
                "doi" => xml::doi(record, value),
                "url" if !has_address && self.addresses.is_empty() => {
                    self.addresses.push(("url".into(), value));
                    true
                }
                "other" => {
                    let lower = value.to_ascii_lowercase();
                    let known = IDENTIFIERS.iter().find(|(label, _)| lower.starts_with(label));
                    known.is_some_and(|(label, field)| number(*field, value[label.len()..].trim(), record))
                }
                "swh" | "url" => false,
                _ => {
                    self.unexpected("identifiers", item);
                    false
                }
            };
            if !taken {
                self.record.keep(FAMILY, "identifiers", flow(item));
                continue;
            }
            let others =
                item.map().unwrap_or_default().iter().filter_map(|(key, value)| Some((key.text()?, value)));
            for (key, value) in others.filter(|(key, _)| !matches!(&***key, "type" | "value")) {
                self.record.keep(FAMILY, format!("identifiers.{key}"), flow(value));
            }
        }
    }

    fn finish(&mut self) {
        let [start, end] = std::mem::take(&mut self.pages);
        let pages = if start.is_empty() || end.is_empty() || start == end {
            if start.is_empty() { end } else { start }
        } else {
            Cow::Owned(format!("{start}-{end}"))
        };
        self.record.push(Field::Page, pages);
        if let Some(words) = ["in-press", "in-preparation"]
            .into_iter()
            .find(|state| self.record.str(Field::Status) == *state)
            .map(|state| state.replace('-', " "))
        {
            self.record.set(Field::Status, words);
        }
        let mut addresses = std::mem::take(&mut self.addresses);
        // The best of them stands for the thing.
        addresses.sort_by_key(|(key, _)| ADDRESSES.iter().position(|known| known == key));
        for (key, value) in addresses {
            if self.record.has(Field::Url) {
                self.record.keep(FAMILY, key, value);
            } else {
                if key != "url" {
                    self.record.keep_spelling(FAMILY, key, value.clone());
                }
                self.record.push(Field::Url, value);
            }
        }
        let dates = std::mem::take(&mut self.dates);
        for (key, span) in dating::place(&dates, &mut self.record) {
            self.report(codes::ODD_DATE, span, key.to_owned());
        }
    }
}

fn trimmed<'a>(text: &Cow<'a, str>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn name_of<'a>(value: Option<&Yaml<'a>>) -> Cow<'a, str> {
    value.and_then(|value| value.text()).cloned().unwrap_or_default()
}

/// An identifier that has no key of its own.
fn number<'a>(field: Field, value: &str, record: &mut Record<'a>) -> bool {
    let value = Cow::Owned(value.to_owned());
    match field {
        Field::Doi => xml::doi(record, value),
        Field::Eprint => set(record, Field::Eprint, value) && set(record, Field::EprintType, "arxiv".into()),
        Field::Isbn | Field::Issn => {
            record.push(field, value);
            true
        }
        field => set(record, field, value),
    }
}
