//! What a record of the Web of Science describes.

use crate::format::Sink;
use crate::format::shared::tagged::lines;
use crate::grammar::tagged::Field as Line;
use crate::record::Kind;

/// Publication types, as they are spelled now and as ISI spelled them, and what their
/// records are without a document type.
#[rustfmt::skip]
const TYPES: &[(&str, Kind)] = &[
    ("J", Kind::ArticleJournal),
    ("B", Kind::Book),
    ("S", Kind::Chapter),
    ("C", Kind::PaperConference),
    ("P", Kind::Patent),
    ("D", Kind::Dataset),
    ("Journal", Kind::ArticleJournal),
    ("Book", Kind::Book),
    ("Book in series", Kind::Chapter),
    ("Series", Kind::Chapter),
    ("Patent", Kind::Patent),
];

/// Document types that tell what a record is wherever it appeared.
const TELLING: &[(&str, Kind)] = &[
    ("Book Review", Kind::ReviewBook),
    ("Preprint", Kind::Article),
    ("Data Set", Kind::Dataset),
    ("Data Study", Kind::Dataset),
    ("Software", Kind::Software),
    ("Dissertation/Thesis", Kind::Thesis),
    ("Dissertation", Kind::Thesis),
    ("Thesis", Kind::Thesis),
    ("Patent", Kind::Patent),
];

/// Document types that say no more of a record of the kind than it says itself.
const IMPLIED: &[(&str, Kind)] = &[
    ("Article", Kind::ArticleJournal),
    ("Book", Kind::Book),
    ("Book Chapter", Kind::Chapter),
    ("Chapter", Kind::Chapter),
    ("Proceedings Paper", Kind::PaperConference),
    ("Conference Paper", Kind::PaperConference),
];

/// Whether a value names a publication type.
pub(super) fn is_type(name: &str) -> bool {
    of_type(name).is_some()
}

fn of_type(name: &str) -> Option<Kind> {
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

/// The document types of a value: `Article; Early Access`.
pub(super) fn documents(value: &str) -> impl Iterator<Item = &str> {
    value.split([';', '\n']).map(str::trim).filter(|name| !matches!(*name, "" | "-"))
}

/// Whether a document type says no more than the kind does. What stands in a book may be
/// called an article, too.
pub(super) fn says_kind(name: &str, kind: Kind) -> bool {
    let is = |(known, of): &(&str, Kind)| known.eq_ignore_ascii_case(name) && *of == kind;
    TELLING.iter().any(is) || IMPLIED.iter().any(is) || name.eq_ignore_ascii_case("Article")
}

/// Whether two titles differ in their case and their full stops alone.
pub(super) fn same_title(one: &str, other: &str) -> bool {
    one.trim_end_matches('.').eq_ignore_ascii_case(other.trim_end_matches('.'))
}

/// The kind of the record with these lines.
pub(super) fn of<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Kind {
    let line = |tag: &str| lines.iter().find(|line| line.tag == tag && !line.raw.is_empty());
    let text = |tag: &str| line(tag).map(Line::text).unwrap_or_default();
    let named = text("DT");
    let is = |name: &str| documents(&named).any(|known| known.eq_ignore_ascii_case(name));
    let apart = line("SO").is_some() && !same_title(&text("SO"), &text("TI"));
    let kind = line("PT").and_then(|line| of_type(line.raw));
    lines::report_type(lines, line("PT"), kind.is_some(), sink);
    if let Some((_, telling)) = TELLING.iter().find(|(name, _)| is(name)) {
        return *telling;
    }
    match kind {
        Some(Kind::Book | Kind::Chapter) if is("Proceedings Paper") || is("Meeting Abstract") => {
            Kind::PaperConference
        }
        Some(Kind::Book | Kind::Chapter) if is("Book Chapter") => Kind::Chapter,
        Some(Kind::Book | Kind::Chapter) if is("Book") => Kind::Book,
        Some(Kind::Book | Kind::Chapter) if apart && line("CT").is_some() => Kind::PaperConference,
        Some(Kind::Book | Kind::Chapter) => {
            if apart {
                Kind::Chapter
            } else {
                Kind::Book
            }
        }
        Some(kind) => kind,
        None if apart => Kind::ArticleJournal,
        None => Kind::Document,
    }
}
