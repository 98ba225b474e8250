//! Records → RIS.

use std::borrow::Cow;

use super::fields::TAGS;
use super::{FAMILY, syntax, types};
use crate::format::tagged::{Place, date, emit, group};
use crate::format::{Output, Profile, WriteOptions, Writer, lose_extra};
use crate::grammar::tagged::joined;
use crate::record::{Date, DateField, Field, Kind, Name, Pages, Record, Role, Text};

/// Writes RIS.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        if options.profile.is_none() && emit::is_source(record, FAMILY) {
            as_it_was(record, out);
        } else {
            Entry::new(record, options.profile == Some(Profile::EndNote), out).write();
        }
        out.push("ER  - \r\n");
        lose_extra(record, FAMILY, out);
    }

    fn separator(&self) -> &'static str {
        "\r\n"
    }
}

fn line(tag: &str, value: &str, out: &mut Output) {
    out.push(tag);
    out.push("  - ");
    out.push(value);
    out.push("\r\n");
}

/// Writes the fields of a record that was RIS: every value to the letter, in a line of
/// its own and behind a sound tag.
fn as_it_was(record: &Record<'_>, out: &mut Output) {
    let of_type = emit::source(record, FAMILY).find(|extra| extra.name == "TY");
    let name = of_type.map_or(types::of_kind(record.kind), |extra| types::code(&extra.value, record.kind));
    line("TY", name, out);
    for extra in emit::source(record, FAMILY).filter(|extra| extra.name != "TY") {
        paragraphs(&extra.name, &extra.value, out);
    }
}

/// A value with its paragraphs, each in one line; none begins like a tag.
fn paragraphs(tag: &str, value: &str, out: &mut Output) {
    let value = joined(value);
    let mut rest = value.split('\n');
    line(tag, rest.next().unwrap_or_default(), out);
    for paragraph in rest {
        let like_a_tag = syntax::Dialect::default().tag(paragraph).is_some();
        out.push("\r\n");
        out.push(if like_a_tag { " " } else { "" });
        out.push(paragraph);
        out.push("\r\n");
    }
}

/// A record from elsewhere, or for a program.
struct Entry<'r, 'o> {
    record: &'r Record<'r>,
    /// What it is taken for: an edited book that has authors is a book.
    kind: Kind,
    endnote: bool,
    written: emit::Written,
    out: &'o mut Output,
}

