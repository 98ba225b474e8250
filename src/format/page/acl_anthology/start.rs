//! Where an Anthology page starts, and whether a text is one.

use super::context::Context;
use super::forms::View;
use super::labels::{Label, label};
use super::marks::{
    BAR, begins_tail, event_title, is_furniture, is_name, is_note, is_owner, is_people, is_strong_venue,
    is_venue, marker, year_line,
};
use super::walk::labels_at;
use crate::format::Border;
use crate::format::page::{Lines, confirmed, is_closed, is_prose};

/// Whether a text is an Anthology page, or a part of one; told by its first lines, as
/// other pages may follow below.
pub(super) fn is_page(text: &str) -> bool {
    let mut lines = Lines::new(text, true);
    while is_furniture(lines.text(0)) && labels_at(&mut lines).is_none() {
        lines.skip(1);
    }
    let Some(first) = lines.peek(0) else { return false };
    if begins_at(&mut Lines::new(&text[first.start..], true)) || labels_at(&mut lines).is_some() {
        return true;
    }
    // The head of a table.
    if first.text.matches(',').count() > 3 && !first.text.contains(", ") {
        return false;
    }
    // A page whose owner is unusual or lost, or whose first lines are.
    let context = Context::default();
    for k in 0..8 {
        let line = lines.text(k);
        let mut view = View::new(&mut lines, &context);
        let year = view.year(k).is_some();
        if year || marker(line).is_some() || is_venue(line) {
            let at = k + usize::from(year);
            let entry = view.form(at).is_some_and(|form| !form.title.is_empty() && !form.people.is_empty());
            let marked = marker(lines.text(at)).is_some();
            return entry && (marked || is_venue(lines.text(at + 2)) || is_venue(line));
        }
        if let Some(form) = view.form(k) {
            return form.lines >= 4 || is_strong_venue(lines.text(k + 2));
        }
        let above = is_owner(line) || is_note(line) || (k == 0 && is_prose(line));
        if !above || line.contains(':') && !is_note(line) {
            return false;
        }
    }
    false
}

/// Whether a page begins at a line, for certain.
pub(super) fn begins(border: &Border<'_>) -> bool {
    let line = border.line;
    if line.is_empty() || line.len() > 300 {
        return false;
    }
    // Titles have a blank line below, events a year, people a name that looks like one.
    let spaced = matches!(border.below.as_bytes().get(line.len() + 1), None | Some(b'\n' | b' ' | b'\t'));
    let likely = spaced || line.ends_with(')') || is_name(line.trim());
    likely
        && (confirmed(border, begins_at) || is_closed(border.above) && confirmed(border, begins_below_closed))
        && !is_in_note(border.above)
        && !is_below_owner(border.above)
}

/// Whether a page begins at the first of these lines.
fn begins_at(lines: &mut Lines<'_>) -> bool {
    let line = lines.text(0);
    if event_title(line).is_some() {
        let next = lines.text(1);
        return matches!(next, "Volumes" | "up") || marker(next).is_some_and(|m| m.full);
    }
    begins_volume(line, lines) || begins_paper(line, lines) || (is_name(line) && begins_people(line, lines))
}

/// Whether a note on a page's owner may go on below this text: a list of names, wrapped,
/// can end in a line that looks like an owner.
pub(super) fn is_in_note(above: &str) -> bool {
    let mut paragraph = paragraph_above(above).map(|(line, _)| line).take(12).peekable();
    let listed = paragraph.peek().is_some_and(|line| line.ends_with(','));
    listed || paragraph.take_while(|line| is_note(line) || is_continued(line)).any(is_note)
}

/// Whether an owner stands shortly above: then the line is a note on them, even if it
/// looks like a name.
fn is_below_owner(above: &str) -> bool {
    let mut paragraph = paragraph_above(above).take(3);
    while let Some((line, before)) = paragraph.next().filter(|(line, _)| is_continued(line)) {
        if line.contains(' ') && is_name(line) && is_closed(before) {
            return true;
        }
    }
    false
}

