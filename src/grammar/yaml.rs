//! YAML as a tree in which every node knows its place and every scalar its own spelling,
//! so that `1.10` stays `1.10`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

/// A node of a YAML document.
#[derive(Clone, Debug, PartialEq)]
pub struct Yaml<'a> {
    /// What it is.
    pub value: Value<'a>,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// What a node of a YAML document is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A scalar, and whether it stands without quotes, so that it may mean a number, a
    /// truth value or nothing at all.
    Scalar(Cow<'a, str>, bool),
    /// A sequence.
    List(Vec<Yaml<'a>>),
    /// A mapping, in order; merge keys (`<<`) are resolved.
    Map(Vec<(Yaml<'a>, Yaml<'a>)>),
}

/// Why a text is not YAML, or too much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub why: Cow<'static, str>,
    /// Where, in bytes.
    pub at: usize,
}

/// How deep collections may nest.
const DEPTH: usize = 120;

/// How many nodes aliases may add for each byte of the text.
const GROWTH: usize = 4;

impl<'a> Yaml<'a> {
    /// The scalar, unless it means nothing: `null`, `~`, or no text without quotes.
    pub fn text(&self) -> Option<&Cow<'a, str>> {
        match &self.value {
            Value::Scalar(text, plain) if !(*plain && is_null(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether it means nothing: `null`, `~`, or no text without quotes.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(text, true) if is_null(text))
    }

    /// The mapping's pairs.
    pub fn map(&self) -> Option<&[(Yaml<'a>, Yaml<'a>)]> {
        match &self.value {
            Value::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The items of a sequence; anything else is the only item of its own, and what means
    /// nothing has none.
    pub fn items(&self) -> &[Yaml<'a>] {
        match &self.value {
            Value::List(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The same node, independent of the text.
    pub fn into_owned(self) -> Yaml<'static> {
        let value = match self.value {
            Value::Scalar(text, plain) => Value::Scalar(Cow::Owned(text.into_owned()), plain),
            Value::List(items) => Value::List(items.into_iter().map(Yaml::into_owned).collect()),
            Value::Map(pairs) => {
                Value::Map(pairs.into_iter().map(|(k, v)| (k.into_owned(), v.into_owned())).collect())
            }
        };
        Yaml { value, span: self.span }
    }

    /// Moves every place towards the start, for a text that began so many bytes later; what
    /// stood before it is moved to its start.
    pub fn move_back(&mut self, by: usize) {
        self.move_places(&|at| at.saturating_sub(by));
    }

    /// Moves every place towards the end, for a text that is part of another.
    pub fn move_on(&mut self, by: usize) {
        self.move_places(&|at| at + by);
    }

    fn move_places(&mut self, to: &dyn Fn(usize) -> usize) {
        self.span = to(self.span.start)..to(self.span.end);
        match &mut self.value {
            Value::Scalar(..) => {}
            Value::List(items) => items.iter_mut().for_each(|item| item.move_places(to)),
            Value::Map(pairs) => pairs.iter_mut().for_each(|(key, value)| {
                key.move_places(to);
                value.move_places(to);
            }),
        }
    }

    /// How many nodes it holds, itself and keys among them.
    fn size(&self) -> usize {
        match &self.value {
            Value::Scalar(..) => 1,
            Value::List(items) => 1 + items.iter().map(Yaml::size).sum::<usize>(),
            Value::Map(pairs) => {
                1 + pairs.iter().map(|(key, value)| key.size() + value.size()).sum::<usize>()
            }
        }
    }
}

impl YamlError {
    /// Says that the rest of the line is unreadable; `text` begins at `start`.
    pub fn diagnostic(self, text: &str, start: usize) -> Diagnostic {
        let at = self.at.min(text.len());
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find(['\n', '\r']).map_or(text.len(), |end| at + end);
        Diagnostic::new(codes::UNREADABLE, start + at..start + end).detail(self.why)
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads the documents of a text; an empty one is a null.
///
/// # Errors
/// At the first place that is not YAML 1.2, where collections nest deeper than 120 levels,
/// and where aliases make more of the text than four nodes a byte.
pub fn documents(text: &str) -> Result<Vec<Yaml<'_>>, YamlError> {
    let mut places = Places { text, chars: 0, bytes: 0, ascii: text.is_ascii() };
    let mut builder = Builder { budget: text.len().saturating_mul(GROWTH), ..Builder::default() };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|why| places.error(&why))?;
        let start = places.byte(span.start.index());
        let span = start..places.byte(span.end.index()).max(start);
        builder.take(event, span)?;
    }
    Ok(builder.documents)
}

/// Turns places counted in characters into bytes; they come nearly in order.
struct Places<'t> {
    text: &'t str,
    chars: usize,
    bytes: usize,
    ascii: bool,
}

impl Places<'_> {
    fn byte(&mut self, chars: usize) -> usize {
        if self.ascii {
            return chars.min(self.text.len());
        }
        while self.chars < chars {
            let Some(c) = self.text[self.bytes..].chars().next() else { break };
            self.chars += 1;
            self.bytes += c.len_utf8();
        }
        while self.chars > chars {
            let Some(c) = self.text[..self.bytes].chars().next_back() else { break };
            self.chars -= 1;
            self.bytes -= c.len_utf8();
        }
        self.bytes
    }

    fn error(&mut self, why: &ScanError) -> YamlError {
        YamlError { at: self.byte(why.marker().index()), why: Cow::Owned(why.info().to_owned()) }
    }
}

/// A collection that is not closed yet.
struct Open<'a> {
    yaml: Yaml<'a>,
    /// The key that waits for its value.
    key: Option<Yaml<'a>>,
    anchor: usize,
}

/// Builds trees from events, without recursion.
#[derive(Default)]
struct Builder<'a> {
    documents: Vec<Yaml<'a>>,
    open: Vec<Open<'a>>,
    anchors: HashMap<usize, Yaml<'a>>,
    budget: usize,
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'a>, span: Range<usize>) -> Result<(), YamlError> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                self.close(Yaml { value: Value::Scalar(text, plain), span }, anchor);
            }
            Event::SequenceStart(anchor, _) => self.open(Value::List(Vec::new()), span, anchor)?,
            Event::MappingStart(anchor, _) => self.open(Value::Map(Vec::new()), span, anchor)?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(mut open) = self.open.pop() {
                    open.yaml.span.end = span.end.max(open.yaml.span.start);
                    if let Value::Map(pairs) = &mut open.yaml.value {
                        merge(pairs);
                    }
                    self.close(open.yaml, open.anchor);
                }
            }
            Event::Alias(anchor) => {
                let Some(yaml) = self.anchors.get(&anchor) else {
                    return Err(YamlError { why: "an alias to nothing before it".into(), at: span.start });
                };
                let Some(budget) = self.budget.checked_sub(yaml.size()) else {
                    return Err(YamlError { why: "aliases that expand to too much".into(), at: span.start });
                };
                self.budget = budget;
                let yaml = Yaml { value: yaml.value.clone(), span };
                self.close(yaml, 0);
            }
            Event::DocumentEnd => self.anchors.clear(),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, value: Value<'a>, span: Range<usize>, anchor: usize) -> Result<(), YamlError> {
        if self.open.len() >= DEPTH {
            return Err(YamlError { why: "collections nest too deep".into(), at: span.start });
        }
        self.open.push(Open { yaml: Yaml { value, span }, key: None, anchor });
        Ok(())
    }

    /// Puts a node that is complete where it belongs.
    fn close(&mut self, yaml: Yaml<'a>, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, yaml.clone());
        }
        let Some(open) = self.open.last_mut() else { return self.documents.push(yaml) };
        match (&mut open.yaml.value, open.key.take()) {
            (Value::List(items), _) => items.push(yaml),
            (Value::Map(pairs), Some(key)) => pairs.push((key, yaml)),
            (_, None) => open.key = Some(yaml),
            (Value::Scalar(..), Some(_)) => {}
        }
    }
}

