//! Which capitals a BibTeX style would lower, though they belong to the word.

use std::ops::Range;

/// Which words are put in braces. BibTeX's `change.case$` keeps the first letter of a
/// title and the first after a colon, and lowers all others outside braces; biblatex's
/// `\MakeSentenceCase` does the same for English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protect {
    /// None: for fields whose case no style changes.
    #[default]
    Off,
    /// Words with a capital inside (`LaTeX`, `DNA`, `mRNA`) and single capitals.
    Inner,
    /// These, and in a title in sentence case, where a capital marks a name, every word
    /// with a capital but the first.
    Names,
    /// Every word with a capital but the first, as in German, where nouns have one.
    All,
}

/// Words of four letters or more that title case leaves in lower case.
const SMALL_WORDS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "among", "around", "before", "behind", "below",
    "between", "beyond", "from", "into", "near", "onto", "over", "than", "that", "through", "toward",
    "towards", "under", "upon", "using", "versus", "when", "with", "within", "without",
];

/// Calls `found` with each word of the title that needs protection, in order.
pub(super) fn capitals(title: &str, protect: Protect, mut found: impl FnMut(Range<usize>)) {
    // The first letter stays as it is.
    if protect == Protect::Off || !title.bytes().skip(1).any(|b| b.is_ascii_uppercase() || b >= 0xc3) {
        return;
    }
    let census = Census::of(title);
    if census.all_capitals {
        return;
    }
    let names = match protect {
        Protect::Off | Protect::Inner => false,
        Protect::Names => census.sentence_case,
        Protect::All => true,
    };
    for word in (Words { title, at: 0 }) {
        let needs = word.inner
            || (word.capital && !word.first && (names || (word.single && &title[word.range.clone()] != "A")));
        if needs {
            found(word.range);
        }
    }
}

struct Census {
    all_capitals: bool,
    sentence_case: bool,
}

impl Census {
    fn of(title: &str) -> Self {
        let (mut lower, mut capital, mut inner, mut words) = (0, 0, 0, 0);
        for word in (Words { title, at: 0 }) {
            words += 1;
            inner += usize::from(word.inner || word.single);
            if word.first {
                continue;
            }
            if word.capital && !word.inner {
                capital += 1;
            } else if word.lower && word.range.len() >= 4 && !SMALL_WORDS.contains(&&title[word.range]) {
                lower += 1;
            }
        }
        Self { all_capitals: words >= 4 && inner == words, sentence_case: lower > capital }
    }
}

struct Word {
    range: Range<usize>,
    /// It begins the title or follows a colon: styles keep its first letter.
    first: bool,
    /// It begins with a capital.
    capital: bool,
    /// It begins with a lower-case letter.
    lower: bool,
    /// It is one capital.
    single: bool,
    /// It has a capital after its start.
    inner: bool,
}

/// The words of a title that have letters. Hyphens and slashes part words; apostrophes,
/// and full stops and ampersands between letters, do not: `O'Neill`, `U.S.`, `AT&T`.
struct Words<'t> {
    title: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let begins = |c: char| c.is_alphanumeric();
        let mut first = self.at == 0;
        let mut colon = false;
        let mut start = None;
        for (i, c) in self.title[self.at..].char_indices() {
            if begins(c) {
                start = Some(self.at + i);
                break;
            }
            first = first && !c.is_alphanumeric();
            colon =
                c == ':' || (colon && (c.is_whitespace() || matches!(c, '“' | '‘' | '"' | '\'' | '¿' | '¡')));
        }
        let start = start?;
        let mut word = Word {
            range: start..start,
            first: first || colon,
            capital: false,
            lower: false,
            single: false,
            inner: false,
        };
        let mut letters = 0;
        let mut dotted = false;
        let mut rest = self.title[start..].char_indices().peekable();
        let mut end = start;
        while let Some((i, c)) = rest.next() {
            let upper = c.is_uppercase();
            if c.is_alphanumeric() {
                if i == 0 {
                    word.capital = upper;
                    word.lower = c.is_lowercase();
                } else {
                    word.inner |= upper;
                }
                letters += 1;
            } else if !c.is_ascii() && unicode_normalization::char::is_combining_mark(c) {
                // Part of the letter before it.
            } else {
                let joins = matches!(c, '\'' | '’' | '.' | '&')
                    && rest.peek().is_some_and(|(_, next)| next.is_alphanumeric());
                if !joins {
                    // `U.S.`: the last stop belongs to the word.
                    if c == '.' && dotted && word.inner {
                        end += 1;
                    }
                    break;
                }
                dotted |= c == '.';
            }
            end = start + i + c.len_utf8();
        }
        word.range.end = end;
        word.single = word.capital && letters == 1;
        self.at = end;
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn braced(title: &str, protect: Protect) -> String {
        let (mut out, mut at) = (String::new(), 0);
        capitals(title, protect, |word| {
            out += &format!("{}{{{}}}", &title[at..word.start], &title[word.clone()]);
            at = word.end;
        });
        out + &title[at..]
    }

    #[test]
    fn capitals_inside_a_word_are_protected_as_whole_words() {
        for (title, expected) in [
            ("Deep Learning for Images", "Deep Learning for Images"),
            ("BERT-based Models of DNA", "{BERT}-based Models of {DNA}"),
            ("LaTeX and mRNA on an iPhone", "{LaTeX} and {mRNA} on an {iPhone}"),
            ("The U.S. and AT&T", "The {U.S.} and {AT&T}"),
            ("What Should I Do? A Study", "What Should {I} Do? A Study"),
            ("Vitamin C: Effects of 3D", "Vitamin {C}: Effects of {3D}"),
            ("McDonald’s Menus", "{McDonald’s} Menus"),
            ("THE ORIGIN OF SPECIES", "THE ORIGIN OF SPECIES"),
            ("Über ÄÖ", "Über {ÄÖ}"),
        ] {
            assert_eq!(braced(title, Protect::Inner), expected);
        }
    }

    #[test]
    fn names_are_protected_in_sentence_case_only() {
        for (title, expected) in [
            ("The early geography of Europe", "The early geography of {Europe}"),
            ("The Early Geography of Europe", "The Early Geography of Europe"),
            ("Attention is all you need: Notes", "Attention is all you need: Notes"),
            ("Speech in Rwanda using small corpora", "Speech in {Rwanda} using small corpora"),
        ] {
            assert_eq!(braced(title, Protect::Names), expected);
        }
        assert_eq!(braced("Die Sprache im Mittelalter", Protect::All), "Die {Sprache} im {Mittelalter}");
    }
}
