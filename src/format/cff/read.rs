//! A file → records.

use super::reference::{self, Part};
use super::{FAMILY, PREFERRED, REFERENCE, WORK, cut, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::yaml_node::flow;
use crate::grammar::yaml::{self, Value, Yaml};
use crate::record::Matter;

/// Keys of the file that say nothing of the work.
const OF_FILE: &[&str] = &["cff-version", "message"];

/// Reads a file. What is not YAML costs only the key or the reference that it stands in.
pub(super) fn document<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    match yaml::documents(text) {
        Ok(documents) => {
            for document in documents.into_iter().filter(|document| !document.is_null()) {
                match document.value {
                    Value::Map(pairs) => file(pairs, sink),
                    _ => sink.report(
                        Diagnostic::new(codes::UNREADABLE, document.span)
                            .detail("a file is keys and their values"),
                    ),
                }
            }
        }
        Err(_) => {
            let mut faults = Vec::new();
            let pairs = cut::pairs(text, &mut faults);
            faults.into_iter().for_each(|fault| sink.report(fault));
            file(pairs, sink);
        }
    }
}

fn file<'a>(mut pairs: Vec<(Yaml<'a>, Yaml<'a>)>, sink: &mut dyn Sink<'a>) {
    message(&pairs, sink);
    let mut take = |name: &str| {
        let at = pairs.iter().position(|(key, _)| key.text().is_some_and(|key| key == name))?;
        Some(pairs.remove(at).1).filter(|value| !value.is_null())
    };
    let preferred = take(PREFERRED);
    let references = take("references");
    let says_more = preferred.as_ref().is_none_or(|preferred| says_more(&pairs, preferred));
    if let Some(preferred) = preferred {
        let message =
            pairs.iter().find(|(key, _)| !says_more && key.text().is_some_and(|key| key == "message"));
        let message = message.map(|(_, message)| flow(message));
        reading(preferred, Part::Preferred, message, sink);
    }
    if let (Some((first, _)), Some((_, last))) = (pairs.first(), pairs.last())
        && says_more
    {
        let span = first.span.start..last.span.end.max(first.span.end);
        reading(Yaml { value: Value::Map(pairs), span }, Part::Work, None, sink);
    }
    let references = match references {
        Some(Yaml { value: Value::List(references), .. }) => references,
        // One of them without a dash.
        only => only.into_iter().collect(),
    };
    for reference in references.into_iter().filter(|reference| !reference.is_null()) {
        reading(reference, Part::Reference, None, sink);
    }
}

/// What a file says to its readers stands outside its records; nearly all say the same.
fn message<'a>(pairs: &[(Yaml<'a>, Yaml<'a>)], sink: &mut dyn Sink<'a>) {
    let found = pairs.iter().find(|(key, _)| key.text().is_some_and(|key| key == "message"));
    let Some((_, yaml)) = found.filter(|(_, yaml)| !yaml.is_null()) else { return };
    let value = yaml.text().cloned().unwrap_or_else(|| flow(yaml).into());
    let usual = |text: &str| {
        ["software", "dataset", "work"].iter().any(|what| {
            let rest = text.strip_prefix("If you use this ").and_then(|rest| rest.strip_prefix(what));
            matches!(
                rest,
                Some(", please cite it as below" | ", please cite it using the metadata from this file")
            )
        })
    };
    if !usual(value.trim().trim_end_matches('.')) {
        sink.matter(Matter { format: FAMILY, name: "message", value, span: yaml.span.clone() });
    }
}

/// Whether a file says more of its work than of its preferred citation.
fn says_more(work: &[(Yaml<'_>, Yaml<'_>)], preferred: &Yaml<'_>) -> bool {
    let preferred = preferred.map().unwrap_or_default();
    work.iter().filter(|(key, _)| !key.text().is_some_and(|key| OF_FILE.contains(&&**key))).any(
        |(key, value)| {
            let same = preferred.iter().find(|(other, _)| other.text() == key.text()).map(|(_, value)| value);
            let is_type = key.text().is_some_and(|key| key == "type");
            let of_type = |value: &Yaml<'_>| value.text().and_then(|name| types::of_work(name));
            !same.is_some_and(|same| {
                flow(same) == flow(value)
                    || (is_type && of_type(same).is_some() && of_type(same) == of_type(value))
            })
        },
    )
}

/// Reads what a file says of one thing, and hands it over with all that is to be said of it
/// and, where the work is no record, with what the file says to its readers.
fn reading<'a>(yaml: Yaml<'a>, part: Part, message: Option<String>, sink: &mut dyn Sink<'a>) {
    let span = yaml.span.clone();
    let source = flow(&yaml);
    let Some(mut reading) = reference::read(yaml, part) else {
        let what = "a reference is keys and their values";
        return sink.report(Diagnostic::new(codes::UNREADABLE, span).detail(what));
    };
    reading.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    let source = if reading.diagnostics.is_empty() { source } else { String::new() };
    for diagnostic in reading.diagnostics {
        sink.report(diagnostic);
    }
    let name = match part {
        Part::Work => WORK,
        Part::Preferred => PREFERRED,
        Part::Reference => REFERENCE,
    };
    reading.record.keep_spelling(FAMILY, name, source);
    if let Some(message) = message {
        reading.record.keep_spelling(FAMILY, "message", message);
    }
    reading.record.span = span;
    sink.record(reading.record);
}
