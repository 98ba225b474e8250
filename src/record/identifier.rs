//! Identifiers: each is cleaned of the dress that it is met in, and checked.
//!
//! Every function takes the identifier in any usual spelling and gives its bare form, or
//! `None` when it is not one.

use std::borrow::Cow;

use crate::grammar::trim;

/// A DOI without resolver or label: `https://doi.org/10.1000/182` gives `10.1000/182`.
///
/// Case is kept. The rule: `10.`, a registrant of four or more digits (with sub-elements),
/// a slash, and a suffix without white space (DOI Handbook §2.2).
pub fn doi(text: &str) -> Option<&str> {
    let text = trim(text);
    let at = if text.starts_with("10.") { 0 } else { text.find("10.")? };
    let dress = &text[..at];
    // Publishers have the pages of articles at such addresses.
    let of_publisher = || dress.starts_with("http") && dress.ends_with("/doi/") && !dress.contains(' ');
    let known = at == 0 || is_dress(dress, &RESOLVER) || of_publisher();
    let bare = &text[at..];
    let (registrant, suffix) = bare[3..].split_once('/')?;
    let sound = known
        && registrant.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && registrant.len() >= 4
        && !suffix.is_empty()
        && !bare.contains(char::is_whitespace);
    sound.then_some(bare)
}

/// What an address or label of a DOI consists of.
const RESOLVER: [&str; 6] = ["https", "http", "dx", "www", "doi", "org"];

/// Whether a text is a DOI, with or without resolver and label, and says nothing else.
pub fn is_doi(text: &str) -> bool {
    let text = trim(text);
    doi(text).is_some_and(|bare| is_dress(&text[..text.len() - bare.len()], &RESOLVER))
}

/// An ISBN of 10 or 13 digits, hyphens kept, whose check digit holds (ISO 2108).
pub fn isbn(text: &str) -> Option<&str> {
    let bare = strip_label(text, "isbn");
    let bare = bare.strip_prefix("-13").or(bare.strip_prefix("-10")).unwrap_or(bare);
    let bare = bare.trim_start_matches([':', ' ']);
    let digits: Vec<u32> = check_digits(bare)?;
    let sound = match digits.len() {
        10 => digits.iter().zip((1..=10).rev()).map(|(d, w)| d * w).sum::<u32>() % 11 == 0,
        13 => {
            !digits.contains(&10)
                && digits.iter().zip([1, 3].into_iter().cycle()).map(|(d, w)| d * w).sum::<u32>() % 10 == 0
        }
        _ => false,
    };
    sound.then_some(bare)
}

/// An ISSN, as `1234-5679`, whose check digit holds (ISO 3297).
pub fn issn(text: &str) -> Option<Cow<'_, str>> {
    let bare = strip_label(text, "issn");
    let digits = check_digits(bare)?;
    let sound =
        digits.len() == 8 && digits.iter().zip((1..=8).rev()).map(|(d, w)| d * w).sum::<u32>() % 11 == 0;
    if !sound {
        return None;
    }
    if bare.len() == 9 && bare.as_bytes()[4] == b'-' {
        return Some(Cow::Borrowed(bare));
    }
    let plain: String = bare.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(Cow::Owned(format!("{}-{}", &plain[..4], &plain[4..])))
}

/// A PubMed number of up to eight digits.
pub fn pmid(text: &str) -> Option<&str> {
    let bare = strip_label(text, "pmid");
    let bare = bare.strip_prefix("https://pubmed.ncbi.nlm.nih.gov/").unwrap_or(bare);
    let bare = bare.trim_end_matches('/');
    let sound = (1..=8).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    sound.then_some(bare)
}

/// A PubMed Central number with its prefix: `PMC1234567`.
pub fn pmcid(text: &str) -> Option<Cow<'_, str>> {
    let bare = strip_label(text, "pmcid");
    let (dress, bare) = bare.trim_end_matches('/').rsplit_once('/').unwrap_or(("", bare));
    let places = ["https", "http", "www", "pmc", "ncbi", "nlm", "nih", "gov", "articles", "europepmc", "org"];
    if !is_dress(dress, &places) {
        return None;
    }
    let number = strip_label(bare, "pmc");
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(if bare.starts_with("PMC") && bare.len() == number.len() + 3 {
        Cow::Borrowed(bare)
    } else {
        Cow::Owned(format!("PMC{number}"))
    })
}

