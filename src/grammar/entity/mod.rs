//! Character references of HTML and XML.

mod names;

use names::NAMES;

/// The reference at the start of a text (`&amp;`, `&uuml;`, `&#228;`, `&#xE4;`): its
/// length, semicolon and all, and the character that it stands for. The names are HTML's;
/// numbers from 128 to 159 mean what they mean in Windows-1252, as in every browser.
/// `None` for anything else, and for control characters.
pub(crate) fn read(text: &str) -> Option<(usize, char)> {
    let (length, c) = any(text)?;
    (!c.is_control()).then_some((length, c))
}

/// The same, but control characters that XML allows (tab, LF, CR) are read too.
pub(super) fn any(text: &str) -> Option<(usize, char)> {
    const LONGEST: usize = 12;
    let end = text.as_bytes().iter().take(LONGEST).position(|b| *b == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMES.get(NAMES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?)?.1,
    };
    Some((end + 1, c))
}

fn numbered(number: &str) -> Option<char> {
    let code: u32 = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next(),
        _ => char::from_u32(code),
    }
    .filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        for (text, expected) in [
            ("&amp; b", Some((5, '&'))),
            ("&uuml;", Some((6, 'ü'))),
            ("&Scaron;", Some((8, 'Š'))),
            ("&alpha;", Some((7, 'α'))),
            ("&AElig;", Some((7, 'Æ'))),
            ("&#228;", Some((6, 'ä'))),
            ("&#x2014;", Some((8, '—'))),
            ("&#150;", Some((6, '–'))),
            ("&#xD;", None),
            ("&#0;", None),
            ("&foo;", None),
            ("&", None),
            ("& b;", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(any("&#xD;"), Some((5, '\r')));
        assert!(NAMES.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
