//! Works as records.

use std::borrow::Cow;

use super::FAMILY;
use crate::format::Sink;
use crate::format::shared::json::{add_all, keep, keep_rest, read_members, says_more, tell_rest};
use crate::format::shared::xml::{doi, set, tongue, with_particle};
use crate::format::shared::{self, csl};
use crate::grammar::json::{self, Lexer, Member, Object, Value};
use crate::grammar::markup;
use crate::record::{Date, DateField, Field, Kind, Name, Person, Record, Role, identifier};

/// What is told elsewhere, or read when the rest is known.
const SILENT: [&str; 14] = [
    "DOI",
    "URL",
    "container-title",
    "issue",
    "issued",
    "journal-issue",
    "posted",
    "prefix",
    "published",
    "published-online",
    "published-print",
    "short-title",
    "subtitle",
    "type",
];

/// Reads the work that begins here.
pub(super) fn item<'a>(lexer: &mut Lexer<'a>, _sink: &mut dyn Sink<'a>) -> json::Read<'a> {
    let start = lexer.position();
    let (object, end) = Object::read(lexer);
    shared::json::item(work(object), start, lexer, end)
}

fn work<'a>(work: Object<'a>) -> Record<'a> {
    let mut record = Record::new(Kind::Document);
    kind(&work, &mut record);
    dates(&work, &mut record);
    let containers = work.get("container-title");
    let publisher = work.text("publisher");
    let (url, prefix) = (work.text("URL"), work.text("prefix"));
    read_members(work, FAMILY, &SILENT, &mut record, member);
    if let Some(containers) = containers {
        container(containers, &mut record);
    }
    if !record.has(Field::Publisher) {
        record.push(Field::Publisher, publisher);
    }
    // Of most works the address and the prefix are those of the DOI.
    let known = record.str(Field::Doi);
    let of_doi = identifier::doi(&url).is_some_and(|doi| doi.eq_ignore_ascii_case(known));
    let is_prefix = known.split('/').next() == Some(&prefix);
    if !of_doi && !url.is_empty() && !set(&mut record, Field::Url, url.clone()) {
        record.keep(FAMILY, "URL", url);
    }
    if !is_prefix && !prefix.is_empty() {
        record.keep(FAMILY, "prefix", prefix);
    }
    record
}

/// Crossref's types are among those that CSL's items are met with; it tells more of books.
fn kind<'a>(work: &Object<'a>, record: &mut Record<'a>) {
    let told = work.text("type");
    record.kind = match &*told {
        "edited-book" => Kind::EditedCollection,
        "reference-book" => Kind::Reference,
        told => csl::kind::read(told).unwrap_or_default(),
    };
    if record.kind == Kind::Document && !matches!(&*told, "" | "document") {
        record.keep(FAMILY, "type", told);
    }
    if record.kind == Kind::Review {
        record.push(Field::Genre, "peer review");
    }
}

/// What is in print comes before what is online.
fn dates<'a>(work: &Object<'a>, record: &mut Record<'a>) {
    let date = |name: &str| work.get(name).and_then(read_date).map(|(date, _)| date);
    let (print, online) = (date("published-print"), date("published-online"));
    let issued = [print.clone(), date("issued"), date("published"), date("posted"), online.clone()];
    if let Some(issued) = issued.into_iter().flatten().next() {
        record.set_date(DateField::Issued, issued);
    }
    if let (Some(print), Some(online)) = (print, online)
        && print != online
    {
        record.set_date(DateField::AvailableDate, online);
    }
    for name in ["published-print", "published-online", "issued", "published", "posted"] {
        let told = |member: &&Member<'a>| member.name == name && !tells_nothing(member.value);
        let Some(member) = work.members.iter().find(told) else { continue };
        let known = [DateField::Issued, DateField::AvailableDate].map(|field| record.date(field));
        let told = |(date, whole): (Date<'_>, bool)| whole && known.contains(&Some(&date));
        if !read_date(member.value).is_some_and(told) {
            keep(record, FAMILY, member.clone());
        }
    }
}

