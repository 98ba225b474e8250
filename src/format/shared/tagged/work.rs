//! Kinds that share a reference type with another and are told by the type of work
//! (RIS `M3`, EndNote `%9`).

use crate::record::Kind;

const WORKS: &[(Kind, &str, Kind)] = &[
    (Kind::Manuscript, "Preprint", Kind::Article),
    (Kind::PersonalCommunication, "Interview", Kind::Interview),
    (Kind::Document, "Treaty", Kind::Treaty),
];

/// The kind that the kind of a reference type and a type of work make.
pub(crate) fn kind(kind: Kind, work: &str) -> Option<Kind> {
    let is = |row: &&(Kind, &str, Kind)| row.0 == kind && row.1.eq_ignore_ascii_case(work);
    WORKS.iter().find(is).map(|(.., kind)| *kind)
}

/// The type of work that tells a kind.
pub(crate) fn of_kind(kind: Kind) -> Option<&'static str> {
    WORKS.iter().find(|(.., known)| *known == kind).map(|(_, work, _)| *work)
}

/// Whether a type of work says no more than what tells the kind.
pub(crate) fn tells(kind: Kind, work: &str) -> bool {
    of_kind(kind).is_some_and(|known| known.eq_ignore_ascii_case(work))
}
