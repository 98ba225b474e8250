//! Records → EndNote's tags.

use super::FAMILY;
use super::fields::TAGS;
use crate::format::shared::tagged::entry::{CONTAINER, EVENT, Entry, Style, TITLE};
use crate::format::shared::tagged::{Place, Row, date, emit, group};
use crate::format::shared::{attachments, endnote};
use crate::format::{Output, Profile, WriteOptions, Writer, lose_extra_but};
use crate::record::{DateField, Extra, Field, Kind, Pages, Record, Text};

/// Writes EndNote's tags.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let why = "EndNote has no tag for it";
        let style = Style { line, paragraph, markup: false, bodies_end_in_comma: true, why };
        if options.profile.is_none() && emit::is_source(record, FAMILY) {
            for extra in emit::source(record, FAMILY) {
                style.paragraphs(&extra.name, &extra.value, out);
            }
        } else {
            let endnote = options.profile == Some(Profile::EndNote);
            Enw { endnote, entry: Entry::new(record, style, out) }.write();
        }
        let written = |extra: &Extra<'_>| {
            extra.format == FAMILY || endnote::spelling(extra, FAMILY).is_some() || attachments::is(extra)
        };
        lose_extra_but(record, written, out);
    }

    fn separator(&self) -> &'static str {
        "\r\n"
    }
}

fn line(tag: &str, value: &str, out: &mut Output) {
    out.push(tag);
    out.push(" ");
    out.push(value);
    out.push("\r\n");
}

/// None begins like a tag.
fn paragraph(text: &str, out: &mut Output) {
    out.push("\r\n");
    out.push(if text.starts_with('%') { " " } else { "" });
    out.push(text);
    out.push("\r\n");
}

/// A record from elsewhere.
struct Enw<'r, 'o> {
    endnote: bool,
    entry: Entry<'r, 'o>,
}

impl Enw<'_, '_> {
    fn write(mut self) {
        for row in TAGS.written(self.entry.kind) {
            self.row(row);
        }
        self.entry.finish(FAMILY);
    }

    fn row(&mut self, row: &Row) {
        let tag = row.tag;
        let entry = &mut self.entry;
        match row.place {
            Place::Kind => entry.line(tag, endnote::of_kind(entry.kind).name),
            Place::Key => {
                if !entry.out.key_is_generated {
                    entry.line(tag, &emit::one_line(&entry.record.key));
                }
            }
            Place::Text(Field::Title) => entry.title(tag, TITLE),
            // EndNote's papers have the conference where others have the book.
            Place::Text(Field::ContainerTitle)
                if entry.kind == Kind::PaperConference && entry.record.has(Field::EventTitle) =>
            {
                entry.title(tag, EVENT);
                entry.title("%3", CONTAINER);
            }
            Place::Text(Field::ContainerTitle) => entry.title(tag, CONTAINER),
            Place::Text(Field::PublisherPlace)
                if entry.kind == Kind::PaperConference && entry.record.has(Field::EventPlace) =>
            {
                entry.joined("%1", Field::PublisherPlace);
                entry.joined(tag, Field::EventPlace);
            }
            Place::Text(Field::AuthorAddress) => entry.addresses(tag),
            Place::Text(Field::Edition)
                if entry.kind == Kind::ArticleJournal && !entry.record.has(Field::Edition) =>
            {
                self.date(tag, DateField::AvailableDate);
            }
            Place::Text(Field::Note) => entry.notes(tag),
            Place::Text(Field::Genre) => entry.genre(tag),
            Place::Text(Field::Volume) => entry.volume(tag),
            // A standard has no other publisher than who issues it.
            Place::Text(Field::Publisher)
                if entry.kind == Kind::Standard && !entry.record.has(Field::Publisher) =>
            {
                entry.joined(tag, Field::Authority);
            }
            // It has the tag of ISBNs and ISSNs, if these leave it.
            Place::Text(Field::Number) if group::NUMBERED.contains(&entry.kind) && !entry.has_serial() => {}
            Place::Text(Field::Publisher | Field::PublisherPlace) => {
                let Place::Text(field) = row.place else { return };
                entry.joined(tag, field);
            }
            Place::Text(field @ (Field::Abstract | Field::Annote)) => entry.all(tag, field),
            Place::Text(field) => entry.first(tag, field),
            Place::Names(role) => entry.names(tag, role, tag == "%A"),
            Place::Date(field) => self.date(tag, field),
            Place::Year => self.year(tag),
            Place::FirstPage => self.pages(tag),
            Place::Serial => entry.serials(tag),
            Place::Keywords => entry.all(tag, Field::Keyword),
            Place::Doi => entry.first(tag, Field::Doi),
            Place::Url => self.url(tag),
            Place::Language => entry.all(tag, Field::Language),
            Place::LastPage => {}
        }
    }

    fn year(&mut self, tag: &str) {
        let Some(date) = self.entry.record.date(DateField::Issued) else { return };
        match emit::year(date).0 {
            Some(year) => self.entry.line(tag, &format!("{year:04}")),
            // `in press` and the like.
            None => {
                self.entry.written.date(DateField::Issued);
                self.entry.line(tag, &date.to_string());
            }
        }
    }

    fn date(&mut self, tag: &str, field: DateField) {
        let entry = &mut self.entry;
        let Some(date) = entry.record.date(field).filter(|_| entry.written.date(field)) else { return };
        let text = match field {
            DateField::Issued if emit::year(date).1 => return,
            DateField::Issued => date::in_words(date),
            DateField::Accessed | DateField::AvailableDate => {
                date::with_slashes(date).map(|text| text.trim_end_matches('/').to_owned())
            }
            _ => None,
        };
        entry.line(tag, &text.unwrap_or_else(|| date.to_string()));
    }

    fn pages(&mut self, tag: &str) {
        let entry = &mut self.entry;
        if let Some(pages) = entry.take(Field::Page).next().map(Text::plain) {
            let pages = Pages::parse(pages).to_string();
            // One page alone would be a number of pages.
            let whole = group::WHOLES.contains(&entry.kind) && emit::ends(&pages).is_none();
            entry.line(tag, &if whole { format!("{pages}-{pages}") } else { pages });
        } else if group::WHOLES.contains(&entry.kind) {
            entry.first(tag, Field::NumberOfPages);
        } else {
            entry.first(tag, Field::Eid);
        }
    }

    /// bibutils has DOIs from addresses alone. Files have a tag of their own.
    fn url(&mut self, tag: &str) {
        self.entry.url(tag);
        if let Some(doi) = self.entry.record.get(Field::Doi).filter(|_| !self.endnote) {
            self.entry.line(tag, &format!("https://doi.org/{doi}"));
        }
        for file in attachments::of(self.entry.record) {
            self.entry.line("%>", &emit::one_line(&file));
        }
    }
}
