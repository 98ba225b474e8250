//! Commands and mathematics.

use crate::grammar::entity;
use crate::record::{Mark, MarkKind};

use super::super::commands::{Action, LOGOS, TERMS};
use super::super::{accent, action, math, symbol, tie, tipa_accents, verbatim};
use super::decoder::{Close, Decoder};
use super::{Purpose, is_blank};

impl<'s> Decoder<'s> {
    /// A character reference is the wreckage of another format: `AT&amp;T`.
    pub(super) fn ampersand(&mut self) {
        let (length, c) = entity::read(&self.source[self.at..]).unwrap_or((1, '&'));
        self.at += length;
        self.put(c);
    }

    pub(super) fn dollar(&mut self) {
        let rest = &self.source[self.at..];
        let fence = if rest.starts_with("$$") { "$$" } else { "$" };
        let inner = &rest[fence.len()..];
        let mut from = 0;
        while let Some(found) = inner[from..].find(fence) {
            let end = from + found;
            if !inner[..end].ends_with('\\') {
                self.at += 2 * fence.len() + end;
                self.math(&inner[..end]);
                return;
            }
            from = end + fence.len();
        }
        // An amount of money.
        self.at += 1;
        self.put('$');
    }

    fn math(&mut self, source: &str) {
        let start = self.out.len();
        self.accents.clear();
        match math::simple(source) {
            Some((text, marks)) => {
                self.out.push_str(&text);
                let moved =
                    |mark: Mark| Mark::new(mark.range().start + start..mark.range().end + start, mark.kind);
                self.marks.extend(marks.into_iter().map(moved));
            }
            None => {
                let source = source.trim_matches(is_blank);
                self.out.push_str(source);
                self.marks.push(Mark::new(start..self.out.len(), MarkKind::Math));
            }
        }
    }

