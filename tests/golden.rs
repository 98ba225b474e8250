//! Golden files. `golden/<format>/` holds the cases of a format:
//!
//! - `<case>.<extension>`: the input;
//! - `<case>.<format>.<extension>`: what it becomes in that format, at least `csl-json`;
//! - `<case>.diag`: what is said about it on the way to CSL-JSON;
//! - `<case>.args`: arguments for the tool, if it needs any.
//!
//! `golden/unknown/` holds texts that are in no format, or fit several equally: what they
//! resemble must not take them.
//!
//! Cases named `list-…` are formatted lists, which need the feature `lists`.
//!
//! `UPDATE=1 cargo test --test golden` writes what comes out; an empty
//! `<case>.<format>.<extension>` made before asks for one more format.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bibconv::format::Format;
use bibconv::format::registry::{self, FORMATS};

use common::{pipe, run, stderr};

/// The folder of texts that are in no format for certain.
const UNKNOWN: &str = "unknown";

/// What every case must show.
const ALWAYS: &str = "csl-json";

struct Case {
    /// What it is in; nothing for a text that is in no format for certain.
    format: Option<&'static Format>,
    folder: PathBuf,
    input: String,
    name: String,
    arguments: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a readable folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a UTF-8 name"))
        .filter(|name| cfg!(feature = "lists") || !name.starts_with("list-"))
        .collect()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in files(&root()) {
        let format = registry::by_name(&folder).filter(|format| format.name == folder);
        assert!(format.is_some() || folder == UNKNOWN, "golden/{folder} is not the name of a format");
        let folder = root().join(folder);
        for input in files(&folder) {
            let Some((name, extension)) = input.split_once('.') else { panic!("{input} has no extension") };
            if extension.contains('.') || extension == "diag" || extension == "args" {
                continue;
            }
            let arguments = fs::read_to_string(folder.join(format!("{name}.args"))).unwrap_or_default();
            let arguments = arguments.split_whitespace().map(str::to_owned).collect();
            cases.push(Case { format, folder: folder.clone(), name: name.to_owned(), input, arguments });
        }
    }
    cases
}

impl Case {
    fn convert(&self, to: &str) -> (Vec<u8>, String) {
        let mut arguments = vec![self.input.as_str(), "-t", to, "--message-format", "short"];
        arguments.extend(self.arguments.iter().map(String::as_str));
        let output = run(&self.folder, &arguments);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{}: exit code {code:?}: {}", self.title(), stderr(&output));
        (output.stdout.clone(), stderr(&output))
    }

    fn folder_name(&self) -> &'static str {
        self.format.map_or(UNKNOWN, |format| format.name)
    }

    fn title(&self) -> String {
        format!("golden/{}/{}", self.folder_name(), self.input)
    }

    /// The formats for which an expected file is there.
    fn expected(&self) -> Vec<(&'static Format, String)> {
        let mut expected = Vec::new();
        for format in FORMATS.iter().copied().filter(|format| format.writer.is_some()) {
            let Some(extension) = format.extensions.first() else { continue };
            let file = format!("{}.{}.{extension}", self.name, format.name);
            if format.name == ALWAYS || self.folder.join(&file).exists() {
                expected.push((format, file));
            }
        }
        expected
    }
}

#[test]
fn every_case_becomes_what_it_must() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for case in cases() {
        for (format, file) in case.expected() {
            let (bytes, diagnostics) = case.convert(format.name);
            let mut check = |file: String, found: &[u8]| {
                let path = case.folder.join(&file);
                if update {
                    fs::write(&path, found).expect("a writable golden file");
                } else if fs::read(&path).ok().as_deref() != Some(found) {
                    wrong.push(format!("golden/{}/{file}", case.folder_name()));
                }
            };
            check(file, &bytes);
            if format.name == ALWAYS {
                check(format!("{}.diag", case.name), diagnostics.as_bytes());
            }
        }
    }
    assert!(wrong.is_empty(), "not as expected (UPDATE=1 rewrites them): {wrong:#?}");
}

#[test]
fn no_expected_file_is_without_its_case() {
    let known: BTreeSet<PathBuf> = cases()
        .iter()
        .flat_map(|case| {
            let mut names: Vec<String> = case.expected().into_iter().map(|(_, file)| file).collect();
            names.extend([case.input.clone(), format!("{}.diag", case.name), format!("{}.args", case.name)]);
            names.into_iter().map(|name| case.folder.join(name)).collect::<Vec<_>>()
        })
        .collect();
    for folder in files(&root()) {
        let folder = root().join(folder);
        for file in files(&folder) {
            assert!(
                known.contains(&folder.join(&file)),
                "{} belongs to no case",
                folder.join(file).display()
            );
        }
    }
}

#[test]
fn every_format_that_is_read_has_a_case() {
    let covered: BTreeSet<&str> = cases().iter().map(Case::folder_name).collect();
    for format in FORMATS.iter().filter(|format| format.reader.is_some()) {
        assert!(covered.contains(format.name), "golden/{} is missing", format.name);
    }
}

#[test]
fn every_case_is_taken_for_its_own_format() {
    for case in cases().iter().filter(|case| !case.arguments.iter().any(|argument| argument == "-f")) {
        let Ok(text) = fs::read_to_string(case.folder.join(&case.input)) else { continue };
        let found = registry::sniff(&text.replace('\r', ""));
        match case.format {
            Some(format) => assert_eq!(found, [format], "{}", case.title()),
            None => assert_ne!(found.len(), 1, "{}: {found:?}", case.title()),
        }
    }
}

#[test]
fn line_ends_byte_order_mark_pipe_and_threads_change_nothing() {
    for case in cases() {
        let Ok(text) = fs::read_to_string(case.folder.join(&case.input)) else { continue };
        let (expected, _) = case.convert(ALWAYS);
        let mut arguments = vec!["-q", "-t", ALWAYS];
        arguments.extend(case.arguments.iter().map(String::as_str));
        if !arguments.contains(&"-f") {
            arguments.extend(["-f", case.format.map_or("auto", |format| format.name)]);
        }
        let lf = text.replace("\r\n", "\n");
        let mut variants = vec![
            ("CRLF", lf.replace('\n', "\r\n")),
            ("byte order mark", format!("\u{FEFF}{text}")),
            ("no final newline", text.trim_end_matches(['\r', '\n']).to_owned()),
            ("trailing blank lines", format!("{text}\n\n\n")),
        ];
        variants.push(("pipe", text));
        for (variant, input) in variants {
            let found = pipe(&arguments, input.as_bytes());
            assert!(found.stdout == expected, "{} with {variant} comes out otherwise", case.title());
        }
        for jobs in ["1", "4"] {
            let mut arguments = arguments.clone();
            arguments.extend(["-j", jobs, case.input.as_str()]);
            assert!(run(&case.folder, &arguments).stdout == expected, "{} with -j {jobs}", case.title());
        }
    }
}
