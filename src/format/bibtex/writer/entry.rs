//! An entry made afresh from the hub's values.

mod eprint;
mod library;
mod people;
mod titles;
mod values;

use super::super::fields::{Class, in_law, in_periodical, in_series};
use super::super::languages;
use super::super::types::{self, EntryType, genre_key, genre_words};
use super::super::{Dialect, FAMILY};
use super::dates::Parts;
use super::place::{self, Place};
use super::{layout, source};
use crate::format::{Output, WriteOptions};
use crate::record::{Date, DateField, Field, Kind, Pages, Record, Role, Text, language};
use eprint::Eprint;
use values::Value;

/// Writes the record as an entry.
pub(super) fn write(record: &Record<'_>, dialect: Dialect, options: &WriteOptions, out: &mut Output) {
    let entry = Entry::of(record, dialect, options, out);
    layout::open(entry.entry_type.name, record, options.ascii, out);
    for item in &entry.items {
        entry.field(item, out);
    }
    if let Some(former) = out.former_key.take() {
        // biblatex §2.2.3: keys by which the entry can be cited as well.
        layout::field("ids", options, out);
        out.byte(b'{');
        layout::spell_key(&former, options.ascii, out);
        out.byte(b'}');
        layout::end_field(out);
    }
    // What came from here and went through another format.
    for extra in record.extra.iter().filter(|extra| extra.format == FAMILY) {
        let taken = entry.items.iter().any(|item| item.place.name.eq_ignore_ascii_case(&extra.name));
        if !taken && source::is_sound(extra) {
            source::field(&extra.name, extra, Class::Text, options, out);
        } else {
            let name = format!("{FAMILY}:{}", extra.name);
            out.lose(name, extra.value.as_ref(), "another value has its field, or it is none of BibTeX's");
        }
    }
    layout::close(out);
}

/// An entry before it is written.
pub(super) struct Entry<'r> {
    record: &'r Record<'r>,
    dialect: Dialect,
    options: &'r WriteOptions,
    pub(super) entry_type: &'static EntryType,
    /// What the record is, as far as this dialect tells kinds apart.
    kind: Kind,
    /// The eprint that it tells of elsewhere than in its own fields.
    eprint: Option<Eprint<'r>>,
    /// The field whose place is sought.
    field: Field,
    /// Whether its language is English, or not stated.
    english: bool,
    /// In the order in which they are written.
    pub(super) items: Vec<Item<'r>>,
}

/// A field of the entry and what it holds.
pub(super) struct Item<'r> {
    pub(super) place: Place,
    value: Value<'r>,
}

impl<'r> Entry<'r> {
    /// Finds a place for every value, and loses those for which there is none.
    pub(super) fn of(
        record: &'r Record<'r>,
        dialect: Dialect,
        options: &'r WriteOptions,
        out: &mut Output,
    ) -> Self {
        let mut entry = Self::new(record, dialect, options);
        entry.texts(out);
        entry.names(out);
        entry.dates(out);
        entry.items.sort_by_key(|item| item.place.rank);
        entry
    }

    /// Writes a field.
    pub(super) fn field(&self, item: &Item<'r>, out: &mut Output) {
        layout::field(item.place.name, self.options, out);
        self.value(item, out);
        layout::end_field(out);
    }

    fn new(record: &'r Record<'r>, dialect: Dialect, options: &'r WriteOptions) -> Self {
        // biblatex says in `type` what BibTeX has entry types for.
        let genre = if dialect == Dialect::Bibtex { record.str(Field::Genre) } else { "" };
        let eprint = Eprint::of(record, dialect);
        let kind = match dialect {
            Dialect::Biblatex if eprint::is_unpublished(record, eprint.as_ref()) => Kind::Article,
            _ => record.kind,
        };
        let entry_type = match kind {
            Kind::Broadcast if dialect == Dialect::Biblatex => types::broadcast(is_filmed(record)),
            kind => place::entry_type(kind, genre, dialect),
        };
        let items = Vec::with_capacity(record.fields.len() + 8);
        let language = record.str(Field::Language);
        let english = language.is_empty()
            || language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"))
            || language::tag(language) == Some("en");
        Self { record, dialect, options, entry_type, kind, eprint, field: Field::Title, english, items }
    }

    /// Puts a value in its place, unless another one is there.
    fn put(&mut self, place: Place, value: Value<'r>, out: &mut Output) {
        let taken =
            self.items.iter().any(|item| item.place.rank == place.rank && item.place.name == place.name);
        match value {
            Value::Text(text) | Value::Titles(text, _) | Value::Link(text) if taken => {
                out.lose(self.field.name(), text.plain(), "another value has its field");
            }
            _ if taken => {}
            value => self.items.push(Item { place, value }),
        }
    }

    fn put_as(&mut self, name: &'static str, class: Class, value: Value<'r>, out: &mut Output) {
        self.put(Place::named(name, class), value, out);
    }

