//! The block of labels and values on the page of a volume or a paper.

use std::ops::Range;

use nom::Parser;
use nom::combinator::all_consuming;

use super::marks::{is_id, is_name, is_people, marker};
use crate::format::page::Lines;
use crate::format::page::calendar::{month, year};
use crate::record::identifier;

/// A label, by its text without the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Id,
    Volume,
    Issue,
    Month,
    Year,
    Address,
    Editors,
    Publisher,
    Note,
    Pages,
    Language,
    Url,
    Doi,
    Isbn,
    Bibkey,
    /// What the record says elsewhere, or what is only a button.
    Repeated,
    /// Anything else, kept under this name.
    Other(&'static str),
}

const LABELS: &[(&str, Label)] = &[
    ("Anthology ID", Label::Id),
    ("Volume", Label::Volume),
    ("Issue", Label::Issue),
    ("Month", Label::Month),
    ("Year", Label::Year),
    ("Address", Label::Address),
    ("Editor", Label::Editors),
    ("Editors", Label::Editors),
    ("Publisher", Label::Publisher),
    ("Note", Label::Note),
    ("Pages", Label::Pages),
    ("Language", Label::Language),
    ("URL", Label::Url),
    ("DOI", Label::Doi),
    ("ISBN", Label::Isbn),
    ("Bibkey", Label::Bibkey),
    ("Cite (ACL)", Label::Repeated),
    ("Cite (Informal)", Label::Repeated),
    ("Copy Citation", Label::Repeated),
    ("Bib Export formats", Label::Repeated),
    ("Export citation", Label::Repeated),
    ("Venue", Label::Other("venue-id")),
    ("Venues", Label::Other("venue-id")),
    ("SIG", Label::Other("sig")),
    ("SIGs", Label::Other("sig")),
    ("PDF", Label::Other("pdf")),
    ("Attachment", Label::Other("attachment")),
    ("Attachments", Label::Other("attachment")),
    ("Supplementary attachment", Label::Other("attachment")),
    ("Optional supplementary material", Label::Other("attachment")),
    ("Optional supplementary data", Label::Other("attachment")),
    ("Software", Label::Other("software")),
    ("Code", Label::Other("code")),
    ("Data", Label::Other("data")),
    ("Dataset", Label::Other("data")),
    ("Video", Label::Other("video")),
    ("Poster", Label::Other("poster")),
    ("Presentation", Label::Other("presentation")),
    ("Checklist", Label::Other("checklist")),
    ("Responsible NLP Checklist", Label::Other("checklist")),
    ("Award", Label::Other("award")),
    ("Awards", Label::Other("award")),
    ("Original", Label::Other("original")),
    ("Revision", Label::Other("revision")),
    ("Version", Label::Other("version")),
    ("Erratum", Label::Other("erratum")),
    ("Correction", Label::Other("correction")),
    ("Retraction", Label::Other("retraction")),
    ("Copyright", Label::Other("copyright")),
    ("Terminologies", Label::Other("terminologies")),
];

/// The label at the start of a line, and what stands behind it.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let (name, value) = line.split_once(':').filter(|(name, _)| name.len() <= 40)?;
    if !(value.is_empty() || value.starts_with(char::is_whitespace)) {
        return None;
    }
    LABELS.iter().find(|(known, _)| *known == name).map(|(_, label)| (*label, value.trim()))
}

/// Where a block of labels ends, and the values in it.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) values: Vec<(Label, Range<usize>)>,
    /// The line behind it.
    pub(super) end: usize,
    /// The page ends with it.
    pub(super) cut: bool,
}

