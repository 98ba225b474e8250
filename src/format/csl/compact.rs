//! JSON that is written again as it was, without its layout.

use super::escape;
use super::lexer::{Lexer, is_blank};

/// Whether a text is one JSON value.
pub(super) fn is_value(json: &str) -> bool {
    let mut lexer = Lexer::new(json);
    lexer.value().is_ok() && lexer.peek().is_none()
}

/// Appends a JSON value on one line, with a blank after commas and colons; its strings
/// keep what they say, with no more escapes than they need. Where elements of its
/// outermost array are objects, `line` is written before each and before its end.
pub(super) fn write(json: &str, ascii: bool, line: Option<[&str; 2]>, out: &mut Vec<u8>) {
    let bytes = json.as_bytes();
    let line = line.filter(|_| {
        let mut significant = bytes.iter().filter(|b| !is_blank(**b));
        significant.next() == Some(&b'[') && significant.next() == Some(&b'{')
    });
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let mut lexer = Lexer::at(json, at - 1);
                let Ok(quoted) = lexer.string() else { return };
                at = lexer.position();
                out.push(b'"');
                let text = quoted.decode();
                if ascii {
                    escape::ascii(&text, out)
                } else {
                    escape::text(&text, out)
                }
                out.push(b'"');
            }
            b'{' | b'[' => {
                depth += 1;
                out.push(byte);
                if depth == 1
                    && let Some([line, _]) = line
                {
                    out.extend_from_slice(line.as_bytes());
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                // A comma too many.
                if out.ends_with(b", ") {
                    out.truncate(out.len() - 2);
                }
                if depth == 0
                    && let Some([_, line]) = line
                {
                    out.extend_from_slice(line.as_bytes());
                }
                out.push(byte);
            }
            b',' => match line {
                Some([line, _]) if depth == 1 => {
                    out.push(b',');
                    out.extend_from_slice(line.as_bytes());
                }
                _ => out.extend_from_slice(b", "),
            },
            b':' => out.extend_from_slice(b": "),
            byte if is_blank(byte) => {}
            byte => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    fn compact(json: &str, line: Option<[&str; 2]>) -> String {
        let mut out = Vec::new();
        super::write(json, false, line, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn layout_goes_and_values_stay() {
        assert_eq!(
            compact("{ \"a\" : [1,\n2 ,{}] , \"b\\u00e9\":\"\\/ : ,\" }", None),
            "{\"a\": [1, 2, {}], \"bé\": \"/ : ,\"}"
        );
        assert_eq!(
            compact("[{\"a\":1}, {\"b\":[2]}]", Some(["\n  ", "\n"])),
            "[\n  {\"a\": 1},\n  {\"b\": [2]}\n]"
        );
        assert_eq!(compact("[[1, 2]]", Some(["\n  ", "\n"])), "[[1, 2]]");
    }
}
