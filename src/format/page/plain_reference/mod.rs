//! A list of references, as papers print them at their end and people paste them.
//!
//! ```text
//! list      = [ "References" NL ] ( [ marker " " ] reference NL [ BL ] )*
//! marker    = "[" N "]" | N "." | "(" N ")" | N ")" | "[" label "]" | "•"
//! reference = people [ date ] title source [ identifiers ]
//! ```
//!
//! A reference may be wrapped; it ends at the next marker, at a blank line, or where another
//! one begins. Styles differ in how they part people, title and source, see `reference`;
//! what stays unclear is said, and the text of the reference is kept.

mod build;
mod collection;
mod grey;
mod people;
mod place;
mod reference;
mod sentences;
mod tail;
mod title;

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{digit1, one_of, space1};
use nom::combinator::{opt, recognize, verify};
use nom::sequence::{delimited, terminated};
use nom::{IResult, Parser};

use super::{Lines, Walk, confirmed, is_prose, report, slice, start};
use crate::diagnostic::codes;
use crate::format::{BEGINS_LOOKAHEAD, Border, Confidence, Format, ReadOptions, Reader, Sink, Start};

/// Lists of references in any style.
pub const PLAIN_REFERENCE: Format = Format {
    name: FAMILY,
    aliases: &["references", "bibliography"],
    extensions: &["txt"],
    about: "References as printed in papers (APA, IEEE, ACM, Vancouver, Chicago, MLA, Harvard, LNCS, Nature)",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "plain-reference";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(List)
    }
}

/// Likely by a heading or several references, maybe by one; no other format is kept from
/// what is its own.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    let (mut list, mut items) = (List, Vec::new());
    let headed = (0..12).any(|k| is_heading(lines.text(k)));
    while items.len() < 8 && lines.ready(List::LOOKAHEAD) {
        list.step(&mut lines, &mut items);
    }
    let (mut sound, mut labelled, mut all) = (0, 0, 0);
    for item in &items {
        // What stands above the heading of a list is no part of it.
        all += usize::from(!headed || matches!(item, Item::Reference { .. }));
        sound += usize::from(is_sound(item, text));
        labelled += usize::from(matches!(item, Item::Reference { label, .. } if !label.is_empty()));
    }
    // Of a list that shows itself to be one, half may be in no style that is known.
    let shown = headed || labelled == all;
    let expected = if shown { usize::div_ceil(all, 2) } else { all * 2 / 3 };
    match sound {
        0 => Confidence::No,
        _ if sound < expected => Confidence::No,
        1 if !headed => Confidence::Maybe,
        _ => Confidence::Likely,
    }
}

/// A list begins at its heading or at its first number, if what follows is a reference, or
/// where three of them follow each other.
fn begins(border: &Border<'_>) -> bool {
    let line = border.line.trim();
    let first = || marker(line).is_ok_and(|(_, label)| label.trim_matches(['[', ']', '(', ')', '.']) == "1");
    let enough = if is_heading(line) || first() { 1 } else { 3 };
    *border.after != PLAIN_REFERENCE
        && (enough == 1 || has_year(line) && people::begins(line))
        && confirmed(border, |lines| {
            let (mut list, mut items) = (List, Vec::new());
            while items.len() < enough && lines.ready(BEGINS_LOOKAHEAD) {
                list.step(lines, &mut items);
            }
            items.len() >= enough && items.iter().all(|item| is_sound(item, border.below))
        })
}

/// Whether an item is a reference whose parts are told apart for certain.
fn is_sound(item: &Item, page: &str) -> bool {
    let Item::Reference { text: at, .. } = item else { return false };
    let text = super::fold(slice(page, at.clone()));
    let read = reference::read(&text);
    let dated = has_year(&text) || read.tail.doi.is_some() || read.tail.arxiv.is_some();
    read.certain && dated && !read.title.is_empty()
}

/// Headings of lists, in the languages that are met.
const HEADINGS: &[&str] = &[
    "references",
    "bibliography",
    "works cited",
    "literature",
    "literature cited",
    "reference list",
    "literatur",
    "literaturverzeichnis",
    "bibliographie",
    "références",
    "referencias",
    "bibliografía",
    "referências",
    "riferimenti bibliografici",
    "参考文献",
    "список литературы",
];

/// Whether a line is the heading of a list.
fn is_heading(line: &str) -> bool {
    let bare = line
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '#' | ' '))
        .trim_end_matches(':');
    HEADINGS.iter().any(|heading| bare.eq_ignore_ascii_case(heading))
}

/// The label in front of a reference, and what follows it.
fn marker(line: &str) -> IResult<&str, &str> {
    let number = || verify(digit1, |digits: &str| digits.len() <= 3);
    let label = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '*'));
    let label = verify(label, |label: &str| label.len() <= 12);
    let mark = alt((
        recognize(delimited(tag("["), label, tag("]"))),
        recognize(delimited(tag("("), number(), tag(")"))),
        recognize((number(), one_of(".)"))),
    ));
    let bullet = || alt((tag("•"), tag("*"), tag("-")));
    let mark = alt((recognize((opt(terminated(bullet(), space1)), mark)), bullet()));
    terminated(mark, space1).parse(line)
}

/// Whether a label is the next one of a kind: `[2]` behind `[1]`, `2.` behind `1.`
fn is_next(label: &str, next: &str) -> bool {
    let kind =
        |label: &str| (label.chars().next().filter(|c| !c.is_ascii_digit()), label.chars().next_back());
    let number = |label: &str| label.trim_matches(|c: char| !c.is_alphanumeric()).parse::<u16>().ok();
    let counted = match (number(label), number(next)) {
        // Some may be missing.
        (Some(one), Some(other)) => (one + 1..=one + 3).contains(&other),
        _ => true,
    };
    kind(label) == kind(next) && counted
}

