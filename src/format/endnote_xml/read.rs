//! A `record` element → a record.

use std::borrow::Cow;

use super::fields::ELEMENTS;
use super::{FAMILY, dates, kinds, style};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::attachments;
use crate::format::shared::endnote;
use crate::format::shared::extent;
use crate::format::shared::tagged::group::WHOLES;
use crate::format::shared::tagged::{Place, date, serial, work};
use crate::format::shared::xml::{add, doi, pick, set, tongue};
use crate::grammar::xml::Element;
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, full_range, identifier};

/// Elements that hold others.
const GROUPS: &[&str] = &[
    "contributors",
    "titles",
    "periodical",
    "alt-periodical",
    "dates",
    "pub-dates",
    "urls",
    "web-urls",
    "related-urls",
    "text-urls",
];

/// What EndNote writes down for itself.
const HOUSEKEEPING: &[&str] =
    &["database", "source-app", "rec-number", "foreign-keys", "ref-type", "added-date", "last-modified-date"];

/// Whether an element says what the kind of a record does, or what only EndNote needs.
pub(super) fn is_said(_: Element<'_, '_>, element: Element<'_, '_>) -> bool {
    match element.name() {
        "ref-type" => element.text().parse::<u8>().is_ok() && kinds::named(element).is_some(),
        name => HOUSEKEEPING.contains(&name),
    }
}

/// Reads a record; `None` if there is nothing in it.
pub(super) fn record<'a>(element: Element<'_, 'a>, sink: &mut dyn Sink<'a>) -> Option<Record<'a>> {
    let mut reading = Reading::new(kinds::read(element));
    let says = |name: &str| element.child(name).is_some_and(|child| !child.is_blank());
    reading.paper = (says("custom1"), says("custom3"));
    if let Some(name) = element.child("ref-type").and_then(|kind| kind.attribute("name"))
        && endnote::kind(&name).is_none()
    {
        reading.record.keep(FAMILY, "record/ref-type", name);
    }
    reading.group(element, sink);
    reading.finish();
    let record = reading.record;
    (!record.is_blank()).then_some(record)
}

struct Reading<'a> {
    record: Record<'a>,
    year: Cow<'a, str>,
    /// The day and month, or whatever stands beside the year.
    date: Cow<'a, str>,
    pages: Cow<'a, str>,
    files: Vec<Cow<'a, str>>,
    /// Secondary authors of a book, whose role depends on what else it has.
    secondary: usize,
    /// The year in which a paper was published, if that is not the year of its conference.
    published: Cow<'a, str>,
    /// Whether a paper says where it was published, and in what: then its other place and
    /// title are those of the conference.
    paper: (bool, bool),
}

impl<'a> Reading<'a> {
    fn new(kind: Kind) -> Self {
        let none = Cow::Borrowed("");
        Self {
            record: Record::new(kind),
            year: none.clone(),
            date: none.clone(),
            pages: none,
            files: Vec::new(),
            secondary: 0,
            published: Cow::Borrowed(""),
            paper: (false, false),
        }
    }

    fn group(&mut self, group: Element<'_, 'a>, sink: &mut dyn Sink<'a>) {
        for child in group.children() {
            match child.name() {
                name if GROUPS.contains(&name) => self.inner(child, sink),
                name if HOUSEKEEPING.contains(&name) => {}
                "pdf-urls" | "image-urls" => {
                    let files = child.all("url").map(Element::text).filter(|url| !url.is_empty());
                    self.files.extend(files);
                }
                _ => self.element(child, sink),
            }
        }
    }

    /// Elements in elements; none of them holds itself.
    fn inner(&mut self, group: Element<'_, 'a>, sink: &mut dyn Sink<'a>) {
        for child in group.children() {
            let is_group = GROUPS.contains(&child.name());
            match (group.name(), child.name()) {
                ("alt-periodical", _) => {}
                ("urls", "pdf-urls" | "image-urls") => {
                    self.files.extend(child.all("url").map(Element::text).filter(|url| !url.is_empty()));
                }
                _ if is_group => {
                    for inner in child.children() {
                        self.element(inner, sink);
                    }
                }
                _ => self.element(child, sink),
            }
        }
    }

