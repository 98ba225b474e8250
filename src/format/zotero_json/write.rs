//! Records as items that Zotero's API takes.

use std::borrow::Cow;

use super::FAMILY;
use super::fields::{self, Holds};
use super::names::{self, Fields};
use crate::format::shared::attachments;
use crate::format::shared::csl::CITATION_KEY;
use crate::format::shared::csl::fold::{self, Folded};
use crate::format::shared::csl::note;
use crate::format::shared::csl::parts::pages;
use crate::format::shared::csl::variable::{NONE, Rank, Source, VARIABLES, of_field, of_role};
use crate::format::shared::zotero::{self, DOCUMENT, Type};
use crate::format::{Output, WriteOptions, Writer, lose_extra_but};
use crate::grammar::json::{Layout, compact};
use crate::grammar::markup;
use crate::record::{Extra, Field, Name, Record, Role, Text, identifier};

/// The emitter.
pub(super) struct Emitter;

/// What the API puts around the data of an item.
const AROUND: [&str; 7] = ["library", "links", "meta", "bib", "citation", "csljson", "uri"];

/// What is written before the fields of an item.
const BEFORE: [&str; 3] = ["key", "version", "parentItem"];

impl Writer for Emitter {
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        "["
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let indent = usize::from(options.indent.unwrap_or(2));
        let mut json = Layout { out, indent: Some(indent), depth: 2, ascii: options.ascii, first: true };
        json.line(1, false);
        json.out.byte(b'{');
        let around = |extra: &&Extra<'_>| AROUND[..3].contains(&&*extra.name);
        let wrapped = own(record).any(|extra| around(&extra));
        if wrapped {
            let outer = own(record)
                .filter(|extra| BEFORE[..2].contains(&&*extra.name) || AROUND.contains(&&*extra.name));
            outer.for_each(|extra| kept(extra, &mut json));
            json.name("data");
            json.out.byte(b'{');
            json.depth = 3;
            json.first = true;
        }
        data(record, wrapped, &mut json);
        if wrapped {
            json.line(2, false);
            json.out.byte(b'}');
        }
        json.line(1, false);
        json.out.byte(b'}');
        let has_files = record.kept(FAMILY, "attachments").is_some();
        let files = |extra: &Extra<'_>| has_files && attachments::is_list(extra);
        let lines = spelling(record, "extra").map_or("", |extra| &extra.value);
        let told = |extra: &Extra<'_>| extra.format == FAMILY || files(extra) || note::tells(lines, extra);
        lose_extra_but(record, told, out);
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn end(&self, _options: &WriteOptions) -> &'static str {
        "\n]\n"
    }
}

/// What no other format knows.
fn own<'r, 'a>(record: &'r Record<'a>) -> impl Iterator<Item = &'r Extra<'a>> {
    record.extra.iter().filter(|extra| extra.format == FAMILY && !extra.mapped)
}

/// The item's own spelling of what the record carries as well.
fn spelling<'r, 'a>(record: &'r Record<'a>, name: &str) -> Option<&'r Extra<'a>> {
    record.extra.iter().find(|extra| extra.format == FAMILY && extra.mapped && extra.name == name)
}

/// A member as it was read.
fn kept(extra: &Extra<'_>, json: &mut Layout<'_>) {
    if compact::is_value(&extra.value) {
        json.verbatim(&extra.name, &extra.value);
    } else {
        json.string(&extra.name, &extra.value);
    }
}

