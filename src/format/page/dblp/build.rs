//! Items of a dblp page: from lines to records.

use super::marks::{Mark, item, next_item};
use super::source::{Shape, Source, divide};
use super::{Entry, FAMILY, Index};
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::people::displayed;
use crate::format::page::{Lines, first_word, fold, report, slice};
use crate::format::shared::dblp::{self, bare};
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, identifier};

/// How the item begins that begins at the next line; without a number, its names may
/// go on below.
fn mark<'a>(lines: &mut Lines<'a>) -> Option<Mark<'a>> {
    let line = lines.text(0);
    let below = lines.text(1);
    let rest = || line.strip_prefix("- ").filter(|_| below.starts_with([',', ':']));
    item(line).or_else(|| Some(Mark { kind: None, number: "", rest: rest()? }))
}

/// How many lines the marker and the names take that begin here; `None` if nothing does.
pub(super) fn find(lines: &mut Lines<'_>) -> Option<usize> {
    let mark = mark(lines)?;
    let mut before = mark.rest;
    let mut count = 1;
    while !before.ends_with(':') {
        let line = lines.text(count);
        let goes_on = line.starts_with([',', ':']) || before.ends_with(',') || before.is_empty();
        if line.is_empty() || !goes_on || item(line).is_some() {
            break;
        }
        (before, count) = (line, count + 1);
    }
    Some(count)
}

impl Index {
    /// Takes an item, up to where the next one begins.
    pub(super) fn entry(&self, lines: &mut Lines<'_>) -> Option<Entry> {
        let count = find(lines)?;
        let first = lines.peek(0)?;
        let mark = mark(lines)?;
        let start = first.span().end - mark.rest.len();
        let number = first.text.find(mark.number).map_or(0, |at| first.start + at);
        let number = number..number + mark.number.len();
        let last = lines.peek(count - 1)?;
        let mut entry = Entry { number, year: self.year, ..Entry::default() };
        if last.text.ends_with(':') {
            lines.skip(count);
            entry.names = start..last.span().end - 1;
            let text = lines.peek(0).filter(|line| item(line.text).is_none_or(|mark| mark.kind.is_none()));
            entry.text = text.map_or(0..0, |line| line.span());
        } else if let Some(at) = mark.rest.find(": ").filter(|at| divide(&mark.rest[at + 2..]).is_some()) {
            // Names, title and source on one line.
            entry.names = start..start + at;
            entry.text = start + at + 2..first.span().end;
        } else if divide(mark.rest).is_some() {
            entry.text = start..first.span().end;
        } else {
            // The page ends in the names.
            lines.skip(count);
            entry.names = start..last.span().end;
            entry.cut = true;
        }
        if let Some(line) = lines.peek(0).filter(|line| line.span().end == entry.text.end) {
            match next_item(line.text) {
                Some(at) => {
                    entry.text.end = line.start + at;
                    lines.cut(at + 1);
                }
                None => lines.skip(1),
            }
        }
        entry.span = first.start..entry.names.end.max(entry.text.end).max(start);
        entry.last = lines.ends_before(0);
        Some(entry)
    }
}

impl Entry {
    pub(super) fn build<'a>(&self, page: &'a str, sink: &mut dyn Sink<'a>) {
        let number = slice(page, self.number.clone());
        let text = slice(page, self.text.clone()).trim_end_matches(" -");
        let divided = divide(text);
        let (title, source) = match divided {
            Some((title, source)) => (title, Some(source)),
            None => (undivided(text), None),
        };
        let mut record = Record::new(kind(number, source.as_ref()));
        let place = first_word(page, self.span.clone());
        let edited = number.starts_with('e');
        names(&mut record, if edited { Role::Editor } else { Role::Author }, slice(page, self.names.clone()));
        if self.cut {
            record.contribute(Role::Author, Name::Others);
            report(sink, codes::AUTHORS_CUT, self.names.end..self.names.end);
        } else if record.contributors.is_empty() {
            report(sink, codes::AUTHORS_LOST, place.clone());
        }
        if title.is_empty() && !self.last {
            report(sink, codes::TITLE_LOST, place.clone());
        }
        record.push(Field::Title, fold(bare(title)));
        match source {
            Some(source) => source.put(&mut record),
            None if self.last => report(sink, codes::RECORD_CUT, self.span.end..self.span.end),
            None => {
                let rest = self.text.start + title.len()..self.text.end;
                report(sink, codes::SOURCE_UNREAD, if rest.is_empty() { place.clone() } else { rest });
            }
        }
        if source.is_none() {
            let rest = text[title.len()..].trim_start_matches(['.', ' ']);
            if !rest.is_empty() {
                record.keep(FAMILY, "source", fold(rest));
            }
            match self.year {
                Some(year) => record.set_date(DateField::Issued, Date::from_year(year)),
                None => report(sink, codes::YEAR_LOST, place),
            }
        }
        if !number.is_empty() {
            record.keep(FAMILY, "number", number);
        }
        record.span = self.span.clone();
        sink.record(record);
    }
}

