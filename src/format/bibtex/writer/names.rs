//! Names as BibTeX and biber split them.

mod parts;

use std::borrow::Cow;

use super::super::Dialect;
use crate::latex::encode;
use crate::record::{Name, Person, identifier};
use parts::Parts;

/// Writes a name for a list separated by `and`. Whether a comma stands before a suffix is
/// for the style to say: biber (2.18) refuses `juniorcomma` in a name.
pub(super) fn name(name: &Name<'_>, dialect: Dialect, ascii: bool, out: &mut Vec<u8>) {
    match name {
        Name::Others => out.extend_from_slice(b"others"),
        Name::Literal(body) => braced(body, ascii, out),
        Name::Person(person) => {
            let parts = Parts::of(person);
            if dialect == Dialect::Biblatex && parts.needs_extended(&person.extra) {
                extended(&parts, &person.extra, ascii, out);
            } else {
                plain(&parts, dialect, ascii, out);
            }
        }
    }
}

/// The name parts and settings of biblatex's extended form (biblatex §3.7) that a source
/// may state beyond the hub's.
const EXTENDED_KEYS: &[&str] = &[
    "family-i",
    "given-i",
    "prefix-i",
    "suffix-i",
    "id",
    "gender",
    "sortingnamekeytemplatename",
    "uniquenametemplatename",
    "labelalphanametemplatename",
    "nametemplates",
];

/// Whether what a source says of a name beyond its parts is written with it.
pub(super) fn carries(person: &Person<'_>, key: &str, dialect: Dialect) -> bool {
    if key == "parse-names" {
        return is_whole(person);
    }
    dialect == Dialect::Biblatex
        && EXTENDED_KEYS.contains(&key)
        && Parts::of(person).needs_extended(&person.extra)
}

/// Whether a source says that the name is not to be taken apart.
fn is_whole(person: &Person<'_>) -> bool {
    person.extra.iter().any(|(key, value)| key == "parse-names" && value == "false")
}

/// The ORCID iD of a name, under any of the names that sources have for it.
pub(super) fn orcid<'n>(name: &'n Name<'_>) -> Option<&'n str> {
    let Name::Person(person) = name else { return None };
    let is = |key: &str| key.trim_start_matches('_').eq_ignore_ascii_case("orcid");
    person.extra.iter().filter(|(key, _)| is(key)).find_map(|(_, value)| identifier::orcid(value))
}

fn extended(parts: &Parts<'_>, extra: &[(Cow<'_, str>, Cow<'_, str>)], ascii: bool, out: &mut Vec<u8>) {
    let mut gap: &[u8] = b"";
    let mut put = |key: &str, value: &str, out: &mut Vec<u8>| {
        if !value.is_empty() {
            out.extend_from_slice(gap);
            gap = b", ";
            out.extend_from_slice(key.as_bytes());
            out.push(b'=');
            encode::plain(value, ascii, out);
        }
    };
    put("family", parts.family, out);
    put("given", parts.given, out);
    let [dropping, kept] = parts.prefixes;
    put("prefix", if kept.is_empty() { dropping } else { kept }, out);
    put("suffix", parts.suffix, out);
    if parts.prefixes != ["", ""] {
        put("useprefix", if kept.is_empty() { "false" } else { "true" }, out);
    }
    for (key, value) in extra {
        if EXTENDED_KEYS.contains(&key.as_ref()) && !value.contains([',', '"']) && !has_and(value) {
            put(key, value, out);
        }
    }
}

