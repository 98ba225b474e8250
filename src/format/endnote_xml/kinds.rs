//! Reference types and the kinds that they are.

use crate::format::shared::endnote::{self, ReferenceType};
use crate::format::shared::tagged::group::BOOKS;
use crate::format::shared::tagged::work;
use crate::grammar::xml::Element;
use crate::record::{Kind, Record, Role};

/// The kind of a record: by the name of its reference type, for numbers differ.
pub(super) fn read(element: Element<'_, '_>) -> Kind {
    let kind = element.child("ref-type").and_then(named).unwrap_or(Kind::Document);
    let work = element.child("work-type").map(Element::text);
    work.and_then(|work| work::kind(kind, &work)).unwrap_or(kind)
}

pub(super) fn named(kind: Element<'_, '_>) -> Option<Kind> {
    let name = kind.attribute("name");
    let by_name = name.as_deref().and_then(endnote::kind);
    let number = || {
        let number: u8 = kind.text().parse().ok()?;
        endnote::TYPES.iter().find(|row| row.number == number).map(|row| row.kind)
    };
    by_name.or_else(number)
}

/// The number of a reference type that other readers than EndNote take for whole
/// proceedings; `Conference Paper` says the same.
const UNREAD: u8 = 10;

/// The kind as which a record is written: a book that has editors and no authors is an
/// edited book, for EndNote calls the editors of other books those of a series.
pub(super) fn of(record: &Record<'_>) -> Kind {
    let has = |role: Role| record.names(role).next().is_some();
    if record.kind == Kind::Book && has(Role::Editor) && !has(Role::Author) {
        return Kind::EditedCollection;
    }
    record.kind
}

/// The reference type as which a kind is written.
pub(super) fn reference_type(kind: Kind) -> &'static ReferenceType {
    let find = |kind: Kind| endnote::TYPES.iter().find(|row| row.kind == kind && row.number != UNREAD);
    let row = find(kind).or_else(|| find(nearest(kind))).or_else(|| find(Kind::Document));
    row.unwrap_or(&endnote::TYPES[0])
}

/// The kind of reference type that comes nearest to one that EndNote lacks.
fn nearest(kind: Kind) -> Kind {
    match kind {
        Kind::InBook | Kind::BookInBook | Kind::SuppBook | Kind::SuppCollection => Kind::Chapter,
        Kind::Review | Kind::ReviewBook | Kind::SuppPeriodical => Kind::ArticleJournal,
        Kind::Proceedings | Kind::MultiVolumeProceedings | Kind::MultiVolumeCollection => {
            Kind::EditedCollection
        }
        Kind::Entry => Kind::EntryEncyclopedia,
        Kind::Speech => Kind::PaperConference,
        Kind::Broadcast | Kind::Performance => Kind::MotionPicture,
        Kind::MusicalScore => Kind::Song,
        Kind::Interview => Kind::PersonalCommunication,
        Kind::Post => Kind::PostWeblog,
        Kind::Article => Kind::Manuscript,
        kind if BOOKS.contains(&kind) => Kind::Book,
        _ => Kind::Document,
    }
}
