//! The layout of an entry: one field a line.

use crate::format::{Output, WriteOptions};
use crate::record::Record;

/// Writes `@type{key,`.
pub(super) fn open(entry_type: &str, record: &Record<'_>, ascii: bool, out: &mut Output) {
    out.byte(b'@');
    out.push(entry_type);
    out.byte(b'{');
    out.key(record, |key, out| spell_key(key, ascii, out));
    out.push(",\n");
}

/// Writes `@type{key,` with the key to the letter.
pub(super) fn open_as_is(entry_type: &str, record: &Record<'_>, out: &mut Output) {
    out.byte(b'@');
    out.push(entry_type);
    out.byte(b'{');
    out.key(record, |key, out| out.push(key));
    out.push(",\n");
}

/// Writes `  name = `.
pub(super) fn field(name: &str, options: &WriteOptions, out: &mut Output) {
    blanks(usize::from(options.indent.unwrap_or(2)), out);
    out.push(name);
    if options.align {
        blanks(WIDTH.saturating_sub(name.len()), out);
    }
    out.push(" = ");
}

/// Writes a comment between fields, on a line of its own.
pub(super) fn comment(text: &str, options: &WriteOptions, out: &mut Output) {
    blanks(usize::from(options.indent.unwrap_or(2)), out);
    out.push(text);
    out.byte(b'\n');
}

fn blanks(count: usize, out: &mut Output) {
    out.bytes.extend(std::iter::repeat_n(b' ', count));
}

/// The width of the names where values are aligned: that of the longer common ones.
const WIDTH: usize = 12;

/// Writes the comma after a value.
pub(super) fn end_field(out: &mut Output) {
    out.push(",\n");
}

/// Writes the closing brace.
pub(super) fn close(out: &mut Output) {
    out.push("}\n");
}

/// A key without what ends or breaks it: BibTeX takes blanks, `,` and `}` for its end
/// and forbids `"#%'()={`; TeX cannot cite `~` and `\`. These become `_`.
pub(super) fn spell_key(key: &str, ascii: bool, out: &mut Output) {
    let breaks = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, ',' | '{' | '}' | '"' | '#' | '%' | '\'' | '(' | ')' | '=' | '~' | '\\')
            || (ascii && !c.is_ascii())
    };
    for (i, part) in key.trim().split(breaks).enumerate() {
        if i > 0 {
            out.byte(b'_');
        }
        out.push(part);
    }
}
