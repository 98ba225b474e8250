//! How much memory there is, and what gets how much of it.

use std::fmt;
use std::str::FromStr;

const MEBI: usize = 1 << 20;

/// About how much memory a conversion may take.
///
/// It bounds how much text is read at a time, how far reading may be ahead of writing,
/// and how large tables grow before they go to temporary files. What it does not bound is
/// a single record: one that is larger is still held whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Memory(usize);

impl Default for Memory {
    fn default() -> Self {
        Memory(64 * MEBI)
    }
}

impl Memory {
    /// The least that a conversion can do with.
    pub const LEAST: Memory = Memory(16 * MEBI);

    /// So many bytes, but at least [`Memory::LEAST`].
    #[must_use]
    pub fn bytes(bytes: usize) -> Self {
        Memory(bytes).max(Self::LEAST)
    }

    /// About how much text is worked on at a time. More of it would only cost memory.
    pub(crate) fn block(self) -> usize {
        (self.0 / 256).clamp(MEBI / 8, MEBI / 4)
    }

    /// How many blocks may be under way at a time: half of the memory, at about eight
    /// times its text for each block.
    pub(crate) fn blocks(self) -> usize {
        (self.0 / 2) / (8 * self.block())
    }

    /// How much a table that grows with the number of records may hold.
    pub(crate) fn table(self) -> usize {
        self.0 / 7
    }

    /// How much a table that grows with the number of some records may hold.
    pub(crate) fn small_table(self) -> usize {
        self.0 / 16
    }
}

impl FromStr for Memory {
    type Err = String;

    /// A number of bytes, or of `K`, `M` or `G` (powers of 1024; `KiB`, `MiB`, `GiB` are
    /// understood, too).
    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let shift = match text[digits.len()..].to_ascii_lowercase().as_str() {
            "" | "b" => 0,
            "k" | "kb" | "kib" => 10,
            "m" | "mb" | "mib" => 20,
            "g" | "gb" | "gib" => 30,
            _ => return Err("not a size such as 64M".to_owned()),
        };
        let number: usize = digits.parse().map_err(|_| "not a size such as 64M".to_owned())?;
        let size = Memory(number.saturating_mul(1 << shift));
        if size < Self::LEAST { Err(format!("less than {}", Self::LEAST)) } else { Ok(size) }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}M", self.0 / MEBI)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        for (text, bytes) in
            [("64M", 64 << 20), ("1g", 1 << 30), ("20000KiB", 20_000 << 10), ("33554432", 32 << 20)]
        {
            assert_eq!(text.parse(), Ok(Memory(bytes)), "{text}");
        }
        for text in ["", "M", "64X", "-1M", "1M", "6.4G", "15M"] {
            assert!(text.parse::<Memory>().is_err(), "{text}");
        }
        assert_eq!(Memory::default().to_string(), "64M");
    }

    #[test]
    fn the_parts_make_no_more_than_the_whole() {
        for mebi in [16, 32, 64, 100, 1024] {
            let memory = Memory::bytes(mebi * MEBI);
            let parts = memory.blocks() * memory.block() * 8 + memory.table() + 2 * memory.small_table();
            assert!(parts < memory.0, "{mebi}: {parts}");
            assert!(memory.blocks() >= 8, "{mebi}");
        }
    }
}
