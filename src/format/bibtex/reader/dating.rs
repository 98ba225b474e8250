//! The dates of an entry, gathered from its fields.

use std::borrow::Cow;
use std::ops::Range;

use super::super::fields::DatePart;
use super::dates::{self, Month, Year};
use crate::record::{Bound, Date, DateField, Edtf, Field, Point, Record};

/// The fields of one date.
#[derive(Debug, Default)]
struct Parts<'a> {
    whole: Option<Date<'a>>,
    year: Option<(Year, Cow<'a, str>)>,
    /// The letter after a year.
    letter: Option<Cow<'a, str>>,
    month: Option<Month>,
    day: Option<Range<u8>>,
    end: End,
    /// Places among the extras.
    extras: Vec<(Share, usize)>,
}

/// `endyear`, `endmonth` and `endday`.
#[derive(Debug, Default)]
struct End {
    year: Option<i64>,
    month: Option<u8>,
    day: Option<u8>,
}

/// What a field says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Share {
    Whole,
    Year,
    Finer,
    End,
}

/// All dates of an entry.
#[derive(Debug, Default)]
pub(super) struct Dating<'a>(Vec<(DateField, Parts<'a>)>);

impl<'a> Dating<'a> {
    fn of(&mut self, field: DateField) -> &mut Parts<'a> {
        let at = self.0.iter().position(|(f, _)| *f == field).unwrap_or_else(|| {
            // Few entries have a second date.
            self.0.reserve_exact(1);
            self.0.push((field, Parts::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }

    /// Takes a whole date; says whether it has the format's own form, or nothing where
    /// another date stands already.
    pub(super) fn whole(
        &mut self,
        field: DateField,
        text: Cow<'a, str>,
        extra: Option<usize>,
    ) -> Option<bool> {
        let parts = self.of(field);
        let read = dates::whole(&text);
        let sound = text.is_empty() || read.as_ref().is_some_and(|read| read.sound);
        if !text.is_empty() {
            let date = read.map_or(Date::Literal(text), |read| read.date);
            match &parts.whole {
                Some(known) if *known != date => return None,
                Some(_) => {}
                None => parts.whole = Some(date),
            }
        }
        parts.extras.extend(extra.map(|extra| (Share::Whole, extra)));
        Some(sound)
    }

    /// Takes a part of a date; says whether it could be read.
    pub(super) fn part(
        &mut self,
        field: DateField,
        part: DatePart,
        text: Cow<'a, str>,
        extra: Option<usize>,
    ) -> bool {
        let parts = self.of(field);
        let share = match part {
            DatePart::Year => Share::Year,
            DatePart::Month | DatePart::Day => Share::Finer,
            DatePart::EndYear | DatePart::EndMonth | DatePart::EndDay => Share::End,
        };
        match part {
            _ if text.is_empty() => {}
            DatePart::Year => {
                let (year, letter) = dates::year(&text);
                parts.letter = letter.map(|letter| Cow::Owned(letter.to_owned()));
                parts.year = Some((year, text));
            }
            DatePart::Month => {
                parts.month = Month::read(&text);
                if parts.month.is_none() {
                    return false;
                }
            }
            DatePart::Day => {
                parts.day = dates::day(&text);
                if parts.day.is_none() {
                    return false;
                }
            }
            DatePart::EndYear => match text.parse() {
                Ok(year) => parts.end.year = Some(year),
                Err(_) => return false,
            },
            DatePart::EndMonth => match text.parse() {
                Ok(month @ 1..=12) => parts.end.month = Some(month),
                _ => return false,
            },
            DatePart::EndDay => match text.parse() {
                Ok(day @ 1..=31) => parts.end.day = Some(day),
                _ => return false,
            },
        }
        parts.extras.extend(extra.map(|extra| (share, extra)));
        true
    }

    /// Sets the record's dates, and says of each field whether the record carries it.
    pub(super) fn finish(self, record: &mut Record<'a>) {
        for (field, parts) in self.0 {
            parts.finish(field, record);
        }
    }
}

impl<'a> Parts<'a> {
    fn finish(self, field: DateField, record: &mut Record<'a>) {
        let Parts { whole, year, letter, month, day, end, extras } = self;
        let mut carried = |share: Share, mapped: bool| {
            for (_, at) in extras.iter().filter(|(of, _)| *of == share) {
                if let Some(extra) = record.extra.get_mut(*at) {
                    extra.mapped = mapped;
                }
            }
        };
        carried(Share::Whole, true);
        carried(Share::End, false);
        let date = match (whole, year) {
            (Some(whole), year) if month.is_none() || !only_year(&whole) => {
                // `date` wins; a year that says the same is carried as well.
                let same = match year {
                    Some((Year::Known(point, None), _)) => point.year == whole.year(),
                    None => true,
                    _ => false,
                };
                let finer = whole.point().is_some_and(|point| {
                    month.is_none_or(|month| month.agrees(point))
                        && day.is_none_or(|day| Some(day.start) == point.day && day.is_empty())
                });
                carried(Share::Year, same);
                carried(Share::Finer, finer);
                whole
            }
            // `date = 2015, month = jun`: biber puts them together, too.
            (Some(whole), year) => {
                let point = whole.point().copied().unwrap_or_default();
                let same =
                    year.is_none_or(|(year, _)| matches!(year, Year::Known(p, None) if p.year == point.year));
                carried(Share::Year, same);
                carried(Share::Finer, true);
                dates::assemble(Year::Known(point, None), month, day)
            }
            (None, Some((year, text))) => {
                let words = matches!(year, Year::Words);
                carried(Share::Year, true);
                carried(Share::Finer, !words);
                let date = if words { Date::Literal(text) } else { dates::assemble(year, month, day) };
                match with_end(&date, &end) {
                    Some(date) => {
                        carried(Share::End, true);
                        date
                    }
                    None => date,
                }
            }
            // A month without its year is no date.
            (None, None) => {
                carried(Share::Finer, false);
                return;
            }
        };
        if let Some(letter) = letter.filter(|_| field == DateField::Issued) {
            record.push(Field::YearSuffix, letter);
        }
        record.set_date(field, date);
    }
}

/// Whether a date is one year and no more.
fn only_year(date: &Date<'_>) -> bool {
    match date {
        Date::Edtf(edtf) => match (edtf.start, edtf.end) {
            (Bound::At(p), None) => {
                p.month.is_none() && p.season.is_none() && !p.month_masked && p.year_mask == 0
            }
            _ => false,
        },
        Date::Literal(_) => false,
    }
}

/// A date up to its end, if that is known.
fn with_end(date: &Date<'_>, end: &End) -> Option<Date<'static>> {
    let (Date::Edtf(edtf), Some(_)) = (date, end.year) else { return None };
    let point = Point { year: end.year, month: end.month, day: end.day, ..Point::default() };
    Some(Date::Edtf(Box::new(Edtf { start: edtf.start, end: Some(Bound::At(point)) })))
}
