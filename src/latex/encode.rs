//! Text → LaTeX: what stands between the braces of a BibTeX value.
//!
//! Quotation marks and dashes that a source spells in TeX's way (``` ``so'' --- ```) stay
//! so, and mean what TeX makes of them. Whatever the text, the result has balanced braces
//! in BibTeX's sense, which counts `\{` as a brace like any other (`bibtex.web` §250).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

pub use super::case::Protect;
use super::{ascii, case};
use crate::record::{Event, Mark, MarkKind, Text};

/// How text is spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Only ASCII: accents as `{\'e}`, so that 8-bit BibTeX sorts and changes case rightly.
    pub ascii: bool,
    /// Which capitals are put in braces, so that no style lowers them.
    pub protect: Protect,
    /// Quoted text as biblatex's `\mkbibquote`; else quotation marks.
    pub mkbibquote: bool,
}

/// Writes a text with its marks.
pub fn text(text: &Text<'_>, spelling: Spelling, out: &mut Vec<u8>) {
    if !text.marks().is_empty() {
        return marked(text, spelling, out);
    }
    let plain = text.plain();
    if let Some(text) = formulas(plain) {
        return marked(&text, spelling, out);
    }
    if spelling.protect == Protect::Off {
        return self::plain(plain, spelling.ascii, out);
    }
    let stray = !balanced(plain);
    let mut at = 0;
    case::capitals(plain, spelling.protect, |word| {
        escaped(&plain[at..word.start], stray, spelling.ascii, out);
        out.push(b'{');
        escaped(&plain[word.clone()], stray, spelling.ascii, out);
        out.push(b'}');
        at = word.end;
    });
    escaped(&plain[at..], stray, spelling.ascii, out);
}

/// Writes a plain string without protecting capitals.
pub fn plain(plain: &str, ascii: bool, out: &mut Vec<u8>) {
    escaped(plain, !balanced(plain), ascii, out);
}

/// Writes a string for a field that is read without LaTeX (`url`, `doi`, `file`): as it
/// is. What would break the value is percent-encoded: braces that do not balance, and
/// for ASCII all other characters.
pub fn verbatim(value: &str, ascii: bool, out: &mut Vec<u8>) {
    let stray = !balanced(value);
    for byte in value.bytes() {
        match byte {
            b'{' | b'}' if stray => percent(byte, out),
            0x80.. if ascii => percent(byte, out),
            0..0x20 => out.push(b' '),
            _ => out.push(byte),
        }
    }
}

/// Writes what is LaTeX already with ASCII characters alone.
pub fn latex_as_ascii(latex: &str, out: &mut Vec<u8>) {
    let mut at = 0;
    let mut math = false;
    for (i, c) in latex.char_indices().filter(|(_, c)| !c.is_ascii() || *c == '$') {
        if c == '$' {
            math ^= !latex[..i].ends_with('\\');
            continue;
        }
        out.extend_from_slice(&latex.as_bytes()[at..i]);
        at = i + c.len_utf8();
        if math {
            ascii::push_in_math(c, out);
        } else if !ascii::push_ligature(c, &latex[at..], out) {
            ascii::push(c, out);
        }
    }
    out.extend_from_slice(&latex.as_bytes()[at..]);
}

fn percent(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

/// The text with its formulas marked, if it has any: many sources without markup of their
/// own (preprint servers, CSL-JSON) have TeX's `$x^2$`.
///
/// Amounts of money are told from formulas as pandoc does: no blank inside next to a
/// dollar, no digit after the second one; what has a blank in it must also have something
/// of TeX's.
fn formulas(plain: &str) -> Option<Text<'static>> {
    memchr::memchr(b'$', plain.as_bytes())?;
    let (mut bare, mut marks) = (String::new(), Vec::new());
    let mut rest = plain;
    while let Some(open) = rest.find('$') {
        let after = &rest[open + 1..];
        let Some(close) = after.find('$') else { break };
        let (formula, behind) = (&after[..close], &after[close + 1..]);
        let sound = !formula.is_empty()
            && !formula.starts_with(char::is_whitespace)
            && !formula.ends_with(|c: char| c.is_whitespace() || c == '\\')
            && !behind.starts_with(|c: char| c.is_ascii_digit() || c == '$')
            && (!formula.contains(char::is_whitespace)
                || formula.contains(['\\', '^', '_', '{', '=', '<', '>']))
            && balanced(formula);
        if sound {
            bare.push_str(&rest[..open]);
            marks.push(Mark::new(bare.len()..bare.len() + formula.len(), MarkKind::Math));
            bare.push_str(formula);
            rest = behind;
        } else {
            bare.push_str(&rest[..=open]);
            rest = after;
        }
    }
    bare.push_str(rest);
    (!marks.is_empty()).then(|| Text::with_marks(bare, marks))
}

