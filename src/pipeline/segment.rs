//! Text in, jobs out: sniffs each document of an input and cuts it into pieces.

use std::collections::VecDeque;
use std::io::{self, Seek, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;
use memchr::memchr;

use super::ahead::Source;
use super::border::{first_document, next_document};
use super::choose::choose;
use super::compress::{self, Bytes, Opened};
use super::decode::{Buffer, Decoder, Looks};
use super::place::Place;
use super::{Input, Options};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::format::{Format, Parse, Splitter, Start};

/// How much of a document is shown to the sniffing rules.
const SNIFFED: usize = 64 * 1024;

/// A stretch of an input with the pieces that it was cut into.
pub(super) struct Job {
    pub(super) input: usize,
    pub(super) name: Arc<str>,
    pub(super) buffer: Buffer,
    pub(super) pieces: Vec<(Range<usize>, Parse)>,
    /// How many bytes of the input were read by then, for the progress bar.
    pub(super) bytes_read: u64,
}

/// Cuts inputs into jobs, one after another.
pub(super) struct Segmenter<'o> {
    options: &'o Options,
    places: VecDeque<Place>,
    /// How many inputs were begun.
    begun: usize,
    current: Option<Open>,
    /// The input that could not be read, and why.
    pub(super) failed: Option<(String, io::Error)>,
}

/// An input being read.
struct Open {
    index: usize,
    name: Arc<str>,
    place: Place,
    text: Source,
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
    /// About how much text a job holds.
    block: usize,
    /// How much the buffer must hold before it is cut.
    want: usize,
    bytes_read: Arc<AtomicU64>,
}

impl<'o> Segmenter<'o> {
    pub(super) fn new(inputs: Vec<Input>, options: &'o Options) -> Self {
        let places = inputs.into_iter().map(Place::Input).collect();
        Self { options, places, begun: 0, current: None, failed: None }
    }

    /// The next job; `None` at the end of the last input, or when one could not be read.
    pub(super) fn next_job(&mut self) -> Option<Job> {
        loop {
            let name: Arc<str>;
            let result = if let Some(open) = &mut self.current {
                name = Arc::clone(&open.name);
                open.next_job(self.options)
            } else {
                let place = self.places.pop_front()?;
                name = place.name().into();
                self.begin(place, &name)
            };
            match result {
                Ok(Some(job)) => return Some(job),
                Ok(None) if self.current.as_ref().is_some_and(|open| !open.begun) => {}
                Ok(None) => self.current = None,
                Err(error) => {
                    self.failed = Some((name.to_string(), error));
                    return None;
                }
            }
        }
    }

    /// Opens a source. One that holds nothing to read gives a job that says why; an
    /// archive puts its files before the sources that follow.
    fn begin(&mut self, mut place: Place, name: &Arc<str>) -> io::Result<Option<Job>> {
        let bytes_read = Arc::new(AtomicU64::new(0));
        let plain =
            match compress::open(place.open(&bytes_read)?)? {
                Opened::Plain(plain) => plain,
                Opened::Zip(bytes) => {
                    let archive = Arc::new(place.archive(bytes)?);
                    let members = compress::members(&archive)?.into_iter().map(|(at, member)| {
                        Place::Member { name: format!("{name}/{member}"), archive: Arc::clone(&archive), at }
                    });
                    members.rev().for_each(|member| self.places.push_front(member));
                    return Ok(None);
                }
            };
        let index = self.begun;
        self.begun += 1;
        let mut decoder = Decoder::new(plain, self.options.encoding);
        let looks = decoder.look()?;
        let mut open = Open {
            index,
            name: Arc::clone(name),
            place,
            text: Source::new(decoder, self.options.jobs > 1),
            buffer: Buffer::default(),
            at: 0,
            searched: 0,
            document: None,
            next: None,
            begun: false,
            block: self.options.read.memory.block(),
            want: self.options.read.memory.block(),
            bytes_read,
        };
        let code = match looks {
            Looks::Text => {
                self.current = Some(open);
                return Ok(None);
            }
            Looks::Empty => codes::EMPTY_INPUT,
            Looks::Binary => codes::BINARY_INPUT,
        };
        Ok(Some(open.hopeless(code, String::new(), Vec::new())))
    }
}

