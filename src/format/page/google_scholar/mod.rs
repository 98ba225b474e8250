//! Google Scholar: the table of a profile.
//!
//! ```text
//! page  = profile* [ "TITLE" NL "CITED BY" NL "YEAR" NL ] entry*
//! entry = title NL names [ ", ..." ] NL venue TAB [ count [ "*" ] ] TAB [ YYYY ] NL
//! ```
//!
//! The venue, the count and the year may each be empty, or stand on lines of their own. Of a
//! long list of names the page shows the first alone. See `venue` for its parts.

mod venue;

use std::ops::Range;

use nom::character::complete::{char, digit1};
use nom::combinator::{all_consuming, opt, recognize};
use nom::{IResult, Parser};

use super::calendar::year;
use super::people::{is_cut, parted};
use super::{
    Lines, Walk, aside, confirmed, first_word, fold, is_near, keep, report, slice, start, take_until,
};
use crate::diagnostic::codes;
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use crate::record::{Date, DateField, Field, Name, Record, Role};
use venue::Venue;

/// Profiles on Google Scholar.
pub const GOOGLE_SCHOLAR: Format = Format {
    name: FAMILY,
    aliases: &["scholar"],
    extensions: &["txt"],
    about: "Text copied from a Google Scholar profile",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "google-scholar";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Table::default())
    }
}

/// Certain by the heads of the columns, likely by two rows.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    let mut heads = (0..200).filter(|k| {
        let line = lines.text(*k);
        is_head(line) || (line.eq_ignore_ascii_case("title") && is_headed(&mut lines, *k))
    });
    if heads.next().is_some() {
        return Confidence::Certain;
    }
    let rows = (2..6).find(|k| row(lines.text(*k)).is_some_and(|row| !row.venue.is_empty()));
    Confidence::Likely.when(rows.is_some_and(|k| row(lines.text(k + 3)).is_some_and(|row| row.tabbed)))
}

fn begins(border: &Border<'_>) -> bool {
    let below = &mut Lines::new(border.below, true);
    *border.after != GOOGLE_SCHOLAR
        && (is_head(border.line.trim())
            || border.line.trim() == "TITLE" && is_headed(below, 0)
            || is_near(border, "\t") && confirmed(border, are_rows))
}

/// Whether the next lines are those of two entries, with all their cells.
fn are_rows(lines: &mut Lines<'_>) -> bool {
    let mut is = |k: usize| row(lines.text(k)).is_some_and(|row| row.tabbed && row.year.is_some());
    is(2) && is(5) && ![0, 1, 3, 4].into_iter().any(is)
}

/// Whether a line has the heads of all columns.
fn is_head(line: &str) -> bool {
    let bare = || line.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    line.len() < 40 && bare().eq_ignore_ascii_case("titlecitedbyyear")
}

/// Whether the other heads stand on the lines below a `TITLE`.
fn is_headed(lines: &mut Lines<'_>, k: usize) -> bool {
    let mut is = |k: usize, head: &str| lines.text(k).eq_ignore_ascii_case(head);
    let cited = (k + 1..k + 6).find(|k| is(*k, "cited by"));
    cited.is_some_and(|cited| (cited + 1..cited + 4).any(|k| is(k, "year")))
}

/// Whether a line stands above or below the rows, or between their heads.
fn is_furniture(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    is_head(line)
        || matches!(
            &*lower,
            "title" | "cited by" | "year" | "sort" | "show more" | "view all" | "help" | "privacy" | "terms"
        )
        || lower.starts_with("sort by ")
        || lower
            .strip_prefix("articles ")
            .is_some_and(|range| range.starts_with(|c: char| c.is_ascii_digit()))
}

/// The end of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Row<'a> {
    venue: &'a str,
    count: &'a str,
    year: Option<i64>,
    tabbed: bool,
}

