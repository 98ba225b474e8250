//! The shape of a format. Every leaf below this folder is one format, complete:
//! name, sniffing rule, grammar, emitter and field table.

mod output;
mod sink;

pub mod arxiv_atom;
pub mod bibtex;
pub mod cff;
pub mod crossref_json;
pub mod crossref_unixref;
pub mod csl;
pub mod csv;
pub mod datacite_json;
pub mod dblp_xml;
pub mod endnote_xml;
pub mod enw;
pub mod hayagriva;
pub mod marc;
pub mod mods;
pub mod msbib;
pub mod nbib;
pub mod openalex_json;
pub mod ovid;
pub mod page;
pub mod pubmed_xml;
pub mod refworks;
pub mod registry;
pub mod ris;
mod shared;
pub mod wos;
pub mod zotero_json;

use std::fmt;
use std::io::{self, BufRead, Seek, Write};

#[cfg(feature = "lists")]
pub use csl::list::{Locale, Style};
pub use csv::Columns;
pub use output::{Output, lose_extra, lose_extra_but};
pub use sink::{Collected, Sink};

use crate::record::{Matter, Point, Record};
use crate::spill::Memory;

/// One format.
pub struct Format {
    /// The name for `--from` and `--to`.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// File extensions without their dot.
    pub extensions: &'static [&'static str],
    /// One line about it.
    pub about: &'static str,
    /// How sure it is that a text is of this format, from its first few KiB.
    pub sniff: fn(&str) -> Confidence,
    /// For formats of which several documents may follow each other in one input (pages
    /// copied from the web): whether a document begins at a line.
    pub begins: Option<fn(&Border<'_>) -> bool>,
    /// Its grammar.
    pub reader: Option<&'static dyn Reader>,
    /// Its emitter.
    pub writer: Option<&'static dyn Writer>,
}

/// The start of a line at which another document may begin.
#[derive(Clone, Copy, Debug)]
pub struct Border<'t> {
    /// The line.
    pub line: &'t str,
    /// What stands above it in the same document: the line before it, and more if that
    /// is still at hand.
    pub above: &'t str,
    /// The line and what stands below it: at least [`BEGINS_LOOKAHEAD`] lines, unless the
    /// input ends before.
    pub below: &'t str,
    /// The format of the document above.
    pub after: &'t Format,
}

/// How many lines [`Format::begins`] may look at.
pub const BEGINS_LOOKAHEAD: usize = 12;

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The name of a format as it is registered, under which its extras are kept.
pub fn family(name: &str) -> Option<&'static str> {
    registry::FORMATS.iter().map(|format| format.name).find(|known| *known == name)
}

/// How sure a format is that a text is its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is not.
    #[default]
    No,
    /// Nothing speaks against it.
    Maybe,
    /// Its marks are there, but another format might have them too.
    Likely,
    /// No other format looks like this.
    Certain,
}

impl Confidence {
    /// `self` when the condition holds, else [`Confidence::No`].
    #[must_use]
    pub fn when(self, condition: bool) -> Self {
        if condition { self } else { Confidence::No }
    }
}

/// What the user may say about the input.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// When a page was copied: the year of dates that are printed without one.
    pub page_date: Option<Point>,
    /// What columns of tables hold.
    pub columns: Columns,
    /// How much memory may be taken.
    pub memory: Memory,
}

/// What the user may say about the output.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Only ASCII characters, the others spelled in the format's own way.
    pub ascii: bool,
    /// How many blanks stand before a field, for formats with one field a line that leave
    /// it free (YAML's layout is fixed); the format's own custom without.
    pub indent: Option<u8>,
    /// Whether the values of such fields stand below each other.
    pub align: bool,
    /// Whether capitals in titles are left without the braces that keep BibTeX styles
    /// from lowering them.
    pub bare_capitals: bool,
    /// Whose reading of the format is aimed at, where programs differ. Without it, what
    /// comes from the format goes back to it to the letter.
    pub profile: Option<Profile>,
    /// Which columns a table has.
    pub columns: Columns,
    /// The style of a list; APA's without.
    #[cfg(feature = "lists")]
    pub style: Option<Style>,
    /// The locale of a list; its style's own without.
    #[cfg(feature = "lists")]
    pub locale: Option<Locale>,
}

/// Whose reading of a format is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What most programs agree on.
    Common,
    /// EndNote's.
    EndNote,
}

/// A grammar.
///
/// It is total: whatever the bytes, it gives what is readable and reports the rest.
pub trait Reader: Sync {
    /// Begins to read an input.
    fn start(&self, options: &ReadOptions) -> Start;

    /// Whether an input that begins with these bytes may be in an encoding that the grammar
    /// alone knows. What is not UTF-8 then comes as the characters that `x-user-defined`
    /// (Encoding Standard §14.5) has for bytes, U+F780 to U+F7FF.
    fn keeps_bytes(&self, _start: &[u8]) -> bool {
        false
    }
}

