//! biblatex's extended form of names (§3.4): `family=Gogh, given=Vincent, prefix=van`.

use std::borrow::Cow;

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{char, multispace0};
use nom::combinator::{map, opt};
use nom::{IResult, Parser};

use super::names::{Manner, Oddity, clean};
use super::scan::balanced;
use crate::record::{Name, Person};

/// Reads biblatex's extended form, `family=Gogh, given=Vincent, prefix=van`.
pub(super) fn extended<'v>(text: &'v str, manner: Manner, odd: &mut Vec<Oddity>) -> Option<Name<'v>> {
    let inner = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let (_, (key, _)) = pair(inner).ok()?;
    let known = ["family", "given", "prefix", "suffix", "useprefix", "id", "juniorcomma"];
    if !known.iter().any(|name| key.trim_end_matches("-i") == *name) {
        return None;
    }
    let mut person = Person::default();
    let mut prefix = Cow::Borrowed("");
    let mut use_prefix = manner.use_prefix;
    let mut rest = inner;
    while let Ok((after, (key, value))) = pair(rest) {
        let switch = || match value {
            value if value.eq_ignore_ascii_case("true") => Some(true),
            value if value.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        };
        match key {
            "family" => person.family = clean(value),
            "given" => person.given = clean(value),
            "prefix" => prefix = clean(value),
            "suffix" => person.suffix = clean(value),
            "useprefix" if switch().is_some() => use_prefix = switch(),
            "juniorcomma" if switch().is_some() => person.comma_suffix = switch() == Some(true),
            _ => person.extra.push((Cow::Borrowed(key), Cow::Borrowed(value))),
        }
        rest = after;
    }
    if !rest.is_empty() {
        let at = inner.as_ptr() as usize - text.as_ptr() as usize + inner.len() - rest.len();
        odd.push((at..at + rest.len(), "a part of a name is no key with its value"));
    }
    let alone = person.given.is_empty() && prefix.is_empty() && person.suffix.is_empty();
    if alone && person.extra.is_empty() && !person.family.is_empty() {
        return Some(Name::Literal(person.family));
    }
    if use_prefix == Some(true) {
        person.prefix = prefix;
    } else {
        person.dropping_prefix = prefix;
    }
    Some(Name::Person(person))
}

/// `key=value`, and the comma behind it.
fn pair(input: &str) -> IResult<&str, (&str, &str)> {
    let key = take_while1(|c: char| c.is_ascii_alphabetic() || c == '-');
    let quoted = (char('"'), opt(is_not("\"")), char('"'));
    let value = alt((
        braced,
        map(quoted, |(_, inner, _)| inner.unwrap_or("")),
        map(opt(is_not(",")), Option::unwrap_or_default),
    ));
    let (rest, (_, key, _, _, _, value)) =
        (multispace0, key, multispace0, tag("="), multispace0, value).parse(input)?;
    let (rest, _) = (multispace0, opt(char(','))).parse(rest)?;
    Ok((rest, (key, value.trim())))
}

fn braced(input: &str) -> IResult<&str, &str> {
    let end = input.starts_with('{').then(|| balanced(input, 0, input.len(), false)).flatten();
    match end
        .filter(|end| input[*end..].trim_start().is_empty() || input[*end..].trim_start().starts_with(','))
    {
        Some(end) => Ok((&input[end..], &input[1..end - 1])),
        None => nom::combinator::fail().parse(input),
    }
}
