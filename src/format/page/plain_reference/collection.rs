//! Works within others: chapters, papers of proceedings.

use super::build::{Doubt, publisher, put};
use super::people::{people, split_full};
use super::place::{self, Numbers, read_date};
use super::reference::edition;
use super::sentences;
use super::title::bracketed;
use crate::record::{Field, Kind, Name, Record, Role};

/// What follows an `In`: the people who edited it, the collection, its numbers, who published it.
pub(super) fn collection<'a>(record: &mut Record<'a>, within: &'a str, doubts: &mut Vec<Doubt>) {
    let mut rest = within;
    if let Some(found) = people(rest).filter(|found| found.role == Role::Editor) {
        for name in found.names {
            record.contribute(Role::Editor, name);
        }
        rest = found.rest.trim_start_matches([',', '.', ':', ' ']);
    }
    // Behind the last sentence stands the publisher, if anything does.
    let (mut title, mut issuer) = sentences::first(rest);
    let mut numbers = Numbers::default();
    if let Some((before, names, behind)) = edited(title).or_else(|| edited(rest)) {
        names.into_iter().for_each(|name| record.contribute(Role::Editor, name));
        let behind = behind.trim_start_matches([',', '.', ' ']);
        // In notes: (Plumbury: Plumpress, 2020), 77
        let enclosed = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let behind = enclosed.map_or(behind, |(source, _)| source);
        title = before;
        // Their names may end in initials, which end no sentence.
        match behind.strip_suffix(issuer).unwrap_or(behind).trim_matches(['.', ' ', ',']) {
            "" => {}
            pages if is_pages(pages) => numbers.pages = pages,
            _ => issuer = behind,
        }
    }
    title = grouped(record, title, &mut numbers);
    issuer = issuer.trim_end_matches('.');
    if let Some((edition, rest)) = edition(issuer) {
        record.push(Field::Edition, edition);
        issuer = rest;
    }
    if let Some((before, pages)) = [". p. ", ". pp. "].iter().find_map(|label| issuer.rsplit_once(label)) {
        (issuer, numbers.pages) = (before, pages);
    }
    if let Some((before, pages, rest)) = place::middle(title) {
        (title, numbers.pages) = (before, pages);
        let (place, stated) = rest.rsplit_once(", ").unwrap_or(("", rest));
        numbers.date = read_date(stated);
        let place = if numbers.date.is_some() { place } else { rest };
        record.push(if is_place(place) { Field::EventPlace } else { Field::Note }, place);
    }
    let mut read = |text: &mut &'a str| {
        if let Some((before, found)) = place::divide(text) {
            *text = before;
            for (slot, value) in [
                (&mut numbers.volume, found.volume),
                (&mut numbers.issue, found.issue),
                (&mut numbers.pages, found.pages),
                (&mut numbers.eid, found.eid),
            ] {
                if slot.is_empty() {
                    *slot = value;
                }
            }
            numbers.date = numbers.date.take().or(found.date);
        }
    };
    read(&mut title);
    // ACM puts pages behind the publisher: `ACM, New York, NY, USA, 1–10`.
    let mut pages = "";
    if let Some((before, last)) = issuer.rsplit_once(", ")
        && last.starts_with(|c: char| c.is_ascii_digit())
        && read_date(last).is_none()
        && last.contains(['-', '–'])
    {
        (issuer, pages) = (before, last);
    }
    // LNCS, vol. 12, pp. 1–10. Plumpress
    let mut series = "";
    let (sentence, behind) = sentences::first(issuer);
    if place::divide(sentence).is_some_and(|(_, numbers)| !numbers.volume.is_empty()) {
        series = sentence;
        read(&mut series);
        issuer = behind;
    }
    read(&mut issuer);
    if numbers.pages.is_empty() {
        numbers.pages = pages;
    }
    put(record, &numbers);
    let edited = record.contributors.iter().any(|c| c.role == Role::Editor);
    let of_many = ["Proc", "Conference", "Workshop", "Symposium", "Advances", "Meeting"]
        .iter()
        .any(|word| title.contains(word));
    // PLUMS 2018
    let of_many =
        of_many || title.rsplit(' ').next().is_some_and(|word| word.len() == 4 && read_date(word).is_some());
    let journal = !record.str(Field::Volume).is_empty()
        && !record.str(Field::Issue).is_empty()
        && issuer.is_empty()
        && !of_many;
    record.kind = if journal {
        Kind::ArticleJournal
    } else if edited && !of_many {
        Kind::Chapter
    } else {
        Kind::PaperConference
    };
    if let Some((before, last)) = title.rsplit_once(", ").filter(|(_, last)| SERIES.contains(last)) {
        (title, series) = (before, last);
    }
    if !series.is_empty() {
        record.push(Field::CollectionTitle, series);
        if let Some(volume) = record.take(Field::Volume) {
            record.push(Field::CollectionNumber, volume);
        }
    }
    // Proc. Plum Days, Plumbury, Plumland
    if let Some((name, place)) =
        title.split_once(", ").filter(|(name, place)| name.starts_with("Proc") && is_place(place))
    {
        record.push(Field::EventPlace, place);
        title = name;
    }
    record.push(Field::ContainerTitle, title);
    if !issuer.is_empty() {
        let kind = record.kind;
        publisher(record, issuer, doubts);
        record.kind = kind;
    }
}