/// `Renewable Plums 12, 101-120 TAB 314 TAB 2016`, any of them empty; a year alone.
fn row(line: &str) -> Option<Row<'_>> {
    let mut cells = line.split('\t').map(str::trim);
    let cells = [
        cells.next()?,
        cells.next().unwrap_or_default(),
        cells.next().unwrap_or_default(),
        cells.next().unwrap_or_default(),
    ];
    let tabbed = line.contains('\t');
    let (venue, count, stated) = match cells {
        // An empty venue, and the tab behind it, is trimmed off the line.
        [count, year, "", ""] if is_count(count) && year_of(year).is_some() => ("", count, year),
        [venue, count, "", ""] if tabbed && is_count(count) => (venue, count, ""),
        [year, "", "", ""] if year_of(year).is_some() => ("", "", year),
        [venue, count, year, ""] if year_of(year).is_some() && (count.is_empty() || is_count(count)) => {
            (venue, count, year)
        }
        _ => return None,
    };
    Some(Row { venue, count, year: year_of(stated), tabbed })
}

fn year_of(text: &str) -> Option<i64> {
    all_consuming(year).parse(text).ok().map(|(_, year)| year)
}

/// `314`, `27*`
fn is_count(text: &str) -> bool {
    let mut count = all_consuming(recognize((digit1, opt(char('*')))));
    let found: IResult<&str, &str> = count.parse(text);
    found.is_ok()
}

/// The walk: whether the rows have begun.
#[derive(Clone, Default)]
struct Table {
    begun: bool,
}

enum Item {
    Entry(Entry),
    Head(Range<usize>),
    Ignored(Range<usize>),
}

/// Where the parts of an entry stand; an empty place is that of a lost part.
#[derive(Default)]
struct Entry {
    span: Range<usize>,
    title: Range<usize>,
    names: Range<usize>,
    /// A venue on a line of its own.
    venue: Range<usize>,
    /// A count on a line of its own.
    count: Range<usize>,
    rest: Range<usize>,
    row: Range<usize>,
    /// Whether the page ends in the entry.
    cut: bool,
}

