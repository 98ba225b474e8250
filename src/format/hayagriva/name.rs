//! Persons: `Last, Given`, `prefix Last, Suffix, Given`, or a mapping of the parts
//! (docs/file-format.md, "Person"; `types/persons.rs`).

use std::borrow::Cow;

use super::node::{Map, Node};
use crate::record::{Name, Person};

/// Reads a person's string the way the `hayagriva` crate does.
///
/// Up to the last lower-case word of the part before the first comma is the prefix, which
/// is a dropping particle; a name without given name, suffix and prefix is a literal.
/// Four parts and more, which the crate refuses, stay whole.
pub(super) fn parse(text: &str) -> Name<'_> {
    let mut parts = text.split(',').map(str::trim);
    let (last, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    if parts.next().is_some() || last.is_empty() {
        return Name::literal(text.trim());
    }
    let (suffix, given) = match (second, third) {
        (suffix, Some(given)) => (suffix.unwrap_or_default(), given),
        (given, None) => ("", given.unwrap_or_default()),
    };
    let (prefix, family) = split_prefix(last);
    if suffix.is_empty() && given.is_empty() {
        return Name::literal(last);
    }
    Name::Person(Person {
        family: family.into(),
        given: given.into(),
        dropping_prefix: prefix.into(),
        suffix: suffix.into(),
        ..Person::default()
    })
}

/// A name from the parts of a mapping, of which `family` is its `name`: alone it is a
/// literal, else lower-case words at its start are a particle that stays with it.
pub(super) fn from_parts<'a>(family: Cow<'a, str>, mut person: Person<'a>) -> Option<Name<'a>> {
    let parts = [&person.given, &person.dropping_prefix, &person.suffix];
    if parts.iter().all(|part| part.is_empty()) && person.extra.is_empty() {
        return (!family.is_empty()).then_some(Name::Literal(family));
    }
    let end = particle_end(&family);
    if end == 0 {
        person.family = family;
    } else {
        person.prefix = Cow::Owned(family[..end].trim_end().to_owned());
        person.family = Cow::Owned(family[end..].to_owned());
    }
    Some(Name::Person(person))
}

/// Where the particle at the start of a family name ends: after the words in lower case,
/// or an apostrophe before a capital (`d’Arc`).
fn particle_end(family: &str) -> usize {
    let mut end = 0;
    for word in family.split_inclusive(' ') {
        if !word.starts_with(char::is_lowercase) || end + word.len() == family.len() {
            let capital = |rest: &str| rest.starts_with(char::is_uppercase);
            let elided = word.find(['\'', '’']).map(|at| at + word[at..].chars().next().map_or(1, char::len_utf8));
            return match elided.filter(|at| word.starts_with(char::is_lowercase) && capital(&word[*at..])) {
                Some(at) => end + at,
                None => end,
            };
        }
        end += word.len();
    }
    end
}

/// Prefix and family name of the part before the first comma: the prefix reaches to the
/// last word in lower case, or to the last word of all where all are.
fn split_prefix(last: &str) -> (&str, &str) {
    let is_lower = |word: &str| word.starts_with(char::is_lowercase);
    let mut end = 0;
    let mut at = 0;
    let mut all_lower = true;
    for word in last.split(char::is_whitespace) {
        if is_lower(word) {
            end = at + word.len();
        } else if !word.is_empty() {
            all_lower = false;
        }
        at += word.len() + last[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    if all_lower {
        end = last.rfind(char::is_whitespace).unwrap_or(0);
    }
    (last[..end].trim(), last[end..].trim())
}

/// Writes a name: as a string where that reads back as the same parts, else as a mapping.
/// `None` for an empty name, and for "and others", which Hayagriva cannot say.
pub(super) fn write<'a>(name: &'a Name<'_>) -> Option<Node<'a>> {
    match name {
        Name::Others => None,
        Name::Literal(literal) => {
            let literal = literal.trim();
            if literal.is_empty() {
                return None;
            }
            let (prefix, _) = split_prefix(literal);
            if !literal.contains(',') && prefix.is_empty() {
                return Some(Node::text(literal));
            }
            let mut map = Map::default();
            map.put("name", Node::text(literal));
            Some(Node::Map(map))
        }
        Name::Person(person) => write_person(person),
    }
}

fn write_person<'a>(person: &'a Person<'_>) -> Option<Node<'a>> {
    // The crate drops a prefix with the given name, and looks for the particle that stays
    // in the family name itself; its own import of CSL-JSON joins them likewise.
    let family: Cow<'a, str> = match (person.prefix.as_ref(), person.family.as_ref()) {
        ("", "") => Cow::Borrowed(person.given.as_ref()),
        ("", family) => Cow::Borrowed(family),
        (prefix, family) if prefix.ends_with(['\'', '’']) => Cow::Owned(format!("{prefix}{family}")),
        (prefix, family) => Cow::Owned(format!("{prefix} {family}")),
    };
    if family.is_empty() {
        return None;
    }
    let given = if person.family.is_empty() && person.prefix.is_empty() { "" } else { person.given.as_ref() };
    let (dropping, suffix) = (person.dropping_prefix.as_ref(), person.suffix.as_ref());
    let mut string = String::with_capacity(dropping.len() + family.len() + suffix.len() + given.len() + 5);
    if !dropping.is_empty() {
        string.push_str(dropping);
        string.push(' ');
    }
    string.push_str(&family);
    if !suffix.is_empty() {
        string.push_str(", ");
        string.push_str(suffix);
    }
    if !given.is_empty() || !suffix.is_empty() {
        string.push_str(", ");
        string.push_str(given);
    }
    let reads_back = match parse(&string) {
        Name::Person(back) => {
            back.family == family
                && back.given == given
                && back.dropping_prefix == dropping
                && back.suffix == suffix
                && (!given.is_empty() || suffix.is_empty())
        }
        Name::Literal(whole) => dropping.is_empty() && split_prefix(&whole).0.is_empty() && whole == family,
        Name::Others => false,
    };
    if reads_back && !person.comma_suffix && alias(person).is_none() {
        return Some(Node::text(string));
    }
    let mut map = Map::default();
    map.put("name", Node::Text(family));
    map.put("given-name", Node::text(given));
    map.put("prefix", Node::text(dropping));
    map.put("suffix", Node::text(suffix));
    if person.comma_suffix && !suffix.is_empty() {
        map.put("comma-suffix", Node::Token("true".into()));
    }
    map.put("alias", alias(person).map(Node::text));
    Some(Node::Map(map))
}

/// Another name under which the person is known.
fn alias<'p>(person: &'p Person<'_>) -> Option<&'p str> {
    person.extra.iter().find(|(key, _)| key == "alias").map(|(_, alias)| alias.as_ref())
}
