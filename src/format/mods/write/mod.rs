//! A record → a `mods` element.

mod dates;
mod names;
mod related;

use std::borrow::Cow;

use super::terms::{self, IDENTIFIERS, NOTES};
use super::{FAMILY, NAMES, SOURCE, read};
use crate::format::shared::xml::{self, lose_marks, own_extras, unmarked};
use crate::format::{Output, WriteOptions, lose_extra};
use crate::grammar::xml::Writer as Xml;
use crate::record::{DateField, Field, Kind, Record, Role, Text};
use dates::write_date;
use names::{name, role};

pub(super) struct Writer;

impl crate::format::Writer for Writer {
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <modsCollection xmlns=\"http://www.loc.gov/mods/v3\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-8.xsd\">\n"
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        lose_extra(record, FAMILY, out);
        if !as_it_was(record, options, out) {
            let generated = out.key_is_generated;
            let mut mods = Mods { record, xml: Xml::new(out, "", 1, options.ascii), written: Vec::new() };
            mods.write(generated);
        }
    }

    fn end(&self, _options: &WriteOptions) -> &'static str {
        "</modsCollection>\n"
    }
}

/// Writes a record as it stood in its file, if it is still what it says.
fn as_it_was(record: &Record<'_>, options: &WriteOptions, out: &mut Output) -> bool {
    xml::as_it_was(record, (FAMILY, SOURCE), NAMES, out.key_is_generated, read::record, |element| {
        Xml::new(out, "", 1, options.ascii).element(element);
    })
}

struct Mods<'r, 'a, 'o> {
    record: &'r Record<'a>,
    xml: Xml<'o>,
    /// Fields that have found their place.
    written: Vec<Field>,
}

impl<'r> Mods<'r, '_, '_> {
    fn write(&mut self, generated: bool) {
        let record = self.record;
        let id = if generated { Cow::Borrowed("") } else { xml_id(&record.key) };
        let attributes = [("ID", &*id)];
        self.xml.open("mods", if id.is_empty() { &[] } else { &attributes });
        if !generated {
            self.leaf("identifier", "citekey", &record.key);
        }
        self.genre();
        self.titles();
        self.names(|role| !matches!(role, Role::ContainerAuthor | Role::CollectionEditor));
        self.conference();
        self.resource();
        self.origin();
        self.values("language", Field::Language, |xml, text| {
            xml.open("language", &[]);
            xml.leaf_with("languageTerm", &[("type", "code"), ("authority", "rfc5646")], &unmarked(text));
            xml.close("language");
        });
        self.physical();
        self.values("abstract", Field::Abstract, |xml, text| xml.leaf("abstract", &unmarked(text)));
        self.values("note", Field::Note, |xml, text| xml.leaf("note", &unmarked(text)));
        for (kind, field) in NOTES {
            self.values("note", *field, |xml, text| {
                xml.leaf_with("note", &[("type", kind)], &unmarked(text))
            });
        }
        self.values("subject", Field::Keyword, |xml, text| {
            xml.open("subject", &[]);
            xml.leaf("topic", &unmarked(text));
            xml.close("subject");
        });
        self.values("classification", Field::CallNumber, |xml, text| {
            xml.leaf("classification", &unmarked(text))
        });
        self.host();
        self.original();
        let in_host = self.has_host();
        for (kind, field) in IDENTIFIERS.iter().take(6) {
            if !(in_host && matches!(field, Field::Isbn | Field::Issn)) {
                self.identifier(kind, *field);
            }
        }
        self.location();
        self.values("accessCondition", Field::License, |xml, text| {
            xml.leaf_with("accessCondition", &[("type", "use and reproduction")], &unmarked(text));
        });
        if !in_host {
            self.part();
        }
        self.extras();
        self.xml.close("mods");
        self.lost();
    }

