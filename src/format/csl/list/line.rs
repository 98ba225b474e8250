//! A formatted line: stretches of text that look alike.

use hayagriva::citationberg::{Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{Elem, ElemChild, ElemChildren, Formatting};

/// How a stretch of text looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) italic: bool,
    pub(super) bold: bool,
    pub(super) small_caps: bool,
    pub(super) underlined: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    /// TeX mathematics.
    pub(super) math: bool,
    /// Where it leads to.
    pub(super) link: Option<String>,
}

/// A stretch of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) look: Look,
}

/// A formatted line, or several: a line break is one in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
}

impl Line {
    /// What `hayagriva` formatted.
    pub(super) fn of(children: &ElemChildren) -> Line {
        let mut line = Line::default();
        line.children(children);
        line
    }

    /// One of its elements.
    pub(super) fn of_child(child: &ElemChild) -> Line {
        let mut line = Line::default();
        line.child(child);
        line
    }

    /// Without what joining parts that may be missing leaves behind: two blanks in a row,
    /// a comma before a full stop or a parenthesis.
    pub(super) fn tidied(mut self) -> Line {
        let mut next = None;
        for run in self.runs.iter_mut().rev() {
            let mut kept: Vec<char> = Vec::with_capacity(run.text.len());
            for c in run.text.chars().rev() {
                let left = matches!((c, next), (' ', Some(' ')) | (',', Some('.' | ')' | ',')));
                if !left {
                    kept.push(c);
                    next = Some(c);
                }
            }
            run.text = kept.into_iter().rev().collect();
        }
        self.runs.retain(|run| !run.text.is_empty());
        self
    }

    /// Adds text, to the last run if it looks the same.
    pub(super) fn push(&mut self, text: &str, look: &Look) {
        match self.runs.last_mut() {
            Some(last) if last.look == *look => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.runs.push(Run { text: text.to_owned(), look: look.clone() }),
        }
    }

    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.push(&text.text, &look(text.formatting)),
            ElemChild::Elem(elem) => self.elem(elem),
            ElemChild::Markup(text) => self.push(text, &Look::default()),
            ElemChild::Link { text, url } => {
                // What a record gives for an address may be anything.
                let safe = ["https://", "http://", "ftp://"].iter().any(|scheme| url.starts_with(scheme));
                self.push(&text.text, &Look { link: safe.then(|| url.clone()), ..look(text.formatting) });
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    fn elem(&mut self, elem: &Elem) {
        let block = matches!(elem.display, Some(Display::Block | Display::Indent));
        if block && !self.runs.is_empty() {
            self.push("\n", &Look::default());
        }
        self.children(&elem.children);
    }
}

fn look(formatting: Formatting) -> Look {
    Look {
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        small_caps: formatting.font_variant == FontVariant::SmallCaps,
        underlined: formatting.text_decoration == TextDecoration::Underline,
        raised: formatting.vertical_align == VerticalAlign::Sup,
        lowered: formatting.vertical_align == VerticalAlign::Sub,
        ..Look::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_missing_parts_leave_behind_is_tidied() {
        let italic = Look { italic: true, ..Look::default() };
        let mut line = Line::default();
        for (text, look) in [
            ("Roe  (2026,). ", &Look::default()),
            (" Plums,", &italic),
            (",", &Look::default()),
            (".", &italic),
        ] {
            line.push(text, look);
        }
        let tidied: Vec<String> = line.tidied().runs.into_iter().map(|run| run.text).collect();
        assert_eq!(tidied, ["Roe (2026).", " Plums", "."]);
    }
}