/// The title of an item whose source is cut or of no known form: the first sentence.
fn undivided(text: &str) -> &str {
    let question = || text.find("? ").map(|at| at + 1);
    let end = text.find(". ").or_else(question).unwrap_or(text.len());
    &text[..end]
}

/// What the letter of an item and its source say that it is.
fn kind(number: &str, source: Option<&Source<'_>>) -> Kind {
    let shape = source.map(|source| source.shape);
    let school = ["Universit", "Institut", "School", "College", "ETH ", "Hochschule", "Polytech"];
    let publisher = source.map_or("", |source| source.publisher);
    match (number.chars().next(), shape) {
        // dblp itself takes CoRR for a journal.
        (_, Some(Shape::Preprint)) => Kind::ArticleJournal,
        (Some('j'), _) => Kind::ArticleJournal,
        (Some('c'), _) => Kind::PaperConference,
        (Some('b'), _) if school.iter().any(|word| publisher.contains(word)) => Kind::Thesis,
        (Some('b'), _) => Kind::Book,
        (Some('e'), Some(Shape::Journal)) => Kind::Periodical,
        (Some('e'), _) => Kind::Proceedings,
        (Some('p'), _) => Kind::Chapter,
        (Some('r'), _) => Kind::EntryEncyclopedia,
        (Some('s'), _) => Kind::Software,
        (Some('d'), _) => Kind::Dataset,
        (Some('i'), _) => Kind::Article,
        (_, Some(Shape::Journal)) => Kind::ArticleJournal,
        (_, Some(Shape::Volume)) => Kind::PaperConference,
        (_, Some(Shape::Book)) => Kind::Book,
        _ => Kind::Document,
    }
}

/// Adds a list of names; the number that tells persons of one name apart is no part of it.
fn names<'a>(record: &mut Record<'a>, role: Role, list: &'a str) {
    for name in list.split(',').filter(|name| !name.trim().is_empty()) {
        let (bare, known) = match dblp::without_number(name) {
            Some(bare) => (bare, name),
            None => (name, ""),
        };
        record.contribute(role, displayed(bare));
        if !known.is_empty() {
            record.keep(FAMILY, "person", fold(known));
        }
    }
}

impl<'a> Source<'a> {
    /// Puts what it says into a record.
    fn put(&self, record: &mut Record<'a>) {
        record.set_date(DateField::Issued, Date::from_year(self.year));
        let container = match self.shape {
            Shape::Book => Field::CollectionTitle,
            _ => Field::ContainerTitle,
        };
        record.push(container, self.container);
        if self.arxiv.is_empty() {
            let volume = if self.shape == Shape::Book { Field::CollectionNumber } else { Field::Volume };
            record.push(volume, self.volume);
        } else {
            record.push(Field::Eprint, self.arxiv);
            record.push(Field::EprintType, "arxiv");
            record.keep_spelling(FAMILY, "volume", self.volume);
        }
        record.push(Field::Issue, self.issue);
        record.push(Field::Publisher, self.publisher);
        match identifier::isbn(self.isbn) {
            Some(isbn) => record.push(Field::Isbn, isbn),
            None if !self.isbn.is_empty() => record.keep(FAMILY, "isbn", self.isbn),
            None => {}
        }
        if !self.pages.is_empty() {
            dblp::pages(self.pages.into(), self.shape == Shape::Book, FAMILY, record);
        }
    }
}
