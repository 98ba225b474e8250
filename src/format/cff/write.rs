//! Records → a file.

use super::entity::{self, ANONYMOUS};
use super::fields::{IDENTIFIERS, KEYS, NUMBERS, OF_WORK};
use super::reference::{self, Part, UNTITLED};
use super::{FAMILY, PREFERRED, REFERENCE, WORK, spdx, types};
use crate::format::shared::tagged::Place;
use crate::format::shared::tagged::emit::{self, Written};
use crate::format::shared::tagged::entry::TITLE;
use crate::format::shared::yaml_node::{Map, Node, Printer};
use crate::format::{Output, WriteOptions, lose_extra};
use crate::grammar::yaml;
use crate::record::{Date, DateField, Edtf, Field, Kind, PageRange, Pages, Point, Record, Role, Text};

pub(super) struct Writer;

/// What a file says to its readers if no one else said anything (schema, `message`).
const MESSAGE: &str = "If you use this software, please cite it using the metadata from this file.";

impl crate::format::Writer for Writer {
    /// The work, and what may be its preferred citation.
    fn head_size(&self) -> usize {
        2
    }

    fn head(&self, records: &[Record<'_>], more: bool, options: &WriteOptions, out: &mut Output) {
        let [first, rest @ ..] = records else { return };
        // A preferred citation is followed by its work.
        let work = rest
            .first()
            .filter(|work| first.kept(FAMILY, PREFERRED).is_some() && work.kept(FAMILY, WORK).is_some());
        let (mut root, preferred, rest) = match work {
            Some(work) => (of_work(work).0, Some(of_reference(first, &mut Output::default())), &rest[1..]),
            None => {
                let (root, whole) = of_work(first);
                (root, whole, rest)
            }
        };
        root.put(PREFERRED, preferred.map(Node::Map));
        let printer = Printer { ascii: options.ascii };
        printer.map(&root, 0, out);
        if more || !rest.is_empty() {
            out.push("references:\n");
        }
        for record in rest {
            item(&of_reference(record, &mut Output::default()), printer, out);
        }
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let map = of_reference(record, out);
        item(&map, Printer { ascii: options.ascii }, out);
        lose_extra(record, FAMILY, out);
    }
}

fn item(map: &Map<'_>, printer: Printer, out: &mut Output) {
    out.push("  - ");
    printer.map(map, 4, out);
}

/// The keys of a work, and the record as its preferred citation if they cannot say all.
fn of_work<'r>(record: &'r Record<'_>) -> (Map<'r>, Option<Map<'r>>) {
    let message = record.kept(FAMILY, "message").and_then(|extra| of_yaml(&extra.value));
    let mut root = Map::default();
    root.put("cff-version", Node::Token("1.2.0".into()));
    root.put("message", message.unwrap_or(Node::text(MESSAGE)));
    if let Some(map) = spelled(record, WORK, Part::Work) {
        let of_file = |name: &str| matches!(name, "cff-version" | "message");
        root.0.extend(map.0.into_iter().filter(|(name, _)| !of_file(name)));
        return (root, None);
    }
    let reference = of_reference(record, &mut Output::default());
    let name = reference.0.iter().find(|(name, _)| name == "type").map(|(_, name)| name);
    let of_type = name.and_then(|name| match name {
        Node::Text(name) | Node::Token(name) => types::of_work(name),
        _ => None,
    });
    if let Some(of_type) = of_type {
        root.put("type", Node::text(of_type));
    }
    let released = reference.0.iter().any(|(name, _)| name == "date-released");
    let mut whole = of_type.is_some();
    for (name, value) in &reference.0 {
        match &**name {
            "type" => {}
            "title" | "authors" => root.put(name.clone(), value.clone()),
            name if of_type.is_some() && OF_WORK.contains(&name) => root.put(name.to_owned(), value.clone()),
            // They are those of the day.
            "year" | "month" if released => {}
            _ => whole = false,
        }
    }
    (root, if whole { None } else { Some(reference) })
}

/// The node that an extra spells.
fn of_yaml(source: &str) -> Option<Node<'_>> {
    yaml::documents(source).ok()?.pop().map(Node::from)
}

