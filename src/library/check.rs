//! What is doubtful about a record: identifiers, dates and pages that cannot be right,
//! and what records of its kind should state.

use memchr::memmem;

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::record::{Bound, Date, DateField, Field, Kind, PageRange, Pages, Point, Record, Role, identifier};

/// Reports what is doubtful about a record that was read from `text`; places are bytes
/// of `text`, at the value where it stands there as it is, else at the record.
pub fn check(record: &Record<'_>, text: &str, report: &mut dyn FnMut(Diagnostic)) {
    let own = text.get(record.span.clone()).unwrap_or_default();
    let place = |value: &str| match memmem::find(own.as_bytes(), value.as_bytes()) {
        Some(at) if !value.is_empty() => record.span.start + at..record.span.start + at + value.len(),
        _ => {
            let head = own.lines().next().map_or(0, str::len);
            record.span.start..record.span.start + head
        }
    };
    for (field, value) in &record.fields {
        if let Some(code) = doubt(*field, value.plain()) {
            report(Diagnostic::new(code, place(value.plain())).detail(value.plain().to_owned()));
        }
    }
    for (field, date) in &record.dates {
        if let Some(code) = doubtful_date(date) {
            let written = date.to_string();
            report(Diagnostic::new(code, place(&written)).detail(format!("{field} {written}")));
        }
    }
    check_entry(own, record.span.start, report);
    for missing in required(record.kind).iter().filter(|needed| !needed.met(record)) {
        report(Diagnostic::new(codes::MISSING_FIELD, place("")).detail(format!(
            "{} of {}",
            missing.name(),
            record.kind
        )));
    }
}

/// How deep the braces of an entry may nest to be shown to the `biblatex` crate, which
/// recurses.
const DEPTH: usize = 50;

/// Reports what biblatex's typed data model says of a record that is a `.bib` entry: the
/// values that the `biblatex` crate cannot take for what their fields hold.
fn check_entry(own: &str, start: usize, report: &mut dyn FnMut(Diagnostic)) {
    let mut depth = 0usize;
    let deep = own.bytes().any(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEPTH
    });
    // Alone, an entry has no parents; and the crate follows one that refers to itself.
    let lower = own.to_ascii_lowercase();
    if !own.starts_with('@') || deep || lower.contains("crossref") || lower.contains("xdata") {
        return;
    }
    let Ok(entries) = biblatex::Bibliography::parse(own) else { return };
    for (field, error) in entries.iter().flat_map(|entry| entry.verify().malformed) {
        let place = start + error.span.start..start + error.span.end.max(error.span.start);
        report(Diagnostic::new(codes::BAD_VALUE, place).detail(format!("{field}: {}", error.kind)));
    }
}

/// What is wrong with the value of a field, if anything.
fn doubt(field: Field, value: &str) -> Option<&'static Code> {
    let each = |sound: fn(&str) -> bool| value.split([',', ';']).all(|one| sound(one.trim()));
    match field {
        Field::Doi if identifier::doi(value).is_none() => Some(codes::BAD_DOI),
        Field::Isbn if !each(|one| one.split_whitespace().all(|part| identifier::isbn(part).is_some())) => {
            Some(codes::BAD_ISBN)
        }
        Field::Issn if !each(|one| one.split_whitespace().all(|part| identifier::issn(part).is_some())) => {
            Some(codes::BAD_ISSN)
        }
        Field::Page => {
            let Pages(ranges) = Pages::parse(value);
            ranges.iter().any(backwards).then_some(codes::BAD_PAGES)
        }
        _ => None,
    }
}

/// A range that ends before it begins. `123-8` is an abbreviation of `123-128`.
fn backwards(range: &PageRange<'_>) -> bool {
    let number = |page: &str| page.parse::<u64>().ok();
    match (number(range.first), range.last.and_then(number)) {
        (Some(first), Some(last)) => last < first && range.last.map_or(0, str::len) >= range.first.len(),
        _ => false,
    }
}