impl<'r> Entry<'r, '_> {
    fn new<'o>(record: &'r Record<'r>, endnote: bool, out: &'o mut Output) -> Entry<'r, 'o> {
        let kind = match record.kind {
            Kind::EditedCollection if record.names(Role::Author).next().is_some() => Kind::Book,
            kind => kind,
        };
        Entry { record, kind, endnote, written: emit::Written::default(), out }
    }

    fn write(mut self) {
        for row in TAGS.written(self.kind) {
            match row.place {
                Place::Kind => self.kind(),
                Place::Key => self.key(),
                Place::Text(field) => self.text(row.tag, field),
                Place::Names(role) => self.names(row.tag, role),
                Place::Date(field) => self.date(row.tag, field),
                Place::Year => self.year(row.tag),
                Place::FirstPage => self.pages(row.tag, "EP"),
                Place::LastPage => {}
                Place::Serial => self.serials(row.tag),
                Place::Keywords => {
                    for keyword in self.take(Field::Keyword) {
                        self.put(row.tag, keyword);
                    }
                }
                Place::Doi => self.first(row.tag, Field::Doi),
                Place::Url => self.url(row.tag),
                Place::Language => {
                    for language in self.take(Field::Language) {
                        self.put(row.tag, language);
                    }
                }
            }
        }
        for extra in emit::source(self.record, FAMILY).filter(|extra| !extra.mapped) {
            paragraphs(&extra.name, &extra.value, self.out);
        }
        self.written.lose_rest(self.record, "RIS has no tag for it", self.out);
    }

    fn line(&mut self, tag: &str, value: &str) {
        if !value.is_empty() {
            line(tag, value, self.out);
        }
    }

    /// A text as it is written: EndNote shows markup as it stands.
    fn spell<'t>(&self, text: &'t Text<'_>) -> Cow<'t, str> {
        if self.endnote { emit::bare(text) } else { emit::marked(text) }
    }

    fn put(&mut self, tag: &str, text: &Text<'_>) {
        let value = self.spell(text);
        line(tag, &value, self.out);
    }

    /// The values of a field that was not written before.
    fn take(&mut self, field: Field) -> impl Iterator<Item = &'r Text<'r>> + use<'r> {
        let record = self.record;
        let new = record.has(field) && self.written.field(field);
        record.all(field).filter(move |_| new)
    }

    /// The first value of a field; the others have no place.
    fn first(&mut self, tag: &str, field: Field) {
        for (i, text) in self.take(field).enumerate() {
            if i == 0 {
                self.put(tag, text);
            } else {
                self.out.lose(field.name(), text.plain(), "RIS takes one of it");
            }
        }
    }

    fn kind(&mut self) {
        let name = types::of_kind(self.kind);
        let in_press = ["in press", "inpress"].contains(&self.record.str(Field::Status)) && name == "JOUR";
        if in_press {
            self.written.field(Field::Status);
        }
        self.line("TY", if in_press { "INPR" } else { name });
    }

    fn key(&mut self) {
        // A generated key says nothing that the record does not.
        if !self.out.key_is_generated {
            let key = emit::one_line(&self.record.key);
            // EndNote keeps labels, but not identifiers.
            self.line(if self.endnote { "LB" } else { "ID" }, &key);
        }
    }

    fn text(&mut self, tag: &'static str, field: Field) {
        match field {
            Field::Title => self.title(tag, [field, Field::Subtitle, Field::TitleAddon]),
            Field::ContainerTitle => self.container(tag),
            Field::Note => self.notes(tag),
            Field::Genre => self.genre(tag),
            // Without an issue it would be read as one.
            Field::Number if group::ARTICLES.contains(&self.kind) && !self.record.has(Field::Issue) => {}
            // It has the tag of ISBNs and ISSNs, if these leave it.
            Field::Number if group::NUMBERED.contains(&self.kind) && !self.has_serial() => {}
            Field::PublisherPlace => self.places(tag),
            Field::Eid => {
                self.first(tag, field);
            }
            Field::Abstract | Field::Annote => {
                for text in self.take(field) {
                    self.put(tag, text);
                }
            }
            Field::Publisher => self.joined(tag, field),
            _ => self.first(tag, field),
        }
    }

    fn title(&mut self, tag: &str, fields: [Field; 3]) {
        let record = self.record;
        let part = |entry: &Self, field| record.get(field).map(|text| entry.spell(text));
        let [title, subtitle, addon] = fields;
        let parts = [(' ', part(self, title)), (':', part(self, subtitle)), ('.', part(self, addon))];
        let whole = emit::title(&parts);
        if whole.is_some_and(|whole| {
            let new = self.written.field(title);
            if new {
                line(tag, &whole, self.out);
            }
            new
        }) {
            self.written.field(subtitle);
            self.written.field(addon);
        }
    }

    /// A paper that was given at an event: the event takes the place of the proceedings,
    /// and these have a tag of their own.
    fn container(&mut self, tag: &'static str) {
        let titles = [Field::ContainerTitle, Field::ContainerSubtitle, Field::ContainerTitleAddon];
        if self.kind == Kind::PaperConference && self.record.has(Field::EventTitle) {
            let event = [Field::EventTitle, Field::EventTitleAddon, Field::EventTitleAddon];
            self.title(tag, event);
            self.title("C3", titles);
        } else {
            self.title(tag, titles);
        }
    }

    fn places(&mut self, tag: &str) {
        let both = self.record.has(Field::PublisherPlace) && self.record.has(Field::EventPlace);
        if self.kind == Kind::PaperConference && both {
            self.joined("C1", Field::PublisherPlace);
        }
        self.joined(tag, Field::PublisherPlace);
        if self.kind == Kind::PaperConference {
            self.joined(tag, Field::EventPlace);
        }
    }

    /// All values of a field in one.
    fn joined(&mut self, tag: &str, field: Field) {
        let values: Vec<Cow<'_, str>> = self.take(field).map(|text| self.spell(text)).collect();
        self.line(tag, &values.join("; "));
    }

    fn genre(&mut self, tag: &str) {
        match types::work_of(self.kind) {
            Some(work) if !self.record.has(Field::Genre) => self.line(tag, work),
            _ => self.first(tag, Field::Genre),
        }
    }

    /// Notes, and what can only be said in one.
    fn notes(&mut self, tag: &str) {
        for field in [Field::Note, Field::HowPublished, Field::Addendum] {
            for text in self.take(field) {
                self.put(tag, text);
            }
        }
        let record = self.record;
        let free = [!record.has(Field::ArchiveLocation), group::ARTICLES.contains(&self.kind)];
        let labels = [(Field::Pmid, "PMID", "AN"), (Field::Pmcid, "PMCID", "C2")];
        for ((field, label, endnote_tag), free) in labels.into_iter().zip(free) {
            for id in self.take(field) {
                if self.endnote && free {
                    self.put(endnote_tag, id);
                } else {
                    self.line(tag, &format!("{label}: {id}"));
                }
            }
        }
        let Some(id) = self.take(Field::Eprint).next() else { return };
        let archive = record.str(Field::EprintType);
        let mut text = match archive {
            "" => id.plain().to_owned(),
            "arxiv" | "arXiv" => format!("arXiv:{}", id.plain().trim_start_matches("arXiv:")),
            _ => format!("{archive}:{id}"),
        };
        if let Some(class) = record.get(Field::EprintClass) {
            text.push_str(&format!(" [{class}]"));
        }
        self.written.field(Field::EprintType);
        self.written.field(Field::EprintClass);
        self.line(tag, &text);
    }

    fn names(&mut self, tag: &'static str, role: Role) {
        let mut roles = vec![role];
        // Whoever is the first in what is shown or played is its author to others.
        if tag == "AU" && role != Role::Author {
            roles.extend((self.record.names(role).next().is_none()).then_some(Role::Author));
        }
        roles.extend(matches!(role, Role::Editor | Role::Translator).then_some(Role::EditorTranslator));
        if role != Role::Translator && !self.written.role(role) {
            return;
        }
        let tag = if self.endnote && tag == "ED" { "A3" } else { tag };
        let names = self.record.contributors.iter().filter(|c| roles.contains(&c.role));
        for contributor in names {
            let mut name = emit::inverted(&contributor.name);
            if self.endnote && matches!(contributor.name, Name::Literal(_)) {
                name.push(',');
            }
            line(tag, &name, self.out);
            self.written.role(contributor.role);
        }
        self.written.role(role);
    }

    fn date(&mut self, tag: &str, field: DateField) {
        let Some(date) = self.record.date(field).filter(|_| self.written.date(field)) else { return };
        if field == DateField::OriginalDate {
            return self.line(tag, &date.to_string());
        }
        let (year, alone) = emit::year(date);
        if field == DateField::Issued && alone {
            return;
        }
        let text = match (date, year) {
            (Date::Edtf(_), Some(_)) if self.endnote && field == DateField::Issued => date::in_words(date),
            _ => date::with_slashes(date),
        };
        self.line(tag, &text.unwrap_or_else(|| date.to_string()));
    }

    fn year(&mut self, tag: &str) {
        let Some(date) = self.record.date(DateField::Issued) else { return };
        if let Some(year) = emit::year(date).0 {
            self.line(tag, &format!("{year:04}"));
        }
    }

    fn pages(&mut self, tag: &str, last_tag: &str) {
        let whole = group::WHOLES.contains(&self.kind);
        if let Some(pages) = self.take(Field::Page).next().map(Text::plain) {
            match emit::ends(pages) {
                Some((first, last)) => {
                    self.line(tag, first);
                    self.line(last_tag, last);
                }
                None => {
                    let pages = Pages::parse(pages).to_string();
                    self.line(tag, &pages);
                    // Without a last page it would be a number of pages.
                    self.line(if whole { last_tag } else { "" }, if whole { &pages } else { "" });
                }
            }
        } else if whole {
            self.first(tag, Field::NumberOfPages);
        } else if let Some(eid) = self.record.get(Field::Eid) {
            // Most programs know no tag for article numbers.
            self.put(tag, eid);
        }
    }

    fn has_serial(&self) -> bool {
        self.record.has(Field::Isbn) || self.record.has(Field::Issn)
    }

    fn serials(&mut self, tag: &str) {
        for field in [Field::Isbn, Field::Issn] {
            for number in self.take(field) {
                self.put(tag, number);
            }
        }
        if group::NUMBERED.contains(&self.kind) && !self.has_serial() {
            self.first(tag, Field::Number);
        }
    }

    fn url(&mut self, tag: &str) {
        self.first(tag, Field::Url);
        let record = self.record;
        let arxiv = record.str(Field::EprintType).eq_ignore_ascii_case("arxiv");
        if let Some(id) = record.get(Field::Eprint).filter(|_| arxiv && !record.has(Field::Url)) {
            let id = id.plain().trim_start_matches("arXiv:");
            self.line(tag, &format!("https://arxiv.org/abs/{id}"));
        }
    }
}
