//! Where the output goes: standard output, or a file that is written whole or not touched.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub(super) enum Target {
    Stdout(BufWriter<io::Stdout>),
    /// A temporary file beside the one that it is to become.
    File(BufWriter<NamedTempFile>, PathBuf),
    /// A device or pipe, which cannot be replaced.
    Device(BufWriter<std::fs::File>),
}

impl Target {
    pub(super) fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Target::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())));
        };
        // Through a link the file that it points to is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
            return Ok(Target::Device(BufWriter::new(std::fs::File::create(&path)?)));
        }
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory"));
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bibconv-");
        let kept = path.metadata().map(|metadata| metadata.permissions());
        #[cfg(unix)]
        if kept.is_err() {
            use std::os::unix::fs::PermissionsExt;
            // What a new file gets, less the umask, as any other tool would give it.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder)?;
        if let Ok(permissions) = kept {
            file.as_file().set_permissions(permissions)?;
        }
        Ok(Target::File(BufWriter::with_capacity(1 << 16, file), path))
    }

    /// Puts what was written in its place.
    pub(super) fn commit(self) -> io::Result<()> {
        match self {
            Target::Stdout(mut out) => out.flush(),
            Target::Device(mut out) => out.flush(),
            Target::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(path).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::Stdout(out) => out.write(bytes),
            Target::Device(out) => out.write(bytes),
            Target::File(out, _) => out.write(bytes),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Target::Stdout(out) => out.write_all(bytes),
            Target::Device(out) => out.write_all(bytes),
            Target::File(out, _) => out.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Stdout(out) => out.flush(),
            Target::Device(out) => out.flush(),
            Target::File(out, _) => out.flush(),
        }
    }
}
