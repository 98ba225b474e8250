//! A CSL item as a record.

mod finish;

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::grammar::json::{Broken, Lexer, Quoted, Value, elements, escape};
use crate::grammar::markup;
use crate::record::{Extra, Field, Record, Role, Text, identifier};

use super::parts::{keywords, numbers, pages, part};
use super::variable::{self, Known, Source};
use super::{FAMILY, custom, date, kind, name};

/// How a value stands to the one that the writer would write for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// It is the same.
    pub canonical: bool,
    /// The schema allows it.
    pub valid: bool,
    /// The record carries all that it says.
    pub whole: bool,
}

impl Shape {
    /// The shape that the writer writes.
    pub(crate) fn canonical() -> Self {
        Shape { canonical: true, valid: true, whole: true }
    }

    /// Notes what the writer would write otherwise.
    pub(crate) fn odd(&mut self) {
        self.canonical = false;
    }

    /// Notes what the schema does not allow.
    pub(crate) fn invalid(&mut self) {
        self.canonical = false;
        self.valid = false;
    }

    /// Notes what the record does not carry.
    pub(crate) fn partial(&mut self) {
        self.canonical = false;
        self.whole = false;
    }
}

/// Reads the item that begins here. Where it breaks off, what was read comes with the
/// place.
pub(crate) fn item<'a>(lexer: &mut Lexer<'a>, sink: &mut dyn Sink<'a>) -> (Record<'a>, Result<(), Broken>) {
    let start = lexer.position();
    let mut reader = Reader::default();
    let end = reader.members(lexer, sink);
    reader.finish();
    reader.record.span = start..lexer.position();
    (reader.record, end)
}

/// Whether a record that breaks off tells enough to be kept.
pub(crate) fn tells(record: &Record<'_>) -> bool {
    !record.key.is_empty() && (record.has(Field::Title) || !record.contributors.is_empty())
}

#[derive(Default)]
struct Reader<'a> {
    record: Record<'a>,
    /// The variables that the item has.
    seen: u128,
    /// The names under which it has them.
    names: u128,
    /// Its note as it is written, and what it says.
    note: Option<(&'a str, Cow<'a, str>)>,
    /// Its `custom`.
    custom: Option<&'a str>,
    /// Its `id` as it is written.
    id: Option<&'a str>,
    /// Whether it speaks Crossref's dialect, which no CSL processor reads: what is written
    /// for it is CSL, not its own spelling.
    dialect: bool,
}

impl<'a> Reader<'a> {
    fn members(&mut self, lexer: &mut Lexer<'a>, sink: &mut dyn Sink<'a>) -> Result<(), Broken> {
        lexer.eat(b'{');
        let mut first = true;
        while let Some(quoted) = lexer.member(std::mem::take(&mut first))? {
            let opening = lexer.peek();
            let start = lexer.position();
            let name = quoted.decode();
            let Some(known) = variable::by_name(&name) else {
                let (value, raw) = lexer.whole()?;
                let span = start..lexer.position();
                self.other(name, value, raw, span, sink);
                continue;
            };
            let again = self.names & (1 << known.at) != 0;
            self.names |= 1 << known.at;
            let bit = 1 << known.rank;
            if self.seen & bit != 0 {
                let raw = lexer.raw()?;
                self.again(known, again, raw, start..lexer.position(), sink);
                continue;
            }
            self.seen |= bit;
            match (known.source, opening) {
                (Source::Names(role), Some(b'[')) => {
                    let shape = name::read(lexer, role, &mut self.record)?;
                    self.spell(known, shape, lexer.since(start));
                }
                (Source::Names(role), _) => {
                    let (value, raw) = lexer.whole()?;
                    if !name::read_one(value, role, &mut self.record) {
                        self.keep(known.name, value, raw);
                    }
                }
                (Source::Date(field), _) => {
                    let (date, shape) = date::read(lexer)?;
                    let raw = lexer.since(start);
                    if !shape.whole {
                        self.record.keep(FAMILY, known.name, raw);
                    }
                    if let Some(date) = date {
                        self.record.set_date(field, date);
                    } else if !shape.valid {
                        // Such as `{"date-parts": [[null]]}`: it says nothing.
                        continue;
                    }
                    self.spell(known, shape, raw);
                }
                (Source::Rich(field) | Source::Plain(field) | Source::Number(field), _) => {
                    let (value, raw) = lexer.whole()?;
                    self.text(known, field, value, raw);
                }
            }
        }
        Ok(())
    }

