//! LaTeX and Unicode text, both ways.

mod ascii;
mod case;
mod commands;
mod decode;
pub mod encode;
mod math;
pub mod table;
mod verbatim;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use commands::{Action, COMMANDS};
pub use decode::{Decoded, Purpose, decode, decode_plain, is_plain};
pub use verbatim::verbatim;

use table::{ACCENTS, JOURNALS, MATH_ACCENTS, SYMBOLS, TIES, TIPA_ACCENTS, Use};

/// The characters that a command makes; `name` without its backslash.
pub fn symbol(name: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        SYMBOLS.iter().map(|&(name, text, _)| (name, text)).chain(JOURNALS.iter().copied()).collect()
    });
    BY_NAME.get(name).copied()
}

/// What a command does with what follows it; `name` without its backslash.
fn action(name: &str) -> Option<Action> {
    static BY_NAME: LazyLock<HashMap<&str, Action>> = LazyLock::new(|| COMMANDS.iter().copied().collect());
    BY_NAME.get(name).copied()
}

/// The combining character of an accent command; `name` without its backslash.
pub fn accent(name: &str) -> Option<char> {
    if let &[letter] = name.as_bytes() {
        return SHORT_ACCENTS.get(usize::from(letter)).copied().flatten();
    }
    let find = |table: &[(&str, char)]| table.iter().find(|(n, _)| *n == name).map(|(_, mark)| *mark);
    find(ACCENTS).or_else(|| find(MATH_ACCENTS))
}

