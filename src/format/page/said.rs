//! Whether a record says all that a text says: what a page repeats need not be kept, unless it
//! differs.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::grammar::dates;
use crate::record::{Bound, Date, Field, Name, Point, Record};

/// The words that a record says.
#[derive(Default)]
pub(super) struct Said<'t> {
    words: HashSet<Cow<'t, str>>,
}

impl<'t> Said<'t> {
    /// The words of a record's names, dates and fields but for the abstract.
    pub(super) fn by(record: &'t Record<'_>) -> Self {
        let mut said = Said::default();
        for (_, text) in record.fields.iter().filter(|(field, _)| *field != Field::Abstract) {
            said = said.and(text.plain());
        }
        for contributor in &record.contributors {
            said = match &contributor.name {
                Name::Person(person) => [&person.given, &person.prefix, &person.family, &person.suffix]
                    .into_iter()
                    .fold(said, |said, part| said.and(part)),
                Name::Literal(name) => said.and(name),
                Name::Others => said.and("et al others"),
            };
        }
        for (_, date) in &record.dates {
            said.date(date);
        }
        said
    }

    /// Adds the words of a text.
    pub(super) fn and(mut self, text: &'t str) -> Self {
        self.words.extend(words(text));
        self
    }

    fn date(&mut self, date: &'t Date<'_>) {
        match date {
            Date::Literal(text) => self.words.extend(words(text)),
            Date::Edtf(edtf) => {
                for bound in [Some(&edtf.start), edtf.end.as_ref()].into_iter().flatten() {
                    if let Bound::At(point) = bound {
                        self.point(point);
                    }
                }
            }
        }
    }

    /// Adds the numbers of a date; months are compared by name, as words for them differ.
    fn point(&mut self, point: &Point) {
        let season = point.season.map(|season| season.0);
        let month = point.month.or(season);
        self.words.extend(month.map(|month| month_word(month).into()));
        self.words.extend(point.year.map(|year| year.to_string().into()));
        for number in [point.month, point.day].into_iter().flatten() {
            self.words.extend([number.to_string().into(), format!("{number:02}").into()]);
        }
    }

    /// The words of a text that are not said.
    pub(super) fn not<'u>(&self, text: &'u str) -> impl Iterator<Item = &'u str> {
        split(text).filter(|word| !self.says(word))
    }

    /// Whether all words of a text are said.
    pub(super) fn all(&self, text: &str) -> bool {
        self.not(text).next().is_none()
    }

    /// Whether a word that may be cut is said.
    pub(super) fn begins(&self, word: &str) -> bool {
        split(word)
            .all(|part| self.says(part) || self.words.iter().any(|word| word.starts_with(&*lower(part))))
    }

    fn says(&self, word: &str) -> bool {
        self.words.contains(&lower(word))
            || dates::month_or_season(word).is_some_and(|month| self.words.contains(&*month_word(month)))
            || dates::ordinal(word).is_some_and(|number| self.words.contains(number))
    }
}

/// What stands for a month among the words; no text has such a word.
fn month_word(month: u8) -> String {
    format!("month {month}")
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    split(text).map(lower)
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { word.to_lowercase().into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{DateField, Kind, Role};

    #[test]
    fn what_differs_is_found() {
        let mut record = Record::new(Kind::Book);
        record.push(Field::Title, "Plums: A View");
        record.push(Field::Edition, "3");
        record.contribute(Role::Author, Name::from_display("Ana van der Roe Jr."));
        record.set_date(DateField::Issued, Date::ymd(2020, Some(5), Some(3)));
        let said = Said::by(&record).and("by");
        assert!(said.all("Plums – a view, 3rd, by Roe, Ana van der, Jr., 03 May (2020)"));
        assert_eq!(said.not("A view of plums, June 2020").collect::<Vec<_>>(), ["of", "June"]);
    }
}
