//! Where authors work: told of all together (`AuthorAddress`), or of each with the name.

use crate::record::{Name, Record};

/// Under what a name is told where it works.
pub(crate) const KEY: &str = "affiliation";

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
