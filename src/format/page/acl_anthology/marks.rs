//! What single lines of an Anthology page are, told by the line alone.

use memchr::{memchr, memmem};
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n};
use nom::character::complete::{digit1, space0, space1};
use nom::combinator::{all_consuming, eof, opt, recognize};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::format::page::calendar::year;
use crate::format::page::people::is_suffix;
use crate::format::page::{is_button, is_prose};

/// What separates authors.
pub(super) const BAR: &str = " | ";

/// The buttons in front of a title: `pdf bib`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// They are those of a whole volume: `bib (full)`.
    pub(super) full: bool,
    /// Where what stands behind them on the line begins: a title, or nothing.
    pub(super) rest: usize,
}

fn button(input: &str) -> IResult<&str, bool> {
    let name = alt((tag_no_case("pdf"), tag_no_case("bib"), tag_no_case("abs")));
    let gap = || alt((eof, space1));
    preceded((name, gap()), opt(terminated(tag("(full)"), gap()))).map(|full| full.is_some()).parse(input)
}

/// Reads a marker: any buttons alone on a line, or several before a title.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let mut rest = line;
    let (mut count, mut full) = (0, false);
    while let Ok((after, is_full)) = button(rest) {
        rest = after;
        count += 1;
        full |= is_full;
    }
    let alone = rest.is_empty() && count > 0;
    let before_title = (count > 1 || full) && line.starts_with(|c: char| c.is_ascii_lowercase());
    (alone || before_title).then_some(Marker { full, rest: line.len() - rest.len() })
}

/// A year alone on a line.
pub(super) fn year_line(line: &str) -> Option<i64> {
    all_consuming(year).parse(line).ok().map(|(_, year)| year)
}

/// `Name of the event (2026)`: the name and the year.
pub(super) fn event_title(line: &str) -> Option<(&str, i64)> {
    let (name, rest) = line.ends_with(')').then(|| line.rsplit_once(" ("))??;
    let (_, year) = all_consuming(terminated(year, tag(")"))).parse(rest).ok()?;
    (line.len() <= 300 && !name.trim().is_empty()).then_some((name.trim(), year))
}

/// A line of an event page's list of contents: `Proceedings of … 604 papers`.
pub(super) fn is_contents(line: &str) -> bool {
    let count = line.strip_suffix(" papers").or(line.strip_suffix(" paper"));
    count.is_some_and(|count| count.ends_with(|c: char| c.is_ascii_digit()))
}

/// What stands on a page without saying anything of its papers.
pub(super) fn is_furniture(line: &str) -> bool {
    matches!(
        line,
        "up" | "Volumes"
            | "Contents"
            | "Search"
            | "ACL Anthology"
            | "News"
            | "News(current)"
            | "FAQ"
            | "FAQ(current)"
            | "Corrections"
            | "Corrections(current)"
            | "Submissions"
            | "Submissions(current)"
            | "Github"
            | "GitHub"
            | "Abstract"
            | "Papers"
    )
}

/// Whether the blocks below the papers begin here: counts of co-authors and venues, links
/// to mend the page, the site's foot.
pub(super) fn begins_tail(line: &str) -> bool {
    const LINES: [&str; 5] = ["Co-authors", "Co-Authors", "Coauthors", "Venues", "SIGs"];
    const FEET: [&str; 4] = [
        "ACL materials are Copyright",
        "Permission is granted to make copies",
        "The ACL Anthology is managed",
        "Site last built on",
    ];
    // All names and counts on one line.
    let counts = || line.ends_with(|c: char| c.is_ascii_digit()) || line.ends_with("Fix author");
    let listed = ["Co-authors ", "Venues ", "Fix author "].iter().any(|start| line.starts_with(start));
    LINES.contains(&line)
        || is_button(line)
        || (listed && counts())
        || FEET.iter().any(|start| line.starts_with(start))
}

