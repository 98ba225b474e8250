//! The grammar: cuts a file at its citation keys, so that a broken entry costs only itself.

mod entry;
mod fields;
mod parents;
mod people;
mod sound;
mod values;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use entry::Reading;
use fields::Fields;
pub(super) use sound::is_sound;

use super::FAMILY;
use crate::diagnostic::{Diagnostic, codes};
use crate::format::shared::yaml_node::flow;
use crate::format::{Parse, ReadOptions, Reader, Sink, Splitter, Start};
use crate::grammar::yaml::{self, Yaml};
use crate::record::{Matter, Record};

/// Reads Hayagriva YAML.
#[derive(Debug)]
pub(super) struct Grammar;

impl Reader for Grammar {
    fn start(&self, _options: &ReadOptions) -> Start {
        Start::Split(Box::new(Cutter::default()))
    }
}

/// Cuts before lines that begin with a key, as long as entries need nothing from each
/// other: up to the first anchor, and not inside braces.
#[derive(Debug, Default)]
struct Cutter {
    begun: bool,
    whole: bool,
}

impl Splitter for Cutter {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        if !self.begun
            && let Some(line) = lines(text).find(|line| !is_aside(&text[line.clone()]))
        {
            self.begun = true;
            self.whole = text[line].starts_with(['{', '[', '&', '!', '-']);
        }
        if !self.whole
            && let Some((at, _)) = anchors(text).next()
        {
            self.whole = true;
            if let Some(cut) = last_key(&text[..at]).filter(|cut| *cut > 0) {
                return Some((cut, Box::new(parse_entries)));
            }
        }
        match (self.whole, at_end) {
            (true, true) => Some((text.len(), Box::new(parse_document))),
            (true, false) => None,
            (false, true) => Some((text.len(), Box::new(parse_entries))),
            (false, false) => {
                let cut = last_key(text).filter(|cut| *cut > 0 && self.begun)?;
                Some((cut, Box::new(parse_entries)))
            }
        }
    }
}

/// The lines of a text with their line breaks, as ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        at += length;
        Some(at - length..at)
    })
}

/// Whether a line stands outside entries: it is blank, a comment that is not indented, a
/// directive, or a document marker.
fn is_aside(line: &str) -> bool {
    let line = line.trim_end();
    line.is_empty() || line.starts_with(['#', '%']) || is_marker(line)
}

fn is_marker(line: &str) -> bool {
    let rest = line.strip_prefix("---").or(line.strip_prefix("..."));
    rest.is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('#'))
}

/// Whether a line begins an entry: it is not indented, no aside, and does not go on with
/// what stands before it.
fn is_key(line: &str) -> bool {
    let goes_on = [' ', '\t', '\r', '\n', '}', ']', ',', ':', '\u{feff}'];
    !line.is_empty() && !line.starts_with(goes_on) && !is_aside(line)
}

/// Where the last line that begins an entry starts.
fn last_key(text: &str) -> Option<usize> {
    let starts = memchr::memrchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain(std::iter::once(0));
    let line = |start: usize| text[start..].split('\n').next().unwrap_or_default();
    starts.into_iter().find(|start| is_key(line(*start)))
}

/// The anchors and aliases of a text, with their places: `&` or `*` and a name, where a
/// value begins.
fn anchors(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let marks = memchr::memchr2_iter(b'&', b'*', text.as_bytes());
    marks.filter(move |at| begins_value(text, *at, begins_name)).map(|at| {
        let length = text[at..].find([' ', '\t', '\r', '\n', ',', ']', '}']);
        (at, &text[at..length.map_or(text.len(), |length| at + length)])
    })
}

/// Whether a value has a tag, `!` and a name: the crate has no use for any.
fn is_tagged(text: &str) -> bool {
    let begins_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'!' | b'<' | b' ' | b'\n');
    memchr::memchr_iter(b'!', text.as_bytes()).any(|at| begins_value(text, at, begins_name))
}

