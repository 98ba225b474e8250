//! Marks and protected case, put back into formatted lines.
//!
//! To a style a title is plain text, which it may put into another case or into other
//! quotation marks. Where it comes out is found by its letters; there the marks go over it,
//! and what is protected is spelled as the record has it.

use super::line::{Line, Look};
use crate::record::{Mark, MarkKind, Text};

/// Puts the marks of texts back where they come out in a line.
pub(super) fn put_back(line: &mut Line, texts: &[Text<'_>]) {
    if texts.is_empty() {
        return;
    }
    let mut letters: Vec<(char, Look)> =
        line.runs.iter().flat_map(|run| run.text.chars().map(|c| (c, run.look.clone()))).collect();
    for text in texts {
        let plain: Vec<(usize, char)> = text.plain().char_indices().collect();
        let same = |window: &[(char, Look)]| {
            window.iter().zip(&plain).all(|((shown, _), (_, known))| is_same(*shown, *known))
        };
        let found = letters.windows(plain.len().max(1)).position(same);
        let Some(window) = found.and_then(|at| letters.get_mut(at..at + plain.len())) else { continue };
        for mark in text.marks() {
            let within = window.iter_mut().zip(&plain).filter(|(_, (at, _))| mark.range().contains(at));
            within.for_each(|(letter, (_, known))| apply(*mark, letter, *known));
        }
    }
    let mut marked = Line::default();
    let mut buffer = [0; 4];
    for (letter, look) in &letters {
        marked.push(letter.encode_utf8(&mut buffer), look);
    }
    *line = marked;
}

fn apply(mark: Mark, (letter, look): &mut (char, Look), known: char) {
    match mark.kind {
        // In italics, what is italic stands upright.
        MarkKind::Italic => look.italic = !look.italic,
        MarkKind::Bold => look.bold = true,
        MarkKind::SmallCaps => look.small_caps = true,
        MarkKind::Superscript => look.raised = true,
        MarkKind::Subscript => look.lowered = true,
        MarkKind::Underline => look.underlined = true,
        MarkKind::Strikeout => look.struck = true,
        MarkKind::Code => (look.code, *letter) = (true, known),
        MarkKind::Math => (look.math, *letter) = (true, known),
        MarkKind::NoCase => *letter = known,
        MarkKind::Quote => {}
    }
}

/// Whether two letters are one but for case and the form of quotation marks and blanks.
fn is_same(shown: char, known: char) -> bool {
    let quote = |c: char| matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '‚' | '«' | '»' | '‹' | '›');
    shown == known
        || shown.to_lowercase().eq(known.to_lowercase())
        || (quote(shown) && quote(known))
        || (shown.is_whitespace() && known.is_whitespace())
}