    /// Takes all values of a field.
    fn take(&mut self, field: Field) -> impl Iterator<Item = &'r Text<'r>> + use<'r> {
        self.written.push(field);
        let record: &'r Record<'r> = self.record;
        record.all(field)
    }

    fn values(&mut self, _element: &str, field: Field, mut write: impl FnMut(&mut Xml<'_>, &Text<'_>)) {
        for text in self.take(field) {
            write(&mut self.xml, text);
        }
    }

    fn leaf(&mut self, element: &str, kind: &str, text: &str) {
        self.xml.leaf_with(element, &[("type", kind)], text);
    }

    /// The first value of a field; others are lost.
    fn first(&mut self, field: Field) -> Option<&'r Text<'r>> {
        let again = self.written.contains(&field);
        let mut values = self.take(field);
        let first = values.next();
        for other in values.filter(|_| !again) {
            self.xml.out.lose(field.name(), other.plain(), "MODS takes one of it here");
        }
        first
    }

    fn genre(&mut self) {
        let genre = terms::genre_of(self.record.kind);
        let authority = [("authority", genre.authority)];
        let authority: &[(&str, &str)] = if genre.authority.is_empty() { &[] } else { &authority };
        self.xml.leaf_with("genre", authority, genre.term);
        self.values("genre", Field::Genre, |xml, text| {
            if text.plain() != genre.term {
                xml.leaf("genre", &unmarked(text));
            }
        });
    }

    fn titles(&mut self) {
        let (title, subtitle) = (self.first(Field::Title), self.first(Field::Subtitle));
        let (number, name) = (self.first(Field::PartNumber), self.first(Field::PartTitle));
        self.title_info(
            &[],
            &[("title", title), ("subTitle", subtitle), ("partNumber", number), ("partName", name)],
        );
        let short = self.first(Field::TitleShort);
        self.title_info(&[("type", "abbreviated")], &[("title", short)]);
        let addon = self.first(Field::TitleAddon);
        self.title_info(&[("type", "alternative")], &[("title", addon)]);
    }

    fn title_info(&mut self, attributes: &[(&str, &str)], parts: &[(&str, Option<&Text<'_>>)]) {
        if parts.iter().all(|(_, text)| text.is_none()) {
            return;
        }
        self.xml.open("titleInfo", attributes);
        for (element, text) in parts {
            if let Some(text) = text {
                self.xml.leaf(element, &unmarked(text));
            }
        }
        self.xml.close("titleInfo");
    }

    fn names(&mut self, wanted: impl Fn(Role) -> bool) {
        let mut first = true;
        for contributor in self.record.contributors.iter().filter(|c| wanted(c.role)) {
            let primary = std::mem::take(&mut first) && contributor.role == Role::Author;
            name(&mut self.xml, contributor, primary);
        }
    }

    fn conference(&mut self) {
        let title = self.first(Field::EventTitle);
        if let Some(title) = title {
            self.xml.open("name", &[("type", "conference")]);
            self.xml.leaf("namePart", &unmarked(title));
            self.xml.close("name");
        }
    }

    fn resource(&mut self) {
        let kind = self.record.kind;
        let named = terms::RESOURCES.iter().find(|(_, kinds)| kinds.contains(&kind)).map(|(name, _)| *name);
        let attributes: &[(&str, &str)] = match kind {
            Kind::Manuscript => &[("manuscript", "yes")],
            Kind::Collection => &[("collection", "yes")],
            _ => &[],
        };
        self.xml.leaf_with("typeOfResource", attributes, named.unwrap_or("text"));
    }

    fn origin(&mut self) {
        let places: Vec<_> = self.take(Field::PublisherPlace).collect();
        let publishers: Vec<_> = self.take(Field::Publisher).collect();
        let edition = self.first(Field::Edition);
        let date = self.record.date(DateField::Issued);
        if self.record.kind == Kind::Thesis
            && let Some(publisher) = publishers.first()
        {
            // What grants a degree is a name to libraries, and a publisher to others.
            self.xml.open("name", &[("type", "corporate")]);
            self.xml.leaf("namePart", &unmarked(publisher));
            role(&mut self.xml, "degree grantor");
            self.xml.close("name");
        }
        if places.is_empty() && publishers.is_empty() && edition.is_none() && date.is_none() {
            return;
        }
        self.xml.open("originInfo", &[]);
        for place in places {
            self.xml.open("place", &[]);
            self.leaf("placeTerm", "text", &unmarked(place));
            self.xml.close("place");
        }
        for publisher in publishers {
            self.xml.leaf("publisher", &unmarked(publisher));
        }
        if let Some(date) = date {
            write_date(&mut self.xml, "dateIssued", date, true);
        }
        if let Some(edition) = edition {
            self.xml.leaf("edition", &unmarked(edition));
        }
        self.xml.close("originInfo");
    }

    fn physical(&mut self) {
        let (pages, volumes) = (self.first(Field::NumberOfPages), self.first(Field::NumberOfVolumes));
        let medium = self.first(Field::Medium);
        if pages.is_none() && volumes.is_none() && medium.is_none() {
            return;
        }
        self.xml.open("physicalDescription", &[]);
        if let Some(medium) = medium {
            self.xml.leaf("form", &unmarked(medium));
        }
        if let Some(pages) = pages {
            self.xml.leaf("extent", &format!("{} p.", pages.plain()));
        }
        if let Some(volumes) = volumes {
            self.xml.leaf("extent", &format!("{} volumes", volumes.plain()));
        }
        self.xml.close("physicalDescription");
    }

    fn identifier(&mut self, kind: &str, field: Field) {
        if field == Field::Eprint && !self.record.str(Field::EprintType).eq_ignore_ascii_case("arxiv") {
            return;
        }
        if field == Field::Eprint {
            self.written.push(Field::EprintType);
        }
        self.values("identifier", field, |xml, text| {
            xml.leaf_with("identifier", &[("type", kind)], &unmarked(text))
        });
    }

    fn location(&mut self) {
        let (url, archive) = (self.first(Field::Url), self.first(Field::Archive));
        let shelf = self.first(Field::ArchiveLocation);
        if url.is_none() && archive.is_none() && shelf.is_none() {
            return;
        }
        self.xml.open("location", &[]);
        if let Some(archive) = archive {
            self.xml.leaf("physicalLocation", &unmarked(archive));
        }
        if let Some(shelf) = shelf {
            self.xml.leaf("shelfLocator", &unmarked(shelf));
        }
        if let Some(url) = url {
            let accessed = self.record.date(DateField::Accessed).map(ToString::to_string);
            let attributes: Vec<(&str, &str)> =
                accessed.iter().map(|date| ("dateLastAccessed", date.as_str())).collect();
            self.xml.leaf_with("url", &attributes, &unmarked(url));
        }
        self.xml.close("location");
    }

    /// What the record's own file held besides.
    fn extras(&mut self) {
        for extra in own_extras(self.record, FAMILY, self.xml.out) {
            match &*extra.name {
                _ if extra.value.starts_with('<') => self.xml.verbatim(&extra.value),
                "url" => {
                    self.xml.open("location", &[]);
                    self.xml.leaf("url", &extra.value);
                    self.xml.close("location");
                }
                name => self.xml.leaf(name, &extra.value),
            }
        }
    }

    /// Says what found no place.
    fn lost(&mut self) {
        for (field, text) in &self.record.fields {
            if !self.written.contains(field) {
                self.xml.out.lose(field.name(), text.plain(), "MODS has no element for it");
            } else {
                lose_marks(field.name(), text, &[], self.xml.out, "MODS has no markup");
            }
        }
        for (field, date) in &self.record.dates {
            let placed = match field {
                DateField::Issued | DateField::OriginalDate => true,
                DateField::Accessed => self.record.has(Field::Url),
                _ => false,
            };
            if !placed {
                self.xml.out.lose(field.name(), date.to_string(), "MODS has no element for it");
            }
        }
    }
}

/// A key as an XML name.
fn xml_id(key: &str) -> Cow<'_, str> {
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = key.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if key.is_empty() || (starts && key.chars().all(sound)) {
        return Cow::Borrowed(key);
    }
    let mut id = String::from(if starts { "" } else { "_" });
    id.extend(key.chars().map(|c| if sound(c) { c } else { '_' }));
    Cow::Owned(id)
}
