//! Items as records.

use std::borrow::Cow;

use super::fields::{self, Holds};
use super::{FAMILY, names};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::csl::note::{self, Lifted};
use crate::format::shared::csl::parts::{numbers, pages};
use crate::format::shared::csl::variable::of_field;
use crate::format::shared::json::{says_more, tell_rest};
use crate::format::shared::tagged::date;
use crate::format::shared::zotero::{self, DOCUMENT, Type};
use crate::format::shared::{self, attachments, csl};
use crate::grammar::json::{self, Lexer, Member, Object, Value, kept};
use crate::grammar::markup;
use crate::record::{Date, DateField, Field, Kind, Name, Record, Role, identifier, language};

/// Reads the item that begins here: the data of an item with or without what the API puts
/// around it, or an item of CSL, which the API gives when it is asked for `csljson`.
pub(super) fn item<'a>(lexer: &mut Lexer<'a>, sink: &mut dyn Sink<'a>) -> json::Read<'a> {
    let before = *lexer;
    let (around, data, end) = Object::read_around(lexer, "data");
    if data.is_none() && around.get("itemType").is_none() {
        if around.get("type").is_none() {
            let span = before.position()..lexer.position();
            sink.report(Diagnostic::new(codes::IGNORED_TEXT, span).detail("not an item"));
            return (None, end);
        }
        *lexer = before;
        let (mut record, end) = csl::read::item(lexer, sink);
        csl::read::forget_spelling(&mut record);
        if let Some(tag) = language::tag(record.str(Field::Language)) {
            record.set(Field::Language, tag);
        }
        return (Some(record).filter(|record| end.is_ok() || csl::read::tells(record)), end);
    }
    let mut record = Record::default();
    match data {
        Some(data) => {
            envelope(around, &data, &mut record);
            read(data, &mut record);
        }
        None => read(around, &mut record),
    }
    shared::json::item(record, before.position(), lexer, end)
}

/// What the API says around the data of an item.
fn envelope<'a>(around: Object<'a>, data: &Object<'a>, record: &mut Record<'a>) {
    for member in around.members {
        let again = matches!(&*member.name, "key" | "version")
            && data.members.iter().any(|known| known.name == member.name && known.raw == member.raw);
        if !again && !member.value.is_void() {
            record.keep(FAMILY, member.name, kept(member.value, member.raw));
        }
    }
}

fn read<'a>(item: Object<'a>, record: &mut Record<'a>) {
    let name = item.text("itemType");
    let of = zotero::by_name(&name).unwrap_or(&DOCUMENT);
    record.kind = of.kind;
    if of.name != name {
        record.keep(FAMILY, "itemType", name);
    } else if zotero::of_kind(of.kind).name != of.name {
        record.keep_spelling(FAMILY, "itemType", of.name);
    }
    let mut extra = None;
    for member in item.members {
        if member.value.is_void() || member.name == "itemType" {
            continue;
        }
        match (fields::holds(of, &member.name), &*member.name, member.value) {
            (Some(Holds::Text(field)), ..) => text(of, field, member, record),
            (Some(Holds::Date(field)), ..) => dated(of, field, member, record),
            (Some(Holds::Extra), _, Value::String(_)) if extra.is_none() => extra = Some(member),
            (Some(Holds::Key), ..) => record.key = member.value.text().unwrap_or_default(),
            (Some(Holds::Assignee), _, Value::String(owner)) => {
                record.contribute(Role::Holder, Name::literal(owner.decode()));
            }
            (None, "creators", Value::Array(_)) => creators(of, member, record),
            (None, "tags", Value::Array(_)) => tags(member, record),
            (None, "attachments", Value::Array(_)) => files(member, record),
            (None, "notes", Value::Array(_)) | (None, "note", Value::String(_)) => notes(member, record),
            _ => record.keep(FAMILY, member.name, kept(member.value, member.raw)),
        }
    }
    if let Some(member) = extra {
        self::extra(of, member, record);
    }
    if record.has(Field::Eprint) && !record.has(Field::Url) {
        hide(Field::Url.name(), record);
    }
}

/// Keeps the item's own spelling of what the writer would write otherwise.
fn spell<'a>(member: Member<'a>, record: &mut Record<'a>) {
    record.keep_spelling(FAMILY, member.name, kept(member.value, member.raw));
}

/// Notes that the item does not have a variable in a field of its own.
fn hide(variable: &str, record: &mut Record<'_>) {
    record.keep_spelling(FAMILY, format!("-{variable}"), "");
}

