//! The parents of an entry: container, series, event, original. The hub is flat, so each
//! has its own variables; what a parent says beyond them is kept.

use super::entry::Reading;
use super::fields::Fields;
use crate::format::hayagriva::{FAMILY, kinds};
use crate::record::{DateField, Field, Role};

/// A parent: its type, and its fields.
pub(super) type Parent<'a> = (&'static str, Fields<'a>);

/// Types of which a parent is the container of an article, in the order in which the
/// `hayagriva` crate looks for them (`Entry::get_container`).
const OF_ARTICLE: &[&str] =
    &["book", "proceedings", "periodical", "newspaper", "blog", "reference", "anthology", "web"];

impl<'a> Reading<'a> {
    /// Finds a place for every parent of an entry.
    pub(super) fn all_parents(&mut self, of_type: &'static str, mut parents: Vec<Parent<'a>>) {
        let container = container_of(of_type, &parents).map(|at| parents.remove(at));
        let has_container = container.is_some();
        if let Some((container_type, fields)) = container {
            let (entry, needed) = kinds::of_kind(self.record.kind);
            if needed.unwrap_or(kinds::container_type(entry)) != container_type {
                self.record.keep_spelling(FAMILY, "parent.type", container_type);
            }
            self.container(container_type, fields);
        }
        let (mut first_event, mut first_original) = (true, true);
        for (parent_type, fields) in parents {
            match parent_type {
                "original" if first_original => {
                    first_original = false;
                    self.original(fields);
                }
                "repository" if !self.record.has(Field::Source) && fields.has("title") => self.source(fields),
                "conference" | "exhibition" if first_event => {
                    first_event = false;
                    if parent_type != "conference" {
                        self.record.keep_spelling(FAMILY, "event.type", parent_type);
                    }
                    self.event(fields, !has_container && of_type == "article");
                }
                _ if !has_container
                    && is_series(of_type, parent_type)
                    && !self.record.has(Field::CollectionTitle) =>
                {
                    self.series(of_type, fields);
                }
                _ => self.keep_parent("parent", parent_type, fields),
            }
        }
    }

    /// A parent that has no variables of its own, but maybe an address.
    fn keep_parent(&mut self, path: &str, parent_type: &'static str, mut fields: Fields<'a>) {
        self.lift_url(&mut fields);
        fields.put_first("type", parent_type);
        self.keep(path.to_owned(), &fields.into_yaml(0..0));
    }

    fn container(&mut self, container_type: &'static str, mut fields: Fields<'a>) {
        self.title(&mut fields, Field::ContainerTitle, Some(Field::ContainerTitleShort));
        self.people(&mut fields, "author", Role::ContainerAuthor);
        if self.record.names(Role::Editor).next().is_none() {
            self.people(&mut fields, "editor", Role::Editor);
        }
        // An entry with a volume of its own inside another is that part of it.
        if fields.has("volume")
            && let Some(volume) = self.record.take(Field::Volume)
        {
            self.record.push(Field::PartNumber, volume);
        }
        self.affiliated(&mut fields, None);
        self.shared(&mut fields, true);
        if !self.record.has(Field::Publisher) && !self.record.has(Field::PublisherPlace) {
            self.publisher(&mut fields, Field::Publisher, Field::PublisherPlace);
        }
        if !self.record.has(Field::Authority)
            && let Some(organization) = self.formatted(&mut fields, "organization")
        {
            self.record.push(Field::Authority, organization);
        }
        if !self.record.has(Field::PublisherPlace)
            && let Some(location) = self.formatted(&mut fields, "location")
        {
            self.record.push(Field::PublisherPlace, location);
        }
        if self.record.date(DateField::Issued).is_none() {
            self.date(&mut fields, DateField::Issued);
        }
        self.serial_number(&mut fields, true);
        self.lift_url(&mut fields);
        for (parent_type, parent) in self.parents(&mut fields, container_type) {
            if is_series(container_type, parent_type) && !self.record.has(Field::CollectionTitle) {
                self.series(container_type, parent);
            } else if parent_type == "original" && !self.record.has(Field::OriginalTitle) {
                self.original(parent);
            } else if matches!(parent_type, "conference" | "exhibition")
                && !self.record.has(Field::EventTitle)
            {
                self.event(parent, false);
            } else {
                self.keep_parent("parent.parent", parent_type, parent);
            }
        }
        self.keep_rest(&fields);
    }

