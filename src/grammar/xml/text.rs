//! What an element says: its text, with white space folded, for indentation means
//! nothing, and with marks where its elements are markup.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use crate::grammar::{entity, markup};
use crate::record::{Mark, MarkKind, Text};

use super::tree::{Element, Kind, Node};

/// Elements of running text that are none of it: footnotes, what a formula is called.
const SILENT: &[&str] = &["fn", "annotation", "annotation-xml"];

/// How many marks may stand over one place.
const DEEPEST: usize = 64;

impl<'a> Element<'_, 'a> {
    /// Its text, that of the elements in it included; white space is folded.
    pub fn text(self) -> Cow<'a, str> {
        self.plain(false)
    }

    /// The same, but the line breaks stay that are written as references (`&#xD;`).
    pub fn lines(self) -> Cow<'a, str> {
        self.plain(true)
    }

    fn plain(self, lines: bool) -> Cow<'a, str> {
        let mut texts = self.content().iter().filter(|node| node.kind != Kind::Element);
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let Some(second) = texts.next() else { return single(first, lines) };
        let mut folded = Folded::new(lines);
        for node in [first, second].into_iter().chain(texts) {
            folded.node(node);
        }
        Cow::Owned(folded.finish())
    }

    /// Its text with all white space, for fields in which places count.
    pub fn exact(self) -> Cow<'a, str> {
        let texts = self.content().iter().filter(|node| node.kind != Kind::Element);
        let mut texts =
            texts.map(|node| if node.kind == Kind::CData { node.raw.into() } else { decode(node.raw) });
        let first = texts.next().unwrap_or_default();
        texts.fold(first, |text, more| text + more)
    }

    /// Whether there is no text in it.
    pub fn is_blank(self) -> bool {
        let mut texts = self.content().iter().filter(|node| node.kind != Kind::Element);
        texts.all(|node| node.raw.trim_ascii().is_empty())
    }

    /// Its text with marks, where HTML, JATS and MathML have elements for them. Markup
    /// that stands in the text itself, escaped, is read as well.
    pub fn rich(self) -> Text<'a> {
        escaped(self.rich_by(false, known_marks))
    }

    /// The same, with a line for each paragraph.
    pub fn running(self) -> Text<'a> {
        escaped(self.rich_by(true, known_marks))
    }

    /// Its text with the marks that `marks` finds in the elements in it; with line breaks
    /// as in [`Element::lines`] if `lines` is set.
    pub fn rich_by(self, lines: bool, marks: impl Fn(Element<'_, 'a>, &mut dyn FnMut(MarkKind))) -> Text<'a> {
        if !self.content().iter().any(|node| node.kind == Kind::Element) {
            return Text::new(self.plain(lines));
        }
        let mut folded = Folded::new(lines);
        let mut done: Vec<Mark> = Vec::new();
        // Marks that begin at a node or are open: past their last node, their first byte.
        let mut raised: Vec<(usize, MarkKind)> = Vec::new();
        let mut open: Vec<(usize, usize, MarkKind)> = Vec::new();
        let mut silent = 0;
        for (at, element) in self.nodes_below() {
            while let Some((_, start, kind)) = open.pop_if(|(end, ..)| *end <= at) {
                done.push(Mark::new(start..folded.text.len(), kind));
            }
            let node = element.node();
            if at < silent {
                continue;
            }
            if node.kind != Kind::Element {
                folded.node(&node);
                continue;
            }
            let start = folded.text.len();
            marks(element, &mut |kind| {
                if open.len() < DEEPEST {
                    open.push((node.end, start, kind));
                }
            });
            if let Some((_, kind)) = raised.pop_if(|(raised, _)| *raised == at) {
                open.push((node.end, start, kind));
            }
            match node.name {
                "msub" | "msup" => {
                    let kind = if node.name == "msub" { MarkKind::Subscript } else { MarkKind::Superscript };
                    raised.extend(element.children().nth(1).map(|child| (child.place(), kind)));
                }
                "br" | "break" => folded.line(),
                // A title that says no more than where it stands is none.
                "title" if element.text().eq_ignore_ascii_case("abstract") => silent = node.end,
                "p" | "sec" | "title" if start > 0 => folded.paragraph(),
                name if SILENT.contains(&name) => silent = node.end,
                _ => {}
            }
        }
        done.extend(open.into_iter().rev().map(|(_, start, kind)| Mark::new(start..folded.text.len(), kind)));
        let plain = folded.finish();
        for mark in &mut done {
            *mark = Mark::new(mark.range().start..mark.range().end.min(plain.len()), mark.kind);
        }
        // Inner marks were closed first; of two over the same range the outer one comes first.
        done.reverse();
        Text::with_marks(plain, done)
    }
}

