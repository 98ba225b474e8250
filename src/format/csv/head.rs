//! The head of a table: what separates its values, and what its columns hold.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{self, Columns, Meaning};
use crate::format::shared::tagged::Place;
use crate::grammar::csv::Rows;
use crate::record::{Field, Kind};

/// How many rows may stand above the head.
const LOOKED_AT: usize = 10;

/// What may separate values, the usual first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The head of a table.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) separator: u8,
    pub(super) columns: Vec<Column>,
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// Where the rows below it begin.
    pub(super) end: usize,
    /// Whether its columns are a library's own: people then stand family name first.
    pub(super) library: bool,
    /// The columns that the user named and that it has not.
    pub(super) missing: Vec<String>,
    /// How many of its columns are known.
    pub(super) known: usize,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name as the table spells it.
    pub(super) name: Cow<'static, str>,
    /// What it holds.
    pub(super) meaning: Meaning,
}

impl Head {
    /// The head of the table that begins here: the first of its rows with columns that are
    /// known, else the first of all. `None` where more of the text must be known.
    pub(super) fn find(text: &str, at_end: bool, separator: Option<u8>, given: &Columns) -> Option<Head> {
        let (said, start) = said(text);
        let heads = SEPARATORS.into_iter().filter(|one| separator.or(said).is_none_or(|only| only == *one));
        let mut best: Option<Head> = None;
        for separator in heads {
            let head = Head::by(text, start, at_end, separator, given)?;
            let more = |best: &Head| (head.known, head.columns.len()) > (best.known, best.columns.len());
            if best.as_ref().is_none_or(more) {
                best = Some(head);
            }
        }
        best
    }

    fn by(text: &str, start: usize, at_end: bool, separator: u8, given: &Columns) -> Option<Head> {
        let mut rows = Rows::new(text, separator, at_end);
        rows.at = start;
        let mut first: Option<Head> = None;
        for _ in 0..LOOKED_AT {
            if !rows.read() {
                break;
            }
            if rows.is_blank() {
                continue;
            }
            let head = Head::of(&rows, separator, given);
            if head.known > 1 {
                return Some(head);
            }
            first = first.or(Some(head));
        }
        first
    }

    /// The row that was read last as a head.
    fn of(rows: &Rows<'_>, separator: u8, given: &Columns) -> Head {
        let mut missing: Vec<_> = given.given.iter().map(|(name, _)| name.clone()).collect();
        let mut columns = Vec::with_capacity(rows.cells.len());
        for cell in &rows.cells {
            let name = cell.value();
            let said = given.given.iter().find(|(given, _)| given.to_lowercase() == name.to_lowercase());
            missing.retain(|known| said.is_none_or(|(name, _)| name != known));
            let meaning = said.map(|(_, meaning)| meaning.clone()).or_else(|| columns::known(&name));
            let name = match super::fields::written().find(|written| *written == name) {
                Some(written) => Cow::Borrowed(written),
                None if name.is_empty() => Cow::Owned(Column::unnamed(columns.len())),
                None => Cow::Owned(name.into_owned()),
            };
            columns.push(Column { name, meaning: meaning.unwrap_or(Meaning::Own) });
        }
        let known = columns.iter().filter(|column| column.meaning != Meaning::Own).count();
        let bound = |cell: Option<&crate::grammar::csv::Cell<'_>>| cell.map(|cell| cell.span());
        let start = bound(rows.cells.first()).map_or(0, |span| span.start);
        let span = start..bound(rows.cells.last()).map_or(start, |span| span.end);
        let mut head = Head { separator, columns, span, end: rows.at, library: false, missing, known };
        head.library = head.has("item type");
        // Lists of works found by Google Scholar name the journal so.
        if !head.holds(Place::Text(Field::ContainerTitle)) {
            let source = Meaning::Known("source".to_owned());
            for column in head.columns.iter_mut().filter(|column| column.meaning == source) {
                column.meaning = Meaning::Fixed(Place::Text(Field::ContainerTitle));
            }
        }
        head
    }

    /// Whether there is a column of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| matches!(&column.meaning, Meaning::Known(known) if known == name))
    }

    /// Whether a column of an article holds this.
    pub(super) fn holds(&self, place: Place) -> bool {
        let holds =
            |column: &Column| column.meaning.place(Kind::ArticleJournal).is_some_and(|(_, p)| p == place);
        self.columns.iter().any(holds)
    }
}

impl Column {
    /// What a column without a name is called.
    pub(super) fn unnamed(at: usize) -> String {
        format!("Column {}", at + 1)
    }
}

/// The separator that spreadsheets state in a line of its own (`sep=;`), and where the
/// table begins.
fn said(text: &str) -> (Option<u8>, usize) {
    let line = text.split('\n').next().unwrap_or_default();
    let bare = line.trim_end_matches('\r').trim_matches('"');
    match bare.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), (line.len() + 1).min(text.len())),
        _ => (None, 0),
    }
}
