//! The metadata of a DOI as a record.

use std::borrow::Cow;

use super::FAMILY;
use super::container;
use super::names::{contributors, creators, text_or};
use crate::format::Sink;
use crate::format::shared::json::{add_all, keep, keep_rest, objects, read_members, says_more};
use crate::format::shared::xml::{doi, tongue};
use crate::format::shared::{self, csl};
use crate::grammar::json::{self, Lexer, Member, Object, Value};
use crate::grammar::{dates, markup};
use crate::record::{Date, DateField, Field, Kind, Record, Role};

/// What the general types mean; what is not here is told by the type that DataCite gives for
/// citation processors.
const KINDS: &[(&str, Kind)] = &[
    ("Audiovisual", Kind::MotionPicture),
    ("Book", Kind::Book),
    ("BookChapter", Kind::Chapter),
    ("Collection", Kind::Collection),
    ("ComputationalNotebook", Kind::Software),
    ("ConferencePaper", Kind::PaperConference),
    ("ConferenceProceeding", Kind::Proceedings),
    ("DataPaper", Kind::ArticleJournal),
    ("Dataset", Kind::Dataset),
    ("Dissertation", Kind::Thesis),
    ("Event", Kind::Event),
    ("Image", Kind::Graphic),
    ("InteractiveResource", Kind::Webpage),
    ("Journal", Kind::Periodical),
    ("JournalArticle", Kind::ArticleJournal),
    ("PeerReview", Kind::Review),
    ("Preprint", Kind::Article),
    ("Presentation", Kind::Speech),
    ("Report", Kind::Report),
    ("Software", Kind::Software),
    ("Sound", Kind::Song),
    ("Standard", Kind::Standard),
];

/// Reads the record that begins here: the metadata, or what the API puts around it.
pub(super) fn item<'a>(lexer: &mut Lexer<'a>, _sink: &mut dyn Sink<'a>) -> json::Read<'a> {
    let start = lexer.position();
    let (around, attributes, end) = Object::read_around(lexer, "attributes");
    let mut record = Record::default();
    match attributes {
        Some(attributes) => {
            read(attributes, &mut record);
            read_members(around, FAMILY, &["id", "type"], &mut record, |member, record| {
                let text = member.value.text().unwrap_or_default();
                let told = match &*member.name {
                    "id" => doi(record, text),
                    "type" => text == "dois",
                    _ => return,
                };
                if !told {
                    keep(record, FAMILY, member.clone());
                }
            });
        }
        None => read(around, &mut record),
    }
    shared::json::item(record, start, lexer, end)
}

/// What is told elsewhere, or read when the rest is known.
const SILENT: [&str; 9] =
    ["id", "doi", "prefix", "suffix", "types", "publicationYear", "container", "relatedItems", "identifiers"];

fn read<'a>(work: Object<'a>, record: &mut Record<'a>) {
    kind(work.get("types").map(Value::object).unwrap_or_default(), record);
    let named = format!("{}/{}", work.text("prefix"), work.text("suffix"));
    let told = work.text("publicationYear");
    let year = told.parse().ok();
    let (items, holder) = (work.get("relatedItems"), work.get("container"));
    read_members(work, FAMILY, &SILENT, record, member);
    if named.len() > 1 && !named.eq_ignore_ascii_case(record.str(Field::Doi)) {
        record.keep(FAMILY, "prefix/suffix", named);
    }
    if let (None, Some(year)) = (record.date(DateField::Issued), year) {
        record.set_date(DateField::Issued, Date::from_year(year));
    }
    if !told.is_empty() && (year.is_none() || record.year() != year) {
        record.keep(FAMILY, "publicationYear", told);
    }
    if let Some(items) = items {
        container::related_items(items, record);
    }
    if let Some(holder) = holder {
        container::container(holder.object(), record);
    }
    // A journal that publishes itself.
    if record.has(Field::ContainerTitle) && record.str(Field::ContainerTitle) == record.str(Field::Publisher)
    {
        record.take(Field::Publisher);
    }
}

