//! Scholar Feed: an author's page, a digest of recent preprints.
//!
//! ```text
//! page  = owner NL BL CAT NL "h-index" N NL N "papers" NL N "citations" NL "Novelty" N "%" NL "AI Score" N NL
//!         BL N " Papers" NL BL entry*
//! entry = head NL title NL BL authors [ " et al." ] NL BL abstract NL BL
//! head  = [ score ] CAT Mon " " D [ ", " YYYY ] [ "Code" ]           58.1CLMay 28   CLOct 21, 2025Code
//! ```
//!
//! A date without a year has none on the page; the page's own date, if the user gives it,
//! tells it, for no paper is newer than its digest. `N Papers` tells how many there were.

mod grammar;

use std::ops::Range;
use std::sync::Arc;

use super::calendar::latest_year;
use super::people::{contribute, et_al};
use super::{Lines, Walk, aside, confirmed, first_word, fold, is_cut_short, is_prose, report, slice, start};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use crate::record::{DateField, Field, Kind, Name, Point, Record, Role};
use grammar::{Head, announced, head, is_category, is_h_index, is_head};

/// Scholar Feed pages.
pub const SCHOLARFEED: Format = Format {
    name: FAMILY,
    aliases: &[],
    extensions: &["txt"],
    about: "Text copied from a Scholar Feed author page",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "scholarfeed";

struct Page;

impl Reader for Page {
    fn start(&self, options: &ReadOptions) -> Start {
        start(Digest { page_date: options.page_date, ..Digest::default() })
    }
}

/// Certain when the profile stands on top; a page without it is known by its entries.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    if is_profile(&mut lines) || (is_category(lines.text(0)) && is_h_index(lines.text(1))) {
        return Confidence::Certain;
    }
    Confidence::Certain.when(is_entry(&mut lines))
}

/// A page begins at the name above a profile; below a page of another site, with an entry.
fn begins(border: &Border<'_>) -> bool {
    (1..=120).contains(&border.line.len())
        && (confirmed(border, is_profile)
            || *border.after != SCHOLARFEED && is_head(border.line) && confirmed(border, is_entry))
}

/// Whether an entry stands on top.
fn is_entry(lines: &mut Lines<'_>) -> bool {
    is_head(lines.text(0)) && lines.adjoins(1) && et_al(lines.text(2)).is_some()
}

/// Whether a name, a category and the h-index stand on top.
fn is_profile(lines: &mut Lines<'_>) -> bool {
    let (owner, below) = (lines.text(0), lines.text(1));
    let profile = is_h_index(below) || (is_category(below) && is_h_index(lines.text(2)));
    profile && !is_category(owner) && !is_h_index(owner) && !is_prose(owner)
}

/// The walk: whose page it is, and how many papers it should hold.
#[derive(Clone, Default)]
struct Digest {
    page_date: Option<Point>,
    owner: Option<Arc<str>>,
    begun: bool,
    announced: Option<u64>,
    found: u64,
}

enum Item {
    Entry(Entry),
    /// What stands above the entries.
    Profile(Range<usize>),
    Ignored(Range<usize>),
    /// The page ends, with another number of papers than it announced.
    Count {
        announced: u64,
        found: u64,
        end: usize,
    },
}

/// Where the parts of an entry stand; an empty place is that of a lost part.
#[derive(Default)]
struct Entry {
    span: Range<usize>,
    head: Range<usize>,
    title: Range<usize>,
    authors: Range<usize>,
    text: Range<usize>,
    owner: Option<Arc<str>>,
    page_date: Option<Point>,
    /// Whether the page ends here.
    last: bool,
}

impl Walk for Digest {
    const LOOKAHEAD: usize = 16;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        if is_head(line.text) {
            self.begun = true;
            self.found += 1;
            let entry = self.entry(lines);
            items.push(Item::Entry(entry));
        } else if !self.begun && !is_prose(line.text) {
            self.begun = true;
            let mut end = line.start;
            if is_profile(lines) {
                self.owner = Some(fold(line.text).into());
            }
            while let Some(line) = lines.peek(0).filter(|line| !is_head(line.text) && !is_prose(line.text)) {
                self.announced = announced(line.text).or(self.announced);
                end = line.span().end;
                lines.skip(1);
            }
            if end > line.start {
                items.push(Item::Profile(line.start..end));
            }
        } else {
            lines.skip(1);
            items.push(Item::Ignored(line.span()));
        }
    }

    fn finish(&mut self, end: usize, items: &mut Vec<Item>) {
        let found = self.found;
        if let Some(announced) = self.announced.filter(|announced| *announced != found) {
            items.push(Item::Count { announced, found, end });
        }
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Entry(entry) => entry.build(page, sink),
            Item::Profile(at) => aside(sink, FAMILY, page, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
            Item::Count { announced, found, end } => {
                let detail = format!("{announced} announced, {found} found");
                sink.report(Diagnostic::new(codes::RECORD_COUNT, *end..*end).detail(detail));
            }
        }
    }
}

