//! A record → a `mods` element.

use std::borrow::Cow;

use super::terms::{self, IDENTIFIERS, NOTES};
use super::{FAMILY, NAMES, SOURCE, read};
use crate::format::shared::relators;
use crate::format::shared::xml::{self, lose_marks, own_extras, unmarked};
use crate::format::{Output, WriteOptions, lose_extra};
use crate::grammar::xml::Writer as Xml;
use crate::record::{
    Bound, Contributor, Date, DateField, Field, Kind, Name, PageRange, Pages, Point, Record, Role, Text,
};

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

    fn first(&mut self, field: Field) -> Option<&'r Text<'r>> {
        self.take(field).next()
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
        let (place, publisher) = (self.first(Field::PublisherPlace), self.first(Field::Publisher));
        let edition = self.first(Field::Edition);
        let date = self.record.date(DateField::Issued);
        if self.record.kind == Kind::Thesis
            && let Some(publisher) = publisher
        {
            // What grants a degree is a name to libraries, and a publisher to others.
            self.xml.open("name", &[("type", "corporate")]);
            self.xml.leaf("namePart", &unmarked(publisher));
            role(&mut self.xml, "degree grantor");
            self.xml.close("name");
        }
        if place.is_none() && publisher.is_none() && edition.is_none() && date.is_none() {
            return;
        }
        self.xml.open("originInfo", &[]);
        if let Some(place) = place {
            self.xml.open("place", &[]);
            self.leaf("placeTerm", "text", &unmarked(place));
            self.xml.close("place");
        }
        if let Some(publisher) = publisher {
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

    /// Whether the record is a part of something that is described.
    fn has_host(&self) -> bool {
        let record = self.record;
        let told = [Field::ContainerTitle, Field::ContainerTitleShort].iter().any(|field| record.has(*field));
        told || record.contributors.iter().any(|c| c.role == Role::ContainerAuthor)
            || (record.kind.has_container() && (record.has(Field::Page) || record.has(Field::Volume)))
    }

    fn has_series(&self) -> bool {
        let fields = [Field::CollectionTitle, Field::CollectionNumber, Field::CollectionTitleShort];
        fields.iter().any(|field| self.record.has(*field))
            || self.record.names(Role::CollectionEditor).next().is_some()
    }

    fn host(&mut self) {
        if !self.has_host() {
            return self.series();
        }
        self.xml.open("relatedItem", &[("type", "host")]);
        let (title, subtitle) = (self.first(Field::ContainerTitle), self.first(Field::ContainerSubtitle));
        self.title_info(&[], &[("title", title), ("subTitle", subtitle)]);
        let short = self.first(Field::ContainerTitleShort);
        self.title_info(&[("type", "abbreviated")], &[("title", short)]);
        self.names(|role| role == Role::ContainerAuthor);
        let genre = terms::genre_of(self.record.kind).host;
        if !genre.is_empty() {
            self.xml.leaf_with("genre", &[("authority", "marcgt")], genre);
        }
        self.identifier("isbn", Field::Isbn);
        self.identifier("issn", Field::Issn);
        self.part();
        self.series();
        self.xml.close("relatedItem");
    }

    fn series(&mut self) {
        if !self.has_series() {
            return;
        }
        self.xml.open("relatedItem", &[("type", "series")]);
        let (title, number) = (self.first(Field::CollectionTitle), self.first(Field::CollectionNumber));
        self.title_info(&[], &[("title", title), ("partNumber", number)]);
        let short = self.first(Field::CollectionTitleShort);
        self.title_info(&[("type", "abbreviated")], &[("title", short)]);
        self.names(|role| role == Role::CollectionEditor);
        self.xml.close("relatedItem");
    }

    fn original(&mut self) {
        let title = self.first(Field::OriginalTitle);
        let date = self.record.date(DateField::OriginalDate);
        if title.is_none() && date.is_none() {
            return;
        }
        self.xml.open("relatedItem", &[("type", "original")]);
        self.title_info(&[], &[("title", title)]);
        if let Some(date) = date {
            self.xml.open("originInfo", &[]);
            write_date(&mut self.xml, "dateIssued", date, false);
            self.xml.close("originInfo");
        }
        self.xml.close("relatedItem");
    }

    /// Where in its host it stands.
    fn part(&mut self) {
        let details: Vec<(&str, &Text<'_>)> = [
            ("volume", Field::Volume),
            ("issue", Field::Issue),
            ("number", Field::Number),
            ("chapter", Field::ChapterNumber),
            ("section", Field::Section),
            ("supplement", Field::SupplementNumber),
            ("article", Field::Eid),
        ]
        .into_iter()
        .filter_map(|(kind, field)| self.first(field).map(|text| (kind, text)))
        .collect();
        let pages = self.first(Field::Page);
        if details.is_empty() && pages.is_none() {
            return;
        }
        self.xml.open("part", &[]);
        for (kind, number) in details {
            self.xml.open("detail", &[("type", kind)]);
            self.xml.leaf("number", &unmarked(number));
            self.xml.close("detail");
        }
        if let Some(pages) = pages {
            self.pages(pages.plain());
        }
        self.xml.close("part");
    }

    fn pages(&mut self, text: &str) {
        self.xml.open("extent", &[("unit", "page")]);
        match &*Pages::parse(text).0 {
            [PageRange { first, last: None }] => self.xml.leaf("start", first),
            [PageRange { first, last: Some(last) }] if !last.is_empty() => {
                self.xml.leaf("start", first);
                self.xml.leaf("end", last);
            }
            _ => self.xml.leaf("list", text),
        }
        self.xml.close("extent");
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

fn role(xml: &mut Xml<'_>, term: &str) {
    xml.open("role", &[]);
    xml.leaf_with("roleTerm", &[("type", "text"), ("authority", "marcrelator")], term);
    xml.close("role");
}

/// A name; one without role is an author's.
fn name(xml: &mut Xml<'_>, contributor: &Contributor<'_>, primary: bool) {
    let kind = match &contributor.name {
        Name::Person(_) => "personal",
        Name::Literal(_) => "corporate",
        Name::Others => "",
    };
    let attributes = [("type", kind), ("usage", "primary")];
    let attributes = match (kind, primary) {
        ("", _) => &attributes[..0],
        (_, false) => &attributes[..1],
        (_, true) => &attributes[..],
    };
    xml.open("name", attributes);
    match &contributor.name {
        Name::Person(person) => {
            let family = [&*person.prefix, &*person.family];
            let family: Vec<&str> = family.into_iter().filter(|part| !part.is_empty()).collect();
            if !family.is_empty() {
                xml.leaf_with("namePart", &[("type", "family")], &family.join(" "));
            }
            for given in person.given.split_whitespace().chain(person.dropping_prefix.split_whitespace()) {
                xml.leaf_with("namePart", &[("type", "given")], given);
            }
            if !person.suffix.is_empty() {
                xml.leaf_with("namePart", &[("type", "termsOfAddress")], &person.suffix);
            }
            for (name, value) in &person.extra {
                match &**name {
                    "affiliation" => xml.leaf("affiliation", value),
                    "dates" => xml.leaf_with("namePart", &[("type", "date")], value),
                    "termsOfAddress" => xml.leaf_with("namePart", &[("type", name)], value),
                    "ORCID" => xml.leaf_with("nameIdentifier", &[("type", "orcid")], value),
                    _ => xml.out.lose(format!("name:{name}"), value.as_ref(), "MODS has no element for it"),
                }
            }
        }
        Name::Literal(name) => xml.leaf("namePart", name),
        Name::Others => xml.leaf("etal", ""),
    }
    let author = matches!(contributor.role, Role::Author | Role::ContainerAuthor);
    match relators::relator_of(contributor.role) {
        _ if author => {}
        Some(term) => role(xml, term),
        None if contributor.role == Role::CollectionEditor => role(xml, "editor"),
        None => role(xml, contributor.role.name()),
    }
    xml.close("name");
}

/// A date: as W3CDTF where it is that, else as EDTF; an interval by its ends.
fn write_date(xml: &mut Xml<'_>, element: &str, date: &Date<'_>, key: bool) {
    let key: &[(&str, &str)] = if key { &[("keyDate", "yes")] } else { &[] };
    let Date::Edtf(edtf) = date else { return xml.leaf_with(element, key, &date.to_string()) };
    let simple = |point: &Point| {
        let plain = Point { year: point.year, month: point.month, day: point.day, ..Point::default() };
        plain == *point && point.year.is_some_and(|year| (0..=9999).contains(&year))
    };
    let with = |more: &[(&'static str, &'static str)]| {
        let all: Vec<(&str, &str)> = key.iter().copied().chain(more.iter().copied()).collect();
        all
    };
    match (&edtf.start, &edtf.end) {
        (Bound::At(point), None) if simple(point) => {
            xml.leaf_with(element, &with(&[("encoding", "w3cdtf")]), &edtf.to_string());
        }
        (Bound::At(point), None) if simple(&Point { approximate: false, ..*point }) => {
            let plain = Date::from(Point { approximate: false, ..*point });
            let more = [("encoding", "w3cdtf"), ("qualifier", "approximate")];
            xml.leaf_with(element, &with(&more), &plain.to_string());
        }
        (Bound::At(start), Some(Bound::At(end))) if simple(start) && simple(end) => {
            let more = [("encoding", "w3cdtf"), ("point", "start")];
            xml.leaf_with(element, &with(&more), &Date::from(*start).to_string());
            xml.leaf_with(
                element,
                &[("encoding", "w3cdtf"), ("point", "end")],
                &Date::from(*end).to_string(),
            );
        }
        _ => xml.leaf_with(element, &with(&[("encoding", "edtf")]), &edtf.to_string()),
    }
}
