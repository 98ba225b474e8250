//! Records → MEDLINE.

use super::FAMILY;
use super::fields::TAGS;
use crate::format::tagged::{Place, date, emit};
use crate::format::{Output, WriteOptions, Writer, lose_extra, medline};
use crate::grammar::tagged::joined;
use crate::record::{DateField, Field, Name, Pages, Person, Record, Role, Text, language};

/// Writes MEDLINE's tags.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        if options.profile.is_none() && emit::is_source(record, FAMILY) {
            for extra in emit::source(record, FAMILY) {
                paragraphs(&extra.name, &extra.value, out);
            }
        } else {
            Entry { record, written: emit::Written::default(), out }.write();
        }
        lose_extra(record, FAMILY, out);
    }

    fn separator(&self) -> &'static str {
        "\r\n"
    }
}

fn line(tag: &str, value: &str, out: &mut Output) {
    out.push(tag);
    out.push(match tag.len() {
        2 => "  - ",
        3 => " - ",
        _ => "- ",
    });
    out.push(value);
    out.push("\r\n");
}

/// A value with its paragraphs, each in one line.
fn paragraphs(tag: &str, value: &str, out: &mut Output) {
    let value = joined(value);
    let mut rest = value.split('\n');
    line(tag, rest.next().unwrap_or_default(), out);
    for paragraph in rest {
        out.push("      ");
        out.push(paragraph);
        out.push("\r\n");
    }
}

struct Entry<'r, 'o> {
    record: &'r Record<'r>,
    written: emit::Written,
    out: &'o mut Output,
}

