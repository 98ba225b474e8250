//! LaTeX and Unicode text, both ways.

mod ascii;
mod case;
pub mod encode;
pub mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

use table::{ACCENTS, MATH_ACCENTS, SYMBOLS, TIES, Use};

/// The characters that a command makes; `name` without its backslash.
pub fn symbol(name: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| SYMBOLS.iter().map(|&(name, text, _)| (name, text)).collect());
    BY_NAME.get(name).copied()
}

/// The combining character of an accent command; `name` without its backslash.
pub fn accent(name: &str) -> Option<char> {
    let find = |table: &[(&str, char)]| table.iter().find(|(n, _)| *n == name).map(|(_, mark)| *mark);
    find(ACCENTS).or_else(|| find(MATH_ACCENTS))
}

/// The combining character of a command that joins two letters.
pub fn tie(name: &str) -> Option<char> {
    TIES.iter().find(|(n, _)| *n == name).map(|(_, mark)| *mark)
}

/// The command that is written for a character, without its backslash, and where it may
/// stand. Accented letters are taken apart by the caller.
pub fn command(c: char) -> Option<(&'static str, Use)> {
    static BY_CHAR: LazyLock<HashMap<char, (&str, Use)>> = LazyLock::new(|| {
        let mut map = HashMap::new();
        for &(name, text, usage) in SYMBOLS {
            let mut chars = text.chars();
            if let (Some(c), None, true) = (chars.next(), chars.next(), usage != Use::Read) {
                map.entry(c).or_insert((name, usage));
            }
        }
        map
    });
    BY_CHAR.get(&c).copied()
}

/// The command for a combining character, without its backslash.
pub fn accent_command(mark: char) -> Option<&'static str> {
    ACCENTS.iter().chain(TIES).find(|(_, c)| *c == mark).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_is_written_reads_back() {
        for &(name, text, usage) in SYMBOLS {
            assert_eq!(symbol(name), Some(text), "\\{name} stands twice");
            if usage != Use::Read {
                let c = text.chars().next().unwrap_or_default();
                assert_eq!(command(c).map(|(n, _)| n), Some(name), "{c} has two commands");
            }
        }
        assert_eq!(command('ß'), Some(("ss", Use::Text)));
        assert_eq!(command('α'), Some(("alpha", Use::Math)));
        assert_eq!(accent_command('\u{301}'), Some("'"));
        assert_eq!(accent("v"), Some('\u{30C}'));
    }
}
