//! Lists of names by BibTeX's own rules.
//!
//! Sources: `bibtex.web` §§ 376-420 ("format.name$"); biblatex §2.3.3 and §3.4 for the
//! extended form; where biber differs from BibTeX, the dialect decides.

mod words;

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr2_iter, memchr3};

use super::super::Dialect;
use super::extended::extended;
use super::scan::balanced;
use crate::grammar::trim;
use crate::latex;
use crate::record::{Name, Person};
use words::{Commas, Token, is_von, tokenize};

/// How the names of a list are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub dialect: Dialect,
    /// Whether a prefix stays with the family name; `None` where the entry does not say.
    pub use_prefix: Option<bool>,
}

/// Something odd in a list: where, and what.
pub(super) type Oddity = (Range<usize>, &'static str);

/// Reads a list of names.
pub(super) fn list<'v>(
    value: &'v str,
    manner: Manner,
    odd: &mut Vec<Oddity>,
    mut push: impl FnMut(Name<'v>),
) {
    let mut tokens = Vec::with_capacity(12);
    for part in split_and(value) {
        let text = trim(&value[part.clone()]);
        let start = part.end - value[part].trim_start().len();
        if text.is_empty() {
            if !value.trim().is_empty() {
                odd.push((start.saturating_sub(1)..start, "a name is empty"));
            }
            continue;
        }
        let is_and = |word: Option<&str>| word.is_some_and(|word| word.eq_ignore_ascii_case("and"));
        let text = match text.get(3..) {
            Some(rest) if is_and(text.get(..3)) && rest.starts_with(char::is_whitespace) => {
                odd.push((start..start + 3, "`and` without a name before it"));
                rest.trim_start()
            }
            _ => text,
        };
        let text = match text.len().checked_sub(3).and_then(|at| text.split_at_checked(at)) {
            Some((rest, word)) if is_and(Some(word)) && rest.ends_with(char::is_whitespace) => {
                odd.push((start..start + text.len(), "`and` without a name after it"));
                rest.trim_end()
            }
            _ => text,
        };
        if is_others(text) {
            push(Name::Others);
            continue;
        }
        let before = odd.len();
        match name(text, manner, &mut tokens, odd) {
            Name::Literal(name) if name.is_empty() => {}
            name => push(name),
        }
        for (place, _) in &mut odd[before..] {
            *place = place.start + start..place.end + start;
        }
    }
}

/// "And others", and what stands for it.
fn is_others(name: &str) -> bool {
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    matches!(name, "others" | "et al." | "et al" | "..." | "…" | "Others" | "OTHERS")
        || name.strip_suffix(" others").is_some_and(|count| number(count.trim_end_matches(" more")))
}

/// Splits a list at the word `and`, in any case, between blanks and outside braces.
pub(super) fn split_and(value: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = value.as_bytes();
    // The last letter of the word is rarer than blanks are.
    let mut hits = memchr2_iter(b'd', b'D', bytes);
    let mut braces = memchr2_iter(b'{', b'}', bytes).peekable();
    let mut depth = 0usize;
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        for at in hits.by_ref() {
            let word = at >= start + 3
                && bytes[at - 2..=at].eq_ignore_ascii_case(b"and")
                && bytes[at - 3].is_ascii_whitespace()
                && bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
            if !word {
                continue;
            }
            while let Some(brace) = braces.next_if(|brace| *brace < at) {
                depth = if bytes[brace] == b'{' { depth + 1 } else { depth.saturating_sub(1) };
            }
            if depth == 0 {
                let found = start..at - 3;
                start = at + 1;
                return Some(found);
            }
        }
        done = true;
        Some(start..value.len())
    })
}

