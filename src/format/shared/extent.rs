//! How much there is of a thing, as library catalogues say it: `vii, 322 p. ; 23 cm.`,
//! `2 volumes`, `301 Seiten`.

/// How many pages and volumes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent<'t> {
    pub pages: Option<&'t str>,
    pub volumes: Option<&'t str>,
}

const PAGES: &[&str] = &["p", "pp", "page", "pages", "s", "seiten", "leaves", "l", "bl", "blätter"];
const VOLUMES: &[&str] = &["v", "vol", "vols", "volume", "volumes", "bd", "bde", "bände"];

/// Reads an extent: numbers with what is counted behind them.
pub(crate) fn read(text: &str) -> Extent<'_> {
    let mut extent = Extent::default();
    let words = text.split([' ', ',', ';', ':', '(', ')', '\u{a0}']).filter(|word| !word.is_empty());
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let number = word.trim_start_matches('[').trim_end_matches(']');
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let unit = words.peek().map(|unit| unit.trim_end_matches('.').to_lowercase()).unwrap_or_default();
        if PAGES.contains(&&*unit) {
            extent.pages.get_or_insert(number);
        } else if VOLUMES.contains(&&*unit) {
            extent.volumes.get_or_insert(number);
        }
    }
    extent
}

/// The number of pages, if the text says nothing else: `173 s.`.
pub(crate) fn pages(text: &str) -> Option<&str> {
    let (number, unit) = text.trim().split_once([' ', '\u{a0}']).unwrap_or((text, "p"));
    let unit = unit.trim_end_matches('.').to_lowercase();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && PAGES.contains(&&*unit)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_volumes_are_told_apart() {
        for (text, pages, volumes) in [
            ("vii, 322 p. ; 23 cm.", Some("322"), None),
            ("2 volumes", None, Some("2")),
            ("vii, 301 Seiten", Some("301"), None),
            ("3 v. (1200 p.)", Some("1200"), Some("3")),
            ("1 online resource (xii, 45 pages)", Some("45"), None),
            ("[16] leaves", Some("16"), None),
            ("1 map", None, None),
        ] {
            assert_eq!(read(text), Extent { pages, volumes }, "{text}");
        }
    }
}
