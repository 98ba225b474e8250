//! Where an article appeared, as PubMed prints it.
//!
//! ```text
//! citation = journal ". " date [ ";" volume [ "(" issue ")" ] ] [ ":" pages ] "." [ " doi: " doi "." ]
//!            [ " Epub " date "." ] [ " Online ahead of print." ] …
//! date     = YYYY [ " " ( Mon [ " " D ] | Mon "-" Mon | season ) ]
//! ```

use nom::bytes::complete::{is_not, tag, take_while, take_while_m_n};
use nom::combinator::{opt, recognize, rest, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::FAMILY;
use crate::grammar::dates;
use crate::record::{Date, DateField, Field, Kind, Record, identifier};

/// A citation, taken apart; an empty part is absent.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::format::page) struct Citation<'a> {
    pub(in crate::format::page) journal: &'a str,
    pub(in crate::format::page) date: Date<'static>,
    /// What of the date was not understood.
    pub(in crate::format::page) undated: &'a str,
    pub(in crate::format::page) volume: &'a str,
    pub(in crate::format::page) issue: &'a str,
    pub(in crate::format::page) pages: &'a str,
    /// What follows the pages.
    pub(in crate::format::page) tail: &'a str,
}

/// Reads a citation; what follows it may be cut. `None` for anything else.
pub(in crate::format::page) fn citation(text: &str) -> Option<Citation<'_>> {
    let text = text.trim();
    let (journal, dated) = text.split_once(". ")?;
    let sound = (1..=160).contains(&journal.len())
        && journal.starts_with(|c: char| c.is_alphanumeric())
        && !journal.ends_with(|c: char| c.is_ascii_digit());
    if !sound || year(dated).is_err() {
        return None;
    }
    let end = dated.find([';', ':', '.']).unwrap_or(dated.len());
    let (date, undated) = date(&dated[..end], end == dated.len())?;
    let (_, (volume, issue, pages, tail)) = place(&dated[end..]).ok()?;
    Some(Citation { journal, date, undated, volume, issue, pages, tail: tail.trim() })
}

fn year(input: &str) -> IResult<&str, &str> {
    let digits = take_while_m_n(4, 4, |c: char| c.is_ascii_digit());
    verify(digits, |year: &str| ("1700".."2100").contains(&year)).parse(input)
}

/// A date, of which the end of the page may have cut the month, and what was not understood.
fn date(text: &str, at_end: bool) -> Option<(Date<'static>, &str)> {
    if let Some(read) = dates::whole(text) {
        return Some((read.date, ""));
    }
    // 2021 Nov-2022 Jan
    if let Some((first, last)) = text.split_once('-')
        && let (Some(first), Some(last)) = (dates::whole(first), dates::whole(last))
        && let (Some(first), Some(last)) = (first.date.point(), last.date.point())
        && first.year < last.year
    {
        return Some((Date::range(*first, *last), ""));
    }
    let (rest, year) = year(text).ok()?;
    let mut words = rest.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let dated = words.all(|word| {
        word.bytes().all(|b| b.is_ascii_digit()) || (word.len() <= 9 && word.starts_with(char::is_uppercase))
    });
    (dated && at_end).then(|| (Date::from_year(year.parse().unwrap_or_default()), rest.trim()))
}

type Place<'a> = (&'a str, &'a str, &'a str, &'a str);

/// `;10(1):14. doi: …`
fn place(input: &str) -> IResult<&str, Place<'_>> {
    let volume = take_while(|c: char| !matches!(c, '(' | ':' | '.' | ';'));
    let issue = delimited(tag("("), is_not("()"), opt(tag(")")));
    let numbers = preceded(tag(";"), (volume, opt(issue)));
    let pages = preceded(tag(":"), recognize(page_text));
    let (input, (numbers, pages)) = (opt(numbers), opt(pages)).parse(input)?;
    let (input, tail) = preceded(opt(tag(".")), rest).parse(input)?;
    let (volume, issue) = numbers.unwrap_or_default();
    Ok((input, (volume.trim(), issue.unwrap_or_default(), pages.unwrap_or_default().trim(), tail)))
}

/// Pages up to a full stop that ends them: `2021.01.14.426705` has some of its own.
fn page_text(input: &str) -> IResult<&str, ()> {
    let end = input.find(". ").unwrap_or(input.trim_end_matches('.').len());
    nom::bytes::complete::take(input[..end].chars().count()).map(|_: &str| ()).parse(input)
}

