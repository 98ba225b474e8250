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
use bibconv::format::registry::{self, FORMATS};
use bibconv::format::{Columns, Format, ReadOptions};
use bibconv::pipeline::{Input, Listener, Options, convert};
use unicode_normalization::UnicodeNormalization;

const CANARY: &str = "zyxquw";

/// Text that is no value: the canary may vanish between `from` and the next `to`. A line
/// break in `from` is the start of the text as well.
struct Syntax {
    formats: &'static [&'static str],
    from: &'static str,
    to: &'static str,
}

const SYNTAX: &[Syntax] = &[
    // The file's name and version, and its end.
    Syntax { formats: &["wos"], from: "\nFN", to: "\n" },
    Syntax { formats: &["wos"], from: "\nVR", to: "\n" },
    Syntax { formats: &["wos"], from: "\nEF", to: "\n" },
    // What databases print around records.
    Syntax { formats: &["ris"], from: "\nProvider:", to: "\n" },
    Syntax { formats: &["ris"], from: "\nContent:", to: "\n" },
    Syntax { formats: &["ris"], from: "\nDatabase:", to: "\n" },
    // A page that a browser saved.
    Syntax { formats: &["nbib", "refworks"], from: "<pre", to: ">" },
    // What an interface says of its answer, and a program of its library.
    Syntax { formats: &["arxiv-atom"], from: "<feed", to: "<entry" },
    Syntax { formats: &["dblp-xml"], from: "<result", to: "<info" },
    Syntax { formats: &["dblp-xml"], from: "</info", to: "<info" },
    Syntax { formats: &["crossref-unixref"], from: "<head>", to: "</head" },
    Syntax { formats: &["endnote-xml"], from: "<database", to: "</database" },
    Syntax { formats: &["endnote-xml"], from: "<source-app", to: "</source-app" },
    Syntax { formats: &["endnote-xml"], from: "<rec-number", to: "</rec-number" },
    Syntax { formats: &["endnote-xml"], from: "<foreign-keys", to: "</foreign-keys" },
    // Codes in fixed places, indicators, links to authorities and names of word lists.
    Syntax { formats: &["marc"], from: "\u{1e}", to: "\u{1f}" },
    Syntax { formats: &["marcxml"], from: "leader>", to: "</" },
    Syntax { formats: &["marcxml"], from: "tag=\"005\">", to: "</" },
    Syntax { formats: &["marcxml"], from: "tag=\"008\">", to: "</" },
    Syntax { formats: &["marcxml"], from: "<mxc:datafield tag=\"100\"", to: "</mxc:datafield" },
    Syntax { formats: &["marcxml"], from: "code=\"2\">", to: "</" },
    Syntax { formats: &["marcxml"], from: "<srw:version>", to: "</" },
    // A key to sort by, of which nothing is printed; how words are to be hyphenated.
    Syntax { formats: &["bibtex", "biblatex"], from: "\\noopsort{", to: "}" },
    Syntax { formats: &["bibtex", "biblatex"], from: "\\foreignlanguage{", to: "}" },
    // Headings, buttons and counts of pages.
    Syntax { formats: &["arxiv-search"], from: "Showing", to: "\n" },
    Syntax { formats: &["arxiv-search"], from: "Search v0", to: "\n" },
    Syntax { formats: &["arxiv-listing"], from: " (showing", to: "\n" },
    Syntax { formats: &["arxiv-page"], from: "View PDF", to: "\n" },
    Syntax { formats: &["huggingface-papers"], from: "Get trending papers", to: "\n" },
    Syntax { formats: &["google-scholar"], from: "Sort by", to: "\n" },
    Syntax { formats: &["google-scholar"], from: "Articles 1", to: "\n" },
    Syntax { formats: &["acl-anthology"], from: "ACL", to: "Wei Linden" },
    // What the answers of APIs say of themselves, before and behind the records.
    Syntax { formats: &["csl-json", "crossref-json"], from: "{\"status", to: "\"message\": {" },
    Syntax { formats: &["csl-json", "crossref-json"], from: "{\"facets", to: "\"items\"" },
    Syntax { formats: &["crossref-json"], from: "], \"items", to: "\0" },
    Syntax { formats: &["openalex-json"], from: "{\"meta", to: "\"results\"" },
    Syntax { formats: &["openalex-json"], from: "], \"group", to: "\0" },
    Syntax { formats: &["datacite-json"], from: "], \"meta", to: "\0" },
    Syntax { formats: &["zotero-json"], from: "{\"config", to: "{\"id\"" },
    Syntax { formats: &["zotero-json"], from: "\"collections", to: ": {\"" },
    // Comments; keys of the file; pandoc's document around the references.
    Syntax { formats: &["csl-yaml", "hayagriva", "cff"], from: "\n#", to: "\n" },
    Syntax { formats: &["csl-yaml"], from: "nocite", to: ":" },
    Syntax { formats: &["cff"], from: "cff-version:", to: "\n" },
];

