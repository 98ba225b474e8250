//! Names as Ovid prints them: `AHMED, Mughees.`, `Benz, George W [E-mail: …]`, `Roe FR.  Kim
//! D.`, `Kohler, Lars 1;  Bunkers, Sandra RN; PhD 2`.

use crate::format::shared::medline;
use crate::record::{Name, Person, Record, Role};

/// Adds the names of a list, and says whether that is all of it. Those that are said to be
/// editors are.
pub(super) fn contribute<'a>(list: &'a str, role: Role, record: &mut Record<'a>) -> bool {
    let mut whole = true;
    for name in parts(list) {
        whole &= one(name, role, record);
    }
    whole
}

/// The names of a list.
pub(super) fn parts(list: &str) -> impl Iterator<Item = &str> {
    let lines = list.split(['\n', ';']).map(str::trim);
    lines.flat_map(|line| line.split("  ")).map(str::trim).filter(|name| !name.is_empty())
}

fn one<'a>(name: &'a str, role: Role, record: &mut Record<'a>) -> bool {
    let (bare, note) = name.split_once('[').map_or((name, ""), |(bare, note)| (bare, note));
    let editor = note.starts_with("Ed") && !note.starts_with("Edu");
    let whole = note.is_empty() || matches!(note.trim_end_matches(['.', ']']), "Ed" | "Eds" | "Editor");
    let role = if editor { Role::Editor } else { role };
    let bare = without_number(bare.trim());
    let bare = match bare.strip_suffix('.') {
        // The full stop ends the name where nothing in it is abbreviated.
        Some(rest) if !rest.contains('.') => rest,
        _ => bare,
    };
    if bare.is_empty() {
        return false;
    }
    if is_degree(bare)
        && let Some(Name::Person(person)) = record.contributors.last_mut().map(|c| &mut c.name)
    {
        let gap = if person.suffix.is_empty() { "" } else { ", " };
        person.suffix.to_mut().push_str(&format!("{gap}{bare}"));
        return whole;
    }
    let indexed = Name::from_indexed(bare).filter(|_| !bare.contains(','));
    let name = indexed.unwrap_or_else(|| medline::name(bare));
    record.contribute(role, with_degree(name));
    whole
}

/// A name without the numbers of its addresses: `Kohler, Lars 1,2`.
fn without_number(name: &str) -> &str {
    let bare =
        name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '(' | ')' | '*'));
    if bare.len() < name.len() && name[bare.len()..].contains(|c: char| c.is_ascii_digit()) {
        bare
    } else {
        name
    }
}

/// Whether a name is none, but what someone has taken.
fn is_degree(name: &str) -> bool {
    const DEGREES: &[&str] =
        &["PhD", "MD", "RN", "MSc", "BSc", "MPH", "DrPH", "EdD", "DNP", "DO", "MA", "MS", "MBA"];
    let capitals = name.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    DEGREES.contains(&name.trim_end_matches('.')) || (capitals && (2..=6).contains(&name.len()))
}

/// A degree behind given names: `Bunkers, Sandra Schmidt RN`.
fn with_degree(name: Name<'_>) -> Name<'_> {
    let Name::Person(mut person) = name else { return name };
    let (given, degree) = match person.given.rsplit_once(' ') {
        // Two capitals may be initials, too.
        Some((given, last)) if is_degree(last) && (last == "RN" || last.len() > 2) => {
            (given.to_owned(), last.to_owned())
        }
        _ => return Name::Person(person),
    };
    if person.suffix.is_empty() {
        person = Person { given: given.into(), suffix: degree.into(), ..person };
    }
    Name::Person(person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_is_no_name() {
        for (list, expected) in [
            ("AHMED, Mughees.", "Mughees AHMED"),
            ("WIJERS, Gea D M.", "Gea D M WIJERS"),
            ("Smith, J. B.", "J. B. Smith"),
            ("Benz, George W [E-mail: b@example.org]", "George W Benz"),
            ("Roe FR.  Kim D.", "FR Roe|D Kim"),
            ("Kohler, Lars 1;  van Hauck, Markus 1,2", "Lars Kohler|Markus van Hauck"),
            ("Bunkers, Sandra Schmidt RN; PhD; FAAN 1", "Sandra Schmidt Bunkers RN, PhD, FAAN"),
            ("Example Study Group", "Example Study Group"),
        ] {
            let mut record = Record::default();
            contribute(list, Role::Author, &mut record);
            let names: Vec<_> = record.names(Role::Author).map(ToString::to_string).collect();
            assert_eq!(names.join("|"), expected, "{list}");
        }
        let mut record = Record::default();
        contribute("Max, A [Ed]", Role::Author, &mut record);
        assert_eq!(record.names(Role::Editor).count(), 1);
    }
}
