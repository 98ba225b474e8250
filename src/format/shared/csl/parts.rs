//! Values that hold several things in one string.

use std::borrow::Cow;
use std::ops::Range;

use crate::grammar::markup;
use crate::record::{Field, Pages, Record, identifier};

/// A part of a text, borrowed if the text is.
pub(crate) fn part<'a>(text: &Cow<'a, str>, range: Range<usize>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
    }
}

/// Keywords are separated by commas, or by semicolons if there are any.
pub(crate) fn keywords<'a>(record: &mut Record<'a>, text: Cow<'a, str>) -> bool {
    let separator = if text.contains(';') { ';' } else { ',' };
    let mut canonical = separator == ',';
    let mut start = 0;
    for word in text.split(separator) {
        let blanks = word.len() - word.trim_start().len();
        let trimmed = word.trim();
        canonical &=
            !trimmed.is_empty() && blanks == usize::from(start > 0) && word.len() == blanks + trimmed.len();
        let range = start + blanks..start + blanks + trimmed.len();
        let (keyword, same) = markup::parse(part(&text, range), false);
        canonical &= same;
        record.push(Field::Keyword, keyword);
        start += word.len() + 1;
    }
    canonical
}

/// Several ISBNs or ISSNs in one string, if each is one.
pub(crate) fn numbers<'a>(record: &mut Record<'a>, field: Field, text: Cow<'a, str>) -> bool {
    let sound = |part: &str| match field {
        Field::Isbn => identifier::isbn(part).is_some(),
        _ => identifier::issn(part).is_some(),
    };
    let parts = || text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
    if text.contains([',', ';', ' ']) && parts().all(sound) {
        let separator = if field == Field::Isbn { " " } else { ", " };
        let canonical = parts().collect::<Vec<_>>().join(separator) == text;
        for part in parts() {
            record.push(field, part.to_owned());
        }
        return canonical;
    }
    record.push(field, text);
    true
}

/// Page ranges with one hyphen.
pub(crate) fn pages(text: &str) -> Cow<'_, str> {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    let (first, last) = text.split_once('-').unwrap_or((text, ""));
    if plain(first) && plain(last) {
        return Cow::Borrowed(text);
    }
    match last.strip_prefix('-') {
        // What nearly every range in BibTeX is: 12--34.
        Some(last) if plain(first) && plain(last) && !first.is_empty() && !last.is_empty() => {
            Cow::Owned([first, "-", last].concat())
        }
        _ => Cow::Owned(Pages::parse(text).to_string()),
    }
}