fn text<'a>(of: &'static Type, field: Field, member: Member<'a>, record: &mut Record<'a>) {
    let Some(value) = member.value.text().filter(|_| !record.has(field)) else {
        return record.keep(FAMILY, member.name, kept(member.value, member.raw));
    };
    let same =
        member.raw.len() == value.len() + 2 && fields::place(of, Holds::Text(field)) == Some(&member.name);
    let canonical = match field {
        Field::Doi => {
            let bare = identifier::doi(&value).unwrap_or(&value).to_owned();
            let canonical = bare.len() == value.len();
            record.push(field, bare);
            canonical
        }
        Field::Isbn | Field::Issn => {
            let written = value.clone();
            numbers(record, field, value);
            super::write::several(record.all(field), field) == written
        }
        Field::Language => {
            let tag = language::tag(&value);
            record.push(field, tag.map_or(value, Cow::Borrowed));
            tag.is_none()
        }
        Field::Page => {
            let canonical = pages(&value) == value;
            record.push(field, value);
            canonical
        }
        Field::Number if record.kind == Kind::Article && arxiv(&value).is_some() => {
            record.push(Field::Eprint, arxiv(&value).unwrap_or_default().to_owned());
            record.push(Field::EprintType, "arxiv");
            true
        }
        field if fields::is_rich(field) => {
            let (text, canonical) = markup::parse(value, field == Field::Abstract);
            record.push(field, text);
            canonical
        }
        field => {
            record.push(field, value);
            true
        }
    };
    if !(same && canonical) {
        spell(member, record);
    }
}

/// The identifier of a preprint as Zotero has it: `arXiv:2501.01234`.
fn arxiv(number: &str) -> Option<&str> {
    number.strip_prefix("arXiv:").filter(|id| identifier::arxiv(id) == Some(id))
}

fn dated<'a>(of: &'static Type, field: DateField, member: Member<'a>, record: &mut Record<'a>) {
    let value = member.value.text().filter(|_| record.date(field).is_none());
    // What the database of a client has in the place of a time that it does not know yet.
    let Some(value) = value.filter(|value| value != "CURRENT_TIMESTAMP") else {
        return record.keep(FAMILY, member.name, kept(member.value, member.raw));
    };
    // The API says `2020-01-02T03:04:05Z`, the database `2020-01-02 03:04:05`.
    let with_time = value.split_once(' ').filter(|(_, time)| time.contains(':'));
    let stamp = with_time.and_then(|(day, time)| Date::parse(&format!("{day}T{time}Z")).ok());
    // It also has what was typed behind the date that it was taken for: `2014-05-00 May 2014`.
    let double = || {
        let (day, typed) = value.split_once(' ')?;
        let again = day.len() == 10 && date::read(typed).is_some_and(|read| read.rest.is_empty());
        Some((Date::parse(day.trim_end_matches("-00")).ok()?, again))
    };
    let in_words = || date::read(&value).map(|read| (read.date, read.rest.is_empty()));
    let read = stamp.or_else(|| Date::parse(&value).ok()).map(|date| (date, true));
    let read = read.or_else(|| in_words().filter(|(_, whole)| *whole)).or_else(double).or_else(in_words);
    // A date that says more than was read comes with all that it says.
    if let Some((date, false)) = read {
        record.set_date(field, date);
        return record.keep(FAMILY, member.name, kept(member.value, member.raw));
    }
    let date = read.map_or(Date::Literal(value), |(date, _)| date);
    let same = member.value.text().is_some_and(|value| date.to_string() == value)
        && fields::place(of, Holds::Date(field)) == Some(&member.name);
    record.set_date(field, date);
    if !same {
        spell(member, record);
    }
}

fn creators<'a>(of: &'static Type, member: Member<'a>, record: &mut Record<'a>) {
    let (mut canonical, mut whole) = (true, true);
    let mut last = None;
    for creator in member.value.elements() {
        let creator = creator.object();
        let told = creator.text("creatorType");
        let role = names::role(of, &told);
        let mut name = match creator.text("name") {
            name if name.is_empty() => match (creator.text("firstName"), creator.text("lastName")) {
                // Older clients mark one field with a mode.
                (first, last) if first.is_empty() && creator.text("fieldMode") == "1" => Name::literal(last),
                (first, last) => names::person(first, last),
            },
            name => Name::literal(name),
        };
        canonical &= role.is_some_and(|role| names::creator(of, role) == Some(&told))
            && creator
                .members
                .iter()
                .all(|part| matches!(&*part.name, "creatorType" | "firstName" | "lastName" | "name"));
        // Older clients number the modes of names.
        let mode = matches!(&*creator.text("fieldMode"), "" | "0" | "1");
        let in_one = !creator.text("name").is_empty();
        let of_name = ["name", "firstName", "lastName"];
        let mut known = if in_one { vec!["name"] } else { of_name.to_vec() };
        known.extend(role.is_some().then_some("creatorType"));
        known.extend(mode.then_some("fieldMode"));
        match &mut name {
            Name::Person(person) => tell_rest(person, "", creator, &known),
            _ => whole &= !says_more(&creator, &known),
        }
        if name.family().is_empty() && !matches!(&name, Name::Person(person) if !person.given.is_empty()) {
            canonical = false;
            whole &= !matches!(&name, Name::Person(person) if !person.extra.is_empty());
            continue;
        }
        last = Some(record.contributors.len());
        record.contribute(role.unwrap_or(Role::Contributor), name);
    }
    if let Some(last) = last.and_then(|last| record.contributors.get_mut(last))
        && matches!(&last.name, Name::Literal(name) if matches!(&**name, "others" | "et al."))
    {
        canonical &= last.name.family() == "others";
        last.name = Name::Others;
    }
    if !whole {
        record.keep(FAMILY, member.name, member.raw);
    } else if !canonical {
        spell(member, record);
    }
}