fn doubtful_date(date: &Date<'_>) -> Option<&'static Code> {
    let Date::Edtf(edtf) = date else { return Some(codes::BAD_DATE) };
    let key = |point: &Point| (point.year, point.month.unwrap_or(0), point.day.unwrap_or(0));
    match (&edtf.start, &edtf.end) {
        (Bound::At(start), Some(Bound::At(end))) if key(end) < key(start) && end.month.is_some() => {
            Some(codes::BAD_DATE)
        }
        _ => None,
    }
}

/// Something that records of a kind should state.
#[derive(Clone, Copy)]
enum Needed {
    Title,
    Author,
    AuthorOrEditor,
    Editor,
    Date,
    Container,
    Institution,
    Number,
    DateOrUrl,
}

impl Needed {
    fn name(self) -> &'static str {
        match self {
            Needed::Title => "title",
            Needed::Author => "author",
            Needed::AuthorOrEditor => "author or editor",
            Needed::Editor => "editor",
            Needed::Date => "date",
            Needed::Container => "container-title",
            Needed::Institution => "publisher or institution",
            Needed::Number => "number",
            Needed::DateOrUrl => "date, DOI or URL",
        }
    }

    fn met(self, record: &Record<'_>) -> bool {
        let named = |role| record.names(role).next().is_some();
        let dated = record.date(DateField::Issued).is_some();
        match self {
            Needed::Title => record.has(Field::Title) || record.has(Field::MainTitle),
            Needed::Author => named(Role::Author),
            Needed::AuthorOrEditor => named(Role::Author) || named(Role::Editor),
            Needed::Editor => named(Role::Editor),
            Needed::Date => dated,
            Needed::Container => record.has(Field::ContainerTitle) || record.has(Field::ContainerTitleShort),
            Needed::Institution => record.has(Field::Publisher),
            Needed::Number => record.has(Field::Number),
            Needed::DateOrUrl => {
                dated || record.has(Field::Doi) || record.has(Field::Url) || record.has(Field::Eprint)
            }
        }
    }
}

/// What biblatex's manual (§2.1.1, "Regular Types") calls the required fields, where the
/// types of CSL and biblatex meet.
fn required(kind: Kind) -> &'static [Needed] {
    use Needed::*;
    match kind {
        Kind::ArticleJournal | Kind::SuppPeriodical => &[Author, Title, Container, Date],
        Kind::ArticleMagazine | Kind::ArticleNewspaper => &[Title, Container, Date],
        Kind::Book | Kind::MultiVolumeBook => &[AuthorOrEditor, Title, Date],
        Kind::Chapter | Kind::InBook | Kind::BookInBook | Kind::SuppBook | Kind::SuppCollection => {
            &[Author, Title, Container, Date]
        }
        Kind::PaperConference => &[Author, Title, Container, Date],
        Kind::EditedCollection
        | Kind::Reference
        | Kind::MultiVolumeCollection
        | Kind::MultiVolumeReference => &[Editor, Title, Date],
        Kind::Proceedings
        | Kind::MultiVolumeProceedings
        | Kind::Manual
        | Kind::Manuscript
        | Kind::Pamphlet => &[Title, Date],
        Kind::Thesis | Kind::Report => &[Author, Title, Institution, Date],
        Kind::Patent => &[Author, Title, Number, Date],
        Kind::Webpage | Kind::Post | Kind::PostWeblog => &[Title, DateOrUrl],
        Kind::Periodical => &[Title, Date],
        _ => &[Title],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Name;

    fn names(record: &Record<'_>, text: &str) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        check(record, text, &mut |d| found.push((d.code.name, text[d.span].to_owned())));
        found
    }

    #[test]
    fn what_cannot_be_right_is_told_at_its_place() {
        let text = "x pages 20-10 doi 10.1 isbn 978-0-306-40615-8";
        let mut record = Record { span: 2..text.len(), ..Record::new(Kind::Book) };
        record.push(Field::Title, "Plans");
        record.contribute(Role::Author, Name::literal("NASA"));
        record.set_date(DateField::Issued, Date::from_year(2024));
        record.push(Field::Page, "20-10");
        record.push(Field::Doi, "10.1");
        record.push(Field::Isbn, "978-0-306-40615-8");
        let expected = [("bad-pages", "20-10"), ("bad-doi", "10.1"), ("bad-isbn", "978-0-306-40615-8")];
        assert_eq!(names(&record, text), expected.map(|(code, at)| (code, at.to_owned())));
    }

    #[test]
    fn what_a_kind_needs_may_be_missing() {
        let record = Record { span: 0..4, ..Record::new(Kind::Thesis) };
        assert_eq!(names(&record, "here").len(), 4);
        assert_eq!(doubt(Field::Page, "123-8"), None);
    }
}