/// Puts in place of merge keys what their mappings hold and the pairs do not
/// (YAML 1.1, "Merge Key Language-Independent Type").
fn merge<'a>(pairs: &mut Vec<(Yaml<'a>, Yaml<'a>)>) {
    let is_merge = |key: &Yaml<'_>| matches!(&key.value, Value::Scalar(text, true) if text == "<<");
    if !pairs.iter().any(|(key, _)| is_merge(key)) {
        return;
    }
    let own = pairs.iter().filter(|(key, _)| !is_merge(key));
    let mut known: HashSet<String> = own.filter_map(|(key, _)| key.text()).map(Cow::to_string).collect();
    for (key, value) in std::mem::take(pairs) {
        if !is_merge(&key) {
            pairs.push((key, value));
            continue;
        }
        for (key, value) in value.items().iter().filter_map(Yaml::map).flatten() {
            if key.text().is_some_and(|text| known.insert(text.to_string())) {
                pairs.push((key.clone(), value.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let text = "é: 1.10\nb: ['x', ~, \"\"]\n";
        let documents = documents(text).unwrap_or_default();
        let pairs = documents[0].map().unwrap_or_default();
        assert_eq!(pairs[0].1.value, Value::Scalar("1.10".into(), true));
        assert_eq!(&text[pairs[0].0.span.clone()], "é");
        assert_eq!(&text[pairs[0].1.span.clone()], "1.10");
        let items: Vec<_> = pairs[1].1.items().iter().map(Yaml::text).collect();
        assert_eq!(items, [Some(&Cow::Borrowed("x")), None, Some(&Cow::Borrowed(""))]);
    }

    #[test]
    fn aliases_and_merge_keys_are_resolved() {
        let found = documents("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: *a\n").unwrap_or_default();
        let pairs = found[0].map().unwrap_or_default();
        assert_eq!(pairs[2].1.value, pairs[0].1.value);
        let b: Vec<_> =
            pairs[1].1.map().unwrap_or_default().iter().map(|(k, v)| (k.text(), v.text())).collect();
        let text = |text| Some(Cow::Borrowed(text));
        assert_eq!(b, [(text("x").as_ref(), text("1").as_ref()), (text("y").as_ref(), text("3").as_ref())]);
    }

    #[test]
    fn too_much_is_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            let aliases = format!("*a{}, ", i - 1).repeat(10);
            bomb.push_str(&format!("a{i}: &a{i} [{aliases}]\n"));
        }
        for text in
            [&bomb, &"- ".repeat(10_000), &"[".repeat(10_000), &"? ".repeat(10_000), &"{a: ".repeat(10_000)]
        {
            assert!(documents(text).is_err());
        }
    }
}
