//! Texts without the punctuation of catalogues (ISBD), which stands before the part that
//! it announces: `Title :` is followed by a subtitle, `Place :` by a publisher.

/// A text without the marks that announce what follows it, and without the full stop at
/// the end of an area, unless that belongs to an abbreviation.
pub(super) fn trimmed(text: &str) -> &str {
    let marks = |c: char| c.is_whitespace() || matches!(c, '/' | ':' | ';' | '=' | ',');
    let text = text.trim_start_matches(marks).trim_end_matches(marks);
    let Some(bare) = text.strip_suffix('.') else { return text };
    let word = bare.rsplit([' ', '.', '-', '(', '[']).next().unwrap_or_default();
    let ends = word.chars().count() > 4
        || word.ends_with([')', ']', '"', '”'])
        || word.bytes().all(|b| b.is_ascii_digit());
    if ends && !bare.ends_with('.') { bare } else { text }
}

/// A name, of which no full stop belongs to a word of three or more small letters.
pub(super) fn name(text: &str) -> &str {
    let text = text.trim_end_matches([' ', ',', ';', ':', '/']).trim_start();
    let Some(bare) = text.strip_suffix('.') else { return text };
    let word = bare.rsplit([' ', '.', '-']).next().unwrap_or_default();
    let small = word.chars().skip(1).all(char::is_lowercase);
    let known = ["Inc", "Ltd", "Corp", "Bros", "Dept"].contains(&word);
    if word.chars().count() > 2 && small && !known { bare } else { text }
}

/// What is not known is no value: `[S.l.]`, `[s.n.]`.
pub(super) fn is_unknown(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    ["sl", "sn", "oo", "ov", "placeofpublicationnotidentified", "publishernotidentified"].contains(&&*bare)
        && (text.starts_with('[') || bare.len() > 2 || text.contains('.'))
}

/// A text without the marks around what sorting passes over.
pub(super) fn sorted(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{88}' | '\u{89}' | '\u{98}' | '\u{9c}' | '¬')).collect()
}
