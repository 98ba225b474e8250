//! Dates as CSL spells them.

use std::borrow::Cow;

use crate::grammar::dates;
use crate::grammar::json::{Broken, Lexer, Value, elements, members};
use crate::record::{Bound, Date, Edtf, MONTHS, Point, Season};

use super::name::{is_flag, truthy};
use super::read::Shape;

/// A CSL date: what its members hold.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct CslDate<'d> {
    /// `date-parts`: one point or two.
    pub parts: [Option<Parts>; 2],
    /// `season`, 1 to 4.
    pub season: Option<u8>,
    /// `circa`.
    pub circa: bool,
    /// `literal`.
    pub literal: Option<Cow<'d, str>>,
}

/// A year, and maybe a month and a day. A month of 13 to 16 is a season, as pandoc and
/// citeproc-js read it in ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// CSL has no year 0: -1 is 1 BCE.
    pub year: i64,
    /// 0 where there is none.
    pub month: u8,
    /// 0 where there is none.
    pub day: u8,
}

impl<'d> CslDate<'d> {
    /// What CSL says for a date. Whatever it has no members for comes as a literal that
    /// a person can read; where a year is known, `date-parts` hold it as well.
    pub(crate) fn of(date: &'d Date<'_>) -> Self {
        let edtf = match date {
            Date::Literal(text) => return Self::literal(text.as_ref()),
            Date::Edtf(edtf) => edtf.as_ref(),
        };
        match (edtf.start, edtf.end) {
            (Bound::At(point), None) => Self::point(point, edtf),
            (Bound::At(start), Some(Bound::At(end))) => match (lower(&start), upper(&end)) {
                (Some(first), Some(last)) => Self {
                    parts: [Some(first), Some(last)],
                    circa: is_circa(&start) || is_circa(&end),
                    ..Self::default()
                },
                _ => Self::literal(format!("{}–{}", in_words(&start), in_words(&end))),
            },
            (Bound::At(point), Some(Bound::Open)) => {
                Self { literal: Some(format!("{}–", in_words(&point)).into()), ..Self::part(&point) }
            }
            (Bound::Open, Some(Bound::At(point))) => {
                Self { literal: Some(format!("–{}", in_words(&point)).into()), ..Self::part(&point) }
            }
            (Bound::At(point), Some(Bound::Unknown)) | (Bound::Unknown, Some(Bound::At(point))) => {
                Self { literal: Some(edtf.to_string().into()), ..Self::part(&point) }
            }
            _ => Self::literal(edtf.to_string()),
        }
    }

    fn literal(text: impl Into<Cow<'d, str>>) -> Self {
        Self { literal: Some(text.into()), ..Self::default() }
    }

    fn part(point: &Point) -> Self {
        Self { parts: [lower(point), None], ..Self::default() }
    }

    fn point(point: Point, edtf: &Edtf) -> Self {
        let circa = is_circa(&point);
        match (point.year, point.season) {
            (Some(_), _) if point.year_mask > 3 => Self::literal(edtf.to_string()),
            (Some(_), _) if point.year_mask > 0 => {
                Self { parts: [lower(&point), upper(&point)], circa, ..Self::default() }
            }
            (Some(_), Some(Season(code @ 21..=24))) => Self {
                parts: [lower(&Point { season: None, ..point }), None],
                season: Some(code - 20),
                circa,
                ..Self::default()
            },
            (Some(year), Some(Season(code @ 33..=36))) => {
                let literal = format!("{year} Q{}", code - 32);
                Self { literal: Some(literal.into()), ..Self::part(&point) }
            }
            (Some(_), Some(_)) => Self { literal: Some(edtf.to_string().into()), ..Self::part(&point) },
            (Some(_), None) => Self { parts: [lower(&point), None], circa, ..Self::default() },
            (None, _) => Self::literal(in_words(&point)),
        }
    }
}

fn is_circa(point: &Point) -> bool {
    point.approximate || point.uncertain
}

/// The earliest year that a point may mean, with its month and day.
fn lower(point: &Point) -> Option<Parts> {
    parts(point, 0)
}

/// The latest: biblatex §2.3.8 takes `199X` for the years 1990 to 1999.
fn upper(point: &Point) -> Option<Parts> {
    let span = 10i64.checked_pow(u32::from(point.year_mask)).unwrap_or(1);
    parts(point, span - 1)
}

fn parts(point: &Point, later: i64) -> Option<Parts> {
    let year = point.year?;
    let year = if year < 0 { year } else { year.saturating_add(later) };
    let month = match (point.month, point.season) {
        (Some(month), _) => month,
        (None, Some(Season(code @ 21..=24))) => code - 8,
        _ => 0,
    };
    let day = if point.month.is_some() { point.day.unwrap_or(0) } else { 0 };
    Some(Parts { year: if year <= 0 { year.saturating_sub(1) } else { year }, month, day })
}

