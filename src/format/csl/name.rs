//! Names as CSL spells them.

use crate::record::Name;

/// What a member of a name holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'n> {
    /// A string.
    Str(&'n str),
    /// `true` or `false`.
    Flag(bool),
}

/// Hands the members of a name over in order. "And others" is a literal `others`, as
/// pandoc has it.
pub(super) fn members(name: &Name<'_>, mut push: impl FnMut(&'static str, Value<'_>)) {
    let person = match name {
        Name::Person(person) => person,
        Name::Literal(literal) => return push("literal", Value::Str(literal)),
        Name::Others => return push("literal", Value::Str("others")),
    };
    let parts = [
        ("family", &person.family),
        ("given", &person.given),
        ("non-dropping-particle", &person.prefix),
        ("dropping-particle", &person.dropping_prefix),
        ("suffix", &person.suffix),
    ];
    for (key, part) in parts {
        if !part.is_empty() {
            push(key, Value::Str(part));
        }
    }
    if person.comma_suffix && !person.suffix.is_empty() {
        push("comma-suffix", Value::Flag(true));
    }
}