/// `Handbook of Stones, edited by A and B, 1–10`, `Handbook of Stones, C. Lee and E. Ode, Eds., …`:
/// the title, who edited it, and what follows.
fn edited(text: &str) -> Option<(&str, Vec<Name<'_>>, &str)> {
    for label in [", edited by ", ", ed. ", ", eds. ", ", Hrsg. "] {
        if let Some((title, rest)) = text.split_once(label)
            && let Some((names, rest)) = by(rest)
        {
            return Some((title, names, rest));
        }
    }
    text.match_indices(", ").find_map(|(at, _)| {
        let found = people(&text[at + 2..]).filter(|found| found.role == Role::Editor)?;
        Some((&text[..at], found.names, found.rest))
    })
}

/// The names that stand behind a `by`, and what follows them: up to the one behind an `and`, or
/// one alone.
pub(super) fn by(text: &str) -> Option<(Vec<Name<'_>>, &str)> {
    let end = |text: &str| {
        let ends = [", ", ". ", " ("].into_iter().filter_map(|end| {
            text.match_indices(end).map(|(at, _)| at).find(|at| {
                // An initial ends no name.
                end != ". " || text[..*at].rsplit(' ').next().is_some_and(|word| word.len() > 1)
            })
        });
        ends.min().unwrap_or_else(|| text.trim_end_matches('.').len())
    };
    if let Some(at) = text.find(" et al.").filter(|at| *at <= end(text)) {
        let mut names = split_full(&text[..at])?;
        names.push(Name::Others);
        return Some((names, &text[at + " et al.".len()..]));
    }
    // The last name stands behind an `and`.
    let last = [", and ", " and ", " & "].iter().find_map(|and| Some((text.find(and)?, and.len())));
    if let Some((at, length)) = last {
        let end = at + length + end(&text[at + length..]);
        if let Some(names) = split_full(&text[..end]) {
            return Some((names, &text[end..]));
        }
    }
    let end = end(text);
    Some((split_full(&text[..end])?, &text[end..]))
}

fn is_pages(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-–".contains(c))
}

/// A title without `(2nd ed., Vol. 3, pp. 45–67)`, which are put in their places.
fn grouped<'a>(record: &mut Record<'a>, title: &'a str, numbers: &mut Numbers<'a>) -> &'a str {
    let Some((before, note)) = bracketed(title) else { return title };
    let (mut found, mut volume, mut pages) = (None, "", "");
    for part in note.split(", ") {
        if let Some((edition, "")) = edition(part) {
            found = Some(edition);
        } else if let Some(number) = part.strip_prefix("Vol. ").or(part.strip_prefix("vol. ")) {
            volume = number;
        } else if let Some(range) = part.strip_prefix("pp. ").or(part.strip_prefix("p. ")) {
            pages = range;
        } else {
            return title;
        }
    }
    record.push(Field::Edition, found.unwrap_or_default());
    (numbers.volume, numbers.pages) = (volume, pages);
    before
}

/// Series of proceedings that stand behind a title without more.
const SERIES: &[&str] = &["LNCS", "LNAI", "LNBIP", "CCIS", "IFIP AICT"];

/// Whether a text is the name of a place: up to three capitalised parts.
pub(super) fn is_place(text: &str) -> bool {
    let part = |part: &str| {
        part.split(' ').count() <= 3
            && part.starts_with(char::is_uppercase)
            && part.chars().all(|c| !c.is_ascii_digit())
    };
    text.split(", ").count() <= 3 && text.split(", ").all(part)
}