fn name<'v>(text: &'v str, manner: Manner, tokens: &mut Vec<Token>, odd: &mut Vec<Oddity>) -> Name<'v> {
    let is_odd = memchr3(b'=', b';', b'&', text.as_bytes()).is_some();
    if is_odd
        && text.contains('=')
        && let Some(name) = extended(text, manner, odd)
    {
        return name;
    }
    if let Some(inner) = whole_group(text) {
        return Name::Literal(latex::decode_plain(inner));
    }
    tokens.clear();
    let commas = tokenize(text, tokens);
    if tokens.is_empty() {
        odd.push((0..text.len(), "a name has no letters"));
        return Name::Literal(latex::decode_plain(text));
    }
    if is_odd && text.contains([';', '&']) && !text.contains('{') && !text.contains("\\&") {
        odd.push((0..text.len(), "names are separated by `;` or `&`"));
    }
    let plain = latex::is_plain(text);
    let part = |range: Range<usize>| -> Cow<'v, str> {
        let words = tokens.get(range).unwrap_or_default();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Cow::Borrowed("") };
        let part = &text[first.start..last.end];
        if plain { Cow::Borrowed(part) } else { clean(part) }
    };
    let von = |token: &Token| is_von(&text[token.start..token.end]);
    let count = tokens.len();
    let (given, prefix, family, suffix);
    match commas {
        Commas { count: 0, .. } => {
            // First von Last
            let last = count.saturating_sub(1);
            let von_start = tokens[..last].iter().position(von).unwrap_or(last);
            let mut von_end = last;
            while von_end > von_start + 1 && !von(&tokens[von_end - 1]) {
                von_end -= 1;
            }
            given = part(0..von_start);
            prefix = part(von_start..von_end);
            family = part(von_end..count);
            suffix = Cow::Borrowed("");
        }
        Commas { count: comma_count, before: [first, second] } => {
            // von Last, First
            let von_end = match manner.dialect {
                Dialect::Bibtex => {
                    tokens[..first.saturating_sub(1)].iter().rposition(von).map_or(0, |n| n + 1)
                }
                // biber: leading words only.
                Dialect::Biblatex => {
                    let leading = tokens[..first].iter().take_while(|t| von(t)).count();
                    leading.min(first.saturating_sub(1))
                }
            };
            prefix = part(0..von_end);
            family = part(von_end..first);
            match comma_count {
                1 => {
                    suffix = Cow::Borrowed("");
                    given = part(first..count);
                    if first == count {
                        odd.push((text.len() - 1..text.len(), "a comma ends the name"));
                    }
                }
                _ => {
                    suffix = part(first..second);
                    let found = part(second..count);
                    if comma_count > 2 {
                        odd.push((0..text.len(), "a name has more than two commas"));
                        given = Cow::Owned(found.replace(',', ""));
                    } else {
                        given = found;
                    }
                }
            }
        }
    }
    person(family, given, prefix, suffix, manner.use_prefix, manner.dialect)
}

fn person<'v>(
    family: Cow<'v, str>,
    given: Cow<'v, str>,
    prefix: Cow<'v, str>,
    suffix: Cow<'v, str>,
    use_prefix: Option<bool>,
    dialect: Dialect,
) -> Name<'v> {
    let mut person = Person { family, given, suffix, ..Person::default() };
    // Every classic style prints and sorts the von part with the last name; biblatex does
    // so only when it is told to.
    if use_prefix.unwrap_or(dialect == Dialect::Bibtex) {
        person.prefix = prefix;
    } else {
        person.dropping_prefix = prefix;
    }
    Name::Person(person)
}

/// What stands in a pair of braces that holds the whole name.
fn whole_group(text: &str) -> Option<&str> {
    if !text.starts_with('{') || balanced(text, 0, text.len(), false) != Some(text.len()) {
        return None;
    }
    let inner = &text[1..text.len() - 1];
    // `{\'E}` is a letter.
    (!inner.starts_with('\\') || inner.contains(char::is_whitespace)).then_some(inner)
}

