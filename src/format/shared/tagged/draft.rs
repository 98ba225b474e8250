//! Fields → a record.

mod finish;
mod names;

use std::borrow::Cow;

use super::table::{Place, Row};
use super::{date, serial};
use crate::grammar::{markup, tagged};
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, Text, identifier, language};

/// A record under way.
pub(crate) struct Draft<'a> {
    pub record: Record<'a>,
    /// The name of the format.
    family: &'static str,
    /// Whether its values hold HTML-like tags and entities.
    markup: bool,
    /// Of which line of the table a field's only value is, and which extra spells it.
    taken: Vec<Taken>,
    /// Dates of publication.
    issued: Vec<Dated<'a>>,
    first_page: Cow<'a, str>,
    last_page: Cow<'a, str>,
}

struct Taken {
    field: Field,
    rank: usize,
    extra: usize,
}

/// A date of publication: from which line of the table, what it says, and who spells it.
struct Dated<'a> {
    rank: usize,
    date: Date<'a>,
    extra: usize,
    field: tagged::Field<'a>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(family: &'static str, markup: bool, fields: usize) -> Self {
        let mut record = Record::default();
        record.fields.reserve(fields);
        record.extra.reserve(fields);
        Self {
            record,
            family,
            markup,
            taken: Vec::with_capacity(fields),
            issued: Vec::new(),
            first_page: Cow::Borrowed(""),
            last_page: Cow::Borrowed(""),
        }
    }

    /// Takes a field by its line of the table, keeping it as it is spelled.
    pub(crate) fn field(&mut self, field: &tagged::Field<'a>, row: Option<(usize, &Row)>) {
        match row {
            Some((rank, row)) => self.take(row.place, rank, field),
            None => drop(self.keep(field)),
        }
    }

    /// Takes a field for a place, keeping it as it is spelled.
    pub(crate) fn take(&mut self, place: Place, rank: usize, field: &tagged::Field<'a>) {
        let extra = self.keep(field);
        let mapped = self.place(place, rank, field);
        self.set_mapped(extra, mapped);
    }

    /// Keeps a field as it is spelled, and gives its place among the extras.
    pub(crate) fn keep(&mut self, field: &tagged::Field<'a>) -> usize {
        self.record.keep(self.family, field.tag, field.raw);
        self.record.extra.len() - 1
    }

    /// Says whether the record carries what an extra says.
    pub(crate) fn set_mapped(&mut self, extra: usize, mapped: bool) {
        if let Some(extra) = self.record.extra.get_mut(extra) {
            extra.mapped = mapped;
        }
    }

    /// Puts a value into its place, and says whether the record carries it now.
    pub(crate) fn place(&mut self, place: Place, rank: usize, field: &tagged::Field<'a>) -> bool {
        match place {
            Place::Kind => false,
            Place::Key => self.key(field.text()),
            Place::Text(name) => self.text(name, rank, field.text()),
            Place::Names(role) => self.names(role, field.text()),
            Place::Date(DateField::Issued) | Place::Year => self.issued(rank, field),
            Place::Date(name) => self.date(name, &field.text()),
            Place::FirstPage => set_once(&mut self.first_page, field.text()),
            Place::LastPage => set_once(&mut self.last_page, field.text()),
            Place::Serial => self.serials(field.raw, self.record.kind),
            Place::Keywords => self.keywords(field.text()),
            Place::Doi => self.doi(field.text()),
            Place::Url => self.url(field.text()),
            Place::Language => self.language(field.text()),
        }
    }

    fn key(&mut self, value: Cow<'a, str>) -> bool {
        if self.record.key.is_empty() {
            self.record.key = value;
            return true;
        }
        self.record.key == value
    }

    /// Text with its markup.
    fn marked(&self, value: Cow<'a, str>, field: Field) -> Text<'a> {
        let running = matches!(field, Field::Abstract | Field::Note | Field::Annote | Field::AuthorAddress);
        if self.markup { markup::parse(value, running).0 } else { Text::new(value) }
    }

    /// Takes a text. A field of which there is one goes to the line of the table that
    /// comes first.
    pub(crate) fn text(&mut self, field: Field, rank: usize, value: Cow<'a, str>) -> bool {
        if field == Field::Note && self.note(&value) {
            return true;
        }
        let text = self.marked(value, field);
        if self.record.lately(field).any(|known| known.plain() == text.plain()) {
            return true;
        }
        if let Some(known) = self.record.get(field).filter(|_| field == Field::AuthorAddress) {
            let both = format!("{}\n{}", known.plain(), text.plain());
            self.record.set(field, both);
            return true;
        }
        if matches!(field, Field::Abstract | Field::Note | Field::Annote | Field::Language) {
            self.record.push(field, text);
            return true;
        }
        let extra = self.record.extra.len() - usize::from(!self.record.extra.is_empty());
        match self.taken.iter_mut().find(|taken| taken.field == field) {
            Some(taken) if taken.rank <= rank => return false,
            Some(taken) => {
                let before = std::mem::replace(&mut taken.extra, extra);
                taken.rank = rank;
                self.set_mapped(before, false);
                self.record.take(field);
            }
            None => self.taken.push(Taken { field, rank, extra }),
        }
        self.record.push(field, text);
        true
    }

    /// A note that is an identifier.
    fn note(&mut self, value: &str) -> bool {
        let label = |label: &str| {
            let (head, rest) = value.split_once(':')?;
            head.trim().eq_ignore_ascii_case(label).then_some(rest.trim())
        };
        let (field, id) = if let Some(id) = label("PMID").and_then(identifier::pmid) {
            (Field::Pmid, Cow::Borrowed(id))
        } else if let Some(id) = label("PMCID").and_then(identifier::pmcid) {
            (Field::Pmcid, id)
        } else if let Some(id) = label("arXiv").filter(|_| !self.record.has(Field::Eprint)) {
            let (id, class) = id.split_once('[').unwrap_or((id, ""));
            let Some(id) = identifier::arxiv(id.trim()) else { return false };
            self.record.push(Field::EprintType, "arxiv");
            self.record.push(Field::EprintClass, class.trim().trim_end_matches(']').to_owned());
            (Field::Eprint, Cow::Borrowed(id))
        } else if let Some(doi) = identifier::doi(value).filter(|_| identifier::is_doi(value)) {
            (Field::Doi, Cow::Borrowed(doi))
        } else {
            return false;
        };
        if !self.record.has(field) {
            self.record.push(field, id.into_owned());
            return true;
        }
        self.record.str(field).eq_ignore_ascii_case(&id)
    }

    /// Takes a name, or several separated by semicolons.
    fn names(&mut self, role: Role, value: Cow<'a, str>) -> bool {
        let value = if self.markup { markup::entities(value).0 } else { value };
        let split = |text: &str| text.contains([';']) || text.contains(" and ") || text.contains(" et al");
        match value {
            Cow::Borrowed(text) if !split(text) => self.record.contribute(role, names::read(text)),
            value => {
                for part in names::parts(&value) {
                    let (part, others) = names::without_others(part);
                    self.record.contribute(role, names::read(part).into_owned());
                    if others {
                        self.record.contribute(role, Name::Others);
                    }
                }
            }
        }
        true
    }

    fn issued(&mut self, rank: usize, field: &tagged::Field<'a>) -> bool {
        let extra = self.record.extra.len().saturating_sub(1);
        let value = field.text();
        let (date, whole) = match date::read(&value) {
            Some(read) if read.rest.eq_ignore_ascii_case("received") => {
                let new = self.record.date(DateField::Submitted).is_none();
                if new {
                    self.record.set_date(DateField::Submitted, read.date);
                }
                return new;
            }
            // Another day of its history.
            Some(read) if !read.rest.is_empty() && !self.issued.is_empty() => return false,
            Some(read) => (read.date, read.rest.is_empty()),
            // Words, or a month without its year: seen again at the end.
            None => (Date::Literal(value), false),
        };
        self.issued.push(Dated { rank, date, extra, field: *field });
        whole
    }

    fn date(&mut self, field: DateField, value: &str) -> bool {
        match date::read(value) {
            _ if self.record.date(field).is_some() => false,
            Some(read) => {
                self.record.set_date(field, read.date);
                read.rest.is_empty()
            }
            None => {
                self.record.set_date(field, Date::literal(value.to_owned()));
                true
            }
        }
    }

    /// Takes ISBNs, ISSNs or numbers of what is of this kind.
    pub(crate) fn serials(&mut self, value: &'a str, kind: Kind) -> bool {
        let (numbers, whole) = serial::read(value, kind);
        for (field, number) in numbers {
            if !self.record.lately(field).any(|known| known.plain() == number) {
                self.record.push(field, number);
            }
        }
        whole
    }

    fn keywords(&mut self, value: Cow<'a, str>) -> bool {
        match value {
            Cow::Borrowed(list) => {
                for keyword in list.split(';').map(str::trim) {
                    let text = self.marked(Cow::Borrowed(keyword), Field::Keyword);
                    self.record.push(Field::Keyword, text);
                }
            }
            Cow::Owned(list) => {
                for keyword in list.split(';').map(str::trim) {
                    let text = self.marked(Cow::Borrowed(keyword), Field::Keyword).into_owned();
                    self.record.push(Field::Keyword, text);
                }
            }
        }
        true
    }

    /// Takes pages in one, unless there are some already.
    pub(crate) fn pages(&mut self, value: Cow<'a, str>) {
        if !self.record.has(Field::Page) {
            set_once(&mut self.first_page, value);
        }
    }

    /// Takes a DOI, or what stands in its place.
    pub(crate) fn doi(&mut self, value: Cow<'a, str>) -> bool {
        let value = if self.markup { markup::entities(value).0 } else { value };
        let whole = identifier::doi(&value).is_none() || identifier::is_doi(&value);
        let doi: Cow<'a, str> = match value {
            Cow::Borrowed(text) => identifier::doi(text).unwrap_or(text).into(),
            Cow::Owned(text) => identifier::doi(&text).unwrap_or(&text).to_owned().into(),
        };
        if self.record.has(Field::Doi) {
            return whole && self.record.str(Field::Doi).eq_ignore_ascii_case(&doi);
        }
        self.record.push(Field::Doi, doi);
        whole
    }

    fn url(&mut self, value: Cow<'a, str>) -> bool {
        let value = if self.markup { markup::entities(value).0 } else { value };
        if let Some(id) = value.strip_prefix("PM:").and_then(identifier::pmid) {
            self.record.set(Field::Pmid, id.to_owned());
            return true;
        }
        // Several in one, or words before it: the first is taken.
        let start = value.find(" http").filter(|_| !is_address(&value));
        let start = start.map_or(0, |at| at + 1);
        let ends = [";http", "; http", " http"];
        let end = ends.iter().filter_map(|next| value[start..].find(next)).min().map(|at| start + at);
        let alone = start == 0 && end.is_none();
        let first: Cow<'a, str> = match (value, start..end.unwrap_or(usize::MAX)) {
            (value, _) if alone => value,
            (Cow::Borrowed(value), range) => Cow::Borrowed(&value[range.start..range.end.min(value.len())]),
            (Cow::Owned(value), range) => {
                Cow::Owned(value[range.start..range.end.min(value.len())].to_owned())
            }
        };
        if !self.record.has(Field::Url) {
            self.record.push(Field::Url, first);
            return alone;
        }
        alone && self.record.str(Field::Url) == first
    }

    fn language(&mut self, value: Cow<'a, str>) -> bool {
        match language::tag(&value) {
            Some(tag) => self.record.push(Field::Language, tag),
            None => self.record.push(Field::Language, value),
        }
        true
    }
}

/// Whether a text begins as an address does.
fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
    text.starts_with("www.") || (!scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn set_once<'a>(slot: &mut Cow<'a, str>, value: Cow<'a, str>) -> bool {
    if slot.is_empty() {
        *slot = value;
        return true;
    }
    *slot == value
}