/// Text with marks; words that need protection become marks too.
fn marked(text: &Text<'_>, spelling: Spelling, out: &mut Vec<u8>) {
    let text = &protected(text, spelling.protect);
    let stray = !balanced(&prose(text));
    // Where the open marks began in the output.
    let mut open: Vec<usize> = Vec::new();
    let mut math = false;
    for event in text.events() {
        match event {
            Event::Open(MarkKind::Math) => math = true,
            Event::Close(MarkKind::Math) => math = false,
            Event::Str(formula) if math => self::formula(formula, spelling, stray, out),
            Event::Str(stretch) => escaped(stretch, stray, spelling.ascii, out),
            Event::Open(kind) => {
                open.push(out.len());
                out.extend_from_slice(opening(kind, spelling).as_bytes());
            }
            Event::Close(kind) => {
                out.extend_from_slice(closing(kind, spelling).as_bytes());
                let start = open.pop().unwrap_or(out.len());
                // A group that begins with a command is BibTeX's "special character",
                // which does not protect: it takes another pair of braces.
                if kind == MarkKind::NoCase && out.get(start + 1) == Some(&b'\\') {
                    out.insert(start, b'{');
                    out.push(b'}');
                }
            }
        }
    }
}

/// The text with marks over the words that need protection and have none. Where a word
/// crosses a mark, the mark stands.
fn protected<'t>(text: &'t Text<'_>, protect: Protect) -> Cow<'t, Text<'t>> {
    let opaque = |mark: &Mark| matches!(mark.kind, MarkKind::NoCase | MarkKind::Math);
    let marks = text.marks();
    let mut added = Vec::new();
    // The marks that are open where the word begins, and how many of them are opaque.
    let (mut next, mut open, mut hidden) = (0, Vec::<Mark>::new(), 0);
    case::capitals(text.plain(), protect, |word| {
        let word = Mark::new(word, MarkKind::NoCase);
        while let Some(mark) = open.pop_if(|mark| mark.end <= word.start) {
            hidden -= usize::from(opaque(&mark));
        }
        while let Some(mark) = marks.get(next).filter(|mark| mark.start < word.start) {
            next += 1;
            if mark.end > word.start {
                open.push(*mark);
                hidden += usize::from(opaque(mark));
            }
        }
        let outer = hidden > 0 || open.last().is_some_and(|mark| mark.end < word.end);
        let mut inner = marks[next..].iter().take_while(|mark| mark.start < word.end);
        let crossing = |mark: &Mark| opaque(mark) || (mark.end > word.end && mark.start > word.start);
        if !outer && !inner.any(crossing) {
            added.push(word);
        }
    });
    if added.is_empty() {
        return Cow::Borrowed(text);
    }
    added.extend_from_slice(marks);
    Cow::Owned(Text::with_marks(text.plain(), added))
}

/// What is not formulas.
fn prose<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    let formulas = || text.marks().iter().filter(|mark| mark.kind == MarkKind::Math);
    if formulas().next().is_none() {
        return Cow::Borrowed(text.plain());
    }
    let (mut prose, mut at) = (String::new(), 0);
    for formula in formulas() {
        prose.push_str(text.plain().get(at..formula.range().start).unwrap_or_default());
        at = formula.range().end;
    }
    prose.push_str(&text.plain()[at..]);
    Cow::Owned(prose)
}

/// A formula, if it is one that TeX can read; else its characters.
fn formula(formula: &str, spelling: Spelling, stray: bool, out: &mut Vec<u8>) {
    let mut after_backslash = false;
    let dollar = formula.bytes().any(|byte| {
        let bare = byte == b'$' && !after_backslash;
        after_backslash = byte == b'\\' && !after_backslash;
        bare
    });
    if dollar || after_backslash || !balanced(formula) || (spelling.ascii && !formula.is_ascii()) {
        let stray = stray || !balanced(formula);
        return escaped(formula, stray, spelling.ascii, out);
    }
    // BibTeX lowers `\Gamma` in a formula outside braces.
    let group = spelling.protect != Protect::Off && formula.bytes().any(|b| b.is_ascii_uppercase());
    out.extend_from_slice(if group { b"{$" } else { b"$" });
    out.extend_from_slice(formula.as_bytes());
    out.extend_from_slice(if group { b"$}" } else { b"$" });
}

