//! From the values of an entry to a record's variables.

use std::borrow::Cow;

use super::entry::Reading;
use super::fields::Fields;
use crate::diagnostic::codes;
use crate::format::hayagriva::{text, typed};
use crate::grammar::yaml::{Value, Yaml};
use crate::record::{Date, DateField, Field, Kind, Mark, MarkKind, Point, Season, Text};

/// Keys of `serial-number`, whether a record has them from its container, and whether
/// they were fields of their own before 0.5.
const SERIALS: &[(&str, Field, bool, bool)] = &[
    ("doi", Field::Doi, false, true),
    ("isbn", Field::Isbn, true, true),
    ("issn", Field::Issn, true, true),
    ("pmid", Field::Pmid, false, false),
    ("pmcid", Field::Pmcid, false, false),
    ("eid", Field::Eid, false, false),
    ("number", Field::Number, false, false),
    ("version", Field::Version, false, false),
    ("printing", Field::PrintingNumber, false, false),
    ("eprint", Field::Eprint, false, false),
];

/// Keys of `serial-number` that name an archive of preprints (biblatex §3.14.7, and
/// archives that its users name).
const ARCHIVES: &[&str] =
    &["arxiv", "jstor", "hdl", "googlebooks", "hal", "biorxiv", "medrxiv", "ssrn", "zenodo"];

/// A formattable string and its short form.
type Formattable<'a> = (Text<'a>, Option<Text<'a>>);

impl<'a> Reading<'a> {
    /// A title and its short form.
    pub(super) fn title(&mut self, fields: &mut Fields<'a>, long: Field, short: Option<Field>) {
        let Some((title, shorter)) = self.formattable(fields, "title") else { return };
        self.record.push(long, title);
        match (short, shorter) {
            (Some(field), Some(shorter)) => self.record.push(field, shorter),
            (None, Some(shorter)) => self.keep_text(fields.path("title.short"), &shorter),
            (_, None) => {}
        }
    }

    /// A formattable string; its short form is kept.
    pub(super) fn formatted(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Text<'a>> {
        let (text, short) = self.formattable(fields, name)?;
        if let Some(short) = short {
            self.keep_text(fields.path(&format!("{name}.short")), &short);
        }
        Some(text)
    }

    fn keep_text(&mut self, path: String, text: &Text<'a>) {
        let (string, _) = text::write(text);
        self.keep(path, &Yaml { value: Value::Scalar(string.into(), false), span: 0..0 });
    }

    fn formattable(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Formattable<'a>> {
        let yaml = fields.take(name)?;
        let mut parts = match Fields::of(yaml, fields.path_into(name)) {
            Ok(parts) => parts,
            Err(yaml @ Yaml { value: Value::Scalar(..), .. }) => return Some((self.chunks(yaml), None)),
            Err(other) => {
                self.unexpected(fields, name, &other);
                return None;
            }
        };
        let verbatim = parts.take("verbatim");
        if let Some(odd) = verbatim.as_ref().filter(|yaml| !is_bool(yaml)) {
            self.clean = false;
            self.keep(parts.path("verbatim"), odd);
        }
        let verbatim = verbatim.is_some_and(|yaml| is_true(&yaml));
        let long = parts.take("value").map(|yaml| match yaml.value {
            Value::Scalar(string, _) if verbatim => {
                let whole = Mark::new(0..string.len(), MarkKind::NoCase);
                Text::with_marks(string, vec![whole])
            }
            _ => self.chunks(yaml),
        });
        // Before 0.5 the short form was called a shorthand.
        let short = parts.take("short").or_else(|| parts.take("shorthand")).map(|yaml| self.chunks(yaml));
        self.keep_rest(&parts);
        match (long, short) {
            (Some(long), short) => Some((long, short)),
            (None, short) => {
                self.clean = false;
                short.map(|short| (short, None))
            }
        }
    }