/// Where commands stand in LaTeX text that are not known, and whether others say something
/// for which text has no place: a look at what [`decode`] finds.
pub fn commands(source: &str) -> (Vec<Range<usize>>, bool) {
    let (mut unknown, mut partial, mut at) = (Vec::new(), false, 0);
    // Mathematics has commands of its own.
    if source.contains('$') {
        return (unknown, partial);
    }
    while let Some(found) = memchr::memchr(b'\\', source.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + found;
        let rest = &source[start + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = letters.max(rest.chars().next().map_or(0, char::len_utf8));
        let name = &rest[..length];
        at = start + 1 + length;
        // Letters of their own, which most names with commands have, are not looked up.
        let is_letter = || matches!(name, "i" | "j" | "l" | "L" | "o" | "O");
        if letters == 0 || is_letter() || accent(name).is_some() {
            continue;
        }
        if tie(name).is_some() || symbol(name).is_some() {
            continue;
        }
        match action(name) {
            Some(action) => partial |= matches!(action, Action::Link | Action::Aside),
            None => unknown.push(start..at),
        }
    }
    (unknown, partial)
}

/// The accents whose commands are one character: nearly all that are met.
const SHORT_ACCENTS: [Option<char>; 128] = {
    let mut table = [None; 128];
    let mut at = 0;
    while at < ACCENTS.len() {
        let (name, mark) = ACCENTS[at];
        if let &[letter] = name.as_bytes() {
            table[letter as usize] = Some(mark);
        }
        at += 1;
    }
    table
};

/// The combining character of a command that joins two letters.
pub fn tie(name: &str) -> Option<char> {
    TIES.iter().find(|(n, _)| *n == name).map(|(_, mark)| *mark)
}

/// The combining characters of one of TIPA's accents, the one next to the letter first.
fn tipa_accents(name: &str) -> &'static [char] {
    let found = |(n, _): &&(&str, &[char])| name.starts_with("text") && *n == name;
    TIPA_ACCENTS.iter().find(found).map_or(&[], |(_, marks)| *marks)
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
    use crate::record::MarkKind;

    fn plain(source: &str) -> String {
        decode(source, Purpose::Title).text.plain().to_owned()
    }

    #[test]
    fn accents_of_every_form() {
        for (source, expected) in [
            (r"\'e \'{e} {\'e} {\'{e}} \' e", "é é é é é"),
            (r"\v c \v{c} {\v c} \c{c} \c c", "č č č ç ç"),
            (r"\'\i{} \'{\i} \'{\i } {\'\i} \u\i\ \^\j", "í í í í ĭ ĵ"),
            (r"\'{\^e} \^{\'e} \~{\^e} \'{\u a} \d{\^e} \^{\d e}", "ế ế ễ ắ ệ ệ"),
            (r#"Gy\H orgy M\"{u}ller {\"O}zge"#, "Győrgy Müller Özge"),
            (r"\t{oo} \~{} \^{}x \r{a} \k{a} \b{d}", "o\u{361}o ~ ^x å ą ḏ"),
            ("e\u{301} {\\ss}", "é ß"),
            (r"\textacutemacron a \textacutemacron{e} \textsubring n", "ā\u{301} ḗ n\u{325}"),
            (r#"Stra\ss e Fran{\c c}ois \O re {\aa}s \AA ngstr\"om"#, "Straße François Øre ås Ångström"),
        ] {
            assert_eq!(plain(source), expected, "{source}");
        }
    }

    #[test]
    fn ligatures_spaces_and_symbols() {
        for (source, expected) in [
            ("a--b---c ``q'' `r' it's", "a–b—c “q” ‘r’ it's"),
            ("  a \n  b\t c ", "a b c"),
            (r"a~b\,c\ d \& \% \$5 \_ \{x\}", "a\u{A0}b\u{202F}c d & % $5 _ {x}"),
            (r"costs $5 today", "costs $5 today"),
            (r"\LaTeX{} and \TeX\ here", "LaTeX and TeX here"),
            (r"dis\-cre\-tion\/ary \relax x", "discretionary x"),
            (r"?`Que? !`No!", "¿Que? ¡No!"),
            (r"\noopsort{1973a}{1973}", "1973"),
            (r"\url{http://a.b/~c\_d--e}", "http://a.b/~c_d--e"),
            (r"\href{http://a.b}{the page}", "the page"),
            (r"\foreignlanguage{german}{Wort} \mbox{no break}", "Wort no break"),
            (r#"\char233 \symbol{223} \char"E9"#, "é ß é"),
            (r"\MakeUppercase{abc}", "ABC"),
            (r"\bibstring{nodate} \bibstring{forthcoming}", "n.d. forthcoming"),
            (
                r"31 (5), \ppno~321\bibrangedash 338\addsemicolon\addspace 31 (6)",
                "31 (5), pp.\u{A0}321–338; 31 (6)",
            ),
            (r"Mar\ifmmode \check{s}\else \v{s}\fi{}al a\kern-.1em b\hskip 1em c", "Maršal ab c"),
            ("a\\\nb", "a b"),
            (r"AT&amp;T \&lt; {\&}gt$\mathsemicolon$ &#233; R&D a & b; c", "AT&T < > é R&D a & b; c"),
        ] {
            assert_eq!(plain(source), expected, "{source}");
        }
        assert!(matches!(
            decode("plain title", Purpose::Title).text.into_parts().0,
            std::borrow::Cow::Borrowed(_)
        ));
    }

    fn marks(source: &str) -> Vec<(String, MarkKind)> {
        let text = decode(source, Purpose::Title).text;
        text.marks().iter().map(|m| (text.plain()[m.range()].to_owned(), m.kind)).collect()
    }

    #[test]
    fn fonts_and_case() {
        use MarkKind::*;
        let one = |text: &str, kind| vec![(text.to_owned(), kind)];
        assert_eq!(marks(r"\emph{a} b"), one("a", Italic));
        assert_eq!(marks(r"{\em a} b"), one("a", Italic));
        assert_eq!(marks(r"x \it a \rm b"), one("a ", Italic));
        assert_eq!(marks(r"\textsuperscript{3}"), one("3", Superscript));
        assert_eq!(marks(r"{\sc Abc}"), one("Abc", SmallCaps));
        assert_eq!(marks(r"\mkbibquote{a}"), one("a", Quote));
        assert_eq!(marks(r"the {DNA} of"), one("DNA", NoCase));
        assert_eq!(marks(r"{The Whole}"), one("The Whole", NoCase));
        assert_eq!(marks(r"{\'E}tude {\emph{x}}"), one("x", Italic));
        assert_eq!(marks(r"{{\'E}tude}"), one("Étude", NoCase));
        assert_eq!(marks(r"{a {B} c}"), one("a B c", NoCase));
        assert_eq!(marks(r"\LaTeX"), one("LaTeX", NoCase));
    }

    #[test]
    fn mathematics() {
        use MarkKind::*;
        assert_eq!(plain(r"H$_2$O at 10$^{-3}$"), "H2O at 10−3");
        assert_eq!(marks(r"H$_2$O"), [("2".to_owned(), Subscript)]);
        assert_eq!(plain(r"$\alpha$-decay of $\beta_1$"), "α-decay of β1");
        assert_eq!(marks(r"$\mathbf{P}^{1}$"), [(r"\mathbf{P}^{1}".to_owned(), Math)]);
        assert_eq!(marks(r"$\frac{1}{2}$"), [(r"\frac{1}{2}".to_owned(), Math)]);
        assert_eq!(marks(r"$k$-means"), [("k".to_owned(), Italic)]);
    }

    #[test]
    fn unknown_commands_are_named() {
        let decoded = decode(r"a \foo{b} \baz c", Purpose::Title);
        assert_eq!(decoded.text.plain(), r"a b \baz c");
        assert_eq!(decoded.unknown, [2..6, 10..14]);
        assert_eq!(decode(r"a \foo[c]{b} \baz[d]", Purpose::Title).unknown, [2..9, 13..17]);
    }

    #[test]
    fn what_has_no_place_is_noted() {
        for (source, text, partial) in [
            (r"see \href{http://a.org}{a}", "see a", true),
            (r"\href{http://a.org}{http://a.org}", "http://a.org", false),
            (r"Roe\thanks{Supported by B}", "Roe", true),
            (r"\textcolor{red}{a}", "a", false),
        ] {
            let decoded = decode(source, Purpose::Words);
            assert_eq!((decoded.text.plain(), decoded.partial), (text, partial), "{source}");
        }
    }

    #[test]
    fn any_nesting_is_read() {
        let deep = format!("{}x{}", "{\\emph{".repeat(10_000), "}}".repeat(10_000));
        assert_eq!(plain(&deep), "x");
        assert_eq!(plain(&"{".repeat(20_000)), "");
        assert_eq!(plain("a}b}c"), "abc");
    }

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