    fn element(&mut self, element: Element<'_, 'a>, sink: &mut dyn Sink<'a>) {
        if element.is_blank() {
            return;
        }
        let row = ELEMENTS.get(element.name(), self.record.kind);
        let paper = self.record.kind == Kind::PaperConference;
        let place = match (element.name(), self.paper) {
            ("pub-location", (true, _)) if paper => Some(Place::Text(Field::EventPlace)),
            ("secondary-title", (_, true)) if paper => Some(Place::Text(Field::EventTitle)),
            ("full-title", (_, true)) if paper => None,
            ("custom2", _) if endnote::published_in(self.record.kind, &element.text()) => {
                self.published = element.text();
                return;
            }
            _ => row.map(|(_, row)| row.place),
        };
        let taken = place.is_some_and(|place| self.place(place, element, sink));
        if !taken {
            self.keep(element);
        }
    }

    fn keep(&mut self, element: Element<'_, 'a>) {
        let text = element.lines();
        if !text.is_empty() {
            self.record.keep(FAMILY, element.name(), text);
        }
    }

    /// Puts what an element says into its place, and says whether the record carries it.
    fn place(&mut self, place: Place, element: Element<'_, 'a>, sink: &mut dyn Sink<'a>) -> bool {
        match place {
            Place::Key => self.label(element.text()),
            Place::Text(field) => self.text(field, element),
            Place::Names(role) => self.names(role, element),
            Place::Year => fill(&mut self.year, element.text()),
            Place::Date(DateField::Issued) => fill(&mut self.date, element.text()),
            Place::Date(DateField::OriginalDate) if date::read(&element.text()).is_none() => false,
            Place::Date(field) => self.other_date(field, element, sink),
            Place::FirstPage => fill(&mut self.pages, element.text()),
            Place::Serial => self.serial(element.lines()),
            Place::Keywords => self.keywords(element),
            Place::Doi => self.doi(element.text()),
            Place::Url => self.url(element),
            Place::Language => {
                tongue(&mut self.record, element.text());
                true
            }
            Place::Kind | Place::LastPage => false,
        }
    }

    /// A label without blanks is the key.
    fn label(&mut self, label: Cow<'a, str>) -> bool {
        if self.record.key.is_empty() && !label.contains(char::is_whitespace) {
            self.record.key = label;
            return true;
        }
        set(&mut self.record, Field::CitationLabel, label)
    }

    fn text(&mut self, field: Field, element: Element<'_, 'a>) -> bool {
        let running = matches!(field, Field::Abstract | Field::Note | Field::Annote | Field::AuthorAddress);
        let text = style::read(element, running);
        match field {
            // A body in a list of names.
            Field::Authority if element.name() == "secondary-authors" => {
                let body = element.text();
                let body = pick(body, |body| Some(body.trim_end_matches(',')));
                return body.is_some_and(|body| set(&mut self.record, field, body));
            }
            Field::Genre if work::tells(self.record.kind, text.plain()) => return true,
            Field::Pmcid => {
                let id = identifier::pmcid(text.plain()).map(Cow::into_owned);
                return id.is_some_and(|id| set(&mut self.record, Field::Pmcid, id.into()));
            }
            // An alternate title is one only if it is another.
            Field::ContainerTitleShort if self.record.str(Field::ContainerTitle) == text.plain() => {
                return true;
            }
            // The name of an edition may be a day in a journal.
            Field::Edition if self.record.kind == Kind::ArticleJournal => {
                if let Some(read) = date::read(text.plain()).filter(|_| text.plain().len() > 4) {
                    self.record.set_date(DateField::AvailableDate, read.date);
                    return true;
                }
            }
            _ => {}
        }
        match self.record.get(field) {
            Some(known) => known.plain() == text.plain(),
            None => {
                self.record.push(field, text);
                true
            }
        }
    }

    fn names(&mut self, role: Role, list: Element<'_, 'a>) -> bool {
        if role == Role::Holder {
            for name in list.text().split(';').map(str::trim).filter(|name| !name.is_empty()) {
                self.record.contribute(role, Name::literal(name.to_owned()));
            }
            return true;
        }
        let before = self.record.contributors.len();
        for author in list.all("author").filter(|author| !author.is_blank()) {
            let name = match author.text() {
                Cow::Borrowed(name) => one_name(name),
                Cow::Owned(names) => {
                    // Several names, one a line, or one with references in it.
                    for name in author.lines().split('\n').filter(|_| author.lines().contains('\n')) {
                        self.record.contribute(role, one_name(name.trim()).into_owned());
                    }
                    if author.lines().contains('\n') {
                        continue;
                    }
                    one_name(&names).into_owned()
                }
            };
            self.record.contribute(role, name);
        }
        if list.name() == "secondary-authors" && role == Role::CollectionEditor {
            self.secondary = self.record.contributors.len() - before;
        }
        true
    }

