//! Values by key: first they are put on the shelf, then they are found there.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use super::sorter::{Sorter, read};

/// An entry of the index: the hash by which a value is sought, the hash that tells it
/// from others found by it, where it stands, and how long it is.
type Entry = [u64; 4];

/// How many entries of an index in a file stand from one whose hash is held to the next;
/// of those with one hash, so many are looked at.
const STRIDE: u64 = 64;

/// A shelf that is being filled.
#[derive(Debug)]
pub(crate) struct Shelving {
    index: Sorter<4>,
    values: Vec<u8>,
    /// How many bytes of values are held.
    most: usize,
    file: Option<File>,
    /// How many bytes of values are in the file.
    written: u64,
}

impl Shelving {
    /// A shelf that holds about so many bytes in memory.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { index: Sorter::new(bytes / 4), values: Vec::new(), most: bytes / 2, file: None, written: 0 }
    }

    /// Adds a value that `sought` finds. Of several with the same `own` the first is kept.
    /// Where no temporary file can be had, it stays in memory.
    pub(crate) fn put(&mut self, sought: u64, own: u64, value: &[u8]) {
        let place = self.written + self.values.len() as u64;
        self.values.extend_from_slice(value);
        if self.values.len() > self.most && self.write().is_err() {
            self.most = self.most.saturating_mul(2);
        }
        let _ = self.index.push([sought, own, place, value.len() as u64]);
    }

    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.values)?;
        self.written += self.values.len() as u64;
        self.values.clear();
        Ok(())
    }

    /// The filled shelf.
    ///
    /// # Errors
    /// Of the temporary files.
    pub(crate) fn finish(self) -> io::Result<Shelf> {
        let mut index = if self.index.is_spilled() {
            Index::Filed { marks: Vec::new(), count: 0, file: tempfile::tempfile()? }
        } else {
            Index::Held(Vec::new())
        };
        let mut stretch = Vec::new();
        let mut last = None;
        for entry in self.index.sorted() {
            let entry @ [sought, own, ..] = entry?;
            // Of those that are alike the first to come stands first.
            if last.replace([sought, own]) == Some([sought, own]) {
                continue;
            }
            stretch.push(entry);
            if stretch.len() as u64 == STRIDE {
                index.add(&mut stretch)?;
            }
        }
        index.add(&mut stretch)?;
        Ok(Shelf {
            values: self.values,
            written: self.written,
            index: Mutex::new(index),
            file: self.file.map(Mutex::new),
        })
    }
}

/// Where the values stand, in the order of their hashes.
#[derive(Debug)]
enum Index {
    Held(Vec<Entry>),
    Filed {
        /// The first hash of each stretch.
        marks: Vec<u64>,
        count: u64,
        file: File,
    },
}

impl Index {
    fn add(&mut self, stretch: &mut Vec<Entry>) -> io::Result<()> {
        match self {
            Index::Held(held) => held.append(stretch),
            Index::Filed { marks, count, file } => {
                marks.extend(stretch.first().map(|first| first[0]));
                *count += stretch.len() as u64;
                let bytes: Vec<u8> = stretch.drain(..).flatten().flat_map(u64::to_le_bytes).collect();
                file.write_all(&bytes)?;
            }
        }
        Ok(())
    }

    /// The entries with that hash; only the first, if they are many.
    fn find(&mut self, sought: u64) -> io::Result<Vec<Entry>> {
        let read_now;
        let sorted = match self {
            Index::Held(held) => &held[..],
            Index::Filed { marks, count, file } => {
                // The hash may begin within a stretch and go on in the next.
                let before = marks.partition_point(|mark| *mark < sought).saturating_sub(1);
                let from = before as u64 * STRIDE;
                let length = count.saturating_sub(from).min(2 * STRIDE);
                read_now = read::<4>(file, from, usize::try_from(length).unwrap_or_default())?;
                &read_now[..]
            }
        };
        let start = sorted.partition_point(|entry| entry[0] < sought);
        let alike = sorted[start..].iter().take_while(|entry| entry[0] == sought);
        Ok(alike.take(STRIDE as usize).copied().collect())
    }
}

/// A shelf on which values can be found, from any thread.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// The values that are not in the file, and how many bytes stand before them.
    values: Vec<u8>,
    written: u64,
    index: Mutex<Index>,
    file: Option<Mutex<File>>,
}

impl Shelf {
    /// A value that `sought` finds: the one whose own hash this is, else the first.
    ///
    /// # Errors
    /// Of the temporary files.
    pub(crate) fn find(&self, sought: u64, own: u64) -> io::Result<Option<Vec<u8>>> {
        let found = self.index.lock().unwrap_or_else(PoisonError::into_inner).find(sought)?;
        let exact = found.iter().find(|entry| entry[1] == own);
        let Some(&[_, _, place, length]) = exact.or(found.iter().min_by_key(|entry| entry[2])) else {
            return Ok(None);
        };
        let length = usize::try_from(length).unwrap_or_default();
        if let Some(file) = self.file.as_ref().filter(|_| place < self.written) {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let mut value = vec![0; length];
            file.seek(SeekFrom::Start(place))?;
            file.read_exact(&mut value)?;
            return Ok(Some(value));
        }
        let start = usize::try_from(place - self.written).unwrap_or(usize::MAX);
        Ok(self.values.get(start..).and_then(|values| values.get(..length)).map(<[u8]>::to_vec))
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn values_are_found_wherever_they_are() {
        for bytes in [0, 1000, 20_000, 1 << 20] {
            let mut shelving = Shelving::new(bytes);
            for n in 0..1000 {
                let key = format!("Key{n}");
                shelving.put(hash(&key.to_lowercase()), hash(&key), key.as_bytes());
                shelving.put(hash(&key.to_lowercase()), hash(&key), b"later");
                shelving.put(hash(&key.to_lowercase()), hash(&key.to_uppercase()), b"other");
            }
            let shelf = shelving.finish().unwrap();
            for n in (0..1000).step_by(7) {
                let key = format!("Key{n}");
                let find = |own: &str| shelf.find(hash(&key.to_lowercase()), hash(own)).unwrap();
                assert_eq!(find(&key).as_deref(), Some(key.as_bytes()), "{bytes}");
                assert_eq!(find("kEY").as_deref(), Some(key.as_bytes()), "{bytes}");
                assert_eq!(find(&key.to_uppercase()).as_deref(), Some(&b"other"[..]), "{bytes}");
            }
            assert_eq!(shelf.find(hash("none"), hash("none")).unwrap(), None);
        }
    }
}
