//! The grammar of an entry: from a tree to a record.

use std::borrow::Cow;
use std::ops::Range;

use super::fields::{Fields, flow};
use super::write::FAMILY;
use super::{kinds, name, roles, text};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::grammar::yaml::{Value, Yaml};
use crate::record::{
    Date, DateField, Field, Kind, Mark, MarkKind, Name, Person, Point, Record, Role, Season, Text,
};

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
    ("volume-total", Field::NumberOfVolumes, Shape::Plain, true),
    ("chapter", Field::ChapterNumber, Shape::Plain, false),
    ("page-range", Field::Page, Shape::Plain, false),
    ("page-total", Field::NumberOfPages, Shape::Plain, false),
    ("runtime", Field::Dimensions, Shape::Plain, false),
    ("language", Field::Language, Shape::Plain, true),
];

/// Keys of `serial-number`, and whether a record has them from its container.
const SERIALS: &[(&str, Field, bool)] = &[
    ("doi", Field::Doi, false),
    ("isbn", Field::Isbn, true),
    ("issn", Field::Issn, true),
    ("pmid", Field::Pmid, false),
    ("pmcid", Field::Pmcid, false),
    ("eid", Field::Eid, false),
    ("number", Field::Number, false),
    ("version", Field::Version, false),
    ("printing", Field::PrintingNumber, false),
    ("eprint", Field::Eprint, false),
];

/// Keys of `serial-number` that name an archive of preprints (biblatex §3.14.7, and
/// archives that its users name).
const ARCHIVES: &[&str] = &["arxiv", "jstor", "hdl", "googlebooks", "hal", "biorxiv", "medrxiv", "ssrn", "zenodo"];

impl<'a> Reading<'a> {
    pub(super) fn new(key: Cow<'a, str>) -> Self {
        let record = Record { key, ..Record::default() };
        Self { record, diagnostics: Vec::new(), clean: true }
    }

    pub(super) fn report(&mut self, code: &'static Code, span: Range<usize>, detail: impl Into<Cow<'static, str>>) {
        self.clean = false;
        self.diagnostics.push(Diagnostic::new(code, span).detail(detail));
    }

    /// Reads an entry with its parents.
    pub(super) fn entry(&mut self, mut fields: Fields<'a>, span: Range<usize>) {
        let of_type = self.entry_type(&mut fields, span, None);
        let parents = self.parents(&mut fields, of_type);
        let types: Vec<&str> = parents.iter().map(|(of_type, _)| *of_type).collect();
        self.record.kind = kinds::to_kind(of_type, &types);
        self.own(&mut fields, of_type);
        self.all_parents(of_type, parents);
        self.keep_rest(fields, "");
    }

    /// The type that an entry states, or the default.
    fn entry_type(&mut self, fields: &mut Fields<'a>, span: Range<usize>, child: Option<&str>) -> &'static str {
        let default = child.map_or("misc", kinds::default_parent);
        let Some(yaml) = fields.take("type") else {
            if child.is_none() {
                self.report(codes::MISSING_TYPE, span, "");
            }
            return default;
        };
        let name = yaml.text().cloned().unwrap_or_default();
        match kinds::entry_type(&name) {
            Some(known) => {
                // Today's reader knows the names in lower case and with one capital.
                self.clean &= known[1..] == *name.get(1..).unwrap_or_default();
                known
            }
            None => {
                self.report(codes::UNKNOWN_TYPE, yaml.span.clone(), name.into_owned());
                fields.put_back("type", yaml);
                default
            }
        }
    }

    /// The parents of an entry with their types.
    pub(super) fn parents(&mut self, fields: &mut Fields<'a>, of_type: &str) -> Vec<(&'static str, Fields<'a>)> {
        let mut parents = Vec::new();
        let Some(yaml) = fields.take("parent") else { return parents };
        let items = match yaml.value {
            Value::List(items) => items,
            value => vec![Yaml { value, span: yaml.span }],
        };
        for item in items {
            let span = item.span.clone();
            match Fields::of(item) {
                Ok(mut parent) => parents.push((self.entry_type(&mut parent, span, Some(of_type)), parent)),
                Err(other) => self.unexpected("parent", &other),
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
            let published = matches!(of_type, "book" | "thesis" | "report" | "anthology" | "proceedings" | "reference")
                || self.record.has(Field::Publisher);
            let place = if published && !self.record.has(Field::PublisherPlace) {
                Field::PublisherPlace
            } else {
                Field::EventPlace
            };
            self.record.push(place, location);
        }
        self.serial_number(fields, false);
        // Before 0.5 these stood on their own.
        for name in ["doi", "isbn", "issn"] {
            if let Some(text) = self.plain(fields, name) {
                self.clean = false;
                let field = SERIALS.iter().find(|(known, ..)| *known == name);
                self.record.push(field.map_or(Field::Number, |(_, field, _)| *field), text);
            }
        }
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
            };
            if let Some(text) = text {
                self.record.push(*field, text);
            }
        }
    }

