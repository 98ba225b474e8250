//! Entries sorted in bounded memory: what does not fit goes to a temporary file in sorted
//! runs, which are merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// Takes entries of `N` numbers in any order and gives them in theirs.
#[derive(Debug)]
pub(crate) struct Sorter<const N: usize> {
    held: Vec<[u64; N]>,
    /// How many entries are held before they are written.
    most: usize,
    file: Option<File>,
    /// Where in the file each run stands, in entries.
    runs: Vec<Range<u64>>,
}

impl<const N: usize> Sorter<N> {
    /// A sorter that holds about so many bytes.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { held: Vec::new(), most: (bytes / size::<N>()).max(1), file: None, runs: Vec::new() }
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// Of the temporary file; the entry is held all the same.
    pub(crate) fn push(&mut self, entry: [u64; N]) -> io::Result<()> {
        self.held.push(entry);
        // A run that could not be written is tried again once as much has come in addition.
        if self.held.len().is_multiple_of(self.most) { self.write_run() } else { Ok(()) }
    }

    fn write_run(&mut self) -> io::Result<()> {
        self.held.sort_unstable();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let start = self.runs.last().map_or(0, |run| run.end);
        file.seek(SeekFrom::Start(start * size::<N>() as u64))?;
        let mut bytes = Vec::with_capacity(1 << 16);
        for entries in self.held.chunks((1 << 16) / size::<N>()) {
            bytes.clear();
            entries.iter().flatten().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
            file.write_all(&bytes)?;
        }
        self.runs.push(start..start + self.held.len() as u64);
        self.held.clear();
        Ok(())
    }

    /// Whether not all entries are in memory.
    pub(crate) fn is_spilled(&self) -> bool {
        !self.runs.is_empty()
    }

    /// All entries in order.
    pub(crate) fn sorted(mut self) -> Sorted<N> {
        self.held.sort_unstable();
        let share = (self.most / self.runs.len().max(1)).clamp(16, 4096);
        let mut runs: Vec<Run<N>> =
            self.runs.into_iter().map(|rest| Run { rest, share, read: Vec::new().into_iter() }).collect();
        runs.push(Run { rest: 0..0, share, read: self.held.into_iter() });
        Sorted { file: self.file, heap: BinaryHeap::new(), starting: 0..runs.len(), runs }
    }
}

/// How many bytes an entry takes.
const fn size<const N: usize>() -> usize {
    N * 8
}

/// Entries in order; see [`Sorter::sorted`].
#[derive(Debug)]
pub(crate) struct Sorted<const N: usize> {
    file: Option<File>,
    runs: Vec<Run<N>>,
    /// The runs of which no entry was taken yet.
    starting: Range<usize>,
    /// The first entry of each run that is left, and which run that is.
    heap: BinaryHeap<Reverse<([u64; N], usize)>>,
}

#[derive(Debug)]
struct Run<const N: usize> {
    /// What was not read yet.
    rest: Range<u64>,
    /// How many entries are read at a time.
    share: usize,
    read: std::vec::IntoIter<[u64; N]>,
}

impl<const N: usize> Run<N> {
    fn next(&mut self, file: Option<&mut File>) -> io::Result<Option<[u64; N]>> {
        if let (None, Some(file), false) = (self.read.as_slice().first(), file, self.rest.is_empty()) {
            let count =
                usize::try_from(self.rest.end - self.rest.start).unwrap_or(usize::MAX).min(self.share);
            self.read = read(file, self.rest.start, count)?.into_iter();
            self.rest.start += count as u64;
        }
        Ok(self.read.next())
    }
}

/// Reads so many entries from that one on.
pub(super) fn read<const N: usize>(file: &mut File, from: u64, count: usize) -> io::Result<Vec<[u64; N]>> {
    file.seek(SeekFrom::Start(from * size::<N>() as u64))?;
    let mut bytes = vec![0; count * size::<N>()];
    file.read_exact(&mut bytes)?;
    let (numbers, _) = bytes.as_chunks::<8>();
    let (entries, _) = numbers.as_chunks::<N>();
    Ok(entries.iter().map(|entry| entry.map(u64::from_le_bytes)).collect())
}

impl<const N: usize> Iterator for Sorted<N> {
    type Item = io::Result<[u64; N]>;

    fn next(&mut self) -> Option<Self::Item> {
        for run in self.starting.by_ref() {
            match self.runs[run].next(self.file.as_mut()) {
                Ok(first) => self.heap.extend(first.map(|first| Reverse((first, run)))),
                Err(error) => return Some(Err(error)),
            }
        }
        let Reverse((entry, run)) = self.heap.pop()?;
        match self.runs[run].next(self.file.as_mut()) {
            Ok(next) => self.heap.extend(next.map(|next| Reverse((next, run)))),
            Err(error) => return Some(Err(error)),
        }
        Some(Ok(entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_in_order_however_few_are_held() {
        for bytes in [0, 16, 160, 1 << 20] {
            let mut sorter = Sorter::<2>::new(bytes);
            let entry = |n: u64| [n * 7919 % 1009, n];
            (0..1009).for_each(|n| sorter.push(entry(n)).unwrap());
            let sorted: Vec<_> = sorter.sorted().map(Result::unwrap).collect();
            let mut expected: Vec<_> = (0..1009).map(entry).collect();
            expected.sort_unstable();
            assert_eq!(sorted, expected, "{bytes}");
        }
        assert_eq!(Sorter::<1>::new(0).sorted().count(), 0);
    }
}
