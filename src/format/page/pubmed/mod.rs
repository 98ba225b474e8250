//! PubMed: a list of results or similar articles, and "Abstract (text)".
//!
//! ```text
//! list = ( [ N NL ] [ "Cite" " Share" NL ] title NL [ names NL ] citation NL "PMID: " N [ flag ] NL )*
//! text = ( N ". " citation NL BL title NL BL [ names with marks NL BL ] paragraph* )*
//! paragraph = "Author information:" … | abstract | "©" … | label ": " … | "DOI: " … NL "PMCID: " … NL "PMID: " … NL
//! ```
//!
//! Text is wrapped, lists are not. Lines that tell nothing of an article may be missing,
//! blank ones too. A citation is what both are recognised by; see `citation`.

pub(super) mod citation;
mod list;
mod people;
mod text;

use std::ops::Range;

use super::{Lines, Walk, confirmed, first_word, is_near, report, start};
use crate::diagnostic::codes;
use crate::format::{Border, Confidence, Format, ReadOptions, Reader, Sink, Start};
use crate::record::{Kind, Record};

/// PubMed pages.
pub const PUBMED_PAGE: Format = Format {
    name: FAMILY,
    aliases: &["pubmed-text"],
    extensions: &["txt"],
    about: "Text copied from PubMed: a list of results, or abstracts as text",
    sniff,
    begins: Some(begins),
    reader: Some(&Page),
    writer: None,
};

const FAMILY: &str = "pubmed-page";

struct Page;

impl Reader for Page {
    fn start(&self, _options: &ReadOptions) -> Start {
        start(Articles::default())
    }
}

/// Certain by a citation with the number of its article below, or with a number before
/// it; likely by what stands above the articles of a list.
fn sniff(text: &str) -> Confidence {
    let mut lines = Lines::new(text, true);
    if (0..4).any(|k| text::begins(lines.text(k))) {
        return Confidence::Certain;
    }
    let mut offered = false;
    for k in 0..48 {
        let line = lines.text(k);
        if citation::citation(line).is_some() && citation::pmid(lines.text(k + 1)).is_ok() {
            return Confidence::Certain;
        }
        offered |= list::is_offer(line) && (k + 2..k + 5).any(|below| people::is_names(lines.text(below)));
    }
    Confidence::Likely.when(offered)
}

/// A page begins with its first abstract, or with an article of a list and what is offered above
/// it.
fn begins(border: &Border<'_>) -> bool {
    let line = border.line.trim_start();
    *border.after != PUBMED_PAGE
        && (line.starts_with("1. ") && text::begins(line) && confirmed(border, text::is_first)
            || is_near(border, "PMID:") && confirmed(border, list::is_first))
}

/// The walk: whether the last line stood right above an article of a list.
#[derive(Clone, Default)]
struct Articles {
    offered: bool,
}

enum Item {
    Listed(list::Listed),
    Full(text::Full),
    Cut(Range<usize>),
    Ignored(Range<usize>),
}

impl Walk for Articles {
    // An article with all its addresses.
    const LOOKAHEAD: usize = 1000;
    type Item = Item;

    fn step(&mut self, lines: &mut Lines<'_>, items: &mut Vec<Item>) {
        let Some(line) = lines.peek(0) else { return };
        if text::begins(line.text) {
            return items.push(Item::Full(text::take(lines)));
        }
        if list::is_furniture(line.text) {
            self.offered = true;
            return lines.skip(1);
        }
        if let Some(listed) = list::take(lines, std::mem::take(&mut self.offered)) {
            return items.push(Item::Listed(listed));
        }
        lines.skip(1);
        let numbered = line.text.split_once(". ").is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
        items.push(match numbered && lines.ends_before(0) {
            true => Item::Cut(line.span()),
            false => Item::Ignored(line.span()),
        });
    }

    fn build<'a>(item: &Item, page: &'a str, sink: &mut dyn Sink<'a>) {
        match item {
            Item::Listed(listed) => listed.build(page, sink),
            Item::Full(full) => full.build(page, sink),
            Item::Cut(at) => report(sink, codes::RECORD_CUT, at.clone()),
            Item::Ignored(at) => report(sink, codes::IGNORED_TEXT, at.clone()),
        }
    }
}

/// Begins the record of an article, with its title.
fn article<'a>(
    page: &'a str,
    span: Range<usize>,
    title: &Range<usize>,
    sink: &mut dyn Sink<'a>,
) -> Record<'a> {
    use crate::format::shared::medline::bare_title;
    use crate::record::Field;
    let mut record = Record::new(Kind::ArticleJournal);
    let printed = super::slice(page, title.clone());
    let at = bare_title(printed);
    if title.is_empty() {
        report(sink, codes::TITLE_LOST, first_word(page, span.clone()));
    }
    if printed.starts_with('[') && at.start > 0 {
        record.keep_spelling(FAMILY, "title", super::fold(printed));
    }
    record.push(Field::Title, super::fold(&printed[at]));
    record.span = span;
    record
}
