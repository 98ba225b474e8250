//! The titles of what holds a record, and of its volumes.

use super::super::super::Dialect;
use super::super::super::fields::{Class, in_law, in_periodical};
use super::super::place::{self, Place};
use super::Entry;
use super::values::Value;
use crate::format::Output;
use crate::record::{Field, Kind, Text, identifier};

impl<'r> Entry<'r> {
    /// The title of what holds the record, under the name that fits what that is.
    pub(super) fn container(&mut self, text: &'r Text<'r>, out: &mut Output) {
        use Kind::*;
        let record = self.record;
        let value = self.with_subtitle(Field::ContainerTitle, text).unwrap_or(Value::Text(text));
        let journal = if self.dialect == Dialect::Bibtex { "journal" } else { "journaltitle" };
        match self.kind {
            // The eprint says so.
            Article
                if self.dialect == Dialect::Biblatex && identifier::arxiv_listing(text.plain()).is_some() => {
            }
            // Reporters, gazettes.
            kind if in_law(kind) => {
                self.put_as(journal, Class::Text, value, out);
            }
            // A volume of a work with a title of its own.
            kind if record.has(Field::VolumeTitle)
                && !in_periodical(kind)
                && !record.has(Field::MainTitle) =>
            {
                self.put(const { Place::named("maintitle", Class::Text) }, value, out);
            }
            Book | EditedCollection | Proceedings | Reference | Manual
                if !record.has(Field::Page) && !record.has(Field::MainTitle) =>
            {
                self.put(const { Place::named("maintitle", Class::Text) }, value, out);
            }
            kind => match place::of_field(Field::ContainerTitle, kind, self.dialect) {
                Some(place) => self.put(place, value, out),
                None => self.put(const { Place::named("booktitle", Class::Text) }, value, out),
            },
        }
    }

    /// The abbreviated title of a journal; where there is no other, styles must print it.
    pub(super) fn short_journal(&mut self, text: &'r Text<'r>, out: &mut Output) {
        if !self.record.has(Field::ContainerTitle) {
            let journal = if self.dialect == Dialect::Bibtex { "journal" } else { "journaltitle" };
            self.put_as(journal, Class::Text, Value::Text(text), out);
        }
        self.put(const { Place::named("shortjournal", Class::Text) }, Value::Text(text), out);
    }

    /// The title of a volume: of the issue of a periodical, of the book that a chapter stands
    /// in, or of the book itself.
    pub(super) fn volume_title(&mut self, text: &'r Text<'r>, out: &mut Output) {
        let name = if in_periodical(self.kind) {
            "issuetitle"
        } else if self.is_volume() {
            "title"
        } else {
            "booktitle"
        };
        self.put_as(name, Class::Text, Value::Text(text), out);
    }

    /// Whether the record's title is that of a work in several volumes, of which it is one
    /// with a title of its own (biblatex §2.2.2 `maintitle`).
    pub(super) fn is_volume(&self) -> bool {
        let record = self.record;
        !self.kind.has_container()
            && record.has(Field::VolumeTitle)
            && ![Field::ContainerTitle, Field::MainTitle].iter().any(|field| record.has(*field))
    }

    /// The title, or the subtitle, of the work in several volumes.
    pub(super) fn main_title(&mut self, text: &'r Text<'r>, out: &mut Output) {
        if self.field == Field::Title {
            let value = self.with_subtitle(Field::Title, text).unwrap_or(Value::Text(text));
            self.put(const { Place::named("maintitle", Class::Text) }, value, out);
        } else if !self.joins(Field::Subtitle) {
            self.put(const { Place::named("mainsubtitle", Class::Text) }, Value::Text(text), out);
        }
    }

    /// Whether a subtitle is written with its title: BibTeX has no field for it.
    pub(super) fn joins(&self, subtitle: Field) -> bool {
        self.dialect == Dialect::Bibtex
            && self.record.has(match subtitle {
                Field::Subtitle => Field::Title,
                _ => Field::ContainerTitle,
            })
    }

    pub(super) fn with_subtitle(&self, title: Field, text: &'r Text<'r>) -> Option<Value<'r>> {
        let subtitle = match title {
            Field::Title => Field::Subtitle,
            Field::ContainerTitle => Field::ContainerSubtitle,
            _ => return None,
        };
        let found = self.record.get(subtitle).filter(|_| self.dialect == Dialect::Bibtex)?;
        Some(Value::Titles(text, found))
    }
}
