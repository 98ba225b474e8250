//! Where items begin and end in a text: cut with the structure of JSON alone, without
//! reading what the items say, and found again after a broken one.

use memchr::{memchr, memchr2, memchr3};

use crate::diagnostic::{Diagnostic, codes};
use crate::format::{Parse, ReadOptions, Reader, Sink, Splitter, Start};
use crate::record::Record;

use super::lexer::{Broken, Lexer, is_blank};

/// How the items of a format stand in a text: in an array, in one that an object wraps,
/// alone, or one after the other.
#[derive(Clone, Copy)]
pub(crate) struct Items {
    /// The members of an object around the items that hold an array of them.
    pub arrays: &'static [&'static str],
    /// The members of such an object that hold the next object around them, or one item.
    pub objects: &'static [&'static str],
    /// Whether an object whose first member has this name and value is an item: so items
    /// are found again after a broken one.
    pub begins: fn(name: &str, value: &mut Lexer<'_>) -> bool,
    /// Reads the item that begins here; a broken one comes with the place where it breaks
    /// off, and with what was read if that tells enough to be kept.
    pub read: for<'a> fn(&mut Lexer<'a>, &mut dyn Sink<'a>) -> Read<'a>,
    /// Takes a member of the object around the items, with the place where it is.
    pub around: Option<Around>,
}

/// Takes the name and the value of a member, and the place of the value.
pub(crate) type Around = for<'a> fn(name: &'a str, json: &'a str, at: usize, &mut dyn Sink<'a>);

/// What was read of an item, and how it ends.
pub(crate) type Read<'a> = (Option<Record<'a>>, Result<(), Broken>);

impl Reader for Items {
    fn start(&self, _options: &ReadOptions) -> Start {
        Start::Split(Box::new(Cut { items: *self, state: State::Start }))
    }
}

struct Cut {
    items: Items,
    state: State,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    /// Nothing was seen yet.
    #[default]
    Start,
    /// Between items that no array holds.
    Bare,
    /// In an array, and in so many objects around it.
    Array(usize),
    /// Before the one item that stands in so many objects.
    One(usize),
    /// Behind it.
    Behind(usize),
}

