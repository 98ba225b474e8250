//! The grammar of an entry: from a tree to a record.

use std::borrow::Cow;
use std::ops::Range;

use super::fields::Fields;
use super::parents::Parent;
use super::sound::is_sound;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::format::hayagriva::{FAMILY, kinds};
use crate::format::shared::yaml_node::flow;
use crate::grammar::yaml::{Value, Yaml};
use crate::record::{DateField, Field, Record, Role, Text};

/// A record as it is read.
pub(super) struct Reading<'a> {
    pub(super) record: Record<'a>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether the entry is written as the format has it today, so that it may be written
    /// back to the letter.
    pub(super) clean: bool,
}

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A formattable string.
    Formatted,
    /// A number or a string.
    Plain,
    /// A number.
    Number,
    /// A string.
    Duration,
    /// A language identifier.
    Language,
}

/// Field, variable, what it holds, and whether a record has it from its container when
/// the entry does not state it (`Entry::map` in the `hayagriva` crate).
const FIELDS: &[(&str, Field, Shape, bool)] = &[
    ("abstract", Field::Abstract, Shape::Formatted, false),
    ("genre", Field::Genre, Shape::Formatted, true),
    ("note", Field::Note, Shape::Formatted, false),
    ("archive", Field::Archive, Shape::Formatted, true),
    ("archive-location", Field::ArchiveLocation, Shape::Formatted, true),
    ("call-number", Field::CallNumber, Shape::Formatted, true),
    ("edition", Field::Edition, Shape::Plain, true),
    ("volume", Field::Volume, Shape::Plain, true),
    ("issue", Field::Issue, Shape::Plain, true),
    ("volume-total", Field::NumberOfVolumes, Shape::Number, true),
    ("chapter", Field::ChapterNumber, Shape::Plain, false),
    ("page-range", Field::Page, Shape::Plain, false),
    ("page-total", Field::NumberOfPages, Shape::Number, false),
    ("runtime", Field::Dimensions, Shape::Duration, false),
    ("language", Field::Language, Shape::Language, true),
];

impl<'a> Reading<'a> {
    /// Reads an entry with its parents.
    pub(super) fn of(key: Cow<'a, str>, mut fields: Fields<'a>, span: Range<usize>) -> Self {
        let record = Record { key, ..Record::default() };
        let mut reading = Self { record, diagnostics: Vec::new(), clean: true };
        let of_type = reading.entry_type(&mut fields, span, None);
        let parents = reading.parents(&mut fields, of_type);
        let types: Vec<&str> = parents.iter().map(|(of_type, _)| *of_type).collect();
        reading.record.kind = kinds::to_kind(of_type, &types);
        if kinds::of_kind(reading.record.kind).0 != of_type {
            reading.record.keep_spelling(FAMILY, "type", of_type);
        }
        reading.own(&mut fields, of_type);
        reading.all_parents(of_type, parents);
        reading.time_range(&mut fields);
        reading.keep_rest(&fields);
        reading.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        reading
    }

    pub(super) fn report(
        &mut self,
        code: &'static Code,
        span: Range<usize>,
        detail: impl Into<Cow<'static, str>>,
    ) {
        self.clean = false;
        self.diagnostics.push(Diagnostic::new(code, span).detail(detail));
    }

