//! Diagnostics: what a person should know about an input, with a place and a hint.

mod code;
mod render;

use std::borrow::Cow;
use std::ops::Range;

pub use code::Code;
pub use code::codes;
pub use render::{Located, Renderer, Style};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information.
    Note,
    /// Something is doubtful or missing; the record is converted.
    Warning,
    /// Something was skipped.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding, at a place in the text that was parsed.
///
/// A finding about a record is reported before the record is handed over.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What it is; stable.
    pub code: &'static Code,
    /// Where, in bytes of the text that was parsed.
    pub span: Range<usize>,
    /// The particulars, such as the name of a field; may be empty.
    pub detail: Cow<'static, str>,
}

impl Diagnostic {
    /// A finding without particulars.
    pub fn new(code: &'static Code, span: Range<usize>) -> Self {
        Self { code, span, detail: Cow::Borrowed("") }
    }

    /// Adds particulars.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Moves the place, for a text that stands inside another.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.span = self.span.start + by..self.span.end + by;
        self
    }

    /// The cause in words, with its particulars.
    pub fn message(&self) -> Cow<'static, str> {
        if self.detail.is_empty() {
            Cow::Borrowed(self.code.cause)
        } else {
            Cow::Owned(format!("{}: {}", self.code.cause, self.detail))
        }
    }
}

/// Something that an emitter cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The field: a CSL variable name, or the source format's own name after a colon
    /// (`bibtex:file`).
    pub field: Cow<'static, str>,
    /// What is lost.
    pub value: String,
    /// Why.
    pub why: &'static str,
}
