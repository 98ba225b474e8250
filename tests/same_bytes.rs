//! The same bytes come out, and the same is told, on any number of threads, however the
//! input is fed, and whatever it is compressed with.

mod common;
#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::io::{Cursor, Read, Write};

use bibconv::diagnostic::Located;
use bibconv::format::registry::{self, FORMATS};
use bibconv::format::{Format, ReadOptions};
use bibconv::pipeline::{Input, Listener, Memory, Options, convert};
use common::{Portions, Trickle};

/// How much text there is of each format: several blocks, if little memory may be taken.
const SIZE: usize = 400_000;

/// What comes out, and what is told.
#[derive(PartialEq)]
struct Outcome {
    bytes: Vec<u8>,
    told: String,
}

/// Writes down what it hears.
#[derive(Default)]
struct Notes(String);

impl Listener for Notes {
    fn diagnostic(&mut self, found: &Located<'_>) {
        let Located { diagnostic, line, record, key, .. } = found;
        self.0.push_str(&format!("{line} {} {record:?} {key}\n", diagnostic.code.name));
    }

    fn loss(&mut self, field: &str, why: &str, count: u64) {
        self.0.push_str(&format!("{field} {why} {count}\n"));
    }
}

fn outcome(inputs: Vec<Input>, from: Option<&'static Format>, to: &str, jobs: usize) -> Outcome {
    let read = ReadOptions { memory: Memory::LEAST, ..ReadOptions::default() };
    let options = Options { from, to: registry::by_name(to), jobs, read, ..Options::default() };
    let (mut bytes, mut notes) = (Vec::new(), Notes::default());
    let report = convert(inputs, &mut bytes, &options, &mut notes).expect("no I/O fails");
    Outcome { bytes, told: format!("{}{report:?}", notes.0) }
}

fn stream(bytes: impl Read + Send + 'static) -> Vec<Input> {
    vec![Input::Stream { name: "input".to_owned(), bytes: Box::new(bytes) }]
}

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> Input {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    Input::Path(path)
}

fn bib(entries: usize) -> Vec<u8> {
    let mut text = Vec::new();
    corpus::bib::write(entries, &mut corpus::Random::new(7), &mut text).expect("memory");
    text
}

/// A text of a format that we write.
fn corpus_in(format: &'static Format) -> Vec<u8> {
    let write = |entries| outcome(stream(Cursor::new(bib(entries))), None, format.name, 4).bytes;
    let sample = write(50).len();
    write(50 * SIZE / sample)
}

#[test]
fn threads_and_feeding_change_nothing() {
    let mut corpora: Vec<(Option<&'static Format>, Vec<u8>)> = FORMATS
        .iter()
        .filter(|format| format.reader.is_some() && format.writer.is_some())
        .map(|format| (Some(*format), corpus_in(format)))
        .collect();
    let mut pages = Vec::new();
    corpus::pages::write(SIZE, &mut corpus::Random::new(7), &mut pages).expect("memory");
    corpora.push((None, pages));
    let folder = tempfile::tempdir().expect("a folder");
    std::thread::scope(|scope| {
        for (from, text) in &corpora {
            let folder = &folder;
            scope.spawn(move || {
                let name = from.map_or("pages", |format| format.name);
                let path = || vec![file(folder, name, text)];
                let expected = outcome(path(), *from, "csl-jsonl", 1);
                assert!(expected.bytes.len() > SIZE / 10, "{name}");
                let fed = |portions| stream(Trickle::new(text.clone(), portions));
                for (jobs, inputs) in [
                    (1, fed(Portions::Of(7))),
                    (2, fed(Portions::Of(1))),
                    (3, fed(Portions::Random)),
                    (4, path()),
                    (5, fed(Portions::Of((64 << 10) - 1))),
                    (6, stream(Cursor::new(text.clone()))),
                    (7, fed(Portions::Random)),
                    (8, path()),
                ] {
                    let found = outcome(inputs, *from, "csl-jsonl", jobs);
                    assert!(found.bytes == expected.bytes, "{name} with {jobs} jobs");
                    assert_eq!(found.told, expected.told, "{name} with {jobs} jobs");
                }
            });
        }
    });
}

#[test]
fn every_format_is_written_the_same() {
    let text = bib(SIZE / 700);
    std::thread::scope(|scope| {
        for format in FORMATS.iter().filter(|format| format.writer.is_some()) {
            let text = &text;
            scope.spawn(move || {
                let written = |jobs, portions| {
                    outcome(stream(Trickle::new(text.clone(), portions)), None, format.name, jobs)
                };
                let expected = written(1, Portions::Of(usize::MAX));
                for jobs in [2, 8] {
                    let found = written(jobs, Portions::Random);
                    assert!(found.bytes == expected.bytes, "{} with {jobs} jobs", format.name);
                    assert_eq!(found.told, expected.told, "{} with {jobs} jobs", format.name);
                }
            });
        }
    });
}

#[test]
fn compression_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let ris = registry::by_name("ris").expect("a format");
    for (format, text) in [(registry::by_name("bibtex"), bib(SIZE / 700)), (Some(ris), corpus_in(ris))] {
        let expected = outcome(vec![file(&folder, "plain", &text)], format, "bibtex", 1);
        // Cut anywhere, as by tools that compress in parallel.
        let (head, tail) = text.split_at(text.len() / 3);
        let gz = |bytes: &[u8]| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory")
        };
        let bz2 = |bytes: &[u8]| {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory")
        };
        let xz = |bytes: &[u8]| {
            let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
            encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory")
        };
        let zst = |bytes: &[u8]| zstd::encode_all(bytes, 1).expect("memory");
        for (name, packed) in [
            ("one.gz", gz(&text)),
            ("two.gz", [gz(head), gz(tail)].concat()),
            ("two.bz2", [bz2(head), bz2(tail)].concat()),
            ("two.xz", [xz(head), xz(tail)].concat()),
            ("two.zst", [zst(head), zst(tail)].concat()),
        ] {
            let found = outcome(vec![file(&folder, name, &packed)], format, "bibtex", 4);
            assert!(found == expected, "{name}: {}", found.told);
            let found = outcome(stream(Trickle::new(packed, Portions::Random)), format, "bibtex", 3);
            assert!(found == expected, "a stream of {name}: {}", found.told);
        }
    }
}

#[test]
fn an_archive_is_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let names: Vec<String> = (0..60).map(|n| format!("{n:02}.bib")).collect();
    let text = |n: usize| bib(1 + n * n % 40);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (n, name) in names.iter().enumerate() {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a file");
        archive.write_all(&text(n)).expect("memory");
    }
    let archive = archive.finish().expect("an archive").into_inner();
    let files = names.iter().enumerate().map(|(n, name)| file(&folder, name, &text(n))).collect();
    let expected = outcome(files, None, "csl-jsonl", 1);
    for jobs in [1, 4] {
        let found = outcome(vec![file(&folder, "all.zip", &archive)], None, "csl-jsonl", jobs);
        assert!(found == expected, "{}", found.told);
        let found = outcome(stream(Trickle::new(archive.clone(), Portions::Random)), None, "csl-jsonl", jobs);
        assert!(found == expected, "{}", found.told);
    }
}