impl Splitter for Cut {
    fn next(&mut self, text: &str, at_end: bool) -> Option<(usize, Parse)> {
        let items = self.items;
        let skip = |length: usize| Some((length, Box::new(|_: &str, _: &mut dyn Sink<'_>| ()) as Parse));
        let around = |length: usize| {
            let parse: Parse = Box::new(move |text, sink| items.surroundings(text, sink));
            Some((length, parse))
        };
        let bytes = text.as_bytes();
        let at = bytes.iter().position(|b| !is_blank(*b)).unwrap_or(bytes.len());
        match (bytes.get(at), self.state) {
            (None, _) => return skip(text.len()),
            (Some(b'['), State::Start | State::Bare) => {
                self.state = State::Array(0);
                return skip(at + 1);
            }
            (Some(b'{'), State::Start) => match items.wrapper(text, at) {
                Wrapper::Unknown if !at_end => return None,
                Wrapper::Array(start, depth) => {
                    self.state = State::Array(depth);
                    return around(start);
                }
                Wrapper::Item(start, depth) => {
                    self.state = State::One(depth);
                    return around(start);
                }
                Wrapper::None | Wrapper::Unknown => self.state = State::Bare,
            },
            (Some(byte @ b']'), State::Array(depth)) | (Some(byte), State::Behind(depth)) => {
                let end = closed(text, at + usize::from(*byte == b']'), depth);
                if end.is_some() || at_end {
                    self.state = State::Bare;
                    return around(end.unwrap_or(text.len()));
                }
                return None;
            }
            (_, State::Start) => self.state = State::Bare,
            _ => {}
        }
        let end = self.region(text, at, at_end);
        if end == 0 {
            return None;
        }
        if let State::One(depth) = self.state {
            self.state = State::Behind(depth);
        }
        let parse: Parse = Box::new(move |text, sink| items.read_all(text, sink));
        Some((end, parse))
    }
}

impl Cut {
    /// How far whole items reach.
    fn region(&self, text: &str, mut at: usize, at_end: bool) -> usize {
        let bytes = text.as_bytes();
        let mut whole = 0;
        loop {
            while bytes.get(at).is_some_and(|b| is_blank(*b) || *b == b',') {
                at += 1;
            }
            match bytes.get(at) {
                None => return if at_end { text.len() } else { whole },
                Some(b'{') => match extent(text, at) {
                    Extent::End(end) => at = end,
                    Extent::Broken(place) => match self.items.next_item(text, place) {
                        Some(next) => at = next,
                        None => return if at_end { text.len() } else { whole },
                    },
                    Extent::Open => return if at_end { text.len() } else { whole },
                },
                Some(b']') if self.state != State::Bare => return at,
                Some(_) if whole > 0 && matches!(self.state, State::One(_)) => return whole,
                Some(b'[') if self.state == State::Bare && whole > 0 => return whole,
                Some(_) => match memchr2(b'{', b']', &bytes[at + 1..]) {
                    Some(found) => at += 1 + found,
                    None => return if at_end { text.len() } else { whole },
                },
            }
            whole = at;
        }
    }
}

/// What an object at the start of a text is.
enum Wrapper {
    /// The array of items in it begins here, so many objects deep.
    Array(usize, usize),
    /// The item in it begins here, so many objects deep.
    Item(usize, usize),
    /// An item itself.
    None,
    /// It cannot be told yet.
    Unknown,
}

/// Where so many objects end that are open here.
fn closed(text: &str, mut at: usize, mut around: usize) -> Option<usize> {
    let mut lexer = Lexer::at(text, at);
    while around > 0 {
        match lexer.member(false) {
            Ok(Some(_)) => {
                lexer.value().ok()?;
            }
            Ok(None) => around -= 1,
            Err(_) => return None,
        }
        at = lexer.position();
    }
    Some(at)
}

/// How far an object reaches.
enum Extent {
    /// It ends here.
    End(usize),
    /// It cannot be JSON from here on.
    Broken(usize),
    /// The text ends in it.
    Open,
}

/// How far the object reaches that begins here, by its brackets and strings alone.
fn extent(text: &str, start: usize) -> Extent {
    let bytes = text.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    let mut before = b'[';
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let top = open.last().copied().unwrap_or(b']');
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => {
                at += 1;
                continue;
            }
            b'"' if before == b'"' => return Extent::Broken(at),
            b'"' => {
                let Some(end) = string_end(bytes, at + 1) else { return Extent::Open };
                if bytes.get(end) != Some(&b'"') {
                    return Extent::Broken(end);
                }
                at = end;
            }
            b'{' | b'[' => {
                let due = before == b':' || (top == b']' && matches!(before, b'[' | b','));
                if !due {
                    return Extent::Broken(at);
                }
                open.push(byte + 2);
            }
            b'}' | b']' => {
                if byte != top {
                    return Extent::Broken(at);
                }
                open.pop();
                if open.is_empty() {
                    return Extent::End(at + 1);
                }
            }
            b':' if before != b'"' || top == b']' => return Extent::Broken(at),
            b':' | b',' => {}
            _ if before == b'"' => return Extent::Broken(at),
            _ => {}
        }
        before = byte;
        at += 1;
    }
    Extent::Open
}

/// Where a string ends, or where the line ends in it.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr3(b'"', b'\\', b'\n', bytes.get(at..)?)?;
        if bytes[at] != b'\\' {
            return Some(at);
        }
        at += 2;
    }
}

