//! A record → a `record` element.

use std::borrow::Cow;

use super::fields::{ELEMENTS, GROUPS};
use super::{FAMILY, NAMES, SOURCE, dates, kinds, read, style};
use crate::format::shared::endnote;
use crate::format::shared::tagged::emit::{self, Written};
use crate::format::shared::tagged::group::BOOKS;
use crate::format::shared::tagged::{Place, work};
use crate::format::shared::xml::{self, lose_marks, own_extras, unmarked};
use crate::format::shared::{affiliations, attachments};
use crate::format::{Collected, Output, WriteOptions, lose_extra_but};
use crate::grammar::xml::{Element, Writer as Xml};
use crate::record::{DateField, Extra, Field, Kind, Name, Pages, Record, Role, Text};

pub(super) struct Writer;

impl crate::format::Writer for Writer {
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n<records>\n"
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let files = |extra: &Extra<'_>| attachments::is(extra);
        let own = |extra: &Extra<'_>| extra.format == FAMILY || spelling(extra, record).is_some();
        lose_extra_but(record, |extra| own(extra) || files(extra), out);
        if as_it_was(record, out) {
            return;
        }
        let generated = out.key_is_generated;
        let xml = Xml::new(out, "", 0, options.ascii).line("&#xD;");
        Entry { record, kind: kinds::of(record), xml, written: Written::default(), generated }.write();
    }

    fn end(&self, _options: &WriteOptions) -> &'static str {
        "</records>\n</xml>\n"
    }
}

/// The element of a field that came by way of another of EndNote's formats, unless the record
/// has a value of its own for that.
fn spelling(extra: &Extra<'_>, record: &Record<'_>) -> Option<&'static str> {
    endnote::spelling(extra, FAMILY).filter(|name| {
        let row = ELEMENTS.get(name, record.kind).map(|(_, row)| row.place);
        !matches!(row, Some(Place::Text(field)) if record.has(field))
    })
}

/// Writes a record as it stood in its file, if it is still what it says.
fn as_it_was(record: &Record<'_>, out: &mut Output) -> bool {
    fn read<'a>(element: Element<'_, 'a>) -> Option<Record<'a>> {
        read::record(element, &mut Collected::default())
    }
    xml::as_it_was(record, (FAMILY, SOURCE), NAMES, out.key_is_generated, read, |element| {
        // On one line, for white space in titles might be taken for text.
        out.push(&element.xml());
        out.byte(b'\n');
    })
}

struct Entry<'r, 'a, 'o> {
    record: &'r Record<'a>,
    kind: Kind,
    xml: Xml<'o>,
    written: Written,
    generated: bool,
}

impl<'r> Entry<'r, '_, '_> {
    fn write(mut self) {
        let kind = self.kind;
        self.xml.open("record", &[]);
        self.xml.leaf_with("database", &[("name", "MyLibrary")], "MyLibrary");
        self.xml.leaf_with("source-app", &[("name", "bibconv")], "bibconv");
        let row = kinds::reference_type(self.kind);
        self.xml.leaf_with("ref-type", &[("name", row.name)], &row.number.to_string());
        let mut open = "";
        for row in ELEMENTS.written(kind) {
            let group =
                GROUPS.iter().find(|(_, inner)| inner.contains(&row.tag)).map_or("", |(group, _)| group);
            if group != open {
                self.close(&mut open);
            }
            self.place(row.tag, row.place, group, &mut open);
        }
        self.close(&mut open);
        self.extras();
        self.xml.close("record");
        self.lost();
    }

    /// Opens a group, unless it is open.
    fn group(&mut self, group: &'static str, open: &mut &'static str) {
        if *open != group && !group.is_empty() {
            self.xml.open(group, &[]);
            *open = group;
        }
    }

    fn close(&mut self, open: &mut &'static str) {
        if !open.is_empty() {
            self.xml.close(open);
        }
        *open = "";
    }

