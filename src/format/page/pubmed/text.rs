//! The articles of "Abstract (text)".

use std::ops::Range;

use super::citation::{citation, pmid};
use super::people::{contribute, is_names};
use super::{FAMILY, article};
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::{Lines, first_word, fold, is_cut_short, keep, report, slice};
use crate::record::{Field, Record, identifier, language};

/// Where the parts of an article stand.
#[derive(Default)]
pub(super) struct Full {
    span: Range<usize>,
    parts: Vec<(Part, Range<usize>)>,
    /// Whether the page ends here.
    last: bool,
}

/// What a stretch of lines is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Citation,
    Title,
    Names,
    Abstract,
    /// Known by its label, which is the name under which it is kept.
    Labelled(&'static str),
}

/// Labels, and what is kept of what follows them; an empty name: nothing, it is a field.
const LABELS: &[(&str, &str)] = &[
    ("Author information:", "author-information"),
    ("Collaborators:", "collaborators"),
    ("Conflict of interest statement:", "conflict-of-interest"),
    ("Comment in", "comment"),
    ("Comment on", "comment"),
    ("Erratum in", "erratum"),
    ("Erratum for", "erratum"),
    ("Update of", "update"),
    ("Update in", "update"),
    ("Retraction in", "retraction"),
    ("Retraction of", "retraction"),
    ("Republished", "republished"),
    ("Summary for patients in", "summary"),
    ("©", "copyright"),
    ("Copyright", "copyright"),
    ("(c) ", "copyright"),
    ("Crown Copyright", "copyright"),
    ("Published by ", "copyright"),
    ("[Article in ", ""),
    ("[No authors listed]", ""),
    ("DOI:", ""),
    ("PMCID:", ""),
    ("PMID:", ""),
];

fn label(line: &str) -> Option<&'static str> {
    LABELS.iter().find(|(label, _)| line.starts_with(label)).map(|(_, name)| *name)
}

/// Whether an article begins at a line: `1. J Plum. 2021 Jan 15;172:112752.`
pub(super) fn begins(line: &str) -> bool {
    numbered(line).is_some_and(|rest| citation(rest).is_some())
}

