//! The README's examples: each `console` block is run as it stands, with all features.
#![cfg(feature = "lists")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The commands of a `console` block, each with what it must print.
fn examples(block: &str) -> Vec<(String, String)> {
    let mut examples: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), examples.last_mut()) {
            (Some(command), _) => examples.push((command.to_owned(), String::new())),
            (None, Some((command, printed))) if printed.is_empty() && command.ends_with('\\') => {
                command.push('\n');
                command.push_str(line);
            }
            (None, Some((_, printed))) => {
                printed.push_str(line);
                printed.push('\n');
            }
            (None, None) => panic!("a console block begins with a command, not with {line:?}"),
        }
    }
    examples
}

#[test]
fn every_example_prints_what_the_readme_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let tool = Path::new(env!("CARGO_BIN_EXE_bibconv")).parent().expect("a folder");
    let path = format!("{}:{}", tool.display(), std::env::var("PATH").unwrap_or_default());
    let mut run = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::os::unix::fs::symlink(root.join("golden"), folder.path().join("golden")).expect("a link");
        for (command, printed) in examples(block) {
            let output = Command::new("sh")
                .args(["-c", &format!("{{ {command}\n}} 2>&1")])
                .env("PATH", &path)
                .current_dir(folder.path())
                .output()
                .expect("sh runs");
            let found = String::from_utf8_lossy(&output.stdout);
            assert_eq!(found, printed, "of $ {command}");
            run += 1;
        }
    }
    assert!(run > 0, "the README has examples");
}