    fn texts(&mut self, out: &mut Output) {
        let record = self.record;
        let number = self.number_field();
        let (mut seen, mut joined, mut refused) = (0u128, 0u128, 0u128);
        for (field, text) in &record.fields {
            let field = *field;
            let bit = 1u128 << (field as u32 % 128);
            if seen & bit != 0 {
                if (joined | refused) & bit == 0 {
                    let set = if self.join(field) { &mut joined } else { &mut refused };
                    *set |= bit;
                }
                if refused & bit != 0 {
                    out.lose(field.name(), text.plain(), "an entry has one of these");
                }
                continue;
            }
            seen |= bit;
            self.field = field;
            let value = Value::Text(text);
            match field {
                _ if self.is_said_by_eprint(field, text.plain()) => {}
                Field::Issue | Field::CollectionNumber | Field::Number => {
                    if number == Some(field) {
                        self.put(const { Place::named("number", Class::Integer) }, value, out);
                    } else if field == Field::Issue {
                        self.put(const { Place::named("issue", Class::Integer) }, value, out);
                    } else if field == Field::Number && number == Some(Field::Issue) {
                        self.article_number(text, out);
                    } else {
                        out.lose(field.name(), text.plain(), "an entry has one number");
                    }
                }
                Field::PageFirst if record.has(Field::Page) => {
                    if Pages::parse(record.str(Field::Page)).first() != Some(text.plain()) {
                        out.lose(field.name(), text.plain(), "an entry has one range of pages");
                    }
                }
                Field::PageFirst => self.put(const { Place::named("pages", Class::Pages) }, value, out),
                Field::Genre => self.genre(text, out),
                Field::Url if self.links_as_text() => {
                    self.put(const { Place::named("howpublished", Class::Text) }, Value::Link(text), out);
                }
                // Styles want to know in what a paper stands.
                Field::EventTitle
                    if self.dialect == Dialect::Bibtex
                        && self.kind == Kind::PaperConference
                        && !record.has(Field::ContainerTitle) =>
                {
                    self.put(const { Place::named("booktitle", Class::Text) }, value, out);
                }
                // A web site without a name of its own has that of its owner.
                Field::Publisher
                    if matches!(self.kind, Kind::Webpage | Kind::Post | Kind::PostWeblog)
                        && !record.has(Field::ContainerTitle) =>
                {
                    self.put(const { Place::named("organization", Class::List) }, value, out);
                }
                // Classic styles print that in `@misc`, but no publisher.
                Field::Publisher
                    if self.dialect == Dialect::Bibtex
                        && matches!(self.kind, Kind::Software | Kind::Dataset)
                        && !record.has(Field::HowPublished) =>
                {
                    self.put(const { Place::named("howpublished", Class::Text) }, value, out);
                }
                // The title of a part follows that of the whole.
                Field::PartTitle if !record.has(Field::TitleAddon) => {
                    self.put(const { Place::named("titleaddon", Class::Text) }, value, out);
                }
                Field::Status if self.dialect == Dialect::Biblatex => {
                    let value = types::status_key(text.plain()).map_or(value, Value::Word);
                    self.put(const { Place::named("pubstate", Class::Text) }, value, out);
                }
                Field::Language => self.language(text, out),
                Field::ContainerTitle => self.container(text, out),
                Field::ContainerTitleShort if self.entry_type.name == "article" => {
                    self.short_journal(text, out);
                }
                Field::VolumeTitle => self.volume_title(text, out),
                Field::Title | Field::Subtitle if self.is_volume() => self.main_title(text, out),
                _ if library::FIELDS.contains(&field) && self.has_archive() => self.library(out),
                Field::Authority if !self.has_issuer() && !in_law(self.kind) => {
                    self.put(const { Place::named("institution", Class::List) }, value, out);
                }
                // As arXiv has it, and REVTeX prints it.
                Field::EprintType if self.dialect == Dialect::Bibtex && text.plain() == "arxiv" => {
                    self.put(
                        const { Place::named("archiveprefix", Class::Verbatim) },
                        Value::Word("arXiv"),
                        out,
                    );
                }
                Field::Subtitle | Field::ContainerSubtitle if self.joins(field) => {}
                _ => match place::of_field(field, self.kind, self.dialect) {
                    Some(place) => {
                        let value = self.with_subtitle(field, text).unwrap_or(value);
                        self.put(place, value, out);
                    }
                    None => out.lose(field.name(), text.plain(), "BibTeX has no field for it"),
                },
            }
        }
        self.eprint(out);
        if record.kind == Kind::Thesis && self.dialect == Dialect::Bibtex && !record.has(Field::Genre) {
            // Styles take `@phdthesis` at its word.
            self.put(const { Place::named("type", Class::Text) }, Value::Word("Thesis"), out);
        }
        self.status(out);
        if !self.tells_kind() {
            out.lose("type", record.kind.name(), "there is no entry type for it");
        }
        if !self.entry_type.subtype.is_empty() {
            self.put(
                const { Place::named("entrysubtype", Class::Text) },
                Value::Word(self.entry_type.subtype),
                out,
            );
        }
    }

