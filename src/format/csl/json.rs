//! CSL-JSON: an array of items, and how every JSON member of an item is written.

use crate::format::{Format, Output, WriteOptions, Writer};
use crate::grammar::json::{Layout, compact, escaped, members};
use crate::grammar::markup;
use crate::record::{Date, Name, Record, Text};

use super::date::{CslDate, Parts};
use super::item::{self, Custom, Emit};
use super::variable::{Source, is_lacking};
use super::{FAMILY, ITEMS, name, sniff};

/// CSL-JSON, one array of items.
pub static CSL_JSON: Format = Format {
    name: "csl-json",
    aliases: &["csl", "csljson", "citeproc"],
    extensions: &["json"],
    about: "CSL-JSON, the data of the Citation Style Language (citeproc, Zotero, pandoc)",
    sniff: sniff::json,
    begins: None,
    reader: Some(&ITEMS),
    writer: Some(&Json),
};

struct Json;

impl Writer for Json {
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        "["
    }

    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let indent = usize::from(options.indent.unwrap_or(2));
        let mut items = Layout { out, indent: Some(indent), depth: 2, ascii: options.ascii, first: true };
        items.line(1, false);
        items.out.byte(b'{');
        item::emit(record, &mut items);
        items.line(1, false);
        items.out.byte(b'}');
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn end(&self, _options: &WriteOptions) -> &'static str {
        "\n]\n"
    }

    fn none(&self, _options: &WriteOptions) -> Option<&'static str> {
        Some("[]\n")
    }
}

/// The parts of an item.
impl Layout<'_> {
    /// The members of an object inside of another; says whether there are none.
    fn spliced(&mut self, object: &str) -> bool {
        let mut none = true;
        for (name, _, json) in members(object) {
            let first = std::mem::take(&mut none);
            self.out.push(if first { "" } else { "," });
            self.line(3, !first);
            self.quoted(&name.decode());
            self.out.push(": ");
            self.json(json, None);
        }
        none
    }

    /// What CSL has no members for, one object a name; or `all` that is said of them.
    fn rest_of_names(&mut self, names: &[&Name<'_>], all: bool) {
        self.out.byte(b'[');
        for (i, name) in names.iter().enumerate() {
            self.out.push(if i > 0 { ", {" } else { "{" });
            let mut gap = "";
            if all {
                self.members_of(name);
                gap = ", ";
            }
            for (key, value) in name::rest(name) {
                self.out.push(std::mem::replace(&mut gap, ", "));
                self.quoted(key);
                self.out.push(": ");
                if name::is_json(&value) {
                    self.json(&value, None);
                } else {
                    self.quoted(&value);
                }
            }
            self.out.byte(b'}');
        }
        self.out.byte(b']');
    }

    /// What CSL has members for.
    fn members_of(&mut self, name: &Name<'_>) {
        let mut first = true;
        name::members(name, |key, value| {
            if !std::mem::take(&mut first) {
                self.out.push(", ");
            }
            self.out.byte(b'"');
            self.out.push(key);
            self.out.push("\": ");
            match value {
                name::Value::Str(text) => self.quoted(text),
                name::Value::Flag(flag) => self.out.push(if flag { "true" } else { "false" }),
            }
        });
    }

    fn parts(&mut self, parts: Parts) {
        self.out.byte(b'[');
        self.out.number(parts.year);
        for part in [parts.month, parts.day].into_iter().take_while(|part| *part > 0) {
            self.out.push(", ");
            self.out.number(part.into());
        }
        self.out.byte(b']');
    }
}

