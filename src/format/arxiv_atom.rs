//! The Atom feeds of arXiv: what its API finds, and its news.
//!
//! Source: arXiv's "API User's Manual" (§3.3, the elements of a feed and of its entries) and
//! its "RSS and Atom feeds". The feed's own title is the query, no record.

use std::borrow::Cow;

use super::shared::xml::{self as parts, Reading, add, keep, pick, set};
use super::{Confidence, Format, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Element, Names};
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, Text, identifier};

/// The name under which extras are kept.
const FAMILY: &str = "arxiv-atom";

/// arXiv's Atom feeds.
pub static ARXIV_ATOM: Format = Format {
    name: FAMILY,
    aliases: &["arxiv-api", "arxiv-xml"],
    extensions: &["atom", "xml"],
    about: "Atom feeds of arXiv (API, news)",
    sniff: |text| {
        let known = ["arxiv.org/", "arXiv.org:"].iter().any(|name| text.contains(name));
        Confidence::Certain.when(known && ["feed", "entry"].iter().any(|root| xml::root_is(text, root)))
    },
    begins: None,
    reader: Some(&Reader),
    writer: None,
};

const NAMES: Names = Names { records: &["entry"], inner: &[] };

struct Reader;

impl super::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    READING.records(text, sink, |element, _| entry(element));
}

const READING: Reading = Reading {
    family: FAMILY,
    names: NAMES,
    source: None,
    is_said: |_, element| match element.name() {
        "published" | "updated" => Date::parse(&element.text()).is_ok(),
        "summary" => true,
        _ => false,
    },
};

/// Reads an entry; `None` for the one that tells of an error.
fn entry<'a>(entry: Element<'_, 'a>) -> Option<Record<'a>> {
    let mut record = Record::new(Kind::Article);
    for child in entry.children() {
        match child.name() {
            "id" => id(child, &mut record)?,
            "title" => record.push(Field::Title, child.rich()),
            "summary" => record.push(Field::Abstract, summary(entry, child)),
            "author" => author(child, &mut record),
            // The news have all in one.
            "creator" => creators(child.text(), &mut record),
            "published" => match day(&child.text()) {
                Some(date) => record.set_date(DateField::Issued, date),
                None => keep(&mut record, FAMILY, child),
            },
            "updated" => {
                let first = entry.child("published").map(Element::text);
                let text = child.text();
                match first {
                    Some(first) if first == text => record.keep_spelling(FAMILY, "updated", text),
                    _ => record.keep(FAMILY, "updated", text),
                }
            }
            "doi" | "DOI" => {
                if !parts::doi(&mut record, child.text()) {
                    keep(&mut record, FAMILY, child);
                }
            }
            // Where it was published since, and what its authors say of it.
            "journal_ref" | "journal_reference" | "comment" => {
                let text = child.text();
                record.keep_spelling(FAMILY, child.name(), text.clone());
                record.push(Field::Note, text);
            }
            "primary_category" => {
                record.push(Field::EprintClass, child.attribute("term").unwrap_or_default());
            }
            // Those of ACM and MSC stand in one.
            "category" => {
                let terms = child.attribute("term").unwrap_or_default();
                for term in terms.split(';') {
                    add(&mut record, Field::Keyword, term.trim().to_owned().into());
                }
            }
            "link" => link(entry, child, &mut record),
            "rights" => record.push(Field::License, child.text()),
            _ => keep(&mut record, FAMILY, child),
        }
    }
    // The news name no primary category; the first is it.
    let first = record.get(Field::Keyword).filter(|_| !record.has(Field::EprintClass)).cloned();
    if record.has(Field::Eprint) {
        first.into_iter().for_each(|class| record.push(Field::EprintClass, class));
    }
    (record.has(Field::Title) || record.has(Field::Eprint)).then_some(record)
}

