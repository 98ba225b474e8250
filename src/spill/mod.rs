//! Tables that outgrow their share of memory go to temporary files: numbers that are to
//! be sorted, values that are to be found by a key, and sets that may err on the safe side.

mod memory;
mod shelf;
mod sorter;

pub use memory::Memory;
pub(crate) use shelf::{Shelf, Shelving};
pub(crate) use sorter::Sorter;

/// FNV-1a, so that which keys collide does not depend on anything but the keys.
pub(crate) fn hash(key: &str) -> u64 {
    key.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// A set of hashes in a fixed number of bits: what was added is in it, and a little else.
#[derive(Debug)]
pub(crate) struct Sieve {
    bits: Vec<u64>,
    empty: bool,
}

impl Sieve {
    /// A set that takes about so many bytes once it is full; what is not used of them is
    /// not asked of the system.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { bits: vec![0; (bytes / 8).next_power_of_two().max(64)], empty: true }
    }

    /// Adds a hash.
    pub(crate) fn add(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        self.bits[word] |= bit;
        self.empty = false;
    }

    /// Whether the hash may have been added.
    pub(crate) fn holds(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] & bit != 0
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.empty
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        // The high bits of a product of all are the best mixed.
        let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
        let word = usize::try_from(mixed >> 6).unwrap_or_default() & (self.bits.len() - 1);
        (word, 1 << (mixed & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_held() {
        let mut sieve = Sieve::new(1 << 16);
        assert!(sieve.is_empty());
        (0..1000).for_each(|n| sieve.add(hash(&format!("key{n}"))));
        assert!((0..1000).all(|n| sieve.holds(hash(&format!("key{n}")))));
        let strays = (0..1000).filter(|n| sieve.holds(hash(&format!("other{n}")))).count();
        assert!(strays < 20, "{strays} of 1000");
    }
}
