//! Items as pandoc's YAML: every string is Markdown, dates say what is what.

use std::borrow::Cow;

use crate::format::shared::yaml_scalar::{Place, write_scalar};
use crate::format::{Output, WriteOptions, Writer};
use crate::grammar::json::{Lexer, Value, compact, elements, members};
use crate::grammar::markup;
use crate::record::{Date, MarkKind, Name, Record, Text};

use crate::format::csl::date::CslDate;
use crate::format::csl::item::{self, Custom, Emit};
use crate::format::csl::variable::{Source, is_lacking};
use crate::format::csl::{FAMILY, markdown, name};

/// The emitter.
pub(super) struct Emitter;

impl Writer for Emitter {
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        "---\nreferences:\n"
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        item::emit(record, &mut Item { out, ascii: options.ascii, first: true });
    }

    fn end(&self, _options: &WriteOptions) -> &'static str {
        "...\n"
    }

    fn none(&self, _options: &WriteOptions) -> Option<&'static str> {
        Some("---\nreferences: []\n...\n")
    }
}

struct Item<'o> {
    out: &'o mut Output,
    ascii: bool,
    first: bool,
}

impl Item<'_> {
    /// The name of a member, and what stands before it.
    fn member(&mut self, name: &str) {
        self.out.push(if std::mem::take(&mut self.first) { "- " } else { "  " });
        self.out.push(name);
        self.out.byte(b':');
    }

    /// A member that is a string.
    fn string(&mut self, name: &str, text: &str) {
        self.member(name);
        self.out.byte(b' ');
        write_scalar(text, Place::Block, self.ascii, self.out);
        self.out.byte(b'\n');
    }

    fn flow(&mut self, text: &str) {
        write_scalar(text, Place::Flow, self.ascii, self.out);
    }

    /// JSON in one line of flow style, its strings but not its names spelled by `spell`.
    fn json(&mut self, json: &str, spell: fn(&str) -> Cow<'_, str>) {
        let ascii = self.ascii;
        compact::write(json, None, self.out, |text, is_name, out| {
            let text = if is_name { Cow::Borrowed(text) } else { spell(text) };
            write_scalar(&text, Place::Flow, ascii, out);
        });
    }

    /// What CSL has no members for in a name, or `all` that is said of it.
    fn in_custom(&mut self, name: &Name<'_>, all: bool) {
        let mut gap = "";
        if all {
            name::members(name, |key, value| {
                self.out.push(std::mem::replace(&mut gap, ", "));
                self.out.push(key);
                self.out.push(": ");
                match value {
                    name::Value::Str(text) => self.flow(text),
                    name::Value::Flag(flag) => self.out.push(if flag { "true" } else { "false" }),
                }
            });
        }
        for (key, value) in name::rest(name) {
            self.out.push(std::mem::replace(&mut gap, ", "));
            self.flow(key);
            self.out.push(": ");
            if name::is_json(&value) { self.json(&value, markdown::verbatim) } else { self.flow(&value) }
        }
    }

    /// What a family has in `custom`.
    fn family(&mut self, custom: &Custom<'_, '_>, family: &str, extra: &[&crate::record::Extra<'_>]) {
        if family == FAMILY {
            for (field, text) in &custom.fields {
                self.out.push("      ");
                self.out.push(field.name());
                self.out.push(": ");
                write_scalar(text.plain(), Place::Block, self.ascii, self.out);
                self.out.byte(b'\n');
            }
            for (role, names) in &custom.names {
                self.out.push("      ");
                self.out.push(role.name());
                self.out.push(": [");
                for (i, name) in names.iter().enumerate() {
                    self.out.push(if i > 0 { ", {" } else { "{" });
                    self.in_custom(name, is_lacking(*role));
                    self.out.byte(b'}');
                }
                self.out.push("]\n");
            }
        }
        for same in extra.chunk_by(|a, b| a.name == b.name) {
            let [first, others @ ..] = same else { continue };
            self.out.push("      ");
            self.flow(&first.name);
            self.out.push(": ");
            if !others.is_empty() {
                self.out.byte(b'[');
            }
            for (i, extra) in same.iter().enumerate() {
                self.out.push(if i > 0 { ", " } else { "" });
                if family == FAMILY && compact::is_value(&extra.value) {
                    self.json(&extra.value, markdown::verbatim);
                } else {
                    let place = if others.is_empty() { Place::Block } else { Place::Flow };
                    write_scalar(&extra.value, place, self.ascii, self.out);
                }
            }
            self.out.push(if others.is_empty() { "\n" } else { "]\n" });
        }
    }
}

