//! Rich text as CSL-JSON spells it: `<i> <b> <sub> <sup>`, spans for small capitals and
//! protected case, quotation marks, and mathematics between dollars
//! (CSL 1.0.2, "HTML-like tags in input data").

use crate::record::{Event, MarkKind, Text};

/// What opens and closes a mark; empty where CSL has no word for it.
fn tags(kind: MarkKind) -> (&'static str, &'static str) {
    match kind {
        MarkKind::Italic => ("<i>", "</i>"),
        MarkKind::Bold => ("<b>", "</b>"),
        MarkKind::SmallCaps => ("<span style=\"font-variant:small-caps;\">", "</span>"),
        MarkKind::Superscript => ("<sup>", "</sup>"),
        MarkKind::Subscript => ("<sub>", "</sub>"),
        MarkKind::NoCase => ("<span class=\"nocase\">", "</span>"),
        MarkKind::Math => ("$", "$"),
        MarkKind::Quote => ("“", "”"),
        MarkKind::Code | MarkKind::Underline | MarkKind::Strikeout => ("", ""),
    }
}

/// Hands the text over in stretches, tags and all.
pub(super) fn render(text: &Text<'_>, mut push: impl FnMut(&str)) {
    if text.marks().is_empty() {
        return push(text.plain());
    }
    for event in text.events() {
        push(match event {
            Event::Open(kind) => tags(kind).0,
            Event::Str(stretch) => stretch,
            Event::Close(kind) => tags(kind).1,
        });
    }
}
