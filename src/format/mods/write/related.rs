//! What a record is in, what series that is in, what it was before: `relatedItem`.

use super::super::terms;
use super::dates::write_date;
use super::{Mods, unmarked};
use crate::record::{DateField, Field, PageRange, Pages, Role, Text};

impl Mods<'_, '_, '_> {
    /// Whether the record is a part of something that is described.
    pub(super) fn has_host(&self) -> bool {
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

    pub(super) fn host(&mut self) {
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

    pub(super) fn series(&mut self) {
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

    pub(super) fn original(&mut self) {
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
    pub(super) fn part(&mut self) {
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
}