    /// Makes the item of a field hold all of its values, and says whether there is one.
    fn join(&mut self, field: Field) -> bool {
        let Some(first) = self.record.get(field) else { return false };
        let holds =
            |item: &&mut Item<'_>| matches!(item.value, Value::Text(text) if std::ptr::eq(text, first));
        let item = self.items.iter_mut().find(holds);
        item.map(|item| item.value = Value::Texts(field)).is_some()
    }

    /// A preprint is told from a web page by its `pubstate`.
    fn status(&mut self, out: &mut Output) {
        if self.kind == Kind::Article && self.dialect == Dialect::Biblatex && !self.record.has(Field::Status)
        {
            self.put(const { Place::named("pubstate", Class::Text) }, Value::Word("prepublished"), out);
        }
    }

    /// Whether the entry will be read as what the record is.
    fn tells_kind(&self) -> bool {
        let has = |name: &str| self.items.iter().any(|item| item.place.name == name);
        match self.kind {
            Kind::Article => has("pubstate") || has("eprint"),
            Kind::Speech => has("eventtitle") || has("venue"),
            kind => place::is_told(kind, self.dialect),
        }
    }

    /// Which of the hub's numbers is the entry's `number`.
    fn number_field(&self) -> Option<Field> {
        use Field::{CollectionNumber, Issue, Number};
        let candidates = match self.kind {
            kind if in_periodical(kind) => [Issue, Number, CollectionNumber],
            kind if in_series(kind) => [CollectionNumber, Number, Issue],
            _ => [Number, Issue, CollectionNumber],
        };
        candidates.into_iter().find(|field| self.record.has(*field))
    }

    /// The number of an article beside that of the issue.
    fn article_number(&mut self, text: &'r Text<'r>, out: &mut Output) {
        if text.plain() == self.record.str(Field::Issue) {
            return;
        }
        if self.record.has(Field::Eid) {
            out.lose(Field::Number.name(), text.plain(), "an entry has one number");
        } else {
            self.put(const { Place::named("eid", Class::Text) }, Value::Text(text), out);
        }
    }

    /// `type`, unless the entry type says it.
    fn genre(&mut self, text: &'r Text<'r>, out: &mut Output) {
        let key = genre_key(text.plain());
        if !key.is_empty() && key == self.entry_type.genre {
            return;
        }
        let value = match self.dialect {
            Dialect::Biblatex if !key.is_empty() => Value::Word(key),
            _ => match genre_words(text.plain()) {
                Some(words) => Value::Word(words),
                None => Value::Text(text),
            },
        };
        self.put(const { Place::named("type", Class::Text) }, value, out);
    }

    /// `langid`, which takes babel's names; other words go to `language`.
    fn language(&mut self, text: &'r Text<'r>, out: &mut Output) {
        match languages::babel(text.plain()) {
            Some(name) => self.put(const { Place::named("langid", Class::Text) }, Value::Word(name), out),
            None => self.put(const { Place::named("language", Class::Text) }, Value::Text(text), out),
        }
    }

    fn has_issuer(&self) -> bool {
        self.record.has(Field::Publisher)
    }

    /// Whether the address of a web page goes to `howpublished`: classic styles print
    /// that, but no `url`.
    pub(super) fn links_as_text(&self) -> bool {
        self.dialect == Dialect::Bibtex
            && matches!(self.record.kind, Kind::Webpage | Kind::Post | Kind::PostWeblog)
            && !self.record.has(Field::HowPublished)
            && self.record.str(Field::Url).starts_with("http")
    }

    fn dates(&mut self, out: &mut Output) {
        for (field, date) in &self.record.dates {
            let issued = *field == DateField::Issued;
            let name = match field {
                DateField::Issued => "date",
                DateField::Accessed => "urldate",
                DateField::EventDate => "eventdate",
                DateField::OriginalDate => "origdate",
                DateField::AvailableDate | DateField::Submitted => {
                    out.lose(field.name(), date.to_string(), "BibTeX has no field for this date");
                    continue;
                }
            };
            let parts = Parts::of(date);
            let whole = matches!(date, Date::Edtf(_)) && parts.has_year();
            if whole && (!issued || self.dialect == Dialect::Biblatex) {
                self.put_as(name, Class::Date, Value::Date(date), out);
            } else if issued {
                if parts.has_year() {
                    self.put(const { Place::named("year", Class::Date) }, Value::Year(date), out);
                }
                if parts.has_month() {
                    self.put(const { Place::named("month", Class::Date) }, Value::Month(date), out);
                }
                if parts.has_day() {
                    self.put(const { Place::named("day", Class::Date) }, Value::Day(date), out);
                }
            } else {
                out.lose(field.name(), date.to_string(), "it is no ISO 8601 date");
            }
        }
    }
}

/// Whether the makers of a broadcast are those of pictures.
fn is_filmed(record: &Record<'_>) -> bool {
    let filmed = [Role::Director, Role::ScriptWriter];
    record.contributors.iter().any(|contributor| filmed.contains(&contributor.role))
}
