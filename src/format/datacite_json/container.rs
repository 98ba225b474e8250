//! What a work stands in. DataCite says it in three places: in a related item, in identifiers
//! of related works, and in a container that it makes of the two, or of free text.

use std::borrow::Cow;

use super::FAMILY;
use super::names::{contributors, creators};
use crate::format::shared::json::pages;
use crate::format::shared::xml::{add, set};
use crate::grammar::json::{Object, Value};
use crate::grammar::markup;
use crate::record::{Date, DateField, Field, Record, Role, identifier};

/// Relations to what holds the work.
const HOLDS: [&str; 2] = ["IsPublishedIn", "IsPartOf"];

/// Relations to what is the same work elsewhere.
const SAME: [&str; 4] = ["IsIdenticalTo", "IsVariantFormOf", "IsVersionOf", "IsPreprintOf"];

/// Reads related items: the one that the work was published in is its container.
pub(super) fn related_items<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for value in list.elements() {
        let item = value.object();
        if HOLDS.contains(&&*item.text("relationType")) && !record.has(Field::ContainerTitle) {
            related_item(item, record);
        } else if let Value::Object(raw) = value {
            record.keep(FAMILY, "relatedItems", raw);
        }
    }
}

fn related_item<'a>(item: Object<'a>, record: &mut Record<'a>) {
    let is_part = record.kind.has_container();
    for title in item.get("titles").into_iter().flat_map(Value::elements).map(Value::object) {
        let field = match (is_part, &*title.text("titleType")) {
            (true, "Subtitle") => Field::ContainerSubtitle,
            (true, _) => Field::ContainerTitle,
            (false, _) => Field::CollectionTitle,
        };
        if !record.has(field) {
            record.push(field, markup::parse(title.text("title"), false).0);
        }
    }
    if let Some(list) = item.get("creators") {
        creators(list, Role::ContainerAuthor, record);
    }
    if let Some(list) = item.get("contributors") {
        contributors(list, record);
    }
    numbers(&item, is_part, record);
    if let Some(identifier) = item.get("relatedItemIdentifier").map(Value::object) {
        number(
            &identifier.text("relatedItemIdentifierType"),
            identifier.text("relatedItemIdentifier"),
            record,
        );
    }
    record.keep(FAMILY, "relatedItems.publisher", item.text("publisher"));
    // The year of what holds the work is that of its publication; its own may be the year in
    // which it came into the repository.
    let year: Option<i64> = item.text("publicationYear").parse().ok();
    if let Some(year) = year.filter(|year| is_part && record.year() != Some(*year)) {
        if let Some(issued) = record.date(DateField::Issued).map(ToString::to_string) {
            record.keep(FAMILY, "dates.Issued", issued);
        }
        record.set_date(DateField::Issued, Date::from_year(year));
    }
}

/// Volume, issue, pages and the like, which related items and containers have alike. What
/// DataCite cut out of free text may be no number.
fn numbers<'a>(item: &Object<'a>, is_part: bool, record: &mut Record<'a>) {
    let volume = if is_part { Field::Volume } else { Field::CollectionNumber };
    let fields = [
        ("volume", volume),
        ("issue", Field::Issue),
        ("edition", Field::Edition),
        ("chapterNumber", Field::ChapterNumber),
    ];
    for (name, field) in fields {
        set(record, field, item.text(name));
    }
    let number = if &*item.text("numberType") == "Article" { Field::Eid } else { Field::Number };
    set(record, number, item.text("number"));
    let (first, last) = (item.text("firstPage"), item.text("lastPage"));
    let is_page = |page: &str| !page.contains([' ', '(']);
    if is_page(&first) && is_page(&last) {
        set(record, Field::Page, pages(first, last));
    } else {
        record.keep(FAMILY, "container.pages", format!("{first}-{last}"));
    }
}

/// Reads the container.
pub(super) fn container<'a>(container: Object<'a>, record: &mut Record<'a>) {
    let is_part = record.kind.has_container();
    let title = container.text("title");
    match &*container.text("type") {
        "DataRepository" => record.keep(FAMILY, "container", title),
        _ if is_part => {
            set(record, Field::ContainerTitle, title);
        }
        _ => {
            set(record, Field::CollectionTitle, title);
        }
    }
    numbers(&container, is_part, record);
    let (kind, text) = (container.text("identifierType"), container.text("identifier"));
    if !number(&kind, text.clone(), record) && !text.is_empty() {
        record.keep(FAMILY, "container.identifier", text);
    }
}

/// Reads related identifiers; those of other works are kept.
pub(super) fn related_identifiers<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for value in list.elements() {
        let related = value.object();
        let (relation, kind) = (related.text("relationType"), related.text("relatedIdentifierType"));
        let text = related.text("relatedIdentifier");
        let taken = match &*relation {
            relation if HOLDS.contains(&relation) => number(&kind, text, record),
            relation if SAME.contains(&relation) && kind == "arXiv" => arxiv(&text, record),
            _ => false,
        };
        if let (false, Value::Object(raw)) = (taken, value) {
            record.keep(FAMILY, "relatedIdentifiers", raw);
        }
    }
}

/// A number of the work or of what it stands in, by its type; says whether it is one.
pub(super) fn number<'a>(kind: &str, text: Cow<'a, str>, record: &mut Record<'a>) -> bool {
    match kind {
        "ISBN" => {
            let bare = text.trim_start_matches("ISBN").trim_start_matches([':', ' ']).to_owned();
            add(record, Field::Isbn, Cow::Owned(bare));
        }
        "ISSN" | "EISSN" | "LISSN" => {
            let checked = identifier::issn(&text).map(Cow::into_owned);
            add(record, Field::Issn, checked.map_or(text, Cow::Owned));
        }
        "PMID" => add(record, Field::Pmid, text),
        "PMCID" | "PMC" => add(record, Field::Pmcid, text),
        "arXiv" => return arxiv(&text, record),
        _ => return false,
    }
    true
}

fn arxiv(text: &str, record: &mut Record<'_>) -> bool {
    let Some(id) = identifier::arxiv(text).filter(|_| !record.has(Field::Eprint)) else { return false };
    record.push(Field::Eprint, id.to_owned());
    record.push(Field::EprintType, "arxiv");
    true
}
