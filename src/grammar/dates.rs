//! Dates as people write them: EDTF and near it; years, months and days in all the forms
//! that are met, and words.

mod names;

use std::ops::Range;

use super::trim;
use crate::record::{self, Bound, Date, Edtf, Point, Season};

pub(crate) use names::{month_or_season, ordinal};

/// A date, and whether it is sound EDTF.
#[derive(Debug, PartialEq)]
pub(crate) struct Read {
    pub date: Date<'static>,
    pub sound: bool,
}

/// Reads a whole date.
pub(crate) fn whole(text: &str) -> Option<Read> {
    let text = text.trim();
    if let Ok(date) = Date::parse(text) {
        return Some(Read { date, sound: true });
    }
    let date = loose(text).or_else(|| words(text))?;
    Some(Read { date, sound: false })
}

/// EDTF as older drafts had it and as people write it.
fn loose(text: &str) -> Option<Date<'static>> {
    let mut out = String::with_capacity(text.len() + 4);
    let ends: Vec<&str> = if text.contains("--") {
        text.split("--").collect()
    } else if text.contains('–') {
        text.split('–').collect()
    } else {
        text.split('/').collect()
    };
    if ends.len() > 2 {
        // 2001/05/04
        return Date::parse(&padded(&ends.join("-"))?).ok();
    }
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if let [month, year] = *ends
        && is_number(month, 1..=2)
        && is_number(year, 4..=4)
    {
        // 05/2001
        return Date::parse(&format!("{year}-{month:0>2}")).ok();
    }
    for (i, end) in ends.iter().enumerate() {
        out.push_str(if i > 0 { "/" } else { "" });
        match end.trim() {
            "open" | "*" | ".." => out.push_str(".."),
            "unknown" | "" => {}
            end => out.push_str(&padded(end)?),
        }
    }
    Date::parse(&out).ok()
}

/// One point with its month and day made two digits wide.
fn padded(point: &str) -> Option<String> {
    let point = point.trim();
    let marks = point.trim_end_matches(['?', '~', '%']);
    let mark = match &point[marks.len()..] {
        "?~" | "~?" => "%",
        mark => mark,
    };
    let digits = marks.bytes().all(|b| b.is_ascii_digit());
    if digits && marks.len() == 8 {
        return Some(format!("{}-{}-{}{mark}", &marks[..4], &marks[4..6], &marks[6..]));
    }
    let sign = if marks.starts_with('-') { "-" } else { "" };
    let mut out = String::from(sign);
    for (i, part) in marks[sign.len()..].split('-').enumerate() {
        let number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match (i, part.len()) {
            (0, 1..=3) if number => out.push_str(&format!("{part:0>4}")),
            (0, _) => out.push_str(&part.replace(['u', 'x'], "X")),
            (_, 1) if number => out.push_str(&format!("-0{part}")),
            _ => out.push_str(&format!("-{}", part.replace(['u', 'x'], "X"))),
        }
    }
    out.push_str(mark);
    Some(out)
}

/// `2 May 2020`, `May 2020`, `Spring 2020`.
fn words(text: &str) -> Option<Date<'static>> {
    let at = text
        .as_bytes()
        .windows(4)
        .position(|w| w.iter().all(u8::is_ascii_digit))
        .filter(|at| !text.as_bytes().get(at + 4).is_some_and(u8::is_ascii_digit))?;
    if text[..at].ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let year = text[at..at + 4].parse().ok()?;
    let rest = format!("{} {}", &text[..at], &text[at + 4..]);
    if !rest.chars().any(char::is_alphabetic) {
        return None;
    }
    let month = Month::read(&rest)?;
    Some(assemble(Year::Known(Point { year: Some(year), ..Point::default() }, None), Some(month), None))
}

/// What the field of a year says.
#[derive(Debug)]
pub(crate) enum Year {
    /// A point without its month, and the end of a range (`None` where it is open).
    Known(Point, Option<Option<Point>>),
    /// A whole date.
    Whole(Edtf),
    /// Free text.
    Words,
}

