//! Dates in the encodings of MODS.

use crate::grammar::xml::Writer as Xml;
use crate::record::{Bound, Date, Point};

/// A date: as W3CDTF where it is that, else as EDTF; an interval by its ends.
pub(super) fn write_date(xml: &mut Xml<'_>, element: &str, date: &Date<'_>, key: bool) {
    let key: &[(&str, &str)] = if key { &[("keyDate", "yes")] } else { &[] };
    let Date::Edtf(edtf) = date else { return xml.leaf_with(element, key, &date.to_string()) };
    let simple = |point: &Point| {
        let plain = Point { year: point.year, month: point.month, day: point.day, ..Point::default() };
        plain == *point && point.year.is_some_and(|year| (0..=9999).contains(&year))
    };
    let with = |more: &[(&'static str, &'static str)]| {
        let all: Vec<(&str, &str)> = key.iter().copied().chain(more.iter().copied()).collect();
        all
    };
    match (&edtf.start, &edtf.end) {
        (Bound::At(point), None) if simple(point) => {
            xml.leaf_with(element, &with(&[("encoding", "w3cdtf")]), &edtf.to_string());
        }
        (Bound::At(point), None) if simple(&Point { approximate: false, ..*point }) => {
            let plain = Date::from(Point { approximate: false, ..*point });
            let more = [("encoding", "w3cdtf"), ("qualifier", "approximate")];
            xml.leaf_with(element, &with(&more), &plain.to_string());
        }
        (Bound::At(start), Some(Bound::At(end))) if simple(start) && simple(end) => {
            let more = [("encoding", "w3cdtf"), ("point", "start")];
            xml.leaf_with(element, &with(&more), &Date::from(*start).to_string());
            xml.leaf_with(
                element,
                &[("encoding", "w3cdtf"), ("point", "end")],
                &Date::from(*end).to_string(),
            );
        }
        _ => xml.leaf_with(element, &with(&[("encoding", "edtf")]), &edtf.to_string()),
    }
}
