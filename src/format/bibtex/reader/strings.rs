//! `@string` definitions and the months that every style defines.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::raw::{RawField, Shape};
use super::scan::balanced;
use crate::record::MONTHS;

/// A value never grows beyond this.
const LIMIT: usize = 1 << 20;

/// Nor do all of them: strings that are made of strings can grow without measure.
const TOTAL: usize = 1 << 26;

/// A part of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, or a number.
    Text(&'a str),
    /// The name of a string.
    Name(&'a str),
}

/// The parts of a value that `#` joins.
pub(super) fn tokens(raw: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '#' || c == ',');
        let first = rest.chars().next()?;
        let (token, length) = match first {
            '{' => {
                let end = balanced(rest, 0, rest.len(), false).unwrap_or(rest.len() + 1);
                (Token::Text(rest.get(1..end - 1).unwrap_or_default()), end)
            }
            '"' => {
                let mut depth = 0usize;
                let end = rest.bytes().skip(1).position(|b| {
                    match b {
                        b'{' => depth += 1,
                        b'}' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    b == b'"' && depth == 0
                });
                let end = end.map_or(rest.len(), |n| n + 1);
                (Token::Text(&rest[1..end]), end + 1)
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || c == '#' || c == ',';
                let end = rest.find(ends).unwrap_or(rest.len());
                let word = &rest[..end];
                let number = word.bytes().all(|b| b.is_ascii_digit());
                (if number { Token::Text(word) } else { Token::Name(word) }, end)
            }
        };
        rest = rest.get(length..).unwrap_or_default();
        Some(token)
    })
}

/// A definition. Files have up to some hundred thousand of them, so it is small.
#[derive(Debug)]
struct Definition {
    /// Where it stands in the file.
    at: usize,
    /// As it stands there; once it is done, its value.
    text: Box<str>,
    faults: Option<Box<Faults>>,
    state: State,
}

/// What is wrong with a definition.
#[derive(Debug)]
struct Faults {
    /// Names in its value that are not defined.
    unknown: Vec<String>,
    /// Whether its value leads back to it.
    cycle: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// The definitions of a name, in the order of the file.
#[derive(Debug)]
enum Ids {
    One(u32),
    Several(Vec<u32>),
}

impl Ids {
    fn all(&self) -> &[u32] {
        match self {
            Ids::One(id) => std::slice::from_ref(id),
            Ids::Several(ids) => ids,
        }
    }
}

/// All strings of a file.
///
/// A name means its last definition before the place where it is used, as in BibTeX; one
/// that is defined only later means that definition, where BibTeX would know none.
#[derive(Debug, Default)]
pub(super) struct Strings {
    definitions: Vec<Definition>,
    by_name: HashMap<Box<str>, Ids>,
    /// How long all values are.
    total: usize,
}

impl Strings {
    /// Adds a definition that stands at this byte of the file.
    pub(super) fn define(&mut self, name: &str, at: usize, raw: &str) {
        let Ok(id) = u32::try_from(self.definitions.len()) else { return };
        match self.by_name.entry(name.to_lowercase().into_boxed_str()) {
            Entry::Vacant(place) => drop(place.insert(Ids::One(id))),
            Entry::Occupied(mut place) => match place.get_mut() {
                Ids::Several(ids) => ids.push(id),
                one => *one = Ids::Several(one.all().iter().copied().chain([id]).collect()),
            },
        }
        self.definitions.push(Definition { at, text: raw.into(), faults: None, state: State::New });
    }

    /// Computes all values, once all definitions are known.
    pub(super) fn resolve(&mut self) {
        for id in 0..self.definitions.len() {
            self.resolve_one(id);
        }
    }

    fn resolve_one(&mut self, id: usize) {
        let mut stack = vec![id];
        while let Some(&id) = stack.last() {
            if self.definitions[id].state == State::Done {
                stack.pop();
                continue;
            }
            self.definitions[id].state = State::Open;
            let mut value = String::new();
            let mut unknown = Vec::new();
            let (mut cycle, mut wanting) = (false, Vec::new());
            for token in tokens(&self.definitions[id].text) {
                let name = match token {
                    Token::Text(text) => {
                        value.push_str(text);
                        continue;
                    }
                    Token::Name(name) => name,
                };
                match self.find(name, self.definitions[id].at) {
                    Some(target) if self.definitions[target].state == State::Done => {
                        value.push_str(&self.definitions[target].text);
                    }
                    Some(target) if self.definitions[target].state == State::Open => {
                        cycle = true;
                        value.push_str(name);
                    }
                    Some(target) => wanting.push(target),
                    None => match month(name) {
                        Some(month) => value.push_str(month),
                        None => {
                            unknown.push(name.to_owned());
                            value.push_str(name);
                        }
                    },
                }
                if value.len() > LIMIT || self.total > TOTAL {
                    break;
                }
            }
            if wanting.is_empty() {
                self.total += value.len();
                let definition = &mut self.definitions[id];
                definition.text = value.into();
                definition.faults =
                    (cycle || !unknown.is_empty()).then(|| Box::new(Faults { unknown, cycle }));
                definition.state = State::Done;
                stack.pop();
            } else {
                stack.extend(wanting);
            }
        }
    }