impl<'a> Citation<'a> {
    /// Puts what it says into a record; gives what it has no place for.
    pub(in crate::format::page) fn put(&self, record: &mut Record<'a>) -> Vec<&'a str> {
        if let Some(server) = self.journal.strip_suffix(" [Preprint]") {
            record.kind = Kind::Article;
            record.push(Field::Publisher, server);
        } else {
            record.push(Field::ContainerTitle, self.journal);
        }
        record.set_date(DateField::Issued, self.date.clone());
        record.push(Field::Volume, self.volume);
        record.push(Field::Issue, self.issue);
        if record.kind != Kind::Article {
            record.push(Field::Page, self.pages);
        } else if !self.pages.is_empty() {
            // Servers of preprints give them numbers of their own.
            record.keep(FAMILY, "number", self.pages);
        }
        let mut rest = Vec::from_iter(Some(self.undated).filter(|rest| !rest.is_empty()));
        for sentence in self.tail.split_inclusive(". ").map(|part| part.trim().trim_end_matches('.')) {
            let doi = sentence.strip_prefix("doi:").and_then(identifier::doi);
            if let Some(doi) = doi.filter(|doi| !record.has(Field::Doi) || record.str(Field::Doi) == *doi) {
                record.set(Field::Doi, doi);
            } else if let Some(date) = sentence.strip_prefix("Epub ").and_then(dates::whole) {
                record.set_date(DateField::AvailableDate, date.date);
            } else if let Some(id) = sentence.strip_prefix("PMCID:").and_then(identifier::pmcid) {
                record.set(Field::Pmcid, id);
            } else if let Some(id) = sentence.strip_prefix("PMID:").and_then(identifier::pmid) {
                record.set(Field::Pmid, id);
            } else if sentence == "Online ahead of print" {
                record.push(Field::Status, "ahead of print");
            } else if !sentence.is_empty() {
                rest.push(sentence);
            }
        }
        rest
    }
}

/// `36192773 Free PMC article.`, `27172445Free article.`: the number, and the flag.
pub(in crate::format::page) fn pmid(line: &str) -> IResult<&str, (&str, &str)> {
    let number = take_while_m_n(1, 8, |c: char| c.is_ascii_digit());
    (preceded(terminated(tag("PMID:"), take_while(|c| c == ' ')), number), rest.map(str::trim)).parse(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_come_apart() {
        let parts = |text: &'static str| {
            let c = citation(text)?;
            Some((c.journal, c.date.to_string(), c.volume, c.issue, c.pages, c.tail))
        };
        for (text, (journal, date, volume, issue, pages, tail)) in [
            (
                "Plum Metab. 2022 Oct 3;10(1):14. doi: 10.1000/x.",
                ("Plum Metab", "2022-10-03", "10", "1", "14", "doi: 10.1000/x."),
            ),
            ("J Plum. 2015 Feb;79 Suppl 1:S292-9.", ("J Plum", "2015-02", "79 Suppl 1", "", "S292-9", "")),
            (
                "J Plum. 2021 Jan-Feb;7(1-2):1-3; discussion 4. Epub 2020 Dec 1.",
                ("J Plum", "2021-01/2021-02", "7", "1-2", "1-3; discussion 4", "Epub 2020 Dec 1."),
            ),
            (
                "bioPlum [Preprint]. 2021 Jan 15:2021.01.14.426705. doi: 10.1000/y",
                ("bioPlum [Preprint]", "2021-01-15", "", "", "2021.01.14.426705", "doi: 10.1000/y"),
            ),
            (
                "Plums (Oslo, Norway). 2022. Online ahead of print.",
                ("Plums (Oslo, Norway)", "2022", "", "", "", "Online ahead of print."),
            ),
            ("J Plum. 2021 Nov-2022 Jan;7:1.", ("J Plum", "2021-11/2022-01", "7", "", "1", "")),
            ("J Plum. 2014 Ja", ("J Plum", "2014", "", "", "", "")),
        ] {
            assert_eq!(parts(text), Some((journal, date.to_owned(), volume, issue, pages, tail)), "{text}");
        }
        for text in [
            "Plums in Oslo. 2020 results are few.",
            "Roe J. Plums. J Plum. 2020;1:2.",
            "2020",
            "Plums. And pears.",
            "",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn flags_may_be_glued_to_numbers() {
        assert_eq!(pmid("PMID: 27172445Free PMC article."), Ok(("", ("27172445", "Free PMC article."))));
        assert_eq!(pmid("PMID: 1"), Ok(("", ("1", ""))));
    }
}
