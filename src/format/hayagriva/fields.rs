//! The fields of an entry: names, places, taking them one by one.

use std::borrow::Cow;
use std::ops::Range;

use crate::grammar::yaml::{Value, Yaml};

/// What is left of a mapping while it is read.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    pairs: Vec<(Yaml<'a>, Option<Yaml<'a>>)>,
}

impl<'a> Fields<'a> {
    /// The fields of a mapping.
    ///
    /// # Errors
    /// Anything else comes back as it is.
    pub(super) fn of(yaml: Yaml<'a>) -> Result<Self, Yaml<'a>> {
        match yaml.value {
            Value::Map(pairs) => {
                Ok(Self { pairs: pairs.into_iter().map(|(key, value)| (key, Some(value))).collect() })
            }
            value => Err(Yaml { value, span: yaml.span }),
        }
    }

    /// Takes the first field of that name that means anything.
    pub(super) fn take(&mut self, name: &str) -> Option<Yaml<'a>> {
        let is = |key: &Yaml<'_>| key.text().is_some_and(|key| key == name);
        let found = |value: &Option<Yaml<'_>>| value.as_ref().is_some_and(|value| !value.is_null());
        self.pairs.iter_mut().find(|(key, value)| is(key) && found(value)).and_then(|(_, value)| value.take())
    }

    /// Whether there is a field of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, value)| value.is_some() && key.text().is_some_and(|key| key == name))
    }

    /// Adds a field, or puts back what was taken.
    pub(super) fn put_back(&mut self, name: &'static str, value: Yaml<'a>) {
        let key = Yaml { value: Value::Scalar(Cow::Borrowed(name), true), span: value.span.clone() };
        self.pairs.push((key, Some(value)));
    }

    /// Adds a field before all others.
    pub(super) fn put_first(&mut self, name: &'static str, text: &'static str) {
        let scalar = |text| Yaml { value: Value::Scalar(Cow::Borrowed(text), true), span: 0..0 };
        self.pairs.insert(0, (scalar(name), Some(scalar(text))));
    }

    /// What no one has taken.
    pub(super) fn rest(self) -> impl Iterator<Item = (Cow<'a, str>, Yaml<'a>)> {
        self.pairs.into_iter().filter_map(|(key, value)| {
            let value = value.filter(|value| !value.is_null())?;
            let name = match &key.value {
                Value::Scalar(name, _) => name.clone(),
                _ => Cow::Owned(flow(&key)),
            };
            Some((name, value))
        })
    }

    /// The mapping again.
    pub(super) fn into_yaml(self, span: Range<usize>) -> Yaml<'a> {
        let pairs = self.pairs.into_iter().filter_map(|(key, value)| Some((key, value?)));
        Yaml { value: Value::Map(pairs.collect()), span }
    }
}

/// A node as YAML on one line, as it must stand inside brackets.
pub(super) fn flow(yaml: &Yaml<'_>) -> String {
    let mut line = String::new();
    push_flow(yaml, &mut line);
    line
}

fn push_flow(yaml: &Yaml<'_>, line: &mut String) {
    match &yaml.value {
        // What stood without quotes may do so again, unless it would not be safe in brackets.
        Value::Scalar(text, true)
            if !text.is_empty() && !text.contains([',', '[', ']', '{', '}', '\n']) && !text.contains(": ") =>
        {
            line.push_str(text);
        }
        Value::Scalar(text, true) if text.is_empty() => line.push_str("null"),
        // A JSON string is a YAML string (YAML 1.2 §1.3).
        Value::Scalar(text, _) => line.push_str(&serde_json::Value::from(text.as_ref()).to_string()),
        Value::List(items) => {
            line.push('[');
            for (i, item) in items.iter().enumerate() {
                line.push_str(if i > 0 { ", " } else { "" });
                push_flow(item, line);
            }
            line.push(']');
        }
        Value::Map(pairs) => {
            line.push('{');
            for (i, (key, value)) in pairs.iter().enumerate() {
                line.push_str(if i > 0 { ", " } else { "" });
                push_flow(key, line);
                line.push_str(": ");
                push_flow(value, line);
            }
            line.push('}');
        }
    }
}