impl Digest {
    /// Takes a head and up to three lines below it.
    fn entry(&self, lines: &mut Lines<'_>) -> Entry {
        let mut entry = Entry { owner: self.owner.clone(), page_date: self.page_date, ..Entry::default() };
        let part = |lines: &mut Lines<'_>, wanted: &dyn Fn(&str) -> bool| match lines.peek(0) {
            Some(line) if wanted(line.text) => {
                lines.skip(1);
                line.span()
            }
            _ => 0..0,
        };
        entry.head = part(lines, &is_head);
        let below = lines.text(1);
        let plain = |line: &str| !is_head(line) && et_al(line).is_none();
        // A title may read like a sentence, if authors stand below it.
        entry.title = part(lines, &|line| plain(line) && (!is_prose(line) || is_list(below)));
        let above_text = lines.peek(1).is_some_and(|below| !is_head(below.text));
        entry.authors = part(lines, &|line| is_list(line) || above_text && plain(line) && !is_prose(line));
        entry.text = part(lines, &|line| !is_head(line));
        let parts = [&entry.head, &entry.title, &entry.authors, &entry.text];
        entry.span = entry.head.start..parts.into_iter().map(|part| part.end).max().unwrap_or(entry.head.end);
        entry.last = lines.ends_before(0);
        entry
    }
}

/// Whether a line may be a list of names.
fn is_list(line: &str) -> bool {
    et_al(line).is_some()
        || (!line.is_empty()
            && !is_prose(line)
            && !is_head(line)
            && line.split(", ").all(|name| name.split_ascii_whitespace().count() <= 6))
}