/// Whether a date is `{"date-parts": [[null]]}`, or none at all.
fn tells_nothing(value: Value<'_>) -> bool {
    let parts = value.object().get("date-parts");
    let void = |parts: Value<'_>| {
        parts.is_void() || parts.elements().all(|point| point.elements().all(Value::is_void))
    };
    value.is_void() || (!says_more(&value.object(), &["date-parts"]) && parts.is_some_and(void))
}

/// A date, and whether it is all that is said; `{"date-parts": [[null]]}` is none.
fn read_date(value: Value<'_>) -> Option<(Date<'_>, bool)> {
    let Value::Object(raw) = value else { return None };
    let (date, shape) = csl::date::read(&mut Lexer::new(raw)).ok()?;
    Some((date?, shape.whole))
}

fn member<'a>(member: &Member<'a>, record: &mut Record<'a>) {
    let text = || member.value.text().unwrap_or_default();
    match &*member.name {
        "DOI" if !doi(record, text()) => record.keep(FAMILY, "DOI", text()),
        "resource" => {
            let primary = member.value.object().get("primary").map(Value::object).unwrap_or_default();
            record.push(Field::Url, primary.text("URL"));
            keep_rest(record, FAMILY, "resource.primary", primary, &["URL"]);
            keep_rest(record, FAMILY, "resource", member.value.object(), &["primary"]);
        }
        "subtype" if text() != "preprint" => record.push(Field::Genre, text().replace(['-', '_'], " ")),
        "title" => titles(member, Field::Title, record),
        "subtitle" => titles(member, Field::Subtitle, record),
        "short-title" => titles(member, Field::TitleShort, record),
        "original-title" => titles(member, Field::OriginalTitle, record),
        "short-container-title" => titles(member, Field::ContainerTitleShort, record),
        "author" => names(member.value, Role::Author, record),
        "editor" => names(member.value, Role::Editor, record),
        "translator" => names(member.value, Role::Translator, record),
        "chair" => names(member.value, Role::Chair, record),
        "volume" => record.push(Field::Volume, text()),
        "issue" if !set(record, Field::Issue, text()) => keep(record, FAMILY, member.clone()),
        "journal-issue" => {
            let issue = member.value.object();
            let told = set(record, Field::Issue, issue.text("issue"));
            keep_rest(record, FAMILY, "journal-issue", issue, if told { &["issue"] } else { &[] });
        }
        "page" => record.push(Field::Page, text()),
        "article-number" => record.push(Field::Eid, text()),
        "edition-number" => record.push(Field::Edition, text()),
        "part-number" => record.push(Field::PartNumber, text()),
        "ISBN" => {
            // Older records have addresses: `http://id.crossref.org/isbn/…`.
            let bare =
                |isbn: Cow<'a, str>| isbn.trim_start_matches("http://id.crossref.org/isbn/").to_owned();
            add_all(record, Field::Isbn, texts(member.value).map(|isbn| Cow::Owned(bare(isbn))));
        }
        "ISSN" => add_all(record, Field::Issn, texts(member.value)),
        "institution" | "standards-body" => institution(member, record),
        "publisher" if !record.has(Field::Publisher) && record.kind != Kind::Thesis => {
            record.push(Field::Publisher, markup::entities(text()).0);
        }
        "publisher-location" => record.push(Field::PublisherPlace, text()),
        "abstract" => record.push(Field::Abstract, without_heading(text())),
        "language" => tongue(record, text()),
        "subject" => add_all(record, Field::Keyword, texts(member.value)),
        "degree" => titles(member, Field::Genre, record),
        "event" => event(member.value.object(), record),
        "license" => licence(member, record),
        "funder" => funders(member.value, record),
        "updated-by" if retracts(member.value) => {
            record.push(Field::Status, "retracted");
            record.keep(FAMILY, "updated-by", member.raw);
        }
        _ => {}
    }
}

/// The texts of a list, or the only one.
fn texts<'a>(value: Value<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    value.text().into_iter().chain(value.elements().filter_map(Value::text))
}