fn data(record: &Record<'_>, wrapped: bool, json: &mut Layout<'_>) {
    let told = record.kept(FAMILY, "itemType").map(|extra| &*extra.value);
    let of = match told {
        Some(name) => zotero::by_name(name).unwrap_or(&DOCUMENT),
        None => zotero::of_kind(record.kind),
    };
    for extra in own(record).filter(|extra| BEFORE.contains(&&*extra.name)) {
        kept(extra, json);
    }
    json.string("itemType", told.unwrap_or(of.name));
    let mut item =
        Item { of, record, folded: fold::fold(record), done: vec![Holds::Extra], lines: Vec::new() };
    if told.is_none() && of.kind != record.kind.csl() {
        item.lines.push(format!("type: {}", record.kind.csl()));
    }
    let mut fields = fields::of_type(of);
    if let Some((name, holds)) = fields.next() {
        item.field(name, holds, json);
    }
    item.creators(json);
    fields.for_each(|(name, holds)| item.field(name, holds, json));
    // What the item had besides the fields of its type.
    let special =
        |name: &str| matches!(name, "itemType" | "creators" | "tags" | "extra") || name.starts_with('-');
    let listed = |name: &str| fields::of_type(of).any(|(known, _)| known == name);
    for extra in record.extra.iter().filter(|extra| extra.format == FAMILY && extra.mapped) {
        if !special(&extra.name) && !listed(&extra.name) {
            kept(extra, json);
        }
    }
    item.extra(json);
    item.tags(json);
    for (name, empty) in [("collections", "[]"), ("relations", "{}")] {
        json.verbatim(name, own(record).find(|extra| extra.name == name).map_or(empty, |extra| &extra.value));
    }
    let written = |name: &str| {
        matches!(name, "itemType" | "tags" | "collections" | "relations")
            || fields::of_type(of).any(|(known, holds)| known == name && matches!(holds, Holds::Date(_)))
            || BEFORE.contains(&name)
            || (wrapped && AROUND.contains(&name))
    };
    let creators = |extra: &Extra<'_>| extra.name == "creators" && extra.value.starts_with('[');
    own(record).filter(|extra| !written(&extra.name) && !creators(extra)).for_each(|extra| kept(extra, json));
}

/// An item that is being written.
struct Item<'r, 'a> {
    of: &'static Type,
    record: &'r Record<'a>,
    folded: Folded<'r>,
    /// What has its place.
    done: Vec<Holds>,
    /// Lines for `extra`.
    lines: Vec<String>,
}

impl<'r, 'a> Item<'r, 'a> {
    /// Whether the item had no field of its own for a variable.
    fn hides(&self, variable: &str) -> bool {
        let is = |extra: &Extra<'_>| extra.name.strip_prefix('-') == Some(variable);
        self.record.extra.iter().any(|extra| extra.format == FAMILY && extra.mapped && is(extra))
    }

    /// The item's own spellings of what a field holds.
    fn spelled(&self, holds: Holds) -> impl Iterator<Item = &'r Extra<'a>> {
        let of = self.of;
        let mapped = self.record.extra.iter().filter(|extra| extra.format == FAMILY && extra.mapped);
        mapped.filter(move |extra| fields::holds(of, &extra.name) == Some(holds))
    }

    /// A field of the item's type, if the record has what it holds.
    fn field(&mut self, name: &'static str, holds: Holds, json: &mut Layout<'_>) {
        if self.done.contains(&holds) {
            return;
        }
        self.done.push(holds);
        // A date that says more than the record could take.
        let whole = own(self.record).find(|extra| matches!(holds, Holds::Date(_)) && extra.name == name);
        whole.into_iter().for_each(|extra| kept(extra, json));
        let mut spelled = self.spelled(holds).peekable();
        if whole.is_some() || spelled.peek().is_some() {
            return spelled.for_each(|extra| kept(extra, json));
        }
        match holds {
            Holds::Text(field) if !self.hides(field.name()) => {
                if let Some(text) = self.text(field) {
                    json.string(name, &text);
                }
            }
            Holds::Date(field) if !self.hides(field.name()) => {
                if let Some(date) = self.record.date(field) {
                    json.string(name, &date.to_string());
                }
            }
            Holds::Assignee => {
                let owners: Vec<Cow<'_, str>> =
                    self.record.names(Role::Holder).map(in_display_order).collect();
                if !owners.is_empty() {
                    json.string(name, &owners.join("; "));
                }
            }
            Holds::Key if self.has_key(json.out) => {
                json.string(name, &self.record.key);
            }
            _ => {}
        }
    }

    /// Whether the item has a key of its own; the API takes items without.
    fn has_key(&self, out: &Output) -> bool {
        !self.record.key.is_empty() && !out.key_is_generated && !self.hides(CITATION_KEY)
    }

    /// The value of a field: what is folded into it, or all of the record's values.
    fn text(&self, field: Field) -> Option<String> {
        let rank = of_field(field);
        let folded = self.folded.values.iter().find(|(known, _)| rank != NONE && *known == rank);
        let text = match folded {
            Some((_, text)) => several(text.iter(), field),
            None => several(self.record.all(field), field),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    fn creators(&mut self, json: &mut Layout<'_>) {
        if let Some(extra) = self.record.kept(FAMILY, "creators").filter(|extra| extra.value.starts_with('['))
        {
            return kept(extra, json);
        }
        let mut list: Vec<(&'static str, &Name<'_>)> = Vec::new();
        for contributor in &self.record.contributors {
            let (role, name) = (contributor.role, &contributor.name);
            let both = [Role::Editor, Role::Translator];
            let roles =
                if role == Role::EditorTranslator { both.as_slice() } else { std::slice::from_ref(&role) };
            for role in roles {
                if self.hides(role.name()) {
                    continue;
                }
                match names::creator(self.of, *role) {
                    Some(creator) => list.push((creator, name)),
                    None if *role == Role::Holder && fields::place(self.of, Holds::Assignee).is_some() => {}
                    None if of_role(*role) != NONE => self.lines.push(line_of(*role, name)),
                    None => {
                        list.push(("contributor", name));
                        json.out.lose(
                            role.name(),
                            in_display_order(name),
                            "Zotero has no such creators; a contributor",
                        );
                    }
                }
            }
            if let Name::Person(person) = name {
                for (key, value) in &person.extra {
                    json.out.lose(
                        format!("{role}.{key}"),
                        value.as_ref(),
                        "Zotero says no more of a creator than the name",
                    );
                }
            }
        }
        if self.of.creators.is_empty() && list.is_empty() {
            return;
        }
        json.name("creators");
        json.out.byte(b'[');
        for (i, (creator, name)) in list.iter().enumerate() {
            json.out.push(if i > 0 { "," } else { "" });
            json.line(json.depth + 1, i > 0);
            let members = match names::fields(name) {
                Fields::One(name) => vec![("name", name)],
                Fields::Two(first, last) => vec![("firstName", first), ("lastName", last)],
            };
            json.out.push("{\"creatorType\": ");
            json.quoted(creator);
            for (key, value) in members {
                json.out.push(", ");
                json.quoted(key);
                json.out.push(": ");
                json.quoted(&value);
            }
            json.out.byte(b'}');
        }
        if !list.is_empty() {
            json.line(json.depth, false);
        }
        json.out.byte(b']');
    }

    /// The `extra`: the item's own, or the variables that its type has no field for in lines
    /// of their own, and the notes.
    fn extra(&mut self, json: &mut Layout<'_>) {
        if let Some(extra) = spelling(self.record, "extra") {
            return kept(extra, json);
        }
        for (rank, variable) in VARIABLES.iter().enumerate() {
            self.line(rank as Rank, variable.name, variable.source);
        }
        self.eprint(json.out);
        let mut extra = self.lines.join("\n");
        for field in [Field::Note, Field::Annote].into_iter().filter(|field| !self.hides(field.name())) {
            if let Some(text) = self.text(field) {
                extra.push_str(if extra.is_empty() { "" } else { "\n" });
                extra.push_str(&text);
            }
        }
        if !extra.is_empty() {
            json.string("extra", &extra);
        }
    }

    /// Whether a variable has no place yet, and needs one.
    fn lacks(&self, holds: Holds, variable: &str) -> bool {
        !self.done.contains(&holds) && !self.hides(variable) && self.spelled(holds).next().is_none()
    }

    /// The line for a variable that has no place yet.
    fn line(&mut self, rank: Rank, name: &str, source: Source) {
        let value = match source {
            Source::Rich(Field::Note | Field::Annote | Field::Keyword) | Source::Names(_) => None,
            Source::Rich(field) | Source::Plain(field) | Source::Number(field) => {
                let wanted = self.lacks(Holds::Text(field), name);
                wanted.then(|| self.text(field)).flatten()
            }
            Source::Date(field) => {
                let wanted = self.lacks(Holds::Date(field), name);
                self.record.date(field).filter(|_| wanted).map(ToString::to_string)
            }
        };
        debug_assert_eq!(VARIABLES[usize::from(rank)].name, name);
        if let Some(value) = value {
            self.lines.push(format!("{name}: {}", value.replace(['\n', '\r'], " ")));
        }
    }

    /// A preprint on arXiv has a line of its own; what else the hub knows of preprints and the
    /// like is lost.
    fn eprint(&mut self, out: &mut Output) {
        let is_arxiv = self.record.str(Field::EprintType).eq_ignore_ascii_case("arxiv");
        let id = self.record.str(Field::Eprint);
        let class = self.record.str(Field::EprintClass);
        let number = self.text(Field::Number).is_some_and(|number| number.ends_with(id));
        let line = is_arxiv && !(number && class.is_empty()) && !self.hides(Field::Eprint.name());
        if line {
            let class = if class.is_empty() { String::new() } else { format!(" [{class}]") };
            self.lines.push(format!("arXiv: {id}{class}"));
        }
        for field in self.folded.rest.iter().filter(|field| !self.done.contains(&Holds::Text(**field))) {
            let held = matches!(field, Field::Eprint | Field::EprintType | Field::EprintClass) && is_arxiv;
            if !held {
                out.lose(field.name(), self.record.str(*field), "Zotero has no field for it");
            }
        }
    }

    fn tags(&self, json: &mut Layout<'_>) {
        if let Some(extra) = self.record.kept(FAMILY, "tags") {
            return kept(extra, json);
        }
        json.name("tags");
        json.out.byte(b'[');
        for (i, word) in self.record.all(Field::Keyword).enumerate() {
            json.out.push(if i > 0 { ", {\"tag\": " } else { "{\"tag\": " });
            json.quoted(word.plain());
            json.out.byte(b'}');
        }
        json.out.byte(b']');
    }
}

/// All values of a field in one string.
pub(super) fn several<'t, 'a: 't>(values: impl Iterator<Item = &'t Text<'a>>, field: Field) -> String {
    let separator = match field {
        Field::Isbn => " ",
        Field::Note | Field::Abstract | Field::Annote => "\n",
        Field::Issn | Field::Language => ", ",
        _ => "; ",
    };
    let mut all = String::new();
    for text in values {
        all.push_str(if all.is_empty() { "" } else { separator });
        match field {
            Field::Doi => all.push_str(identifier::doi(text.plain()).unwrap_or(text.plain())),
            Field::Page => all.push_str(&pages(text.plain())),
            field if fields::is_rich(field) => markup::render(text, |stretch| all.push_str(stretch)),
            _ => all.push_str(text.plain()),
        }
    }
    all
}

fn in_display_order<'n>(name: &'n Name<'_>) -> Cow<'n, str> {
    match names::fields(name) {
        Fields::One(name) => name,
        Fields::Two(first, last) if first.is_empty() => last,
        Fields::Two(first, last) => Cow::Owned(format!("{first} {last}")),
    }
}

/// The line of `extra` for a name, as Zotero reads it.
fn line_of(role: Role, name: &Name<'_>) -> String {
    match names::fields(name) {
        Fields::One(name) => format!("{role}: {name}"),
        Fields::Two(first, last) => format!("{role}: {last} || {first}"),
    }
}
