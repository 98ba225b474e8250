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
    end: [Option<Cow<'a, str>>; 3],
    /// Places among the extras.
    extras: Vec<(Share, usize)>,
}

/// What a field says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Share {
    Whole,
    Year,
    Finer,
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

    /// Takes a whole date; says whether it has the format's own form.
    pub(super) fn whole(&mut self, field: DateField, text: Cow<'a, str>, extra: Option<usize>) -> bool {
        let parts = self.of(field);
        parts.extras.extend(extra.map(|extra| (Share::Whole, extra)));
        if parts.whole.is_some() || text.is_empty() {
            return true;
        }
        match dates::whole(&text) {
            Some(read) => {
                parts.whole = Some(read.date);
                read.sound
            }
            None => {
                parts.whole = Some(Date::Literal(text));
                false
            }
        }
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
        let share = if part == DatePart::Year { Share::Year } else { Share::Finer };
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
            DatePart::EndYear => parts.end[0] = Some(text),
            DatePart::EndMonth => parts.end[1] = Some(text),
            DatePart::EndDay => parts.end[2] = Some(text),
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
        let date = match (whole, year) {
            (Some(whole), year) if month.is_none() || !only_year(&whole) => {
                // `date` wins; a year that says the same is carried as well.
                let same = match year {
                    Some((Year::Known(point, None), _)) => point.year == whole.year(),
                    None => true,
                    _ => false,
                };
                let finer = whole.point().is_some_and(|p| p.month.is_some() || month.is_none());
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
                if words { Date::Literal(text) } else { with_end(dates::assemble(year, month, day), &end) }
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

/// `endyear`, `endmonth` and `endday`.
fn with_end<'a>(date: Date<'a>, end: &[Option<Cow<'_, str>>; 3]) -> Date<'a> {
    let [Some(year), month, day] = end else { return date };
    let Date::Edtf(edtf) = &date else { return date };
    let Ok(year) = year.trim().parse::<i64>() else { return date };
    let number = |text: &Option<Cow<'_, str>>| text.as_deref().and_then(|t| t.trim().parse::<u8>().ok());
    let point = Point { year: Some(year), month: number(month), day: number(day), ..Point::default() };
    Date::Edtf(Box::new(Edtf { start: edtf.start, end: Some(Bound::At(point)) }))
}