/// Titles: the first is the one. A subtitle that the title ends with is said already.
fn titles<'a>(member: &Member<'a>, field: Field, record: &mut Record<'a>) {
    for (i, title) in texts(member.value).enumerate() {
        let (text, _) = markup::parse(title, false);
        let again = match field {
            Field::Subtitle => record.str(Field::Title).ends_with(text.plain()),
            Field::TitleShort => record.str(Field::Title) == text.plain(),
            _ => false,
        };
        if i == 0 && !again {
            record.push(field, text);
        } else if !again {
            record.keep(FAMILY, member.name.clone(), text.plain().to_owned());
        }
    }
}

/// What the work stands in. A part of a book may name the series of the book before it, and
/// all that a book stands in is its series.
fn container<'a>(list: Value<'a>, record: &mut Record<'a>) {
    let mut titles: Vec<Cow<'a, str>> = texts(list).collect();
    let is_part = record.kind.has_container();
    let of_book = matches!(record.kind, Kind::Chapter | Kind::PaperConference | Kind::Entry);
    if is_part && (!of_book || titles.len() > 1) && !titles.is_empty() {
        let own = if of_book { titles.remove(1) } else { titles.remove(0) };
        record.push(Field::ContainerTitle, markup::parse(own, false).0);
    } else if is_part && !titles.is_empty() {
        record.push(Field::ContainerTitle, markup::parse(titles.remove(0), false).0);
    }
    let series = of_book || matches!(record.kind.csl(), Kind::Book | Kind::Report | Kind::Standard);
    for title in titles {
        if series && !record.has(Field::CollectionTitle) {
            record.push(Field::CollectionTitle, markup::parse(title, false).0);
        } else {
            record.keep(FAMILY, "container-title", title);
        }
    }
}

fn names<'a>(list: Value<'a>, role: Role, record: &mut Record<'a>) {
    for value in list.elements() {
        if let Some(name) = value.text() {
            record.contribute(role, Name::literal(name));
            continue;
        }
        let name = value.object();
        let mut person = Person {
            family: name.text("family"),
            given: name.text("given"),
            suffix: name.text("suffix"),
            ..Person::default()
        };
        let body = name.text("name");
        if (!body.is_empty() || person.family.is_empty())
            && (says_more(&name, &["name", "given", "sequence"])
                || !name.get("sequence").is_none_or(is_sequence))
            && let Value::Object(raw) = value
        {
            record.keep(FAMILY, role.to_string(), raw);
        }
        if !body.is_empty() {
            record.contribute(role, Name::Literal(body));
            continue;
        }
        if person.family.is_empty() {
            if !person.given.is_empty() {
                record.contribute(role, Name::Literal(person.given));
            }
            continue;
        }
        for member in name.members {
            match &*member.name {
                "ORCID" => {
                    let text = member.value.text().unwrap_or_default();
                    let bare = identifier::orcid(&text).map(|id| Cow::Owned(id.to_owned()));
                    person.extra.push((member.name, bare.unwrap_or(text)));
                }
                "affiliation" => {
                    for place in member.value.elements().map(Value::object) {
                        let name = place.text("name");
                        if !name.is_empty() {
                            person.extra.push(("affiliation".into(), name));
                        }
                        tell_rest(&mut person, "affiliation.", place, &["name"]);
                    }
                }
                "family" | "given" | "suffix" => {}
                // The order says so.
                "sequence" if is_sequence(member.value) => {}
                // Of no one is it asked who says so.
                "authenticated-orcid" if matches!(member.value, Value::Bool(_)) => {}
                _ if member.value.is_void() => {}
                _ => {
                    let text = member.value.text().unwrap_or(Cow::Borrowed(member.raw));
                    person.extra.push((member.name, text));
                }
            }
        }
        record.contribute(role, with_particle(person));
    }
}

/// Whether it says which of the names it is, of which the order says as much.
fn is_sequence(value: Value<'_>) -> bool {
    value.is_void() || value.text().is_some_and(|text| matches!(&*text, "first" | "additional"))
}

