//! One element with all that is in it, as a flat list: children follow their parent, and
//! every element knows where its content ends. Nothing recurs, whatever the depth.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::Event;

use crate::diagnostic::{Diagnostic, codes};
use crate::grammar::{entity, markup};

use super::attribute;
use super::extent::local;

/// How many things in an element may be no XML before the rest of it is given up.
const FAULTS: usize = 64;

/// How far up the open elements an end tag is looked for.
const REACH: usize = 64;

/// An element and its content. It can be read into again and again.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    open: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    pub(super) kind: Kind,
    /// The local name of an element.
    pub(super) name: &'a str,
    /// Its attributes as they are written, or the text.
    pub(super) raw: &'a str,
    /// Where it stands, in bytes.
    pub(super) start: usize,
    /// Past the last node in it.
    pub(super) end: usize,
    /// Past its end tag, in bytes.
    past: usize,
}

const NOTHING: Node<'_> = Node { kind: Kind::Element, name: "", raw: "", start: 0, end: 0, past: 0 };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Element,
    /// Text with references.
    Text,
    /// Text to the letter.
    CData,
}

impl<'a> Tree<'a> {
    /// Reads the element that a part of a text holds, whatever is wrong with it, and says
    /// what is.
    pub(super) fn read(&mut self, text: &'a str, span: Range<usize>) -> Vec<Diagnostic> {
        self.nodes.clear();
        self.open.clear();
        let mut faults = Vec::new();
        let mut strays = 0;
        let mut at = span.start;
        while at < span.end && strays <= FAULTS {
            let Some(stray) = self.parse(text, at..span.end, &mut faults) else { break };
            // A `<` that begins no markup is text.
            self.text(text, stray..stray + 1, Kind::CData);
            if strays == 0 {
                faults.push(Diagnostic::new(codes::BROKEN_MARKUP, stray..stray + 1));
            }
            strays += 1;
            at = stray + 1;
        }
        let end = self.nodes.len();
        for open in self.open.drain(..) {
            if let Some(node) = self.nodes.get_mut(open) {
                node.end = end;
                node.past = span.end;
            }
        }
        faults
    }

    /// Reads on, up to a `<` that begins no markup, whose place it gives.
    fn parse(&mut self, text: &'a str, span: Range<usize>, faults: &mut Vec<Diagnostic>) -> Option<usize> {
        let base = span.start;
        let mut reader = Reader::from_str(text.get(span)?);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let place = |reader: &Reader<&[u8]>| base + usize::try_from(reader.buffer_position()).unwrap_or(0);
        loop {
            let start = place(&reader);
            let event = reader.read_event();
            let end = place(&reader);
            match event {
                Ok(event @ (Event::Start(_) | Event::Empty(_))) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    let tag = text.get(start + 1..end.saturating_sub(1 + usize::from(is_empty)))?;
                    let begins = tag.starts_with(|c: char| c.is_alphabetic() || c == '_');
                    if !begins || tag.contains('<') {
                        return Some(start);
                    }
                    self.element(tag, start, is_empty);
                }
                Ok(Event::End(tag)) => {
                    self.close(local(&tag), start..end, faults);
                    if self.open.is_empty() {
                        return None;
                    }
                }
                Ok(Event::Text(_)) => self.text(text, start..end, Kind::Text),
                Ok(Event::GeneralRef(_)) => {
                    if entity::any(text.get(start..end)?).is_none() {
                        let detail = text.get(start..end)?.to_owned();
                        faults.push(Diagnostic::new(codes::UNKNOWN_ENTITY, start..end).detail(detail));
                    }
                    self.text(text, start..end, Kind::Text);
                }
                Ok(Event::CData(_)) => self.text(text, start + 9..end.saturating_sub(3), Kind::CData),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Ok(Event::Eof) => return None,
                // The reader goes on behind it.
                Err(Error::IllFormed(_)) if end > start => {}
                Err(_) => return Some(start),
            }
        }
    }

    fn element(&mut self, tag: &'a str, start: usize, is_empty: bool) {
        let name_end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let (name, raw) = tag.split_at(name_end);
        let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
        let at = self.nodes.len();
        let past = start + tag.len() + 2 + usize::from(is_empty);
        self.nodes.push(Node { kind: Kind::Element, name, raw: raw.trim_ascii(), start, end: at + 1, past });
        if !is_empty {
            self.open.push(at);
        }
    }

    /// Closes the innermost open element of that name, and what is open in it.
    fn close(&mut self, name: &str, span: Range<usize>, faults: &mut Vec<Diagnostic>) {
        let is = |at: &usize| self.nodes.get(*at).is_some_and(|node| node.name == name);
        let found = self.open.iter().rev().take(REACH).position(is);
        if found != Some(0) && faults.len() < FAULTS {
            let innermost = self.open.last().and_then(|at| self.nodes.get(*at)).map_or("", |node| node.name);
            let detail = match found {
                Some(_) => format!("</{innermost}> is missing"),
                None => format!("</{name}> closes nothing"),
            };
            faults.push(Diagnostic::new(codes::BROKEN_MARKUP, span.clone()).detail(detail));
        }
        let end = self.nodes.len();
        let levels = found.map_or(0, |up| up + 1);
        for level in 1..=levels {
            if let Some(node) = self.open.pop().and_then(|open| self.nodes.get_mut(open)) {
                node.end = end;
                node.past = if level == levels { span.end } else { span.start };
            }
        }
    }

    /// Adds text; what continues the text before it is one with it.
    fn text(&mut self, text: &'a str, span: Range<usize>, kind: Kind) {
        if self.open.is_empty() || span.is_empty() {
            return;
        }
        let end = self.nodes.len() + 1;
        if let Some(last) = self.nodes.last_mut()
            && last.kind == kind
            && kind == Kind::Text
            && last.start + last.raw.len() == span.start
        {
            last.raw = text.get(last.start..span.end).unwrap_or(last.raw);
        } else if let Some(raw) = text.get(span.clone()) {
            self.nodes.push(Node { kind, name: "", raw, start: span.start, end, past: span.end });
        }
    }

    /// The element, unless nothing was read.
    pub fn root(&self) -> Option<Element<'_, 'a>> {
        self.nodes.first().filter(|node| node.kind == Kind::Element)?;
        Some(Element { nodes: &self.nodes, at: 0 })
    }
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Element<'t, 'a> {
    nodes: &'t [Node<'a>],
    at: usize,
}

