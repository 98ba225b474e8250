//! Where the work of a reference appeared.
//!
//! ```text
//! numbers = volume [ [ " " ] "(" issue ")" ] ( ", " | ": " | ":" ) pages [ " (" YYYY ")" | ", " YYYY ]     12(3), 1–10 (2020)
//!         | volume [ ", no. " issue | ", " issue ] " (" [ month ] YYYY ")" [ ( ": " | ", " | " " ) pages ] 12, no. 3 (2020): 1–10
//!         | part ( ", " part )*                                                      vol. 12, no. 3, pp. 1–10, Mar. 2020
//! ```

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{digit1, space0};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::format::page::calendar::year;
use crate::grammar::dates;
use crate::record::Date;

/// What a source says; an empty part is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers<'a> {
    pub(super) volume: &'a str,
    pub(super) issue: &'a str,
    pub(super) pages: &'a str,
    /// The number of an article.
    pub(super) eid: &'a str,
    pub(super) chapter: &'a str,
    /// How many pages it has.
    pub(super) count: &'a str,
    pub(super) date: Option<Date<'static>>,
}

/// Parts a source into a title and the numbers behind it.
pub(super) fn divide(source: &str) -> Option<(&str, Numbers<'_>)> {
    let volume = |found: &(&str, Numbers<'_>)| !found.1.volume.is_empty();
    let found = labelled(source).filter(volume).or_else(|| numbered(source)).or_else(|| labelled(source));
    found.map(|(title, mut numbers)| {
        let mut title = title.trim_end_matches([',', ' ', ';']);
        // J. Plum, 2020, 12(3): 1–10
        if let Some((before, stated)) = title.rsplit_once(", ").filter(|_| numbers.date.is_none())
            && let Some(year) = year_of(stated)
        {
            (title, numbers.date) = (before, Some(Date::from_year(year)));
        }
        (title, numbers)
    })
}

/// Numbers of one of the forms that have no labels.
fn numbered(source: &str) -> Option<(&str, Numbers<'_>)> {
    source.match_indices(' ').filter(|(at, _)| is_title(&source[..*at])).find_map(|(at, _)| {
        let mut numbers = alt((all_consuming(paged), all_consuming(dated_first)));
        let (_, numbers) = numbers.parse(&source[at + 1..]).ok()?;
        // A year alone is no volume.
        let sound = numbers.date.is_some() || !numbers.issue.is_empty() || year_of(numbers.volume).is_none();
        sound.then_some((&source[..at], numbers))
    })
}

fn is_title(title: &str) -> bool {
    let labels =
        ["pp.", "p.", "pages", "no.", "No.", "vol.", "Vol.", "Nr.", "S.", "Bd.", "Rep.", "ch.", "n°"];
    title.starts_with(char::is_alphabetic)
        && title.chars().count() > 1
        && !title.split(' ').next_back().is_some_and(|word| labels.contains(&word))
}

fn number(input: &str) -> IResult<&str, &str> {
    let number = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '/'));
    verify(number, |number: &str| number.len() <= 12 && number.contains(|c: char| c.is_ascii_digit()))
        .parse(input)
}

fn pages(input: &str) -> IResult<&str, &str> {
    let page = || {
        let page = take_while1(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.'));
        verify(page, |page: &str| {
            page.len() <= 10 && page.contains(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'))
        })
    };
    let dash = alt((tag("--"), tag("-"), tag("–"), tag("—"), tag("‐"), tag("−")));
    let label = opt(alt((tag("pp. "), tag("pp."), tag("p. "), tag("pages "))));
    preceded(label, recognize((page(), opt((dash, page()))))).parse(input)
}

fn issue(input: &str) -> IResult<&str, &str> {
    let issue = verify(is_not("()"), |issue: &str| issue.len() <= 24 && year_of(issue).is_none());
    preceded(space0, delimited(tag("("), issue, tag(")"))).parse(input)
}

fn year_of(text: &str) -> Option<i64> {
    all_consuming(year).parse(text).ok().map(|(_, year)| year)
}

/// A year, with a month before it or without.
fn date(input: &str) -> IResult<&str, Date<'static>> {
    let text = take_while1(|c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '–' | '/'));
    nom::combinator::map_opt(text, read_date).parse(input)
}

/// Reads a date that states its year.
pub(super) fn read_date(text: &str) -> Option<Date<'static>> {
    let of_date = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '–' | '/');
    if !text.chars().all(of_date) {
        return None;
    }
    let read = dates::whole(text.trim().trim_end_matches('.'))?;
    read.date.year().filter(|year| (1500..2100).contains(year)).map(|_| read.date)
}

/// `12(3), 1–10`, `12(3):1–10, 2020`, `580, 1–10 (2020)`
fn paged(input: &str) -> IResult<&str, Numbers<'_>> {
    let between = alt((tag(", "), tag(": "), tag(":")));
    let article = opt(alt((tag("Article "), tag("art. no. "), tag("Art. no. "))));
    let stated =
        opt(alt((preceded(tag(" "), delimited(tag("("), date, tag(")"))), preceded(tag(", "), date))));
    let (rest, (volume, issue, _, article, pages, date)) =
        (number, opt(issue), between, article, pages, stated).parse(input)?;
    let issue = issue.unwrap_or_default();
    let (pages, eid) = if article.is_some() { ("", pages) } else { (pages, "") };
    Ok((rest, Numbers { volume, issue, pages, eid, date, ..Numbers::default() }))
}

