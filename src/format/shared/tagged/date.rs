//! Dates as tagged formats give them: with slashes (`2016/05/03/Spring`), in words with
//! the year first or last (`2013 Sep-Oct`, `FEB 2011`), and in all the ways that people
//! write them.

use crate::grammar::dates::{self, Month, Year};
use crate::record::{Bound, Date, Edtf, Point, Season};

/// A date, and whether it says all that the text says.
#[derive(Debug, PartialEq)]
pub(crate) struct Read<'t> {
    pub date: Date<'static>,
    /// What the text says besides; empty if nothing.
    pub rest: &'t str,
}

impl From<Date<'static>> for Read<'_> {
    fn from(date: Date<'static>) -> Self {
        Read { date, rest: "" }
    }
}

/// Reads a date of any form that has a year.
pub(crate) fn read(text: &str) -> Option<Read<'_>> {
    let text = text.trim();
    if text.len() < 3 {
        return None;
    }
    if text.len() == 4
        && let Some(year) = number(text)
    {
        return Some(Date::from_year(year.into()).into());
    }
    if let Some(read) = slashed(text) {
        return Some(read);
    }
    let date = numbers(text).or_else(|| between(text)).or_else(|| dates::whole(text).map(|read| read.date));
    if let Some(date) = date.or_else(|| year(text)) {
        return Some(date.into());
    }
    // `2016 (printed 2017)`, `c2016`
    let bare = text.trim_start_matches(['c', '©', '[', '(', ' ']);
    let (digits, rest) = bare.split_at_checked(4)?;
    let date = Date::from_year(number(digits)?.into());
    let rest = rest.trim_matches([' ', ']', ')', '.']);
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric());
    (!goes_on).then_some(Read { date, rest })
}

/// Reads a month, a season or a day and a month of a year that is known from elsewhere:
/// `FEB 12`, `MAR-APR`, `SPR`.
pub(crate) fn of_year(text: &str, year: i64) -> Option<Date<'static>> {
    let text = text.trim();
    let month = Month::read(text)?;
    Some(dates::assemble(
        Year::Known(Point { year: Some(year), ..Point::default() }, None),
        Some(month),
        None,
    ))
}

/// The more precise of two dates, if they are of one year: the first, unless the second
/// says what it leaves open.
pub(crate) fn finer<'a>(first: Date<'a>, second: Date<'a>) -> Date<'a> {
    if is_finer(&second, &first) { second } else { first }
}

/// Whether a date is of the same year as another and says what that leaves open.
pub(crate) fn is_finer(date: &Date<'_>, than: &Date<'_>) -> bool {
    let precision = |date: &Date<'_>| {
        let point = date.point();
        point.map_or(0, |p| {
            u8::from(p.month.is_some() || p.season.is_some()) * 2
                + u8::from(p.day.is_some())
                + u8::from(matches!(date, Date::Edtf(edtf) if edtf.end.is_some()))
        })
    };
    date.year() == than.year() && precision(date) > precision(than)
}

/// Whether a date says all that another says.
pub(crate) fn says(date: &Date<'_>, other: &Date<'_>) -> bool {
    let (Date::Edtf(date), Date::Edtf(other)) = (date, other) else { return date == other };
    let (Bound::At(point), Bound::At(coarse), None) = (date.start, other.start, other.end) else {
        return date == other;
    };
    let cut = Point {
        month: point.month.filter(|_| coarse.month.is_some()),
        season: point.season.filter(|_| coarse.season.is_some()),
        day: point.day.filter(|_| coarse.day.is_some()),
        ..point
    };
    cut == coarse
}

