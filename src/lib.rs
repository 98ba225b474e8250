//! Turns any bibliography into any other.
//!
//! Every grammar reads a format into one normalized [`record::Record`]; every emitter
//! writes one. No format knows another; [`format::registry`] lists them all.
//!
//! To convert texts that are in memory, [`read()`] them and [`write()`] them:
//!
//! ```
//! use bibconv::format::{ReadOptions, WriteOptions, registry};
//! use bibconv::record::Field;
//!
//! let bibtex = registry::by_name("bibtex").expect("a format");
//! let found = bibconv::read(bibtex, "@book{plum, title = {Plans}, year = 2024}", &ReadOptions::default());
//! assert!(found.diagnostics.is_empty());
//! assert_eq!(found.records[0].str(Field::Title), "Plans");
//! assert_eq!(found.records[0].year(), Some(2024));
//!
//! let csl = registry::by_name("csl-jsonl").expect("a format");
//! let line = bibconv::write(csl, &found.records, &WriteOptions::default());
//! assert!(line.contains(r#""title": "Plans""#));
//! ```
//!
//! To convert files of any size, or inputs whose format is not known, use
//! [`pipeline::convert`]: it sniffs, streams in bounded memory and uses all cores.
//!
//! ```
//! use bibconv::format::registry;
//! use bibconv::pipeline::{Input, Options, convert};
//!
//! let page = "Abstract:Plums are sweet.\nAbstract:Plans are small.\n";
//! let inputs = vec![Input::Stream { name: "page".into(), bytes: Box::new(page.as_bytes()) }];
//! let options = Options { to: registry::by_name("csl-json"), jobs: 4, ..Options::default() };
//! let mut out = Vec::new();
//! let report = convert(inputs, &mut out, &options, &mut ())?;
//! assert_eq!(report.read, 2);
//! # Ok::<(), bibconv::pipeline::Failure>(())
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod cli;
pub mod diagnostic;
pub mod format;
pub mod grammar;
pub mod latex;
pub mod library;
pub mod pipeline;
pub mod record;
mod spill;

use std::io::Cursor;

use format::{Collected, Format, Output, Parse, ReadOptions, Start, WriteOptions};
use record::Record;
use spill::Memory;

/// Reads a whole text in one format: records, what stands between them, diagnostics.
/// Spans are bytes of `text`. A format that cannot be read gives nothing.
pub fn read<'a>(format: &Format, text: &'a str, options: &ReadOptions) -> Collected<'a> {
    let mut all = Collected::default();
    for (at, length, parse) in pieces(format, text, options) {
        let mut piece = Collected::default();
        parse(&text[at..at + length], &mut piece);
        all.records.extend(piece.records.into_iter().map(|mut record| {
            record.span = record.span.start + at..record.span.end + at;
            record
        }));
        all.matter.extend(piece.matter.into_iter().map(|mut matter| {
            matter.span = matter.span.start + at..matter.span.end + at;
            matter
        }));
        all.diagnostics.extend(piece.diagnostics.into_iter().map(|d| d.shifted(at)));
    }
    all
}

/// The pieces of a text that is all in memory: start, length, parser.
fn pieces(format: &Format, text: &str, options: &ReadOptions) -> Vec<(usize, usize, Parse)> {
    let Some(reader) = format.reader else { return Vec::new() };
    // All of it is in memory: nothing need go to temporary files.
    let options = ReadOptions { memory: Memory::bytes(usize::MAX), ..options.clone() };
    let mut splitter = match reader.start(&options) {
        Start::Whole(parse) => return vec![(0, text.len(), parse)],
        Start::Split(splitter) => splitter,
        Start::Survey(mut survey) => {
            survey.feed(text, true);
            while survey.again() {
                survey.feed(text, true);
            }
            let Ok(splitter) = survey.finish() else { return Vec::new() };
            splitter
        }
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some((length, parse)) = splitter.next(&text[at..], true).filter(|(length, _)| *length > 0) else {
            break;
        };
        pieces.push((at, length, parse));
        at += length;
    }
    pieces
}

/// Writes records in one format; records without a key get one, keys as they come out
/// are not made unique. A format that cannot be written gives an empty string.
pub fn write(format: &Format, records: &[Record<'_>], options: &WriteOptions) -> String {
    let Some(writer) = format.writer else { return String::new() };
    if let Some(none) = writer.none(options).filter(|_| records.is_empty()) {
        return none.to_owned();
    }
    let mut out = Output::default();
    out.push(writer.begin(options));
    for (i, record) in records.iter().enumerate() {
        if i > 0 {
            out.push(writer.separator());
        }
        let mut record = record.clone();
        out.former_key = writer.renames(&record).then(|| std::mem::take(&mut record.key).into_owned());
        out.key_is_generated = library::keys::ensure(&mut record);
        writer.record(&record, options, &mut out);
    }
    out.push(writer.end(options));
    let Some(composer) = writer.composer() else { return String::from_utf8(out.bytes).unwrap_or_default() };
    let mut composed = Vec::new();
    // In memory nothing fails.
    let _ = composer.compose(&mut Cursor::new(out.bytes), options, &mut composed);
    String::from_utf8(composed).unwrap_or_default()
}
