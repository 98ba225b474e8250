//! Scalars as every YAML emitter writes them: plain where no reader, YAML 1.1 or 1.2,
//! takes them for anything but the string that they are, else quoted.

use crate::format::Output;

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A value or a list item of its own in block style.
    Block,
    /// A key of a mapping, or anything between brackets or braces.
    Flow,
}

/// Writes a string as a YAML scalar on one line: plain, in single quotes, or in double
/// quotes with escapes. Every YAML reader gives back the same string. With `ascii`,
/// other characters are escaped.
pub(crate) fn write_scalar(text: &str, place: Place, ascii: bool, out: &mut Output) {
    let printable = is_printable_ascii(text.as_bytes());
    if !printable && ((ascii && !text.is_ascii()) || text.chars().any(needs_escape)) {
        write_escaped(text, ascii, out);
    } else if is_plain(text, place) {
        out.push(text);
    } else {
        out.byte(b'\'');
        for (i, part) in text.split('\'').enumerate() {
            if i > 0 {
                out.push("''");
            }
            out.push(part);
        }
        out.byte(b'\'');
    }
}

/// Whether all bytes are printable ASCII, looked at sixteen at a time: so is most text.
fn is_printable_ascii(bytes: &[u8]) -> bool {
    let printable = |part: &[u8]| part.iter().fold(true, |all, b| all & (b' '..=b'~').contains(b));
    let (chunks, rest) = bytes.as_chunks::<16>();
    chunks.iter().all(|chunk| printable(chunk)) && printable(rest)
}

/// Line breaks, tabs and what YAML (§5.1) does not count among printable characters.
fn needs_escape(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

fn write_escaped(text: &str, ascii: bool, out: &mut Output) {
    out.byte(b'"');
    for c in text.chars() {
        match c {
            '"' => out.push("\\\""),
            '\\' => out.push("\\\\"),
            '\n' => out.push("\\n"),
            '\t' => out.push("\\t"),
            '\r' => out.push("\\r"),
            c if !needs_escape(c) && (c.is_ascii() || !ascii) => out.display(c),
            c => match u32::from(c) {
                code @ ..0x100 => out.display(format_args!("\\x{code:02X}")),
                code @ 0x100..0x1_0000 => out.display(format_args!("\\u{code:04X}")),
                code => out.display(format_args!("\\U{code:08X}")),
            },
        }
    }
    out.byte(b'"');
}

/// Whether a string without anything to escape may stand without quotes (YAML 1.2 §7.3.3).
fn is_plain(text: &str, place: Place) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return false };
    // Keys mostly.
    if first != b'-' && bytes.iter().all(|b| b.is_ascii_lowercase() || *b == b'-') {
        return !is_typed(text);
    }
    let in_flow = |b: &u8| matches!(b, b',' | b'[' | b']' | b'{' | b'}' | b':');
    !(matches!(
        first,
        b' ' | b'-'
            | b'?'
            | b':'
            | b','
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'&'
            | b'*'
            | b'!'
            | b'|'
            | b'>'
            | b'\''
            | b'"'
            | b'%'
            | b'@'
            | b'`'
            | b'='
            | b'~'
    ) || matches!(last, b' ' | b':')
        || text.starts_with("...")
        || text.starts_with("<<")
        || memchr::memchr2_iter(b':', b'#', bytes).any(|at| match bytes[at] {
            b':' => bytes.get(at + 1) == Some(&b' '),
            _ => bytes[at - 1] == b' ',
        })
        || (place == Place::Flow && bytes.iter().any(in_flow))
        || is_typed(text))
}

