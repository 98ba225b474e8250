//! A YAML item as the JSON item that it stands for, so that there is one reader of items.

use std::borrow::Cow;

use serde_yaml::{Mapping, Value};

use crate::format::csl::variable::{self, Source};
use crate::format::csl::{escape, markdown};

/// How the strings of a value are read.
type Spell = fn(&str) -> Cow<'_, str>;

/// The JSON of an item.
pub(super) fn item(item: &Mapping) -> String {
    let mut json = Vec::with_capacity(512);
    json.push(b'{');
    for (name, value) in item {
        let Some(name) = scalar(name) else { continue };
        if json.len() > 1 {
            json.push(b',');
        }
        string(&name, &mut json);
        json.push(b':');
        match variable::by_name(&name).map(|known| known.source) {
            Some(Source::Date(_)) => date(value, &mut json),
            Some(Source::Names(_) | Source::Rich(_)) => any(value, markdown::decode, &mut json),
            Some(Source::Plain(_) | Source::Number(_)) => any(value, markdown::unescape, &mut json),
            None => any(value, markdown::verbatim, &mut json),
        }
    }
    json.push(b'}');
    String::from_utf8(json).unwrap_or_default()
}

/// A key, or another scalar as a string.
fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
        Value::Tagged(tagged) => scalar(&tagged.value),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

fn string(text: &str, json: &mut Vec<u8>) {
    json.push(b'"');
    escape::text(text, json);
    json.push(b'"');
}

/// Any value; how deep it goes is bounded by the YAML parser.
fn any(value: &Value, spell: Spell, json: &mut Vec<u8>) {
    match value {
        Value::Null => json.extend_from_slice(b"null"),
        Value::Bool(flag) => json.extend_from_slice(if *flag { b"true" } else { b"false" }),
        Value::Number(number) if number.is_f64() && !number.as_f64().is_some_and(f64::is_finite) => {
            string(&number.to_string(), json);
        }
        Value::Number(number) => json.extend_from_slice(number.to_string().as_bytes()),
        Value::String(text) => string(&spell(text), json),
        Value::Tagged(tagged) => any(&tagged.value, spell, json),
        Value::Sequence(elements) => {
            json.push(b'[');
            for (i, element) in elements.iter().enumerate() {
                if i > 0 {
                    json.push(b',');
                }
                any(element, spell, json);
            }
            json.push(b']');
        }
        Value::Mapping(members) => {
            json.push(b'{');
            let mut first = true;
            for (name, value) in members {
                let Some(name) = scalar(name) else { continue };
                if !std::mem::take(&mut first) {
                    json.push(b',');
                }
                string(&name, json);
                json.push(b':');
                any(value, spell, json);
            }
            json.push(b'}');
        }
    }
}

/// A date: CSL-JSON's object, a string, or a year, month and day by name, in a list where
/// there are two (citeproc-hs's way, which Better BibTeX writes).
fn date(value: &Value, json: &mut Vec<u8>) {
    let one = std::slice::from_ref(value);
    let points = value.as_sequence().map_or(one, Vec::as_slice);
    let named = |point: &Value| point.as_mapping().is_some_and(|point| point.contains_key("year"));
    match points {
        [first, rest @ ..] if named(first) && rest.iter().all(named) => {
            json.extend_from_slice(b"{\"date-parts\":[");
            for (i, point) in points.iter().enumerate() {
                json.extend_from_slice(if i > 0 { b",[" } else { b"[" });
                parts(point, points.len() > 1, json);
                json.push(b']');
            }
            json.push(b']');
            for name in ["season", "circa", "literal"] {
                let value = first.get(name).filter(|_| name != "season" || points.len() == 1);
                if let Some(value) = value {
                    json.push(b',');
                    string(name, json);
                    json.push(b':');
                    any(value, markdown::decode, json);
                }
            }
            json.push(b'}');
        }
        // `- literal: …`
        [first @ Value::Mapping(_)] => any(first, markdown::decode, json),
        _ => any(value, markdown::decode, json),
    }
}

/// A year, a month or in ranges a season, and a day.
fn parts(point: &Value, in_range: bool, json: &mut Vec<u8>) {
    if let Some(year) = point.get("year") {
        any(year, markdown::decode, json);
    }
    let season = || point.get("season").and_then(Value::as_i64).filter(|_| in_range).map(|s| s + 12);
    if let Some(month) = point.get("month") {
        json.push(b',');
        any(month, markdown::decode, json);
        if let Some(day) = point.get("day") {
            json.push(b',');
            any(day, markdown::decode, json);
        }
    } else if let Some(season) = season() {
        json.extend_from_slice(format!(",{season}").as_bytes());
    }
}
