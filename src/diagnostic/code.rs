//! Every diagnostic code: name, weight, cause and hint. Names are stable.

use super::Severity;

/// A kind of diagnostic.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Its stable name, such as `title-lost`.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The cause in words, without its particulars.
    pub cause: &'static str,
    /// What the user can do.
    pub hint: &'static str,
}

macro_rules! codes {
    ($( $(#[$meta:meta])* $severity:ident $NAME:ident = $name:literal, $cause:literal, $hint:literal; )*) => {
        /// The codes, one constant each.
        pub mod codes {
            use super::{Code, Severity};
            $(
                $(#[$meta])*
                #[doc = concat!("`", $name, "`: ", $cause)]
                pub const $NAME: &Code = &Code {
                    name: $name,
                    severity: Severity::$severity,
                    cause: $cause,
                    hint: $hint,
                };
            )*
            /// All of them.
            pub const ALL: &[&Code] = &[ $( $NAME ),* ];
        }
    };
}

codes! {
    // Any input
    Error EMPTY_INPUT = "empty-input", "the input is empty",
        "give a file that holds references";
    Error BINARY_INPUT = "binary-input", "the input is binary, not text",
        "export the library as text (BibTeX, RIS, CSL-JSON …) and convert that";
    Error UNKNOWN_FORMAT = "unknown-format", "the input is in no format that is known",
        "name the format with --from; `bibconv formats` lists them";
    Error AMBIGUOUS_FORMAT = "ambiguous-format", "the input fits more than one format",
        "name the one that is meant with --from";
    Warning NO_RECORDS = "no-records", "no record was found",
        "see whether --from names the right format";
    Error NOTHING_READ = "nothing-read", "no record was found, only text that was skipped",
        "see whether --from names the right format";
    Warning INVALID_UTF8 = "invalid-utf8", "bytes that are not valid UTF-8 were replaced by U+FFFD",
        "save the file as UTF-8, or name its encoding";
    Warning GUESSED_ENCODING = "guessed-encoding", "the encoding is not UTF-8 and was guessed",
        "name the encoding with --encoding to be sure";
    Warning DUPLICATE_KEY = "duplicate-key", "the key was used before",
        "both records are kept; give one of them another key";
    Error UNREADABLE = "unreadable", "this part could not be read and was skipped",
        "mend the syntax at this place";
    Warning IGNORED_TEXT = "ignored-text", "text that belongs to no record was skipped",
        "check that nothing is missing";

    // YAML
    Warning UNKNOWN_TYPE = "unknown-type", "the format has no entry of this type",
        "see the format's documentation for its types";
    Warning MISSING_TYPE = "missing-type", "the entry states no type",
        "say what the entry describes";
    Warning UNKNOWN_FIELD = "unknown-field", "the format has no field of this name",
        "see the format's documentation for its fields; what it says is kept";
    Warning UNEXPECTED_VALUE = "unexpected-value", "the value is not of the kind that the field takes",
        "see the format's documentation; what was understood is converted";

    // What `check` looks for
    Warning BAD_DOI = "bad-doi", "this is no DOI",
        "a DOI has the form 10.REGISTRANT/SUFFIX, without blanks";
    Warning BAD_ISBN = "bad-isbn", "this is no ISBN: its check digit does not hold",
        "compare it with the book";
    Warning BAD_ISSN = "bad-issn", "this is no ISSN: its check digit does not hold",
        "compare it with the journal";
    Warning BAD_PAGES = "bad-pages", "the range of pages ends before it begins",
        "compare it with the source";
    Warning BAD_DATE = "bad-date", "this is no date, or an interval that ends before it begins",
        "write YYYY-MM-DD, YYYY-MM or YYYY, and a slash between the ends of an interval";
    Warning BAD_VALUE = "bad-value", "the value is not what its field holds",
        "write it as the biblatex manual (§2.2) has it";
    Warning MISSING_FIELD = "missing-field", "records of this type should state a field that is missing",
        "fill it in, or give the record another type";

    // BibTeX
    Error UNCLOSED_ENTRY = "unclosed-entry", "the entry is never closed",
        "close it; it was taken to end where the next one begins";
    Error UNCLOSED_VALUE = "unclosed-value", "the value is never closed",
        "close it; it was taken to end with its line";
    Warning ESCAPED_BRACE = "escaped-brace", "BibTeX counts this brace, although it is escaped",
        "write \\textbraceleft{} or \\textbraceright{}, or give the brace its partner";
    Warning STRAY_BRACE = "stray-brace", "a brace closes nothing",
        "remove it, or open it where it belongs";
    Warning BARE_COMMENT = "bare-comment", "the comment stands without braces",
        "write `@comment{…}`: biber and others stop at it; .bib output has the braces";
    Warning STRAY_TEXT = "stray-text", "this is no field and was skipped",
        "write fields as `name = {value},`";
    Warning MISSING_COMMA = "missing-comma", "a comma is missing",
        "put a comma here: other readers stop at it";
    Warning MISSING_EQUALS = "missing-equals", "the equals sign after the field's name is missing",
        "write fields as `name = {value},`";
    Warning MISSING_DELIMITERS = "missing-delimiters", "the value stands without braces",
        "put braces around it";
    Warning MISSING_KEY = "missing-key", "the entry has no key",
        "give it one; it cannot be cited without";
    Warning DUPLICATE_FIELD = "duplicate-field", "the entry states the field twice",
        "the first was taken; remove one of them";
    Warning UNKNOWN_ENTRY_TYPE = "unknown-entry-type", "the entry type is not known",
        "the entry was taken for a document; see whether the type is spelled right";
    Warning UNKNOWN_STRING = "unknown-string", "no @string of this name is defined",
        "define it, or put braces around the word";
    Warning STRING_CYCLE = "string-cycle", "the @string is defined by itself",
        "break the circle";
    Warning UNKNOWN_COMMAND = "unknown-command", "the LaTeX command is not known",
        "see what became of the text; write the characters themselves where you can";
    Warning ODD_NAMES = "odd-names", "the list of names is not of the form `A and B`",
        "separate names by `and`, and write them as `Last, First`";
    Warning ODD_DATE = "odd-date", "the date is of no form that is known",
        "write dates as YYYY-MM-DD, and months as jan, feb, mar …";
    Warning MISSING_PARENT = "missing-parent", "the entry that this one refers to is missing",
        "add it; nothing was inherited";
    Warning PARENT_CYCLE = "parent-cycle", "the entry inherits from itself",
        "break the circle";

    // XML
    Error UNCLOSED_RECORD = "unclosed-record", "the record is never closed",
        "close it; it was taken to end where the next one begins";
    Warning BROKEN_MARKUP = "broken-markup", "the XML is broken here",
        "close every element, write `&lt;` for `<` and `&amp;` for `&`; see what became of the record";
    Warning UNKNOWN_ENTITY = "unknown-entity", "the entity is not known",
        "write the character itself; entities of a document type are not read";

    // ISO 2709
    Warning BROKEN_DIRECTORY = "broken-directory", "the record's directory does not fit its fields",
        "see whether the fields have got their own tags";
    Warning UNKNOWN_CHARACTERS = "unknown-characters", "characters of a set that is not known were replaced by U+FFFD",
        "export the records in UTF-8";

    // Tagged lines
    Warning MISSING_END = "missing-end", "the record is never ended",
        "end it with its end line, such as `ER  - `; it was taken to end where the next one begins";

    // Tables
    Error UNKNOWN_COLUMNS = "unknown-columns", "no column of the table has a name that is known",
        "say what its columns hold with --columns title=HEADER,author=HEADER,…";
    Warning MISSING_COLUMN = "missing-column", "the table has no column of this name",
        "give --columns the names as they stand in the table's head";
    Warning RAGGED_ROW = "ragged-row", "the row has not as many values as the head has names",
        "see whether values with separators or line breaks in them are quoted";
    Warning UNCLOSED_QUOTE = "unclosed-quote", "the quotation mark is never closed",
        "close it; it was taken for a part of the value";
    Warning STRAY_QUOTE = "stray-quote", "a quotation mark inside a quoted value is not doubled",
        "write it twice; it was taken for a part of the value";

    // Pages copied from the web
    Warning TITLE_LOST = "title-lost", "the page does not carry the title",
        "copy the page with its titles, or fill it in by hand";
    Warning AUTHORS_LOST = "authors-lost", "the page does not carry the authors",
        "copy the page with its author lists, or fill them in by hand";
    Warning AUTHORS_CUT = "authors-cut", "the page cuts the author list",
        "the record ends in \"and others\"; fill in the rest by hand";
    Warning AUTHORS_IN_TITLE = "authors-in-title", "title and authors stand in one text and cannot be told apart",
        "both are kept as the title; part them by hand";
    Warning VENUE_LOST = "venue-lost", "the page does not carry the venue",
        "copy the page with its venues, or fill it in by hand";
    Warning SOURCE_UNREAD = "source-unread", "it could not be told where this was published",
        "what the page says is kept; fill in the fields by hand";
    Warning YEAR_LOST = "year-lost", "the page does not carry the year",
        "fill it in by hand";
    Warning YEAR_NOT_ON_PAGE = "year-not-on-page", "the page gives a date without its year",
        "say when the page was copied with --page-date YYYY[-MM[-DD]]";
    Warning REFERENCE_UNSURE = "reference-unsure", "the parts of the reference cannot be told apart for certain",
        "compare the record with the reference, whose text is kept";
    Note ABSTRACT_CUT = "abstract-cut", "the page ends in the middle of the abstract",
        "copy the page to its end";
    Note ABSTRACT_FOLDED = "abstract-folded", "the page shows only the beginning of the abstract",
        "unfold it before copying the page";
    Warning RECORD_COUNT = "record-count", "the page announces another number of records than it holds",
        "copy the page to its end";
    Warning RECORD_CUT = "record-cut", "the page ends in the middle of a record",
        "copy the page to its end";
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn names_are_unique_and_every_code_says_what_to_do() {
        let mut names: Vec<_> = codes::ALL.iter().map(|code| code.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), codes::ALL.len());
        assert!(codes::ALL.iter().all(|code| !code.cause.is_empty() && !code.hint.is_empty()));
    }
}
