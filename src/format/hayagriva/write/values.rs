//! From a record's variables to the values of an entry; what does not fit is lost.

use super::entry::Entry;
use crate::format::hayagriva::{name, roles, text, typed};
use crate::format::shared::yaml_node::{Map, Node};
use crate::record::{DateField, Field, Kind, Name, Pages, Role, Text, identifier, language};

/// The parts of a title: the title, its subtitle, its addon, its short form.
pub(super) struct Titles {
    title: Field,
    subtitle: Option<Field>,
    addon: Option<Field>,
    short: Option<Field>,
}

pub(super) const TITLES: Titles = Titles {
    title: Field::Title,
    subtitle: Some(Field::Subtitle),
    addon: Some(Field::TitleAddon),
    short: Some(Field::TitleShort),
};

pub(super) const CONTAINER_TITLES: Titles = Titles {
    title: Field::ContainerTitle,
    subtitle: Some(Field::ContainerSubtitle),
    addon: Some(Field::ContainerTitleAddon),
    short: Some(Field::ContainerTitleShort),
};

pub(super) const MAIN_TITLES: Titles = Titles {
    title: Field::MainTitle,
    subtitle: Some(Field::MainSubtitle),
    addon: Some(Field::MainTitleAddon),
    short: None,
};

pub(super) const COLLECTION_TITLES: Titles = Titles {
    title: Field::CollectionTitle,
    subtitle: None,
    addon: None,
    short: Some(Field::CollectionTitleShort),
};

pub(super) const EVENT_TITLES: Titles =
    Titles { title: Field::EventTitle, subtitle: None, addon: Some(Field::EventTitleAddon), short: None };

/// Names of archives that mean something else among serial numbers.
const RESERVED: &[&str] =
    &["doi", "eid", "isbn", "issn", "number", "pmcid", "pmid", "printing", "serial", "version"];

