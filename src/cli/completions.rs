//! `bibconv completions`: what completes the command line in a shell.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::args::Arguments;
use super::{FINE, Outcome, unless_closed};

pub(super) fn run(shell: Shell) -> Outcome {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "bibconv", &mut script);
    unless_closed(io::stdout().write_all(&script)).map_err(|error| error.to_string())?;
    Ok(FINE)
}
