//! Dates: a year, and a day of it in words.

use crate::format::shared::tagged::date;
use crate::record::{Bound, Date, Edtf, MONTHS, Point, Season};

/// The date that a year makes with a day, a month or a season of it; words if it is none.
pub(super) fn assemble(year: &str, day: &str) -> Option<Date<'static>> {
    let by_year = date::read(year).map(|read| read.date);
    let known = by_year.as_ref().and_then(Date::year);
    let of_year = known.and_then(|known| date::of_year(day, known));
    let by_day = || date::read(day).filter(|read| read.rest.is_empty()).map(|read| read.date);
    match (by_year, of_year.or_else(by_day)) {
        (Some(year), Some(day)) => Some(date::finer(year, day)),
        (Some(date), None) | (None, Some(date)) => Some(date),
        (None, None) => {
            let words = [year, day].into_iter().find(|words| !words.is_empty())?;
            Some(Date::literal(words.to_owned()))
        }
    }
}

/// The year of a date as EndNote's field of that name has it: a year, years, or words.
pub(super) fn year(date: &Date<'_>) -> Option<String> {
    let Date::Edtf(edtf) = date else { return Some(date.to_string()) };
    let of = |bound: &Bound| match bound {
        Bound::At(point) => point.year,
        Bound::Open | Bound::Unknown => None,
    };
    match (of(&edtf.start), edtf.end.as_ref().and_then(of)) {
        (Some(start), Some(end)) if start != end => Some(format!("{start}-{end}")),
        (start, end) => start.or(end).map(|year| year.to_string()),
    }
}

/// The day of a date in words, such as `May 3` or `September-October`, where it says more
/// than the year.
pub(super) fn day(date: &Date<'_>) -> Option<String> {
    let Date::Edtf(edtf) = date else { return None };
    let Edtf { start: Bound::At(start), end } = &**edtf else { return None };
    let first = part(start)?;
    match end {
        Some(Bound::At(end)) if end.year == start.year => match part(end) {
            Some(last) if last != first => Some(format!("{first}-{last}")),
            _ => Some(first),
        },
        Some(_) => Some(edtf.to_string()),
        None => Some(first),
    }
}

fn part(point: &Point) -> Option<String> {
    let month = point.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    match (month, point.day, point.season) {
        (Some(month), Some(day), _) => Some(format!("{month} {day}")),
        (Some(month), None, _) => Some((*month).to_owned()),
        (None, _, Some(Season(code @ 21..=24))) => ["Spring", "Summer", "Autumn", "Winter"]
            .get(usize::from(code) - 21)
            .map(|name| (*name).to_owned()),
        _ => None,
    }
}
