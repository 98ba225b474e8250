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
    Warning MISSING_FIELD = "missing-field", "records of this type should state a field that is missing",
        "fill it in, or give the record another type";

    // Pages copied from the web
    Warning TITLE_LOST = "title-lost", "the page does not carry the title",
        "copy the page with its titles, or fill it in by hand";
    Warning AUTHORS_LOST = "authors-lost", "the page does not carry the authors",
        "copy the page with its author lists, or fill them in by hand";
    Warning AUTHORS_CUT = "authors-cut", "the page cuts the author list",
        "the record ends in \"and others\"; fill in the rest by hand";
    Warning VENUE_LOST = "venue-lost", "the page does not carry the venue",
        "copy the page with its venues, or fill it in by hand";
    Warning YEAR_LOST = "year-lost", "the page does not carry the year",
        "fill it in by hand";
    Warning YEAR_NOT_ON_PAGE = "year-not-on-page", "the page gives a date without its year",
        "say when the page was copied with --page-date YYYY[-MM[-DD]]";
    Note ABSTRACT_CUT = "abstract-cut", "the page ends in the middle of the abstract",
        "copy the page to its end";
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
