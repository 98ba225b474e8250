//! Lists of references for people to read, formatted by a style of the Citation Style
//! Language: as Markdown, as HTML and as plain text.
//!
//! A style sorts and numbers the records, tells authors and years apart that look alike and
//! leaves out what it does not show, so a list is put together once all records are known,
//! and they are all in memory then. That a style leaves something out is no loss; what it
//! would show and cannot is told as one.
//!
//! The `hayagriva` crate applies the styles; it is behind the feature `lists`. It takes CSL
//! items, whose text is plain to it: marks and protected case are put back where the text
//! comes out (`marks`).

mod item;
mod line;
mod locale;
mod marks;
mod render;
mod spell;
mod style;

use std::io::{self, Write};

use crate::format::{Composer, Confidence, Drafts, Format, Output, WriteOptions, Writer};
use crate::record::{Date, Edtf, Matter, Record};

use super::CSL_JSONL;

use line::Line;
pub use locale::Locale;
pub use style::Style;

/// A list in Markdown.
pub const MARKDOWN: Format = Format {
    name: "markdown",
    aliases: &["md"],
    extensions: &["md", "markdown"],
    about: "A list of references in Markdown, formatted by a CSL style (`--style`)",
    sniff: |_| Confidence::No,
    begins: None,
    reader: None,
    writer: Some(&Emitter(&spell::markdown::Markdown)),
};

/// A list in HTML.
pub const HTML: Format = Format {
    name: "html",
    aliases: &[],
    extensions: &["html", "htm"],
    about: "A list of references in HTML, formatted by a CSL style (`--style`)",
    sniff: |_| Confidence::No,
    begins: None,
    reader: None,
    writer: Some(&Emitter(&spell::html::Html)),
};

/// A list in plain text.
pub const TEXT: Format = Format {
    name: "plain",
    aliases: &["text", "txt"],
    extensions: &["txt"],
    about: "A list of references in plain text, formatted by a CSL style (`--style`)",
    sniff: |_| Confidence::No,
    begins: None,
    reader: None,
    writer: Some(&Emitter(&spell::text::Plain)),
};

/// A list as a style makes it.
struct List {
    entries: Vec<Entry>,
    /// Whether all lines of an entry but the first are indented.
    hanging: bool,
}

/// An entry of a list.
struct Entry {
    /// The key of its record.
    key: String,
    /// What stands at its margin, such as its number.
    margin: Option<Line>,
    body: Line,
}

/// How a list is spelled.
trait Spell: Sync {
    fn list(&self, list: &List) -> String;
}

/// Writes lists. A draft is the record as a CSL item, in a line of its own.
struct Emitter(&'static dyn Spell);

impl Writer for Emitter {
    fn record(&self, record: &Record<'_>, _options: &WriteOptions, out: &mut Output) {
        for (field, date) in &record.dates {
            if matches!(date, Date::Edtf(edtf) if matches!(**edtf, Edtf { end: Some(_), .. })) {
                let why = "lists show the start of an interval alone";
                out.lose(field.name(), date.to_string(), why);
            }
        }
        let known = out.losses.len();
        // Not as its own format spells it.
        let bare = Record { extra: Vec::new(), ..record.clone() };
        if let Some(writer) = CSL_JSONL.writer {
            writer.record(&bare, &WriteOptions::default(), out);
        }
        // What an item cannot say no style shows.
        out.losses.truncate(known);
    }

    fn matter(&self, _matter: &Matter<'_>, _options: &WriteOptions, _out: &mut Output) {}

    fn composer(&self) -> Option<&dyn Composer> {
        Some(self)
    }
}

impl Composer for Emitter {
    fn compose(
        &self,
        drafts: &mut dyn Drafts,
        options: &WriteOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut items = Vec::new();
        let mut line = String::new();
        while drafts.read_line(&mut line)? > 0 {
            items.extend(item::Cited::read(&line, items.len()));
            line.clear();
        }
        let list = render::list(&items, &options.style, &options.locale)?;
        out.write_all(self.0.list(&list).as_bytes())
    }
}
