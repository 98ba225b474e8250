//! Rich text in HTML-like tags, as CSL-JSON and what follows it spell it: `<i> <b> <sub> <sup>`, spans for small capitals and
//! protected case (CSL 1.0.2, "HTML-like tags in input data"); mathematics stands between
//! dollars. What else is met is read as well: other names for the same tags, Crossref's
//! JATS, HTML entities.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use crate::record::{Event, Mark, MarkKind, Text};

use super::entity;

/// What opens and closes a mark; empty where CSL has no word for it.
pub(crate) fn tags(kind: MarkKind) -> (&'static str, &'static str) {
    match kind {
        MarkKind::Italic => ("<i>", "</i>"),
        MarkKind::Bold => ("<b>", "</b>"),
        MarkKind::SmallCaps => ("<span style=\"font-variant:small-caps;\">", "</span>"),
        MarkKind::Superscript => ("<sup>", "</sup>"),
        MarkKind::Subscript => ("<sub>", "</sub>"),
        MarkKind::NoCase => ("<span class=\"nocase\">", "</span>"),
        MarkKind::Math => ("$", "$"),
        MarkKind::Quote => ("“", "”"),
        MarkKind::Code | MarkKind::Underline | MarkKind::Strikeout => ("", ""),
    }
}

/// The mark that an element of HTML, JATS or PubMed's XML means, by its name without
/// namespace and its attributes as they are written.
pub(crate) fn kind_of(name: &str, attributes: &str) -> Option<MarkKind> {
    match name {
        "span" | "styled-content" => span(attributes),
        _ => TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind),
    }
}

/// Tags that are read as marks, without namespace.
const TAGS: &[(&str, MarkKind)] = &[
    ("i", MarkKind::Italic),
    ("em", MarkKind::Italic),
    ("italic", MarkKind::Italic),
    ("b", MarkKind::Bold),
    ("strong", MarkKind::Bold),
    ("bold", MarkKind::Bold),
    ("sub", MarkKind::Subscript),
    ("inf", MarkKind::Subscript),
    ("sup", MarkKind::Superscript),
    ("sc", MarkKind::SmallCaps),
    ("scp", MarkKind::SmallCaps),
    ("smallcaps", MarkKind::SmallCaps),
    ("u", MarkKind::Underline),
    ("underline", MarkKind::Underline),
    ("s", MarkKind::Strikeout),
    ("strike", MarkKind::Strikeout),
    ("code", MarkKind::Code),
    ("tt", MarkKind::Code),
    ("monospace", MarkKind::Code),
];

/// The place of `span` after the tags.
const SPAN: usize = TAGS.len();

/// Hands the text over in stretches, tags and all.
pub(crate) fn render(text: &Text<'_>, push: impl FnMut(&str)) {
    render_with(text, tags, push);
}

/// Hands the text over in stretches, with these tags.
pub(crate) fn render_with(
    text: &Text<'_>,
    tags: fn(MarkKind) -> (&'static str, &'static str),
    mut push: impl FnMut(&str),
) {
    if text.marks().is_empty() {
        return push(text.plain());
    }
    for event in text.events() {
        push(match event {
            Event::Open(kind) => tags(kind).0,
            Event::Str(stretch) => stretch,
            Event::Close(kind) => tags(kind).1,
        });
    }
}

/// Reads text with its tags, and says whether it is spelled as [`render`] would spell it.
/// In text that is not running, such as a title, line breaks are blanks.
pub(crate) fn parse(source: Cow<'_, str>, running: bool) -> (Text<'_>, bool) {
    let bytes = source.as_bytes();
    let lined = !running && memchr(b'\n', bytes).is_some();
    if !lined && memchr3(b'<', b'&', b'$', bytes).is_none() {
        return (Text::new(source), true);
    }
    let (tokens, xml) = tokens(&source);
    if tokens.is_empty() && !lined {
        return (Text::new(source), true);
    }
    let text = build(&source, &tokens, lined || xml);
    let mut rest = Some(&*source);
    render(&text, |stretch| rest = rest.and_then(|rest| rest.strip_prefix(stretch)));
    let canonical = rest == Some("");
    (text, canonical)
}