fn number(text: &str) -> Option<u16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// `YYYY/MM/DD/other`, of which all but the year may be empty or missing; and
/// `MM/DD/YYYY`. `other` may be a season, or EDTF that says what numbers cannot.
fn slashed(text: &str) -> Option<Read<'_>> {
    let (first, rest) = text.split_once('/')?;
    let (second, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let (third, other) = rest.split_once('/').unwrap_or((rest, ""));
    let (first, second, third, other) = (first.trim(), second.trim(), third.trim(), other.trim());
    let small = |text: &str| number(text).and_then(|n| u8::try_from(n).ok());
    if first.len() <= 2 && third.len() == 4 && other.is_empty() {
        let (a, b, year) = (small(first)?, small(second)?, number(third)?);
        // The day comes first where it can be no month.
        let (month, day) = if a > 12 { (b, a) } else { (a, b) };
        let sound = (1..=12).contains(&month) && (1..=31).contains(&day);
        return sound.then(|| Date::ymd(year.into(), Some(month), Some(day)).into());
    }
    if !(3..=4).contains(&first.len()) {
        return None;
    }
    let year = number(first)?.into();
    let date = match (second, third) {
        ("", "") => Date::from_year(year),
        (month, "") if small(month).is_none() => of_year(month, year)?,
        (month, day) => {
            let month = match small(month) {
                Some(0) | None if !month.is_empty() => of_year(month, year)?.point()?.month?,
                Some(month) if month <= 12 => month,
                _ => return None,
            };
            let day = match day {
                "" => None,
                day => Some(small(day).filter(|day| *day <= 31)?),
            };
            Date::ymd(year, Some(month), day)
        }
    };
    if other.is_empty() {
        return Some(date.into());
    }
    // A time of day
    if let Some(point) = date.point().filter(|point| point.day.is_some() && other.contains(':'))
        && let Ok(edtf) = Edtf::parse(&format!("{point}T{other}"))
    {
        return Some(Date::Edtf(Box::new(edtf)).into());
    }
    if let Ok(edtf) = Edtf::parse(other)
        && edtf_year(&edtf) == Some(year)
    {
        return Some(Date::Edtf(Box::new(edtf)).into());
    }
    match of_year(other, year) {
        Some(season) if second.is_empty() => Some(season.into()),
        _ => Some(Read { date, rest: other }),
    }
}

fn edtf_year(edtf: &Edtf) -> Option<i64> {
    [Some(edtf.start), edtf.end].into_iter().flatten().find_map(|bound| match bound {
        Bound::At(point) => point.year,
        Bound::Open | Bound::Unknown => None,
    })
}

/// `2013 06 10`, `04 2006`.
fn numbers(text: &str) -> Option<Date<'static>> {
    let mut parts = text.split([' ', '.']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    let third = parts.next();
    let small = |text: &str| number(text).filter(|_| text.len() <= 2).and_then(|n| u8::try_from(n).ok());
    let month = |n: &u8| (1..=12).contains(n);
    let day = |n: &u8| (1..=31).contains(n);
    if parts.next().is_some() {
        return None;
    }
    match (first.len(), second.len(), third) {
        (4, 1..=2, None) => Some(Date::ymd(number(first)?.into(), Some(small(second).filter(month)?), None)),
        (1..=2, 4, None) => Some(Date::ymd(number(second)?.into(), Some(small(first).filter(month)?), None)),
        (4, 1..=2, Some(third)) => {
            let (month, day) = (small(second).filter(month)?, small(third).filter(day)?);
            Some(Date::ymd(number(first)?.into(), Some(month), Some(day)))
        }
        (1..=2, 1..=2, Some(third)) if third.len() == 4 => {
            let (day, month) = (small(first).filter(day)?, small(second).filter(month)?);
            Some(Date::ymd(number(third)?.into(), Some(month), Some(day)))
        }
        _ => None,
    }
}

/// `2013 Dec-2014 Jan`.
fn between(text: &str) -> Option<Date<'static>> {
    let (start, end) = text.split_once(['-', '–'])?;
    let words = |text: &str| text.contains(|c: char| c.is_alphabetic());
    if !words(start) || !words(end) {
        return None;
    }
    let point = |text: &str| dates::whole(text).and_then(|read| read.date.point().copied());
    Some(Date::range(point(start)?, point(end)?))
}

fn year(text: &str) -> Option<Date<'static>> {
    match dates::year(text) {
        (Year::Words, _) | (_, Some(_)) => None,
        // Any short number would do for a year elsewhere.
        (Year::Known(Point { year: Some(year), .. }, None), _) if (-99..1000).contains(&year) => None,
        (year, None) => Some(dates::assemble(year, None, None)),
    }
}

