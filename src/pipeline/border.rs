//! Where in an input one document ends and the next begins.

use memchr::{memchr, memrchr_iter};

use crate::format::registry::{self, FORMATS};
use crate::format::{BEGINS_LOOKAHEAD, Border, Confidence, Format};

/// A rule that says whether a document of a format begins at a line.
type Begins = fn(&Border<'_>) -> bool;

/// Finds the begins of documents.
struct Borders<'t> {
    text: &'t str,
    after: &'t Format,
    rules: Vec<(&'static Format, Begins)>,
    /// Where the next line begins that is looked at.
    line: usize,
}

impl<'t> Borders<'t> {
    /// Below the line that `from` is in.
    fn new(text: &'t str, after: &'t Format, from: usize) -> Self {
        let rules = FORMATS.iter().filter_map(|format| Some((*format, format.begins?))).collect();
        let line = end_of_line(text, from) + 1;
        Self { text, after, rules, line }
    }

    /// The next document that begins before `limit`: where, and its format.
    fn next(&mut self, limit: usize) -> Option<(usize, &'static Format)> {
        while self.line < limit {
            let line = self.line;
            let end = end_of_line(self.text, line);
            self.line = end + 1;
            let (above, below) = self.text.split_at(line);
            let border = Border { line: &self.text[line..end], above, below, after: self.after };
            if let Some((format, _)) = self.rules.iter().find(|(_, begins)| begins(&border)) {
                return Some((line, format));
            }
        }
        None
    }
}

fn end_of_line(text: &str, from: usize) -> usize {
    memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

/// How far the document goes that `text` starts with, as far as can be seen; and, where
/// it ends there, the format of the document that follows, if one does.
pub(super) fn next_document(
    after: &Format,
    text: &str,
    searched: usize,
    at_end: bool,
) -> (usize, Option<Option<&'static Format>>) {
    // Lines too near to the end of what is known cannot be judged yet.
    let limit = if at_end {
        text.len()
    } else {
        memrchr_iter(b'\n', text.as_bytes()).nth(BEGINS_LOOKAHEAD).map_or(0, |at| at + 1)
    };
    match Borders::new(text, after, searched.saturating_sub(1)).next(limit) {
        Some((line, format)) => (line, Some(Some(format))),
        None => (limit, at_end.then_some(None)),
    }
}

/// The format of no document.
const NONE: Format = Format {
    name: "",
    aliases: &[],
    extensions: &[],
    about: "",
    sniff: |_| Confidence::No,
    begins: None,
    reader: None,
    writer: None,
};

/// How many begins of documents are looked at to find out what the first one is.
const TRIES: usize = 16;

/// The formats that fit the first document of a text best. Rules look far for the marks of
/// their format, and would find those of a page below.
pub(super) fn first_document(text: &str) -> Vec<&'static Format> {
    let found = registry::sniff(text);
    // Only pages are pasted below each other.
    if !found.is_empty() && found.iter().all(|format| format.begins.is_none()) {
        return found;
    }
    let mut borders = Borders::new(text, &NONE, 0);
    let next = || borders.next(text.len());
    let above = std::iter::from_fn(next).take(TRIES).find_map(|(line, below)| {
        let known = (below.sniff)(&text[line..]) >= Confidence::Likely;
        match *registry::sniff(&text[..line]) {
            [first] if known && first != below && first.begins.is_some() => Some(first),
            _ => None,
        }
    });
    above.map_or(found, |first| vec![first])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_tells_the_format() {
        let pages = [
            "Abstract:We do.\n\nAbstract:You do.\n\n",
            "1. J Plum. 2013;1:e12.\n\nPlums.\n\nRoe J.\n\nPMID: 23000001\n\n",
            "References\n[1] Roe, J. (2020). On plums. J. Plum, 1(2), 3–4.\n\n",
            "arXiv:2605.29502 (cs)\n[Submitted on 28 May 2026]\nTitle:Plums\n\n",
            "[1] arXiv:2411.05780 [pdf]\nTitle: Plums\nAna Lopes\n\n",
        ];
        for page in pages {
            let alone = registry::sniff(page);
            for below in pages.iter().filter(|below| **below != page) {
                assert_eq!(first_document(&format!("{page}{below}")), alone, "{page}{below}");
            }
        }
    }
}
