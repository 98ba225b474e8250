//! The command-line tool: see `bibconv --help`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    bibconv::cli::run()
}