fn member<'a>(member: &Member<'a>, record: &mut Record<'a>) {
    let text = || member.value.text().unwrap_or_default();
    match &*member.name {
        "id" | "doi" if !doi(record, text()) => keep(record, FAMILY, member.clone()),
        "url" => record.push(Field::Url, text()),
        "titles" => titles(member.value, record),
        "creators" => creators(member.value, Role::Author, record),
        "contributors" => contributors(member.value, record),
        "publisher" => {
            record.push(Field::Publisher, text_or(member.value, "name").unwrap_or_default());
            keep_rest(record, FAMILY, "publisher", member.value.object(), &["name"]);
        }
        "relatedIdentifiers" => container::related_identifiers(member.value, record),
        "subjects" => {
            let words = member.value.elements().filter_map(|subject| text_or(subject, "subject"));
            add_all(record, Field::Keyword, words);
            if member.value.elements().any(|subject| says_more(&subject.object(), &["subject"])) {
                keep(record, FAMILY, member.clone());
            }
        }
        "dates" => published(member.value, record),
        "language" => tongue(record, text()),
        "identifiers" | "alternateIdentifiers" => identifiers(member.value, record),
        "sizes" => sizes(member.value, record),
        "version" => record.push(Field::Version, text()),
        "rightsList" => rights(member.value, record),
        "descriptions" => descriptions(member.value, record),
        _ => {}
    }
}

/// The words that DataCite makes of its types for others: for schema.org, BibTeX, RIS and
/// citation processors.
const DERIVED: &[(Kind, &str)] = &[
    (Kind::Article, "Article ScholarlyArticle article UNPB"),
    (Kind::ArticleJournal, "Article ScholarlyArticle article JOUR article-journal"),
    (Kind::Book, "Book book BOOK"),
    (Kind::Chapter, "Chapter inbook incollection CHAP chapter"),
    (Kind::Collection, "Collection"),
    (Kind::Dataset, "Dataset DATA dataset"),
    (Kind::Event, "Event"),
    (Kind::Graphic, "ImageObject FIGURE graphic"),
    (Kind::MotionPicture, "MediaObject VideoObject MPCT motion_picture broadcast"),
    (Kind::PaperConference, "Article article inproceedings CPAPER CONF article-journal paper-conference"),
    (Kind::Periodical, "Periodical JOUR periodical"),
    (Kind::Proceedings, "Periodical Book book proceedings CONF"),
    (Kind::Report, "Report techreport RPRT report"),
    (Kind::Review, "Review review"),
    (Kind::Software, "SoftwareSourceCode COMP software"),
    (Kind::Song, "AudioObject SOUND song"),
    (Kind::Speech, "PresentationDigitalDocument SLIDE speech"),
    (Kind::Standard, "Standard STAND standard"),
    (Kind::Thesis, "Thesis phdthesis THES thesis"),
    (Kind::Webpage, "WebPage WebSite ELEC webpage"),
];

/// What they are where there is no better word.
const ANYTHING: [&str; 5] = ["", "CreativeWork", "misc", "GEN", "article"];

/// What the work is, and the word for it where that says more.
fn kind<'a>(types: Object<'a>, record: &mut Record<'a>) {
    let general = types.text("resourceTypeGeneral");
    let known = KINDS.iter().find(|(known, _)| *known == general).map(|(_, kind)| *kind);
    let citeproc = csl::kind::read(&types.text("citeproc"));
    record.kind = known.or(citeproc).unwrap_or_default();
    if known.is_none() && !general.is_empty() {
        record.keep(FAMILY, "resourceTypeGeneral", general.clone());
    }
    let word = types.text("resourceType");
    let derived = DERIVED.iter().find(|(kind, _)| *kind == record.kind).map_or("", |(_, words)| words);
    let mut said = vec!["resourceTypeGeneral", "resourceType"];
    for name in ["schemaOrg", "bibtex", "ris", "citeproc"] {
        let word = types.text(name);
        if ANYTHING.contains(&&*word) || derived.split(' ').any(|known| known == word) {
            said.push(name);
        }
    }
    keep_rest(record, FAMILY, "types", types, &said);
    let letters = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    if letters(&word) == letters(&general) {
        return;
    }
    match record.kind {
        Kind::Thesis | Kind::Report | Kind::Speech | Kind::Document | Kind::Graphic => {
            record.push(Field::Genre, word);
        }
        _ if !word.is_empty() => record.keep(FAMILY, "resourceType", word),
        _ => {}
    }
}

fn titles<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for title in objects(list, FAMILY, "titles", record) {
        let (told, text) = (title.text("titleType"), title.text("title"));
        let field = match &*told {
            "" => Field::Title,
            "Subtitle" => Field::Subtitle,
            _ => {
                record.keep(FAMILY, told, text);
                keep_rest(record, FAMILY, "titles", title, &["title", "titleType"]);
                continue;
            }
        };
        if record.has(field) && !text.is_empty() {
            record.keep(FAMILY, "titles", text);
        } else {
            record.push(field, markup::parse(text, false).0);
        }
        keep_rest(record, FAMILY, "titles", title, &["title", "titleType"]);
    }
}

