//! Characters outside ASCII as LaTeX commands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::table::Use;
use super::{accent_command, command};

/// Writes a dash or quotation mark with ASCII characters that TeX's fonts join, parted
/// from the same characters before and after it; says whether `c` is one.
pub(super) fn push_ligature(c: char, rest: &str, out: &mut Vec<u8>) -> bool {
    let ligature = match c {
        '–' => "--",
        '—' => "---",
        '“' => "``",
        '”' => "''",
        '‘' => "`",
        '’' => "'",
        _ => return false,
    };
    let first = ligature.as_bytes().first();
    if out.last() == first {
        out.extend_from_slice(b"{}");
    }
    out.extend_from_slice(ligature.as_bytes());
    if rest.as_bytes().first() == first {
        out.extend_from_slice(b"{}");
    }
    true
}

/// Writes a character outside ASCII, in a group of its own: BibTeX takes `{\'e}` for one
/// letter in sorting and changing case. What LaTeX has no command for becomes
/// `{\char"4E2D}`, which XeTeX and LuaTeX set.
pub(super) fn push(c: char, out: &mut Vec<u8>) {
    match command(c) {
        Some((name, Use::Math)) => {
            out.extend_from_slice(b"{$\\");
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"$}");
        }
        Some((name, _)) => {
            out.extend_from_slice(b"{\\");
            out.extend_from_slice(name.as_bytes());
            out.push(b'}');
        }
        None => accented(c, out),
    }
}

/// Writes a character outside ASCII inside mathematics.
pub(super) fn push_in_math(c: char, out: &mut Vec<u8>) {
    match command(c) {
        Some((name, Use::Math)) => out.extend_from_slice(["{\\", name, "}"].concat().as_bytes()),
        _ => {
            out.extend_from_slice(b"{\\text");
            push(c, out);
            out.push(b'}');
        }
    }
}

/// A letter with its marks: `{\'e}`, `{\v c}`, `{\'{\^e}}`.
fn accented(c: char, out: &mut Vec<u8>) {
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next().unwrap_or(c);
    let commands: Option<Vec<&str>> = parts.map(accent_command).collect();
    let commands = commands.filter(|commands| !commands.is_empty() && base.is_ascii());
    let Some(commands) = commands else {
        return match accent_command(c).filter(|_| is_combining_mark(c)) {
            Some(accent) => out.extend_from_slice(["{\\", accent, "{}}"].concat().as_bytes()),
            None => out.extend_from_slice(format!("{{\\char\"{:X}}}", u32::from(c)).as_bytes()),
        };
    };
    // The outermost accent is the last mark.
    for accent in commands.iter().rev() {
        out.extend_from_slice(b"{\\");
        out.extend_from_slice(accent.as_bytes());
    }
    if commands.first().is_some_and(|accent| accent.starts_with(|c: char| c.is_ascii_alphabetic())) {
        out.push(b' ');
    }
    out.extend(u8::try_from(base));
    out.extend(std::iter::repeat_n(b'}', commands.len()));
}
