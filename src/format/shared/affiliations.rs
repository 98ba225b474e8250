//! Where authors work: told of all together (`AuthorAddress`), or of each with the name.

use crate::record::{Field, Name, Record, Role};

/// Under what a name is told where it works.
pub(crate) const KEY: &str = "affiliation";

/// The address of all authors is that of the only one.
pub(crate) fn settle(record: &mut Record<'_>) {
    if !record.has(Field::AuthorAddress)
        || record.names(Role::Author).count() != 1
        || record.names(Role::Author).any(|name| !matches!(name, Name::Person(_)))
    {
        return;
    }
    let Some(places) = record.take(Field::AuthorAddress) else { return };
    for contributor in record.contributors.iter_mut().filter(|c| c.role == Role::Author) {
        if let Name::Person(person) = &mut contributor.name {
            let places = places.plain().lines().map(|place| (KEY.into(), place.to_owned().into()));
            person.extra.extend(places);
        }
    }
}

/// What is told of the names, each place once, in order.
pub(crate) fn of<'r>(record: &'r Record<'_>) -> Vec<&'r str> {
    let mut places: Vec<&str> = Vec::new();
    for contributor in &record.contributors {
        let Name::Person(person) = &contributor.name else { continue };
        for (_, place) in person.extra.iter().filter(|(key, _)| key == KEY) {
            if !places.contains(&&**place) {
                places.push(place);
            }
        }
    }
    places
}