impl Items {
    /// What the object is that begins a text.
    fn wrapper(&self, text: &str, at: usize) -> Wrapper {
        let mut lexer = Lexer::at(text, at);
        lexer.eat(b'{');
        let mut depth = 1;
        let mut first = true;
        let mut message = None;
        loop {
            match lexer.member(first) {
                Ok(Some(name)) => {
                    first = false;
                    let next = lexer.peek();
                    if next == Some(b'[') && name.is_one_of(self.arrays) {
                        return Wrapper::Array(lexer.position() + 1, depth);
                    }
                    if next == Some(b'{') && name.is_one_of(self.objects) && message.is_none() {
                        message = Some((lexer.position(), depth));
                        lexer.eat(b'{');
                        depth += 1;
                        first = true;
                    } else if let Err(broken) = lexer.value() {
                        return if broken.at >= text.len() { Wrapper::Unknown } else { Wrapper::None };
                    }
                }
                Err(broken) if broken.at >= text.len() => return Wrapper::Unknown,
                Ok(None) | Err(_) => {
                    return message.map_or(Wrapper::None, |(at, depth)| Wrapper::Item(at, depth));
                }
            }
        }
    }

    /// Hands over the members of the objects around the items.
    fn surroundings<'a>(&self, text: &'a str, sink: &mut dyn Sink<'a>) {
        let Some(around) = self.around else { return };
        let mut lexer = Lexer::new(text);
        let mut first = lexer.eat(b'{');
        lexer.eat(b']');
        loop {
            match lexer.member(std::mem::take(&mut first)) {
                Ok(Some(name)) => {
                    let next = lexer.peek();
                    let at = lexer.position();
                    if next == Some(b'{') && name.is_one_of(self.objects) {
                        first = lexer.eat(b'{');
                    } else if let Ok(json) = lexer.raw() {
                        around(name.raw, json, at, sink);
                    } else {
                        return;
                    }
                }
                Ok(None) => {}
                Err(_) => return,
            }
        }
    }

    /// Where the next item begins: an object where one may stand, or at the start of a line,
    /// whose first member only items have.
    fn next_item(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        loop {
            at += memchr(b'{', bytes.get(at..)?)?;
            let before = bytes[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\t' | b'\r'));
            if matches!(before, None | Some(b',' | b'[' | b'}' | b'\n')) {
                let mut lexer = Lexer::at(text, at);
                lexer.eat(b'{');
                if let Ok(Some(name)) = lexer.member(true)
                    && (self.begins)(name.raw, &mut lexer)
                {
                    return Some(at);
                }
            }
            at += 1;
        }
    }

    /// Reads the items of a piece.
    fn read_all<'a>(&self, text: &'a str, sink: &mut dyn Sink<'a>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        // Up to here the structure is known to be broken.
        let mut hopeless = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if is_blank(byte) || byte == b',' {
                at += 1;
            } else if byte == b'{' {
                let mut lexer = Lexer::at(text, at);
                let (record, end) = (self.read)(&mut lexer, sink);
                let Err(broken) = end else {
                    record.into_iter().for_each(|record| sink.record(record));
                    at = lexer.position();
                    continue;
                };
                let place = broken.at.min(text.len());
                let width = text.get(place..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                sink.report(
                    Diagnostic::new(codes::UNREADABLE, place..place + width)
                        .detail(format!("expected {}", broken.expected)),
                );
                record.into_iter().for_each(|record| sink.record(record));
                let reach = if at < hopeless { Extent::Broken(place) } else { extent(text, at) };
                at = match reach {
                    Extent::End(end) => end,
                    Extent::Broken(stop) => {
                        hopeless = hopeless.max(stop);
                        self.next_item(text, place.max(at + 1)).unwrap_or(text.len())
                    }
                    Extent::Open => {
                        hopeless = text.len();
                        self.next_item(text, place.max(at + 1)).unwrap_or(text.len())
                    }
                };
            } else {
                let end = memchr(b'{', &bytes[at..]).map_or(text.len(), |found| at + found);
                let junk = text.get(at..end).unwrap_or_default();
                sink.report(Diagnostic::new(codes::IGNORED_TEXT, at..at + junk.trim_end().len()));
                at = end;
            }
        }
    }
}
