//! A record of a catalogue → a record.

use std::borrow::Cow;

use super::fields::{Dialect, HOUSEKEEPING, Row, Says, Who};
use super::host::{self, Place};
use super::left;
use super::names::{self, Part};
use super::record::{Datafield, Marc};
use super::text::{is_unknown, sorted, trimmed};
use super::values::{isbn, issued, languages, number, series};
use super::{FAMILY, kinds};
use crate::format::shared::extent;
use crate::format::shared::tagged::date;
use crate::format::shared::xml::{add, set, tongue};
use crate::record::{Date, DateField, Field, Name, Record, Role, identifier};

/// Reads a record; `None` if there is nothing in it.
pub(super) fn record(marc: &Marc<'_>) -> Option<Record<'static>> {
    let dialect = Dialect::of(marc.fields.iter().map(|field| &*field.tag));
    let mut reading =
        Reading { marc, dialect, record: Record::new(kinds::kind(marc, dialect)), issuer: None };
    reading.fixed();
    let rows = marc.fields.iter().map(|field| (dialect.row(&field.tag), field));
    let taken: Vec<bool> =
        rows.clone().map(|(row, field)| row.is_some_and(|row| reading.says(row, field))).collect();
    reading.finish();
    let mut record = reading.record;
    left::keep(rows.zip(taken), &mut record);
    let says = !record.fields.is_empty() || !record.contributors.is_empty() || !record.extra.is_empty();
    says.then_some(record)
}

struct Reading<'m> {
    marc: &'m Marc<'m>,
    dialect: Dialect,
    record: Record<'static>,
    /// The body that issued it or granted the degree.
    issuer: Option<String>,
}

