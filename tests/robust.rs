//! Whatever the bytes: no panic, no endless loop, and the same bytes out however the
//! input was cut and on however many threads.

mod common;

use std::fs;
use std::path::Path;

use bibconv::format::registry::FORMATS;
use bibconv::format::{Format, ReadOptions};
use bibconv::pipeline::{Input, Memory, Options, convert};
use common::{Portions, Trickle};
use proptest::prelude::*;

fn converted(
    bytes: &[u8],
    from: Option<&'static Format>,
    to: &'static Format,
    jobs: usize,
    portion: usize,
) -> Vec<u8> {
    let bytes = Box::new(Trickle::new(bytes.to_vec(), Portions::Of(portion)));
    let inputs = vec![Input::Stream { name: "input".to_owned(), bytes }];
    // With little memory, little text makes several blocks.
    let read = ReadOptions { memory: Memory::LEAST, ..ReadOptions::default() };
    let options = Options { from, to: Some(to), jobs, read, ..Options::default() };
    let mut out = Vec::new();
    convert(inputs, &mut out, &options, &mut ()).expect("no I/O fails");
    out
}

fn readable() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| format.reader.is_some())
}

fn writable() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| format.writer.is_some())
}

/// Does the same to every format that is read, on a thread each.
fn each(work: impl Fn(&'static Format) + Copy + Send) {
    std::thread::scope(|scope| readable().for_each(|format| drop(scope.spawn(move || work(format)))));
}

/// The inputs of the golden cases of a format.
fn golden(format: &Format) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(format.name);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let input = |path: &&std::path::PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.matches('.').count() == 1 && !name.ends_with(".diag") && !name.ends_with(".args")
    };
    paths.iter().filter(input).map(|path| fs::read(path).expect("a readable case")).collect()
}

/// Deterministic noise.
fn noise(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap_or(0)
    }
}

#[test]
fn damaged_cases_do_no_harm() {
    each(|format| {
        for (i, case) in golden(format).iter().enumerate() {
            let mut random = noise(i as u64 + 1);
            for _ in 0..12 {
                let mut bytes = case.clone();
                for _ in 0..=random(4) {
                    let at = random(bytes.len());
                    match random(5) {
                        0 => bytes.truncate(at),
                        1 => bytes.insert(at, b"{}\"\\@,=:-\n\xFF[]<&"[random(15)]),
                        2 if !bytes.is_empty() => drop(bytes.remove(at.min(bytes.len() - 1))),
                        3 => drop(bytes.drain(at..(at + random(40)).min(bytes.len()))),
                        _ => {
                            let copy: Vec<u8> = bytes[at..(at + random(200)).min(bytes.len())].to_vec();
                            bytes.splice(at..at, copy);
                        }
                    }
                }
                for to in writable() {
                    converted(&bytes, Some(format), to, 1, 4096);
                }
                converted(&bytes, None, FORMATS[0], 1, 4096);
            }
        }
    });
}

#[test]
fn deep_nesting_does_no_harm() {
    let to = writable().next().expect("a format to write");
    for unit in [
        "{",
        "[",
        "{\"a\":",
        "- ",
        "a: {",
        "@a{b, c = {",
        "{\\'",
        "\\emph{",
        "$",
        "<i>",
        "<a>",
        "&a [*a,",
        "*[",
        "(((",
        "\"#\"",
    ] {
        let bytes = unit.repeat(10_000);
        for format in readable() {
            converted(bytes.as_bytes(), Some(format), to, 1, 1 << 16);
            let entry = format!("@misc{{key, title = {{{bytes}{}}}}}", "}".repeat(10_000));
            converted(entry.as_bytes(), Some(format), to, 1, 1 << 16);
        }
    }
}

#[test]
fn cutting_and_threads_change_nothing() {
    let to = writable().next().expect("a format to write");
    each(|format| {
        // Large enough for several blocks.
        let mut bytes = Vec::new();
        let cases = golden(format);
        while !cases.is_empty() && bytes.len() < 400_000 {
            for case in cases.iter().filter(|case| std::str::from_utf8(case).is_ok()) {
                bytes.extend_from_slice(case);
                bytes.push(b'\n');
            }
        }
        let expected = converted(&bytes, Some(format), to, 1, usize::MAX);
        for (jobs, portion) in [(1, 4099), (2, 65_537), (4, usize::MAX)] {
            let found = converted(&bytes, Some(format), to, jobs, portion);
            assert!(found == expected, "{} with {jobs} jobs and portions of {portion}", format.name);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in readable() {
            converted(&bytes, Some(format), FORMATS[0], 1, 7);
        }
        converted(&bytes, None, FORMATS[0], 1, 64);
    }

    #[test]
    fn any_text_does_no_harm(text in "[@{}\"\\\\a-c,=#%\n :\\-\\[\\]<>&*$0-9é|]{0,200}") {
        for format in readable() {
            converted(text.as_bytes(), Some(format), FORMATS[0], 1, 64);
        }
    }
}
