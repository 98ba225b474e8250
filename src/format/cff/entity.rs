//! Persons and entities (schema guide, "Person objects", "Entity objects").

use std::borrow::Cow;

use crate::format::shared::xml::with_particle;
use crate::format::shared::yaml_node::{Map, Node, flow};
use crate::grammar::yaml::Yaml;
use crate::record::{Name, Person, identifier};

/// What a person has besides a name.
const OF_PERSON: &[&str] = &[
    "affiliation",
    "orcid",
    "email",
    "website",
    "alias",
    "address",
    "city",
    "region",
    "post-code",
    "country",
    "tel",
    "fax",
];

/// Whether entities have such a key.
fn is_of_entity(key: &str) -> bool {
    matches!(key, "name" | "location" | "date-start" | "date-end")
        || (key != "affiliation" && OF_PERSON.contains(&key))
}

/// Who stands in the place of authors that are not known.
pub(super) const ANONYMOUS: &str = "anonymous";

/// A value that has found no place: its key and its YAML.
pub(super) type Rest<'a> = Vec<(Cow<'a, str>, String)>;

/// The keys of a mapping with their values.
fn fields<'y, 'a>(yaml: &'y Yaml<'a>) -> impl Iterator<Item = (&'y Cow<'a, str>, &'y Yaml<'a>)> {
    let pairs = yaml.map().unwrap_or_default().iter();
    pairs.filter(|(_, value)| !value.is_null()).filter_map(|(key, value)| Some((key.text()?, value)))
}

/// A person or an entity, whether it is told as the format has it, and what has no place in
/// a name. A person of whom no name is known is none.
pub(super) fn name<'a>(yaml: &Yaml<'a>) -> (Option<Name<'a>>, bool, Rest<'a>) {
    if let Some(text) = yaml.text() {
        return (Some(Name::from_display(text).into_owned()), false, Vec::new());
    }
    let body = fields(yaml).find(|(key, _)| *key == "name").and_then(|(_, name)| name.text());
    if let Some(body) = body {
        let others = fields(yaml).filter(|(key, _)| *key != "name");
        let rest = others.map(|(key, value)| (key.clone(), flow(value))).collect();
        let sound = fields(yaml).all(|(key, _)| is_of_entity(key));
        return (Some(Name::Literal(body.clone())), sound, rest);
    }
    let (mut person, mut sound, mut rest) = (Person::default(), yaml.map().is_some(), Vec::new());
    for (key, value) in fields(yaml) {
        let Some(text) = value.text() else {
            sound = false;
            rest.push((key.clone(), flow(value)));
            continue;
        };
        match &**key {
            "family-names" => person.family = text.clone(),
            "given-names" => person.given = text.clone(),
            "name-particle" => person.prefix = text.clone(),
            "name-suffix" => person.suffix = text.clone(),
            "orcid" => person.extra.push(("ORCID".into(), text.clone())),
            _ => {
                sound &= OF_PERSON.contains(&&**key);
                person.extra.push((key.clone(), text.clone()));
            }
        }
    }
    if person.family.is_empty() && person.given.is_empty() {
        let alias =
            person.extra.iter().position(|(key, _)| key == "alias").map(|at| person.extra.remove(at).1);
        rest.extend(person.extra.into_iter().map(|(key, value)| (key, value.into_owned())));
        let alias = alias.filter(|alias| !alias.eq_ignore_ascii_case(ANONYMOUS));
        return (alias.map(Name::Literal), sound, rest);
    }
    (Some(if person.prefix.is_empty() { with_particle(person) } else { Name::Person(person) }), sound, rest)
}

/// A name as a person or an entity; `None` for others who are not named. What has no place
/// there is handed to `lose`.
pub(super) fn node<'r>(name: &'r Name<'_>, lose: &mut dyn FnMut(&str, &str)) -> Option<Node<'r>> {
    let mut map = Map::default();
    match name {
        Name::Others => return None,
        Name::Literal(name) => map.put("name", Node::text(&**name)),
        Name::Person(person) => {
            let particles = [&*person.dropping_prefix, &*person.prefix];
            let particles: Vec<&str> = particles.into_iter().filter(|part| !part.is_empty()).collect();
            map.put("family-names", Node::text(&*person.family));
            map.put("given-names", Node::text(&*person.given));
            map.put("name-particle", Node::text(particles.join(" ")));
            map.put("name-suffix", Node::text(&*person.suffix));
            for (key, value) in &person.extra {
                let key = key.trim_start_matches('_');
                if key.eq_ignore_ascii_case("orcid")
                    && let Some(id) = identifier::orcid(value)
                {
                    map.put("orcid", Node::text(format!("https://orcid.org/{id}")));
                } else if OF_PERSON.contains(&key) && key != "orcid" {
                    map.put_new(key, Node::text(&**value));
                } else {
                    lose(key, value);
                }
            }
        }
    }
    (!map.0.is_empty()).then_some(Node::Map(map))
}

/// A body with its place: a publisher, a conference, an archive.
#[derive(Debug, Default)]
pub(super) struct Body<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) place: Cow<'a, str>,
    pub(super) start: Cow<'a, str>,
    pub(super) end: Cow<'a, str>,
    pub(super) sound: bool,
    pub(super) rest: Rest<'a>,
}

/// Reads a body; one that is no mapping is its name.
pub(super) fn body<'a>(yaml: &Yaml<'a>) -> Body<'a> {
    if let Some(name) = yaml.text() {
        return Body { name: name.clone(), ..Body::default() };
    }
    let mut body = Body { sound: yaml.map().is_some(), ..Body::default() };
    let place = ["city", "location", "region", "country"]
        .into_iter()
        .find(|place| fields(yaml).any(|(key, _)| key == place));
    for (key, value) in fields(yaml) {
        body.sound &= is_of_entity(key);
        let slot = match &**key {
            "name" => &mut body.name,
            "date-start" => &mut body.start,
            "date-end" => &mut body.end,
            key if Some(key) == place => &mut body.place,
            _ => {
                body.rest.push((key.clone(), flow(value)));
                continue;
            }
        };
        match value.text() {
            Some(text) => *slot = text.clone(),
            None => {
                body.sound = false;
                body.rest.push((key.clone(), flow(value)));
            }
        }
    }
    body.sound &= !body.name.is_empty();
    body
}
