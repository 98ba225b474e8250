//! From what the walk found to records.

use std::ops::Range;

use super::FAMILY;
use super::context::{Context, Volume};
use super::labels::Label;
use super::marks::{BAR, year_line};
use super::venue::Venue;
use super::walk::{Entry, Paper};
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::calendar::month;
use crate::format::page::people::contribute;
use crate::format::page::said::Said;
use crate::format::page::{first_word, fold, is_cut_short, report, slice};
use crate::record::{Date, DateField, Field, Kind, Name, Point, Record, Role, identifier};

/// Builds the record of a paper in a list, or of a volume among them.
pub(super) fn build_entry<'a>(entry: &Entry, page: &'a str, sink: &mut dyn Sink<'a>) {
    let (form, context) = (&entry.form, &*entry.context);
    let mut record = Record::new(Kind::Document);
    record.span = entry.span.clone();
    let text = slice(page, entry.text.clone());
    let place = if form.title.is_empty() { first_word(page, entry.span.clone()) } else { form.title.clone() };

    if form.title.is_empty() {
        report(sink, codes::TITLE_LOST, place.clone());
    }
    record.push(Field::Title, fold(slice(page, form.title.clone())));

    let role = if entry.edited { Role::Editor } else { Role::Author };
    if !form.people.is_empty() {
        contribute(&mut record, role, slice(page, form.people.clone()), BAR);
    } else if let Some(owner) = &context.owner {
        record.contribute(role, Name::from_display(owner).into_owned());
        record.contribute(role, Name::Others);
        report(sink, codes::AUTHORS_CUT, place.clone());
    } else {
        report(sink, codes::AUTHORS_LOST, place.clone());
    }

    let volume = context.volume.as_deref();
    let line = slice(page, form.venue.clone());
    let whole = if entry.edited { slice(page, form.title.clone()) } else { line };
    let year = if !whole.is_empty() {
        let venue = Venue::parse(whole);
        set_venue(&mut record, &venue, whole, entry.edited);
        date(&mut record, context.year, &venue, volume)
    } else if let Some(volume) = volume.filter(|volume| !volume.title.is_empty()) {
        let venue = Venue::parse(&volume.title);
        let owned = Record::new(Kind::Document);
        let mut inherited = owned;
        set_venue(&mut inherited, &venue, &volume.title, false);
        record.kind = inherited.kind;
        record.fields.extend(inherited.fields.into_iter().map(|(field, text)| (field, text.into_owned())));
        date(&mut record, context.year, &venue, Some(volume))
    } else {
        report(sink, codes::VENUE_LOST, place.clone());
        if let Some(year) = context.year {
            record.set_date(DateField::Issued, Date::from_year(year));
        }
        context.year
    };
    if year.is_none() {
        report(sink, codes::YEAR_LOST, place.clone());
    }
    if let Some(volume) = volume.filter(|_| form.venue.is_empty() || entry.edited) {
        inherit(&mut record, volume, entry.edited);
    }

    record.push(Field::Abstract, fold(text));
    let end = entry.span.end..entry.span.end;
    if form.cut {
        report(sink, codes::RECORD_CUT, end);
    } else if entry.last && is_cut_short(text) {
        report(sink, codes::ABSTRACT_CUT, end);
    }
    keep_page(&mut record, context);
    sink.record(record);
}

/// Builds the record of a volume of which only the head of its page tells.
pub(super) fn build_volume<'a>(
    volume: &Volume,
    year: Option<i64>,
    span: Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    let venue = Venue::parse(&volume.title);
    let mut record = Record::new(venue.kind_of_volume());
    let place = span.start..span.start;
    if volume.title.is_empty() {
        report(sink, codes::TITLE_LOST, place.clone());
    }
    record.push(Field::Title, volume.title.clone());
    if volume.editors.is_empty() {
        report(sink, codes::AUTHORS_LOST, place.clone());
    }
    if date(&mut record, year, &venue, Some(volume)).is_none() {
        report(sink, codes::YEAR_LOST, place);
    }
    inherit(&mut record, volume, true);
    if !record.contributors.iter().any(|c| c.role == Role::Editor) {
        editors(&mut record, volume);
    }
    record.span = span;
    sink.record(record);
}

