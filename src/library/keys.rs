//! Citation keys for records that have none.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::record::{Field, Name, Record, Role};

/// Words that begin a title without telling anything of it.
const SKIPPED: &[&str] = &[
    "a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "by", "at", "is", "are", "der",
    "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "il", "lo",
];

/// A key made of the first family name, the year and the first word of the title that
/// tells something, in lower-case ASCII: `li2026enhancing`. What is unknown is left out;
/// a record of which nothing is known gets `ref`.
pub fn candidate(record: &Record<'_>) -> String {
    let mut key = String::with_capacity(32);
    let family = [Role::Author, Role::Editor]
        .into_iter()
        .find_map(|role| record.names(role).find(|name| !matches!(name, Name::Others)))
        .map_or("", Name::family);
    fold(family, &mut key);
    if let Some(year) = record.year() {
        key.push_str(&year.unsigned_abs().to_string());
    }
    let mut words = record.str(Field::Title).split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let skipped = |word: &str| SKIPPED.contains(&word.to_lowercase().as_str());
    if let Some(word) = words.find(|word| !word.is_empty() && !skipped(word)) {
        fold(word, &mut key);
    }
    if key.is_empty() {
        key.push_str("ref");
    }
    key
}

/// Appends a word in lower-case ASCII letters and digits; accents are dropped, and what
/// has no ASCII form is left out.
fn fold(word: &str, key: &mut String) {
    if word.is_ascii() {
        key.extend(word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        return;
    }
    for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            c if c.is_ascii_alphanumeric() => key.push(c.to_ascii_lowercase()),
            'ß' | 'ẞ' => key.push_str("ss"),
            'æ' | 'Æ' => key.push_str("ae"),
            'œ' | 'Œ' => key.push_str("oe"),
            'ø' | 'Ø' => key.push('o'),
            'ł' | 'Ł' => key.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => key.push('d'),
            'þ' | 'Þ' => key.push_str("th"),
            'ı' => key.push('i'),
            _ => {}
        }
    }
}

/// Gives the record a key if it has none, and says whether it did.
pub fn ensure(record: &mut Record<'_>) -> bool {
    let missing = record.key.is_empty();
    if missing {
        record.key = Cow::Owned(candidate(record));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Date, DateField, Kind};

    #[test]
    fn keys_are_ascii_and_say_who_when_what() {
        let mut record = Record::new(Kind::Document);
        assert_eq!(candidate(&record), "ref");
        record.push(Field::Title, "The Über-Model’s Return");
        record.set_date(DateField::Issued, Date::from_year(2026));
        record.contribute(Role::Author, Name::person("Øster Łukasz", "Ana"));
        assert_eq!(candidate(&record), "osterlukasz2026uber");
    }
}