/// Reads the block whose first label is at line `start`.
pub(super) fn block(lines: &mut Lines<'_>, start: usize) -> Block {
    let mut block = Block { end: start, ..Block::default() };
    while let Some(line) = lines.peek(block.end)
        && let Some((name, inline)) = label(line.text)
    {
        block.end += 1;
        if !inline.is_empty() {
            block.values.push((name, line.span().end - inline.len()..line.span().end));
        } else if let Some(value) = lines.peek(block.end).filter(|value| value.blanks == 0) {
            if let Some(name) = fitting(lines, block.end, name) {
                block.values.push((name, value.span()));
                block.end += 1;
            } else if lines.ends_before(block.end + 1) && label(value.text).is_none() {
                // The page ends in a value, or in a label.
                block.end += 1;
            }
        }
    }
    if lines.ends_before(block.end + 1) && begins_label(lines.text(block.end)) {
        block.end += 1;
    }
    block.cut = lines.ends_before(block.end);
    block
}

/// Whether the text is the beginning of a label.
fn begins_label(text: &str) -> bool {
    !text.is_empty() && LABELS.iter().any(|(name, _)| name.starts_with(text))
}

/// The label to which the value at line `k` belongs, below `name`: where values were
/// lost, those of other labels may follow. `None` when it is no value.
fn fitting(lines: &mut Lines<'_>, k: usize, name: Label) -> Option<Label> {
    let value = lines.text(k);
    if label(value).is_some() || marker(value).is_some() {
        return None;
    }
    if fits(name, value) == Some(true) {
        return Some(name);
    }
    let known = [Label::Id, Label::Doi, Label::Url, Label::Year, Label::Month];
    if let Some(other) = known.into_iter().find(|other| fits(*other, value) == Some(true)) {
        return Some(other);
    }
    // Authors below it make it a title.
    let below = lines.text(k + 1);
    let titled = lines.adjoins(k + 1)
        && (is_people(below) || (is_name(below) && !lines.adjoins(k + 2) && !begins_label(below)));
    if titled && label(below).is_none() {
        return None;
    }
    match fits(name, value) {
        None => Some(name),
        _ => is_publisher(value).then_some(Label::Publisher),
    }
}

/// Whether a value has the form that its label wants; `None` if any form will do.
fn fits(name: Label, value: &str) -> Option<bool> {
    match name {
        Label::Id => Some(is_id(value)),
        Label::Year => Some(all_consuming(year).parse(value).is_ok()),
        Label::Month => Some(month(value).is_ok()),
        Label::Url | Label::Other("pdf") => Some(value.starts_with("http")),
        Label::Doi => Some(identifier::doi(value).is_some()),
        _ => None,
    }
}

fn is_publisher(value: &str) -> bool {
    ["Association", "Press", "Publish", "Society", "Institute", "INCOMA", "ELRA", "University"]
        .iter()
        .any(|word| value.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(Label, &str)>, usize) {
        let block = block(&mut Lines::new(text, true), 0);
        (block.values.into_iter().map(|(label, at)| (label, &text[at])).collect(), block.end)
    }

    #[test]
    fn labels_take_the_line_below() {
        let text = "Anthology ID:\n2022.trees-1\nMonth:\nJuly\nSIG:\nPublisher:\nTree Press\nDOI:\nYear: 2022\n\nOn Trees";
        let (values, end) = read(text);
        assert_eq!(
            values,
            [
                (Label::Id, "2022.trees-1"),
                (Label::Month, "July"),
                (Label::Publisher, "Tree Press"),
                (Label::Year, "2022"),
            ]
        );
        assert_eq!(end, 9);
    }

    #[test]
    fn a_lone_value_finds_its_label() {
        let (values, end) = read("Anthology ID:\nAssociation for Trees\nOn Trees\nAna Li | Bo Roe\n");
        assert_eq!((values, end), (vec![(Label::Publisher, "Association for Trees")], 2));
        let (values, end) = read("Anthology ID:\nOn Trees\nAna Li | Bo Roe\n");
        assert_eq!((values, end), (vec![], 1));
        let (values, _) = read("Publisher:\nhttps://example.org/1\nPDF:\nOn Trees\nAna Li\n");
        assert_eq!(values, [(Label::Url, "https://example.org/1")]);
    }
}