impl Emit for Item<'_> {
    fn out(&mut self) -> &mut Output {
        self.out
    }

    fn head(&mut self, record: &Record<'_>, id: Option<&str>, kind: &'static str) {
        self.member("id");
        self.out.byte(b' ');
        let ascii = self.ascii;
        match id {
            Some(id) => self.json(id, markdown::verbatim),
            // A generated key may get a suffix, and be a number or `no` without quotes.
            None if self.out.key_is_generated && (record.key.len() < 6 || record.key.starts_with(digit)) => {
                self.out.byte(b'\'');
                self.out.key(record, |key, out| out.push(key));
                self.out.byte(b'\'');
            }
            None => self.out.key(record, |key, out| write_scalar(key, Place::Block, ascii, out)),
        }
        self.out.byte(b'\n');
        self.string("type", kind);
    }

    fn marks(&self, kind: MarkKind) -> bool {
        kind == MarkKind::Code || !markup::tags(kind).0.is_empty()
    }

    fn rich(&mut self, name: &'static str, text: &Text<'_>) {
        if text.marks().is_empty() {
            return self.string(name, &markdown::encode(text.plain()));
        }
        let mut html = String::with_capacity(text.plain().len() + 16);
        markup::render_with(text, tags, |stretch| html.push_str(stretch));
        self.string(name, &markdown::encode(&html));
    }

    fn plain(&mut self, name: &'static str, text: &str) {
        self.string(name, &markdown::escape(text));
    }

    fn names<'r>(&mut self, name: &'static str, names: &mut dyn Iterator<Item = &'r Name<'r>>) {
        self.member(name);
        for name in names {
            let mut before = "\n  - ";
            name::members(name, |key, value| {
                self.out.push(std::mem::replace(&mut before, "\n    "));
                self.out.push(key);
                self.out.push(": ");
                match value {
                    name::Value::Str(text) => {
                        write_scalar(&markdown::encode(text), Place::Block, self.ascii, self.out);
                    }
                    name::Value::Flag(flag) => self.out.push(if flag { "true" } else { "false" }),
                }
            });
        }
        self.out.byte(b'\n');
    }

    fn date(&mut self, name: &'static str, date: &Date<'_>) {
        self.member(name);
        let date = CslDate::of(date);
        let parts = || date.parts.into_iter().flatten();
        if date.literal.is_none() && !date.circa {
            let in_range = parts().count() > 1;
            for (i, parts) in parts().enumerate() {
                self.out.push(if i > 0 { ", {year: " } else { " [{year: " });
                self.out.display(parts.year);
                match (parts.month, date.season) {
                    (0, Some(season)) => self.out.display(format_args!(", season: {season}")),
                    (month @ 13..=16, _) if in_range => {
                        self.out.display(format_args!(", season: {}", month - 12));
                    }
                    (0, None) => {}
                    (month, _) => self.out.display(format_args!(", month: {month}")),
                }
                if parts.day > 0 {
                    self.out.display(format_args!(", day: {}", parts.day));
                }
                self.out.byte(b'}');
            }
            return self.out.push("]\n");
        }
        let mut before = " {";
        for (i, parts) in parts().enumerate() {
            before = ", ";
            self.out.push(if i > 0 { ", [" } else { " {date-parts: [[" });
            self.out.display(parts.year);
            for part in [parts.month, parts.day].into_iter().take_while(|part| *part > 0) {
                self.out.display(format_args!(", {part}"));
            }
            self.out.byte(b']');
        }
        self.out.push(if before == ", " { "]" } else { "" });
        if let Some(season) = date.season {
            self.out.display(format_args!(", season: {season}"));
        }
        if date.circa {
            self.out.push(", circa: true");
        }
        if let Some(literal) = &date.literal {
            self.out.push(before);
            self.out.push("literal: ");
            self.flow(&markdown::encode(literal));
        }
        self.out.push("}\n");
    }

    fn raw(&mut self, name: &str, json: &str, source: Option<Source>) {
        let spell = spelling(source);
        match Lexer::new(json).value() {
            Ok(Value::String(text)) => self.string(name, &spell(&text.decode())),
            _ => {
                self.member(name);
                self.out.byte(b' ');
                match named(json).filter(|_| matches!(source, Some(Source::Date(_)))) {
                    Some(points) => self.json(&points, spell),
                    None => self.json(json, spell),
                }
                self.out.byte(b'\n');
            }
        }
    }

    fn custom(&mut self, custom: &Custom<'_, '_>) {
        self.member("custom");
        let mut none = true;
        for (name, _, json) in custom.own.into_iter().flat_map(members) {
            self.out.push("\n    ");
            self.flow(&name.decode());
            self.out.push(": ");
            self.json(json, markdown::verbatim);
            none = false;
        }
        self.out.push(if none && custom.own.is_some() { " {}" } else { "" });
        self.out.byte(b'\n');
        for (family, extra) in custom.families() {
            self.out.push("    ");
            self.flow(family);
            self.out.push(":\n");
            self.family(custom, family, extra);
        }
    }
}

/// `date-parts` by name, if they are all there is: `[{"year": 2020, "month": 5}]`.
fn named(json: &str) -> Option<String> {
    let mut members = members(json);
    let (name, value, _) = members.next()?;
    let Value::Array(points) = value else { return None };
    if name.raw != "date-parts" || members.next().is_some() {
        return None;
    }
    let in_range = elements(points).count() == 2;
    let mut out = String::from("[");
    for (i, point) in elements(points).enumerate() {
        let Value::Array(parts) = point else { return None };
        out.push_str(if i > 0 { ", {" } else { "{" });
        for (at, part) in elements(parts).enumerate() {
            let name = ["year", "month", "day"].get(at)?;
            out.push_str(if at > 0 { ", " } else { "" });
            match (part, at) {
                (Value::Number(season @ ("13" | "14" | "15" | "16")), 1)
                    if in_range && elements(parts).count() == 2 =>
                {
                    out.push_str(&format!("\"season\": {}", season.parse::<u8>().ok()? - 12));
                }
                (Value::Number(number), _) => out.push_str(&format!("\"{name}\": {number}")),
                (Value::String(text), _) => out.push_str(&format!("\"{name}\": \"{}\"", text.raw)),
                _ => return None,
            }
        }
        out.push('}');
    }
    out.push(']');
    Some(out)
}

/// How a string of a variable is spelled: with its tags as Markdown, as text that
/// Markdown leaves alone, or as it is.
fn spelling(source: Option<Source>) -> fn(&str) -> Cow<'_, str> {
    match source {
        None => markdown::verbatim,
        Some(Source::Plain(_) | Source::Number(_)) => markdown::escape,
        Some(_) => markdown::encode,
    }
}

/// CSL's tags, and one for code, which Markdown has.
fn tags(kind: MarkKind) -> (&'static str, &'static str) {
    if kind == MarkKind::Code { ("<code>", "</code>") } else { markup::tags(kind) }
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}