/// An arXiv id without label: `2501.01234v2`, `math.GT/0309136`
/// (arXiv's identifier scheme of 2007, and the one before).
pub fn arxiv(text: &str) -> Option<&str> {
    let bare = strip_label(text, "arxiv");
    let bare = ["https://arxiv.org/abs/", "http://arxiv.org/abs/", "https://arxiv.org/pdf/"]
        .iter()
        .find_map(|prefix| bare.strip_prefix(prefix))
        .unwrap_or(bare);
    let bare = bare.strip_suffix(".pdf").unwrap_or(bare);
    let unversioned = match bare.rfind('v') {
        Some(at) if bare[at + 1..].bytes().all(|b| b.is_ascii_digit()) && at + 1 < bare.len() => &bare[..at],
        _ => bare,
    };
    let digits = |s: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    let new = unversioned.split_once('.').is_some_and(|(month, n)| digits(month, 4..=4) && digits(n, 4..=5));
    let old = unversioned.split_once('/').is_some_and(|(class, n)| {
        digits(n, 7..=7) && class.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'.'))
    });
    (new || old).then_some(bare)
}

/// What stands in place of a journal for a preprint: `arXiv:2501.01234 [cs.CL, stat]`, as
/// Zotero has it, or `arXiv preprint arXiv:2501.01234`, as Google Scholar has it. Gives the
/// id and the classes.
pub fn arxiv_listing(text: &str) -> Option<(&str, &str)> {
    let text = strip_label(text, "arxiv preprint");
    let (id, class) = text.split_once('[').unwrap_or((text, "]"));
    let class = class.trim_end().strip_suffix(']')?;
    let labelled = id.get(..6).is_some_and(|label| label.eq_ignore_ascii_case("arxiv:"));
    arxiv(id.trim()).filter(|_| labelled).map(|id| (id, class.trim()))
}

/// The archives that biblatex knows by name (§3.14.7), and where each keeps its items.
const ARCHIVES: &[(&str, &str)] = &[
    ("arxiv", "arxiv.org/abs/"),
    ("arxiv", "arxiv.org/pdf/"),
    ("hdl", "hdl.handle.net/"),
    ("jstor", "www.jstor.org/stable/"),
    ("jstor", "jstor.org/stable/"),
    ("pubmed", "pubmed.ncbi.nlm.nih.gov/"),
    ("pubmed", "www.ncbi.nlm.nih.gov/pubmed/"),
];

/// The archive of that name, as biblatex has it.
pub fn archive(name: &str) -> Option<&'static str> {
    ARCHIVES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// The archive that an address leads to, and the item's id there:
/// `https://www.jstor.org/stable/2938351` gives `jstor` and `2938351`.
pub fn archived(url: &str) -> Option<(&'static str, &str)> {
    let bare = url.trim().trim_end_matches('/');
    let bare = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")).unwrap_or(bare);
    let (name, id) = ARCHIVES.iter().find_map(|(name, place)| Some((*name, bare.strip_prefix(place)?)))?;
    let number = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    let id = match name {
        "arxiv" => arxiv(id)?,
        "pubmed" => pmid(id)?,
        "hdl" => Some(id).filter(|id| id.contains('/') && !id.contains(['?', '#', ' ']))?,
        _ => Some(id).filter(|id| number(id))?,
    };
    Some((name, id))
}

/// An ORCID iD, as `0000-0002-1825-0097`, whose check digit holds (ISO 7064, MOD 11-2).
pub fn orcid(text: &str) -> Option<&str> {
    let bare = text.trim().trim_end_matches('/');
    let (dress, bare) = bare.rsplit_once('/').unwrap_or(("", bare));
    let sound = bare.len() == 19
        && is_dress(dress, &["https", "http", "www", "orcid", "org"])
        && bare.bytes().enumerate().all(|(at, byte)| match at {
            4 | 9 | 14 => byte == b'-',
            18 => byte.is_ascii_digit() || byte == b'X',
            _ => byte.is_ascii_digit(),
        });
    if !sound {
        return None;
    }
    let mut digits = bare.bytes().filter(|byte| *byte != b'-').map(|byte| match byte {
        b'X' => 10,
        digit => u32::from(digit - b'0'),
    });
    let total = digits.clone().take(15).fold(0, |total, digit| (total + digit) * 2);
    (digits.next_back() == Some((12 - total % 11) % 11)).then_some(bare)
}

