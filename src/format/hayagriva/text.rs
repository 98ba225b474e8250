//! Formattable strings: braces protect case, dollars enclose Typst mathematics, and a
//! backslash before either, or before itself, makes it plain
//! (docs/file-format.md, "Formattable String"; `types/strings.rs`).

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::math;
use crate::record::{Event, Mark, MarkKind, Text};

/// Writes a text as a formattable string. Gives the string, and whether markup was lost.
pub(super) fn write(text: &Text<'_>) -> (String, bool) {
    let mut string = String::with_capacity(text.plain().len() + 8);
    let mut lost = false;
    // How many marks of a kind are open; the mathematics at hand.
    let (mut protected, mut math, mut quotes) = (0usize, 0usize, 0usize);
    let mut formula = String::new();
    let mut scripts = Vec::new();
    for event in text.events() {
        match event {
            Event::Open(MarkKind::Math) => math += 1,
            Event::Close(MarkKind::Math) => {
                math -= 1;
                if math == 0 {
                    lost |= !push_math(&formula, &mut string);
                    formula.clear();
                }
            }
            Event::Str(part) if math > 0 => formula.push_str(part),
            Event::Open(_) | Event::Close(_) if math > 0 => {}
            Event::Open(MarkKind::NoCase) => {
                if protected == 0 {
                    string.push('{');
                }
                protected += 1;
            }
            Event::Close(MarkKind::NoCase) => {
                protected -= 1;
                if protected == 0 {
                    string.push('}');
                }
            }
            Event::Open(MarkKind::Quote) => {
                string.push(if quotes.is_multiple_of(2) { '“' } else { '‘' });
                quotes += 1;
            }
            Event::Close(MarkKind::Quote) => {
                quotes -= 1;
                string.push(if quotes.is_multiple_of(2) { '”' } else { '’' });
            }
            Event::Open(kind @ (MarkKind::Subscript | MarkKind::Superscript)) => scripts.push(kind),
            Event::Close(MarkKind::Subscript | MarkKind::Superscript) => {
                scripts.pop();
            }
            Event::Open(_) => lost = true,
            Event::Close(_) => {}
            Event::Str(part) => match scripts.last() {
                None => push_escaped(part, &mut string),
                Some(kind) => match script(part, *kind).filter(|_| scripts.len() == 1) {
                    Some(script) => string.push_str(&script),
                    None => {
                        lost = true;
                        push_escaped(part, &mut string);
                    }
                },
            },
        }
    }
    (string, lost)
}

fn push_escaped(text: &str, string: &mut String) {
    let bytes = text.as_bytes();
    if memchr3(b'\\', b'{', b'}', bytes).or_else(|| memchr(b'$', bytes)).is_none() {
        return string.push_str(text);
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'\\' | b'{' | b'}' | b'$')) {
        let (plain, special) = rest.split_at(at);
        string.push_str(plain);
        string.push('\\');
        string.push_str(&special[..1]);
        rest = &special[1..];
    }
    string.push_str(rest);
}

/// Writes TeX's mathematics as Typst's, or as text; says whether it could.
fn push_math(tex: &str, string: &mut String) -> bool {
    match math::from_tex(tex) {
        Some(typst) => {
            string.push('$');
            push_escaped(&typst, string);
            string.push('$');
            true
        }
        None => {
            push_escaped(&format!("${tex}$"), string);
            false
        }
    }
}

/// Raised or lowered characters, where Unicode has all of them.
fn script(text: &str, kind: MarkKind) -> Option<String> {
    let (raised, lowered) = ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢₓⱼₖₘₐₑₒ");
    let table = if kind == MarkKind::Superscript { raised } else { lowered };
    text.chars()
        .map(|c| {
            let c = if c == '−' { '-' } else { c };
            "0123456789+-=()nixjkmaeo".find(c).and_then(|at| table.chars().nth(at))
        })
        .collect()
}