const fn opening(kind: MarkKind, spelling: Spelling) -> &'static str {
    match kind {
        MarkKind::Italic => "\\emph{",
        MarkKind::Bold => "\\textbf{",
        MarkKind::SmallCaps => "\\textsc{",
        MarkKind::Superscript => "\\textsuperscript{",
        MarkKind::Subscript => "\\textsubscript{",
        MarkKind::NoCase => "{",
        MarkKind::Math => "$",
        MarkKind::Code => "\\texttt{",
        MarkKind::Quote if spelling.mkbibquote => "\\mkbibquote{",
        MarkKind::Quote if spelling.ascii => "``",
        MarkKind::Quote => "“",
        MarkKind::Underline => "\\underline{",
        MarkKind::Strikeout => "\\sout{",
    }
}

const fn closing(kind: MarkKind, spelling: Spelling) -> &'static str {
    match kind {
        MarkKind::Math => "$",
        MarkKind::Quote if spelling.mkbibquote => "}",
        MarkKind::Quote if spelling.ascii => "''",
        MarkKind::Quote => "”",
        _ => "}",
    }
}

/// Whether braces balance.
fn balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for at in memchr::memchr2_iter(b'{', b'}', text.as_bytes()) {
        match (text.as_bytes()[at], depth) {
            (b'{', _) => depth += 1,
            (_, 0) => return false,
            _ => depth -= 1,
        }
    }
    depth == 0
}

/// Whether a byte needs a second look: what TeX takes for itself, what its fonts join
/// when doubled, control characters, and the first bytes of U+00A0 and of the combining marks (U+0300 to U+036F).
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = matches!(
            byte as u8,
            b'&' | b'%' | b'$' | b'#' | b'_' | b'~' | b'^' | b'\\' | b'{' | b'}' | b',' | b'<' | b'>' | 0
                ..=0x1f | 0x7f | 0xc2 | 0xcc | 0xcd
        );
        byte += 1;
    }
    special
};

/// Writes text with what TeX takes for itself escaped; `stray` when braces of the whole
/// do not balance.
fn escaped(text: &str, stray: bool, ascii_only: bool, out: &mut Vec<u8>) {
    pieces(text, stray, ascii_only, false, out);
}

