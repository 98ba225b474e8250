//! What can be read of a file that is not YAML as a whole: its keys and its references, each
//! on its own.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::grammar::yaml::{self, Value, Yaml};

/// The keys at the top level of a text that can be read, with their values, and what is
/// wrong with the others.
pub(super) fn pairs<'a>(text: &'a str, faults: &mut Vec<Diagnostic>) -> Vec<(Yaml<'a>, Yaml<'a>)> {
    let mut pairs = Vec::new();
    let is_key = |line: &str| {
        !line.starts_with([' ', '\t', '#', '-', '\n', '\r', '}', ']']) && !line.starts_with("...")
    };
    for block in blocks(text, is_key) {
        let source = &text[block.clone()];
        match part(text, block.clone()) {
            Ok(Value::Map(found)) => pairs.extend(found),
            Ok(_) => {}
            Err(error) => match source.split_once(':').filter(|(key, _)| *key == "references") {
                Some((key, _)) => {
                    let span = block.start..block.start + key.len();
                    let key = Yaml { value: Value::Scalar(key.into(), true), span };
                    pairs.push((key, items(text, block, faults)));
                }
                None => faults.push(error.diagnostic(source, block.start)),
            },
        }
    }
    pairs
}

/// The items of a list below a key.
fn items<'a>(text: &'a str, block: Range<usize>, faults: &mut Vec<Diagnostic>) -> Yaml<'a> {
    let source = &text[block.clone()];
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_dash = |line: &str| line.trim_start_matches(' ').starts_with("- ") || line.trim() == "-";
    let depth = source.lines().find(|line| is_dash(line)).map(indent);
    let is_item = |line: &str| is_dash(line) && Some(indent(line)) == depth;
    let mut items = Vec::new();
    for item in blocks(source, is_item) {
        let item = block.start + item.start..block.start + item.end;
        match part(text, item.clone()) {
            Ok(Value::List(found)) => items.extend(found),
            Ok(_) => {}
            Err(error) => faults.push(error.diagnostic(&text[item.clone()], item.start)),
        }
    }
    Yaml { value: Value::List(items), span: block }
}

/// The parts of a text that begin with such lines; what stands before the first is none.
fn blocks(text: &str, begins: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// The first document of a part of a text.
fn part(text: &str, span: Range<usize>) -> Result<Value<'_>, yaml::YamlError> {
    let first = yaml::documents(&text[span.clone()])?.into_iter().next();
    Ok(first.map_or(Value::List(Vec::new()), |mut yaml| {
        yaml.move_on(span.start);
        yaml.value
    }))
}
