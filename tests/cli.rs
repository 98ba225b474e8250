//! The command line: exit codes, messages, files.

mod common;

use std::fs;
use std::path::Path;

use common::{bibconv, pipe, run, stderr, stdout};

const GOOD: &str = "@book{lopes2024,\n  author = {Lopes, Ana},\n  title = {Plans},\n  year = {2024}\n}\n";
const BROKEN: &str =
    "@book{lopes2024,\n  title = {Plans},\n  year = {2024}\n}\n\n@book{cut,\n  title = {Pl\n";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn code(output: &std::process::Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn zero_when_all_is_fine() {
    let output = pipe(&["-t", "csl-jsonl"], GOOD.as_bytes());
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("\"lopes2024\""));
    assert_eq!(stderr(&output), "bibconv: 1 read, 1 written, 0 errors, 0 warnings\n");
}

#[test]
fn one_when_something_was_skipped_and_the_rest_is_converted() {
    let output = pipe(&["-t", "csl-jsonl"], BROKEN.as_bytes());
    assert_eq!(code(&output), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("\"lopes2024\""));
}

#[test]
fn warnings_fail_under_strict_only() {
    let doubled = format!("{GOOD}\n{GOOD}");
    let lenient = pipe(&["-t", "csl-jsonl"], doubled.as_bytes());
    assert_eq!(code(&lenient), Some(0), "{}", stderr(&lenient));
    assert!(stderr(&lenient).contains("duplicate-key"), "{}", stderr(&lenient));
    assert_eq!(code(&pipe(&["-t", "csl-jsonl", "--strict"], doubled.as_bytes())), Some(1));
}

