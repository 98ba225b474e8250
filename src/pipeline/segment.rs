//! Text in, jobs out: sniffs each document of an input and cuts it into pieces.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use memchr::{memchr, memrchr_iter};

use super::decode::{Buffer, Decoder, Looks};
use super::{Input, Options};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::format::registry;
use crate::format::{BEGINS_LOOKAHEAD, Format, Parse, Splitter, Start};

/// About how much text a job holds. Larger blocks only cost memory.
const BLOCK: usize = 512 * 1024;

/// How much of a document is shown to the sniffing rules.
const SNIFFED: usize = 64 * 1024;

type Bytes = Box<dyn Read + Send>;

/// A stretch of an input with the pieces that it was cut into.
pub(super) struct Job {
    pub(super) input: usize,
    pub(super) buffer: Buffer,
    pub(super) pieces: Vec<(Range<usize>, Parse)>,
    /// How many bytes of the input were read by then, for the progress bar.
    pub(super) bytes_read: u64,
}

/// Cuts inputs into jobs, one after another.
pub(super) struct Segmenter<'o> {
    options: &'o Options,
    inputs: std::iter::Enumerate<std::vec::IntoIter<Input>>,
    current: Option<Open>,
    /// Inputs that could not be read: an I/O error, and whose.
    pub(super) failed: Option<(String, io::Error)>,
}

/// An input being read.
struct Open {
    index: usize,
    input: Input,
    decoder: Decoder<Counted>,
    buffer: Buffer,
    /// Up to where `buffer` was cut into pieces.
    at: usize,
    /// Up to where `buffer` was searched for the begin of the next document.
    searched: usize,
    /// The format of the document being read, and what cuts it.
    document: Option<(&'static Format, Box<dyn Splitter>)>,
    /// The format of the document that follows, where its begin was found.
    next: Option<&'static Format>,
    /// Whether anything but white space was met.
    begun: bool,
    want: usize,
}

impl<'o> Segmenter<'o> {
    pub(super) fn new(inputs: Vec<Input>, options: &'o Options) -> Self {
        Self { options, inputs: inputs.into_iter().enumerate(), current: None, failed: None }
    }

    /// The next job; `None` at the end of the last input, or when one could not be read.
    pub(super) fn next_job(&mut self) -> Option<Job> {
        loop {
            if self.current.is_none() {
                let (index, input) = self.inputs.next()?;
                match Open::begin(index, input, self.options) {
                    Ok(Begun::Reading(open)) => self.current = Some(*open),
                    Ok(Begun::Hopeless(job)) => return Some(*job),
                    Err(failed) => {
                        self.failed = Some(failed);
                        return None;
                    }
                }
            }
            let open = self.current.as_mut()?;
            match open.next_job(self.options) {
                Ok(Some(job)) => return Some(job),
                Ok(None) => self.current = None,
                Err(error) => {
                    self.failed = Some((open.input.name().to_owned(), error));
                    return None;
                }
            }
        }
    }
}

/// What became of an attempt to begin with an input.
enum Begun {
    Reading(Box<Open>),
    /// It holds nothing to read; the job holds only the finding.
    Hopeless(Box<Job>),
}

/// Bytes, counted.
struct Counted {
    bytes: Bytes,
    count: u64,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(into)?;
        self.count += n as u64;
        Ok(n)
    }
}

impl Open {
    fn begin(index: usize, mut input: Input, options: &Options) -> Result<Begun, (String, io::Error)> {
        let bytes = input.open().map_err(|error| (input.name().to_owned(), error))?;
        let mut decoder = Decoder::new(Counted { bytes, count: 0 }, options.encoding);
        let finding = match decoder.look().map_err(|error| (input.name().to_owned(), error))? {
            Looks::Text => None,
            Looks::Empty => Some(codes::EMPTY_INPUT),
            Looks::Binary => Some(codes::BINARY_INPUT),
        };
        Ok(match finding {
            Some(code) => {
                Begun::Hopeless(Box::new(hopeless(index, Buffer::default(), 0, code, String::new())))
            }
            None => Begun::Reading(Box::new(Open {
                index,
                input,
                decoder,
                buffer: Buffer::default(),
                at: 0,
                searched: 0,
                document: None,
                next: None,
                begun: false,
                want: BLOCK,
            })),
        })
    }

