//! Jobs in order, bytes out: makes keys unique, reports, writes.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Seek, Write};
use std::sync::Arc;

use memchr::memchr_iter;
use tempfile::{SpooledTempFile, spooled_tempfile};

use super::unique::{Repeated, UsedKeys};
use super::work::{Border, Done, Finding};
use super::{Listener, Options, Report};
use crate::diagnostic::{Code, Diagnostic, Located, Severity, codes};
use crate::format::Output;
use crate::record::Record;

/// How many kinds of losses are told apart; the ledger holds every single one.
const KINDS_OF_LOSSES: usize = 10_000;

/// Writes what became of the jobs, in their order.
pub(super) struct Finisher<'o> {
    options: &'o Options,
    /// The input that is being written, its name, and how much of it came before.
    input: usize,
    lines: usize,
    bytes: usize,
    records: usize,
    /// Whether text of it was skipped.
    skipped: bool,
    /// How many errors the inputs before it had.
    errors_before: u64,
    /// Whether anything was written yet.
    begun: bool,
    /// The first records, while they are held back to be written together.
    head: Vec<Record<'static>>,
    /// Whether they are no longer waited for.
    headed: bool,
    /// The last item that was written.
    last: Option<Border>,
    keys: UsedKeys,
    /// The names of the inputs so far, by their place.
    names: Vec<Arc<str>>,
    pub(super) report: Report,
    losses: BTreeMap<(String, &'static str), u64>,
    /// Where what is written waits until all of it is there, for formats that need that.
    drafts: Option<SpooledTempFile>,
}

/// How much waits in memory; more goes to a temporary file.
const HELD: usize = 8 << 20;

/// What makes a key unique.
struct Suffix {
    /// The record's place among those of the job.
    record: usize,
    /// Where the key ends in the job's output.
    end: usize,
    text: String,
}

impl<'o> Finisher<'o> {
    pub(super) fn new(options: &'o Options) -> Self {
        Self {
            options,
            input: 0,
            lines: 0,
            bytes: 0,
            records: 0,
            skipped: false,
            errors_before: 0,
            begun: false,
            head: Vec::new(),
            headed: false,
            last: None,
            keys: UsedKeys::new(options.read.memory),
            names: Vec::new(),
            report: Report::default(),
            losses: BTreeMap::new(),
            drafts: options.to.and_then(|format| format.writer?.composer()).map(|_| spooled_tempfile(HELD)),
        }
    }

    /// Writes what became of a job. Gives `false` when enough errors were met.
    pub(super) fn take(
        &mut self,
        mut done: Done,
        out: &mut dyn Write,
        listener: &mut dyn Listener,
    ) -> io::Result<bool> {
        if done.job.input != self.input {
            self.end_input(listener);
            self.input = done.job.input;
        }
        if self.names.len() <= self.input {
            self.names.resize(self.input + 1, Arc::clone(&done.job.name));
        }
        let suffixes = self.unique_keys(&mut done)?;
        self.tell(&done, listener);
        match self.drafts.take() {
            Some(mut drafts) => {
                self.write(&done, &suffixes, &mut drafts)?;
                self.drafts = Some(drafts);
            }
            None => self.write(&done, &suffixes, out)?,
        }
        for (loss, count) in done.losses {
            self.report.losses += count;
            let others = self.losses.len() >= KINDS_OF_LOSSES && !self.losses.contains_key(&loss);
            let loss = if others { ("other fields".to_owned(), loss.1) } else { loss };
            *self.losses.entry(loss).or_default() += count;
        }
        if !done.ledger.is_empty() {
            listener.ledger(&done.ledger)?;
        }
        self.report.read += done.records as u64;
        self.records += done.records;
        let buffer = &done.job.buffer;
        self.lines += memchr_iter(b'\n', buffer.text.as_bytes()).count();
        self.bytes += buffer.text.len() + buffer.removed.len();
        listener.progress(done.job.input, done.job.bytes_read);
        Ok(self.options.max_errors.is_none_or(|most| self.report.errors < most))
    }

