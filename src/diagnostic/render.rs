//! Diagnostics for people, for editors and for scripts.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Snippets, Snippet};
use memchr::memrchr;
use serde_json::json;

use super::{Diagnostic, Severity};

/// A diagnostic with the place where it stands in its input.
#[derive(Clone, Copy, Debug)]
pub struct Located<'t> {
    /// The diagnostic; its span is in bytes of `text`.
    pub diagnostic: &'t Diagnostic,
    /// The input's name.
    pub input: &'t str,
    /// The stretch of the input that it stands in.
    pub text: &'t str,
    /// Its line in the input, from 1.
    pub line: usize,
    /// How many lines of the input come before `text`.
    pub lines_before: usize,
    /// How many bytes of the input come before `text`.
    pub bytes_before: usize,
    /// Where in `text` a CR was removed; ascending.
    pub removed: &'t [usize],
    /// The record that it is about, counted from 1 in the input.
    pub record: Option<usize>,
    /// The record's key.
    pub key: &'t str,
}

impl Located<'_> {
    /// Its column, from 1, in characters.
    pub fn column(&self) -> usize {
        let start = self.boundary(self.diagnostic.span.start);
        self.text[self.line_start(start)..start].chars().count() + 1
    }

    /// Its place in the input as it was decoded, in bytes: CRs count.
    pub fn bytes(&self) -> std::ops::Range<usize> {
        let at = |at: usize| self.bytes_before + at + self.removed.partition_point(|cr| *cr < at);
        at(self.diagnostic.span.start)..at(self.diagnostic.span.end)
    }

    fn line_start(&self, at: usize) -> usize {
        memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(0, |newline| newline + 1)
    }

    fn boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// With the line that it is about, for people.
    #[default]
    Plain,
    /// The same in colour.
    Color,
    /// One line, `file:line:column: severity: message [code]`, for editors.
    Short,
    /// One JSON object a line, for scripts.
    Json,
}

/// Shows diagnostics.
#[derive(Clone, Copy, Debug, Default)]
pub struct Renderer {
    /// In which way.
    pub style: Style,
    /// How many columns a line may take.
    pub width: usize,
}

impl Renderer {
    /// A diagnostic, with a line end.
    pub fn render(&self, located: &Located<'_>) -> String {
        match self.style {
            Style::Plain => self.snippet(located, &Snippets::plain()),
            Style::Color => self.snippet(located, &Snippets::styled().decor_style(DecorStyle::Ascii)),
            Style::Short => short(located),
            Style::Json => json_line(located),
        }
    }

    fn snippet(&self, located: &Located<'_>, snippets: &Snippets) -> String {
        let diagnostic = located.diagnostic;
        let level = match diagnostic.code.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let message = diagnostic.message();
        let start = located.boundary(diagnostic.span.start);
        let end = located.boundary(diagnostic.span.end.max(start));
        let from = located.line_start(start);
        // One line is enough to find the place.
        let to = located.text[start..].find('\n').map_or(located.text.len(), |at| start + at);
        let mut group = level.primary_title(message.as_ref()).id(diagnostic.code.name).element(
            Snippet::source(&located.text[from..to])
                .line_start(located.line)
                .path(located.input)
                .annotation(AnnotationKind::Primary.span(start - from..end.min(to) - from)),
        );
        let record = match (located.record, located.key) {
            (Some(n), "") => format!("record {n}"),
            (Some(n), key) => format!("record {n}, {key}"),
            (None, _) => String::new(),
        };
        if !record.is_empty() {
            group = group.element(Level::NOTE.message(record));
        }
        group = group.element(Level::HELP.message(diagnostic.code.hint));
        let groups: &[Group<'_>] = &[group];
        let mut text = snippets.clone().term_width(self.width.max(40)).render(groups);
        text.push('\n');
        text
    }
}

fn short(located: &Located<'_>) -> String {
    let Diagnostic { code, .. } = located.diagnostic;
    format!(
        "{}:{}:{}: {}: {} [{}]\n",
        located.input,
        located.line,
        located.column(),
        code.severity.name(),
        located.diagnostic.message(),
        code.name
    )
}

fn json_line(located: &Located<'_>) -> String {
    let Diagnostic { code, .. } = located.diagnostic;
    let bytes = located.bytes();
    let mut object = json!({
        "severity": code.severity.name(),
        "code": code.name,
        "message": located.diagnostic.message(),
        "hint": code.hint,
        "file": located.input,
        "line": located.line,
        "column": located.column(),
        "bytes": [bytes.start, bytes.end],
    });
    if let Some(record) = located.record {
        object["record"] = record.into();
        object["key"] = located.key.into();
    }
    format!("{object}\n")
}
