//! The words of a name, and which of them are its von part.

use super::super::scan::balanced;
use crate::latex;

/// A word of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
}

/// The commas of a name.
#[derive(Default)]
pub(super) struct Commas {
    pub count: usize,
    /// How many words stand before the first two.
    pub before: [usize; 2],
}

/// Finds the words of a name, and its commas. Words end at blanks, ties and commas outside
/// braces. They do not at hyphens, as for biber: BibTeX, which splits there, makes `lu` the
/// von part of `Yen-lu Chow`, and drops the hyphen that ends a part.
pub(super) fn tokenize(text: &str, tokens: &mut Vec<Token>) -> Commas {
    let bytes = text.as_bytes();
    let mut commas = Commas::default();
    let mut depth = 0usize;
    let mut start = None;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte.is_ascii_alphabetic() {
            start = start.or(Some(at));
            continue;
        }
        let ends = match byte {
            b'{' => {
                depth += 1;
                false
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ if depth > 0 => false,
            b' ' | b'\t' | b'\n' | b'\r' => !after_command(text, start.unwrap_or(at), at),
            b'~' => at == 0 || bytes[at - 1] != b'\\',
            b',' => true,
            _ => false,
        };
        if !ends {
            start = start.or(Some(at));
            continue;
        }
        if let Some(start) = start.take() {
            tokens.push(Token { start, end: at });
        }
        if byte == b',' {
            if let Some(before) = commas.before.get_mut(commas.count) {
                *before = tokens.len();
            }
            commas.count += 1;
        }
    }
    if let Some(start) = start {
        tokens.push(Token { start, end: bytes.len() });
    }
    commas
}

/// Whether a control word ends here, which swallows the blank after it: `\H orgy`. BibTeX
/// itself would end the word, and leave an accent without its letter.
fn after_command(text: &str, start: usize, at: usize) -> bool {
    let word = &text[start..at];
    let letters = word.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    letters > 0 && word.as_bytes().get(word.len().wrapping_sub(letters + 1)) == Some(&b'\\')
}

/// Whether a word belongs to the von part: its first letter outside braces is lower-case,
/// or the letter that a special character makes (`bibtex.web` § 398).
///
/// An accent outside braces (`\v{S}imon`) takes the case of its letter, as biber has it;
/// BibTeX would take that of its name.
pub(super) fn is_von(mut word: &str) -> bool {
    if let Some(letter) = word.bytes().next().filter(u8::is_ascii_alphabetic) {
        return letter.is_ascii_lowercase();
    }
    while let Some(at) = word.find(|c: char| c == '{' || c == '\\' || c.is_alphabetic()) {
        let rest = &word[at..];
        if let Some(command) = rest.strip_prefix('\\') {
            let length = command.bytes().take_while(u8::is_ascii_alphabetic).count();
            let name = &command[..length];
            if length > 0 && latex::accent(name).is_none() {
                return special_is_lower(command);
            }
            // The letter may stand in braces.
            word = command[length..].trim_start_matches(|c: char| !c.is_alphabetic() && c != '\\');
            continue;
        }
        if !rest.starts_with('{') {
            return rest.starts_with(char::is_lowercase);
        }
        if let Some(command) = rest.strip_prefix("{\\") {
            return special_is_lower(command);
        }
        let end = balanced(rest, 0, rest.len(), false).unwrap_or(rest.len());
        word = &rest[end..];
    }
    false
}

/// Whether the letter that `{\…}` makes is lower-case; `text` begins behind the backslash.
fn special_is_lower(text: &str) -> bool {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    match &text[..length] {
        "i" | "j" | "o" | "l" | "oe" | "ae" | "aa" | "ss" => return true,
        "O" | "L" | "OE" | "AE" | "AA" => return false,
        _ => {}
    }
    let letter = text[length..].chars().take_while(|c| *c != '}').find(|c| c.is_alphabetic());
    letter.is_some_and(char::is_lowercase)
}