/// `http://arxiv.org/abs/2501.01234v2`, `oai:arXiv.org:2501.01234v2`.
fn id<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) -> Option<()> {
    let id = element.text();
    if id.contains("/api/errors") {
        return None;
    }
    let bare = |id: &str| -> Option<usize> {
        let start = ["/abs/", "oai:arXiv.org:"].iter().find_map(|mark| Some(id.find(mark)? + mark.len()))?;
        identifier::arxiv(&id[start..]).map(|_| start)
    };
    let eprint = pick(id.clone(), |id| bare(id).map(|start| &id[start..]));
    match eprint {
        Some(eprint) => {
            record.push(Field::Eprint, eprint);
            record.push(Field::EprintType, "arxiv");
            record.keep_spelling(FAMILY, "id", id);
        }
        None => record.keep(FAMILY, "id", id),
    }
    Some(())
}

/// The day of a time: `2025-01-03T18:59:59Z`.
fn day(time: &str) -> Option<Date<'static>> {
    Date::parse(time.get(..10)?).ok().filter(|date| date.year().is_some())
}

/// An abstract; the news put the number and the kind of the news before it, which other
/// elements say.
fn summary<'a>(entry: Element<'_, 'a>, element: Element<'_, 'a>) -> Text<'a> {
    let text = element.rich();
    let said = |name: &str| entry.child(name).map(Element::text).unwrap_or_default();
    let head = |text: &str| -> Option<usize> {
        let (head, _) = text.strip_prefix("arXiv:")?.split_once("Abstract: ")?;
        let (id, news) = head.split_once(" Announce Type: ")?;
        let known = said("id").ends_with(id) && said("announce_type") == news.trim();
        known.then_some("arXiv:".len() + head.len() + "Abstract: ".len())
    };
    let whole = 0..text.plain().len();
    match head(text.plain()) {
        Some(start) => text.slice(start..whole.end),
        None => text,
    }
}

fn author<'a>(author: Element<'_, 'a>, record: &mut Record<'a>) {
    let Some(name) = author.child("name").map(Element::text).filter(|name| !name.is_empty()) else { return };
    let mut name = read_name(name);
    for affiliation in author.all("affiliation") {
        match &mut name {
            Name::Person(person) => person.extra.push(("affiliation".into(), affiliation.text())),
            Name::Literal(_) | Name::Others => keep(record, FAMILY, affiliation),
        }
    }
    record.contribute(Role::Author, name);
}

fn creators<'a>(list: Cow<'a, str>, record: &mut Record<'a>) {
    for name in list.split(", ").filter(|name| !name.is_empty()) {
        record.contribute(Role::Author, read_name(Cow::Owned(name.to_owned())));
    }
}

/// A person, or those who work together under a name.
fn read_name(name: Cow<'_, str>) -> Name<'_> {
    const BODIES: &[&str] = &["Collaboration", "Collaborations", "Consortium", "Group", "Project", "Team"];
    let last = name.rsplit(' ').next().unwrap_or_default();
    match name {
        name if BODIES.iter().any(|body| body.eq_ignore_ascii_case(last)) => Name::Literal(name),
        Cow::Borrowed(name) => Name::from_display(name),
        Cow::Owned(name) => Name::from_display(&name).into_owned(),
    }
}

/// The page of the preprint; links to its PDF and by its DOI say nothing new.
fn link<'a>(entry: Element<'_, 'a>, link: Element<'_, 'a>, record: &mut Record<'a>) {
    let address = link.attribute("href").unwrap_or_default();
    let said = |name: &str| entry.child(name).map(Element::text).unwrap_or_default();
    let doi = ["http://dx.doi.org/", "https://dx.doi.org/", "https://doi.org/", "http://doi.org/"];
    let known = match doi.iter().find_map(|resolver| address.strip_prefix(resolver)) {
        Some(doi) => doi == said("doi"),
        None => identifier::archived(&address).is_some_and(|(_, id)| said("id").ends_with(id)),
    };
    if link.is("rel", "alternate") && set(record, Field::Url, address.clone()) {
        return;
    }
    match known {
        true => record.keep_spelling(FAMILY, "link", address),
        false => record.keep(FAMILY, "link", address),
    }
}
