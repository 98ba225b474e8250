//! Which keys were used, in bounded memory.
//!
//! The first [`HELD`] keys are held as 64-bit hashes. The keys of what comes after them
//! go to a temporary file, which is searched once, at the end; and a generated key gets
//! the number of its record, which no other has.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// How many keys are held: what fits into a table of 2²⁰ places, some 9 MiB.
const HELD: usize = (1 << 20) / 8 * 7;

/// A key that was used before: the line and the number of the record, in its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repeated {
    pub(super) input: u64,
    pub(super) record: u64,
    pub(super) line: u64,
}

#[derive(Default)]
pub(super) struct UsedKeys {
    held: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// How often a generated key was asked for, for those asked for more than once.
    asked: HashMap<u64, usize, BuildHasherDefault<Hashed>>,
    spill: Option<BufWriter<File>>,
    spilled: u64,
}

/// Keys come hashed.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 =
            bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// FNV-1a, so that which keys collide does not depend on anything but the keys.
pub(super) fn hash(key: &str) -> u64 {
    let mut hashed = Hashed(0xcbf2_9ce4_8422_2325);
    hashed.write(key.as_bytes());
    hashed.finish()
}

impl UsedKeys {
    /// Notes an input's own key; whether it was used before, as far as that is known yet.
    pub(super) fn note(&mut self, hash: u64, place: Repeated) -> io::Result<bool> {
        if self.held.len() < HELD {
            return Ok(!self.held.insert(hash));
        }
        if self.held.contains(&hash) {
            return Ok(true);
        }
        let spill = match &mut self.spill {
            Some(spill) => spill,
            none => none.insert(BufWriter::with_capacity(1 << 16, tempfile::tempfile()?)),
        };
        for number in [hash, place.input, place.record, place.line] {
            spill.write_all(&number.to_le_bytes())?;
        }
        self.spilled += 1;
        Ok(false)
    }

    /// What makes the generated key of the `n`th record unique, counted from 1 over all
    /// inputs; `None` when it is.
    pub(super) fn suffix(&mut self, base: &str, hash_of_base: u64, n: u64) -> Option<String> {
        if self.held.len() >= HELD {
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
    pub(super) fn repeated(&mut self) -> io::Result<Vec<Repeated>> {
        let Some(spill) = self.spill.take() else { return Ok(Vec::new()) };
        let mut file = spill.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut repeated = Vec::new();
        // Each pass looks at those hashes that fit into memory.
        let passes = self.spilled.div_ceil(HELD as u64).max(1);
        for pass in 0..passes {
            self.held.clear();
            file.rewind()?;
            let mut reader = BufReader::with_capacity(1 << 16, &file);
            let mut entry = [0; 32];
            for _ in 0..self.spilled {
                reader.read_exact(&mut entry)?;
                let number = |i: usize| {
                    entry[i * 8..i * 8 + 8]
                        .iter()
                        .rev()
                        .fold(0, |number, byte| number << 8 | u64::from(*byte))
                };
                if number(0) % passes == pass && !self.held.insert(number(0)) {
                    repeated.push(Repeated { input: number(1), record: number(2), line: number(3) });
                }
            }
        }
        repeated.sort_unstable();
        Ok(repeated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_keys_are_unique() {
        let mut keys = UsedKeys::default();
        let place = Repeated { input: 0, record: 1, line: 1 };
        assert!(!keys.note(hash("li2026-2"), place).unwrap());
        assert_eq!(keys.suffix("li2026", hash("li2026"), 2), None);
        assert_eq!(keys.suffix("li2026", hash("li2026"), 3).as_deref(), Some("-3"));
        assert_eq!(keys.suffix("li2026", hash("li2026"), 4).as_deref(), Some("-4"));
        assert!(keys.note(hash("li2026"), place).unwrap());
    }

    #[test]
    fn more_keys_than_are_held() {
        let mut keys = UsedKeys::default();
        let many = HELD as u64 + 300_000;
        for record in 0..many {
            let place = Repeated { input: 0, record, line: record * 2 };
            assert!(!keys.note(hash(&format!("key{record}")), place).unwrap());
        }
        let place = |record| Repeated { input: 0, record, line: 7 };
        assert!(keys.note(hash("key17"), place(many)).unwrap());
        assert!(!keys.note(hash(&format!("key{}", many - 1)), place(many + 1)).unwrap());
        assert_eq!(keys.suffix("li", hash("li"), many + 2), Some(format!("-{}", many + 2)));
        assert_eq!(keys.repeated().unwrap(), [place(many + 1)]);
    }
}
