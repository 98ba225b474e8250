//! The shapes in which a paper stands on an Anthology page, told by a few lines.
//!
//! ```text
//! marked    marker NL title NL authors NL [ venue NL ]
//! doubled   title NL authors NL venue NL authors NL venue NL
//! event     title NL authors NL authors NL          volume NL volume NL editors NL editors NL
//! unmarked  title NL authors NL [ venue NL ]
//! ```
//!
//! They may mix in one page. Where two shapes fit, the one that repeats lines is right.

use std::ops::Range;

use super::context::Context;
use super::marks::{
    begins_tail, is_contents, is_furniture, is_name, is_people, is_strong_venue, is_venue, marker, year_line,
};
use crate::format::page::{Lines, is_prose};

/// Where the parts of a paper stand but for its abstract; an empty place is that of a
/// lost part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) title: Range<usize>,
    pub(super) people: Range<usize>,
    pub(super) venue: Range<usize>,
    /// How many lines it takes.
    pub(super) lines: usize,
    /// The page ends in the middle of it.
    pub(super) cut: bool,
    /// It is the heading of a volume, or that volume's own entry.
    pub(super) heading: bool,
}

/// A look at the lines from one of them on.
pub(super) struct View<'v, 'a> {
    lines: &'v mut Lines<'a>,
    context: &'v Context,
}

impl<'v, 'a> View<'v, 'a> {
    pub(super) fn new(lines: &'v mut Lines<'a>, context: &'v Context) -> Self {
        Self { lines, context }
    }