impl Entry {
    fn build<'a>(&self, page: &'a str, sink: &mut dyn Sink<'a>) {
        let mut record = Record::new(Kind::Article);
        let place = first_word(page, self.span.clone());
        let lost = |sink: &mut dyn Sink<'a>, part: &Range<usize>, code| {
            if part.is_empty() {
                report(sink, code, place.clone());
            }
        };
        let line = slice(page, self.head.clone());
        if let Ok((_, head)) = head(line) {
            self.date(&mut record, &head, line, sink);
            for (name, value) in [("score", head.score), ("category", head.category), ("code", head.code)] {
                if !value.is_empty() {
                    record.keep(FAMILY, name, value);
                }
            }
        }
        lost(sink, &self.title, codes::TITLE_LOST);
        record.push(Field::Title, fold(slice(page, self.title.clone())));
        lost(sink, &self.authors, codes::AUTHORS_LOST);
        let authors = slice(page, self.authors.clone());
        let at_end = self.last && self.text.is_empty();
        let shown = grammar::cut_et_al(authors).filter(|_| at_end);
        let mut cut = contribute(&mut record, Role::Author, shown.unwrap_or(authors), ", ");
        if let Some(shown) = shown {
            record.contribute(Role::Author, Name::Others);
            cut = Some(shown.len() + 1);
        }
        if let Some(cut) = cut {
            report(sink, codes::AUTHORS_CUT, self.authors.start + cut..self.authors.end);
        }
        let text = slice(page, self.text.clone());
        record.push(Field::Abstract, fold(text));
        if self.last {
            let end = self.span.end..self.span.end;
            if text.is_empty() {
                report(sink, codes::RECORD_CUT, end);
            } else if is_cut_short(text) {
                report(sink, codes::ABSTRACT_CUT, end);
            }
        }
        if let Some(owner) = &self.owner {
            record.keep(FAMILY, "owner", owner.to_string());
        }
        record.span = self.span.clone();
        sink.record(record);
    }

    fn date<'a>(&self, record: &mut Record<'a>, head: &Head<'a>, line: &str, sink: &mut dyn Sink<'a>) {
        let year = head.year.or_else(|| latest_year(head.month, head.day, self.page_date.as_ref()?));
        if year.is_none() {
            let start = self.head.start + head.score.len() + head.category.len();
            let end = self.head.start + line.len() - head.code.len();
            report(sink, codes::YEAR_NOT_ON_PAGE, start..end);
        }
        let point = Point { year, month: Some(head.month), day: Some(head.day), ..Point::default() };
        record.set_date(DateField::Issued, point.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Collected;
    use crate::format::page::border;

    const PAGE: &str = "Ana Lopes\n\nCL\nh-index4\n2papers\n9citations\nNovelty5%\nAI Score6\n\n3 Papers\n\n\
        58.1CLMay 28Code\nOn Trees, in May\n\nBo Li, Ana Lopes, Jo Roe et al.\n\nTrees grow. We cut them.\n\n\
        LGMar 3, 2025\nAlone\n\nAna Lopes\n\nWe grow trees and\n";

    fn read<'a>(text: &'a str, page_date: Option<Point>) -> Collected<'a> {
        crate::read(&SCHOLARFEED, text, &ReadOptions { page_date, ..ReadOptions::default() })
    }

    fn codes(found: &Collected<'_>) -> Vec<&'static str> {
        found.diagnostics.iter().map(|d| d.code.name).collect()
    }

    #[test]
    fn entries_become_records() {
        let found = read(PAGE, None);
        let [first, second] = &found.records[..] else { panic!("{found:?}") };
        assert_eq!(first.str(Field::Title), "On Trees, in May");
        assert_eq!(first.names(Role::Author).last(), Some(&Name::Others));
        assert_eq!(first.date(DateField::Issued).map(ToString::to_string).as_deref(), Some("--05-28"));
        let kept: Vec<_> = first.extra.iter().map(|e| (&*e.name, &*e.value)).collect();
        assert_eq!(kept, [("score", "58.1"), ("category", "CL"), ("code", "Code"), ("owner", "Ana Lopes")]);
        assert_eq!(second.date(DateField::Issued).map(ToString::to_string).as_deref(), Some("2025-03-03"));
        assert_eq!(second.str(Field::Abstract), "We grow trees and");
        assert_eq!(codes(&found), ["year-not-on-page", "authors-cut", "abstract-cut", "record-count"]);
        let place = |at: usize| &PAGE[found.diagnostics[at].span.clone()];
        assert_eq!((place(1), place(0)), ("et al.", "May 28"));
        assert_eq!(found.matter.len(), 1);
    }

    #[test]
    fn the_page_date_tells_the_year() {
        let copied = Point { year: Some(2026), month: Some(4), ..Point::default() };
        assert_eq!(read(PAGE, Some(copied)).records[0].year(), Some(2025));
    }

    #[test]
    fn a_page_may_end_anywhere() {
        for end in (0..=PAGE.len()).filter(|end| PAGE.is_char_boundary(*end)) {
            let found = read(&PAGE[..end], None);
            assert!(found.records.len() <= 2);
        }
        let cut = PAGE.find(" al.").unwrap();
        let found = read(&PAGE[..cut], None);
        assert_eq!(codes(&found), ["year-not-on-page", "authors-cut", "record-cut", "record-count"]);
        assert_eq!(found.records[0].names(Role::Author).count(), 4);
    }

    #[test]
    fn lost_parts_are_not_made_up() {
        let found = read(
            "LGMay 3\nBo Li et al.\nLGMay 4\nOn Trees\nTrees grow in the woods. We cut some of them.",
            None,
        );
        assert!(!found.records[0].has(Field::Title));
        assert_eq!(found.records[1].str(Field::Abstract), "Trees grow in the woods. We cut some of them.");
        assert_eq!(found.records[1].contributors, []);
    }

    #[test]
    fn pages_begin_at_their_owner() {
        let begins = |below| super::begins(&border(below, &SCHOLARFEED));
        assert!(begins(PAGE));
        assert!(!begins(&PAGE[11..]));
        assert_eq!(sniff(PAGE), Confidence::Certain);
        assert_eq!(sniff(&PAGE[PAGE.find("58.1").unwrap()..]), Confidence::Certain);
        assert_eq!(
            sniff("CLApr 20, 2025\n\nOn Trees\n\narXiv:2504.1v21 citationsh-index: 3"),
            Confidence::No
        );
    }
}
