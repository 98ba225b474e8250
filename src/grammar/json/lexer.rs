//! JSON (RFC 8259), read in place: strings stay slices of the input until someone asks
//! what they say, and values that no one asks about are passed over without recursion.

use std::borrow::Cow;

use memchr::memchr3;

use super::escape::unescape;

/// A place in a JSON text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

/// Where a text stops being JSON, and what should stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The byte.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
}

/// The inside of a string, as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'a> {
    /// Without its quotation marks.
    pub raw: &'a str,
    /// Whether there are escapes in it.
    pub escaped: bool,
}

impl<'a> Quoted<'a> {
    /// What it says.
    pub(crate) fn decode(self) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
    }

    /// Whether it says one of these.
    pub(crate) fn is_one_of(self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(text))
    }

    /// Whether it says this.
    pub(crate) fn is(self, text: &str) -> bool {
        if self.escaped { self.decode() == text } else { self.raw == text }
    }
}

/// A value, as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    /// A string.
    String(Quoted<'a>),
    /// A number.
    Number(&'a str),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// `[…]`
    Array(&'a str),
    /// `{…}`
    Object(&'a str),
}

impl<'a> Lexer<'a> {
    /// At the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// At a place in a text.
    pub(crate) fn at(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// Where it stands.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// What was written since a place.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The next byte that is no blank; it is not consumed.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !is_blank(*byte) {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Consumes the next byte that is no blank if it is this one.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let hit = self.peek() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), Broken> {
        if self.eat(byte) { Ok(()) } else { Err(self.broken(expected)) }
    }

    /// Says that something else should stand here.
    pub(crate) fn broken(&self, expected: &'static str) -> Broken {
        Broken { at: self.at, expected }
    }

    /// A string.
    pub(crate) fn string(&mut self) -> Result<Quoted<'a>, Broken> {
        self.expect(b'"', "a string")?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(found) = memchr3(b'"', b'\\', b'\n', rest) else {
                self.at = bytes.len();
                return Err(self.broken("the end of a string"));
            };
            self.at += found;
            match rest[found] {
                b'"' => {
                    let raw = self.since(start);
                    self.at += 1;
                    return Ok(Quoted { raw, escaped });
                }
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return Err(self.broken("the end of a string")),
            }
        }
    }

    /// Passes over an escape.
    fn escape(&mut self) -> Result<(), Broken> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u')
                if bytes
                    .get(self.at + 2..self.at + 6)
                    .is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit)) =>
            {
                self.at += 6;
            }
            _ => return Err(self.broken("an escape that JSON knows")),
        }
        Ok(())
    }

    /// The name of a member and its colon; `None` at the end of the object. A comma too
    /// many before the end is let pass.
    pub(crate) fn member(&mut self, first: bool) -> Result<Option<Quoted<'a>>, Broken> {
        if !self.next_element(b'}', first)? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return Err(self.broken("the name of a member"));
        }
        let name = self.string()?;
        self.expect(b':', "a colon")?;
        Ok(Some(name))
    }

    /// Passes over the comma before an element, or over the end of what holds them; says
    /// whether there is another one.
    pub(crate) fn next_element(&mut self, end: u8, first: bool) -> Result<bool, Broken> {
        if self.eat(end) {
            return Ok(false);
        }
        if !first {
            self.expect(b',', if end == b'}' { "a comma or }" } else { "a comma or ]" })?;
            if self.eat(end) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A value of any kind.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, Broken> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.nested().map(Value::Object),
            Some(b'[') => self.nested().map(Value::Array),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.broken("a value")),
        }
    }

    /// A value of any kind, as it is written.
    pub(crate) fn raw(&mut self) -> Result<&'a str, Broken> {
        self.peek();
        let start = self.at;
        self.value()?;
        Ok(self.since(start))
    }

    /// A value of any kind with the text that it is written in, after which its object goes on
    /// or ends: in a broken one a value may be cut off by a stray quotation mark.
    pub(crate) fn whole(&mut self) -> Result<(Value<'a>, &'a str), Broken> {
        self.peek();
        let start = self.at;
        let value = self.value()?;
        let raw = self.since(start);
        match self.peek() {
            Some(b',' | b'}') => Ok((value, raw)),
            _ => Err(self.broken("a comma or }")),
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Broken> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.broken("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Result<&'a str, Broken> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits = |this: &mut Self| {
            let from = this.at;
            while bytes.get(this.at).is_some_and(u8::is_ascii_digit) {
                this.at += 1;
            }
            if this.at > from { Ok(()) } else { Err(this.broken("a digit")) }
        };
        self.at += usize::from(bytes.get(self.at) == Some(&b'-'));
        if bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            digits(self)?;
        }
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            digits(self)?;
        }
        if let Some(b'e' | b'E') = bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(bytes.get(self.at), Some(b'+' | b'-')));
            digits(self)?;
        }
        if bytes.get(self.at).is_some_and(u8::is_ascii_alphanumeric) {
            return Err(self.broken("the end of a number"));
        }
        Ok(self.since(start))
    }

    /// An array or object; what is open is on a heap, so that depth does not matter.
    fn nested(&mut self) -> Result<&'a str, Broken> {
        let start = self.at;
        let mut open: Vec<u8> = Vec::new();
        let mut first = false;
        loop {
            // Here a value is due.
            match self.peek() {
                Some(b'{') => {
                    self.at += 1;
                    open.push(b'}');
                    first = true;
                }
                Some(b'[') => {
                    self.at += 1;
                    open.push(b']');
                    first = true;
                }
                _ => {
                    self.value()?;
                }
            }
            // Here an element or an end is due.
            loop {
                let Some(&end) = open.last() else { return Ok(self.since(start)) };
                if self.eat(end) {
                    open.pop();
                    first = false;
                    continue;
                }
                if !std::mem::take(&mut first) {
                    self.expect(b',', if end == b'}' { "a comma or }" } else { "a comma or ]" })?;
                }
                if end == b'}' {
                    self.string()?;
                    self.expect(b':', "a colon")?;
                }
                break;
            }
        }
    }
}

