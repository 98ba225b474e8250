//! What is added to a record is found again: in the output, in the ledger of losses or in a
//! message. A canary, a word that stands nowhere else, is put behind every word of every
//! golden case, once apart and once glued to it, and the case converted.
//!
//! `CANARY=csl-json,ris cargo test --test nothing_vanishes` tries these formats alone and
//! behind every word; without it, one word in eleven is tried.

use std::fs;
use std::io::{Cursor, Result};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use bibconv::diagnostic::Located;
use bibconv::format::Format;
use bibconv::format::registry::{self, FORMATS};
use bibconv::pipeline::{Input, Listener, Options, convert};

const CANARY: &str = "zyxquw";

/// Text that is no value: the canary may vanish between `from` and the next `to`.
struct Syntax {
    formats: &'static [&'static str],
    from: &'static str,
    to: &'static str,
}

const SYNTAX: &[Syntax] = &[];

/// Formats whose readers still lose something.
const READERS_OWE: &[&str] = &[
    "csl-json",
    "csl-jsonl",
    "csl-yaml",
    "zotero-json",
    "datacite-json",
    "openalex-json",
    "crossref-json",
    "hayagriva",
    "cff",
    "marcxml",
    "marc",
    "mods",
    "msbib",
    "endnote-xml",
    "crossref-unixref",
    "pubmed-xml",
    "arxiv-atom",
    "dblp-xml",
    "csv",
    "tsv",
    "wos",
    "nbib",
    "ris",
    "enw",
    "ovid",
    "refworks",
    "bibtex",
    "biblatex",
    "plain-reference",
    "arxiv-search",
    "arxiv-page",
    "arxiv-listing",
    "acl-anthology",
    "pubmed-page",
    "huggingface-papers",
    "google-scholar",
    "dblp",
    "scholarfeed",
    "catalyzex",
];

/// Formats whose writers still lose something.
const WRITERS_OWE: &[&str] = &[
    "csl-json",
    "csl-jsonl",
    "csl-yaml",
    "zotero-json",
    "hayagriva",
    "cff",
    "bibtex",
    "biblatex",
    "mods",
    "msbib",
    "endnote-xml",
    "nbib",
    "ris",
    "enw",
    "csv",
    "tsv",
];

/// A style chooses what a formatted list shows.
const LISTS: &[&str] = &["markdown", "html", "plain"];

/// A golden case: its name and its text.
struct Case {
    name: String,
    text: String,
}

/// The golden cases of a format that are text, but for those that are broken on purpose:
/// what a broken record loses is told by its error.
fn cases(format: &Format) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(format.name);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut cases = Vec::new();
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a UTF-8 name");
        let input = name.matches('.').count() == 1 && !name.ends_with(".diag") && !name.ends_with(".args");
        let text = String::from_utf8(fs::read(entry.path()).expect("a readable case"));
        if let (true, false, Ok(text)) = (input, name.starts_with("broken"), text) {
            cases.push(Case { name, text });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// Whether a place is syntax or is empty on purpose.
fn is_syntax(format: &Format, text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    SYNTAX.iter().filter(|syntax| syntax.formats.contains(&format.name)).any(|syntax| {
        before.rfind(syntax.from).is_some_and(|from| !before[from + syntax.from.len()..].contains(syntax.to))
    }) || after.strip_prefix('"').is_some_and(|after| {
        // The key of a member without a value.
        let value = after.strip_prefix(':').unwrap_or("-").trim_start();
        ["\"\"", "[]", "{}", "null", "false"].iter().any(|empty| value.starts_with(empty))
    })
}

#[derive(Default)]
struct Heard {
    messages: Vec<(Range<usize>, String)>,
    ledger: Vec<u8>,
}

impl Listener for Heard {
    fn diagnostic(&mut self, located: &Located<'_>) {
        self.messages.push((located.bytes(), located.diagnostic.detail.to_string()));
    }

    fn ledger(&mut self, lines: &[u8]) -> Result<()> {
        self.ledger.extend_from_slice(lines);
        Ok(())
    }
}

fn converted(text: &str, from: &'static Format, to: &'static Format) -> (Vec<u8>, Heard) {
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    let inputs = vec![Input::Stream { name: "input".to_owned(), bytes }];
    let options = Options { from: Some(from), to: Some(to), ledger: true, ..Options::default() };
    let (mut out, mut heard) = (Vec::new(), Heard::default());
    convert(inputs, &mut out, &options, &mut heard).expect("no I/O fails");
    (out, heard)
}

fn holds(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes.to_ascii_lowercase(), CANARY.as_bytes()).is_some()
}

