//! The walk over an Anthology page.

use std::ops::Range;
use std::sync::Arc;

use super::FAMILY;
use super::build::{build_entry, build_paper, build_volume};
use super::context::{Context, Volume};
use super::forms::{Form, View};
use super::labels::{Block, Label, block, label};
use super::marks::{begins_tail, event_title, is_contents, is_furniture, is_name, is_note, is_owner, marker};
use super::venue::is_same;
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::{Lines, Walk, aside, fold, is_prose, report};

/// How many lines may stand above a block of labels.
const ABOVE_LABELS: usize = 8;

/// Where in a page the walk is, and what holds there.
#[derive(Clone, Default)]
pub(super) struct Anthology {
    part: Part,
    context: Arc<Context>,
    /// Whether the last record was an abstract alone, or there was none yet.
    titled: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Part {
    /// Above everything.
    #[default]
    Top,
    /// Below the owner's name.
    Notes,
    Papers,
    /// Below the papers.
    Tail,
}

pub(super) enum Item {
    Entry(Entry),
    Volume {
        volume: Arc<Volume>,
        year: Option<i64>,
        span: Range<usize>,
    },
    Paper(Paper),
    /// What belongs to the page and to no paper.
    Matter(Range<usize>),
    Ignored(Range<usize>),
    /// The page ends in a paper of which nothing is left.
    Cut(Range<usize>),
}

/// A paper in a list of papers: where its parts stand.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) span: Range<usize>,
    pub(super) form: Form,
    pub(super) text: Range<usize>,
    pub(super) context: Arc<Context>,
    /// It is a volume with its editors.
    pub(super) edited: bool,
    /// The page ends here.
    pub(super) last: bool,
}

/// The page of one paper.
pub(super) struct Paper {
    pub(super) span: Range<usize>,
    pub(super) title: Range<usize>,
    pub(super) people: Range<usize>,
    pub(super) text: Range<usize>,
    pub(super) values: Vec<(Label, Range<usize>)>,
    /// The page ends with its labels.
    pub(super) cut: bool,
}

impl Walk for Anthology {
    // A block of labels fits in.
    const LOOKAHEAD: usize = 72;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        match self.part {
            Part::Top => self.top(lines, items),
            Part::Notes => self.note(lines, items),
            Part::Papers => self.paper(lines, items),
            Part::Tail => self.tail(lines, items),
        }
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Entry(entry) => build_entry(entry, page, sink),
            Item::Volume { volume, year, span } => build_volume(volume, *year, span.clone(), sink),
            Item::Paper(paper) => build_paper(paper, page, sink),
            Item::Matter(at) => aside(sink, FAMILY, page, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
            Item::Cut(at) => report(sink, codes::RECORD_CUT, at.clone()),
        }
    }
}

