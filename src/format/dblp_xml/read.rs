//! dblp's elements → records.

use std::borrow::Cow;

use super::{FAMILY, kind};
use crate::format::shared::dblp;
use crate::format::shared::tagged::group::WHOLES;
use crate::format::shared::xml::{self as parts, add, keep, pick, set};
use crate::grammar::xml::Element;
use crate::record::{DateField, Field, Kind, Name, Person, Record, Role, identifier};

/// Reads a record, or what the search found; `None` if it says nothing.
pub(super) fn record<'a>(element: Element<'_, 'a>) -> Option<Record<'a>> {
    let (kind, genre) = kind::of(element);
    let mut record = Record::new(kind);
    record.push(Field::Genre, genre);
    for (name, value) in element.attributes() {
        match name {
            "key" => key(value, &mut record),
            "publtype" => {
                let withdrawn = |word: &str| word == "withdrawn";
                if value.split(' ').any(withdrawn) {
                    record.push(Field::Status, "withdrawn");
                }
                let known = |word: &str| withdrawn(word) || kind::of_publication(word).is_some();
                match value.split(' ').all(known) {
                    true => record.keep_spelling(FAMILY, name, value),
                    false => record.keep(FAMILY, name, value),
                }
            }
            _ => record.keep(FAMILY, name, value),
        }
    }
    let around = Around::of(element, kind);
    for child in element.children() {
        field(child, &around, &mut record);
    }
    if record.kind == Kind::Book
        && !record.contributors.is_empty()
        && record.names(Role::Author).next().is_none()
    {
        record.kind = Kind::EditedCollection;
    }
    let says = !record.fields.is_empty() || !record.contributors.is_empty();
    says.then_some(record)
}

/// What of a record the reading of its fields depends on.
struct Around<'a> {
    /// Whether the search found it.
    found: bool,
    /// Whether it is a book or the like.
    whole: bool,
    /// Whether it is in a series.
    series: bool,
    /// Whether it is in CoRR.
    preprint: bool,
    /// Whether it has a year, which a month stands beside.
    dated: bool,
    month: Cow<'a, str>,
}

impl<'a> Around<'a> {
    fn of(element: Element<'_, 'a>, kind: Kind) -> Self {
        let journal = element.child("journal").or_else(|| element.child("venue"));
        Self {
            found: element.name() == "info",
            whole: WHOLES.contains(&kind),
            series: element.child("series").is_some(),
            preprint: journal.is_some_and(|journal| journal.text() == "CoRR"),
            dated: element.child("year").is_some(),
            month: element.child("month").map(Element::text).unwrap_or_default(),
        }
    }
}

/// A key as dblp's BibTeX spells it.
fn key<'a>(value: Cow<'a, str>, record: &mut Record<'a>) {
    record.key = Cow::Owned(format!("DBLP:{value}"));
    record.keep_spelling(FAMILY, "key", value);
}