impl Open {
    fn next_job(&mut self, options: &Options) -> io::Result<Option<Job>> {
        let mut pieces = Vec::new();
        loop {
            self.text.fill(&mut self.buffer, self.want)?;
            if self.text.at_end() && self.buffer.text[self.at..].trim_start().is_empty() {
                if !std::mem::replace(&mut self.begun, true) {
                    return Ok(Some(self.hopeless(codes::EMPTY_INPUT, String::new(), pieces)));
                }
                let rest = !pieces.is_empty()
                    || self.at < self.buffer.text.len()
                    || !self.buffer.diagnostics.is_empty();
                return Ok(rest.then(|| self.take_job(self.buffer.text.len(), pieces)));
            }
            self.begun = true;
            if let Some((code, detail)) = self.begin_document(options)? {
                // Nothing more can be read of this input.
                self.text = source(Box::new(io::empty()), None, options)?;
                return Ok(Some(self.hopeless(code, detail, pieces)));
            }
            let Some((format, splitter)) = &mut self.document else { return Ok(None) };
            let at_end = self.text.at_end();
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
                    self.want = self.block;
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
                None => self.want = self.buffer.text.len().max(self.block) * 2,
            }
        }
    }

    /// Takes the text up to `end`, with the pieces that it was cut into, and keeps the rest.
    fn take_job(&mut self, end: usize, pieces: Vec<(Range<usize>, Parse)>) -> Job {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.buffer.text.reserve(self.block + self.block / 2);
        self.buffer.text.push_str(&buffer.text[end..]);
        buffer.text.truncate(end);
        let keep = buffer.removed.partition_point(|at| *at < end);
        self.buffer.removed = buffer.removed.split_off(keep).into_iter().map(|at| at - end).collect();
        let later = |diagnostic: &mut Diagnostic| diagnostic.span.start >= end && end < buffer.text.len();
        self.buffer.diagnostics = buffer
            .diagnostics
            .extract_if(.., later)
            .map(|d| Diagnostic { span: d.span.start - end..d.span.end - end, ..d })
            .collect();
        self.at = 0;
        self.searched = self.searched.saturating_sub(end);
        let bytes_read = self.bytes_read.load(Ordering::Relaxed);
        Job { input: self.index, name: Arc::clone(&self.name), buffer, pieces, bytes_read }
    }

    /// A job that says why nothing more can be read of the input.
    fn hopeless(&mut self, code: &'static Code, detail: String, pieces: Vec<(Range<usize>, Parse)>) -> Job {
        let text = &self.buffer.text;
        let start = text.len() - text[self.at..].trim_start().len();
        let end = memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |length| start + length);
        self.buffer.diagnostics.push(Diagnostic::new(code, start..end).detail(detail));
        self.take_job(self.buffer.text.len(), pieces)
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
                let found = first_document(&text[..end]);
                match choose(&found, self.place.extension()) {
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
        if self.text.at_end() {
            survey.feed(&self.buffer.text[self.at..], true);
            while survey.again() {
                survey.feed(&self.buffer.text[self.at..], true);
            }
            return survey.finish();
        }
        let Some(mut again) = self.place.reopen()? else {
            let mut spill = tempfile::tempfile()?;
            spill.write_all(self.buffer.text.as_bytes())?;
            let mut seen = Buffer { text: self.buffer.text[self.at..].to_owned(), ..Buffer::default() };
            let spilling = |text: &str| spill.write_all(text.as_bytes());
            feed_all(&mut *survey, &mut self.text, &mut seen, self.block, spilling)?;
            spill.rewind()?;
            // What was decoded once is UTF-8 with LF now; findings about bytes were made.
            self.buffer.diagnostics.extend(seen.diagnostics);
            self.buffer.text.clear();
            while survey.again() {
                let mut text = source(Box::new(spill.try_clone()?), None, options)?;
                feed_all(&mut *survey, &mut text, &mut Buffer::default(), self.block, |_| Ok(()))?;
                spill.rewind()?;
            }
            self.text = source(Box::new(spill), None, options)?;
            self.text.fill(&mut self.buffer, self.want)?;
            return survey.finish();
        };
        loop {
            let mut text = source(again, options.encoding, options)?;
            feed_all(&mut *survey, &mut text, &mut Buffer::default(), self.block, |_| Ok(()))?;
            if !survey.again() {
                return survey.finish();
            }
            match self.place.reopen()? {
                Some(file) => again = file,
                None => return survey.finish(),
            }
        }
    }
}

/// The text of bytes in an encoding.
fn source(bytes: Bytes, encoding: Option<&'static Encoding>, options: &Options) -> io::Result<Source> {
    let mut decoder = Decoder::new(bytes, encoding);
    decoder.look()?;
    Ok(Source::new(decoder, options.jobs > 1))
}

/// Feeds a survey with all text that still comes, and passes on what is new.
fn feed_all(
    survey: &mut dyn crate::format::Survey,
    source: &mut Source,
    buffer: &mut Buffer,
    block: usize,
    mut new: impl FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut want = block;
    loop {
        let before = buffer.text.len();
        source.fill(buffer, want)?;
        new(&buffer.text[before..])?;
        let at_end = source.at_end();
        let taken = survey.feed(&buffer.text, at_end).min(buffer.text.len());
        if at_end {
            return Ok(());
        }
        want = if taken == 0 { buffer.text.len().max(block) * 2 } else { block };
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