/// A part of a name as text: ties are blanks, and blanks are one.
pub(super) fn clean(part: &str) -> Cow<'_, str> {
    let text = latex::decode_plain(part);
    if part.contains('~') { Cow::Owned(text.replace('\u{A0}', " ")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIBTEX: Manner = Manner { dialect: Dialect::Bibtex, use_prefix: None };
    const BIBLATEX: Manner = Manner { dialect: Dialect::Biblatex, use_prefix: None };

    fn read(text: &str, manner: Manner) -> (Vec<Name<'_>>, Vec<Oddity>) {
        let (mut names, mut odd) = (Vec::new(), Vec::new());
        list(text, manner, &mut odd, |name| names.push(name));
        (names, odd)
    }

    fn parts(text: &str, manner: Manner) -> [String; 4] {
        match read(text, manner).0.into_iter().next() {
            Some(Name::Person(p)) => {
                [p.given, Cow::Owned(format!("{}{}", p.prefix, p.dropping_prefix)), p.family, p.suffix]
                    .map(Cow::into_owned)
            }
            Some(Name::Literal(name)) => [String::new(), "literal".into(), name.into_owned(), String::new()],
            _ => Default::default(),
        }
    }

    #[test]
    fn names_are_split_as_bibtex_splits_them() {
        for (text, expected) in [
            ("Ludwig van Beethoven", ["Ludwig", "van", "Beethoven", ""]),
            ("King, Jr., Martin Luther", ["Martin Luther", "", "King", "Jr."]),
            ("Drummond de Andrade, Carlos", ["Carlos", "Drummond de", "Andrade", ""]),
            ("Carlos Drummond de Andrade", ["Carlos Drummond", "de", "Andrade", ""]),
            ("jean de la fontaine", ["", "jean de la", "fontaine", ""]),
            ("de la fontaine", ["", "de la", "fontaine", ""]),
            ("van der Berg", ["", "van der", "Berg", ""]),
            ("Jean-Paul Sartre-Foo", ["Jean-Paul", "", "Sartre-Foo", ""]),
            ("Yen-lu Chow", ["Yen-lu", "", "Chow", ""]),
            ("F. d'Alch{\\'e}-Buc", ["F.", "", "d'Alché-Buc", ""]),
            ("Donald~Knuth", ["Donald", "", "Knuth", ""]),
            (r"{\'e}lan vital Foo", ["", "élan vital", "Foo", ""]),
            (r"Ana {\'E}lan Foo", ["Ana Élan", "", "Foo", ""]),
            (r"Ana {\o}st Foo", ["Ana", "øst", "Foo", ""]),
            ("Ana {von der} Foo", ["Ana von der", "", "Foo", ""]),
            (r"Ana {\relax von} Foo", ["Ana", "von", "Foo", ""]),
            ("Ana 1st Foo", ["Ana", "1st", "Foo", ""]),
            ("Ana d'Arc Foo", ["Ana", "d'Arc", "Foo", ""]),
            (r"Ana \'etat Foo", ["Ana", "état", "Foo", ""]),
            ("{van} Gogh, Vincent", ["Vincent", "", "van Gogh", ""]),
            ("Last Jr, First", ["First", "", "Last Jr", ""]),
            ("{World Health Organization}", ["", "literal", "World Health Organization", ""]),
            ("{Barnes and Noble}", ["", "literal", "Barnes and Noble", ""]),
            (r"Gy\H orgy Foo", ["Győrgy", "", "Foo", ""]),
            ("Foo,", ["", "", "Foo", ""]),
            ("a, b, c, d", ["c d", "", "a", "b"]),
            ("Plato", ["", "", "Plato", ""]),
            ("Édouard Ñu", ["Édouard", "", "Ñu", ""]),
            (r"Christina A. L.\ Thiele", ["Christina A. L.", "", "Thiele", ""]),
        ] {
            assert_eq!(parts(text, BIBTEX), expected, "{text}");
        }
        assert_eq!(parts("Drummond de Andrade, Carlos", BIBLATEX)[2], "Drummond de Andrade");
    }

    #[test]
    fn the_extended_form() {
        for (text, expected) in [
            ("family=Gogh, given=Vincent, prefix=van, useprefix=true", ["Vincent", "van", "Gogh", ""]),
            (r#""family={Robert and Sons, Inc.}""#, ["", "literal", "Robert and Sons, Inc.", ""]),
            ("given={J. P.}, family=Foo, suffix=Jr., juniorcomma=true", ["J. P.", "", "Foo", "Jr."]),
        ] {
            assert_eq!(parts(text, BIBLATEX), expected, "{text}");
        }
    }

    fn printed(text: &str) -> (Vec<String>, Vec<&'static str>) {
        let (names, odd) = read(text, BIBTEX);
        (names.iter().map(ToString::to_string).collect(), odd.into_iter().map(|(_, what)| what).collect())
    }

    #[test]
    fn lists_are_split_at_and() {
        assert_eq!(printed("A B AND\nC D and {E and F}").0, ["A B", "C D", "E and F"]);
        assert_eq!(printed("A B and others").0, ["A B", "others"]);
        assert_eq!(printed("A B and 12 others").0, ["A B", "others"]);
        assert_eq!(printed("Anders Sand").0, ["Anders Sand"]);
        assert_eq!(printed("A and and B").0, ["A", "B"]);
        assert_eq!(printed("and A").1.len(), 1);
        assert_eq!(printed("A B; C D").1, ["names are separated by `;` or `&`"]);
        assert_eq!(printed("").0.len(), 0);
        assert_eq!(printed("- and {} and ,").0, ["-", ","]);
    }
}
