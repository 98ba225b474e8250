//! What a work stands in. DataCite says it in three places: in a related item, in identifiers
//! of related works, and in a container that it makes of the two, or of free text.

use std::borrow::Cow;

use super::FAMILY;
use super::names::{contributors, creators};
use crate::format::shared::json::{keep_rest, pages, says_more};
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
        let (told, text) = (title.text("titleType"), title.text("title"));
        let field = match (is_part, &*told) {
            (true, "Subtitle") => Field::ContainerSubtitle,
            (true, _) => Field::ContainerTitle,
            (false, _) => Field::CollectionTitle,
        };
        let known = if matches!(&*told, "" | "Subtitle") { ["title", "titleType"] } else { ["title"; 2] };
        if !record.has(field) {
            record.push(field, markup::parse(text, false).0);
            keep_rest(record, FAMILY, "relatedItems.titles", title, &known);
        } else {
            keep_rest(record, FAMILY, "relatedItems.titles", title, &[]);
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
        let (kind, text) =
            (identifier.text("relatedItemIdentifierType"), identifier.text("relatedItemIdentifier"));
        let known = ["relatedItemIdentifierType", "relatedItemIdentifier"];
        let known = if number(&kind, text, record) { &known[..] } else { &[] };
        keep_rest(record, FAMILY, "relatedItems.relatedItemIdentifier", identifier, known);
    }
    // The year of what holds the work is that of its publication; its own may be the year in
    // which it came into the repository.
    let year: Option<i64> = item.text("publicationYear").parse().ok();
    if let Some(year) = year.filter(|year| is_part && record.year() != Some(*year)) {
        if let Some(issued) = record.date(DateField::Issued).map(ToString::to_string) {
            record.keep(FAMILY, "dates.Issued", issued);
        }
        record.set_date(DateField::Issued, Date::from_year(year));
    }
    let mut known = vec!["relationType", "titles", "creators", "contributors", "relatedItemIdentifier"];
    known.extend(NUMBERS);
    if HOLDERS.contains(&&*item.text("relatedItemType")) {
        known.push("relatedItemType");
    }
    if year.is_some() && record.year() == year {
        known.push("publicationYear");
    }
    keep_rest(record, FAMILY, "relatedItems", item, &known);
}

/// What related items and containers have of volumes, pages and the like.
const NUMBERS: [&str; 8] =
    ["volume", "issue", "edition", "chapterNumber", "number", "numberType", "firstPage", "lastPage"];

/// What a work may stand in; which of them it is its own type says.
const HOLDERS: [&str; 8] =
    ["Book", "BookSeries", "Book Series", "Collection", "ConferenceProceeding", "Journal", "Series", "Text"];

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
    let mut tell = |field, name: &'static str| {
        let text = item.text(name);
        if !set(record, field, text.clone()) && !text.is_empty() {
            record.keep(FAMILY, format!("container.{name}"), text);
        }
    };
    for (name, field) in fields {
        tell(field, name);
    }
    let sort = item.text("numberType");
    tell(if sort == "Article" { Field::Eid } else { Field::Number }, "number");
    if !matches!(&*sort, "" | "Article" | "Other") {
        record.keep(FAMILY, "container.numberType", sort);
    }
    let (first, last) = (item.text("firstPage"), item.text("lastPage"));
    let is_page = |page: &str| !page.contains([' ', '(']);
    let range = pages(first.clone(), last.clone());
    let sound = is_page(&first) && is_page(&last);
    let told = sound && set(record, Field::Page, range);
    let any = !first.is_empty() || !last.is_empty();
    if any && !told {
        record.keep(FAMILY, "container.pages", format!("{first}-{last}"));
    }
}

/// Reads the container.
pub(super) fn container<'a>(container: Object<'a>, record: &mut Record<'a>) {
    let is_part = record.kind.has_container();
    let title = container.text("title");
    match &*container.text("type") {
        "DataRepository" if title.is_empty() => {}
        "DataRepository" => record.keep(FAMILY, "container", title),
        _ => {
            let field = if is_part { Field::ContainerTitle } else { Field::CollectionTitle };
            if !title.is_empty() && !set(record, field, title.clone()) {
                record.keep(FAMILY, "container", title);
            }
        }
    }
    numbers(&container, is_part, record);
    let (kind, text) = (container.text("identifierType"), container.text("identifier"));
    let mut known = vec!["title"];
    known.extend(NUMBERS);
    if number(&kind, text, record) {
        known.extend(["identifier", "identifierType"]);
    } else if kind == "URL" {
        known.push("identifierType");
    }
    let sort = container.text("type");
    if sort == "DataRepository" || HOLDERS.contains(&&*sort) {
        known.push("type");
    }
    keep_rest(record, FAMILY, "container", container, &known);
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
        let more = says_more(&related, &["relatedIdentifier", "relatedIdentifierType", "relationType"]);
        if let (true, Value::Object(raw)) = (!taken || more, value) {
            record.keep(FAMILY, "relatedIdentifiers", raw);
        }
    }
}

/// A number of the work or of what it stands in, by its type; says whether it is one.
pub(super) fn number<'a>(kind: &str, text: Cow<'a, str>, record: &mut Record<'a>) -> bool {
    match kind {
        _ if text.is_empty() => return false,
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
