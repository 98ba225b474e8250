//! Rows → records.

use std::borrow::Cow;
use std::sync::Arc;

use super::citation::Citation;
use super::columns::Meaning;
use super::head::{Column, Head};
use super::{FAMILY, kinds, people};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::shared::attachments;
use crate::format::shared::csl::note::{self, Lifted};
use crate::format::shared::medline;
use crate::format::shared::tagged::{Draft, Place, date, echo};
use crate::format::{Collected, Parse, Sink};
use crate::grammar::csv::{Cell, Odd, Rows};
use crate::grammar::tagged::Field as Line;
use crate::record::{Date, DateField, Extra, Field, Kind, Record, Role};

/// Columns that tell the kind, the more telling first.
const KINDS: [&str; 6] =
    ["item type", "document type", "entry type", "publication type", "reference type", "document identifier"];

/// Scopus' words for what is missing.
const MISSING: [&str; 4] = [
    "[No abstract available]",
    "[No author name available]",
    "[No author id available]",
    "[No source information available]",
];

/// What reads rows.
pub(super) fn parser(head: Arc<Head>) -> Parse {
    Box::new(move |text, sink| {
        let mut rows = Rows::new(text, head.separator, true);
        // Rows of a table of which nothing is known say nothing.
        while head.known > 0 && rows.read() {
            row(&rows, &head, sink);
        }
    })
}

/// Reports what is amiss with the head, and what stands above it.
pub(super) fn above<'a>(text: &'a str, head: &Head, sink: &mut dyn Sink<'a>) {
    let preamble = text.get(..head.span.start).unwrap_or_default();
    let bare = preamble.trim_matches(['"', ' ', '\n', '\r']);
    if !bare.is_empty() && !bare.starts_with("sep=") {
        let start = preamble.len() - preamble.trim_start().len();
        let line = preamble.trim_start().lines().next().unwrap_or_default();
        sink.report(Diagnostic::new(codes::IGNORED_TEXT, start..start + line.len()));
    }
    for name in &head.missing {
        sink.report(Diagnostic::new(codes::MISSING_COLUMN, head.span.clone()).detail(name.clone()));
    }
    if head.known == 0 {
        sink.report(Diagnostic::new(codes::UNKNOWN_COLUMNS, head.span.clone()));
    }
}

fn row<'a>(rows: &Rows<'a>, head: &Head, sink: &mut dyn Sink<'a>) {
    let cells = &rows.cells;
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return };
    for (at, odd) in &rows.odd {
        let code = match odd {
            Odd::Unclosed => codes::UNCLOSED_QUOTE,
            Odd::Stray => codes::STRAY_QUOTE,
        };
        sink.report(Diagnostic::new(code, *at..at + 1));
    }
    let is_head = |(cell, column): (&Cell<'a>, &Column)| cell.value() == column.name;
    if rows.is_blank() || cells.iter().zip(&head.columns).all(is_head) {
        return;
    }
    let surplus = cells.get(head.columns.len()..).is_some_and(|more| more.iter().any(|c| !c.raw.is_empty()));
    if surplus || cells.len() < head.columns.len() {
        let detail = format!("{} values below {} names", cells.len(), head.columns.len());
        sink.report(Diagnostic::new(codes::RAGGED_ROW, first.at..last.span().end).detail(detail));
    }
    let span = first.at..last.span().end;
    let record = if cells.iter().any(|cell| cell.doubled) {
        // Values that do not stand in the text as they are live for this row alone.
        let values: Vec<Cow<'a, str>> = cells.iter().map(Cell::value).collect();
        let cells: Vec<_> =
            cells.iter().zip(&values).map(|(cell, value)| Cell { raw: value, ..*cell }).collect();
        read(&cells, head, &mut |finding| sink.report(finding)).into_owned()
    } else {
        read(cells, head, &mut |finding| sink.report(finding))
    };
    let blank = record.fields.is_empty() && record.contributors.is_empty() && record.dates.is_empty();
    if blank && (record.key.is_empty() || !head.library) {
        return sink.report(Diagnostic::new(codes::IGNORED_TEXT, span));
    }
    sink.record(Record { span, ..record });
}

/// The record of a row.
fn read<'t>(cells: &[Cell<'t>], head: &Head, report: &mut dyn FnMut(Diagnostic)) -> Record<'t> {
    let mut row =
        Row { cells, head, draft: Draft::new(FAMILY, true, cells.len()), notes: Vec::new(), issued: None };
    row.kind(report);
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.raw.is_empty()) {
        row.cell(at, cell);
    }
    row.year_month_day();
    let mut findings = Collected::default();
    row.draft.finish(&mut findings);
    findings.diagnostics.into_iter().for_each(report);
    let mut record = row.draft.record;
    if let Some(issued) = row.issued {
        let known = record.date(DateField::Issued).cloned().unwrap_or_else(|| issued.clone());
        record.set_date(DateField::Issued, date::finer(known, issued));
    }
    for text in row.notes {
        let has = note::stated(&record);
        for lifted in note::read(Cow::Borrowed(text), &has, &mut record).0 {
            if let Lifted::CitationKey(key) = lifted {
                let before = std::mem::replace(&mut record.key, Cow::Owned(key));
                let is_before = |extra: &&mut Extra<'t>| extra.value == before && extra.value != record.key;
                if let Some(extra) = record.extra.iter_mut().find(is_before) {
                    extra.mapped = false;
                }
            }
        }
    }
    record
}

