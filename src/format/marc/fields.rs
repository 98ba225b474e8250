//! What the fields of the two dialects say.

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Isbn,
    Issn,
    /// Identifiers of any kind, by the name of their source.
    Identifier,
    Language,
    CallNumber,
    /// A person, a body or a meeting by which the record is filed.
    Main(Who),
    /// Another one.
    Added(Who),
    Title,
    Edition,
    /// Place, publisher, date.
    Imprint,
    /// Pages or volumes.
    Extent,
    /// Title, number.
    Series,
    Note,
    /// Degree, body, year.
    Thesis,
    Abstract,
    /// A heading with its subdivisions.
    Subject,
    /// Keywords, one a subfield.
    Keywords,
    License,
    /// Title, place in it, ISSN, ISBN, imprint.
    Host,
    Url,
    /// Housekeeping of the catalogue.
    Nothing,
}

/// Who is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Person,
    Body,
    Meeting,
    /// A name that is not controlled.
    Anyone,
}

/// A field: its tag, what it says, and the codes of the subfields that say it, in the order
/// of what [`Says`] names. What stands in other subfields is kept.
pub(super) struct Row {
    pub(super) tag: &'static str,
    pub(super) says: Says,
    pub(super) codes: &'static str,
}

const fn row(tag: &'static str, says: Says, codes: &'static str) -> Row {
    Row { tag, says, codes }
}

use Says::*;
use Who::{Anyone, Body, Meeting, Person};

/// MARC 21.
#[rustfmt::skip]
const MARC21: &[Row] = &[
    row("020", Isbn, "acq"),
    row("022", Issn, "a"),
    row("024", Identifier, "a"),
    row("040", Nothing, "abcde"),
    row("041", Language, "a"),
    row("042", Nothing, "a"),
    row("049", Nothing, "a"),
    row("050", CallNumber, "ab"),
    row("060", CallNumber, "ab"),
    row("080", CallNumber, "ab"),
    row("082", CallNumber, "abq"),
    row("084", CallNumber, "abq"),
    row("090", CallNumber, "ab"),
    row("099", CallNumber, "ab"),
    row("100", Main(Person), "abcd4e"),
    row("110", Main(Body), "abc4e"),
    row("111", Main(Meeting), "acdn4ej"),
    row("245", Title, "abnp"),
    row("250", Edition, "ab"),
    row("260", Imprint, "abc"),
    row("264", Imprint, "abc"),
    row("269", Imprint, "__a"),
    row("300", Extent, "abc"),
    row("336", Nothing, "ab"),
    row("337", Nothing, "ab"),
    row("338", Nothing, "ab"),
    row("490", Series, "avx"),
    row("440", Series, "avx"),
    row("800", Series, "tv"),
    row("810", Series, "tv"),
    row("830", Series, "avx"),
    row("500", Note, "a"),
    row("502", Thesis, "bcda"),
    row("520", Abstract, "ab"),
    row("540", License, "au"),
    row("600", Subject, "abcdtxyzv"),
    row("610", Subject, "abxyzv"),
    row("611", Subject, "acdnxyzv"),
    row("630", Subject, "apxyzv"),
    row("648", Subject, "axyzv"),
    row("650", Subject, "axyzv"),
    row("651", Subject, "axyzv"),
    row("653", Keywords, "a"),
    row("700", Added(Person), "abcd4e"),
    row("710", Added(Body), "abc4e"),
    row("711", Added(Meeting), "acdn4ej"),
    row("720", Added(Anyone), "a4e"),
    row("773", Host, "tgxzdq"),
    row("856", Url, "uy3z"),
];

/// UNIMARC.
#[rustfmt::skip]
const UNIMARC: &[Row] = &[
    row("010", Isbn, "abd"),
    row("011", Issn, "a"),
    row("017", Identifier, "a"),
    row("100", Nothing, "a"),
    row("101", Language, "a"),
    row("102", Nothing, "ab"),
    row("105", Nothing, "a"),
    row("106", Nothing, "a"),
    row("181", Nothing, "ac"),
    row("182", Nothing, "ac"),
    row("183", Nothing, "ac"),
    row("200", Title, "aehi"),
    row("205", Edition, "ab"),
    row("210", Imprint, "acd"),
    row("214", Imprint, "acd"),
    row("215", Extent, "acd"),
    row("410", Series, "tvx"),
    row("225", Series, "avx"),
    row("300", Note, "a"),
    row("328", Thesis, "bedac"),
    row("330", Abstract, "a"),
    row("461", Host, "tvxyc"),
    row("463", Host, "tvxyc"),
    row("464", Host, "tvxyc"),
    row("600", Subject, "abcdftxyzj"),
    row("601", Subject, "abcdxyzj"),
    row("602", Subject, "afxyzj"),
    row("604", Subject, "atxyzj"),
    row("605", Subject, "axyzj"),
    row("606", Subject, "axyzj"),
    row("607", Subject, "axyzj"),
    row("608", Subject, "axyzj"),
    row("610", Keywords, "a"),
    row("675", CallNumber, "a"),
    row("676", CallNumber, "a"),
    row("680", CallNumber, "ab"),
    row("686", CallNumber, "a"),
    row("700", Main(Person), "abcd4f"),
    row("710", Main(Body), "abcde4f"),
    row("701", Added(Person), "abcd4f"),
    row("702", Added(Person), "abcd4f"),
    row("711", Added(Body), "abcde4f"),
    row("712", Added(Body), "abcde4f"),
    row("801", Nothing, "abcg"),
    row("856", Url, "uz"),
];

/// One of the two sets of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Marc21,
    Unimarc,
}

impl Dialect {
    /// The dialect of a record, by its tags: each has another one for the title.
    pub(super) fn of<'t>(tags: impl Iterator<Item = &'t str>) -> Self {
        let mut unimarc = false;
        for tag in tags {
            if tag == Dialect::Marc21.title() {
                return Dialect::Marc21;
            }
            unimarc |= tag == Dialect::Unimarc.title();
        }
        if unimarc { Dialect::Unimarc } else { Dialect::Marc21 }
    }

    /// What a field says.
    pub(super) fn row(self, tag: &str) -> Option<&'static Row> {
        let rows = match self {
            Dialect::Marc21 => MARC21,
            Dialect::Unimarc => UNIMARC,
        };
        rows.iter().find(|row| row.tag == tag)
    }

    /// The field that holds the title.
    pub(super) fn title(self) -> &'static str {
        match self {
            Dialect::Marc21 => "245",
            Dialect::Unimarc => "200",
        }
    }
}

/// Fixed fields that say nothing of their own: when and where the record was made.
pub(super) const HOUSEKEEPING: &[&str] = &["003", "005", "006", "007", "008"];
