//! OpenAlex's works: the answers of its API, single or in lists (`{"results": […]}`), and the
//! lines of its snapshots.
//!
//! Source: OpenAlex's documentation of the work object. What it counts and classifies has no
//! place in a bibliography and is kept.

use std::borrow::Cow;

use super::shared::csl;
use super::shared::json::{add_all, item, keep, keep_rest, named, pages, read_members, says_more, tell_rest};
use super::shared::xml::{doi, tongue};
use super::{Confidence, Format};
use crate::grammar::json::{Items, Member, Object, Value};
use crate::grammar::markup;
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, identifier};

/// The name under which extras are kept.
const FAMILY: &str = "openalex-json";

/// OpenAlex's JSON.
pub static OPENALEX_JSON: Format = Format {
    name: FAMILY,
    aliases: &["openalex"],
    extensions: &["json", "jsonl"],
    about: "OpenAlex's works, as its API and snapshots have them",
    sniff,
    begins: None,
    reader: Some(&ITEMS),
    writer: None,
};

static ITEMS: Items = Items {
    arrays: &["results"],
    objects: &[],
    begins: |name, value| {
        let work = |text: &str| text.contains("openalex.org/W");
        name == "id" && value.value().ok().and_then(Value::text).is_some_and(|text| work(&text))
    },
    read: |lexer, _| {
        let start = lexer.position();
        let (object, end) = Object::read(lexer);
        item(work(object), start, lexer, end)
    },
    around: None,
};

fn sniff(text: &str) -> Confidence {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    let work = has("https://openalex.org/W") && text.trim_start().starts_with(['[', '{']);
    let telling =
        ["\"authorships\"", "\"publication_year\"", "\"display_name\"", "\"abstract_inverted_index\""];
    Confidence::Certain.when(work && telling.into_iter().any(has))
}

/// What is told elsewhere, or read when the rest is known.
const SILENT: [&str; 8] = [
    "title",
    "display_name",
    "publication_year",
    "type",
    "type_crossref",
    "ids",
    "primary_location",
    "is_authors_truncated",
];

fn work<'a>(work: Object<'a>) -> Record<'a> {
    let mut record = Record::new(kind(&work));
    let place = work.get("primary_location").map(Value::object);
    read_members(work, FAMILY, &SILENT, &mut record, read);
    if let Some(place) = place {
        location(place, &mut record);
    }
    record
}

fn read<'a>(member: &Member<'a>, record: &mut Record<'a>) {
    let text = || member.value.text().unwrap_or_default();
    match &*member.name {
        "title" | "display_name" => {
            let title = markup::parse(text(), false).0;
            match record.get(Field::Title) {
                _ if title.is_empty() => keep(record, FAMILY, member.clone()),
                None => record.push(Field::Title, title),
                Some(known) if known.plain() == title.plain() => {}
                Some(_) => keep(record, FAMILY, member.clone()),
            }
        }
        "doi" => {
            doi(record, text());
        }
        "ids" if matches!(member.value, Value::Object(_)) => ids(member.value.object(), record),
        "ids" => keep(record, FAMILY, member.clone()),
        "primary_location" if !matches!(member.value, Value::Object(_)) => {
            keep(record, FAMILY, member.clone());
        }
        "publication_date" => {
            if let Ok(date) = Date::parse(&text()) {
                record.set_date(DateField::Issued, date);
            }
        }
        "publication_year" => match (record.year(), text().parse()) {
            (None, Ok(year)) => record.set_date(DateField::Issued, Date::from_year(year)),
            (Some(known), Ok(year)) if known == year => {}
            _ => keep(record, FAMILY, member.clone()),
        },
        "language" => tongue(record, text()),
        "type" => genre(text(), record),
        "type_crossref" if csl::kind::read(&text()) != Some(record.kind) => {
            keep(record, FAMILY, member.clone());
        }
        "authorships" => member.value.elements().for_each(|author| authorship(author, record)),
        "is_authors_truncated" if matches!(member.value, Value::Bool(true)) => {
            record.contribute(Role::Author, Name::Others);
        }
        "biblio" => biblio(member.value.object(), record),
        "locations" => {
            member.value.elements().for_each(|location| arxiv(&location.object(), record));
            keep(record, FAMILY, member.clone());
        }
        "keywords" => {
            let words = member.value.elements().filter_map(|keyword| {
                let named = keyword.object();
                named.get("display_name").or_else(|| named.get("keyword")).unwrap_or(keyword).text()
            });
            add_all(record, Field::Keyword, words);
            let known = ["display_name", "keyword"];
            if member.value.elements().any(|keyword| says_more(&keyword.object(), &known)) {
                keep(record, FAMILY, member.clone());
            }
        }
        "abstract_inverted_index" => {
            let (text, whole) = upright(member.value.object());
            record.push(Field::Abstract, text);
            if !whole {
                keep(record, FAMILY, member.clone());
            }
        }
        "abstract" if !record.has(Field::Abstract) => {
            record.push(Field::Abstract, markup::parse(text(), true).0);
        }
        "is_retracted" if matches!(member.value, Value::Bool(true)) => {
            record.push(Field::Status, "retracted");
        }
        _ => {}
    }
}

