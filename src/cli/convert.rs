//! The main job: inputs in, one output out.

use std::io::ErrorKind;
use std::path::Path;

use super::args::{self, Convert};
use super::messages::Messages;
use super::output::Target;
use super::{FAULTY, FINE, Outcome, input};
use crate::format::{Format, Profile, WriteOptions, registry};
use crate::pipeline::{self, Failure, Options};

pub(super) fn run(arguments: &Convert) -> Outcome {
    let profile = arguments.profile.map(|profile| match profile {
        args::Profile::Common => Profile::Common,
        args::Profile::Endnote => Profile::EndNote,
    });
    let options = Options {
        to: Some(target_format(arguments)?),
        write: WriteOptions {
            ascii: arguments.ascii,
            indent: arguments.indent,
            align: arguments.align,
            bare_capitals: arguments.bare_capitals,
            profile,
            columns: arguments.reading.columns.clone().unwrap_or_default(),
            #[cfg(feature = "lists")]
            style: arguments.style.clone(),
            #[cfg(feature = "lists")]
            locale: arguments.locale.clone(),
        },
        ledger: arguments.loss.is_some(),
        ..input::options(&arguments.reading, &arguments.telling)
    };
    let inputs = input::inputs(&arguments.reading.inputs)?;
    let unwritable = |path: &Path, error| format!("{} could not be written: {error}", path.display());
    let ledger = match &arguments.loss {
        Some(path) => Some(std::fs::File::create(path).map_err(|error| unwritable(path, error))?),
        None => None,
    };
    let mut out = Target::open(arguments.output.as_deref())
        .map_err(|error| unwritable(arguments.output.as_deref().unwrap_or(Path::new("-")), error))?;
    let mut messages = Messages::new(&arguments.telling, ledger, input::total_bytes(&inputs));
    let report = match pipeline::convert(inputs, &mut out, &options, &mut messages) {
        Ok(report) => report,
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => return Ok(FINE),
        Err(failure) => return Err(failure.to_string()),
    };
    // Nothing came of it: what stands at the output's place is better than nothing.
    if report.written > 0 || report.errors == 0 || arguments.output.is_none() {
        match out.commit() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(FINE),
            Err(error) => return Err(Failure::Output(error).to_string()),
            Ok(()) => {}
        }
    }
    messages
        .close(&report, true)
        .map_err(|error| format!("the ledger of losses could not be written: {error}"))?;
    let failed = report.errors > 0
        || (arguments.telling.strict && report.warnings > 0)
        || (arguments.strict_loss && report.losses > 0);
    Ok(if failed { FAULTY } else { FINE })
}

fn target_format(arguments: &Convert) -> Result<&'static Format, String> {
    if let Some(format) = arguments.to {
        return Ok(format);
    }
    let extension = arguments.output.as_deref().and_then(pipeline::extension);
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
