//! Records → rows.

use std::borrow::Cow;
use std::io::{self, SeekFrom, Write};

use super::fields::{self, COLUMNS};
use super::{FAMILY, kinds};
use crate::format::shared::tagged::Place;
use crate::format::shared::tagged::emit::{self, Written};
use crate::format::shared::tagged::entry::{CONTAINER, EVENT, TITLE};
use crate::format::shared::{affiliations, attachments};
use crate::format::{Composer, Drafts, Output, WriteOptions, Writer, lose_extra_but};
use crate::grammar::csv::Rows;
use crate::record::{Date, DateField, Extra, Field, Record, Role, Text};

/// Writes tables. A draft is a row of the columns that any table has; behind them stand
/// the names and the values of those that the record's own table had besides.
#[derive(Debug)]
pub(super) struct Emitter {
    pub(super) separator: u8,
}

/// Why what is left is lost.
const WHY: &str = "the table has no column for it";

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let library = record.kept(FAMILY, "Item Type").is_some();
        let mut row = Row { record, library, written: Written::default() };
        let wanted = &options.columns.wanted;
        if wanted.is_empty() {
            let mut rows = COLUMNS.written(record.kind).peekable();
            for (at, name) in fields::written().enumerate() {
                let place = rows.next_if(|row| row.tag == name).map(|row| row.place);
                self.cell(&mut row, at, name, place, out);
            }
            for extra in emit::source(record, FAMILY)
                .filter(|extra| (!extra.mapped || is_files(&extra.name)) && !is_written(&extra.name))
            {
                for value in [&extra.name, &extra.value] {
                    out.byte(self.separator);
                    self.quote(value, out);
                }
            }
            let own = emit::source(record, FAMILY).any(|extra| is_files(&extra.name));
            let files = attachments::of(record);
            if !own && !files.is_empty() {
                for value in ["File Attachments", &files.join("; ")] {
                    out.byte(self.separator);
                    self.quote(value, out);
                }
            }
        } else {
            for (at, (name, meaning)) in wanted.iter().enumerate() {
                let place = meaning.place(record.kind).map(|(_, place)| place);
                self.cell(&mut row, at, name, place, out);
            }
            let is_wanted = |name: &str| wanted.iter().any(|(wanted, _)| wanted == name);
            for extra in emit::source(record, FAMILY).filter(|extra| !extra.mapped && !is_wanted(&extra.name))
            {
                out.lose(format!("{FAMILY}:{}", extra.name), extra.value.as_ref(), WHY);
            }
        }
        out.byte(b'\n');
        row.written.lose_rest(record, WHY, out);
        let told = |extra: &Extra<'_>| {
            let files = wanted.is_empty() && attachments::is(extra);
            extra.format == FAMILY || files
        };
        lose_extra_but(record, told, out);
    }

    fn composer(&self) -> Option<&dyn Composer> {
        Some(self)
    }
}

/// Whether a column holds places of files, which travel under another name.
fn is_files(name: &str) -> bool {
    name.eq_ignore_ascii_case("file attachments")
}

/// Whether every table has a column of this name.
fn is_written(name: &str) -> bool {
    fields::written().any(|written| written == name)
}

impl Emitter {
    /// Writes the value of a column: what the record says, with what its own table says there
    /// and the record does not; for a record of a library's table, as that table spells it.
    fn cell(&self, row: &mut Row<'_>, at: usize, name: &str, place: Option<Place>, out: &mut Output) {
        if at > 0 {
            out.byte(self.separator);
        }
        if place == Some(Place::Key) {
            return out.key(row.record, |key, out| self.quote(key, out));
        }
        let value = place.map_or_else(String::new, |place| row.value(place));
        // Keywords come from several columns.
        let library = row.library && place != Some(Place::Keywords);
        let own = emit::source(row.record, FAMILY).filter(|extra| extra.name == name);
        let own = own.filter(|extra| library || !extra.mapped).map(|extra| extra.value.as_ref());
        let said = Some(value.as_str()).filter(|value| !value.is_empty() && !library);
        let values: Vec<&str> = said.into_iter().chain(own).collect();
        match values.as_slice() {
            [] => self.quote(&value, out),
            values => self.quote(&values.join("; "), out),
        }
    }

    /// Writes a value, in quotation marks where it needs them (RFC 4180, 2.5 to 2.7).
    fn quote(&self, value: &str, out: &mut Output) {
        let special = |b: u8| b == self.separator || matches!(b, b'"' | b'\n' | b'\r');
        if !value.bytes().any(special) && value.trim().len() == value.len() {
            return out.push(value);
        }
        out.byte(b'"');
        out.push(&value.replace('"', "\"\""));
        out.byte(b'"');
    }

    /// Writes a row of names or values.
    fn row<'v>(&self, values: impl Iterator<Item = &'v str>, to: &mut dyn Write) -> io::Result<()> {
        let mut out = Output::default();
        for (at, value) in values.enumerate() {
            if at > 0 {
                out.byte(self.separator);
            }
            self.quote(value, &mut out);
        }
        out.byte(b'\n');
        to.write_all(&out.bytes)
    }
}

