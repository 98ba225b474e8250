//! What dblp's pages and its XML spell alike.

use std::borrow::Cow;

use crate::record::{Field, Kind, Pages, Record, identifier};

/// A title without the full stop that ends it.
pub(crate) fn bare(title: &str) -> &str {
    let title = title.trim();
    title.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(title)
}

/// A name without the number that tells persons of one name apart (`Ana Lopes 0001`);
/// `None` where it has none.
pub(crate) fn without_number(name: &str) -> Option<&str> {
    let (bare, digits) = name.trim().rsplit_once(' ')?;
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(bare)
}

/// The number of a preprint, which dblp takes for a volume of CoRR: `abs/2401.01234`.
pub(crate) fn eprint(volume: &str) -> Option<&str> {
    identifier::arxiv(volume.strip_prefix("abs/").unwrap_or(volume))
}

/// Puts what stands for pages into a record: of what is whole, how many it has (`1-504`);
/// in a journal maybe the number of an article, long and no range.
pub(crate) fn pages<'a>(pages: Cow<'a, str>, whole: bool, family: &'static str, record: &mut Record<'a>) {
    let number = pages.len() >= 5 && pages.bytes().all(|b| b.is_ascii_digit());
    let count = match Pages::parse(&pages).0[..] {
        [range] if whole && range.first == "1" => range.last.map(str::to_owned),
        _ => None,
    };
    match count {
        Some(count) => {
            record.push(Field::NumberOfPages, count);
            record.keep_spelling(family, "pages", pages);
        }
        None if number && record.kind == Kind::ArticleJournal => record.push(Field::Eid, pages),
        None => record.push(Field::Page, pages),
    }
}
