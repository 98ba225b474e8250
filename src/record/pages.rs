//! Page ranges.

use std::borrow::Cow;
use std::fmt;

/// The ranges of a page field: `12-34, 40` are two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages<'a>(pub Vec<PageRange<'a>>);

/// A page, or a range of pages. Pages are strings: `xii`, `S10`, `e1234`, `10:1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRange<'a> {
    /// The first page.
    pub first: &'a str,
    /// The last page; empty in an open range (`12-`, `12ff.`).
    pub last: Option<&'a str>,
}

impl<'a> Pages<'a> {
    /// Reads ranges separated by `,`, `;` or `&`, whose ends are separated by a hyphen or
    /// dash of any kind and number. A hyphen inside a page (`1-12-1-34`, `S-10`) is told
    /// from a range's by there being one separator at most; else the whole is one page.
    pub fn parse(text: &'a str) -> Self {
        let ranges = text.split([',', ';', '&']).map(str::trim).filter(|part| !part.is_empty());
        Pages(ranges.map(PageRange::parse).collect())
    }

    /// The first page of all.
    pub fn first(&self) -> Option<&'a str> {
        self.0.first().map(|range| range.first)
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

impl<'a> PageRange<'a> {
    fn parse(part: &'a str) -> Self {
        let mut ends = part.split(is_dash).map(str::trim).filter(|end| !end.is_empty());
        let dashed = part.contains(is_dash);
        match (ends.next(), ends.next(), ends.next()) {
            (Some(first), None, _) if dashed && part.ends_with(is_dash) => {
                PageRange { first, last: Some("") }
            }
            (Some(first), Some(last), None) if part.starts_with(first) => {
                PageRange { first, last: Some(last) }
            }
            _ => PageRange { first: part, last: None },
        }
    }
}

/// With one hyphen between the ends, as CSL wants.
impl fmt::Display for Pages<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, range) in self.0.iter().enumerate() {
            write!(f, "{}{}", if i > 0 { ", " } else { "" }, range.first)?;
            if let Some(last) = range.last {
                write!(f, "-{last}")?;
            }
        }
        Ok(())
    }
}

/// The last page in full: `205` after `1194` is `1205`.
pub fn last_page<'t>(first: &str, last: &'t str) -> Cow<'t, str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if last.len() < first.len() && digits(first) && digits(last) {
        let full = format!("{}{last}", &first[..first.len() - last.len()]);
        if *full > *first {
            return Cow::Owned(full);
        }
    }
    Cow::Borrowed(last)
}

/// A range whose last page is abbreviated, in full: `1194-1205` for `1194-205`.
pub fn full_range(text: &str) -> Option<String> {
    let (first, last) = text.split_once(['-', '–'])?;
    let (first, last) = (first.trim(), last.trim());
    let full = last_page(first, last);
    (full != last).then(|| format!("{first}-{full}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_with_any_dash() {
        for (text, expected) in [
            ("12--34", "12-34"),
            ("12–34, 40", "12-34, 40"),
            ("e1234", "e1234"),
            ("xii - xv; 3", "xii-xv, 3"),
            ("12-", "12-"),
            ("10:1-10:30", "10:1-10:30"),
            ("1-12-1-34", "1-12-1-34"),
            ("", ""),
        ] {
            assert_eq!(Pages::parse(text).to_string(), expected);
        }
        assert_eq!(Pages::parse("S10—S15").first(), Some("S10"));
    }
}
