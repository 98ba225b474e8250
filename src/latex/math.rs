//! Mathematics that text with marks can carry as well.

use unicode_normalization::UnicodeNormalization;

use crate::record::{Mark, MarkKind};

use super::decode::is_blank;
use super::{accent, symbol};

/// Reads mathematics that is no more than letters, digits, symbols, and sub- and
/// superscripts of such: `\alpha`, `H_2O`, `10^{-3}`. Letters are italic, as TeX sets
/// them. Anything else gives `None` and stays mathematics.
pub(super) fn simple(source: &str) -> Option<(String, Vec<Mark>)> {
    let mut reading = Simple { rest: source.trim_matches(is_blank), out: String::new(), marks: Vec::new() };
    if reading.rest.len() > 40 {
        return None;
    }
    while !reading.rest.is_empty() {
        let script = match reading.rest.as_bytes().first() {
            Some(b'^') => Some((MarkKind::Superscript, 1)),
            Some(b'_') => Some((MarkKind::Subscript, 1)),
            _ if reading.rest.starts_with("\\sp{") => Some((MarkKind::Superscript, 3)),
            _ if reading.rest.starts_with("\\sb{") => Some((MarkKind::Subscript, 3)),
            _ => None,
        };
        match script {
            None => reading.atom()?,
            Some((kind, length)) => {
                let start = reading.out.len();
                reading.rest = reading.rest[length..].trim_start_matches(is_blank);
                reading.script()?;
                reading.marks.push(Mark::new(start..reading.out.len(), kind));
            }
        }
    }
    Some((reading.out, reading.marks))
}

struct Simple<'s> {
    rest: &'s str,
    out: String,
    marks: Vec<Mark>,
}

impl Simple<'_> {
    /// One atom, or several in braces.
    fn script(&mut self) -> Option<()> {
        let Some(inner) = self.rest.strip_prefix('{') else { return self.atom() };
        self.rest = inner;
        while !self.rest.starts_with('}') {
            self.atom()?;
        }
        self.rest = &self.rest[1..];
        Some(())
    }

    fn atom(&mut self) -> Option<()> {
        let c = self.rest.chars().next()?;
        let mut length = c.len_utf8();
        match c {
            '\\' => {
                let name = &self.rest[1..];
                let word = name.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(name.len());
                let word = if word == 0 { name.chars().next()?.len_utf8() } else { word };
                length = 1 + word;
                self.wrapped(&name[..word], &name[word..], &mut length)?;
            }
            c if c.is_ascii_alphabetic() => {
                let end = self.out.len() + 1;
                match self.marks.last_mut() {
                    Some(mark) if mark.kind == MarkKind::Italic && mark.range().end + 1 == end => {
                        *mark = Mark::new(mark.range().start..end, MarkKind::Italic);
                    }
                    _ => self.marks.push(Mark::new(end - 1..end, MarkKind::Italic)),
                }
                self.out.push(c);
            }
            '-' => self.out.push('−'),
            '\'' => self.out.push('′'),
            '*' => self.out.push('*'),
            '~' => self.out.push('\u{A0}'),
            c if is_blank(c) => {
                if !self.out.ends_with(' ') {
                    self.out.push(' ');
                }
            }
            '{' | '}' | '_' | '^' | '&' | '#' | '%' => return None,
            c => self.out.push(c),
        }
        self.rest = self.rest.get(length..)?;
        Some(())
    }

    /// A command: a symbol, an accent over one letter, or upright letters in braces.
    fn wrapped(&mut self, name: &str, after: &str, length: &mut usize) -> Option<()> {
        if let Some(mark) = accent(name) {
            let inner = after.strip_prefix('{')?.split_once('}')?.0;
            let mut letters = inner.chars();
            let letter = letters.next().filter(|c| c.is_alphanumeric() && letters.next().is_none())?;
            *length += inner.len() + 2;
            self.out.extend([letter, mark].into_iter().nfc());
            return Some(());
        }
        let upright =
            matches!(name, "mathrm" | "rm" | "text" | "textrm" | "mbox" | "mathsf" | "operatorname");
        if !upright {
            self.out.push_str(symbol(name)?);
            let blanks = after.len() - after.trim_start_matches(is_blank).len();
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                *length += blanks;
            }
            return Some(());
        }
        let blanks = after.len() - after.trim_start_matches(is_blank).len();
        if name == "rm" {
            // It reaches to the end of its group.
            *length += blanks;
            let end = after[blanks..].find('}').unwrap_or(after.len() - blanks);
            let inner = &after[blanks..blanks + end];
            *length += inner.len();
            return self.letters(inner);
        }
        let inner = after[blanks..].strip_prefix('{')?;
        let inner = &inner[..inner.find('}')?];
        *length += blanks + inner.len() + 2;
        self.letters(inner)
    }

    fn letters(&mut self, text: &str) -> Option<()> {
        if text.contains(['\\', '{', '$', '^', '_']) {
            return None;
        }
        self.out.push_str(text);
        Some(())
    }
}
