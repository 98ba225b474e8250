//! TeX's mathematics ↔ Typst's, as far as titles need it: letters, numbers, symbols,
//! scripts, roots, fractions, accents and alphabets.
//!
//! Sources: The TeXbook, app. F; Typst's documentation, "Math", "Symbols" and "Variants".

use crate::latex;

/// What takes arguments: TeX's command, Typst's function, how many arguments.
#[rustfmt::skip]
const FUNCTIONS: &[(&str, &str, usize)] = &[
    ("frac", "frac", 2), ("tfrac", "frac", 2), ("dfrac", "frac", 2), ("binom", "binom", 2),
    ("sqrt", "sqrt", 1), ("overline", "overline", 1), ("underline", "underline", 1),
    ("hat", "hat", 1), ("widehat", "hat", 1), ("tilde", "tilde", 1), ("widetilde", "tilde", 1),
    ("bar", "macron", 1), ("vec", "arrow", 1), ("dot", "dot", 1), ("ddot", "dot.double", 1),
    ("mathbf", "bold", 1), ("boldsymbol", "bold", 1), ("bm", "bold", 1), ("mathbb", "bb", 1),
    ("mathcal", "cal", 1), ("mathscr", "cal", 1), ("mathfrak", "frak", 1), ("mathsf", "sans", 1),
    ("mathtt", "mono", 1), ("mathit", "italic", 1),
];

/// Commands whose argument is text.
const UPRIGHT: &[&str] = &["mathrm", "text", "textrm", "mbox", "operatorname", "hbox"];

/// Names that both set upright.
#[rustfmt::skip]
const OPERATORS: &[&str] = &[
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "csc", "deg", "det", "dim", "exp", "gcd", "hom",
    "inf", "ker", "lim", "liminf", "limsup", "ln", "log", "max", "min", "mod", "sec", "sin", "sinh", "sup", "tan",
    "tanh",
];

/// How deep groups may nest.
const DEPTH: usize = 16;

/// Typst's spelling of TeX's mathematics, if all of it is known.
pub(super) fn from_tex(tex: &str) -> Option<String> {
    let mut typst = String::with_capacity(tex.len() + 8);
    let rest = tex_list(tex, None, 0, &mut typst)?;
    rest.is_empty().then_some(typst)
}

/// TeX's spelling of Typst's mathematics, if all of it is known.
pub(super) fn to_tex(typst: &str) -> Option<String> {
    let mut tex = String::with_capacity(typst.len() + 8);
    let rest = typst_list(typst, &[], 0, &mut tex)?;
    rest.is_empty().then_some(tex)
}

/// Adds a word, apart from a letter or a digit before it.
fn push_word(word: &str, out: &mut String) {
    let joins = |c: char| c.is_alphanumeric() || c == '.' || c == '"';
    if out.ends_with(joins) && word.starts_with(|c: char| c.is_alphanumeric() || c == '"') {
        out.push(' ');
    }
    out.push_str(word);
}

/// Reads TeX up to the closing brace, or to its end; gives what is left.
fn tex_list<'t>(mut rest: &'t str, close: Option<char>, depth: usize, out: &mut String) -> Option<&'t str> {
    while let Some(c) = rest.chars().next() {
        if Some(c) == close {
            return rest.get(c.len_utf8()..);
        }
        rest = tex_atom(rest, depth, out)?;
    }
    close.is_none().then_some(rest)
}

fn tex_atom<'t>(rest: &'t str, depth: usize, out: &mut String) -> Option<&'t str> {
    if depth > DEPTH {
        return None;
    }
    let c = rest.chars().next()?;
    let after = rest.get(c.len_utf8()..)?;
    match c {
        '{' => tex_list(after, Some('}'), depth + 1, out),
        '^' | '_' => {
            out.push(c);
            out.push('(');
            let start = out.len();
            let rest = tex_atom(after.trim_start(), depth + 1, out)?;
            is_closed(&out[start..], false).then(|| out.push(')'))?;
            Some(rest)
        }
        '\\' => tex_command(after, depth, out),
        '0'..='9' => {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            push_word(&rest[..end], out);
            Some(&rest[end..])
        }
        '~' => {
            out.push(' ');
            Some(after)
        }
        '/' | '#' | '"' | '$' | '&' | '*' => {
            out.push('\\');
            out.push(c);
            Some(after)
        }
        '}' | '%' | '`' | '@' => None,
        c if c.is_alphabetic() => {
            push_word(&rest[..c.len_utf8()], out);
            Some(after)
        }
        c => {
            out.push(c);
            Some(after)
        }
    }
}

