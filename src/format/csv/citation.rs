//! The one line in which PubMed's tables say where an article stands:
//! `J Plum Sci. 2024 May 3;12(3):45-67. doi: 10.5555/plum. Epub 2024 Apr 2.`

use nom::bytes::complete::{tag, take_until, take_while, take_while1};
use nom::combinator::{opt, verify};
use nom::sequence::delimited;
use nom::{IResult, Parser};

/// The parts of a citation; empty where it lacks them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Citation<'t> {
    pub(super) date: &'t str,
    pub(super) volume: &'t str,
    pub(super) issue: &'t str,
    pub(super) pages: &'t str,
    /// When the article appeared ahead of print.
    pub(super) ahead: &'t str,
}

impl<'t> Citation<'t> {
    /// Reads a citation that begins with the title of a journal.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let (rest, citation) = citation(text).ok()?;
        let ahead = rest.split(". ").find_map(|sentence| sentence.strip_prefix("Epub "));
        Some(Citation { ahead: ahead.unwrap_or_default().trim_end_matches('.'), ..citation })
    }
}

fn citation(text: &str) -> IResult<&str, Citation<'_>> {
    let (text, _) = (take_until(". "), tag(". ")).parse(text)?;
    let year = |date: &&str| date.len() > 3 && date.bytes().take(4).all(|b| b.is_ascii_digit());
    let (text, date) = verify(take_while1(|c: char| !";.:".contains(c)), year).parse(text)?;
    let (text, numbers) = opt((
        tag(";"),
        take_while(|c: char| !"(:.".contains(c)),
        opt(delimited(tag("("), take_while(|c| c != ')'), tag(")"))),
    ))
    .parse(text)?;
    let (text, pages) = opt((tag(":"), take_while(|c: char| !". ".contains(c)))).parse(text)?;
    let (volume, issue) = numbers.map_or(("", None), |(_, volume, issue)| (volume, issue));
    let pages = pages.map_or("", |(_, pages)| pages);
    let (date, volume, issue) = (date.trim(), volume.trim(), issue.unwrap_or(""));
    Ok((text, Citation { date, volume, issue, pages, ahead: "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_taken_apart() {
        for (text, date, volume, issue, pages) in [
            ("J Plum Sci. 2024 May 3;12(3):45-67. doi: 10.5555/plum.", "2024 May 3", "12", "3", "45-67"),
            ("Plums. 2023;7:e12. doi: 10.5555/p. eCollection 2023.", "2023", "7", "", "e12"),
            ("J Plum Sci. 2024 Apr 2. doi: 10.5555/ahead. Online ahead of print.", "2024 Apr 2", "", "", ""),
            ("Plums (Lond). 2020 Jan-Feb;5(Suppl 1):S3-9.", "2020 Jan-Feb", "5", "Suppl 1", "S3-9"),
        ] {
            let expected = Citation { date, volume, issue, pages, ahead: "" };
            assert_eq!(Citation::read(text), Some(expected), "{text}");
        }
        let ahead = |text| Citation::read(text).map(|citation| citation.ahead);
        assert_eq!(ahead("Plums. 2023;7:e12. doi: 10.5555/p. Epub 2022 Oct 2."), Some("2022 Oct 2"));
        assert_eq!(Citation::read("see there"), None);
    }
}