fn published<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for date in objects(list, FAMILY, "dates", record) {
        let (told, text) = (date.text("dateType"), date.text("date"));
        let field = match &*told {
            "Issued" => DateField::Issued,
            "Available" => DateField::AvailableDate,
            "Submitted" => DateField::Submitted,
            _ => {
                record.keep(FAMILY, format!("dates.{told}"), text);
                keep_rest(record, FAMILY, "dates", date, &["date", "dateType"]);
                continue;
            }
        };
        // A stamp such as `2020-01-02T03:04:05.678+00:00` may be of the day alone.
        let day = text.split_once('T').map(|(day, _)| day);
        let whole =
            Date::parse(&text.replacen(".000", "", 1)).ok().or_else(|| Some(dates::whole(&text)?.date));
        let is_whole = whole.is_some();
        match whole.or_else(|| Some(dates::whole(day?)?.date)) {
            Some(date) if record.date(field).is_none() => {
                record.set_date(field, date);
                if !is_whole {
                    record.keep(FAMILY, format!("dates.{told}"), text);
                }
            }
            _ => record.keep(FAMILY, format!("dates.{told}"), text),
        }
        keep_rest(record, FAMILY, "dates", date, &["date", "dateType"]);
    }
}

fn identifiers<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for other in objects(list, FAMILY, "identifiers", record) {
        let kind = match other.text("identifierType") {
            kind if kind.is_empty() => other.text("alternateIdentifierType"),
            kind => kind,
        };
        let text = match other.text("identifier") {
            text if text.is_empty() => other.text("alternateIdentifier"),
            text => text,
        };
        let is_doi = kind == "DOI" && doi(record, text.clone());
        let is_url = kind == "URL" && record.str(Field::Url) == text;
        if !is_doi && !is_url && !container::number(&kind, text.clone(), record) && !text.is_empty() {
            record.keep(FAMILY, if kind.is_empty() { Cow::Borrowed("identifiers") } else { kind }, text);
        }
        let known = ["identifier", "identifierType", "alternateIdentifier", "alternateIdentifierType"];
        keep_rest(record, FAMILY, "identifiers", other, &known);
    }
}

/// How long the work is, in pages: `12 pages`, or which ones: `33–52 Pages`.
fn sizes<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for size in list.elements().filter_map(Value::text) {
        let words = size.split_once(' ').filter(|(_, unit)| {
            matches!(&*unit.to_lowercase(), "pages" | "page" | "p." | "pp." | "seiten" | "p")
        });
        match words.map(|(count, _)| count.to_owned()) {
            Some(count) if count.bytes().all(|b| b.is_ascii_digit()) => {
                record.push(Field::NumberOfPages, count);
            }
            Some(range) if range.starts_with(|c: char| c.is_ascii_digit()) && !record.has(Field::Page) => {
                record.push(Field::Page, range);
            }
            _ => record.keep(FAMILY, "sizes", size),
        }
    }
}

fn rights<'a>(list: Value<'a>, record: &mut Record<'a>) {
    let mut names: Vec<Cow<'a, str>> = Vec::new();
    for right in list.elements() {
        let object = right.object();
        let uri = object.text("rightsUri");
        match text_or(right, "rights") {
            Some(name) => {
                names.push(name);
                if !uri.is_empty() {
                    record.keep(FAMILY, "rightsUri", uri);
                }
            }
            None if !uri.is_empty() => names.push(uri),
            None => {}
        }
        keep_rest(record, FAMILY, "rightsList", object, &["rights", "rightsUri"]);
    }
    record.push(Field::License, names.join(", "));
}

fn descriptions<'a>(list: Value<'a>, record: &mut Record<'a>) {
    for description in objects(list, FAMILY, "descriptions", record) {
        let (told, text) = (description.text("descriptionType"), description.text("description"));
        if told == "Abstract" && !record.has(Field::Abstract) {
            record.push(Field::Abstract, markup::parse(text, true).0);
        } else if !text.is_empty() {
            record.keep(FAMILY, if told.is_empty() { Cow::Borrowed("descriptions") } else { told }, text);
        }
        keep_rest(record, FAMILY, "descriptions", description, &["description", "descriptionType"]);
    }
}
