//! Values of fields: in braces, in quotation marks, bare, or several joined.

use memchr::memchr_iter;
use nom::bytes::complete::take_while1;
use nom::{IResult, Parser};

use super::super::raw::{Shape, is_balanced};
use super::super::scan::balanced;
use super::{Syntax, begins_field};
use crate::diagnostic::codes;

impl Syntax<'_> {
    /// Reads a value.
    pub(super) fn value(&mut self) -> Shape {
        let mut shape = None;
        loop {
            let found = match self.peek() {
                Some(b'{') => self.braced(),
                Some(b'"') => self.quoted(),
                _ => match bare(self.rest()) {
                    Ok((_, token)) => {
                        self.at += token.len();
                        let number = token.bytes().all(|b| b.is_ascii_digit());
                        if number { Shape::Number } else { Shape::Name }
                    }
                    Err(_) => return shape.unwrap_or(Shape::Bare),
                },
            };
            if found == Shape::Unclosed {
                return if shape.is_none() { found } else { Shape::Bare };
            }
            shape = Some(if shape.is_none() { found } else { Shape::Joined });
            let (after, comments) = (self.at, self.comments.len());
            self.skip();
            if self.peek() != Some(b'#') {
                self.at = after;
                self.comments.truncate(comments);
                return shape.unwrap_or(found);
            }
            self.at += 1;
            self.skip();
        }
    }

    fn braced(&mut self) -> Shape {
        let start = self.at;
        let limit = self.value_limit();
        match balanced(self.text, start, limit, self.escapes) {
            Some(end) => {
                self.at = end;
                let odd = self.escapes && !is_balanced(&self.text[start..end]);
                if odd { Shape::Escaped } else { Shape::Delimited }
            }
            None => self.unclosed_value(start),
        }
    }

    fn quoted(&mut self) -> Shape {
        let start = self.at;
        let mut depth = 0usize;
        let limit = self.value_limit();
        let bytes = &self.text.as_bytes()[..limit];
        for (at, &byte) in bytes.iter().enumerate().skip(start + 1) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => {
                    // The quotation mark of the next field is none of this value's.
                    let next = self.text[at + 1..self.end].trim_start();
                    let ends = next.is_empty() || next.starts_with([',', '#', '%', '}', ')']);
                    if !ends && self.field_line() < at {
                        return self.unclosed_value(start);
                    }
                    self.at = at + 1;
                    let odd = self.escapes && !is_balanced(&self.text[start..=at]);
                    return if odd { Shape::Escaped } else { Shape::Delimited };
                }
                _ => {}
            }
        }
        self.unclosed_value(start)
    }

    /// Where the value that begins here must have ended.
    fn value_limit(&mut self) -> usize {
        if self.open { self.field_line() } else { self.end }
    }

    /// Where the first line ends, from here on, after which a field begins; else the end.
    fn field_line(&mut self) -> usize {
        let line = match self.line {
            Some(line) if line >= self.at => line,
            _ => {
                let rest = self.rest();
                let found = memchr_iter(b'\n', rest.as_bytes()).find(|n| begins_field(&rest[n + 1..]));
                found.map_or(self.end, |n| self.at + n)
            }
        };
        self.line = Some(line);
        line.min(self.end)
    }

    /// A value that is not closed ends before the next line that begins a field.
    fn unclosed_value(&mut self, start: usize) -> Shape {
        self.report(codes::UNCLOSED_VALUE, start..start + 1, "");
        // From now on, no value is trusted to end beyond its line of fields.
        self.open = true;
        let line = self.field_line();
        let value = self.text[start..line].trim_end();
        let value = if line == self.end { value.trim_end_matches(['}', '\n', ' ']) } else { value };
        let value = value.strip_suffix(',').unwrap_or(value).trim_end();
        let length = value.len().max(1);
        if line == self.end {
            // What is cut off is the closing brace at most.
            self.closed |= self.rest()[length..].contains(['}', ')']);
            self.end = start + length;
        }
        self.at = start + length;
        Shape::Unclosed
    }
}

/// A number or the name of a string.
fn bare(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| !c.is_whitespace() && !matches!(c, '=' | ',' | '{' | '}' | '"' | '#')).parse(input)
}
