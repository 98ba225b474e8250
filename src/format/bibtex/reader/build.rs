//! An entry → a record: every field by the table, what it has no place for kept.

use std::borrow::Cow;
use std::ops::Range;

use super::super::fields::{Class, FieldName, Slot, ranked, role_by_type};
use super::super::{COMMENT, DIALECT, Dialect, FAMILY, TYPE_SPELLING, types};
use super::Shared;
use super::dating::Dating;
use super::guide::{Guide, use_prefix};
use super::inherit::{Family, Heir};
use super::names::{self, Manner};
use super::raw::{RawField, Shape};
use super::scan::Extent;
use super::seen::Seen;
use super::syntax::Entry;
use super::values;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::grammar::trim;
use crate::latex::{self, Purpose};
use crate::record::{Extra, Field, Kind, Name, Record, Role, Text};

/// Makes a record of an entry. `base` is where the piece begins in the file.
pub(super) fn record<'a>(
    entry: Entry<'a>,
    extent: &Extent,
    base: usize,
    shared: &Shared,
) -> (Record<'a>, Vec<Diagnostic>) {
    let mut build = Build::new(&entry, extent, base, shared);
    build.own(&entry);
    build.inherit(&entry);
    build.finish();
    let mut findings = entry.findings;
    findings.append(&mut build.findings);
    (build.record, findings)
}

/// A place in the record that holds one value, and the field that filled it.
struct Taken {
    slot: Slot,
    /// The field's line in the table.
    rank: usize,
    name: &'static str,
    /// The field's place among the extras, if it is the entry's own.
    extra: Option<usize>,
}

/// Where a value comes from.
#[derive(Clone, Copy)]
struct Origin<'e, 'a> {
    /// The entry's own field, or `None` for one that was taken over.
    field: Option<&'e RawField<'a>>,
    /// Its place among the extras.
    extra: Option<usize>,
}

struct Build<'a, 's> {
    record: Record<'a>,
    shared: &'s Shared,
    base: usize,
    taken: Vec<Taken>,
    dating: Dating<'a>,
    manner: Manner,
    /// Whether the entry has a `url`.
    has_url: bool,
    /// Whether it refers to others.
    refers: bool,
    findings: Vec<Diagnostic>,
}

impl<'a, 's> Build<'a, 's> {
    fn new(entry: &Entry<'a>, extent: &Extent, base: usize, shared: &'s Shared) -> Self {
        let mut record = Record { key: Cow::Borrowed(entry.key), ..Record::default() };
        record.span = extent.at..extent.end;
        record.fields.reserve(entry.fields.len());
        record.extra.reserve(entry.fields.len() + 2);
        record.keep_spelling(FAMILY, TYPE_SPELLING, entry.kind);
        if shared.dialect == Dialect::Biblatex {
            record.keep_spelling(FAMILY, DIALECT, Dialect::Biblatex.name());
        }
        let guide = Guide::of(entry);
        let mut findings = Vec::new();
        match types::by_subtype(entry.kind, guide.subtype.trim()) {
            Some(row) => {
                record.kind = guide.refined(entry, row.kind, shared.dialect);
                if let Some(genre) = types::genre_words(row.genre) {
                    record.push(Field::Genre, genre);
                }
            }
            None if entry.kind.is_empty() => {
                findings.push(Diagnostic::new(codes::MISSING_TYPE, extent.at..extent.open + 1));
            }
            None => {
                let place = extent.name.0..extent.name.1;
                findings
                    .push(Diagnostic::new(codes::UNKNOWN_ENTRY_TYPE, place).detail(entry.kind.to_owned()));
            }
        }
        let manner = Manner { dialect: shared.dialect, use_prefix: use_prefix(guide.options) };
        Self {
            record,
            shared,
            base,
            taken: Vec::with_capacity(entry.fields.len()),
            dating: Dating::default(),
            manner,
            has_url: !guide.url.trim().is_empty(),
            refers: guide.refers,
            findings,
        }
    }

    fn report(&mut self, code: &'static Code, span: Range<usize>, detail: impl Into<Cow<'static, str>>) {
        self.findings.push(Diagnostic::new(code, span).detail(detail));
    }

