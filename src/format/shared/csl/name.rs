//! Names as CSL spells them.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::grammar::json::{Broken, Lexer, Value as Json, compact};
use crate::record::{Name, Person, Record, Role};

use super::FAMILY;
use super::read::Shape;

/// What a member of a name holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<'n> {
    /// A string.
    Str(&'n str),
    /// `true` or `false`.
    Flag(bool),
}

/// Members that only citation processors ask for; the hub keeps them as they are.
const SETTINGS: [&str; 2] = ["static-ordering", "parse-names"];

/// Hands the members of a name over in order. "And others" is a literal `others`, as
/// pandoc has it.
pub(crate) fn members<'n>(name: &'n Name<'_>, mut push: impl FnMut(&'n str, Value<'n>)) {
    let person = match name {
        Name::Person(person) => person,
        Name::Literal(literal) => return push("literal", Value::Str(literal)),
        Name::Others => return push("literal", Value::Str("others")),
    };
    let parts = [
        ("family", &person.family),
        ("given", &person.given),
        ("non-dropping-particle", &person.prefix),
        ("dropping-particle", &person.dropping_prefix),
        ("suffix", &person.suffix),
    ];
    for (key, part) in parts {
        if !part.is_empty() {
            push(key, Value::Str(part));
        }
    }
    if person.comma_suffix && !person.suffix.is_empty() {
        push("comma-suffix", Value::Flag(true));
    }
    for (key, value) in &person.extra {
        if SETTINGS.contains(&&**key) {
            push(
                key,
                match &**value {
                    "true" => Value::Flag(true),
                    "false" => Value::Flag(false),
                    value => Value::Str(value),
                },
            );
        }
    }
}

/// Whether nothing is said.
pub(crate) fn is_empty(name: &Name<'_>) -> bool {
    let mut empty = true;
    members(name, |_, value| empty &= value == Value::Str(""));
    empty
}

/// What the schema has no place for in a name; what is said several times, as affiliations
/// are, in one.
pub(crate) fn rest<'n>(name: &'n Name<'_>) -> impl Iterator<Item = (&'n str, Cow<'n, str>)> {
    let extra = match name {
        Name::Person(person) => person.extra.as_slice(),
        Name::Literal(_) | Name::Others => &[],
    };
    let mut found: Vec<(&str, Cow<'_, str>)> = Vec::with_capacity(extra.len());
    let mut places = HashMap::new();
    for (key, value) in extra.iter().filter(|(key, _)| !SETTINGS.contains(&&**key) && key != "literal") {
        let place = *places.entry(key.as_ref()).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, known)) => {
                known.to_mut().push_str("; ");
                known.to_mut().push_str(value);
            }
            None => found.push((key, Cow::Borrowed(value))),
        }
    }
    found.into_iter()
}

/// Whether what is kept of a name is JSON and not a string.
pub(crate) fn is_json(value: &str) -> bool {
    (matches!(value, "true" | "false") || value.starts_with(['[', '{'])) && compact::is_value(value)
}

/// Reads a list of names into the record.
pub(crate) fn read<'a>(lexer: &mut Lexer<'a>, role: Role, record: &mut Record<'a>) -> Result<Shape, Broken> {
    let mut shape = Shape::canonical();
    let before = record.contributors.len();
    lexer.eat(b'[');
    let mut first = true;
    while lexer.next_element(b']', std::mem::take(&mut first))? {
        if lexer.peek() == Some(b'{') {
            let start = lexer.position();
            let (name, rest) = read_name(lexer, &mut shape)?;
            if rest {
                shape.partial();
                record.keep(FAMILY, format!("{role}.literal"), lexer.since(start));
            }
            if let Some(name) = name {
                record.contribute(role, name);
            }
        } else {
            shape.invalid();
            lexer.peek();
            let start = lexer.position();
            let value = lexer.value()?;
            let raw = lexer.since(start);
            if matches!(lexer.peek(), Some(b',' | b']')) && !read_one(value, role, record) {
                record.keep(FAMILY, format!("{role}.literal"), raw);
            }
        }
    }
    if let Some(last) = record.contributors.get_mut(before..).and_then(<[_]>::last_mut)
        && let Name::Literal(literal) = &last.name
        && (literal == "others" || literal == "et al.")
    {
        shape.canonical &= literal == "others";
        last.name = Name::Others;
    }
    if record.contributors.len() == before {
        shape.odd();
    }
    Ok(shape)
}

/// Reads what stands in place of a list of names: a string, or one name. Says whether
/// it was one.
pub(crate) fn read_one<'a>(value: Json<'a>, role: Role, record: &mut Record<'a>) -> bool {
    match value {
        Json::String(text) => {
            let text = text.decode();
            if !text.trim().is_empty() {
                record.contribute(role, Name::literal(text));
            }
            true
        }
        Json::Object(object) => {
            let name = read_name(&mut Lexer::new(object), &mut Shape::canonical());
            let name = name.ok().and_then(|(name, rest)| name.filter(|_| !rest));
            name.map(|name| record.contribute(role, name)).is_some()
        }
        Json::Array(_) | Json::Number(_) | Json::Bool(_) => false,
        Json::Null => true,
    }
}

