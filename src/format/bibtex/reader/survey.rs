//! The first look at a file: strings, and the entries that others refer to.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use memchr::{memchr2_iter, memmem, memrchr_iter};

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

    fn look(&mut self, text: &str, extent: &Extent) {
        let kind = extent.kind(text);
        let whole = &text[extent.at..extent.end];
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
        } else if refers(whole) {
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
        let aliased = memmem::find(content.as_bytes(), b"ids").is_some();
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
        if !self.second && !at_end && !interesting(text) {
            // The last entry that begins may go on in what comes.
            from = last_entry(text);
        } else if self.second || interesting(text) {
            loop {
                match self.walk.next(text, from, at_end) {
                    Step::Entry(extent) => {
                        self.look(text, &extent);
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

/// The keys of a list.
pub(super) fn keys(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|key| !key.is_empty())
}

/// Whether an entry may refer to another.
fn refers(text: &str) -> bool {
    let bytes = text.as_bytes();
    let crossref = [&b"rossref"[..], b"ROSSREF", b"rossRef", b"rossREF"];
    crossref.iter().any(|name| memmem::find(bytes, name).is_some())
        || memchr2_iter(b'x', b'X', bytes)
            .any(|at| bytes.get(at..at + 5).is_some_and(|word| word.eq_ignore_ascii_case(b"xdata")))
}

/// Whether a text holds anything that this survey looks for.
fn interesting(text: &str) -> bool {
    let bytes = text.as_bytes();
    let strings = [&b"tring"[..], b"TRING"];
    strings.iter().any(|name| memmem::find_iter(bytes, name).any(|at| is_string(bytes, at))) || refers(text)
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
