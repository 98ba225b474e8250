//! What stands at the end of a reference: identifiers, addresses, when it was looked at.

use std::borrow::Cow;

use super::place::read_date;
use crate::format::page::arxiv::is_class;
use crate::grammar::dates;
use crate::record::{Date, identifier};

/// The identifiers of a reference, each as it is printed without its dress.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tail<'a> {
    pub(super) doi: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) arxiv: Option<&'a str>,
    /// The class of a preprint: `[cs.CL]`.
    pub(super) class: Option<&'a str>,
    pub(super) pmid: Option<&'a str>,
    pub(super) pmcid: Option<&'a str>,
    pub(super) isbn: Option<&'a str>,
    pub(super) accessed: Option<Date<'static>>,
    /// A year in parentheses.
    pub(super) year: Option<Date<'static>>,
}

/// Words with which the end begins.
const MARKS: &[&str] = &[
    "https://",
    "http://",
    "www.",
    "doi:",
    "DOI:",
    "Doi:",
    "doi.org/",
    "DOI 10.",
    "doi 10.",
    "PMID:",
    "PMCID:",
    "ISBN",
    "URL ",
    "URL:",
    "[Online]",
    "Available at",
    "Available from",
    "Available:",
    "Available online",
    "Retrieved ",
    "Accessed",
    "accessed ",
    "last modified ",
    "Last modified ",
    "(Accessed",
    "[Accessed",
    "Last accessed",
];

/// Parts a reference into its body and its end.
pub(super) fn split(text: &str) -> (&str, Tail<'_>) {
    let starts = MARKS.iter().filter_map(|mark| {
        let mut found = memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes());
        found.find(|at| *at > 0 && text[..*at].ends_with([' ', '(', '<', '[', ',', '.']))
    });
    let at = starts.min().unwrap_or(text.len());
    let (body, end) = text.split_at(at);
    let arxiv = arxiv(body).or_else(|| arxiv(end));
    let mut tail = Tail { arxiv, class: arxiv.and_then(|_| class(text)), ..Tail::default() };
    let mut words = end.split([' ', '<', '>']).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let value = clean(word);
        let next = words.peek().map(|next| clean(next));
        if let Some(doi) = identifier::doi(value) {
            tail.doi = tail.doi.or(Some(doi));
        } else if value.starts_with("http") || value.starts_with("www.") {
            tail.url = tail.url.or(Some(value));
        } else if let Some(number) = next.filter(|_| word == "PMID:") {
            tail.pmid = identifier::pmid(number);
        } else if let Some(number) = next.filter(|_| word == "PMCID:" && number_of_pmc(next)) {
            tail.pmcid = Some(number);
        } else if let Some(number) = next.filter(|_| word.starts_with("ISBN")) {
            tail.isbn = tail.isbn.or(identifier::isbn(number));
        } else if let Some(year) = word.trim_end_matches(['.', ',']).strip_prefix('(') {
            tail.year = year.strip_suffix(')').and_then(read_date);
        }
    }
    tail.accessed = accessed(end);
    (body.trim_end_matches([' ', ',', ';', '(', '[', '<', '–']).trim_end_matches(" URL"), tail)
}

/// A reference without the notes that stand within it on the Internet, `[Internet]` and
/// `[cited 2020 May 3]`, and the date in them.
pub(super) fn without_cited(text: Cow<'_, str>) -> (Cow<'_, str>, Option<Date<'static>>) {
    let bare = match text.split_once(" [Internet]") {
        Some((before, after)) => Cow::Owned(format!("{before}{after}")),
        None => text,
    };
    let Some((before, date, after)) = bare.split_once(" [cited ").and_then(|(before, rest)| {
        let (date, after) = rest.split_once(']')?;
        Some((before, dates::whole(date)?.date, after))
    }) else {
        return (bare, None);
    };
    (Cow::Owned(format!("{before}{after}")), Some(date))
}

fn number_of_pmc(next: Option<&str>) -> bool {
    next.is_some_and(|next| next.starts_with("PMC") && next[3..].bytes().all(|b| b.is_ascii_digit()))
}

/// A word without the punctuation behind it; parentheses that belong to it stay.
fn clean(word: &str) -> &str {
    let mut word = word.trim_end_matches(['.', ',', ';', ']', '>', '”', '"']);
    while word.ends_with(')') && word.matches(')').count() > word.matches('(').count() {
        word = word[..word.len() - 1].trim_end_matches(['.', ',', ';']);
    }
    word
}

/// `arXiv:2301.00002`, `abs/2301.00002`, `arxiv.org/abs/2301.00002`
fn arxiv(text: &str) -> Option<&str> {
    let marks = ["arXiv:", "arxiv:", "arXiv.", "abs/", "arXiv preprint "];
    marks.iter().find_map(|mark| {
        let at = text.find(mark)? + mark.len();
        let id = text[at..].split([' ', ',', ')', ']']).next().unwrap_or_default();
        identifier::arxiv(clean(id))
    })
}

/// `[cs.CL]`
fn class(text: &str) -> Option<&str> {
    let brackets = text.match_indices('[').filter_map(|(at, _)| text[at + 1..].split(']').next());
    brackets.into_iter().find(|class| is_class(class))
}

/// `Accessed 3 May 2020`, `(Accessed: 3 May 2020)`, `Retrieved May 3, 2020, from`, `[cited 2020 May 3]`
fn accessed(text: &str) -> Option<Date<'static>> {
    let after = ["ccessed on", "ccessed:", "ccessed ", "Retrieved on ", "Retrieved ", "[cited "]
        .iter()
        .find_map(|word| text.split_once(word).map(|(_, after)| after))?;
    let ends = [")", "]", ";", "<", " from", ". ", " ["].iter().filter_map(|end| after.find(end));
    let date = after[..ends.min().unwrap_or(after.len())].trim().trim_end_matches(['.', ',']);
    dates::whole(date).filter(|read| read.date.year().is_some()).map(|read| read.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_parted_from_bodies() {
        let (body, tail) =
            split("Plums. J. Plum 1, 2. https://doi.org/10.1000/x(y). PMID: 123; PMCID: PMC45.");
        assert_eq!(body, "Plums. J. Plum 1, 2.");
        assert_eq!((tail.doi, tail.pmid, tail.pmcid), (Some("10.1000/x(y)"), Some("123"), Some("PMC45")));
        let (body, tail) = split(
            "Plums. arXiv preprint arXiv:2301.00002, 2023. Available at: https://a.example/b (Accessed: 3 May 2020).",
        );
        assert_eq!(body, "Plums. arXiv preprint arXiv:2301.00002, 2023.");
        assert_eq!((tail.arxiv, tail.url), (Some("2301.00002"), Some("https://a.example/b")));
        assert_eq!(tail.accessed.map(|date| date.to_string()).as_deref(), Some("2020-05-03"));
        assert_eq!(split("Plums").0, "Plums");
    }
}