/// A record as it is spelled in its file, unless it has changed since.
fn spelled<'r>(record: &'r Record<'_>, name: &str, part: Part) -> Option<Map<'r>> {
    let source = &*record.kept(FAMILY, name)?.value;
    let yaml = yaml::documents(source).ok()?.pop()?;
    let before = reference::read(yaml.clone(), part)?.record;
    let own = |record: &Record<'_>| -> Vec<(String, String)> {
        let kept = record.extra.iter().filter(|extra| extra.format == FAMILY && !extra.mapped);
        kept.map(|extra| (extra.name.to_string(), extra.value.to_string())).collect()
    };
    let same = before.kind == record.kind
        && before.fields == record.fields
        && before.contributors == record.contributors
        && before.dates == record.dates
        && own(&before) == own(record);
    match Node::from(yaml) {
        Node::Map(map) if same => Some(map),
        _ => None,
    }
}

/// A record as a reference.
fn of_reference<'r>(record: &'r Record<'_>, out: &mut Output) -> Map<'r> {
    let as_it_was = spelled(record, REFERENCE, Part::Reference)
        .or_else(|| spelled(record, PREFERRED, Part::Preferred))
        .or_else(|| as_reference(spelled(record, WORK, Part::Work)?));
    as_it_was.unwrap_or_else(|| {
        let mut entry =
            Entry { record, written: Written::default(), map: Map::default(), identifiers: Vec::new(), out };
        entry.write();
        entry.map
    })
}