/// The elements of an array, as far as it is sound.
pub(crate) fn elements(array: &str) -> impl Iterator<Item = Value<'_>> {
    let mut lexer = Lexer::new(array);
    let mut more = lexer.eat(b'[');
    let mut first = true;
    std::iter::from_fn(move || {
        more = more && lexer.next_element(b']', std::mem::take(&mut first)).unwrap_or(false);
        if more { lexer.value().ok() } else { None }
    })
}

/// The members of an object, as far as it is sound: names, values, and how those are written.
pub(crate) fn members(object: &str) -> impl Iterator<Item = (Quoted<'_>, Value<'_>, &str)> {
    let mut lexer = Lexer::new(object);
    let mut more = lexer.eat(b'{');
    let mut first = true;
    std::iter::from_fn(move || {
        if !more {
            return None;
        }
        let name = lexer.member(std::mem::take(&mut first)).ok()?;
        more = name.is_some();
        lexer.peek();
        let start = lexer.position();
        let value = if more { lexer.value().ok() } else { None };
        more = value.is_some();
        Some((name?, value?, lexer.since(start)))
    })
}

/// White space in JSON.
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_values_say_where() {
        for (text, at, expected) in [
            ("[1, 2", 5, "a comma or ]"),
            ("{\"a\" 1}", 5, "a colon"),
            ("[1 2]", 3, "a comma or ]"),
            ("[tru]", 1, "a value"),
            ("\"abc", 4, "the end of a string"),
            ("\"a\nb\"", 2, "the end of a string"),
            ("\"a\\q\"", 2, "an escape that JSON knows"),
            ("[1,]", 3, "a value"),
            ("01", 1, "the end of a number"),
            ("[}", 1, "a value"),
            ("{\"a\":1]", 6, "a comma or }"),
        ] {
            assert_eq!(Lexer::new(text).value().unwrap_err(), Broken { at, expected }, "{text}");
        }
    }

    #[test]
    fn depth_does_not_matter() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(Lexer::new(&deep).value().is_ok());
        let open = "{\"a\":".repeat(100_000);
        assert!(Lexer::new(&open).value().is_err());
    }

    #[test]
    fn surrogates_are_paired() {
        let mut lexer = Lexer::new(r#""\ud83d\ude00 \ud83d \n""#);
        assert_eq!(lexer.string().unwrap().decode(), "😀 \u{fffd} \n");
    }

    proptest! {
        #[test]
        fn strings_are_read_as_serde_reads_them(string in any::<String>()) {
            let json = serde_json::to_string(&string).unwrap();
            let mut lexer = Lexer::new(&json);
            prop_assert_eq!(lexer.string().unwrap().decode(), string);
            prop_assert_eq!(lexer.position(), json.len());
        }

        #[test]
        fn junk_is_no_panic(text in r#"[\[\]{}":,0-9a-u\\ \n-]{0,40}"#) {
            let ours = Lexer::new(&text).raw();
            if let Ok(raw) = ours {
                prop_assert!(serde_json::from_str::<serde_json::Value>(raw).is_ok(), "{}", raw);
            }
        }
    }
}
