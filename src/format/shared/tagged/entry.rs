//! A record that is being written as tagged lines: what the writers do alike.

use std::borrow::Cow;

use super::emit::{self, Written};
use super::{group, work};
use crate::format::Output;
use crate::format::shared::{affiliations, endnote};
use crate::grammar::tagged::joined;
use crate::record::{Field, Kind, Name, Record, Role, Text};

/// The title of the record with its parts.
pub(crate) const TITLE: &[(char, Field)] =
    &[(' ', Field::Title), (':', Field::Subtitle), ('.', Field::PartTitle), ('.', Field::TitleAddon)];

/// The title of what holds the record.
pub(crate) const CONTAINER: &[(char, Field)] =
    &[(' ', Field::ContainerTitle), (':', Field::ContainerSubtitle), ('.', Field::ContainerTitleAddon)];

/// The title of an event.
pub(crate) const EVENT: &[(char, Field)] = &[(' ', Field::EventTitle), ('.', Field::EventTitleAddon)];

/// How a format spells its lines.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Writes a line.
    pub line: fn(tag: &str, value: &str, out: &mut Output),
    /// Writes a further paragraph of a value below its line.
    pub paragraph: fn(text: &str, out: &mut Output),
    /// Whether markup is written with HTML-like tags.
    pub markup: bool,
    /// Whether a comma behind a name says that it is not to be taken apart.
    pub bodies_end_in_comma: bool,
    /// Why what has no tag is lost.
    pub why: &'static str,
}

impl Style {
    /// Writes a value to the letter, each of its paragraphs in one line.
    pub(crate) fn paragraphs(&self, tag: &str, value: &str, out: &mut Output) {
        let value = joined(value);
        let mut rest = value.split('\n');
        (self.line)(tag, rest.next().unwrap_or_default(), out);
        for paragraph in rest {
            (self.paragraph)(paragraph, out);
        }
    }
}

/// A record with what of it was written.
pub(crate) struct Entry<'r, 'o> {
    pub record: &'r Record<'r>,
    /// What it is taken for: an edited book that has authors is a book.
    pub kind: Kind,
    pub style: Style,
    pub written: Written,
    pub out: &'o mut Output,
}

impl<'r, 'o> Entry<'r, 'o> {
    pub(crate) fn new(record: &'r Record<'r>, style: Style, out: &'o mut Output) -> Self {
        let kind = match record.kind {
            Kind::EditedCollection if record.names(Role::Author).next().is_some() => Kind::Book,
            kind => kind,
        };
        Self { record, kind, style, written: Written::default(), out }
    }

    /// Ends the record: fields of the format that came by way of another, then what is lost.
    pub(crate) fn finish(self, family: &'static str) {
        let Entry { record, written, style, out, .. } = self;
        for extra in emit::source(record, family).filter(|extra| !extra.mapped) {
            style.paragraphs(&extra.name, &extra.value, out);
        }
        for extra in &record.extra {
            if let Some(tag) = endnote::spelling(extra, family) {
                style.paragraphs(tag, &extra.value, out);
            }
        }
        written.lose_rest(record, style.why, out);
    }

    /// Writes a line, unless it says nothing.
    pub(crate) fn line(&mut self, tag: &str, value: &str) {
        if !value.is_empty() {
            (self.style.line)(tag, value, self.out);
        }
    }

    /// A text in one line.
    pub(crate) fn spell<'t>(&self, text: &'t Text<'_>) -> Cow<'t, str> {
        if self.style.markup { emit::marked(text) } else { emit::bare(text) }
    }

    pub(crate) fn put(&mut self, tag: &str, text: &Text<'_>) {
        let value = self.spell(text);
        self.line(tag, &value);
    }