    fn text(&mut self, k: usize) -> &'a str {
        self.lines.text(k)
    }

    fn place(&mut self, k: usize) -> Range<usize> {
        self.lines.peek(k).map_or(0..0, |line| line.span())
    }

    /// Whether two lines are there and the same.
    fn same(&mut self, j: usize, k: usize) -> bool {
        let line = self.text(j);
        !line.is_empty() && line == self.text(k)
    }

    /// Whether the page ends with line `k`, and that begins like line `j`.
    fn cut_from(&mut self, k: usize, j: usize) -> bool {
        let line = self.text(k);
        !line.is_empty() && self.lines.ends_before(k + 1) && self.text(j).starts_with(line)
    }

    /// The people of a form.
    pub(super) fn people(&mut self, form: &Form) -> &'a str {
        let end = form.people.end;
        let mut lines = (0..16).map_while(|k| self.lines.peek(k));
        lines.find(|line| line.span().end == end).map_or("", |line| line.text)
    }

    fn is_owner(&mut self, k: usize) -> bool {
        self.context.owner.as_deref().is_some_and(|owner| owner == self.text(k))
    }

    /// The paper that begins at line `k`, if one does.
    pub(super) fn form(&mut self, k: usize) -> Option<Form> {
        let line = self.text(k);
        if line.is_empty() {
            return None;
        }
        if let Some(form) = self.marked(k).or_else(|| self.doubled(k)) {
            return Some(form);
        }
        if self.context.event.is_some()
            && let Some(form) = self.in_event(k)
        {
            return Some(form);
        }
        // Lines that repeat belong together.
        let repeats_below = self.repeats(k + 1)
            || self.repeats(k + 2)
            || self.context.event.is_some() && self.same(k + 2, k + 3);
        if line.len() > 400 || repeats_below || is_furniture(self.text(k + 1)) {
            return None;
        }
        self.unmarked(k).or_else(|| self.cut_below_title(k))
    }

    /// Whether a year stands at line `k` as a heading, not as a title.
    pub(super) fn year(&mut self, k: usize) -> Option<i64> {
        let year = year_line(self.text(k))?;
        let title = self.context.event.is_some() && self.in_event(k).is_some() || self.is_year_a_title(k);
        (!title && (!self.repeats(k) || self.repeats(k + 1))).then_some(year)
    }

    fn is_year_a_title(&mut self, k: usize) -> bool {
        let placed = self.context.volume.is_some() || is_venue(self.text(k + 2));
        placed && !self.repeats(k + 1) && self.unmarked(k).is_some()
    }

    /// Whether line `k` begins something else than an abstract.
    pub(super) fn is_break(&mut self, k: usize) -> bool {
        let line = self.text(k);
        if line.len() > 300 {
            return false;
        }
        let event = self.context.event.is_some();
        marker(line).is_some()
            || self.year(k).is_some()
            || begins_tail(line)
            || is_furniture(line)
            || (event && (is_contents(line) || self.is_heading(k)))
    }

    /// Whether line `k` names the volume of an event in which the papers below are.
    pub(super) fn is_heading(&mut self, k: usize) -> bool {
        let line = self.text(k);
        is_venue(line) && !is_prose(line) && !is_people(line)
    }

    /// Whether a heading or a paper begins at line `k`.
    pub(super) fn begins_papers(&mut self, k: usize) -> bool {
        self.is_break(k) || self.form(k).is_some()
    }

    /// The same where notes may stand: the end of the page cuts no paper there.
    pub(super) fn begins_papers_below_notes(&mut self, k: usize) -> bool {
        self.is_break(k) || self.form(k).is_some_and(|form| form.lines > 2 || !form.cut)
    }

    /// Whether line `k` may be an abstract.
    pub(super) fn is_abstract(&mut self, k: usize) -> bool {
        !self.text(k).is_empty() && !self.begins_papers(k)
    }

    /// Whether authors and venue repeat below line `k`: `T A V A V`.
    ///
    /// An edited volume is `T E T E T`, and then the line before it seems to have T for
    /// its authors and E for its venue.
    fn repeats(&mut self, k: usize) -> bool {
        self.same(k + 1, k + 3) && self.same(k + 2, k + 4) && !self.is_volume_below(k)
    }

    /// Whether an edited volume begins below line `k`, all of which repeats.
    fn is_volume_below(&mut self, k: usize) -> bool {
        let (title, editors) = (self.text(k + 1), self.text(k + 2));
        if self.same(k, k + 2) && is_venue(self.text(k)) {
            return false;
        }
        let whole = self.same(k + 3, k + 5);
        let seems = is_strong_venue(title) && !is_people(title) && !is_venue(editors);
        whole || (seems && (self.text(k + 5).is_empty() || self.cut_from(k + 5, k + 1)))
    }

    fn doubled(&mut self, k: usize) -> Option<Form> {
        if self.repeats(k) {
            return Some(self.made_of(k, k + 1, k + 2, 5, false));
        }
        // The page may end in the repetition.
        let in_venue = self.same(k + 1, k + 3) && self.cut_from(k + 4, k + 2);
        let in_people = self.cut_from(k + 3, k + 1);
        if !(in_venue || in_people) || self.is_volume_below(k) {
            return None;
        }
        let likely = is_people(self.text(k + 1)) || is_venue(self.text(k + 2)) || self.is_owner(k + 1);
        likely.then(|| self.made_of(k, k + 1, k + 2, if in_venue { 5 } else { 4 }, true))
    }

    fn made_of(&mut self, title: usize, people: usize, venue: usize, lines: usize, cut: bool) -> Form {
        let (title, people, venue) = (self.place(title), self.place(people), self.place(venue));
        Form { title, people, venue, lines, cut, heading: false }
    }

    fn in_event(&mut self, k: usize) -> Option<Form> {
        let (title, next) = (self.text(k), self.text(k + 1));
        if title == next {
            let editors = self.same(k + 2, k + 3) || self.cut_from(k + 3, k + 2);
            let volume = self.is_heading(k) || (editors && !is_prose(title));
            let people = if editors { self.place(k + 2) } else { 0..0 };
            let lines = if editors { 4 } else { 2 };
            let form = Form { title: self.place(k), people, lines, heading: true, ..Form::default() };
            return volume.then_some(form);
        }
        // The lines that repeat may be the title of a volume, below an abstract.
        let volume_below = is_venue(next) && !is_people(next);
        if volume_below
            || is_prose(next) && !is_people(next)
            || !(self.same(k + 1, k + 2) || self.cut_from(k + 2, k + 1))
        {
            return None;
        }
        let known = self.context.volume.as_ref().is_some_and(|volume| volume.title == title);
        let heading = known || is_strong_venue(title);
        Some(Form { title: self.place(k), people: self.place(k + 1), lines: 3, heading, ..Form::default() })
    }

    fn marked(&mut self, k: usize) -> Option<Form> {
        let line = self.lines.peek(k)?;
        let marker = marker(line.text)?;
        let mut form = Form { heading: marker.full, ..Form::default() };
        let mut at = k + 1;
        if marker.rest < line.text.len() {
            form.title = line.start + marker.rest..line.span().end;
        } else if self.is_titled(at) {
            form.title = self.place(at);
            at += 1;
        }
        if form.title.is_empty() {
            return Some(Form { lines: 1, cut: self.lines.ends_before(at), ..form });
        }
        let end = self.below_title(at, &mut form);
        form.cut = self.is_cut(end, &form);
        form.lines = end - k;
        Some(form)
    }

    /// Whether the page ends before line `end`, which the form still lacks.
    fn is_cut(&mut self, end: usize, form: &Form) -> bool {
        let venue_is_known = self.context.volume.is_some() || form.heading;
        self.lines.ends_before(end) && (form.people.is_empty() || (form.venue.is_empty() && !venue_is_known))
    }

    /// Whether line `k`, below a marker, is a title; even a year may be one.
    fn is_titled(&mut self, k: usize) -> bool {
        let line = self.text(k);
        if line.is_empty() || marker(line).is_some() {
            return false;
        }
        let doubtful = year_line(line).is_some() || begins_tail(line);
        let people = self.text(k + 1);
        let in_volume = self.context.volume.is_some() && is_name(people);
        let below = is_people(people) || self.is_owner(k + 1) || in_volume || is_venue(self.text(k + 2));
        !doubtful || (self.lines.adjoins(k + 1) && !is_prose(people) && below)
    }

    /// Finds authors and venue from line `a` on, below a title; gives the line behind them.
    fn below_title(&mut self, a: usize, form: &mut Form) -> usize {
        let twice = self.same(a, a + 2) && self.same(a + 1, a + 3);
        if twice || (self.same(a, a + 2) && self.cut_from(a + 3, a + 1)) {
            (form.people, form.venue) = (self.place(a), self.place(a + 1));
            return a + 4;
        }
        let line = self.text(a);
        let again = self.same(a, a + 1) || self.cut_from(a + 1, a);
        let sure = is_people(line) || (again && self.lines.adjoins(a));
        if !sure {
            if !self.lines.adjoins(a) || form.heading || is_prose(line) {
                return a;
            }
            if is_strong_venue(line) || (self.is_break(a) && !self.is_owner(a)) {
                return self.venue(a, form);
            }
        }
        form.people = self.place(a);
        self.venue(if again { a + 2 } else { a + 1 }, form)
    }

    /// Takes line `v` as the venue if it is one; gives the line behind it.
    fn venue(&mut self, v: usize, form: &mut Form) -> usize {
        let line = self.text(v);
        let known = self.context.volume.is_some();
        let wanted = if known { is_strong_venue(line) } else { is_venue(line) || !is_prose(line) };
        let breaks = !is_venue(line) && self.is_break(v);
        if line.is_empty() || !self.lines.adjoins(v) || !wanted || breaks {
            return v;
        }
        form.venue = self.place(v);
        v + 1
    }

    /// A title and the beginning of its authors, in which the page ends.
    fn cut_below_title(&mut self, k: usize) -> Option<Form> {
        let (title, people) = (self.text(k), self.text(k + 1));
        let fits = self.lines.ends_before(k + 2)
            && self.lines.adjoins(k + 1)
            && !is_prose(title)
            && !is_prose(people)
            && people.len() < 60
            && people.split_whitespace().count() <= 5;
        let form =
            Form { title: self.place(k), people: self.place(k + 1), lines: 2, cut: true, ..Form::default() };
        fits.then_some(form)
    }

    /// Title, authors and venue without any mark: the bars between the authors tell it,
    /// or the owner's own name, or the venue.
    fn unmarked(&mut self, k: usize) -> Option<Form> {
        if !self.lines.adjoins(k + 1) || self.same(k, k + 1) {
            return None;
        }
        let (people, venue) = (self.text(k + 1), self.text(k + 2));
        let venue = if self.lines.adjoins(k + 2) { venue } else { "" };
        let bars = is_people(people)
            && (!is_people(venue) || is_venue(venue))
            && !(self.lines.ends_before(k + 2) && is_prose(self.text(k)));
        let volume = self.same(k, k + 2) && is_venue(venue);
        let alone = self.is_owner(k + 1) && venue.len() > 4 && !is_prose(venue)
            || is_strong_venue(venue) && is_name(people);
        let at_end = self.lines.ends_before(k + 2);
        let in_volume = self.context.volume.is_some()
            && self.context.event.is_none()
            && venue.is_empty()
            && is_name(people)
            && !(at_end && self.text(k).contains(". "));
        if !(bars || volume || alone || in_volume) {
            return None;
        }
        let mut form = Form { title: self.place(k), people: self.place(k + 1), ..Form::default() };
        let end = self.venue(k + 2, &mut form);
        form.cut = self.is_cut(end, &form);
        form.lines = end - k;
        Some(form)
    }
}
