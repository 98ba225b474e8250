//! Takes the lines of one paper.

use super::build::own_id;
use super::labels::{Label, is_button, is_furniture, label, labels_within};
use super::{Paper, head_of};
use crate::format::page::line::Line;
use crate::format::page::{Lines, is_prose};

/// How many lines a paper may take.
pub(super) const LOOKAHEAD: usize = 160;

/// Takes a paper whose head is the next line, or the part of it in which the line holds
/// another paper.
pub(super) fn take(lines: &mut Lines<'_>) -> Option<Paper> {
    let first = lines.peek(0)?;
    let head = head_of(first.text)?;
    let tail = first.text.len() - head.tail.len();
    let end = next_head(head.tail).map(|at| tail + at);
    let text = &first.text[..end.unwrap_or(first.text.len())];
    let mut paper = Paper {
        id: first.start + tail - head.id.len()..first.start + tail,
        tail: first.start + tail..first.start + text.len(),
        span: first.start..first.start + text.trim_end().len(),
        ..Paper::default()
    };
    let within = labels_within(&text[tail..]);
    if let Some((start, ..)) = within.first() {
        paper.tail.end = first.start + tail + start;
        paper.flattened(within, &text[tail..], first.start + tail);
    }
    if let Some(at) = end {
        lines.cut(at);
        return Some(paper);
    }
    let count = paper.below(lines);
    lines.skip(count);
    paper.last = lines.ends_before(0);
    Some(paper)
}

/// Whether the id of a paper stands at line `k`, above the day of its submission.
pub(super) fn is_dated(lines: &mut Lines<'_>, k: usize) -> bool {
    own_id(lines.text(k)).is_some() && lines.text(k + 1).starts_with("[Submitted on ")
}

/// Where behind the head of a paper another one begins.
fn next_head(line: &str) -> Option<usize> {
    memchr::memmem::find_iter(line.as_bytes(), " arXiv:").find_map(|at| {
        // [2] arXiv:…
        let number = line[..at].rfind(' ').map_or(0, |blank| blank + 1);
        let numbered = number > 0 && line[number..at].starts_with('[') && head_of(&line[number..]).is_some();
        let start = if numbered { number } else { at + 1 };
        let head = head_of(&line[start..])?;
        (head.tail.trim_start().starts_with(['[', '('])).then_some(start)
    })
}

impl Paper {
    /// Adds the parts that stand in one line.
    fn flattened(&mut self, within: Vec<(usize, Label, usize)>, text: &str, at: usize) {
        let ends = within.iter().skip(1).map(|(start, ..)| *start).chain([text.trim_end().len()]);
        let parts: Vec<_> =
            within.iter().zip(ends).map(|((_, label, start), end)| (*label, at + start..at + end)).collect();
        let has = |wanted| parts.iter().any(|(label, _)| *label == wanted);
        self.glued |= parts.len() > 1 && has(Label::Title) && !has(Label::Authors);
        self.parts.extend(parts);
    }

    /// Takes the lines below the head; gives how many.
    pub(super) fn below(&mut self, lines: &mut Lines<'_>) -> usize {
        let mut count = 1;
        let mut above = "";
        while let Some(line) = lines.peek(count) {
            let text = dressed(line);
            if head_of(text).is_some() || is_dated(lines, count) || !self.line(line, text, above) {
                break;
            }
            self.span.end = line.span().end;
            above = line.text;
            count += 1;
        }
        count
    }

    /// Adds a line; `false` when it does not belong to the paper.
    fn line(&mut self, line: Line<'_>, text: &str, above: &str) -> bool {
        let end = line.span().end;
        let start = end - text.len();
        if let Some((name, value)) = label(text) {
            let within = labels_within(text);
            if name == Label::Title && within.len() > 1 {
                self.flattened(within, text, start);
            } else {
                self.parts.push((name, start + value..end));
            }
            return true;
        }
        if is_button(text) {
            return true;
        }
        let Some((part, place)) = self.parts.last_mut() else {
            if is_class_line(text) {
                self.tail.end = end;
            } else {
                self.untitled = true;
                self.parts.push((Label::Title, start..end));
            }
            return true;
        };
        match part {
            // The title on the line below its label.
            Label::Title if place.start == place.end => *place = start..end,
            _ if is_furniture(text) => return false,
            Label::Title if self.untitled && line.blanks == 0 => place.end = end,
            Label::Title if !self.untitled && (!is_prose(text) || is_list(text)) => {
                self.parts.push((Label::Authors, start..end))
            }
            Label::Authors if line.blanks == 0 || above.ends_with(',') => {
                if is_prose(text) && !is_list(text) && !above.ends_with(',') {
                    self.parts.push((Label::Abstract, start..end));
                } else {
                    place.end = end;
                }
            }
            Label::Abstract => place.end = end,
            Label::Subjects | Label::Comments if is_prose(text) => {
                self.parts.push((Label::Abstract, start..end))
            }
            Label::Submitted if above.ends_with(['.', ']', ')']) => return false,
            _ if line.blanks == 0 && !above.ends_with(')') => place.end = end,
            _ => return false,
        }
        true
    }
}

/// A line without what some renderings put before the values of a list.
fn dressed<'a>(line: Line<'a>) -> &'a str {
    line.text.strip_prefix(": ").map_or(line.text, str::trim_start)
}

/// Whether a line is a list of names, however long.
fn is_list(line: &str) -> bool {
    let is_word = |word: &str| !word.starts_with(char::is_lowercase) || word.len() <= 3;
    line.contains(", ")
        && line.split(", ").all(|name| name.split(' ').count() <= 6 && name.split(' ').all(is_word))
}

/// Whether a line holds classes (`cs.CL cs.AI`), or a DOI.
fn is_class_line(line: &str) -> bool {
    line == "doi"
        || line.starts_with("10.")
        || line.starts_with('[')
        || line.split_ascii_whitespace().all(super::build::is_class)
}
