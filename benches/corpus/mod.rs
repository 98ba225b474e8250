//! Seeded corpora of any size.
#![allow(dead_code, reason = "each user takes a part")]

pub(crate) mod bib;
pub(crate) mod pages;
pub(crate) mod pubmed;
pub(crate) mod ris;

/// Words of abstracts.
const WORDS: &[&str] = &[
    "ripening",
    "of",
    "plums",
    "under",
    "cold",
    "storage",
    "in",
    "a",
    "randomised",
    "trial",
    "we",
    "found",
    "that",
    "firmness",
    "was",
    "lower",
    "among",
    "treated",
    "fruit",
    "with",
    "no",
    "adverse",
    "effects",
];

/// Deterministic random numbers (xorshift64).
pub(crate) struct Random(u64);

impl Random {
    /// Begins with a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to `n - 1`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap_or(0)
    }

    /// Whether something of that chance happens.
    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of a list.
    pub(crate) fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// So many words, of which some are one of a list of others.
    pub(crate) fn prose(&mut self, count: usize, others: &[&str]) -> String {
        let mut text = String::from("Early");
        for _ in 0..count {
            text.push(' ');
            let other = !others.is_empty() && self.percent(12);
            text.push_str(self.of(if other { others } else { WORDS }));
        }
        text
    }
}