    /// Ends the output.
    pub(super) fn end(mut self, out: &mut dyn Write, listener: &mut dyn Listener) -> io::Result<Report> {
        self.end_input(listener);
        if let Some(writer) = self.options.to.and_then(|format| format.writer) {
            let none = writer.none(&self.options.write).filter(|_| !self.begun);
            let mut drafts = self.drafts.take();
            let to = drafts.as_mut().map_or(&mut *out, |drafts| drafts as &mut dyn Write);
            match none {
                Some(none) => to.write_all(none.as_bytes())?,
                None => {
                    self.begin(to)?;
                    if !self.head.is_empty() {
                        self.write_head(false, to)?;
                    }
                    to.write_all(writer.end(&self.options.write).as_bytes())?;
                }
            }
            if let (Some(composer), Some(mut drafts)) = (writer.composer(), drafts) {
                drafts.rewind()?;
                composer.compose(&mut BufReader::new(drafts), &self.options.write, out)?;
            }
        }
        let Self { keys, names, losses, mut report, .. } = self;
        for repeated in keys.repeated()? {
            report.warnings += 1;
            tell_late(repeated?, &names, listener);
        }
        for ((field, why), count) in &losses {
            listener.loss(field, why, *count);
        }
        Ok(report)
    }

    /// The name of the input that is being written.
    fn name(&self) -> &str {
        self.names.get(self.input).map_or("", |name| name)
    }

    fn end_input(&mut self, listener: &mut dyn Listener) {
        if self.records == 0 && self.report.errors == self.errors_before {
            // An empty list is fine; a text that gave nothing is not.
            let code = if self.skipped { codes::NOTHING_READ } else { codes::NO_RECORDS };
            self.count(code);
            listener.diagnostic(&Located {
                diagnostic: &Diagnostic::new(code, 0..0),
                input: self.name(),
                text: "",
                line: self.lines + 1,
                lines_before: self.lines,
                bytes_before: self.bytes,
                removed: &[],
                record: None,
                key: "",
            });
        }
        self.lines = 0;
        self.bytes = 0;
        self.records = 0;
        self.skipped = false;
        self.errors_before = self.report.errors;
    }

    fn count(&mut self, code: &Code) {
        match code.severity {
            Severity::Error => self.report.errors += 1,
            Severity::Warning => self.report.warnings += 1,
            Severity::Note => {}
        }
    }