/// `von Last, Jr, First`, with braces around what would be split otherwise.
fn plain(parts: &Parts<'_>, dialect: Dialect, ascii: bool, out: &mut Vec<u8>) {
    let prefix = parts.prefix();
    if parts.family.is_empty() {
        // BibTeX has no name without a last part.
        let alone = joined(&[parts.given, &prefix, parts.suffix]);
        return if alone.contains(char::is_whitespace) || has_comma_or_and(&alone) || is_others(&alone) {
            braced(&alone, ascii, out)
        } else {
            encode::plain(&alone, ascii, out)
        };
    }
    // Words of the prefix with a capital, and one that is not parted by a blank, belong to
    // the family name.
    let printed_apart = |von: &str| match dialect {
        Dialect::Bibtex => von.ends_with(GLUE),
        // biblatex §4.6.3, `\DeclarePrefChars`.
        Dialect::Biblatex => von.ends_with(GLUE) && !von.ends_with(['\'', '-']),
    };
    let apart = |von: &str| reads_as_prefix(von) && !printed_apart(von);
    let mut von = &*prefix;
    while !apart(von) {
        von = von.rsplit_once(char::is_whitespace).map_or("", |(before, _)| before.trim_end());
    }
    let glued;
    let mut family = parts.family;
    if von.len() < prefix.len() {
        glued = joined(&[prefix[von.len()..].trim_start(), family]);
        family = &glued;
    }
    let has_prefix = !von.is_empty();
    if has_prefix {
        encode::plain(von, ascii, out);
        out.push(b' ');
    }
    let alone = parts.given.is_empty() && parts.suffix.is_empty();
    let loose = if alone {
        // Without a comma the words before the last are given names.
        family.contains(char::is_whitespace) && !has_prefix
    } else {
        splits(family, dialect, has_prefix)
    };
    if loose || parts.whole || has_comma_or_and(family) || is_others(family) {
        braced(family, ascii, out);
    } else {
        encode::plain(family, ascii, out);
    }
    if alone {
        return;
    }
    if !parts.suffix.is_empty() {
        out.extend_from_slice(b", ");
        part(parts.suffix, ascii, out);
    }
    out.extend_from_slice(b", ");
    if parts.given.is_empty() {
        out.extend_from_slice(b"{}");
    } else {
        part(parts.given, ascii, out);
    }
}

/// What a prefix ends with when no blank follows it: `d’Alembert`, `al-Hakim`.
const GLUE: [char; 4] = ['\'', '’', '-', '‐'];

fn joined(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !joined.is_empty() && !joined.ends_with(GLUE) {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    joined
}

/// Whether every word begins in lower case, which makes it a `von` part.
fn reads_as_prefix(prefix: &str) -> bool {
    words(prefix).all(is_particle)
}

/// Whether the reader would take the start of the family name for a `von` part: BibTeX up
/// to the last lower-case word before the last word, biber the first words only.
fn splits(family: &str, dialect: Dialect, has_prefix: bool) -> bool {
    if !family.contains([' ', '-', '~', '\t', '\n', '\u{a0}']) {
        return false;
    }
    match dialect {
        Dialect::Biblatex => {
            let mut words = family.split_whitespace();
            words.next().is_some_and(begins_lower) && words.next().is_some()
        }
        Dialect::Bibtex => {
            let mut words = words(family).peekable();
            while let Some(word) = words.next() {
                if words.peek().is_some() && (begins_lower(word) || !has_prefix && bytes_begin_lower(word)) {
                    return true;
                }
            }
            false
        }
    }
}

/// The words as BibTeX parts them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '~')).filter(|word| !word.is_empty())
}

fn is_particle(word: &str) -> bool {
    begins_lower(word) && !word.eq_ignore_ascii_case("and")
}

fn begins_lower(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The same as BibTeX sees it, which knows the case of ASCII letters only: `Élan` begins
/// with `l`.
fn bytes_begin_lower(word: &str) -> bool {
    word.bytes().find(u8::is_ascii_alphabetic).is_some_and(|b| b.is_ascii_lowercase())
}

pub(super) fn has_and(text: &str) -> bool {
    text.len() >= 3 && text.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))
}

fn has_comma_or_and(text: &str) -> bool {
    text.contains(',') || has_and(text)
}

fn is_others(text: &str) -> bool {
    text.eq_ignore_ascii_case("others")
}

fn part(part: &str, ascii: bool, out: &mut Vec<u8>) {
    if has_comma_or_and(part) {
        braced(part, ascii, out);
    } else {
        encode::plain(part, ascii, out);
    }
}

