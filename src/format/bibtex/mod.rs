//! BibTeX and BibLaTeX: one grammar, one pair of tables, two dialects.
//!
//! The reader understands what either dialect says; the dialect decides what is written,
//! and, in reading, how cross-references inherit and what is a list.
//! Sources: *BibTeXing* (Patashnik 1988) and its `bibtex.web`; the biblatex manual §2.

pub mod fields;
mod index;
pub mod languages;
mod reader;
pub mod types;
mod writer;

use super::{Confidence, Format};

/// The family under which both dialects keep what only they can say.
pub const FAMILY: &str = "bibtex";

/// The name under which a record's extra keeps the entry type as the source spells it.
pub const TYPE_SPELLING: &str = "@type";

/// The name under which a record's extra keeps the dialect that it was read in, if that
/// is not BibTeX.
pub const DIALECT: &str = "@dialect";

/// The name under which a record's extra keeps a comment that stands between its fields.
pub const COMMENT: &str = "%";

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Classic BibTeX.
    Bibtex,
    /// BibLaTeX, read by biber.
    Biblatex,
}

impl Dialect {
    /// The name of its format.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Bibtex => "bibtex",
            Dialect::Biblatex => "biblatex",
        }
    }
}

/// BibTeX.
pub const BIBTEX: Format = Format {
    name: "bibtex",
    aliases: &["bib"],
    extensions: &["bib", "bibtex"],
    about: "BibTeX, as classic LaTeX styles read it",
    sniff: |text| Confidence::Certain.when(sniff(text) == Some(Dialect::Bibtex)),
    begins: None,
    reader: Some(&reader::BibReader(Dialect::Bibtex)),
    writer: Some(&writer::BibWriter(Dialect::Bibtex)),
};

/// BibLaTeX.
pub const BIBLATEX: Format = Format {
    name: "biblatex",
    aliases: &["biber"],
    extensions: &["bib", "biblatex"],
    about: "BibLaTeX, as biber reads it",
    sniff: |text| Confidence::Certain.when(sniff(text) == Some(Dialect::Biblatex)),
    begins: None,
    reader: Some(&reader::BibReader(Dialect::Biblatex)),
    writer: Some(&writer::BibWriter(Dialect::Biblatex)),
};

/// The dialect that a text is written in, if it holds an entry at the start of a line:
/// BibLaTeX when it has a field or a type that BibTeX's styles do not know.
fn sniff(text: &str) -> Option<Dialect> {
    let mut found = false;
    let mut lines = text.lines().map(str::trim_start).peekable();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix('@') {
            let (name, inside) = rest.split_once(['{', '(']).unwrap_or((rest, ""));
            let name = name.trim();
            let special = ["string", "comment", "preamble"];
            let opens =
                rest.len() > name.len() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
            found |= opens
                && (types::by_name(name).is_some()
                    || special.iter().any(|s| name.eq_ignore_ascii_case(s))
                    || has_key_and_field(inside, lines.peek().copied().unwrap_or_default()));
            if opens && found && BIBLATEX_TYPES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                return Some(Dialect::Biblatex);
            }
        }
        if found {
            for field in line.split(',') {
                let name = field.split('=').next().unwrap_or_default().trim();
                if name.len() < field.len()
                    && BIBLATEX_FIELDS.iter().any(|known| name.eq_ignore_ascii_case(known))
                {
                    return Some(Dialect::Biblatex);
                }
            }
        }
    }
    found.then_some(Dialect::Bibtex)
}

/// Whether `key, name =` stands behind a delimiter, the field on the next line if not on
/// this: that is an entry, whatever its type.
fn has_key_and_field(inside: &str, next: &str) -> bool {
    let Some((key, rest)) = inside.split_once(',') else { return false };
    let field = if rest.trim().is_empty() { next } else { rest };
    let name = field.split_once('=').map(|(name, _)| name.trim()).unwrap_or_default();
    let key = key.trim();
    !key.is_empty()
        && !key.contains(|c: char| c.is_whitespace() || "{}()=\"@".contains(c))
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// Types that tell BibLaTeX.
const BIBLATEX_TYPES: &[&str] = &[
    "online",
    "report",
    "thesis",
    "collection",
    "mvbook",
    "mvcollection",
    "mvproceedings",
    "mvreference",
    "bookinbook",
    "suppbook",
    "suppcollection",
    "suppperiodical",
    "periodical",
    "reference",
    "inreference",
    "xdata",
    "set",
    "software",
    "dataset",
];

/// Fields that tell BibLaTeX.
const BIBLATEX_FIELDS: &[&str] = &[
    "date",
    "journaltitle",
    "location",
    "subtitle",
    "maintitle",
    "eprinttype",
    "eprintclass",
    "langid",
    "eventtitle",
    "eventdate",
    "origdate",
    "pubstate",
    "shortjournal",
    "pagetotal",
    "xdata",
    "booksubtitle",
    "journalsubtitle",
    "titleaddon",
    "hyphenation",
    "origlanguage",
    "annotation",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_apart() {
        assert_eq!(sniff("% x\n@article{a, journal = {J}, year = 2000}"), Some(Dialect::Bibtex));
        assert_eq!(sniff("@Article{a,\n  journaltitle = {J},\n}"), Some(Dialect::Biblatex));
        assert_eq!(sniff("@online{a, title = {T}}"), Some(Dialect::Biblatex));
        assert_eq!(sniff("mail me@home {now}\n@someone said"), None);
    }
}
