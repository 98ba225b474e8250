//! Dates: EDTF (ISO 8601-2) levels 0 and 1, or a literal.

use std::borrow::Cow;
use std::fmt;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, map, opt, value};
use nom::{IResult, Parser};

use super::vocabulary::vocabulary;

vocabulary! {
    /// A date-valued variable of CSL 1.0.2.
    pub enum DateField {
        Issued = "issued",
        Accessed = "accessed",
        AvailableDate = "available-date",
        EventDate = "event-date",
        OriginalDate = "original-date",
        Submitted = "submitted",
    }
}

/// A date, or what stands in its place.
#[derive(Clone, Debug, PartialEq)]
pub enum Date<'a> {
    /// A date that can be computed with. Boxing it keeps records small.
    Edtf(Box<Edtf>),
    /// Free text: `in press`, `n.d.`, `1999 or 2000`.
    Literal(Cow<'a, str>),
}

/// A point in time, or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edtf {
    /// The point, or the start of the interval.
    pub start: Bound,
    /// The end of the interval; `None` for a point.
    pub end: Option<Bound>,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Known.
    At(Point),
    /// Open: `..`.
    Open,
    /// Unknown: nothing before or after the slash.
    Unknown,
}

/// A calendar date of any precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Astronomical year: 0 is 1 BCE, -1 is 2 BCE. `None` where the source gives only
    /// a month and a day.
    pub year: Option<i64>,
    /// How many of the year's last digits are unspecified: 1 in `199X`, 2 in `19XX`.
    pub year_mask: u8,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// Instead of a month.
    pub season: Option<Season>,
    /// The month is said to be unspecified: `1999-XX`.
    pub month_masked: bool,
    /// The day is said to be unspecified: `1999-01-XX`.
    pub day_masked: bool,
    /// `?`, or half of `%`.
    pub uncertain: bool,
    /// `~`, or half of `%`.
    pub approximate: bool,
    /// Time of day.
    pub time: Option<Time>,
}

/// The English names of the months, January first.
pub const MONTHS: [&str; 12] = [
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

/// A part of the year, by its EDTF code: 21 spring, 22 summer, 23 autumn, 24 winter, and
/// level 2's 25 to 41 (hemispheres, quarters, quadrimesters, semesters).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season(pub u8);

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60.
    pub second: u8,
    /// Minutes east of UTC; `None` for local time.
    pub offset: Option<i16>,
}

/// Why a string is no EDTF date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdtfError {
    /// It does not have the form of one.
    Syntax,
    /// A month, day or time is out of range.
    Range,
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EdtfError::Syntax => "not of the form YYYY[-MM[-DD]]",
            EdtfError::Range => "a month, day or time out of range",
        })
    }
}

impl std::error::Error for EdtfError {}

impl<'a> Date<'a> {
    /// A year.
    pub fn from_year(year: i64) -> Self {
        Point { year: Some(year), ..Point::default() }.into()
    }

    /// A year with, maybe, a month and a day; what is out of range is left out.
    pub fn ymd(year: i64, month: Option<u8>, day: Option<u8>) -> Self {
        let month = month.filter(|m| (1..=12).contains(m));
        let day = day.filter(|d| month.is_some() && (1..=31).contains(d));
        Point { year: Some(year), month, day, ..Point::default() }.into()
    }

    /// A closed interval.
    pub fn range(start: Point, end: Point) -> Self {
        Date::Edtf(Box::new(Edtf { start: Bound::At(start), end: Some(Bound::At(end)) }))
    }

    /// Free text.
    pub fn literal(text: impl Into<Cow<'a, str>>) -> Self {
        Date::Literal(text.into())
    }

    /// Reads EDTF, levels 0 and 1.
    ///
    /// # Errors
    /// When the string is anything else.
    pub fn parse(text: &str) -> Result<Date<'static>, EdtfError> {
        Edtf::parse(text).map(|edtf| Date::Edtf(Box::new(edtf)))
    }

    /// The first point that is known: the start, else the end.
    pub fn point(&self) -> Option<&Point> {
        let Date::Edtf(edtf) = self else { return None };
        match (&edtf.start, &edtf.end) {
            (Bound::At(point), _) | (_, Some(Bound::At(point))) => Some(point),
            _ => None,
        }
    }

    /// The year of the first known point, astronomical.
    pub fn year(&self) -> Option<i64> {
        self.point().and_then(|point| point.year)
    }

    /// The same date, independent of the input.
    pub fn into_owned(self) -> Date<'static> {
        match self {
            Date::Edtf(edtf) => Date::Edtf(edtf),
            Date::Literal(text) => Date::Literal(Cow::Owned(text.into_owned())),
        }
    }
}

