//! A YAML item as the JSON item that it stands for, so that there is one reader of items.

use std::borrow::Cow;

use crate::format::csl::markdown;
use crate::format::csl::variable::{self, Source};
use crate::grammar::json::{self, Lexer, escape};
use crate::grammar::yaml::{Value, Yaml};

/// The members of a mapping.
type Pairs<'y, 'a> = &'y [(Yaml<'a>, Yaml<'a>)];

/// How the strings of a value are read.
#[derive(Clone, Copy, PartialEq)]
enum Spell {
    /// Markdown.
    Rich,
    /// Markdown without code, which a name is not.
    Name,
    /// Text with backslashes.
    Plain,
    /// To the letter.
    Verbatim,
}

/// The JSON of an item, and the Markdown of variables that says more than tags can.
#[derive(Default)]
pub(super) struct Item<'y> {
    /// The item.
    pub json: Vec<u8>,
    /// Names and values.
    pub finer: Vec<(&'y str, &'y str)>,
}

/// The JSON of an item.
pub(super) fn item<'y>(pairs: Pairs<'y, '_>) -> Item<'y> {
    let mut item = Item { json: Vec::with_capacity(512), finer: Vec::new() };
    item.json.push(b'{');
    for (name, value) in pairs {
        let Some(name) = name.text() else { continue };
        if item.json.len() > 1 {
            item.json.push(b',');
        }
        item.string(name);
        item.json.push(b':');
        let before = item.finer.len();
        match variable::by_name(name).map(|known| known.source) {
            Some(Source::Date(_)) => item.date(value),
            Some(Source::Names(_)) => item.any(value, Spell::Name),
            Some(Source::Rich(_)) => item.any(value, Spell::Rich),
            Some(Source::Plain(_) | Source::Number(_)) => item.any(value, Spell::Plain),
            None => item.any(value, Spell::Verbatim),
        }
        for finer in item.finer.iter_mut().skip(before) {
            finer.0 = name;
        }
    }
    item.json.push(b'}');
    item
}

impl<'y> Item<'y> {
    fn string(&mut self, text: &str) {
        self.json.push(b'"');
        escape::text(text, &mut self.json);
        self.json.push(b'"');
    }

    fn spelled(&mut self, text: &'y str, spell: Spell) {
        let (spelled, whole) = match spell {
            Spell::Rich => markdown::read(text, true),
            Spell::Name => markdown::read(text, false),
            Spell::Plain => (markdown::unescape(text), true),
            Spell::Verbatim => (Cow::Borrowed(text), true),
        };
        self.string(&spelled);
        if !whole {
            self.finer.push(("", text));
        }
    }

    /// Any value; the tree is not deep (see [`crate::grammar::yaml::documents`]).
    fn any(&mut self, value: &'y Yaml<'_>, spell: Spell) {
        match &value.value {
            Value::Scalar(text, plain) => match scalar(text, *plain) {
                Some(word) => self.json.extend_from_slice(word.as_bytes()),
                None => self.spelled(text, spell),
            },
            Value::List(elements) => {
                self.json.push(b'[');
                for (i, element) in elements.iter().enumerate() {
                    if i > 0 {
                        self.json.push(b',');
                    }
                    self.any(element, spell);
                }
                self.json.push(b']');
            }
            Value::Map(pairs) => {
                self.json.push(b'{');
                let mut first = true;
                for (name, value) in pairs {
                    let Some(name) = name.text() else { continue };
                    if !std::mem::take(&mut first) {
                        self.json.push(b',');
                    }
                    self.string(name);
                    self.json.push(b':');
                    self.any(value, spell);
                }
                self.json.push(b'}');
            }
        }
    }

    /// A date: CSL-JSON's object, a string, or a year, month and day by name, in a list where
    /// there are two (citeproc-hs's way, which Better BibTeX writes).
    fn date(&mut self, value: &'y Yaml<'_>) {
        let named = |point: &Yaml<'_>| get(point, "year").is_some();
        match value.items() {
            points @ [first, rest @ ..] if named(first) && rest.iter().all(named) => {
                self.json.extend_from_slice(b"{\"date-parts\":[");
                let mut others = Vec::new();
                for (i, point) in points.iter().enumerate() {
                    self.json.extend_from_slice(if i > 0 { b",[" } else { b"[" });
                    let told = self.parts(point, points.len() > 1);
                    self.json.push(b']');
                    let pairs = point.map().unwrap_or_default().iter();
                    let pairs = pairs.filter_map(|(key, value)| Some((&**key.text()?, value)));
                    others.extend(pairs.filter(|(key, value)| !told.contains(key) && !value.is_null()));
                }
                self.json.push(b']');
                for (name, value) in others {
                    self.json.push(b',');
                    self.string(name);
                    self.json.push(b':');
                    self.any(value, Spell::Name);
                }
                self.json.push(b'}');
            }
            // `- literal: …`
            [first] => self.any(first, Spell::Name),
            _ => self.any(value, Spell::Name),
        }
    }

    /// A year, a month or in ranges a season, and a day; says which keys it took.
    fn parts(&mut self, point: &'y Yaml<'_>, in_range: bool) -> Vec<&'static str> {
        let mut told = vec!["year"];
        if let Some(year) = get(point, "year") {
            self.any(year, Spell::Name);
        }
        let season = || get(point, "season").filter(|_| in_range)?.text()?.parse::<u8>().ok();
        if let Some(month) = get(point, "month") {
            self.json.push(b',');
            self.any(month, Spell::Name);
            told.push("month");
            if let Some(day) = get(point, "day") {
                self.json.push(b',');
                self.any(day, Spell::Name);
                told.push("day");
            }
        } else if let Some(season @ 1..=4) = season() {
            self.json.extend_from_slice(format!(",{}", season + 12).as_bytes());
            told.push("season");
        }
        told
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
