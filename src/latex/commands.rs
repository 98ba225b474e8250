//! Commands that do something with what follows them: data only.
//!
//! Sources: LaTeX2e's font and box commands; biblatex §4.6.4, §4.10.4; csquotes;
//! hyperref; the `\noopsort` trick of *BibTeXing* §4.

use crate::record::MarkKind;

/// What a command does in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Its argument is marked.
    Mark(MarkKind),
    /// What follows in the group is marked.
    Declare(MarkKind),
    /// Ends the fonts that were declared in the group.
    Upright,
    /// Its argument stands as it is.
    Keep,
    /// It takes this many arguments, and the next stands as it is.
    Skip(u8),
    /// It takes an address, which text has no place for, and the next stands as it is.
    Link,
    /// Its first argument stands as it is, the second vanishes.
    First,
    /// It vanishes, with this many arguments.
    Drop(u8),
    /// It vanishes with its argument, which says something.
    Aside,
    /// Its argument is one of biblatex's keys for words of its own.
    Term,
    /// Its argument stands to the letter.
    Verbatim,
    /// Its argument stands between these.
    Wrap(&'static str, &'static str),
    /// Its argument is mathematics.
    Math,
    /// Its argument is set in capitals.
    Upper,
    /// Its argument is set in small letters.
    Lower,
    /// Its argument is the number of a character.
    Char,
    /// The same, in hexadecimal.
    Hex,
    /// It takes a length, and vanishes with it (`\kern-.1em`); glue leaves a blank.
    Length { glue: bool },
    /// Of what follows up to `\fi`, that behind `\else` is for text.
    ElseBranch,
    /// What follows up to `\fi` is not for text.
    SkipToFi,
    /// It separates words.
    Blank,
    /// It separates paragraphs.
    Paragraph,
}

use Action::*;
use MarkKind::{Bold, Code, Italic, NoCase, Quote, SmallCaps, Strikeout, Subscript, Superscript, Underline};