/// Reads the field of a year; with a letter behind it, that is given apart (`2020a`).
pub(crate) fn year(text: &str) -> (Year, Option<&str>) {
    let text = trim(text);
    if let Some(point) = plain_year(text) {
        return (Year::Known(point, None), None);
    }
    let bare = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')', '.', ',']).trim();
    if let Some(point) = plain_year(bare) {
        return (Year::Known(point, None), None);
    }
    if let Ok(edtf) = Edtf::parse(text) {
        return (Year::Whole(edtf), None);
    }
    for dash in ["---", "--", "–", "—", "-", "/"] {
        let Some((first, last)) = bare.split_once(dash) else { continue };
        let (first, last) = (first.trim(), last.trim());
        let Some(start) = plain_year(first).filter(|_| first.len() >= 3) else { continue };
        if last.is_empty() && dash != "/" {
            return (Year::Known(start, Some(None)), None);
        }
        let last = match last.len() {
            // 1999--2001, 1999--01
            2 if first.len() == 4 => format!("{}{last}", &first[..2]),
            _ => last.to_owned(),
        };
        if let Some(end) = plain_year(&last).filter(|end| end.year > start.year) {
            return (Year::Known(start, Some(Some(end))), None);
        }
    }
    let lower = bare.to_lowercase();
    for about in ["circa", "ca.", "ca", "c.", "about", "um", "~"] {
        if let Some(point) = lower.strip_prefix(about).and_then(|rest| plain_year(rest.trim())) {
            return (Year::Known(Point { approximate: true, ..point }, None), None);
        }
    }
    if let Some(point) = bare.strip_suffix('?').and_then(|rest| plain_year(rest.trim())) {
        return (Year::Known(Point { uncertain: true, ..point }, None), None);
    }
    if bare.len() == 5
        && bare.is_ascii()
        && let (digits, letter) = bare.split_at(4)
        && let Some(point) = plain_year(digits).filter(|_| letter.bytes().all(|b| b.is_ascii_lowercase()))
    {
        return (Year::Known(point, None), Some(letter));
    }
    (Year::Words, None)
}

fn plain_year(text: &str) -> Option<Point> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sound = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| Point { year: text.parse().ok(), ..Point::default() })
}

/// A month or a season, maybe with a day, and maybe a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    start: Part,
    end: Option<Part>,
}

/// A place in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Part {
    month: Option<u8>,
    season: Option<Season>,
    day: Option<u8>,
}

impl Month {
    /// Reads the field of a month: `January`, `jan`, `05`, `10~January`, `Jan.-Feb.`, `Spring`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        // What the macros of BibTeX make of them.
        if let Some((_, month)) = record::MONTHS.into_iter().zip(1..).find(|(name, _)| *name == text) {
            return Some(Self { start: Part { month: Some(month), ..Part::default() }, end: None });
        }
        let (mut months, mut seasons, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if let Some(number) = names::number(word) {
                numbers.push(number);
                continue;
            }
            match (names::month(word), names::season(word)) {
                (Some(month), _) => months.push(month),
                (None, Some(season)) => seasons.push(season),
                (None, None) if names::FILLERS.contains(&word.to_lowercase().as_str()) => {}
                (None, None) => return None,
            }
        }
        let part = |month, day| Part { month: Some(month), day, season: None };
        let sound = |day: &u8| (1..=31).contains(day);
        let (start, end) = match (&*months, &*seasons, &*numbers) {
            ([], [season], []) => (Part { season: Some(Season(*season)), ..Part::default() }, None),
            ([], [first, last], []) => {
                let season = |code| Part { season: Some(Season(code)), ..Part::default() };
                (season(*first), Some(season(*last)))
            }
            ([], [], [month]) if (1..=12).contains(month) => (part(*month, None), None),
            ([], [], [first, last]) if (1..=12).contains(first) && (1..=12).contains(last) => {
                (part(*first, None), Some(part(*last, None)))
            }
            ([month], [], []) => (part(*month, None), None),
            ([month], [], [day]) if sound(day) => (part(*month, Some(*day)), None),
            ([month], [], [first, last]) if sound(first) && sound(last) => {
                (part(*month, Some(*first)), Some(part(*month, Some(*last))))
            }
            ([first, last], [], []) => (part(*first, None), Some(part(*last, None))),
            ([first, last], [], [a, b]) if sound(a) && sound(b) => {
                (part(*first, Some(*a)), Some(part(*last, Some(*b))))
            }
            _ => return None,
        };
        Some(Self { start, end })
    }
}

impl Month {
    /// Whether a point says no other month or season.
    pub(crate) fn agrees(&self, point: &Point) -> bool {
        self.end.is_none() && (self.start.month, self.start.season) == (point.month, point.season)
    }
}

/// Reads the field of a day: `3`, `03`, `3rd`, `3--5`.
pub(crate) fn day(text: &str) -> Option<Range<u8>> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = names::number(words.next()?)?;
    let last = match words.next() {
        Some(last) => names::number(last)?,
        None => first,
    };
    let sound = |day| (1..=31).contains(&day);
    (sound(first) && sound(last) && words.next().is_none()).then_some(first..last)
}

