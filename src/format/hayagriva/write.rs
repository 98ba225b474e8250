//! The emitter: a record as an entry with its parents.

use super::kinds;
use super::node::{Map, Node, Printer};
use super::read::{self, Spelled};
use super::{name, roles, text, value};
use crate::format::{Output, WriteOptions, Writer, lose_extra};
use crate::record::{DateField, Field, Kind, Matter, Name, Pages, Record, Role, Text, identifier};

/// The name of the extra family.
pub(super) const FAMILY: &str = "hayagriva";

/// Writes Hayagriva YAML.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let printer = Printer { ascii: options.ascii };
        let key = |out: &mut Output| {
            out.key(record, |key, out| printer.key(key, 0, out));
            if out.key_is_generated {
                out.byte(b':');
            }
        };
        if let Some(spelled) = read::spelled(record) {
            key(out);
            write_spelled(spelled, printer, out);
        } else {
            let entry = Entry { record, out }.map();
            key(out);
            printer.entry(&entry, out);
        }
        lose_extra(record, FAMILY, out);
    }

    fn matter(&self, matter: &Matter<'_>, _options: &WriteOptions, out: &mut Output) {
        if matter.format != FAMILY {
            let name = format!("{}:{}", matter.format, matter.name);
            return out.lose(name, matter.value.as_ref(), "it stands outside records");
        }
        out.push(&matter.value);
        out.byte(b'\n');
    }

    fn separator(&self) -> &'static str {
        "\n"
    }
}

/// Writes an entry as it was spelled, after its key and colon.
fn write_spelled(spelled: Spelled<'_>, printer: Printer, out: &mut Output) {
    let body = spelled.source[spelled.key_end..].trim_start().strip_prefix(':');
    let in_braces = spelled.source.starts_with('{');
    match body.filter(|body| !in_braces && !(printer.ascii && !body.is_ascii())) {
        Some(body) => {
            for line in body.trim_end().lines() {
                out.push(line);
                out.byte(b'\n');
            }
        }
        None => {
            if let Node::Map(entry) = Node::from(spelled.entry) {
                printer.entry(&entry, out);
            }
        }
    }
}

/// Fields that have a place in an entry or in one of its parents.
const PLACED: &[Field] = &[
    Field::Abstract,
    Field::Addendum,
    Field::Archive,
    Field::ArchiveLocation,
    Field::Authority,
    Field::CallNumber,
    Field::ChapterNumber,
    Field::CollectionNumber,
    Field::CollectionTitle,
    Field::ContainerSubtitle,
    Field::ContainerTitle,
    Field::Doi,
    Field::Edition,
    Field::Eid,
    Field::EventPlace,
    Field::EventTitle,
    Field::Genre,
    Field::HowPublished,
    Field::Isbn,
    Field::Issn,
    Field::Issue,
    Field::MainSubtitle,
    Field::MainTitle,
    Field::Note,
    Field::Number,
    Field::OriginalPublisher,
    Field::OriginalPublisherPlace,
    Field::OriginalTitle,
    Field::Page,
    Field::Pmcid,
    Field::Pmid,
    Field::PrintingNumber,
    Field::Publisher,
    Field::PublisherPlace,
    Field::Subtitle,
    Field::Title,
    Field::Version,
    Field::Volume,
];

/// Fields of which several values are written as one.
const JOINED: &[Field] = &[
    Field::Addendum,
    Field::HowPublished,
    Field::Isbn,
    Field::Issn,
    Field::Note,
    Field::Publisher,
    Field::PublisherPlace,
];

/// A record on its way to an entry.
struct Entry<'r, 'o> {
    record: &'r Record<'r>,
    out: &'o mut Output,
}

