//! A job in, bytes out: parses and emits; pure, so that it runs on any core.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Options;
use super::segment::Job;
use crate::diagnostic::{Diagnostic, Loss, Severity};
use crate::format::{Output, Sink, WriteOptions, Writer};
use crate::library::{check::check, keys};
use crate::record::{Matter, Record};
use crate::spill::hash;

/// What became of a job.
pub(super) struct Done {
    pub(super) job: Job,
    pub(super) out: Output,
    /// The first records, for writers that write the first of an output together, and
    /// where each ends in `out`.
    pub(super) head: Vec<(Record<'static>, usize)>,
    /// How many records were read.
    pub(super) records: usize,
    /// How many records and stretches of other matter were written.
    pub(super) items: usize,
    /// The first and the last of them, and how many lines end above and below.
    pub(super) first: Border,
    pub(super) last: Border,
    pub(super) findings: Vec<Finding>,
    pub(super) keys: Vec<KeyNote>,
    /// How often which field was lost, and why.
    pub(super) losses: BTreeMap<(String, &'static str), u64>,
    /// Every loss as a line of JSON, if wanted.
    pub(super) ledger: Vec<u8>,
}

/// What stands at a border of a job.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Border {
    pub(super) is_matter: bool,
    pub(super) line_ends: usize,
}

impl Border {
    /// Whether a separator belongs between this item and the next. A comment stays with
    /// what it stands above or below, if no blank line parts them in the source.
    pub(super) fn parted(self, next: Border) -> bool {
        !(self.is_matter || next.is_matter) || self.line_ends + next.line_ends > 1
    }
}

/// A diagnostic and the record that it is about.
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    /// The record's place among those of the job, from 0.
    pub(super) record: Option<usize>,
    /// Its key.
    pub(super) key: String,
}

/// A record's key, as far as uniqueness is concerned.
pub(super) struct KeyNote {
    pub(super) hash: u64,
    pub(super) generated: bool,
    /// The key's place in the job's text, or the record's where it does not stand there as
    /// it is.
    pub(super) span: Range<usize>,
    /// A key that no other record may have, and where in the job's output a number is put
    /// to it.
    pub(super) unique: Option<(String, usize)>,
}

/// Parses and emits a job.
pub(super) fn process(mut job: Job, options: &Options) -> Done {
    let pieces = std::mem::take(&mut job.pieces);
    let encoding = std::mem::take(&mut job.buffer.diagnostics);
    let mut emitter = Emitter {
        writer: options.to.and_then(|format| format.writer),
        options,
        out: Output::default(),
        head: Vec::new(),
        records: 0,
        items: 0,
        first: Border::default(),
        last: Border::default(),
        last_end: 0,
        text: &job.buffer.text,
        findings: encoding
            .into_iter()
            .map(|d| Finding { diagnostic: d, record: None, key: String::new() })
            .collect(),
        pending: 0,
        keys: Vec::new(),
        losses: BTreeMap::new(),
        ledger: Vec::new(),
        base: 0,
        piece: "",
    };
    emitter.pending = emitter.findings.len();
    emitter.out.bytes.reserve(job.buffer.text.len() + job.buffer.text.len() / 4);
    for (range, parse) in pieces {
        emitter.base = range.start;
        emitter.piece = &job.buffer.text[range];
        parse(emitter.piece, &mut emitter);
        // What is left is about no record.
        emitter.pending = emitter.findings.len();
    }
    emitter.last.line_ends = emitter.line_ends(emitter.last_end, job.buffer.text.len());
    let Emitter { out, head, records, items, first, last, findings, keys, losses, ledger, .. } = emitter;
    Done { job, out, head, records, items, first, last, findings, keys, losses, ledger }
}