/// What follows the number of a line.
fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    ((1..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

/// Whether a title and names stand below the citation of the next lines.
pub(super) fn is_first(lines: &mut Lines<'_>) -> bool {
    (2..8).any(|k| is_names(lines.text(k)) || lines.text(k) == "[No authors listed]")
}

/// Takes the article that begins at the next line.
pub(super) fn take(lines: &mut Lines<'_>) -> Full {
    let mut full = Full::default();
    let Some(first) = lines.peek(0) else { return full };
    let mut count = 1;
    let (mut spaced, mut above) = (false, first.text);
    while let Some(line) = lines.peek(count)
        && !(begins(line.text) && (line.blanks > 0 || !spaced || above.starts_with("PMID:")))
    {
        spaced |= line.blanks > 0;
        above = line.text;
        count += 1;
        // The next article's number, if the page ends right behind it.
        if lines.ends_before(count) && line.text.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
    }
    full.parts.push((Part::Citation, first.span()));
    let mut above = first;
    for k in 1..count {
        let Some(line) = lines.peek(k) else { break };
        let Some((part, place)) = full.parts.last_mut() else { break };
        let next = if spaced {
            in_paragraphs(*part, line.text, line.blanks > 0)
        } else {
            unspaced(*part, above.text, line.text)
        };
        match next {
            None => place.end = line.span().end,
            Some(next) => full.parts.push((next, line.span())),
        }
        above = line;
    }
    full.span = first.start..above.span().end;
    lines.skip(count);
    full.last = lines.ends_before(0);
    full
}

/// The part that begins at a line; `None` when the one above goes on.
fn in_paragraphs(above: Part, line: &str, apart: bool) -> Option<Part> {
    let labelled = label(line).map(Part::Labelled);
    if !apart {
        // Identifiers stand below each other.
        return labelled.filter(|_| ["DOI:", "PMCID:", "PMID:"].iter().any(|label| line.starts_with(label)));
    }
    let named = matches!(above, Part::Title | Part::Labelled("")) && is_names(line);
    Some(match above {
        Part::Citation if labelled.is_none() => Part::Title,
        _ if named => Part::Names,
        _ => labelled.unwrap_or(Part::Abstract),
    })
}

/// The same where blank lines are lost.
fn unspaced(part: Part, above: &str, line: &str) -> Option<Part> {
    if let Some(name) = label(line) {
        return Some(Part::Labelled(name));
    }
    let ended = above.ends_with('.');
    match part {
        Part::Citation => ended.then_some(Part::Title),
        Part::Title => is_names(line).then_some(Part::Names),
        Part::Names => ended.then_some(Part::Abstract),
        // What stands at the end goes on to the end.
        Part::Labelled("copyright" | "conflict-of-interest") => None,
        Part::Labelled("") if is_names(line) => Some(Part::Names),
        Part::Labelled("") | Part::Abstract => None,
        Part::Labelled(_) => (ended && !line.starts_with('(')).then_some(Part::Abstract),
    }
}

impl Full {
    pub(super) fn build<'a>(&self, page: &'a str, sink: &mut dyn Sink<'a>) {
        let of = |wanted: Part| self.parts.iter().filter(move |(part, _)| *part == wanted).map(|(_, at)| at);
        let title = of(Part::Title).next().cloned().unwrap_or_default();
        let bare = self.parts.len() == 1 && self.last;
        let mut record = Record { span: self.span.clone(), ..Record::default() };
        if bare {
            record.kind = crate::record::Kind::ArticleJournal;
        } else {
            record = article(page, self.span.clone(), &title, sink);
        }
        for at in of(Part::Names) {
            contribute(&mut record, page, at.clone(), sink);
        }
        let untold =
            self.parts.iter().any(|(_, at)| slice(page, at.clone()).starts_with("[No authors listed]"));
        if record.contributors.is_empty() && !untold && !bare {
            report(sink, codes::AUTHORS_LOST, first_word(page, self.span.clone()));
        }
        for at in of(Part::Citation) {
            let printed = slice(page, at.clone());
            self.cite(&mut record, numbered(printed).unwrap_or(printed));
        }
        for (name, at) in &self.parts {
            if let Part::Labelled(name) = name {
                labelled(&mut record, name, slice(page, at.clone()));
            }
        }
        let text: Vec<_> = of(Part::Abstract).map(|at| fold(slice(page, at.clone()))).collect();
        let end = self.span.end..self.span.end;
        let named = record.has(Field::Pmid);
        if self.last && !named && text.last().is_some_and(|text| is_cut_short(text)) {
            report(sink, codes::ABSTRACT_CUT, end);
        } else if self.last && !named {
            report(sink, codes::RECORD_CUT, end);
        }
        match <[_; 1]>::try_from(text) {
            Ok([text]) => record.push(Field::Abstract, text),
            Err(text) => record.push(Field::Abstract, text.join(" ")),
        }
        sink.record(record);
    }

    /// Puts the citation into the record; it is wrapped as anything else.
    fn cite<'a>(&self, record: &mut Record<'a>, printed: &'a str) {
        if !printed.contains('\n') {
            if let Some(citation) = citation(printed) {
                for rest in citation.put(record) {
                    record.keep(FAMILY, "citation", rest);
                }
            }
            return;
        }
        let folded = fold(printed);
        let mut owned = Record::new(record.kind);
        if let Some(citation) = citation(&folded) {
            for rest in citation.put(&mut owned) {
                owned.keep(FAMILY, "citation", rest);
            }
        }
        let owned = owned.into_owned();
        record.kind = owned.kind;
        record.fields.extend(owned.fields);
        record.dates.extend(owned.dates);
        record.extra.extend(owned.extra);
    }
}

/// Puts what stands behind a label into the record.
fn labelled<'a>(record: &mut Record<'a>, name: &'static str, text: &'a str) {
    if !name.is_empty() {
        let text = text
            .split_once(':')
            .filter(|(label, _)| LABELS.iter().any(|(known, _)| *label == known.trim_end_matches(':')))
            .map_or(text, |(_, rest)| rest);
        return record.keep(FAMILY, name, fold(text));
    }
    if let Some(language) = text.strip_prefix("[Article in ").and_then(|rest| rest.split(']').next()) {
        return record.push(Field::Language, language::tag(language).unwrap_or(language));
    }
    let value = text.split_once(':').map_or("", |(_, value)| value.trim());
    if let Ok((_, (number, flag))) = pmid(text) {
        record.push(Field::Pmid, number);
        if !flag.is_empty() {
            record.keep(FAMILY, "flag", fold(flag));
        }
    } else if text.starts_with("DOI:") {
        match identifier::doi(value) {
            Some(doi) if !record.has(Field::Doi) => record.push(Field::Doi, doi),
            // The citation states it, too.
            Some(doi) if record.str(Field::Doi) == doi => {}
            _ => record.keep(FAMILY, "doi", fold(value)),
        }
    } else if text.starts_with("PMCID:") {
        match identifier::pmcid(value) {
            Some(id) => record.push(Field::Pmcid, id),
            None => keep(record, FAMILY, "pmcid", fold(value)),
        }
    }
}
