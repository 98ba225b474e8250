//! Who made what the entry describes.

use super::super::super::Dialect;
use super::super::super::fields::{Class, type_of_role};
use super::super::names;
use super::super::place::{self, Place};
use super::Entry;
use super::values::Value;
use crate::format::Output;
use crate::format::shared::affiliations;
use crate::record::{Field, Name, Role};

impl Entry<'_> {
    /// Puts names into the fields of their roles.
    pub(super) fn names(&mut self, out: &mut Output) {
        let record = self.record;
        let mut seen = 0u64;
        let leading = self.leading_role();
        let mut typed =
            [("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype")].into_iter();
        for contributor in &record.contributors {
            let role = contributor.role;
            let bit = 1u64 << (role as u32 % 64);
            if seen & bit != 0 {
                continue;
            }
            seen |= bit;
            if let Some(place) = place::of_role(role, self.dialect) {
                self.put(place, Value::Names(role), out);
                self.details(role, out);
            } else if leading == Some(role)
                && let Some(word) = type_of_role(role)
            {
                self.put(const { Place::named("editor", Class::Name) }, Value::Names(role), out);
                self.put(const { Place::named("editortype", Class::Text) }, Value::Word(word), out);
                self.details(role, out);
            } else if let (Some(word), Some((name, type_name))) = (type_of_role(role), typed.next()) {
                self.put_as(name, Class::Name, Value::Names(role), out);
                self.put_as(type_name, Class::Text, Value::Word(word), out);
                self.details(role, out);
            } else {
                for name in record.names(role) {
                    out.lose(role.name(), name.in_full(), "BibTeX has no field for this role");
                }
            }
        }
    }

    /// Whose work it is where there is neither author nor editor: biblatex cites and sorts by
    /// `editor`, whose `editortype` says what they did (§2.3.6).
    fn leading_role(&self) -> Option<Role> {
        use Role::*;
        let leading = [Director, Compiler, Composer, Founder, Performer, Host, Organizer, Producer];
        let known = [Author, Editor, EditorTranslator];
        let has = |role: &Role| self.record.names(*role).next().is_some();
        if self.dialect == Dialect::Bibtex || known.iter().any(has) {
            return None;
        }
        leading.into_iter().find(has)
    }

    /// What sources say of names beyond their parts: biblatex's own keys go with the name,
    /// ORCID iDs into an annotation (biblatex §3.7).
    fn details(&mut self, role: Role, out: &mut Output) {
        let annotation = match (role, self.dialect) {
            (Role::Author, Dialect::Biblatex) => Some("author+an:orcid"),
            (Role::Editor, Dialect::Biblatex) => Some("editor+an:orcid"),
            _ => None,
        };
        let (mut annotated, mut placed) = (false, false);
        for name in self.record.names(role) {
            let Name::Person(person) = name else { continue };
            let id = names::orcid(name).filter(|_| annotation.is_some());
            for (key, value) in &person.extra {
                if key == affiliations::KEY && !self.record.has(Field::AuthorAddress) {
                    placed = true;
                } else if id.is_some_and(|id| value.contains(id)) {
                    annotated = true;
                } else if !names::carries(person, key, self.dialect) {
                    out.lose(role.name(), format!("{key} of {name}: {value}"), "BibTeX has no place for it");
                }
            }
        }
        if placed {
            self.put(const { Place::named("affiliation", Class::Text) }, Value::Affiliations, out);
        }
        if let Some(annotation) = annotation.filter(|_| annotated) {
            self.put_as(annotation, Class::Verbatim, Value::Orcids(role), out);
        }
    }
}
