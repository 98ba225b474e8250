//! What the readers of JSON formats share: how values go into a record.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::grammar::json::{self, Broken, Lexer, Member, Object, Value, kept};
use crate::record::{Field, Name, Person, Record, last_page};

/// Keeps a member that has no place in a record, if it says anything.
pub(crate) fn keep<'a>(record: &mut Record<'a>, family: &'static str, member: Member<'a>) {
    if !member.value.is_void() {
        let text = member.value.text().unwrap_or(Cow::Borrowed(member.raw));
        record.keep(family, member.name, text);
    }
}

/// Keeps what an object says besides the members that are known, as `prefix.name`.
pub(crate) fn keep_rest<'a>(
    record: &mut Record<'a>,
    family: &'static str,
    prefix: &str,
    object: Object<'a>,
    known: &[&str],
) {
    for mut member in object.members.into_iter().filter(|member| !known.contains(&&*member.name)) {
        member.name = Cow::Owned(format!("{prefix}.{}", member.name));
        keep(record, family, member);
    }
}

/// The objects of a list; what else is in it is kept.
pub(crate) fn objects<'a>(
    list: Value<'a>,
    family: &'static str,
    name: &'static str,
    record: &mut Record<'a>,
) -> Vec<Object<'a>> {
    let mut objects = Vec::new();
    for element in list.elements() {
        match element {
            Value::Object(_) => objects.push(element.object()),
            Value::String(_) | Value::Number(_) => {
                record.keep(family, name, element.text().unwrap_or_default());
            }
            Value::Array(raw) => record.keep(family, name, raw),
            Value::Bool(_) | Value::Null => {}
        }
    }
    objects
}

/// Keeps with a person what an object says of them besides the members that are known, as
/// `prefixname`.
pub(crate) fn tell_rest<'a>(person: &mut Person<'a>, prefix: &str, object: Object<'a>, known: &[&str]) {
    let unknown = |member: &Member<'_>| !known.contains(&&*member.name) && !member.value.is_void();
    for member in object.members.into_iter().filter(unknown) {
        let name = if prefix.is_empty() { member.name } else { format!("{prefix}{}", member.name).into() };
        person.extra.push((name, kept(member.value, member.raw)));
    }
}

/// Whether an object says more than these members do.
pub(crate) fn says_more(object: &Object<'_>, known: &[&str]) -> bool {
    object.members.iter().any(|member| !known.contains(&&*member.name) && !member.value.is_void())
}

/// What was read of an item that began at `start`; a broken one is kept if it has a title or
/// names.
pub(crate) fn item<'a>(
    mut record: Record<'a>,
    start: usize,
    lexer: &Lexer<'a>,
    end: Result<(), Broken>,
) -> json::Read<'a> {
    record.span = start..lexer.position();
    let tells = end.is_ok() || record.has(Field::Title) || !record.contributors.is_empty();
    (Some(record).filter(|_| tells), end)
}

/// Reads the members of an object one by one. What tells the record nothing is kept, be it
/// unknown or not what the format has there, unless it is among those that are `silent`:
/// told elsewhere, or read later.
pub(crate) fn read_members<'a>(
    object: Object<'a>,
    family: &'static str,
    silent: &[&str],
    record: &mut Record<'a>,
    mut read: impl FnMut(&Member<'a>, &mut Record<'a>),
) {
    let told = |record: &Record<'_>| {
        record.fields.len() + record.contributors.len() + record.dates.len() + record.extra.len()
    };
    for member in object.members {
        let before = told(record);
        read(&member, record);
        if told(record) == before && !silent.contains(&&*member.name) {
            keep(record, family, member);
        }
    }
}

/// Adds values of a field, each once, in whatever case it comes.
pub(crate) fn add_all<'a>(record: &mut Record<'a>, field: Field, values: impl Iterator<Item = Cow<'a, str>>) {
    let mut known: HashSet<String> = record.all(field).map(|text| text.plain().to_lowercase()).collect();
    for value in values {
        if known.insert(value.to_lowercase()) {
            record.push(field, value);
        }
    }
}

/// The name that is printed given name first.
pub(crate) fn named(name: Cow<'_, str>) -> Name<'_> {
    match name {
        Cow::Borrowed(name) => Name::from_display(name),
        Cow::Owned(name) => Name::from_display(&name).into_owned(),
    }
}

/// The range between a first and a last page, or the one that there is.
pub(crate) fn pages<'a>(first: Cow<'a, str>, last: Cow<'a, str>) -> Cow<'a, str> {
    match (first.is_empty(), last.is_empty()) {
        (true, _) => last,
        (_, true) => first,
        _ if first == last => first,
        _ => Cow::Owned(format!("{first}-{}", last_page(&first, &last))),
    }
}
