//! Values that Hayagriva types: dates, numbers, languages, URLs, durations. Its reader
//! refuses the whole file for one that does not fit, so each is checked before it is
//! written.

use std::borrow::Cow;

use crate::format::shared::yaml_node::Node;
use crate::record::{Bound, Date, Point};

/// Writes a date as `YYYY[-MM[-DD]]`, with `~` before it when it is approximate
/// (docs/file-format.md, "Date"; `types/time.rs`). Gives `None` where nothing of the date
/// can be said, and why a part of it cannot.
pub(super) fn date(date: &Date<'_>) -> (Option<Node<'static>>, Option<&'static str>) {
    match date {
        Date::Literal(text) => {
            let stamp = text.get(..11).and_then(|stamp| Date::parse(stamp.strip_suffix('T')?).ok());
            let node = match stamp {
                Some(stamp) => self::date(&stamp).0,
                None => single_year(text).map(|year| year_node(year, false)),
            };
            (node, Some("Hayagriva has no dates in words"))
        }
        Date::Edtf(edtf) => {
            let bound = [Some(edtf.start), edtf.end].into_iter().flatten().find_map(|bound| match bound {
                Bound::At(point) if point.year.is_some() => Some(point),
                _ => None,
            });
            let Some(point) = bound else { return (None, Some("Hayagriva has no dates without a year")) };
            let (node, mut why) = self::point(&point);
            if edtf.end.is_some() {
                why = Some("Hayagriva has no date ranges");
            }
            (node, why)
        }
    }
}

fn point(point: &Point) -> (Option<Node<'static>>, Option<&'static str>) {
    let Some(year) = point.year else { return (None, None) };
    let approximate = point.approximate || point.uncertain || point.year_mask > 0;
    let why = if point.season.is_some() {
        Some("Hayagriva has no seasons")
    } else if point.time.is_some() {
        Some("Hayagriva has no time of day")
    } else if point.year_mask > 0 || point.month_masked || point.day_masked {
        Some("Hayagriva has no unspecified digits")
    } else if point.uncertain {
        Some("Hayagriva has approximate dates, not uncertain ones")
    } else {
        None
    };
    let Some(month) = point.month else {
        let fits = i32::try_from(year).is_ok() && (year.unsigned_abs() <= 9999 || !approximate);
        let why = if fits { why } else { Some("the year is out of range") };
        return (fits.then(|| year_node(year, approximate)), why);
    };
    if year.unsigned_abs() > 9999 {
        let fits = i32::try_from(year).is_ok();
        return (fits.then(|| year_node(year, false)), Some("a year of five digits stands alone"));
    }
    let mut text = four_digits(year, approximate);
    text.push_str(&format!("-{month:02}"));
    let mut why = why;
    if let Some(day) = point.day {
        if day <= days_in_month(month, year) {
            text.push_str(&format!("-{day:02}"));
        } else {
            why = Some("the month has no such day");
        }
    }
    (Some(Node::text(text)), why)
}

/// A year alone: a number where it has four digits or more, else a string of four digits.
fn year_node(year: i64, approximate: bool) -> Node<'static> {
    if (year >= 1000 && !approximate) || year.unsigned_abs() > 9999 {
        Node::Token(Cow::Owned(year.to_string()))
    } else {
        Node::text(four_digits(year, approximate))
    }
}

fn four_digits(year: i64, approximate: bool) -> String {
    let approximate = if approximate { "~" } else { "" };
    format!("{approximate}{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
}

/// The year of a text that holds one number of four digits and no longer one.
fn single_year(text: &str) -> Option<i64> {
    let numbers = text.split(|c: char| !c.is_numeric()).filter(|number| number.len() > 2);
    let mut years = numbers.map(|number| (number.len() == 4 && !number.starts_with('0')).then_some(number));
    let year = years.next()??;
    years.next().is_none().then(|| year.parse().ok())?
}

pub(super) fn days_in_month(month: u8, year: i64) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A number, or a string: a whole number is written as one.
pub(super) fn number_or_text<'a>(text: &'a str) -> Node<'a> {
    if is_integer(text) { Node::Token(text.into()) } else { Node::text(text) }
}

/// Whether the text is a whole number as it is usually spelled, not too large.
fn is_integer(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    digits && (1..=9).contains(&text.len()) && (text == "0" || !text.starts_with('0'))
}

