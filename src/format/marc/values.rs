//! Values as catalogues write them.

use std::borrow::Cow;

use super::read::own;
use super::text::{sorted, trimmed};
use crate::format::shared::tagged::date;
use crate::format::shared::xml::{add, set};
use crate::record::{Date, Field, Record, identifier, language};

/// An ISBN with what may stand behind it: `0801486394 (pbk.) :`.
pub(super) fn isbn(text: &str, record: &mut Record<'static>) -> bool {
    let bare = text.split(['(', ':', ' ']).find(|part| !part.is_empty()).unwrap_or_default();
    let bare = if identifier::isbn(text).is_some() { text } else { bare };
    let number = identifier::isbn(bare).unwrap_or(bare);
    if !number.is_empty() {
        add(record, Field::Isbn, own(number));
    }
    !number.is_empty()
}

/// Codes of languages, which may stand in one: `engfre` is two.
pub(super) fn languages(codes: &str) -> impl Iterator<Item = &str> {
    let known = |code: &[u8]| std::str::from_utf8(code).is_ok_and(|code| language::tag(code).is_some());
    let plain = codes.len().is_multiple_of(3) && codes.as_bytes().chunks(3).all(known);
    let length = if plain { 3 } else { codes.len().max(1) };
    codes.as_bytes().chunks(length).map(|code| std::str::from_utf8(code).unwrap_or_default())
}

/// An identifier of which the source is named.
pub(super) fn number(value: &str, source: &str, record: &mut Record<'static>) -> bool {
    let source = source.to_ascii_lowercase();
    if let Some(doi) = identifier::doi(value) {
        return set(record, Field::Doi, own(doi));
    }
    match &*source {
        "doi" => set(record, Field::Doi, own(value)),
        "arxiv" => match identifier::arxiv(value) {
            Some(id) => set(record, Field::Eprint, own(id)) && set(record, Field::EprintType, "arxiv".into()),
            None => false,
        },
        "pmid" => identifier::pmid(value).is_some_and(|id| set(record, Field::Pmid, own(id))),
        _ => false,
    }
}

/// A series with its number; `v. 5` is 5.
pub(super) fn series(title: &str, number: &str, record: &mut Record<'static>) -> bool {
    let label = number.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | ' ' | '°'));
    let number = if label.starts_with(|c: char| c.is_ascii_digit()) { label } else { number };
    let title = sorted(title);
    if title.is_empty() || !set(record, Field::CollectionTitle, Cow::Owned(title)) {
        return false;
    }
    if !number.is_empty() {
        set(record, Field::CollectionNumber, own(number));
    }
    true
}

/// A date of publication: `[2023]`, `c1998`, `cop. 2001`, `1998 [i.e. 1999]`.
pub(super) fn issued(text: &str) -> Option<Date<'static>> {
    let text = trimmed(text);
    let bare = text.trim_matches(['[', ']', '?', '.', '(', ')', ' ']);
    if bare.is_empty() {
        return None;
    }
    // `199-`, `19--`: some year of these.
    if bare.len() == 4 && bare.ends_with('-') && bare.starts_with(|c: char| c.is_ascii_digit()) {
        return Date::parse(&bare.replace('-', "X")).ok();
    }
    let whole = date::read(bare).filter(|read| read.rest.is_empty()).map(|read| read.date);
    let year = || {
        let digits = bare.split(|c: char| !c.is_ascii_digit());
        let year = digits.filter(|part| part.len() == 4).find_map(|part| part.parse().ok());
        year.map(Date::from_year)
    };
    Some(whole.or_else(year).unwrap_or_else(|| Date::literal(text.to_owned())))
}
