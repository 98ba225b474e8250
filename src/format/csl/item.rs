//! A record as a CSL item: which variables it has, in which order, and what they hold.
//! How they are spelled is the business of an [`Emit`].

use std::borrow::Cow;

use crate::format::Output;
use crate::record::{Date, Extra, Field, Name, Pages, Record, Role, Text, identifier};

use super::FAMILY;
use super::fold::{self, Folded};
use super::variable::{NONE, Rank, Source, VARIABLES, of_date, of_field, of_role};

/// Spells the members of an item, one call a member.
pub(super) trait Emit {
    /// The output, for what is lost.
    fn out(&mut self) -> &mut Output;
    /// The first two members of every item.
    fn head(&mut self, record: &Record<'_>, kind: &'static str);
    /// A string that may hold markup.
    fn rich(&mut self, name: &'static str, text: &Text<'_>);
    /// A string that is taken to the letter.
    fn plain(&mut self, name: &'static str, text: &str);
    /// A list of names, never empty.
    fn names<'r>(&mut self, name: &'static str, names: &mut dyn Iterator<Item = &'r Name<'r>>);
    /// A date.
    fn date(&mut self, name: &'static str, date: &Date<'_>);
    /// A value that is JSON already; `rich` if a string in it may hold markup.
    fn raw(&mut self, name: &str, json: &str, rich: bool);
    /// What has no variable: extras of this and of other families.
    fn custom(&mut self, custom: &Custom<'_, '_>);
}

/// What goes into `custom`.
pub(super) struct Custom<'r, 'a> {
    /// The members that the source's own `custom` had, as a JSON object.
    pub own: Option<&'r str>,
    /// Fields of the hub.
    pub fields: Vec<(Field, &'r Text<'a>)>,
    /// Extras of all families, sorted by family and name.
    pub extra: Vec<&'r Extra<'a>>,
}

/// A family's name, with what it has in `custom`.
pub(super) type InCustom<'c, 'r, 'a> = (&'static str, &'c [(Field, &'r Text<'a>)], &'c [&'r Extra<'a>]);

impl<'r, 'a> Custom<'r, 'a> {
    /// One family after the other, this one first.
    pub(super) fn families(&self) -> impl Iterator<Item = InCustom<'_, 'r, 'a>> {
        let own = self.extra.partition_point(|extra| extra.format == FAMILY);
        let (own, others) = self.extra.split_at(own);
        let first = (!own.is_empty() || !self.fields.is_empty()).then_some((FAMILY, &*self.fields, own));
        let others = others.chunk_by(|a, b| a.format == b.format);
        first
            .into_iter()
            .chain(others.filter_map(|chunk| Some((chunk.first()?.format, [].as_slice(), chunk))))
    }
}

/// Members that are no variables but valid in an item.
const OTHERS: [&str; 2] = ["citation-key", "categories"];