impl From<Point> for Date<'_> {
    fn from(point: Point) -> Self {
        Date::Edtf(Box::new(Edtf { start: Bound::At(point), end: None }))
    }
}

impl fmt::Display for Date<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Edtf(edtf) => edtf.fmt(f),
            Date::Literal(text) => f.write_str(text),
        }
    }
}

impl Edtf {
    /// Reads EDTF, levels 0 and 1, and `Y170000002` of long years.
    ///
    /// # Errors
    /// When the string is anything else.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        let (_, edtf) = all_consuming(interval).parse(text.trim()).map_err(|_| EdtfError::Syntax)?;
        let sound = [Some(edtf.start), edtf.end].into_iter().flatten().all(|bound| match bound {
            Bound::At(point) => point.in_range(),
            Bound::Open | Bound::Unknown => true,
        });
        if sound { Ok(edtf) } else { Err(EdtfError::Range) }
    }
}

impl Point {
    fn in_range(&self) -> bool {
        let days = match (self.month, self.year) {
            (Some(2), Some(y)) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            (Some(2), _) => 29,
            (Some(4 | 6 | 9 | 11), _) => 30,
            _ => 31,
        };
        self.month.is_none_or(|m| (1..=12).contains(&m))
            && self.day.is_none_or(|d| (1..=days).contains(&d))
            && self.time.is_none_or(|t| t.hour <= 24 && t.minute < 60 && t.second <= 60)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        match &self.end {
            Some(end) => write!(f, "/{end}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::At(point) => point.fmt(f),
            Bound::Open => f.write_str(".."),
            Bound::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) if self.year_mask > 0 => {
                let mask = usize::from(self.year_mask.min(4));
                let digits = format!("{:04}", year.unsigned_abs());
                let kept = &digits[..digits.len() - mask];
                write!(f, "{}{kept}{}", if year < 0 { "-" } else { "" }, "X".repeat(mask))?;
            }
            Some(year) if year.unsigned_abs() > 9999 => write!(f, "Y{year}")?,
            Some(year) if year < 0 => write!(f, "-{:04}", year.unsigned_abs())?,
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        match (self.month, self.season) {
            (Some(month), _) => write!(f, "-{month:02}")?,
            (None, Some(Season(code))) => write!(f, "-{code:02}")?,
            (None, None) if self.month_masked => f.write_str("-XX")?,
            (None, None) => {}
        }
        match self.day {
            Some(day) => write!(f, "-{day:02}")?,
            None if self.day_masked => f.write_str("-XX")?,
            None => {}
        }
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}:{:02}", time.hour, time.minute, time.second)?;
            match time.offset {
                Some(0) => f.write_str("Z")?,
                Some(offset) => {
                    let sign = if offset < 0 { '-' } else { '+' };
                    let minutes = offset.unsigned_abs();
                    write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
                }
                None => {}
            }
        }
        f.write_str(match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

fn interval(input: &str) -> IResult<&str, Edtf> {
    let (input, start) = bound(input)?;
    let (input, slash) = opt(char('/')).parse(input)?;
    match slash {
        Some(_) => map(bound, move |end| Edtf { start, end: Some(end) }).parse(input),
        None if start == Bound::Unknown => nom::combinator::fail().parse(input),
        None => Ok((input, Edtf { start, end: None })),
    }
}

fn bound(input: &str) -> IResult<&str, Bound> {
    alt((value(Bound::Open, tag("..")), map(point, Bound::At), value(Bound::Unknown, tag("")))).parse(input)
}

fn point(input: &str) -> IResult<&str, Point> {
    let (input, (year, year_mask)) = alt((
        map(tag("-"), |_| (None, 0)).and(nom::combinator::peek((char('-'), two))).map(|(y, _)| y),
        map(year, |(year, mask)| (Some(year), mask)),
    ))
    .parse(input)?;
    let mut point = Point { year, year_mask, ..Point::default() };
    let (input, month) = opt((char('-'), alt((map(two, Some), value(None, tag("XX")))))).parse(input)?;
    let mut rest = input;
    if let Some((_, month)) = month {
        match month {
            Some(code @ 21..=41) => point.season = Some(Season(code)),
            Some(month) => point.month = Some(month),
            None => point.month_masked = true,
        }
        let day = opt((char('-'), alt((map(two, Some), value(None, tag("XX")))))).parse(input)?;
        if let (after, Some((_, day))) = day {
            rest = after;
            point.day = day;
            point.day_masked = day.is_none();
            if day.is_some() && point.month.is_none() {
                return nom::combinator::fail().parse(rest);
            }
        }
    }
    let (rest, time) = if point.day.is_some() { opt(time).parse(rest)? } else { (rest, None) };
    point.time = time;
    let (rest, mark) = opt(one_of("?~%")).parse(rest)?;
    point.uncertain = matches!(mark, Some('?' | '%'));
    point.approximate = matches!(mark, Some('~' | '%'));
    Ok((rest, point))
}

/// A year: four digits of which the last may be `X`, or `Y` and any number of digits.
fn year(input: &str) -> IResult<&str, (i64, u8)> {
    if let (rest, Some(_)) = opt(char::<&str, nom::error::Error<&str>>('Y')).parse(input)? {
        let (rest, minus) = opt(char('-')).parse(rest)?;
        let (rest, digits) = take_while_m_n(5, 15, |c: char| c.is_ascii_digit()).parse(rest)?;
        let year: i64 = digits.parse().unwrap_or(0);
        return Ok((rest, (if minus.is_some() { -year } else { year }, 0)));
    }
    let (rest, minus) = opt(char('-')).parse(input)?;
    let (rest, digits) = take_while(|c: char| c.is_ascii_digit()).parse(rest)?;
    let (rest, masked) = take_while(|c: char| c == 'X').parse(rest)?;
    if digits.len() + masked.len() != 4 {
        return nom::combinator::fail().parse(rest);
    }
    let scale = 10i64.pow(u32::try_from(masked.len()).unwrap_or(0));
    let year = digits.parse::<i64>().unwrap_or(0) * scale;
    let mask = u8::try_from(masked.len()).unwrap_or(4);
    Ok((rest, (if minus.is_some() { -year } else { year }, mask)))
}

fn two(input: &str) -> IResult<&str, u8> {
    let digits = take_while_m_n(2, 2, |c: char| c.is_ascii_digit());
    map(digits, |digits: &str| digits.parse().unwrap_or(0)).parse(input)
}

fn time(input: &str) -> IResult<&str, Time> {
    let (input, (_, hour, _, minute)) = (one_of("T "), two, char(':'), two).parse(input)?;
    let (input, second) = opt((char(':'), two)).parse(input)?;
    let (input, offset) = opt(alt((
        value(0i16, char('Z')),
        map((one_of("+-"), two, opt(char(':')), two), |(sign, hours, _, minutes)| {
            let offset = i16::from(hours) * 60 + i16::from(minutes);
            if sign == '-' { -offset } else { offset }
        }),
    )))
    .parse(input)?;
    Ok((input, Time { hour, minute, second: second.map_or(0, |(_, s)| s), offset }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_reads_and_prints_the_same() {
        for text in [
            "1723",
            "1723-05",
            "1723-05-09",
            "2004-01-01T10:10:05Z",
            "2004-01-01T10:10:05+01:30",
            "1988/1992",
            "2002-01/2002-02",
            "1997/..",
            "../1997",
            "1997/",
            "/1997",
            "1723?",
            "1723~",
            "1723%",
            "1988?/1992~",
            "199X",
            "19XX",
            "XXXX",
            "1999-XX",
            "1999-01-XX",
            "1999-XX-XX",
            "2004-21",
            "2004-21/2004-22",
            "2004-33",
            "0000",
            "-0099",
            "Y170000002",
            "--05-28",
        ] {
            assert_eq!(Edtf::parse(text).map(|d| d.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn other_strings_are_no_edtf() {
        for text in ["", "May 2020", "2004-1-1", "20040101", "2020a", "1723?~", "199u", "in press", "-"] {
            assert_eq!(Edtf::parse(text), Err(EdtfError::Syntax), "{text}");
        }
        for text in ["2021-02-29", "2021-13", "2021-04-31", "2021-01-01T25:00:00"] {
            assert_eq!(Edtf::parse(text), Err(EdtfError::Range), "{text}");
        }
    }
}
