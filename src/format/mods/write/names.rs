//! Names with what those did who bear them.

use crate::format::shared::relators;
use crate::grammar::xml::Writer as Xml;
use crate::record::{Contributor, Name, Role};

pub(super) fn role(xml: &mut Xml<'_>, term: &str) {
    xml.open("role", &[]);
    xml.leaf_with("roleTerm", &[("type", "text"), ("authority", "marcrelator")], term);
    xml.close("role");
}

/// A name; one without role is an author's.
pub(super) fn name(xml: &mut Xml<'_>, contributor: &Contributor<'_>, primary: bool) {
    let kind = match &contributor.name {
        Name::Person(_) => "personal",
        Name::Literal(_) => "corporate",
        Name::Others => "",
    };
    let attributes = [("type", kind), ("usage", "primary")];
    let attributes = match (kind, primary) {
        ("", _) => &attributes[..0],
        (_, false) => &attributes[..1],
        (_, true) => &attributes[..],
    };
    xml.open("name", attributes);
    match &contributor.name {
        Name::Person(person) => {
            let family = [&*person.prefix, &*person.family];
            let family: Vec<&str> = family.into_iter().filter(|part| !part.is_empty()).collect();
            if !family.is_empty() {
                xml.leaf_with("namePart", &[("type", "family")], &family.join(" "));
            }
            for given in person.given.split_whitespace().chain(person.dropping_prefix.split_whitespace()) {
                xml.leaf_with("namePart", &[("type", "given")], given);
            }
            if !person.suffix.is_empty() {
                xml.leaf_with("namePart", &[("type", "termsOfAddress")], &person.suffix);
            }
            for (name, value) in &person.extra {
                match &**name {
                    "affiliation" => xml.leaf("affiliation", value),
                    "dates" => xml.leaf_with("namePart", &[("type", "date")], value),
                    "termsOfAddress" => xml.leaf_with("namePart", &[("type", name)], value),
                    "ORCID" => xml.leaf_with("nameIdentifier", &[("type", "orcid")], value),
                    _ => xml.out.lose(format!("name:{name}"), value.as_ref(), "MODS has no element for it"),
                }
            }
        }
        Name::Literal(name) => xml.leaf("namePart", name),
        Name::Others => xml.leaf("etal", ""),
    }
    let author = matches!(contributor.role, Role::Author | Role::ContainerAuthor);
    match relators::relator_of(contributor.role) {
        _ if author => {}
        Some(term) => role(xml, term),
        None if contributor.role == Role::CollectionEditor => role(xml, "editor"),
        None => role(xml, contributor.role.name()),
    }
    xml.close("name");
}
