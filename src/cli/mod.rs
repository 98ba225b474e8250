//! The command line: arguments in, exit code out. One file a subcommand.

mod args;
mod check;
mod completions;
mod convert;
mod formats;
mod input;
mod messages;
mod output;
#[cfg(feature = "lists")]
mod styles;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::Parser;

/// All fine.
const FINE: u8 = 0;
/// Something was skipped or mended by guessing; or warned or lost, where that was to fail.
const FAULTY: u8 = 1;
/// The command line was wrong, or an input or output could not be read or written.
const FAILED: u8 = 2;

/// What goes wrong before or beside the conversion: usage and I/O.
type Outcome = Result<u8, String>;

/// Runs the command line and gives its exit code.
pub fn run() -> ExitCode {
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { FINE });
        }
    };
    let outcome = match arguments.command {
        Some(args::Command::Check(check)) => check::run(&check),
        Some(args::Command::Formats(formats)) => formats::run(&formats),
        #[cfg(feature = "lists")]
        Some(args::Command::Styles) => styles::run(),
        Some(args::Command::Completions { shell }) => completions::run(shell),
        None => convert::run(&arguments.convert),
    };
    ExitCode::from(outcome.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        FAILED
    }))
}

/// A closed pipe ends the output and is success.
fn unless_closed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