fn pieces(text: &str, stray: bool, ascii_only: bool, composed: bool, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if !SPECIAL[usize::from(byte)] && (!ascii_only || byte < 0x80) {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        if ('\u{300}'..='\u{36f}').contains(&c) && !composed {
            // Letters and marks apart: composed, which is what TeX has glyphs for.
            let text: String = text[start..].nfc().collect();
            return pieces(&text, stray, ascii_only, true, out);
        }
        let joins = matches!(c, ',' | '<' | '>') && bytes.get(next) == Some(&byte);
        if (matches!(c, ',' | '<' | '>') && !joins) || (!ascii_only && byte >= 0x80 && c != '\u{a0}') {
            at = next;
            continue;
        }
        out.extend_from_slice(&bytes[start..at]);
        at = next;
        match c {
            ',' | '<' | '>' => out.extend([byte, b'{', b'}']),
            '&' | '%' | '$' | '#' | '_' => out.extend([b'\\', byte]),
            '{' | '}' if !stray => out.extend([b'\\', byte]),
            '{' => out.extend_from_slice(b"\\textbraceleft{}"),
            '}' => out.extend_from_slice(b"\\textbraceright{}"),
            '~' => out.extend_from_slice(b"\\textasciitilde{}"),
            '^' => out.extend_from_slice(b"\\textasciicircum{}"),
            '\\' => out.extend_from_slice(b"\\textbackslash{}"),
            '\u{a0}' => out.push(b'~'),
            '\0'..='\u{1f}' | '\u{7f}' => {
                let run = text[at..].len() - text[at..].trim_start().len();
                let lines = text[at - 1..at + run].matches('\n').count();
                at += run;
                while out.last() == Some(&b' ') {
                    out.pop();
                }
                // An empty line parts paragraphs, as in TeX.
                out.extend_from_slice(if lines > 1 { b"\n\n" } else { b" " });
            }
            c if ascii::push_ligature(c, &text[next..], out) => {}
            c => ascii::push(c, out),
        }
        start = at;
    }
    out.extend_from_slice(&bytes[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &Text<'_>, spelling: Spelling) -> String {
        let mut out = Vec::new();
        self::text(text, spelling, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn unicode(plain: &str) -> String {
        encoded(&Text::new(plain), Spelling::default())
    }

    fn ascii(plain: &str) -> String {
        encoded(&Text::new(plain), Spelling { ascii: true, ..Spelling::default() })
    }

    #[test]
    fn what_tex_takes_for_itself_is_escaped() {
        assert_eq!(unicode("R&D: 100% of $5 #1 a_b"), r"R\&D: 100\% of \$5 \#1 a\_b");
        assert_eq!(unicode(r"~ ^ \x"), r"\textasciitilde{} \textasciicircum{} \textbackslash{}x");
        assert_eq!(unicode("a\u{a0}b\r\n c\n\n\td"), "a~b c\n\nd");
        assert_eq!(unicode("a <b> <<c>>, d,,"), "a <b> <{}<c>{}>, d,{},");
        assert_eq!(unicode("Ça été — “ok”"), "Ça été — “ok”");
    }

    #[test]
    fn braces_always_balance() {
        assert_eq!(unicode("{a}"), r"\{a\}");
        assert_eq!(unicode("a} {b"), r"a\textbraceright{} \textbraceleft{}b");
        assert_eq!(unicode("{"), r"\textbraceleft{}");
        let text = Text::with_marks("x{y}", vec![Mark::new(0..2, MarkKind::Math)]);
        assert_eq!(encoded(&text, Spelling::default()), r"x\textbraceleft{}y\textbraceright{}");
    }

    #[test]
    fn letters_and_marks_apart_are_composed() {
        assert_eq!(unicode("Re\u{301}sume\u{301} & co"), r"Résumé \& co");
        assert_eq!(ascii("e\u{301}"), r"{\'e}");
    }

    #[test]
    fn ascii_spells_accents_as_special_characters() {
        assert_eq!(ascii("Vrandečić"), r"Vrande{\v c}i{\'c}");
        assert_eq!(ascii("Łukasz Ångström ß"), r#"{\L}ukasz {\AA}ngstr{\"o}m {\ss}"#);
        assert_eq!(ascii("naïve ế"), r#"na{\"i}ve {\'{\^e}}"#);
        assert!(ascii("𓀀中 Γ ≤").is_ascii());
    }

    #[test]
    fn latex_keeps_its_commands_in_ascii() {
        let mut out = Vec::new();
        latex_as_ascii(r"{É}t\'e — $α\$ β$ \$ α", &mut out);
        let expected = r"{{\'E}}t\'e --- ${\alpha}\$ {\beta}$ \$ {$\alpha$}";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn marks_become_commands() {
        let marks = vec![
            Mark::new(0..7, MarkKind::Italic),
            Mark::new(9..10, MarkKind::Subscript),
            Mark::new(12..16, MarkKind::NoCase),
            Mark::new(17..20, MarkKind::Math),
        ];
        let text = Text::with_marks("Xenopus H2O Text x^2", marks);
        assert_eq!(
            encoded(&text, Spelling { protect: Protect::Names, ..Spelling::default() }),
            r"\emph{Xenopus} {H\textsubscript{2}O} {Text} $x^2$"
        );
        let text = Text::with_marks(
            "Foo",
            vec![Mark::new(0..3, MarkKind::NoCase), Mark::new(0..3, MarkKind::Italic)],
        );
        assert_eq!(encoded(&text, Spelling::default()), r"{{\emph{Foo}}}");
    }

    #[test]
    fn formulas_are_left_alone() {
        let math = |formula: &str| {
            let text = Text::with_marks(formula, vec![Mark::new(0..formula.len(), MarkKind::Math)]);
            encoded(&text, Spelling { protect: Protect::Names, ..Spelling::default() })
        };
        assert_eq!(math(r"\alpha_{1}^2"), r"$\alpha_{1}^2$");
        assert_eq!(math(r"O(n)"), r"{$O(n)$}");
        assert_eq!(math(r"a$b"), r"a\$b");
        assert_eq!(math(r"\left\{ x"), r"\textbackslash{}left\textbackslash{}\textbraceleft{} x");
    }

    #[test]
    fn formulas_in_plain_text_are_told_from_money() {
        for (plain, expected) in [
            (r"An $\ell_1$ norm in $n$-space", r"An $\ell_1$ norm in $n$-space"),
            (r"Between $5 and $10", r"Between \$5 and \$10"),
            (r"US$ and CA$ at $x + y = z$", r"US\$ and CA\$ at $x + y = z$"),
            (r"$10$20 or $$", r"\$10\$20 or \$\$"),
            (r"Open $x{$ end", r"Open \$x\textbraceleft{}\$ end"),
        ] {
            assert_eq!(unicode(plain), expected);
        }
    }

    #[test]
    fn verbatim_values_are_left_alone() {
        let verbatim = |value: &str, ascii| {
            let mut out = Vec::new();
            super::verbatim(value, ascii, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(verbatim("https://a.b/c_d%20#e~{f}", false), "https://a.b/c_d%20#e~{f}");
        assert_eq!(verbatim("x}{y", false), "x%7D%7By");
        assert_eq!(verbatim("é", true), "%C3%A9");
    }
}
