//! A YAML item as the JSON item that it stands for, so that there is one reader of items.

use std::borrow::Cow;

use crate::format::csl::markdown;
use crate::format::csl::variable::{self, Source};
use crate::grammar::json::{self, Lexer, escape};
use crate::grammar::yaml::{Value, Yaml};

/// The members of a mapping.
type Pairs<'y, 'a> = &'y [(Yaml<'a>, Yaml<'a>)];

/// How the strings of a value are read.
type Spell = fn(&str) -> Cow<'_, str>;

/// The JSON of an item.
pub(super) fn item(item: Pairs<'_, '_>) -> String {
    let mut json = Vec::with_capacity(512);
    json.push(b'{');
    for (name, value) in item {
        let Some(name) = name.text() else { continue };
        if json.len() > 1 {
            json.push(b',');
        }
        string(name, &mut json);
        json.push(b':');
        match variable::by_name(name).map(|known| known.source) {
            Some(Source::Date(_)) => date(value, &mut json),
            Some(Source::Names(_) | Source::Rich(_)) => any(value, markdown::decode, &mut json),
            Some(Source::Plain(_) | Source::Number(_)) => any(value, markdown::unescape, &mut json),
            None => any(value, markdown::verbatim, &mut json),
        }
    }
    json.push(b'}');
    String::from_utf8(json).unwrap_or_default()
}

fn string(text: &str, json: &mut Vec<u8>) {
    json.push(b'"');
    escape::text(text, json);
    json.push(b'"');
}

/// Any value; the tree is not deep (see [`crate::grammar::yaml::documents`]).
fn any(value: &Yaml<'_>, spell: Spell, json: &mut Vec<u8>) {
    match &value.value {
        Value::Scalar(text, plain) => match scalar(text, *plain) {
            Some(word) => json.extend_from_slice(word.as_bytes()),
            None => string(&spell(text), json),
        },
        Value::List(elements) => {
            json.push(b'[');
            for (i, element) in elements.iter().enumerate() {
                if i > 0 {
                    json.push(b',');
                }
                any(element, spell, json);
            }
            json.push(b']');
        }
        Value::Map(pairs) => {
            json.push(b'{');
            let mut first = true;
            for (name, value) in pairs {
                let Some(name) = name.text() else { continue };
                if !std::mem::take(&mut first) {
                    json.push(b',');
                }
                string(name, json);
                json.push(b':');
                any(value, spell, json);
            }
            json.push(b'}');
        }
    }
}

/// What a scalar is in JSON if it is no string. Numbers are those that JSON has, too: an
/// issue `007` is a string.
fn scalar(text: &str, plain: bool) -> Option<&str> {
    match text {
        _ if !plain => None,
        "" | "~" | "null" | "Null" | "NULL" => Some("null"),
        "true" | "True" | "TRUE" => Some("true"),
        "false" | "False" | "FALSE" => Some("false"),
        _ => {
            let mut lexer = Lexer::new(text);
            let number = matches!(lexer.value(), Ok(json::Value::Number(_)));
            (number && lexer.position() == text.len()).then_some(text)
        }
    }
}

/// The value of a key.
fn get<'y, 'a>(value: &'y Yaml<'a>, name: &str) -> Option<&'y Yaml<'a>> {
    let is = |key: &Yaml<'_>| key.text().is_some_and(|key| key == name);
    value.map()?.iter().find(|(key, _)| is(key)).map(|(_, value)| value)
}

/// A date: CSL-JSON's object, a string, or a year, month and day by name, in a list where
/// there are two (citeproc-hs's way, which Better BibTeX writes).
fn date(value: &Yaml<'_>, json: &mut Vec<u8>) {
    let named = |point: &Yaml<'_>| get(point, "year").is_some();
    match value.items() {
        points @ [first, rest @ ..] if named(first) && rest.iter().all(named) => {
            json.extend_from_slice(b"{\"date-parts\":[");
            for (i, point) in points.iter().enumerate() {
                json.extend_from_slice(if i > 0 { b",[" } else { b"[" });
                parts(point, points.len() > 1, json);
                json.push(b']');
            }
            json.push(b']');
            for name in ["season", "circa", "literal"] {
                let value = get(first, name).filter(|_| name != "season" || points.len() == 1);
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
        [first] => any(first, markdown::decode, json),
        _ => any(value, markdown::decode, json),
    }
}

/// A year, a month or in ranges a season, and a day.
fn parts(point: &Yaml<'_>, in_range: bool, json: &mut Vec<u8>) {
    if let Some(year) = get(point, "year") {
        any(year, markdown::decode, json);
    }
    let season = || get(point, "season").filter(|_| in_range)?.text()?.parse::<u8>().ok();
    if let Some(month) = get(point, "month") {
        json.push(b',');
        any(month, markdown::decode, json);
        if let Some(day) = get(point, "day") {
            json.push(b',');
            any(day, markdown::decode, json);
        }
    } else if let Some(season @ 1..=4) = season() {
        json.extend_from_slice(format!(",{}", season + 12).as_bytes());
    }
}