    /// The type that an entry states, or the default.
    fn entry_type(
        &mut self,
        fields: &mut Fields<'a>,
        span: Range<usize>,
        child: Option<&str>,
    ) -> &'static str {
        let default = child.map_or("misc", kinds::default_parent);
        // Other fields may be null.
        self.clean &= !fields.is_null("parent");
        if let Some((name, span)) = fields.repeated() {
            self.report(codes::UNEXPECTED_VALUE, span, format!("{name} stands a second time"));
        }
        let Some(yaml) = fields.take("type") else {
            if child.is_none() {
                self.report(codes::MISSING_TYPE, span, "");
            }
            return default;
        };
        let name = yaml.text().cloned().unwrap_or_default();
        match kinds::entry_type(&name) {
            Some(known) => {
                // The crate knows the names in lower case and with one capital.
                self.clean &= known.get(1..) == name.get(1..);
                known
            }
            None => {
                self.report(codes::UNKNOWN_TYPE, yaml.span.clone(), name.into_owned());
                self.keep(fields.path("type"), &yaml);
                default
            }
        }
    }

    /// The parents of an entry with their types.
    pub(super) fn parents(&mut self, fields: &mut Fields<'a>, of_type: &str) -> Vec<Parent<'a>> {
        let mut parents = Vec::new();
        for item in fields.take("parent").map(items).unwrap_or_default() {
            let span = item.span.clone();
            match Fields::of(item, fields.path_into("parent")) {
                Ok(mut parent) => parents.push((self.entry_type(&mut parent, span, Some(of_type)), parent)),
                Err(other) => self.unexpected(fields, "parent", &other),
            }
        }
        parents
    }

    /// What an entry says of itself.
    fn own(&mut self, fields: &mut Fields<'a>, of_type: &str) {
        self.title(fields, Field::Title, Some(Field::TitleShort));
        self.people(fields, "author", Role::Author);
        self.people(fields, "editor", Role::Editor);
        self.affiliated(fields, None);
        self.date(fields, DateField::Issued);
        self.shared(fields, false);
        self.publisher(fields, Field::Publisher, Field::PublisherPlace);
        if let Some(organization) = self.formatted(fields, "organization") {
            // Where a thesis or a report was written is what CSL calls its publisher.
            let institution = matches!(of_type, "thesis" | "report") && !self.record.has(Field::Publisher);
            self.record.push(if institution { Field::Publisher } else { Field::Authority }, organization);
        }
        if let Some(location) = self.formatted(fields, "location") {
            let published = self.record.has(Field::Publisher)
                || matches!(
                    of_type,
                    "book" | "thesis" | "report" | "anthology" | "proceedings" | "reference"
                );
            let place = if published && !self.record.has(Field::PublisherPlace) {
                Field::PublisherPlace
            } else {
                Field::EventPlace
            };
            self.record.push(place, location);
        }
        self.serial_number(fields, false);
        self.url(fields);
    }

    /// The fields of the table; those of a container only where the record lacks them.
    pub(super) fn shared(&mut self, fields: &mut Fields<'a>, of_container: bool) {
        for (name, field, shape, lifted) in FIELDS {
            if of_container && (!lifted || self.record.has(*field)) {
                continue;
            }
            let text = match shape {
                Shape::Formatted => self.formatted(fields, name),
                Shape::Plain => self.plain(fields, name).map(Text::new),
                Shape::Number => self.number(fields, name).map(Text::new),
                Shape::Duration => self.string(fields, name).map(Text::new),
                Shape::Language => self.language(fields, name).map(Text::new),
            };
            let Some(text) = text else { continue };
            self.record.push(*field, text);
        }
    }

    /// The hub has no part of a recording; only its kind is looked at.
    fn time_range(&mut self, fields: &mut Fields<'a>) {
        let name = "time-range";
        let span = fields.span_of(name);
        if let Some(text) = self.string(fields, name) {
            self.record.keep(FAMILY, name, flow(&Yaml { value: Value::Scalar(text, false), span }));
        }
    }

    /// A value of the wrong kind is kept as it stands.
    pub(super) fn unexpected(&mut self, fields: &Fields<'a>, name: &str, yaml: &Yaml<'a>) {
        self.report(codes::UNEXPECTED_VALUE, yaml.span.clone(), name.to_owned());
        self.keep(fields.path(name), yaml);
    }

    pub(super) fn keep(&mut self, path: String, yaml: &Yaml<'_>) {
        self.clean = self.clean && is_sound(&path, yaml);
        self.record.keep(FAMILY, path, flow(yaml));
    }

    /// Keeps what no one has read.
    pub(super) fn keep_rest(&mut self, fields: &Fields<'a>) {
        for (path, value) in fields.rest() {
            self.keep(path, value);
        }
    }
}

/// The items of a list; anything else is the only item of its own.
pub(super) fn items(yaml: Yaml<'_>) -> Vec<Yaml<'_>> {
    match yaml.value {
        Value::List(items) => items,
        value => vec![Yaml { value, span: yaml.span }],
    }
}