/// The lines right above, from the last one up, each with what stands above it.
fn paragraph_above(above: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = above;
    std::iter::from_fn(move || {
        let text = rest.strip_suffix('\n').unwrap_or(rest);
        let start = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |at| at + 1);
        let line = text.get(start..)?.trim();
        rest = text.get(..start)?;
        (!line.is_empty()).then_some((line, rest))
    })
}

/// A title, the editors and the Anthology ID.
fn begins_volume(line: &str, lines: &mut Lines<'_>) -> bool {
    let is_id = |line| matches!(label(line), Some((Label::Id, _)));
    let editors = |line: &str| line.ends_with("(Editors)") || line.ends_with("(Editor)");
    if editors(line) || label(line).is_some() || lines.adjoins(1) {
        return false;
    }
    editors(lines.text(1)) && is_id(lines.text(2)) || is_venue(line) && is_id(lines.text(1))
}

/// A title, the authors and `Abstract`.
fn begins_paper(line: &str, lines: &mut Lines<'_>) -> bool {
    lines.text(2) == "Abstract"
        && !lines.adjoins(1)
        && !lines.adjoins(2)
        && lines.text(1).split(", ").all(is_name)
        && label(line).is_none()
}

/// An owner, notes, and a year or a paper.
fn begins_people(owner: &str, lines: &mut Lines<'_>) -> bool {
    let Some(line) = lines.peek(1) else { return false };
    if is_note(line.text) {
        return true;
    }
    let gap = line.blanks >= 2;
    let below = lines.peek(2);
    let context = Context { owner: Some(owner.to_owned()), ..Context::default() };
    let mut view = View::new(lines, &context);
    if view.year(1).is_some() {
        let Some(below) = below.filter(|_| !gap) else { return gap };
        let paper = view.form(2).filter(|form| !form.cut);
        let owns = paper.is_some_and(|form| owns(owner, view.people(&form)));
        return line.blanks == 0 && below.blanks == 0 && owns;
    }
    // Without a year: a marker, or a paper of the owner's.
    let Some(form) = view.form(1).filter(|form| !form.people.is_empty() && !form.cut) else { return false };
    let marked = marker(line.text).is_some();
    let people = view.people(&form);
    let owns = owns(owner, people);
    let placed = !form.venue.is_empty() && (is_people(people) || is_venue(lines.text(3)));
    (gap && (marked || placed || owns)) || (owns && form.lines >= 5 && line.blanks == 0)
}

/// Whether a page begins below a text that waits for nothing, though its owner is not
/// among the authors of the first paper, or notes stand below them.
fn begins_below_closed(lines: &mut Lines<'_>) -> bool {
    let owner = lines.text(0);
    if !is_name(owner) {
        return false;
    }
    if year_line(lines.text(1)).is_some() && lines.adjoins(1) && lines.adjoins(2) {
        let context = Context { owner: Some(owner.to_owned()), ..Context::default() };
        let form = View::new(lines, &context).form(2).filter(|form| form.lines > 3 && !form.cut);
        return form.is_some() || marker(lines.text(2)).is_some() || is_prose(lines.text(2));
    }
    begins_with_notes(lines)
}

/// Whether an owner stands there with notes that do not say that they are, two blank
/// lines, and a year or a marker.
fn begins_with_notes(lines: &mut Lines<'_>) -> bool {
    let Some(at) = (1..=4).find(|k| !lines.adjoins(*k)).filter(|at| *at > 1) else { return false };
    let spaced = lines.peek(at).is_some_and(|line| {
        line.blanks >= 2 && (year_line(line.text).is_some() || marker(line.text).is_some())
    });
    spaced && (1..at).all(|k| is_continued(lines.text(k)))
}

/// Whether the owner is among the people of a paper.
fn owns(owner: &str, people: &str) -> bool {
    people.split(BAR).any(|name| name == owner)
}

/// Whether a note may go on with the line.
fn is_continued(line: &str) -> bool {
    year_line(line).is_none()
        && marker(line).is_none()
        && !is_prose(line)
        && !is_people(line)
        && !is_venue(line)
        && !begins_tail(line)
        && !line.bytes().all(|b| b.is_ascii_digit())
        && line.len() <= 300
}
