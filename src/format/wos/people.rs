//! What the Web of Science says of people apart from their names: addresses and numbers.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::format::shared::tagged::emit;
use crate::grammar::tagged::joined;
use crate::record::{Contributor, Name, Person, Record};

/// The people of a record by their names as they are printed, in small letters.
struct People<'p, 'a>(HashMap<String, &'p mut Person<'a>>);

impl<'p, 'a> People<'p, 'a> {
    fn of(record: &'p mut Record<'a>) -> Self {
        let named = |contributor: &'p mut Contributor<'a>| {
            let name = emit::inverted(&contributor.name).to_lowercase();
            match &mut contributor.name {
                Name::Person(person) => Some((name, person)),
                Name::Literal(_) | Name::Others => None,
            }
        };
        Self(record.contributors.iter_mut().filter_map(named).collect())
    }

    /// Adds to what is known of a person, and says whether there is one of that name.
    fn tell(&mut self, name: &str, what: &'static str, value: Cow<'a, str>) -> bool {
        let person = self.0.get_mut(&name.trim().to_lowercase());
        person.is_some_and(|person| {
            person.extra.push((what.into(), value));
            true
        })
    }
}

/// Addresses (`C1`): `[Roe, Ada; Lopes, Ana] Example Univ, Dept Trees, Town, Country.`, one
/// a line. Says whether all found their people; one without names belongs to nobody known.
pub(super) fn addresses<'a>(value: &'a str, record: &mut Record<'a>) -> bool {
    let mut people = People::of(record);
    let mut placed = value.starts_with('[');
    for address in bracketed(value) {
        let Some((names, address)) = address.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
            placed = false;
            continue;
        };
        let address = joined(address.trim().trim_end_matches([';', ' ']).trim_end_matches('.'));
        for name in joined(names).split(';') {
            placed &= people.tell(name, "affiliation", address.clone());
        }
    }
    placed
}

/// Parts that begin with a bracket at the start of a line, or behind a semicolon.
fn bracketed(value: &str) -> impl Iterator<Item = &str> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let begins = |at: &usize| {
            let above = rest[..*at].trim_end_matches([' ', '\t']);
            above.ends_with(['\n', ';'])
        };
        let next = rest.match_indices('[').map(|(at, _)| at).find(begins).unwrap_or(rest.len());
        let (part, others) = rest.split_at(next);
        rest = others;
        (!part.is_empty()).then(|| part.trim())
    })
}

/// Numbers of people (`OI`, `RI`): `Roe, Ada/0000-0002-1825-0097; …`. Says whether all
/// found their people.
pub(super) fn numbers<'a>(what: &'static str, value: &'a str, record: &mut Record<'a>) -> bool {
    let mut people = People::of(record);
    let mut placed = true;
    for entry in value.split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
        placed &= match entry.rsplit_once('/') {
            Some((name, number)) => people.tell(&joined(name), what, number.trim().into()),
            None => false,
        };
    }
    placed
}
