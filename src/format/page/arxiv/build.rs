//! Papers: from lines to records.

use super::journal::journal;
use super::labels::Label;
use super::{Paper, head};
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::people::{displayed, parted, unmarked};
use crate::format::page::said::Said;
use crate::format::page::{first_word, fold, is_cut_short, keep, report, slice};
use crate::grammar::dates;
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, identifier};

/// `cs.CL`, `quant-ph`, `math`
pub(in crate::format::page) fn is_class(word: &str) -> bool {
    let archive = word.split('.').next().unwrap_or_default();
    const ARCHIVES: &[&str] = &[
        "astro-ph", "cond-mat", "cs", "econ", "eess", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th",
        "math", "math-ph", "nlin", "nucl-ex", "nucl-th", "physics", "q-bio", "q-fin", "quant-ph", "stat",
    ];
    ARCHIVES.contains(&archive) && word.split('.').count() <= 2
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
        let shown = text(of(Label::View));
        let view = shown.rsplit_once(", by ");
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
                Some((_, people)) => viewed(&mut record, family, people, place.clone(), sink),
                None if lost("") => report(sink, codes::AUTHORS_LOST, place.clone()),
                None => {}
            },
        }
        let id = slice(page, self.id.clone());
        record.push(Field::Eprint, id);
        record.push(Field::EprintType, if id.is_empty() { "" } else { "arxiv" });
        let days = text(of(Label::Submitted));
        submitted(&mut record, days);
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
        self.tail(&mut record, family, slice(page, self.tail.clone()));
        let cited = self.parts.iter().filter(|(label, _)| *label == Label::Cite);
        let cited = cited.map(|(_, at)| ("cite-as", slice(page, at.clone())));
        let again: Vec<_> = [("view", shown), ("submitted", days)].into_iter().chain(cited).collect();
        repeated(&mut record, family, &again);
        let known = of(Label::Abstract);
        let (body, folded) = unfolded(&mut record, family, text(known.clone()));
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
        let links = links.map_or("", |links| &tail[links]);
        if !Said::default().and(LINKS).all(links) {
            keep(record, family, "links", links);
        }
        let (note, before) = match before.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'))
        {
            Some((note, before)) => (note.trim(), before),
            None => ("", before),
        };
        if !is_class(note) {
            keep(record, family, "listed", fold(note));
        } else if !record.has(Field::EprintClass) {
            record.push(Field::EprintClass, note);
        }
        let mut unknown = Vec::new();
        for word in before.split_ascii_whitespace().chain(after.split_ascii_whitespace()) {
            match identifier::doi(word) {
                Some(doi) if !record.has(Field::Doi) => record.push(Field::Doi, doi),
                None if is_class(word) && !record.has(Field::EprintClass) => {
                    record.push(Field::EprintClass, word);
                }
                None if is_class(word) => keep(record, family, "class", word),
                None if word == "doi" => {}
                _ => unknown.push(word),
            }
        }
        keep(record, family, "listed", unknown.join(" "));
    }
}

/// What is offered behind the number of a paper.
const LINKS: &str = "pdf ps html other formats source experimental";

/// Adds a list of authors: `A One, B Two , et al. (75 additional authors not shown)`.
fn authors<'a>(
    record: &mut Record<'a>,
    family: &'static str,
    page: &'a str,
    at: std::ops::Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    let list = slice(page, at.clone());
    let mut marked = false;
    let cut = list.find("et al.").filter(|cut| list[..*cut].trim_end().ends_with(','));
    for part in parted(&list[..cut.unwrap_or(list.len())]) {
        let name = unmarked(part);
        marked |= part.trim()[name.len()..].contains(char::is_alphabetic);
        if !name.is_empty() {
            record.contribute(Role::Author, displayed(name));
        }
    }
    if let Some(cut) = cut {
        record.contribute(Role::Author, Name::Others);
        report(sink, codes::AUTHORS_CUT, at.start + cut..at.end);
    }
    // Where they work, or how many are left out.
    let rest = cut.map_or("", |cut| list[cut..].trim_start_matches("et al.").trim());
    keep(record, family, "authors", fold(if marked { list } else { rest }));
}

/// The authors in `by Ana Lopes and 3 other authors`.
fn viewed<'a>(
    record: &mut Record<'a>,
    family: &'static str,
    people: &'a str,
    place: std::ops::Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    let (first, others) = people.rsplit_once(" and ").unwrap_or((people, ""));
    for name in parted(first) {
        record.contribute(Role::Author, Name::from_display(name.trim()));
    }
    if is_count_of_others(others) {
        record.contribute(Role::Author, Name::Others);
        keep(record, family, "authors", others);
        report(sink, codes::AUTHORS_CUT, place);
    } else if !others.is_empty() {
        record.contribute(Role::Author, Name::from_display(others.trim()));
    }
}