/// Whether the crate reads the text as a number: whole numbers joined by `,`, `&` or `-`,
/// with something before or after that holds no number (`types/numeric.rs`).
pub(super) fn is_numeric(text: &str) -> bool {
    let is_delimiter = |c: char| matches!(c, ',' | '&' | '-' | '–');
    let eat = |rest: &mut &str, until: &dyn Fn(char) -> bool| {
        let end = rest.find(|c: char| !until(c)).unwrap_or(rest.len());
        let (eaten, after) = rest.split_at(end);
        *rest = after;
        eaten.len()
    };
    let number = |rest: &mut &str| {
        *rest = rest.strip_prefix('-').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        *rest = after;
        digits.parse::<i32>().is_ok()
    };
    if text.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()) {
        return false;
    }
    let mut rest = text.trim_start();
    eat(&mut rest, &|c| !c.is_ascii_digit() && c != '-');
    if !number(&mut rest) {
        return false;
    }
    rest = rest.trim_start();
    if rest.starts_with(is_delimiter) {
        eat(&mut rest, &is_delimiter);
        loop {
            rest = rest.trim_start();
            if !number(&mut rest) {
                return false;
            }
            rest = rest.trim_start();
            let at = rest;
            let eaten = eat(&mut rest, &is_delimiter);
            if eaten == 0 || (!at.starts_with('-') && eaten > 1) {
                break;
            }
        }
    }
    rest = rest.trim_start();
    eat(&mut rest, &|c| !c.is_ascii_digit() && !c.is_whitespace());
    rest.is_empty()
}

/// The language as a Unicode language identifier, if it is one (UTS #35 §3.2, as the
/// `unic-langid` crate reads it): language, script, region, variants.
pub(super) fn language(text: &str) -> Option<String> {
    let mut subtags = text.split(['-', '_']).peekable();
    let alpha = |tag: &str| tag.bytes().all(|b| b.is_ascii_alphabetic());
    let alnum = |tag: &str| tag.bytes().all(|b| b.is_ascii_alphanumeric());
    let language = subtags.next().filter(|tag| matches!(tag.len(), 2 | 3 | 5..=8) && alpha(tag))?;
    let mut identifier = language.to_ascii_lowercase();
    if let Some(script) = subtags.next_if(|tag| tag.len() == 4 && alpha(tag)) {
        identifier.push('-');
        identifier.push_str(&script[..1].to_ascii_uppercase());
        identifier.push_str(&script[1..].to_ascii_lowercase());
    }
    let is_region = |tag: &&str| {
        (tag.len() == 2 && alpha(tag)) || (tag.len() == 3 && tag.bytes().all(|b| b.is_ascii_digit()))
    };
    if let Some(region) = subtags.next_if(is_region) {
        identifier.push('-');
        identifier.push_str(&region.to_ascii_uppercase());
    }
    for variant in subtags {
        let long = (5..=8).contains(&variant.len()) && alnum(variant);
        let short = variant.len() == 4 && variant.as_bytes()[0].is_ascii_digit() && alnum(variant);
        if !long && !short {
            return None;
        }
        identifier.push('-');
        identifier.push_str(&variant.to_ascii_lowercase());
    }
    Some(identifier)
}

/// The URL, if it is an absolute one that the WHATWG parser surely takes; `www.` at its
/// start stands for `https://www.`.
pub(super) fn url(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    if text.len() > 4 && text.as_bytes()[..4].eq_ignore_ascii_case(b"www.") {
        let url = format!("https://{text}");
        return is_url(&url).then_some(Cow::Owned(url));
    }
    is_url(text).then_some(Cow::Borrowed(text))
}

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let sound = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !starts || !sound || rest.is_empty() {
        return false;
    }
    let special =
        ["http", "https", "ftp", "ws", "wss"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    let Some(rest) = rest.strip_prefix("//") else { return !special };
    if scheme.eq_ignore_ascii_case("file") {
        return rest.starts_with('/');
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    is_host(host) && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// A domain name; of those that look like an IP address only sound dotted ones, and of
/// those in other scripts only letters and digits.
fn is_host(host: &str) -> bool {
    let labels = || host.strip_suffix('.').unwrap_or(host).split('.');
    let last = labels().next_back().unwrap_or_default();
    let ip = last.starts_with(|c: char| c.is_ascii_digit());
    let octets = labels().filter(|label| label.len() <= 3 && label.parse::<u8>().is_ok()).count();
    let sound = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"))
            && label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || c.is_alphabetic())
    };
    host.len() <= 253 && labels().all(sound) && (!ip || (octets == 4 && labels().count() == 4))
}

/// Whether the text is a duration: `[DD:]HH:MM:SS[,ms]` or `MM:SS[,ms]`
/// (docs/file-format.md, "Timestamp").
pub(super) fn is_duration(text: &str) -> bool {
    let (clock, fraction) = text.split_once(',').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = clock.split(':').collect();
    (2..=4).contains(&parts.len())
        && digits(fraction)
        && parts
            .iter()
            .enumerate()
            .all(|(i, part)| digits(part) && (part.len() == 2 || (i == 0 && part.len() > 2)))
        && parts.iter().skip(1).all(|part| *part < "60")
}
