//! BibTeX and BibLaTeX: one grammar, one pair of tables, two dialects.
//!
//! The reader understands what either dialect says; the dialect decides what is written,
//! and, in reading, how cross-references inherit and what is a list.
//! Sources: *BibTeXing* (Patashnik 1988) and its `bibtex.web`; the biblatex manual §2.

pub mod fields;
pub mod languages;
pub mod types;
mod writer;

use super::{Confidence, Format};

/// The family under which both dialects keep what only they can say.
pub const FAMILY: &str = "bibtex";

/// The name under which a record's extra keeps the entry type as the source spells it.
pub const TYPE_SPELLING: &str = "@type";

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Classic BibTeX.
    Bibtex,
    /// BibLaTeX, read by biber.
    Biblatex,
}

/// BibTeX.
pub const BIBTEX: Format = Format {
    name: "bibtex",
    aliases: &["bib"],
    extensions: &["bib", "bibtex"],
    about: "BibTeX, as classic LaTeX styles read it",
    sniff: |_| Confidence::No,
    begins: None,
    reader: None,
    writer: Some(&writer::BibWriter(Dialect::Bibtex)),
};

/// BibLaTeX.
pub const BIBLATEX: Format = Format {
    name: "biblatex",
    aliases: &["biber"],
    extensions: &["bib", "biblatex"],
    about: "BibLaTeX, as biber reads it",
    sniff: |_| Confidence::No,
    begins: None,
    reader: None,
    writer: Some(&writer::BibWriter(Dialect::Biblatex)),
};