impl<'r> Entry<'r, '_> {
    /// A formattable string; what it has no markup for is lost.
    pub(super) fn formatted(&mut self, field: Field, text: &Text<'_>) -> String {
        let (string, lost) = text::write(text);
        if lost {
            self.out.lose(field.name(), text.plain(), "Hayagriva has no such markup in text");
        }
        string
    }

    pub(super) fn text(&mut self, field: Field) -> Option<Node<'r>> {
        let text = self.record.get(field)?;
        Some(Node::text(self.formatted(field, text)))
    }

    /// The values of a field, joined.
    pub(super) fn joined(&mut self, fields: &[Field], separator: &str) -> Option<String> {
        let mut joined: Option<String> = None;
        for field in fields {
            for text in self.record.all(*field) {
                let string = self.formatted(*field, text);
                match &mut joined {
                    Some(joined) => {
                        joined.push_str(separator);
                        joined.push_str(&string);
                    }
                    None => joined = Some(string),
                }
            }
        }
        joined
    }

    /// A title with its subtitle after a colon and its addon after a full stop, and its
    /// short form.
    pub(super) fn title(&mut self, parts: &Titles) -> Option<Node<'r>> {
        let mut title: Option<String> = None;
        for (field, separator) in [(Some(parts.title), ""), (parts.subtitle, ": "), (parts.addon, ". ")] {
            let Some(text) = field.and_then(|field| Some((field, self.record.get(field)?))) else { continue };
            let part = self.formatted(text.0, text.1);
            match &mut title {
                Some(title) => {
                    title.push_str(if title.ends_with([':', '.', '?', '!']) { " " } else { separator });
                    title.push_str(&part);
                }
                None => title = Some(part),
            }
        }
        let short = parts.short.and_then(|field| self.text(field));
        let (Some(title), Some(short)) = (&title, &short) else {
            return title.map(Node::text).or(short);
        };
        let mut map = Map::default();
        map.put("value", Node::text(title.clone()));
        map.put("short", short.clone());
        Some(Node::Map(map))
    }

    pub(super) fn number(&mut self, field: Field) -> Option<Node<'r>> {
        self.record.get(field).map(|text| typed::number_or_text(text.plain()))
    }

    /// A field that must be numeric.
    pub(super) fn numeric(&mut self, field: Field) -> Option<Node<'r>> {
        let text = self.record.get(field)?.plain();
        if typed::is_numeric(text) {
            return Some(typed::number_or_text(text));
        }
        self.out.lose(field.name(), text, "Hayagriva takes only numbers here");
        None
    }

    pub(super) fn names(&mut self, roles: &[Role]) -> Option<Node<'r>> {
        let mut nodes = Vec::new();
        for contributor in self.record.contributors.iter().filter(|c| roles.contains(&c.role)) {
            nodes.extend(name::write(&contributor.name));
            if contributor.name == Name::Others {
                let why = "Hayagriva cannot say that a list goes on";
                self.out.lose(contributor.role.name(), "and others", why);
            }
            if let Name::Person(person) = &contributor.name {
                for (key, value) in person.extra.iter().filter(|(key, _)| key != "alias") {
                    let field = format!("{}:{key}", contributor.role);
                    self.out.lose(field, value.as_ref(), "Hayagriva has no place for it in a name");
                }
            }
        }
        Node::one_or_many(nodes)
    }

    pub(super) fn editors(&mut self) -> Option<Node<'r>> {
        for contributor in self.record.contributors.iter().filter(|c| roles::EDITORS.contains(&c.role)) {
            let name = contributor.name.to_string();
            self.out.lose(
                contributor.role.name(),
                name,
                "Hayagriva has no such role: it is written as an editor",
            );
        }
        let roles: Vec<Role> =
            [Role::Editor, Role::EditorTranslator].iter().chain(roles::EDITORS).copied().collect();
        self.names(&roles)
    }

    pub(super) fn affiliated(&mut self) -> Option<Node<'r>> {
        let mut groups = Vec::new();
        for (name, hub_roles) in roles::WRITTEN {
            let Some(names) = self.names(hub_roles) else { continue };
            let mut group = Map::default();
            group.put("role", Node::text(*name));
            group.put("names", names);
            groups.push(Node::Map(group));
        }
        (!groups.is_empty()).then_some(Node::List(groups))
    }

    pub(super) fn date(&mut self, field: DateField) -> Option<Node<'r>> {
        let date = self.record.date(field)?;
        let (node, why) = typed::date(date);
        if let Some(why) = why {
            self.out.lose(field.name(), date.to_string(), why);
        }
        node
    }

    pub(super) fn pages(&mut self) -> Option<Node<'r>> {
        let first = self.record.get(Field::PageFirst).map(Text::plain);
        let Some(pages) = self.record.get(Field::Page).map(Text::plain) else {
            return first.map(typed::number_or_text);
        };
        let ranges = Pages::parse(pages);
        if let Some(first) = first
            && ranges.first() != Some(first)
        {
            self.out.lose(Field::PageFirst.name(), first, "Hayagriva takes it from the pages");
        }
        let text = ranges.to_string();
        Some(if text == pages { typed::number_or_text(pages) } else { Node::text(text) })
    }

    pub(super) fn runtime(&mut self) -> Option<Node<'r>> {
        let text = self.record.get(Field::Dimensions)?.plain();
        if typed::is_duration(text) {
            return Some(Node::text(text));
        }
        self.out.lose(Field::Dimensions.name(), text, "Hayagriva has no dimensions but a duration");
        None
    }

    pub(super) fn publisher(&mut self, name: Field, place: Field) -> Option<Node<'r>> {
        let mut publisher = Map::default();
        publisher.put("name", self.joined(&[name], ", ").map(Node::text));
        publisher.put("location", self.joined(&[place], ", ").map(Node::text));
        (!publisher.0.is_empty()).then_some(Node::Map(publisher))
    }

    /// Where the archive is: what CSL calls its place, else what it calls the location in it.
    pub(super) fn archive_location(&mut self) -> Option<Node<'r>> {
        let place = self.record.get(Field::ArchivePlace).map(Text::plain);
        match (self.text(Field::ArchiveLocation), place) {
            (Some(location), Some(place)) => {
                self.out.lose(Field::ArchivePlace.name(), place, "Hayagriva has one location of an archive");
                Some(location)
            }
            (Some(location), None) => Some(location),
            (None, _) => self.text(Field::ArchivePlace),
        }
    }

    pub(super) fn serial_number(&mut self) -> Option<Node<'r>> {
        let record = self.record;
        let mut serials = Map::default();
        let plain = |field| record.get(field).map(|text| Node::text(text.plain()));
        serials.put("doi", plain(Field::Doi));
        serials.put("isbn", self.identifiers(Field::Isbn));
        serials.put("issn", self.identifiers(Field::Issn));
        serials.put("pmid", plain(Field::Pmid));
        serials.put("pmcid", plain(Field::Pmcid));
        let number = record.get(Field::Number).map(Text::plain);
        let as_arxiv = number
            .filter(|number| number.get(..5).is_some_and(|label| label.eq_ignore_ascii_case("arxiv")))
            .and_then(identifier::arxiv);
        let mut number_is_eprint = false;
        if let Some(eprint) = record.get(Field::Eprint).map(Text::plain) {
            number_is_eprint = as_arxiv == Some(eprint);
            let archive = record.str(Field::EprintType).to_ascii_lowercase();
            match archive.as_str() {
                "pubmed" if record.has(Field::Pmid) => {
                    if record.str(Field::Pmid) != eprint {
                        self.out.lose(Field::Eprint.name(), eprint, "Hayagriva has one PubMed number");
                    }
                }
                "pubmed" => serials.put("pmid", Node::text(eprint)),
                name if name.is_empty() || RESERVED.contains(&name) => {
                    serials.put("eprint", Node::text(eprint))
                }
                _ => serials.put(archive, Node::text(eprint)),
            }
        } else if let Some(arxiv) = as_arxiv.filter(|_| record.kind == Kind::Article) {
            serials.put("arxiv", Node::text(arxiv));
            number_is_eprint = true;
        }
        let archive = record.get(Field::EprintType).map(Text::plain);
        if let Some(archive) = archive.filter(|name| {
            let name = name.to_ascii_lowercase();
            !record.has(Field::Eprint) || (RESERVED.contains(&&*name) && name != "pubmed")
        }) {
            self.out.lose(Field::EprintType.name(), archive, "Hayagriva has numbers of archives alone");
        }
        let number = number.filter(|_| !number_is_eprint);
        match record.get(Field::Eid).map(Text::plain) {
            Some(eid) => {
                serials.put("serial", Node::text(eid));
                serials.put("number", number.map(Node::text));
            }
            None => serials.put("serial", number.map(Node::text)),
        }
        serials.put("version", plain(Field::Version));
        serials.put("printing", plain(Field::PrintingNumber));
        (!serials.0.is_empty()).then_some(Node::Map(serials))
    }

    pub(super) fn identifiers(&self, field: Field) -> Option<Node<'r>> {
        let all: Vec<&str> = self.record.all(field).map(Text::plain).collect();
        (!all.is_empty()).then(|| Node::text(all.join(" ")))
    }

    pub(super) fn url(&mut self) -> Option<Node<'r>> {
        let accessed = self.date(DateField::Accessed);
        let url = self.record.get(Field::Url).map(Text::plain);
        let checked = url.and_then(typed::url);
        if let (Some(url), None) = (url, &checked) {
            self.out.lose(Field::Url.name(), url, "Hayagriva takes only absolute URLs");
        }
        let Some(checked) = checked else {
            if let Some(date) = self.record.date(DateField::Accessed).filter(|_| accessed.is_some()) {
                self.out.lose(
                    DateField::Accessed.name(),
                    date.to_string(),
                    "there is no URL that it could stand with",
                );
            }
            return None;
        };
        let Some(accessed) = accessed else { return Some(Node::Text(checked)) };
        let mut map = Map::default();
        map.put("value", Node::Text(checked));
        map.put("date", accessed);
        Some(Node::Map(map))
    }

    pub(super) fn language(&mut self) -> Option<Node<'r>> {
        let text = self.record.get(Field::Language)?.plain();
        let language = typed::language(text).or_else(|| language::tag(text).and_then(typed::language));
        if language.is_none() {
            self.out.lose(Field::Language.name(), text, "it is no language identifier");
        }
        language.map(Node::text)
    }

    pub(super) fn note(&mut self) -> Option<Node<'r>> {
        self.joined(&[Field::HowPublished, Field::Note, Field::Addendum], ". ").map(Node::text)
    }
}
