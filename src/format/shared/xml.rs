//! What the readers of XML formats share: how values of elements go into a record.

use std::borrow::Cow;

use crate::format::shared::carried::Carried;
use crate::format::{Collected, Output, Sink};
use crate::grammar::dates::{self, Month, Year};
use crate::grammar::xml::{self, Element, Names};
use crate::record::{
    Date, Event, Extra, Field, Mark, MarkKind, Name, Person, Record, Text, identifier, language,
};

/// The date that a year, a month and a day make, each as it is written; a month may be a
/// name, a number, a season or a range of them.
pub(crate) fn date(year: &str, month: &str, day: &str) -> Option<Date<'static>> {
    let (year, _) = dates::year(year);
    match year {
        Year::Words => None,
        year => Some(dates::assemble(year, Month::read(month), dates::day(day))),
    }
}

/// The date in an element that has children for year, month and day, in any case.
pub(crate) fn date_in(element: Element<'_, '_>) -> Option<Date<'static>> {
    let part = |name: &str| {
        let mut children = element.children();
        children.find(|child| child.name().eq_ignore_ascii_case(name)).map(Element::text).unwrap_or_default()
    };
    let month = part("month");
    let month = if month.is_empty() { part("season") } else { month };
    date(&part("year"), &month, &part("day"))
}

/// A part of a text that a function picks.
pub(crate) fn pick<'a>(text: Cow<'a, str>, pick: impl Fn(&str) -> Option<&str>) -> Option<Cow<'a, str>> {
    match text {
        Cow::Borrowed(text) => pick(text).map(Cow::Borrowed),
        Cow::Owned(text) => pick(&text).map(|picked| Cow::Owned(picked.to_owned())),
    }
}

/// Finds the element as which a record stood in its file, if it is still what it says: the
/// element is kept under a name, and read again. Says whether it was found and written.
pub(crate) fn as_it_was(
    record: &Record<'_>,
    (family, name): (&str, &str),
    names: Names,
    generated: bool,
    read: impl for<'t, 'a> Fn(Element<'t, 'a>) -> Option<Record<'a>>,
    mut write: impl FnMut(Element<'_, '_>),
) -> bool {
    let Some(source) = record.kept(family, name) else { return false };
    let mut written = false;
    xml::records(&source.value, names, &mut Collected::default(), |element, _| {
        let before = read(element)?;
        let same = (generated || before.key == record.key) && record.says_same_as(&before);
        if same && !written {
            write(element);
            written = true;
        }
        None
    });
    written
}

/// How the record elements of a format are read.
pub(crate) struct Reading {
    /// The name under which extras are kept.
    pub family: &'static str,
    /// The record elements.
    pub names: Names,
    /// The extra that holds a whole record as it stood in its file, if the format is written, too.
    pub source: Option<&'static str>,
    /// Whether an element, given the one that it stands in, says what a record says in other
    /// words, to its last one, or nothing.
    pub is_said: fn(Element<'_, '_>, Element<'_, '_>) -> bool,
}

impl Reading {
    /// Reads the record elements of a text by `read`. What of them no value carries is kept.
    pub(crate) fn records<'a>(
        &self,
        text: &'a str,
        sink: &mut dyn Sink<'a>,
        mut read: impl FnMut(Element<'_, 'a>, &mut dyn Sink<'a>) -> Option<Record<'a>>,
    ) {
        xml::records(text, self.names, sink, |element, sink| {
            let mut record = read(element, sink)?;
            self.keep_left(element, &mut record);
            if let Some(source) = self.source {
                record.keep_spelling(self.family, source, text.get(element.span()).unwrap_or_default());
            }
            Some(record)
        });
    }

    /// Keeps what no value of the record carries.
    fn keep_left<'a>(&self, root: Element<'_, 'a>, record: &mut Record<'a>) {
        let carried = Carried::new(record);
        let mut left = Vec::new();
        root.texts(self.is_said, |within, element| {
            let text = element.text();
            if !carried.has(&text) {
                left.push((within, element, text));
            }
        });
        for (within, element, text) in left {
            let same =
                |extra: &&mut Extra<'a>| extra.mapped && extra.name == element.name() && extra.value == text;
            if let Some(extra) = record.extra.iter_mut().find(same) {
                extra.mapped = false;
                continue;
            }
            let name = match self.source.is_none() && within.span() == root.span() {
                true => Cow::Borrowed(element.name()),
                false => Cow::Owned(format!("{}/{}", within.name(), element.name())),
            };
            record.keep(self.family, name, text);
        }
    }
}

