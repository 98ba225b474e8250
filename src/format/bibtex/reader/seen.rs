//! Which fields an entry has had.

use std::collections::HashSet;

/// The names of fields that were seen: those of the table by their line in it.
#[derive(Default)]
pub(super) struct Seen<'a> {
    known: [u128; 2],
    others: Names<'a>,
}

impl<'a> Seen<'a> {
    /// Adds a name, in any case, and says whether it is new.
    pub(super) fn insert(&mut self, name: &'a str, rank: Option<usize>) -> bool {
        let Some(known) = rank.and_then(|rank| Some((self.known.get_mut(rank / 128)?, 1 << (rank % 128))))
        else {
            return self.others.insert(name);
        };
        let (seen, bit) = known;
        let new = *seen & bit == 0;
        *seen |= bit;
        new
    }
}

/// Names that were seen, in any case.
#[derive(Debug, Default)]
struct Names<'a> {
    few: Vec<&'a str>,
    many: HashSet<String>,
}

impl<'a> Names<'a> {
    /// Adds a name and says whether it is new.
    fn insert(&mut self, name: &'a str) -> bool {
        if self.few.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return false;
        }
        if self.few.len() < 32 {
            self.few.push(name);
            return true;
        }
        self.many.insert(name.to_lowercase())
    }
}
