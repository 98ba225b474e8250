//! The first look at a file: strings, and the entries that others refer to.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;
use memchr::memrchr_iter;

use super::super::Dialect;
use super::super::fields::{Slot, by_name};
use super::scan::{Extent, Step, Walk};
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

    fn look(&mut self, text: &str, extent: &Extent, refers: bool) {
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
        } else if refers {
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

    /// Keeps an entry that is referred to by its key, or by another of its keys.
    fn keep(&mut self, text: &str, extent: &Extent) {
        let (start, end) = extent.content();
        let content = &text[start..end];
        let key = content.split([',', '=']).next().unwrap_or_default().trim();
        let wanted = |key: &str| self.wanted.contains(&key.to_lowercase());
        let aliased = IDS.iter().any(|ids| ids.find_iter(content.as_bytes()).any(|at| is_field(content, at)));
        if !wanted(key) && !aliased {
            return;
        }
        let entry = syntax::entry(text, extent);
        let mut names = vec![entry.key.to_owned()];
        let ids = entry.fields.iter().find(|field| field.name.eq_ignore_ascii_case("ids"));
        names.extend(ids.iter().flat_map(|field| keys(field.content().0)).map(str::to_owned));
        names.retain(|name| wanted(name));
        for name in names {
            let parent = self.parent(&entry, name, self.taken + extent.at);
            self.parents.0.entry(parent.key.to_lowercase()).or_default().push(parent);
        }
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
        let mut from = 0;
        if !self.second && !interesting(text.as_bytes()) {
            // The last entry that begins may go on in what comes.
            from = last_entry(text);
        } else {
            let references = if self.second { Vec::new() } else { references(text.as_bytes()) };
            loop {
                match self.walk.next(text, from, at_end) {
                    Step::Entry(extent) => {
                        let next = references.partition_point(|at| *at < extent.at);
                        let refers = references.get(next).is_some_and(|at| *at < extent.end);
                        self.look(text, &extent, refers);
                        from = extent.end;
                    }
                    Step::More => break,
                    Step::Nothing if at_end => from = text.len(),
                    Step::Nothing => break,
                }
                if from == text.len() {
                    break;
                }
            }
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

static IDS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| [Finder::new("ids"), Finder::new("IDS")]);

/// Whether a three-letter word at this place is the name of a field.
fn is_field(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || c == ',') && text[at + 3..].trim_start().starts_with('=')
}

/// The keys of a list.
pub(super) fn keys(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|key| !key.is_empty())
}

/// What makes an entry worth reading: the names of fields that refer to others, in the
/// cases that are met.
const REFERENCES: [&[u8]; 7] = [b"rossref", b"ROSSREF", b"rossRef", b"xdata", b"XDATA", b"Xdata", b"XData"];

/// What makes a text worth walking: that, and strings.
const STRINGS: [&[u8]; 2] = [b"tring", b"TRING"];

static FINDERS: LazyLock<([Finder<'_>; 7], [Finder<'_>; 2])> =
    LazyLock::new(|| (REFERENCES.map(Finder::new), STRINGS.map(Finder::new)));

/// Where entries may refer to others, in order.
fn references(bytes: &[u8]) -> Vec<usize> {
    let mut found: Vec<usize> = FINDERS.0.iter().flat_map(|finder| finder.find_iter(bytes)).collect();
    found.sort_unstable();
    found
}

/// Whether a text holds anything that this survey looks for.
fn interesting(bytes: &[u8]) -> bool {
    let strings = |finder: &Finder<'_>| finder.find_iter(bytes).any(|at| is_string(bytes, at));
    FINDERS.1.iter().any(strings) || FINDERS.0.iter().any(|finder| finder.find(bytes).is_some())
}

/// Whether `@s`, maybe with blanks, stands before.
fn is_string(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(16)..at];
    let Some((b's' | b'S', before)) = before.split_last() else { return false };
    before.trim_ascii_end().ends_with(b"@")
}

/// Where the last line begins that begins an entry.
fn last_entry(text: &str) -> usize {
    memrchr_iter(b'@', text.as_bytes())
        .find(|at| text[..*at].trim_end_matches([' ', '\t']).ends_with('\n'))
        .unwrap_or(0)
}