/// Hands the members of an item over, in order.
pub(super) fn emit(record: &Record<'_>, emitter: &mut impl Emit) {
    let mut present = Present::default();
    let mut folds = false;
    for (field, _) in &record.fields {
        match of_field(*field) {
            NONE => folds = true,
            rank => present.add(rank),
        }
    }
    for contributor in &record.contributors {
        match (of_role(contributor.role), contributor.role) {
            (NONE, Role::EditorTranslator) => {
                present.add(of_role(Role::Editor));
                present.add(of_role(Role::Translator));
            }
            (NONE, role) => {
                let name = contributor.name.to_string();
                emitter.out().lose(role.name(), name, "CSL has no variable for this role");
            }
            (rank, _) => present.add(rank),
        }
    }
    for (field, _) in &record.dates {
        present.add(of_date(*field));
    }
    let folded = if folds { fold::fold(record) } else { Folded::default() };
    for (rank, text) in &folded.values {
        if text.is_some() { present.add(*rank) } else { present.remove(*rank) }
    }

    emitter.head(record, record.kind.csl().name());
    while let Some(rank) = present.next() {
        let variable = &VARIABLES[usize::from(rank)];
        let name = variable.name;
        match variable.source {
            Source::Names(role) => {
                let both = if matches!(role, Role::Editor | Role::Translator) {
                    Role::EditorTranslator
                } else {
                    role
                };
                let in_role = record.contributors.iter().filter(|c| c.role == role || c.role == both);
                emitter.names(name, &mut in_role.map(|c| &c.name));
            }
            Source::Date(field) => {
                if let Some(date) = record.date(field) {
                    emitter.date(name, date);
                }
            }
            Source::Rich(field) => {
                if let Some(text) = value(record, field, rank, present.is_multiple(rank), &folded) {
                    emitter.rich(name, &text);
                }
            }
            Source::Plain(field) | Source::Number(field) => {
                if let Some(text) = value(record, field, rank, present.is_multiple(rank), &folded) {
                    match field {
                        Field::Page => emitter.plain(name, &pages(text.plain())),
                        Field::Doi => {
                            emitter.plain(name, identifier::doi(text.plain()).unwrap_or(text.plain()))
                        }
                        _ => emitter.plain(name, text.plain()),
                    }
                }
            }
        }
    }
    let mut custom = Custom { own: None, fields: Vec::new(), extra: Vec::new() };
    for field in &folded.rest {
        custom.fields.extend(record.get(*field).map(|text| (*field, text)));
    }
    for extra in record.extra.iter().filter(|extra| !extra.mapped) {
        match &*extra.name {
            "custom" if extra.format == FAMILY => custom.own = Some(&extra.value),
            name if extra.format == FAMILY && OTHERS.contains(&name) => {
                emitter.raw(name, &extra.value, false)
            }
            _ => custom.extra.push(extra),
        }
    }
    if custom.own.is_some() || !custom.fields.is_empty() || !custom.extra.is_empty() {
        custom.extra.sort_by_key(|extra| (extra.format != FAMILY, extra.format, &extra.name));
        emitter.custom(&custom);
    }
}

/// The value of a text variable.
fn value<'r>(
    record: &'r Record<'_>,
    field: Field,
    rank: Rank,
    multiple: bool,
    folded: &'r Folded<'_>,
) -> Option<Cow<'r, Text<'r>>> {
    if let Some((_, text)) = folded.values.iter().find(|(r, _)| *r == rank) {
        return text.as_ref().map(Cow::Borrowed);
    }
    let first = record.get(field)?;
    if !multiple {
        return Some(Cow::Borrowed(first));
    }
    let separator = match field {
        Field::Keyword | Field::Isbn | Field::Issn | Field::Language => ", ",
        Field::Note | Field::Abstract | Field::Annote => "\n",
        _ => "; ",
    };
    fold::concat(record.all(field), separator).map(Cow::Owned)
}

/// Page ranges with one hyphen.
fn pages(text: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'.';
    match text.split_once('-') {
        None if text.bytes().all(plain) => Cow::Borrowed(text),
        Some((first, last)) if first.bytes().all(plain) && last.bytes().all(plain) => Cow::Borrowed(text),
        _ => Cow::Owned(Pages::parse(text).to_string()),
    }
}

/// Which variables a record has.
#[derive(Default)]
struct Present {
    once: u128,
    again: u128,
}

impl Present {
    fn add(&mut self, rank: Rank) {
        let bit = 1 << rank;
        self.again |= self.once & bit;
        self.once |= bit;
    }

    fn remove(&mut self, rank: Rank) {
        self.once &= !(1 << rank);
    }

    /// Takes the first.
    fn next(&mut self) -> Option<Rank> {
        let rank = self.once.trailing_zeros();
        self.once &= self.once.wrapping_sub(1);
        Rank::try_from(rank).ok().filter(|rank| usize::from(*rank) < VARIABLES.len())
    }

    fn is_multiple(&self, rank: Rank) -> bool {
        self.again & (1 << rank) != 0
    }
}