/// The places of a case behind whose words a canary vanishes, with a little of the text.
fn vanishing(case: &Case, from: &'static Format, to: &'static Format) -> Vec<String> {
    let text = &case.text;
    let before = converted(text, from, to).1.messages.len();
    let word_ends = text.char_indices().map(|(at, _)| at).filter(|&at| {
        let (before, after) = text.split_at(at);
        before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    });
    let mut lost = Vec::new();
    let places = word_ends.filter(|&at| !is_syntax(from, text, at)).flat_map(|at| [(at, " "), (at, "")]);
    for (at, glue) in places.step_by(stride()) {
        let canary = at + glue.len()..at + glue.len() + CANARY.len();
        let (out, heard) = converted(&format!("{}{glue}{CANARY}{}", &text[..at], &text[at..]), from, to);
        let told = heard.messages.len() > before
            || heard.messages.iter().any(|(span, detail)| {
                holds(detail.as_bytes()) || (span.start <= canary.start && span.end >= canary.end)
            });
        if !holds(&out) && !holds(&heard.ledger) && !told {
            let line = text[..at].matches('\n').count() + 1;
            let near = |chars: &mut dyn Iterator<Item = char>| -> String {
                chars.take(40).take_while(|c| *c != '\n').collect()
            };
            let start: String = near(&mut text[..at].chars().rev()).chars().rev().collect();
            let end = near(&mut text[at..].chars());
            lost.push(format!("{}/{}:{line}: {start}{glue}⟦canary⟧{end}", from.name, case.name));
        }
    }
    lost
}

/// One place in how many is tried.
fn stride() -> usize {
    if std::env::var_os("CANARY").is_some() { 1 } else { 11 }
}

/// Whether a format is left out, as it is known to lose something.
fn owes(list: &[&str], format: &Format) -> bool {
    std::env::var_os("CANARY").is_none() && list.contains(&format.name)
}

/// Formats that `CANARY` in the environment names; all, if it is not set.
fn wanted() -> impl Iterator<Item = &'static Format> {
    let names = std::env::var("CANARY").ok();
    FORMATS.iter().copied().filter(move |format| {
        names.as_ref().is_none_or(|names| names.split(',').any(|name| name == format.name))
    })
}

/// Tries pairs of formats, a thread each, and tells of all that vanishes.
fn try_all(pairs: impl Iterator<Item = (&'static Format, &'static Format)>) {
    let lost = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for (from, to) in pairs {
            let lost = &lost;
            scope.spawn(move || {
                let found = cases(from)
                    .iter()
                    .flat_map(|case| vanishing(case, from, to))
                    .map(|place| format!("to {}: {place}", to.name))
                    .collect::<Vec<_>>();
                lost.lock().expect("no thread panicked").extend(found);
            });
        }
    });
    let lost = lost.into_inner().expect("no thread panicked");
    assert!(lost.is_empty(), "{} canaries vanish:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn readers_keep_or_tell() {
    let csl = registry::by_name("csl-json").expect("a format");
    let readable = wanted().filter(|format| format.reader.is_some() && !owes(READERS_OWE, format));
    try_all(readable.map(|from| (from, csl)));
}

#[test]
fn writers_keep_or_tell() {
    let writable = wanted().filter(|format| format.writer.is_some() && !LISTS.contains(&format.name));
    let writable = writable.filter(|format| !owes(WRITERS_OWE, format));
    let rich = ["csl-json", "biblatex", "hayagriva", "zotero-json"]
        .map(|name| registry::by_name(name).expect("a format"));
    try_all(writable.flat_map(|to| rich.map(|from| (from, to))));
}
