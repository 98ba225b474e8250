//! Names and what their bearers did.

use super::fields::{Dialect, Who};
use super::record::Datafield;
use super::text;
use crate::format::shared::relators::{ISSUERS, is_role, role_of};
use crate::format::shared::xml::with_particle;
use crate::record::{Name, Person, Role, identifier};

/// UNIMARC's codes of relators, and the words that catalogues in other languages than
/// English have for them (`$e`).
const RELATORS: &[(&str, Role)] = &[
    ("070", Role::Author),
    ("verfasser", Role::Author),
    ("autor", Role::Author),
    ("auteur", Role::Author),
    ("340", Role::Editor),
    ("651", Role::Editor),
    ("herausgeber", Role::Editor),
    ("hrsg", Role::Editor),
    ("éditeur scientifique", Role::Editor),
    ("directeur de publication", Role::Editor),
    ("730", Role::Translator),
    ("übersetzer", Role::Translator),
    ("traducteur", Role::Translator),
    ("traductor", Role::Translator),
    ("440", Role::Illustrator),
    ("illustrateur", Role::Illustrator),
    ("220", Role::Compiler),
    ("230", Role::Composer),
    ("300", Role::Director),
    ("080", Role::Introduction),
    ("075", Role::Afterword),
    ("020", Role::Annotator),
    ("590", Role::Performer),
    ("630", Role::Producer),
    ("690", Role::ScriptWriter),
    ("727", Role::Contributor),
    ("sonstige", Role::Contributor),
];

/// What a relator says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A part in the making.
    Role(Role),
    /// It issued the thing, or granted the degree.
    Issuer,
}

/// What the relators of a name say, each thing once.
pub(super) fn parts(field: &Datafield<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> =
        relators(field).filter_map(|relator| part(relator).map(|(part, _)| part)).collect();
    let mut seen = Vec::new();
    parts.retain(|part| {
        !seen.contains(part) && {
            seen.push(*part);
            true
        }
    });
    parts
}

fn relators<'f>(field: &'f Datafield<'_>) -> impl Iterator<Item = &'f str> {
    field.all('4').chain(field.all('e'))
}

/// What a relator says, and whether it says no more.
pub(super) fn part(relator: &str) -> Option<(Part, bool)> {
    let relator = relator.trim_end_matches(['.', ',', ' ']).rsplit('/').next().unwrap_or_default().trim();
    let relator = relator.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    if ISSUERS.iter().any(|known| known.eq_ignore_ascii_case(relator)) || relator == "295" {
        return Some((Part::Issuer, true));
    }
    if let Some(role) = role_of(relator) {
        return Some((Part::Role(role), is_role(relator)));
    }
    let lower = relator.to_lowercase();
    let own = RELATORS.iter().find(|(known, _)| lower.starts_with(known));
    let own = own.map(|(known, role)| (Part::Role(*role), *known == lower));
    own.or((relator == "oth").then_some((Part::Role(Role::Contributor), true)))
}

/// The words by which a statement of responsibility tells editors.
const EDITED: &[&str] = &[
    "edit",
    "ed. by",
    "eds",
    "(ed",
    "hrsg",
    "herausgegeben",
    "hg. ",
    "dir. ",
    "sous la direction",
    "a cura di",
    "red.",
];

/// Whether a statement of responsibility names editors.
pub(super) fn is_edited(statement: &str) -> bool {
    let statement = statement.to_lowercase();
    EDITED.iter().any(|word| statement.contains(word))
}

/// The name that a field holds.
pub(super) fn name(field: &Datafield<'_>, who: Who, dialect: Dialect) -> Option<Name<'static>> {
    let main = text::sorted(field.get('a'));
    let main = text::name(&main);
    if main.is_empty() {
        return None;
    }
    Some(match (who, dialect) {
        (Who::Person, Dialect::Unimarc) => {
            let given = text::name(field.get('b')).to_owned();
            let numbers = [text::name(field.get('c')), text::name(field.get('d'))];
            if given.is_empty() && field.indicators[1] != '1' {
                let parts = std::iter::once(main).chain(numbers).filter(|part| !part.is_empty());
                return Some(Name::literal(parts.collect::<Vec<_>>().join(" ")));
            }
            person(
                Person { family: main.to_owned().into(), given: given.into(), ..Person::default() },
                field,
                dialect,
            )
        }
        (Who::Person | Who::Anyone, _) => match Name::from_inverted(main).into_owned() {
            // A name that begins with what the person is called.
            _ if field.indicators[0] == '0' && who == Who::Person => {
                let parts = [main, text::name(field.get('b')), text::name(field.get('c'))];
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                Name::literal(parts.collect::<Vec<_>>().join(" "))
            }
            Name::Person(found) => person(found, field, dialect),
            name => name,
        },
        (Who::Body | Who::Meeting, _) => {
            // MARC 21 has the units of a meeting where a body has what it did.
            let meeting = who == Who::Meeting && dialect == Dialect::Marc21;
            let units = field.all(if meeting { 'e' } else { 'b' }).map(text::name);
            let parts: Vec<&str> =
                std::iter::once(main).chain(units.filter(|unit| !unit.is_empty())).collect();
            let mut name = parts.join(". ");
            let number = field.get('n').trim_matches(['(', ')', ':', ',', ';', ' ']);
            if meeting && !number.is_empty() {
                name.push_str(&format!(" ({number})"));
            }
            Name::literal(name)
        }
    })
}

/// What else a field says of a person.
fn person(mut person: Person<'static>, field: &Datafield<'_>, dialect: Dialect) -> Name<'static> {
    let suffix = text::name(field.get('c'));
    let bare = suffix.trim_end_matches('.');
    if person.suffix.is_empty() && ["Jr", "Sr", "II", "III", "IV"].contains(&bare) {
        person.suffix = suffix.to_owned().into();
    } else if !suffix.is_empty() && person.suffix.is_empty() {
        person.extra.push(("title".into(), suffix.to_owned().into()));
    }
    let dates = text::name(field.get(if dialect == Dialect::Unimarc { 'f' } else { 'd' }));
    if !dates.is_empty() {
        person.extra.push(("dates".into(), dates.to_owned().into()));
    }
    // What a role of the record does not say to the last word.
    let other = relators(field).filter(|relator| part(relator).is_none_or(|(_, exact)| !exact));
    let other = other.map(|relator| text::name(relator).to_owned());
    person.extra.extend(other.map(|relator| ("role".into(), relator.into())));
    let ids = field.all('0').chain(field.all('1'));
    for id in ids.filter(|id| id.contains("orcid")) {
        match identifier::orcid(id) {
            Some(id) => person.extra.push(("ORCID".into(), id.to_owned().into())),
            None => person.extra.push(("id".into(), id.to_owned().into())),
        }
    }
    if person.prefix.is_empty() { with_particle(person) } else { Name::Person(person) }
}