/// The keys of a work as those of a reference, which has all of them and must state its type.
fn as_reference(work: Map<'_>) -> Option<Map<'_>> {
    let mut map = Map::default();
    let is_data = |node: &Node<'_>| *node == Node::text("dataset") || *node == Node::Token("dataset".into());
    let data = work.0.iter().any(|(name, value)| name == "type" && is_data(value));
    map.put("type", Node::text(if data { "data" } else { "software" }));
    map.0.extend(
        work.0.into_iter().filter(|(name, _)| !matches!(&**name, "cff-version" | "message" | "type")),
    );
    Some(map)
}

struct Entry<'r, 'o> {
    record: &'r Record<'r>,
    written: Written,
    map: Map<'r>,
    identifiers: Vec<Node<'r>>,
    out: &'o mut Output,
}

impl<'r> Entry<'r, '_> {
    fn write(&mut self) {
        let record = self.record;
        let name = record.kept(FAMILY, "type").map(|extra| &*extra.value);
        let name = name.filter(|name| types::kind(name, false) == Some(record.kind));
        self.map.put("type", Node::text(name.unwrap_or(types::name(record.kind))));
        for row in KEYS.written(record.kind) {
            match row.place {
                Place::Names(role) => self.names(row.tag, role),
                Place::Text(field) => self.text(row.tag, field),
                Place::Date(field) => self.date(row.tag, field),
                Place::Year => self.year(),
                Place::FirstPage => self.pages(),
                Place::Serial => self.serial(row.tag),
                Place::Keywords => {
                    let words = self.take(Field::Keyword).map(emit::bare).map(Node::text).collect();
                    self.list(row.tag, words);
                }
                Place::Doi => self.doi(),
                Place::Url => self.url(),
                Place::Language => self.languages(row.tag),
                Place::Kind | Place::Key | Place::LastPage => {}
            }
        }
        self.collection_type();
        self.bodies();
        self.numbers();
        for extra in record.extra.iter().filter(|extra| extra.format == FAMILY && !extra.mapped) {
            let node = of_yaml(&extra.value).unwrap_or(Node::text(&*extra.value));
            let placed = match &*extra.name {
                "identifiers" => {
                    self.identifiers.push(node);
                    true
                }
                name if name.starts_with("date-") && Date::parse(&extra.value).is_err() => false,
                name => {
                    !name.contains('.')
                        && KEYS.get(name, Kind::Document).is_some() | super::fields::KEPT.contains(&name)
                        && self.map.put_new(name, node)
                }
            };
            if !placed {
                self.out.lose(
                    extra.name.to_string(),
                    extra.value.as_ref(),
                    "there is no place for it in a reference",
                );
            }
        }
        let identifiers = std::mem::take(&mut self.identifiers);
        self.list("identifiers", identifiers);
        self.require();
        self.written.lose_rest(record, "CFF has no key for it", self.out);
    }

    /// The values of a field that was not written before.
    fn take(&mut self, field: Field) -> impl Iterator<Item = &'r Text<'r>> + use<'r> {
        let record = self.record;
        let new = record.has(field) && self.written.field(field);
        record.all(field).filter(move |_| new)
    }

    /// The first value of a field that was not written before; others are lost.
    fn first(&mut self, field: Field) -> Option<Node<'r>> {
        let mut values = self.take(field);
        let first = values.next();
        for other in values {
            self.out.lose(field.name(), other.plain(), "CFF takes one of it");
        }
        first.map(|text| Node::text(emit::bare(text)))
    }

    /// A list in which nothing stands twice (schema, `uniqueItems`).
    fn list(&mut self, key: &'static str, items: Vec<Node<'r>>) {
        let mut unique: Vec<Node<'r>> = Vec::with_capacity(items.len());
        for item in items {
            if !unique.contains(&item) {
                unique.push(item);
            }
        }
        self.map.put(key, Node::List(unique));
    }

    fn names(&mut self, key: &'static str, role: Role) {
        let record = self.record;
        let role = match role {
            Role::Author if record.names(Role::Author).next().is_none() => self.stand_in(),
            role => role,
        };
        if !self.written.role(role) {
            return;
        }
        let mut names = Vec::new();
        for name in record.names(role) {
            let out = &mut *self.out;
            match entity::node(name, &mut |part, value| {
                out.lose(format!("{role}:{part}"), value, "CFF has no key for it");
            }) {
                Some(node) => names.push(node),
                None => out.lose(role.name(), "et al.", "CFF names all authors"),
            }
        }
        self.list(key, names);
    }

    /// Who is named as the author of what has none: its editors if it is a collection, else
    /// who comes first and has no key otherwise.
    fn stand_in(&self) -> Role {
        let with_key = [Role::Editor, Role::CollectionEditor, Role::Translator, Role::Recipient];
        if types::EDITED.contains(&self.record.kind) {
            return Role::Editor;
        }
        let mut roles = self.record.contributors.iter().map(|contributor| contributor.role);
        roles.find(|role| !with_key.contains(role)).unwrap_or(Role::Author)
    }

    fn text(&mut self, key: &'static str, field: Field) {
        match field {
            Field::Title => {
                let parts: Vec<_> = TITLE
                    .iter()
                    .map(|(mark, field)| {
                        self.written.field(*field);
                        (*mark, self.record.get(*field).map(emit::bare))
                    })
                    .collect();
                let entry = key == "entry" && !self.map.0.iter().any(|(name, _)| name == "title");
                self.map.put(
                    if entry && !self.record.has(Field::ContainerTitle) { "title" } else { key },
                    emit::title(&parts).map(Node::text),
                );
                return;
            }
            Field::License => return self.license(),
            Field::Status if !STATES.contains(&self.record.str(field)) => return,
            // A number of seven digits (schema).
            Field::Pmcid if self.record.str(field).len() != 10 => return,
            _ => {}
        }
        let value = self.first(field).map(|node| match node {
            Node::Text(text) if NUMBERS.contains(&key) && is_number(&text) => Node::Token(text),
            node => node,
        });
        if !self.map.0.iter().any(|(name, _)| name == key) {
            self.map.put(key, value);
        }
    }

    /// SPDX identifiers, one of which holds; an address; or what the rights are in words.
    fn license(&mut self) {
        let Some(license) = self.record.get(Field::License).map(emit::bare) else { return };
        self.written.field(Field::License);
        let ids: Vec<&str> = license.split(" OR ").map(str::trim).collect();
        if ids.iter().all(|id| spdx::is_known(id)) {
            let ids = ids.iter().map(|id| Node::text((*id).to_owned())).collect();
            self.map.put("license", Node::one_or_many(ids));
        } else if is_address(&license) {
            self.map.put("license-url", Node::text(license));
        } else {
            self.map.put("copyright", Node::text(license));
        }
    }

    /// The day on which it was published; software and data are released.
    fn date(&mut self, key: &'static str, field: DateField) {
        let Some(Date::Edtf(date)) = self.record.date(field) else { return };
        let Some(point) = simple(date) else { return };
        let day = point.day.is_some();
        let key = match field {
            DateField::Issued if !matches!(self.record.kind, Kind::Software | Kind::Dataset) => {
                "date-published"
            }
            _ => key,
        };
        let value = match field {
            DateField::OriginalDate if point.month.is_none() => Node::Token(date.to_string().into()),
            DateField::Issued | DateField::Accessed if day => Node::text(date.to_string()),
            _ => return,
        };
        self.written.date(field);
        self.map.put(key, value);
    }

    /// Year and month, and words if they do not say all.
    fn year(&mut self) {
        let Some(date) = self.record.date(DateField::Issued) else { return };
        self.written.date(DateField::Issued);
        let point = date.point();
        let year = point.and_then(|point| point.year).filter(|year| (0..=9999).contains(year));
        self.map.put("year", year.map(|year| Node::Token(year.to_string().into())));
        let plain = if let Date::Edtf(date) = date { simple(date) } else { None };
        match plain.filter(|_| year.is_some()) {
            Some(point) => {
                self.map.put("month", point.month.map(|month| Node::Token(month.to_string().into())))
            }
            None => self.map.put("issue-date", Node::text(date.to_string())),
        }
    }

    fn pages(&mut self) {
        let record = self.record;
        let eid = if record.has(Field::Page) { None } else { self.take(Field::Eid).next() };
        let Some(pages) = self.take(Field::Page).next().or(eid).map(emit::bare) else { return };
        let number = |text: &str| match is_number(text) {
            true => Node::Token(text.to_owned().into()),
            false => Node::text(text.to_owned()),
        };
        match &*Pages::parse(&pages).0 {
            [PageRange { first, last: Some(last) }] if !last.is_empty() => {
                self.map.put("start", number(first));
                self.map.put("end", number(last));
            }
            _ => self.map.put("start", number(&pages)),
        }
    }

    /// The first number in its key, others among the identifiers.
    fn serial(&mut self, key: &'static str) {
        let field = if key == "isbn" { Field::Isbn } else { Field::Issn };
        for text in self.take(field) {
            let digits = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ');
            let number = text.plain();
            let bare = number.trim_end_matches(['X', 'x']);
            let form = bare.chars().all(digits) && number.len() - bare.len() <= 1;
            let sound = match field {
                Field::Isbn => form && !number.ends_with('x') && (10..=17).contains(&bare.len()),
                _ => form && number.len() == 9 && number.as_bytes()[4] == b'-' && !number.contains(' '),
            };
            if !sound || !self.map.put_new(key, Node::text(number)) {
                self.identifier(&format!("{key}:"), number);
            }
        }
    }

    fn identifier(&mut self, label: &str, value: &str) {
        let mut map = Map::default();
        map.put("type", Node::text("other"));
        map.put("value", Node::text(format!("{label}{value}")));
        self.identifiers.push(Node::Map(map));
    }

    fn doi(&mut self) {
        let Some(doi) = self.take(Field::Doi).next() else { return };
        let sound = |c: char| c.is_ascii_alphanumeric() || ":/_;-.()[]\\".contains(c);
        if doi.plain().starts_with("10.") && doi.plain().chars().all(sound) {
            self.map.put("doi", Node::text(doi.plain()));
        } else {
            self.identifier("doi:", doi.plain());
        }
    }

    fn url(&mut self) {
        let record = self.record;
        let Some(url) = record.get(Field::Url).filter(|url| is_address(url.plain())) else { return };
        // It may be that of a repository.
        let own = |name: &&&str| {
            record.kept(FAMILY, name).is_some_and(|extra| extra.mapped && extra.value == url.plain())
        };
        let key = super::fields::ADDRESSES.iter().find(own).copied().unwrap_or("url");
        let value = self.first(Field::Url);
        self.map.put(key, value);
    }

    /// Codes of two or three letters (schema, `languages`).
    fn languages(&mut self, key: &'static str) {
        let mut codes = Vec::new();
        for text in self.take(Field::Language) {
            let (code, rest) = text.plain().split_once('-').unwrap_or((text.plain(), ""));
            if (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()) {
                codes.push(Node::text(code));
            }
            if codes.is_empty() || !rest.is_empty() {
                self.out.lose("language", text.plain(), "CFF has codes of languages alone");
            }
        }
        self.list(key, codes);
    }

    /// What a part of a book, or a paper, is in.
    fn collection_type(&mut self) {
        let kind = self.record.kind;
        if types::PARTS.contains(&kind) && self.map.0.iter().any(|(name, _)| name == "collection-title") {
            let paper = kind == Kind::PaperConference;
            self.map.put("collection-type", Node::text(if paper { "proceedings" } else { "book" }));
        }
    }

    /// Bodies with their places.
    fn bodies(&mut self) {
        let publisher = match self.record.kind {
            Kind::Thesis | Kind::Report => "institution",
            _ => "publisher",
        };
        for (key, name, place, at) in [
            ("conference", Field::EventTitle, Field::EventPlace, "location"),
            (publisher, Field::Publisher, Field::PublisherPlace, "city"),
            ("location", Field::Archive, Field::ArchivePlace, "city"),
        ] {
            if !self.record.has(name) {
                continue;
            }
            let mut map = Map::default();
            map.put("name", self.first(name));
            map.put(at, self.first(place));
            if key == "conference"
                && let Some(Date::Edtf(date)) = self.record.date(DateField::EventDate)
            {
                let ends = [Some(date.start), date.end.or(Some(date.start))];
                let days: Vec<String> = ends
                    .into_iter()
                    .flatten()
                    .filter_map(|bound| {
                        simple(&Edtf { start: bound, end: None }).filter(|point| point.day.is_some())
                    })
                    .map(|point| Date::from(point).to_string())
                    .collect();
                if let [start, end] = &days[..] {
                    self.written.date(DateField::EventDate);
                    map.put("date-start", Node::text(start.clone()));
                    map.put("date-end", Node::text(end.clone()));
                }
            }
            self.map.put(key, Node::Map(map));
        }
    }

    /// Identifiers that have no key of their own.
    fn numbers(&mut self) {
        let record = self.record;
        for (label, field) in IDENTIFIERS {
            if *field == Field::Eprint {
                if !record.str(Field::EprintType).eq_ignore_ascii_case("arxiv") {
                    continue;
                }
                self.written.field(Field::EprintType);
            }
            let label = if *field == Field::Eprint { "arXiv:" } else { label };
            for text in self.take(*field) {
                self.identifier(label, text.plain().trim_start_matches("arXiv:"));
            }
        }
    }

    /// What no reference is valid without (schema, `required`).
    fn require(&mut self) {
        let has = |map: &Map<'_>, key: &str| map.0.iter().any(|(name, _)| name == key);
        if !has(&self.map, "title") {
            self.map.0.insert(1, ("title".into(), Node::text(UNTITLED)));
        }
        if !has(&self.map, "authors") {
            let mut anonymous = Map::default();
            anonymous.put("alias", Node::text(ANONYMOUS));
            let at = self.map.0.iter().position(|(name, _)| name == "title").map_or(0, |at| at + 1);
            self.map.0.insert(at, ("authors".into(), Node::List(vec![Node::Map(anonymous)])));
        }
    }
}

/// The states of publication that the schema knows.
const STATES: &[&str] =
    &["abstract", "advance-online", "in-preparation", "in-press", "preprint", "submitted"];

/// Whether a text may stand as a number and stay the same.
fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
}

fn is_address(text: &str) -> bool {
    ["https://", "http://", "ftp://", "sftp://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}

/// A date that is a year, a month or a day and nothing else.
fn simple(date: &Edtf) -> Option<Point> {
    let (crate::record::Bound::At(point), None) = (date.start, date.end) else { return None };
    let plain = Point { year: point.year, month: point.month, day: point.day, ..Point::default() };
    (plain == point && point.year.is_some_and(|year| (0..=9999).contains(&year))).then_some(point)
}
