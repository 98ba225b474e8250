//! What a record carries of the text that it was read from. Readers of formats with many
//! elements take what they know; what they leave is found by its words, none of which a
//! value of the record has.

use std::cell::OnceCell;

use crate::format::shared::relators;
use crate::grammar::dates;
use crate::record::{Contributor, Date, Field, Name, Person, Record, Role, language};

/// What a record carries. Its words are looked at only where a text is no whole value.
pub(crate) struct Carried<'r, 'a> {
    record: &'r Record<'a>,
    /// The words of short values, by their hashes, in order.
    words: OnceCell<Vec<u64>>,
    /// Those of long ones: an abstract has a word of anything.
    running: OnceCell<Vec<u64>>,
    /// The years, months and days of dates.
    numbers: OnceCell<Vec<u32>>,
}

/// How many bytes a value may have whose single words say something.
const SHORT: usize = 512;

/// How many words a text has that may be part of a long value.
const MANY: usize = 5;

/// Words beside identifiers and numbers, which are bare of them.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "http", "https", "www", "dx", "doi", "org", "orcid", "arxiv", "abs", "oai", "isbn", "issn", "print", "electronic",
    "p", "pp",
];

impl<'r, 'a> Carried<'r, 'a> {
    pub(crate) fn new(record: &'r Record<'a>) -> Self {
        Self { record, words: OnceCell::new(), running: OnceCell::new(), numbers: OnceCell::new() }
    }

