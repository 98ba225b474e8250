//! What of a record of a catalogue no value carries: whole fields that say what the record
//! has no word for, and subfields of the others, found by their words.

use super::FAMILY;
use super::fields::{Row, Says};
use super::host::LABELS;
use super::record::Datafield;
use super::text::{is_unknown, trimmed};
use super::{names, values};
use crate::format::shared::carried::Carried;
use crate::record::Record;

/// Control subfields: links to authorities, institutions and other fields.
const LINKS: &str = "0156789";

/// Words beside numbers and years, and those for what a thesis is.
const WORDS: &[&str] = &["c", "cop", "year", "thesis", "dissertation", "diss"];

/// Keeps what no value of the record carries, as catalogues spell it: each field with its
/// row and whether that was of use.
pub(super) fn keep<'f, 'm: 'f>(
    fields: impl Iterator<Item = ((Option<&'static Row>, &'f Datafield<'m>), bool)>,
    record: &mut Record<'static>,
) {
    let carried = Carried::new(record);
    let mut left = Vec::new();
    for ((row, field), taken) in fields {
        if row.is_some_and(|row| row.says == Says::Nothing) {
            continue;
        }
        let row = row.filter(|_| taken);
        let mut rest = String::new();
        for (code, value) in &field.subfields {
            let said = row.is_some_and(|row| {
                row.codes.contains(*code)
                    && (has(row, &carried, value) || is_said(row, *code, value, &carried))
            });
            // What a number is that the record has no word for.
            let said = said || (*code == '2' && row.is_some());
            if !said && !LINKS.contains(*code) && !value.is_empty() {
                rest.push('$');
                rest.push(*code);
                rest.push_str(value);
            }
        }
        if !rest.is_empty() {
            left.push((field.tag.clone().into_owned(), rest));
        }
    }
    left.into_iter().for_each(|(tag, rest)| record.keep(FAMILY, tag, rest));
}

fn has(row: &Row, carried: &Carried<'_, '_>, value: &str) -> bool {
    carried.has_but(value, |word| {
        // One volume is the rule.
        let one = row.says == Says::Extent && word == "1";
        let is = |known: &&str| known.eq_ignore_ascii_case(word);
        LABELS.iter().any(|labels| labels.iter().any(|label| label.to_lowercase() == word.to_lowercase()))
            || WORDS.iter().any(is)
            || one
    })
}

/// Whether a record says a subfield in other words, or it says that something is not known.
fn is_said(row: &Row, code: char, value: &str, carried: &Carried<'_, '_>) -> bool {
    match row.says {
        Says::Language => {
            values::languages(value).all(|code| matches!(code, "und" | "zxx" | "mul") || carried.has(code))
        }
        Says::Imprint => is_unknown(trimmed(value)),
        Says::Main(_) | Says::Added(_) if matches!(code, '4' | 'e' | 'j') => {
            names::part(value).is_some_and(|(_, exact)| exact)
        }
        _ => false,
    }
}
