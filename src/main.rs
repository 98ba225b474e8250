//! The command-line tool.

use std::io::Read;

use bibconv::format::{ReadOptions, WriteOptions, registry};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("UTF-8");
    let from = match option("-f") {
        Some(name) if name != "auto" => registry::by_name(name).expect("known format"),
        _ => registry::sniff(&text)[0],
    };
    let to = registry::by_name(option("-t").expect("-t")).expect("known format");
    let found = bibconv::read(from, &text, &ReadOptions::default());
    for diagnostic in &found.diagnostics {
        let line = text[..diagnostic.span.start].matches('\n').count() + 1;
        eprintln!("{line}: {}: {}", diagnostic.code.name, diagnostic.message());
    }
    print!("{}", bibconv::write(to, &found.records, &WriteOptions::default()));
}