/// Whether some YAML reader would take the plain scalar for a null, a truth value, a
/// number or a date (YAML 1.1's types, YAML 1.2's core schema, and the readers' own).
fn is_typed(text: &str) -> bool {
    const WORDS: &[&str] =
        &["y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", "+.inf", ".nan"];
    let bytes = text.as_bytes();
    if text.len() <= 5 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return true;
    }
    let number = text.strip_prefix('+').unwrap_or(text).as_bytes();
    let Some(first) = number.first() else { return false };
    if !first.is_ascii_digit() && *first != b'.' {
        return false;
    }
    let digits =
        |part: &[u8]| part.iter().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b',' | b'.' | b':'));
    let exponent = |part: &[u8]| {
        let part = part.strip_prefix(b"-").or(part.strip_prefix(b"+")).unwrap_or(part);
        part.iter().all(u8::is_ascii_digit)
    };
    let scientific = || {
        let at = number.iter().position(|b| matches!(b, b'e' | b'E'));
        at.is_some_and(|at| digits(&number[..at]) && exponent(&number[at + 1..]))
    };
    let radix = number.len() > 2
        && number[0] == b'0'
        && matches!(number[1], b'x' | b'o' | b'b' | b'X' | b'O' | b'B')
        && number[2..].iter().all(|b| b.is_ascii_hexdigit() || *b == b'_');
    digits(number) || scientific() || radix || begins_with_date(bytes)
}

/// `YYYY-M-D` and anything after it, as YAML 1.1's timestamps begin.
fn begins_with_date(bytes: &[u8]) -> bool {
    let mut parts = bytes.splitn(3, |b| *b == b'-');
    let number = |part: Option<&[u8]>, lengths: std::ops::RangeInclusive<usize>| {
        part.is_some_and(|part| lengths.contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    number(parts.next(), 4..=4)
        && number(parts.next(), 1..=2)
        && parts.next().is_some_and(|day| day.first().is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(text: &str, place: Place) -> String {
        let mut out = Output::default();
        write_scalar(text, place, false, &mut out);
        String::from_utf8(out.bytes).unwrap_or_default()
    }

    #[test]
    fn strings_stay_strings() {
        for plain in [
            "Lopes, Ana",
            "10.1234/abc",
            "9-41",
            "2025-09",
            "https://example.org/a?b=c#d",
            "Ölüm ve Yaşam",
            "978-3-030-23360-0",
            "1st",
            "E. coli",
            "nobody",
            "C# and F#",
            "(PDF) On x",
        ] {
            assert_eq!(scalar(plain, Place::Block), plain);
        }
        for quoted in [
            "",
            " a",
            "a ",
            "yes",
            "No",
            "NULL",
            "~",
            "on",
            "y",
            "12",
            "-5",
            "+1",
            "1.5",
            "1_000",
            "1,000",
            "007",
            "0x1F",
            "0o17",
            "1e5",
            "1.5E-3",
            ".5",
            ".inf",
            "-.inf",
            ".NaN",
            "12:30",
            "2020-01-02",
            "2020-1-2 12:00:00",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "- a",
            "-a",
            "? a",
            "[a]",
            "{a}",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "\"a",
            "=",
            "<<",
            "...",
            "---",
        ] {
            assert_eq!(scalar(quoted, Place::Block), format!("'{quoted}'"));
        }
        assert_eq!(scalar("'tis", Place::Block), "'''tis'");
        assert_eq!(
            scalar("a\tb\n\"c\"\\\u{85}\u{2028}\u{feff}", Place::Block),
            r#""a\tb\n\"c\"\\\x85\u2028\uFEFF""#
        );
        assert_eq!(scalar("Lopes, Ana", Place::Flow), "'Lopes, Ana'");
        assert_eq!(scalar("10.1000/a", Place::Flow), "10.1000/a");
    }

    #[test]
    fn ascii_escapes_the_rest() {
        let mut out = Output::default();
        write_scalar("é→🦀", Place::Block, true, &mut out);
        assert_eq!(out.bytes, br#""\xE9\u2192\U0001F980""#);
    }

    #[test]
    fn readers_agree() {
        for text in
            ["yes", "null", "1.10", "0o7", "é: #", "\u{1}\u{fffe}x", "it's", "a\nb\n", "~", "🦀 {x}", "1e3"]
        {
            for place in [Place::Block, Place::Flow] {
                let yaml = scalar(text, place);
                assert_eq!(
                    serde_yaml::from_str::<serde_yaml::Value>(&yaml).ok(),
                    Some(text.into()),
                    "{yaml}"
                );
            }
        }
    }
}
