//! Dates: ISO 8601-2 for biblatex, year and month for BibTeX.

use crate::format::Output;
use crate::latex::encode;
use crate::record::{Bound, Date, Edtf, Point, Season};

/// BibTeX's month macros.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// EDTF's codes for seasons, 21 to 24, in words.
const SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];

/// A date in the fields that BibTeX has for it.
pub(super) struct Parts<'a> {
    date: &'a Date<'a>,
    start: Option<Point>,
    /// The end, where there is one: a point, or nothing known.
    end: Option<Option<Point>>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(date: &'a Date<'a>) -> Self {
        let point = |bound: Bound| match bound {
            Bound::At(point) => Some(point),
            Bound::Open | Bound::Unknown => None,
        };
        match date {
            Date::Edtf(edtf) => Self { date, start: point(edtf.start), end: edtf.end.map(point) },
            Date::Literal(_) => Self { date, start: None, end: None },
        }
    }

    fn points(&self) -> impl Iterator<Item = Point> {
        [self.start, self.end.flatten()].into_iter().flatten()
    }

    pub(super) fn has_year(&self) -> bool {
        matches!(self.date, Date::Literal(_)) || self.points().any(|p| p.year.is_some())
    }

    pub(super) fn has_month(&self) -> bool {
        self.points().any(|p| month(&p).is_some())
    }

    pub(super) fn has_day(&self) -> bool {
        self.points().any(|p| p.day.is_some()) && !self.has_days()
    }

    /// Whether it is an interval from day to day.
    fn has_days(&self) -> bool {
        self.points().filter(|p| p.day.is_some()).count() == 2
    }

    /// The value of `year`: `2020`, `1988--1992`, `1997--`, or the text that stands for it.
    pub(super) fn year(&self, ascii: bool, out: &mut Output) {
        out.byte(b'{');
        match self.date {
            Date::Literal(text) => encode::plain(text, ascii, &mut out.bytes),
            Date::Edtf(_) => self.range(self.same(|p| p.year), out, year),
        }
        out.byte(b'}');
    }

    /// The value of `month`: `jan`, `jan # "--" # feb`, `{Spring}`. The days of an interval
    /// stand with their months, `jan # "~3--6"`, as *BibTeXing* §3.2 has it; a single day
    /// has a field of its own.
    pub(super) fn month(&self, out: &mut Output) {
        let ends = [self.start, self.end.flatten()];
        let [start, end] = ends.map(|point| point.as_ref().and_then(month));
        let days = ends.map(|point| point.and_then(|point| point.day).filter(|_| self.has_days()));
        let (Some(first), Some(last)) = (start, end) else {
            return start.or(end).into_iter().for_each(|name| name.push(out));
        };
        first.push(out);
        let one = start == end && self.same(|p| p.year);
        match (days, one) {
            ([Some(from), Some(to)], true) if from == to => out.display(format_args!(" # \"~{from}\"")),
            ([Some(from), Some(to)], true) => out.display(format_args!(" # \"~{from}--{to}\"")),
            ([Some(from), Some(to)], false) => {
                out.display(format_args!(" # \"~{from}--\" # "));
                last.push(out);
                out.display(format_args!(" # \"~{to}\""));
            }
            (_, true) => {}
            (_, false) => {
                out.push(" # \"--\" # ");
                last.push(out);
            }
        }
    }

    /// The value of `day`: `{3}`. No style prints it, but every reader knows it.
    pub(super) fn day(&self, out: &mut Output) {
        out.byte(b'{');
        if let Some(day) = self.points().find_map(|point| point.day) {
            out.display(day);
        }
        out.byte(b'}');
    }

    /// Whether both ends are known and have a part in common.
    fn same<T: PartialEq>(&self, part: impl Fn(&Point) -> T) -> bool {
        match (self.start, self.end) {
            (Some(start), Some(Some(end))) => part(&start) == part(&end),
            _ => false,
        }
    }

    /// Both ends with `--` between, or one when they say the same.
    fn range(&self, same: bool, out: &mut Output, put: impl Fn(&Point, &mut Output)) {
        if let Some(point) = &self.start {
            put(point, out);
        }
        let Some(end) = self.end.filter(|_| !same) else { return };
        out.push("--");
        if let Some(point) = &end {
            put(point, out);
        }
    }
}

/// What stands for the month of a date.
#[derive(Clone, Copy, PartialEq)]
enum Month {
    Macro(&'static str),
    Words(&'static str),
}

impl Month {
    fn push(self, out: &mut Output) {
        match self {
            Month::Macro(name) => out.push(name),
            Month::Words(words) => {
                out.byte(b'{');
                out.push(words);
                out.byte(b'}');
            }
        }
    }
}

fn month(point: &Point) -> Option<Month> {
    match (point.month, point.season) {
        (Some(month), _) => MONTHS.get(usize::from(month).wrapping_sub(1)).map(|name| Month::Macro(name)),
        (None, Some(Season(code))) => {
            SEASONS.get(usize::from(code).wrapping_sub(21)).map(|words| Month::Words(words))
        }
        (None, None) => None,
    }
}

fn year(point: &Point, out: &mut Output) {
    if point.approximate {
        out.push("ca. ");
    }
    match point.year {
        Some(year @ 0..=9999) if point.year_mask == 0 => out.display(year),
        Some(_) => {
            let year = Point { year: point.year, year_mask: point.year_mask, ..Point::default() };
            out.display(Edtf { start: Bound::At(year), end: None });
        }
        None => {}
    }
    if point.uncertain {
        out.byte(b'?');
    }
}