impl Emit for Layout<'_> {
    fn out(&mut self) -> &mut Output {
        self.out
    }

    fn head(&mut self, record: &Record<'_>, id: Option<&str>, kind: &'static str) {
        self.known("id");
        if let Some(id) = id {
            self.json(id, None);
            return self.plain("type", kind);
        }
        self.out.byte(b'"');
        let ascii = self.ascii;
        self.out.key(record, |key, out| escaped(key, ascii, out));
        self.out.byte(b'"');
        self.plain("type", kind);
    }

    fn rich(&mut self, name: &'static str, text: &Text<'_>) {
        self.known(name);
        self.out.byte(b'"');
        markup::render(text, |stretch| self.inside(stretch));
        self.out.byte(b'"');
    }

    fn plain(&mut self, name: &'static str, text: &str) {
        self.known(name);
        self.quoted(text);
    }

    fn names<'r>(&mut self, name: &'static str, names: &mut dyn Iterator<Item = &'r Name<'r>>) {
        self.known(name);
        self.out.byte(b'[');
        for (i, name) in names.enumerate() {
            if i > 0 {
                self.out.byte(b',');
            }
            self.line(3, i > 0);
            self.out.byte(b'{');
            self.members_of(name);
            self.out.byte(b'}');
        }
        self.line(2, false);
        self.out.byte(b']');
    }

    fn date(&mut self, name: &'static str, date: &Date<'_>) {
        self.known(name);
        let date = CslDate::of(date);
        let mut gap = "{\"";
        let mut member = |this: &mut Self, name: &str| {
            this.out.push(gap);
            gap = ", \"";
            this.out.push(name);
            this.out.push("\": ");
        };
        if let [Some(first), last] = date.parts {
            member(self, "date-parts");
            self.out.byte(b'[');
            self.parts(first);
            if let Some(last) = last {
                self.out.push(", ");
                self.parts(last);
            }
            self.out.byte(b']');
        }
        if let Some(season) = date.season {
            member(self, "season");
            self.out.display(season);
        }
        if date.circa {
            member(self, "circa");
            self.out.push("true");
        }
        if let Some(literal) = &date.literal {
            member(self, "literal");
            self.quoted(literal);
        }
        self.out.byte(b'}');
    }

    fn raw(&mut self, name: &str, json: &str, _source: Option<Source>) {
        self.verbatim(name, json);
    }

    fn custom(&mut self, custom: &Custom<'_, '_>) {
        self.known("custom");
        self.out.byte(b'{');
        let mut first = true;
        if let Some(own) = custom.own {
            first = self.spliced(own);
        }
        for (family, extra) in custom.families() {
            let first = std::mem::take(&mut first);
            self.out.push(if first { "" } else { "," });
            self.line(3, !first);
            self.quoted(family);
            self.out.push(": {");
            let mut gap = "";
            if family == FAMILY {
                for (field, text) in &custom.fields {
                    self.out.push(std::mem::replace(&mut gap, ", "));
                    self.quoted(field.name());
                    self.out.push(": ");
                    self.quoted(text.plain());
                }
                for (role, names) in &custom.names {
                    self.out.push(std::mem::replace(&mut gap, ", "));
                    self.quoted(role.name());
                    self.out.push(": ");
                    self.rest_of_names(names, is_lacking(*role));
                }
            }
            for same in extra.chunk_by(|a, b| a.name == b.name) {
                self.out.push(std::mem::replace(&mut gap, ", "));
                self.quoted(&same[0].name);
                self.out.push(if same.len() > 1 { ": [" } else { ": " });
                for (i, extra) in same.iter().enumerate() {
                    self.out.push(if i > 0 { ", " } else { "" });
                    if extra.format == FAMILY && compact::is_value(&extra.value) {
                        self.json(&extra.value, None);
                    } else {
                        self.quoted(&extra.value);
                    }
                }
                self.out.push(if same.len() > 1 { "]" } else { "" });
            }
            self.out.byte(b'}');
        }
        self.line(2, false);
        self.out.byte(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{DateField, Field, Kind, Mark, MarkKind, Person, Role};

    fn written(record: &Record<'_>) -> String {
        crate::write(&CSL_JSON, std::slice::from_ref(record), &WriteOptions::default())
    }

    #[test]
    fn items_are_one_member_a_line() {
        let mut record = Record::new(Kind::ArticleJournal);
        record.key = "lopes2020".into();
        let marks = vec![Mark::new(3..6, MarkKind::Italic)];
        record.push(Field::Title, Text::with_marks("On \"a\" <b", marks));
        record.push(Field::Subtitle, "A study");
        record.push(Field::Page, "12--34");
        record.push(Field::Doi, "https://doi.org/10.1000/182");
        record.push(Field::Keyword, "one");
        record.push(Field::Keyword, "two");
        record.contribute(Role::Author, Name::person("Lopes", "Ana"));
        record.contribute(
            Role::Author,
            Name::Person(Person { family: "Gogh".into(), prefix: "van".into(), ..Person::default() }),
        );
        record.contribute(Role::Author, Name::Others);
        record.set_date(DateField::Issued, Date::parse("2020-05/2020-06~").unwrap());
        record.keep("bibtex", "file", "a.pdf");
        record.keep("bibtex", "groups", "x");
        record.keep("bibtex", "file", "b.pdf");
        assert_eq!(
            written(&record),
            r#"[
  {
    "id": "lopes2020",
    "type": "article-journal",
    "title": "On <i>\"a\"</i> <b: A study",
    "author": [
      {"family": "Lopes", "given": "Ana"},
      {"family": "Gogh", "non-dropping-particle": "van"},
      {"literal": "others"}
    ],
    "issued": {"date-parts": [[2020, 5], [2020, 6]], "circa": true},
    "page": "12-34",
    "DOI": "10.1000/182",
    "keyword": "one, two",
    "custom": {
      "bibtex": {"file": ["a.pdf", "b.pdf"], "groups": "x"}
    }
  }
]
"#
        );
    }
}