/// `YYYY/MM/DD/other` for a date; `None` where it has no year. What numbers cannot say
/// stands in `other`: a season in words, a time of day, else EDTF.
pub(crate) fn with_slashes(date: &Date<'_>) -> Option<String> {
    let Date::Edtf(edtf) = date else { return None };
    let point = date.point()?;
    let year = point.year.filter(|year| (0..=9999).contains(year))?;
    let mut text = format!("{year:04}/");
    if let Some(month) = point.month {
        text.push_str(&format!("{month:02}"));
    }
    text.push('/');
    if let Some(day) = point.day {
        text.push_str(&format!("{day:02}"));
    }
    text.push('/');
    let plain = Point { year: Some(year), month: point.month, day: point.day, ..Point::default() };
    let simple = Edtf { start: Bound::At(plain), end: None };
    if **edtf == simple {
        return Some(text);
    }
    match (season_name(point.season), edtf.end) {
        (Some(name), None)
            if **edtf == (Edtf { start: Bound::At(Point { season: point.season, ..plain }), end: None }) =>
        {
            text.push_str(name)
        }
        _ => {
            let spelled = edtf.to_string();
            let time = spelled.split_once('T').filter(|_| edtf.end.is_none());
            text.push_str(time.map_or(&*spelled, |(_, time)| time));
        }
    }
    Some(text)
}

/// `YYYY Mon DD` for a date, as PubMed has it; ranges with a hyphen (`2013 Sep-Oct`).
pub(crate) fn with_year_first(date: &Date<'_>) -> Option<String> {
    let Date::Edtf(edtf) = date else { return None };
    let Bound::At(start) = edtf.start else { return None };
    let year = start.year.filter(|year| (0..=9999).contains(year) && start.year_mask == 0)?;
    let rest = in_words(date);
    match edtf.end {
        _ if start.approximate || start.uncertain => None,
        None if start.month.is_none() && start.season.is_none() => Some(format!("{year:04}")),
        None => rest.map(|rest| format!("{year:04} {rest}")),
        Some(Bound::At(end)) if end.year != start.year => {
            let point = |point: Point| with_year_first(&point.into());
            Some(format!("{}-{}", point(start)?, point(end)?))
        }
        Some(_) => rest.map(|rest| format!("{year:04} {rest}")),
    }
}

/// Months and days in words, without their year: `May 17`, `Jun 4-6`, `Spring`.
pub(crate) fn in_words(date: &Date<'_>) -> Option<String> {
    let Date::Edtf(edtf) = date else { return None };
    let Bound::At(start) = edtf.start else { return None };
    let first = month_and_day(&start)?;
    match edtf.end {
        None => Some(first),
        Some(Bound::At(end)) if end.year == start.year => match end.day {
            Some(day) if end.month == start.month => Some(format!("{first}-{day}")),
            _ => Some(format!("{first}-{}", month_and_day(&end)?)),
        },
        Some(_) => None,
    }
}

fn month_and_day(point: &Point) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    if let Some(season) = season_name(point.season) {
        return Some(season.to_owned());
    }
    let month = MONTHS.get(usize::from(point.month?).checked_sub(1)?)?;
    Some(match point.day {
        Some(day) => format!("{month} {day}"),
        None => (*month).to_owned(),
    })
}