/// `May 28` where there is no year, else EDTF.
fn in_words(point: &Point) -> String {
    let month = point.month.and_then(|month| MONTHS.get(usize::from(month).wrapping_sub(1)));
    match (point.year, month, point.day) {
        (None, Some(month), Some(day)) => format!("{month} {day}"),
        (None, Some(month), None) => (*month).to_owned(),
        _ => Point { time: None, ..*point }.to_string(),
    }
}

/// Reads a date in any form: an object of CSL's, or a string or number in its place.
pub(crate) fn read<'a>(lexer: &mut Lexer<'a>) -> Result<(Option<Date<'a>>, Shape), Broken> {
    let mut shape = Shape::canonical();
    let date = match lexer.value()? {
        Value::Object(object) => {
            let (found, raw) = CslDate::read(object, &mut shape);
            let date = found.date(raw, &mut shape);
            if date.as_ref().is_none_or(|date| CslDate::of(date) != found) {
                shape.odd();
            }
            return Ok((date, shape));
        }
        Value::String(text) => free(text.decode()),
        Value::Number(year) => {
            let date = year.parse().ok().map(Date::from_year);
            date.is_none().then(|| shape.partial());
            date
        }
        // Such as `[2020, 5]`, without the name of what it is.
        Value::Array(array) => match points(array, &mut shape).0 {
            Some(parts) => {
                CslDate { parts: [Some(parts), None], ..CslDate::default() }.date(None, &mut shape)
            }
            None => None,
        },
        Value::Bool(said) => {
            said.then(|| shape.partial());
            None
        }
        Value::Null => None,
    };
    shape.invalid();
    Ok((date, shape))
}

impl<'a> CslDate<'a> {
    /// Reads the members of a date; `raw` comes apart, for it is never written.
    fn read(object: &'a str, shape: &mut Shape) -> (Self, Option<Cow<'a, str>>) {
        let mut date = Self::default();
        let mut raw = None;
        for (name, value, _) in members(object) {
            match (name.raw, value) {
                ("date-parts", Value::Array(array)) => date.parts = both(array, shape),
                ("season", Value::Number(season)) => {
                    date.season = season.parse().ok();
                    date.season.is_none().then(|| shape.partial());
                }
                ("season", Value::String(season)) => {
                    date.season = season_named(&season.decode());
                    shape.odd();
                    if date.season.is_none() && !value.is_void() {
                        shape.partial();
                    }
                }
                ("circa", Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
                    date.circa = truthy(value);
                    if !matches!(value, Value::Bool(true)) {
                        shape.odd();
                    }
                    (!is_flag(value)).then(|| shape.partial());
                }
                ("literal", Value::String(text)) => date.literal = Some(text.decode()),
                ("raw", Value::String(text)) => {
                    raw = Some(text.decode());
                    shape.odd();
                }
                (_, value) => {
                    shape.invalid();
                    (!value.is_void()).then(|| shape.partial());
                }
            }
        }
        (date, raw)
    }

