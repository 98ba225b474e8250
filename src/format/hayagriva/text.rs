//! Formattable strings: braces protect case, dollars enclose Typst mathematics, and a
//! backslash before either, or before itself, makes it plain
//! (docs/file-format.md, "Formattable String"; `types/strings.rs`).

use std::borrow::Cow;

use crate::record::{Event, Mark, MarkKind, Text};

/// Writes a text as a formattable string. Gives the string, and whether markup was lost.
pub(super) fn write(text: &Text<'_>) -> (String, bool) {
    let mut string = String::with_capacity(text.plain().len() + 8);
    let mut lost = false;
    // Inside mathematics nothing but what would end it is special.
    let mut math = 0usize;
    let mut quotes = 0usize;
    let mut protected = 0usize;
    for event in text.events() {
        match event {
            Event::Open(MarkKind::NoCase) => {
                if math == 0 && protected == 0 {
                    string.push('{');
                }
                protected += 1;
            }
            Event::Close(MarkKind::NoCase) => {
                protected -= 1;
                if math == 0 && protected == 0 {
                    string.push('}');
                }
            }
            Event::Open(MarkKind::Math) => {
                if math == 0 {
                    string.push('$');
                }
                math += 1;
            }
            Event::Close(MarkKind::Math) => {
                math -= 1;
                if math == 0 {
                    string.push('$');
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
            Event::Open(_) => lost = true,
            Event::Close(_) => {}
            Event::Str(part) => {
                for c in part.chars() {
                    if matches!(c, '\\' | '{' | '}' | '$') {
                        string.push('\\');
                    }
                    string.push(c);
                }
            }
        }
    }
    (string, lost)
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
                Some(from) => marks.push(Mark::new(from..plain.len(), MarkKind::Math)),
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
    if depth > 0 {
        marks.push(Mark::new(protected_from..plain.len(), MarkKind::NoCase));
    }
    if let Some(from) = math_from {
        marks.push(Mark::new(from..plain.len(), MarkKind::Math));
    }
    (Text::with_marks(plain, marks), sound)
}
