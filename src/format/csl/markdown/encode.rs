//! CSL's tags as Markdown.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::grammar::markup::{self, Token, TokenKind};
use crate::record::MarkKind;

use super::{decode, is_small_caps, is_special};

/// What of CSL's tags is what in Markdown.
const PAIRS: [(MarkKind, &str, &str); 6] = [
    (MarkKind::Italic, "*", "*"),
    (MarkKind::Bold, "**", "**"),
    (MarkKind::Subscript, "~", "~"),
    (MarkKind::Superscript, "^", "^"),
    (MarkKind::SmallCaps, "[", "]{.smallcaps}"),
    (MarkKind::NoCase, "[", "]{.nocase}"),
];

/// Text with CSL's tags as Markdown.
pub(in crate::format::csl) fn encode(html: &str) -> Cow<'_, str> {
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

/// Text without tags, with backslashes before what would be markup.
pub(in crate::format::csl) fn escape(text: &str) -> Cow<'_, str> {
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
        let (mut spans, mut scripts, mut code) = (0, 0, 0);
        let mut at = 0;
        for token in self.tokens {
            if code > 0 {
                out.push_str(self.html.get(at..token.start).unwrap_or_default());
            } else {
                self.text(at, token.start, (spans > 0, scripts > 0), &mut out);
            }
            at = token.end;
            let inside = self.html.get(token.start..token.end).unwrap_or_default();
            let pair = |kind| PAIRS.iter().find(|(known, ..)| *known == kind).filter(|_| !self.tags);
            match token.kind {
                TokenKind::Char(c) if code > 0 => out.push(c),
                TokenKind::Open(_) if inside == "<code>" && !self.tags => {
                    code += 1;
                    out.push('`');
                    open.push("`".into());
                }
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
                    code -= usize::from(end == "`");
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