    fn next_job(&mut self, options: &Options) -> io::Result<Option<Job>> {
        let mut pieces = Vec::new();
        loop {
            self.decoder.fill(&mut self.buffer, self.want)?;
            if self.decoder.at_end() && self.buffer.text[self.at..].trim_start().is_empty() {
                if !std::mem::replace(&mut self.begun, true) {
                    let buffer = std::mem::take(&mut self.buffer);
                    return Ok(Some(hopeless(self.index, buffer, 0, codes::EMPTY_INPUT, String::new())));
                }
                let rest = !pieces.is_empty()
                    || self.at < self.buffer.text.len()
                    || !self.buffer.diagnostics.is_empty();
                return Ok(rest.then(|| self.take_job(self.buffer.text.len(), pieces)));
            }
            self.begun = true;
            if let Some((code, detail)) = self.begin_document(options)? {
                // Nothing more can be read: this job ends the input.
                let buffer = std::mem::take(&mut self.buffer);
                let mut job = hopeless(self.index, buffer, std::mem::take(&mut self.at), code, detail);
                job.pieces = pieces;
                self.decoder = Decoder::new(Counted { bytes: Box::new(io::empty()), count: 0 }, None);
                self.decoder.look()?;
                return Ok(Some(job));
            }
            let Some((format, splitter)) = &mut self.document else { return Ok(None) };
            let at_end = self.decoder.at_end();
            let text = &self.buffer.text[self.at..];
            let (limit, next) = match format.begins {
                Some(_) => next_document(format, text, self.searched.max(self.at) - self.at, at_end),
                None => (text.len(), at_end.then_some(None)),
            };
            let ends = next.is_some();
            self.next = next.flatten();
            self.searched = self.at + limit;
            match splitter.next(&text[..limit], ends).filter(|(length, _)| *length > 0) {
                Some((length, parse)) => {
                    pieces.push((self.at..self.at + length, parse));
                    self.at += length;
                    self.want = BLOCK;
                    if ends && length == limit {
                        self.document = None;
                        if self.at < self.buffer.text.len() {
                            continue;
                        }
                    } else if ends {
                        continue;
                    }
                    return Ok(Some(self.take_job(self.at, pieces)));
                }
                None if ends => {
                    // A splitter owes a piece for any text at the end; go on without it.
                    self.at += limit;
                    self.document = None;
                }
                None if !pieces.is_empty() => return Ok(Some(self.take_job(self.at, pieces))),
                None => self.want = self.buffer.text.len().max(BLOCK) * 2,
            }
        }
    }

    /// Takes the text up to `end`, with the pieces that it was cut into, and keeps the rest.
    fn take_job(&mut self, end: usize, pieces: Vec<(Range<usize>, Parse)>) -> Job {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.buffer.text.reserve(BLOCK + BLOCK / 2);
        self.buffer.text.push_str(&buffer.text[end..]);
        buffer.text.truncate(end);
        let keep = buffer.removed.partition_point(|at| *at < end);
        self.buffer.removed = buffer.removed.split_off(keep).into_iter().map(|at| at - end).collect();
        let later = |diagnostic: &mut Diagnostic| diagnostic.span.start >= end;
        self.buffer.diagnostics = buffer
            .diagnostics
            .extract_if(.., later)
            .map(|d| Diagnostic { span: d.span.start - end..d.span.end - end, ..d })
            .collect();
        self.at = 0;
        self.searched = self.searched.saturating_sub(end);
        let bytes_read = self.decoder.input().count;
        Job { input: self.index, buffer, pieces, bytes_read }
    }

    /// Sniffs the document that begins at `self.at`, unless one is being read.
    fn begin_document(&mut self, options: &Options) -> io::Result<Option<(&'static Code, String)>> {
        if self.document.is_some() {
            return Ok(None);
        }
        let text = &self.buffer.text[self.at..];
        let mut end = text.len().min(SNIFFED);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let format = match options.from.or(self.next.take()) {
            Some(format) => format,
            None => {
                let found = registry::sniff(&text[..end]);
                match choose(&found, self.input.extension()) {
                    Ok(format) => format,
                    Err(finding) => return Ok(Some(finding)),
                }
            }
        };
        let Some(reader) = format.reader else {
            return Ok(Some((codes::UNKNOWN_FORMAT, format!("{} can only be written", format.name))));
        };
        let splitter = match reader.start(&options.read) {
            Start::Split(splitter) => splitter,
            Start::Whole(parse) => Box::new(Whole(Some(parse))),
            Start::Survey(survey) => self.survey(survey, options)?,
        };
        self.searched = self.at;
        self.document = Some((format, splitter));
        Ok(None)
    }