/// A row that is being read.
struct Row<'t, 'r> {
    cells: &'r [Cell<'t>],
    head: &'r Head,
    draft: Draft<'t>,
    /// Notes, of which lines may state what has no column, as in Zotero's "Extra".
    notes: Vec<&'t str>,
    /// The date of publication, from where it does not stand alone.
    issued: Option<Date<'static>>,
}

impl<'t> Row<'t, '_> {
    /// The value below a name, if it says anything.
    fn value(&self, name: &str) -> Option<&Cell<'t>> {
        let mut named = self.cells.iter().zip(&self.head.columns);
        let is = |(cell, column): &(&Cell<'t>, &Column)| !cell.raw.is_empty() && is_named(column, name);
        named.find(is).map(|(cell, _)| cell)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The kind: what the row says, else what its columns tell.
    fn kind(&mut self, report: &mut dyn FnMut(Diagnostic)) {
        let library = self.head.library;
        let said = |name: &&str| self.value(name).and_then(|cell| kinds::read(cell.raw, library));
        let of_type = || (!library).then(|| said(&"type")).flatten();
        let fixed = self.cells.iter().zip(&self.head.columns).find_map(|(cell, column)| {
            let is_kind = column.meaning == Meaning::Fixed(Place::Kind);
            is_kind.then(|| kinds::read(cell.raw, false)).flatten()
        });
        if let Some(kind) = fixed.or_else(|| KINDS.iter().find_map(said)).or_else(of_type) {
            self.draft.record.kind = kind;
            return;
        }
        if let Some(cell) = KINDS.iter().find_map(|name| self.value(name)) {
            report(Diagnostic::new(codes::UNKNOWN_ENTRY_TYPE, cell.span()).detail(cell.raw.to_owned()));
        }
        self.draft.record.kind = self.inferred();
    }

    fn inferred(&self) -> Kind {
        let filled = |place: Place| {
            let mut cells =
                self.cells.iter().zip(&self.head.columns).filter(|(cell, _)| !cell.raw.is_empty());
            cells.any(|(_, column)| {
                column.meaning.place(Kind::Chapter).is_some_and(|(_, found)| found == place)
            })
        };
        let text = |field| filled(Place::Text(field));
        if text(Field::EventTitle) && text(Field::ContainerTitle) {
            Kind::PaperConference
        } else if text(Field::ContainerTitle) && text(Field::Isbn) && !text(Field::Issue) {
            Kind::Chapter
        } else if text(Field::ContainerTitle) {
            Kind::ArticleJournal
        } else if text(Field::Isbn) || text(Field::Publisher) {
            Kind::Book
        } else {
            Kind::Document
        }
    }

    /// Takes a value, and keeps it as the table spells it.
    fn cell(&mut self, at: usize, cell: &Cell<'t>) {
        let line = Line { tag: "", raw: cell.raw, at: cell.at, value_at: cell.at, apart: false };
        let extra = self.draft.keep(&line);
        let column = self.head.columns.get(at);
        if let Some(extra) = self.draft.record.extra.last_mut() {
            extra.name = column.map_or_else(|| Cow::Owned(Column::unnamed(at)), |column| column.name.clone());
        }
        let mapped = column.is_some_and(|column| self.take(column, &line));
        self.draft.set_mapped(extra, mapped);
    }

    /// Takes a value of a column, and says whether the record carries it now.
    fn take(&mut self, column: &Column, line: &Line<'t>) -> bool {
        if let Meaning::Known(name) = &column.meaning
            && let Some(mapped) = self.special(name, line)
        {
            return mapped;
        }
        let Some((rank, place)) = column.meaning.place(self.draft.record.kind) else {
            return match column.name.to_ascii_lowercase().as_str() {
                "citation" => self.citation(line.raw),
                "first author" => {
                    let authors = self.value("authors").map(|cell| cell.raw);
                    authors.is_some_and(|authors| echo::repeats(line.raw, &[], std::iter::once(authors)))
                }
                "file attachments" => {
                    let files = line.raw.split(';').map(str::trim).filter(|file| !file.is_empty());
                    attachments::keep(&mut self.draft.record, files.map(Cow::Borrowed).collect());
                    true
                }
                _ => false,
            };
        };
        match place {
            Place::Kind => kinds::read(line.raw, self.head.library) == Some(self.draft.record.kind),
            _ if MISSING.contains(&line.raw) => true,
            Place::Names(role) => self.names(role, line.raw),
            // One that does not check is what the column says.
            Place::Text(Field::Isbn) => self.draft.serials(line.raw, Kind::Book),
            Place::Text(Field::Issn) => self.draft.serials(line.raw, Kind::Periodical),
            // It says more than a year beside it.
            Place::Date(DateField::Issued) => self.draft.place(place, 0, line),
            Place::Date(DateField::EventDate) if line.raw.contains(" through ") => self.event(line.raw),
            Place::Text(Field::Title) if self.has("journal/book") => {
                // PubMed dresses titles.
                let bare = medline::bare_title(line.raw);
                self.draft.text(Field::Title, rank, Cow::Borrowed(&line.raw[bare]))
            }
            Place::Text(Field::Note) => {
                self.notes.push(line.raw);
                true
            }
            // These have lines of their own.
            Place::Text(field @ (Field::Abstract | Field::Annote)) => {
                let inner = line.raw.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
                self.draft.text(field, rank, Cow::Borrowed(inner.unwrap_or(line.raw)))
            }
            place => self.draft.place(place, rank, line),
        }
    }

    /// Columns that mean something else beside others; `None` for what they always mean.
    fn special(&mut self, name: &str, line: &Line<'t>) -> Option<bool> {
        match name {
            // The full names stand beside it.
            "authors" => self.value("author full names").map(|full| {
                MISSING.contains(&line.raw) || echo::are_short(line.raw.split(';'), full.raw.split(';'))
            }),
            // Scopus says so of most.
            "publication stage" if line.raw.eq_ignore_ascii_case("final") => Some(false),
            "publication stage" if line.raw.eq_ignore_ascii_case("aip") => {
                self.draft.record.push(Field::Status, "in press");
                Some(true)
            }
            "key" if self.has("citation key") => Some(false),
            // Scopus' number of the record, not the article's.
            "eid" if line.raw.starts_with("2-s2.0-") => Some(false),
            "type" if !self.head.library && kinds::read(line.raw, false) == Some(self.draft.record.kind) => {
                Some(true)
            }
            _ => None,
        }
    }

    fn names(&mut self, role: Role, list: &'t str) -> bool {
        for name in people::names(list, self.head.library) {
            self.draft.record.contribute(role, name);
        }
        true
    }

    /// `5 June 2023 through 7 June 2023`.
    fn event(&mut self, text: &str) -> bool {
        let point = |text: &str| {
            let read = date::read(text).filter(|read| read.rest.is_empty());
            read.and_then(|read| read.date.point().copied())
        };
        let ends = text.split_once(" through ").and_then(|(start, end)| Some((point(start)?, point(end)?)));
        let date =
            ends.map_or_else(|| Date::literal(text.to_owned()), |(start, end)| Date::range(start, end));
        self.draft.record.set_date(DateField::EventDate, date);
        true
    }

    /// PubMed's citation, for what has no column of its own. Says whether the record carries
    /// all of it now.
    fn citation(&mut self, text: &'t str) -> bool {
        const SILENT: &[&str] = &["doi", "Epub", "eCollection"];
        let Some(citation) = Citation::read(text) else { return false };
        let record = &mut self.draft.record;
        let mut told = Vec::new();
        for (field, value) in
            [(Field::Volume, citation.volume), (Field::Issue, citation.issue), (Field::Page, citation.pages)]
        {
            if !record.has(field) {
                record.push(field, value);
                told.push(value);
            }
        }
        let whole = |text| date::read(text).filter(|read| read.rest.is_empty()).map(|read| read.date);
        self.issued = whole(citation.date);
        told.extend(self.issued.is_some().then_some(citation.date));
        if let (Some(ahead), None) = (whole(citation.ahead), record.date(DateField::AvailableDate)) {
            record.set_date(DateField::AvailableDate, ahead);
            told.push(citation.ahead);
        }
        let others = self.cells.iter().map(|cell| cell.raw).filter(|other| *other != text);
        echo::repeats(text, SILENT, others.chain(told))
    }

    /// A date in columns of its own parts.
    fn year_month_day(&mut self) {
        let part = |name: &str| self.named(name).map(|cell| cell.raw).unwrap_or_default();
        let year =
            ["year", "published year", "publication year"].into_iter().find_map(|name| self.value(name));
        let (Some(year), month, day) = (year, part("month").to_owned(), part("day").to_owned()) else {
            return;
        };
        if month.is_empty() {
            return;
        }
        let text = format!("{} {month} {day}", year.raw);
        let Some(read) = date::read(&text).filter(|read| read.rest.is_empty()) else { return };
        self.issued = Some(read.date);
        for extra in &mut self.draft.record.extra {
            extra.mapped |= ["month", "day"].iter().any(|name| extra.name.eq_ignore_ascii_case(name));
        }
    }

    /// The value of a column that is named so, known or not.
    fn named(&self, name: &str) -> Option<&Cell<'t>> {
        let mut named = self.cells.iter().zip(&self.head.columns);
        named.find(|(_, column)| column.name.eq_ignore_ascii_case(name)).map(|(cell, _)| cell)
    }
}

/// Whether a column is known by this name, or bears it.
fn is_named(column: &Column, name: &str) -> bool {
    match &column.meaning {
        Meaning::Known(known) => known == name,
        Meaning::Fixed(_) => false,
        Meaning::Own => column.name.eq_ignore_ascii_case(name),
    }
}