    /// The entry's own fields: each is kept as it is spelled, and read.
    fn own(&mut self, entry: &Entry<'a>) {
        let mut seen = Seen::default();
        let mut comments = entry.comments.iter().peekable();
        for (number, field) in entry.fields.iter().enumerate() {
            while let Some((_, comment)) = comments.next_if(|(before, _)| *before <= number) {
                self.record.keep(FAMILY, COMMENT, *comment);
            }
            let extra = self.record.extra.len();
            self.record.extra.push(Extra {
                format: FAMILY,
                name: Cow::Borrowed(field.name),
                value: field.spelling(),
                mapped: false,
            });
            let known = ranked(field.name, self.record.kind);
            if !seen.insert(field.name, known.map(|(rank, _)| rank)) {
                let place = field.name_at..field.name_at + field.name.len();
                self.report(codes::DUPLICATE_FIELD, place, field.name.to_owned());
                continue;
            }
            let (value, unknown) = self.shared.strings.expand(field, self.base + field.name_at);
            if let Some(name) = unknown {
                let at = field.raw_at + field.raw.find(name).unwrap_or(0);
                self.report(codes::UNKNOWN_STRING, at..at + name.len(), name.to_owned());
            }
            let Some((rank, row)) = known else { continue };
            let origin = Origin { field: Some(field), extra: Some(extra) };
            self.record.extra[extra].mapped = self.field(rank, row, value, origin, entry);
        }
        for (_, comment) in comments {
            self.record.keep(FAMILY, COMMENT, *comment);
        }
    }