impl Composer for Emitter {
    /// Finds the names of all columns, then writes the head and the rows below it.
    fn compose(
        &self,
        drafts: &mut dyn Drafts,
        options: &WriteOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !options.columns.wanted.is_empty() {
            self.row(options.columns.wanted.iter().map(|(name, _)| name.as_str()), out)?;
            return io::copy(drafts, out).map(drop);
        }
        let fixed = fields::written().count();
        let mut more: Vec<String> = Vec::new();
        let mut row = String::new();
        while next_row(drafts, &mut row)? {
            let mut rows = Rows::new(&row, self.separator, true);
            rows.read();
            for name in rows.cells.iter().skip(fixed).step_by(2).map(|cell| cell.value()) {
                if !more.iter().any(|known| *known == name) {
                    more.push(name.into_owned());
                }
            }
        }
        drafts.seek(SeekFrom::Start(0))?;
        let names: Vec<&str> = fields::written().collect();
        self.row(names.into_iter().chain(more.iter().map(String::as_str)), out)?;
        if more.is_empty() {
            return io::copy(drafts, out).map(drop);
        }
        while next_row(drafts, &mut row)? {
            let mut rows = Rows::new(&row, self.separator, true);
            rows.read();
            let (values, own) = rows.cells.split_at(fixed.min(rows.cells.len()));
            let own: Vec<_> = own.chunks_exact(2).map(|pair| (pair[0].value(), pair[1].value())).collect();
            let values: Vec<Cow<'_, str>> = values.iter().map(|cell| cell.value()).collect();
            let of = |name: &String| {
                let values: Vec<&str> =
                    own.iter().filter(|(known, _)| known == name).map(|(_, value)| &**value).collect();
                Cow::Owned(values.join("; "))
            };
            let all: Vec<Cow<'_, str>> = values.into_iter().chain(more.iter().map(of)).collect();
            self.row(all.iter().map(|value| &**value), out)?;
        }
        Ok(())
    }
}

/// Reads the next of our own rows, which may hold line breaks between quotation marks.
fn next_row(drafts: &mut dyn Drafts, row: &mut String) -> io::Result<bool> {
    row.clear();
    let mut quotes = 0;
    loop {
        let start = row.len();
        if drafts.read_line(row)? == 0 {
            return Ok(start > 0);
        }
        quotes += row[start..].bytes().filter(|b| *b == b'"').count();
        if quotes.is_multiple_of(2) {
            return Ok(true);
        }
    }
}

/// A record that is being written as a row.
struct Row<'r> {
    record: &'r Record<'r>,
    /// Whether it comes from a table with the same columns.
    library: bool,
    written: Written,
}

impl Row<'_> {
    fn value(&mut self, place: Place) -> String {
        match place {
            Place::Kind => kinds::of_kind(self.record.kind).to_owned(),
            Place::Key => self.record.key.to_string(),
            Place::Text(Field::Title) => self.title(TITLE),
            Place::Text(Field::ContainerTitle) => self.title(CONTAINER),
            Place::Text(Field::EventTitle) => self.title(EVENT),
            Place::Text(Field::Note) => {
                let notes =
                    [Field::Note, Field::HowPublished, Field::Addendum].map(|field| self.text(field, "\n"));
                notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n")
            }
            Place::Text(field @ (Field::Abstract | Field::Annote)) => self.text(field, "\n\n"),
            Place::Text(Field::AuthorAddress) if !self.record.has(Field::AuthorAddress) => {
                self.written.affiliations();
                affiliations::of(self.record).join("; ")
            }
            Place::Text(Field::AuthorAddress) => self.text(Field::AuthorAddress, "; ").replace('\n', "; "),
            Place::Text(field) => self.text(field, "; "),
            Place::Keywords => self.text(Field::Keyword, "; "),
            Place::Doi => self.text(Field::Doi, "; "),
            Place::Url => self.text(Field::Url, "; "),
            Place::Language => self.text(Field::Language, "; "),
            Place::Serial => {
                let numbers = [self.text(Field::Isbn, "; "), self.text(Field::Issn, "; ")];
                numbers
                    .iter()
                    .filter(|number| !number.is_empty())
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join("; ")
            }
            Place::Names(role) => self.names(role),
            Place::Date(field) => {
                self.written.date(field);
                self.record.date(field).map(Date::to_string).unwrap_or_default()
            }
            Place::Year => {
                let date = self.record.date(DateField::Issued);
                let (year, alone) = date.map_or((None, false), emit::year);
                if alone {
                    self.written.date(DateField::Issued);
                }
                year.map(|year| format!("{year:04}")).unwrap_or_default()
            }
            Place::FirstPage | Place::LastPage => {
                let ends = self.record.get(Field::Page).and_then(|pages| emit::ends(pages.plain()));
                let (first, last) = ends.unwrap_or((self.record.str(Field::Page), ""));
                self.written.field(Field::Page);
                (if place == Place::FirstPage { first } else { last }).to_owned()
            }
        }
    }

    /// All values of a field.
    fn text(&mut self, field: Field, between: &str) -> String {
        self.written.field(field);
        let running = matches!(field, Field::Abstract | Field::Annote | Field::Note);
        let spell = |text: &Text<'_>| match running {
            true => emit::tagged(text).into_owned(),
            false => emit::marked(text).into_owned(),
        };
        self.record.all(field).map(spell).collect::<Vec<_>>().join(between)
    }

    fn title(&mut self, parts: &[(char, Field)]) -> String {
        let part = |(mark, field): &(char, Field)| {
            self.written.field(*field);
            (*mark, emit::joined(self.record, *field, emit::marked))
        };
        emit::title(&parts.iter().map(part).collect::<Vec<_>>()).unwrap_or_default()
    }

    /// The names in a role, and with an editor or translator those who were both.
    fn names(&mut self, role: Role) -> String {
        let both = matches!(role, Role::Editor | Role::Translator);
        self.written.role(role);
        let mut names: Vec<String> = Vec::new();
        for contributor in &self.record.contributors {
            if contributor.role == role || (both && contributor.role == Role::EditorTranslator) {
                self.written.role(contributor.role);
                names.push(emit::inverted(&contributor.name));
            }
        }
        names.join("; ")
    }
}