    /// The values of a field that was not written before.
    pub(crate) fn take(&mut self, field: Field) -> impl Iterator<Item = &'r Text<'r>> + use<'r> {
        let record = self.record;
        let new = record.has(field) && self.written.field(field);
        record.all(field).filter(move |_| new)
    }

    /// The values of a field, one a line.
    pub(crate) fn all(&mut self, tag: &str, field: Field) {
        for text in self.take(field) {
            self.put(tag, text);
        }
    }

    /// The first value of a field; the others have no place.
    pub(crate) fn first(&mut self, tag: &str, field: Field) {
        for (i, text) in self.take(field).enumerate() {
            if i == 0 {
                self.put(tag, text);
            } else {
                self.out.lose(field.name(), text.plain(), "the format takes one of it");
            }
        }
    }

    /// All values of a field in one.
    pub(crate) fn joined(&mut self, tag: &str, field: Field) {
        let values: Vec<Cow<'_, str>> = self.take(field).map(|text| self.spell(text)).collect();
        self.line(tag, &values.join("; "));
    }

    /// A title with what follows it, each after its punctuation.
    pub(crate) fn title(&mut self, tag: &str, fields: &[(char, Field)]) {
        let Some(title) = self.whole_title(fields) else { return };
        self.line(tag, &title);
    }

    /// A title that was not written before, with what follows it.
    pub(crate) fn whole_title(&mut self, fields: &[(char, Field)]) -> Option<String> {
        let record = self.record;
        let (_, main) = fields.first()?;
        if !record.has(*main) || !self.written.field(*main) {
            return None;
        }
        let part = |(mark, field): &(char, Field)| {
            self.written.field(*field);
            let spell = |text| if self.style.markup { emit::marked(text) } else { emit::bare(text) };
            let one = |first: Cow<'_, str>, next: Cow<'_, str>| Cow::Owned(format!("{first}; {next}"));
            (*mark, record.all(*field).map(spell).reduce(one))
        };
        let parts: Vec<_> = fields.iter().map(part).collect();
        emit::title(&parts)
    }

    /// Where the authors work, a line each.
    pub(crate) fn addresses(&mut self, tag: &str) {
        let record = self.record;
        if record.has(Field::AuthorAddress) {
            self.written.field(Field::AuthorAddress);
            record.str(Field::AuthorAddress).lines().for_each(|place| self.line(tag, place));
        } else {
            self.written.affiliations();
            for place in affiliations::of(record) {
                self.line(tag, &emit::one_line(place));
            }
        }
    }

    /// The volume with the part of it: `4.2`.
    pub(crate) fn volume(&mut self, tag: &str) {
        let record = self.record;
        let Some(part) = record.get(Field::PartNumber) else { return self.first(tag, Field::Volume) };
        if self.written.field(Field::PartNumber) {
            self.written.field(Field::Volume);
            self.line(tag, &emit::volume(record.str(Field::Volume), part.plain()));
        }
    }

    /// The names in a role. `primary` is the tag of whoever comes first: in what is shown
    /// or played that is the author to others.
    pub(crate) fn names(&mut self, tag: &str, role: Role, primary: bool) {
        let stands_in = primary && role != Role::Author && self.record.names(role).next().is_none();
        let both = matches!(role, Role::Editor | Role::Translator);
        if role != Role::Translator && !self.written.role(role) {
            return;
        }
        let is =
            |r: Role| r == role || (r == Role::Author && stands_in) || (r == Role::EditorTranslator && both);
        for contributor in self.record.contributors.iter().filter(|c| is(c.role)) {
            let mut name = emit::inverted(&contributor.name);
            if self.style.bodies_end_in_comma && matches!(contributor.name, Name::Literal(_)) {
                name.push(',');
            }
            self.line(tag, &name);
            self.written.role(contributor.role);
        }
        self.written.role(role);
    }

    /// The type of work, which may tell the kind.
    pub(crate) fn genre(&mut self, tag: &str) {
        match work::of_kind(self.kind) {
            Some(work) if !self.record.has(Field::Genre) => self.line(tag, work),
            _ => self.first(tag, Field::Genre),
        }
    }

    pub(crate) fn has_serial(&self) -> bool {
        self.record.has(Field::Isbn) || self.record.has(Field::Issn)
    }

    /// ISBNs and ISSNs, else the number of what has one.
    pub(crate) fn serials(&mut self, tag: &str) {
        self.all(tag, Field::Isbn);
        self.all(tag, Field::Issn);
        if group::NUMBERED.contains(&self.kind) && !self.has_serial() {
            self.first(tag, Field::Number);
        }
    }

    /// Notes, and what can only be said in one.
    pub(crate) fn notes(&mut self, tag: &str) {
        for field in [Field::Note, Field::HowPublished, Field::Addendum] {
            self.all(tag, field);
        }
        for (field, label) in [(Field::Pmid, "PMID"), (Field::Pmcid, "PMCID")] {
            for id in self.take(field) {
                self.line(tag, &format!("{label}: {id}"));
            }
        }
        let record = self.record;
        let Some(id) = self.take(Field::Eprint).next() else { return };
        let archive = record.str(Field::EprintType);
        let mut text = match archive {
            "" => id.plain().to_owned(),
            _ if is_arxiv(archive) => format!("arXiv:{}", id.plain().trim_start_matches("arXiv:")),
            _ => format!("{archive}:{id}"),
        };
        if let Some(class) = record.get(Field::EprintClass) {
            text.push_str(&format!(" [{class}]"));
        }
        self.written.field(Field::EprintType);
        self.written.field(Field::EprintClass);
        self.line(tag, &text);
    }

    /// The address on the web, be it that of a preprint.
    pub(crate) fn url(&mut self, tag: &str) {
        self.first(tag, Field::Url);
        let record = self.record;
        let arxiv = is_arxiv(record.str(Field::EprintType)) && !record.has(Field::Url);
        if let Some(id) = record.get(Field::Eprint).filter(|_| arxiv) {
            let id = id.plain().trim_start_matches("arXiv:");
            self.line(tag, &format!("https://arxiv.org/abs/{id}"));
        }
    }
}

fn is_arxiv(archive: &str) -> bool {
    archive.eq_ignore_ascii_case("arxiv")
}
