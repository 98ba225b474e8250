//! Markdown in CSL-YAML, as pandoc reads it, to and from CSL-JSON's tags.
//!
//! Both ways go from string to string: `*x*` stands for `<i>x</i>`, `\*` for a star, and
//! whatever one way makes of a string the other way takes back to the letter.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::record::MarkKind;

use super::markup::{self, Token, TokenKind};

/// What of CSL's tags is what in Markdown.
const PAIRS: [(MarkKind, &str, &str); 6] = [
    (MarkKind::Italic, "*", "*"),
    (MarkKind::Bold, "**", "**"),
    (MarkKind::Subscript, "~", "~"),
    (MarkKind::Superscript, "^", "^"),
    (MarkKind::SmallCaps, "[", "]{.smallcaps}"),
    (MarkKind::NoCase, "[", "]{.nocase}"),
];

/// What pandoc takes for markup, or might; anything else may stand as it is.
fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b'\\'
            | b'*'
            | b'_'
            | b'~'
            | b'^'
            | b'`'
            | b'$'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'@'
            | b'&'
            | b'-'
            | b'.'
    )
}

/// Text with CSL's tags as Markdown.
pub(super) fn encode(html: &str) -> Cow<'_, str> {
    if !html.bytes().any(is_special) {
        return Cow::Borrowed(html);
    }
    let (tokens, _) = markup::tokens(html);
    let plain = !tokens.iter().any(|token| matches!(token.kind, TokenKind::Open(_)));
    let markdown = Encoder { html, tokens: &tokens, tags: false, all: !plain }.encode();
    if !plain && decode(&markdown) != html {
        // Tags that Markdown has no way to say in this place stay tags.
        return Cow::Owned(Encoder { html, tokens: &tokens, tags: true, all: true }.encode());
    }
    Cow::Owned(markdown)
}

/// Text to the letter.
pub(super) fn verbatim(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Text without tags, with backslashes before what would be markup.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(is_special) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Encoder { html: text, tokens: &[], tags: false, all: false }.encode())
}

struct Encoder<'e> {
    html: &'e str,
    tokens: &'e [Token],
    /// Whether tags stay tags.
    tags: bool,
    /// Whether a single star or tilde could find a partner in what is written.
    all: bool,
}

impl Encoder<'_> {
    fn encode(&self) -> String {
        let mut out = String::with_capacity(self.html.len() + 16);
        // What closes the marks that are open.
        let mut open: Vec<Cow<'_, str>> = Vec::new();
        let (mut spans, mut scripts) = (0, 0);
        let mut at = 0;
        for token in self.tokens {
            self.text(at, token.start, (spans > 0, scripts > 0), &mut out);
            at = token.end;
            let inside = self.html.get(token.start..token.end).unwrap_or_default();
            let pair = |kind| PAIRS.iter().find(|(known, ..)| *known == kind).filter(|_| !self.tags);
            match token.kind {
                TokenKind::Literal => self.text(token.start, token.end, (spans > 0, scripts > 0), &mut out),
                TokenKind::Open(Some(kind)) if inside == markup::tags(kind).0 && pair(kind).is_some() => {
                    let (mut start, mut end) = pair(kind).map_or(("", ""), |(_, start, end)| (*start, *end));
                    // A star beside a star would be another mark.
                    let starred = out.ends_with('*') || self.html[at..].starts_with("<b>");
                    if kind == MarkKind::Italic && starred {
                        (start, end) = ("_", "_");
                    }
                    out.push_str(start);
                    spans += usize::from(start == "[");
                    scripts += usize::from(matches!(start, "~" | "^"));
                    open.push(end.into());
                }
                TokenKind::Open(_) => {
                    let span = inside.strip_prefix("<span ").and_then(|span| span.strip_suffix('>'));
                    match span.filter(|span| !self.tags && is_small_caps(span)) {
                        Some(span) => {
                            spans += 1;
                            out.push('[');
                            open.push(format!("]{{{span}}}").into());
                        }
                        None => {
                            out.push_str(inside);
                            open.push("".into());
                        }
                    }
                }
                TokenKind::Close => {
                    let end = open.pop().filter(|end| !end.is_empty()).unwrap_or(inside.into());
                    spans -= usize::from(end.starts_with(']'));
                    scripts -= usize::from(matches!(&*end, "~" | "^"));
                    out.push_str(&end);
                }
                _ => out.push_str(inside),
            }
        }
        self.text(at, self.html.len(), (spans > 0, scripts > 0), &mut out);
        out
    }

    /// Text with backslashes before what would be markup.
    fn text(&self, start: usize, end: usize, (span, script): (bool, bool), out: &mut String) {
        let bytes = self.html.as_bytes();
        let mut from = start;
        for at in start..end {
            let byte = bytes[at];
            if !(is_special(byte) || (script && byte == b' ')) {
                continue;
            }
            let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
            let after = bytes.get(at + 1).copied().unwrap_or(b' ');
            let word = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
            let paired = || self.all || memchr_iter(byte, bytes).nth(1).is_some();
            let escape = match byte {
                b'\\' | b' ' => true,
                b'_' => !(word(before) && word(after)) && paired(),
                b'^' => after == b'[' || paired(),
                b'*' | b'~' | b'`' | b'$' => paired(),
                b'<' => after.is_ascii_alphabetic() || matches!(after, b'/' | b'!' | b'?'),
                b'>' => at == 0,
                b'[' => span,
                b']' => span || matches!(after, b'(' | b'{' | b'[' | b':'),
                b'@' => !word(before) && (word(after) || matches!(after, b'{' | b'_' | b'*')),
                b'&' => bytes[at..end].iter().take(12).any(|b| *b == b';'),
                b'-' => after == b'-' || before == b'-',
                _ => after == b'.' && bytes.get(at + 2) == Some(&b'.'),
            };
            if escape {
                out.push_str(&self.html[from..at]);
                out.push('\\');
                from = at;
            }
        }
        out.push_str(self.html.get(from..end).unwrap_or_default());
    }
}

