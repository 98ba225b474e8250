//! Hub roles ↔ roles of affiliated persons (docs/file-format.md, "List of persons with
//! role"; `csl/taxonomy.rs`, `resolve_name_variable`, for CSL's names of them).

use crate::record::Role;

/// What each role is called in Hayagriva; the first hub role is what it is read as.
pub(super) const WRITTEN: &[(&str, &[Role])] = &[
    ("translator", &[Role::Translator, Role::EditorTranslator]),
    ("afterword", &[Role::Afterword]),
    ("foreword", &[Role::Foreword]),
    ("introduction", &[Role::Introduction]),
    ("annotator", &[Role::Annotator]),
    ("commentator", &[Role::Commentator]),
    ("holder", &[Role::Holder]),
    ("compiler", &[Role::Compiler]),
    ("founder", &[Role::Founder, Role::SeriesCreator]),
    ("collaborator", &[Role::Contributor, Role::Collaborator]),
    ("organizer", &[Role::Organizer, Role::Curator]),
    ("cast-member", &[Role::Performer, Role::CastMember]),
    ("composer", &[Role::Composer]),
    ("producer", &[Role::Producer]),
    ("executive-producer", &[Role::ExecutiveProducer]),
    ("writer", &[Role::ScriptWriter]),
    ("cinematography", &[Role::Cinematography]),
    ("director", &[Role::Director]),
    ("illustrator", &[Role::Illustrator]),
    ("narrator", &[Role::Narrator]),
];

/// Roles of editors that Hayagriva does not tell apart; they are written as editors.
pub(super) const EDITORS: &[Role] =
    &[Role::Continuator, Role::EditorialDirector, Role::Redactor, Role::Reviser];

/// Roles that have a field of their own, here or with a parent.
const FIELDS: &[Role] = &[
    Role::Author,
    Role::Chair,
    Role::CollectionEditor,
    Role::ContainerAuthor,
    Role::Editor,
    Role::EditorTranslator,
    Role::OriginalAuthor,
];

/// Whether Hayagriva has a place for the role.
pub(super) fn has_place(role: Role) -> bool {
    FIELDS.contains(&role)
        || EDITORS.contains(&role)
        || WRITTEN.iter().any(|(_, roles)| roles.contains(&role))
}

/// The hub's role of that name, in any case, with or without hyphens.
pub(super) fn from_name(name: &str) -> Option<Role> {
    let same = |known: &str| {
        let letters = |text: &str| {
            text.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>()
        };
        letters(known) == letters(name)
    };
    WRITTEN.iter().find(|(known, _)| same(known)).and_then(|(_, roles)| roles.first().copied())
}

/// Whether the role is called exactly so.
pub(super) fn is_exact(name: &str) -> bool {
    WRITTEN.iter().any(|(known, _)| *known == name)
}