fn known_marks(element: Element<'_, '_>, mark: &mut dyn FnMut(MarkKind)) {
    markup::kind_of(element.name(), element.raw()).into_iter().for_each(mark);
}

/// Reads markup that stands in a text as such, `<i>` or `&amp;`.
pub fn escaped(text: Text<'_>) -> Text<'_> {
    if !text.marks().is_empty() || memchr3(b'<', b'&', b'$', text.plain().as_bytes()).is_none() {
        return text;
    }
    markup::parse(text.into_parts().0, false).0
}

/// The text of a node that stands alone: borrowed where it says what it means.
fn single<'a>(node: &Node<'a>, lines: bool) -> Cow<'a, str> {
    let raw = node.raw.trim_ascii();
    let plain = node.kind == Kind::CData || memchr(b'&', raw.as_bytes()).is_none();
    let odd =
        |pair: &[u8]| pair[0].is_ascii_whitespace() && (pair[0] != b' ' || pair[1].is_ascii_whitespace());
    if plain && !raw.as_bytes().windows(2).any(odd) {
        return Cow::Borrowed(raw);
    }
    let mut folded = Folded::new(lines);
    folded.node(node);
    Cow::Owned(folded.finish())
}

/// Decodes the references of a text.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    if memchr(b'&', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    for (stretch, c) in references(raw) {
        text.push_str(stretch);
        text.extend(c);
    }
    Cow::Owned(text)
}

/// The stretches of a text, and the references that follow them.
fn references(raw: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = memchr(b'&', text.as_bytes()) else {
            rest = None;
            return Some((text, None));
        };
        let (before, reference) = text.split_at(at);
        let (length, c) = entity::any(reference).unwrap_or((1, '&'));
        rest = reference.get(length..);
        Some((before, Some(c)))
    })
}

/// Text in the making.
struct Folded {
    text: String,
    /// Whether the line breaks that the source insists on are kept.
    lines: bool,
}

impl Folded {
    fn new(lines: bool) -> Self {
        Self { text: String::new(), lines }
    }

    fn push(&mut self, stretch: &str) {
        let mut rest = stretch;
        while let Some(at) = rest.bytes().position(|b| b.is_ascii_whitespace()) {
            let (word, gap) = rest.split_at(at);
            self.text.push_str(word);
            if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            rest = gap.trim_ascii_start();
        }
        self.text.push_str(rest);
    }

    fn line(&mut self) {
        if !self.lines {
            return self.push(" ");
        }
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A line break between paragraphs: one, however many end here.
    fn paragraph(&mut self) {
        self.text.truncate(self.text.trim_ascii_end().len());
        self.line();
    }

    fn node(&mut self, node: &Node<'_>) {
        if node.kind == Kind::CData {
            return self.push(node.raw);
        }
        for (stretch, c) in references(node.raw) {
            self.push(stretch);
            match c {
                Some('\r' | '\n') => self.line(),
                Some('\t') => self.push(" "),
                c => self.text.extend(c),
            }
        }
    }

    fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_ascii_end().len());
        self.text
    }
}
