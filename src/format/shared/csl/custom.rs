//! `custom`, the place for what has no variable: extras by the family that they come
//! from, and the fields of the hub that CSL lacks under this family's own name.

use std::borrow::Cow;

use crate::format::family;
use crate::grammar::json::{Lexer, Value, elements, members};
use crate::record::{Field, Name, Record, Role};

use super::variable::{NONE, is_lacking, of_field};
use super::{FAMILY, name};

/// Reads the object that `custom` holds.
pub(crate) fn read<'a>(object: &'a str, record: &mut Record<'a>) {
    let mut rest: Vec<(&'a str, &'a str)> = Vec::new();
    let mut lifted = false;
    for (name, value, raw) in members(object) {
        let name_raw = name.raw;
        let name = name.decode();
        let taken = match value {
            Value::Object(_) if name == FAMILY && members(raw).next().is_some() => {
                own(raw, record);
                true
            }
            Value::Object(_) => family(&name).is_some_and(|family| foreign(raw, family, record)),
            _ => false,
        };
        lifted |= taken;
        if !taken {
            rest.push((name_raw, raw));
        }
    }
    if !lifted {
        record.keep(FAMILY, "custom", object);
    } else if !rest.is_empty() {
        let mut object = String::from("{");
        for (i, (name, raw)) in rest.iter().enumerate() {
            object.push_str(if i > 0 { ", \"" } else { "\"" });
            object.push_str(name);
            object.push_str("\": ");
            object.push_str(raw);
        }
        object.push('}');
        record.keep(FAMILY, "custom", object);
    }
}

/// Extras of another family, if all of it looks like that.
fn foreign<'a>(object: &'a str, family: &'static str, record: &mut Record<'a>) -> bool {
    let string = |value: &Value<'_>| matches!(value, Value::String(_));
    let sound = |value: &Value<'_>| match value {
        Value::String(_) => true,
        Value::Array(array) => elements(array).count() > 1 && elements(array).all(|value| string(&value)),
        _ => false,
    };
    if members(object).next().is_none() || !members(object).all(|(_, value, _)| sound(&value)) {
        return false;
    }
    for (name, value, _) in members(object) {
        match value {
            Value::String(text) => record.keep(family, name.decode(), text.decode()),
            Value::Array(array) => {
                for element in elements(array) {
                    if let Value::String(text) = element {
                        record.keep(family, name.decode(), text.decode());
                    }
                }
            }
            _ => {}
        }
    }
    true
}

/// The fields of the hub that are written here.
const KEPT: [Field; 7] = [
    Field::AuthorAddress,
    Field::CollectionTitleShort,
    Field::Eid,
    Field::Eprint,
    Field::EprintClass,
    Field::EprintType,
    Field::License,
];

/// The name under which it is kept that a field was found here, and is not folded into a
/// variable.
pub(crate) fn in_custom(field: &str) -> String {
    format!("custom.{field}")
}

/// This family's own.
fn own<'a>(object: &'a str, record: &mut Record<'a>) {
    for (name, value, raw) in members(object) {
        let name = name.decode();
        let lacking = KEPT.iter().any(|field| field.name() == name) && field(&name, value, record);
        if lacking {
            // Where it stands it stays.
            record.keep_spelling(FAMILY, in_custom(&name), "");
        } else if !of_names(&name, value, raw, record) {
            record.keep(FAMILY, name, raw);
        }
    }
}

/// A field of the hub for which CSL has no variable. Says whether it was one.
pub(crate) fn field<'a>(name: &str, value: Value<'a>, record: &mut Record<'a>) -> bool {
    let field = match name {
        "article-number" => Field::Eid,
        name => match Field::from_name(name) {
            Some(field) if of_field(field) == NONE => field,
            _ => return false,
        },
    };
    let mut first = |value| match value {
        Value::String(text) if !text.raw.is_empty() && !record.has(field) => {
            record.push(field, text.decode());
            true
        }
        _ => false,
    };
    match value {
        Value::Array(array) => elements(array).next().is_some_and(&mut first) && elements(array).count() == 1,
        value => first(value),
    }
}

/// The names in a role that CSL lacks; or what is said of the names in a role besides
/// what CSL has members for: one object a name, in order.
fn of_names<'a>(name: &str, value: Value<'a>, raw: &'a str, record: &mut Record<'a>) -> bool {
    let (Some(role), Value::Array(array)) = (Role::from_name(name), value) else { return false };
    if is_lacking(role) {
        return !record.contributors.iter().any(|c| c.role == role)
            && elements(array).all(|value| matches!(value, Value::Object(_)))
            && name::read(&mut Lexer::new(raw), role, record).is_ok();
    }
    let objects = || elements(array).filter(|value| matches!(value, Value::Object(_)));
    if objects().count() != record.names(role).count() || elements(array).count() != objects().count() {
        return false;
    }
    let names = record.contributors.iter_mut().filter(|c| c.role == role);
    for (contributor, value) in names.zip(objects()) {
        if let (Name::Person(person), Value::Object(object)) = (&mut contributor.name, value) {
            for (key, value, raw) in members(object) {
                let value = match value {
                    Value::String(text) => text.decode(),
                    _ => Cow::Borrowed(raw),
                };
                person.extra.push((key.decode(), value));
            }
        }
    }
    true
}
