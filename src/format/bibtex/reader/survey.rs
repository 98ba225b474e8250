//! The first look at a file: strings, and the entries that others refer to.

use std::io;
use std::sync::Arc;

use memchr::{memchr2_iter, memchr3, memmem};

use super::super::Dialect;
use super::super::fields::{Slot, by_name};
use super::raw::Shape;
use super::scan::{Extent, Step, Walk};
use super::start::starts;
use super::strings::Strings;
use super::syntax::{self, Entry};
use super::{Pieces, Shared};
use crate::format::{Splitter, Survey};
use crate::record::Kind;
use crate::spill::{Memory, Shelf, Shelving, Sieve, hash};

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

impl Parent {
    /// As one string: each part behind its length.
    fn packed(&self) -> String {
        let fields = self.fields.iter().flat_map(|(name, value)| [name, value]);
        [&self.kind, &self.key]
            .into_iter()
            .chain(fields)
            .map(|part| format!("{}:{part}", part.len()))
            .collect()
    }

    fn unpacked(packed: &[u8]) -> Option<Self> {
        let mut rest = std::str::from_utf8(packed).ok()?;
        let mut part = || {
            let (length, parts) = rest.split_once(':')?;
            let (part, after) = parts.split_at_checked(length.parse().ok()?)?;
            rest = after;
            Some(part.to_owned())
        };
        let (kind, key) = (part()?, part()?);
        let fields = std::iter::from_fn(|| Some((part()?, part()?))).collect();
        Some(Parent { kind, key, fields })
    }
}

/// The entries that others refer to, by key.
#[derive(Debug)]
pub(super) struct Parents(Shelf);

impl Parents {
    /// The first entry of that key; keys that differ in case alone do for each other, as
    /// they do in BibTeX.
    pub(super) fn get(&self, key: &str) -> Option<Parent> {
        // A file of ours that cannot be read any more: the parent is reported as missing.
        let found = self.0.find(folded(key), hash(key)).ok()??;
        Parent::unpacked(&found).filter(|parent| folded(&parent.key) == folded(key))
    }
}

/// The hash of a key without regard to case.
fn folded(key: &str) -> u64 {
    hash(&if key.is_ascii() { key.to_ascii_lowercase() } else { key.to_lowercase() })
}

/// How many references by way of strings are followed, and how long they may be.
const MOST: usize = 10_000;
const LONGEST: usize = 500;

/// The survey: a look for strings and references, and a second one for what they refer to.
pub(super) struct Look {
    dialect: Dialect,
    strings: Strings,
    /// Keys that are referred to, without regard to case, and maybe some others.
    wanted: Sieve,
    /// References by way of strings, which are known once all was seen.
    unresolved: Vec<String>,
    parents: Shelving,
    walk: Walk,
    /// How much of the file was taken.
    taken: usize,
    second: bool,
}

impl Look {
    pub(super) fn new(dialect: Dialect, memory: Memory) -> Self {
        Self {
            dialect,
            strings: Strings::default(),
            wanted: Sieve::new(memory.small_table().min(1 << 22)),
            unresolved: Vec::new(),
            parents: Shelving::new(memory.small_table()),
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
                    let named = matches!(field.shape, Shape::Name | Shape::Joined);
                    if !named {
                        keys(&field.value()).for_each(|key| self.wanted.add(folded(key)));
                    } else if field.raw.len() <= LONGEST && self.unresolved.len() < MOST {
                        self.unresolved.push(field.raw.to_owned());
                    }
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
            self.parents.put(folded(&parent.key), hash(&parent.key), parent.packed().as_bytes());
        }
    }

    fn is_wanted(&self, key: &str) -> bool {
        self.wanted.holds(folded(key))
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
        for value in std::mem::take(&mut self.unresolved) {
            keys(&self.strings.join(&value, usize::MAX).0).for_each(|key| self.wanted.add(folded(key)));
        }
        self.second = true;
        self.taken = 0;
        self.walk = Walk::default();
        !self.wanted.is_empty()
    }

    fn finish(mut self: Box<Self>) -> io::Result<Box<dyn Splitter>> {
        if !self.second {
            self.strings.resolve();
        }
        let parents = Parents(self.parents.finish()?);
        let shared = Shared { dialect: self.dialect, strings: self.strings, parents };
        Ok(Box::new(Pieces::new(Arc::new(shared))))
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
    let names = ["ids", "IDS"].into_iter().flat_map(|name| memmem::find_iter(bytes, name));
    names.filter(is_field).collect()
}

/// The key of the entry that opens here.
fn key(text: &str, open: usize) -> &str {
    let rest = &text[open + 1..];
    let close = if text.as_bytes()[open] == b'(' { b')' } else { b'}' };
    let end = memchr3(b',', b'=', close, rest.as_bytes()).unwrap_or(rest.len());
    rest[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_are_packed_and_unpacked() {
        let parent = Parent {
            kind: "book".to_owned(),
            key: "K".to_owned(),
            fields: vec![("title".to_owned(), "Plans: é".to_owned()), ("note".to_owned(), String::new())],
        };
        let again = Parent::unpacked(parent.packed().as_bytes()).unwrap();
        assert_eq!((&again.kind, &again.key, &again.fields), (&parent.kind, &parent.key, &parent.fields));
    }

    #[test]
    fn references_go_by_way_of_strings() {
        let text = "@string{p = {Proc}}\n@inproceedings{a, crossref = p # 1}\n@proceedings{proc1, title = {Plums}}\n";
        let mut look = Look::new(Dialect::Bibtex, Memory::default());
        look.feed(text, true);
        assert!(look.again());
        look.feed(text, true);
        let parents = Parents(look.parents.finish().unwrap());
        assert!(parents.get("Proc1").is_some() && parents.get("p").is_none());
    }
}
