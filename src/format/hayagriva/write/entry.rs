//! From a record to an entry and its parents: which value stands where.

use super::values::{COLLECTION_TITLES, CONTAINER_TITLES, EVENT_TITLES, MAIN_TITLES, TITLES};
use crate::format::Output;
use crate::format::hayagriva::{FAMILY, fields, kinds, read, roles};
use crate::format::shared::yaml_node::{Map, Node};
use crate::grammar::yaml::{self, Value, Yaml};
use crate::record::{DateField, Field, Kind, Record, Role};

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
    Field::ContainerTitleAddon,
    Field::Doi,
    Field::Edition,
    Field::Eid,
    Field::EventPlace,
    Field::EventTitle,
    Field::EventTitleAddon,
    Field::Genre,
    Field::HowPublished,
    Field::Isbn,
    Field::Issn,
    Field::Issue,
    Field::MainSubtitle,
    Field::MainTitle,
    Field::MainTitleAddon,
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
    Field::Source,
    Field::Title,
    Field::TitleAddon,
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
    Field::PartNumber,
    Field::TitleShort,
    Field::Url,
];

/// A record on its way to an entry.
pub(super) struct Entry<'r, 'o> {
    pub(super) record: &'r Record<'r>,
    pub(super) out: &'o mut Output,
}

/// The parents of an entry; an empty one is not written.
#[derive(Default)]
struct Parents<'r> {
    container: Map<'r>,
    /// The multi-volume work.
    main: Map<'r>,
    series: Map<'r>,
    event: Map<'r>,
    original: Map<'r>,
    source: Map<'r>,
    /// Those that were kept as they stood, of the entry and of its container.
    kept: Vec<Node<'r>>,
    kept_in_container: Vec<Node<'r>>,
}

impl<'r> Entry<'r, '_> {
    /// The entry of a record; what it has no place for is lost.
    pub(super) fn of<'o>(record: &'r Record<'r>, out: &'o mut Output) -> Map<'r> {
        Entry { record, out }.map()
    }

    fn map(mut self) -> Map<'r> {
        let record = self.record;
        let (entry, container, needs_event) = self.types();
        let mut map = Map::default();
        let mut parents = Parents::default();

        map.put("type", Node::text(entry));
        map.put("title", self.title(&TITLES));
        map.put("author", self.names(&[Role::Author]));
        map.put("editor", self.editors());
        map.put("affiliated", self.affiliated());
        map.put("date", self.date(DateField::Issued));

        parents.container.put("type", container.map(Node::text));
        parents.container.put("title", self.title(&CONTAINER_TITLES));
        parents.container.put("author", self.names(&[Role::ContainerAuthor]));
        parents.main.put("title", self.title(&MAIN_TITLES));
        // What counts the container's parts stands with the container, where there is one,
        // and what counts a multi-volume work's with that.
        let in_container = container.is_some();
        let counted = if in_container { &mut parents.container } else { &mut map };
        counted.put("edition", self.number(Field::Edition));
        counted.put("volume", self.number(Field::Volume));
        counted.put("issue", self.number(Field::Issue));
        let counted = if parents.main.0.is_empty() { counted } else { &mut parents.main };
        counted.put("volume-total", self.numeric(Field::NumberOfVolumes));
        if let Some(part) = record.get(Field::PartNumber) {
            if in_container && record.has(Field::Volume) {
                map.put("volume", self.number(Field::PartNumber));
            } else {
                self.out.lose(Field::PartNumber.name(), part.plain(), "Hayagriva has no parts of volumes");
            }
        }
        parents.series.put("title", self.title(&COLLECTION_TITLES));
        parents.series.put("editor", self.names(&[Role::CollectionEditor]));
        parents.series.put("volume", self.number(Field::CollectionNumber));
        self.event(&mut parents.event);
        self.original(&mut parents.original);
        // A film or a song with a parent is a broadcast to the crate.
        if matches!(record.kind, Kind::MotionPicture | Kind::Song) {
            if let Some(source) = record.get(Field::Source) {
                let why = "a film or a recording with a parent would become a broadcast";
                self.out.lose(Field::Source.name(), source.plain(), why);
            }
        } else {
            parents.source.put("title", self.text(Field::Source));
        }

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

        self.kept(&mut map, &mut parents);
        if let Some(extra) = record.kept(FAMILY, "event.type").filter(|_| !parents.event.0.is_empty()) {
            parents.event.put("type", Node::text(extra.value.as_ref()));
        }
        let parents = parents.into_nodes(container.unwrap_or(entry), in_container, needs_event);
        self.lose_the_rest(entry, &parents);
        map.put("parent", Node::one_or_many(parents));
        map
    }

    /// The type of the entry, that of its container if it has one, and whether it needs an
    /// event: as they were read, if the kind still is what they make.
    fn types(&self) -> (&'static str, Option<&'static str>, bool) {
        let record = self.record;
        let (mut entry, needed) = kinds::of_kind(record.kind);
        let kept = |name| record.kept(FAMILY, name).and_then(|extra| kinds::entry_type(&extra.value));
        let needs_event = needed == Some("conference");
        let mut container = needed.filter(|_| !needs_event);
        let has_container = [Field::ContainerTitle, Field::ContainerSubtitle, Field::ContainerTitleShort]
            .iter()
            .any(|field| record.has(*field))
            || record.names(Role::ContainerAuthor).next().is_some()
            || record.extra.iter().any(|extra| extra.format == FAMILY && extra.name.starts_with("parent."));
        if container.is_none() && has_container {
            container = Some(kinds::container_type(entry));
        }
        let as_read = (kept("type").unwrap_or(entry), kept("parent.type").or(container));
        let types: Vec<&str> = as_read.1.into_iter().chain(needs_event.then_some("conference")).collect();
        if kinds::to_kind(as_read.0, &types) == record.kind {
            (entry, container) = as_read;
        }
        (entry, container, needs_event)
    }

    fn event(&mut self, event: &mut Map<'r>) {
        event.put("title", self.title(&EVENT_TITLES));
        if let Some(chairs) = self.names(&[Role::Chair]) {
            let mut group = Map::default();
            group.put("role", Node::text("director"));
            group.put("names", chairs);
            event.put("affiliated", Node::List(vec![Node::Map(group)]));
        }
        event.put("date", self.date(DateField::EventDate));
        event.put("location", self.text(Field::EventPlace));
    }

    fn original(&mut self, original: &mut Map<'r>) {
        original.put("title", self.text(Field::OriginalTitle));
        original.put("author", self.names(&[Role::OriginalAuthor]));
        original.put("date", self.date(DateField::OriginalDate));
        original.put("publisher", self.publisher(Field::OriginalPublisher, Field::OriginalPublisherPlace));
    }

    /// Writes what was kept back to where it stood.
    fn kept(&mut self, map: &mut Map<'r>, parents: &mut Parents<'r>) {
        let own = |extra: &&crate::record::Extra<'_>| extra.format == FAMILY && !extra.mapped;
        for extra in self.record.extra.iter().filter(own) {
            let yaml = yaml::documents(&extra.value).ok().and_then(|mut documents| documents.pop());
            let yaml = yaml.unwrap_or_else(|| Yaml {
                value: Value::Scalar(extra.value.as_ref().into(), false),
                span: 0..0,
            });
            let sound = read::is_sound(&extra.name, &yaml);
            let node = Node::from(yaml);
            let (head, rest) = extra.name.split_once('.').unwrap_or((&extra.name, ""));
            let placed = sound
                && match (head, rest) {
                    ("parent", "") if matches!(node, Node::Map(_)) => {
                        parents.kept.push(node);
                        true
                    }
                    ("parent", "parent") if matches!(node, Node::Map(_)) => {
                        parents.kept_in_container.push(node);
                        true
                    }
                    ("parent", "" | "parent") => false,
                    (_, "") => (!fields::MAPPED.contains(&head)) && map.put_new(head, node),
                    ("parent", path) => parents.container.place(path, node),
                    ("series", path) if parents.series.0.is_empty() => parents.main.place(path, node),
                    ("series", path) => parents.series.place(path, node),
                    ("event", path) => parents.event.place(path, node),
                    ("original", path) => parents.original.place(path, node),
                    ("source", path) => parents.source.place(path, node),
                    _ => map.place(&extra.name, node),
                };
            if !placed {
                let field = format!("{FAMILY}:{}", extra.name);
                self.out.lose(field, extra.value.as_ref(), "there is no place that it could stand at");
            }
        }
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
        for contributor in self.record.contributors.iter().filter(|c| !roles::has_place(c.role)) {
            let name = contributor.name.in_full();
            self.out.lose(contributor.role.name(), name, "Hayagriva has no such role");
        }
        for (field, date) in &self.record.dates {
            if matches!(field, DateField::AvailableDate | DateField::Submitted) {
                self.out.lose(field.name(), date.to_string(), "Hayagriva has no field for it");
            }
        }
    }
}