/// Whether a mark stands where a value begins, and what it needs after it.
fn begins_value(text: &str, at: usize, after: impl Fn(u8) -> bool) -> bool {
    let before = text[..at].trim_end_matches(' ');
    let begins = match before.bytes().next_back() {
        Some(b':' | b'-') => before.len() < at,
        Some(b'[' | b'{' | b',' | b'\n') => true,
        _ => false,
    };
    begins && text.as_bytes().get(at + 1).is_some_and(|b| after(*b))
}

/// Parses entries one by one.
fn parse_entries<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    each_entry(text, sink, |span, sink| parse_entry(text, span, sink));
}

/// Finds the entries of a text and hands over what stands between them.
fn each_entry<'a>(
    text: &'a str,
    sink: &mut dyn Sink<'a>,
    mut parse: impl FnMut(Range<usize>, &mut dyn Sink<'a>),
) {
    let starts = lines(text).filter(|line| is_key(&text[line.clone()])).map(|line| line.start);
    let mut entry: Option<usize> = None;
    for next in starts.chain(std::iter::once(text.len())) {
        let mut end = 0;
        if let Some(start) = entry {
            end = end_of_entry(text, start..next);
            parse(start..end, sink);
        }
        asides(text, end..next, sink);
        entry = Some(next);
    }
}

/// Where the last line ends that is no aside.
fn end_of_entry(text: &str, region: Range<usize>) -> usize {
    let mut end = region.end;
    while end > region.start {
        let before = text[region.start..end].trim_end_matches(['\n', '\r']);
        let start = region.start + memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
        if !is_aside(&text[start..end]) {
            return region.start + before.len();
        }
        end = start;
    }
    end
}

/// What stands between entries: comments are handed over, other text is reported.
fn asides<'a>(text: &'a str, region: Range<usize>, sink: &mut dyn Sink<'a>) {
    for line in lines(&text[region.clone()]).map(|line| line.start + region.start..line.end + region.start) {
        let value = text[line.clone()].trim_end();
        let span = line.start..line.start + value.len();
        if value.starts_with('#') {
            sink.matter(Matter { format: FAMILY, name: "comment", value: Cow::Borrowed(value), span });
        } else if !is_aside(value) && !value.trim_start().starts_with('#') {
            sink.report(Diagnostic::new(codes::UNREADABLE, span).detail("this belongs to no entry"));
        }
    }
}

/// Parses an entry that stands alone.
fn parse_entry<'a>(text: &'a str, span: Range<usize>, sink: &mut dyn Sink<'a>) {
    let source = &text[span.clone()];
    match entries(source) {
        Err(why) => sink.report(why.diagnostic(source, span.start)),
        Ok(pairs) => {
            let alone = pairs.len() == 1 && !is_tagged(source);
            for (key, value) in pairs {
                let spelling = alone.then_some(Cow::Borrowed(source));
                hand_over(key, value, spelling, span.start, sink);
            }
        }
    }
}

/// Parses a document whose entries need each other.
fn parse_document<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let Ok(pairs) = entries(text) else { return parse_with_anchors(text, sink) };
    for (key, value) in pairs {
        let spelling = spell(&key, &value);
        hand_over(key, value, Some(spelling.into()), 0, sink);
    }
}

/// How many entries may be needed to read one.
const NEEDED: usize = 32;

