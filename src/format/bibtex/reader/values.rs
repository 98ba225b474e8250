//! What single fields say beyond their LaTeX.

use std::borrow::Cow;
use std::ops::Range;

use super::super::fields::{Class, in_periodical};
use super::super::{languages, types};
use super::names::split_and;
use crate::grammar::trim;
use crate::latex::{self, Purpose};
use crate::record::{Field, Kind, Record, Text, identifier};

/// What the LaTeX of a field is for: styles change the case of titles, but not of what is a
/// list to biblatex; running text has paragraphs.
pub(super) fn purpose(field: Field, class: Class) -> Purpose {
    use Field::*;
    match field {
        Abstract | Annote | Note => Purpose::Paragraphs,
        Title | Subtitle | TitleAddon | TitleShort | ContainerTitle | ContainerSubtitle
        | ContainerTitleAddon | ContainerTitleShort | CollectionTitle | CollectionTitleShort | EventTitle
        | EventTitleAddon | IssueTitle | IssueSubtitle | MainTitle | MainSubtitle | MainTitleAddon
        | OriginalTitle
            if class != Class::List =>
        {
            Purpose::Title
        }
        _ => Purpose::Words,
    }
}

/// The parts of a value that may hold several: keywords, ISBNs, and biblatex's lists;
/// `None` for a value that holds one.
pub(super) fn split(value: &str, class: Class, field: Field, lists: bool) -> Option<Vec<Range<usize>>> {
    match class {
        Class::Keywords => Some(outside_braces(value)),
        _ if field == Field::Isbn => Some(between_blanks(value).unwrap_or_else(|| outside_braces(value))),
        _ if field == Field::Issn => Some(outside_braces(value)),
        _ if lists => Some(split_and(value).filter(|part| !value[part.clone()].trim().is_empty()).collect()),
        _ => None,
    }
}

/// Splits at commas and semicolons outside braces.
fn outside_braces(value: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' | b';' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..value.len());
    parts.retain(|part| !trim(&value[part.clone()]).is_empty());
    parts
}

/// The ISBNs of a value that holds several with blanks between them.
fn between_blanks(value: &str) -> Option<Vec<Range<usize>>> {
    let parts = || value.split_ascii_whitespace();
    if parts().nth(1).is_none() || !parts().all(|part| identifier::isbn(part).is_some()) {
        return None;
    }
    let start = |part: &str| part.as_ptr() as usize - value.as_ptr() as usize;
    Some(parts().map(|part| start(part)..start(part) + part.len()).collect())
}

/// A value that is read to the letter.
pub(super) fn verbatim(field: Field, value: &str) -> Text<'_> {
    let text = latex::verbatim(value);
    if field == Field::EprintType {
        let known = ["arxiv", "jstor", "pubmed", "hdl", "googlebooks"];
        if let Some(name) = known.iter().find(|name| name.eq_ignore_ascii_case(&text)) {
            return Text::new(*name);
        }
    }
    Text::new(text)
}

/// A value that is a key of biblatex's, or that is to be taken as it stands.
pub(super) fn known(field: Field, kind: Kind, value: &str) -> Option<Text<'_>> {
    match field {
        Field::CollectionTitle if in_periodical(kind) => series(value.trim()),
        Field::Genre => types::genre_words(value.trim()).map(Text::new),
        Field::Language => {
            let bare = value.trim().trim_matches(['{', '}']);
            languages::tag(bare).map(Text::new)
        }
        Field::Status => types::status_words(value.trim()).map(Text::new),
        Field::Jurisdiction => types::country_words(value.trim()).map(Text::new),
        Field::Page => {
            let value = trim(value);
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-,;:.()+&/ ".contains(&b);
            value.bytes().all(plain).then(|| Text::new(value))
        }
        _ => None,
    }
}

/// The series of a journal (biblatex §2.2.2 `series`): a number, or a key.
fn series(value: &str) -> Option<Text<'static>> {
    let number = value.parse::<u8>().ok().map(|number| {
        let ending = match (number % 10, number % 100) {
            (1, n) if n != 11 => "st",
            (2, n) if n != 12 => "nd",
            (3, n) if n != 13 => "rd",
            _ => "th",
        };
        Text::new(format!("{number}{ending} series"))
    });
    match value {
        "newseries" => Some(Text::new("new series")),
        "oldseries" => Some(Text::new("old series")),
        _ => number,
    }
}

/// Collections and proceedings state their own title as `booktitle` as well, for their
/// parts to inherit.
pub(super) fn own_title(record: &mut Record<'_>) {
    let same = |a: Field, b: Field| record.get(a).is_some_and(|text| text.plain() == record.str(b));
    if !record.kind.has_container() && same(Field::ContainerTitle, Field::Title) {
        if same(Field::ContainerSubtitle, Field::Subtitle) {
            record.take(Field::ContainerSubtitle);
        }
        record.take(Field::ContainerTitle);
    }
}

/// An eprint of PubMed is a PMID.
pub(super) fn pubmed(record: &mut Record<'_>) {
    let pubmed = record.str(Field::EprintType).eq_ignore_ascii_case("pubmed");
    if pubmed && !record.has(Field::Pmid) && identifier::pmid(record.str(Field::Eprint)).is_some() {
        record.take(Field::EprintType);
        if let Some(id) = record.take(Field::Eprint) {
            record.push(Field::Pmid, id);
        }
    }
}

/// What the fields say of the kind where the entry type is vague.
///
/// What has a preprint server's identifier and no type of its own is a preprint: that is how
/// arXiv, and most styles, have it (`@misc`, `@unpublished`). `@online` says a type of its
/// own; but a web page is not in a state of publication. What was not published but belongs
/// to an event is a talk.
pub(super) fn refine(record: &mut Record<'_>) {
    let server = record.str(Field::EprintType);
    let known = ["arxiv", "biorxiv", "medrxiv", "chemrxiv", "psyarxiv", "ssrn"];
    let is_filed = record.has(Field::Eprint) && known.iter().any(|name| name.eq_ignore_ascii_case(server));
    let has_event = || record.has(Field::EventTitle) || record.has(Field::EventPlace);
    record.kind = match record.kind {
        Kind::Document | Kind::Manuscript if is_filed => Kind::Article,
        Kind::Webpage if record.has(Field::Status) => Kind::Article,
        Kind::Manuscript if has_event() => Kind::Speech,
        kind => kind,
    };
    if record.kind == Kind::Article && record.str(Field::Status) == "prepublished" {
        record.take(Field::Status);
    }
}

/// What an address stands in as text.
pub(super) const URL: &str = "\\url{";

/// An address that stands where one says how a work was published.
pub(super) fn published_address(value: &str) -> Option<Cow<'_, str>> {
    let bare = value.trim();
    let wrapped = [URL, "{\\url{", "\\href{"].iter().any(|wrapper| bare.starts_with(wrapper));
    let text = if wrapped { latex::decode_plain(bare) } else { latex::verbatim(bare) };
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    (!rest.is_empty() && !rest.contains(char::is_whitespace)).then_some(text)
}
