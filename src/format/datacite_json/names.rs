//! Creators and contributors.

use std::borrow::Cow;
use std::collections::HashSet;

use super::FAMILY;
use crate::format::shared::json::{named, says_more, tell_rest};
use crate::grammar::json::{Object, Value};
use crate::record::{Contributor, Name, Person, Record, Role, identifier};

/// What the types of contributors mean in the hub; all others are contributors.
const ROLES: &[(&str, Role)] = &[
    ("Editor", Role::Editor),
    ("Producer", Role::Producer),
    ("Translator", Role::Translator),
    ("RightsHolder", Role::Holder),
];

/// Reads creators, all of whom have this role.
pub(super) fn creators<'a>(list: Value<'a>, role: Role, record: &mut Record<'a>) {
    for creator in list.elements() {
        if let Some(name) = name(creator, "creators", record) {
            record.contribute(role, name);
        }
    }
}

/// Reads contributors; one who contributed in several ways comes once.
pub(super) fn contributors<'a>(list: Value<'a>, record: &mut Record<'a>) {
    let mut known: HashSet<(Role, String)> = HashSet::new();
    for value in list.elements() {
        let told = value.object().text("contributorType");
        let Some(mut name) = name(value, "contributors", record) else { continue };
        let role = ROLES.iter().find(|(known, _)| *known == told).map(|(_, role)| *role);
        let is_known = role.is_some();
        let role = role.unwrap_or(Role::Contributor);
        if !is_known && !told.is_empty() {
            match &mut name {
                Name::Person(person) => person.extra.push(("contributorType".into(), told)),
                body => record.keep(FAMILY, told, body.family().to_owned()),
            }
        }
        if known.insert((role, name.to_string())) {
            record.contribute(role, name);
            continue;
        }
        let same =
            |other: &&mut Contributor<'_>| other.role == role && other.name.to_string() == name.to_string();
        if let (Some(first), Name::Person(person)) = (record.contributors.iter_mut().find(same), &name)
            && let Name::Person(first) = &mut first.name
        {
            let new = person.extra.iter().filter(|said| !first.extra.contains(said)).cloned();
            let new: Vec<_> = new.collect();
            first.extra.extend(new);
        }
    }
}

/// A name: in parts, or as `Last, First` for persons, or that of a body. What is told of a
/// body, or of no one, is kept as a whole.
fn name<'a>(value: Value<'a>, list: &'static str, record: &mut Record<'a>) -> Option<Name<'a>> {
    let creator = value.object();
    let whole = match creator.text("name") {
        name if name.is_empty() => value.text().unwrap_or_else(|| creator.text("creatorName")),
        name => name,
    };
    let (family, given) = (creator.text("familyName"), creator.text("givenName"));
    let mut name = match &*creator.text("nameType") {
        "Organizational" => Name::Literal(whole),
        _ if !family.is_empty() => Name::with_particle(family, given),
        _ if whole.contains(',') => inverted(whole),
        "Personal" => named(whole),
        _ => Name::Literal(whole),
    };
    let mut known = vec!["name", "creatorName", "contributorType"];
    if matches!(&*creator.text("nameType"), "Personal" | "Organizational") {
        known.push("nameType");
    }
    match (&name, value) {
        (Name::Person(_), _) => {}
        (_, Value::Object(raw)) if says_more(&creator, &known) => record.keep(FAMILY, list, raw),
        _ => {}
    }
    if name.family().is_empty() {
        return None;
    }
    if let Name::Person(person) = &mut name {
        let ids = creator.get("nameIdentifiers");
        ids.into_iter().flat_map(Value::elements).for_each(|id| name_identifier(id.object(), person));
        let affiliation = creator.get("affiliation");
        let list = affiliation.into_iter().flat_map(Value::elements);
        for place in affiliation.into_iter().chain(list) {
            if let Some(place) = text_or(place, "name") {
                person.extra.push(("affiliation".into(), place));
            }
            tell_rest(person, "", place.object(), &["name"]);
        }
        let parts = [&*person.given, &*person.dropping_prefix, &*person.prefix, &*person.family];
        if !creator
            .text("name")
            .split([',', ' '])
            .filter(|word| !word.is_empty())
            .all(|word| parts.iter().flat_map(|part| part.split([',', ' '])).any(|known| known == word))
        {
            known.retain(|name| *name != "name");
        }
        known.extend(["familyName", "givenName", "nameIdentifiers", "affiliation"]);
        tell_rest(person, "", creator, &known);
    }
    Some(name)
}

/// A number of a person, under the name of its scheme.
fn name_identifier<'a>(id: Object<'a>, person: &mut Person<'a>) {
    let (scheme, text) = (id.text("nameIdentifierScheme"), id.text("nameIdentifier"));
    let orcid = identifier::orcid(&text).map(str::to_owned);
    let mut known = vec!["nameIdentifier"];
    if orcid.is_none() || matches!(&*scheme, "" | "ORCID") {
        known.push("nameIdentifierScheme");
    }
    if orcid.is_some() && id.text("schemeUri").trim_end_matches('/').ends_with("://orcid.org") {
        known.push("schemeUri");
    }
    match orcid {
        Some(orcid) => person.extra.push(("ORCID".into(), Cow::Owned(orcid))),
        None if text.is_empty() => {}
        None if scheme.is_empty() => person.extra.push(("nameIdentifier".into(), text)),
        None => person.extra.push((scheme, text)),
    }
    tell_rest(person, "nameIdentifier.", id, &known);
}

fn inverted(name: Cow<'_, str>) -> Name<'_> {
    match name {
        Cow::Borrowed(name) => Name::from_inverted(name),
        Cow::Owned(name) => Name::from_inverted(&name).into_owned(),
    }
}

/// What a value says, or the member of this name if it is an object.
pub(super) fn text_or<'a>(value: Value<'a>, name: &str) -> Option<Cow<'a, str>> {
    value.text().or_else(|| value.object().get(name).and_then(Value::text))
}