/// A season in words.
fn season_name(season: Option<Season>) -> Option<&'static str> {
    match season {
        Some(Season(21)) => Some("Spring"),
        Some(Season(22)) => Some("Summer"),
        Some(Season(23)) => Some("Autumn"),
        Some(Season(24)) => Some("Winter"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for (text, expected, rest) in [
            ("2016", "2016", ""),
            ("2016///", "2016", ""),
            ("2016//", "2016", ""),
            ("2016/05//", "2016-05", ""),
            ("2016/5/3/", "2016-05-03", ""),
            ("2016/05/03", "2016-05-03", ""),
            ("2016/05//Spring", "2016-05", "Spring"),
            ("2016///Spring", "2016-21", ""),
            ("1984///1984/1985", "1984/1985", ""),
            ("2013/02/15/received", "2013-02-15", "received"),
            ("2015/october", "2015-10", ""),
            ("05/03/2016", "2016-05-03", ""),
            ("25/03/2016", "2016-03-25", ""),
            ("2016-05-03", "2016-05-03", ""),
            ("2016 May 3", "2016-05-03", ""),
            ("2013 Sep-Oct", "2013-09/2013-10", ""),
            ("2013 Dec-2014 Jan", "2013-12/2014-01", ""),
            ("2013 06 10", "2013-06-10", ""),
            ("04 2006", "2006-04", ""),
            ("FEB 2011", "2011-02", ""),
            ("20130912", "2013-09-12", ""),
            ("1984 - 1985", "1984/1985", ""),
            ("[2016]", "2016", ""),
            ("c2016", "2016", ""),
            ("2016 (printed 2017)", "2016", "(printed 2017"),
            ("Spring 2020", "2020-21", ""),
            ("2016/13/1", "2016", "/13/1"),
        ] {
            let found = read(text).map(|read| (read.date.to_string(), read.rest));
            assert_eq!(found, Some((expected.to_owned(), rest)), "{text}");
        }
        for text in ["", "in press", "FEB 12", "12", "2016a is", "99999/1/1", "2016a"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_says_what_a_coarser_one_says() {
        let date = |edtf: &str| Date::parse(edtf).unwrap_or_else(|_| panic!("{edtf}"));
        for (one, other, expected) in [
            ("2016-05-03", "2016", true),
            ("2016-05-03", "2016-05", true),
            ("2016-05/2016-06", "2016", true),
            ("2016-05", "2016-05-03", false),
            ("2016-05", "2016-06", false),
            ("2016", "2017", false),
            ("2016", "2016~", false),
            ("2016/2017", "2016/2018", false),
        ] {
            assert_eq!(says(&date(one), &date(other)), expected, "{one} {other}");
        }
    }

    #[test]
    fn months_of_a_known_year() {
        for (text, expected) in [
            ("FEB 12", "2020-02-12"),
            ("MAR-APR", "2020-03/2020-04"),
            ("SPR", "2020-21"),
            ("Oct 19", "2020-10-19"),
        ] {
            assert_eq!(of_year(text, 2020).map(|d| d.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn dates_with_slashes_read_back() {
        for (edtf, expected) in [
            ("2016", "2016///"),
            ("2016-05", "2016/05//"),
            ("2016-05-03", "2016/05/03/"),
            ("2016-21", "2016///Spring"),
            ("1984/1985", "1984///1984/1985"),
            ("2016-05/2016-06", "2016/05//2016-05/2016-06"),
            ("1850~", "1850///1850~"),
            ("0800", "0800///"),
        ] {
            let date = Date::parse(edtf).unwrap_or_else(|_| panic!("{edtf}"));
            let text = with_slashes(&date).unwrap_or_default();
            assert_eq!(text, expected);
            assert_eq!(read(&text).map(|read| read.date), Some(date), "{text}");
        }
        assert_eq!(with_slashes(&Date::literal("in press")), None);
    }

    #[test]
    fn dates_with_the_year_first_read_back() {
        for (edtf, expected) in [
            ("2016", "2016"),
            ("2016-05", "2016 May"),
            ("2016-05-03", "2016 May 3"),
            ("2016-21", "2016 Spring"),
            ("2013-09/2013-10", "2013 Sep-Oct"),
            ("2013-12/2014-01", "2013 Dec-2014 Jan"),
            ("2012-06-04/2012-06-06", "2012 Jun 4-6"),
            ("1984/1985", "1984-1985"),
        ] {
            let date = Date::parse(edtf).unwrap_or_else(|_| panic!("{edtf}"));
            let text = with_year_first(&date).unwrap_or_default();
            assert_eq!(text, expected);
            assert_eq!(read(&text).map(|read| read.date), Some(date), "{text}");
        }
    }
}
