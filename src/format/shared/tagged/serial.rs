//! ISBNs, ISSNs and other numbers that share a tag.

use std::borrow::Cow;

use super::group::{ARTICLES, NUMBERED};
use crate::record::{Field, Kind, identifier};

/// The numbers that a value holds, each with what it is: by its check digit, else by its
/// length, else by the kind of the record; and whether that is all. What stands in
/// parentheses behind a number (`Print`, `pbk.`) only tells it from others.
pub(crate) fn read(value: &str, kind: Kind) -> (Vec<(Field, Cow<'_, str>)>, bool) {
    let by_kind = match kind {
        kind if ARTICLES.contains(&kind) => Field::Issn,
        kind if NUMBERED.contains(&kind) => Field::Number,
        _ => Field::Isbn,
    };
    let (mut found, mut whole) = (Vec::new(), true);
    for part in value.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        // `1234-5678 (Print)`, `978-3-16-148410-0 (pbk.)`
        let (bare, rest) = part.split_once('(').unwrap_or((part, ""));
        let (bare, rest) = if bare.trim().is_empty() { (part, "") } else { (bare.trim(), rest) };
        whole &= rest.is_empty() || rest.strip_suffix(')').is_some_and(is_form);
        match identify(bare).map(|number| vec![number]).or_else(|| several(bare)) {
            Some(numbers) => found.extend(numbers),
            None => found.push((by_kind, Cow::Borrowed(bare))),
        }
    }
    (found, whole)
}

/// Whether a word says in which form a work appears under a number.
fn is_form(word: &str) -> bool {
    const FORMS: &[&str] = &[
        "print",
        "electronic",
        "linking",
        "online",
        "paperback",
        "pbk",
        "hardback",
        "hardcover",
        "hbk",
        "cloth",
        "softcover",
        "ebook",
        "e-book",
        "electronic bk",
        "issn",
        "isbn",
    ];
    let word = word.trim().trim_end_matches('.');
    FORMS.iter().any(|form| form.eq_ignore_ascii_case(word))
}

/// Several numbers with no more than blanks and commas between them.
fn several(text: &str) -> Option<Vec<(Field, Cow<'_, str>)>> {
    let numbers = text.split([' ', ',', '\t']).filter(|part| !part.is_empty());
    let numbers: Vec<_> = numbers.map(identify).collect::<Option<_>>()?;
    (numbers.len() > 1).then_some(numbers)
}

fn identify(text: &str) -> Option<(Field, Cow<'_, str>)> {
    if let Some(isbn) = identifier::isbn(text) {
        return Some((Field::Isbn, Cow::Borrowed(isbn)));
    }
    if let Some(issn) = identifier::issn(text) {
        return Some((Field::Issn, issn));
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let ends_in_x = text.ends_with(['x', 'X']);
    let numeric = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b' ' | b'x' | b'X'));
    let bytes = text.as_bytes();
    match digits + usize::from(ends_in_x) {
        8 if numeric && bytes.len() == 9 && bytes.get(4) == Some(&b'-') => {
            Some((Field::Issn, Cow::Borrowed(text)))
        }
        10 | 13 if numeric => Some((Field::Isbn, Cow::Borrowed(text))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_what_they_are() {
        use Field::{Isbn, Issn, Number};
        for (value, kind, expected) in [
            ("0378-5955", Kind::Book, vec![(Issn, "0378-5955")]),
            ("03785955", Kind::ArticleJournal, vec![(Issn, "0378-5955")]),
            ("1234-567X", Kind::Dataset, vec![(Issn, "1234-567X")]),
            ("978-1234567890", Kind::Dataset, vec![(Isbn, "978-1234567890")]),
            ("2434-561X (electronic)", Kind::Book, vec![(Issn, "2434-561X")]),
            ("0378-5955; 9780306406157", Kind::Book, vec![(Issn, "0378-5955"), (Isbn, "9780306406157")]),
            ("0378-5955, 2434-561X", Kind::Book, vec![(Issn, "0378-5955"), (Issn, "2434-561X")]),
            ("4,904,581", Kind::Patent, vec![(Number, "4,904,581")]),
            ("TR-17", Kind::Report, vec![(Number, "TR-17")]),
            ("12345", Kind::ArticleJournal, vec![(Issn, "12345")]),
        ] {
            let (found, whole) = read(value, kind);
            assert!(whole, "{value}");
            let found: Vec<_> = found.iter().map(|(field, text)| (*field, text.as_ref())).collect();
            assert_eq!(found, expected, "{value}");
        }
        for value in ["978-3-16-148410-0 (v. 1)", "0378-5955 (Print) 2434-561X (Electronic)"] {
            assert!(!read(value, Kind::Book).1, "{value}");
        }
    }
}