/// Decodes entities alone, and says whether there were none.
pub(crate) fn entities(source: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    if memchr(b'&', source.as_bytes()).is_none() {
        return (source, true);
    }
    let (mut text, mut rest) = (String::with_capacity(source.len()), &*source);
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (length, c) = entity::read(&rest[at..]).unwrap_or((1, '&'));
        text.push_str(&rest[..at]);
        text.push(c);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    let same = text == *source;
    (Cow::Owned(text), same)
}

/// A piece of a source that is not text to the letter.
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum TokenKind {
    /// A tag that is not closed, or closes nothing: text after all.
    Literal,
    /// A mark begins.
    Open(Option<MarkKind>),
    /// It ends.
    Close,
    /// A paragraph ends.
    Break,
    /// A tag that says nothing here.
    Nothing,
    /// An entity.
    Char(char),
    /// Mathematics, dollars and all.
    Math,
}

/// What stands in the source besides text, and whether some of it is XML, in which line
/// breaks mean nothing.
pub(crate) fn tokens(source: &str) -> (Vec<Token>, bool) {
    let bytes = source.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    // Open tags: their place in the table, and among the tokens; and how many of each.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut count = [0u32; SPAN + 1];
    let mut xml = false;
    let mut at = 0;
    while let Some(found) = memchr3(b'<', b'&', b'$', &bytes[at..]) {
        let start = at + found;
        let rest = &source[start..];
        at = start + 1;
        let mut push = |length: usize, kind: TokenKind| {
            at = start + length;
            tokens.push(Token { start, end: at, kind });
        };
        match bytes[start] {
            b'&' => {
                if let Some((length, c)) = entity::read(rest) {
                    push(length, TokenKind::Char(c));
                }
            }
            b'$' => {
                if let Some(length) = math(rest) {
                    push(length, TokenKind::Math);
                }
            }
            _ => {
                let Some(tag) = Tag::read(rest) else { continue };
                xml |= tag.in_namespace;
                match tag.what {
                    What::Nothing => push(tag.length, TokenKind::Nothing),
                    What::Break => push(tag.length, TokenKind::Break),
                    What::Mark(which, kind) if !tag.closes => {
                        push(tag.length, TokenKind::Literal);
                        open.push((which, tokens.len() - 1));
                        count[which] += 1;
                        // Until it is closed it is text; then it becomes this.
                        if let (Some(token), true) = (tokens.last_mut(), tag.is_empty) {
                            token.kind = TokenKind::Nothing;
                            open.pop();
                            count[which] -= 1;
                        } else if let Some(token) = tokens.last_mut() {
                            token.kind = TokenKind::Open(kind);
                        }
                    }
                    What::Mark(which, _) => {
                        push(tag.length, TokenKind::Literal);
                        if count[which] == 0 {
                            continue;
                        }
                        while let Some((opened, token)) = open.pop() {
                            count[opened] -= 1;
                            if opened == which {
                                break;
                            }
                            tokens[token].kind = TokenKind::Literal;
                        }
                        if let Some(token) = tokens.last_mut() {
                            token.kind = TokenKind::Close;
                        }
                    }
                }
            }
        }
    }
    for (_, token) in open {
        tokens[token].kind = TokenKind::Literal;
    }
    (tokens, xml)
}