/// Reads a formattable string. Braces that do not match, which the `hayagriva` crate
/// refuses, are text; gives the text, and whether all of them do.
pub(super) fn parse(string: Cow<'_, str>) -> (Text<'_>, bool) {
    if !string.contains(['\\', '{', '}', '$']) {
        return (Text::new(string), true);
    }
    let mut plain = String::with_capacity(string.len());
    let mut marks = Vec::new();
    let mut depth = 0usize;
    let mut protected_from = 0;
    let mut math_from = None;
    let mut sound = true;
    let mut chars = string.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next_if(|c| matches!(c, '\\' | '{' | '}' | '$')).unwrap_or(c)),
            '$' => match math_from.take() {
                Some(from) => marks.push(formula(from, &mut plain)),
                None => math_from = Some(plain.len()),
            },
            _ if math_from.is_some() => plain.push(c),
            '{' => {
                if depth == 0 {
                    protected_from = plain.len();
                }
                depth += 1;
            }
            '}' if depth == 0 => {
                sound = false;
                plain.push(c);
            }
            '}' => {
                depth -= 1;
                if depth == 0 {
                    marks.push(Mark::new(protected_from..plain.len(), MarkKind::NoCase));
                }
            }
            c => plain.push(c),
        }
    }
    if let Some(from) = math_from {
        marks.push(formula(from, &mut plain));
    }
    if depth > 0 {
        marks.push(Mark::new(protected_from..plain.len(), MarkKind::NoCase));
    }
    (Text::with_marks(plain, marks), sound)
}

/// Turns Typst's mathematics at the end of the text into TeX's, where all of it is known.
fn formula(from: usize, plain: &mut String) -> Mark {
    if let Some(tex) = math::to_tex(&plain[from..]) {
        plain.truncate(from);
        plain.push_str(&tex);
    }
    Mark::new(from..plain.len(), MarkKind::Math)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_protect_and_dollars_enclose_mathematics() {
        for (string, plain, marks) in [
            ("plain", "plain", vec![]),
            ("the {DNA} of", "the DNA of", vec![("DNA", MarkKind::NoCase)]),
            (r"a \{b\} \$5 \\", r"a {b} $5 \", vec![]),
            ("on $x^(2)$", "on x^{2}", vec![("x^{2}", MarkKind::Math)]),
            ("{on $x$}", "on x", vec![("on x", MarkKind::NoCase), ("x", MarkKind::Math)]),
        ] {
            let (text, sound) = parse(string.into());
            assert!(sound);
            assert_eq!(text.plain(), plain);
            let found: Vec<_> = text.marks().iter().map(|m| (&plain[m.range()], m.kind)).collect();
            assert_eq!(found, marks);
            assert_eq!(write(&text), (string.to_owned(), false));
        }
        assert_eq!(parse("a { b {c} } d".into()).0.marks(), [Mark::new(2..7, MarkKind::NoCase)]);
        assert_eq!(parse("a} b".into()), (Text::new("a} b"), false));
        assert_eq!(parse("a {b $c".into()).0.plain(), "a b c");
    }

    #[test]
    fn what_unicode_can_say_is_not_lost() {
        use MarkKind::{Italic, Quote, Subscript, Superscript};
        let text = |plain: &'static str, range, kind| Text::with_marks(plain, vec![Mark::new(range, kind)]);
        assert_eq!(write(&text("H2O", 1..2, Subscript)), ("H₂O".to_owned(), false));
        assert_eq!(write(&text("10−3", 2..6, Superscript)), ("10⁻³".to_owned(), false));
        assert_eq!(write(&text("3rd", 1..3, Superscript)), ("3rd".to_owned(), true));
        assert_eq!(write(&text("a b", 2..3, Quote)), ("a “b”".to_owned(), false));
        assert_eq!(write(&text("a b", 2..3, Italic)), ("a b".to_owned(), true));
    }
}