impl<'r> Entry<'r, '_> {
    fn write(mut self) {
        for row in TAGS.written(self.record.kind) {
            match row.place {
                // Readers begin a record at its number.
                Place::Text(Field::Pmid) => self.number(row.tag),
                Place::Text(field) => self.text(row.tag, field),
                Place::Serial => self.all(row.tag, Field::Issn),
                Place::Keywords => self.all(row.tag, Field::Keyword),
                Place::Names(role) => self.names(row.tag, role),
                Place::Date(field) => self.date(row.tag, field),
                Place::FirstPage => self.pages(row.tag),
                Place::Doi => self.ids(row.tag),
                Place::Language => self.languages(row.tag),
                Place::Kind => self.kind(row.tag),
                Place::Key => self.key(row.tag),
                Place::LastPage | Place::Year | Place::Url => {}
            }
        }
        for extra in emit::source(self.record, FAMILY).filter(|extra| !extra.mapped) {
            paragraphs(&extra.name, &extra.value, self.out);
        }
        self.written.lose_rest(self.record, "MEDLINE has no tag for it", self.out);
    }

    fn line(&mut self, tag: &str, value: &str) {
        if !value.is_empty() {
            line(tag, value, self.out);
        }
    }

    fn take(&mut self, field: Field) -> impl Iterator<Item = &'r Text<'r>> + use<'r> {
        let record = self.record;
        let new = record.has(field) && self.written.field(field);
        record.all(field).filter(move |_| new)
    }

    fn all(&mut self, tag: &str, field: Field) {
        for text in self.take(field) {
            self.line(tag, &emit::bare(text));
        }
    }

    fn number(&mut self, tag: &str) {
        let number = self.take(Field::Pmid).next().map(Text::plain).unwrap_or_default();
        line(tag, number, self.out);
    }

    fn text(&mut self, tag: &str, field: Field) {
        match field {
            Field::Title => self.title(tag, [field, Field::Subtitle, Field::TitleAddon]),
            Field::ContainerTitle => {
                self.title(tag, [field, Field::ContainerSubtitle, Field::ContainerTitleAddon])
            }
            Field::Pmcid => {
                self.all(tag, field);
                if let Some(url) = self.take(Field::Url).next() {
                    self.line("AID", &format!("{url} [url]"));
                }
            }
            // It is used with books alone, as long as no publisher stands beside it.
            Field::PublisherPlace if !self.record.has(Field::Publisher) => {}
            Field::Status => {
                for status in self.take(field) {
                    let status =
                        if status.plain() == "ahead of print" { "aheadofprint" } else { status.plain() };
                    line(tag, status, self.out);
                }
            }
            _ => self.all(tag, field),
        }
    }

    fn title(&mut self, tag: &str, fields: [Field; 3]) {
        let parts = [' ', ':', '.'].into_iter().zip(fields);
        let parts: Vec<_> =
            parts.map(|(mark, field)| (mark, self.record.get(field).map(emit::bare))).collect();
        let Some(title) = emit::title(&parts) else { return };
        if self.written.field(fields[0]) {
            for field in fields {
                self.written.field(field);
            }
            // A full stop at the end belongs to the format.
            let stop = if title.ends_with(['.', '?', '!']) && !title.ends_with("..") { "" } else { "." };
            let stop = if tag == "TI" { stop } else { "" };
            line(tag, &format!("{title}{stop}"), self.out);
        }
    }

    fn names(&mut self, tag: &str, role: Role) {
        let (short, both) = match role {
            Role::Author => ("AU", role),
            _ => ("ED", Role::EditorTranslator),
        };
        let names = self.record.contributors.iter().filter(|c| c.role == role || c.role == both);
        for contributor in names {
            self.written.role(contributor.role);
            let Name::Person(person) = &contributor.name else {
                line(
                    if role == Role::Author { "CN" } else { tag },
                    &emit::inverted(&contributor.name),
                    self.out,
                );
                continue;
            };
            let (full, abbreviated) = (full(person), abbreviated(person));
            line(tag, &full, self.out);
            line(short, &abbreviated, self.out);
            for (key, value) in person.extra.iter().filter(|_| role == Role::Author) {
                match key.as_ref() {
                    "affiliation" => line("AD", &emit::one_line(value), self.out),
                    key => line("AUID", &format!("{key}: {value}"), self.out),
                }
            }
        }
    }

    fn date(&mut self, tag: &str, field: DateField) {
        let Some(date) = self.record.date(field).filter(|_| self.written.date(field)) else { return };
        let text = match field {
            DateField::Issued => date::with_year_first(date),
            _ => date::with_slashes(date).map(|text| text.trim_end_matches('/').to_owned()),
        };
        let text = text.unwrap_or_else(|| date.to_string());
        match field {
            DateField::AvailableDate => self.line(tag, &text.replace('/', "")),
            DateField::Submitted => self.line(tag, &format!("{text} 00:00 [received]")),
            _ => self.line(tag, &text),
        }
    }

    fn pages(&mut self, tag: &str) {
        for pages in self.take(Field::Page) {
            self.line(tag, &Pages::parse(pages.plain()).to_string());
        }
        if !self.record.has(Field::Page) {
            for number in self.take(Field::Eid) {
                self.line("PG", number.plain());
                self.line("LID", &format!("{number} [pii]"));
            }
        }
    }

    fn ids(&mut self, tag: &str) {
        for doi in self.take(Field::Doi) {
            self.line(tag, &format!("{doi} [doi]"));
        }
    }

    fn languages(&mut self, tag: &str) {
        for word in self.take(Field::Language) {
            self.line(tag, language::code(word.plain()).unwrap_or(word.plain()));
        }
    }

    fn kind(&mut self, tag: &str) {
        let name = medline::of_kind(self.record.kind).unwrap_or_default();
        self.line(tag, name);
        for genre in self.take(Field::Genre) {
            self.line(tag, &emit::bare(genre));
        }
    }

    fn key(&mut self, tag: &str) {
        if !self.out.key_is_generated && !self.record.key.contains(['\n', ']']) {
            self.line(tag, &format!("{} [citekey]", self.record.key));
        }
    }
}

/// `Last, First M Jr`.
fn full(person: &Person<'_>) -> String {
    let words =
        |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let family = words(&[&person.prefix, &person.family]);
    let given = words(&[&person.given, &person.dropping_prefix, &person.suffix]);
    let name = if given.is_empty() { family } else { format!("{family}, {given}") };
    emit::one_line(&name).into_owned()
}

/// `Last FM Jr`.
fn abbreviated(person: &Person<'_>) -> String {
    let mut name = String::from(&*person.prefix);
    let mut word = |text: &str| {
        if !name.is_empty() && !text.is_empty() {
            name.push(' ');
        }
        name.push_str(text);
    };
    word(&person.family);
    let initials: String = person
        .given
        .split([' ', '-', '.'])
        .filter_map(|part| part.chars().next().filter(|c| c.is_uppercase()))
        .collect();
    word(&initials);
    word(person.suffix.trim_end_matches('.'));
    emit::one_line(&name).into_owned()
}
