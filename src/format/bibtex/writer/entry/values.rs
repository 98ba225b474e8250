//! The values of an entry made afresh, as the class of their field wants them.

use std::borrow::Cow;

use super::super::super::Dialect;
use super::super::super::fields::Class;
use super::super::dates::Parts;
use super::super::names;
use super::super::place::Place;
use super::{Entry, Item};
use crate::format::Output;
use crate::format::shared::affiliations;
use crate::latex::encode::{self, Protect, Spelling};
use crate::record::{Date, Field, Mark, Pages, Role, Text};

/// What a field holds.
pub(super) enum Value<'r> {
    /// One text.
    Text(&'r Text<'r>),
    /// All texts of a field of which there are several.
    Texts(Field),
    /// The texts of several fields, each once.
    Series(&'static [Field]),
    /// A title and its subtitle in one.
    Titles(&'r Text<'r>, &'r Text<'r>),
    /// A word of the format's own.
    Word(&'static str),
    /// A link as text.
    Link(&'r Text<'r>),
    /// A part of a text, to the letter.
    Verbatim(&'r str),
    Names(Role),
    /// Where the authors work, as it is told of each.
    Affiliations,
    /// The ORCID iDs of names, by their place in the list.
    Orcids(Role),
    Date(&'r Date<'r>),
    Year(&'r Date<'r>),
    Month(&'r Date<'r>),
    Day(&'r Date<'r>),
}

impl<'r> Entry<'r> {
    /// Writes the value of a field with its delimiters.
    pub(super) fn value(&self, item: &Item<'r>, out: &mut Output) {
        let ascii = self.options.ascii;
        match item.value {
            Value::Month(date) => return Parts::of(date).month(out),
            Value::Year(date) => return Parts::of(date).year(ascii, out),
            Value::Day(date) => return Parts::of(date).day(out),
            _ => out.byte(b'{'),
        }
        match &item.value {
            Value::Text(text) => self.text(&item.place, text, out),
            Value::Texts(field) => {
                let between = match item.place.class {
                    // As Zotero has them: they hold no blanks, but may hold anything else.
                    Class::Verbatim if *field == Field::Isbn => " ",
                    Class::List => " and ",
                    Class::Keywords | Class::Verbatim => ", ",
                    _ if matches!(*field, Field::Abstract | Field::Annote) => "\n\n",
                    _ => "; ",
                };
                for (i, text) in self.record.all(*field).enumerate() {
                    if i > 0 {
                        out.push(between);
                    }
                    self.text(&item.place, text, out);
                }
            }
            Value::Series(fields) => {
                let mut said = Vec::new();
                for text in fields.iter().flat_map(|field| self.record.all(*field)) {
                    if !said.contains(&text.plain()) {
                        out.push(if said.is_empty() { "" } else { ", " });
                        self.text(&item.place, text, out);
                        said.push(text.plain());
                    }
                }
            }
            Value::Titles(title, subtitle) => {
                self.text(&item.place, title, out);
                out.push(if title.plain().ends_with(['?', '!', ':', '.', ',', ';']) { " " } else { ": " });
                self.text(&item.place, subtitle, out);
            }
            Value::Word(word) => encode::plain(word, ascii, &mut out.bytes),
            Value::Verbatim(text) => encode::verbatim(text, ascii, &mut out.bytes),
            Value::Link(text) => {
                out.push("\\url{");
                encode::verbatim(text.plain(), ascii, &mut out.bytes);
                out.byte(b'}');
            }
            Value::Names(role) => self.name_list(*role, out),
            Value::Affiliations => {
                for (i, place) in affiliations::of(self.record).into_iter().enumerate() {
                    out.push(if i > 0 { "; " } else { "" });
                    encode::plain(place, ascii, &mut out.bytes);
                }
            }
            Value::Orcids(role) => {
                let mut gap = "";
                for (at, name) in self.record.names(*role).enumerate() {
                    if let Some(id) = names::orcid(name) {
                        out.push(gap);
                        gap = "; ";
                        out.display(at + 1);
                        out.push("=\"");
                        out.push(id);
                        out.byte(b'"');
                    }
                }
            }
            Value::Date(date) => out.display(date),
            Value::Year(_) | Value::Month(_) | Value::Day(_) => {}
        }
        out.byte(b'}');
    }

    fn name_list(&self, role: Role, out: &mut Output) {
        let mut gap = "";
        for name in self.record.names(role) {
            out.push(gap);
            gap = " and ";
            names::name(name, self.dialect, self.options.ascii, &mut out.bytes);
        }
    }

    fn text(&self, place: &Place, text: &Text<'_>, out: &mut Output) {
        let ascii = self.options.ascii;
        match place.class {
            Class::Verbatim | Class::Keys => encode::verbatim(text.plain(), ascii, &mut out.bytes),
            Class::Pages => {
                for (i, range) in Pages::parse(text.plain()).0.iter().enumerate() {
                    out.push(if i > 0 { ", " } else { "" });
                    encode::plain(range.first, ascii, &mut out.bytes);
                    if let Some(last) = range.last {
                        out.push("--");
                        encode::plain(last, ascii, &mut out.bytes);
                    }
                }
            }
            Class::List if self.dialect == Dialect::Biblatex && names::has_and(text.plain()) => {
                out.byte(b'{');
                self.latex(place, text, out);
                out.byte(b'}');
            }
            Class::Keywords
                if text.plain().contains([',', ';']) && self.record.all(Field::Keyword).count() > 1 =>
            {
                out.byte(b'{');
                self.latex(place, text, out);
                out.byte(b'}');
            }
            _ => self.latex(place, text, out),
        }
    }

    fn latex(&self, place: &Place, text: &Text<'_>, out: &mut Output) {
        let spelling = Spelling {
            ascii: self.options.ascii,
            protect: self.protection(place),
            mkbibquote: self.dialect == Dialect::Biblatex,
        };
        match place.name {
            "abstract" | "note" | "annote" | "annotation" => {
                encode::text(&paragraphs(text), spelling, &mut out.bytes);
            }
            "affiliation" => {
                encode::text(&text.plain().replace('\n', "; ").into(), spelling, &mut out.bytes);
            }
            _ => encode::text(text, spelling, &mut out.bytes),
        }
    }

    /// Which capitals a style must not lower in this field.
    fn protection(&self, place: &Place) -> Protect {
        match place.name {
            _ if self.options.bare_capitals => Protect::Off,
            "title" | "subtitle" | "shorttitle" | "booktitle" | "booksubtitle" | "maintitle"
            | "mainsubtitle" | "issuetitle" | "issuesubtitle" | "origtitle" => {
                match self.dialect {
                    _ if self.english => Protect::Names,
                    // biblatex leaves other languages alone, BibTeX does not know of them.
                    Dialect::Bibtex => Protect::All,
                    Dialect::Biblatex => Protect::Inner,
                }
            }
            // Some styles lower the kind of a report, too.
            "type" => Protect::Inner,
            _ => Protect::Off,
        }
    }
}

/// Running text with an empty line between its paragraphs. Many sources have them in a line
/// each; but where a line goes on in lower case, their lines are those of a page.
fn paragraphs<'t>(text: &'t Text<'t>) -> Cow<'t, Text<'t>> {
    let plain = text.plain();
    if !plain.contains('\n') || plain.split('\n').skip(1).any(|line| line.starts_with(char::is_lowercase)) {
        return Cow::Borrowed(text);
    }
    let single = |at: &usize| !plain[..*at].ends_with('\n') && !plain[at + 1..].starts_with('\n');
    let ends: Vec<usize> = plain.match_indices('\n').map(|(at, _)| at).filter(single).collect();
    let mut parted = String::with_capacity(plain.len() + ends.len());
    let mut from = 0;
    for end in &ends {
        parted.push_str(&plain[from..=*end]);
        parted.push('\n');
        from = end + 1;
    }
    parted.push_str(&plain[from..]);
    let moved = |at: usize| at + ends.partition_point(|end| *end < at);
    let marks = text.marks().iter().map(|mark| {
        let range = mark.range();
        Mark::new(moved(range.start)..moved(range.end), mark.kind)
    });
    Cow::Owned(Text::with_marks(parted, marks.collect::<Vec<_>>()))
}