/// Puts year, month and day together.
pub(crate) fn assemble(year: Year, month: Option<Month>, days: Option<Range<u8>>) -> Date<'static> {
    let (start, end) = match year {
        Year::Known(start, end) => (start, end),
        Year::Whole(edtf) => return Date::Edtf(Box::new(edtf)),
        Year::Words => return Date::literal(""),
    };
    let at = |point: Point, part: Part| Point {
        month: part.month,
        season: part.season,
        day: part.day.filter(|_| part.month.is_some()),
        ..point
    };
    let (mut first, mut last) = match month {
        Some(month) => (month.start, month.end),
        None => (Part::default(), None),
    };
    if let Some(days) = days
        && first.day.is_none()
    {
        first.day = Some(days.start);
        if days.end != days.start && last.is_none() {
            last = Some(Part { day: Some(days.end), ..first });
        }
    }
    let edtf = match (end, last) {
        (None, None) => Edtf { start: Bound::At(at(start, first)), end: None },
        (None, Some(last)) => {
            // December to January reaches into the next year.
            let turns = last.month.is_some() && last.month < first.month;
            let year = start.year.map(|year| year + i64::from(turns));
            Edtf {
                start: Bound::At(at(start, first)),
                end: Some(Bound::At(at(Point { year, ..start }, last))),
            }
        }
        (Some(None), _) => Edtf { start: Bound::At(at(start, first)), end: Some(Bound::Open) },
        (Some(Some(end)), last) => Edtf {
            start: Bound::At(at(start, first)),
            end: Some(Bound::At(at(end, last.unwrap_or_default()))),
        },
    };
    Date::Edtf(Box::new(edtf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_biblatex_and_near_it() {
        for (text, expected, sound) in [
            ("1997/..", "1997/..", true),
            ("2004-21", "2004-21", true),
            ("1723%", "1723%", true),
            ("1723?~", "1723%", false),
            ("1997/open", "1997/..", false),
            ("unknown/1997", "/1997", false),
            ("199u", "199X", false),
            ("2004-1-1", "2004-01-01", false),
            ("20040101", "2004-01-01", false),
            ("1988--1992", "1988/1992", false),
            ("2001/05/04", "2001-05-04", false),
            ("05/2001", "2001-05", false),
            ("May 2020", "2020-05", false),
            ("2. Mai 2020", "2020-05-02", false),
            ("Spring 2020", "2020-21", false),
            ("44", "0044", false),
        ] {
            let read = whole(text);
            assert_eq!(read.map(|r| (r.date.to_string(), r.sound)), Some((expected.into(), sound)), "{text}");
        }
        for text in ["in press", "2020a", "", "1999 or 2000", "3plums May 2020"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn years_months_and_days() {
        let date = |y: &str, m: &str, d: &str| {
            let month = Month::read(m).filter(|_| !m.is_empty());
            assemble(year(y).0, month, day(d)).to_string()
        };
        for (y, m, d, expected) in [
            ("1999", "", "", "1999"),
            ("1999", "January", "", "1999-01"),
            ("1999", "10~January", "", "1999-01-10"),
            ("1999", "January~10", "", "1999-01-10"),
            ("1999", "Jan.-Feb.", "", "1999-01/1999-02"),
            ("1999", "may/june", "", "1999-05/1999-06"),
            ("1999", "Dec/Jan", "", "1999-12/2000-01"),
            ("1999", "30~May -- 2~June", "", "1999-05-30/1999-06-02"),
            ("1999", "sept", "3", "1999-09-03"),
            ("1999", "{01}", "", "1999-01"),
            ("1999", "Spring", "", "1999-21"),
            ("1999", "März", "", "1999-03"),
            ("1999", "janvier", "", "1999-01"),
            ("1999", "2 sep", "", "1999-09-02"),
            ("1999", "6", "4--6", "1999-06-04/1999-06-06"),
            ("1999", "May 2nd", "", "1999-05-02"),
            ("1999", "May", "1st", "1999-05-01"),
            ("1999--2001", "", "", "1999/2001"),
            ("1998--99", "", "", "1998/1999"),
            ("1999--", "", "", "1999/.."),
            ("c. 1850", "", "", "1850~"),
            ("[1850?]", "", "", "1850?"),
            ("-44", "", "", "-0044"),
        ] {
            assert_eq!(date(y, m, d), expected, "{y} {m} {d}");
        }
        assert!(matches!(year("2020a"), (Year::Known(..), Some("a"))));
        for text in ["in press", "n.d.", "[2021] ©2021", "1999 or 2000"] {
            assert!(matches!(year(text).0, Year::Words), "{text}");
        }
        for text in ["3 or so", "3x", "May 3x"] {
            assert_eq!((day(text), Month::read(text)), (None, None), "{text}");
        }
    }
}