/// `3 other authors`
fn is_count_of_others(text: &str) -> bool {
    let count = text.strip_suffix(" other authors").or(text.strip_suffix(" other author"));
    count.is_some_and(|count| count.bytes().all(|b| b.is_ascii_digit()))
}

/// `5 May, 2024; v1 submitted 1 March, 2024; originally announced March 2024.`,
/// `28 May 2026 (v1), last revised 3 Jun 2026 (this version, v2)]`: the first version's.
fn submitted(record: &mut Record<'_>, line: &str) {
    let line = line.trim_end_matches([']', ')', '.', ' ']);
    let first = line.split_once("v1 submitted ").map_or(line, |(_, rest)| rest);
    let day = first.split([';', '(']).next().unwrap_or_default();
    let announced = line.split_once("originally announced ").map(|(_, rest)| rest);
    if let Some(read) = dates::whole(day).or_else(|| dates::whole(announced?)) {
        record.set_date(DateField::Issued, read.date);
    }
}

/// Keeps what the page says again about the paper where that is more than the record says.
fn repeated<'a>(record: &mut Record<'a>, family: &'static str, lines: &[(&'static str, &'a str)]) {
    let others = (record.names(Role::Author).count().saturating_sub(1)).to_string();
    let said = Said::by(record)
        .and("by and other authors v1 version this submitted last revised originally announced")
        .and("arXiv or for https doi org 10 48550")
        .and(&others)
        .and(record.kept(family, "authors").map_or("", |extra| &extra.value))
        .and(without_version(record.str(Field::Eprint)));
    let repeated: Vec<_> = lines.iter().map(|(_, text)| said.all(text)).collect();
    for ((name, text), repeated) in lines.iter().zip(repeated) {
        if !repeated {
            // What closes is opened before the label.
            let closes = |(open, close)| text.ends_with(close) && !text.contains::<char>(open);
            let closed = [('(', ')'), ('[', ']')].into_iter().any(closes);
            let text = text.trim_end_matches('.');
            keep(record, family, name, fold(&text[..text.len() - usize::from(closed)]));
        }
    }
}

/// The number of a paper without that of its version.
fn without_version(id: &str) -> &str {
    let (bare, version) = id.rsplit_once('v').unwrap_or((id, "-"));
    if version.bytes().all(|b| b.is_ascii_digit()) { bare } else { id }
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
            keep(record, family, "subjects", fold(value));
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
            None => keep(record, family, "journal-ref", fold(value)),
        },
        Label::Doi => {
            let doi = value.split_ascii_whitespace().find_map(identifier::doi);
            if let Some(doi) = doi.filter(|_| !record.has(Field::Doi)) {
                record.push(Field::Doi, doi);
            }
            let said = Said::default().and("https http dx doi org").and(record.str(Field::Doi));
            if !said.all(value) {
                keep(record, family, "doi", fold(value));
            }
        }
        Label::Other(name) => keep(record, family, name, fold(value)),
        _ => {}
    }
}

/// The abstract without the buttons that fold it, in full where it is unfolded; and
/// whether the page shows its beginning alone.
fn unfolded<'a>(record: &mut Record<'a>, family: &'static str, text: &'a str) -> (&'a str, bool) {
    let (short, full) = text.split_once("▽ More").unwrap_or(("", text));
    let (full, below) = full.split_once("△ Less").unwrap_or((full, ""));
    let (short, full) = (short.trim(), full.trim());
    keep(record, family, "below-abstract", fold(below));
    if full.is_empty() {
        return (short, !short.is_empty());
    }
    if !fold(full).starts_with(fold(short).trim_end_matches(['…', '.', ' '])) {
        keep(record, family, "abstract", fold(short));
    }
    (full, false)
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
        for (text, expected, kept) in [
            ("The who… ▽ More\nThe whole. △ Less", ("The whole.", false), 0),
            ("Short… ▽ More\nThe whole. △ Less", ("The whole.", false), 1),
            ("Short… ▽ More", ("Short…", true), 0),
            ("The whole.", ("The whole.", false), 0),
        ] {
            let mut record = Record::default();
            assert_eq!(unfolded(&mut record, "x", text), expected);
            assert_eq!(record.extra.len(), kept, "{text}");
        }
    }
}
