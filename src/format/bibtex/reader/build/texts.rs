//! Texts and names of an entry: values into their places.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::super::super::Dialect;
use super::super::super::fields::{Class, FieldName};
use super::super::{names, values};
use super::{Build, Origin, Taken, within};
use crate::diagnostic::codes;
use crate::grammar::trim;
use crate::latex::{self, Purpose};
use crate::record::{Field, Kind, Name, Role, Text};

impl<'a> Build<'a, '_> {
    pub(super) fn names(&mut self, role: Role, value: Cow<'a, str>, origin: Origin<'_, 'a>) -> bool {
        let mut odd = Vec::new();
        let whole = memchr(b'\\', value.as_bytes()).is_none() || self.commands(&value, origin);
        match value {
            Cow::Borrowed(value) => {
                names::list(value, self.manner, &mut odd, |name| self.record.contribute(role, name));
            }
            Cow::Owned(value) => {
                let names = |name: Name<'_>| self.record.contribute(role, name.into_owned());
                names::list(&value, self.manner, &mut odd, names);
            }
        }
        for (place, what) in odd {
            if let Some(field) = origin.field {
                let place = within(field, place);
                self.report(codes::ODD_NAMES, place, what);
            }
        }
        whole
    }

    pub(super) fn text_field(
        &mut self,
        rank: usize,
        row: &'static FieldName,
        field: Field,
        value: Cow<'a, str>,
        origin: Origin<'_, 'a>,
    ) -> bool {
        if trim(&value).is_empty() {
            return true;
        }
        // BibTeX has no field for addresses; many put theirs where styles print it.
        let holds_address = match field {
            Field::HowPublished => true,
            Field::Note => value.trim_start().starts_with(values::URL),
            _ => false,
        };
        if holds_address
            && !self.has_url
            && !self.record.has(Field::Url)
            && let Some(address) = values::published_address(&value)
        {
            self.record.push(Field::Url, address.into_owned());
            return true;
        }
        let several = matches!(field, Field::Publisher | Field::Keyword | Field::Isbn | Field::Issn);
        if !several && !self.take(rank, row, field, &value, origin) {
            return self.joins(row, field, &value);
        }
        let lists = row.class == Class::List && self.shared.dialect == Dialect::Biblatex;
        self.partial = false;
        match values::split(&value, row.class, field, lists) {
            None => self.push(row, field, &value, 0..value.len(), origin),
            Some(parts) => {
                parts.into_iter().for_each(|part| self.push(row, field, &value, part, origin));
            }
        }
        !self.partial
    }

    /// Adds a part of a value.
    #[expect(clippy::ptr_arg, reason = "a borrowed value outlives this call, an owned one does not")]
    fn push(
        &mut self,
        row: &'static FieldName,
        field: Field,
        value: &Cow<'a, str>,
        part: Range<usize>,
        origin: Origin<'_, 'a>,
    ) {
        let at = part.start;
        if row.class == Class::List && part != (0..value.len()) && value[part.clone()].trim() == "others" {
            return self.record.push(field, "et al.");
        }
        let text = match value {
            Cow::Borrowed(value) => self.text(row, field, &value[part], at, origin),
            Cow::Owned(value) => self.text(row, field, &value[part], at, origin).into_owned(),
        };
        self.record.push(field, text);
    }

    /// Takes a place that holds one value. It goes to the field that stands first in the
    /// table, whatever the order in the entry.
    fn take(
        &mut self,
        rank: usize,
        row: &'static FieldName,
        field: Field,
        value: &str,
        origin: Origin<'_, 'a>,
    ) -> bool {
        let slot = row.slot;
        let Some(taken) = self.taken.iter_mut().find(|taken| taken.slot == slot) else {
            self.taken.push(Taken { slot, rank, name: row.name, extra: origin.extra });
            if field == Field::Genre {
                // What the entry type implies gives way to what the entry says.
                self.record.take(Field::Genre);
            }
            return true;
        };
        let issues = row.name == "issue" || taken.name == "issue";
        if rank >= taken.rank || origin.extra.is_none() || issues {
            return false;
        }
        if let Some(extra) = taken.extra.and_then(|extra| self.record.extra.get_mut(extra)) {
            let same = self.record.fields.iter().any(|(f, text)| *f == field && text.plain() == value);
            extra.mapped = same;
        }
        let before = std::mem::replace(&mut taken.extra, origin.extra);
        (taken.rank, taken.name) = (rank, row.name);
        let old = self.record.take(field);
        if field == Field::PublisherPlace
            && let Some(old) = old
            && self.event_place(old)
            && let Some(extra) = before.and_then(|extra| self.record.extra.get_mut(extra))
        {
            extra.mapped = true;
        }
        true
    }

    /// `number` and `issue` of one article are one issue: `3, Spring`. A second value
    /// that says the same as the first is carried as well.
    fn joins(&mut self, row: &'static FieldName, field: Field, value: &str) -> bool {
        let text = latex::decode(value, Purpose::Words).text.into_owned();
        if self.record.all(field).any(|known| known.plain() == text.plain()) {
            return true;
        }
        if field == Field::PublisherPlace {
            return self.event_place(text);
        }
        if field != Field::Issue {
            return false;
        }
        let Some((_, known)) = self.record.fields.iter_mut().find(|(f, _)| *f == field) else { return false };
        let (first, second) = match row.name {
            "number" => (text.plain(), known.plain()),
            _ => (known.plain(), text.plain()),
        };
        *known = Text::new(format!("{first}, {second}"));
        true
    }

    /// The other place of a conference paper: an `address` is the publisher's, so a
    /// `location` beside it is that of the conference.
    fn event_place(&mut self, place: Text<'a>) -> bool {
        let conference = matches!(self.record.kind, Kind::PaperConference | Kind::Proceedings);
        let free = conference && !self.record.has(Field::EventPlace);
        if free {
            self.record.push(Field::EventPlace, place);
        }
        free
    }

    /// Reads one text, and reports what is odd in it.
    fn text<'v>(
        &mut self,
        row: &'static FieldName,
        field: Field,
        value: &'v str,
        at: usize,
        origin: Origin<'_, 'a>,
    ) -> Text<'v> {
        if row.class == Class::Verbatim {
            return values::verbatim(field, value);
        }
        if let Some(text) = values::known(field, self.record.kind, value) {
            return text;
        }
        let decoded = latex::decode(value, values::purpose(field, row.class));
        self.partial |= decoded.partial;
        self.unknown(decoded.unknown, value, at, origin);
        decoded.text
    }

    /// Reports commands that are not known; `at` is where the value begins in the field's.
    fn unknown(&mut self, places: Vec<Range<usize>>, value: &str, at: usize, origin: Origin<'_, 'a>) {
        let Some(origin) = origin.field.filter(|_| !places.is_empty()) else { return };
        // The decoder looks at the value without the blanks at its ends.
        let at = at + value.len() - value.trim_start().len();
        for place in places {
            let name = value.trim().get(place.clone()).unwrap_or_default().to_owned();
            self.report(codes::UNKNOWN_COMMAND, within(origin, place.start + at..place.end + at), name);
        }
    }

    /// Reports commands of a list of names that are not known, and says whether names have a
    /// place for all that the others say.
    fn commands(&mut self, value: &str, origin: Origin<'_, 'a>) -> bool {
        let bare = value.trim_start();
        let (unknown, partial) = latex::commands(bare);
        self.unknown(unknown, bare, value.len() - bare.len(), origin);
        !partial
    }

    /// A date as text; its `~` is no blank.
    pub(super) fn date_text(&mut self, value: Cow<'a, str>, origin: Origin<'_, 'a>) -> Cow<'a, str> {
        if !value.contains(['\\', '{', '$']) {
            return match value {
                Cow::Borrowed(value) => Cow::Borrowed(trim(value)),
                Cow::Owned(value) => Cow::Owned(trim(&value).to_owned()),
            };
        }
        let decoded = latex::decode(&value, Purpose::Words);
        let text = decoded.text.plain().to_owned();
        self.unknown(decoded.unknown, &value, 0, origin);
        Cow::Owned(text)
    }
}
