//! bytes → decode → sniff → split → parse → emit → bytes, in bounded memory and in order.
//!
//! One thread decodes, one cuts, as many as wanted parse and emit, and the caller's writes
//! in the order of the input; with one job, or little to do, all happens on the caller's
//! thread. The bytes that come out depend on the input and the options alone.

mod ahead;
mod border;
mod choose;
mod compress;
mod decode;
mod finish;
mod place;
mod segment;
mod unique;
mod work;

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use encoding_rs::Encoding;

use crate::diagnostic::Located;
use crate::format::{Format, ReadOptions, WriteOptions};
pub use crate::spill::Memory;
pub use compress::extension;
use finish::Finisher;
use segment::{Job, Segmenter};
use work::Done;

/// What to convert from. Compressed inputs (gzip, Zstandard, bzip2, xz, by content) are
/// decompressed, and each file of a zip archive is an input of its own.
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Anything else, such as standard input.
    Stream {
        /// What messages call it.
        name: String,
        /// Its bytes; read once.
        bytes: Box<dyn Read + Send>,
    },
}

impl Input {
    /// Standard input.
    pub fn stdin() -> Self {
        Input::Stream { name: "<stdin>".to_owned(), bytes: Box::new(io::stdin()) }
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        match self {
            Input::Path(path) => path.to_str().unwrap_or("<file>"),
            Input::Stream { name, .. } => name,
        }
    }
}

/// How to convert.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format of the inputs; `None` to find it for each document.
    pub from: Option<&'static Format>,
    /// The format of the output; `None` to only read and report.
    pub to: Option<&'static Format>,
    /// How many threads parse and emit; 0 counts as 1.
    pub jobs: usize,
    /// What the user said about the input.
    pub read: ReadOptions,
    /// What the user said about the output.
    pub write: WriteOptions,
    /// The encoding of the inputs; `None` to find it.
    pub encoding: Option<&'static Encoding>,
    /// Whether to look for what is doubtful about each record: [`crate::library::check`].
    pub check: bool,
    /// Whether [`Listener::ledger`] wants every single loss.
    pub ledger: bool,
    /// After how many errors to stop.
    pub max_errors: Option<u64>,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records read.
    pub read: u64,
    /// Records written.
    pub written: u64,
    /// Errors: what was skipped, and what was mended by guessing.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// Values that the output format has no place for.
    pub losses: u64,
}

/// Hears of what happens, in the order of the input.
pub trait Listener {
    /// A finding.
    fn diagnostic(&mut self, _located: &Located<'_>) {}

    /// At the end: how often a field was lost, and why.
    fn loss(&mut self, _field: &str, _why: &str, _count: u64) {}

    /// Lines of JSON, one a lost value: `record`, `field`, `value`, `why`.
    ///
    /// # Errors
    /// Of writing them somewhere; they end the conversion.
    fn ledger(&mut self, _lines: &[u8]) -> io::Result<()> {
        Ok(())
    }

    /// How many bytes of which input were read.
    fn progress(&mut self, _input: usize, _bytes: u64) {}
}

/// Hears nothing.
impl Listener for () {}

/// Why a conversion stopped before its end.
#[derive(Debug)]
pub enum Failure {
    /// An input could not be read.
    Input(String, io::Error),
    /// The output could not be written.
    Output(io::Error),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Input(name, error) => write!(f, "{name} could not be read: {error}"),
            Failure::Output(error) => write!(f, "the output could not be written: {error}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Failure::Input(_, error) | Failure::Output(error) => Some(error),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// Converts all inputs into one output.
///
/// # Errors
/// Only when an input cannot be read or the output cannot be written; whatever the
/// inputs hold is reported to the listener and counted in the report.
pub fn convert(
    inputs: Vec<Input>,
    out: &mut dyn Write,
    options: &Options,
    listener: &mut dyn Listener,
) -> Result<Report, Failure> {
    let mut finisher = Finisher::new(options);
    let mut segmenter = Segmenter::new(inputs, options);
    let first = segmenter.next_job();
    // A single job is not worth a thread.
    let second = first.is_some().then(|| segmenter.next_job()).flatten();
    let failed = if options.jobs <= 1 || second.is_none() {
        for job in first.into_iter().chain(second).chain(std::iter::from_fn(|| segmenter.next_job())) {
            if !finisher.take(work::process(job, options), out, listener)? {
                break;
            }
        }
        segmenter.failed
    } else {
        let jobs = first.into_iter().chain(second);
        on_threads(jobs, segmenter, options, |done| finisher.take(done, out, listener))?
    };
    if let Some((name, error)) = failed {
        return Err(Failure::Input(name, error));
    }
    Ok(finisher.end(out, listener)?)
}

/// The text of an input as grammars read it: decompressed, UTF-8, lines that end with LF;
/// empty for an archive. [`crate::read`] takes such a text.
///
/// # Errors
/// Of reading.
pub fn text(bytes: impl Read + Send + 'static, encoding: Option<&'static Encoding>) -> io::Result<String> {
    let compress::Opened::Plain(plain) = compress::open(Box::new(bytes))? else { return Ok(String::new()) };
    let mut decoder = decode::Decoder::new(plain, encoding);
    decoder.look()?;
    let mut buffer = decode::Buffer::default();
    decoder.fill(&mut buffer, usize::MAX)?;
    Ok(buffer.text)
}

/// Processes the first jobs and those that the segmenter still has on several threads, and
/// hands them to `take` in their order, until it gives `false`. So many jobs are under way
/// as the memory admits, at most two a thread.
fn on_threads(
    first: impl Iterator<Item = Job> + Send,
    mut segmenter: Segmenter<'_>,
    options: &Options,
    mut take: impl FnMut(Done) -> io::Result<bool>,
) -> io::Result<Option<(String, io::Error)>> {
    // One job is being cut, and one written.
    let under_way = (options.jobs * 2).min(options.read.memory.blocks() - 2);
    let workers = options.jobs.min(under_way);
    let (to_workers, jobs) = sync_channel::<(Job, Sender<Done>)>(under_way);
    let (to_writer, in_order) = sync_channel::<Receiver<Done>>(under_way);
    let jobs = Mutex::new(jobs);
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            for job in first.chain(std::iter::from_fn(|| segmenter.next_job())) {
                let (done, waiting) = channel();
                if to_writer.send(waiting).is_err() || to_workers.send((job, done)).is_err() {
                    break;
                }
            }
            segmenter.failed
        });
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = jobs.lock().map(|jobs| jobs.recv());
                    let Ok(Ok((job, done))) = next else { break };
                    // The writer may have stopped listening; then nothing is owed.
                    let _ = done.send(work::process(job, options));
                }
            });
        }
        for waiting in in_order {
            let Ok(done) = waiting.recv() else { break };
            if !take(done)? {
                break;
            }
        }
        Ok(reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}
