//! Records → a file.

mod entry;
mod schema;
mod unique;

use entry::Entry;

use super::fields::OF_WORK;
use super::reference::{self, Part};
use super::{FAMILY, PREFERRED, REFERENCE, WORK, types};
use crate::format::shared::yaml_node::{Map, Node, Printer};
use crate::format::{Composer, Output, WriteOptions, lose_extra};
use crate::grammar::yaml;
use crate::record::{Matter, Record};

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
            out.push(unique::REFERENCES);
        }
        for record in rest {
            item(&of_reference(record, &mut Output::default()), printer, out);
        }
    }

    fn composer(&self) -> Option<&dyn Composer> {
        Some(self)
    }

    /// What the file said to its readers comes with its first record.
    fn matter(&self, matter: &Matter<'_>, _options: &WriteOptions, out: &mut Output) {
        if (matter.format, matter.name) != (FAMILY, "message") {
            let name = format!("{}:{}", matter.format, matter.name);
            out.lose(name, matter.value.as_ref(), "it stands outside records");
        }
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let map = of_reference(record, out);
        item(&map, Printer { ascii: options.ascii }, out);
        if !record.key.is_empty() && !out.key_is_generated {
            out.lose("id", record.key.as_ref(), "CFF has no citation keys");
        }
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
    let same = record.says_same_as(&before) && record.unmapped(FAMILY).eq(before.unmapped(FAMILY));
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
    as_it_was.unwrap_or_else(|| Entry::of(record, out))
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
