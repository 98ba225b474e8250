//! What the formats of the National Library of Medicine share: publication types, how
//! its titles are dressed, and how its names are abbreviated.

use std::borrow::Cow;
use std::ops::Range;

use crate::record::{Kind, Name, Person};

/// The kind that a list of publication types means: the first line of the table that one
/// of them is.
pub(crate) fn kind<'t>(types: impl Iterator<Item = &'t str> + Clone) -> Option<Kind> {
    let is = |name: &str| types.clone().any(|known| known.trim().eq_ignore_ascii_case(name));
    TYPES.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind)
}

/// The publication type that records of a kind are written with.
pub(crate) fn of_kind(kind: Kind) -> Option<&'static str> {
    TYPES.iter().find(|(_, known)| *known == kind.csl()).map(|(name, _)| *name)
}

/// Whether a publication type says no more than what kind a record is of.
pub(crate) fn is_kind(name: &str) -> bool {
    TYPES.iter().any(|(known, _)| known.eq_ignore_ascii_case(name.trim()))
}

/// Publication types and kinds, the telling ones first; `Journal Article` stands beside
/// most of them. The first of a kind is how it is written. Source: "Publication
/// Characteristics (Publication Types)", MeSH.
#[rustfmt::skip]
const TYPES: &[(&str, Kind)] = &[
    ("Preprint", Kind::Article),
    ("Dataset", Kind::Dataset),
    ("Academic Dissertation", Kind::Thesis),
    ("Dissertation", Kind::Thesis),
    ("Book Chapter", Kind::Chapter),
    ("Study Guide", Kind::Chapter),
    ("Newspaper Article", Kind::ArticleNewspaper),
    ("Video-Audio Media", Kind::MotionPicture),
    ("Webcast", Kind::MotionPicture),
    ("Legal Case", Kind::LegalCase),
    ("Legislation", Kind::Legislation),
    ("Technical Report", Kind::Report),
    ("Government Publication", Kind::Report),
    ("Encyclopedia", Kind::EntryEncyclopedia),
    ("Dictionary", Kind::EntryDictionary),
    ("Patent", Kind::Patent),
    ("Unpublished Work", Kind::Manuscript),
    ("Pamphlet", Kind::Pamphlet),
    ("Blog", Kind::PostWeblog),
    ("Map", Kind::Map),
    ("Journal Article", Kind::ArticleJournal),
    ("Lecture", Kind::Speech),
    ("Congress", Kind::PaperConference),
    ("Monograph", Kind::Book),
    ("Book", Kind::Book),
    ("Consensus Development Conference", Kind::PaperConference),
    ("Clinical Conference", Kind::PaperConference),
    // Of no thesaurus: kinds that would be lost without.
    ("Magazine Article", Kind::ArticleMagazine),
    ("Software", Kind::Software),
    ("Standard", Kind::Standard),
    ("Web Page", Kind::Webpage),
];

/// Where a title stands in its dress: without the full stop that ends it, and without the
/// brackets that say that it is translated.
pub(crate) fn bare_title(title: &str) -> Range<usize> {
    let bare = title.trim_end();
    let mut range = 0..bare.len();
    if bare.ends_with('.') && !bare.ends_with("..") {
        range.end -= 1;
    }
    let within = &bare[range.clone()];
    if let Some(inner) = within.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        && !inner.contains(['[', ']'])
    {
        range = 1..range.end - 1;
        if inner.ends_with('.') && !inner.ends_with("..") {
            range.end -= 1;
        }
    }
    range
}

/// A name as indexes print it, `Last FM Jr`; `None` where no initials end it.
pub(crate) fn indexed(text: &str) -> Option<Name<'_>> {
    let (rest, suffix) = match text.rsplit_once(' ') {
        Some((rest, last)) if is_generation(last) => (rest, last),
        _ => (text, ""),
    };
    let (family, initials) = rest.rsplit_once(' ')?;
    (!initials.is_empty() && initials.chars().all(char::is_uppercase)).then(|| {
        Name::Person(Person {
            family: family.into(),
            given: initials.into(),
            suffix: suffix.into(),
            ..Person::default()
        })
    })
}

/// Whether a word behind a name is a generation.
pub(crate) fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "2nd" | "3rd" | "4th" | "II" | "III" | "IV")
}

/// A title out of its dress.
pub(crate) fn bare(title: Cow<'_, str>) -> Cow<'_, str> {
    let range = bare_title(&title);
    match title {
        Cow::Borrowed(title) => Cow::Borrowed(&title[range]),
        Cow::Owned(title) => Cow::Owned(title[range].to_owned()),
    }
}

/// A title of a journal or series as libraries print it, with ` : ` before what explains
/// it, as others print it.
pub(crate) fn library_title(title: Cow<'_, str>) -> Cow<'_, str> {
    let bare = title.trim_end_matches([' ', '.']).len();
    if title.contains(" : ") {
        return Cow::Owned(title[..bare].replace(" : ", ": "));
    }
    match title {
        Cow::Borrowed(title) => Cow::Borrowed(&title[..bare]),
        Cow::Owned(mut title) => {
            title.truncate(bare);
            Cow::Owned(title)
        }
    }
}

/// A name: `Last, First M Jr`, or `Last FM Jr` where there is no full one.
pub(crate) fn name(text: &str) -> Name<'_> {
    if is_cut(text) {
        return Name::Others;
    }
    if text.contains(',') {
        let mut name = Name::from_inverted(text);
        if let Name::Person(person) = &mut name
            && person.suffix.is_empty()
            && let Cow::Borrowed(given) = person.given
            && let Some((before, last)) = given.rsplit_once(' ')
            && is_generation(last)
        {
            (person.given, person.suffix) = (before.into(), last.into());
        }
        return name;
    }
    match indexed(text) {
        Some(name) => name,
        None if text.split(' ').filter(|word| !is_generation(word)).count() == 2 => Name::from_display(text),
        None if text.contains(' ') => Name::literal(text),
        None => Name::person(text, ""),
    }
}

/// What the library puts behind a list of names that it has cut, once a form.
pub(crate) fn is_cut(name: &str) -> bool {
    matches!(name, "et al" | "et al.")
}
