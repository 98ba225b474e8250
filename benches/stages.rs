//! Every stage of every format that is read, one after the other and on one thread:
//! bytes → decode → survey → split → parse → emit → bytes; and the whole way to CSL-JSON.

mod corpus;

use std::hint::black_box;
use std::io::Cursor;

use bibconv::diagnostic::Diagnostic;
use bibconv::format::registry::{self, FORMATS};
use bibconv::format::{Format, Output, ReadOptions, Reader, Sink, Splitter, Start, WriteOptions};
use bibconv::pipeline::{self, Input, Options, convert};
use bibconv::record::{Matter, Record};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const ENTRIES: usize = 10_000;

/// About how much text is split at a time.
const BLOCK: usize = 256 * 1024;

fn converted(bytes: Vec<u8>, from: &str, to: &'static Format) -> Vec<u8> {
    let input = Input::Stream { name: "corpus".into(), bytes: Box::new(Cursor::new(bytes)) };
    let options = Options { from: registry::by_name(from), to: Some(to), jobs: 4, ..Options::default() };
    let mut out = Vec::new();
    convert(vec![input], &mut out, &options, &mut ()).expect("no I/O fails");
    out
}

/// A corpus of a format; none for those that are neither written nor generated.
fn corpus_in(format: &'static Format) -> Option<Vec<u8>> {
    let random = &mut corpus::Random::new(1);
    let mut bytes = Vec::new();
    match (format.name, format.writer) {
        ("pubmed-xml", _) => corpus::pubmed::write(ENTRIES / 10, random, &mut bytes).expect("memory"),
        ("ris", _) => corpus::ris::write(ENTRIES, random, &mut bytes).expect("memory"),
        (_, Some(_)) => {
            corpus::bib::write(ENTRIES, random, &mut bytes).expect("memory");
            bytes = converted(bytes, "bibtex", format);
        }
        _ if format.begins.is_some() => {
            // Pages of all families: what is of others costs little.
            corpus::pages::write(5_000_000, random, &mut bytes).expect("memory");
        }
        _ => return None,
    }
    Some(bytes)
}

/// Takes what is read and forgets it.
#[derive(Default)]
struct Nowhere(usize);

impl<'a> Sink<'a> for Nowhere {
    fn record(&mut self, record: Record<'a>) {
        self.0 += black_box(record).fields.len();
    }

    fn matter(&mut self, matter: Matter<'a>) {
        black_box(matter);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        black_box(diagnostic);
    }
}

/// What cuts a text, after the survey if there is one.
fn splitter(reader: &dyn Reader, text: &str) -> Option<Box<dyn Splitter>> {
    match reader.start(&ReadOptions::default()) {
        Start::Split(splitter) => Some(splitter),
        Start::Survey(mut survey) => {
            survey.feed(text, true);
            while survey.again() {
                survey.feed(text, true);
            }
            survey.finish().ok()
        }
        Start::Whole(_) => None,
    }
}

/// Cuts a text, a block at a time.
fn split(mut splitter: Box<dyn Splitter>, text: &str) -> Vec<(usize, usize, bibconv::format::Parse)> {
    let mut pieces = Vec::new();
    let (mut at, mut end) = (0, 0);
    while at < text.len() {
        end = (end.max(at) + BLOCK).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        if let Some((length, parse)) = splitter.next(&text[at..end], end == text.len()) {
            pieces.push((at, at + length, parse));
            at += length;
        } else if end == text.len() {
            break;
        }
    }
    pieces
}

fn stages(criterion: &mut Criterion) {
    for format in FORMATS.iter().copied() {
        let (Some(reader), Some(bytes)) = (format.reader, corpus_in(format)) else { continue };
        let bytes: &'static [u8] = bytes.leak();
        let text: &'static str = pipeline::text(bytes, None).expect("no I/O fails").leak();
        let mut group = criterion.benchmark_group(format.name);
        group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(10);
        group.bench_function("decode", |b| b.iter(|| pipeline::text(bytes, None)));
        if matches!(reader.start(&ReadOptions::default()), Start::Survey(_)) {
            group.bench_function("survey", |b| b.iter(|| splitter(reader, text).is_some()));
        }
        if !matches!(reader.start(&ReadOptions::default()), Start::Whole(_)) {
            group.bench_function("split", |b| {
                b.iter_batched(
                    || splitter(reader, text),
                    |splitter| splitter.map(|splitter| split(splitter, text).len()),
                    criterion::BatchSize::PerIteration,
                );
            });
        }
        let pieces = match reader.start(&ReadOptions::default()) {
            Start::Whole(parse) => vec![(0, text.len(), parse)],
            _ => splitter(reader, text).map(|splitter| split(splitter, text)).unwrap_or_default(),
        };
        group.bench_function("parse", |b| {
            b.iter(|| {
                let mut nowhere = Nowhere::default();
                pieces.iter().for_each(|(start, end, parse)| parse(&text[*start..*end], &mut nowhere));
                nowhere.0
            });
        });
        if let Some(writer) = format.writer {
            let records = bibconv::read(format, text, &ReadOptions::default()).records;
            group.bench_function("emit", |b| {
                let mut out = Output::default();
                b.iter(|| {
                    out.bytes.clear();
                    out.losses.clear();
                    records
                        .iter()
                        .for_each(|record| writer.record(record, &WriteOptions::default(), &mut out));
                    out.bytes.len()
                });
            });
        }
        let options =
            Options { from: Some(format), to: registry::by_name("csl-json"), jobs: 1, ..Options::default() };
        group.bench_function("whole", |b| {
            b.iter(|| {
                let input = Input::Stream { name: "corpus".into(), bytes: Box::new(bytes) };
                convert(vec![input], &mut std::io::sink(), &options, &mut ()).expect("no I/O fails")
            });
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