impl<'r> Parents<'r> {
    /// The parents in order, each with its type before its other fields; `of_type` is the
    /// type of what a series would be the series of.
    fn into_nodes(mut self, of_type: &'static str, in_container: bool, needs_event: bool) -> Vec<Node<'r>> {
        let series_type = kinds::series_type(of_type);
        let series = typed(series_type, self.series);
        let series = if self.main.0.is_empty() {
            series
        } else {
            self.main.put("parent", series);
            typed(series_type, self.main)
        };
        let mut parents = Vec::new();
        if in_container {
            let above = series.into_iter().chain(self.kept_in_container).collect();
            self.container.put("parent", Node::one_or_many(above));
            parents.push(Node::Map(self.container));
        } else {
            parents.extend(series);
        }
        let event = typed("conference", self.event);
        parents.extend(event.or_else(|| {
            let mut event = Map::default();
            event.put("type", Node::text("conference"));
            needs_event.then_some(Node::Map(event))
        }));
        parents.extend(typed("original", self.original));
        parents.extend(typed("repository", self.source));
        parents.extend(self.kept);
        parents
    }
}

/// The type that a mapping states.
fn type_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let Node::Map(map) = node else { return None };
    map.0.iter().find_map(|(name, value)| match value {
        Node::Text(text) | Node::Token(text) if name == "type" => Some(text.as_ref()),
        _ => None,
    })
}

/// A mapping with its type before its other fields, if it has any.
fn typed<'a>(of_type: &'static str, mut map: Map<'a>) -> Option<Node<'a>> {
    if map.0.is_empty() {
        return None;
    }
    let at = map.0.iter().position(|(name, _)| name == "type");
    let stated = at.map_or_else(|| ("type".into(), Node::text(of_type)), |at| map.0.remove(at));
    map.0.insert(0, stated);
    Some(Node::Map(map))
}
