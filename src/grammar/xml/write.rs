//! Writing XML: elements one below the other, each on its line.

use super::tree::Element;
use crate::format::Output;

/// Writes elements.
#[derive(Debug)]
pub struct Writer<'o> {
    /// Where to.
    pub out: &'o mut Output,
    /// The prefix of element names, colon and all.
    prefix: &'static str,
    depth: usize,
    ascii: bool,
    /// How a line break in a text is written.
    line: &'static str,
}

impl<'o> Writer<'o> {
    /// A writer whose elements stand so deep in others.
    pub fn new(out: &'o mut Output, prefix: &'static str, depth: usize, ascii: bool) -> Self {
        Self { out, prefix, depth, ascii, line: "&#xA;" }
    }

    /// The same writer with another reference for line breaks.
    #[must_use]
    pub fn line(self, line: &'static str) -> Self {
        Self { line, ..self }
    }

    /// Whether nothing but ASCII is written.
    pub fn ascii(&self) -> bool {
        self.ascii
    }

    /// The start tag of an element that holds others, on a line of its own.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push(">\n");
        self.depth += 1;
    }

    /// The end tag of the element that was opened last.
    pub fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.end(name);
    }

    /// An element that holds text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    /// An element that holds text and has attributes.
    pub fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.inline(name, attributes, |writer| writer.text(text));
    }

    /// An element whose content is written by a function, on one line.
    pub fn inline(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.out.byte(b'>');
        content(self);
        self.end(name);
    }

    /// An element as it was read.
    pub fn element(&mut self, element: Element<'_, '_>) {
        let xml = element.indented(self.depth);
        self.verbatim(&xml);
    }

    /// Elements that are there already, as they stood in a file of this format.
    pub fn verbatim(&mut self, xml: &str) {
        self.indent();
        self.out.push(xml);
        self.out.byte(b'\n');
    }

    /// Text, escaped; line breaks are written as references, so that they stay.
    pub fn text(&mut self, text: &str) {
        self.escape(text, false);
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.out.byte(b'<');
        self.out.push(self.prefix);
        self.out.push(name);
        for (name, value) in attributes {
            self.out.byte(b' ');
            self.out.push(name);
            self.out.push("=\"");
            self.escape(value, true);
            self.out.byte(b'"');
        }
    }

    fn end(&mut self, name: &str) {
        self.out.push("</");
        self.out.push(self.prefix);
        self.out.push(name);
        self.out.push(">\n");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push("  ");
        }
    }

    fn escape(&mut self, text: &str, attribute: bool) {
        let mut copied = 0;
        for (at, c) in text.char_indices() {
            let special = match c {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' if attribute => "&quot;",
                '\n' | '\r' => self.line,
                '\t' => "&#x9;",
                // XML has no place for them, not even as references.
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => "",
                c if self.ascii && !c.is_ascii() => {
                    self.out.push(&text[copied..at]);
                    copied = at + c.len_utf8();
                    self.out.display(format_args!("&#x{:X};", u32::from(c)));
                    continue;
                }
                _ => continue,
            };
            self.out.push(&text[copied..at]);
            self.out.push(special);
            copied = at + c.len_utf8();
        }
        self.out.push(&text[copied..]);
    }
}
