//! The emitter.

mod entry;
mod values;

use entry::Entry;

use super::FAMILY;
use super::read::{self, Spelled};
use crate::format::shared::yaml_node::{Node, Printer};
use crate::format::{Output, WriteOptions, Writer, lose_extra};
use crate::record::{Matter, Record};

/// Writes Hayagriva YAML.
#[derive(Debug)]
pub(super) struct Emitter;

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output) {
        let printer = Printer { ascii: options.ascii };
        let key = |out: &mut Output| {
            // Typst refuses a whole file in which a key stands twice, as YAML does.
            out.unique_key(record, |key, out| {
                printer.key(key, 0, out);
                let quoted = out.bytes.ends_with(b"\":") || out.bytes.ends_with(b"':");
                out.bytes.len() - if quoted { 2 } else { 1 }
            });
            if out.key_is_generated {
                out.byte(b':');
            }
        };
        if let Some(spelled) = read::spelled(record) {
            key(out);
            write_spelled(spelled, printer, out);
        } else {
            let entry = Entry::of(record, out);
            key(out);
            printer.entry(&entry, out);
        }
        lose_extra(record, FAMILY, out);
    }

    fn matter(&self, matter: &Matter<'_>, _options: &WriteOptions, out: &mut Output) {
        if matter.format != FAMILY {
            let name = format!("{}:{}", matter.format, matter.name);
            return out.lose(name, matter.value.as_ref(), "it stands outside records");
        }
        out.push(&matter.value);
        out.byte(b'\n');
    }

    fn separator(&self) -> &'static str {
        "\n"
    }
}

/// Writes an entry as it was spelled, after its key and colon.
fn write_spelled(spelled: Spelled<'_>, printer: Printer, out: &mut Output) {
    let body = spelled.source[spelled.key_end..].trim_start().strip_prefix(':');
    let in_braces = spelled.source.starts_with('{');
    match body.filter(|body| !in_braces && (body.is_ascii() || !printer.ascii)) {
        Some(body) => {
            for line in body.trim_end().lines() {
                out.push(line);
                out.byte(b'\n');
            }
        }
        None => {
            if let Node::Map(entry) = Node::from(spelled.entry) {
                printer.entry(&entry, out);
            }
        }
    }
}
