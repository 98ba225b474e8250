//! The first look at a file: strings, and the entries that others refer to.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use memchr::{memchr2_iter, memchr3, memmem};

use super::super::Dialect;
use super::super::fields::{Slot, by_name};
use super::scan::{Extent, Step, Walk, starts};
use super::strings::Strings;
use super::syntax::{self, Entry};
use super::{Pieces, Shared};
use crate::format::{Splitter, Survey};
use crate::record::Kind;

/// An entry that others refer to.
#[derive(Debug)]
pub(super) struct Parent {
    /// The entry type, in lower case.
    pub kind: String,
    /// The key as it is spelled.
    pub key: String,
    /// Names in lower case, and values with their strings put in.
    pub fields: Vec<(String, String)>,
}

impl Parent {
    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The entries that others refer to, by key.
#[derive(Debug, Default)]
pub(super) struct Parents(HashMap<String, Vec<Parent>>);

impl Parents {
    /// The first entry of that key; keys that differ in case alone do for each other, as
    /// they do in BibTeX.
    pub(super) fn get(&self, key: &str) -> Option<&Parent> {
        let found = self.0.get(&key.to_lowercase())?;
        found.iter().find(|parent| parent.key == key).or_else(|| found.first())
    }
}

/// The survey: a look for strings and references, and a second one for what they refer to.
pub(super) struct Look {
    dialect: Dialect,
    strings: Strings,
    /// Keys that are referred to, in lower case.
    wanted: HashSet<String>,
    parents: Parents,
    walk: Walk,
    /// How much of the file was taken.
    taken: usize,
    second: bool,
}

impl Look {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            strings: Strings::default(),
            wanted: HashSet::new(),
            parents: Parents::default(),
            walk: Walk::default(),
            taken: 0,
            second: false,
        }
    }

    fn look(&mut self, text: &str, extent: &Extent) {
        let kind = extent.kind(text);
        if kind.eq_ignore_ascii_case("comment") || kind.eq_ignore_ascii_case("preamble") {
            return;
        }
        if kind.eq_ignore_ascii_case("string") {
            if !self.second
                && let (Some(field), _) = syntax::string(text, extent)
            {
                self.strings.define(field.name, self.taken + extent.at, &field.spelling());
            }
        } else if self.second {
            self.keep(text, extent);
        } else {
            let entry = syntax::entry(text, extent);
            for field in &entry.fields {
                let slot = by_name(field.name, Kind::Document).map(|row| row.slot);
                if matches!(slot, Some(Slot::Crossref | Slot::Xdata)) {
                    let (value, _) = self.strings.expand(field, usize::MAX);
                    self.wanted.extend(keys(&value).map(str::to_lowercase));
                }
            }
        }
    }

    /// What is looked for in a text.
    fn places(&self, text: &str) -> Places {
        let mut places = Places {
            sought: if self.second { aliases(text) } else { references(text) },
            ..Places::default()
        };
        for start in starts(text) {
            places.comments |= start.is_comment(text);
            if start.begins_line(text) {
                places.lines.push(start.at);
            }
            let sought = if self.second {
                self.is_wanted(key(text, start.open))
            } else {
                text[start.name.0..start.name.1].eq_ignore_ascii_case("string")
            };
            if sought {
                places.sought.push(start.at);
            }
        }
        places.sought.sort_unstable();
        places
    }

    /// Keeps an entry that is referred to by its key, or by another of its keys.
    fn keep(&mut self, text: &str, extent: &Extent) {
        let entry = syntax::entry(text, extent);
        let mut names = vec![entry.key.to_owned()];
        let ids = entry.fields.iter().find(|field| field.name.eq_ignore_ascii_case("ids"));
        names.extend(ids.iter().flat_map(|field| keys(field.content().0)).map(str::to_owned));
        names.retain(|name| self.is_wanted(name));
        for name in names {
            let parent = self.parent(&entry, name, self.taken + extent.at);
            self.parents.0.entry(parent.key.to_lowercase()).or_default().push(parent);
        }
    }

    fn is_wanted(&self, key: &str) -> bool {
        self.wanted.contains(&key.to_lowercase())
    }

    fn parent(&self, entry: &Entry<'_>, key: String, at: usize) -> Parent {
        let value = |field| self.strings.expand(field, at).0.into_owned();
        let mut fields: Vec<(String, String)> = Vec::with_capacity(entry.fields.len());
        fields.extend(entry.fields.iter().map(|field| (field.name.to_lowercase(), value(field))));
        Parent { kind: entry.kind.to_lowercase(), key, fields }
    }
}

