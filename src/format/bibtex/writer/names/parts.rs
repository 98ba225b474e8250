//! The parts of a name, as `.bib` files have them.

use std::borrow::Cow;

use super::{EXTENDED_KEYS, has_and, is_particle, is_whole, joined, reads_as_prefix};
use crate::record::Person;

/// A person's name in BibTeX's four parts.
pub(super) struct Parts<'n> {
    pub given: &'n str,
    /// Dropped with the given name, and kept with the family name.
    pub prefixes: [&'n str; 2],
    pub family: &'n str,
    pub suffix: &'n str,
    /// The family name is not to be taken apart.
    pub whole: bool,
}

impl<'n> Parts<'n> {
    /// The parts of the record. Where it gives no particles, they are taken from where
    /// formats without a place for them put them, as CSL processors do: lower-case words
    /// before the family name (`van Gogh`) or after the given (`Alexander von`), a suffix
    /// after the given name (`Martin Luther, Jr.`); quotation marks keep a family name
    /// whole, or CSL's "parse-names".
    pub(super) fn of(person: &'n Person<'_>) -> Self {
        let mut parts = Parts {
            given: person.given.trim(),
            prefixes: [person.dropping_prefix.trim(), person.prefix.trim()],
            family: person.family.trim(),
            suffix: person.suffix.trim(),
            whole: is_whole(person),
        };
        if let Some(quoted) = parts.family.strip_prefix('"').and_then(|f| f.strip_suffix('"')) {
            parts.family = quoted.trim();
            parts.whole = true;
        }
        if parts.suffix.is_empty()
            && let Some((given, suffix)) = parts.given.rsplit_once(',')
        {
            let bare = suffix.trim_start().trim_start_matches('!').trim();
            let forced = suffix.trim_start().starts_with('!') && !bare.is_empty();
            if forced || SUFFIXES.contains(&bare) {
                parts.given = given.trim_end();
                parts.suffix = bare;
            }
        }
        if parts.whole || parts.prefixes != ["", ""] || parts.given.is_empty() {
            return parts;
        }
        let mut rest = parts.family;
        while let Some((word, after)) = rest.split_once(char::is_whitespace)
            && is_particle(word)
        {
            rest = after.trim_start();
        }
        if rest.len() < parts.family.len() {
            parts.prefixes[1] = parts.family[..parts.family.len() - rest.len()].trim_end();
            parts.family = rest;
            return parts;
        }
        let mut rest = parts.given;
        while let Some((before, word)) = rest.rsplit_once(char::is_whitespace)
            && is_particle(word)
            && word.starts_with(char::is_lowercase)
            && !word.ends_with('.')
        {
            rest = before.trim_end();
        }
        if rest.len() < parts.given.len() {
            parts.prefixes[0] = parts.given[rest.len()..].trim_start();
            parts.given = rest;
        }
        parts
    }

    /// Both prefixes as one.
    pub(super) fn prefix(&self) -> Cow<'n, str> {
        match self.prefixes {
            [prefix, ""] | ["", prefix] => Cow::Borrowed(prefix),
            both => Cow::Owned(joined(&both)),
        }
    }

    /// Whether `von Last, Jr, First` would lose a part of the name, or a choice that only
    /// biblatex's extended form can state.
    pub(super) fn needs_extended(&self, extra: &[(Cow<'_, str>, Cow<'_, str>)]) -> bool {
        let [dropping, kept] = self.prefixes;
        let wanted = !kept.is_empty()
            || !reads_as_prefix(dropping)
            || extra.iter().any(|(key, _)| EXTENDED_KEYS.contains(&key.as_ref()));
        // biber splits at commas and `and` even inside the braces of a part.
        let simple = |part: &str| !part.contains([',', '=', '"', '{', '}', '\\']) && !has_and(part);
        wanted
            && (kept.is_empty() || dropping.is_empty())
            && !self.family.is_empty()
            && [self.family, self.given, dropping, kept, self.suffix].into_iter().all(simple)
    }
}

/// Suffixes. `V` is not among them: it is an initial more often.
const SUFFIXES: &[&str] = &[
    "Jr", "Jr.", "jr", "jr.", "Sr", "Sr.", "sr", "sr.", "II", "III", "IV", "VI", "VII", "VIII", "2nd", "3rd",
    "Esq", "Esq.", "PhD", "Ph.D.", "MD", "M.D.", "OBE",
];
