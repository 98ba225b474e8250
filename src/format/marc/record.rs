//! A record of a catalogue as its dresses give it.

use std::borrow::Cow;

/// A record: fixed fields, and fields with subfields.
#[derive(Debug, Default)]
pub(super) struct Marc<'a> {
    pub(super) leader: Cow<'a, str>,
    pub(super) control: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(super) fields: Vec<Datafield<'a>>,
}

/// A field with subfields.
#[derive(Debug, Default)]
pub(super) struct Datafield<'a> {
    pub(super) tag: Cow<'a, str>,
    pub(super) indicators: [char; 2],
    pub(super) subfields: Vec<(char, Cow<'a, str>)>,
}

impl<'a> Marc<'a> {
    /// A character of the leader; a blank where it has none.
    pub(super) fn leader(&self, at: usize) -> char {
        self.leader.chars().nth(at).unwrap_or(' ')
    }

    /// A fixed field.
    pub(super) fn control(&self, tag: &str) -> Option<&Cow<'a, str>> {
        self.control.iter().find(|(known, _)| known == tag).map(|(_, value)| value)
    }

    /// The fields with a tag.
    pub(super) fn all(&self, tag: &str) -> impl Iterator<Item = &Datafield<'a>> {
        self.fields.iter().filter(move |field| field.tag == tag)
    }

    /// The first subfield of the first field that has it.
    pub(super) fn get(&self, tag: &str, code: char) -> &str {
        self.all(tag).map(|field| field.get(code)).find(|value| !value.is_empty()).unwrap_or("")
    }
}

impl<'a> Datafield<'a> {
    /// The first subfield of a code, or `""`.
    pub(super) fn get(&self, code: char) -> &str {
        self.subfields.iter().find(|(known, _)| *known == code).map_or("", |(_, value)| value)
    }

    /// All subfields of a code.
    pub(super) fn all(&self, code: char) -> impl Iterator<Item = &str> {
        self.subfields.iter().filter(move |(known, _)| *known == code).map(|(_, value)| &**value)
    }
}
