//! Records → RIS.

use super::fields::TAGS;
use super::{FAMILY, syntax, types};
use crate::format::shared::tagged::entry::{CONTAINER, EVENT, Entry, Style, TITLE};
use crate::format::shared::tagged::{Place, Row, date, emit, group};
use crate::format::shared::{attachments, endnote};
use crate::format::{Output, Profile, WriteOptions, Writer, lose_extra_but};
use crate::record::{Date, DateField, Extra, Field, Kind, Pages, Record, Text};

/// Writes RIS.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let endnote = options.profile == Some(Profile::EndNote);
        let style = Style {
            line,
            paragraph,
            // EndNote shows markup as it stands.
            markup: !endnote,
            bodies_end_in_comma: endnote,
            why: "RIS has no tag for it",
        };
        if options.profile.is_none() && emit::is_source(record, FAMILY) {
            as_it_was(record, style, out);
        } else {
            Ris { endnote, entry: Entry::new(record, style, out) }.write();
        }
        out.push("ER  - \r\n");
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
    out.push("  - ");
    out.push(value);
    out.push("\r\n");
}

/// Writes the fields of a record that was RIS: every value to the letter, in a line of
/// its own and behind a sound tag.
fn as_it_was(record: &Record<'_>, style: Style, out: &mut Output) {
    let of_type = emit::source(record, FAMILY).find(|extra| extra.name == "TY");
    let name = of_type.map_or(types::of_kind(record.kind), |extra| types::code(&extra.value, record.kind));
    line("TY", name, out);
    for extra in emit::source(record, FAMILY).filter(|extra| extra.name != "TY") {
        style.paragraphs(&extra.name, &extra.value, out);
    }
}

/// None begins like a tag.
fn paragraph(text: &str, out: &mut Output) {
    let like_a_tag = syntax::Dialect::default().tag(text).is_some();
    out.push("\r\n");
    out.push(if like_a_tag { " " } else { "" });
    out.push(text);
    out.push("\r\n");
}

/// A record from elsewhere, or for a program.
struct Ris<'r, 'o> {
    endnote: bool,
    entry: Entry<'r, 'o>,
}

impl Ris<'_, '_> {
    fn write(mut self) {
        for row in TAGS.written(self.entry.kind) {
            self.row(row);
        }
        self.entry.finish(FAMILY);
    }

    fn row(&mut self, row: &Row) {
        let tag = row.tag;
        match row.place {
            Place::Kind => self.kind(tag),
            Place::Key => self.key(tag),
            Place::Text(field) => self.text(tag, field),
            // EndNote has the editors of a book in third place.
            Place::Names(role) if self.endnote && tag == "ED" => self.entry.names("A3", role, false),
            Place::Names(role) => self.entry.names(tag, role, tag == "AU"),
            Place::Date(field) => self.date(tag, field),
            Place::Year => {
                let year = self.entry.record.date(DateField::Issued).and_then(|date| emit::year(date).0);
                self.entry.line(tag, &year.map_or(String::new(), |year| format!("{year:04}")));
            }
            Place::FirstPage => self.pages(tag, "EP"),
            Place::LastPage => {}
            Place::Serial => self.entry.serials(tag),
            Place::Keywords => self.entry.all(tag, Field::Keyword),
            Place::Doi => self.entry.first(tag, Field::Doi),
            Place::Url => {
                self.entry.url(tag);
                for file in attachments::of(self.entry.record) {
                    self.entry.line("L1", &emit::one_line(&file));
                }
            }
            Place::Language => self.entry.all(tag, Field::Language),
        }
    }

    fn kind(&mut self, tag: &str) {
        let entry = &mut self.entry;
        let name = types::of_kind(entry.kind);
        let in_press = ["in press", "inpress"].contains(&entry.record.str(Field::Status)) && name == "JOUR";
        if in_press {
            entry.written.field(Field::Status);
        }
        entry.line(tag, if in_press { "INPR" } else { name });
    }

    fn key(&mut self, tag: &str) {
        // A generated key says nothing that the record does not.
        if !self.entry.out.key_is_generated {
            let key = emit::one_line(&self.entry.record.key);
            // EndNote keeps labels, but not identifiers.
            self.entry.line(if self.endnote { "LB" } else { tag }, &key);
        }
    }

