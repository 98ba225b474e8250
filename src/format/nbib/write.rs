//! Records → MEDLINE.

use super::FAMILY;
use super::fields::TAGS;
use crate::format::shared::medline;
use crate::format::shared::tagged::entry::{CONTAINER, Entry, Style, TITLE};
use crate::format::shared::tagged::{Place, date, emit};
use crate::format::{Output, WriteOptions, Writer, lose_extra};
use crate::record::{DateField, Field, Name, Pages, Person, Record, Role, Text, language};

/// Writes MEDLINE's tags.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let why = "MEDLINE has no tag for it";
        let style = Style { line, paragraph, markup: false, bodies_end_in_comma: false, why };
        if options.profile.is_none() && emit::is_source(record, FAMILY) {
            for extra in emit::source(record, FAMILY) {
                style.paragraphs(&extra.name, &extra.value, out);
            }
        } else {
            Nbib(Entry::new(record, style, out)).write();
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

fn paragraph(text: &str, out: &mut Output) {
    out.push("      ");
    out.push(text);
    out.push("\r\n");
}

/// A record from elsewhere.
struct Nbib<'r, 'o>(Entry<'r, 'o>);

impl Nbib<'_, '_> {
    fn write(mut self) {
        for row in TAGS.written(self.0.kind) {
            let tag = row.tag;
            match row.place {
                // Readers begin a record at its number.
                Place::Text(Field::Pmid) => self.number(tag),
                Place::Text(field) => self.text(tag, field),
                Place::Serial => self.0.all(tag, Field::Issn),
                Place::Keywords => self.0.all(tag, Field::Keyword),
                Place::Names(role) => self.names(tag, role),
                Place::Date(field) => self.date(tag, field),
                Place::FirstPage => self.pages(tag),
                Place::Doi => self.ids(tag),
                Place::Language => self.languages(tag),
                Place::Kind => self.kind(tag),
                Place::Key => self.key(tag),
                Place::LastPage | Place::Year | Place::Url => {}
            }
        }
        self.0.finish(FAMILY);
    }

    fn number(&mut self, tag: &str) {
        let number = self.0.take(Field::Pmid).next().map(Text::plain).unwrap_or_default();
        line(tag, number, self.0.out);
    }

    fn text(&mut self, tag: &str, field: Field) {
        let entry = &mut self.0;
        match field {
            Field::Title => {
                // A full stop at the end belongs to the format.
                if let Some(title) = entry.whole_title(TITLE) {
                    let ends = title.ends_with(['.', '?', '!']) && !title.ends_with("..");
                    entry.line(tag, &format!("{title}{}", if ends { "" } else { "." }));
                }
            }
            Field::ContainerTitle => entry.title(tag, CONTAINER),
            Field::Pmcid => {
                entry.all(tag, field);
                if let Some(url) = entry.take(Field::Url).next() {
                    entry.line("AID", &format!("{url} [url]"));
                }
            }
            // It is used with books alone, as long as no publisher stands beside it.
            Field::PublisherPlace if !entry.record.has(Field::Publisher) => {}
            Field::Status => {
                for status in entry.take(field) {
                    let status = status.plain();
                    entry.line(tag, if status == "ahead of print" { "aheadofprint" } else { status });
                }
            }
            _ => entry.all(tag, field),
        }
    }

    fn names(&mut self, tag: &str, role: Role) {
        let (short, both) = match role {
            Role::Author => ("AU", role),
            _ => ("ED", Role::EditorTranslator),
        };
        let entry = &mut self.0;
        for contributor in entry.record.contributors.iter().filter(|c| c.role == role || c.role == both) {
            entry.written.role(contributor.role);
            let person = match &contributor.name {
                Name::Person(person) => person,
                Name::Literal(name) => {
                    entry.line(if role == Role::Author { "CN" } else { tag }, &emit::one_line(name));
                    continue;
                }
                Name::Others => {
                    entry.line(tag, "et al");
                    continue;
                }
            };
            entry.line(tag, &full(person));
            entry.line(short, &abbreviated(person));
            for (key, value) in person.extra.iter().filter(|_| role == Role::Author) {
                match key.as_ref() {
                    "affiliation" => entry.line("AD", &emit::one_line(value)),
                    key => entry.line("AUID", &format!("{key}: {value}")),
                }
            }
        }
    }

    fn date(&mut self, tag: &str, field: DateField) {
        let entry = &mut self.0;
        let Some(date) = entry.record.date(field).filter(|_| entry.written.date(field)) else { return };
        let text = match field {
            DateField::Issued => date::with_year_first(date),
            _ => date::with_slashes(date).map(|text| text.trim_end_matches('/').to_owned()),
        };
        let text = text.unwrap_or_else(|| date.to_string());
        match field {
            DateField::AvailableDate => entry.line(tag, &text.replace('/', "")),
            DateField::Submitted => entry.line(tag, &format!("{text} 00:00 [received]")),
            _ => entry.line(tag, &text),
        }
    }

    fn pages(&mut self, tag: &str) {
        let entry = &mut self.0;
        for pages in entry.take(Field::Page) {
            entry.line(tag, &Pages::parse(pages.plain()).to_string());
        }
        if !entry.record.has(Field::Page) {
            for number in entry.take(Field::Eid) {
                entry.line(tag, number.plain());
                entry.line("LID", &format!("{number} [pii]"));
            }
        }
    }

    fn ids(&mut self, tag: &str) {
        for doi in self.0.take(Field::Doi) {
            self.0.line(tag, &format!("{doi} [doi]"));
        }
    }

    fn languages(&mut self, tag: &str) {
        for word in self.0.take(Field::Language) {
            let word = word.plain();
            let code = language::code(word);
            if code.is_some() && word.contains('-') {
                self.0.out.lose(Field::Language.name(), word, "MEDLINE has languages alone");
            }
            self.0.line(tag, code.unwrap_or(word));
        }
    }

    fn kind(&mut self, tag: &str) {
        let name = medline::of_kind(self.0.kind).unwrap_or_default();
        self.0.line(tag, name);
        self.0.all(tag, Field::Genre);
    }

    fn key(&mut self, tag: &str) {
        let key = &self.0.record.key;
        if !self.0.out.key_is_generated && !key.contains(['\n', ']']) {
            self.0.line(tag, &format!("{key} [citekey]"));
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