    /// Shows the whole input to a survey. What cannot be read again from its start is
    /// spilled to a temporary file, not to memory.
    fn survey(
        &mut self,
        mut survey: Box<dyn crate::format::Survey>,
        options: &Options,
    ) -> io::Result<Box<dyn Splitter>> {
        if self.decoder.at_end() {
            survey.feed(&self.buffer.text[self.at..], true);
            return Ok(survey.finish());
        }
        let Some(again) = self.input.reopen()? else {
            let mut spill = tempfile::tempfile()?;
            spill.write_all(self.buffer.text.as_bytes())?;
            let mut seen = Buffer { text: self.buffer.text[self.at..].to_owned(), ..Buffer::default() };
            feed_all(&mut *survey, &mut self.decoder, &mut seen, |text| spill.write_all(text.as_bytes()))?;
            spill.rewind()?;
            // What was decoded once is UTF-8 with LF now; findings about bytes were made.
            self.buffer.diagnostics.extend(seen.diagnostics);
            self.buffer.text.clear();
            let count = self.decoder.input().count;
            self.decoder = Decoder::new(Counted { bytes: Box::new(spill), count }, None);
            self.decoder.look()?;
            self.decoder.fill(&mut self.buffer, self.want)?;
            return Ok(survey.finish());
        };
        let mut decoder = Decoder::new(Counted { bytes: Box::new(again), count: 0 }, options.encoding);
        decoder.look()?;
        feed_all(&mut *survey, &mut decoder, &mut Buffer::default(), |_| Ok(()))?;
        Ok(survey.finish())
    }
}

/// Feeds a survey with all that a decoder still gives, and passes on what is new.
fn feed_all(
    survey: &mut dyn crate::format::Survey,
    decoder: &mut Decoder<Counted>,
    buffer: &mut Buffer,
    mut new: impl FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut want = BLOCK;
    loop {
        let before = buffer.text.len();
        decoder.fill(buffer, want)?;
        new(&buffer.text[before..])?;
        let at_end = decoder.at_end();
        let taken = survey.feed(&buffer.text, at_end).min(buffer.text.len());
        if at_end {
            return Ok(());
        }
        want = if taken == 0 { buffer.text.len().max(BLOCK) * 2 } else { BLOCK };
        buffer.text.drain(..taken);
        buffer.removed.clear();
    }
}

/// A document that cannot be cut.
struct Whole(Option<Parse>);

impl Splitter for Whole {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        if at_end { self.0.take().map(|parse| (text.len(), parse)) } else { None }
    }
}

/// The one format that fits: by content, and between equals by the file's extension.
fn choose(
    found: &[&'static Format],
    extension: Option<&str>,
) -> Result<&'static Format, (&'static Code, String)> {
    let by_extension = |f: &&&'static Format| extension.is_some_and(|e| f.extensions.contains(&e));
    match found {
        [only] => Ok(only),
        [] => extension
            .and_then(|e| registry::by_extension(e).find(|f| f.reader.is_some()))
            .filter(|f| f.begins.is_none())
            .ok_or((codes::UNKNOWN_FORMAT, String::new())),
        several => several.iter().find(by_extension).copied().ok_or_else(|| {
            let names: Vec<_> = several.iter().map(|f| f.name).collect();
            (codes::AMBIGUOUS_FORMAT, names.join(", "))
        }),
    }
}

/// How far the document goes that `text` starts with, as far as can be seen; and, where
/// it ends there, the format of the document that follows, if one does.
fn next_document(
    after: &Format,
    text: &str,
    searched: usize,
    at_end: bool,
) -> (usize, Option<Option<&'static Format>>) {
    // Lines too near to the end of what is known cannot be judged yet.
    let limit = if at_end {
        text.len()
    } else {
        memrchr_iter(b'\n', text.as_bytes()).nth(BEGINS_LOOKAHEAD).map_or(0, |at| at + 1)
    };
    let mut line = searched.saturating_sub(1);
    while let Some(length) = memchr(b'\n', &text.as_bytes()[line..]) {
        line += length + 1;
        if line >= limit {
            break;
        }
        let rest = &text[line..];
        let begins = |f: &&&'static Format| f.begins.is_some_and(|begins| begins(rest, after));
        if let Some(format) = registry::FORMATS.iter().find(begins) {
            return (line, Some(Some(format)));
        }
    }
    (limit, at_end.then_some(None))
}

/// A job that says why nothing can be read from `at` on.
fn hopeless(input: usize, mut buffer: Buffer, at: usize, code: &'static Code, detail: String) -> Job {
    let rest = &buffer.text[at..];
    let start = at + rest.len() - rest.trim_start().len();
    let end =
        memchr(b'\n', &buffer.text.as_bytes()[start..]).map_or(buffer.text.len(), |length| start + length);
    buffer.diagnostics.push(Diagnostic::new(code, start..end).detail(detail));
    Job { input, buffer, pieces: Vec::new(), bytes_read: 0 }
}

impl Input {
    fn reopen(&self) -> io::Result<Option<File>> {
        match self {
            Input::Path(path) => {
                let file = File::open(path)?;
                let regular = file.metadata()?.is_file();
                Ok(regular.then_some(file))
            }
            Input::Stream { .. } => Ok(None),
        }
    }
}