    /// What a name means at this byte of the file.
    fn find(&self, name: &str, at: usize) -> Option<usize> {
        let lower: Cow<'_, str> = if name.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
            Cow::Owned(name.to_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        let ids = self.by_name.get(&*lower)?.all();
        let before = ids.partition_point(|id| self.definitions[*id as usize].at < at);
        ids.get(before.saturating_sub(1)).map(|id| *id as usize)
    }

    /// The value of a name at this byte of the file.
    pub(super) fn get(&self, name: &str, at: usize) -> Option<&str> {
        if self.by_name.is_empty() {
            return month(name);
        }
        match self.find(name, at) {
            Some(id) => Some(&self.definitions[id].text),
            None => month(name),
        }
    }

    /// What is wrong with the definition of a name at this byte of the file: names that
    /// it uses in vain, and whether it leads back to itself.
    pub(super) fn faults(&self, name: &str, at: usize) -> (&[String], bool) {
        // The one there is the last before the next byte.
        let found = self.find(name, at + 1).map(|id| &self.definitions[id]);
        match found.filter(|definition| definition.at == at).and_then(|d| d.faults.as_deref()) {
            Some(Faults { unknown, cycle }) => (unknown, *cycle),
            None => (&[], false),
        }
    }

    /// The value of a field, and the first name in it that is not defined. `at` is the
    /// byte of the file where the field stands.
    pub(super) fn expand<'a>(&self, field: &RawField<'a>, at: usize) -> (Cow<'a, str>, Option<&'a str>) {
        match field.shape {
            Shape::Name => match (self.find(field.raw, at), month(field.raw)) {
                (Some(id), _) => (Cow::Owned(self.definitions[id].text.to_string()), None),
                (None, Some(month)) => (Cow::Borrowed(month), None),
                (None, None) => (Cow::Borrowed(field.raw), Some(field.raw)),
            },
            Shape::Joined => self.join(field.raw, at),
            Shape::Delimited | Shape::Escaped | Shape::Number | Shape::Bare | Shape::Unclosed => {
                (field.value(), None)
            }
        }
    }

    /// The value of what `#` joins, and the first name in it that is not defined.
    pub(super) fn join<'a>(&self, raw: &'a str, at: usize) -> (Cow<'a, str>, Option<&'a str>) {
        let mut value = String::new();
        let mut unknown = None;
        for token in tokens(raw) {
            match token {
                Token::Text(text) => value.push_str(text),
                Token::Name(name) => match self.get(name, at) {
                    Some(text) => value.push_str(text),
                    None => {
                        unknown = unknown.or(Some(name));
                        value.push_str(name);
                    }
                },
            }
            if value.len() > LIMIT {
                break;
            }
        }
        (Cow::Owned(value), unknown)
    }
}

/// What plain.bst makes of a month macro: three letters, in any case.
fn month(name: &str) -> Option<&'static str> {
    MONTHS.iter().find(|month| month[..3].eq_ignore_ascii_case(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_joined() {
        let parts: Vec<_> = tokens("{a {b}} # \"c{\"}d\" # jan#12").collect();
        use Token::*;
        assert_eq!(parts, [Text("a {b}"), Text("c{\"}d"), Name("jan"), Text("12")]);
    }

    #[test]
    fn names_mean_what_was_defined_before() {
        let mut strings = Strings::default();
        strings.define("A", 10, "{one}");
        strings.define("b", 20, "a # { and } # later # nothing");
        strings.define("a", 30, "a # {!}");
        strings.define("later", 40, "{two}");
        strings.resolve();
        assert_eq!(strings.get("B", 50), Some("one and twonothing"));
        assert_eq!(strings.get("a", 25), Some("one"));
        assert_eq!(strings.get("a", 50), Some("one!"));
        assert_eq!(strings.faults("b", 20).0, ["nothing"]);
        assert_eq!(strings.get("JAN", 0), Some("January"));
    }

    #[test]
    fn circles_end() {
        let mut strings = Strings::default();
        strings.define("x", 0, "y # {1}");
        strings.define("y", 1, "z");
        strings.define("z", 2, "x");
        strings.define("self", 3, "self");
        strings.resolve();
        assert!(strings.faults("z", 2).1 && strings.faults("self", 3).1);
        let mut doubling = Strings::default();
        doubling.define("s0", 0, "{xxxxxxxx}");
        for i in 1..100 {
            doubling.define(&format!("s{i}"), i, &format!("s{0} # s{0}", i - 1));
        }
        doubling.resolve();
        assert!(doubling.get("s99", 200).is_some_and(|v| v.len() <= 4 * LIMIT));
    }
}
