//! Entries that were read from a `.bib` file: written as they stood there, field by field.
//!
//! In its own dialect an entry keeps every field name and value to the letter; only the
//! layout is normalized. In the other dialect, a field that it knows stays as it is, one
//! that it knows under another name is renamed, and what it says otherwise (dates, names
//! in biblatex's extended form, subtitles) is written afresh in the same place.

use super::super::fields::{self, Class, FieldName, Slot};
use super::super::{COMMENT, DIALECT, Dialect, FAMILY, TYPE_SPELLING, types};
use super::entry::Entry;
use super::{layout, names};
use crate::format::{Output, WriteOptions};
use crate::latex::encode;
use crate::record::{DateField, Extra, Field, Record};

/// A record that was read from a `.bib` file.
pub(super) struct Source<'r> {
    record: &'r Record<'r>,
    entry_type: &'r str,
    dialect: Dialect,
    /// The fields that are known, each once; looked up in the other dialect only.
    names: Vec<&'static str>,
}

impl<'r> Source<'r> {
    /// The source of the record, if it has one here.
    pub(super) fn of(record: &'r Record<'r>) -> Option<Self> {
        let entry_type = match &*record.kept(FAMILY, TYPE_SPELLING)?.value {
            "" => "misc",
            entry_type => entry_type,
        };
        let dialect = match record.kept(FAMILY, DIALECT) {
            Some(dialect) if dialect.value == Dialect::Biblatex.name() => Dialect::Biblatex,
            _ => Dialect::Bibtex,
        };
        Some(Self { record, entry_type, dialect, names: Vec::new() })
    }

    fn fields(&self) -> impl Iterator<Item = &'r Extra<'r>> + use<'r> {
        self.record.extra.iter().filter(|extra| extra.format == FAMILY && !extra.name.starts_with('@'))
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    fn with_names(mut self) -> Self {
        for extra in self.fields() {
            if let Some(row) = fields::by_name(&extra.name, self.record.kind)
                && !self.names.contains(&row.name)
            {
                self.names.push(row.name);
            }
        }
        self
    }

    /// Writes the entry.
    pub(super) fn write(self, dialect: Dialect, options: &WriteOptions, out: &mut Output) {
        if dialect != self.dialect {
            return self.with_names().convert(dialect, options, out);
        }
        layout::open_as_is(self.entry_type, self.record, out);
        for extra in self.fields() {
            let class = if options.ascii { self.class(extra) } else { Class::Text };
            field(&extra.name, extra, class, options, out);
        }
        layout::close(out);
    }

    fn class(&self, extra: &Extra<'_>) -> Class {
        fields::by_name(&extra.name, self.record.kind).map_or(Class::Text, |row| row.class)
    }