    /// An address that the entry does not state is the parent's.
    fn lift_url(&mut self, fields: &mut Fields<'a>) {
        if !self.record.has(Field::Url) {
            self.url(fields);
        }
    }

    /// A series, or the multi-volume work that counts its volumes or is in a series itself.
    fn series(&mut self, of_type: &'static str, fields: Fields<'a>) {
        let mut fields = fields.at("series.");
        let parents = self.parents(&mut fields, of_type);
        let nested = parents.iter().any(|(parent_type, _)| is_series(of_type, parent_type));
        if (nested || fields.has("volume-total")) && !self.record.has(Field::MainTitle) {
            self.title(&mut fields, Field::MainTitle, None);
            if !self.record.has(Field::NumberOfVolumes)
                && let Some(total) = self.number(&mut fields, "volume-total")
            {
                self.record.push(Field::NumberOfVolumes, total);
            }
        } else {
            self.title(&mut fields, Field::CollectionTitle, Some(Field::CollectionTitleShort));
            self.people(&mut fields, "editor", Role::CollectionEditor);
            for name in ["volume", "issue"] {
                if !self.record.has(Field::CollectionNumber)
                    && let Some(number) = self.plain(&mut fields, name)
                {
                    self.record.push(Field::CollectionNumber, number);
                }
            }
        }
        for (parent_type, parent) in parents {
            if is_series(of_type, parent_type) && !self.record.has(Field::CollectionTitle) {
                self.series(of_type, parent);
            } else {
                self.keep_parent("parent", parent_type, parent);
            }
        }
        self.keep_rest(&fields);
    }

    /// A conference or an exhibition; where an article has no other container, its papers
    /// have that title, too.
    fn event(&mut self, fields: Fields<'a>, is_container: bool) {
        let mut fields = fields.at("event.");
        self.title(&mut fields, Field::EventTitle, None);
        if is_container && let Some(title) = self.record.get(Field::EventTitle).cloned() {
            self.record.push(Field::ContainerTitle, title);
        }
        self.affiliated(&mut fields, Some(Role::Chair));
        self.date(&mut fields, DateField::EventDate);
        if let Some(location) = self.formatted(&mut fields, "location") {
            self.record.push(Field::EventPlace, location);
        }
        if !self.record.has(Field::Authority)
            && let Some(organization) = self.formatted(&mut fields, "organization")
        {
            self.record.push(Field::Authority, organization);
        }
        self.lift_url(&mut fields);
        self.keep_rest(&fields);
    }

    /// Where an item is to be found.
    fn source(&mut self, fields: Fields<'a>) {
        let mut fields = fields.at("source.");
        self.title(&mut fields, Field::Source, None);
        self.lift_url(&mut fields);
        self.keep_rest(&fields);
    }

    fn original(&mut self, fields: Fields<'a>) {
        let mut fields = fields.at("original.");
        self.title(&mut fields, Field::OriginalTitle, None);
        self.people(&mut fields, "author", Role::OriginalAuthor);
        self.date(&mut fields, DateField::OriginalDate);
        self.publisher(&mut fields, Field::OriginalPublisher, Field::OriginalPublisherPlace);
        self.keep_rest(&fields);
    }
}

/// Which parent is the container.
fn container_of(of_type: &str, parents: &[Parent<'_>]) -> Option<usize> {
    let find = |wanted: &str| parents.iter().position(|(parent_type, _)| *parent_type == wanted);
    let other = |parent_type: &str| {
        !matches!(parent_type, "original" | "conference" | "exhibition" | "repository")
            && !is_series(of_type, parent_type)
    };
    let first = |wanted: &[&str]| wanted.iter().find_map(|wanted| find(wanted));
    match of_type {
        "article" if parents.iter().any(|(parent_type, _)| *parent_type == "conference") => {
            return first(OF_ARTICLE);
        }
        "article" => first(OF_ARTICLE),
        "chapter" | "anthos" | "case" => first(&["book", "anthology", "reference", "report"]),
        "post" | "thread" => first(&["thread", "blog", "web", "post"]),
        _ => None,
    }
    .or_else(|| parents.iter().position(|(parent_type, _)| other(parent_type)))
}

/// Whether a parent is the series of an entry of this type.
fn is_series(of_type: &str, parent_type: &str) -> bool {
    kinds::has_series(of_type) && (parent_type == of_type || parent_type == "anthology")
}
