//! Every format that is read and written: reading alone, and writing alone.

mod corpus;

use std::io::Cursor;

use bibconv::format::registry::{self, FORMATS};
use bibconv::format::{Format, Output, ReadOptions, WriteOptions};
use bibconv::pipeline::{Input, Options, convert};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const ENTRIES: usize = 10_000;

/// The corpus in a format.
fn corpus_in(format: &'static Format) -> String {
    let mut bib = Vec::new();
    corpus::bib::write(ENTRIES, &mut corpus::Random::new(1), &mut bib).expect("memory");
    let input = Input::Stream { name: "corpus".into(), bytes: Box::new(Cursor::new(bib)) };
    let options =
        Options { from: registry::by_name("bibtex"), to: Some(format), jobs: 4, ..Options::default() };
    let mut text = Vec::new();
    convert(vec![input], &mut text, &options, &mut ()).expect("no I/O fails");
    String::from_utf8(text).expect("UTF-8")
}

fn formats(criterion: &mut Criterion) {
    for format in FORMATS.iter().copied().filter(|format| format.reader.is_some()) {
        let Some(writer) = format.writer else { continue };
        let text: &'static str = corpus_in(format).leak();
        let mut group = criterion.benchmark_group(format.name);
        group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
        let options = Options { from: Some(format), jobs: 1, ..Options::default() };
        group.bench_function("read", |bencher| {
            bencher.iter(|| {
                let input = Input::Stream { name: "corpus".into(), bytes: Box::new(text.as_bytes()) };
                convert(vec![input], &mut std::io::sink(), &options, &mut ()).expect("no I/O fails")
            });
        });
        let records = bibconv::read(format, text, &ReadOptions::default()).records;
        group.bench_function("write", |bencher| {
            let mut out = Output::default();
            bencher.iter(|| {
                out.bytes.clear();
                out.losses.clear();
                for record in &records {
                    writer.record(record, &WriteOptions::default(), &mut out);
                }
                out.bytes.len()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, formats);
criterion_main!(benches);