/// Attributes of XML that say to which class of things something belongs.
const ATTRIBUTES: &[(&[&str], &[&str])] = &[
    (&["marcxml"], &["tag", "code", "ind1", "ind2", "format", "type"]),
    (
        &["mods"],
        &["type", "authority", "authorityURI", "encoding", "unit", "point", "keyDate", "usage", "version"],
    ),
    (&["endnote-xml"], &["face", "font", "size"]),
    (&["msbib"], &["SelectedStyle", "StyleName"]),
    (
        &["crossref-unixref"],
        &["media_type", "publication_type", "sequence", "authenticated", "item_number_type"],
    ),
    (&["crossref-unixref"], &["name", "type", "applies_to", "key", "version", "status", "fl_count"]),
    (&["crossref-unixref"], &["component_type", "book_type", "level_sequence_number"]),
    (
        &["pubmed-xml"],
        &["UI", "MajorTopicYN", "Version", "PubModel", "IssnType", "CitedMedium", "NlmCategory"],
    ),
    (&["pubmed-xml"], &["ValidYN", "CompleteYN", "Type", "Owner", "DateType", "book", "part", "sec"]),
    (&["arxiv-atom"], &["rel", "type", "title", "scheme", "xml:lang"]),
    (&["dblp-xml"], &["type", "id", "code", "total", "computed", "sent", "first", "score"]),
];

/// Formats whose values may hold HTML-like tags.
const TAGGED: &[&str] = &["csv", "wos", "ris", "refworks"];

/// A style chooses what a formatted list shows.
const LISTS: &[&str] = &["markdown", "html", "plain"];

