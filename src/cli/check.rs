//! `bibconv check`: only reads, and reports.

use super::args::Check;
use super::messages::Messages;
use super::{FAULTY, FINE, Outcome, input};
use crate::pipeline::{self, Options};

pub(super) fn run(arguments: &Check) -> Outcome {
    let options = Options { check: true, ..input::options(&arguments.reading, &arguments.telling) };
    let inputs = input::inputs(&arguments.reading.inputs)?;
    let mut messages = Messages::new(&arguments.telling, None, input::total_bytes(&inputs));
    let report = pipeline::convert(inputs, &mut std::io::sink(), &options, &mut messages)
        .map_err(|failure| failure.to_string())?;
    messages.close(&report, false).map_err(|error| error.to_string())?;
    let failed = report.errors > 0 || (arguments.telling.strict && report.warnings > 0);
    Ok(if failed { FAULTY } else { FINE })
}
