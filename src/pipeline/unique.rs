//! Which keys were used, in bounded memory.
//!
//! The first keys are held as 64-bit hashes: a million of them, unless less memory may be
//! taken. The keys of what comes after them are sorted in temporary files, and looked at
//! once, at the end; and a generated key gets the number of its record, which no other has.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::io;

use crate::spill::{Memory, Sorter, hash};

/// A key that was used before: the line and the number of the record, in its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repeated {
    pub(super) input: u64,
    pub(super) record: u64,
    pub(super) line: u64,
}

pub(super) struct UsedKeys {
    held: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// How many keys are held: what fits into a table whose places are a power of two.
    most: usize,
    /// How often a generated key was asked for, for those asked for more than once.
    asked: HashMap<u64, usize, BuildHasherDefault<Hashed>>,
    /// Keys that are not held: hash, input, record, line.
    spilled: Sorter<4>,
    memory: Memory,
}

/// Keys come hashed.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(self.0.rotate_left(8) ^ u64::from(*byte)));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl UsedKeys {
    pub(super) fn new(memory: Memory) -> Self {
        // A place takes nine bytes, and one in eight stays free.
        let places = (memory.table() / 9 + 1).next_power_of_two() / 2;
        Self {
            held: HashSet::default(),
            most: places / 8 * 7,
            asked: HashMap::default(),
            spilled: Sorter::new(memory.small_table()),
            memory,
        }
    }

    /// Notes an input's own key; whether it was used before, as far as that is known yet.
    pub(super) fn note(&mut self, hash: u64, place: Repeated) -> io::Result<bool> {
        if self.held.len() < self.most {
            return Ok(!self.held.insert(hash));
        }
        if self.held.contains(&hash) {
            return Ok(true);
        }
        self.spilled.push([hash, place.input, place.record, place.line])?;
        Ok(false)
    }

    /// What makes the generated key of the `n`th record unique, counted from 1 over all
    /// inputs; `None` when it is.
    pub(super) fn suffix(&mut self, base: &str, hash_of_base: u64, n: u64) -> Option<String> {
        if self.held.len() >= self.most {
            return Some(format!("-{n}"));
        }
        if self.held.insert(hash_of_base) {
            return None;
        }
        let count = self.asked.entry(hash_of_base).or_insert(1);
        loop {
            *count += 1;
            let suffix = format!("-{count}");
            if self.held.insert(hash(&format!("{base}{suffix}"))) {
                return Some(suffix);
            }
        }
    }

    /// The repeated keys among those that were spilled, in the order of the input.
    pub(super) fn repeated(self) -> io::Result<impl Iterator<Item = io::Result<Repeated>>> {
        let mut repeated = Sorter::<3>::new(self.memory.small_table());
        let mut last = None;
        for entry in self.spilled.sorted() {
            let [hash, place @ ..] = entry?;
            if last.replace(hash) == Some(hash) {
                repeated.push(place)?;
            }
        }
        Ok(repeated.sorted().map(|place| place.map(|[input, record, line]| Repeated { input, record, line })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_keys_are_unique() {
        let mut keys = UsedKeys::new(Memory::default());
        let place = Repeated { input: 0, record: 1, line: 1 };
        assert!(!keys.note(hash("li2026-2"), place).unwrap());
        assert_eq!(keys.suffix("li2026", hash("li2026"), 2), None);
        assert_eq!(keys.suffix("li2026", hash("li2026"), 3).as_deref(), Some("-3"));
        assert_eq!(keys.suffix("li2026", hash("li2026"), 4).as_deref(), Some("-4"));
        assert!(keys.note(hash("li2026"), place).unwrap());
    }

    #[test]
    fn more_keys_than_are_held() {
        let mut keys = UsedKeys::new(Memory::default());
        let many = keys.most as u64 + 300_000;
        for record in 0..many {
            let place = Repeated { input: 0, record, line: record * 2 };
            assert!(!keys.note(hash(&format!("key{record}")), place).unwrap());
        }
        let place = |record| Repeated { input: 0, record, line: 7 };
        assert!(keys.note(hash("key17"), place(many)).unwrap());
        assert!(!keys.note(hash(&format!("key{}", many - 1)), place(many + 1)).unwrap());
        assert_eq!(keys.suffix("li", hash("li"), many + 2), Some(format!("-{}", many + 2)));
        let repeated: Vec<_> = keys.repeated().unwrap().map(Result::unwrap).collect();
        assert_eq!(repeated, [place(many + 1)]);
    }
}