/// Builds the record of a paper from its own page.
pub(super) fn build_paper<'a>(paper: &Paper, page: &'a str, sink: &mut dyn Sink<'a>) {
    let get = |wanted: Label| {
        let value = paper.values.iter().find(|(label, _)| *label == wanted);
        value.map(|(_, at)| slice(page, at.clone()))
    };
    let mut record = Record::new(Kind::Document);
    record.span = paper.span.clone();
    let place = first_word(page, paper.span.clone());
    record.push(Field::Title, fold(slice(page, paper.title.clone())));
    if !record.has(Field::Title) {
        report(sink, codes::TITLE_LOST, place.clone());
    }
    let people = slice(page, paper.people.clone());
    contribute(&mut record, Role::Author, people, if people.contains(BAR) { BAR } else { ", " });
    if record.contributors.is_empty() {
        report(sink, codes::AUTHORS_LOST, place.clone());
    }
    let line = get(Label::Volume).unwrap_or_default();
    let venue = Venue::parse(line);
    if line.is_empty() {
        report(sink, codes::VENUE_LOST, place.clone());
    } else {
        set_venue(&mut record, &venue, line, false);
    }
    let year = get(Label::Year).and_then(year_line).or(venue.year);
    match year {
        Some(year) => record.set_date(DateField::Issued, issued(year, get(Label::Month), venue.month)),
        None => report(sink, codes::YEAR_LOST, place),
    }
    for (label, at) in &paper.values {
        value(&mut record, *label, slice(page, at.clone()));
    }
    let text = slice(page, paper.text.clone());
    if paper.cut && paper.values.is_empty() && is_cut_short(text) {
        report(sink, codes::ABSTRACT_CUT, paper.span.end..paper.span.end);
    } else if paper.cut && line.is_empty() {
        report(sink, codes::RECORD_CUT, paper.span.end..paper.span.end);
    }
    record.push(Field::Abstract, fold(text));
    let values = paper.values.iter().map(|(label, at)| (*label, slice(page, at.clone())));
    repeated(&mut record, values, paper.cut);
    sink.record(record);
}

/// Keeps what labels say again where that is more than the record says; the page may end in it.
fn repeated<'a>(record: &mut Record<'a>, values: impl Iterator<Item = (Label, &'a str)>, cut: bool) {
    let mut left = Vec::new();
    let said = Said::by(record)
        .and("in of and et al pages association for computational linguistics")
        .and("bibtex mods xml endnote markdown preformatted copy citation more options");
    let said = record.extra.iter().fold(said, |said, extra| said.and(&extra.value));
    for (label, value) in values {
        let name = match label {
            Label::Month => "month",
            Label::Year => "year",
            Label::Repeated => "cite",
            _ => continue,
        };
        let whole = if cut { value.rsplit_once(' ').map_or("", |(whole, _)| whole) } else { value };
        let last = value[whole.len()..].trim();
        if !said.all(whole) || !said.begins(last) {
            left.push((name, value));
        }
    }
    for (name, value) in left {
        record.keep(FAMILY, name, fold(value));
    }
}

/// Sets kind, container, volume and issue; `own` when the record is the volume itself.
fn set_venue<'a>(record: &mut Record<'a>, venue: &Venue<'a>, line: &'a str, own: bool) {
    record.kind = if own { venue.kind_of_volume() } else { venue.kind() };
    if !own {
        record.push(Field::ContainerTitle, fold(venue.title));
    }
    record.push(Field::Volume, venue.volume);
    record.push(Field::Issue, venue.issue);
    if venue.title.len() < line.len() && !own {
        record.keep_spelling(FAMILY, "venue", fold(line));
    }
    if !own {
        record.push(Field::IssueTitle, venue.issue_title);
    }
}