/// In braces, so that nothing inside is split.
fn braced(text: &str, ascii: bool, out: &mut Vec<u8>) {
    let start = out.len();
    out.push(b'{');
    encode::plain(text, ascii, out);
    out.push(b'}');
    // A group that begins with a command is a letter to BibTeX, not a group.
    if out.get(start + 1) == Some(&b'\\') {
        out.insert(start, b'{');
        out.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &Name<'_>, dialect: Dialect) -> String {
        let mut out = Vec::new();
        self::name(name, dialect, false, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn person(given: &str, prefix: &str, family: &str, suffix: &str) -> Name<'static> {
        Name::Person(Person {
            given: given.to_owned().into(),
            dropping_prefix: prefix.to_owned().into(),
            family: family.to_owned().into(),
            suffix: suffix.to_owned().into(),
            ..Person::default()
        })
    }

    #[test]
    fn names_are_written_family_name_first() {
        for (given, prefix, family, suffix, bibtex) in [
            ("Ana", "", "Lopes", "", "Lopes, Ana"),
            ("Alexander", "von", "Humboldt", "", "von Humboldt, Alexander"),
            ("Martin Luther", "", "King", "Jr.", "King, Jr., Martin Luther"),
            ("", "", "King", "Jr.", "King, Jr., {}"),
            ("", "", "Plato", "", "Plato"),
            ("", "van", "Gogh", "", "van Gogh"),
            ("Ana", "", "de la O", "", "de la O, Ana"),
            ("", "", "Radio Team", "", "{Radio Team}"),
            ("bell", "", "hooks", "", "hooks, bell"),
            ("Rosa", "", "de Souza", "", "de Souza, Rosa"),
            ("Rosa", "", "\"de Souza\"", "", "{de Souza}, Rosa"),
            ("Alexander von", "", "Humboldt", "", "von Humboldt, Alexander"),
            ("Adlai E.,! III", "", "Stevenson", "", "Stevenson, III, Adlai E."),
            ("Martin Luther, Jr.", "", "King", "", "King, Jr., Martin Luther"),
            ("Ana", "", "others", "", "{others}, Ana"),
            ("Ana, B.", "", "Foo", "", "Foo, {Ana, B.}"),
            ("A. and B.", "", "Foo, Inc.", "", "{Foo, Inc.}, {A. and B.}"),
            ("Jean", "d’", "Alembert", "", "d’Alembert, Jean"),
            ("Juan", "De la", "Cruz", "", "{De la Cruz}, Juan"),
            ("Jean", "de La", "Fontaine", "", "de La Fontaine, Jean"),
            ("Jean", "de l’", "Isle", "", "de l’Isle, Jean"),
            ("Madonna", "", "", "", "Madonna"),
        ] {
            assert_eq!(written(&person(given, prefix, family, suffix), Dialect::Bibtex), bibtex);
        }
        assert_eq!(written(&person("Cher Ann", "", "", ""), Dialect::Bibtex), "{Cher Ann}");
    }

    #[test]
    fn biblatex_leaves_no_blank_behind_some_prefixes() {
        for (prefix, bibtex, biblatex) in [
            ("d'", "d'Este, B", "d' Este, B"),
            ("al-", "{al-Este}, B", "al- Este, B"),
            ("d’", "d’Este, B", "d’Este, B"),
        ] {
            let name = person("B", prefix, "Este", "");
            assert_eq!(written(&name, Dialect::Bibtex), bibtex);
            assert_eq!(written(&name, Dialect::Biblatex), biblatex);
        }
    }

    #[test]
    fn bibtex_and_biber_split_differently() {
        for (family, bibtex, biblatex) in [
            ("Drummond de Andrade", "{Drummond de Andrade}, C", "Drummond de Andrade, C"),
            ("Álvarez Gómez", "{Álvarez Gómez}, C", "Álvarez Gómez, C"),
            ("al-Hakim", "{al-Hakim}, C", "al-Hakim, C"),
            ("Smith-Jones", "Smith-Jones, C", "Smith-Jones, C"),
        ] {
            let name = person("C", "", family, "");
            assert_eq!(written(&name, Dialect::Bibtex), bibtex);
            assert_eq!(written(&name, Dialect::Biblatex), biblatex);
        }
    }

    #[test]
    fn bodies_and_others_are_safe() {
        assert_eq!(written(&Name::literal("Barnes and Noble"), Dialect::Bibtex), "{Barnes and Noble}");
        assert_eq!(written(&Name::literal("R&D {x"), Dialect::Bibtex), r"{R\&D \textbraceleft{}x}");
        assert_eq!(written(&Name::literal("#1"), Dialect::Bibtex), r"{{\#1}}");
        assert_eq!(written(&Name::Others, Dialect::Biblatex), "others");
    }

    #[test]
    fn the_extended_form_is_for_what_would_be_lost() {
        let gogh = Person {
            family: "Gogh".into(),
            given: "Vincent".into(),
            prefix: "van".into(),
            ..Person::default()
        };
        let name = Name::Person(gogh);
        assert_eq!(
            written(&name, Dialect::Biblatex),
            "family=Gogh, given=Vincent, prefix=van, useprefix=true"
        );
        assert_eq!(written(&name, Dialect::Bibtex), "van Gogh, Vincent");
        assert_eq!(
            written(&person("Juan", "De la", "Cruz", ""), Dialect::Biblatex),
            "family=Cruz, given=Juan, prefix=De la, useprefix=false"
        );
        let both =
            Name::Person(Person { prefix: "la".into(), dropping_prefix: "de".into(), ..Person::default() });
        assert_eq!(written(&both, Dialect::Biblatex), "{de la}");
    }
}