/// How an input is read.
pub enum Start {
    /// Piece by piece, in one pass.
    Split(Box<dyn Splitter>),
    /// After a first look at the whole of it, for formats with file-wide state such as
    /// BibTeX's strings and cross-references.
    Survey(Box<dyn Survey>),
    /// As one piece, for formats that cannot be cut.
    Whole(Parse),
}

/// A parser of one piece: pure, so that pieces can be parsed on all cores. It borrows
/// from the piece and hands records over in order.
pub type Parse = Box<dyn for<'a> Fn(&'a str, &mut dyn Sink<'a>) + Send + Sync>;

/// Cuts an input at record boundaries; cheap and sequential.
pub trait Splitter: Send {
    /// The next piece of the input that starts with `text`: its length, and its parser.
    ///
    /// Gives `None` when `text` holds no whole record yet; it is then called again with
    /// more text. At the end of the input it must give a piece for any non-empty text.
    /// Where it cuts depends on the text and its own state alone, and a piece holds as
    /// much of `text` as can be cut off.
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)>;
}

/// A first look at the whole input, before it is read again from its start.
pub trait Survey: Send {
    /// Looks at the next part of the input and gives how much of it was taken; the rest
    /// comes again with more text. At the end everything must be taken.
    fn feed(&mut self, text: &str, at_end: bool) -> usize;

    /// Asked once all of the input was seen: whether it must be seen once more, from its
    /// start.
    fn again(&mut self) -> bool {
        false
    }

    /// What cuts the input, now that all of it has been seen.
    ///
    /// # Errors
    /// Of temporary files with what it found.
    fn finish(self: Box<Self>) -> io::Result<Box<dyn Splitter>>;
}

/// A splitter for formats whose pieces need nothing from each other: `boundary` gives
/// the length of the longest prefix that ends where a record ends.
pub fn split_at(
    boundary: fn(text: &str) -> Option<usize>,
    parse: for<'a> fn(&'a str, &mut dyn Sink<'a>),
) -> Start {
    struct Stateless(fn(&str) -> Option<usize>, for<'a> fn(&'a str, &mut dyn Sink<'a>));
    impl Splitter for Stateless {
        fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
            let length = if at_end { Some(text.len()) } else { (self.0)(text) };
            let parse = self.1;
            length.filter(|&l| l > 0).map(|l| (l, Box::new(parse) as Parse))
        }
    }
    Start::Split(Box::new(Stateless(boundary, parse)))
}

/// An emitter.
///
/// Records come one by one, in order, on any core; what stands around and between them
/// is written by the pipeline.
pub trait Writer: Sync {
    /// What stands before the first record.
    fn begin(&self, _options: &WriteOptions) -> &'static str {
        ""
    }

    /// How many records at the start of an output are written together, by
    /// [`Writer::head`]: in some formats the first of a document is unlike the others.
    fn head_size(&self) -> usize {
        0
    }

    /// Writes the first [`Writer::head_size`] records, or all if there are fewer; `more`
    /// says whether others follow. What is lost of them is what [`Writer::record`] says.
    fn head(&self, _records: &[Record<'_>], _more: bool, _options: &WriteOptions, _out: &mut Output) {}

    /// Writes one record; says what it has no place for with [`Output::lose`].
    fn record(&self, record: &Record<'_>, options: &WriteOptions, out: &mut Output);

    /// Whether a record gets a generated key for its own, which is none that one could cite
    /// by; for formats that keep the former key beside it.
    fn renames(&self, _record: &Record<'_>) -> bool {
        false
    }

    /// Writes what stands between records; by default it is lost.
    fn matter(&self, matter: &Matter<'_>, _options: &WriteOptions, out: &mut Output) {
        out.lose(
            format!("{}:{}", matter.format, matter.name),
            matter.value.as_ref(),
            "it stands outside records",
        );
    }

    /// What stands between two records.
    fn separator(&self) -> &'static str {
        ""
    }

    /// What stands after the last record.
    fn end(&self, _options: &WriteOptions) -> &'static str {
        ""
    }

    /// What stands for no records at all, where that is not what stands before and after
    /// some.
    fn none(&self, _options: &WriteOptions) -> Option<&'static str> {
        None
    }

    /// For formats whose text depends on all records: what puts it together. What the other
    /// methods write are drafts then.
    fn composer(&self) -> Option<&dyn Composer> {
        None
    }
}

/// Puts the output together once all records are written.
pub trait Composer: Sync {
    /// Takes what a [`Writer`] wrote, all of it and in order, and writes what it makes of it.
    ///
    /// # Errors
    /// Of reading and writing alone.
    fn compose(&self, drafts: &mut dyn Drafts, options: &WriteOptions, out: &mut dyn Write)
    -> io::Result<()>;
}

/// What a writer wrote, to be read as often as needed. It may be more than fits into memory.
pub trait Drafts: BufRead + Seek {}

impl<T: BufRead + Seek> Drafts for T {}