    fn text(&mut self, tag: &'static str, field: Field) {
        let entry = &mut self.entry;
        match field {
            Field::Title => entry.title(tag, TITLE),
            Field::ContainerTitle => self.container(tag),
            Field::Note => self.notes(tag),
            Field::Genre => entry.genre(tag),
            Field::Volume => entry.volume(tag),
            // A standard has no other publisher than who issues it.
            Field::Publisher if entry.kind == Kind::Standard && !entry.record.has(field) => {
                entry.joined(tag, Field::Authority);
            }
            // Without an issue it would be read as one.
            Field::Number if group::ARTICLES.contains(&entry.kind) && !entry.record.has(Field::Issue) => {}
            // It has the tag of ISBNs and ISSNs, if these leave it.
            Field::Number if group::NUMBERED.contains(&entry.kind) && !entry.has_serial() => {}
            Field::PublisherPlace => self.places(tag),
            Field::AuthorAddress => entry.addresses(tag),
            Field::Edition if entry.kind == Kind::ArticleJournal && !entry.record.has(field) => {
                self.date(tag, DateField::AvailableDate);
            }
            Field::Abstract | Field::Annote => entry.all(tag, field),
            Field::Publisher => entry.joined(tag, field),
            _ => entry.first(tag, field),
        }
    }

    /// A paper that was given at an event: the event takes the place of the proceedings,
    /// and these have a tag of their own.
    fn container(&mut self, tag: &'static str) {
        let entry = &mut self.entry;
        if entry.kind == Kind::PaperConference && entry.record.has(Field::EventTitle) {
            entry.title(tag, EVENT);
            entry.title("C3", CONTAINER);
        } else {
            entry.title(tag, CONTAINER);
        }
    }

    fn places(&mut self, tag: &str) {
        let entry = &mut self.entry;
        let both = entry.record.has(Field::PublisherPlace) && entry.record.has(Field::EventPlace);
        if entry.kind == Kind::PaperConference && both {
            entry.joined("C1", Field::PublisherPlace);
        }
        entry.joined(tag, Field::PublisherPlace);
        if entry.kind == Kind::PaperConference {
            entry.joined(tag, Field::EventPlace);
        }
    }

    /// EndNote has PubMed's numbers where any database has its own.
    fn notes(&mut self, tag: &str) {
        let entry = &mut self.entry;
        if self.endnote && !entry.record.has(Field::ArchiveLocation) {
            entry.first("AN", Field::Pmid);
        }
        if self.endnote && group::ARTICLES.contains(&entry.kind) {
            entry.first("C2", Field::Pmcid);
        }
        entry.notes(tag);
    }

    fn date(&mut self, tag: &str, field: DateField) {
        let entry = &mut self.entry;
        let Some(date) = entry.record.date(field).filter(|_| entry.written.date(field)) else { return };
        if field == DateField::OriginalDate {
            return entry.line(tag, &date.to_string());
        }
        let (year, alone) = emit::year(date);
        // EndNote shows slashes as they are; Zotero and citation.js write a year alone so, too.
        if self.endnote && field == DateField::Issued && alone {
            return;
        }
        let text = match (date, year) {
            (Date::Edtf(_), Some(_)) if self.endnote && field == DateField::Issued => date::in_words(date),
            _ => date::with_slashes(date),
        };
        entry.line(tag, &text.unwrap_or_else(|| date.to_string()));
    }

    fn pages(&mut self, tag: &str, last_tag: &str) {
        let entry = &mut self.entry;
        let whole = group::WHOLES.contains(&entry.kind);
        if let Some(pages) = entry.take(Field::Page).next().map(Text::plain) {
            match emit::ends(pages) {
                Some((first, last)) => {
                    entry.line(tag, first);
                    entry.line(last_tag, last);
                }
                None => {
                    let pages = Pages::parse(pages).to_string();
                    entry.line(tag, &pages);
                    // Without a last page it would be a number of pages.
                    if whole {
                        entry.line(last_tag, &pages);
                    }
                }
            }
        } else if whole {
            entry.first(tag, Field::NumberOfPages);
        } else if let Some(eid) = entry.record.get(Field::Eid) {
            // Most programs know no tag for article numbers.
            entry.put(tag, eid);
        }
    }
}
