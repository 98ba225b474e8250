//! No reference stands twice in a file (schema, `uniqueItems`): one that says the same as
//! another, to the letter, is written once.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use super::Writer;
use crate::format::{Composer, Drafts, WriteOptions};

impl Composer for Writer {
    fn compose(
        &self,
        drafts: &mut dyn Drafts,
        _options: &WriteOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut line = String::new();
        while drafts.read_line(&mut line)? > 0 {
            out.write_all(line.as_bytes())?;
            if std::mem::take(&mut line) == REFERENCES {
                break;
            }
        }
        let mut written: HashSet<(u64, usize)> = HashSet::new();
        let mut item = String::new();
        while drafts.read_line(&mut line)? > 0 {
            // What is in an item stands deeper.
            if line.starts_with("  - ") {
                reference(&item, &mut written, out)?;
                item.clear();
            }
            item.push_str(&line);
            line.clear();
        }
        reference(&item, &mut written, out)
    }
}

/// What stands before the references.
pub(super) const REFERENCES: &str = "references:\n";

fn reference(item: &str, written: &mut HashSet<(u64, usize)>, out: &mut dyn Write) -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    item.hash(&mut hasher);
    if written.insert((hasher.finish(), item.len())) { out.write_all(item.as_bytes()) } else { Ok(()) }
}
