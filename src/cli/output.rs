//! Where the output goes: standard output, or a file that is written whole or not touched;
//! compressed as the file's extension says.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use bzip2::write::BzEncoder;
use flate2::write::GzEncoder;
use liblzma::write::XzEncoder;
use tempfile::NamedTempFile;

pub(super) struct Target {
    encoder: Encoder,
    /// What the temporary file is to become.
    path: Option<PathBuf>,
}

type Buffered = BufWriter<Sink>;

enum Encoder {
    Plain(Buffered),
    Gzip(GzEncoder<Buffered>),
    Zstandard(zstd::Encoder<'static, Buffered>),
    Bzip2(BzEncoder<Buffered>),
    Xz(XzEncoder<Buffered>),
}

enum Sink {
    Stdout(io::Stdout),
    /// A temporary file beside the one that it is to become.
    File(NamedTempFile),
    /// A device or pipe, which cannot be replaced.
    Device(File),
}

impl Target {
    pub(super) fn open(path: Option<&Path>) -> io::Result<Self> {
        let (sink, place) = match path.filter(|path| *path != Path::new("-")) {
            Some(path) => Sink::open(path)?,
            None => (Sink::Stdout(io::stdout()), None),
        };
        let buffered = BufWriter::with_capacity(1 << 16, sink);
        let compression = path.and_then(Path::extension).and_then(|e| e.to_str()).unwrap_or_default();
        let encoder = match compression {
            "gz" => Encoder::Gzip(GzEncoder::new(buffered, flate2::Compression::default())),
            "zst" => Encoder::Zstandard(zstd::Encoder::new(buffered, zstd::DEFAULT_COMPRESSION_LEVEL)?),
            "bz2" => Encoder::Bzip2(BzEncoder::new(buffered, bzip2::Compression::default())),
            "xz" => Encoder::Xz(XzEncoder::new(buffered, 6)),
            _ => Encoder::Plain(buffered),
        };
        Ok(Target { encoder, path: place })
    }

    /// Puts what was written in its place.
    pub(super) fn commit(self) -> io::Result<()> {
        let mut buffered = match self.encoder {
            Encoder::Plain(out) => out,
            Encoder::Gzip(out) => out.finish()?,
            Encoder::Zstandard(out) => out.finish()?,
            Encoder::Bzip2(out) => out.finish()?,
            Encoder::Xz(out) => out.finish()?,
        };
        buffered.flush()?;
        match (buffered.into_inner().map_err(io::IntoInnerError::into_error)?, self.path) {
            (Sink::File(file), Some(path)) => file.persist(path).map(drop).map_err(|error| error.error),
            _ => Ok(()),
        }
    }
}

impl Sink {
    fn open(path: &Path) -> io::Result<(Self, Option<PathBuf>)> {
        // Through a link the file that it points to is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let there = path.metadata();
        match &there {
            Ok(there) if there.is_dir() => {
                return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory"));
            }
            Ok(there) if !there.is_file() => return Ok((Sink::Device(File::create(&path)?), None)),
            _ => {}
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bibconv-");
        #[cfg(unix)]
        if there.is_err() {
            use std::os::unix::fs::PermissionsExt;
            // What a new file gets, less the umask, as any other tool would give it.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder)?;
        if let Ok(there) = there {
            file.as_file().set_permissions(there.permissions())?;
        }
        Ok((Sink::File(file), Some(path)))
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.encoder {
            Encoder::Plain(out) => out.write(bytes),
            Encoder::Gzip(out) => out.write(bytes),
            Encoder::Zstandard(out) => out.write(bytes),
            Encoder::Bzip2(out) => out.write(bytes),
            Encoder::Xz(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.encoder {
            Encoder::Plain(out) => out.flush(),
            Encoder::Gzip(out) => out.flush(),
            Encoder::Zstandard(out) => out.flush(),
            Encoder::Bzip2(out) => out.flush(),
            Encoder::Xz(out) => out.flush(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Stdout(out) => out.write(bytes),
            Sink::File(out) => out.write(bytes),
            Sink::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Stdout(out) => out.flush(),
            Sink::File(out) => out.flush(),
            Sink::Device(out) => out.flush(),
        }
    }
}
