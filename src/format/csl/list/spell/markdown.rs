//! Markdown, as CommonMark and pandoc read it: an entry a paragraph.

use crate::format::csl::list::line::{Line, Run};
use crate::format::csl::list::{List, Spell};

pub(in crate::format::csl::list) struct Markdown;

impl Spell for Markdown {
    fn list(&self, list: &List) -> String {
        let mut text = String::new();
        for entry in &list.entries {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            if let Some(margin) = &entry.margin {
                line(margin, &mut text);
                text.push(' ');
            }
            line(&entry.body, &mut text);
            guard_start(&mut text, start);
            text.push('\n');
        }
        text
    }
}

fn line(line: &Line, out: &mut String) {
    for (at, one) in line.runs.iter().enumerate() {
        let next = line.runs.get(at + 1).and_then(|next| next.text.chars().next());
        run(one, next, out);
    }
}

fn run(run: &Run, next: Option<char>, out: &mut String) {
    let look = &run.look;
    // Marks do not take blanks at their ends.
    let inner = run.text.trim();
    let (before, after) = match run.text.find(inner) {
        Some(at) if !inner.is_empty() => (&run.text[..at], &run.text[at + inner.len()..]),
        _ => return out.push_str(&run.text),
    };
    out.push_str(before);
    let next = after.chars().next().or(next);
    let stars = are_seen(out.chars().next_back(), inner, next);
    let star = |on: bool, star: &'static str, open: &'static str, close: &'static str| match stars {
        true => (on, star, star),
        false => (on, open, close),
    };
    let tags = [
        star(look.italic, "*", "<em>", "</em>"),
        star(look.bold, "**", "<strong>", "</strong>"),
        (look.small_caps, "<span style=\"font-variant: small-caps;\">", "</span>"),
        (look.underlined, "<u>", "</u>"),
        (look.struck, "<s>", "</s>"),
        (look.raised, "<sup>", "</sup>"),
        (look.lowered, "<sub>", "</sub>"),
        (look.math, "$", "$"),
    ];
    tags.iter().filter(|(on, ..)| *on).for_each(|(_, open, _)| out.push_str(open));
    match &look.link {
        Some(link) if is_address(inner) && link == inner => out.push_str(&format!("<{link}>")),
        Some(link) => {
            out.push('[');
            escape(inner, out);
            out.push_str(&format!("](<{}>)", link.replace(['<', '>', '\n'], "")));
        }
        None if look.code && !inner.contains('`') => out.push_str(&format!("`{inner}`")),
        None if look.math => out.push_str(inner),
        None => escape(inner, out),
    }
    tags.iter().rev().filter(|(on, ..)| *on).for_each(|(.., close)| out.push_str(close));
    out.push_str(after);
}

/// Whether an address can stand between angle brackets as it is.
fn is_address(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
}

/// Whether stars around a stretch are seen as marks (CommonMark 0.31, 6.2): punctuation
/// inside of them needs blanks or punctuation outside.
fn are_seen(before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    let first = letter(inner.chars().next()) || !letter(before);
    let last = letter(inner.chars().next_back()) || !letter(after);
    let starred = before == Some('*') || after == Some('*');
    first && last && !starred
}

/// Text with backslashes before what would be markup.
fn escape(text: &str, out: &mut String) {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let escape = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '^' | '$' | '|' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '@' => !before.is_alphanumeric(),
            '&' => after == '#' || after.is_ascii_alphabetic(),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        before = c;
    }
}

/// Keeps a paragraph from being a list, a heading or a rule.
fn guard_start(text: &mut String, start: usize) {
    let paragraph = &text[start..];
    let digits = paragraph.bytes().take_while(u8::is_ascii_digit).count();
    let at = match paragraph.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits,
        Some(b'-' | b'+' | b'#' | b'=' | b':' | b'%') if digits == 0 => 0,
        _ => return,
    };
    text.insert(start + at, '\\');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::csl::list::Entry;
    use crate::format::csl::list::line::Look;

    fn paragraph(runs: &[(&str, Look)]) -> String {
        let mut body = Line::default();
        runs.iter().for_each(|(text, look)| body.push(text, look));
        let entries = vec![Entry { key: String::new(), margin: None, body }];
        Markdown.list(&List { entries, hanging: false }).trim_end().to_owned()
    }

    #[test]
    fn text_is_no_markup() {
        for (text, expected) in [
            ("2020. A year", "2020\\. A year"),
            ("- a", "\\- a"),
            ("# a", "\\# a"),
            ("a_b _c_ *d* [e] `f`", "a_b \\_c\\_ \\*d\\* \\[e\\] \\`f\\`"),
            ("a@b @c &amp; A & B", "a@b \\@c \\&amp; A & B"),
            ("1 < 2 ~ $3", "1 \\< 2 \\~ \\$3"),
        ] {
            assert_eq!(paragraph(&[(text, Look::default())]), expected);
        }
    }

    #[test]
    fn marks_stand_where_they_are_seen() {
        let italic = || Look { italic: true, ..Look::default() };
        let plain = Look::default;
        for (runs, expected) in [
            (vec![("In ", plain()), ("Plums ", italic()), ("4", plain())], "In *Plums* 4"),
            (vec![("a", plain()), ("(b)", italic())], "a<em>(b)</em>"),
            (vec![("a", plain()), ("b", italic()), ("c", plain())], "a*b*c"),
            (vec![("x^2", Look { math: true, ..plain() })], "$x^2$"),
        ] {
            assert_eq!(paragraph(&runs), expected);
        }
        let link = |link: &str| Look { link: Some(link.to_owned()), ..plain() };
        assert_eq!(paragraph(&[("https://a.org/_b", link("https://a.org/_b"))]), "<https://a.org/_b>");
        assert_eq!(
            paragraph(&[("10.5555/x", link("https://doi.org/10.5555/x"))]),
            "[10.5555/x](<https://doi.org/10.5555/x>)"
        );
    }
}
