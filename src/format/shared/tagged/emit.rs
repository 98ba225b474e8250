//! A record → fields: what the writers of tagged formats share.

use std::borrow::Cow;

use crate::format::Output;
use crate::format::shared::affiliations;
use crate::grammar::markup;
use crate::record::{
    Bound, Contributor, Date, DateField, Edtf, Event, Extra, Field, MarkKind, Name, Pages, Point, Record,
    Role, Text,
};

/// What of a record was written.
#[derive(Debug, Default)]
pub(crate) struct Written {
    fields: u128,
    roles: u64,
    dates: u8,
    affiliations: bool,
}

impl Written {
    /// Notes a field; `false` if it was noted before.
    pub(crate) fn field(&mut self, field: Field) -> bool {
        let bit = 1 << field as u32;
        let new = self.fields & bit == 0;
        self.fields |= bit;
        new
    }

    /// Notes a role; `false` if it was noted before.
    pub(crate) fn role(&mut self, role: Role) -> bool {
        let bit = 1 << role as u32;
        let new = self.roles & bit == 0;
        self.roles |= bit;
        new
    }

    /// Notes a date; `false` if it was noted before.
    pub(crate) fn date(&mut self, field: DateField) -> bool {
        let bit = 1 << field as u32;
        let new = self.dates & bit == 0;
        self.dates |= bit;
        new
    }

    /// Notes that it is told where people work.
    pub(crate) fn affiliations(&mut self) {
        self.affiliations = true;
    }

    /// Loses whatever was not noted.
    pub(crate) fn lose_rest(&self, record: &Record<'_>, why: &'static str, out: &mut Output) {
        for (field, text) in record.fields.iter().filter(|(field, _)| self.fields & (1 << *field as u32) == 0)
        {
            out.lose(field.name(), text.plain(), why);
        }
        for Contributor { role, name } in &record.contributors {
            if self.roles & (1 << *role as u32) == 0 {
                out.lose(role.name(), name.in_full(), why);
            } else if let Name::Person(person) = name {
                let told = |key: &str| self.affiliations && key == affiliations::KEY;
                for (key, value) in person.extra.iter().filter(|(key, _)| !told(key)) {
                    out.lose(format!("{role}:{key}"), value.as_ref(), why);
                }
            }
        }
        for (field, date) in record.dates.iter().filter(|(field, _)| self.dates & (1 << *field as u32) == 0) {
            out.lose(field.name(), date.to_string(), why);
        }
    }
}

/// The fields of a record as their own format spells them, in their order; empty for a
/// record that comes from elsewhere.
pub(crate) fn source<'r>(
    record: &'r Record<'_>,
    family: &'static str,
) -> impl Iterator<Item = &'r Extra<'r>> {
    record.extra.iter().filter(move |extra| extra.format == family)
}

/// Whether all of a record is there as its own format spells it. Fields of that format
/// that came by way of another are those alone that the other had no place for.
pub(crate) fn is_source(record: &Record<'_>, family: &'static str) -> bool {
    source(record, family).any(|extra| extra.mapped)
}

/// A text in one line, with HTML-like tags for its marks; protected case is no markup.
pub(crate) fn marked<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    match tagged(text) {
        Cow::Borrowed(text) => one_line(text),
        Cow::Owned(text) => Cow::Owned(one_line(&text).into_owned()),
    }
}

/// A text with HTML-like tags for its marks.
///
/// Protected case is no markup, and not lost: its letters are written as they are, and what
/// reads these formats changes the case of none.
pub(crate) fn tagged<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    if text.marks().is_empty() {
        return Cow::Borrowed(text.plain());
    }
    let mut marked = String::with_capacity(text.plain().len() + 16);
    for event in text.events() {
        marked.push_str(match event {
            Event::Open(MarkKind::NoCase) | Event::Close(MarkKind::NoCase) => "",
            Event::Open(kind) => markup::tags(kind).0,
            Event::Str(stretch) => stretch,
            Event::Close(kind) => markup::tags(kind).1,
        });
    }
    Cow::Owned(marked)
}

/// A text in one line without its marks, but for quotation marks.
pub(crate) fn bare<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    match in_lines(text) {
        Cow::Borrowed(text) => one_line(text),
        Cow::Owned(text) => Cow::Owned(one_line(&text).into_owned()),
    }
}

/// A text in its lines without its marks, but for quotation marks.
pub(crate) fn in_lines<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    if !text.marks().iter().any(|mark| mark.kind == MarkKind::Quote) {
        return Cow::Borrowed(text.plain());
    }
    let mut bare = String::with_capacity(text.plain().len() + 8);
    for event in text.events() {
        bare.push_str(match event {
            Event::Open(MarkKind::Quote) => "“",
            Event::Str(stretch) => stretch,
            Event::Close(MarkKind::Quote) => "”",
            Event::Open(_) | Event::Close(_) => "",
        });
    }
    Cow::Owned(bare)
}

/// Line breaks become blanks.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "),
    )
}

/// The values of several fields as one title: a subtitle follows a colon, an addon a
/// full stop, unless punctuation is there.
pub(crate) fn title(parts: &[(char, Option<Cow<'_, str>>)]) -> Option<String> {
    let mut title = String::new();
    for (separator, part) in parts {
        let Some(part) = part else { continue };
        if !title.is_empty() {
            if !title.ends_with(['!', '?', '.', ',', ':', ';', '…']) {
                title.push(*separator);
            }
            title.push(' ');
        }
        title.push_str(part);
    }
    (!title.is_empty()).then_some(title)
}

/// A volume and the part of it: `4.2`; a part in words stands behind a comma.
pub(crate) fn volume(volume: &str, part: &str) -> String {
    match (volume, part.starts_with(|c: char| c.is_ascii_digit())) {
        ("", _) => part.to_owned(),
        (volume, true) => format!("{volume}.{part}"),
        (volume, false) => format!("{volume}, {part}"),
    }
}

/// All values of a field as one, with semicolons between them.
pub(crate) fn joined<'r>(
    record: &'r Record<'_>,
    field: Field,
    spell: fn(&'r Text<'r>) -> Cow<'r, str>,
) -> Option<Cow<'r, str>> {
    record.all(field).map(spell).reduce(|all, value| Cow::Owned(format!("{all}; {value}")))
}

/// A name with its family name first: `van Gogh, Vincent, Jr.`.
pub(crate) fn inverted(name: &Name<'_>) -> String {
    let person = match name {
        Name::Literal(name) => return one_line(name).into_owned(),
        Name::Others => return "et al.".to_owned(),
        Name::Person(person) => person,
    };
    let spaced =
        |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let family = spaced([&person.prefix, &person.family]);
    let given = spaced([&person.given, &person.dropping_prefix]);
    let parts = [family, given, person.suffix.as_ref().to_owned()];
    let text =
        parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
    one_line(&text).into_owned()
}

/// The first and the last page, where there are these and no more.
pub(crate) fn ends(pages: &str) -> Option<(&str, &str)> {
    match Pages::parse(pages).0.as_slice() {
        [only] => only.last.filter(|last| !last.is_empty()).map(|last| (only.first, last)),
        _ => None,
    }
}

/// The year of a date, and whether the year is all that it says.
pub(crate) fn year(date: &Date<'_>) -> (Option<i64>, bool) {
    let year = date.point().and_then(|point| point.year).filter(|year| (0..=9999).contains(year));
    let simple = |year| Edtf { start: Bound::At(Point { year, ..Point::default() }), end: None };
    let alone = year.is_some() && matches!(date, Date::Edtf(edtf) if **edtf == simple(year));
    (year, alone)
}