impl Anthology {
    /// Finds out what page it is.
    fn top(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        if let Some(at) = labels_at(lines) {
            self.part = Part::Papers;
            return self.labelled(at, lines, items);
        }
        if is_furniture(line.text) {
            return lines.skip(1);
        }
        self.part = Part::Papers;
        if let Some((event, year)) = event_title(line.text)
            && is_event(lines, &self.context)
        {
            self.context =
                Arc::new(Context { event: Some(event.to_owned()), year: Some(year), ..Context::default() });
            return lines.skip(1);
        }
        let mut view = View::new(lines, &self.context);
        if view.begins_papers(0) || !is_owner(line.text) {
            return self.paper(lines, items);
        }
        self.context = Arc::new(Context { owner: Some(fold(line.text).into_owned()), ..Context::default() });
        self.part = Part::Notes;
        lines.skip(1);
        // A page of notes alone.
        let papers = |lines: &mut Lines<'_>, k: usize| {
            is_prose(lines.text(k)) || View::new(lines, &self.context).begins_papers_below_notes(k)
        };
        let below = (0..Self::LOOKAHEAD).find(|k| lines.ends_before(*k) || papers(lines, *k));
        if below.is_some_and(|k| lines.ends_before(k)) {
            items.push(Item::Ignored(line.span()));
        }
    }

    /// Takes notes on the owner until the papers begin.
    fn note(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        let mut view = View::new(lines, &self.context);
        let text = line.blanks > 0 && is_prose(line.text) && !is_note(line.text);
        if view.begins_papers_below_notes(0) || text {
            self.part = Part::Papers;
            return self.paper(lines, items);
        }
        let mut end = line.span().end;
        lines.skip(1);
        // A note may be wrapped.
        while lines.adjoins(0) && !View::new(lines, &self.context).begins_papers_below_notes(0) {
            end = lines.take().map_or(end, |line| line.span().end);
        }
        items.push(Item::Matter(line.start..end));
    }

    /// Takes a heading or a paper.
    fn paper(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        let mut view = View::new(lines, &self.context);
        if let Some(year) = view.year(0) {
            Arc::make_mut(&mut self.context).year = Some(year);
            lines.skip(1);
        } else if let Some(form) = view.form(0).filter(|form| !(form.cut && begins_tail(line.text))) {
            self.entry(form, lines, items);
        } else if begins_tail(line.text) {
            self.part = Part::Tail;
            self.tail(lines, items);
        } else if is_furniture(line.text) || (self.context.event.is_some() && is_contents(line.text)) {
            lines.skip(1);
        } else if self.context.event.is_some() && view.is_heading(0) {
            // A volume of which nothing stands below.
            if view.form(1).is_some_and(|form| form.heading) || lines.ends_before(1) {
                items.push(Item::Ignored(line.span()));
            }
            self.set_volume(line.text, "");
            lines.skip(1);
        } else {
            lines.skip(1);
            self.alone(line.text, line.span(), lines.ends_before(0), items);
        }
    }

    /// Takes a paper whose parts were found, and the abstract below them.
    fn entry(&mut self, form: Form, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(first) = lines.peek(0) else { return };
        let end = lines.peek(form.lines.saturating_sub(1)).map_or(first.start, |line| line.span().end);
        let texts: Vec<_> = (0..form.lines).filter_map(|k| lines.peek(k)).collect();
        let text_at = |place: &Range<usize>| {
            let line = texts.iter().find(|line| line.span().end == place.end)?;
            line.text.get(place.start - line.start..)
        };
        let title = text_at(&form.title).unwrap_or_default();
        let known = self.context.volume.as_ref().is_some_and(|volume| volume.title == title);
        let last = lines.ends_before(form.lines);
        let venue = text_at(&form.venue).unwrap_or_default();
        let edited = !title.is_empty() && (form.heading || known || is_same(title, venue, last));
        let editors = text_at(&form.people).unwrap_or_default();
        if edited && (self.context.event.is_some() || form.heading) && !known {
            self.set_volume(title, editors);
        }
        lines.skip(form.lines);
        let mut entry = Entry { span: first.start..end, form, edited, last, ..Entry::default() };
        if entry.form.title.is_empty() {
            if entry.form.cut {
                items.push(Item::Cut(entry.span));
            }
            return;
        }
        if edited && entry.form.people.is_empty() && entry.form.heading {
            return;
        }
        // Volumes have no abstract.
        if !edited
            && View::new(lines, &self.context).is_abstract(0)
            && let Some(line) = lines.take()
        {
            entry.text = line.span();
            entry.span.end = entry.text.end;
            entry.last = lines.ends_before(0);
        }
        self.titled = true;
        entry.context = Arc::clone(&self.context);
        items.push(Item::Entry(entry));
    }

    /// Takes a line that is part of nothing: an abstract that lost the rest of its paper,
    /// or a stray line.
    fn alone(&mut self, line: &str, span: Range<usize>, last: bool, items: &mut Vec<Item>) {
        let sentence = line.ends_with(['.', '。']) && line.contains(' ') || line.ends_with('。');
        let long = line.len() >= 120 || line.split_ascii_whitespace().nth(11).is_some();
        let text = is_prose(line) || long || sentence;
        let short = line.len() < 40;
        let mut entry =
            Entry { span: span.clone(), last, context: Arc::clone(&self.context), ..Entry::default() };
        if text || (!self.titled && (last || !short)) {
            self.titled = false;
            entry.text = span;
        } else if last {
            // A title is the first that is left of a paper when the page ends in it.
            entry.form = Form { title: span, cut: true, ..Form::default() };
        } else {
            return items.push(Item::Ignored(span));
        }
        items.push(Item::Entry(entry));
    }

    /// Skips what stands below the papers, unless papers come again.
    fn tail(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(first) = lines.peek(0) else { return };
        let mut end = first.start;
        for _ in 0..16 {
            let Some(line) = lines.peek(0) else { break };
            let mut view = View::new(lines, &self.context);
            let at = usize::from(view.year(0).is_some());
            let papers = view.form(at).is_some_and(|form| form.lines > 1 && !form.cut)
                || (at == 1 && lines.peek(1).is_some_and(|line| is_prose(line.text)));
            if papers {
                self.part = Part::Papers;
                break;
            }
            end = line.span().end;
            lines.skip(1);
        }
        if end > first.start {
            items.push(Item::Matter(first.start..end));
        } else {
            self.paper(lines, items);
        }
    }

    fn set_volume(&mut self, title: &str, editors: &str) {
        let volume = Volume {
            title: fold(title).into_owned(),
            editors: editors.to_owned(),
            separator: super::marks::BAR,
            labels: Vec::new(),
        };
        Arc::make_mut(&mut self.context).volume = Some(Arc::new(volume));
    }

    /// Takes the head of the page of a volume, or the page of a paper.
    fn labelled(&mut self, at: usize, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let block = block(lines, at);
        let of_paper = |label| matches!(label, Label::Bibkey | Label::Pages | Label::Volume);
        let of_paper = block.values.iter().any(|(label, _)| of_paper(*label));
        let text_label = (0..at).find(|k| lines.text(*k) == "Abstract");
        if of_paper || text_label.is_some() {
            self.paper_page(at, text_label, block, lines, items);
        } else {
            self.volume_page(at, &block, lines, items);
        }
    }

    fn volume_page(&mut self, at: usize, block: &Block, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let title = if at > 0 { lines.text(0) } else { "" };
        let mut volume = Volume { title: fold(title).into_owned(), separator: ", ", ..Volume::default() };
        for k in 1..at {
            let Some(line) = lines.peek(k) else { continue };
            let names = line.text.strip_suffix("(Editors)").or(line.text.strip_suffix("(Editor)"));
            match names.or(is_name(line.text.split(", ").next().unwrap_or_default()).then_some(line.text)) {
                Some(names) if volume.editors.is_empty() => volume.editors = names.trim().to_owned(),
                _ => items.push(Item::Ignored(line.span())),
            }
        }
        volume.labels = owned(&block.values, lines, at);
        let year = volume.get(Label::Year).and_then(super::marks::year_line);
        let start = lines.peek(0).map_or(0, |line| line.start);
        let end = lines.peek(block.end.saturating_sub(1)).map_or(start, |line| line.span().end);
        // The first entry may be the volume itself; if it is not, the head tells of it.
        let first = block.end + usize::from(marker(lines.text(block.end)).is_some_and(|m| m.rest > 0));
        let below = lines.text(first);
        let own = !title.is_empty() && below == title;
        let cut = !own && !below.is_empty() && lines.ends_before(first + 1) && title.starts_with(below);
        let volume = Arc::new(volume);
        lines.skip(if cut { first + 1 } else { block.end });
        if !own {
            items.push(Item::Volume { volume: Arc::clone(&volume), year, span: start..end });
        }
        self.context = Arc::new(Context { volume: Some(volume), year, ..Context::default() });
    }

    fn paper_page(
        &mut self,
        at: usize,
        text_label: Option<usize>,
        block: Block,
        lines: &mut Lines<'_>,
        items: &mut Vec<Item>,
    ) {
        let place = |lines: &mut Lines<'_>, k: usize| lines.peek(k).map_or(0..0, |line| line.span());
        let title = if at > 0 { place(lines, 0) } else { 0..0 };
        let text_from = text_label.map_or(at, |k| k + 1);
        let text_from = match text_label {
            None if at >= 2 && is_prose(lines.text(at - 1)) => at - 1,
            _ => text_from,
        };
        let text =
            if text_from < at { place(lines, text_from).start..place(lines, at - 1).end } else { 0..0 };
        let people = if text_label.unwrap_or(text_from) > 1 { place(lines, 1) } else { 0..0 };
        let start = lines.peek(0).map_or(0, |line| line.start);
        let end = lines.peek(block.end.saturating_sub(1)).map_or(start, |line| line.span().end);
        let cut = block.cut;
        items.push(Item::Paper(Paper { span: start..end, title, people, text, values: block.values, cut }));
        lines.skip(block.end);
        self.part = Part::Tail;
    }
}