fn field<'a>(child: Element<'_, 'a>, around: &Around<'a>, record: &mut Record<'a>) {
    let kind = record.kind;
    let whole = around.whole;
    let text = || child.text();
    if let Some(page) = child.attribute("href") {
        record.keep(FAMILY, format!("{}-href", child.name()), page);
    }
    match child.name() {
        "author" if kind == Kind::Proceedings => person(child, Role::Editor, record),
        "author" => person(child, Role::Author, record),
        "editor" => person(child, Role::Editor, record),
        "authors" => child.children().for_each(|author| field(author, around, record)),
        "title" => {
            let title = child.rich();
            let end = dblp::bare(title.plain()).len();
            record.push(Field::Title, title.slice(0..end));
        }
        // The short name of the conference, which the title has in full.
        "booktitle" | "venue" if whole => keep(record, FAMILY, child),
        "booktitle" | "journal" | "venue" if !record.has(Field::ContainerTitle) => {
            record.push(Field::ContainerTitle, child.rich());
        }
        "year" => match parts::date(&text(), &around.month, "") {
            Some(date) => record.set_date(DateField::Issued, date),
            None => keep(record, FAMILY, child),
        },
        // It is read with the year.
        "month" if around.dated => record.keep_spelling(FAMILY, "month", text()),
        "volume" => volume(text(), around, record),
        "number" if matches!(kind, Kind::ArticleJournal | Kind::PaperConference | Kind::Chapter) => {
            record.push(Field::Issue, text());
        }
        "number" | "publnr" => record.push(Field::Number, text()),
        "pages" => dblp::pages(text(), whole, FAMILY, record),
        "series" => record.push(Field::CollectionTitle, text()),
        "publisher" | "school" => {
            if !set(record, Field::Publisher, text()) {
                keep(record, FAMILY, child);
            }
        }
        "address" => record.push(Field::PublisherPlace, text()),
        "chapter" => record.push(Field::ChapterNumber, text()),
        "isbn" => match pick(text(), identifier::isbn) {
            Some(isbn) => add(record, Field::Isbn, isbn),
            None => keep(record, FAMILY, child),
        },
        "issn" => add(record, Field::Issn, text()),
        "note" if kind != Kind::Webpage => record.push(Field::Note, text()),
        "doi" => {
            if !parts::doi(record, text()) {
                keep(record, FAMILY, child);
            }
        }
        "ee" => edition(child, record),
        // Where it stands in dblp; of a page, where it is.
        "url" if kind == Kind::Webpage && !record.has(Field::Url) => record.push(Field::Url, text()),
        "type" if around.found => record.keep_spelling(FAMILY, "type", text()),
        "key" if around.found => key(text(), record),
        // A citation that dblp does not know.
        "cite" if text() == "..." => {}
        _ => keep(record, FAMILY, child),
    }
}

/// A person. The number that tells those of one name apart is no part of it.
fn person<'a>(element: Element<'_, 'a>, role: Role, record: &mut Record<'a>) {
    let whole = element.text();
    let bare = pick(whole.clone(), dblp::without_number);
    let numbered = bare.is_some();
    let mut name = match bare.unwrap_or_else(|| whole.clone()) {
        name if name.is_empty() => return,
        Cow::Borrowed(name) => Name::from_display(name),
        Cow::Owned(name) => Name::from_display(&name).into_owned(),
    };
    let mut known: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
    if let Some(orcid) = element.attribute("orcid") {
        known.push(("ORCID".into(), orcid));
    }
    if numbered {
        known.push(("dblp".into(), whole));
    }
    if let Some(pid) = element.attribute("pid") {
        known.push(("pid".into(), pid));
    }
    if !known.is_empty()
        && let Name::Literal(literal) = name
    {
        // What is said of a name is said of a person.
        name = Name::Person(Person { family: literal, ..Person::default() });
    }
    if let Name::Person(person) = &mut name {
        person.extra = known;
    }
    record.contribute(role, name);
}

/// A volume: of the journal, or of the series that the book is in; in CoRR the number of
/// the preprint.
fn volume<'a>(text: Cow<'a, str>, around: &Around<'a>, record: &mut Record<'a>) {
    match pick(text.clone(), dblp::eprint).filter(|_| around.preprint) {
        Some(id) => {
            record.push(Field::Eprint, id);
            record.push(Field::EprintType, "arxiv");
            record.keep_spelling(FAMILY, "volume", text);
        }
        None if around.whole && around.series => record.push(Field::CollectionNumber, text),
        None => record.push(Field::Volume, text),
    }
}

/// An electronic edition: its DOI, or else its address. What follows a DOI is archives.
fn edition<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    let address = element.text();
    let taken = parts::doi(record, address.clone())
        || (!record.has(Field::Doi) && set(record, Field::Url, address.clone()));
    match taken {
        true => record.keep_spelling(FAMILY, "ee", address),
        false => record.keep(FAMILY, "ee", address),
    }
    if let Some(access) = element.attribute("type") {
        record.keep(FAMILY, "ee-type", access);
    }
}