    /// A member that is no variable.
    fn other(
        &mut self,
        name: Cow<'a, str>,
        value: Value<'a>,
        raw: &'a str,
        span: Range<usize>,
        sink: &mut dyn Sink<'a>,
    ) {
        match (&*name, value) {
            ("id", _) if self.id.is_some() => twice("id", span, sink),
            ("custom", _) if self.custom.is_some() => twice("custom", span, sink),
            ("id", Value::String(id)) => {
                self.record.key = id.decode();
                self.id = Some(raw);
            }
            ("id", Value::Number(id)) => {
                self.record.key = id.into();
                self.id = Some(raw);
                self.record.keep_spelling(FAMILY, "id", raw);
            }
            ("type", Value::String(text)) => {
                let text = text.decode();
                match kind::read(&text) {
                    Some(kind) => {
                        self.record.kind = kind;
                        self.dialect |= kind.name() != text;
                    }
                    None if text.is_empty() => {}
                    None => self.record.keep(FAMILY, name, raw),
                }
            }
            ("custom", Value::Object(_)) => self.custom = Some(raw),
            ("editor-translator", Value::Array(_)) => {
                // The specification has it, the schema has not.
                let _ = name::read(&mut Lexer::new(raw), Role::EditorTranslator, &mut self.record);
            }
            (_, Value::Null) => {}
            _ if custom::field(&name, value, &mut self.record) => {}
            _ => self.record.keep(FAMILY, name, raw),
        }
    }

    /// A variable that the item has already, under this name or under another.
    fn again(
        &mut self,
        known: Known,
        again: bool,
        raw: &'a str,
        span: Range<usize>,
        sink: &mut dyn Sink<'a>,
    ) {
        let said = known.source.field().map(|field| self.record.str(field));
        let same = said.is_some() && said == Lexer::new(raw).value().ok().and_then(Value::text).as_deref();
        if known.valid && !again {
            self.spell_first(known);
            let shape = Shape { canonical: false, valid: valid(known.source, raw), whole: same };
            if !same {
                self.record.keep(FAMILY, known.name, raw);
            }
            return self.spell(known, shape, raw);
        }
        if again || !same {
            twice(known.name, span, sink);
        }
    }

    /// Keeps what the item has under the variable's own name beside what it has under
    /// another, where its spelling is the writer's.
    fn spell_first(&mut self, known: Known) {
        let own = variable::VARIABLES[usize::from(known.rank)].name;
        let (Some(field), true) = (known.source.field(), own != known.name) else { return };
        if let Some(text) = self.record.get(field).filter(|_| self.record.kept(FAMILY, own).is_none()) {
            let mut json = vec![b'"'];
            markup::render(text, |stretch| escape::text(stretch, &mut json));
            json.push(b'"');
            self.record.keep_spelling(FAMILY, own, String::from_utf8(json).unwrap_or_default());
        }
    }

    /// Keeps the source's spelling of a variable where the writer's would be another.
    fn spell(&mut self, known: Known, shape: Shape, raw: &'a str) {
        let own = known.valid && variable::VARIABLES[usize::from(known.rank)].name == known.name;
        if shape.valid && known.valid && !(shape.canonical && own) {
            self.record.keep_spelling(FAMILY, known.name, raw);
        }
    }

    /// Keeps a value that is none for the variable.
    fn keep(&mut self, name: &'static str, value: Value<'a>, raw: &'a str) {
        if !matches!(value, Value::Null) {
            self.record.keep(FAMILY, name, raw);
        }
    }