    /// A formattable string without a short form; it may be a mapping with a value.
    fn chunks(&mut self, yaml: Yaml<'a>) -> Text<'a> {
        let span = yaml.span.clone();
        let scalar = match yaml.value {
            Value::Map(pairs) => {
                if pairs
                    .iter()
                    .any(|(key, value)| !value.is_null() && key.text().is_none_or(|key| key != "value"))
                {
                    self.report(codes::UNEXPECTED_VALUE, span.clone(), "only the value is taken");
                }
                let inner = pairs.into_iter().find(|(key, _)| key.text().is_some_and(|key| key == "value"));
                inner.map(|(_, value)| value.value)
            }
            value => Some(value),
        };
        let Some(Value::Scalar(string, plain)) = scalar else {
            self.report(codes::UNEXPECTED_VALUE, span, "a string is expected");
            return Text::default();
        };
        self.clean &= !(plain && is_typed(&string));
        let (text, sound) = text::parse(without_end(string));
        if !sound {
            self.report(codes::UNEXPECTED_VALUE, span, "a closing brace that no brace opened");
        }
        text
    }

    /// A scalar, as it is spelled.
    pub(super) fn plain(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
        let yaml = fields.take(name)?;
        match yaml.value {
            Value::Scalar(text, plain) => {
                // A whole number may be one, nothing else that is no string.
                self.clean &= !plain || text.parse::<i32>().is_ok() || !is_typed(&text);
                Some(without_end(text))
            }
            value => {
                self.unexpected(fields, name, &Yaml { value, span: yaml.span });
                None
            }
        }
    }

    /// A scalar that must be a number.
    pub(super) fn number(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
        self.checked(fields, name, typed::is_numeric)
    }

    /// A scalar that must be a language identifier.
    pub(super) fn language(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
        self.checked(fields, name, |text| typed::language(text).is_some())
    }

    fn checked(
        &mut self,
        fields: &mut Fields<'a>,
        name: &str,
        fits: fn(&str) -> bool,
    ) -> Option<Cow<'a, str>> {
        let span = fields.span_of(name);
        let text = self.plain(fields, name)?;
        if !fits(&text) {
            self.report(codes::UNEXPECTED_VALUE, span, format!("{name} {text:?}"));
        }
        Some(text)
    }

    /// A scalar that must not be a number.
    pub(super) fn string(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
        let typed = matches!(fields.get(name), Some(Value::Scalar(text, true)) if is_typed(text));
        self.clean &= !typed;
        self.plain(fields, name)
    }

    pub(super) fn date(&mut self, fields: &mut Fields<'a>, field: DateField) {
        let Some(yaml) = fields.take("date") else { return };
        let span = yaml.span.clone();
        let date = match Fields::of(yaml, String::new()) {
            Err(Yaml { value: Value::Scalar(text, _), .. }) => parse_date(&text).unwrap_or_else(|| {
                self.report(codes::BAD_DATE, span, text.to_string());
                Date::Literal(text)
            }),
            Err(other) => return self.unexpected(fields, "date", &other),
            Ok(parts) => self.date_of_parts(parts),
        };
        self.record.set_date(field, date);
    }

