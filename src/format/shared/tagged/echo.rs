//! What says again what stands elsewhere: short forms of names beside full ones, a source in
//! one line. It may go where it says nothing else.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether each word of a text stands in one of the others, but for those that say nothing
/// of their own.
pub(crate) fn repeats<'t>(text: &str, silent: &[&str], others: impl Iterator<Item = &'t str>) -> bool {
    let known: HashSet<Cow<'_, str>> = others.flat_map(words).map(folded).collect();
    let is_known = |word: &str| silent.contains(&word) || known.contains(&folded(word));
    words(text).all(is_known)
}

/// Whether a name is the short form of another: `van der Berg JA` of `van der Berg, Jan A`.
pub(crate) fn is_short(short: &str, full: &str) -> bool {
    let known: Vec<&str> = words(full).collect();
    let begins = |c: char| known.iter().any(|known| same(&known[..first(known)], c.encode_utf8(&mut [0; 4])));
    let initials = |word: &str| word.chars().all(|c| c.is_uppercase() && begins(c));
    words(short).all(|word| known.iter().any(|known| same(known, word)) || initials(word))
}

/// Whether names are the short forms of as many full ones, in their order.
pub(crate) fn are_short<'t>(
    shorts: impl Iterator<Item = &'t str>,
    mut full: impl Iterator<Item = &'t str>,
) -> bool {
    let mut shorts = shorts;
    shorts.all(|short| full.next().is_some_and(|full| is_short(short, full)))
}

/// Whether a title is another with its words cut short or left out: `Ex J Med` of `The
/// example journal of medicine`.
pub(crate) fn is_abbreviation(short: &str, full: &str) -> bool {
    let mut full = words(full);
    let begins = |full: &str, word: &str| full.get(..word.len()).is_some_and(|start| same(start, word));
    words(short).all(|word| full.any(|full| begins(full, word)))
}

/// The words of a text: letters or digits in a row.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let class = |c: char| match c {
            c if c.is_numeric() => Some(true),
            c if c.is_alphabetic() || is_combining_mark(c) => Some(false),
            _ => None,
        };
        rest = rest.trim_start_matches(|c| class(c).is_none());
        let of = class(rest.chars().next()?);
        let end = rest.find(|c| class(c) != of).unwrap_or(rest.len());
        let (word, others) = rest.split_at(end);
        rest = others;
        Some(word)
    })
}

/// Whether two words are one, whatever their case, accents and leading noughts.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { folded(a) == folded(b) }
}

/// A word without its case, accents and leading noughts.
fn folded(word: &str) -> Cow<'_, str> {
    let word = word.trim_start_matches('0');
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// How long the first character of a word is.
fn first(word: &str) -> usize {
    word.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_told_from_others() {
        for (short, full) in [
            ("van der Berg JA Jr", "van der Berg, Jan Adriaan Jr"),
            ("Nunez I", "Núñez, Iria"),
            ("Roe, FR", "Roe, Francis R."),
            ("Lopes A.", "Lopes, Ana (57200000001)"),
            ("Sartre J-P", "Sartre, Jean-Paul"),
            ("LOPES, AM", "Lopes, Ana M."),
            ("Öz Ö", "Oz, Özge"),
        ] {
            assert!(is_short(short, full), "{short}");
        }
        for (short, full) in [
            ("Lopes B", "Lopes, Ana"),
            ("Lopes A plum", "Lopes, Ana"),
            ("et al", "Moth, Ben"),
            ("Loper A", "Lopes, Ana"),
        ] {
            assert!(!is_short(short, full), "{short}");
        }
        assert!(are_short(["Roe F", "Kim D"].into_iter(), ["Roe, Fay", "Kim, Dana"].into_iter()));
        assert!(!are_short(["Kim D", "Roe F"].into_iter(), ["Roe, Fay", "Kim, Dana"].into_iter()));
        assert!(!are_short(["Kim D", "Roe F"].into_iter(), ["Kim, Dana"].into_iter()));
    }

    #[test]
    fn sources_are_held_against_what_else_is_said() {
        let others = ["J Plum Sci", "2020 May", "07", "e12", "10.5555/p"];
        let repeats = |text| repeats(text, &["doi"], others.into_iter());
        assert!(repeats("J Plum Sci. 2020 May;7:e12. doi: 10.5555/p."));
        assert!(!repeats("J Plum Sci. 2020 May;7(3):e12."));
        assert!(!repeats("J Plum Sci. 2020 May;7:e12. Online."));
        assert!(is_abbreviation("Ex J Med", "The Example journal of medicine"));
        assert!(!is_abbreviation("J Ex Med", "The Example journal of medicine"));
    }
}