impl<'r> Entry<'r, '_> {
    fn map(mut self) -> Map<'r> {
        let record = self.record;
        let (entry, needed) = kinds::of_kind(record.kind);
        let needs_event = needed == Some("conference");
        let container_fields = [Field::ContainerTitle, Field::ContainerSubtitle, Field::ContainerTitleShort];
        let container_type = match needed {
            Some(needed) if !needs_event => Some(needed),
            _ => (container_fields.iter().any(|field| record.has(*field))
                || record.names(Role::ContainerAuthor).next().is_some())
            .then(|| kinds::container_type(entry)),
        };

        let mut map = Map::default();
        map.put("type", Node::text(entry));
        map.put("title", self.title(&[Field::Title, Field::Subtitle], Some(Field::TitleShort)));
        map.put("author", self.names(&[Role::Author]));
        map.put("editor", self.names(&[Role::Editor, Role::EditorTranslator]));
        map.put("affiliated", self.affiliated());
        map.put("date", self.date(DateField::Issued));

        // What counts the container's parts stands with the container, where there is one.
        let mut container = Map::default();
        if let Some(container_type) = container_type {
            container.put("type", Node::text(container_type));
            let titles = [Field::ContainerTitle, Field::ContainerSubtitle];
            container.put("title", self.title(&titles, Some(Field::ContainerTitleShort)));
            container.put("author", self.names(&[Role::ContainerAuthor]));
        }
        let mut series = self.series(kinds::series_type(container_type.unwrap_or(entry)));
        let counted = if container_type.is_some() { &mut container } else { &mut map };
        counted.put("edition", self.number(Field::Edition));
        counted.put("volume", self.number(Field::Volume));
        counted.put("issue", self.number(Field::Issue));
        if record.has(Field::NumberOfVolumes) {
            let total = self.numeric(Field::NumberOfVolumes);
            match &mut series {
                Some((main, true)) => main.put("volume-total", total),
                _ => counted.put("volume-total", total),
            }
        }
        let mut parents = Vec::new();
        let series = series.map(|(series, _)| Node::Map(series));
        if container_type.is_some() {
            container.put("parent", series);
            parents.push(Node::Map(container));
        } else {
            parents.extend(series);
        }
        parents.extend(self.event(needs_event));
        parents.extend(self.original());

        map.put("chapter", self.number(Field::ChapterNumber));
        map.put("page-range", self.pages());
        map.put("page-total", self.numeric(Field::NumberOfPages));
        map.put("runtime", self.runtime());
        map.put("publisher", self.publisher(Field::Publisher, Field::PublisherPlace));
        map.put("organization", self.text(Field::Authority));
        map.put("archive", self.text(Field::Archive));
        map.put("archive-location", self.archive_location());
        map.put("call-number", self.text(Field::CallNumber));
        map.put("serial-number", self.serial_number());
        map.put("url", self.url());
        map.put("language", self.language());
        map.put("genre", self.text(Field::Genre));
        map.put("note", self.note());
        map.put("abstract", self.text(Field::Abstract));
        for extra in record.extra.iter().filter(|extra| extra.format == FAMILY && !extra.mapped) {
            map.put(extra.name.as_ref(), Node::Token(extra.value.as_ref().into()));
        }
        self.lose_the_rest(entry, &parents);
        map.put("parent", Node::one_or_many(parents));
        map
    }

    /// Reports what no one has written.
    fn lose_the_rest(&mut self, entry: &'static str, parents: &[Node<'_>]) {
        let types: Vec<&str> = parents.iter().filter_map(type_of).collect();
        if kinds::to_kind(entry, &types).csl() != self.record.kind.csl() {
            self.out.lose("type", self.record.kind.name(), "Hayagriva has no such type");
        }
        for (i, (field, text)) in self.record.fields.iter().enumerate() {
            let again = || self.record.fields[..i].iter().any(|(earlier, _)| earlier == field);
            if PLACED.contains(field) {
                if again() && !JOINED.contains(field) {
                    self.out.lose(field.name(), text.plain(), "Hayagriva has one value for it");
                }
            } else if !CHECKED.contains(field) {
                self.out.lose(field.name(), text.plain(), "Hayagriva has no field for it");
            }
        }
        for (field, date) in &self.record.dates {
            if matches!(field, DateField::AvailableDate | DateField::Submitted) {
                self.out.lose(field.name(), date.to_string(), "Hayagriva has no field for it");
            }
        }
    }

    /// A formattable string; what it has no markup for is lost.
    fn formatted(&mut self, field: Field, text: &Text<'_>) -> String {
        let (string, lost) = text::write(text);
        if lost {
            self.out.lose(field.name(), text.plain(), "Hayagriva has no such markup in text");
        }
        string
    }

    fn text(&mut self, field: Field) -> Option<Node<'r>> {
        let text = self.record.get(field)?;
        Some(Node::text(self.formatted(field, text)))
    }

    /// The values of a field, joined.
    fn joined(&mut self, fields: &[Field], separator: &str) -> Option<String> {
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

    /// A title with its subtitle, and its short form.
    fn title(&mut self, parts: &[Field], short: Option<Field>) -> Option<Node<'r>> {
        let mut title: Option<String> = None;
        for field in parts {
            let Some(text) = self.record.get(*field) else { continue };
            let part = self.formatted(*field, text);
            match &mut title {
                Some(title) => {
                    title.push_str(if title.ends_with([':', '.', '?', '!']) { " " } else { ": " });
                    title.push_str(&part);
                }
                None => title = Some(part),
            }
        }
        let short = short.and_then(|field| self.text(field));
        let (Some(title), Some(short)) = (&title, &short) else {
            return title.map(Node::text).or(short);
        };
        let mut map = Map::default();
        map.put("value", Node::text(title.clone()));
        map.put("short", short.clone());
        Some(Node::Map(map))
    }

    fn number(&mut self, field: Field) -> Option<Node<'r>> {
        self.record.get(field).map(|text| value::number_or_text(text.plain()))
    }

    /// A field that must be numeric.
    fn numeric(&mut self, field: Field) -> Option<Node<'r>> {
        let text = self.record.get(field)?.plain();
        if value::is_numeric(text) {
            return Some(value::number_or_text(text));
        }
        self.out.lose(field.name(), text, "Hayagriva takes only numbers here");
        None
    }

    fn names(&mut self, roles: &[Role]) -> Option<Node<'r>> {
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

    fn affiliated(&mut self) -> Option<Node<'r>> {
        let mut groups = Vec::new();
        for (name, hub_roles) in roles::WRITTEN {
            let Some(names) = self.names(hub_roles) else { continue };
            let mut group = Map::default();
            group.put("role", Node::text(*name));
            group.put("names", names);
            groups.push(Node::Map(group));
        }
        for contributor in self.record.contributors.iter().filter(|c| !roles::has_place(c.role)) {
            let name = contributor.name.to_string();
            self.out.lose(contributor.role.name(), name, "Hayagriva has no such role");
        }
        (!groups.is_empty()).then_some(Node::List(groups))
    }

    fn date(&mut self, field: DateField) -> Option<Node<'r>> {
        let date = self.record.date(field)?;
        let (node, why) = value::date(date);
        if let Some(why) = why {
            self.out.lose(field.name(), date.to_string(), why);
        }
        node
    }

    /// The multi-volume work and the series that the record belongs to, one inside the
    /// other, and whether the first is the multi-volume work.
    fn series(&mut self, of_type: &'static str) -> Option<(Map<'r>, bool)> {
        let mut series = Map::default();
        series.put("title", self.title(&[Field::CollectionTitle], Some(Field::CollectionTitleShort)));
        series.put("editor", self.names(&[Role::CollectionEditor]));
        series.put("volume", self.number(Field::CollectionNumber));
        let series = (!series.0.is_empty()).then(|| typed(of_type, series));
        let Some(title) = self.title(&[Field::MainTitle, Field::MainSubtitle], None) else {
            return series.map(|series| (series, false));
        };
        let mut main = Map::default();
        main.put("title", title);
        main.put("parent", series.map(Node::Map));
        Some((typed(of_type, main), true))
    }

    fn event(&mut self, needed: bool) -> Option<Node<'r>> {
        let mut event = Map::default();
        event.put("title", self.title(&[Field::EventTitle], None));
        event.put(
            "affiliated",
            self.names(&[Role::Chair]).map(|chairs| {
                let mut group = Map::default();
                group.put("role", Node::text("director"));
                group.put("names", chairs);
                Node::List(vec![Node::Map(group)])
            }),
        );
        event.put("date", self.date(DateField::EventDate));
        event.put("location", self.text(Field::EventPlace));
        (needed || !event.0.is_empty()).then(|| Node::Map(typed("conference", event)))
    }

    fn original(&mut self) -> Option<Node<'r>> {
        let mut original = Map::default();
        original.put("title", self.title(&[Field::OriginalTitle], None));
        original.put("author", self.names(&[Role::OriginalAuthor]));
        original.put("date", self.date(DateField::OriginalDate));
        original.put("publisher", self.publisher(Field::OriginalPublisher, Field::OriginalPublisherPlace));
        (!original.0.is_empty()).then(|| Node::Map(typed("original", original)))
    }

    fn pages(&mut self) -> Option<Node<'r>> {
        let first = self.record.get(Field::PageFirst).map(Text::plain);
        let Some(pages) = self.record.get(Field::Page).map(Text::plain) else {
            return first.map(value::number_or_text);
        };
        let ranges = Pages::parse(pages);
        if let Some(first) = first
            && ranges.first() != Some(first)
        {
            self.out.lose(Field::PageFirst.name(), first, "Hayagriva takes it from the pages");
        }
        let text = ranges.to_string();
        Some(if text == pages { value::number_or_text(pages) } else { Node::text(text) })
    }

    fn runtime(&mut self) -> Option<Node<'r>> {
        let text = self.record.get(Field::Dimensions)?.plain();
        if value::is_duration(text) {
            return Some(Node::text(text));
        }
        self.out.lose(Field::Dimensions.name(), text, "Hayagriva has no dimensions but a duration");
        None
    }

    fn publisher(&mut self, name: Field, place: Field) -> Option<Node<'r>> {
        let mut publisher = Map::default();
        publisher.put("name", self.joined(&[name], ", ").map(Node::text));
        publisher.put("location", self.joined(&[place], ", ").map(Node::text));
        (!publisher.0.is_empty()).then_some(Node::Map(publisher))
    }

    /// Where the archive is: what CSL calls its place, else what it calls the location in it.
    fn archive_location(&mut self) -> Option<Node<'r>> {
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

    fn serial_number(&mut self) -> Option<Node<'r>> {
        let record = self.record;
        let mut serials = Map::default();
        let plain = |field| record.get(field).map(|text| Node::text(text.plain()));
        serials.put("doi", plain(Field::Doi));
        serials.put("isbn", self.identifiers(Field::Isbn));
        serials.put("issn", self.identifiers(Field::Issn));
        serials.put("pmid", plain(Field::Pmid));
        serials.put("pmcid", plain(Field::Pmcid));
        let number = record.get(Field::Number).map(Text::plain);
        let mut number_is_eprint = false;
        if let Some(eprint) = record.get(Field::Eprint).map(Text::plain) {
            let archive = record.str(Field::EprintType).to_ascii_lowercase();
            match archive.as_str() {
                "pubmed" if record.has(Field::Pmid) => {
                    if record.str(Field::Pmid) != eprint {
                        self.out.lose(Field::Eprint.name(), eprint, "Hayagriva has one PubMed number");
                    }
                }
                "pubmed" => serials.put("pmid", Node::text(eprint)),
                "" => serials.put("eprint", Node::text(eprint)),
                _ => serials.put(archive, Node::text(eprint)),
            }
        } else if record.kind == Kind::Article
            && let Some(arxiv) =
                number.filter(|n| n.to_ascii_lowercase().starts_with("arxiv")).and_then(identifier::arxiv)
        {
            serials.put("arxiv", Node::text(arxiv));
            number_is_eprint = true;
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

    fn identifiers(&self, field: Field) -> Option<Node<'r>> {
        let all: Vec<&str> = self.record.all(field).map(Text::plain).collect();
        (!all.is_empty()).then(|| Node::text(all.join(" ")))
    }

    fn url(&mut self) -> Option<Node<'r>> {
        let accessed = self.date(DateField::Accessed);
        let url = self.record.get(Field::Url).map(Text::plain);
        let checked = url.and_then(value::url);
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

    fn language(&mut self) -> Option<Node<'r>> {
        let text = self.record.get(Field::Language)?.plain();
        let language = value::language(text);
        if language.is_none() {
            self.out.lose(Field::Language.name(), text, "it is no language identifier");
        }
        language.map(Node::text)
    }

    fn note(&mut self) -> Option<Node<'r>> {
        self.joined(&[Field::HowPublished, Field::Note, Field::Addendum], ". ").map(Node::text)
    }
}

/// Fields that are reported where they are written, if they do not fit.
const CHECKED: &[Field] = &[
    Field::ArchivePlace,
    Field::CollectionTitleShort,
    Field::ContainerTitleShort,
    Field::Dimensions,
    Field::Eprint,
    Field::EprintType,
    Field::Language,
    Field::NumberOfPages,
    Field::NumberOfVolumes,
    Field::PageFirst,
    Field::TitleShort,
    Field::Url,
];

fn type_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let Node::Map(map) = node else { return None };
    map.0.iter().find_map(|(name, value)| match value {
        Node::Text(text) if name == "type" => Some(text.as_ref()),
        _ => None,
    })
}

/// A mapping with its type before it.
fn typed<'a>(of_type: &'static str, mut map: Map<'a>) -> Map<'a> {
    map.0.insert(0, ("type".into(), Node::text(of_type)));
    map
}