    /// Writes the entry in the other dialect.
    fn convert(&self, dialect: Dialect, options: &WriteOptions, out: &mut Output) {
        // What has no place among the hub's is in the entry's own fields still.
        let losses = out.losses.len();
        let entry = Entry::of(self.record, dialect, options, out);
        let lost = out.losses.split_off(losses);
        let entry_type = match types::by_name(self.entry_type) {
            Some(row) if !row.known_to(dialect) => entry.entry_type.name,
            _ => self.entry_type,
        };
        layout::open_as_is(entry_type, self.record, out);
        let afresh = |names: &[&str], out: &mut Output| {
            let mut found = false;
            for item in entry.items.iter().filter(|item| names.contains(&item.place.name)) {
                entry.field(item, out);
                found = true;
            }
            found
        };
        if entry_type != self.entry_type && !self.record.has(Field::Genre) {
            // `@phdthesis` for a thesis of no kind.
            afresh(&["type"], out);
        }
        let mut dated = false;
        for extra in self.fields() {
            let Some(row) = fields::by_name(&extra.name, self.record.kind) else {
                field(&extra.name, extra, Class::Text, options, out);
                continue;
            };
            let done = match row.slot {
                // A part that says something else than the date, of which the parts are written.
                Slot::DatePart(DateField::Issued, _)
                    if !extra.mapped && dialect == Dialect::Bibtex && self.has("date") =>
                {
                    let name = format!("{FAMILY}:{}", extra.name);
                    out.lose(name, extra.value.as_ref(), "the date says something else");
                    true
                }
                _ if !extra.mapped => false,
                // `1988a` is no date to biblatex.
                Slot::Date(DateField::Issued) | Slot::DatePart(DateField::Issued, _)
                    if self.record.has(Field::YearSuffix) =>
                {
                    false
                }
                // BibTeX has the parts of a date already.
                Slot::DatePart(DateField::Issued, _) if dialect == Dialect::Bibtex && !self.has("date") => {
                    false
                }
                Slot::Date(DateField::Issued) | Slot::DatePart(DateField::Issued, _) => {
                    dated || {
                        dated = true;
                        afresh(&["date", "year", "month", "day"], out)
                    }
                }
                Slot::Role(role) if dialect == Dialect::Bibtex && extra.value.contains('=') => {
                    // What biblatex's extended form says beyond the parts of names.
                    out.losses.extend(lost.iter().filter(|loss| loss.field == role.name()).cloned());
                    afresh(&[row.name], out)
                }
                Slot::TypedRole if dialect == Dialect::Bibtex && extra.value.contains('=') => {
                    afresh(&[row.name], out)
                }
                Slot::Field(Field::Genre) if dialect == Dialect::Bibtex && is_key(&extra.value) => {
                    // biblatex's keys are words to BibTeX, or said by the entry type.
                    afresh(&["type"], out) || !entry.entry_type.genre.is_empty()
                }
                Slot::Field(Field::EprintType) => afresh(&["archiveprefix", "eprinttype"], out),
                Slot::Field(Field::Url) if entry.links_as_text() => afresh(&["howpublished"], out),
                _ => false,
            };
            let joined =
                dialect == Dialect::Bibtex && extra.mapped && self.subtitles(row, extra, options, out);
            if !done && !joined {
                self.renamed(row, extra, dialect, options, out);
            }
        }
        if dialect == Dialect::Bibtex && (self.has("crossref") || self.has("xdata")) {
            // biblatex takes over more from other entries than BibTeX does.
            for item in entry.items.iter().filter(|item| !self.covers(item.place.name)) {
                entry.field(item, out);
            }
        }
        layout::close(out);
    }

    /// BibTeX has one field for a title and its subtitle: writes the first with the second,
    /// and the second not again.
    fn subtitles(
        &self,
        row: &FieldName,
        extra: &Extra<'_>,
        options: &WriteOptions,
        out: &mut Output,
    ) -> bool {
        const PAIRS: [(&str, &str, &str); 3] = [
            ("title", "subtitle", "title"),
            ("booktitle", "booksubtitle", "booktitle"),
            ("journaltitle", "journalsubtitle", "journal"),
        ];
        let Some(&(title, subtitle, name)) =
            PAIRS.iter().find(|(title, subtitle, _)| [*title, *subtitle].contains(&row.name))
        else {
            return false;
        };
        let own = |name: &str| self.fields().find(|extra| extra.name.eq_ignore_ascii_case(name));
        let (Some(first), Some(second)) = (own(title), own(subtitle)) else { return false };
        if row.name == subtitle {
            return true;
        }
        let name = if title == name { &*extra.name } else { name };
        layout::field(name, options, out);
        let (first, second) = (&*first.value, &*second.value);
        let simple = |value: &str| value.starts_with('{') && value.ends_with('}') && !value.contains('#');
        let ascii = options.ascii;
        let ends = first.trim_end_matches(['}', '"', ' ']).ends_with(['?', '!', ':', '.', ',', ';']);
        let gap = if ends { " " } else { ": " };
        if simple(first) && simple(second) {
            raw(&first[..first.len() - 1], row.class, ascii, out);
            out.push(gap);
            raw(&second[1..], row.class, ascii, out);
        } else {
            raw(first, row.class, ascii, out);
            out.push(" # {");
            out.push(gap);
            out.push("} # ");
            raw(second, row.class, ascii, out);
        }
        layout::end_field(out);
        true
    }

    /// Whether a field of the entry stands for one of that name.
    fn covers(&self, name: &str) -> bool {
        let kind = self.record.kind;
        let slot = |name: &str| fields::by_name(name, kind).map(|row| row.slot);
        let issued =
            |slot: Slot| matches!(slot, Slot::Date(DateField::Issued) | Slot::DatePart(DateField::Issued, _));
        let Some(sought) = slot(name) else { return self.has(name) };
        self.fields()
            .filter_map(|extra| slot(&extra.name))
            .any(|found| found == sought || (issued(found) && issued(sought)) || extra_pair(found, sought))
    }