    /// Fields that come from other entries.
    fn inherit(&mut self, entry: &Entry<'a>) {
        if !self.refers {
            return;
        }
        let find = |name: &str| entry.fields.iter().find(|f| f.name.eq_ignore_ascii_case(name));
        let (crossref, xdata) = (find("crossref"), find("xdata"));
        let kind = entry.kind.to_lowercase();
        let names: Vec<String> = entry.fields.iter().map(|field| field.name.to_lowercase()).collect();
        let value = |field: Option<&RawField<'a>>| {
            field
                .map(|field| self.shared.strings.expand(field, self.base + field.name_at).0.trim().to_owned())
        };
        let (crossref_value, xdata_value) = (value(crossref), value(xdata));
        let crossref_key = crossref_value.as_deref().filter(|key| !key.is_empty());
        let family = Family::of(crossref_key, xdata_value.as_deref(), &self.shared.parents);
        let heir = Heir {
            kind: &kind,
            key: entry.key,
            names: names.iter().map(String::as_str).collect(),
            crossref: crossref_key,
            xdata: xdata_value.as_deref(),
            family: &family,
            dialect: self.shared.dialect,
        };
        let found = heir.inherit();
        let place = |key: &str| {
            let holds = |field: &&RawField<'_>| field.raw.contains(key);
            let field = [crossref, xdata].into_iter().flatten().find(holds).or(crossref).or(xdata);
            field.map_or(0..0, |field| {
                let at = field.raw_at + field.raw.find(key).unwrap_or(0);
                let length = if field.raw.contains(key) { key.len() } else { field.raw.len() };
                at..at + length
            })
        };
        for (keys, code) in [(&found.missing, codes::MISSING_PARENT), (&found.circular, codes::PARENT_CYCLE)]
        {
            for key in keys {
                self.report(code, place(key), key.clone());
            }
        }
        for inherited in found.fields {
            if let Some((rank, row)) = ranked(inherited.name, self.record.kind) {
                let origin = Origin { field: None, extra: None };
                self.field(rank, row, Cow::Owned(inherited.value.to_owned()), origin, entry);
            }
        }
    }

    /// Reads one value into its place and says whether the record carries it.
    fn field(
        &mut self,
        rank: usize,
        row: &'static FieldName,
        value: Cow<'a, str>,
        origin: Origin<'_, 'a>,
        entry: &Entry<'a>,
    ) -> bool {
        match row.slot {
            Slot::Field(field) => self.text_field(rank, row, field, value, origin),
            Slot::Role(role) => {
                let role = match role {
                    Role::Editor => self.typed_role("editortype", entry).unwrap_or(Role::Editor),
                    role => role,
                };
                self.names(role, value, origin)
            }
            Slot::TypedRole => {
                let role = self.typed_role(&format!("{}type", row.name), entry);
                self.names(role.unwrap_or(Role::Editor), value, origin)
            }
            Slot::RoleType => {
                let list = row.name.trim_end_matches("type");
                row.name != "authortype"
                    && role_by_type(&value).is_some()
                    && entry.fields.iter().any(|f| f.name.eq_ignore_ascii_case(list))
            }
            Slot::Date(field) => {
                let sound = self.dating.whole(field, date_text(value), origin.extra);
                self.date_is(sound, origin);
                true
            }
            Slot::DatePart(field, part) => {
                let sound = self.dating.part(field, part, date_text(value), origin.extra);
                self.date_is(sound, origin);
                sound
            }
            Slot::Subtype => {
                let row = types::by_subtype(entry.kind, value.trim());
                row.is_some_and(|row| row.subtype.eq_ignore_ascii_case(value.trim()))
            }
            Slot::Crossref => self.shared.parents.get(value.trim()).is_some(),
            Slot::Xdata => super::survey::keys(&value).all(|key| self.shared.parents.get(key).is_some()),
            Slot::Options => use_prefix(&value).is_some() && !value.contains(','),
        }
    }

    fn date_is(&mut self, sound: bool, origin: Origin<'_, 'a>) {
        if let Some(field) = origin.field.filter(|_| !sound) {
            let (content, at) = field.content();
            self.report(codes::ODD_DATE, at..at + content.len(), "");
        }
    }

    fn typed_role(&self, name: &str, entry: &Entry<'a>) -> Option<Role> {
        let field = entry.fields.iter().find(|f| f.name.eq_ignore_ascii_case(name))?;
        role_by_type(field.content().0)
    }

    fn names(&mut self, role: Role, value: Cow<'a, str>, origin: Origin<'_, 'a>) -> bool {
        let mut odd = Vec::new();
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
        true
    }

    fn text_field(
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
        if field == Field::HowPublished
            && !self.has_url
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
        match values::split(&value, row.class, field, lists) {
            None => self.push(row, field, &value, 0..value.len(), origin),
            Some(parts) => {
                parts.into_iter().for_each(|part| self.push(row, field, &value, part, origin));
            }
        }
        true
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
        if let Some(origin) = origin.field.filter(|_| !decoded.unknown.is_empty()) {
            // The decoder looks at the value without the blanks at its ends.
            let at = at + value.len() - value.trim_start().len();
            for place in decoded.unknown {
                let name = value.trim().get(place.clone()).unwrap_or_default().to_owned();
                self.report(codes::UNKNOWN_COMMAND, within(origin, place.start + at..place.end + at), name);
            }
        }
        decoded.text
    }

    /// What needs all fields: dates, and identifiers that another field names.
    fn finish(&mut self) {
        std::mem::take(&mut self.dating).finish(&mut self.record);
        values::pubmed(&mut self.record);
        values::own_title(&mut self.record);
        values::refine(&mut self.record);
    }
}

/// A place in a field's content as a place in the piece; the whole value where the content
/// does not stand in the piece as it is.
fn within(field: &RawField<'_>, place: Range<usize>) -> Range<usize> {
    let (content, at) = field.content();
    let whole = matches!(field.shape, Shape::Name | Shape::Joined) || place.end > content.len();
    if whole { field.span() } else { place.start + at..place.end + at }
}

/// A date as text; its `~` is no blank.
fn date_text(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains(['\\', '{', '$']) {
        return match value {
            Cow::Borrowed(value) => Cow::Borrowed(trim(value)),
            Cow::Owned(value) => Cow::Owned(trim(&value).to_owned()),
        };
    }
    match value {
        Cow::Borrowed(value) => latex::decode_plain(value),
        Cow::Owned(value) => Cow::Owned(latex::decode_plain(&value).into_owned()),
    }
}
