//! Papers: from lines to records.

use super::journal::journal;
use super::labels::Label;
use super::{Paper, head};
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::people::{displayed, parted, unmarked};
use crate::format::page::{first_word, fold, is_cut_short, report, slice};
use crate::grammar::dates;
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, identifier};

/// `cs.CL`, `quant-ph`, `math`
pub(super) fn is_class(word: &str) -> bool {
    let archive = word.split('.').next().unwrap_or_default();
    const ARCHIVES: &[&str] = &[
        "astro-ph", "cond-mat", "cs", "econ", "eess", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th",
        "math", "math-ph", "nlin", "nucl-ex", "nucl-th", "physics", "q-bio", "q-fin", "quant-ph", "stat",
    ];
    ARCHIVES.contains(&archive)
}

/// The month that a number tells: `2406.01234`, `math/0309136`.
fn month_of(id: &str) -> Option<Date<'static>> {
    let digits = id.rsplit('/').next()?;
    let number = |at: std::ops::Range<usize>| digits.get(at)?.parse::<i64>().ok();
    let (year, month) = (number(0..2)?, u8::try_from(number(2..4)?).ok()?);
    let century = if year >= 91 { 1900 } else { 2000 };
    (1..=12).contains(&month).then(|| Date::ymd(century + year, Some(month), None))
}

impl Paper {
    /// Builds the record, and keeps under `family` what it has no word for.
    pub(super) fn build<'a>(&self, family: &'static str, page: &'a str, sink: &mut dyn Sink<'a>) {
        let mut record = Record::new(Kind::Article);
        let place = first_word(page, self.span.clone());
        let of = |wanted: Label| {
            self.parts.iter().find(|(label, at)| *label == wanted && !at.is_empty()).map(|(_, at)| at.clone())
        };
        let text = |at: Option<std::ops::Range<usize>>| at.map_or("", |at| slice(page, at));
        let view = text(of(Label::View)).rsplit_once(", by ");
        let title = text(of(Label::Title));
        let title = if title.is_empty() { view.map_or("", |(title, _)| title) } else { title };
        record.push(Field::Title, fold(title));
        let (lost, end) = (|part: &str| part.is_empty() && !self.last, self.span.end..self.span.end);
        if lost(title) {
            report(sink, codes::TITLE_LOST, place.clone());
        }
        match of(Label::Authors) {
            Some(at) => authors(&mut record, family, page, at, sink),
            None if self.glued => {
                report(sink, codes::AUTHORS_IN_TITLE, of(Label::Title).unwrap_or(place.clone()))
            }
            None => match view {
                Some((_, people)) => viewed(&mut record, people, place.clone(), sink),
                None if lost("") => report(sink, codes::AUTHORS_LOST, place.clone()),
                None => {}
            },
        }
        let id = slice(page, self.id.clone());
        record.push(Field::Eprint, id);
        record.push(Field::EprintType, if id.is_empty() { "" } else { "arxiv" });
        self.tail(&mut record, family, slice(page, self.tail.clone()));
        submitted(&mut record, family, text(of(Label::Submitted)));
        if record.date(DateField::Issued).is_none() {
            match month_of(id) {
                Some(month) => record.set_date(DateField::Issued, month),
                None => report(sink, codes::YEAR_LOST, place.clone()),
            }
        }
        if let Some(day) = self.announced {
            record.set_date(DateField::AvailableDate, day.into());
        }
        for (label, at) in &self.parts {
            field(&mut record, family, *label, slice(page, at.clone()));
        }
        let known = of(Label::Abstract);
        let (body, folded) = unfolded(text(known.clone()));
        record.push(Field::Abstract, fold(body));
        if folded {
            report(sink, codes::ABSTRACT_FOLDED, known.map_or(end.clone(), |at| at.end..at.end));
        } else if self.last
            && self.parts.last().is_some_and(|(label, _)| *label == Label::Abstract)
            && is_cut_short(body)
        {
            report(sink, codes::ABSTRACT_CUT, end);
        } else if self.last && (title.is_empty() || record.contributors.is_empty() && !self.glued) {
            report(sink, codes::RECORD_CUT, end);
        }
        record.span = self.span.clone();
        sink.record(record);
    }

    /// Classes and a DOI behind the links.
    fn tail<'a>(&self, record: &mut Record<'a>, family: &'static str, tail: &'a str) {
        let links = tail.find('[').and_then(|open| Some(open..open + tail[open..].find(']')? + 1));
        let (before, after) = match &links {
            Some(links) => (&tail[..links.start], &tail[links.end..]),
            None => (tail, ""),
        };
        let note = before.trim().trim_start_matches('(').trim_end_matches(')');
        if note.contains(' ') {
            record.keep(family, "listed", note);
        }
        for word in before.split_ascii_whitespace().chain(after.split_ascii_whitespace()) {
            if let Some(doi) = identifier::doi(word) {
                record.push(Field::Doi, doi);
            } else if is_class(word) && !note.contains(' ') {
                if record.has(Field::EprintClass) {
                    record.keep(family, "class", word);
                } else {
                    record.push(Field::EprintClass, word);
                }
            }
        }
    }
}

