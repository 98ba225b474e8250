//! What the schema of CFF 1.2.0 takes.

use crate::record::{Bound, Edtf, Field, Point};

/// The states of publication that the schema knows.
pub(super) const STATES: &[&str] =
    &["abstract", "advance-online", "in-preparation", "in-press", "preprint", "submitted"];

/// Whether a text may stand as a number and stay the same.
pub(super) fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
}

pub(super) fn is_address(text: &str) -> bool {
    ["https://", "http://", "ftp://", "sftp://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}

/// A date that is a year, a month or a day and nothing else.
pub(super) fn simple(date: &Edtf) -> Option<Point> {
    let (Bound::At(point), None) = (date.start, date.end) else { return None };
    let plain = Point { year: point.year, month: point.month, day: point.day, ..Point::default() };
    (plain == point && point.year.is_some_and(|year| (0..=9999).contains(&year))).then_some(point)
}

/// Whether it is a DOI.
pub(super) fn is_doi(text: &str) -> bool {
    let sound = |c: char| c.is_ascii_alphanumeric() || ":/_;-.()[]\\".contains(c);
    text.starts_with("10.") && text.chars().all(sound)
}

/// Whether it has the form of an ISBN or an ISSN.
pub(super) fn is_serial(field: Field, number: &str) -> bool {
    let bare = number.trim_end_matches(['X', 'x']);
    let digits = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
    if !digits || number.len() - bare.len() > 1 {
        return false;
    }
    match field {
        Field::Isbn => !number.ends_with('x') && (10..=17).contains(&bare.len()),
        _ => number.len() == 9 && number.as_bytes()[4] == b'-' && !number.contains(' '),
    }
}
