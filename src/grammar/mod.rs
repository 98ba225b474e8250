//! Grammars that several formats share.

pub(crate) mod csv;
pub(crate) mod dates;
pub(crate) mod entity;
pub(crate) mod json;
pub(crate) mod markup;
pub(crate) mod tagged;
pub mod xml;
pub mod yaml;

/// [`str::trim`], which looks at characters of all of Unicode; most texts that are trimmed
/// have nothing to trim, and their first and last bytes tell.
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}