    /// What the date is.
    fn date(&self, raw: Option<Cow<'a, str>>, shape: &mut Shape) -> Option<Date<'a>> {
        let points = self.parts.map(|parts| parts.map(|parts| self.as_point(parts, shape)));
        let literal = self.literal.as_ref().filter(|literal| !literal.trim().is_empty());
        // `May 2020` is a date, `20` may be anything.
        let in_words = |text: &str| {
            text.contains(char::is_alphabetic).then(|| dates::whole(text)).flatten().map(|read| read.date)
        };
        let date = match (points, literal) {
            ([Some(start), None], _) => Some(Date::from(start)),
            ([Some(start), Some(end)], _) => Some(Date::range(start, end)),
            ([None, _], Some(literal)) => {
                let date = worded(literal).or_else(|| in_words(literal));
                Some(date.unwrap_or_else(|| Date::Literal(literal.clone())))
            }
            ([None, _], None) => raw.clone().and_then(free),
        };
        if date.as_ref().is_none_or(|date| date.point().is_none()) && (self.season.is_some() || self.circa) {
            shape.partial();
        }
        // What is said twice may be said in more detail.
        let mut finer = date;
        if points[0].is_some()
            && let Some(literal) = literal
        {
            match worded(literal) {
                Some(worded) if CslDate::of(&worded).parts == self.parts => finer = Some(worded),
                _ if finer.is_some() && in_words(literal) == finer => {}
                _ => shape.partial(),
            }
        }
        if (points[0].is_some() || literal.is_some()) && raw.is_some_and(|raw| free(raw) != finer) {
            shape.partial();
        }
        finer
    }

    fn as_point(&self, parts: Parts, shape: &mut Shape) -> Point {
        let year = if parts.year < 0 { parts.year.saturating_add(1) } else { parts.year };
        let mut point = Point { year: Some(year), approximate: self.circa, ..Point::default() };
        match parts.month {
            month @ 1..=12 => {
                point.month = Some(month);
                point.day = Some(parts.day).filter(|day| (1..=31).contains(day));
            }
            code @ 13..=16 => point.season = Some(Season(code + 8)),
            code @ 21..=24 => point.season = Some(Season(code)),
            _ => {}
        }
        let season = self.season.map(|season| if season <= 4 { season + 20 } else { season });
        match season {
            Some(season @ 21..=24) if point.month.is_none() => point.season = Some(Season(season)),
            Some(_) => shape.partial(),
            None => {}
        }
        let month = point.month.is_some() || point.season.is_some();
        if (parts.month > 0 && !month) || (parts.day > 0 && point.day.is_none()) {
            shape.partial();
        }
        point
    }
}

/// The two points of `date-parts`.
fn both(array: &str, shape: &mut Shape) -> [Option<Parts>; 2] {
    let mut both = [None, None];
    let mut count = 0;
    for element in elements(array) {
        match (element, both.get_mut(count)) {
            (Value::Array(inner), Some(slot)) => *slot = points(inner, shape).0,
            // `[2020, 5]`, without the brackets around the first of two points.
            (Value::Number(_), _) if count == 0 => {
                shape.invalid();
                return [points(array, shape).0, None];
            }
            (other, _) => {
                shape.invalid();
                (!other.is_void()).then(|| shape.partial());
            }
        }
        count += 1;
    }
    if count == 0 {
        shape.invalid();
    }
    if both[0].is_none() {
        both.swap(0, 1);
    }
    if let [Some(first), None] = &mut both {
        both[1] = first.years();
    }
    both
}

impl Parts {
    /// The second year, where `1973/74` was taken for a year and its month.
    fn years(&mut self) -> Option<Self> {
        let last = i64::from(self.month);
        if self.month <= 24 || self.day > 0 || !(0..100).contains(&last) || last <= self.year % 100 {
            return None;
        }
        self.month = 0;
        Some(Self { year: self.year - self.year % 100 + last, month: 0, day: 0 })
    }
}

/// A year, a month and a day; and how many there are.
fn points(array: &str, shape: &mut Shape) -> (Option<Parts>, usize) {
    let mut found = [None::<i64>; 3];
    let mut count = 0;
    for element in elements(array) {
        let number: Option<i64> = match element {
            Value::Number(number) => number.parse().ok(),
            Value::String(text) => {
                shape.odd();
                text.decode().trim().parse().ok()
            }
            _ => {
                shape.invalid();
                None
            }
        };
        if number.is_none_or(|number| count > 0 && !(1..=31).contains(&number)) {
            shape.odd();
        }
        let lost = count > 0 && number.is_some_and(|n| !(0..=255).contains(&n));
        match found.get_mut(count) {
            Some(slot) if !lost && (number.is_some() || element.is_void()) => *slot = number,
            Some(_) => shape.partial(),
            None => {
                shape.invalid();
                (!element.is_void()).then(|| shape.partial());
            }
        }
        count += 1;
    }
    if count == 0 {
        shape.invalid();
    }
    let small = |number: Option<i64>| number.and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
    let parts = found[0].map(|year| Parts { year, month: small(found[1]), day: small(found[2]) });
    (parts, count)
}

fn season_named(text: &str) -> Option<u8> {
    let lower = text.trim().to_lowercase();
    let names = [["spring", "1", "21"], ["summer", "2", "22"], ["autumn", "3", "23"], ["winter", "4", "24"]];
    let at = names.iter().position(|names| names.contains(&lower.as_str()));
    at.or((lower == "fall").then_some(2)).and_then(|at| u8::try_from(at + 1).ok())
}

/// A date in free text; text that is none stays as it is.
fn free(text: Cow<'_, str>) -> Option<Date<'_>> {
    if text.trim().is_empty() {
        return None;
    }
    let date = worded(&text).or_else(|| dates::whole(&text).map(|read| read.date));
    Some(date.unwrap_or(Date::Literal(text)))
}

/// The words that [`CslDate::of`] finds for what CSL cannot say in numbers, and EDTF.
pub(crate) fn worded(text: &str) -> Option<Date<'static>> {
    let text = text.trim();
    if let Ok(date) = Date::parse(text) {
        return Some(date);
    }
    if let Some(start) = text.strip_suffix('–') {
        return Date::parse(&format!("{start}/..")).ok();
    }
    if let Some(end) = text.strip_prefix('–') {
        return Date::parse(&format!("../{end}")).ok();
    }
    let (first, last) = text.split_once(' ').unwrap_or((text, ""));
    if let (Some(quarter @ ("1" | "2" | "3" | "4")), Ok(year)) = (last.strip_prefix('Q'), first.parse()) {
        let code = quarter.parse().map_or(33, |q: u8| q + 32);
        return Some(Point { year: Some(year), season: Some(Season(code)), ..Point::default() }.into());
    }
    let month = u8::try_from(MONTHS.iter().position(|month| *month == first)? + 1).ok()?;
    let day = match last {
        "" => None,
        day => Some(day.parse().ok().filter(|day| (1..=31).contains(day))?),
    };
    Some(Point { month: Some(month), day, ..Point::default() }.into())
}
