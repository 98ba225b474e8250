//! A reference, taken apart as far as it can be.

use super::people::{People, is_body, people, split_full};
use super::place::{self, read_date};
use super::sentences;
use super::tail::{self, Tail};
use crate::record::{Date, Role};

/// The parts of a reference; an empty part was not found.
#[derive(Debug, Default)]
pub(super) struct Reference<'a> {
    pub(super) people: Option<People<'a>>,
    /// A body in place of people.
    pub(super) body: &'a str,
    /// All but the identifiers at the end.
    pub(super) text: &'a str,
    pub(super) date: Option<Date<'static>>,
    /// The letter behind a year.
    pub(super) suffix: &'a str,
    pub(super) title: &'a str,
    /// What follows the title.
    pub(super) source: &'a str,
    pub(super) tail: Tail<'a>,
    /// Whether its parts were told apart by marks that no title has.
    pub(super) certain: bool,
}

/// The longest reference that is read.
const LONGEST: usize = 4000;

/// Takes a reference apart.
pub(super) fn read(text: &str) -> Reference<'_> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Reference { title: text, text, ..Reference::default() };
    }
    let (text, tail) = tail::split(text);
    // The same people as above.
    let whole = text;
    let text = text.trim_start_matches(['-', '—']).trim_start_matches(". ");
    if let Some(found) = note(text) {
        return Reference { tail, ..found };
    }
    let found =
        people(text).filter(|_| text.len() == whole.len()).map(|people| (people.rest, Some(people), ""));
    let (rest, people, literal) = found.or_else(|| organisation(text)).unwrap_or((text, None, ""));
    let comma = rest.starts_with(", ");
    let (date, suffix, rest) = dated(rest);
    let named = people.is_some() || !literal.is_empty();
    let rest = rest.trim_start_matches([' ', '.', ',', ':', ';']);
    if let Some((title, source)) = quoted(rest).filter(|_| named || rest == text) {
        return Reference { people, body: literal, text, date, suffix, title, source, tail, certain: true };
    }
    // Elsevier and physicists part all by commas, and may leave the title out.
    if comma
        && date.is_none()
        && let Some((before, numbers)) = place::divide(rest.trim_end_matches('.'))
        && !numbers.volume.is_empty()
        && numbers.date.is_some()
    {
        let title = before.rsplit_once(", ").map_or("", |(title, _)| title);
        let source = rest[title.len()..].trim_start_matches([',', ' ']);
        return Reference { people, body: literal, text, date, suffix, title, source, tail, certain: named };
    }
    // An edition ends a title as a full stop does.
    let edited = rest.match_indices(", ").find(|(at, _)| edition(&rest[at + 2..]).is_some());
    let (title, source) = match edited {
        Some((at, _)) if sentences::end(rest).is_none_or(|end| at < end) => (&rest[..at], &rest[at + 2..]),
        _ => sentences::first(rest),
    };
    let certain = named && (date.is_some() || !source.is_empty());
    Reference { people, body: literal, text, date, suffix, title, source, tail, certain }
}

/// `Jane Roe and Ann Doe, The Plum (Plumbury: Plumpress, 2020), 99`: a note on a book.
fn note(text: &str) -> Option<Reference<'_>> {
    let open = text.find(" (")?;
    let (source, _) = text[open + 2..].split_once(')')?;
    let (place, publisher) = source.split_once(": ")?;
    publisher.rsplit_once(", ").filter(|(_, year)| read_date(year).is_some())?;
    let before = &text[..open];
    let ends = || before.match_indices(", ").map(|(at, _)| at);
    let whole = |end: &usize| split_full(&before[..*end]).is_some();
    let and = before.find(" and ").and_then(|and| ends().find(|at| *at > and)).filter(whole);
    let end = and.or_else(|| ends().find(whole))?;
    let title = &before[end + 2..];
    if !place.starts_with(char::is_uppercase) || title.starts_with(['“', '"', '‘']) {
        return None;
    }
    let people = People { names: split_full(&before[..end])?, role: Role::Author, cut: false, rest: title };
    Some(Reference { people: Some(people), text, title, source, certain: true, ..Reference::default() })
}

/// `3rd ed. `, `2nd edition, `: the edition that a text begins with, and what follows it.
pub(super) fn edition(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_once(' ')?;
    let word = word.trim_end_matches('.');
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ordinal = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 2;
    let named = matches!(word, "First" | "Second" | "Third" | "Fourth" | "Fifth" | "Rev" | "revised");
    let german = rest.starts_with("Aufl");
    let label = ["edition", "edn.", "ed.", "edn", "ed", "Auflage", "Aufl."]
        .iter()
        .find_map(|label| rest.strip_prefix(label))?;
    let ends = label.is_empty() || label.starts_with([' ', ',', '.', ';', ')']);
    let edition = if named { word } else { digits };
    ((ordinal && (word.len() > digits.len() || german) || named) && ends)
        .then(|| (edition, label.trim_start_matches(['.', ',', ' ', ';'])))
}

