//! Names: lists of persons, or one body.

use std::borrow::Cow;

use super::FAMILY;
use super::fields::NAMES;
use crate::format::shared::tagged::Place;
use crate::format::shared::xml::with_particle;
use crate::grammar::xml::{Element, Writer};
use crate::record::{Name, Person, Record, Role};

/// Reads the `Author` of a source, in which the names of all roles stand.
pub(super) fn read<'a>(authors: Element<'_, 'a>, record: &mut Record<'a>) {
    for list in authors.children().filter(|list| !list.is_blank()) {
        let row = NAMES.get(list.name(), record.kind).map(|(_, row)| row.place);
        match row {
            Some(Place::Names(role)) => names(list, role, record),
            _ => record.keep(FAMILY, list.name(), list.xml()),
        }
    }
}

fn names<'a>(list: Element<'_, 'a>, role: Role, record: &mut Record<'a>) {
    for child in list.children().filter(|child| !child.is_blank()) {
        match child.name() {
            "NameList" => {
                for person in child.all("Person").filter(|person| !person.is_blank()) {
                    record.contribute(role, name(person));
                }
            }
            "Corporate" => record.contribute(role, Name::Literal(child.text())),
            _ => {}
        }
    }
}

fn name<'a>(person: Element<'_, 'a>) -> Name<'a> {
    let part = |name: &str| person.child(name).map(Element::text).unwrap_or_default();
    let (last, first, middle) = (part("Last"), part("First"), part("Middle"));
    let given = match (first.is_empty(), middle.is_empty()) {
        (_, true) => first,
        (true, false) => middle,
        (false, false) => Cow::Owned(format!("{first} {middle}")),
    };
    // What has one name of several words is a body.
    if given.is_empty() && last.contains(char::is_whitespace) {
        return Name::Literal(last);
    }
    let (family, suffix) = match last.rsplit_once(' ') {
        Some((family, suffix)) if GENERATIONS.contains(&suffix.trim_end_matches('.')) => {
            (Cow::Owned(family.trim_end_matches([',', ' ']).to_owned()), Cow::Owned(suffix.to_owned()))
        }
        _ => (last, Cow::Borrowed("")),
    };
    with_particle(Person { family, given, suffix, ..Person::default() })
}

/// What may stand behind a family name.
const GENERATIONS: &[&str] = &["Jr", "Sr", "II", "III", "IV"];

/// Writes the names of a role: persons in a list, a body alone. The schema has no list of
/// both, and one body at most; bodies in a list have nothing but a last name.
pub(super) fn write(element: &str, names: &[&Name<'_>], xml: &mut Writer<'_>) {
    xml.open(element, &[]);
    if let ([Name::Literal(body)], "Author" | "Performer") = (names, element) {
        xml.leaf("Corporate", body);
        return xml.close(element);
    }
    xml.open("NameList", &[]);
    for name in names {
        xml.open("Person", &[]);
        match name {
            Name::Person(person) => {
                let last = [&*person.prefix, &*person.family, &*person.suffix];
                let last: Vec<&str> = last.into_iter().filter(|part| !part.is_empty()).collect();
                let mut given = person.given.split_whitespace();
                let first = given.next().unwrap_or_default();
                let middle: Vec<&str> = given.chain(person.dropping_prefix.split_whitespace()).collect();
                for (part, text) in
                    [("Last", last.join(" ")), ("First", first.to_owned()), ("Middle", middle.join(" "))]
                {
                    if !text.is_empty() {
                        xml.leaf(part, &text);
                    }
                }
            }
            Name::Literal(body) => xml.leaf("Last", body),
            Name::Others => xml.leaf("Last", "et al."),
        }
        xml.close("Person");
    }
    xml.close("NameList");
    xml.close(element);
}