/// Takes the backslashes off that stand before punctuation.
pub(super) fn unescape(markdown: &str) -> Cow<'_, str> {
    if memchr(b'\\', markdown.as_bytes()).is_none() {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        match rest.as_bytes().get(at + 1) {
            Some(byte) if byte.is_ascii_punctuation() => {
                out.push(char::from(*byte));
                rest = &rest[at + 2..];
            }
            _ => {
                out.push('\\');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Markdown as text with CSL's tags.
pub(super) fn decode(markdown: &str) -> Cow<'_, str> {
    let special = |b: u8| is_special(b) && !matches!(b, b'>' | b'@' | b'&' | b']');
    if !markdown.bytes().any(special) {
        return Cow::Borrowed(markdown);
    }
    let mut decoder = Decoder { source: markdown, changes: Vec::new(), open: Vec::new(), count: [0; 6] };
    decoder.read();
    let mut out = String::with_capacity(markdown.len() + 16);
    let mut at = 0;
    for change in &decoder.changes {
        out.push_str(markdown.get(at..change.start).unwrap_or_default());
        out.push_str(&change.with);
        at = change.end;
    }
    out.push_str(markdown.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// What a mark is opened with.
#[derive(Clone, Copy, PartialEq)]
enum Opener {
    /// One of `*` or `_`, or two.
    Run(u8, usize),
    /// `~` or `^`, with the place of its partner.
    Script(usize),
    /// `[`
    Bracket,
}

impl Opener {
    fn slot(self) -> usize {
        match self {
            Opener::Run(b'*', length) => length - 1,
            Opener::Run(_, length) => length + 1,
            Opener::Script(_) => 4,
            Opener::Bracket => 5,
        }
    }
}

/// The tags that a span's attributes stand for.
fn span_tags(attributes: &str) -> (Cow<'_, str>, &'static str) {
    let has = |class: &str| attributes.split_whitespace().any(|word| word == class);
    let kind = if has(".nocase") {
        MarkKind::NoCase
    } else if has(".smallcaps") || has(".sc") {
        MarkKind::SmallCaps
    } else if is_small_caps(attributes) {
        return (Cow::Owned(format!("<span {attributes}>")), "</span>");
    } else {
        return ("".into(), "");
    };
    let (start, end) = markup::tags(kind);
    (start.into(), end)
}

/// Whether a tag's attributes are a style alone that pandoc takes for small capitals.
fn is_small_caps(attributes: &str) -> bool {
    let style = attributes.strip_prefix("style=\"").and_then(|style| style.strip_suffix('"'));
    style.is_some_and(|style| {
        let style = style.trim_end_matches(';');
        let value = style.strip_prefix("font-variant:").map(str::trim_start);
        value == Some("small-caps")
    })
}

/// A stretch of the source, and what stands in its place.
struct Change<'m> {
    start: usize,
    end: usize,
    with: Cow<'m, str>,
}

struct Decoder<'m> {
    source: &'m str,
    changes: Vec<Change<'m>>,
    /// What is open, with its place among the changes: until it is closed it stays as it is.
    open: Vec<(Opener, usize)>,
    /// How many of each kind are open.
    count: [usize; 6],
}

impl<'m> Decoder<'m> {
    fn read(&mut self) {
        let source = self.source;
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                b'\\' => self.backslash(at),
                b'*' | b'_' => self.run(at, byte),
                b'~' | b'^' => self.script(at, byte),
                b'[' => {
                    self.open(Opener::Bracket, at, at + 1);
                    at + 1
                }
                b']' => self.bracket(at),
                b'$' => at + markup::math(&source[at..]).unwrap_or(1),
                b'<' => self.angle(at),
                b'`' => self.code(at),
                b'-' => {
                    let length = self.length(at, byte);
                    match length {
                        2 => self.change(at, at + 2, "–"),
                        3 => self.change(at, at + 3, "—"),
                        _ => {}
                    }
                    at + length
                }
                b'.' => {
                    let length = self.length(at, byte);
                    if length == 3 {
                        self.change(at, at + 3, "…");
                    }
                    at + length
                }
                _ => at + 1,
            };
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or(b' ')
    }

    /// The byte before a place; a blank at the start.
    fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b' ', |at| self.byte(at))
    }

    /// How often a byte stands here in a row.
    fn length(&self, at: usize, byte: u8) -> usize {
        self.source.as_bytes()[at..].iter().take_while(|b| **b == byte).count()
    }

    fn change(&mut self, start: usize, end: usize, with: &'m str) {
        self.changes.push(Change { start, end, with: Cow::Borrowed(with) });
    }

    fn open(&mut self, opener: Opener, start: usize, end: usize) {
        self.count[opener.slot()] += 1;
        self.open.push((opener, self.changes.len()));
        self.change(start, end, self.source.get(start..end).unwrap_or_default());
    }

    /// Closes the last opener that fits, if there is one; what was opened after it is text.
    fn close(&mut self, slot: usize, start: usize, end: usize, with: (Cow<'m, str>, &'m str)) -> bool {
        if self.count[slot] == 0 {
            return false;
        }
        self.change(start, end, with.1);
        while let Some((opener, change)) = self.open.pop() {
            self.count[opener.slot()] -= 1;
            if opener.slot() == slot {
                self.changes[change].with = with.0;
                break;
            }
        }
        true
    }

    fn backslash(&mut self, at: usize) -> usize {
        match self.byte(at + 1) {
            byte if byte.is_ascii_punctuation() => {
                self.change(at, at + 1, "");
                at + 2
            }
            b' ' if at + 1 < self.source.len() => {
                // In a script pandoc has no other way to say a blank.
                self.change(at, at + 2, if self.count[4] > 0 { " " } else { "\u{a0}" });
                at + 2
            }
            _ => at + 1,
        }
    }

    fn run(&mut self, at: usize, byte: u8) -> usize {
        let length = self.length(at, byte);
        let end = at + length;
        let (before, after) = (self.before(at), self.byte(end));
        let word = |b: u8| b.is_ascii_alphanumeric() || !b.is_ascii();
        let opens = !after.is_ascii_whitespace() && (byte == b'*' || !word(before));
        let closes = !before.is_ascii_whitespace() && (byte == b'*' || !word(after));
        let mut start = at;
        while closes && start < end {
            let left = end - start;
            // Looking further would cost the square of the depth.
            let last = self.open.iter().rev().take(64).find_map(|(opener, _)| match opener {
                Opener::Run(b, length) if *b == byte => Some(*length),
                _ => None,
            });
            let Some(length) = last.filter(|length| *length <= left) else { break };
            let tags = if length == 2 { ("<b>".into(), "</b>") } else { ("<i>".into(), "</i>") };
            self.close(Opener::Run(byte, length).slot(), start, start + length, tags);
            start += length;
        }
        if opens && end - start <= 3 {
            if end - start >= 2 {
                self.open(Opener::Run(byte, 2), start, start + 2);
                start += 2;
            }
            if end - start == 1 {
                self.open(Opener::Run(byte, 1), start, end);
            }
        }
        end
    }

    /// `~sub~`, `^sup^`, without blanks; `~~struck out~~`.
    fn script(&mut self, at: usize, byte: u8) -> usize {
        let tags = if byte == b'~' { ("<sub>".into(), "</sub>") } else { ("<sup>".into(), "</sup>") };
        if self.open.iter().rev().take(4).any(|(opener, _)| *opener == Opener::Script(at)) {
            self.close(4, at, at + 1, tags);
            return at + 1;
        }
        let bytes = self.source.as_bytes();
        let mut partner = at + 1;
        while let Some(&b) = bytes.get(partner) {
            match b {
                b if b == byte => break,
                b if b.is_ascii_whitespace() => return at + 1,
                b'\\' => partner += 2,
                _ => partner += 1,
            }
        }
        if partner > at + 1 && partner < bytes.len() {
            self.open(Opener::Script(partner), at, at + 1);
            return at + 1;
        }
        at + self.length(at, byte)
    }

    /// The end of a span, a link, or of text in brackets.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.source[at + 1..];
        let closed = |end: u8| memchr(end, rest.as_bytes()).map(|length| at + 2 + length);
        let found = match rest.as_bytes().first() {
            Some(b'{') => closed(b'}').map(|end| (end, span_tags(&self.source[at + 2..end - 1]))),
            Some(b'(') => closed(b')').map(|end| (end, ("".into(), ""))),
            _ => None,
        };
        if let Some((end, tags)) = found
            && self.close(Opener::Bracket.slot(), at, end, tags)
        {
            return end;
        }
        if let Some((Opener::Bracket, _)) = self.open.last() {
            self.open.pop();
            self.count[Opener::Bracket.slot()] -= 1;
        }
        at + 1
    }

    /// A tag, or an address in angle brackets.
    fn angle(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        if let Some(tag) = markup::Tag::read(rest) {
            return at + tag.length;
        }
        if rest[1..].starts_with("http://") || rest[1..].starts_with("https://") {
            let length = rest.bytes().take_while(|b| *b != b'>' && !b.is_ascii_whitespace()).count();
            if rest.as_bytes().get(length) == Some(&b'>') {
                self.change(at, at + 1, "");
                self.change(at + length, at + length + 1, "");
                return at + length + 1;
            }
        }
        at + 1
    }

    /// Code says what it says.
    fn code(&mut self, at: usize) -> usize {
        let length = self.length(at, b'`');
        let start = at + length;
        let mut end = start;
        while let Some(found) = memchr(b'`', self.source.as_bytes().get(end..).unwrap_or_default()) {
            end += found;
            let ticks = self.length(end, b'`');
            if ticks == length {
                self.change(at, start, "");
                self.change(end, end + ticks, "");
                return end + ticks;
            }
            end += ticks;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_and_markdown_are_the_same() {
        for (html, markdown) in [
            ("On <i>Homo sapiens</i>", "On *Homo sapiens*"),
            ("the <b>b</b> and x<sup>2</sup> of H<sub>2</sub>O", "the **b** and x^2^ of H~2~O"),
            ("<span class=\"nocase\">DNA</span> [x]", "[DNA]{.nocase} [x]"),
            ("<span style=\"font-variant:small-caps;\">Abc</span>", "[Abc]{.smallcaps}"),
            ("<b><i>x</i></b>", "**_x_**"),
            ("<i><b>x</b></i>", "_**x**_"),
            ("snake_case and 5 * 3", "snake_case and 5 * 3"),
            ("*a* a_ _b", "\\*a\\* a\\_ \\_b"),
            ("<i>a</i> * b", "*a* \\* b"),
            ("a\\b", "a\\\\b"),
            ("a -- b...", "a \\-\\- b\\..."),
            ("$x_1^2$ and $5, $6", "$x_1^2$ and \\$5, \\$6"),
            ("@home, a@b.c", "\\@home, a@b.c"),
            ("<foo> 1 < 2", "\\<foo> 1 < 2"),
            ("<em>x</em> &amp; &foo;", "<em>x</em> &amp; \\&foo;"),
            ("<sub>a b</sub> c", "~a\\ b~ c"),
            ("<sub>a\nb</sub>", "<sub>a\nb</sub>"),
            (
                "<span style=\"font-variant: small-caps;\">x</span>",
                "[x]{style=\"font-variant: small-caps;\"}",
            ),
            ("https://example.org/~x/a_b", "https://example.org/~x/a_b"),
        ] {
            assert_eq!(encode(html), markdown);
            assert_eq!(decode(markdown), html);
        }
    }

    #[test]
    fn more_markdown_is_read_than_written() {
        for (markdown, html) in [
            ("__a__ _b_", "<b>a</b> <i>b</i>"),
            ("***a***", "<b><i>a</i></b>"),
            ("1--3, a---b...", "1–3, a—b…"),
            ("[text](https://example.org)", "text"),
            ("<https://example.org/a_b_>", "https://example.org/a_b_"),
            ("`a*b*`", "a*b*"),
            ("a\\ b", "a\u{a0}b"),
            ("*a", "*a"),
            ("[a *b] c*", "[a <i>b] c</i>"),
            ("<i>a</i>", "<i>a</i>"),
        ] {
            assert_eq!(decode(markdown), html);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            html in "(<i>|</i>|<b>|</b>|<sub>|</sub>|<span class=\"nocase\">|</span>|<em>|[]\\[\\\\*_~^`$<>@&.;({a é-]|\\]\\{\\.sc\\}|&amp;){0,14}"
        ) {
            let markdown = encode(&html);
            prop_assert_eq!(decode(&markdown), &*html, "{}", markdown);
        }

        #[test]
        fn backslashes_come_off(text in "[a\\\\*_~^`$<>@&.;(){} é-]{0,14}") {
            let markdown = escape(&text);
            prop_assert_eq!(unescape(&markdown), &*text);
        }
    }
}