struct Emitter<'o> {
    writer: Option<&'static dyn Writer>,
    options: &'o Options,
    out: Output,
    head: Vec<(Record<'static>, usize)>,
    records: usize,
    items: usize,
    first: Border,
    last: Border,
    /// Where the last item that was written ends in the job's text.
    last_end: usize,
    text: &'o str,
    findings: Vec<Finding>,
    /// From here on, findings are about the record that comes next.
    pending: usize,
    keys: Vec<KeyNote>,
    losses: BTreeMap<(String, &'static str), u64>,
    ledger: Vec<u8>,
    /// Where the piece begins in the job's text.
    base: usize,
    piece: &'o str,
}

impl<'a> Sink<'a> for Emitter<'_> {
    fn record(&mut self, mut record: Record<'a>) {
        if self.options.check {
            check(&record, self.piece, &mut |diagnostic| self.report(diagnostic));
        }
        let renames = self.writer.is_some_and(|writer| writer.renames(&record));
        self.out.former_key = renames.then(|| std::mem::take(&mut record.key).into_owned());
        let generated = keys::ensure(&mut record);
        // An error is about something that was skipped: never about the record to come.
        let about = |finding: &&mut Finding| finding.diagnostic.code.severity < Severity::Error;
        for finding in self.findings[self.pending..].iter_mut().filter(about) {
            finding.record = Some(self.records);
            finding.key.push_str(&record.key);
        }
        self.pending = self.findings.len();
        self.keys.push(KeyNote {
            hash: hash(&record.key),
            generated,
            span: self.place(&record),
            unique: None,
        });
        self.records += 1;
        self.out.key_is_generated = generated;
        let span = record.span.clone();
        self.item(&record.key, span, false, |writer, options, out| writer.record(&record, options, out));
        if let (Some(at), Some(note)) = (self.out.number_at.take(), self.keys.last_mut()) {
            note.unique = Some((record.key.to_string(), at));
        }
        if self.writer.is_some_and(|writer| self.head.len() < writer.head_size()) {
            self.head.push((record.into_owned(), self.out.bytes.len()));
        }
    }

    fn matter(&mut self, matter: Matter<'a>) {
        let span = matter.span.clone();
        self.item("", span, true, |writer, options, out| writer.matter(&matter, options, out));
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        let diagnostic = diagnostic.shifted(self.base);
        self.findings.push(Finding { diagnostic, record: None, key: String::new() });
    }
}

impl Emitter<'_> {
    /// Where the record's key stands in the job's text, else where the record begins.
    fn place(&self, record: &Record<'_>) -> Range<usize> {
        let at = (record.key.as_ptr() as usize).wrapping_sub(self.piece.as_ptr() as usize);
        let own = self.piece.get(at..at.saturating_add(record.key.len())) == Some(&*record.key);
        let start = if own { at } else { record.span.start };
        self.base + start..self.base + start + if own { record.key.len() } else { 0 }
    }

    /// Writes one item, with a separator before it where there was one already.
    fn item(
        &mut self,
        key: &str,
        span: Range<usize>,
        is_matter: bool,
        write: impl FnOnce(&dyn Writer, &WriteOptions, &mut Output),
    ) {
        let Some(writer) = self.writer else { return };
        let start = self.out.bytes.len();
        // Records are always parted: only the borders of matter need to be looked at.
        let looked = is_matter || self.last.is_matter || self.items == 0;
        let line_ends = if looked { self.line_ends(self.last_end, self.base + span.start) } else { 0 };
        let border = Border { is_matter, line_ends };
        if self.items > 0 && self.last.parted(border) {
            self.out.push(writer.separator());
        }
        let before = self.out.bytes.len();
        write(writer, &self.options.write, &mut self.out);
        if self.out.bytes.len() > before {
            if self.items == 0 {
                self.first = border;
            }
            self.items += 1;
            self.last = Border { is_matter, line_ends: 0 };
            self.last_end = self.base + span.end;
        } else {
            self.out.bytes.truncate(start);
        }
        self.note_losses(key);
    }

    /// How many lines end between two places of the job's text.
    fn line_ends(&self, from: usize, to: usize) -> usize {
        let between = self.text.as_bytes().get(from..to).unwrap_or_default();
        memchr::memchr_iter(b'\n', between).count()
    }

    fn note_losses(&mut self, key: &str) {
        for Loss { field, value, why } in self.out.losses.drain(..) {
            if self.options.ledger {
                let line = serde_json::json!({"record": key, "field": field, "value": value, "why": why});
                self.ledger.extend_from_slice(line.to_string().as_bytes());
                self.ledger.push(b'\n');
            }
            *self.losses.entry((field.into_owned(), why)).or_default() += 1;
        }
    }
}
