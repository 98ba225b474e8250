//! Where a record appeared, in one line: title, volume, issue, pages and date in the order
//! and punctuation of each database.
//!
//! `Ecohydrology.   8(6):1048-1064, September 2015.`, `Journal of Examples. 2005; 9pp.`,
//! `Examples 12, Winter 2007: 7-14`, `J Ex. Vol.113(2), May 2004, pp. 255-263.`, `J Ex.
//! 2005. 88: 5, 1234-1240. 34 ref.`; books as `Roe, F [Ed]. (2015). Long Title. (pp. 3-9)
//! x, 300 pp. Place: Publisher.`

use crate::format::shared::tagged::date;
use crate::grammar::dates::Month;

/// What a source says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Source<'t> {
    pub title: &'t str,
    pub volume: &'t str,
    pub issue: &'t str,
    pub pages: String,
    /// A date, its parts in the order of the source.
    pub date: String,
    pub editors: &'t str,
    pub publisher: &'t str,
    pub place: &'t str,
    /// A number that is the issue if pages follow, else a page.
    loose: &'t str,
    /// How many parts were understood.
    known: usize,
}

/// No source is longer.
const LONGEST: usize = 2000;

/// Reads a source of which every part is understood.
pub(super) fn read(text: &str) -> Option<Source<'_>> {
    let text = text.trim().trim_end_matches(['.', ' ']);
    if text.len() > LONGEST {
        return None;
    }
    book(text).or_else(|| article(text))
}

/// The title ends at the first place behind which everything is understood.
fn article(text: &str) -> Option<Source<'_>> {
    let starts =
        text.match_indices(' ').map(|(at, _)| at + 1).filter(|at| begins(&text[..*at], &text[*at..]));
    starts.into_iter().find_map(|at| {
        let title = text[..at].trim_end_matches([' ', ',', '.', ';', ':']);
        let source = Source { title, ..tail(&text[at..])? };
        (source.known > 1 && !title.is_empty()).then_some(source)
    })
}

fn begins(above: &str, rest: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let apart = above.trim_end().ends_with(['.', ',', ';', ':']);
    // `Area 51. 3:7`: a number that ends the title.
    let ends = rest.trim_start_matches(digit).starts_with(". ") && !apart;
    let number = rest.trim_start_matches('(').starts_with(digit) && !ends;
    number || rest.starts_with("Vol") || rest.starts_with("vol") || above.trim_end().ends_with('.')
}

fn tail(text: &str) -> Option<Source<'_>> {
    let mut source = Source::default();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find([',', ';', ':']).unwrap_or(rest.len());
        let end = rest.find(". ").map_or(end, |stop| stop.min(end));
        source.part(rest[..end].trim_matches([' ', '.']))?;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    if source.pages.is_empty() && source.loose.is_empty() && source.volume.contains('-') {
        source.pages = std::mem::take(&mut source.volume).to_owned();
    } else if source.pages.is_empty() {
        source.pages = source.loose.to_owned();
    } else if source.issue.is_empty() {
        source.issue = source.loose;
    }
    Some(source)
}

impl<'t> Source<'t> {
    /// Understands a part of the line, or gives up.
    fn part(&mut self, part: &'t str) -> Option<()> {
        const SILENT: &[&str] = &["", "pp", "p", "Date of Publication", "Print", "Electronic", "Epub"];
        if SILENT.contains(&part) {
            return Some(());
        }
        self.known += 1;
        if counts(part) {
            return Some(());
        }
        if let Some(rest) = after(part, &["Volume", "Vol", "vol"]) {
            return self.volume(rest);
        }
        if let Some(rest) = after(part, &["pp", "p", "Pages"]) {
            return self.pages(rest);
        }
        if let Some(rest) = after(part, &["Issue", "No", "no"]) {
            self.issue = rest;
            return rest.starts_with(|c: char| c.is_ascii_digit()).then_some(());
        }
        if let Some(rest) = part.strip_prefix('(') {
            return self.bracketed(rest);
        }
        if self.is_date(part) {
            self.dated(part);
            return Some(());
        }
        if self.volume.is_empty() && part.starts_with(|c: char| c.is_ascii_digit()) {
            return self.volume(part);
        }
        self.pages(part)
    }

    /// A volume, and what stands behind it: `28(2) April 2015`.
    fn volume(&mut self, part: &'t str) -> Option<()> {
        let end = part.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/'))).unwrap_or(part.len());
        let (volume, rest) = part.split_at(end);
        if volume.is_empty() || !self.volume.is_empty() {
            return None;
        }
        self.volume = volume;
        match rest.trim() {
            "" => Some(()),
            rest => self.part(rest),
        }
    }

    /// An issue, pages or a year in parentheses, and what stands behind them.
    fn bracketed(&mut self, part: &'t str) -> Option<()> {
        let (inside, rest) = part.split_once(')')?;
        let inside = inside.trim();
        if let Some(pages) = after(inside, &["pp", "p"]) {
            self.pages(pages)?;
        } else if self.volume.is_empty() && self.is_date(inside) {
            self.date = inside.to_owned();
        } else if self.issue.is_empty() && inside.len() < 30 {
            self.issue = inside;
        } else {
            return None;
        }
        match rest.trim() {
            "" => Some(()),
            rest => self.part(rest),
        }
    }

    fn pages(&mut self, part: &'t str) -> Option<()> {
        let page = |page: &str| {
            let digits = page.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let number = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            page.len() - digits.len() < 4 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        };
        if !part.split(['-', '–', '+', '/']).all(|end| page(end.trim()) || end.is_empty()) {
            return None;
        }
        let range = part.contains(['-', '–']);
        if !range && self.pages.is_empty() && self.loose.is_empty() && part.len() < 4 {
            self.loose = part;
            return Some(());
        }
        self.pages.push_str(if self.pages.is_empty() { "" } else { ", " });
        self.pages.push_str(part);
        Some(())
    }