/// A golden case: its name, its text, and what is said of its columns.
struct Case {
    name: String,
    text: String,
    columns: Columns,
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
            let arguments = fs::read_to_string(entry.path().with_extension("args")).unwrap_or_default();
            let columns = arguments.split_whitespace().skip_while(|argument| *argument != "--columns").nth(1);
            let columns = columns.unwrap_or_default().parse().expect("columns");
            cases.push(Case { name, text, columns });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// Whether a place is syntax or is empty on purpose.
fn is_syntax(format: &Format, text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let within = |from: &str, to: &str| {
        let start = match before.rfind(from) {
            Some(start) => Some(start + from.len()),
            None => from.strip_prefix('\n').filter(|from| before.starts_with(from)).map(str::len),
        };
        start.is_some_and(|start| !before[start..].contains(to))
    };
    in_markup(format, text, before)
        || SYNTAX.iter().any(|syntax| syntax.formats.contains(&format.name) && within(syntax.from, syntax.to))
        || (TAGGED.contains(&format.name) && is_tag(before))
        || is_head_of_nothing(format, text, at)
        || is_key_of_nothing(after)
        || (format.extensions.contains(&"json") && is_in_tag(before))
}

/// Whether a text ends within an HTML-like tag for a mark.
fn is_tag(before: &str) -> bool {
    let inside = before.rsplit_once('<').map(|(_, inside)| inside.trim_start_matches('/'));
    inside.is_some_and(|inside| ["i", "b", "p", "sub", "sup", "span"].contains(&inside))
}

/// Whether a place is in the head of a table, above a column in which nothing stands.
fn is_head_of_nothing(format: &Format, text: &str, at: usize) -> bool {
    let separator = match format.name {
        "csv" => b',',
        "tsv" | "wos" => b'\t',
        _ => return false,
    };
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let column = text[start..at].bytes().filter(|b| *b == separator).count();
    let mut rows = csv::ReaderBuilder::new();
    let rows = rows.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let rows: Vec<_> = rows.into_records().map_while(|row| row.ok()).collect();
    let Some(head) = rows.first().filter(|head| head.len() > 1) else { return false };
    // A head may stand again.
    let here = |row: &csv::StringRecord| row.position().is_some_and(|place| place.byte() as usize == start);
    let mut below = rows.iter().skip_while(|row| !here(row));
    let is_head = below.next().is_some_and(|row| row == head);
    let mut below = below.take_while(|row| *row != head).filter_map(|row| row.get(column)).peekable();
    is_head && below.peek().is_some() && below.all(str::is_empty)
}

/// Whether what follows is (the end of) the key of a member without a value.
fn is_key_of_nothing(after: &str) -> bool {
    let key = after.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let value = key.strip_prefix("\":").unwrap_or("-").trim_start();
    ["\"\"", "[]", "{}", "null", "false"].iter().any(|empty| value.starts_with(empty))
}

/// Whether a text ends within a tag of HTML or JATS, be it in its name or its attributes.
fn is_in_tag(before: &str) -> bool {
    let tag = before.rsplit_once('<').map_or("", |(_, tag)| tag).trim_start_matches('/');
    tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains(['>', '\n'])
}

/// Whether the place behind this part of an XML file is in a tag but not in the value of an
/// attribute, in a declaration, or in the name of a namespace.
fn in_markup(format: &Format, text: &str, before: &str) -> bool {
    let is_xml = text.trim_start_matches('\u{feff}').starts_with('<');
    let Some((_, tag)) = before.rsplit_once('<').filter(|(_, tag)| is_xml && !tag.contains('>')) else {
        return false;
    };
    if tag.starts_with(['?', '!']) {
        return !tag.starts_with("![CDATA[");
    }
    let mut parts = tag.split(['"', '\'']);
    let (quotes, name) = (tag.matches(['"', '\'']).count(), parts.nth_back(1).unwrap_or_default());
    let name = name.trim_end_matches('=').rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut classifying =
        ATTRIBUTES.iter().filter(|(formats, _)| formats.contains(&format.name)).flat_map(|(_, names)| *names);
    quotes % 2 == 0
        || name.starts_with("xmlns")
        || name == "xsi:schemaLocation"
        || classifying.any(|known| *known == name)
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

fn converted(text: &str, columns: &Columns, from: &'static Format, to: &'static Format) -> (Vec<u8>, Heard) {
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    let inputs = vec![Input::Stream { name: "input".to_owned(), bytes }];
    let read = ReadOptions { columns: columns.clone(), ..ReadOptions::default() };
    let options = Options { from: Some(from), to: Some(to), read, ledger: true, ..Options::default() };
    let (mut out, mut heard) = (Vec::new(), Heard::default());
    convert(inputs, &mut out, &options, &mut heard).expect("no I/O fails");
    (out, heard)
}

/// Whether the canary is there, in any case and with any accents.
fn holds(bytes: &[u8]) -> bool {
    let has = |bytes: &[u8]| memchr::memmem::find(&bytes.to_ascii_lowercase(), CANARY.as_bytes()).is_some();
    has(bytes) || {
        let plain = |c: &char| !unicode_normalization::char::is_combining_mark(*c);
        // In Typst's mathematics letters stand apart.
        let plain = |c: &char| *c != ' ' && plain(c);
        has(String::from_utf8_lossy(bytes).nfd().filter(plain).collect::<String>().as_bytes())
    }
}

/// The places of a case behind whose words a canary vanishes, with a little of the text.
fn vanishing(case: &Case, from: &'static Format, to: &'static Format) -> Vec<String> {
    let text = &case.text;
    let before = converted(text, &case.columns, from, to).1.messages.len();
    let word_ends = text.char_indices().map(|(at, _)| at).filter(|&at| {
        let (before, after) = text.split_at(at);
        before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    });
    let mut lost = Vec::new();
    let places = word_ends.filter(|&at| !is_syntax(from, text, at)).flat_map(|at| [(at, " "), (at, "")]);
    for (at, glue) in places.step_by(stride()) {
        let canary = at + glue.len()..at + glue.len() + CANARY.len();
        let (out, heard) =
            converted(&format!("{}{glue}{CANARY}{}", &text[..at], &text[at..]), &case.columns, from, to);
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
    let readable = wanted().filter(|format| format.reader.is_some());
    try_all(readable.map(|from| (from, csl)));
}

#[test]
fn writers_keep_or_tell() {
    let writable = wanted().filter(|format| format.writer.is_some() && !LISTS.contains(&format.name));
    let rich = ["csl-json", "biblatex", "hayagriva", "zotero-json"]
        .map(|name| registry::by_name(name).expect("a format"));
    try_all(writable.flat_map(|to| rich.map(|from| (from, to))));
}