fn build(source: &str, tokens: &[Token], fold_blanks: bool) -> Text<'static> {
    let mut plain = String::with_capacity(source.len());
    let mut marks = Vec::new();
    let mut open: Vec<(usize, Option<MarkKind>)> = Vec::new();
    let push = |plain: &mut String, text: &str| {
        if !fold_blanks {
            return plain.push_str(text);
        }
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                plain.push(c);
            } else if !plain.is_empty() && !plain.ends_with([' ', '\n']) {
                plain.push(' ');
            }
        }
    };
    let mut at = 0;
    for token in tokens {
        push(&mut plain, source.get(at..token.start).unwrap_or_default());
        at = token.end;
        let inside = source.get(token.start..token.end).unwrap_or_default();
        match token.kind {
            TokenKind::Literal => push(&mut plain, inside),
            TokenKind::Open(kind) => open.push((plain.len(), kind)),
            TokenKind::Close => {
                if let Some((start, Some(kind))) = open.pop() {
                    marks.push(Mark::new(start..plain.len(), kind));
                }
            }
            TokenKind::Break => {
                let end = plain.trim_end().len();
                if end > 0 && open.is_empty() {
                    plain.truncate(end);
                    plain.push('\n');
                }
            }
            TokenKind::Nothing => {}
            TokenKind::Char(c) => plain.push(c),
            TokenKind::Math => {
                let start = plain.len();
                plain.push_str(inside.trim_matches('$'));
                marks.push(Mark::new(start..plain.len(), MarkKind::Math));
            }
        }
    }
    push(&mut plain, source.get(at..).unwrap_or_default());
    if fold_blanks {
        plain.truncate(plain.trim_end().len());
        let end = plain.len();
        for mark in &mut marks {
            *mark = Mark::new(mark.range().start..mark.range().end.min(end), mark.kind);
        }
    }
    // Inner marks were closed first; of two over the same range the outer one comes first.
    marks.reverse();
    Text::with_marks(plain, marks)
}

/// The length of mathematics that begins with this dollar: as pandoc has it no blank
/// stands inside next to a dollar and no digit after the second one; and it must look
/// like mathematics, for prices have dollars too.
pub(crate) fn math(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = 1;
    loop {
        end += memchr2(b'$', b'\\', bytes.get(end..)?)?;
        if bytes[end] == b'$' {
            break;
        }
        end += 2;
    }
    let inside = text.get(1..end)?;
    let tight = !inside.is_empty() && inside.trim() == inside;
    let price = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let letter = inside.len() == 1 && inside.as_bytes()[0].is_ascii_alphabetic();
    let formula = inside.contains(['\\', '^', '_', '=', '{']) && !inside.contains(['\n', '“', '”']);
    (tight && !price && (letter || formula)).then_some(end + 1)
}

/// A tag.
pub(crate) struct Tag {
    pub length: usize,
    closes: bool,
    is_empty: bool,
    in_namespace: bool,
    what: What,
}

enum What {
    /// A mark, or a span that marks nothing; with its place in the table.
    Mark(usize, Option<MarkKind>),
    Break,
    Nothing,
}