/// What a format kept and writes as elements again. What was kept with the element that it
/// stood in is lost, as that may be written otherwise.
pub(crate) fn own_extras<'r, 'a>(
    record: &'r Record<'a>,
    family: &'static str,
    out: &mut Output,
) -> Vec<&'r Extra<'a>> {
    let own = record.extra.iter().filter(|extra| extra.format == family && !extra.mapped);
    let (elements, parts): (Vec<_>, Vec<_>) = own.partition(|extra| !extra.name.contains(['/', ':']));
    for part in parts {
        out.lose(part.name.to_string(), part.value.as_ref(), "it stood in an element that is written anew");
    }
    elements
}

/// Adds a value unless the record has it already.
pub(crate) fn add<'a>(record: &mut Record<'a>, field: Field, value: Cow<'a, str>) {
    if !record.lately(field).any(|known| known.plain().eq_ignore_ascii_case(&value)) {
        record.push(field, value);
    }
}

/// Sets a field that the record does not have yet; says whether the record has this value now.
pub(crate) fn set<'a>(record: &mut Record<'a>, field: Field, value: Cow<'a, str>) -> bool {
    match record.get(field) {
        Some(known) => known.plain() == value,
        None => {
            record.push(field, value);
            true
        }
    }
}

/// Sets the DOI, bare; says whether the record has it now, in any case.
pub(crate) fn doi<'a>(record: &mut Record<'a>, value: Cow<'a, str>) -> bool {
    pick(value, identifier::doi).is_some_and(|doi| match record.get(Field::Doi) {
        Some(known) => known.plain().eq_ignore_ascii_case(&doi),
        None => set(record, Field::Doi, doi),
    })
}

/// Adds a language, by its tag if it is known.
pub(crate) fn tongue<'a>(record: &mut Record<'a>, value: Cow<'a, str>) {
    let value = language::tag(&value).map_or(value, Cow::Borrowed);
    if !value.is_empty() && &*value != "und" {
        add(record, Field::Language, value);
    }
}

/// Keeps what an element says, if it says anything.
pub(crate) fn keep<'a>(record: &mut Record<'a>, family: &'static str, element: Element<'_, 'a>) {
    let text = element.text();
    if !text.is_empty() {
        record.keep(family, element.name(), text);
    }
}

/// Keeps the children of an element that are not among these.
pub(crate) fn keep_others<'a>(
    record: &mut Record<'a>,
    family: &'static str,
    element: Element<'_, 'a>,
    known: &[&str],
) {
    for child in element.children().filter(|child| !known.contains(&child.name())) {
        keep(record, family, child);
    }
}

/// What the children of an element say, one after the other.
pub(crate) fn words<'a>(element: Element<'_, 'a>) -> Cow<'a, str> {
    let texts = element.children().map(Element::text).filter(|text| !text.is_empty());
    let texts: Vec<Cow<'_, str>> = texts.collect();
    if texts.is_empty() { element.text() } else { Cow::Owned(texts.join("; ")) }
}

/// The person with the particles of the family name apart.
pub(crate) fn with_particle(person: Person<'_>) -> Name<'_> {
    match Name::with_particle(person.family, "") {
        Name::Person(Person { prefix, family, .. }) => Name::Person(Person { prefix, family, ..person }),
        name => name,
    }
}

/// A text for formats without markup: formulas stand between dollars, quotations between
/// their marks.
pub(crate) fn unmarked<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    let shown = |mark: &Mark| matches!(mark.kind, MarkKind::Math | MarkKind::Quote);
    if !text.marks().iter().any(shown) {
        return Cow::Borrowed(text.plain());
    }
    let mut plain = String::with_capacity(text.plain().len() + 8);
    for event in text.events() {
        plain.push_str(match event {
            Event::Str(stretch) => stretch,
            Event::Open(MarkKind::Math) | Event::Close(MarkKind::Math) => "$",
            Event::Open(MarkKind::Quote) => "“",
            Event::Close(MarkKind::Quote) => "”",
            Event::Open(_) | Event::Close(_) => "",
        });
    }
    Cow::Owned(plain)
}

/// Says which marks of a text a format loses that has none of these kinds.
pub(crate) fn lose_marks(
    name: &'static str,
    text: &Text<'_>,
    has: &[MarkKind],
    out: &mut Output,
    why: &'static str,
) {
    let silent = [MarkKind::NoCase, MarkKind::Math, MarkKind::Quote];
    for mark in text.marks().iter().filter(|mark| !has.contains(&mark.kind) && !silent.contains(&mark.kind)) {
        out.lose(name, text.plain().get(mark.range()).unwrap_or_default(), why);
    }
}