    fn other_date(&mut self, field: DateField, element: Element<'_, 'a>, sink: &mut dyn Sink<'a>) -> bool {
        let text = element.text();
        let read = date::read(&text).filter(|read| read.rest.is_empty()).map(|read| read.date);
        if read.is_none() {
            sink.report(Diagnostic::new(codes::ODD_DATE, element.span()).detail(element.name().to_owned()));
        }
        self.record.set_date(field, read.unwrap_or(Date::Literal(text)));
        true
    }

    fn serial(&mut self, value: Cow<'a, str>) -> bool {
        let (numbers, whole) = serial::read(&value, self.record.kind);
        for (field, number) in numbers {
            add(&mut self.record, field, Cow::Owned(number.into_owned()));
        }
        whole
    }

    /// Keywords, one an element or several on lines of their own.
    fn keywords(&mut self, list: Element<'_, 'a>) -> bool {
        for keyword in list.all("keyword") {
            let text = style::read(keyword, true);
            if text.plain().contains('\n') {
                for line in text.plain().split('\n').map(str::trim).filter(|line| !line.is_empty()) {
                    add(&mut self.record, Field::Keyword, Cow::Owned(line.to_owned()));
                }
            } else if !self.record.lately(Field::Keyword).any(|known| known.plain() == text.plain()) {
                self.record.push(Field::Keyword, text);
            }
        }
        true
    }

    fn doi(&mut self, value: Cow<'a, str>) -> bool {
        if doi(&mut self.record, value.clone()) {
            return true;
        }
        // Zotero's and Mendeley's files have arXiv's identifiers here.
        let id = pick(value, identifier::arxiv);
        let taken = id.is_some_and(|id| set(&mut self.record, Field::Eprint, id));
        taken && set(&mut self.record, Field::EprintType, "arxiv".into())
    }

    fn url(&mut self, element: Element<'_, 'a>) -> bool {
        let text = element.lines();
        if text.contains('\n') {
            for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
                if !set(&mut self.record, Field::Url, Cow::Owned(line.to_owned())) {
                    self.record.keep(FAMILY, "url", line.to_owned());
                }
            }
            return true;
        }
        set(&mut self.record, Field::Url, text)
    }

    fn finish(&mut self) {
        self.finish_editors();
        self.finish_date();
        self.finish_pages();
        attachments::keep(&mut self.record, std::mem::take(&mut self.files));
        endnote::finish(&mut self.record);
        endnote::published(&mut self.record, &std::mem::take(&mut self.published));
    }

    /// The secondary authors of a book edit its series, if it is in one; else the book.
    fn finish_editors(&mut self) {
        let record = &mut self.record;
        let in_series = record.has(Field::CollectionTitle) || record.names(Role::Editor).next().is_some();
        if self.secondary == 0 || in_series {
            return;
        }
        for contributor in &mut record.contributors {
            if contributor.role == Role::CollectionEditor {
                contributor.role = Role::Editor;
            }
        }
    }

    /// The date completes the year where it is of that year.
    fn finish_date(&mut self) {
        let (year, day) = (std::mem::take(&mut self.year), std::mem::take(&mut self.date));
        let date = dates::assemble(&year, &day);
        // A day of another year, or what is none.
        let told = day.is_empty()
            || date.as_ref().is_some_and(|date| dates::assemble(&year, "").as_ref() != Some(date));
        if !told && !year.is_empty() {
            self.record.keep(FAMILY, "date", day);
        }
        if let Some(date) = date {
            self.record.set_date(DateField::Issued, date);
        }
    }

    /// What has no pages to stand on has a number of them.
    fn finish_pages(&mut self) {
        let pages = std::mem::take(&mut self.pages);
        if WHOLES.contains(&self.record.kind) && !pages.contains(['-', '–']) {
            match extent::pages(&pages).map(str::to_owned) {
                Some(count) => self.record.push(Field::NumberOfPages, count),
                None => self.record.push(Field::NumberOfPages, pages),
            }
        } else {
            match full_range(&pages) {
                Some(full) => self.record.push(Field::Page, full),
                None => self.record.push(Field::Page, pages),
            }
        }
    }
}

/// A name: with a comma the family name comes first, else last.
fn one_name(name: &str) -> Name<'_> {
    let name = name.trim();
    match name.contains(',') || matches!(name, "et al." | "et al" | "others") {
        true => Name::from_inverted(name),
        false => Name::from_display(name),
    }
}

fn fill<'a>(slot: &mut Cow<'a, str>, value: Cow<'a, str>) -> bool {
    if slot.is_empty() {
        *slot = value;
        return true;
    }
    *slot == value
}