#[rustfmt::skip]
pub(super) const COMMANDS: &[(&str, Action)] = &[
    // Fonts
    ("emph", Mark(Italic)), ("textit", Mark(Italic)), ("textsl", Mark(Italic)),
    ("textem", Mark(Italic)), ("mkbibemph", Mark(Italic)), ("mkbibitalic", Mark(Italic)),
    ("textbf", Mark(Bold)), ("mkbibbold", Mark(Bold)), ("textsc", Mark(SmallCaps)),
    ("textcaps", Mark(SmallCaps)),
    ("texttt", Mark(Code)), ("code", Mark(Code)), ("underline", Mark(Underline)),
    ("uline", Mark(Underline)), ("sout", Mark(Strikeout)), ("st", Mark(Strikeout)),
    ("textsuperscript", Mark(Superscript)), ("textsuper", Mark(Superscript)),
    ("mkbibsuperscript", Mark(Superscript)), ("up", Mark(Superscript)),
    ("sp", Mark(Superscript)), ("super", Mark(Superscript)),
    ("textsubscript", Mark(Subscript)), ("textsubscr", Mark(Subscript)),
    ("mkbibsubscript", Mark(Subscript)), ("sb", Mark(Subscript)), ("sub", Mark(Subscript)),
    ("em", Declare(Italic)), ("it", Declare(Italic)), ("itshape", Declare(Italic)),
    ("sl", Declare(Italic)), ("slshape", Declare(Italic)), ("bf", Declare(Bold)),
    ("bfseries", Declare(Bold)), ("sc", Declare(SmallCaps)), ("scshape", Declare(SmallCaps)),
    ("tt", Declare(Code)), ("ttfamily", Declare(Code)),
    ("rm", Upright), ("rmfamily", Upright), ("normalfont", Upright), ("upshape", Upright),
    ("mdseries", Upright), ("sf", Upright), ("sffamily", Upright),

    // Quotation
    ("enquote", Mark(Quote)), ("mkbibquote", Mark(Quote)), ("textquote", Mark(Quote)),
    ("textcquote", Mark(Quote)),

    // Case
    ("nocase", Mark(NoCase)), ("NoCaseChange", Mark(NoCase)), ("mkbibacro", Mark(NoCase)),
    ("MakeUppercase", Upper), ("uppercase", Upper), ("MakeTextUppercase", Upper),
    ("MakeLowercase", Lower), ("lowercase", Lower), ("MakeTextLowercase", Lower),

    // What stands as it is
    ("mbox", Keep), ("hbox", Keep), ("fbox", Keep), ("text", Keep), ("textrm", Keep),
    ("textup", Keep), ("textmd", Keep), ("textnormal", Keep), ("textsf", Keep),
    ("textlf", Keep), ("textlatin", Keep), ("textgreek", Keep), ("textcyrillic", Keep),
    ("textcyr", Keep), ("textulc", Keep), ("autocap", Keep),
    ("bibsentence", Blank), ("mkbibnamefamily", Keep), ("mkbibnamegiven", Keep),
    ("mkbibordinal", Keep), ("ensureascii", Keep), ("singleletter", Keep), ("acro", Keep),
    ("acronym", Keep), ("ac", Keep), ("acs", Keep), ("acl", Keep), ("acf", Keep),
    ("cite", Keep), ("citep", Keep), ("citet", Keep), ("parencite", Keep), ("textcite", Keep),
    ("autocite", Keep), ("footcite", Keep), ("fullcite", Keep), ("citetitle", Keep),
    ("citeauthor", Keep), ("footnote", Wrap(" (", ")")), ("mathrm", Keep), ("mathit", Keep),
    ("mathsf", Keep), ("mathnormal", Keep), ("bibfnamefont", Keep), ("bibnamefont", Keep),
    ("bibinfo", Skip(1)), ("href", Link), ("textcolor", Skip(1)), ("foreignlanguage", Skip(1)),
    ("bibstring", Term), ("bibcpstring", Term), ("biblstring", Term), ("bibsstring", Term),
    ("adddot", Wrap(".", "")), ("addcomma", Wrap(",", "")), ("addsemicolon", Wrap(";", "")),
    ("addcolon", Wrap(":", "")), ("addperiod", Wrap(".", "")), ("addslash", Wrap("/", "")),
    ("addabbrvspace", Blank), ("addnbspace", Blank), ("addthinspace", Blank),
    ("bibrangedash", Wrap("–", "")), ("bibdash", Wrap("–", "")), ("pno", Wrap("p.", "")),
    ("ppno", Wrap("pp.", "")), ("psq", Wrap("\u{A0}sq.", "")), ("psqq", Wrap("\u{A0}sqq.", "")),
    ("BibitemOpen", Blank), ("texorpdfstring", First),
    ("printfirst", First), ("switchargs", First), ("mkbibparens", Wrap("(", ")")),
    ("parentext", Wrap("(", ")")), ("mkbibbrackets", Wrap("[", "]")),
    ("brackettext", Wrap("[", "]")),

    // To the letter
    ("url", Verbatim), ("path", Verbatim), ("nolinkurl", Verbatim), ("burl", Verbatim),
    ("verb", Verbatim), ("email", Verbatim), ("doi", Verbatim),
    ("ensuremath", Math), ("math", Math), ("symbol", Char), ("unichar", Char), ("char", Char),
    ("ElsevierGlyph", Hex),

    // What leaves no trace in text
    ("noopsort", Drop(1)), ("NoopSort", Drop(1)), ("SortNoop", Drop(1)), ("sortnoop", Drop(1)),
    ("noop", Drop(1)), ("sortkey", Drop(1)), ("sort", Drop(1)), ("hspace", Drop(1)),
    ("hspace*", Drop(1)), ("vspace", Drop(1)), ("vspace*", Drop(1)), ("phantom", Drop(1)),
    ("hphantom", Drop(1)), ("vphantom", Drop(1)), ("label", Drop(1)), ("index", Drop(1)),
    ("color", Drop(1)), ("raisebox", Skip(1)), ("selectlanguage", Drop(1)),
    ("begin", Drop(1)), ("end", Drop(1)), ("hyphenation", Drop(1)), ("thanks", Aside),
    ("kern", Length { glue: false }), ("mkern", Length { glue: false }), ("raise", Length { glue: false }),
    ("lower", Length { glue: false }), ("hskip", Length { glue: true }), ("vskip", Length { glue: true }),
    ("ifmmode", ElseBranch), ("else", SkipToFi), ("fi", Drop(0)),
    ("relax", Drop(0)), ("protect", Drop(0)), ("-", Drop(0)), ("/", Drop(0)), ("@", Drop(0)),
    ("!", Drop(0)), ("ignorespaces", Drop(0)), ("unskip", Drop(0)), ("null", Drop(0)),
    ("noindent", Drop(0)), ("allowbreak", Drop(0)), ("nobreak", Drop(0)),
    ("nolinebreak", Drop(0)), ("linebreak", Blank), ("break", Blank), ("sloppy", Drop(0)),
    ("hfill", Blank), ("hfil", Blank), ("xspace", Drop(0)), ("isdot", Drop(0)),
    ("leavevmode", Drop(0)), ("negthinspace", Drop(0)), ("boldmath", Drop(0)),
    ("unboldmath", Drop(0)), ("displaystyle", Drop(0)), ("textstyle", Drop(0)),
    ("scriptstyle", Drop(0)), ("small", Drop(0)), ("footnotesize", Drop(0)),
    ("scriptsize", Drop(0)), ("tiny", Drop(0)), ("large", Drop(0)), ("Large", Drop(0)),
    ("normalsize", Drop(0)), ("hyp", Wrap("-", "")), ("bgroup", Drop(0)), ("egroup", Drop(0)),
    ("begingroup", Drop(0)), ("endgroup", Drop(0)), ("left", Drop(0)), ("right", Drop(0)),
    ("\\", Blank), ("newline", Blank), ("par", Paragraph), ("newblock", Blank), ("item", Blank),
    ("smallskip", Blank), ("medskip", Blank), ("bigskip", Blank),
];

/// Names of programs that are set in a case of their own.
pub(super) const LOGOS: &[&str] = &[
    "TeX", "LaTeX", "LaTeXe", "BibTeX", "XeTeX", "XeLaTeX", "LuaTeX", "LuaLaTeX", "pdfTeX", "pdfLaTeX",
    "ConTeXt", "METAFONT", "MF",
];

/// What biblatex's keys for words print in English, where that is not the key (§4.9.2).
pub(super) const TERMS: &[(&str, &str)] = &[
    ("nodate", "n.d."),
    ("inpress", "in press"),
    ("inpreparation", "in preparation"),
    ("andothers", "et al."),
    ("newseries", "new series"),
    ("oldseries", "old series"),
    ("byeditor", "edited by"),
    ("bytranslator", "translated by"),
];
