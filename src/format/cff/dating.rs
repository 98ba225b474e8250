//! The keys of which the dates of a record are made.

use std::borrow::Cow;
use std::ops::Range;

use super::FAMILY;
use crate::format::shared::tagged::date;
use crate::format::shared::xml;
use crate::format::shared::yaml_node::flow;
use crate::grammar::yaml::Yaml;
use crate::record::{Date, DateField, Kind, Record};

/// Keys of which a date is made.
pub(super) const KEYS: &[&str] = &[
    "year",
    "month",
    "date-published",
    "date-released",
    "issue-date",
    "year-original",
    "date-accessed",
    "date-downloaded",
];

/// Sets the dates of a record, keeps what they do not say, and gives those that are none.
pub(super) fn place<'d, 'a>(
    dates: &'d [(Cow<'a, str>, Yaml<'a>)],
    record: &mut Record<'a>,
) -> Vec<(&'d str, Range<usize>)> {
    let text = |name: &str| dates.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.text());
    let mut used: Vec<&str> = Vec::new();
    let month = text("month").map(|month| &**month).unwrap_or_default();
    let mut issued = text("year").and_then(|year| xml::date(year, month, ""));
    if issued.is_some() {
        used.push("year");
    }
    if issued
        .as_ref()
        .and_then(Date::point)
        .is_some_and(|point| point.month.or(point.season.map(|s| s.0)).is_some())
    {
        used.push("month");
    }
    // The day says more than its year; a day of another year is another date.
    let days = match record.kind {
        Kind::Software | Kind::Dataset => ["date-released", "date-published"],
        _ => ["date-published", "date-released"],
    };
    for name in days {
        let Some(day) = text(name).and_then(|day| day_of(day)) else { continue };
        let new = match issued.take() {
            None => day.clone(),
            Some(known) => date::finer(known, day.clone()),
        };
        if new == day {
            used.push(name);
        }
        issued = Some(new);
    }
    if let Some(words) = text("issue-date") {
        let whole = date::read(words).filter(|read| read.rest.is_empty()).map(|read| read.date);
        let read = whole.or_else(|| date::of_year(words, issued.as_ref().and_then(Date::year)?));
        let (new, told) = match (issued.take(), read) {
            (None, None) => (Date::Literal(words.clone()), true),
            (None, Some(read)) => (read, true),
            (Some(known), None) => (known, false),
            (Some(known), Some(read)) => {
                let new = date::finer(known, read.clone());
                let told = new == read;
                (new, told)
            }
        };
        if told {
            used.push("issue-date");
        }
        issued = Some(new);
    }
    if let Some(issued) = issued {
        record.set_date(DateField::Issued, issued);
    }
    for (name, field) in [
        ("year-original", DateField::OriginalDate),
        ("date-accessed", DateField::Accessed),
        ("date-downloaded", DateField::Accessed),
    ] {
        let Some(date) = text(name).and_then(|text| day_of(text)) else { continue };
        if record.date(field).is_none() {
            record.set_date(field, date);
            used.push(name);
        }
    }
    let mut odd = Vec::new();
    for (key, value) in dates {
        let sound = match &**key {
            "issue-date" => true,
            "year" | "month" | "year-original" => value.text().is_some(),
            _ => value.text().is_some_and(|text| Date::parse(text).is_ok()),
        };
        if !sound {
            odd.push((&**key, value.span.clone()));
        }
        if !used.contains(&&**key) {
            record.keep(FAMILY, key.clone(), flow(value));
        }
    }
    odd
}

/// A date, of which a timestamp has the day.
fn day_of(text: &str) -> Option<Date<'static>> {
    let day = text.get(..10).filter(|_| text[10..].starts_with(['T', 't', ' '])).unwrap_or(text);
    Date::parse(day).ok()
}