    pub(super) fn command(&mut self) {
        let start = self.at;
        let rest = &self.source[start + 1..];
        let Some(first) = rest.chars().next() else {
            self.at = self.source.len();
            return;
        };
        let word = first.is_ascii_alphabetic();
        let mut length = if word {
            rest.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let starred = word && rest[length..].starts_with('*');
        if starred && action(&rest[..=length]).is_some() {
            length += 1;
        }
        let name = &rest[..length];
        let star = usize::from(starred && !name.ends_with('*') && action(name).is_some());
        let after = start + 1 + length + star;
        let rest = &self.source[after..];
        self.at = if word { self.source.len() - rest.trim_start_matches(is_blank).len() } else { after };
        let one = accent(name).or_else(|| tie(name)).map(|mark| [mark]);
        let marks = one.as_ref().map_or_else(|| tipa_accents(name), <[char; 1]>::as_slice);
        if !marks.is_empty() {
            self.at = self.source.len() - rest.trim_start_matches(is_blank).len();
            if self.argument(Close::Accent, 0) {
                let depth = self.frames.len();
                self.accents.extend(marks.iter().rev().map(|mark| (*mark, depth)));
            } else {
                let depth = self.frames.len() + 1;
                self.accents.extend(marks.iter().rev().map(|mark| (*mark, depth)));
                if self.source[self.at..].starts_with('}') {
                    self.settle_accents(self.frames.len());
                }
            }
        } else if first.is_ascii_whitespace() {
            self.put(' ');
        } else if name == "&" {
            self.at = after - 1;
            self.ampersand();
        } else if let Some(text) = symbol(name) {
            let from = self.out.len();
            self.put_str(text);
            if self.purpose == Purpose::Title && self.protected == 0 && LOGOS.contains(&name) {
                self.marks.push(Mark::new(from..self.out.len(), MarkKind::NoCase));
            }
        } else if let Some(action) = action(name) {
            self.act(action);
        } else if name == "(" || name == "[" {
            let fence = if name == "(" { "\\)" } else { "\\]" };
            let inner = &self.source[after..];
            let end = inner.find(fence).unwrap_or(inner.len());
            self.at = (after + end + fence.len()).min(self.source.len());
            self.math(&inner[..end]);
        } else {
            let before = self.at;
            self.skip_option();
            let option = self.at;
            if starred {
                self.at += usize::from(self.source[self.at..].starts_with('*'));
            }
            let takes = self.argument(Close::Argument, 0);
            if self.dropping == 0 {
                self.unknown.push(start..if takes && option > before { option } else { after });
            }
            if !takes {
                self.at = after;
                self.put_str(&self.source[start..after]);
            }
        }
    }

    /// Steps over what stands before a command that comes soon.
    fn skip_past(&mut self, command: &str) {
        let rest = &self.source.as_bytes()[self.at..];
        let near = &rest[..rest.len().min(200)];
        if let Some(found) = memchr::memmem::find(near, command.as_bytes()) {
            let rest = &self.source[self.at + found + command.len()..];
            self.at = self.source.len() - rest.trim_start_matches(is_blank).len();
        }
    }

    /// Steps over an optional argument in brackets.
    fn skip_option(&mut self) {
        let rest = &self.source[self.at..];
        if rest.starts_with('[')
            && let Some(end) = memchr::memchr3(b']', b'{', b'\\', rest.as_bytes())
            && rest.as_bytes()[end] == b']'
        {
            self.at += end + 1;
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Mark(kind) => {
                self.skip_option();
                self.argument(Close::Mark(kind), 0);
            }
            Action::Declare(kind) => self.declared.push((kind, self.out.len())),
            Action::Upright => {
                let from = self.frames.last().map_or(0, |frame| frame.declared);
                self.close_declared(from);
            }
            Action::Keep => {
                self.skip_option();
                self.argument(Close::Argument, 0);
            }
            Action::Skip(count) => {
                let skipped: Vec<_> = (0..count).map(|_| self.raw_argument()).collect();
                if !self.argument(Close::Argument, 0)
                    && let Some(Some(only)) = skipped.last()
                {
                    self.put_str(only);
                }
            }
            Action::Link => {
                let address = self.raw_argument().unwrap_or_default();
                let text = self.source[self.at..].trim_start_matches(is_blank);
                if let Some(text) = text.strip_prefix('{') {
                    let same = text.strip_prefix(address).is_some_and(|rest| rest.starts_with('}'));
                    self.partial |= !same && !address.is_empty();
                    self.argument(Close::Argument, 0);
                } else {
                    self.put_str(address);
                }
            }
            Action::Aside => self.partial |= self.raw_argument().is_some(),
            Action::First => {
                self.argument(Close::Argument, 1);
            }
            Action::Drop(count) => {
                if count > 0 {
                    self.argument(Close::Drop, count - 1);
                }
            }
            Action::Term => {
                let Some(key) = self.raw_argument().map(str::trim) else { return };
                let words = TERMS.iter().find(|(name, _)| *name == key).map_or(key, |(_, words)| *words);
                self.put_str(words);
            }
            Action::Verbatim => {
                if let Some(raw) = self.raw_argument() {
                    let text = verbatim(raw);
                    self.put_str(&text);
                }
            }
            Action::Wrap(before, after) => {
                self.put_str(before);
                if after.is_empty() {
                    return;
                }
                self.argument(Close::Text(after), 0);
            }
            Action::Math => {
                if let Some(raw) = self.raw_argument() {
                    self.math(raw);
                }
            }
            Action::Upper => {
                self.argument(Close::Upper, 0);
            }
            Action::Lower => {
                self.argument(Close::Lower, 0);
            }
            Action::Char => self.char_by_number(false),
            Action::Hex => self.char_by_number(true),
            Action::Blank => self.blank(),
            Action::Paragraph => self.paragraph(),
            Action::Length { glue } => {
                let rest = &self.source[self.at..];
                let number = rest.bytes().take_while(|b| b" +-.0123456789".contains(b)).count();
                let unit = rest.as_bytes().get(number..number + 2);
                let unit = unit.filter(|unit| number > 0 && unit.iter().all(u8::is_ascii_lowercase));
                self.at += number + unit.map_or(0, <[u8]>::len);
                self.at += usize::from(self.source[self.at..].starts_with(' '));
                if glue {
                    self.blank();
                }
            }
            Action::ElseBranch => self.skip_past("\\else"),
            Action::SkipToFi => self.skip_past("\\fi"),
        }
    }

    /// `\char"E9`, `\char233`, `\symbol{233}`; or always in hexadecimal.
    fn char_by_number(&mut self, hex: bool) {
        let spec = match self.raw_argument() {
            Some(raw) => raw.trim(),
            None => {
                let rest = &self.source[self.at..];
                let end =
                    rest.bytes().skip(1).position(|b| !b.is_ascii_hexdigit()).map_or(rest.len(), |n| n + 1);
                let end = if rest.is_char_boundary(end) { end } else { 0 };
                self.at += end;
                self.source[self.at - end..self.at].trim()
            }
        };
        let code = match spec.as_bytes().first() {
            Some(b'"') => u32::from_str_radix(&spec[1..], 16).ok(),
            _ if hex => u32::from_str_radix(spec, 16).ok(),
            Some(b'\'') => u32::from_str_radix(&spec[1..], 8).ok(),
            Some(b'`') => spec.chars().last().map(u32::from),
            _ => spec.parse().ok(),
        };
        match code.and_then(char::from_u32) {
            Some(c) if !c.is_control() => self.put(c),
            _ => self.put_str(spec),
        }
    }
}