    /// A title and its short form.
    pub(super) fn title(&mut self, fields: &mut Fields<'a>, long: Field, short: Option<Field>) {
        let Some((title, shorter)) = fields.take("title").and_then(|yaml| self.formattable("title", yaml)) else {
            return;
        };
        self.record.push(long, title);
        match (short, shorter) {
            (Some(field), Some(shorter)) => self.record.push(field, shorter),
            (None, Some(shorter)) => self.keep_text(&format!("{long}.short"), &shorter),
            (_, None) => {}
        }
    }

    /// A formattable string; its short form is kept.
    pub(super) fn formatted(&mut self, fields: &mut Fields<'a>, name: &'static str) -> Option<Text<'a>> {
        let yaml = fields.take(name)?;
        self.formatted_value(name, yaml)
    }

    fn formatted_value(&mut self, name: &'static str, yaml: Yaml<'a>) -> Option<Text<'a>> {
        let (text, short) = self.formattable(name, yaml)?;
        if let Some(short) = short {
            self.keep_text(&format!("{name}.short"), &short);
        }
        Some(text)
    }

    /// A formattable string and its short form.
    fn formattable(&mut self, name: &'static str, yaml: Yaml<'a>) -> Option<(Text<'a>, Option<Text<'a>>)> {
        let span = yaml.span.clone();
        let mut parts = match Fields::of(yaml) {
            Ok(parts) => parts,
            Err(Yaml { value: Value::Scalar(string, plain), .. }) => {
                return Some((self.chunks(string, plain, span), None));
            }
            Err(other) => {
                self.unexpected(name, &other);
                return None;
            }
        };
        let verbatim = parts.take("verbatim").is_some_and(|yaml| is_true(&yaml));
        let long = parts.take("value").map(|yaml| match yaml.value {
            Value::Scalar(string, _) if verbatim => {
                let whole = Mark::new(0..string.len(), MarkKind::NoCase);
                Text::with_marks(string, vec![whole])
            }
            _ => self.chunked(yaml),
        });
        let mut short = parts.take("short").map(|yaml| self.chunked(yaml));
        if short.is_none() {
            // Before 0.5 the short form was called a shorthand.
            short = parts.take("shorthand").map(|yaml| self.chunked(yaml));
        }
        self.keep_rest(parts, &format!("{name}."));
        match (long, short) {
            (Some(long), short) => Some((long, short)),
            (None, Some(short)) => Some((short, None)),
            (None, None) => None,
        }
    }

    /// A formattable string that may be a mapping with a value once more.
    fn chunked(&mut self, yaml: Yaml<'a>) -> Text<'a> {
        let span = yaml.span.clone();
        match yaml.value {
            Value::Scalar(string, plain) => self.chunks(string, plain, span),
            value => {
                let inner = Fields::of(Yaml { value, span: span.clone() }).ok().and_then(|mut map| map.take("value"));
                match inner.map(|yaml| yaml.value) {
                    Some(Value::Scalar(string, plain)) => self.chunks(string, plain, span),
                    _ => {
                        self.report(codes::UNEXPECTED_VALUE, span, "a string is expected");
                        Text::default()
                    }
                }
            }
        }
    }

    fn chunks(&mut self, string: Cow<'a, str>, plain: bool, span: Range<usize>) -> Text<'a> {
        // A number without quotes is no string for today's reader.
        self.clean &= !plain || string.parse::<f64>().is_err();
        let (text, sound) = text::parse(string);
        if !sound {
            self.report(codes::UNEXPECTED_VALUE, span, "a closing brace that no brace opened");
        }
        text
    }

    /// A scalar, as it is spelled.
    pub(super) fn plain(&mut self, fields: &mut Fields<'a>, name: &'static str) -> Option<Cow<'a, str>> {
        let yaml = fields.take(name)?;
        match yaml.value {
            Value::Scalar(text, _) => Some(text),
            value => {
                self.unexpected(name, &Yaml { value, span: yaml.span });
                None
            }
        }
    }

    pub(super) fn people(&mut self, fields: &mut Fields<'a>, field: &'static str, role: Role) {
        let Some(yaml) = fields.take(field) else { return };
        let items = match yaml.value {
            Value::List(items) => items,
            value => vec![Yaml { value, span: yaml.span }],
        };
        for item in items {
            match self.person(item) {
                Ok(Some(name)) => self.record.contribute(role, name),
                Ok(None) => {}
                Err(other) => self.unexpected(field, &other),
            }
        }
    }

    fn person(&mut self, yaml: Yaml<'a>) -> Result<Option<Name<'a>>, Yaml<'a>> {
        let span = yaml.span.clone();
        let mut parts = match Fields::of(yaml) {
            Err(Yaml { value: Value::Scalar(text, _), .. }) => {
                if text.split(',').nth(3).is_some() {
                    self.report(codes::UNEXPECTED_VALUE, span, "a name of more than three parts");
                }
                return Ok(Some(name::parse(&text).into_owned()).filter(|name| !name.family().is_empty()));
            }
            Err(other) => return Err(other),
            Ok(parts) => parts,
        };
        let mut part = |name| parts.take(name).and_then(|yaml| yaml.text().cloned()).unwrap_or_default();
        let (family, given, prefix) = (part("name"), part("given-name"), part("prefix"));
        let (suffix, alias) = (part("suffix"), part("alias"));
        let comma_suffix = part("comma-suffix") == "true";
        if family.is_empty() {
            self.clean = false;
        }
        self.clean &= parts.rest().next().is_none();
        Ok(name::from_parts(family, Person {
            given,
            dropping_prefix: prefix,
            suffix,
            comma_suffix,
            extra: if alias.is_empty() { Vec::new() } else { vec![("alias".into(), alias)] },
            ..Person::default()
        }))
    }

    /// Affiliated persons; `chairs` is the role of directors where they are something else.
    pub(super) fn affiliated(&mut self, fields: &mut Fields<'a>, director: Option<Role>) {
        let Some(yaml) = fields.take("affiliated") else { return };
        let items = match yaml.value {
            Value::List(items) => items,
            value => vec![Yaml { value, span: yaml.span }],
        };
        for item in items {
            let span = item.span.clone();
            match Fields::of(item) {
                Err(other) => self.unexpected("affiliated", &other),
                Ok(mut group) => {
                    let stated = group.take("role").and_then(|yaml| yaml.text().cloned()).unwrap_or_default();
                    let role = match roles::from_name(&stated) {
                        Some(Role::Director) => director.unwrap_or(Role::Director),
                        Some(role) => {
                            self.clean &= roles::is_exact(&stated);
                            role
                        }
                        None => {
                            self.report(codes::UNEXPECTED_VALUE, span, format!("the role {stated:?}"));
                            Role::Contributor
                        }
                    };
                    self.people(&mut group, "names", role);
                    self.clean &= group.rest().next().is_none();
                }
            }
        }
    }

    pub(super) fn date(&mut self, fields: &mut Fields<'a>, field: DateField) {
        let Some(yaml) = fields.take("date") else { return };
        if let Some(date) = self.read_date(yaml) {
            self.record.set_date(field, date);
        }
    }

    fn read_date(&mut self, yaml: Yaml<'a>) -> Option<Date<'a>> {
        let span = yaml.span.clone();
        match Fields::of(yaml) {
            Err(Yaml { value: Value::Scalar(text, _), .. }) => {
                Some(parse_date(&text).unwrap_or_else(|| {
                    self.report(codes::BAD_DATE, span, text.to_string());
                    Date::Literal(text)
                }))
            }
            Err(_) => {
                self.report(codes::UNEXPECTED_VALUE, span, "a date is expected");
                None
            }
            // The crate takes the parts of a date, too, though its documentation is silent.
            Ok(mut parts) => {
                let mut part = |name| parts.take(name).and_then(|yaml| yaml.text()?.parse::<i64>().ok());
                let (year, month, day, season) = (part("year"), part("month"), part("day"), part("season"));
                let small = |part: Option<i64>| part.and_then(|part| u8::try_from(part).ok());
                let approximate = parts.take("approximate").is_some_and(|yaml| is_true(&yaml));
                // It counts months and days from 0 there.
                Some(
                    Point {
                        year,
                        month: small(month).filter(|m| *m < 12).map(|m| m + 1),
                        day: small(day).filter(|d| *d < 31).map(|d| d + 1),
                        season: small(season).filter(|s| (1..=4).contains(s)).map(|s| Season(20 + s)),
                        approximate,
                        ..Point::default()
                    }
                    .into(),
                )
            }
        }
    }

    /// A publisher: a name and a location, or a formattable string.
    pub(super) fn publisher(&mut self, fields: &mut Fields<'a>, name: Field, place: Field) {
        let Some(yaml) = fields.take("publisher") else { return };
        let span = yaml.span.clone();
        let yaml = match Fields::of(yaml) {
            Ok(mut parts) if !parts.has("value") => {
                if let Some(text) = self.formatted(&mut parts, "name") {
                    self.record.push(name, text);
                }
                if let Some(text) = self.formatted(&mut parts, "location") {
                    self.record.push(place, text);
                }
                return self.keep_rest(parts, "publisher.");
            }
            Ok(parts) => parts.into_yaml(span),
            Err(yaml) => yaml,
        };
        if let Some(text) = self.formatted_value("publisher", yaml) {
            self.record.push(name, text);
        }
    }

    /// Serial numbers, by their keys or alone.
    pub(super) fn serial_number(&mut self, fields: &mut Fields<'a>, of_container: bool) {
        let Some(yaml) = fields.take("serial-number").or_else(|| fields.take("serial")) else { return };
        let mut serials = match Fields::of(yaml) {
            Ok(serials) => serials,
            Err(yaml) => {
                let mut serials = Fields::default();
                serials.put_back("serial", yaml);
                serials
            }
        };
        for (name, field, lifted) in SERIALS {
            if of_container && (!lifted || self.record.has(*field)) {
                continue;
            }
            if let Some(text) = self.plain(&mut serials, name) {
                self.record.push(*field, text);
            }
        }
        if !of_container {
            for archive in ARCHIVES {
                if self.record.has(Field::Eprint) {
                    break;
                }
                if let Some(id) = self.plain(&mut serials, archive) {
                    self.record.push(Field::Eprint, id);
                    self.record.push(Field::EprintType, *archive);
                }
            }
            // What numbers an article in its journal is an article number.
            let article = matches!(self.record.kind, Kind::ArticleJournal | Kind::ArticleNewspaper);
            let field = if article && !self.record.has(Field::Eid) { Field::Eid } else { Field::Number };
            if !self.record.has(field)
                && let Some(serial) = self.plain(&mut serials, "serial")
            {
                self.record.push(field, serial);
            }
        }
        let prefix = if of_container { "parent.serial-number." } else { "serial-number." };
        self.keep_rest(serials, prefix);
    }

    pub(super) fn url(&mut self, fields: &mut Fields<'a>) {
        let Some(yaml) = fields.take("url") else { return };
        match Fields::of(yaml) {
            Err(Yaml { value: Value::Scalar(url, _), .. }) => self.record.push(Field::Url, url),
            Err(other) => self.unexpected("url", &other),
            Ok(mut parts) => {
                if let Some(url) = self.plain(&mut parts, "value") {
                    self.record.push(Field::Url, url);
                }
                self.date(&mut parts, DateField::Accessed);
                self.keep_rest(parts, "url.");
            }
        }
    }

    /// A value of the wrong kind is kept as it stands.
    fn unexpected(&mut self, name: &'static str, yaml: &Yaml<'a>) {
        self.report(codes::UNEXPECTED_VALUE, yaml.span.clone(), name);
        self.keep(name, yaml);
    }

    /// Keeps a text of the record's own.
    fn keep_text(&mut self, name: &str, text: &Text<'a>) {
        let (string, _) = text::write(text);
        self.keep(name, &Yaml { value: Value::Scalar(string.into(), false), span: 0..0 });
    }

    pub(super) fn keep(&mut self, name: &str, yaml: &Yaml<'_>) {
        self.record.keep(FAMILY, name.to_owned(), flow(yaml));
    }

    /// Keeps what no one has read.
    pub(super) fn keep_rest(&mut self, fields: Fields<'a>, prefix: &str) {
        for (name, value) in fields.rest() {
            self.keep(&format!("{prefix}{name}"), &value);
        }
    }
}

fn is_true(yaml: &Yaml<'_>) -> bool {
    yaml.text().is_some_and(|text| text == "true")
}

/// A date as the crate reads it: `YYYY[-MM[-DD]]`, with a sign, blanks around its parts,
/// and `~` before it when it is approximate; a month and a day may lack their zero, and
/// a full date the century.
fn parse_date(text: &str) -> Option<Date<'static>> {
    let text = text.trim();
    let (approximate, text) = text.strip_prefix('~').map_or((false, text), |rest| (true, rest.trim_start()));
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = digits.split('-').map(str::trim);
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        let sound = lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| part.parse::<i64>().ok())?
    };
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let year = match (year.len(), month, day) {
        (2, Some(_), Some(_)) => number(year, 2..=2).map(|year| if year < 50 { year + 2000 } else { year + 1900 })?,
        (_, None, _) => number(year, 4..=9)?,
        _ => number(year, 4..=4)?,
    };
    let year = if negative { -year } else { year };
    let small = |part: Option<&str>| part.map(|part| number(part, 1..=2).and_then(|n| u8::try_from(n).ok()));
    let (month, day) = match (small(month), small(day)) {
        (Some(None), _) | (_, Some(None)) => return None,
        (month, day) => (month.flatten(), day.flatten()),
    };
    let days = |month| super::value::days_in_month(month, year);
    let sound = match (month, day) {
        (Some(month), Some(day)) => (1..=12).contains(&month) && (1..=days(month)).contains(&day),
        (Some(month), None) => (1..=12).contains(&month),
        (None, _) => true,
    };
    if !sound {
        return None;
    }
    Some(Point { year: Some(year), month, day, approximate, ..Point::default() }.into())
}
