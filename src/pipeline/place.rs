//! Where text comes from: files, streams, and the files of archives.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Input;
use super::compress::{self, Bytes, Opened};

/// An input, or a part of one.
pub(super) enum Place {
    Input(Input),
    /// A file of a zip archive.
    Member {
        name: String,
        archive: Arc<File>,
        at: usize,
    },
}

impl Place {
    /// What messages call it.
    pub(super) fn name(&self) -> &str {
        match self {
            Place::Input(input) => input.name(),
            Place::Member { name, .. } => name,
        }
    }

    /// The extension of its name, if it has a name of its own.
    pub(super) fn extension(&self) -> Option<&str> {
        match self {
            Place::Input(Input::Stream { .. }) => None,
            place => compress::extension(Path::new(place.name())),
        }
    }

    /// Its bytes as they are stored; `count` tells how many were read.
    pub(super) fn open(&mut self, count: &Arc<AtomicU64>) -> io::Result<Bytes> {
        let bytes = match self {
            Place::Input(Input::Path(path)) => Box::new(File::open(path)?),
            Place::Input(Input::Stream { bytes, .. }) => std::mem::replace(bytes, Box::new(io::empty())),
            Place::Member { archive, at, .. } => compress::member(archive, *at),
        };
        Ok(Box::new(Counted { bytes, count: Arc::clone(count) }))
    }

    /// The bytes once more, decompressed; `None` for those that can be read once only.
    pub(super) fn reopen(&mut self) -> io::Result<Option<Bytes>> {
        let again = match self {
            Place::Input(Input::Stream { .. }) => false,
            Place::Input(Input::Path(path)) => path.metadata()?.is_file(),
            Place::Member { .. } => true,
        };
        if !again {
            return Ok(None);
        }
        match compress::open(self.open(&Arc::default())?)? {
            Opened::Plain(bytes) => Ok(Some(bytes)),
            Opened::Zip(_) => Ok(None),
        }
    }

    /// An archive as a file, which it must be to be read in any order.
    pub(super) fn archive(&self, mut bytes: Bytes) -> io::Result<File> {
        if let Place::Input(Input::Path(path)) = self
            && path.metadata()?.is_file()
        {
            return File::open(path);
        }
        let mut spill = tempfile::tempfile()?;
        io::copy(&mut bytes, &mut spill)?;
        Ok(spill)
    }
}

/// Bytes, counted.
struct Counted {
    bytes: Bytes,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(into)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