/// Whether what stands before an identifier consists of these words.
fn is_dress(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .all(|word| word.is_empty() || words.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Drops a label in any case, and what separates it from the identifier.
fn strip_label<'a>(text: &'a str, label: &str) -> &'a str {
    let text = text.trim();
    match text.get(..label.len()) {
        Some(head) if head.eq_ignore_ascii_case(label) => text[label.len()..].trim_start_matches([':', ' ']),
        _ => text,
    }
}

/// The digits, `X` as 10 in the last place only; `None` where anything but digits,
/// hyphens and blanks stands.
fn check_digits(text: &str) -> Option<Vec<u32>> {
    let mut digits = Vec::with_capacity(13);
    for c in text.chars() {
        match c {
            '-' | ' ' | '\u{2010}'..='\u{2013}' => {}
            _ if digits.last() == Some(&10) => return None,
            'X' | 'x' => digits.push(10),
            _ => digits.push(c.to_digit(10)?),
        }
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_lose_their_dress() {
        assert_eq!(doi("https://doi.org/10.1000/182"), Some("10.1000/182"));
        assert_eq!(
            doi("doi: 10.1002/(SICI)1097<1::AID>3.0.CO;2-R"),
            Some("10.1002/(SICI)1097<1::AID>3.0.CO;2-R")
        );
        for text in ["10.1000/182", "doi:10.1000/182", "DOI: https://dx.doi.org/10.1000/182"] {
            assert!(is_doi(text), "{text}");
        }
        assert!(!is_doi("see also doi:10.1000/182"));
        assert_eq!(isbn("ISBN-13: 978-0-306-40615-7"), Some("978-0-306-40615-7"));
        assert_eq!(isbn("0-8044-2957-X"), Some("0-8044-2957-X"));
        assert_eq!(issn("03785955").as_deref(), Some("0378-5955"));
        assert_eq!(issn("ISSN 2434-561X").as_deref(), Some("2434-561X"));
        assert_eq!(pmid("PMID: 27172445"), Some("27172445"));
        assert_eq!(pmcid("2483364").as_deref(), Some("PMC2483364"));
        assert_eq!(
            pmcid("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2483364/").as_deref(),
            Some("PMC2483364")
        );
        assert_eq!(orcid("https://orcid.org/0000-0002-1825-0097"), Some("0000-0002-1825-0097"));
        assert_eq!(orcid("0000-0002-1694-233X"), Some("0000-0002-1694-233X"));
        assert_eq!(arxiv("arXiv:2501.01234v2"), Some("2501.01234v2"));
        assert_eq!(arxiv("https://arxiv.org/abs/math.GT/0309136"), Some("math.GT/0309136"));
    }

    #[test]
    fn archives_are_known_by_their_listings_and_addresses() {
        assert_eq!(arxiv_listing("arXiv:2501.01234 [cs.CL, stat]"), Some(("2501.01234", "cs.CL, stat")));
        assert_eq!(arxiv_listing("arXiv preprint arXiv:2501.01234"), Some(("2501.01234", "")));
        assert_eq!(arxiv_listing("Annals of arXiv:2501.01234"), None);
        assert_eq!(arxiv_listing("2501.01234"), None);
        assert_eq!(archived("https://www.jstor.org/stable/2938351"), Some(("jstor", "2938351")));
        assert_eq!(archived("http://hdl.handle.net/10077/4715"), Some(("hdl", "10077/4715")));
        assert_eq!(archived("https://pubmed.ncbi.nlm.nih.gov/27172445/"), Some(("pubmed", "27172445")));
        assert_eq!(archived("https://arxiv.org/pdf/2501.01234v2.pdf"), Some(("arxiv", "2501.01234v2")));
        assert_eq!(archived("https://www.jstor.org/stable/2802755?origin=crossref"), None);
        assert_eq!(archived("https://example.org/stable/2802755"), None);
    }

    #[test]
    fn what_does_not_check_is_no_identifier() {
        for text in ["10.1000", "see 10.1000/182", "10.1/x", "10.1000/a b", ""] {
            assert_eq!(doi(text), None, "{text}");
        }
        assert_eq!(isbn("978-0-306-40615-8"), None);
        assert_eq!(orcid("0000-0002-1825-0098"), None);
        assert_eq!(orcid("0000-0002-1825"), None);
        assert_eq!(isbn("X804429570"), None);
        assert_eq!(issn("0378-5954"), None);
        assert_eq!(pmid("123456789"), None);
        assert_eq!(pmcid("PMCx"), None);
        assert_eq!(arxiv("2501.1"), None);
    }
}
