//! The normalized record: what every grammar produces and every emitter consumes.
//!
//! The vocabulary is CSL 1.0.2's, with biblatex's precision where it is finer
//! (titles in parts, name prefixes, several ISBNs, date ranges, `eid` apart from pages).
//! A record is sparse: it holds what the source states and nothing else.

mod contributor;
mod date;
mod field;
pub mod identifier;
mod kind;
pub mod language;
mod name;
mod pages;
mod text;
mod vocabulary;

use std::borrow::Cow;
use std::ops::Range;

pub use contributor::{Contributor, Role};
pub use date::{Bound, Date, DateField, Edtf, EdtfError, MONTHS, Point, Season, Time};
pub use field::Field;
pub use kind::Kind;
pub use name::{Name, Person};
pub use pages::{PageRange, Pages, full_range, last_page};
pub use text::{Event, Events, Mark, MarkKind, Text};

/// One bibliographic record.
///
/// Values borrow from the input (`'a`) wherever they stand there as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record<'a> {
    /// The citation key: the input's own, or empty where it has none.
    pub key: Cow<'a, str>,
    /// What the record describes.
    pub kind: Kind,
    /// Text-valued variables in the order of the source. A field may stand several
    /// times (keywords, ISBNs).
    pub fields: Vec<(Field, Text<'a>)>,
    /// People and bodies in the order of the source, all roles mixed.
    pub contributors: Vec<Contributor<'a>>,
    /// Date-valued variables, each at most once.
    pub dates: Vec<(DateField, Date<'a>)>,
    /// What only the source's own format can say, in the order of the source.
    pub extra: Vec<Extra<'a>>,
    /// Where the record stands in the text that was parsed, in bytes.
    pub span: Range<usize>,
}

/// A field that the hub has no word for, or the source's own spelling of one that it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra<'a> {
    /// The name of the format family that the field comes from, such as `bibtex` or `csl`.
    pub format: &'static str,
    /// The field's name there.
    pub name: Cow<'a, str>,
    /// Its value there, verbatim.
    pub value: Cow<'a, str>,
    /// Whether the record carries the value as well, so that this is only its spelling:
    /// the same format writes it back to the letter, and no other format loses anything.
    pub mapped: bool,
}

/// What stands between records: comments, preambles, string definitions, free text.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter<'a> {
    /// The name of the format family that it comes from.
    pub format: &'static str,
    /// What it is there: `comment`, `preamble`, `string`, `text`.
    pub name: &'static str,
    /// Its text, verbatim.
    pub value: Cow<'a, str>,
    /// Where it stands in the text that was parsed, in bytes.
    pub span: Range<usize>,
}