impl Walk for Table {
    const LOOKAHEAD: usize = 240;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let line = lines.text(0);
        if is_furniture(line) && (self.begun || is_head(line) || line.eq_ignore_ascii_case("title")) {
            self.begun = true;
            return lines.skip(1);
        }
        if let Some(entry) = entry(lines, self.begun) {
            self.begun = true;
            return items.push(Item::Entry(entry));
        }
        if self.begun {
            items.extend(lines.take().map(|line| Item::Ignored(line.span())));
            return;
        }
        let at = take_until(lines, |lines| {
            is_head(lines.text(0))
                || lines.text(0).eq_ignore_ascii_case("title")
                || entry_at(lines).is_some_and(|(_, tabbed)| tabbed)
        });
        items.push(Item::Head(at));
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Entry(entry) => entry.build(page, sink),
            Item::Head(at) => aside(sink, FAMILY, page, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}

/// How many lines below its title an entry ends, and whether it is a row of a table.
fn entry_at(lines: &mut Lines<'_>) -> Option<(usize, bool)> {
    let end = (1..6).find(|k| row(lines.text(*k)).is_some() || is_furniture(lines.text(*k)))?;
    let found = row(lines.text(end))?;
    Some((end, found.tabbed))
}

/// Takes an entry.
fn entry(lines: &mut Lines<'_>, begun: bool) -> Option<Entry> {
    let place = |lines: &mut Lines<'_>, k: usize| lines.peek(k).map_or(0..0, |line| line.span());
    let mut entry = Entry { title: place(lines, 0), ..Entry::default() };
    let count = match entry_at(lines) {
        // Two entries, of which the first has neither count nor year.
        Some((5, true)) => {
            (entry.names, entry.venue) = (place(lines, 1), place(lines, 2));
            3
        }
        Some((end, true)) if begun || end == 2 => {
            entry.row = place(lines, end);
            if end > 1 {
                entry.names = place(lines, 1);
            }
            if end > 2 {
                entry.venue = place(lines, 2);
            }
            end + 1
        }
        Some((end, false)) if begun && end > 1 => {
            entry.row = place(lines, end);
            let mut rest = end;
            if is_count(lines.text(end - 1)) {
                entry.count = place(lines, end - 1);
                rest -= 1;
            }
            if rest > 1 {
                entry.names = place(lines, 1);
            }
            if rest > 2 {
                entry.venue = place(lines, 2);
            }
            end + 1
        }
        _ => {
            let end = (1..4).find(|k| begun && lines.ends_before(*k))?;
            if end > 1 {
                entry.names = place(lines, 1);
            }
            if end > 2 {
                entry.venue = place(lines, 2);
            }
            entry.cut = true;
            end
        }
    };
    // What stands between the venue and the row.
    let last = [&entry.row, &entry.count].into_iter().filter(|at| !at.is_empty()).map(|at| at.start).min();
    if count > 3
        && let Some(last) = last
        && place(lines, 3).start < last
    {
        entry.rest = place(lines, 3).start..last;
    }
    entry.span = entry.title.start..place(lines, count - 1).end;
    lines.skip(count);
    Some(entry)
}

impl Entry {
    fn build<'a>(&self, page: &'a str, sink: &mut dyn Sink<'a>) {
        let row = row(slice(page, self.row.clone())).unwrap_or_default();
        let alone = slice(page, self.venue.clone());
        let printed = if row.venue.is_empty() { alone } else { row.venue };
        let venue = Venue::parse(printed, row.year);
        let mut record = Record::new(venue.kind());
        let place = first_word(page, self.span.clone());
        record.push(Field::Title, fold(slice(page, self.title.clone())));
        self.names(&mut record, page, sink);
        venue.put(&mut record);
        if venue.title.len() < printed.len() {
            record.keep_spelling(FAMILY, "venue", printed);
        }
        match row.year {
            Some(year) => record.set_date(DateField::Issued, Date::from_year(year)),
            None if self.cut => report(sink, codes::RECORD_CUT, self.span.end..self.span.end),
            None => report(sink, codes::YEAR_LOST, place.clone()),
        }
        if printed.is_empty() && !self.cut {
            report(sink, codes::VENUE_LOST, place);
        }
        let count = if row.count.is_empty() { slice(page, self.count.clone()) } else { row.count };
        if !count.is_empty() {
            record.keep(FAMILY, "cited-by", count);
        }
        keep(&mut record, FAMILY, "text", fold(slice(page, self.rest.clone())));
        record.span = self.span.clone();
        sink.record(record);
    }

    fn names<'a>(&self, record: &mut Record<'a>, page: &'a str, sink: &mut dyn Sink<'a>) {
        for name in parted(slice(page, self.names.clone())).map(str::trim).filter(|name| !name.is_empty()) {
            if is_cut(name) {
                record.contribute(Role::Author, Name::Others);
                report(sink, codes::AUTHORS_CUT, self.names.end - name.len()..self.names.end);
                return;
            }
            record.contribute(Role::Author, Name::from_display(name));
        }
        if record.contributors.is_empty() && !self.cut {
            report(sink, codes::AUTHORS_LOST, first_word(page, self.span.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_may_have_empty_cells() {
        let parts = |line| row(line).map(|row| (row.venue, row.count, row.year));
        assert_eq!(parts("Plums 12, 1-2\t314\t2016"), Some(("Plums 12, 1-2", "314", Some(2016))));
        assert_eq!(parts("Plums\t\t2016"), Some(("Plums", "", Some(2016))));
        assert_eq!(parts("27*\t2016"), Some(("", "27*", Some(2016))));
        assert_eq!(parts("Plums\t3"), Some(("Plums", "3", None)));
        assert_eq!(parts("2016"), Some(("", "", Some(2016))));
        for line in ["Plums", "Citations\t314\t200", "314", ""] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
