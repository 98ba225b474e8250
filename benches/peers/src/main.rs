//! `peers WHAT FILE`: one peer's job, as a process of its own, so that all are timed alike.

use std::error::Error;
use std::io::Write;

use serde::Deserialize;
use serde_bibtex::de::Deserializer;
use serde_bibtex::entry::BorrowEntry;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, what, file] = arguments.as_slice() else { return Err("usage: peers WHAT FILE".into()) };
    let text = std::fs::read_to_string(file)?;
    let mut out = std::io::stdout().lock();
    match what.as_str() {
        // Raw borrowed fields: no LaTeX, names or dates are decoded.
        "serde_bibtex-parse" => {
            let entries = Vec::<BorrowEntry<'_>>::deserialize(&mut Deserializer::from_str(&text))?;
            writeln!(out, "{}", entries.len())?;
        }
        "serde_bibtex-write" => {
            let entries = Vec::<BorrowEntry<'_>>::deserialize(&mut Deserializer::from_str(&text))?;
            serde_bibtex::to_writer(&mut out, &entries)?;
        }
        // Everything typed: chunks, names, dates.
        "biblatex-parse" => {
            let bibliography = biblatex::Bibliography::parse(&text).map_err(|error| error.to_string())?;
            writeln!(out, "{}", bibliography.len())?;
        }
        "hayagriva" => {
            let library = hayagriva::io::from_biblatex_str(&text).map_err(|errors| format!("{errors:?}"))?;
            out.write_all(hayagriva::io::to_yaml_str(&library)?.as_bytes())?;
        }
        other => return Err(format!("no such peer: {other}").into()),
    }
    Ok(())
}
