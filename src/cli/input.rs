//! Where the input comes from, and how it is read.

use std::path::{Path, PathBuf};

use super::args::{Reading, Telling};
use crate::format::ReadOptions;
use crate::pipeline::{Input, Options};

/// The options that reading alone decides.
pub(super) fn options(reading: &Reading, telling: &Telling) -> Options {
    Options {
        from: reading.from.and_then(|from| from.0),
        jobs: reading.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        read: ReadOptions {
            page_date: reading.page_date,
            columns: reading.columns.clone().unwrap_or_default(),
            memory: reading.memory,
        },
        encoding: reading.encoding,
        max_errors: telling.max_errors,
        ..Options::default()
    }
}

/// The inputs; a file that is not there is told of before any work is done.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, String> {
    if paths.is_empty() {
        return Ok(vec![Input::stdin()]);
    }
    let input = |path: &PathBuf| match path.metadata() {
        _ if path == Path::new("-") => Ok(Input::stdin()),
        Ok(metadata) if metadata.is_dir() => Err(format!("{} is a directory", path.display())),
        Ok(_) => Ok(Input::Path(path.clone())),
        Err(error) => Err(format!("{} could not be read: {error}", path.display())),
    };
    paths.iter().map(input).collect()
}

/// How many bytes there are to read, if that is known.
pub(super) fn total_bytes(inputs: &[Input]) -> Option<u64> {
    let size = |input: &Input| match input {
        Input::Path(path) => path.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len()),
        Input::Stream { .. } => None,
    };
    inputs.iter().map(size).sum()
}