fn tex_command<'t>(after: &'t str, depth: usize, out: &mut String) -> Option<&'t str> {
    let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    let length = if letters == 0 { after.chars().next()?.len_utf8() } else { letters };
    let (name, mut rest) = after.split_at(length);
    if letters > 0 {
        rest = rest.trim_start();
    }
    if let Some((_, function, arguments)) = FUNCTIONS.iter().find(|(command, ..)| *command == name) {
        push_word(function, out);
        for i in 0..*arguments {
            out.push_str(if i > 0 { ", " } else { "(" });
            let start = out.len();
            rest = tex_atom(rest.trim_start(), depth + 1, out)?;
            is_closed(&out[start..], true).then_some(())?;
        }
        out.push(')');
    } else if UPRIGHT.contains(&name) {
        let (text, after) = rest.strip_prefix('{')?.split_once('}')?;
        if text.contains(['\\', '{', '$', '"']) {
            return None;
        }
        push_word(&format!("\"{text}\""), out);
        rest = after;
    } else if OPERATORS.contains(&name) {
        push_word(name, out);
    } else if matches!(name, "left" | "right" | "displaystyle" | "textstyle" | "limits" | "!") {
        // They change the size and the place only.
    } else if matches!(name, "{" | "}" | "#" | "$" | "&" | "_" | "%") {
        out.push('\\');
        out.push_str(name);
    } else {
        push_word(
            latex::symbol(name)
                .filter(|symbol| !symbol.trim().is_empty())
                .or(Some(" ").filter(|_| matches!(name, "," | ";" | ":" | " " | "quad" | "qquad")))?,
            out,
        );
    }
    Some(rest)
}

/// Whether an argument holds no parenthesis that would end it, and, if it stands in a
/// list, nothing that would separate it.
fn is_closed(argument: &str, in_list: bool) -> bool {
    let mut open = 0usize;
    for c in argument.chars() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return false,
            ')' => open -= 1,
            ',' | ';' if in_list && open == 0 => return false,
            _ => {}
        }
    }
    open == 0
}

/// Reads Typst up to one of the closing characters, which is left, or to its end.
fn typst_list<'t>(mut rest: &'t str, close: &[char], depth: usize, out: &mut String) -> Option<&'t str> {
    while let Some(c) = rest.chars().next() {
        if close.contains(&c) {
            return Some(rest);
        }
        rest = typst_atom(rest, depth, out)?;
    }
    close.is_empty().then_some(rest)
}

fn typst_atom<'t>(rest: &'t str, depth: usize, out: &mut String) -> Option<&'t str> {
    if depth > DEPTH {
        return None;
    }
    let c = rest.chars().next()?;
    let after = rest.get(c.len_utf8()..)?;
    match c {
        '^' | '_' => {
            out.push(c);
            out.push('{');
            let after = after.trim_start();
            let rest = match after.strip_prefix('(') {
                Some(inner) => typst_list(inner, &[')'], depth + 1, out)?.strip_prefix(')')?,
                None => typst_atom(after, depth + 1, out)?,
            };
            out.push('}');
            Some(rest)
        }
        '(' => {
            out.push('(');
            let rest = typst_list(after, &[')'], depth + 1, out)?.strip_prefix(')')?;
            out.push(')');
            Some(rest)
        }
        '"' => {
            let (text, after) = after.split_once('"')?;
            if text.contains(['\\', '{', '}', '$', '%', '&', '#', '_', '^', '~']) {
                return None;
            }
            out.push_str("\\mathrm{");
            out.push_str(text);
            out.push('}');
            Some(after)
        }
        '\\' => {
            let escaped = after.chars().next()?;
            if matches!(escaped, '#' | '$' | '&' | '_' | '%' | '{' | '}') {
                out.push('\\');
            }
            out.push(escaped);
            after.get(escaped.len_utf8()..)
        }
        // A fraction of what stands around it, a comment, code: more than titles hold.
        '/' | '#' | '$' | '&' | '{' | '}' | '~' | '`' | '@' | '%' => None,
        c if c.is_alphabetic() => typst_word(rest, depth, out),
        c => {
            let command = (!c.is_ascii()).then(|| latex::command(c)).flatten();
            match command {
                Some((name, _)) => push_command(name, after, out),
                None => out.push(c),
            }
            Some(after)
        }
    }
}

