//! Tests of both ways, most of them against the `hayagriva` crate.

mod consumer;
mod round_trip;
mod spelling;

use super::HAYAGRIVA;
use crate::format::{Collected, ReadOptions, WriteOptions};
use crate::record::Record;

fn read(text: &str) -> Collected<'_> {
    crate::read(&HAYAGRIVA, text, &ReadOptions::default())
}

fn write(records: &[Record<'_>]) -> String {
    crate::write(&HAYAGRIVA, records, &WriteOptions::default())
}
