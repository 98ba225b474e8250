//! An entry → a record: every field by the table, what it has no place for kept.

mod texts;

use std::borrow::Cow;
use std::ops::Range;

use super::super::fields::{FieldName, Slot, ranked, role_by_type};
use super::super::{COMMENT, DIALECT, Dialect, FAMILY, TYPE_SPELLING, types};
use super::Shared;
use super::dating::Dating;
use super::guide::{Guide, use_prefix};
use super::inherit::{Family, Heir};
use super::names::Manner;
use super::raw::{RawField, Shape};
use super::scan::Extent;
use super::seen::Seen;
use super::syntax::Entry;
use super::values;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::record::{Extra, Field, Record, Role};

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
    /// Whether the text that was read last lacks something that its value says.
    partial: bool,
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
            partial: false,
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
                let text = self.date_text(value, origin);
                let sound = self.dating.whole(field, text, origin.extra);
                self.date_is(sound != Some(false), origin);
                sound.is_some()
            }
            Slot::DatePart(field, part) => {
                let text = self.date_text(value, origin);
                let sound = self.dating.part(field, part, text, origin.extra);
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
