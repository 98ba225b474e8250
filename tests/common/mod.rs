//! What the tests share: running the tool.
#![allow(dead_code, reason = "each test file uses a part")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A command that runs the tool in a folder.
pub(crate) fn bibconv(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bibconv"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR");
    command
}

/// Runs the tool in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    bibconv(folder, arguments).stdin(Stdio::null()).output().expect("bibconv runs")
}

/// Runs the tool on standard input.
pub(crate) fn pipe(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = bibconv(Path::new("."), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bibconv runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let writing = std::thread::spawn(move || {
        // The tool may stop reading before the end.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("bibconv ends");
    writing.join().expect("the input is written");
    output
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8 on standard output")
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8 on standard error")
}