    fn place(&mut self, tag: &'static str, place: Place, group: &'static str, open: &mut &'static str) {
        let record = self.record;
        let kind_of_paper = self.kind == Kind::PaperConference;
        match place {
            Place::Names(Role::Holder) => {
                let names: Vec<String> = record.names(Role::Holder).map(Name::to_string).collect();
                if !names.is_empty() && self.written.role(Role::Holder) {
                    self.xml.leaf(tag, &names.join("; "));
                }
            }
            Place::Names(role) => self.names(tag, role, group, open),
            Place::Text(Field::Authority) if tag == "secondary-authors" => {
                if let Some(body) = self.text(Field::Authority) {
                    self.group(group, open);
                    self.xml.open(tag, &[]);
                    self.xml.leaf("author", &format!("{},", body.plain()));
                    self.xml.close(tag);
                }
            }
            // Papers have the conference where others have the book, and its place.
            Place::Text(Field::ContainerTitle)
                if tag == "secondary-title" && kind_of_paper && record.has(Field::EventTitle) =>
            {
                self.put(tag, Field::EventTitle, group, open);
            }
            Place::Text(Field::PublisherPlace)
                if tag == "pub-location" && kind_of_paper && record.has(Field::EventPlace) =>
            {
                self.put(tag, Field::EventPlace, group, open);
            }
            Place::Text(Field::Genre) if !record.has(Field::Genre) => {
                if let Some(work) = work::of_kind(self.kind) {
                    self.xml.leaf(tag, work);
                }
            }
            Place::Text(Field::AuthorAddress) if !record.has(Field::AuthorAddress) => {
                self.written.affiliations();
                let places = affiliations::of(record);
                if !places.is_empty() {
                    self.xml.leaf(tag, &places.join("\n"));
                }
            }
            // What EndNote has for edition is the day on which an article appeared online.
            Place::Text(Field::Edition)
                if self.kind == Kind::ArticleJournal && !record.has(Field::Edition) =>
            {
                if let Some(date) = record.date(DateField::AvailableDate) {
                    self.written.date(DateField::AvailableDate);
                    self.xml.leaf(tag, &date.to_string());
                }
            }
            // A standard has no other publisher than who issues it.
            Place::Text(Field::Publisher) if self.kind == Kind::Standard && !record.has(Field::Publisher) => {
                self.put(tag, Field::Authority, group, open);
            }
            Place::Text(Field::ArchiveLocation) if !record.has(Field::ArchiveLocation) => self.pmid(tag),
            Place::Text(field) => self.put(tag, field, group, open),
            Place::Key => {
                if !self.generated && !record.key.is_empty() {
                    self.xml.leaf(tag, &record.key);
                }
            }
            Place::Year => {
                if let Some(year) = record.date(DateField::Issued).and_then(dates::year) {
                    self.group(group, open);
                    self.xml.leaf(tag, &year);
                }
            }
            Place::Date(DateField::Issued) => self.day(group, open),
            Place::Date(field) => {
                if let Some(date) = record.date(field) {
                    self.written.date(field);
                    self.xml.leaf(tag, &date.to_string());
                }
            }
            Place::FirstPage => self.pages(tag),
            Place::Serial => {
                self.written.field(Field::Isbn);
                self.written.field(Field::Issn);
                // The number of a patent is its ISBN to EndNote.
                let numbered = self.kind == Kind::Patent && self.written.field(Field::Number);
                let is = |field: Field| {
                    matches!(field, Field::Isbn | Field::Issn) || (numbered && field == Field::Number)
                };
                let all = record.fields.iter().filter(|(field, _)| is(*field));
                let all: Vec<&str> = all.map(|(_, text)| text.plain()).collect();
                if !all.is_empty() {
                    self.xml.leaf(tag, &all.join("\n"));
                }
            }
            Place::Keywords => self.keywords(),
            Place::Doi => {
                if let Some(doi) = self.text(Field::Doi) {
                    self.xml.leaf(tag, doi.plain());
                }
            }
            Place::Url => self.urls(group, open),
            Place::Language => {
                for text in record.all(Field::Language) {
                    self.written.field(Field::Language);
                    self.xml.leaf(tag, text.plain());
                }
            }
            Place::Kind | Place::LastPage => {}
        }
    }

    fn put(&mut self, tag: &str, field: Field, group: &'static str, open: &mut &'static str) {
        if let Some(text) = self.text(field) {
            self.group(group, open);
            style::write(tag, &text, &unmarked(&text), &mut self.xml);
        }
    }

    /// A number in PubMed means something with the name of the database alone.
    fn pmid(&mut self, tag: &str) {
        let database = self.record.str(Field::Archive).to_ascii_lowercase();
        let pubmed = ["", "pubmed", "medline"].contains(&&*database);
        if let Some(pmid) = self.record.get(Field::Pmid).filter(|_| pubmed) {
            self.written.field(Field::Pmid);
            self.xml.leaf(tag, pmid.plain());
            if database.is_empty() {
                self.xml.leaf("remote-database-name", "PubMed");
            }
        }
    }

    /// The text of a field, if it was not written yet; of titles, the whole.
    fn text(&mut self, field: Field) -> Option<Cow<'r, Text<'r>>> {
        if !self.written.field(field) {
            return None;
        }
        let record: &'r Record<'r> = self.record;
        let (subtitle, addon) = match field {
            Field::Title => (Field::Subtitle, Field::TitleAddon),
            Field::ContainerTitle => (Field::ContainerSubtitle, Field::ContainerTitleAddon),
            Field::Volume => {
                let Some(part) = record.get(Field::PartNumber) else {
                    return record.get(field).map(Cow::Borrowed);
                };
                self.written.field(Field::PartNumber);
                return Some(Cow::Owned(emit::volume(record.str(field), part.plain()).into()));
            }
            field => {
                let mut all = record.all(field);
                let first = all.next()?;
                let more: Vec<&str> = all.map(Text::plain).collect();
                return Some(if more.is_empty() {
                    Cow::Borrowed(first)
                } else {
                    let running = matches!(field, Field::Abstract | Field::Note | Field::Annote);
                    let gap = if running { "\n" } else { "; " };
                    Cow::Owned(format!("{}{gap}{}", first.plain(), more.join(gap)).into())
                });
            }
        };
        let text = record.get(field)?;
        for part in [field, subtitle, addon] {
            for other in record.all(part).skip(1) {
                self.xml.out.lose(part.name(), other.plain(), "EndNote takes one of it");
            }
        }
        let parted = field == Field::Title && record.has(Field::PartTitle);
        if !record.has(subtitle) && !record.has(addon) && !parted {
            return Some(Cow::Borrowed(text));
        }
        self.written.field(subtitle);
        self.written.field(addon);
        let part = |field: Field| record.get(field).map(unmarked);
        let part_title = (field == Field::Title && self.written.field(Field::PartTitle))
            .then(|| part(Field::PartTitle))
            .flatten();
        let whole =
            emit::title(&[(' ', part(field)), (':', part(subtitle)), ('.', part_title), ('.', part(addon))]);
        whole.map(|whole| Cow::Owned(whole.into()))
    }