impl Survey for Look {
    fn feed(&mut self, text: &str, at_end: bool) -> usize {
        let places = self.places(text);
        let mut sought = places.sought.iter().peekable();
        let mut from = 0;
        loop {
            from = from.max(places.before(sought.peek().copied()));
            if places.can_skip() && sought.peek().is_none() {
                // The last entry that begins may go on in what comes.
                break;
            }
            let Step::Entry(extent) = self.walk.next(text, from, at_end) else { break };
            while sought.next_if(|place| **place < extent.at).is_some() {}
            if sought.peek().is_some_and(|place| **place < extent.end) {
                self.look(text, &extent);
            }
            from = extent.end;
            while sought.next_if(|place| **place < from).is_some() {}
        }
        let taken = if at_end { text.len() } else { from };
        self.walk.shift(taken);
        self.taken += taken;
        taken
    }

    fn again(&mut self) -> bool {
        if self.second {
            return false;
        }
        self.strings.resolve();
        self.second = true;
        self.taken = 0;
        self.walk = Walk::default();
        !self.wanted.is_empty()
    }

    fn finish(mut self: Box<Self>) -> Box<dyn Splitter> {
        if !self.second {
            self.strings.resolve();
        }
        let shared = Shared { dialect: self.dialect, strings: self.strings, parents: self.parents };
        Box::new(Pieces::new(Arc::new(shared)))
    }
}

/// Where a text is to be looked at.
#[derive(Default)]
struct Places {
    /// What makes an entry worth reading, in order.
    sought: Vec<usize>,
    /// Where entries begin that begin a line, in order.
    lines: Vec<usize>,
    /// Whether there are comments, which may hold such lines.
    comments: bool,
}

impl Places {
    /// Whether the walk may go from line to line, and leave out what is not looked for.
    fn can_skip(&self) -> bool {
        !self.comments && !self.lines.is_empty()
    }

    /// The last entry that begins a line up to this place, or up to the end.
    fn before(&self, place: Option<&usize>) -> usize {
        if !self.can_skip() {
            return 0;
        }
        let lines = place.map_or(self.lines.len(), |place| self.lines.partition_point(|line| line <= place));
        lines.checked_sub(1).and_then(|last| self.lines.get(last)).copied().unwrap_or(0)
    }
}

/// The keys of a list.
pub(super) fn keys(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|key| !key.is_empty())
}

/// Where names of fields stand that refer to other entries, in any case. What is sought of
/// them is what is rarest in other words.
fn references(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is = |at: &usize, name: &[u8]| {
        bytes.get(*at..at + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    let pairs = ["sr", "SR", "sR", "Sr"].into_iter().flat_map(|pair| memmem::find_iter(bytes, pair));
    let crossref = pairs.filter_map(|at| at.checked_sub("cros".len())).filter(|at| is(at, b"crossref"));
    let xdata = memchr2_iter(b'x', b'X', bytes).filter(|at| is(at, b"xdata"));
    crossref.chain(xdata).collect()
}

/// Where fields stand that name other keys of their entry.
fn aliases(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_field = |at: &usize| {
        let before = bytes[..*at].last();
        before.is_none_or(|b| b.is_ascii_whitespace() || *b == b',')
            && bytes[at + 3..].trim_ascii_start().starts_with(b"=")
    };
    let names = ["ids", "IDS", "Ids"].into_iter().flat_map(|name| memmem::find_iter(bytes, name));
    names.filter(is_field).collect()
}

/// The key of the entry that opens here.
fn key(text: &str, open: usize) -> &str {
    let rest = &text[open + 1..];
    let close = if text.as_bytes()[open] == b'(' { b')' } else { b'}' };
    let end = memchr3(b',', b'=', close, rest.as_bytes()).unwrap_or(rest.len());
    rest[..end].trim()
}