/// A text of its own, for the record is built from parts of fields.
pub(super) fn own(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

impl Reading<'_> {
    fn fixed(&mut self) {
        for (tag, value) in &self.marc.control {
            if !HOUSEKEEPING.contains(&&**tag) {
                self.record.keep(FAMILY, tag.clone().into_owned(), value.clone().into_owned());
            }
        }
    }

    /// Puts what a field says into its place; says whether the record carries it.
    fn says(&mut self, row: &Row, field: &Datafield<'_>) -> bool {
        // Subfields by their place among the codes.
        let code = |at: usize| row.codes.chars().nth(at).unwrap_or('\0');
        let get = |at: usize| trimmed(field.get(code(at)));
        let record = &mut self.record;
        match row.says {
            Says::Nothing => true,
            Says::Isbn => isbn(get(0), record),
            Says::Issn => {
                let number = get(0);
                let checked = identifier::issn(number).map(|issn| own(&issn));
                add(record, Field::Issn, checked.unwrap_or_else(|| own(number)));
                true
            }
            Says::Identifier => number(get(0), field.get('2'), record),
            Says::Language => {
                for code in field.all(code(0)).flat_map(languages) {
                    tongue(record, own(code));
                }
                true
            }
            Says::CallNumber => {
                let parts = [get(0), if code(1) == 'b' { get(1) } else { "" }];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                set(record, Field::CallNumber, own(&parts.join(" ")))
            }
            Says::Main(who) | Says::Added(who) => {
                let main = matches!(row.says, Says::Main(_));
                self.name(field, who, main)
            }
            Says::Title => self.title(row, field),
            Says::Edition => set(record, Field::Edition, own(get(0))),
            Says::Imprint => self.imprint(row, field),
            Says::Extent => {
                let mut counts = extent::read(field.get(code(0)));
                // One volume is the rule.
                counts.volumes = counts.volumes.filter(|count| *count != "1");
                for (field, count) in
                    [(Field::NumberOfPages, counts.pages), (Field::NumberOfVolumes, counts.volumes)]
                {
                    if let Some(count) = count {
                        set(record, field, own(count));
                    }
                }
                counts.pages.is_some() || counts.volumes.is_some()
            }
            Says::Series => series(get(0), get(1), record),
            Says::Note | Says::Abstract => {
                let place = if row.says == Says::Note { Field::Note } else { Field::Abstract };
                let texts: Vec<&str> =
                    row.codes.chars().flat_map(|code| field.all(code)).map(str::trim).collect();
                record.push(place, texts.join(" "));
                true
            }
            Says::Thesis => self.thesis(row, field),
            Says::Subject => {
                let heading: Vec<&str> = field
                    .subfields
                    .iter()
                    .filter(|(known, _)| row.codes.contains(*known))
                    .map(|(_, value)| trimmed(value))
                    .collect();
                add(record, Field::Keyword, Cow::Owned(sorted(&heading.join(" -- "))));
                true
            }
            Says::Keywords => {
                for word in field.all(code(0)).map(trimmed).filter(|word| !word.is_empty()) {
                    add(record, Field::Keyword, own(word));
                }
                true
            }
            Says::License => {
                let address = field.get('u');
                set(
                    record,
                    Field::License,
                    own(if address.is_empty() { field.get(code(0)) } else { address }),
                )
            }
            Says::Host => self.host(row, field),
            Says::Url => self.url(field),
        }
    }

    fn title(&mut self, row: &Row, field: &Datafield<'_>) -> bool {
        if self.record.has(Field::Title) {
            return false;
        }
        let fields = [Field::Title, Field::Subtitle, Field::PartNumber, Field::PartTitle];
        for (place, code) in fields.into_iter().zip(row.codes.chars()) {
            let texts: Vec<String> =
                field.all(code).map(|text| sorted(trimmed(text))).filter(|text| !text.is_empty()).collect();
            let gap = if place == Field::Subtitle { " : " } else { ". " };
            self.record.push(place, texts.join(gap));
        }
        true
    }

    fn name(&mut self, field: &Datafield<'_>, who: Who, main: bool) -> bool {
        let Some(name) = names::name(field, who, self.dialect) else { return false };
        if who == Who::Meeting {
            let place = trimmed(field.get('c')).trim_matches(['(', ')']);
            let taken = set(&mut self.record, Field::EventTitle, own(&name.to_string()));
            if taken && !place.is_empty() {
                set(&mut self.record, Field::EventPlace, own(trimmed(place)));
            }
            let held = trimmed(field.get('d')).trim_matches(['(', ')']);
            if let Some(read) = date::read(held).filter(|_| taken) {
                self.record.set_date(DateField::EventDate, read.date);
            }
            return taken;
        }
        let parts = names::parts(field);
        if parts.contains(&Part::Issuer) && self.issuer.is_none() {
            self.issuer = Some(name.to_string());
            return true;
        }
        let told = parts.into_iter().map(|part| match part {
            Part::Issuer => Role::Contributor,
            Part::Role(role) => role,
        });
        let mut roles: Vec<Role> = told.collect();
        if roles.is_empty() {
            roles.push(if main { Role::Author } else { self.usual(who) });
        }
        // A person may stand there once for each thing done.
        for role in roles {
            if !self.record.names(role).any(|known| *known == name) {
                self.record.contribute(role, name.clone());
            }
        }
        true
    }

    /// What a name did of which that is not said: who is added to an author is one, too,
    /// unless editors are named; without an author it is an editor.
    fn usual(&self, who: Who) -> Role {
        let (main, responsibility) = match self.dialect {
            Dialect::Marc21 => ("100", 'c'),
            Dialect::Unimarc => ("700", 'f'),
        };
        let statement = self.marc.get(self.dialect.title(), responsibility);
        let person = !self.marc.get(main, 'a').is_empty();
        match who {
            Who::Body if person => Role::Contributor,
            _ if !person || names::is_edited(statement) => Role::Editor,
            _ => Role::Author,
        }
    }

    fn imprint(&mut self, row: &Row, field: &Datafield<'_>) -> bool {
        // Who produced or distributed it matters only if no one published it.
        let published =
            |field: &Datafield<'_>| matches!(field.indicators[1], '1' | ' ' | '0') || field.tag != *"264";
        let other = !published(field) || (field.tag == *"264" && field.indicators[1] == '0');
        let has_publisher = self.marc.fields.iter().any(|other| {
            (other.tag == *"260") || (other.tag == *"264" && matches!(other.indicators[1], '1' | ' '))
        });
        if other && has_publisher && self.dialect == Dialect::Marc21 {
            return false;
        }
        let mut codes = row.codes.chars();
        let (place, publisher, when) = (codes.next(), codes.next(), codes.next());
        let get = |code: Option<char>| code.map_or("", |code| field.get(code));
        for (slot, value) in [(Field::PublisherPlace, place), (Field::Publisher, publisher)] {
            let value = trimmed(get(value));
            let bare = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or(value);
            if !is_unknown(value) && !bare.is_empty() {
                set(&mut self.record, slot, own(bare));
            }
        }
        if self.record.date(DateField::Issued).is_none()
            && let Some(date) = issued(get(when))
        {
            self.record.set_date(DateField::Issued, date);
        }
        true
    }

    /// Degree, body and year; or all in words: `Thesis (Ph. D.)--University, 2001`.
    fn thesis(&mut self, row: &Row, field: &Datafield<'_>) -> bool {
        let mut codes = row.codes.chars();
        let mut get = || codes.next().map_or("", |code| trimmed(field.get(code)));
        let (degree, body, year, words) = (get(), get(), get(), get());
        let (mut degree, mut body) = (degree, body);
        if degree.is_empty() && body.is_empty() {
            let (before, after) =
                words.split_once("--").or_else(|| words.split_once(" - ")).unwrap_or((words, ""));
            let inner =
                before.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner);
            degree = trimmed(inner.unwrap_or(before));
            body = after.rsplit_once(',').map_or(after, |(body, _)| body).trim();
        }
        let record = &mut self.record;
        let mut taken = !degree.is_empty() && set(record, Field::Genre, own(degree));
        if !body.is_empty() && self.issuer.is_none() {
            self.issuer = Some(body.to_owned());
            taken = true;
        }
        if record.date(DateField::Issued).is_none()
            && let Some(date) = issued(year)
        {
            record.set_date(DateField::Issued, date);
        }
        taken
    }

    fn host(&mut self, row: &Row, field: &Datafield<'_>) -> bool {
        let unimarc = self.dialect == Dialect::Unimarc;
        let mut codes = row.codes.chars();
        let mut next = || codes.next().unwrap_or('\0');
        let title = trimmed(field.get(next())).to_owned();
        if title.is_empty() || self.record.has(Field::ContainerTitle) {
            return false;
        }
        self.record.push(Field::ContainerTitle, sorted(&title));
        let at = next();
        let record = &mut self.record;
        let mut place = Place::default();
        for part in field.all(at) {
            host::read(part, &mut place);
        }
        if !unimarc && !field.get('q').is_empty() && place == Place::default() {
            host::short(field.get('q'), &mut place);
        }
        for (slot, value) in
            [(Field::Volume, place.volume), (Field::Issue, place.issue), (Field::Page, place.pages)]
        {
            if !value.is_empty() {
                set(record, slot, own(value));
            }
        }
        let issn = trimmed(field.get(next()));
        if !issn.is_empty() {
            add(record, Field::Issn, identifier::issn(issn).map_or_else(|| own(issn), |issn| own(&issn)));
        }
        let book = field.get(next());
        if !book.is_empty() {
            isbn(book, record);
        }
        let imprint = field.get(next());
        // `Berlin : Springer, 2010`
        if let Some((city, rest)) = imprint.split_once(" : ") {
            let (publisher, _) = rest.rsplit_once(',').unwrap_or((rest, ""));
            set(record, Field::PublisherPlace, own(trimmed(city)));
            set(record, Field::Publisher, own(trimmed(publisher)));
        }
        let year = if place.year.is_empty() { imprint } else { place.year };
        if record.date(DateField::Issued).is_none()
            && let Some(date) = issued(year)
        {
            record.set_date(DateField::Issued, date);
        }
        true
    }

    /// The address of the thing, or what stands for one; not that of its contents or cover.
    fn url(&mut self, field: &Datafield<'_>) -> bool {
        let url = field.get('u').trim();
        let label = ['3', 'y', 'z'].map(|code| field.get(code).to_lowercase()).join(" ");
        let other = [
            "inhalt",
            "content",
            "cover",
            "klappen",
            "sommaire",
            "abstract",
            "rezension",
            "review",
            "biograph",
            "sample",
        ];
        if field.indicators[1] == '2' || url.is_empty() || other.iter().any(|word| label.contains(word)) {
            return false;
        }
        if let Some(doi) = identifier::doi(url)
            && !self.record.has(Field::Doi)
        {
            self.record.push(Field::Doi, doi.to_owned());
        }
        set(&mut self.record, Field::Url, own(url))
    }

    fn finish(&mut self) {
        if let Some(issuer) = self.issuer.take()
            && !set(&mut self.record, Field::Publisher, own(&issuer))
        {
            self.record.contribute(Role::Contributor, Name::literal(issuer));
        }
        let fixed = |tag: &str| self.marc.control(tag).map(|value| &**value).unwrap_or_default();
        // Years and the language stand in the fixed field as well.
        let (year, language) = match self.dialect {
            Dialect::Marc21 => (fixed("008").get(7..11), fixed("008").get(35..38)),
            Dialect::Unimarc => {
                (self.marc.all("100").next().and_then(|field| field.get('a').get(9..13)), None)
            }
        };
        let year = year.map(|year| year.replace(['u', '|'], "X")).filter(|year| !year.starts_with('X'));
        if self.record.date(DateField::Issued).is_none()
            && let Some(date) = year.and_then(|year| Date::parse(&year).ok())
        {
            self.record.set_date(DateField::Issued, date);
        }
        if !self.record.has(Field::Language)
            && let Some(code) = language.filter(|code| code.bytes().all(|b| b.is_ascii_lowercase()))
            && !matches!(code, "und" | "zxx" | "mul")
        {
            tongue(&mut self.record, own(code));
        }
    }
}
