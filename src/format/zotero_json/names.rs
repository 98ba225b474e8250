//! Creators: what their types mean, and how names stand in their one or two fields.

use std::borrow::Cow;

use crate::format::shared::zotero::Type;
use crate::record::{Name, Person, Role};

/// Types of creators that mean the same whatever the item is.
const CREATORS: &[(&str, Role)] = &[
    ("author", Role::Author),
    ("bookAuthor", Role::ContainerAuthor),
    ("castMember", Role::Performer),
    ("chair", Role::Chair),
    ("commenter", Role::Commentator),
    ("composer", Role::Composer),
    ("contributor", Role::Contributor),
    ("creator", Role::Author),
    ("director", Role::Director),
    ("editor", Role::Editor),
    ("executiveProducer", Role::ExecutiveProducer),
    ("guest", Role::Guest),
    ("host", Role::Host),
    ("interviewer", Role::Interviewer),
    ("narrator", Role::Narrator),
    ("organizer", Role::Organizer),
    ("originalCreator", Role::OriginalAuthor),
    ("podcaster", Role::Host),
    ("producer", Role::Producer),
    ("recipient", Role::Recipient),
    ("reviewedAuthor", Role::ReviewedAuthor),
    ("scriptwriter", Role::ScriptWriter),
    ("seriesCreator", Role::SeriesCreator),
    ("seriesEditor", Role::CollectionEditor),
    ("translator", Role::Translator),
];

/// The role of a creator; a primary creator of any other name is an author. `None` for
/// what has no role of its own in the hub: counsel, attorneys, sponsors besides the first.
pub(super) fn role(of: &Type, creator: &str) -> Option<Role> {
    let known = CREATORS.iter().find(|(known, _)| *known == creator).map(|(_, role)| *role);
    known.or_else(|| (of.creators.split(' ').next() == Some(creator)).then_some(Role::Author))
}

/// The type of creator for a role in items of a type, if there is one.
pub(super) fn creator(of: &Type, wanted: Role) -> Option<&'static str> {
    of.creators.split_whitespace().find(|creator| role(of, creator) == Some(wanted))
}

/// How a name stands in an item.
#[derive(Debug, PartialEq)]
pub(super) enum Fields<'n> {
    /// In one field.
    One(Cow<'n, str>),
    /// Given names and family name.
    Two(Cow<'n, str>, Cow<'n, str>),
}

/// The fields of a name. Particles stand before the family name, a suffix follows the given
/// names and a comma, as Zotero's citation processor reads them.
pub(super) fn fields<'n>(name: &'n Name<'_>) -> Fields<'n> {
    let person = match name {
        Name::Person(person) => person,
        Name::Literal(literal) => return Fields::One(Cow::Borrowed(literal)),
        Name::Others => return Fields::One(Cow::Borrowed("others")),
    };
    Fields::Two(
        joined([&person.given, &person.suffix], ", "),
        joined([&joined([&person.dropping_prefix, &person.prefix], " "), &person.family], " "),
    )
}

/// Two texts with something between them, if there are two.
fn joined<'n>(texts: [&Cow<'n, str>; 2], between: &str) -> Cow<'n, str> {
    match texts {
        [first, second] if first.is_empty() => second.clone(),
        [first, second] if second.is_empty() => first.clone(),
        [first, second] => Cow::Owned(format!("{first}{between}{second}")),
    }
}

/// The name in two fields.
pub(super) fn person<'a>(given: Cow<'a, str>, family: Cow<'a, str>) -> Name<'a> {
    let whole = |name: &Name<'_>| fields(name) == Fields::Two(given.clone(), family.clone());
    let apart = match given.contains(',') {
        true => Name::from_inverted(&format!("{family}, {given}")).into_owned(),
        false => Name::with_particle(family.clone(), given.clone()),
    };
    if matches!(apart, Name::Person(_)) && whole(&apart) {
        return apart;
    }
    Name::Person(Person { family, given, ..Person::default() })
}