/// The values of a block, independent of the lines.
fn owned(values: &[(Label, Range<usize>)], lines: &mut Lines<'_>, at: usize) -> Vec<(Label, String)> {
    let mut owned = Vec::with_capacity(values.len());
    let mut k = at;
    for (label, place) in values {
        while let Some(line) = lines.peek(k) {
            if line.span().end >= place.end {
                let value = line.text.get(place.start - line.start..).unwrap_or_default();
                owned.push((*label, fold(value).into_owned()));
                break;
            }
            k += 1;
        }
    }
    owned
}

/// Whether the title of an event is not that of a paper.
fn is_event(lines: &mut Lines<'_>, context: &Context) -> bool {
    let next = lines.text(1);
    is_furniture(next)
        || is_contents(next)
        || marker(next).is_some_and(|marker| marker.full)
        || View::new(lines, context).form(0).is_none()
}

/// The line of the Anthology ID on the page of a volume or a paper.
pub(super) fn labels_at(lines: &mut Lines<'_>) -> Option<usize> {
    let is_id = |line: &str| matches!(label(line), Some((Label::Id, _)));
    let of_paper = lines.text(2) == "Abstract" || lines.text(1) == "Abstract";
    let Some(at) = (0..=ABOVE_LABELS).find(|k| is_id(lines.text(*k))) else {
        // The page of a paper may end above its labels.
        let end = (3..=5).find(|k| lines.ends_before(*k));
        return end.filter(|_| of_paper).map(|end| end.min(4));
    };
    let editors = lines.text(1);
    let below_head = match at {
        0 | 1 => true,
        2 => editors.ends_with("(Editors)") || editors.ends_with("(Editor)") || is_name(editors),
        3 => is_prose(lines.text(2)),
        _ => false,
    };
    (below_head || of_paper).then_some(at)
}
