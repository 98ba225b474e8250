//! The command-line tool: see `bibconv --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    bibconv::cli::run()
}
