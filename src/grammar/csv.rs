//! Rows of separated values: RFC 4180, and the dirt that files of it hold.
//!
//! A value is quoted if a quotation mark opens it and another stands at its end. One in
//! between that is not doubled, as RFC 4180 has it, is taken for what it is, and one that
//! is never closed is too: it costs its own row at most, not all that follow. Where values
//! are separated by tabs, many programs quote nothing: there only values that are quoted
//! soundly count as quoted.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2};

/// How long a quoted value may be. One that is longer is taken for one that is not closed.
const LONGEST: usize = 1 << 20;

/// One value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    /// The value without its quotation marks and white space around it.
    pub raw: &'t str,
    /// Where `raw` begins.
    pub at: usize,
    /// Whether quotation marks in it are doubled.
    pub doubled: bool,
}

impl<'t> Cell<'t> {
    /// The value itself.
    pub(crate) fn value(&self) -> Cow<'t, str> {
        if self.doubled { Cow::Owned(self.raw.replace("\"\"", "\"")) } else { Cow::Borrowed(self.raw) }
    }

    /// Where it stands.
    pub(crate) fn span(&self) -> Range<usize> {
        self.at..self.at + self.raw.len()
    }
}

/// What is wrong with a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Odd {
    /// It opens a value that is never closed.
    Unclosed,
    /// It stands inside a quoted value and is not doubled.
    Stray,
}

/// The rows of a text, one after another.
#[derive(Debug)]
pub(crate) struct Rows<'t> {
    text: &'t str,
    separator: u8,
    /// Whether the text is all there is; else its last row may go on behind it.
    at_end: bool,
    /// Where the next row begins.
    pub at: usize,
    /// Up to here no quotation mark that opens a value is closed.
    barren: usize,
    /// The values of the row that was read last.
    pub cells: Vec<Cell<'t>>,
    /// The odd quotation marks of that row.
    pub odd: Vec<(usize, Odd)>,
}

/// How a quotation mark that opens a value fares.
enum Quoted {
    /// The value with what follows it ends here.
    Closed(usize),
    Never,
    /// More of the text must be known.
    Unknown,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(text: &'t str, separator: u8, at_end: bool) -> Self {
        Rows { text, separator, at_end, at: 0, barren: 0, cells: Vec::new(), odd: Vec::new() }
    }

    /// Reads a row; `false` where there is none, or none that is known to be whole.
    pub(crate) fn read(&mut self) -> bool {
        self.cells.clear();
        self.odd.clear();
        let mut at = self.at;
        if at >= self.text.len() {
            return false;
        }
        while let Some(end) = self.cell(at) {
            match self.text.as_bytes().get(end) {
                Some(b'\n') => {
                    self.at = end + 1;
                    return true;
                }
                Some(_) => at = end + 1,
                None => {
                    self.at = end;
                    return true;
                }
            }
        }
        false
    }

    /// Whether the row that was read last says nothing.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.raw.is_empty())
    }

    /// Reads the value that begins here, and gives where it ends: at a separator, at the
    /// end of a line, at the end of the text.
    fn cell(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let open = at + self.blanks(at);
        if bytes.get(open) == Some(&b'"') {
            match self.quoted(open) {
                Quoted::Closed(end) => return Some(end),
                Quoted::Never if self.separator == b'\t' => {}
                Quoted::Never => self.odd.push((open, Odd::Unclosed)),
                Quoted::Unknown => return None,
            }
        }
        let end = memchr2(self.separator, b'\n', &bytes[at..]).map(|length| at + length);
        let end = end.or_else(|| self.at_end.then_some(bytes.len()))?;
        self.push(at..end, false);
        Some(end)
    }

    fn push(&mut self, range: Range<usize>, doubled: bool) {
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let start = range.start + (raw.len() - raw.trim_start().len());
        self.cells.push(Cell { raw: raw.trim(), at: start, doubled });
    }

    /// Reads the quoted value that opens here.
    fn quoted(&mut self, open: usize) -> Quoted {
        let bytes = self.text.as_bytes();
        if open < self.barren {
            // Only a value of nothing but quotation marks can be closed here.
            let after = open + run(&bytes[open..]);
            return match self.closes(after) {
                Quoted::Closed(end) if (after - open).is_multiple_of(2) => {
                    self.push(open + 1..after - 1, after - open > 2);
                    Quoted::Closed(end)
                }
                Quoted::Unknown => Quoted::Unknown,
                _ => Quoted::Never,
            };
        }
        let (mut at, mut doubled) = (open + 1, false);
        let limit = bytes.len().min(open + LONGEST);
        let first_odd = self.odd.len();
        while let Some(length) = bytes.get(at..limit).and_then(|rest| memchr(b'"', rest)) {
            let quote = at + length;
            at = quote + run(&bytes[quote..]);
            if at == bytes.len() && !self.at_end {
                return Quoted::Unknown;
            }
            doubled |= at - quote > 1;
            if (at - quote).is_multiple_of(2) {
                continue;
            }
            match self.closes(at) {
                Quoted::Never => {}
                Quoted::Closed(end) => {
                    self.push(open + 1..at - 1, doubled);
                    return Quoted::Closed(end);
                }
                Quoted::Unknown => return Quoted::Unknown,
            }
            // One that opens a value in its turn shows that this one was never closed.
            let opens = quote > open + 1 && (bytes[quote - 1] == self.separator || bytes[quote - 1] == b'\n');
            if opens || self.separator == b'\t' {
                self.barren = quote;
                self.odd.truncate(first_odd);
                return Quoted::Never;
            }
            self.odd.push((at - 1, Odd::Stray));
        }
        self.odd.truncate(first_odd);
        if limit == bytes.len() && !self.at_end {
            return Quoted::Unknown;
        }
        self.barren = limit;
        Quoted::Never
    }

    /// Whether a quotation mark before this place closes a value: nothing but blanks may
    /// stand between it and the next separator or the end of the line.
    fn closes(&self, at: usize) -> Quoted {
        let end = at + self.blanks(at);
        match self.text.as_bytes().get(end) {
            None if !self.at_end => Quoted::Unknown,
            None | Some(b'\n') => Quoted::Closed(end),
            Some(byte) if *byte == self.separator => Quoted::Closed(end),
            Some(_) => Quoted::Never,
        }
    }

    /// How many blanks stand here.
    fn blanks(&self, at: usize) -> usize {
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r') && **byte != self.separator;
        self.text.as_bytes()[at..].iter().take_while(blank).count()
    }
}

