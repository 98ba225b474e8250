//! Persons: `Last, Given`, `prefix Last, Suffix, Given`, or a mapping of the parts
//! (docs/file-format.md, "Person"; `types/persons.rs`).

use std::borrow::Cow;

use crate::format::shared::yaml_node::{Map, Node};
use crate::record::{Name, Person};

/// Reads a person's string. Lower-case words at its start are the prefix, which is a
/// dropping particle to the `hayagriva` crate; a name without given name, suffix and prefix
/// is a literal. Four parts and more, which the crate refuses, stay whole.
pub(super) fn parse(text: &str) -> Option<Name<'_>> {
    let (last, suffix, given) = parts(text)?;
    if suffix.is_empty() && given.is_empty() {
        return (!last.is_empty()).then(|| Name::literal(last));
    }
    let mut end = leading_particle(last);
    if end == last.len() {
        end = last.rfind(char::is_whitespace).unwrap_or(0);
    }
    Some(Name::Person(Person {
        family: last[end..].trim().into(),
        given: given.into(),
        dropping_prefix: last[..end].trim().into(),
        suffix: suffix.into(),
        ..Person::default()
    }))
}

/// Name, suffix and given name of a string of up to three parts; more stay whole.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let mut parts = text.split(',').map(str::trim);
    let (last, second, third) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || last.is_empty() {
        return Some((text.trim(), "", ""));
    }
    Some(match (second, third) {
        (suffix, Some(given)) => (last, suffix.unwrap_or_default(), given),
        (given, None) => (last, "", given.unwrap_or_default()),
    })
}

/// Where the lower-case words at the start end.
fn leading_particle(name: &str) -> usize {
    let mut end = 0;
    for word in name.split_inclusive(char::is_whitespace) {
        if !word.starts_with(char::is_lowercase) && !word.trim().is_empty() {
            break;
        }
        end += word.len();
    }
    end
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
            let elided =
                word.find(['\'', '’']).map(|at| at + word[at..].chars().next().map_or(1, char::len_utf8));
            return match elided.filter(|at| word.starts_with(char::is_lowercase) && capital(&word[*at..])) {
                Some(at) => end + at,
                None => end,
            };
        }
        end += word.len();
    }
    end
}

/// Prefix and family name of the part before the first comma as the crate has them: the
/// prefix reaches to the last word in lower case, or to the last word of all where all are.
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
    // The crate takes more for a prefix than the documentation says: what is written must
    // mean the same to both.
    let to_crate = parts(&string).map(|(last, suffix, given)| (split_prefix(last), suffix, given));
    let reads_back = to_crate == Some(((dropping, family.as_ref()), suffix, given))
        && (!given.is_empty() || suffix.is_empty())
        && leading_particle(&string) <= dropping.len() + 1;
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