#[test]
fn two_when_the_command_line_is_wrong_or_a_file_cannot_be_read() {
    let folder = folder();
    for (arguments, says) in [
        (vec!["-t", "bibtexx"], "bibtex"),
        (vec!["nothing.bib", "-t", "csl-json"], "nothing.bib"),
        (vec![".", "-t", "csl-json"], "directory"),
        (vec!["--no-such-option"], "--no-such-option"),
        (vec![], "--to"),
        (vec!["-o", "refs.unknown"], "unknown"),
        (vec!["-t", "csl-json", "--page-date", "May"], "YYYY"),
        (vec!["-t", "csv", "--columns", "titel=Titel"], "title"),
        (vec!["-t", "csl-json", "--memory", "much"], "64M"),
        (vec!["-t", "csl-json", "--memory", "1M"], "16M"),
        (vec!["-t", "csl-json", "-o", "no/such/folder/refs.json"], "refs.json"),
    ] {
        let output = run(folder.path(), &arguments);
        assert_eq!(code(&output), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(says), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}

#[cfg(feature = "lists")]
#[test]
fn styles_that_cannot_be_used_are_told_before_any_work() {
    let folder = folder();
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a writable folder");
    let style = |class: &str, inside: &str| {
        let info = "<info><title>T</title><id>t</id><updated>2024-01-01T00:00:00Z</updated>";
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" {class} version=\"1.0\">{info}{inside}</style>"
        )
    };
    let parent = "<link href=\"http://www.zotero.org/styles/ieee\" rel=\"independent-parent\"/></info>";
    let citation = "</info><citation><layout><text variable=\"title\"/></layout></citation>";
    write("refs.bib", GOOD);
    write("broken.csl", "<style><info>");
    write("dependent.csl", &style("", parent));
    write("orphan.csl", &style("", &parent.replace("ieee", "no-such-style")));
    write("notes.csl", &style("class=\"note\"", citation));
    for (arguments, says) in [
        (["--style", "iee"], "ieee"),
        (["--style", "no/such.csl"], "no/such.csl could not be read"),
        (["--style", "broken.csl"], "broken.csl is no CSL style"),
        (["--style", "orphan.csl"], "no-such-style"),
        (["--style", "notes.csl"], "no list of references"),
        (["--locale", "tlh"], "de-DE"),
    ] {
        let output = run(folder.path(), &["refs.bib", "-t", "text", arguments[0], arguments[1]]);
        assert_eq!(code(&output), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(says), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    let output = run(folder.path(), &["refs.bib", "-t", "text", "--style", "dependent.csl"]);
    assert_eq!(stdout(&output), "[1] A. Lopes, Plans. 2024.\n", "{}", stderr(&output));
    assert!(stdout(&run(folder.path(), &["styles"])).contains("\nieee "));
}

#[test]
fn hopeless_inputs_are_named_for_what_they_are() {
    let prose = "Dear Ana,\n\nthank you for the plums. They were very good.\n";
    for (input, finding) in [
        (&b""[..], "empty-input"),
        (b" \n\n", "empty-input"),
        (b"\x7fELF\x02\x01\0\0\0\0\0", "binary-input"),
        (prose.as_bytes(), "unknown-format"),
    ] {
        let output = pipe(&["-t", "csl-json"], input);
        assert_eq!(code(&output), Some(1), "{finding}: {}", stderr(&output));
        assert!(stderr(&output).contains(finding), "{finding}: {}", stderr(&output));
        assert_eq!(stdout(&output).split_whitespace().collect::<String>(), "[]");
    }
}

#[test]
fn ten_megabytes_in_one_line_are_no_trouble() {
    let line = "word ".repeat(2_000_000);
    let output = pipe(&["-t", "csl-json"], line.as_bytes());
    assert_eq!(code(&output), Some(1));
    let entry = format!("@misc{{long, abstract = {{{line}}}}}");
    let output = pipe(&["-t", "csl-json", "-q"], entry.as_bytes());
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(output.stdout.len() > 9_999_999);
}

#[test]
fn an_output_file_is_written_whole_or_not_touched() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("refs.bib"), GOOD).expect("a file");
    fs::write(path("refs.json"), "precious").expect("a file");
    fs::write(path("empty.bib"), "").expect("a file");

    let output = run(folder.path(), &["empty.bib", "-o", "refs.json"]);
    assert_eq!(code(&output), Some(1));
    assert_eq!(fs::read_to_string(path("refs.json")).expect("a file"), "precious");

    let output = run(folder.path(), &["refs.bib", "-o", "refs.json"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    assert!(fs::read_to_string(path("refs.json")).expect("a file").contains("lopes2024"));

    // Onto itself.
    let output = run(folder.path(), &["refs.bib", "-t", "csl-jsonl", "-o", "refs.bib"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(fs::read_to_string(path("refs.bib")).expect("a file").starts_with('{'));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3, "no temporary file is left");
}

#[test]
fn several_inputs_become_one_output() {
    let folder = folder();
    fs::write(folder.path().join("a.bib"), GOOD).expect("a file");
    fs::write(folder.path().join("b.bib"), GOOD.replace("lopes2024", "other")).expect("a file");
    let output = run(folder.path(), &["a.bib", "b.bib", "-t", "csl-jsonl"]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 2);
    assert!(stderr(&output).contains("2 read, 2 written"));
}

#[test]
fn messages_come_as_json_lines() {
    let output = pipe(&["-t", "csl-jsonl", "--message-format", "json"], BROKEN.as_bytes());
    let lines: Vec<serde_json::Value> =
        stderr(&output).lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect();
    let finding = lines.iter().find(|line| line["severity"] == "error").expect("an error");
    assert_eq!(finding["file"], "<stdin>");
    for field in ["code", "message", "hint", "line", "column", "bytes"] {
        assert!(!finding[field].is_null(), "{field} is missing in {finding}");
    }
    // What can be read of the broken entry is kept.
    assert_eq!(lines.last().expect("a summary")["summary"]["read"], 2);
}

#[test]
fn quiet_is_quiet() {
    let output = pipe(&["-t", "csl-jsonl", "-q"], format!("{GOOD}{GOOD}").as_bytes());
    assert_eq!((code(&output), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn what_is_lost_is_told() {
    let folder = folder();
    fs::write(folder.path().join("a.bib"), GOOD.replace("year", "fridge = {blue},\n  year")).expect("a file");
    let output = run(folder.path(), &["a.bib", "-t", "hayagriva", "--loss", "loss.jsonl", "--strict-loss"]);
    assert_eq!(code(&output), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("lost: bibtex:fridge"), "{}", stderr(&output));
    let ledger = fs::read_to_string(folder.path().join("loss.jsonl")).expect("a ledger");
    let line: serde_json::Value = serde_json::from_str(ledger.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&line["record"], &line["field"]), (&"lopes2024".into(), &"bibtex:fridge".into()));
}

#[test]
fn errors_can_be_limited() {
    let broken = "@book{a, title = {x\n\n".repeat(50);
    let output = pipe(&["-t", "csl-jsonl", "--max-errors", "1"], broken.as_bytes());
    assert_eq!(code(&output), Some(1), "{}", stderr(&output));
}

#[test]
fn formats_are_listed() {
    let output = run(Path::new("."), &["formats", "--json"]);
    let formats: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let names: Vec<_> = formats.as_array().expect("a list").iter().map(|f| f["name"].as_str()).collect();
    assert!(names.contains(&Some("bibtex")));
    assert!(stdout(&run(Path::new("."), &["formats"])).contains("csl-json"));
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = folder();
    let entry = |i: usize| GOOD.replace("lopes2024", &format!("k{i}"));
    fs::write(folder.path().join("a.bib"), (0..20_000).map(entry).collect::<String>()).expect("a file");
    let mut child = bibconv(folder.path(), &["-q", "a.bib", "-t", "csl-json"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("bibconv runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

#[test]
fn colour_is_for_terminals() {
    let output = pipe(&["-t", "csl-jsonl"], BROKEN.as_bytes());
    assert!(!stderr(&output).contains('\u{1b}'));
}

#[test]
fn no_records_are_an_empty_list() {
    let written = |format| stdout(&pipe(&["-f", "bibtex", "-t", format], b"@comment{nothing}"));
    assert_eq!(written("csl-json"), "[]\n");
    assert_eq!(written("csl-yaml"), "---\nreferences: []\n...\n");
    assert_eq!(written("csl-jsonl"), "");
    assert_eq!(written("hayagriva"), "");
}

#[test]
fn completions_know_the_formats() {
    let script = stdout(&pipe(&["completions", "bash"], b""));
    let words = |option| {
        let after = script.split(option).nth(1).and_then(|rest| rest.split("compgen -W \"").nth(1));
        after.and_then(|words| words.split('"').next()).unwrap_or_default().split(' ').collect::<Vec<_>>()
    };
    assert!(words("--to)").contains(&"csl-json") && !words("--to)").contains(&"dblp"), "{script}");
    assert!(words("--from)").contains(&"dblp"), "{script}");
}

#[test]
fn a_text_that_gives_nothing_is_an_error() {
    let output = pipe(&["-f", "ris", "-t", "csl-jsonl"], b"@book{plum, title = {Plans}}");
    assert_eq!(code(&output), Some(1));
    assert!(stderr(&output).contains("nothing-read"), "{}", stderr(&output));
    assert_eq!(code(&pipe(&["-t", "ris"], b"[]")), Some(0));
}

#[test]
fn the_layout_can_be_chosen() {
    let item = r#"[{"id": "a", "type": "book", "title": "The DNA", "publisher": "Plum"}]"#;
    let output = pipe(&["-t", "bibtex", "--indent", "4", "--align", "--bare-capitals"], item.as_bytes());
    assert_eq!(stdout(&output), "@book{a,\n    title        = {The DNA},\n    publisher    = {Plum},\n}\n");
}

#[test]
fn little_memory_changes_nothing_but_the_pace() {
    let entry = |i: usize| {
        let key = format!("k{}", i % 15_000);
        format!("@inproceedings{{{key}, title = {{Plans}}, crossref = {{Proc{}}}}}\n", i / 2)
            + &format!("@proceedings{{proc{i}, title = {{Plums {i}}}}}\n")
    };
    let text: String = (0..20_000).map(entry).collect();
    let plenty = pipe(&["-t", "csl-jsonl", "--memory", "4G"], text.as_bytes());
    let little = pipe(&["-t", "csl-jsonl", "--memory", "16M"], text.as_bytes());
    assert_eq!(code(&little), Some(0), "{}", stderr(&little));
    assert!(stderr(&little).contains("duplicate-key"), "{}", stderr(&little));
    assert!(little.stdout == plenty.stdout && stderr(&little) == stderr(&plenty));
    // A record that is larger than that is still converted.
    let long = format!("@misc{{long, abstract = {{{}}}}}", "word ".repeat(5_000_000));
    let output = pipe(&["-t", "csl-jsonl", "-q", "--memory", "16M"], long.as_bytes());
    assert!(code(&output) == Some(0) && output.stdout.len() > 24_999_999);
}