/// How many quotation marks stand at the start.
fn run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte == b'"').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, separator: u8) -> Vec<Vec<String>> {
        let mut rows = Rows::new(text, separator, true);
        let mut all = Vec::new();
        while rows.read() {
            all.push(rows.cells.iter().map(|cell| cell.value().into_owned()).collect());
        }
        all
    }

    fn one(text: &str, expected: &[&[&str]], odd: &[(usize, Odd)]) {
        assert_eq!(rows(text, b','), expected, "{text}");
        let mut rows = Rows::new(text, b',', true);
        let mut found = Vec::new();
        while rows.read() {
            found.append(&mut rows.odd);
        }
        assert_eq!(found, odd, "{text}");
    }

    #[test]
    fn sound_rows() {
        one("a,b\n\"c\",\n", &[&["a", "b"], &["c", ""]], &[]);
        one("\"a, b\",\"c\nd\" , e", &[&["a, b", "c\nd", "e"]], &[]);
        one("\"\",\"\"\"\",\"say \"\"a\"\"\"\r\n", &[&["", "\"", "say \"a\""]], &[]);
        one("a \"b\" c, \"d\"", &[&["a \"b\" c", "d"]], &[]);
        assert_eq!(rows("a\t\"b\tc\"", b'\t'), [["a", "b\tc"]]);
    }

    #[test]
    fn odd_quotation_marks_cost_their_own_value() {
        one("\"a said \"b\", c\",d", &[&["a said \"b", "c\"", "d"]], &[(8, Odd::Stray)]);
        one("\"a said \"b\" c\",d", &[&["a said \"b\" c", "d"]], &[(8, Odd::Stray), (10, Odd::Stray)]);
        one("1,\"a,2\n2,\"b\",3\n", &[&["1", "\"a", "2"], &["2", "b", "3"]], &[(2, Odd::Unclosed)]);
        one("1,\"a\n2,b", &[&["1", "\"a"], &["2", "b"]], &[(2, Odd::Unclosed)]);
        one(
            "\"a,\"\",b\n\"c\",d\n\"e,f",
            &[&["\"a", "", "b"], &["c", "d"], &["\"e", "f"]],
            &[(0, Odd::Unclosed), (14, Odd::Unclosed)],
        );
        assert_eq!(rows("\"a\" and b\tc\n\"d\"\t", b'\t'), [["\"a\" and b", "c"], ["d", ""]]);
    }

    #[test]
    fn a_row_is_given_once_it_is_known_to_be_whole() {
        let text = "a,\"b\nc\"\nd\n";
        for (end, rows_known) in [(4, 0), (7, 0), (8, 1), (9, 1), (10, 2)] {
            let mut rows = Rows::new(&text[..end], b',', false);
            let mut count = 0;
            while rows.read() {
                count += 1;
            }
            assert_eq!(count, rows_known, "{end}");
        }
    }

    #[test]
    fn marks_that_are_never_closed_take_no_time() {
        for unit in ["\"a\n", "\"\"\"\"a,", "\"", "\"a\nb\"c\n", "\"\"\"a\n"] {
            rows(&unit.repeat(300_000), b',');
        }
    }

    proptest! {
        #[test]
        fn what_is_quoted_soundly_reads_back(cells in prop::collection::vec("[a-c,;\"\n ]{0,8}", 1..6)) {
            let quoted: Vec<_> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            let found = rows(&format!("{}\n", quoted.join(",")), b',');
            let trimmed: Vec<_> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            prop_assert_eq!(found, [trimmed]);
        }
    }
}