/// Sets the date from the heading or the head, else from the venue; gives its year.
fn date(
    record: &mut Record<'_>,
    heading: Option<i64>,
    venue: &Venue<'_>,
    volume: Option<&Volume>,
) -> Option<i64> {
    let year = heading.or(venue.year)?;
    let stated = venue.month.filter(|_| venue.year.is_none_or(|stated| stated == year));
    record.set_date(
        DateField::Issued,
        issued(year, volume.and_then(|volume| volume.get(Label::Month)), stated),
    );
    Some(year)
}

/// A year with the month that a label or a venue states; two months are a range.
fn issued(year: i64, label: Option<&str>, venue: Option<u8>) -> Date<'static> {
    let mut months = label
        .unwrap_or_default()
        .split(|c: char| !c.is_alphabetic())
        .filter_map(|word| month(word).ok().map(|(_, month)| month));
    match (months.next(), months.next()) {
        (Some(first), Some(last)) if first < last => {
            let point = |month| Point { year: Some(year), month: Some(month), ..Point::default() };
            Date::range(point(first), point(last))
        }
        (first, _) => Date::ymd(year, first.or(venue), None),
    }
}

/// Adds what the head of a volume's page says, to the record of the volume itself (`own`)
/// or of a paper in it.
fn inherit(record: &mut Record<'_>, volume: &Volume, own: bool) {
    for (label, text) in &volume.labels {
        let of_papers = matches!(label, Label::Publisher | Label::Address);
        if own || of_papers {
            let mut owned = Record::new(record.kind);
            value(&mut owned, *label, text);
            let owned = owned.into_owned();
            record.fields.extend(owned.fields);
            record.extra.extend(owned.extra);
        }
    }
    if own {
        let mut owned = record.clone().into_owned();
        repeated(&mut owned, volume.labels.iter().map(|(label, text)| (*label, &**text)), false);
        record.extra = owned.into_owned().extra;
    } else {
        editors(record, volume);
    }
}

fn editors(record: &mut Record<'_>, volume: &Volume) {
    let mut owned = Record::new(Kind::Document);
    contribute(&mut owned, Role::Editor, &volume.editors, volume.separator);
    record.contributors.extend(owned.into_owned().contributors);
}

/// Adds the value of a label.
fn value<'a>(record: &mut Record<'a>, label: Label, value: &'a str) {
    let value = value.trim();
    let field = match label {
        Label::Address => Field::PublisherPlace,
        Label::Publisher => Field::Publisher,
        Label::Note => Field::Note,
        Label::Pages => Field::Page,
        Label::Language => Field::Language,
        Label::Issue => Field::Issue,
        Label::Url => Field::Url,
        Label::Isbn => Field::Isbn,
        Label::Doi => match identifier::doi(value) {
            Some(doi) => return record.push(Field::Doi, doi),
            None => return record.keep(FAMILY, "doi", value),
        },
        Label::Editors => {
            contribute(record, Role::Editor, value, ", ");
            return;
        }
        Label::Bibkey => {
            record.key = value.into();
            return;
        }
        Label::Id => return record.keep(FAMILY, "anthology-id", value),
        Label::Other(name) => return record.keep(FAMILY, name, value),
        Label::Volume | Label::Month | Label::Year | Label::Repeated => return,
    };
    if !record.has(field) {
        record.push(field, fold(value));
    }
}

/// Keeps what the page says of itself.
fn keep_page(record: &mut Record<'_>, context: &Context) {
    if let Some(event) = &context.event {
        record.push(Field::EventTitle, event.clone());
    }
    if let Some(owner) = &context.owner {
        record.keep(FAMILY, "owner", owner.clone());
    }
}