    /// Takes a part of a date, or another whole one that says more.
    fn dated(&mut self, part: &str) {
        let whole = |text: &str| date::read(text).is_some();
        if whole(&self.date) && whole(part) {
            if part.len() > self.date.len() {
                self.date = part.to_owned();
            }
        } else {
            self.date.push_str(if self.date.is_empty() { "" } else { " " });
            self.date.push_str(part);
        }
    }

    /// Whether a part is a date, or what one lacks.
    fn is_date(&self, part: &str) -> bool {
        let words = part.contains(|c: char| c.is_alphabetic());
        let year = part.len() == 4 && part.parse().is_ok_and(|year: u16| (1500..2200).contains(&year));
        let whole = date::read(part).is_some_and(|read| read.rest.is_empty());
        (words && (whole || Month::read(part).is_some())) || (year && !self.date.contains(part))
    }
}

/// What follows one of these words and maybe a full stop.
fn after<'t>(part: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| {
        let rest = part.strip_prefix(word)?;
        let value = rest.trim_start_matches(['.', ' ']);
        let apart = rest.len() > value.len() || value.starts_with(|c: char| c.is_ascii_digit());
        (apart && !value.is_empty()).then_some(value)
    })
}

/// `34 ref`, `9pp`, `xii + 300 pp`: what is counted.
fn counts(part: &str) -> bool {
    let counted = ["refs", "ref", "pp", "pages"].iter().find_map(|unit| part.strip_suffix(unit));
    counted.is_some_and(|number| number.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// A book, or a part of one: `Editors (2015). Title. (pp. 3-9) 300 pp. Place: Publisher`.
fn book(text: &str) -> Option<Source<'_>> {
    let open = text.find('(')?;
    let (year, rest) = text[open + 1..].split_once(").")?;
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    if !is_year || !rest.contains("pp") {
        return None;
    }
    let (title, pages, rest) = match rest.split_once("(pp") {
        Some((title, rest)) => {
            let (pages, rest) = rest.split_once(')')?;
            (title, pages.trim_matches([' ', '.']), rest)
        }
        None => {
            let (title, rest) = rest.split_once(" pp")?;
            let count = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '+' | 'i' | 'v' | 'x');
            (title.trim_end_matches(count), "", rest)
        }
    };
    let rest = rest.rsplit_once("pp.").map_or(rest, |(_, rest)| rest).trim_matches([' ', '.']);
    let (place, publisher) = rest.split_once(": ").unwrap_or(("", rest));
    Some(Source {
        title: title.trim_matches([' ', '.']),
        pages: pages.to_owned(),
        date: year.to_owned(),
        editors: text[..open].trim_end_matches([' ', '.']),
        publisher,
        place,
        ..Source::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_articles_are_taken_apart() {
        for (text, expected) in [
            ("Ecohydrology.   8(6):1048-1064, September 2015.", "Ecohydrology|8|6|1048-1064|September 2015"),
            ("N Engl J Ex. 340(1):13-9, 1999 Jan 7.", "N Engl J Ex|340|1|13-9|1999 Jan 7"),
            ("Very Long Title.   28:103-106, April 2015.", "Very Long Title|28||103-106|April 2015"),
            ("Long Title. Vol 28(2) April 2015, 103-106.", "Long Title|28|2|103-106|April 2015"),
            (
                "Journal of Examples. Vol.113(2), May 2004, pp. 255-263.",
                "Journal of Examples|113|2|255-263|May 2004",
            ),
            (
                "Journal of Political Examples 12, Winter 2007: 7-14.",
                "Journal of Political Examples|12||7-14|Winter 2007",
            ),
            ("Journal of Current Affairs, 2013(1): 3-28.", "Journal of Current Affairs|2013|1|3-28|"),
            ("Proceedings of Zoos. 2005; 9pp..", "Proceedings of Zoos||||2005"),
            ("Hydrobiologia. 2007 15 June; 433-441.", "Hydrobiologia|||433-441|2007 15 June"),
            ("Dairy Examples. 2005. 88: 5, 1234-1240. 34 ref.", "Dairy Examples|88|5|1234-1240|2005"),
            (
                "Am J Ex. 12 (3) (pp 123-130), 2004. Date of Publication: March 2004.",
                "Am J Ex|12|3|123-130|March 2004",
            ),
            ("J Ex. 12(Suppl 1):S1-S9, 2004.", "J Ex|12|Suppl 1|S1-S9|2004"),
            ("Area 51. 3:7, 2004.", "Area 51|3||7|2004"),
        ] {
            let found = read(text).unwrap_or_default();
            let parts = [found.title, found.volume, found.issue, &found.pages, &found.date];
            assert_eq!(parts.join("|"), expected, "{text}");
        }
        for text in ["Dissertation Abstracts International Section A", "", "See 12 monkeys"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn sources_of_books_are_taken_apart() {
        for (text, expected) in [
            (
                "Roe, F [Ed]. (2015). Very Long Title. (pp. 103-106) x, 300 pp. Town, US: Press.",
                "Roe, F [Ed]|2015|Very Long Title|103-106|Town, US|Press",
            ),
            ("(2014). Titel 58 pp. Test: Press.", "|2014|Titel||Test|Press"),
        ] {
            let found = read(text).unwrap_or_default();
            let parts = [found.editors, &found.date, found.title, &found.pages, found.place, found.publisher];
            assert_eq!(parts.join("|"), expected, "{text}");
        }
    }
}