/// `12, 3, Article 15 (March 2020), 25 pages`, `12, no. 3 (2020): 1–10`, `12, 3 (2020), 1–10`, `12 (2020) 1–10`, `12(3) (2020)`
fn dated_first(input: &str) -> IResult<&str, Numbers<'_>> {
    let part = alt((preceded(alt((tag(", no. "), tag(", "))), number), issue));
    let article = opt(preceded(tag(", Article "), number));
    let stated = preceded(tag(" "), delimited(tag("("), date, tag(")")));
    let count = terminated(preceded(tag(", "), digit1), tag(" pages"));
    let behind = preceded(alt((tag(": "), tag(":"), tag(", "), tag(" "))), pages);
    let end = opt(alt((count.map(|count| (count, "")), behind.map(|pages| ("", pages)))));
    let (rest, (volume, issue, eid, date, end)) = (number, opt(part), article, stated, end).parse(input)?;
    let (issue, eid, (count, pages)) =
        (issue.unwrap_or_default(), eid.unwrap_or_default(), end.unwrap_or_default());
    Ok((rest, Numbers { volume, issue, pages, eid, count, date: Some(date), ..Numbers::default() }))
}

/// `J. Plum, vol. 12, no. 3, pp. 1–10, Mar. 2020`: parts with labels, and dates.
fn labelled(source: &str) -> Option<(&str, Numbers<'_>)> {
    let mut numbers = Numbers::default();
    let (mut rest, mut told) = (source, false);
    while let Some((before, last)) = rest.rsplit_once([',', '(']) {
        let part = last.trim().trim_end_matches(')').trim_end_matches(|c: char| c == '.' && last.len() < 8);
        let strip = |labels: &[&str]| labels.iter().find_map(|label| part.strip_prefix(label)).map(str::trim);
        if let Some(pages) =
            strip(&["pp. ", "pp.", "p. ", "p.", "pages ", "Pages ", "S. "]).filter(|p| whole_pages(p))
        {
            (numbers.pages, told) = (pages, true);
        } else if let Some(volume) = strip(&["vol. ", "Vol. ", "vol.", "volume ", "Volume ", "Bd. "]) {
            (numbers.volume, told) = (volume, true);
        } else if let Some(issue) =
            strip(&["no. ", "No. ", "no.", "issue ", "Issue ", "iss. ", "Nr. ", "n° ", "№ "])
        {
            (numbers.issue, told) = (issue, true);
        } else if let Some(chapter) = strip(&["ch. ", "chap. "]) {
            (numbers.chapter, told) = (chapter, true);
        } else if let Some(eid) = strip(&["Art. no. ", "art. no. ", "Article ", "article "]) {
            (numbers.eid, told) = (eid, true);
        } else if let Some(date) = read_date(part).filter(|_| numbers.date.is_none()) {
            numbers.date = Some(date);
        } else {
            break;
        }
        rest = before.trim_end();
    }
    let found = told || numbers.date.is_some();
    // Plum Letters 12 (2020), Nr. 3
    if let Some((before, volume)) = rest.rsplit_once(' ')
        && numbers.volume.is_empty()
        && !numbers.issue.is_empty()
        && volume.bytes().all(|b| b.is_ascii_digit())
    {
        (rest, numbers.volume) = (before, volume);
    }
    (found && is_title(rest)).then_some((rest, numbers))
}

/// Pages in the middle of a source, as in `Proc. Plum Days, pages 1–10, Plumbury`: what stands
/// before them, they, and what follows.
pub(super) fn middle(source: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = [", pages ", ", pp. "].iter().find_map(|label| source.split_once(label))?;
    let (rest, pages) = pages(rest).ok()?;
    Some((before, pages, rest.strip_prefix(", ")?))
}

fn whole_pages(text: &str) -> bool {
    all_consuming(pages).parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_come_apart() {
        for (text, expected) in [
            ("J. Plum, 12(3), 1–10", ("J. Plum", "12", "3", "1–10", "")),
            ("J. Plum 12(3), 1–10 (2020)", ("J. Plum", "12", "3", "1–10", "2020")),
            ("Nature 580, 1–10 (2020)", ("Nature", "580", "", "1–10", "2020")),
            ("J. Plum, 12(3):1–10, 2020", ("J. Plum", "12", "3", "1–10", "2020")),
            ("J. Plum 12, no. 3 (March 2020): 1–10", ("J. Plum", "12", "3", "1–10", "2020-03")),
            ("J. Plum 12, 3 (2020), 1–10", ("J. Plum", "12", "3", "1–10", "2020")),
            ("J. Plum 12 (2020) 1–10", ("J. Plum", "12", "", "1–10", "2020")),
            ("J. Plum, vol. 12, no. 3, pp. 1–10, Mar. 2020", ("J. Plum", "12", "3", "1–10", "2020-03")),
            ("J. Plum, vol. 12, no. 3, 2020, pp. 1-10", ("J. Plum", "12", "3", "1-10", "2020")),
            ("Proc. Plum Days (pp. 1–10)", ("Proc. Plum Days", "", "", "1–10", "")),
        ] {
            let (title, n) = divide(text).unwrap_or_else(|| panic!("{text}"));
            let date = n.date.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!((title, n.volume, n.issue, n.pages, &*date), expected, "{text}");
        }
        for text in ["Plumpress", "12(3), 1–10", "Plumbury: Plumpress", ""] {
            assert_eq!(divide(text), None, "{text}");
        }
    }
}
