//! MARCXML and MarcXchange: `record` elements with a `leader`, `controlfield`s and
//! `datafield`s of `subfield`s.

use super::record::{Datafield, Marc};
use super::{FAMILY, read};
use crate::format::shared::xml::keep_others;
use crate::format::{Confidence, ReadOptions, Sink, Start, split_at};
use crate::grammar::xml::{self, Element, Names};
use crate::record::Record;

pub(super) fn sniff(text: &str) -> Confidence {
    if xml::root(text).is_none() {
        return Confidence::No;
    }
    let own = text.contains("datafield ") && text.contains("subfield ");
    let named = text.contains("loc.gov/MARC21/slim") || text.contains("lc/xmlns/marcxchange");
    Confidence::Certain
        .when(own || (named && (xml::root_is(text, "collection") || xml::root_is(text, "record"))))
}

const NAMES: Names = Names { records: &["record"], inner: &[] };

pub(super) struct Reader;

impl crate::format::Reader for Reader {
    fn start(&self, _options: &ReadOptions) -> Start {
        split_at(|text| xml::split(text, NAMES), parse)
    }
}

pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    xml::records(text, NAMES, sink, |element, _| record(element));
}

fn record<'a>(element: Element<'_, 'a>) -> Option<Record<'a>> {
    let mut marc = Marc::default();
    for child in element.children() {
        let tag = || child.attribute("tag").unwrap_or_default();
        match child.name() {
            "leader" => marc.leader = child.exact(),
            "controlfield" => marc.control.push((tag(), child.exact())),
            "datafield" => {
                let indicator = |name: &str| {
                    let value = child.attribute(name).unwrap_or_default();
                    value.chars().next().filter(|c| *c != '#').unwrap_or(' ')
                };
                let code = |subfield: Element<'_, 'a>| {
                    subfield.attribute("code").and_then(|code| code.chars().next()).unwrap_or(UNKNOWN)
                };
                let mut subfields: Vec<_> =
                    child.all("subfield").map(|subfield| (code(subfield), subfield.text())).collect();
                if subfields.is_empty() {
                    subfields.push(('a', child.text()));
                }
                marc.fields.push(Datafield {
                    tag: tag(),
                    indicators: [indicator("ind1"), indicator("ind2")],
                    subfields,
                });
            }
            _ => {}
        }
    }
    let mut record = read::record(&marc)?;
    keep_others(&mut record, FAMILY, element, &["leader", "controlfield", "datafield"]);
    Some(record)
}

/// The code of a subfield that has none.
const UNKNOWN: char = '?';
