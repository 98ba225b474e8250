//! What the tests share: running the tool.
#![allow(dead_code, reason = "each test file uses a part")]

use std::io::{Read, Write};
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

/// Bytes that come in odd portions, as from a pipe.
pub(crate) struct Trickle {
    bytes: Vec<u8>,
    at: usize,
    portions: Portions,
    random: u64,
}

/// How much comes at a time.
#[derive(Clone, Copy)]
pub(crate) enum Portions {
    /// So many bytes.
    Of(usize),
    /// One time much, one time little; always the same.
    Random,
}

impl Trickle {
    pub(crate) fn new(bytes: Vec<u8>, portions: Portions) -> Self {
        Trickle { bytes, at: 0, portions, random: 0x9E37_79B9_7F4A_7C15 }
    }
}

impl Read for Trickle {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let portion = match self.portions {
            Portions::Of(bytes) => bytes,
            Portions::Random => {
                self.random ^= self.random << 13;
                self.random ^= self.random >> 7;
                self.random ^= self.random << 17;
                1 + usize::try_from(self.random % (1 << (self.random >> 60))).unwrap_or(0)
            }
        };
        let n = portion.min(into.len()).min(self.bytes.len() - self.at);
        into[..n].copy_from_slice(&self.bytes[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}
