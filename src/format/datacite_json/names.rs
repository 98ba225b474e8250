//! Creators and contributors.

use std::borrow::Cow;
use std::collections::HashSet;

use super::FAMILY;
use crate::format::shared::json::named;
use crate::grammar::json::{Object, Value};
use crate::record::{Name, Record, Role, identifier};

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
        if let Some(name) = name(&creator.object()) {
            record.contribute(role, name);
        }
    }
}

/// Reads contributors; one who contributed in several ways comes once.
pub(super) fn contributors<'a>(list: Value<'a>, record: &mut Record<'a>) {
    let mut known: HashSet<(Role, String)> = HashSet::new();
    for contributor in list.elements() {
        let contributor = contributor.object();
        let told = contributor.text("contributorType");
        let Some(mut name) = name(&contributor) else { continue };
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
        }
    }
}

/// A name: in parts, or as `Last, First` for persons, or that of a body.
fn name<'a>(creator: &Object<'a>) -> Option<Name<'a>> {
    let whole = match creator.text("name") {
        name if name.is_empty() => creator.text("creatorName"),
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
    if name.family().is_empty() {
        return None;
    }
    if let Name::Person(person) = &mut name {
        for id in creator.get("nameIdentifiers").into_iter().flat_map(Value::elements) {
            let id = id.object();
            let scheme = id.text("nameIdentifierScheme");
            let text = id.text("nameIdentifier");
            match identifier::orcid(&text) {
                Some(orcid) => person.extra.push(("ORCID".into(), Cow::Owned(orcid.to_owned()))),
                None if !scheme.is_empty() && !text.is_empty() => person.extra.push((scheme, text)),
                None => {}
            }
        }
        let affiliation = creator.get("affiliation");
        let list = affiliation.into_iter().flat_map(Value::elements);
        for place in affiliation.into_iter().chain(list) {
            if let Some(place) = text_or(place, "name") {
                person.extra.push(("affiliation".into(), place));
            }
        }
    }
    Some(name)
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