/// Parses entries one by one, each after the entries that hold the anchors it needs.
fn parse_with_anchors<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let mut defined: HashMap<&str, Range<usize>> = HashMap::new();
    each_entry(text, sink, |span, sink| {
        let mut needed: Vec<Range<usize>> = vec![span.clone()];
        let mut at = 0;
        while let Some(entry) = needed.get(at).cloned().filter(|_| needed.len() <= NEEDED) {
            for (_, alias) in anchors(&text[entry]).filter(|(_, mark)| mark.starts_with('*')) {
                needed.extend(defined.get(&alias[1..]).filter(|found| !needed.contains(found)).cloned());
            }
            at += 1;
        }
        for (_, anchor) in anchors(&text[span.clone()]).filter(|(_, mark)| mark.starts_with('&')) {
            defined.insert(&anchor[1..], span.clone());
        }
        if needed.len() == 1 {
            return parse_entry(text, span, sink);
        }
        needed.sort_by_key(|entry| entry.start);
        let source: String = needed.iter().flat_map(|entry| [&text[entry.clone()], "\n"]).collect();
        let before = source.len() - 1 - span.len();
        match entries(&source).map(|mut pairs| pairs.pop()) {
            Ok(Some((mut key, mut value))) => {
                let spelling = spell(&key, &value);
                key.move_back(before);
                value.move_back(before);
                hand_over(key.into_owned(), value.into_owned(), Some(spelling.into()), span.start, sink);
            }
            Ok(None) => {}
            Err(why) => {
                let why = yaml::YamlError { at: why.at.saturating_sub(before), ..why };
                sink.report(why.diagnostic(&text[span.clone()], span.start));
            }
        }
    });
}

/// An entry with its key on one line.
fn spell(key: &Yaml<'_>, value: &Yaml<'_>) -> String {
    format!("{{{}: {}}}", flow(key), flow(value))
}

/// The keys and entries of a text.
fn entries(text: &str) -> Result<Vec<(Yaml<'_>, Yaml<'_>)>, yaml::YamlError> {
    let mut pairs = Vec::new();
    for document in yaml::documents(text)? {
        let at = document.span.start;
        match document.value {
            yaml::Value::Map(found) => pairs.extend(found),
            yaml::Value::Scalar(scalar, true) if scalar.is_empty() => {}
            _ => {
                return Err(yaml::YamlError {
                    why: "an entry is a key, a colon, and fields below".into(),
                    at,
                });
            }
        }
    }
    Ok(pairs)
}

/// Reads an entry and hands it over with all that is to be said of it.
fn hand_over<'a>(
    key: Yaml<'a>,
    value: Yaml<'a>,
    spelling: Option<Cow<'a, str>>,
    at: usize,
    sink: &mut dyn Sink<'a>,
) {
    let span = key.span.start + at..value.span.end.max(key.span.end) + at;
    let Some(mut reading) = read(key, value) else {
        let what = "an entry is a key, a colon, and fields below";
        return sink.report(Diagnostic::new(codes::UNREADABLE, span).detail(what));
    };
    for diagnostic in reading.diagnostics {
        sink.report(diagnostic.shifted(at));
    }
    if let Some(spelling) = spelling.filter(|_| reading.clean) {
        reading.record.keep_spelling(FAMILY, ENTRY, spelling);
    }
    reading.record.span = span;
    sink.record(reading.record);
}

fn read<'a>(key: Yaml<'a>, value: Yaml<'a>) -> Option<Reading<'a>> {
    let span = key.span.start..value.span.end;
    let yaml::Value::Scalar(key, _) = key.value else { return None };
    Some(Reading::of(key, Fields::of(value, String::new()).ok()?, span))
}

/// The name under which the spelling of a whole entry is kept.
const ENTRY: &str = "entry";

/// An entry as it was spelled, if the record still says what it says.
pub(super) struct Spelled<'a> {
    /// The entry with its key.
    pub(super) source: &'a str,
    /// Where the key ends there.
    pub(super) key_end: usize,
    /// The entry.
    pub(super) entry: Yaml<'a>,
}

/// Gives the entry as it was spelled, unless the record has changed since.
pub(super) fn spelled<'r>(record: &'r Record<'_>) -> Option<Spelled<'r>> {
    let source = record.kept(FAMILY, ENTRY)?.value.as_ref();
    let (key, entry) = entries(source).ok()?.pop()?;
    let key_end = key.span.end;
    let before = read(key, entry.clone())?.record;
    let same = record.says_same_as(&before) && record.unmapped(FAMILY).eq(before.unmapped(FAMILY));
    same.then_some(Spelled { source, key_end, entry })
}