/// What a work is, by OpenAlex's own type, Crossref's, which is finer in places, and where it
/// stands.
fn kind(work: &Object<'_>) -> Kind {
    let source = work.get("primary_location").map(|place| place.object());
    let source = source.and_then(|place| place.get("source")).map(|source| source.object().text("type"));
    kind_of((&work.text("type"), &work.text("type_crossref"), source.as_deref()))
}

fn kind_of(told: (&str, &str, Option<&str>)) -> Kind {
    match told {
        (_, "proceedings-article", _) => Kind::PaperConference,
        (_, "proceedings", _) => Kind::Proceedings,
        (_, "posted-content", _) | ("preprint", ..) => Kind::Article,
        (_, "journal", _) => Kind::Periodical,
        ("article" | "review" | "letter" | "editorial", _, Some("conference")) => Kind::PaperConference,
        ("article" | "review" | "letter" | "editorial" | "erratum" | "retraction", ..) => {
            Kind::ArticleJournal
        }
        ("book" | "monograph", ..) => Kind::Book,
        ("book-chapter", ..) => Kind::Chapter,
        ("dissertation", ..) => Kind::Thesis,
        ("dataset" | "database", ..) => Kind::Dataset,
        ("report", ..) => Kind::Report,
        ("standard", ..) => Kind::Standard,
        ("reference-entry", ..) => Kind::Entry,
        ("peer-review", ..) => Kind::Review,
        ("software", ..) => Kind::Software,
        (_, "journal-article", _) => Kind::ArticleJournal,
        _ => Kind::Document,
    }
}

/// Says what the kind does not.
fn genre<'a>(told: Cow<'a, str>, record: &mut Record<'a>) {
    match &*told {
        "review" | "letter" | "editorial" | "erratum" | "retraction" => record.push(Field::Genre, told),
        // Where it stands says more.
        "article" if record.kind != Kind::Document => {}
        "book-chapter" if record.kind == Kind::PaperConference => {}
        known if known.is_empty() || kind_of((known, "", None)) == record.kind => {
            if record.kind == Kind::Document && !known.is_empty() {
                record.keep(FAMILY, "type", told);
            }
        }
        _ => record.keep(FAMILY, "type", told),
    }
}

/// Other identifiers, most of them as addresses.
fn ids<'a>(ids: Object<'a>, record: &mut Record<'a>) {
    for member in ids.members {
        let text = member.value.text().unwrap_or_default();
        match &*member.name {
            "pmid" if identifier::pmid(&text).is_some() => {
                record.push(Field::Pmid, identifier::pmid(&text).unwrap_or_default().to_owned());
            }
            "pmcid" if identifier::pmcid(&text).is_some() => {
                let number = identifier::pmcid(&text).map(Cow::into_owned);
                record.push(Field::Pmcid, number.unwrap_or_default());
            }
            "doi" if doi(record, text.clone()) => {}
            // The `id` of the work.
            "openalex" if record.kept(FAMILY, "id").is_some_and(|id| id.value == text) => {}
            _ => keep(record, FAMILY, member),
        }
    }
}

/// An author, with the identifiers that OpenAlex has for them and for where they work. Who has
/// no name, or one that is not a person's, has no place for these: they are kept.
fn authorship<'a>(value: Value<'a>, record: &mut Record<'a>) {
    let authorship = value.object();
    let author = authorship.get("author").map(Value::object).unwrap_or_default();
    let name = match author.text("display_name") {
        name if name.is_empty() => value.text().unwrap_or_else(|| authorship.text("raw_author_name")),
        name => name,
    };
    // The order of the authors says so.
    let in_order = matches!(&*authorship.text("author_position"), "" | "first" | "middle" | "last");
    let shown = name.clone();
    let mut name = named(name);
    if let Name::Person(person) = &mut name {
        let orcid = author.text("orcid");
        let id = identifier::orcid(&orcid);
        if let Some(id) = id {
            person.extra.push(("ORCID".into(), Cow::Owned(id.to_owned())));
        }
        let number = author.text("id");
        if !number.is_empty() {
            person.extra.push(("openalex".into(), number));
        }
        let known = ["display_name", "id", if id.is_some() { "orcid" } else { "" }];
        tell_rest(person, "", author, &known);
        let raw = authorship.get("raw_affiliation_strings").map(|list| list.elements());
        let mut affiliations: Vec<Cow<'a, str>> = raw.into_iter().flatten().filter_map(Value::text).collect();
        let has_raw = !affiliations.is_empty();
        if !has_raw {
            let institutions = authorship.get("institutions").map(|list| list.elements());
            let names = institutions.into_iter().flatten().map(|place| place.object().text("display_name"));
            affiliations.extend(names.filter(|name| !name.is_empty()));
        }
        person.extra.extend(affiliations.into_iter().map(|place| ("affiliation".into(), place)));
        let mut known = vec!["author", "raw_affiliation_strings"];
        known.extend(in_order.then_some("author_position"));
        if authorship.text("raw_author_name") == shown {
            known.push("raw_author_name");
        }
        let mut places = authorship.get("institutions").into_iter().flat_map(Value::elements);
        if !has_raw && !places.any(|place| says_more(&place.object(), &["display_name"])) {
            known.push("institutions");
        }
        tell_rest(person, "", authorship, &known);
    } else if let Value::Object(raw) = value
        && (says_more(&authorship, &["author", if in_order { "author_position" } else { "" }])
            || says_more(&author, &["display_name"]))
    {
        record.keep(FAMILY, "authorships", raw);
    }
    if !name.family().is_empty() {
        record.contribute(Role::Author, name);
    }
}

