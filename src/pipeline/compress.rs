//! Compressed bytes in, plain bytes out: gzip, Zstandard, bzip2 and xz, by content.
//!
//! Decompression runs on a thread of its own, beside parsing.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

pub(super) type Bytes = Box<dyn Read + Send>;

/// How much is decompressed at a time, and how far ahead of parsing.
const CHUNK: usize = 256 * 1024;
const AHEAD: usize = 4;

/// What the first bytes of an input are.
pub(super) enum Opened {
    /// Plain bytes, decompressed if need be.
    Plain(Bytes),
    /// A zip archive; its bytes from the start.
    Zip(Bytes),
}

/// The extension of a file, without that of a compression: `json` of `refs.json.gz`.
pub fn extension(path: &Path) -> Option<&str> {
    let extension = path.extension()?.to_str()?;
    if matches!(extension, "gz" | "zst" | "bz2" | "xz") {
        return Path::new(path.file_stem()?).extension()?.to_str();
    }
    Some(extension)
}

/// Looks at the first bytes and undoes what compression they tell of.
pub(super) fn open(mut bytes: Bytes) -> io::Result<Opened> {
    let mut head = [0; 6];
    let mut length = 0;
    while length < head.len() {
        match bytes.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(n) => length += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let head = &head[..length];
    let whole: Bytes = Box::new(io::Cursor::new(head.to_vec()).chain(bytes));
    let buffered = |whole| BufReader::with_capacity(1 << 16, whole);
    Ok(Opened::Plain(match head {
        [0x1F, 0x8B, ..] => beside(flate2::bufread::MultiGzDecoder::new(buffered(whole))),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => beside(zstd::Decoder::with_buffer(buffered(whole))?),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41] => {
            beside(bzip2::bufread::MultiBzDecoder::new(buffered(whole)))
        }
        [0xFD, b'7', b'z', b'X', b'Z', 0] => {
            beside(liblzma::bufread::XzDecoder::new_multi_decoder(buffered(whole)))
        }
        [b'P', b'K', 3, 4, ..] => return Ok(Opened::Zip(whole)),
        _ => whole,
    }))
}

/// The files in a zip archive: place and name; folders and hidden files are left out.
pub(super) fn members(archive: &File) -> io::Result<Vec<(usize, String)>> {
    let archive = zip::ZipArchive::new(archive)?;
    let hidden = |name: &str| name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    let mut files = Vec::new();
    for (at, name) in archive.file_names().enumerate() {
        let name = name?;
        if !name.ends_with('/') && !hidden(&name) {
            files.push((at, name.into_owned()));
        }
    }
    Ok(files)
}

/// The bytes of one file of a zip archive.
pub(super) fn member(archive: &Arc<File>, at: usize) -> Bytes {
    let archive = Arc::clone(archive);
    on_thread(move |send| {
        let mut archive = zip::ZipArchive::new(&*archive)?;
        pump(&mut archive.by_index(at)?, send)
    })
}

fn beside(mut decompressed: impl Read + Send + 'static) -> Bytes {
    on_thread(move |send| pump(&mut decompressed, send))
}

/// Reads on a thread of its own, a bounded number of chunks ahead.
fn on_thread(
    work: impl FnOnce(&SyncSender<io::Result<Vec<u8>>>) -> io::Result<()> + Send + 'static,
) -> Bytes {
    let (send, chunks) = sync_channel(AHEAD);
    std::thread::spawn(move || {
        if let Err(error) = work(&send) {
            // When the other end is gone, so is whom it would concern.
            let _ = send.send(Err(error));
        }
    });
    Box::new(Chunks { chunks, current: io::Cursor::default() })
}

fn pump(from: &mut impl Read, send: &SyncSender<io::Result<Vec<u8>>>) -> io::Result<()> {
    loop {
        let mut chunk = Vec::with_capacity(CHUNK);
        let result = from.by_ref().take(CHUNK as u64).read_to_end(&mut chunk);
        let ended = chunk.is_empty();
        if ended || send.send(Ok(chunk)).is_err() {
            return result.map(drop);
        }
        result?;
    }
}

struct Chunks {
    chunks: Receiver<io::Result<Vec<u8>>>,
    current: io::Cursor<Vec<u8>>,
}

impl Read for Chunks {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.current.read(into)? {
                0 => match self.chunks.recv() {
                    Ok(chunk) => self.current = io::Cursor::new(chunk?),
                    Err(_) => return Ok(0),
                },
                n => return Ok(n),
            }
        }
    }
}
