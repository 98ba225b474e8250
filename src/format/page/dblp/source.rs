//! Where a publication appeared, as dblp prints it behind the title.
//!
//! ```text
//! source    = series " " YYYY [ ": " pages ]                                     EASE 2020: 170-179
//!           | journal " " volume [ "(" issue ")" ] [ ": " pages ] " (" YYYY ")"  J. Plums 17(2): 246-263 (2023)
//!           | "CoRR " ( "abs/" id | class "/" number ) " (" YYYY ")"
//!           | [ series " " number ", " ] publisher [ "," ] " " YYYY [ ", ISBN " isbn ] [ ", pp. " pages ]
//! ```

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_till1, take_while1};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::format::page::calendar::year;
use crate::format::shared::dblp::{bare, eprint};

/// A source, taken apart; an empty part is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Source<'a> {
    pub(super) shape: Shape,
    /// The series of conferences, the journal, or the series that a book is in.
    pub(super) container: &'a str,
    pub(super) volume: &'a str,
    pub(super) issue: &'a str,
    pub(super) pages: &'a str,
    pub(super) year: i64,
    pub(super) publisher: &'a str,
    pub(super) isbn: &'a str,
    /// Of a preprint.
    pub(super) arxiv: &'a str,
}

/// The longest source.
const LONGEST: usize = 400;

/// What a source looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Shape {
    /// Proceedings, or a chapter of a book.
    #[default]
    Volume,
    Journal,
    Preprint,
    Book,
}

/// Parts a title from the source behind it: the first full stop (or `?`, `!`) behind which
/// all that follows is a source, and none of whose words could be the title's.
pub(super) fn divide(text: &str) -> Option<(&str, Source<'_>)> {
    let ends = text.match_indices(['.', '?', '!']).map(|(at, _)| at + 1);
    let mut found = None;
    for at in ends.filter(|at| text[*at..].starts_with(' ') && !is_inner(&text[..*at])) {
        let Some(source) = Source::parse(text[at..].trim_start()) else { continue };
        if let Some((before, known)) = found
            && is_of_source(&text[before..at], &known)
        {
            break;
        }
        found = Some((at, source));
    }
    let (at, source) = found?;
    Some((bare(&text[..at]), source))
}

/// Whether the text ends in an abbreviation that a sentence goes on behind.
fn is_inner(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default().trim_start_matches('(');
    ["vs.", "e.g.", "i.e.", "cf.", "al.", "Dr.", "St.", "Mr.", "Mrs."].contains(&word)
}

/// Whether the words between two full stops belong to the source: they are few and short,
/// as in `Softw. Technol.`, and those of conferences are few indeed.
fn is_of_source(words: &str, source: &Source<'_>) -> bool {
    const OF_TITLES: &[&str] =
        &["Int", "Conf", "Proc", "Symp", "Adv", "Natl", "Eur", "Annu", "Am", "J", "Trans"];
    let words = words.trim().trim_end_matches(['.', '?', '!']);
    let last = words.rsplit(' ').next().unwrap_or_default();
    if source.shape != Shape::Journal && source.shape != Shape::Preprint {
        return OF_TITLES.contains(&last);
    }
    let longest = if last.ends_with(['a', 'e', 'i', 'o', 'u', 'y', ')']) { 4 } else { 9 };
    let short = (1..=longest).contains(&last.chars().count());
    let plain = words.split(' ').all(|word| !word.starts_with(char::is_lowercase) || word == "ePrint");
    short && plain && words.split(' ').count() <= 3
}

impl<'a> Source<'a> {
    /// Reads a whole source; `None` for anything else.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let text = text.trim().trim_end_matches(" -").trim_end_matches("[contents]").trim_end();
        // No title of a venue is a sentence.
        if !text.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        journal(text).or_else(|| book(text)).or_else(|| volume(text)).filter(|source| {
            let name = if source.container.is_empty() { source.publisher } else { source.container };
            !name.starts_with(char::is_lowercase) || is_odd_name(name)
        })
    }
}

/// Names of journals that begin in lower case.
fn is_odd_name(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    matches!(first, "it" | "npj" | "e" | "eLife" | "iScience" | "i-com") || first.starts_with("e-")
}

/// Pages, or the number of an article.
fn pages(input: &str) -> IResult<&str, &str> {
    let page = take_while1(|c: char| c.is_alphanumeric() || matches!(c, ':' | '-' | '–' | '.' | '/' | '_'));
    let list = recognize(separated_list1(tag(", "), page));
    verify(list, |pages: &str| pages.contains(|c: char| c.is_ascii_digit()) || pages.len() <= 9).parse(input)
}

/// `EASE 2020: 170-179`
fn volume(text: &str) -> Option<Source<'_>> {
    let mut tail = all_consuming((year, opt(preceded(tag(": "), pages))));
    let (container, (year, pages)) = text
        .rmatch_indices(' ')
        .find_map(|(at, _)| Some((&text[..at], tail.parse(&text[at + 1..]).ok()?.1)))?;
    Some(Source {
        container: container.trim_end_matches(','),
        pages: pages.unwrap_or_default(),
        year,
        ..Source::default()
    })
}