/// The first institution is where a thesis was written; of other works it is kept.
fn institution<'a>(member: &Member<'a>, record: &mut Record<'a>) {
    let list = member.value.elements().map(Value::object);
    let single = matches!(member.value, Value::Object(_)).then(|| member.value.object());
    for place in single.into_iter().chain(list) {
        let name = place.text("name");
        if record.kind == Kind::Thesis && !record.has(Field::Publisher) {
            record.push(Field::Publisher, name);
            for town in place.get("place").into_iter().flat_map(texts) {
                set(record, Field::PublisherPlace, town);
            }
            for part in place.get("department").into_iter().flat_map(texts) {
                set(record, Field::Division, part);
            }
            keep_rest(record, FAMILY, &member.name, place, &["name", "place", "department"]);
        } else {
            if !name.is_empty() {
                record.keep(FAMILY, member.name.clone(), name);
            }
            keep_rest(record, FAMILY, &member.name, place, &["name"]);
        }
    }
}

/// An abstract without the heading that says that it is one.
fn without_heading(text: Cow<'_, str>) -> crate::record::Text<'_> {
    let (text, _) = markup::parse(text, true);
    let plain = text.plain();
    let first = plain.split('\n').next().unwrap_or_default();
    let heading = matches!(first.trim().trim_end_matches(['.', ':']), "Abstract" | "ABSTRACT" | "Summary");
    let start = if heading { plain.len() - plain[first.len()..].trim_start().len() } else { 0 };
    let end = plain.len();
    text.slice(start..end)
}

fn event<'a>(event: Object<'a>, record: &mut Record<'a>) {
    let date = |name: &str| event.get(name).and_then(read_date);
    let (start, end) = (date("start"), date("end"));
    let whole = [&start, &end].map(|read| read.as_ref().is_some_and(|(_, whole)| *whole));
    match (start.map(|(date, _)| date), end.map(|(date, _)| date)) {
        (Some(start), Some(end)) if start != end => {
            if let (Some(start), Some(end)) = (start.point(), end.point()) {
                record.set_date(DateField::EventDate, Date::range(*start, *end));
            }
        }
        (Some(date), _) | (None, Some(date)) => record.set_date(DateField::EventDate, date),
        (None, None) => {}
    }
    for member in event.members {
        let text = member.value.text().unwrap_or_default();
        match &*member.name {
            "name" => record.push(Field::EventTitle, markup::parse(text, false).0),
            "location" => record.push(Field::EventPlace, text),
            "theme" => record.push(Field::EventTitleAddon, text),
            "start" if whole[0] || tells_nothing(member.value) => {}
            "end" if whole[1] || tells_nothing(member.value) => {}
            name => {
                let before = record.extra.len();
                for text in texts(member.value) {
                    record.keep(FAMILY, format!("event.{name}"), text);
                }
                if record.extra.len() == before && !member.value.is_void() {
                    record.keep(FAMILY, format!("event.{name}"), member.raw);
                }
            }
        }
    }
}

/// The licence of the version of record, else the first.
fn licence<'a>(member: &Member<'a>, record: &mut Record<'a>) {
    let licences: Vec<Object<'a>> = member.value.elements().map(Value::object).collect();
    let of_record = licences.iter().find(|licence| licence.text("content-version") == "vor");
    if let Some(licence) = of_record.or(licences.first()) {
        record.push(Field::License, licence.text("URL"));
    }
    if licences.iter().any(|licence| says_more(licence, &["URL"])) || licences.len() > 1 {
        record.keep(FAMILY, "license", member.raw);
    }
}

/// Who paid, with the numbers of the grants.
fn funders<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for value in list.elements() {
        let funder = value.object();
        if let Value::Object(raw) = value
            && says_more(&funder, &["name", "award"])
        {
            record.keep(FAMILY, "funder", raw);
            continue;
        }
        let awards: Vec<Cow<'_, str>> = funder.get("award").into_iter().flat_map(texts).collect();
        let name = funder.text("name");
        let text =
            if awards.is_empty() { name } else { Cow::Owned(format!("{name} ({})", awards.join(", "))) };
        if !text.is_empty() {
            record.keep(FAMILY, "funder", text);
        }
    }
}

/// Whether one of the updates of a work takes it back.
fn retracts(updates: Value<'_>) -> bool {
    updates
        .elements()
        .any(|update| matches!(&*update.object().text("type"), "retraction" | "withdrawal" | "removal"))
}
