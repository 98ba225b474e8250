//! Where biblatex is finer than CSL: its titles in parts, article numbers, eprints and
//! addenda are folded into CSL's variables, as pandoc folds them.

use crate::record::{Field, Kind, Mark, Record, Text, identifier};

use super::FAMILY;
use super::custom::in_custom;
use super::variable::{Rank, of_field};

/// What became of the fields that CSL lacks.
#[derive(Debug, Default)]
pub(crate) struct Folded<'r> {
    /// Values that take the place of the record's own; `None` where there is none any more.
    pub values: Vec<(Rank, Option<Text<'r>>)>,
    /// Fields that no variable holds.
    pub rest: Vec<Field>,
}

/// Folds every field that CSL lacks into the variable that comes nearest.
pub(crate) fn fold<'r>(record: &'r Record<'_>) -> Folded<'r> {
    let mut folded = Folded::default();
    let mut set = |field, text| folded.values.push((of_field(field), text));
    let mut rest = Vec::new();
    titles(record, &mut set);
    if record.has(Field::EventTitleAddon) {
        set(Field::EventTitle, series(record, &[(' ', Field::EventTitle), ('.', Field::EventTitleAddon)]));
    }
    if record.has(Field::Addendum) {
        set(Field::Note, series(record, &[(' ', Field::Note), ('.', Field::Addendum)]));
    }
    let mut url = get(record, Field::Url);
    if let Some(how) = get(record, Field::HowPublished) {
        if url.is_none() && is_url(how.plain()) {
            url = Some(how);
            set(Field::Url, url.clone());
        } else {
            set(Field::Publisher, join(series(record, &[(';', Field::Publisher)]), ';', Some(how)));
        }
    }
    let stays = |field: Field| record.kept(FAMILY, &in_custom(field.name())).is_some();
    if let Some(eid) = get(record, Field::Eid) {
        if stays(Field::Eid) {
            rest.push(Field::Eid);
        } else if !record.has(Field::Page) {
            set(Field::Page, Some(eid));
        } else if !record.has(Field::Number) {
            set(Field::Number, Some(eid));
        } else {
            rest.push(Field::Eid);
        }
    }
    if let Some(id) = get(record, Field::Eprint)
        && (stays(Field::Eprint) || !eprint(record, id.plain(), url.as_ref().map(Text::plain), &mut set))
    {
        rest.extend([Field::Eprint, Field::EprintType]);
    }
    if !record.has(Field::Eprint) {
        // Where a preprint stands is its publisher, as Zotero has it.
        if record.kind == Kind::Article && !record.has(Field::Publisher) {
            set(Field::Publisher, get(record, Field::EprintType));
        } else {
            rest.push(Field::EprintType);
        }
    }
    let server = record.str(Field::EprintType);
    if record.kind == Kind::Article
        && !matches!(server.to_ascii_lowercase().as_str(), "" | "arxiv")
        && !record.has(Field::Section)
    {
        // "A section of an archive" (biblatex §3.14.7); those of arXiv are subjects.
        set(Field::Section, get(record, Field::EprintClass));
    } else {
        rest.push(Field::EprintClass);
    }
    rest.extend([Field::License, Field::CollectionTitleShort, Field::AuthorAddress]);
    rest.retain(|field| record.has(*field));
    folded.rest = rest;
    folded
}

/// pandoc's way with titles: a subtitle follows a colon, an addon a full stop. The main
/// title of a multi-volume work is the title of the item or of its container, and what
/// it is the main title of becomes the title of the volume.
fn titles<'r>(record: &'r Record<'_>, set: &mut impl FnMut(Field, Option<Text<'r>>)) {
    use Field::*;
    let finer = [
        Subtitle,
        TitleAddon,
        ContainerSubtitle,
        ContainerTitleAddon,
        MainTitle,
        MainSubtitle,
        MainTitleAddon,
        IssueTitle,
        IssueSubtitle,
    ];
    if !record.fields.iter().any(|(field, _)| finer.contains(field)) {
        return;
    }
    let mut title = series(record, &[(' ', Title), (':', Subtitle), ('.', TitleAddon)]);
    let mut container =
        series(record, &[(' ', ContainerTitle), (':', ContainerSubtitle), ('.', ContainerTitleAddon)]);
    let main = series(record, &[(' ', MainTitle), (':', MainSubtitle), ('.', MainTitleAddon)]);
    let issue = series(record, &[(' ', IssueTitle), (':', IssueSubtitle)]);
    let mut volume = series(record, &[(' ', VolumeTitle)]);
    if main.is_some() {
        if record.kind.has_container() {
            volume = join(volume, '.', std::mem::replace(&mut container, main));
        } else {
            volume = join(volume, '.', std::mem::replace(&mut title, main));
        }
    }
    if issue.is_some() {
        // An issue with a title of its own: the periodical is its container.
        if record.kind == Kind::Periodical && container.is_none() {
            container = std::mem::replace(&mut title, issue);
        } else {
            volume = join(volume, '.', issue);
        }
    }
    set(Title, title);
    set(ContainerTitle, container);
    set(VolumeTitle, volume);
}

