//! A YAML document as a tree, and how it is printed in block style.

use std::borrow::Cow;

use super::yaml_scalar::{Place, write_scalar};
use crate::format::Output;
use crate::grammar::yaml::{Value, Yaml};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node<'a> {
    /// Text, whatever it looks like.
    Text(Cow<'a, str>),
    /// A number, truth value or null, spelled as it must stand.
    Token(Cow<'a, str>),
    /// A sequence.
    List(Vec<Node<'a>>),
    /// A mapping, in order.
    Map(Map<'a>),
}

/// A mapping, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Map<'a>(pub(crate) Vec<(Cow<'a, str>, Node<'a>)>);

impl<'a> Map<'a> {
    /// Adds a field, if there is anything in it.
    pub(crate) fn put(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Option<Node<'a>>>) {
        if let Some(value) = value.into()
            && !value.is_empty()
        {
            self.0.push((name.into(), value));
        }
    }

    /// Adds a field that is not there yet; says whether it was new.
    pub(crate) fn put_new(&mut self, name: impl Into<Cow<'a, str>>, value: Node<'a>) -> bool {
        let name = name.into();
        let new = !self.0.iter().any(|(known, _)| *known == name);
        if new {
            self.0.push((name, value));
        }
        new
    }
}

impl<'a> From<Yaml<'a>> for Node<'a> {
    fn from(yaml: Yaml<'a>) -> Self {
        match yaml.value {
            Value::Scalar(text, true) if text.is_empty() => Node::Token("null".into()),
            Value::Scalar(text, true) if !text.contains('\n') => Node::Token(text),
            Value::Scalar(text, _) => Node::Text(text),
            Value::List(items) => Node::List(items.into_iter().map(Node::from).collect()),
            Value::Map(pairs) => {
                let key = |key: Yaml<'a>| match key.value {
                    Value::Scalar(text, _) => text,
                    _ => Cow::Owned(flow(&key)),
                };
                Node::Map(Map(pairs.into_iter().map(|(k, v)| (key(k), Node::from(v))).collect()))
            }
        }
    }
}

impl<'a> Node<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Node::Text(text.into())
    }

    fn is_empty(&self) -> bool {
        match self {
            Node::Text(text) | Node::Token(text) => text.is_empty(),
            Node::List(items) => items.is_empty(),
            Node::Map(map) => map.0.is_empty(),
        }
    }

    /// One value stands for itself, several for a list.
    pub(crate) fn one_or_many(mut nodes: Vec<Node<'a>>) -> Option<Self> {
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(Node::List(nodes)),
        }
    }
}

/// Prints trees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer {
    /// Only ASCII characters.
    pub(crate) ascii: bool,
}

/// Longest key, in bytes, that may stand without `?` (1024 characters, YAML §7.4.2).
const LONGEST_KEY: usize = 500;

impl Printer {
    /// Writes an entry below its key.
    pub(crate) fn entry(self, entry: &Map<'_>, out: &mut Output) {
        if entry.0.is_empty() {
            return out.push(" {}\n");
        }
        out.push("\n  ");
        self.map(entry, 2, out);
    }

    /// Writes a mapping as indented lines; the first line's indent is there already.
    pub(crate) fn map(self, map: &Map<'_>, indent: usize, out: &mut Output) {
        for (i, (name, value)) in map.0.iter().enumerate() {
            if i > 0 {
                write_indent(indent, out);
            }
            self.key(name, indent, out);
            self.value(value, indent, out);
        }
    }

    /// Writes a key and its colon; the key's indent is there already.
    pub(crate) fn key(self, key: &str, indent: usize, out: &mut Output) {
        if key.len() > LONGEST_KEY {
            out.push("? ");
            write_scalar(key, Place::Block, self.ascii, out);
            out.byte(b'\n');
            write_indent(indent, out);
        } else {
            write_scalar(key, Place::Flow, self.ascii, out);
        }
        out.byte(b':');
    }

    /// Writes what follows a key's colon, down to the end of the line.
    fn value(self, value: &Node<'_>, indent: usize, out: &mut Output) {
        match value {
            Node::Text(text) => {
                out.byte(b' ');
                write_scalar(text, Place::Block, self.ascii, out);
                out.byte(b'\n');
            }
            Node::Token(token) => {
                out.byte(b' ');
                if self.ascii && !token.is_ascii() {
                    write_scalar(token, Place::Block, true, out);
                } else {
                    out.push(token);
                }
                out.byte(b'\n');
            }
            Node::List(items) if items.is_empty() => out.push(" []\n"),
            Node::Map(map) if map.0.is_empty() => out.push(" {}\n"),
            Node::List(items) => {
                out.byte(b'\n');
                for item in items {
                    write_indent(indent + 2, out);
                    out.byte(b'-');
                    match item {
                        Node::Map(map) if !map.0.is_empty() => {
                            out.byte(b' ');
                            self.map(map, indent + 4, out);
                        }
                        _ => self.value(item, indent + 2, out),
                    }
                }
            }
            Node::Map(map) => {
                out.byte(b'\n');
                write_indent(indent + 2, out);
                self.map(map, indent + 2, out);
            }
        }
    }
}

fn write_indent(indent: usize, out: &mut Output) {
    for _ in 0..indent {
        out.byte(b' ');
    }
}

/// A node as YAML on one line, as it must stand inside brackets.
pub(crate) fn flow(yaml: &Yaml<'_>) -> String {
    let mut line = String::new();
    push_flow(yaml, &mut line);
    line
}

fn push_flow(yaml: &Yaml<'_>, line: &mut String) {
    match &yaml.value {
        // What stood without quotes may do so again, unless it would not be safe in brackets.
        Value::Scalar(text, true)
            if !text.is_empty()
                && !text.contains([',', '[', ']', '{', '}', '\n'])
                && !text.contains(": ") =>
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