/// What stands before the abstract of a work.
const ABOUT: &str = "Abstract:";

/// Whether a text states a year, or that there is none.
fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut numbers = memchr2_iter(b'1', b'2', bytes).filter(|at| !is_digit(at.wrapping_sub(1)));
    numbers.any(|at| {
        (1..4).all(|k| is_digit(at + k)) && !is_digit(at + 4) && ("1500".."2100").contains(&&text[at..at + 4])
    }) || memchr_iter(b'(', bytes)
        .any(|at| ["(n.d.)", "(in press)", "(forthcoming)"].iter().any(|none| text[at..].starts_with(none)))
}

/// Whether a reference could end with a line.
fn is_end(line: &str) -> bool {
    line.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ']' | '>' | '?' | '”' | '"'))
        || line.rsplit(' ').next().is_some_and(|word| word.contains("://") || word.starts_with("10."))
}

/// The walk over a list.
#[derive(Clone, Default)]
struct List;

enum Item {
    Reference {
        span: Range<usize>,
        label: Range<usize>,
        text: Range<usize>,
        /// What it is about, in annotated lists.
        about: Range<usize>,
        /// Whether the page ends here.
        last: bool,
    },
    Ignored(Range<usize>),
}

impl Walk for List {
    const LOOKAHEAD: usize = 48;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(first) = lines.take() else { return };
        if is_heading(first.text) {
            return;
        }
        let (label, start) = match marker(first.text) {
            Ok((rest, label)) => (label, first.span().end - rest.len()),
            Err(_) => ("", first.start),
        };
        let people = people::people(first.text);
        let mut above = first;
        let mut dated = has_year(first.text);
        // A button, not the beginning of a reference.
        if label.is_empty() && !dated && people.is_none() && people::begins(lines.text(0)) {
            return items.push(Item::Ignored(first.span()));
        }
        let (mut end, mut about) = (first.span().end, 0..0);
        while let Some(line) = lines.peek(0).filter(|line| !ends(&above, dated, label, line)) {
            if let Some(text) = line.text.strip_prefix(ABOUT).filter(|_| about.is_empty()) {
                about = line.span().end - text.trim_start().len()..line.span().end;
            } else if about.is_empty() {
                dated |= has_year(line.text);
                end = line.span().end;
            } else {
                about.end = line.span().end;
            }
            above = line;
            lines.skip(1);
        }
        let span = first.start..above.span().end;
        // Names alone are none, either.
        let alone = !dated
            && !first.text.contains("10.")
            && people.as_ref().is_none_or(|people| people.rest.trim_matches(['.', ' ']).is_empty());
        let prose = is_prose(first.text) && people.is_none() && !first.text.contains(" (");
        if label.is_empty() && (alone || prose) {
            return items.push(Item::Ignored(span));
        }
        let label = first.start..first.start + label.len();
        items.push(Item::Reference { text: start..end, about, span, label, last: lines.ends_before(0) });
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Reference { span, label, text, about, last } => {
                let printed = slice(page, text.clone());
                if *last && !is_end(slice(page, span.clone())) {
                    report(sink, codes::RECORD_CUT, span.end..span.end);
                }
                let [label, about] = [label, about].map(|at| slice(page, at.clone()));
                build::build(printed, label, about, span.clone(), page, sink);
            }
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}

/// Whether a reference ends above a line.
fn ends(above: &super::line::Line<'_>, dated: bool, label: &str, line: &super::line::Line<'_>) -> bool {
    if is_heading(line.text) {
        return true;
    }
    if !label.is_empty() {
        let next = marker(line.text).is_ok_and(|(_, next)| is_next(label, next));
        return next || line.blanks > 0 && is_end(above.text);
    }
    line.blanks > 0
        || marker(line.text).is_ok()
        || dated
            && is_end(above.text)
            && (people::begins(line.text)
                || line.text.starts_with(['“', '—'])
                || line.text.starts_with("---"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<&str> {
        let found = crate::read(&PLAIN_REFERENCE, page, &ReadOptions::default());
        found.records.iter().map(|record| &page[record.span.clone()]).collect()
    }

    #[test]
    fn references_end_where_the_next_one_begins() {
        assert_eq!(
            texts("References\n[1] Roe J. A. 2020.\nB.\n[2] Doe A. C.\n"),
            ["[1] Roe J. A. 2020.\nB.", "[2] Doe A. C."]
        );
        assert_eq!(
            texts("Roe, J. (2020). A.\nDoe, A. (2021). B.\nJ, 1.\n\nLee, C. (2022). D."),
            ["Roe, J. (2020). A.", "Doe, A. (2021). B.\nJ, 1.", "Lee, C. (2022). D."]
        );
    }

    #[test]
    fn prose_is_no_reference() {
        assert_eq!(sniff("We eat plums in 2020. They are sweet.\n\nPears are not."), Confidence::No);
        assert_eq!(sniff("Roe, J. (2020). On plums. J. Plum, 1(2), 3–4.\n"), Confidence::Maybe);
        assert_eq!(
            sniff("[1] Roe J. On plums. J Plum. 2020;1:2.\n[2] Doe A. On pears. J Pear. 2020;1:2."),
            Confidence::Likely
        );
        assert!(is_next("[9]", "[10]") && is_next("1.", "3.") && is_next("[Roe20]", "[Doe21]"));
        assert!(!is_next("1.", "[2]") && !is_next("1.", "2)") && !is_next("1.", "12."));
    }
}
