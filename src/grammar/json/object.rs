//! Objects and what they hold, by name.

use std::borrow::Cow;

use super::lexer::{Broken, Lexer, Value, elements, members};

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its value.
    pub value: Value<'a>,
    /// Its value as it is written.
    pub raw: &'a str,
}

/// The members of an object, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object<'a> {
    /// Those that are sound.
    pub members: Vec<Member<'a>>,
}

impl<'a> Object<'a> {
    /// Reads the object that begins here. Where it breaks off, the members before come with
    /// the place.
    pub(crate) fn read(lexer: &mut Lexer<'a>) -> (Self, Result<(), Broken>) {
        let mut object = Self::default();
        lexer.eat(b'{');
        let end = object.fill(lexer);
        (object, end)
    }

    /// Reads the object that begins here, and in the same way the one that its member of this
    /// name holds, which comes apart.
    pub(crate) fn read_around(
        lexer: &mut Lexer<'a>,
        inner: &str,
    ) -> (Self, Option<Object<'a>>, Result<(), Broken>) {
        let (mut outer, mut inside) = (Self::default(), None);
        lexer.eat(b'{');
        let end = outer.fill_around(lexer, inner, &mut inside);
        (outer, inside, end)
    }

    fn fill_around(
        &mut self,
        lexer: &mut Lexer<'a>,
        inner: &str,
        inside: &mut Option<Object<'a>>,
    ) -> Result<(), Broken> {
        let mut first = true;
        while let Some(name) = lexer.member(std::mem::take(&mut first))? {
            if inside.is_none() && name.is(inner) && lexer.peek() == Some(b'{') {
                let (object, end) = Self::read(lexer);
                *inside = Some(object);
                end?;
            } else {
                let (value, raw) = lexer.whole()?;
                self.members.push(Member { name: name.decode(), value, raw });
            }
        }
        Ok(())
    }

    fn fill(&mut self, lexer: &mut Lexer<'a>) -> Result<(), Broken> {
        while let Some(name) = lexer.member(self.members.is_empty())? {
            let (value, raw) = lexer.whole()?;
            self.members.push(Member { name: name.decode(), value, raw });
        }
        Ok(())
    }

    /// The value of the first member of that name.
    pub(crate) fn get(&self, name: &str) -> Option<Value<'a>> {
        self.members.iter().find(|member| member.name == name).map(|member| member.value)
    }

    /// What the member of that name says, or nothing.
    pub(crate) fn text(&self, name: &str) -> Cow<'a, str> {
        self.get(name).and_then(Value::text).unwrap_or_default()
    }
}

impl<'a> Value<'a> {
    /// What a string or a number says, without blanks around it; `None` where that is nothing.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        let text = match self {
            Value::String(quoted) => match quoted.decode() {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) if text.trim().len() < text.len() => Cow::Owned(text.trim().to_owned()),
                text => text,
            },
            Value::Number(number) => Cow::Borrowed(number),
            _ => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// The members, if it is an object.
    pub(crate) fn object(self) -> Object<'a> {
        let members = match self {
            Value::Object(object) => members(object),
            _ => members(""),
        };
        let member =
            |(name, value, raw): (super::Quoted<'a>, _, _)| Member { name: name.decode(), value, raw };
        Object { members: members.map(member).collect() }
    }

    /// The elements, if it is an array.
    pub(crate) fn elements(self) -> impl Iterator<Item = Value<'a>> {
        elements(match self {
            Value::Array(array) => array,
            _ => "",
        })
    }

    /// Whether it says nothing: `null`, or a string, array or object without anything in it.
    pub(crate) fn is_void(self) -> bool {
        let empty =
            |inside: &str| inside.get(1..inside.len() - 1).is_none_or(|inside| inside.trim().is_empty());
        match self {
            Value::Null => true,
            Value::String(quoted) => quoted.raw.trim().is_empty(),
            Value::Array(inside) | Value::Object(inside) => empty(inside),
            Value::Number(_) | Value::Bool(_) => false,
        }
    }
}

/// How a value is kept that has no place in a record: a string as what it says, all else as
/// it is written; so is a string that would be taken for something else.
pub(crate) fn kept<'a>(value: Value<'a>, raw: &'a str) -> Cow<'a, str> {
    match value {
        Value::String(quoted) => {
            let text = quoted.decode();
            if super::compact::is_value(&text) { Cow::Borrowed(raw) } else { text }
        }
        _ => Cow::Borrowed(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_name() {
        let mut lexer = Lexer::new(r#"{"a": " x ", "b": [1, "y", null], "c": {"d": {}}, "e": []}"#);
        let (object, end) = Object::read(&mut lexer);
        assert_eq!(end, Ok(()));
        assert_eq!(object.text("a"), "x");
        let b: Vec<_> = object.get("b").unwrap().elements().filter_map(Value::text).collect();
        assert_eq!(b, ["1", "y"]);
        assert!(object.get("c").unwrap().object().get("d").unwrap().is_void());
        assert!(object.get("e").unwrap().is_void() && object.get("f").is_none());
    }

    #[test]
    fn what_is_kept_tells_strings_from_other_values() {
        for (raw, expected) in [
            ("\"a\"", "a"),
            ("\"1\"", "\"1\""),
            ("1", "1"),
            ("[ ]", "[ ]"),
            ("\"\\\"x\\\"\"", "\"\\\"x\\\"\""),
        ] {
            let value = Lexer::new(raw).value().unwrap();
            assert_eq!(kept(value, raw), expected);
        }
    }
}