    /// A text-valued variable.
    fn text(&mut self, known: Known, field: Field, value: Value<'a>, raw: &'a str) {
        match value {
            Value::String(quoted) => {
                let canonical = self.string(known.source, field, quoted, raw);
                self.spell(known, Shape { canonical, ..Shape::canonical() }, raw);
            }
            Value::Number(number) => {
                self.record.push(field, number);
                let valid = matches!(known.source, Source::Number(_));
                self.spell(known, Shape { canonical: false, valid, whole: true }, raw);
            }
            // Crossref gives titles, ISSNs and the like as lists.
            Value::Array(array) => {
                self.dialect = true;
                let many = matches!(field, Field::Isbn | Field::Issn | Field::Keyword);
                let mut taken = 0;
                let mut whole = true;
                for element in elements(array) {
                    match element {
                        Value::String(quoted) if many || taken == 0 => {
                            self.string(known.source, field, quoted, raw);
                            taken += 1;
                        }
                        _ => whole = false,
                    }
                }
                if !whole {
                    self.record.keep(FAMILY, known.name, raw);
                }
            }
            value => self.keep(known.name, value, raw),
        }
    }

    /// Takes a string, and says whether the writer would write it as it is.
    fn string(&mut self, source: Source, field: Field, quoted: Quoted<'a>, raw: &'a str) -> bool {
        let text = quoted.decode();
        let start = text.len() - text.trim_start().len();
        let tight = text.trim().len() == text.len();
        let length = text.trim().len();
        let text = if tight { text } else { part(&text, start..start + length) };
        !text.is_empty() && self.trimmed(source, field, text, raw) && tight
    }

    fn trimmed(&mut self, source: Source, field: Field, text: Cow<'a, str>, raw: &'a str) -> bool {
        let record = &mut self.record;
        match (source, field) {
            (_, Field::Note) => {
                self.note = Some((raw, text));
                true
            }
            (_, Field::Keyword) => keywords(record, text),
            (_, Field::Isbn | Field::Issn) => numbers(record, field, text),
            (_, Field::Doi) => {
                let length = text.len();
                let start = identifier::doi(&text).map_or(0, |bare| length - bare.len());
                record.push(field, if start > 0 { part(&text, start..length) } else { text });
                start == 0
            }
            (_, Field::Page) => {
                let canonical = pages(&text) == text;
                record.push(field, text);
                canonical
            }
            (Source::Rich(_), _) => {
                let running = matches!(field, Field::Abstract | Field::Annote);
                let (text, canonical) = markup::parse(text, running);
                record.push(field, text);
                canonical
            }
            _ => {
                let (text, canonical) = markup::entities(text);
                record.push(field, Text::new(text));
                canonical
            }
        }
    }
}

fn twice(name: &str, span: Range<usize>, sink: &mut dyn Sink<'_>) {
    let message = format!("{name} is given twice, the first is taken");
    sink.report(Diagnostic::new(codes::IGNORED_TEXT, span).detail(message));
}

/// Forgets how an item spells its variables, so that they are written as CSL has them.
pub(crate) fn forget_spelling(record: &mut Record<'_>) {
    let spelling = |extra: &Extra<'_>| extra.mapped && extra.format == FAMILY && extra.name != "id";
    record.extra.retain(|extra| !spelling(extra));
}

/// What a citation key says that is kept as JSON, or as the text of a note.
pub(crate) fn pinned(value: &str) -> Cow<'_, str> {
    match Lexer::new(value).value() {
        Ok(Value::String(key)) => key.decode(),
        _ => Cow::Borrowed(value),
    }
}

/// Whether the schema allows a value for a variable.
fn valid(source: Source, raw: &str) -> bool {
    matches!(
        (source, Lexer::new(raw).value()),
        (Source::Rich(_) | Source::Plain(_) | Source::Number(_), Ok(Value::String(_)))
            | (Source::Number(_), Ok(Value::Number(_)))
    )
}
