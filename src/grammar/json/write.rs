//! How JSON is written: a member a line, short values on one line.

use crate::format::Output;

use super::{compact, escape};

/// Writes the members of an object.
pub(crate) struct Layout<'o> {
    /// Where to.
    pub out: &'o mut Output,
    /// How far a level is indented; all on one line without.
    pub indent: Option<usize>,
    /// The level of the members.
    pub depth: usize,
    /// Whether other characters than ASCII are escaped.
    pub ascii: bool,
    /// Whether no member was written yet.
    pub first: bool,
}

impl Layout<'_> {
    /// The name of a member, and what stands before it.
    pub(crate) fn name(&mut self, name: &str) {
        self.gap();
        self.quoted(name);
        self.out.push(": ");
    }

    /// The name of a member that needs no escapes, and what stands before it.
    pub(crate) fn known(&mut self, name: &'static str) {
        self.gap();
        self.out.byte(b'"');
        self.out.push(name);
        self.out.push("\": ");
    }

    /// What stands before a member.
    fn gap(&mut self) {
        if !self.first {
            self.out.byte(b',');
        }
        self.line(self.depth, !self.first);
        self.first = false;
    }

    /// A member that is a string.
    pub(crate) fn string(&mut self, name: &str, text: &str) {
        self.name(name);
        self.quoted(text);
    }

    /// A member that is JSON already; the objects of an array stand on a line each.
    pub(crate) fn verbatim(&mut self, name: &str, json: &str) {
        self.name(name);
        let line = |width: usize| format!("\n{:width$}", "");
        let lines = self.indent.map(|indent| [line((self.depth + 1) * indent), line(self.depth * indent)]);
        self.json(json, lines.as_ref().map(|[first, second]| [first.as_str(), second]));
    }

    /// A new line at a level; or, if all is on one line, maybe a blank.
    pub(crate) fn line(&mut self, level: usize, blank: bool) {
        const BLANKS: &str = "\n                        ";
        match self.indent.map(|indent| indent * level) {
            Some(width) => match BLANKS.get(..=width) {
                Some(line) => self.out.push(line),
                None => self.out.display(format_args!("\n{:width$}", "")),
            },
            None if blank => self.out.byte(b' '),
            None => {}
        }
    }

    /// A string.
    pub(crate) fn quoted(&mut self, text: &str) {
        self.out.byte(b'"');
        self.inside(text);
        self.out.byte(b'"');
    }

    /// Text inside of a string.
    pub(crate) fn inside(&mut self, text: &str) {
        escaped(text, self.ascii, self.out);
    }

    /// JSON that is there already; see [`compact::write`] for the lines.
    pub(crate) fn json(&mut self, json: &str, lines: Option<[&str; 2]>) {
        let ascii = self.ascii;
        compact::write(json, lines, self.out, |text, _, out| {
            out.byte(b'"');
            escaped(text, ascii, out);
            out.byte(b'"');
        });
    }
}

/// Writes text inside of a string.
pub(crate) fn escaped(text: &str, ascii: bool, out: &mut Output) {
    if ascii { escape::ascii(text, &mut out.bytes) } else { escape::text(text, &mut out.bytes) }
}