/// A preprint's identifier: its address if the record states none, a PMID for PubMed, and
/// for an item that is a preprint its number (`arXiv:2501.01234`), as Zotero has it.
/// Says whether any variable holds it now.
fn eprint<'r>(
    record: &'r Record<'_>,
    id: &str,
    url: Option<&str>,
    set: &mut impl FnMut(Field, Option<Text<'r>>),
) -> bool {
    let kind = record.str(Field::EprintType).to_ascii_lowercase();
    let bare = identifier::arxiv(id);
    let arxiv = kind == "arxiv" || (kind.is_empty() && bare.is_some());
    let bare = if arxiv { bare.unwrap_or(id) } else { id };
    let mut held = url.is_some_and(|url| url.ends_with(bare));
    // Where a preprint stands is its publisher, as Zotero has it.
    if arxiv && record.kind == Kind::Article {
        if !record.has(Field::Publisher) {
            set(Field::Publisher, Some("arXiv".into()));
        }
        if !record.has(Field::Number) {
            set(Field::Number, Some(format!("arXiv:{bare}").into()));
            held = true;
        }
    }
    let address = match kind.as_str() {
        _ if arxiv => "https://arxiv.org/abs/",
        "jstor" => "https://www.jstor.org/stable/",
        "googlebooks" => "https://books.google.com?id=",
        "hdl" | "handle" => "https://hdl.handle.net/",
        "pubmed" | "pmid" if identifier::pmid(id).is_some() => {
            if !record.has(Field::Pmid) {
                set(Field::Pmid, Some(id.to_owned().into()));
            }
            return true;
        }
        "" => return held,
        // Any other archive.
        _ => return archived(record, set),
    };
    if url.is_none() {
        set(Field::Url, Some(format!("{address}{bare}").into()));
        held = true;
    }
    held
}

/// The archive that holds a record, and the record's number there: the publisher and the
/// number of a preprint, as Zotero has it. Says whether both have a variable.
fn archived<'r>(record: &'r Record<'_>, set: &mut impl FnMut(Field, Option<Text<'r>>)) -> bool {
    let (archive, number) = match record.kind {
        Kind::Article => (Field::Publisher, Field::Number),
        _ => (Field::Archive, Field::ArchiveLocation),
    };
    let places = [(archive, Field::EprintType), (number, Field::Eprint)];
    let free = |(place, said): &(Field, Field)| ["", record.str(*said)].contains(&record.str(*place));
    let is_free = places.iter().all(free);
    if is_free {
        places.into_iter().for_each(|(place, said)| set(place, get(record, said)));
    }
    is_free
}

fn is_url(text: &str) -> bool {
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    bare.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

fn get<'r>(record: &'r Record<'_>, field: Field) -> Option<Text<'r>> {
    record.get(field).map(borrow)
}

/// The values of several fields one after the other, each after its separator.
fn series<'r>(record: &'r Record<'_>, fields: &[(char, Field)]) -> Option<Text<'r>> {
    let mut all = None;
    for (separator, field) in fields {
        for text in record.all(*field) {
            all = join(all, *separator, Some(borrow(text)));
        }
    }
    all
}

fn borrow<'r>(text: &'r Text<'_>) -> Text<'r> {
    if text.marks().is_empty() {
        return Text::new(text.plain());
    }
    Text::with_marks(text.plain(), text.marks().to_vec())
}

/// All the values with a separator between them.
pub(crate) fn concat<'r, 't: 'r>(
    texts: impl Iterator<Item = &'r Text<'t>>,
    separator: &str,
) -> Option<Text<'static>> {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    for (i, text) in texts.enumerate() {
        if i > 0 {
            plain.push_str(separator);
        }
        marks.extend(text.marks().iter().map(|mark| shifted(mark, plain.len())));
        plain.push_str(text.plain());
    }
    (!plain.is_empty()).then(|| Text::with_marks(plain, marks))
}

fn shifted(mark: &Mark, by: usize) -> Mark {
    Mark::new(mark.range().start + by..mark.range().end + by, mark.kind)
}

/// Joins two texts with a separator and a blank, or a blank alone where the first ends
/// in punctuation.
pub(crate) fn join<'r>(
    first: Option<Text<'r>>,
    separator: char,
    second: Option<Text<'r>>,
) -> Option<Text<'r>> {
    let (Some(first), Some(second)) = (&first, &second) else {
        return first.or(second);
    };
    let mut plain = String::with_capacity(first.plain().len() + second.plain().len() + 2);
    plain.push_str(first.plain());
    if separator != ' ' && !plain.ends_with(['!', '?', '.', ',', ':', ';', '…']) {
        plain.push(separator);
    }
    plain.push(' ');
    let shift = plain.len();
    plain.push_str(second.plain());
    let second = second.marks().iter().map(|mark| shifted(mark, shift));
    let marks = first.marks().iter().copied().chain(second).collect();
    Some(Text::with_marks(plain, marks))
}