    /// Finds the suffixes that make the job's generated keys unique; an own key of the
    /// input that was used before is reported.
    fn unique_keys(&mut self, done: &mut Done) -> io::Result<Vec<Suffix>> {
        let mut suffixes = Vec::new();
        let mut generated = done.out.key_ends.iter();
        let text = &done.job.buffer.text;
        let (mut counted, mut line) = (0, self.lines + 1);
        for (record, note) in done.keys.iter().enumerate() {
            let number = self.report.read + record as u64 + 1;
            if note.generated {
                let Some(&end) = generated.next() else { continue };
                if let Some(text) = self.keys.suffix(last_key(&done.out.bytes[..end]), note.hash, number) {
                    suffixes.push(Suffix { record, end, text });
                }
                continue;
            }
            let start = note.span.start.clamp(counted, text.len());
            line += memchr_iter(b'\n', &text.as_bytes()[counted..start]).count();
            counted = start;
            let place = Repeated {
                input: self.input as u64,
                record: (self.records + record + 1) as u64,
                line: line as u64,
            };
            if self.keys.note(note.hash, place)? {
                let mut diagnostic = Diagnostic::new(codes::DUPLICATE_KEY, note.span.clone());
                let key = text.get(note.span.clone()).unwrap_or_default().to_owned();
                if let Some((key, end)) = &note.unique
                    && let Some(text) = self.keys.suffix(key, note.hash, number)
                {
                    diagnostic = diagnostic.detail(format!("written as {key}{text}"));
                    suffixes.push(Suffix { record, end: *end, text });
                }
                done.findings.push(Finding { diagnostic, record: Some(record), key });
            }
        }
        // Findings come in the order of their records.
        let mut later = suffixes.iter().peekable();
        for finding in &mut done.findings {
            let Some(record) = finding.record else { continue };
            while later.next_if(|suffix| suffix.record < record).is_some() {}
            if let Some(suffix) = later.peek().filter(|suffix| suffix.record == record) {
                finding.key.push_str(&suffix.text);
            }
        }
        Ok(suffixes)
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true)
            && let Some(writer) = self.options.to.and_then(|format| format.writer)
        {
            out.write_all(writer.begin(&self.options.write).as_bytes())?;
        }
        Ok(())
    }

    /// Writes the first records, which were held back.
    fn write_head(&mut self, more: bool, out: &mut dyn Write) -> io::Result<()> {
        self.headed = true;
        let Some(writer) = self.options.to.and_then(|format| format.writer) else { return Ok(()) };
        let mut head = Output::default();
        writer.head(&std::mem::take(&mut self.head), more, &self.options.write, &mut head);
        out.write_all(&head.bytes)
    }

    fn write(&mut self, done: &Done, suffixes: &[Suffix], out: &mut dyn Write) -> io::Result<()> {
        let Some(writer) = self.options.to.and_then(|format| format.writer) else { return Ok(()) };
        if done.items == 0 {
            return Ok(());
        }
        self.begin(out)?;
        self.report.written += done.records as u64;
        let mut at = 0;
        if !self.headed {
            for (record, end) in done.head.iter().take(writer.head_size() - self.head.len()) {
                self.head.push(record.clone());
                at = *end;
            }
            if at == done.out.bytes.len() && at > 0 {
                return Ok(());
            }
            self.headed = true;
            if !self.head.is_empty() {
                self.write_head(true, out)?;
            }
        }
        if self.last.is_some_and(|last| last.parted(done.first)) {
            out.write_all(writer.separator().as_bytes())?;
        }
        self.last = Some(done.last);
        let headed = at;
        for Suffix { end, text, .. } in suffixes.iter().filter(|suffix| suffix.end > headed) {
            out.write_all(&done.out.bytes[at..*end])?;
            out.write_all(text.as_bytes())?;
            at = *end;
        }
        out.write_all(&done.out.bytes[at..])
    }

    /// Reports the findings of a job.
    fn tell(&mut self, done: &Done, listener: &mut dyn Listener) {
        let buffer = &done.job.buffer;
        // Counts lines onwards from the last finding; findings come nearly in order.
        let (mut counted, mut lines) = (0, 0);
        for finding in &done.findings {
            self.count(finding.diagnostic.code);
            self.skipped |= finding.diagnostic.code == codes::IGNORED_TEXT;
            let start = finding.diagnostic.span.start.min(buffer.text.len());
            if start < counted {
                (counted, lines) = (0, 0);
            }
            lines += memchr_iter(b'\n', &buffer.text.as_bytes()[counted..start]).count();
            counted = start;
            listener.diagnostic(&Located {
                diagnostic: &finding.diagnostic,
                input: self.name(),
                text: &buffer.text,
                line: self.lines + lines + 1,
                lines_before: self.lines,
                bytes_before: self.bytes,
                removed: &buffer.removed,
                record: finding.record.map(|record| self.records + record + 1),
                key: &finding.key,
            });
        }
    }
}

/// Reports a repeated key that was found only at the end.
fn tell_late(repeated: Repeated, names: &[Arc<str>], listener: &mut dyn Listener) {
    let Repeated { input, record, line } = repeated;
    let at = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    listener.diagnostic(&Located {
        diagnostic: &Diagnostic::new(codes::DUPLICATE_KEY, 0..0),
        input: names.get(at(input)).map_or("", |name| name),
        text: "",
        line: at(line),
        lines_before: 0,
        bytes_before: 0,
        removed: &[],
        record: Some(at(record)),
        key: "",
    });
}

/// The generated key that ends what was written.
fn last_key(written: &[u8]) -> &str {
    let start = written.iter().rposition(|b| !b.is_ascii_alphanumeric() && *b != b'-').map_or(0, |at| at + 1);
    std::str::from_utf8(&written[start..]).unwrap_or_default()
}