/// Adds a list of authors: `A One, B Two , et al. (75 additional authors not shown)`.
fn authors<'a>(
    record: &mut Record<'a>,
    family: &'static str,
    page: &'a str,
    at: std::ops::Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    let list = slice(page, at.clone());
    let cut = list.find("et al.").filter(|cut| list[..*cut].trim_end().ends_with(','));
    for part in parted(&list[..cut.unwrap_or(list.len())]) {
        let name = unmarked(part);
        if name.is_empty() {
            continue;
        }
        record.contribute(Role::Author, displayed(name));
    }
    if let Some(cut) = cut {
        record.contribute(Role::Author, Name::Others);
        report(sink, codes::AUTHORS_CUT, at.start + cut..at.end);
        let rest = list[cut..].trim_start_matches("et al.").trim();
        if !rest.is_empty() {
            record.keep(family, "authors", fold(rest));
        }
    }
}

/// The authors in `by Ana Lopes and 3 other authors`.
fn viewed<'a>(
    record: &mut Record<'a>,
    people: &'a str,
    place: std::ops::Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    let (first, others) = people.rsplit_once(" and ").unwrap_or((people, ""));
    for name in parted(first) {
        record.contribute(Role::Author, Name::from_display(name.trim()));
    }
    if others.ends_with(" other authors") || others.ends_with(" other author") {
        record.contribute(Role::Author, Name::Others);
        report(sink, codes::AUTHORS_CUT, place);
    } else if !others.is_empty() {
        record.contribute(Role::Author, Name::from_display(others.trim()));
    }
}

/// `5 May, 2024; v1 submitted 1 March, 2024; originally announced March 2024.`,
/// `28 May 2026 (v1), last revised 3 Jun 2026 (this version, v2)]`: the first version's.
fn submitted<'a>(record: &mut Record<'a>, family: &'static str, line: &'a str) {
    let line = line.trim_end_matches([']', ')', '.', ' ']);
    let first = line.split_once("v1 submitted ").map_or(line, |(_, rest)| rest);
    let day = first.split([';', '(']).next().unwrap_or_default();
    let announced = line.split_once("originally announced ").map(|(_, rest)| rest);
    let date = dates::whole(day).or_else(|| dates::whole(announced?));
    if let Some(read) = date {
        record.set_date(DateField::Issued, read.date);
        record.keep_spelling(family, "submitted", fold(line));
    } else if !line.is_empty() {
        record.keep(family, "submitted", fold(line));
    }
}

/// Puts what a label says into the record, but for what is read above.
fn field<'a>(record: &mut Record<'a>, family: &'static str, label: Label, value: &'a str) {
    match label {
        Label::Comments => record.push(Field::Note, fold(value)),
        Label::Subjects => {
            let class = value.split_once('(').and_then(|(_, rest)| rest.split(')').next());
            if let Some(class) = class.filter(|class| is_class(class) && !record.has(Field::EprintClass)) {
                record.push(Field::EprintClass, class);
            }
            record.keep(family, "subjects", fold(value));
        }
        Label::Journal => match journal(value).filter(|_| !value.contains('\n')) {
            Some(journal) => {
                record.kind = Kind::ArticleJournal;
                record.push(Field::ContainerTitle, journal.title);
                record.push(Field::Volume, journal.volume);
                record.push(Field::Issue, journal.issue);
                record.push(Field::Page, journal.pages);
                if let Some(at) = record.dates.iter().position(|(field, _)| *field == DateField::Issued) {
                    let (_, submitted) = record.dates.remove(at);
                    record.set_date(DateField::Submitted, submitted);
                }
                record.set_date(DateField::Issued, Date::from_year(journal.year));
                record.keep_spelling(family, "journal-ref", value);
            }
            None => record.keep(family, "journal-ref", fold(value)),
        },
        Label::Doi => match value.split_ascii_whitespace().find_map(identifier::doi) {
            Some(doi) if !record.has(Field::Doi) => record.push(Field::Doi, doi),
            Some(_) => {}
            None => record.keep(family, "doi", fold(value)),
        },
        Label::Other(name) if !name.is_empty() => record.keep(family, name, fold(value)),
        _ => {}
    }
}

/// The abstract without the buttons that fold it, in full where it is unfolded; and
/// whether the page shows its beginning alone.
fn unfolded(text: &str) -> (&str, bool) {
    let (short, full) = text.split_once("▽ More").unwrap_or(("", text));
    let full = full.split("△ Less").next().unwrap_or_default().trim();
    if full.is_empty() { (short.trim_end(), !short.is_empty()) } else { (full, false) }
}

/// The id in a line of a paper's own page: `arXiv:2605.29502 (cs)`, `arXiv:2605.29502v2 (cs)`.
pub(super) fn own_id(line: &str) -> Option<&str> {
    let (_, head) = head(line).ok()?;
    let tail = head.tail.trim();
    (tail.is_empty() || tail.starts_with('(') && tail.ends_with(')')).then_some(head.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_the_month() {
        let month = |id| month_of(id).map(|date| date.to_string());
        assert_eq!(month("2406.01234").as_deref(), Some("2024-06"));
        assert_eq!(month("math/0309136").as_deref(), Some("2003-09"));
        assert_eq!(month("hep-th/9901001").as_deref(), Some("1999-01"));
        assert_eq!(month(""), None);
    }

    #[test]
    fn abstracts_lose_their_buttons() {
        assert_eq!(unfolded("Short… ▽ More\nThe whole. △ Less"), ("The whole.", false));
        assert_eq!(unfolded("Short… ▽ More"), ("Short…", true));
        assert_eq!(unfolded("The whole."), ("The whole.", false));
    }
}