    /// The parts of a date, of which the crate counts months and days from 0; its
    /// documentation is silent about them.
    fn date_of_parts(&mut self, mut parts: Fields<'a>) -> Date<'a> {
        let mut clean = true;
        let mut part = |name, end: i32| {
            let yaml = parts.take(name)?;
            let number = yaml.text().and_then(|text| text.parse::<i32>().ok()).filter(|n| *n < end);
            clean &=
                number.is_some_and(|n| n >= 0 || end > 255) && matches!(yaml.value, Value::Scalar(_, true));
            number
        };
        let year = part("year", i32::MAX).map(i64::from);
        let small = |part: Option<i32>| part.and_then(|n| u8::try_from(n).ok());
        let month = small(part("month", 12)).map(|n| n + 1);
        let day = small(part("day", 31)).map(|n| n + 1);
        let season = small(part("season", 5)).filter(|n| *n > 0).map(|n| Season(20 + n));
        let approximate = parts.take("approximate");
        clean &= approximate
            .as_ref()
            .is_none_or(|yaml| is_true(yaml) || yaml.text().is_some_and(|t| t == "false"));
        self.clean &= clean && year.is_some();
        let approximate = approximate.is_some_and(|yaml| is_true(&yaml));
        Point { year, month, day, season, approximate, ..Point::default() }.into()
    }

    /// A publisher: a name and a location, or a formattable string.
    pub(super) fn publisher(&mut self, fields: &mut Fields<'a>, name: Field, place: Field) {
        let Some(yaml) = fields.take("publisher") else { return };
        let span = yaml.span.clone();
        let yaml = match Fields::of(yaml, fields.path_into("publisher")) {
            Ok(mut parts) if !parts.has("value") => {
                if let Some(text) = self.formatted(&mut parts, "name") {
                    self.record.push(name, text);
                }
                if let Some(text) = self.formatted(&mut parts, "location") {
                    self.record.push(place, text);
                }
                return self.keep_rest(&parts);
            }
            Ok(parts) => {
                // The crate has publishers in one form or the other, not both.
                self.clean = false;
                parts.into_yaml(span)
            }
            Err(yaml) => yaml,
        };
        fields.put_back("publisher", yaml);
        if let Some(text) = self.formatted(fields, "publisher") {
            self.record.push(name, text);
        }
    }

    /// Serial numbers: by their keys, alone, and, as before 0.5, as fields.
    pub(super) fn serial_number(&mut self, fields: &mut Fields<'a>, of_container: bool) {
        for (name, field, lifted) in
            SERIALS.iter().filter(|(.., of_old)| *of_old).map(|(n, f, l, _)| (n, f, l))
        {
            if !(of_container && (!lifted || self.record.has(*field)))
                && let Some(text) = self.plain(fields, name)
            {
                self.clean = false;
                self.record.push(*field, text);
            }
        }
        // `serial` is another name for `serial-number`.
        self.clean &= !(fields.has("serial-number") && fields.has("serial"));
        let (several, alone) = (fields.take("serial-number"), fields.take("serial"));
        let mut serials = Fields::default().at(&fields.path_into("serial-number"));
        for yaml in several.into_iter().chain(alone) {
            match Fields::of(yaml, fields.path_into("serial-number")) {
                Ok(mapping) => {
                    self.clean &= !mapping.any_null();
                    serials = mapping;
                }
                Err(yaml) => serials.put_back("serial", yaml),
            }
        }
        for (name, field, lifted, _) in SERIALS {
            if !(of_container && (!lifted || self.record.has(*field)))
                && let Some(text) = self.plain_or_number(&mut serials, name)
            {
                self.record.push(*field, text);
            }
        }
        if !of_container {
            self.own_serials(&mut serials);
        }
        self.keep_rest(&serials);
    }

    fn own_serials(&mut self, serials: &mut Fields<'a>) {
        for archive in ARCHIVES {
            if !self.record.has(Field::Eprint)
                && let Some(id) = self.plain_or_number(serials, archive)
            {
                self.record.push(Field::Eprint, id);
                self.record.push(Field::EprintType, *archive);
            }
        }
        // What numbers an article in its journal is an article number.
        let article = matches!(self.record.kind, Kind::ArticleJournal | Kind::ArticleNewspaper);
        let field = if article && !self.record.has(Field::Eid) { Field::Eid } else { Field::Number };
        if !self.record.has(field)
            && let Some(serial) = self.plain_or_number(serials, "serial")
        {
            self.record.push(field, serial);
        }
    }

    /// A scalar that may be any number: its digits count, not its value.
    fn plain_or_number(&mut self, fields: &mut Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
        let clean = self.clean;
        let text = self.plain(fields, name)?;
        self.clean = clean && (!is_typed(&text) || text.parse::<f64>().is_ok_and(|n| n.to_string() == text));
        Some(text)
    }

    pub(super) fn url(&mut self, fields: &mut Fields<'a>) {
        let Some(yaml) = fields.take("url") else { return };
        let mut parts = Fields::of(yaml, fields.path_into("url")).unwrap_or_else(|yaml| {
            let mut parts = Fields::default().at(&fields.path_into("url"));
            parts.put_back("value", yaml);
            parts
        });
        let span = parts.span_of("value");
        self.clean &= parts.has("value");
        if let Some(url) = self.plain(&mut parts, "value") {
            if typed::url(&url).is_none_or(|sound| sound != url) {
                self.report(codes::UNEXPECTED_VALUE, span, format!("the URL {url:?}"));
            }
            self.record.push(Field::Url, url);
        }
        self.date(&mut parts, DateField::Accessed);
        self.keep_rest(&parts);
    }
}

/// Without the line break that a block scalar ends with.
fn without_end(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches('\n')),
        Cow::Owned(mut text) => {
            text.truncate(text.trim_end_matches('\n').len());
            Cow::Owned(text)
        }
    }
}

/// Whether a scalar without quotes is a number, a truth value or nothing to today's reader.
pub(super) fn is_typed(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let based = digits.starts_with("0x") || digits.starts_with("0o") || digits.starts_with("0b");
    based
        || text.parse::<f64>().is_ok()
        || matches!(
            text,
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" | "" | "~" | "null" | "Null" | "NULL"
        )
        || matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

pub(super) fn is_bool(yaml: &Yaml<'_>) -> bool {
    matches!(&yaml.value, Value::Scalar(text, true) if text == "true" || text == "false")
}

pub(super) fn is_true(yaml: &Yaml<'_>) -> bool {
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
        (2, Some(_), Some(_)) => {
            number(year, 2..=2).map(|year| if year < 50 { year + 2000 } else { year + 1900 })?
        }
        (_, None, _) => number(year, 4..=9)?,
        _ => number(year, 4..=4)?,
    };
    let year = if negative { -year } else { year };
    let small = |part: Option<&str>| part.map(|part| number(part, 1..=2).and_then(|n| u8::try_from(n).ok()));
    let (month, day) = match (small(month), small(day)) {
        (Some(None), _) | (_, Some(None)) => return None,
        (month, day) => (month.flatten(), day.flatten()),
    };
    let days = |month| typed::days_in_month(month, year);
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