/// Whether the line is a note on the page's owner: other spellings, people of like names.
pub(super) fn is_note(line: &str) -> bool {
    const STARTS: [&str; 12] = [
        "Also published as",
        "Also known as",
        "Other people",
        "Other persons",
        "Other names",
        "Other author",
        "Papers on this page",
        "May refer to",
        "Not to be confused",
        "See also",
        "Unverified author",
        "People with similar",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
        || (line.len() < 300 && memmem::find(line.as_bytes(), b"imilar name").is_some())
}

/// Whether the line lists people, two or more, with bars between them.
pub(super) fn is_people(line: &str) -> bool {
    // The first name ends soon: most lines need not be read to their end.
    let window = &line.as_bytes()[..line.len().min(130)];
    memchr(b'|', window).is_some()
        && line.contains(BAR)
        && line.split(BAR).all(|name| {
            (1..=100).contains(&name.len())
                && name.split_ascii_whitespace().count() <= 8
                && !name.contains(". We ")
        })
}

/// Whether the line is a title of proceedings, or of a volume of a journal.
pub(super) fn is_venue(line: &str) -> bool {
    const WORDS: [&str; 14] = [
        "Proceedings",
        "Findings",
        "Transactions",
        "Workshop",
        "Conference",
        "Symposium",
        "Annual Meeting",
        "Journal",
        "Computational Linguistics",
        "Actes ",
        "Shared Task",
        "Tutorial",
        "Companion",
        "Colloque",
    ];
    is_strong_venue(line)
        || (line.len() < 400
            && !line.ends_with(['.', '?', '!'])
            && !line.contains(". ")
            && WORDS.iter().any(|word| line.contains(word)))
}

/// Whether the line can hardly be anything but a venue.
pub(super) fn is_strong_venue(line: &str) -> bool {
    const STARTS: [&str; 6] = [
        "Proceedings of ",
        "Findings of the Association",
        "Transactions of ",
        "Actes de ",
        "Actes des ",
        "Proceedings: ",
    ];
    line.len() < 600
        && !line.ends_with('.')
        && (STARTS.iter().any(|start| line.starts_with(start)) || has_volume(line))
}

/// Whether the line holds `, Volume 12` or `, Issue 1`.
fn has_volume(line: &str) -> bool {
    [", Volume ", ", Issue "].into_iter().any(|label| {
        memmem::find(line.as_bytes(), label.as_bytes())
            .and_then(|at| line.get(at + label.len()..))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether the line may be one person's name: a few words, each with a capital or in a
/// script without case, but for particles.
pub(super) fn is_name(line: &str) -> bool {
    const LOWER: [&str; 28] = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le",
        "ter", "ten", "el", "al", "bin", "ibn", "ben", "y", "e", "i", "zu", "zur", "af",
    ];
    const OTHER: [&str; 12] = [
        "Computational",
        "Linguistics",
        "Linguistic",
        "Language",
        "Learning",
        "Workshop",
        "Conference",
        "Journal",
        "Meeting",
        "Proceedings",
        "Findings",
        "Anthology",
    ];
    if line.len() > 100 || line.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    // What stands in parentheses at the end is the name in another script.
    let name = match line.find(['(', '（']) {
        Some(open) if line.ends_with([')', '）']) => &line[..open],
        _ => line,
    };
    let odd =
        |b: u8| b.is_ascii_digit() || (b.is_ascii_punctuation() && !matches!(b, b'-' | b'\'' | b'.' | b','));
    let odd_anywhere =
        |b: u8| matches!(b, b':' | b';' | b'?' | b'!' | b'=' | b'/' | b'|' | b'"' | b'[' | b']');
    if name.bytes().any(odd) || line.bytes().any(odd_anywhere) {
        return false;
    }
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', '.']);
        let known = LOWER.contains(&bare) || bare.contains('\'') || bare.contains('’');
        let cased = !bare.starts_with(char::is_lowercase) || known;
        // A full stop ends an initial or `Jr`, not a sentence; a comma comes before `Jr`.
        let stop = !word.ends_with('.') || bare.chars().count() <= 2 || bare.contains('.');
        cased && stop && !OTHER.contains(&bare) && bare.contains(char::is_alphabetic)
    };
    let mut words = name.split_whitespace();
    words.by_ref().take(6).all(word)
        && words.next().is_none()
        && !name.trim().is_empty()
        && name.split_once(',').is_none_or(|(_, suffix)| is_suffix(suffix))
}

/// Whether the line may be the name on top of a page, when nothing else is known of it.
pub(super) fn is_owner(line: &str) -> bool {
    line.len() <= 120 && !is_prose(line) && line.split_whitespace().count() <= 10 && !line.ends_with(':')
}

/// Whether the text is an Anthology ID: `2022.naacl-tutorials`, `P18-1001`.
pub(super) fn is_id(text: &str) -> bool {
    let new =
        recognize((year, tag("."), take_while_m_n(1, 40, |c: char| c.is_ascii_alphanumeric() || c == '_')));
    let old = recognize((take_while_m_n(1, 1, |c: char| c.is_ascii_uppercase()), digit1));
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    all_consuming((alt((new, old)), tag("-"), take_while_m_n(1, 40, part), space0)).parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        let alone = |full, rest| Some(Marker { full, rest });
        assert_eq!(marker("pdf bib"), alone(false, 7));
        assert_eq!(marker("pdf"), alone(false, 3));
        assert_eq!(marker("pdf bib abs"), alone(false, 11));
        assert_eq!(marker("bib (full) Proceedings of Trees"), alone(true, 11));
        assert_eq!(marker("pdf bib On Trees"), alone(false, 8));
        for line in ["bib On Trees", "Abs olutely", "pdfs", "", "PDF BIB: two formats compared"] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn headings() {
        assert_eq!(year_line("2026"), Some(2026));
        assert_eq!(year_line("2026 in review"), None);
        assert_eq!(event_title("Trees and Woods (2026)"), Some(("Trees and Woods", 2026)));
        assert_eq!(event_title("Trees (2026) again"), None);
        assert!(is_contents("Proceedings of Trees 12 papers"));
        assert!(is_contents("Proceedings of Trees 1 paper"));
        assert!(!is_contents("Few papers"));
        assert!(is_note("Also published as: Ana M. Lopes"));
        assert!(is_note("Unverified author pages with similar names: Ana Lopes"));
        assert!(begins_tail("Co-authors"));
    }

    #[test]
    fn people_and_venues() {
        assert!(is_people("Ana Lopes | Bo LI | Chen Ode (陈)"));
        assert!(!is_people("Ana Lopes"));
        let long = format!("We model p(x | y) {}", "and so on ".repeat(20));
        assert!(!is_people(&long));
        assert!(is_strong_venue("Computational Linguistics, Volume 52, Issue 1 - March 2026"));
        assert!(is_venue("Society Workshop on Trees"));
        assert!(!is_venue("Our workshop went well. Conference attendance fell."));
    }

    #[test]
    fn names() {
        for name in [
            "Ana Lopes",
            "Ludwig van der Berg",
            "Samuel Roe, Jr.",
            "Cec O. Alm",
            "Ming Li (李明)",
            "李明",
            "D’Arcy Roe",
            "J.-P. Roe",
            "Ming LI",
            "Sal Muradoğlu",
        ] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "Measuring roles in text",
            "Fix author",
            "Computational Linguistics",
            "ACL 2026",
            "Why Trees?",
            "On: Trees",
            "We agree.",
            "Findings of the Association",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn ids() {
        for id in ["2022.naacl-tutorials", "2025.emnlp-main.1240", "P18-1001", "W19-37"] {
            assert!(is_id(id), "{id}");
        }
        assert!(!is_id("Association for Computational Linguistics"));
    }
}
