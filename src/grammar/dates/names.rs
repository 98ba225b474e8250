//! Words and numbers in dates: months, seasons, days, and what stands between them.

/// Words between the parts of a date.
pub(super) const FILLERS: &[&str] =
    &["of", "the", "and", "to", "bis", "und", "de", "et", "a", "st", "nd", "rd", "th"];

/// Names of months in the languages that are met; abbreviations of three or more letters
/// mean the first that begins with them.
#[rustfmt::skip]
const MONTHS: &[(&str, u8)] = &[
    ("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6), ("july", 7),
    ("august", 8), ("september", 9), ("october", 10), ("november", 11), ("december", 12),
    ("januar", 1), ("jänner", 1), ("februar", 2), ("märz", 3), ("maerz", 3), ("mai", 5), ("juni", 6),
    ("juli", 7), ("oktober", 10), ("dezember", 12),
    ("janvier", 1), ("février", 2), ("fevrier", 2), ("mars", 3), ("avril", 4), ("juin", 6), ("juillet", 7),
    ("août", 8), ("aout", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11), ("décembre", 12),
    ("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5), ("junio", 6), ("julio", 7),
    ("agosto", 8), ("septiembre", 9), ("setiembre", 9), ("octubre", 10), ("noviembre", 11), ("diciembre", 12),
    ("gennaio", 1), ("febbraio", 2), ("aprile", 4), ("maggio", 5), ("giugno", 6), ("luglio", 7),
    ("settembre", 9), ("ottobre", 10), ("dicembre", 12),
    ("janeiro", 1), ("fevereiro", 2), ("março", 3), ("maio", 5), ("junho", 6), ("julho", 7), ("setembro", 9),
    ("outubro", 10), ("novembro", 11), ("dezembro", 12),
    ("januari", 1), ("februari", 2), ("maart", 3), ("mei", 5), ("augustus", 8),
];

/// The number of a month.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let fits = |(name, _): &&(&str, u8)| *name == word || (word.len() >= 3 && name.starts_with(&word));
    MONTHS.iter().find(fits).map(|(_, month)| *month)
}

/// The EDTF code of a season.
pub(super) fn season(word: &str) -> Option<u8> {
    Some(match word.to_lowercase().as_str() {
        "spring" | "spr" | "frühjahr" | "frühling" | "printemps" | "primavera" | "lente" => 21,
        "summer" | "sum" | "sommer" | "été" | "estate" | "verano" | "zomer" => 22,
        "autumn" | "aut" | "fall" | "fal" | "herbst" | "automne" | "autunno" | "otoño" | "herfst" => 23,
        "winter" | "win" | "hiver" | "inverno" | "invierno" => 24,
        _ => return None,
    })
}

/// The number of a month that a word names, or EDTF's code of a season.
pub(crate) fn month_or_season(word: &str) -> Option<u8> {
    month(word).or_else(|| season(word))
}

/// The digits of a number, also of one that counts: `3`, `3rd`.
pub(crate) fn ordinal(word: &str) -> Option<&str> {
    const ORDINALS: &[&str] = &["", "st", "nd", "rd", "th", "er", "e", "º", "ª", "月", "日"];
    let (digits, ending) = word.split_at(word.bytes().take_while(u8::is_ascii_digit).count());
    let is_ordinal = ORDINALS.iter().any(|known| ending.eq_ignore_ascii_case(known));
    (is_ordinal && !digits.is_empty()).then_some(digits)
}

/// A number, with or without what makes an ordinal of it.
pub(super) fn number(word: &str) -> Option<u8> {
    ordinal(word)?.parse().ok()
}
