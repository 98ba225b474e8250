//! Writes a seeded corpus of any size to standard output, as it is made:
//!
//! - `cargo run --release --example corpus -- bib ENTRIES [SEED]`: a BibTeX file
//! - `… ris RECORDS [SEED]`: a RIS file
//! - `… pubmed ARTICLES [SEED]`: a PubMed XML file
//! - `… pages MEGABYTES [SEED]`: pages copied from the web

use std::io::{self, BufWriter, Write};

#[path = "../benches/corpus/mod.rs"]
mod corpus;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |n: usize| arguments.get(n).and_then(|argument| argument.parse().ok());
    let mut random = corpus::Random::new(number(3).unwrap_or(20_261));
    let size = usize::try_from(number(2).unwrap_or(1000)).unwrap_or(usize::MAX);
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.get(1).map(String::as_str) {
        Some("bib") => corpus::bib::write(size, &mut random, &mut out)?,
        Some("ris") => corpus::ris::write(size, &mut random, &mut out)?,
        Some("pubmed") => corpus::pubmed::write(size, &mut random, &mut out)?,
        Some("pages") => corpus::pages::write(size.saturating_mul(1_000_000), &mut random, &mut out)?,
        _ => eprintln!("usage: corpus bib|ris|pubmed NUMBER [SEED] | corpus pages MEGABYTES [SEED]"),
    }
    out.flush()
}