impl<'a> Record<'a> {
    /// An empty record of this kind.
    pub fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// The first value of a field.
    pub fn get(&self, field: Field) -> Option<&Text<'a>> {
        self.fields.iter().find(|(f, _)| *f == field).map(|(_, text)| text)
    }

    /// The first value of a field as a plain string, or `""`.
    pub fn str(&self, field: Field) -> &str {
        self.get(field).map_or("", Text::plain)
    }

    /// Whether the record states the field.
    pub fn has(&self, field: Field) -> bool {
        self.fields.iter().any(|(f, _)| *f == field)
    }

    /// All values of a field, in order.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Text<'a>> {
        self.fields.iter().filter(move |(f, _)| *f == field).map(|(_, text)| text)
    }

    /// The values of a field that are among the last few hundred values of all fields: for
    /// asking with each value whether it stands already, which must not take longer and
    /// longer.
    pub(crate) fn lately(&self, field: Field) -> impl Iterator<Item = &Text<'a>> {
        const FEW: usize = 400;
        let last = self.fields.iter().rev().take(FEW);
        last.filter(move |(f, _)| *f == field).map(|(_, text)| text)
    }

    /// Adds a value; an empty text adds nothing.
    pub fn push(&mut self, field: Field, text: impl Into<Text<'a>>) {
        let text = text.into();
        if !text.is_empty() {
            self.fields.push((field, text));
        }
    }

    /// Replaces all values of a field by one.
    pub fn set(&mut self, field: Field, text: impl Into<Text<'a>>) {
        self.take(field);
        self.push(field, text);
    }

    /// Removes all values of a field and gives the first.
    pub fn take(&mut self, field: Field) -> Option<Text<'a>> {
        let mut taken = None;
        self.fields.retain_mut(|(f, text)| {
            let hit = *f == field;
            if hit && taken.is_none() {
                taken = Some(std::mem::take(text));
            }
            !hit
        });
        taken
    }

    /// The names in a role, in order.
    pub fn names(&self, role: Role) -> impl Iterator<Item = &Name<'a>> {
        self.contributors.iter().filter(move |c| c.role == role).map(|c| &c.name)
    }

    /// Adds a name in a role.
    pub fn contribute(&mut self, role: Role, name: Name<'a>) {
        self.contributors.push(Contributor { role, name });
    }

    /// A date.
    pub fn date(&self, field: DateField) -> Option<&Date<'a>> {
        self.dates.iter().find(|(f, _)| *f == field).map(|(_, date)| date)
    }

    /// Sets a date, replacing the one that was there.
    pub fn set_date(&mut self, field: DateField, date: Date<'a>) {
        match self.dates.iter_mut().find(|(f, _)| *f == field) {
            Some(slot) => slot.1 = date,
            None => self.dates.push((field, date)),
        }
    }

    /// The year of publication, astronomical (0 is 1 BCE).
    pub fn year(&self) -> Option<i64> {
        self.date(DateField::Issued).and_then(Date::year)
    }

    /// Keeps a field that the hub has no word for.
    pub fn keep(
        &mut self,
        format: &'static str,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) {
        self.extra.push(Extra { format, name: name.into(), value: value.into(), mapped: false });
    }

    /// Keeps the source's own spelling of a field that the record carries as well.
    pub fn keep_spelling(
        &mut self,
        format: &'static str,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) {
        self.extra.push(Extra { format, name: name.into(), value: value.into(), mapped: true });
    }

    /// What a format family kept under a name.
    pub fn kept(&self, format: &str, name: &str) -> Option<&Extra<'a>> {
        self.extra.iter().find(|e| e.format == format && e.name == name)
    }

    /// Whether it says nothing: it has no key, no value and no name.
    pub fn is_blank(&self) -> bool {
        self.key.is_empty() && self.fields.is_empty() && self.contributors.is_empty()
    }

    /// Whether another record says the same, keys aside: what stood in a file may be written
    /// back as it was only if the record has not changed since.
    pub fn says_same_as(&self, before: &Record<'_>) -> bool {
        before.kind == self.kind
            && before.fields == self.fields
            && before.contributors == self.contributors
            && before.dates == self.dates
    }

    /// What a format family kept that the record does not carry, in order.
    pub fn unmapped<'r>(&'r self, family: &'r str) -> impl Iterator<Item = (&'r str, &'r str)> {
        let kept = self.extra.iter().filter(move |extra| extra.format == family && !extra.mapped);
        kept.map(|extra| (&*extra.name, &*extra.value))
    }

    /// The same record, independent of the input.
    pub fn into_owned(self) -> Record<'static> {
        Record {
            key: Cow::Owned(self.key.into_owned()),
            kind: self.kind,
            fields: self.fields.into_iter().map(|(f, t)| (f, t.into_owned())).collect(),
            contributors: self
                .contributors
                .into_iter()
                .map(|c| Contributor { role: c.role, name: c.name.into_owned() })
                .collect(),
            dates: self.dates.into_iter().map(|(f, d)| (f, d.into_owned())).collect(),
            extra: self.extra.into_iter().map(Extra::into_owned).collect(),
            span: self.span,
        }
    }
}

impl Extra<'_> {
    /// The same field, independent of the input.
    pub fn into_owned(self) -> Extra<'static> {
        Extra {
            format: self.format,
            name: Cow::Owned(self.name.into_owned()),
            value: Cow::Owned(self.value.into_owned()),
            mapped: self.mapped,
        }
    }
}

impl Matter<'_> {
    /// The same matter, independent of the input.
    pub fn into_owned(self) -> Matter<'static> {
        Matter {
            format: self.format,
            name: self.name,
            value: Cow::Owned(self.value.into_owned()),
            span: self.span,
        }
    }
}