fn tags<'a>(member: Member<'a>, record: &mut Record<'a>) {
    let (mut canonical, mut typed) = (true, false);
    for tag in member.value.elements() {
        let object = tag.object();
        // Translators give words alone.
        let word = tag.text().unwrap_or_else(|| object.text("tag"));
        canonical &= object.members.len() == 1;
        typed |= says_more(&object, &["tag"]);
        record.push(Field::Keyword, word);
    }
    // Who gave a word, a person or a program, is no one else's to tell.
    if typed {
        record.keep(FAMILY, member.name, member.raw);
    } else if !canonical {
        spell(member, record);
    }
}

/// Attachments: the places of files go with the record, as other formats know them.
fn files<'a>(member: Member<'a>, record: &mut Record<'a>) {
    let place = |file: Object<'a>| match file.text("localPath") {
        path if path.is_empty() => file.text("path"),
        path => path,
    };
    let places: Vec<Cow<'a, str>> = member.value.elements().map(Value::object).map(place).collect();
    let all = places.iter().all(|place| !place.is_empty());
    attachments::keep(record, places.into_iter().filter(|place| !place.is_empty()).collect());
    let more = |file: Value<'_>| says_more(&file.object(), &["localPath", "path", "itemType"]);
    if all && !member.value.elements().any(more) {
        spell(member, record);
    } else {
        record.keep(FAMILY, member.name, member.raw);
    }
}

/// Notes, which are HTML.
fn notes<'a>(member: Member<'a>, record: &mut Record<'a>) {
    let mut note = |text: Cow<'a, str>| {
        let (text, _) = markup::parse(text, true);
        let end = text.plain().trim_end().len();
        record.push(Field::Annote, text.slice(0..end));
    };
    match member.value {
        Value::Array(_) => {
            for value in member.value.elements() {
                note(value.text().unwrap_or_else(|| value.object().text("note")));
            }
        }
        value => note(value.text().unwrap_or_default()),
    }
    hide(Field::Annote.name(), record);
    let mut objects = member.value.elements().map(Value::object);
    if objects.any(|object| says_more(&object, &["note"])) {
        record.keep(FAMILY, member.name, member.raw);
    } else {
        spell(member, record);
    }
}

/// The `extra` of an item: variables in lines of their own, and text.
fn extra<'a>(of: &'static Type, member: Member<'a>, record: &mut Record<'a>) {
    let has = note::stated(record);
    let text = member.value.text().unwrap_or_default();
    let has_eprint = record.has(Field::Eprint);
    let (lifted, canonical) = note::read(text, &has, record);
    for lifted in &lifted {
        match lifted {
            Lifted::Variable(variable) => hide(variable, record),
            Lifted::Type(_) if record.kept(FAMILY, "itemType").is_none() => {
                record.keep_spelling(FAMILY, "itemType", of.name);
            }
            Lifted::Type(_) => {}
            Lifted::CitationKey(key) if record.key.is_empty() => {
                record.key = Cow::Owned(key.clone());
                hide(csl::CITATION_KEY, record);
            }
            Lifted::CitationKey(key) => note::keep(record, csl::CITATION_KEY, key),
            Lifted::Repeated(value) => note::keep(record, "eprint", value),
            Lifted::Tex => {}
            // The number of a preprint may have said the same.
            Lifted::Eprint if has_eprint => {}
            Lifted::Eprint => {
                hide(Field::Eprint.name(), record);
                if !has(of_field(Field::Number)) {
                    hide(Field::Number.name(), record);
                }
            }
        }
    }
    if !canonical {
        spell(member, record);
    }
}