impl Tag {
    /// A tag that is known, at the start of a text.
    pub(crate) fn read(text: &str) -> Option<Tag> {
        const LONGEST: usize = 256;
        let bytes = text.as_bytes();
        let window = bytes.get(1..bytes.len().min(LONGEST))?;
        let end = 1 + memchr2(b'>', b'<', window).filter(|at| window[*at] == b'>')?;
        let length = end + 1;
        let inside = text.get(1..end)?;
        let (closes, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let is_empty = inside.ends_with('/');
        let inside = inside.trim_end_matches('/');
        let (name, attributes) = inside.split_once([' ', '\n', '\t']).unwrap_or((inside, ""));
        let (in_namespace, local) = match name.split_once(':') {
            Some((space, local)) if !space.is_empty() => (true, local),
            _ => (false, name),
        };
        let is = |known: &str| known.eq_ignore_ascii_case(local);
        let known = !local.is_empty() && local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let what = if !known {
            return None;
        } else if is("span") {
            What::Mark(SPAN, span(attributes))
        } else if let Some(which) = TAGS.iter().position(|(name, _)| is(name)) {
            What::Mark(which, TAGS.get(which).map(|(_, kind)| *kind))
        } else if is("p") || is("br") || (is("title") && in_namespace) {
            // A title that says no more than where it stands is none.
            if let Some(length) = abstract_heading(text, length).filter(|_| is("title") && !closes) {
                return Some(Tag { length, closes, is_empty, in_namespace, what: What::Nothing });
            }
            What::Break
        } else if in_namespace {
            What::Nothing
        } else {
            return None;
        };
        Some(Tag { length, closes, is_empty, in_namespace, what })
    }
}

/// What a span's attributes say.
fn span(attributes: &str) -> Option<MarkKind> {
    let small = attributes.contains("small-caps") || attributes.contains("smallcaps");
    if small {
        Some(MarkKind::SmallCaps)
    } else if attributes.contains("nocase") {
        Some(MarkKind::NoCase)
    } else {
        None
    }
}

/// How long `<jats:title>Abstract</jats:title>` is.
fn abstract_heading(text: &str, start: usize) -> Option<usize> {
    let heading = text.get(start..start + "Abstract</".len())?;
    let end = memchr(b'>', text.as_bytes().get(start..)?)?;
    heading.eq_ignore_ascii_case("Abstract</").then_some(start + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rendered(text: &Text<'_>) -> String {
        let mut all = String::new();
        render(text, |stretch| all.push_str(stretch));
        all
    }

    fn read(source: &str) -> (Text<'_>, bool) {
        parse(source.into(), false)
    }

    #[test]
    fn tags_become_marks() {
        for (source, plain, kinds) in [
            ("On <i>Homo sapiens</i>", "On Homo sapiens", vec![MarkKind::Italic]),
            ("<i>a <b>b</b></i>", "a b", vec![MarkKind::Italic, MarkKind::Bold]),
            ("H<sub>2</sub>O", "H2O", vec![MarkKind::Subscript]),
            ("<span class=\"nocase\">X</span>", "X", vec![MarkKind::NoCase]),
            ("<span style=\"font-variant:small-caps;\">X</span>", "X", vec![MarkKind::SmallCaps]),
            ("<i><i>a</i></i>", "a", vec![MarkKind::Italic, MarkKind::Italic]),
            ("the $x^2$ law", "the x^2 law", vec![MarkKind::Math]),
        ] {
            let (text, canonical) = read(source);
            assert_eq!(text.plain(), plain);
            assert_eq!(text.marks().iter().map(|mark| mark.kind).collect::<Vec<_>>(), kinds);
            assert!(canonical, "{source}");
            assert_eq!(rendered(&text), source);
        }
    }

    #[test]
    fn other_spellings_are_read_too() {
        for (source, expected) in [
            ("<em>a</em>", "<i>a</i>"),
            ("<I>a</I>", "<i>a</i>"),
            ("<SPAN class='nocase'>a</SPAN>", "<span class=\"nocase\">a</span>"),
            ("<span lang=\"fr\">a</span>", "a"),
            ("a &amp; b &lt; c &#8211; &#x2014;", "a & b < c – —"),
            ("a\n   b", "a b"),
            ("<i></i>", ""),
        ] {
            let (text, canonical) = read(source);
            assert_eq!(rendered(&text), expected);
            assert!(!canonical, "{source}");
        }
    }

    #[test]
    fn what_is_no_tag_is_text() {
        for source in
            ["a < b > c", "<i>a", "a</i>", "<x>a</x>", "<i>a</b>", "5 <i", "$5 and $6", "a & b", "&foo;"]
        {
            let (text, canonical) = read(source);
            assert_eq!((text.plain(), canonical), (source, true));
            assert!(text.marks().is_empty());
        }
        assert_eq!(rendered(&read("<i>a <b>c</i>").0), "<i>a <b>c</i>");
        assert_eq!(read("<i>a <b>c</i>").0.plain(), "a <b>c");
    }

    #[test]
    fn jats_is_cleaned() {
        let source = "<jats:title>Abstract</jats:title>\n  <jats:p>One <jats:italic>two</jats:italic>\n three.</jats:p>\n  \
                      <jats:p>Four H<jats:sub>2</jats:sub>O.</jats:p>";
        let (text, canonical) = parse(source.into(), true);
        assert_eq!(rendered(&text), "One <i>two</i> three.\nFour H<sub>2</sub>O.");
        assert!(!canonical);
    }

    proptest! {
        #[test]
        fn what_is_canonical_is_rendered_as_it_was(source in "(<i>|</i>|<b>|</b>|<span class=\"nocase\">|</span>|[$&a<>\\^ \n]|&amp;){0,12}") {
            let (text, canonical) = read(&source);
            prop_assert_eq!(canonical, rendered(&text) == source);
        }
    }
}
