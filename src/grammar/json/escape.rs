//! Text inside of JSON strings.

use memchr::memchr;

/// Whether a byte stands for a character that JSON escapes: the quotation mark, the
/// backslash and what is below the blank.
#[inline]
fn needs_escape(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// Whether none of these needs an escape: the compiler looks at all at once.
#[inline]
fn is_clean<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes.iter().fold(0, |found, byte| found | u8::from(needs_escape(*byte))) == 0
}

/// How many bytes from the start need no escape.
#[inline]
fn clean(bytes: &[u8]) -> usize {
    let (stretches, rest) = bytes.as_chunks::<16>();
    let at = 16 * stretches.iter().take_while(|stretch| is_clean(stretch)).count();
    // The rest, together with some that was looked at already.
    let rest_is_clean = || match (bytes.last_chunk::<16>(), bytes.first_chunk::<8>(), bytes.last_chunk::<8>())
    {
        (Some(last), ..) => is_clean(last),
        (None, Some(first), Some(last)) => is_clean(first) && is_clean(last),
        _ => false,
    };
    if at + rest.len() == bytes.len() && rest_is_clean() {
        return bytes.len();
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| needs_escape(*byte)).unwrap_or(rest.len())
}

/// Appends text with JSON's escapes.
#[inline]
pub(crate) fn text(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (plain, escaped) = rest.split_at(clean(rest));
        out.extend_from_slice(plain);
        let Some((byte, after)) = escaped.split_first() else { return };
        control(*byte, out);
        rest = after;
    }
}

/// Appends text with JSON's escapes, and `\u` in place of all that is not ASCII.
pub(crate) fn ascii(text: &str, out: &mut Vec<u8>) {
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte @ (b'"' | b'\\' | ..0x20)) => control(byte, out),
            Ok(byte) if byte.is_ascii() => out.push(byte),
            _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| four(*unit, out)),
        }
    }
}

fn control(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\t' => b't',
        b'\r' => b'r',
        0x08 => b'b',
        0x0C => b'f',
        _ => return four(u16::from(byte), out),
    };
    out.extend_from_slice(&[b'\\', short]);
}

fn four(unit: u16, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(b"\\u");
    out.extend([12, 8, 4, 0].map(|shift| HEX[usize::from(unit >> shift & 15)]));
}

/// What a string with escapes says. A half of a surrogate pair without its other half
/// becomes U+FFFD.
pub(crate) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let (taken, c) = one_escape(&rest[at..]);
        text.push(c);
        rest = rest.get(at + taken..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// The length of an escape, and the character that it stands for.
fn one_escape(escape: &str) -> (usize, char) {
    let unit = |at: usize| {
        let digits = escape.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let c = match escape.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'u') => {
            let Some(first) = unit(0) else { return (2, char::REPLACEMENT_CHARACTER) };
            let units = [Some(first), unit(6)];
            return match char::decode_utf16(units.into_iter().flatten()).next() {
                Some(Ok(c)) => (6 * c.len_utf16(), c),
                _ => (6, char::REPLACEMENT_CHARACTER),
            };
        }
        Some(&other) if other.is_ascii() => char::from(other),
        _ => return (1, char::REPLACEMENT_CHARACTER),
    };
    (2, c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_escaped_reads_back(string in any::<String>()) {
            for escape in [super::text, super::ascii] {
                let mut out = vec![b'"'];
                escape(&string, &mut out);
                out.push(b'"');
                prop_assert_eq!(&serde_json::from_slice::<String>(&out).unwrap(), &string);
            }
        }
    }
}