fn typst_word<'t>(rest: &'t str, depth: usize, out: &mut String) -> Option<&'t str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '.';
    let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches('.');
    let mut after = &rest[word.len()..];
    let mut chars = word.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        match (!letter.is_ascii()).then(|| latex::command(letter)).flatten() {
            Some((name, _)) => push_command(name, after, out),
            None => out.push(letter),
        }
        return Some(after);
    }
    if let Some((command, _, arguments)) = FUNCTIONS.iter().find(|(_, function, _)| *function == word) {
        out.push('\\');
        out.push_str(command);
        for i in 0..*arguments {
            after = after.strip_prefix(if i > 0 { ',' } else { '(' })?.trim_start();
            out.push('{');
            after = typst_list(after, &[',', ')'], depth + 1, out)?;
            out.push('}');
        }
        return after.strip_prefix(')');
    }
    let known = OPERATORS.contains(&word) || is_greek(word);
    known.then(|| push_command(word, after, out))?;
    Some(after)
}

/// Letters that have the same name in both.
fn is_greek(name: &str) -> bool {
    let letter = latex::symbol(name).and_then(|symbol| symbol.chars().next());
    letter.is_some_and(|c| matches!(c, 'Α'..='ω')) && !matches!(name, "epsilon" | "phi")
}

/// Adds a command, apart from a letter after it.
fn push_command(name: &str, after: &str, out: &mut String) {
    out.push('\\');
    out.push_str(name);
    if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_becomes_typst_and_comes_back() {
        for (tex, typst) in [
            ("x", "x"),
            ("ab", "a b"),
            (r"\mathbf{P}^{1}", "bold(P)^(1)"),
            (r"\frac{1}{2}", "frac(1, 2)"),
            (r"\mathrm{SU}(3)", "\"SU\"(3)"),
            (r"\sqrt{2}", "sqrt(2)"),
            (r"\mathbb{R}^{n}", "bb(R)^(n)"),
            (r"\log n", "log n"),
            ("x=1", "x=1"),
        ] {
            assert_eq!(from_tex(tex).as_deref(), Some(typst), "{tex}");
            assert_eq!(
                to_tex(typst).as_deref().map(|t| t.replace(' ', "")),
                Some(tex.replace(' ', "")),
                "{typst}"
            );
        }
        assert_eq!(from_tex(r"\alpha x_i^2").as_deref(), Some("α x_(i)^(2)"));
        assert_eq!(from_tex(r"10^{-3}/\lambda").as_deref(), Some(r"10^(-3)\/λ"));
        assert_eq!(to_tex("alpha x").as_deref(), Some(r"\alpha x"));
        assert_eq!(to_tex("α x").as_deref(), Some(r"\alpha x"));
    }

    #[test]
    fn what_is_unknown_is_left_alone() {
        for tex in [
            r"\foo",
            "{",
            "}",
            r"\mathrm{\a}",
            "%",
            r"\hat{a,b}",
            "x^)",
            r"\frac{1}",
            &"{".repeat(10_000),
            &"^".repeat(10_000),
        ] {
            assert_eq!(from_tex(tex), None, "{tex}");
        }
        for typst in ["a/b", "#x", "foo", "(", "mat(1, 2)", &"(".repeat(10_000), &"_".repeat(10_000)] {
            assert_eq!(to_tex(typst), None, "{typst}");
        }
    }
}
