//! Relators: what those who are named in a library catalogue did.
//!
//! Source: MARC Code List for Relators (Library of Congress).

use crate::record::Role;

/// Relators: code, term, and the role in the record. One without role is kept as it is.
#[rustfmt::skip]
const RELATORS: &[(&str, &str, Role)] = &[
    ("aut", "author", Role::Author),
    ("edt", "editor", Role::Editor),
    ("trl", "translator", Role::Translator),
    ("ctb", "contributor", Role::Contributor),
    ("ill", "illustrator", Role::Illustrator),
    ("com", "compiler", Role::Compiler),
    ("cmp", "composer", Role::Composer),
    ("cur", "curator", Role::Curator),
    ("drt", "director", Role::Director),
    ("hst", "host", Role::Host),
    ("ivr", "interviewer", Role::Interviewer),
    ("nrt", "narrator", Role::Narrator),
    ("orm", "organizer", Role::Organizer),
    ("prf", "performer", Role::Performer),
    ("pro", "producer", Role::Producer),
    ("rcp", "addressee", Role::Recipient),
    ("aus", "screenwriter", Role::ScriptWriter),
    ("ann", "annotator", Role::Annotator),
    ("aui", "author of introduction, etc.", Role::Introduction),
    ("aft", "author of afterword, colophon, etc.", Role::Afterword),
    ("cwt", "commentator for written text", Role::Commentator),
    ("cph", "copyright holder", Role::Holder),
    ("red", "redaktor", Role::Redactor),
    ("cng", "cinematographer", Role::Cinematography),
    ("act", "actor", Role::CastMember),
    ("fnd", "founder", Role::Founder),
    ("osp", "guest", Role::Guest),
    ("edc", "editor of compilation", Role::Editor),
    ("cre", "creator", Role::Author),
    ("inv", "inventor", Role::Author),
    ("pht", "photographer", Role::Author),
    ("art", "artist", Role::Author),
    ("ctg", "cartographer", Role::Author),
    ("prg", "programmer", Role::Author),
    ("spk", "speaker", Role::Author),
    ("rsp", "respondent", Role::Contributor),
    ("ths", "thesis advisor", Role::Contributor),
    ("dgs", "degree supervisor", Role::Contributor),
    ("scr", "scribe", Role::Contributor),
    ("spn", "sponsor", Role::Contributor),
];

/// The relators of bodies that issue a record: they are no contributors.
pub(crate) const ISSUERS: &[&str] = &[
    "dgg",
    "degree grantor",
    "degree granting institution",
    "pbl",
    "publisher",
    "isb",
    "issuing body",
    "his",
];

/// The role that a relator's code or term names, in any case.
pub(crate) fn role_of(relator: &str) -> Option<Role> {
    let relator = relator.trim().trim_end_matches('.');
    let is = |known: &str| known.eq_ignore_ascii_case(relator);
    RELATORS.iter().find(|(code, term, _)| is(code) || is(term)).map(|(.., role)| *role)
}

/// Whether a relator says no more than a role does, or that a body issued the thing: a
/// photographer is more than an author.
pub(crate) fn is_role(relator: &str) -> bool {
    let relator = relator.trim().trim_end_matches('.');
    let is = |known: &str| known.eq_ignore_ascii_case(relator);
    let row = RELATORS.iter().find(|(code, term, _)| is(code) || is(term));
    row.is_some_and(|(_, term, role)| relator_of(*role) == Some(*term))
        || ISSUERS.iter().any(|known| is(known))
}

/// The term for a role.
pub(crate) fn relator_of(role: Role) -> Option<&'static str> {
    RELATORS.iter().find(|(.., known)| *known == role).map(|(_, term, _)| *term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_terms_are_known() {
        assert_eq!(role_of("AUT"), Some(Role::Author));
        assert_eq!(role_of("thesis advisor."), Some(Role::Contributor));
        assert_eq!(role_of("herald"), None);
        assert!(is_role("edt") && is_role("Author.") && is_role("publisher"));
        assert!(!is_role("photographer") && !is_role("thesis advisor") && !is_role("herald"));
        assert_eq!(relator_of(Role::Translator), Some("translator"));
    }
}
