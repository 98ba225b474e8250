//! Dates as CSL spells them.

use std::borrow::Cow;

use crate::record::{Bound, Date, Edtf, Point, Season};

/// A CSL date: what its members hold.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CslDate<'d> {
    /// `date-parts`: one point or two.
    pub parts: [Option<Parts>; 2],
    /// `season`, 1 to 4.
    pub season: Option<u8>,
    /// `circa`.
    pub circa: bool,
    /// `literal`.
    pub literal: Option<Cow<'d, str>>,
}

/// A year, and maybe a month and a day. A month of 21 to 24 is a season, as pandoc and
/// citeproc-js read it in ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// CSL has no year 0: -1 is 1 BCE.
    pub year: i64,
    /// 0 where there is none.
    pub month: u8,
    /// 0 where there is none.
    pub day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl<'d> CslDate<'d> {
    /// What CSL says for a date. Whatever it has no members for comes as a literal that
    /// a person can read; where a year is known, `date-parts` hold it as well.
    pub(super) fn of(date: &'d Date<'_>) -> Self {
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
        (None, Some(Season(code @ 21..=24))) => code,
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