impl<'t, 'a> Element<'t, 'a> {
    pub(super) fn node(self) -> Node<'a> {
        // Elements are made of places of nodes only.
        self.nodes.get(self.at).copied().unwrap_or(NOTHING)
    }

    /// Its place among the nodes.
    pub(super) fn place(self) -> usize {
        self.at
    }

    /// Its attributes as they are written.
    pub(super) fn raw(self) -> &'a str {
        self.node().raw
    }

    /// The nodes in the element with their places, texts among them.
    pub(super) fn nodes_below(self) -> impl Iterator<Item = (usize, Element<'t, 'a>)> {
        (self.at + 1..self.node().end).map(move |at| (at, Element { nodes: self.nodes, at }))
    }

    /// The nodes in the element, in order.
    pub(super) fn content(self) -> &'t [Node<'a>] {
        self.nodes.get(self.at + 1..self.node().end).unwrap_or_default()
    }

    /// Its name without prefix.
    pub fn name(self) -> &'a str {
        self.node().name
    }

    /// Where it stands, in bytes.
    pub fn span(self) -> Range<usize> {
        let node = self.node();
        node.start..node.past
    }

    /// The value of an attribute, by its name without prefix.
    pub fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        attribute::value(self.node().raw, name)
    }

    /// All attributes: names without prefix, and values.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        attribute::all(self.node().raw)
    }

    /// Whether an attribute has this value, in any case.
    pub fn is(self, name: &str, value: &str) -> bool {
        self.attribute(name).is_some_and(|found| found.trim().eq_ignore_ascii_case(value))
    }

    /// The elements right below.
    pub fn children(self) -> Children<'t, 'a> {
        Children { nodes: self.nodes, at: self.at + 1, end: self.node().end }
    }

    /// Those of them with this name.
    pub fn all(self, name: &str) -> impl Iterator<Item = Element<'t, 'a>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first of them.
    pub fn child(self, name: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|child| child.name() == name)
    }

    /// The first element that is reached by these names, one below the other.
    pub fn find(self, path: &[&str]) -> Option<Element<'t, 'a>> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Whether text stands right below it, marked or not.
    pub(super) fn has_text(self) -> bool {
        let (mut at, end) = (self.at + 1, self.node().end);
        while at < end {
            let Some(node) = self.nodes.get(at) else { break };
            let is_text = match node.kind {
                Kind::Element => node.name == "style" || markup::kind_of(node.name, node.raw).is_some(),
                Kind::Text | Kind::CData => !node.raw.trim_ascii().is_empty(),
            };
            if is_text {
                return true;
            }
            at = node.end.max(at + 1);
        }
        false
    }

    /// Shows the outermost elements in it that have text right below them, each behind the
    /// element that it stands in; not those of which `skip` is true, nor what is in them.
    pub fn texts(
        self,
        skip: impl Fn(Element<'t, 'a>, Element<'t, 'a>) -> bool,
        mut show: impl FnMut(Element<'t, 'a>, Element<'t, 'a>),
    ) {
        let mut open = vec![self];
        let (mut at, end) = (self.at + 1, self.node().end);
        while at < end {
            let element = Element { nodes: self.nodes, at };
            let node = element.node();
            while open.pop_if(|open| open.node().end <= at).is_some() {}
            let within = open.last().copied().unwrap_or(self);
            let shown = node.kind == Kind::Element && !skip(within, element) && {
                let has_text = element.has_text();
                if has_text {
                    show(within, element);
                }
                !has_text
            };
            if shown {
                open.push(element);
                at += 1;
            } else {
                at = node.end.max(at + 1);
            }
        }
    }

    /// All elements in it, at any depth, with this name.
    pub fn descendants(self, name: &str) -> impl Iterator<Item = Element<'t, 'a>> {
        let nodes = self.nodes;
        (self.at + 1..self.node().end)
            .map(move |at| Element { nodes, at })
            .filter(move |element| element.node().kind == Kind::Element && element.name() == name)
    }
}

/// The elements right below another.
#[derive(Clone, Debug)]
pub struct Children<'t, 'a> {
    nodes: &'t [Node<'a>],
    at: usize,
    end: usize,
}

impl<'t, 'a> Iterator for Children<'t, 'a> {
    type Item = Element<'t, 'a>;

    fn next(&mut self) -> Option<Element<'t, 'a>> {
        while self.at < self.end {
            let at = self.at;
            let node = self.nodes.get(at)?;
            self.at = node.end.max(at + 1);
            if node.kind == Kind::Element {
                return Some(Element { nodes: self.nodes, at });
            }
        }
        None
    }
}
