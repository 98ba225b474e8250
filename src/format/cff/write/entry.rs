//! A record → a reference.

use super::of_yaml;
use super::schema::{STATES, is_address, is_doi, is_number, is_serial, simple};
use crate::format::Output;
use crate::format::cff::entity::{self, ANONYMOUS};
use crate::format::cff::fields::{ADDRESSES, IDENTIFIERS, KEPT, KEYS, NUMBERS};
use crate::format::cff::reference::UNTITLED;
use crate::format::cff::{FAMILY, spdx, types};
use crate::format::shared::tagged::Place;
use crate::format::shared::tagged::emit::{self, Written};
use crate::format::shared::tagged::entry::TITLE;
use crate::format::shared::yaml_node::{Map, Node};
use crate::record::{Date, DateField, Edtf, Field, Kind, PageRange, Pages, Record, Role, Text};

/// A reference that is being written.
pub(super) struct Entry<'r, 'o> {
    record: &'r Record<'r>,
    written: Written,
    map: Map<'r>,
    identifiers: Vec<Node<'r>>,
    out: &'o mut Output,
}

impl<'r, 'o> Entry<'r, 'o> {
    /// The keys of a record; says what has none.
    pub(super) fn of(record: &'r Record<'_>, out: &'o mut Output) -> Map<'r> {
        let (written, map) = (Written::default(), Map::default());
        let mut entry = Entry { record, written, map, identifiers: Vec::new(), out };
        entry.write();
        entry.map
    }

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
                        && KEYS.get(name, Kind::Document).is_some() | KEPT.contains(&name)
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
        if matches!(field, Field::Abstract | Field::Note) {
            let all: Vec<_> = values.map(emit::in_lines).collect();
            return (!all.is_empty()).then(|| Node::text(all.join("\n")));
        }
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
                        (*mark, emit::joined(self.record, *field, emit::bare))
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
            Field::Status => {
                let state = self.record.str(field).replace(' ', "-");
                if STATES.contains(&&*state) {
                    self.written.field(field);
                    self.map.put(key, Some(Node::text(state)));
                }
                return;
            }
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
            let number = text.plain();
            if !is_serial(field, number) || !self.map.put_new(key, Node::text(number)) {
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
        if is_doi(doi.plain()) {
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
        let key = ADDRESSES.iter().find(own).copied().unwrap_or("url");
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
