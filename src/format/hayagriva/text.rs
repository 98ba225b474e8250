//! Formattable strings: braces protect case, dollars enclose Typst mathematics, and a
//! backslash before either, or before itself, makes it plain
//! (docs/file-format.md, "Formattable String"; `types/strings.rs`).

use crate::record::{Event, MarkKind, Text};

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
