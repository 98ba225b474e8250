//! Tables that say what a tag means, read in both directions.

use crate::record::{DateField, Field, Kind, Role};

/// One line of a table: what a tag says in records of some kinds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub tag: &'static str,
    pub place: Place,
    pub on: On,
}

/// A line of a table.
pub(crate) const fn row(tag: &'static str, place: Place, on: On) -> Row {
    Row { tag, place, on }
}

/// Where a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The kind of the record.
    Kind,
    /// The citation key.
    Key,
    /// A text.
    Text(Field),
    /// Names in a role.
    Names(Role),
    /// A date.
    Date(DateField),
    /// The year of publication.
    Year,
    /// The first page, or all of them.
    FirstPage,
    /// The last page.
    LastPage,
    /// An ISBN, an ISSN, or the number that things of this kind have.
    Serial,
    /// Keywords.
    Keywords,
    /// A DOI.
    Doi,
    /// An address on the web.
    Url,
    /// A language.
    Language,
}

/// The kinds for which a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Any,
    In(&'static [Kind]),
    Not(&'static [Kind]),
}

impl On {
    fn holds(self, kind: Kind) -> bool {
        match self {
            On::Any => true,
            On::In(kinds) => kinds.contains(&kind),
            On::Not(kinds) => !kinds.contains(&kind),
        }
    }
}

/// The lines of a format: those that are read and written, then those that are only read.
#[derive(Debug)]
pub(crate) struct Table {
    written: &'static [Row],
    read: &'static [Row],
    /// Lines by a hash of their tag, those of one hash in the order of the table.
    first: [u8; 256],
    next: Vec<u8>,
}

const NONE: u8 = u8::MAX;

impl Table {
    /// Puts the lines together. There can be 254 of them.
    pub(crate) fn new(written: &'static [Row], read: &'static [Row]) -> Self {
        let mut table =
            Self { written, read, first: [NONE; 256], next: vec![NONE; written.len() + read.len()] };
        for (at, next) in table.next.iter_mut().enumerate().rev() {
            let row = written.get(at).or_else(|| read.get(at - written.len()));
            let Some(slot) = row.and_then(|row| table.first.get_mut(hash(row.tag))) else { continue };
            *next = std::mem::replace(slot, u8::try_from(at).unwrap_or(NONE));
        }
        table
    }

    fn at(&self, at: u8) -> Option<&'static Row> {
        let at = usize::from(at);
        self.written.get(at).or_else(|| self.read.get(at.checked_sub(self.written.len())?))
    }

    /// Whether a tag, in any case, means anything.
    pub(crate) fn knows(&self, tag: &str) -> bool {
        self.rows(tag).next().is_some()
    }

    /// What a tag, in any case, says in a record of this kind. Of two tags for one place
    /// the one whose line comes first says it: that line's number comes with it.
    pub(crate) fn get(&self, tag: &str, kind: Kind) -> Option<(usize, &'static Row)> {
        self.rows(tag).find(|(_, row)| row.on.holds(kind))
    }

    fn rows(&self, tag: &str) -> impl Iterator<Item = (usize, &'static Row)> {
        let mut at = self.first.get(hash(tag)).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let found = (usize::from(at), self.at(at)?);
            at = self.next.get(usize::from(at)).copied().unwrap_or(NONE);
            Some(found)
        })
        .filter(move |(_, row)| row.tag.eq_ignore_ascii_case(tag))
    }

    /// The lines by which a record of this kind is written, in their order; each reads
    /// back as what it was.
    pub(crate) fn written(&self, kind: Kind) -> impl Iterator<Item = &'static Row> {
        let mut at = 0;
        self.written.iter().filter(move |row| {
            at += 1;
            row.on.holds(kind) && self.get(row.tag, kind).is_some_and(|(read, _)| read == at - 1)
        })
    }
}

fn hash(tag: &str) -> usize {
    let mixed = tag.bytes().fold(0usize, |mixed, b| mixed.wrapping_mul(31) + usize::from(b | 32));
    mixed % 256
}

#[cfg(test)]
mod tests {
    use super::*;

    static WRITTEN: [Row; 3] = [
        row("T2", Place::Text(Field::CollectionTitle), On::In(&[Kind::Book])),
        row("T2", Place::Text(Field::ContainerTitle), On::Any),
        row("T2", Place::Text(Field::Section), On::Any),
    ];
    static READ: [Row; 1] = [row("JF", Place::Text(Field::ContainerTitle), On::Not(&[Kind::Book]))];

    #[test]
    fn the_first_line_that_holds_says_it() {
        let table = Table::new(&WRITTEN, &READ);
        let get = |tag, kind| table.get(tag, kind).map(|(at, row)| (at, row.place));
        assert_eq!(get("T2", Kind::Book), Some((0, Place::Text(Field::CollectionTitle))));
        assert_eq!(get("t2", Kind::Map), Some((1, Place::Text(Field::ContainerTitle))));
        assert_eq!(get("JF", Kind::Map), Some((3, Place::Text(Field::ContainerTitle))));
        assert_eq!(get("JF", Kind::Book), None);
        assert_eq!(get("XX", Kind::Book), None);
        assert!(table.knows("jf") && !table.knows("J"));
        let written: Vec<_> = table.written(Kind::Map).map(|row| row.place).collect();
        assert_eq!(written, [Place::Text(Field::ContainerTitle)]);
    }
}