    /// A field under the name that the dialect has for it.
    fn renamed(
        &self,
        row: &'static FieldName,
        extra: &Extra<'_>,
        dialect: Dialect,
        options: &WriteOptions,
        out: &mut Output,
    ) {
        let target = match row.slot {
            Slot::Field(_) => fields::of_slot(row.slot, self.record.kind, dialect),
            _ => None,
        };
        // BibTeX wants the `school` of a thesis, biblatex its `institution`.
        let target = target.filter(|target| {
            !row.known_to(dialect) || (row.name == "institution" && target.name == "school")
        });
        let name = match target {
            // Two fields of one place keep their names.
            Some(target) if !self.has(target.name) => target.name,
            _ => &extra.name,
        };
        let class = target.map_or(row.class, |target| target.class);
        let lists = dialect == Dialect::Biblatex && class == Class::List;
        if lists && names::has_and(inside(&extra.value)) && extra.value.starts_with('{') {
            // biblatex would split it.
            layout::field(name, options, out);
            out.byte(b'{');
            raw(&extra.value, class, options.ascii, out);
            out.byte(b'}');
            return layout::end_field(out);
        }
        field(name, extra, class, options, out);
    }
}

/// Whether one field may stand for the other: a link for the way of publication.
fn extra_pair(found: Slot, sought: Slot) -> bool {
    let pair = [Slot::Field(Field::Url), Slot::Field(Field::HowPublished)];
    pair.contains(&found) && pair.contains(&sought)
}

/// Whether a value of `type` is one of biblatex's keys.
fn is_key(value: &str) -> bool {
    types::genre_words(inside(value).trim()).is_some()
}

/// What stands in one pair of braces, if the value is no more than that.
fn inside(value: &str) -> &str {
    let inner = value.strip_prefix('{').and_then(|v| v.strip_suffix('}')).unwrap_or(value);
    if inner.starts_with('{') && inner.ends_with('}') { "" } else { inner }
}

/// Whether what claims to be a field of a `.bib` file is one: a name, and values in braces
/// that balance, in quotation marks, or bare, joined by `#`.
pub(super) fn is_sound(extra: &Extra<'_>) -> bool {
    let bare = |c: char| !c.is_whitespace() && !c.is_control() && !"{}(),=#%\"'@~\\".contains(c);
    let mut rest = extra.value.trim();
    let mut more = !extra.name.is_empty() && extra.name.chars().all(bare);
    while more {
        let end = match rest.as_bytes().first() {
            Some(b'{') => delimited(rest, b'}'),
            Some(b'"') => delimited(rest, b'"'),
            _ => rest.find(|c| !bare(c)).or(Some(rest.len())).filter(|&end| end > 0),
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
        if rest.is_empty() {
            return true;
        }
        more = rest.starts_with('#');
        rest = rest.get(1..).unwrap_or_default().trim_start();
    }
    false
}

/// The length of a value from its delimiter to the one that closes it.
fn delimited(value: &str, close: u8) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'"' if close == b'"' && depth == 0 && at > 0 => return Some(at + 1),
            b'{' => depth += 1,
            b'}' if depth == 0 => return None,
            b'}' => depth -= 1,
            _ => {}
        }
        if close == b'}' && depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Writes a field with its value as it stood in the source.
pub(super) fn field(name: &str, extra: &Extra<'_>, class: Class, options: &WriteOptions, out: &mut Output) {
    if name == COMMENT {
        return layout::comment(&extra.value, options, out);
    }
    layout::field(name, options, out);
    raw(&extra.value, class, options.ascii, out);
    layout::end_field(out);
}

/// Writes LaTeX as it stood in the source.
pub(super) fn raw(value: &str, class: Class, ascii: bool, out: &mut Output) {
    match class {
        _ if !ascii || value.is_ascii() => out.push(value),
        Class::Verbatim => encode::verbatim(value, true, &mut out.bytes),
        _ => encode::latex_as_ascii(value, &mut out.bytes),
    }
}
