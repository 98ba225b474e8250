//! The people of an entry.

use super::entry::{Reading, items};
use super::fields::Fields;
use super::values::{is_bool, is_true, is_typed};
use crate::diagnostic::codes;
use crate::format::hayagriva::{name, roles};
use crate::format::shared::yaml_node::flow;
use crate::grammar::yaml::{Value, Yaml};
use crate::record::{Contributor, Kind, Name, Person, Role};

impl<'a> Reading<'a> {
    /// The names of a field, in a role.
    pub(super) fn people(&mut self, fields: &mut Fields<'a>, name: &str, role: Role) {
        for item in fields.take(name).map(items).unwrap_or_default() {
            match self.person(item) {
                Ok(name) => self.record.contributors.extend(name.map(|name| Contributor { role, name })),
                Err(other) => self.unexpected(fields, name, &other),
            }
        }
    }

    fn person(&mut self, yaml: Yaml<'a>) -> Result<Option<Name<'a>>, Yaml<'a>> {
        let span = yaml.span.clone();
        let mut parts = match Fields::of(yaml, String::new()) {
            Err(Yaml { value: Value::Scalar(text, plain), .. }) => {
                self.clean &= !(plain && is_typed(&text));
                if text.split(',').nth(3).is_some() {
                    self.report(codes::UNEXPECTED_VALUE, span, "a name of more than three parts");
                }
                return Ok(name::parse(&text).map(Name::into_owned));
            }
            Err(other) => return Err(other),
            Ok(parts) => parts,
        };
        let comma = parts.take("comma-suffix");
        let odd = comma.as_ref().filter(|yaml| !is_bool(yaml)).map(flow);
        self.clean &= odd.is_none();
        let comma_suffix = comma.is_some_and(|yaml| is_true(&yaml));
        let mut part = |name| self.string(&mut parts, name).unwrap_or_default();
        let (family, given, dropping_prefix) = (part("name"), part("given-name"), part("prefix"));
        let (suffix, alias) = (part("suffix"), part("alias"));
        self.clean &= !family.is_empty() && parts.rest().next().is_none();
        let mut extra = if alias.is_empty() { Vec::new() } else { vec![("alias".into(), alias)] };
        extra.extend(odd.map(|odd| ("comma-suffix".into(), odd.into())));
        extra.extend(parts.rest().map(|(key, value)| (key.into(), flow(value).into())));
        let person = Person { given, dropping_prefix, suffix, comma_suffix, extra, ..Person::default() };
        Ok(name::from_parts(family, person))
    }

    /// Affiliated persons; `director` is what a director is, where that is something else.
    pub(super) fn affiliated(&mut self, fields: &mut Fields<'a>, director: Option<Role>) {
        let film = matches!(self.record.kind, Kind::MotionPicture | Kind::Broadcast | Kind::Song);
        for item in fields.take("affiliated").map(items).unwrap_or_default() {
            let mut group = match Fields::of(item, fields.path_into("affiliated")) {
                Ok(group) => group,
                Err(other) => {
                    self.unexpected(fields, "affiliated", &other);
                    continue;
                }
            };
            let span = group.span_of("role");
            let stated = group.take("role").and_then(|yaml| yaml.text().cloned()).unwrap_or_default();
            let role = match roles::from_name(&stated) {
                Some(Role::Director) => director.unwrap_or(Role::Director),
                Some(Role::Founder) if film => Role::SeriesCreator,
                Some(role) => role,
                None => {
                    self.report(codes::UNEXPECTED_VALUE, span, format!("the role {stated:?}"));
                    Role::Contributor
                }
            };
            self.clean &= roles::is_exact(&stated) && group.has("names") && !group.is_null("names");
            self.people(&mut group, "names", role);
            self.clean &= group.rest().next().is_none();
            self.keep_rest(&group);
        }
    }
}
