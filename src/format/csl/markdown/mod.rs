//! Markdown in CSL-YAML, as pandoc reads it, to and from CSL-JSON's tags.
//!
//! Both ways go from string to string: `*x*` stands for `<i>x</i>`, `\*` for a star, and
//! whatever one way makes of a string the other way takes back to the letter.

mod decode;
mod encode;

use std::borrow::Cow;

pub(super) use decode::{decode, read, unescape};
pub(super) use encode::{encode, escape};

/// Text to the letter.
pub(super) fn verbatim(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

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

/// Whether a tag's attributes are a style alone that pandoc takes for small capitals.
fn is_small_caps(attributes: &str) -> bool {
    let style = attributes.strip_prefix("style=\"").and_then(|style| style.strip_suffix('"'));
    style.is_some_and(|style| {
        let style = style.trim_end_matches(';');
        let value = style.strip_prefix("font-variant:").map(str::trim_start);
        value == Some("small-caps")
    })
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
            ("<code>a*b* &lt;c></code>", "`a*b* <c>`"),
            ("<code>`</code>", "<code>\\`</code>"),
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
            html in "(<i>|</i>|<code>|</code>|<b>|</b>|<sub>|</sub>|<span class=\"nocase\">|</span>|<em>|[]\\[\\\\*_~^`$<>@&.;({a é-]|\\]\\{\\.sc\\}|&amp;){0,14}"
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
