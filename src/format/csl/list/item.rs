//! Drafts → CSL items as `hayagriva` takes them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, NameValue, Value, VecDate, VecDateRange};
use serde_json::Value as Json;

use crate::grammar::markup;
use crate::record::Text;

/// Members that are no variables.
const NOT_VARIABLES: [&str; 3] = ["custom", "categories", "citation-key"];

/// A record to be listed.
pub(super) struct Cited {
    /// Its key.
    pub(super) key: String,
    /// Its item; plain text alone, and its place for an identifier.
    pub(super) item: Item,
    /// Those of its values that have marks.
    pub(super) rich: Vec<Text<'static>>,
}

impl Cited {
    /// The item in a line of JSON, at its place among all.
    pub(super) fn read(line: &str, at: usize) -> Option<Cited> {
        let Json::Object(members) = serde_json::from_str(line).ok()? else { return None };
        let mut cited = Cited { key: String::new(), item: Item(BTreeMap::new()), rich: Vec::new() };
        let mut words = None;
        for (name, value) in members {
            if NOT_VARIABLES.contains(&name.as_str()) {
                continue;
            }
            if name == "id" {
                cited.key = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                continue;
            }
            // A date in words is the state of the work.
            if name == "issued"
                && let Some(literal) = value.get("literal").and_then(Json::as_str)
            {
                words = Some(literal.to_owned());
            }
            if let Some(value) = cited.value(value) {
                cited.item.0.insert(name, value);
            }
        }
        cited.item.0.insert("id".to_owned(), Value::String(at.to_string()));
        if let Some(words) = words.filter(|_| !cited.item.0.contains_key("issued")) {
            cited.item.0.entry("status".to_owned()).or_insert(Value::String(words));
        }
        Some(cited)
    }

    fn value(&mut self, value: Json) -> Option<Value> {
        match value {
            Json::String(text) => Some(Value::String(self.text(text))),
            Json::Number(number) => number.as_i64().map(Value::Number),
            Json::Array(names) => {
                let name = |name| Some(with_particle(serde_json::from_value(name).ok()?));
                let names: Vec<NameValue> = names.into_iter().filter_map(name).collect();
                (!names.is_empty()).then_some(Value::Names(names))
            }
            date @ Json::Object(_) => self::date(&date).map(Value::Date),
            Json::Null | Json::Bool(_) => None,
        }
    }

    /// A text without its marks, which are kept aside.
    fn text(&mut self, text: String) -> String {
        let (text, _) = markup::parse(Cow::Owned(text), true);
        let plain = text.plain().to_owned();
        if !text.marks().is_empty() {
            self.rich.push(text.into_owned());
        }
        plain
    }
}

/// A name whose family name begins with small words as one with a particle: otherwise
/// `hayagriva` takes it for one that is dropped.
fn with_particle(name: NameValue) -> NameValue {
    let NameValue::Item(mut item) = name else { return name };
    if item.non_dropping_particle.is_none() && item.dropping_particle.is_none() {
        let is_small = |word: &&str| word.starts_with(char::is_lowercase);
        let small: usize = item.family.split_inclusive(' ').take_while(is_small).map(str::len).sum();
        if (1..item.family.len()).contains(&small) {
            let family = item.family.split_off(small);
            let particle = std::mem::replace(&mut item.family, family);
            item.non_dropping_particle = Some(particle.trim_end().to_owned());
        }
    }
    NameValue::Item(item)
}

/// A date: of an interval its start, which is all that `hayagriva` takes.
fn date(date: &Json) -> Option<DateValue> {
    let number = |part: &Json| part.as_i64().and_then(|number| i16::try_from(number).ok());
    let parts = date.get("date-parts")?.get(0)?.as_array()?;
    let parts: Vec<i16> = parts.iter().map_while(number).collect();
    let text =
        |value: &Json| value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|n| n.to_string()));
    let sound = parts.iter().skip(1).all(|part| (1..=31).contains(part));
    (!parts.is_empty() && sound).then(|| DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season: date.get("season").and_then(text),
        circa: date.get("circa").is_some_and(|circa| *circa != Json::Bool(false)),
    })
}
