//! Works that no publisher brings out: reports, theses, patents.

use super::place::read_date;
use super::sentences;
use crate::record::{DateField, Field, Kind, Record};

/// Puts a source into the record that is one of such a work; `false` for any other.
pub(super) fn put<'a>(record: &mut Record<'a>, source: &'a str) -> bool {
    report(record, source).or_else(|| thesis(record, source)).or_else(|| patent(record, source)).is_some()
}

/// `Plum University, Tech. Rep. 12, 2001`, `Tech. Rep. TR-12, Plum University (2015)`
fn report<'a>(record: &mut Record<'a>, source: &'a str) -> Option<()> {
    const LABELS: &[&str] =
        &["Tech. Rep.", "Technical Report", "Technical report", "Tech. rep.", "Working Paper"];
    let (at, length) = LABELS.iter().find_map(|label| Some((source.find(label)?, label.len())))?;
    let (publisher, rest) = source.split_at(at);
    let (genre, number) = rest.split_at(length);
    let (number, behind) = parted(number.trim_start_matches([',', ' ']));
    record.kind = Kind::Report;
    record.push(Field::Publisher, publisher.trim_end_matches([',', ' ', '.']));
    record.push(Field::Genre, genre);
    record.push(Field::Number, number.trim_start_matches("No. "));
    published(record, behind);
    Some(())
}

/// `PhD thesis, Plum University (2017)`, `Ph.D. Dissertation. Plum University, Plumbury`
fn thesis<'a>(record: &mut Record<'a>, source: &'a str) -> Option<()> {
    const LABELS: &[&str] = &["thesis", "Thesis", "dissertation", "Dissertation", "diss.", "Diss."];
    let end = LABELS.iter().filter_map(|label| Some(source.find(label)? + label.len())).min()?;
    let (genre, rest) = source.split_at(end);
    if genre.split(' ').count() > 4 || genre.contains(',') {
        return None;
    }
    record.kind = Kind::Thesis;
    record.push(Field::Genre, genre);
    published(record, rest);
    Some(())
}

/// `U.S. Patent 1 234 567, May 3, 2005`
fn patent<'a>(record: &mut Record<'a>, source: &'a str) -> Option<()> {
    let end = source.find(" Patent ")? + " Patent ".len();
    let (number, stated) = source.split_once(", ")?;
    if number.len() < end {
        return None;
    }
    let date = read_date(stated)?;
    record.kind = Kind::Patent;
    record.push(Field::Number, number);
    record.set_date(DateField::Issued, date);
    Some(())
}

fn parted(text: &str) -> (&str, &str) {
    text.split_once(", ").unwrap_or((text, ""))
}

/// `Dept. Pomol., Plum Univ., Plumbury, 2017`: who, where and when.
fn published<'a>(record: &mut Record<'a>, text: &'a str) {
    let mut text = text.trim_matches([',', '.', ' ', ':']);
    let (before, last) = text.rsplit_once(['(', ',']).unwrap_or(("", text));
    if let Some(stated) = read_date(last.trim().trim_end_matches(')')) {
        record.set_date(DateField::Issued, stated);
        text = before.trim_end_matches([' ', ',']);
    }
    // Plumbury: Plum University
    if let Some((place, name)) = text.split_once(": ") {
        record.push(Field::Publisher, name);
        return record.push(Field::PublisherPlace, place);
    }
    let school = ["Univ", "Inst", "School", "College", "ETH"];
    let mut end = None;
    let mut at = 0;
    for part in text.split(", ") {
        at += part.len();
        if school.iter().any(|word| part.contains(word)) {
            end = Some(at);
        }
        at += ", ".len();
    }
    let end = end.unwrap_or_else(|| text.find(", ").unwrap_or(text.len()));
    let (name, place) = text.split_at(end);
    record.push(Field::Publisher, sentences::first(name).0);
    record.push(Field::PublisherPlace, place.trim_start_matches([',', ' ']));
}