fn biblio<'a>(biblio: Object<'a>, record: &mut Record<'a>) {
    record.push(Field::Volume, biblio.text("volume"));
    record.push(Field::Issue, biblio.text("issue"));
    record.push(Field::Page, pages(biblio.text("first_page"), biblio.text("last_page")));
    keep_rest(record, FAMILY, "biblio", biblio, &["volume", "issue", "first_page", "last_page"]);
}

/// Where the work stands: a journal, a series, a platform, a repository.
fn location<'a>(place: Object<'a>, record: &mut Record<'a>) {
    arxiv(&place, record);
    let source = place.get("source").map(Value::object).unwrap_or_default();
    let name = source.text("display_name");
    let is_part = record.kind.has_container();
    let mut told = vec!["display_name", "host_organization_name", "issn", "issn_l"];
    let sort = source.text("type");
    if matches!(&*sort, "journal" | "repository" | "book series" | "conference") {
        told.push("type");
    }
    match &*sort {
        "repository" => record.push(Field::Publisher, name),
        "book series" if record.kind != Kind::ArticleJournal => record.push(Field::CollectionTitle, name),
        _ if is_part => record.push(Field::ContainerTitle, name),
        _ if !name.is_empty() => record.keep(FAMILY, "source", name),
        _ => {}
    }
    if record.has(Field::Publisher) {
        told.retain(|name| *name != "host_organization_name");
    } else {
        record.push(Field::Publisher, source.text("host_organization_name"));
    }
    let numbers = source.get("issn").into_iter().flat_map(Value::elements).filter_map(Value::text);
    let linking = Some(source.text("issn_l")).filter(|issn| !issn.is_empty());
    add_all(record, Field::Issn, numbers.chain(linking));
    keep_rest(record, FAMILY, "source", source, &told);
    record.push(Field::License, place.text("license"));
    let url = place.text("landing_page_url");
    match identifier::doi(&url) {
        Some(doi) if doi.eq_ignore_ascii_case(record.str(Field::Doi)) => {}
        Some(_) => record.keep(FAMILY, "landing_page_url", url),
        None => record.push(Field::Url, url),
    }
    let known = ["landing_page_url", "source", "license"];
    for member in place.members.into_iter().filter(|member| !known.contains(&&*member.name)) {
        keep(record, FAMILY, member);
    }
}

/// The arXiv identifier in the address of a place where the work is.
fn arxiv<'a>(place: &Object<'a>, record: &mut Record<'a>) {
    let url = place.text("landing_page_url");
    let Some((_, id)) = url.split_once("arxiv.org/abs/") else { return };
    if let (Some(id), false) = (identifier::arxiv(id), record.has(Field::Eprint)) {
        record.push(Field::Eprint, id.to_owned());
        record.push(Field::EprintType, "arxiv");
    }
}

/// The text of an abstract of which every word comes with its places, and whether all of them
/// do.
fn upright(index: Object<'_>) -> (String, bool) {
    let mut words: Vec<(u64, Cow<'_, str>)> = Vec::new();
    let mut whole = true;
    for member in index.members {
        whole &= matches!(member.value, Value::Array(_));
        for place in member.value.elements() {
            match place.text().and_then(|place| place.parse().ok()) {
                Some(place) => words.push((place, member.name.clone())),
                None => whole = false,
            }
        }
    }
    words.sort_by_key(|(place, _)| *place);
    let mut text = String::new();
    for (_, word) in words {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&word);
    }
    (text, whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::json::Lexer;

    #[test]
    fn abstracts_are_put_upright() {
        let index = r#"{"plums": [1, 3], "Sweet": [0], "are": [2], "odd": ["x", -1, 99999999999999999999]}"#;
        let (text, whole) = upright(Object::read(&mut Lexer::new(index)).0);
        assert_eq!((&*text, whole), ("Sweet plums are plums", false));
    }
}