/// `Fundam. Informaticae 187(2-4): 139-165 (2022)`
fn journal(text: &str) -> Option<Source<'_>> {
    let (rest, stated) = text.rsplit_once(" (")?;
    let (_, year) = all_consuming(terminated(year, tag(")"))).parse(stated).ok()?;
    let (rest, pages) = match rest.rsplit_once(": ") {
        Some((before, after)) => (before, all_consuming(pages).parse(after).ok()?.1),
        None => (rest, ""),
    };
    let numbered = rest.rmatch_indices(' ').take(6).find_map(|(at, _)| {
        let (_, (volume, issue)) = all_consuming(number).parse(&rest[at + 1..]).ok()?;
        Some((&rest[..at], volume, issue.unwrap_or_default()))
    });
    let (container, volume, issue) = numbered.unwrap_or((rest, "", ""));
    let source = Source { shape: Shape::Journal, container, volume, issue, pages, year, ..Source::default() };
    if container == "CoRR" {
        let arxiv = eprint(volume).unwrap_or_default();
        return Some(Source { shape: Shape::Preprint, arxiv, ..source });
    }
    Some(source)
}

/// `187(2-4)`, `1(FSE)`, `abs/2401.01234`
fn number(input: &str) -> IResult<&str, (&str, Option<&str>)> {
    let volume =
        verify(take_till1(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':')), |v: &str| {
            v.contains(|c: char| c.is_ascii_digit())
        });
    (volume, opt(delimited(tag("("), is_not(")"), tag(")")))).parse(input)
}

/// `Springer 2024, ISBN 978-3-031-48277-9, pp. 1-504`, `University of Plums, 2012`
fn book(text: &str) -> Option<Source<'_>> {
    let isbn = preceded(tag(", ISBN "), take_while1(|c: char| c.is_ascii_digit() || matches!(c, '-' | 'X')));
    let extent = preceded(alt((tag(", pp. "), tag(", pp "))), pages);
    let mut tail = all_consuming((year, opt(isbn), opt(extent)));
    let (issuer, (year, isbn, pages)) = text
        .rmatch_indices(' ')
        .find_map(|(at, _)| Some((&text[..at], tail.parse(&text[at + 1..]).ok()?.1)))?;
    let comma = issuer.ends_with(',');
    if isbn.is_none() && pages.is_none() && !comma {
        return None; // a volume
    }
    let issuer = issuer.trim_end_matches(',');
    // Lecture Notes in Plums 1234, Springer
    let series = issuer.rsplit_once(", ").and_then(|(series, publisher)| {
        let (container, number) = series.rsplit_once(' ')?;
        number.bytes().all(|b| b.is_ascii_digit()).then_some((container, number, publisher))
    });
    let (container, volume, publisher) = series.unwrap_or(("", "", issuer));
    let (isbn, pages) = (isbn.unwrap_or_default(), pages.unwrap_or_default());
    Some(Source { shape: Shape::Book, container, volume, pages, year, publisher, isbn, ..Source::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, &str, &str, &str, &str, i64) {
        let (title, s) = divide(text).unwrap_or_else(|| panic!("{text}"));
        let name = if s.container.is_empty() { s.publisher } else { s.container };
        (title, name, s.volume, s.issue, s.pages, s.year)
    }

    #[test]
    fn titles_and_sources_come_apart() {
        for (text, expected) in [
            ("On Plums. Petri Plums 2025: 86-108", ("On Plums", "Petri Plums", "", "", "86-108", 2025)),
            ("Is It?: A View. EASE 2020: 1-9", ("Is It?: A View", "EASE", "", "", "1-9", 2020)),
            ("Is It? EASE (Posters) 2020", ("Is It?", "EASE (Posters)", "", "", "", 2020)),
            (
                "With C#. Inf. Softw. Technol. 132: 106496 (2021)",
                ("With C#", "Inf. Softw. Technol.", "132", "", "106496", 2021),
            ),
            (
                "Plums vs. Pears in Trees. J. Trees 12(3-4): 10:1-10:30 (2020)",
                ("Plums vs. Pears in Trees", "J. Trees", "12", "3-4", "10:1-10:30", 2020),
            ),
            (
                "We Plan. And then we cut. Proc. Plum Softw. Eng. 1(FSE): 1-20 (2024)",
                ("We Plan. And then we cut", "Proc. Plum Softw. Eng.", "1", "FSE", "1-20", 2024),
            ),
            (
                "We Plan. A Study of Trees. EASE 2020: 1-9",
                ("We Plan. A Study of Trees", "EASE", "", "", "1-9", 2020),
            ),
            ("Plans. CoRR abs/2401.01234 (2024)", ("Plans", "CoRR", "abs/2401.01234", "", "", 2024)),
            (
                "Primer. Springer 2024, ISBN 978-3-031-48277-9, pp. 1-504",
                ("Primer", "Springer", "", "", "1-504", 2024),
            ),
            (
                "Trees. University of Plums, Plumland, 2012",
                ("Trees", "University of Plums, Plumland", "", "", "", 2012),
            ),
        ] {
            assert_eq!(parts(text), expected);
        }
        let (_, source) =
            divide("All. Lecture Notes in Plums 1234, Springer 2020, ISBN 978-3-031-48277-9").unwrap();
        assert_eq!(
            (source.container, source.volume, source.publisher),
            ("Lecture Notes in Plums", "1234", "Springer")
        );
        for text in ["On Plums", "On Plums. Petri Plums", "On Plums in 2020.", "", "A. (2020)"] {
            assert_eq!(divide(text), None, "{text}");
        }
    }
}
