//! Whether what is kept may stand where it stood: today's reader refuses the whole file
//! for a value that does not fit its field, even of a parent of a parent.

use std::borrow::Cow;

use super::entry::Reading;
use super::fields::Fields;
use super::values::is_typed;
use crate::format::hayagriva::fields::MAPPED;
use crate::grammar::yaml::{Value, Yaml};

/// Names that lead to a parent.
const PARENTS: &[&str] = &["parent", "series", "event", "original", "source"];

/// Whether the value may stand at the path in an entry. Fields that the format does not
/// know may hold anything.
pub(in crate::format::hayagriva) fn is_sound(path: &str, value: &Yaml<'_>) -> bool {
    let mut names = path.split('.').skip_while(|name| PARENTS.contains(name));
    match (names.next(), names.next()) {
        (None, _) => {
            let Ok(fields) = Fields::of(value.clone(), String::new()) else { return false };
            // Only an entry must state its type.
            let fields = if fields.has("type") { fields } else { fields.with_type("misc") };
            Reading::of(Cow::Borrowed(""), fields, 0..0).clean
        }
        (Some("serial-number"), Some(_)) => match &value.value {
            Value::Scalar(text, plain) => !*plain || !is_typed(text) || text.parse::<f64>().is_ok(),
            _ => false,
        },
        (Some(name), None) if name == "time-range" || MAPPED.contains(&name) => {
            let key = Yaml { value: Value::Scalar(Cow::Borrowed(name), true), span: 0..0 };
            let entry = Yaml { value: Value::Map(vec![(key, value.clone())]), span: 0..0 };
            let Ok(fields) = Fields::of(entry, String::new()) else { return false };
            Reading::of(Cow::Borrowed(""), fields.with_type("misc"), 0..0).clean
        }
        _ => true,
    }
}