    fn names(&mut self, tag: &'static str, role: Role, group: &'static str, open: &mut &'static str) {
        // A book without a series has its editors where others look for them.
        let record = self.record;
        let in_series =
            record.has(Field::CollectionTitle) || record.names(Role::CollectionEditor).next().is_some();
        let role = match (tag, role) {
            ("secondary-authors", Role::CollectionEditor) if BOOKS.contains(&self.kind) && !in_series => {
                Role::Editor
            }
            _ => role,
        };
        if record.names(role).next().is_none() || !self.written.role(role) {
            return;
        }
        self.group(group, open);
        self.xml.open(tag, &[]);
        for name in record.names(role) {
            let text = match name {
                // A comma says that it is not to be taken apart.
                Name::Literal(name) if name.contains([' ', ',']) => format!("{name},"),
                name => emit::inverted(name),
            };
            self.xml.leaf("author", &text);
        }
        self.xml.close(tag);
    }

    fn day(&mut self, group: &'static str, open: &mut &'static str) {
        let Some(date) = self.record.date(DateField::Issued) else { return };
        self.written.date(DateField::Issued);
        let day = dates::day(date);
        let back =
            dates::assemble(&dates::year(date).unwrap_or_default(), day.as_deref().unwrap_or_default());
        if back.as_ref() != Some(date) {
            self.xml.out.lose(DateField::Issued.name(), date.to_string(), "EndNote's dates say less");
        }
        if let Some(day) = day {
            self.group(group, open);
            self.xml.open("pub-dates", &[]);
            self.xml.leaf("date", &day);
            self.xml.close("pub-dates");
        }
    }

    fn pages(&mut self, tag: &str) {
        let record = self.record;
        self.written.field(Field::Page);
        if record.has(Field::Page) {
            let pages = record.str(Field::Page);
            let parsed = Pages::parse(pages).to_string();
            self.xml.leaf(tag, if parsed.is_empty() { pages } else { &parsed });
        } else if let Some(count) = self.text(Field::NumberOfPages) {
            self.xml.leaf(tag, count.plain());
        }
    }

    fn keywords(&mut self) {
        if !self.record.has(Field::Keyword) {
            return;
        }
        self.written.field(Field::Keyword);
        self.xml.open("keywords", &[]);
        for keyword in self.record.all(Field::Keyword) {
            style::write("keyword", keyword, &unmarked(keyword), &mut self.xml);
        }
        self.xml.close("keywords");
    }

    fn urls(&mut self, group: &'static str, open: &mut &'static str) {
        let url = self.text(Field::Url);
        let others: Vec<&str> = self.own("url").collect();
        if url.is_some() || !others.is_empty() {
            self.group(group, open);
            self.xml.open("related-urls", &[]);
            for url in url.iter().map(|url| url.plain()).chain(others) {
                self.xml.leaf("url", url);
            }
            self.xml.close("related-urls");
        }
        let files = attachments::of(self.record);
        if !files.is_empty() {
            self.group(group, open);
            self.xml.open("pdf-urls", &[]);
            files.iter().for_each(|file| self.xml.leaf("url", file));
            self.xml.close("pdf-urls");
        }
    }

    /// What the record's own file held besides under a name.
    fn own(&self, name: &'static str) -> impl Iterator<Item = &'r str> + use<'r> {
        let record: &'r Record<'r> = self.record;
        let of = move |extra: &&Extra<'_>| {
            (extra.format == FAMILY && !extra.mapped && extra.name == name)
                || spelling(extra, record) == Some(name)
        };
        record.extra.iter().filter(of).map(|extra| extra.value.as_ref())
    }

    fn extras(&mut self) {
        let written = ["url", "date"];
        let record = self.record;
        let own = own_extras(record, FAMILY, self.xml.out).into_iter().map(|extra| (&*extra.name, extra));
        let others = record.extra.iter().filter_map(|extra| Some((spelling(extra, record)?, extra)));
        for (name, extra) in own.chain(others).filter(|(name, _)| !written.contains(name)) {
            self.xml.leaf(name, &extra.value);
        }
    }

    fn lost(self) {
        let record = self.record;
        for (field, text) in &record.fields {
            lose_marks(field.name(), text, style::MARKS, self.xml.out, "EndNote has no such style");
        }
        self.written.lose_rest(record, "EndNote has no element for it", self.xml.out);
    }
}