    /// The values of the record, as they stand, but for dates that are understood.
    fn values(&self) -> impl Iterator<Item = &'r str> {
        let record = self.record;
        let names = record.contributors.iter().flat_map(|contributor| {
            let (person, literal) = match &contributor.name {
                Name::Person(person) => (Some(person), ""),
                Name::Literal(name) => (None, &**name),
                Name::Others => (None, "et al"),
            };
            let parts = person.into_iter().flat_map(|person| {
                let extra = person.extra.iter().map(|(_, extra)| &**extra);
                let Person { prefix, dropping_prefix, given, family, suffix, .. } = person;
                [&**prefix, dropping_prefix, given, family, suffix].into_iter().chain(extra)
            });
            parts.chain([literal])
        });
        let dates = record.dates.iter().filter_map(|(_, date)| match date {
            Date::Literal(text) => Some(&**text),
            _ => None,
        });
        let fields = record.fields.iter().map(|(_, text)| text.plain());
        fields.chain(names).chain(dates).chain([&*record.key])
    }

    fn words(&self) -> &[u64] {
        self.words.get_or_init(|| {
            let short = self.values().filter(|value| value.len() <= SHORT);
            let mut words: Vec<u64> = short.flat_map(split).map(hash).collect();
            for (field, text) in &self.record.fields {
                if matches!(field, Field::Issn | Field::Isbn) {
                    let compact = text.plain().chars().filter(char::is_ascii_alphanumeric);
                    words.push(hash(&compact.collect::<String>()));
                }
            }
            // What is kept is made of parts, however long.
            let kept = self.record.extra.iter().filter(|extra| !extra.mapped);
            words.extend(kept.flat_map(|extra| split(&extra.value)).map(hash));
            words.sort_unstable();
            words
        })
    }

    fn running(&self) -> &[u64] {
        self.running.get_or_init(|| {
            let long = self.values().filter(|value| value.len() > SHORT);
            let mut words: Vec<u64> = long.flat_map(split).map(hash).collect();
            words.sort_unstable();
            words
        })
    }

    fn numbers(&self) -> &[u32] {
        self.numbers.get_or_init(|| {
            let dates = self.record.dates.iter().filter(|(_, date)| !matches!(date, Date::Literal(_)));
            let numbers = dates.flat_map(|(_, date)| {
                let date = date.to_string();
                let digits = date.split(|c: char| !c.is_ascii_digit());
                digits.filter_map(|number| number.parse().ok()).collect::<Vec<_>>()
            });
            numbers.collect()
        })
    }

    /// Whether the record carries a text, to its last word.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.has_but(text, |_| false)
    }

    /// The same, but for words that say nothing.
    pub(crate) fn has_but(&self, text: &str, says_nothing: impl Fn(&str) -> bool) -> bool {
        if self.values().any(|value| value == text) {
            return true;
        }
        let many = split(text).nth(MANY).is_some();
        let known = |word: &str| {
            let hash = hash(word);
            self.words().binary_search(&hash).is_ok()
                || (many && self.running().binary_search(&hash).is_ok())
                || self.has_number(word)
                || LABELS.iter().any(|label| label.eq_ignore_ascii_case(word))
                || says_nothing(word)
        };
        split(text).all(known) || self.has_in_other_words(text)
    }

    /// Whether a word is the number or the name of a part of a date, or the end of pages
    /// of which the digits that stand already are left out.
    fn has_number(&self, word: &str) -> bool {
        // `c1999`
        match word.strip_prefix('c').unwrap_or(word).parse::<u32>() {
            Ok(number) => {
                let day = [number / 10_000, number / 100 % 100, number % 100];
                self.numbers().contains(&number)
                    || self.record.all(Field::Page).any(|pages| pages.plain().ends_with(word))
                    || (word.len() == 8 && day.iter().all(|part| self.numbers().contains(part)))
            }
            Err(_) => {
                dates::month_or_season(word).is_some_and(|part| self.numbers().contains(&u32::from(part)))
            }
        }
    }

    /// Languages have tags, what those did who are named has roles.
    fn has_in_other_words(&self, text: &str) -> bool {
        let tag = || language::tag(text);
        let mut languages = self.record.all(Field::Language).peekable();
        let relator = text.trim_end_matches(',');
        let did = |role: Role| {
            let others = [Role::ContainerAuthor, Role::CollectionEditor];
            let same = [Role::Author, Role::Editor];
            self.record.contributors.iter().any(|Contributor { role: known, .. }| {
                *known == role || others.iter().zip(same).any(|(other, same)| known == other && role == same)
            })
        };
        (languages.peek().is_some() && tag().is_some_and(|tag| languages.any(|known| known.plain() == tag)))
            || (relators::is_role(relator) && relators::role_of(relator).is_none_or(did))
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The FNV-1a hash of a word in small letters, or of a number.
fn hash(word: &str) -> u64 {
    let word = word.trim_start_matches('0');
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        return word.bytes().fold(start, |hash, byte| mix(hash, byte.to_ascii_lowercase()));
    }
    let mut bytes = [0; 4];
    let small = word.chars().flat_map(char::to_lowercase);
    small.fold(start, |hash, c| c.encode_utf8(&mut bytes).bytes().fold(hash, mix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{DateField, Kind};

    #[test]
    fn a_text_is_carried_to_its_last_word() {
        let mut record = Record::new(Kind::Book);
        record.push(Field::Title, "Plums of the North");
        record.push(Field::Page, "1194-1205");
        record.push(Field::Issn, "2434-561X");
        record.push(Field::Language, "en");
        record.push(Field::Abstract, "Apples are not sour. ".repeat(40));
        record.contribute(Role::Editor, Name::from_inverted("von Ängern, Ida"));
        record.set_date(DateField::Issued, Date::ymd(2020, Some(5), Some(7)));
        let carried = Carried::new(&record);
        for text in [
            "PLUMS",
            "von ängern, I.",
            "2434561X",
            "1194-205",
            "eng",
            "editor.",
            "May 07 2020",
            "https://doi.org/",
            "",
            "apples are not sour apples are not sour",
        ] {
            assert_eq!(carried.has(text), text != "von ängern, I.", "{text}");
        }
        for text in ["plums1", "apples", "2021", "June", "ger", "2020x"] {
            assert!(!carried.has(text), "{text}");
        }
    }
}