/// Reads a name, and says whether more is said of it than the hub holds.
fn read_name<'a>(lexer: &mut Lexer<'a>, shape: &mut Shape) -> Result<(Option<Name<'a>>, bool), Broken> {
    let mut person = Person::default();
    let mut literal = Cow::Borrowed("");
    let mut comma = false;
    lexer.eat(b'{');
    let mut first = true;
    while let Some(key) = lexer.member(std::mem::take(&mut first))? {
        lexer.peek();
        let start = lexer.position();
        let value = lexer.value()?;
        let part = match key.raw {
            "family" => &mut person.family,
            "given" => &mut person.given,
            "non-dropping-particle" => &mut person.prefix,
            "dropping-particle" => &mut person.dropping_prefix,
            "suffix" => &mut person.suffix,
            "literal" => &mut literal,
            "comma-suffix" => {
                comma = truthy(value);
                match value {
                    Json::Bool(true) => {}
                    Json::Bool(false) | Json::Number(_) | Json::String(_) => shape.odd(),
                    _ => shape.invalid(),
                }
                if !is_flag(value) {
                    person.extra.push((key.decode(), Cow::Borrowed(lexer.since(start))));
                }
                continue;
            }
            _ => {
                let raw = lexer.since(start);
                match (SETTINGS.contains(&key.raw), value) {
                    (true, Json::Bool(_) | Json::Number(_) | Json::String(_)) => shape.odd(),
                    _ => shape.invalid(),
                }
                let value = match value {
                    Json::Null => continue,
                    // Crossref says both of every name.
                    Json::String(text)
                        if key.raw == "sequence" && text.is_one_of(&["first", "additional"]) =>
                    {
                        continue;
                    }
                    Json::Array("[]") => continue,
                    // Crossref's way to name a body.
                    Json::String(text) if key.raw == "name" && literal.is_empty() => {
                        literal = text.decode();
                        continue;
                    }
                    Json::String(text) => text.decode(),
                    _ => Cow::Borrowed(raw),
                };
                person.extra.push((key.decode(), value));
                continue;
            }
        };
        match value {
            Json::String(text) => {
                if !part.is_empty() || text.raw.is_empty() {
                    shape.odd();
                }
                let before = std::mem::replace(part, text.decode());
                if !before.is_empty() {
                    person.extra.push((key.decode(), before));
                }
            }
            Json::Number(number) => {
                shape.invalid();
                *part = number.into();
            }
            value => {
                shape.invalid();
                if !value.is_void() {
                    person.extra.push((key.decode(), Cow::Borrowed(lexer.since(start))));
                }
            }
        }
    }
    // citeproc-js leaves a family name in quotation marks in one piece.
    if let Some(inside) = person.family.strip_prefix('"').and_then(|family| family.strip_suffix('"'))
        && !inside.is_empty()
    {
        person.family = Cow::Owned(inside.to_owned());
        if !person.extra.iter().any(|(key, _)| key == "parse-names") {
            person.extra.push(("parse-names".into(), "false".into()));
        }
        shape.odd();
    }
    person.comma_suffix = comma && !person.suffix.is_empty();
    if comma != person.comma_suffix {
        shape.odd();
    }
    if !literal.is_empty() {
        if person.family.is_empty() && person.given.is_empty() {
            if person != Person::default() {
                shape.odd();
            }
            return Ok((Some(Name::Literal(literal)), says_more(&person)));
        }
        shape.odd();
        person.extra.push(("literal".into(), literal));
    } else if person.family.is_empty() && person.given.is_empty() {
        shape.odd();
        return Ok((None, says_more(&person)));
    }
    Ok((Some(Name::Person(person)), false))
}

/// Whether something is said of someone without a name, or with a literal one.
fn says_more(person: &Person<'_>) -> bool {
    let parts = [&person.prefix, &person.dropping_prefix, &person.suffix];
    parts.iter().any(|part| !part.is_empty())
        || person.extra.iter().any(|(key, _)| !SETTINGS.contains(&&**key))
}

/// Whether it says yes or no.
pub(crate) fn is_flag(value: Json<'_>) -> bool {
    match value {
        Json::String(text) => text.is_one_of(&["", "true", "false", "yes", "no", "1", "0", "ca", "circa"]),
        value => value.is_void() || matches!(value, Json::Bool(_) | Json::Number(_)),
    }
}

/// What counts as true where the schema allows strings and numbers as well.
pub(crate) fn truthy(value: Json<'_>) -> bool {
    match value {
        Json::Bool(flag) => flag,
        Json::Number(number) => number.bytes().any(|b| matches!(b, b'1'..=b'9')),
        Json::String(text) => !matches!(text.raw, "" | "false" | "0" | "no"),
        _ => false,
    }
}