/// A body before a year in parentheses, `World Plum Organization. (2020).`, or before a title if
/// its name looks like one: `PlumAI.`
fn organisation(text: &str) -> Option<(&str, Option<People<'_>>, &str)> {
    let (name, rest) = text.split_once(". ").unwrap_or_default();
    let acronym = !name.contains(' ') && name.chars().filter(|c| c.is_uppercase()).count() > 1;
    if (acronym || is_body(name) && name.split(' ').count() <= 8)
        && !rest.is_empty()
        && !name.contains(['(', ','])
    {
        return Some((&text[name.len()..], None, name));
    }
    before_year(text).map(|name| (&text[text.find(" (").unwrap_or(name.len())..], None, name))
}

/// The name of a body that stands before a year in parentheses.
pub(super) fn before_year(text: &str) -> Option<&str> {
    let at = text.find(" (")?;
    let name = text[..at].trim_end_matches(['.', ',']);
    let sound = (1..=80).contains(&name.len())
        && !name.contains(['.', ',', ':', '“', '"', '?'])
        && name.split(' ').count() <= 8
        && name.starts_with(char::is_uppercase);
    let (date, ..) = dated(&text[at..]);
    (sound && date.is_some()).then_some(name)
}

/// A year that stands right there: ` (2020a).`, `. 2020.`, `, 2020.`, ` (2020, May 3)`.
fn dated(text: &str) -> (Option<Date<'static>>, &str, &str) {
    let none = (None, "", text);
    let bare = text.trim_start_matches([' ', '.', ',', ';']);
    if let Some(inner) = bare.strip_prefix('(') {
        let Some((stated, rest)) = inner.split_once(')') else { return none };
        let stated = stated.trim();
        let (stated, suffix) = parted(stated);
        return match read_date(stated) {
            Some(date) => (Some(date), suffix, rest),
            None if matches!(stated, "n.d." | "in press" | "forthcoming") => {
                (Some(Date::literal(stated.to_owned())), "", rest)
            }
            None => none,
        };
    }
    let end = bare.find(['.', ',', ':', ' ']).unwrap_or(bare.len());
    let (word, rest) = bare.split_at(end);
    let (year, suffix) = parted(word);
    let sound =
        year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(['.', ',', ':', ' ']);
    match read_date(year).filter(|_| sound && bare.len() < text.len()) {
        Some(date) => (Some(date), suffix, rest),
        None => none,
    }
}

/// A year and the letter behind it: `2020a`, `2020a, May`.
fn parted(text: &str) -> (&str, &str) {
    let letter = text.get(4..5).filter(|letter| letter.bytes().all(|b| b.is_ascii_lowercase()));
    match letter.filter(|_| text.len() == 5 && text[..4].bytes().all(|b| b.is_ascii_digit())) {
        Some(letter) => (&text[..4], letter),
        None => (text, ""),
    }
}

/// A title in quotation marks, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    const MARKS: &[(char, char)] =
        &[('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\''), ('«', '»'), ('„', '“')];
    let (open, close) = MARKS.iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    // A closing mark may be an apostrophe, too.
    let apostrophe = matches!(close, '’' | '\'');
    let end = inner.match_indices(*close).map(|(at, _)| at).find(|at| {
        let after = &inner[at + close.len_utf8()..];
        after.is_empty()
            || after.starts_with([',', '.', ';', ':', ')'])
            || after.starts_with(' ') && !apostrophe
    })?;
    let title = inner[..end].trim_end_matches([',', ' ']);
    let title = title.strip_suffix('.').unwrap_or(title);
    let source = inner[end + close.len_utf8()..].trim_start_matches([' ', ',', '.', ';', ':']);
    Some((title, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_apart() {
        for (text, year, title, source) in [
            ("Roe, J. (2020a). On plums. J. Plum, 1(2), 3–4.", "2020", "On plums", "J. Plum, 1(2), 3–4."),
            ("Roe, J.: On plums. J. Plum 1(2), 3–4 (2020).", "", "On plums", "J. Plum 1(2), 3–4 (2020)."),
            (
                "J. Roe, “On plums: A view?” J. Plum, vol. 1, 2020.",
                "",
                "On plums: A view?",
                "J. Plum, vol. 1, 2020.",
            ),
            (
                "Jane Roe. 2020. On plums. J. Plum 1, 2 (2020), 3.",
                "2020",
                "On plums",
                "J. Plum 1, 2 (2020), 3.",
            ),
            ("Roe J, Doe A. On plums. J Plum. 2020;1(2):3-4.", "", "On plums", "J Plum. 2020;1(2):3-4."),
            ("Roe, J. (2020) ‘On plums’ trees’, J. Plum, 1(2).", "2020", "On plums’ trees", "J. Plum, 1(2)."),
            (
                "World Plum Organization. (2020, May 3). On plums. Plumpress.",
                "2020-05-03",
                "On plums",
                "Plumpress.",
            ),
        ] {
            let found = read(text);
            let date = found.date.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!((&*date, found.title, found.source), (year, title, source), "{text}");
            assert!(found.certain, "{text}");
        }
        assert!(!read("Plums are sweet, as all know. They are eaten.").certain);
    }
}
