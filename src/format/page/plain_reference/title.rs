//! Titles, and what stands in brackets behind them.

use super::FAMILY;
use super::place::read_date;
use super::reference::edition;
use crate::record::{DateField, Field, Kind, Record};

/// What a note in brackets says that a work is.
const WORKS: &[(&str, Kind)] = &[
    ("Film", Kind::MotionPicture),
    ("Video", Kind::MotionPicture),
    ("Computer software", Kind::Software),
    ("Software", Kind::Software),
    ("Data set", Kind::Dataset),
    ("Dataset", Kind::Dataset),
    ("Paper presentation", Kind::Speech),
    ("Conference presentation", Kind::Speech),
    ("Poster presentation", Kind::Speech),
    // GB/T 7714
    ("J", Kind::ArticleJournal),
    ("M", Kind::Book),
    ("D", Kind::Thesis),
    ("C", Kind::PaperConference),
    ("N", Kind::ArticleNewspaper),
    ("R", Kind::Report),
    ("S", Kind::Standard),
    ("P", Kind::Patent),
    ("EB/OL", Kind::Webpage),
    ("J/OL", Kind::ArticleJournal),
];

/// A title without what stands in brackets behind it: an edition, what the work is.
pub(super) fn title<'a>(record: &mut Record<'a>, title: &'a str) {
    let mut rest = title.trim();
    while let Some((before, note)) = bracketed(rest) {
        let thesis = ["thesis", "Thesis", "dissertation"].iter().any(|word| note.contains(word));
        if let Some((name, kind)) = WORKS.iter().find(|(name, _)| *name == note) {
            record.kind = *kind;
            // A code is no word to print.
            if name.chars().all(|c| c.is_uppercase() || c == '/') {
                record.keep_spelling(FAMILY, "type", note);
            } else {
                record.push(Field::Genre, note);
            }
        } else if let Some(version) = note.strip_prefix("Version ") {
            record.push(Field::Version, version);
        } else if let Some((edition, _)) = edition(note) {
            record.push(Field::Edition, edition);
        } else if let Some((publisher, year)) = note.rsplit_once(", ")
            && let Some(date) = read_date(year)
        {
            record.kind = Kind::Book;
            record.push(Field::Publisher, publisher);
            record.set_date(DateField::Issued, date);
        } else if thesis {
            let (genre, school) = note.split_once(", ").unwrap_or((note, ""));
            record.kind = Kind::Thesis;
            record.push(Field::Genre, genre);
            record.push(Field::Publisher, school);
        } else {
            break;
        }
        rest = before;
    }
    if let Some((before, volume)) = [", vol. ", ", Vol. "].iter().find_map(|label| rest.rsplit_once(label)) {
        record.push(Field::Volume, volume);
        rest = before;
    }
    // Plum and Pear 3rd edn
    let words = rest.rmatch_indices(' ').nth(1).map(|(at, _)| at);
    if let Some(at) = words
        && let Some((edition, "")) = edition(&rest[at + 1..])
    {
        record.push(Field::Edition, edition);
        rest = &rest[..at];
    }
    record.push(Field::Title, rest.trim_end_matches(','));
}

/// What stands in parentheses or brackets at the end of a text.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let open = match text.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let (before, note) = text[..text.len() - 1].rsplit_once(open)?;
    Some((before.trim_end(), note))
}
