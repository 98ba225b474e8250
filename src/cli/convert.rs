//! The main job: inputs in, one output out.

use std::io::ErrorKind;
use std::path::Path;

use super::args::Convert;
use super::messages::Messages;
use super::output::Target;
use super::{FINE, Outcome, SKIPPED};
use crate::format::{Format, ReadOptions, WriteOptions, registry};
use crate::pipeline::{self, Failure, Input, Options};

pub(super) fn run(arguments: &Convert) -> Outcome {
    let options = Options {
        from: arguments.from.and_then(|from| from.0),
        to: Some(target_format(arguments)?),
        jobs: arguments.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        read: ReadOptions { page_date: arguments.page_date },
        write: WriteOptions { ascii: arguments.ascii },
        encoding: arguments.encoding,
        ledger: arguments.loss.is_some(),
        max_errors: arguments.max_errors,
    };
    let inputs = inputs(&arguments.inputs)?;
    let unwritable = |path: &Path, error| format!("{} could not be written: {error}", path.display());
    let ledger = match &arguments.loss {
        Some(path) => Some(std::fs::File::create(path).map_err(|error| unwritable(path, error))?),
        None => None,
    };
    let mut out = Target::open(arguments.output.as_deref())
        .map_err(|error| unwritable(arguments.output.as_deref().unwrap_or(Path::new("-")), error))?;
    let total = total_bytes(&inputs);
    let mut messages =
        Messages::new(arguments.message_format, arguments.quiet, arguments.verbose, ledger, total);
    let report = match pipeline::convert(inputs, &mut out, &options, &mut messages) {
        Ok(report) => report,
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => return Ok(FINE),
        Err(failure) => return Err(failure.to_string()),
    };
    // Nothing came of it: what stands at the output's place is better than nothing.
    if report.written > 0 || report.skipped == 0 || arguments.output.is_none() {
        match out.commit() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(FINE),
            Err(error) => return Err(Failure::Output(error).to_string()),
            Ok(()) => {}
        }
    }
    messages.close(&report).map_err(|error| format!("the ledger of losses could not be written: {error}"))?;
    let failed = report.skipped > 0
        || (arguments.strict && report.warnings > 0)
        || (arguments.strict_loss && report.losses > 0);
    Ok(if failed { SKIPPED } else { FINE })
}

fn inputs(paths: &[std::path::PathBuf]) -> Result<Vec<Input>, String> {
    if paths.is_empty() {
        return Ok(vec![Input::stdin()]);
    }
    let input = |path: &std::path::PathBuf| match path {
        path if path.as_os_str() == "-" => Ok(Input::stdin()),
        // A missing file is told of before any work is done.
        path => match path.metadata() {
            Ok(metadata) if metadata.is_dir() => Err(format!("{} is a directory", path.display())),
            Ok(_) => Ok(Input::Path(path.clone())),
            Err(error) => Err(format!("{} could not be read: {error}", path.display())),
        },
    };
    paths.iter().map(input).collect()
}

fn target_format(arguments: &Convert) -> Result<&'static Format, String> {
    if let Some(format) = arguments.to {
        return Ok(format);
    }
    let extension = arguments.output.as_ref().and_then(|path| path.extension()).and_then(|e| e.to_str());
    let by_extension = |e| registry::by_extension(e).find(|format| format.writer.is_some());
    match (extension, extension.and_then(by_extension)) {
        (_, Some(format)) => Ok(format),
        (Some(extension), None) => {
            Err(format!("no format is written to .{extension} files; name one with --to"))
        }
        (None, None) => {
            Err("name the format of the output with --to; `bibconv formats` lists them".to_owned())
        }
    }
}

/// How many bytes there are to read, if that is known.
fn total_bytes(inputs: &[Input]) -> Option<u64> {
    inputs
        .iter()
        .map(|input| match input {
            Input::Path(path) => path.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len()),
            Input::Stream { .. } => None,
        })
        .sum()
}
