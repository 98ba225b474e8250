//! JSON that is written again as it was, without its layout.

use crate::format::Output;

use super::lexer::{Lexer, is_blank};

/// Whether a text is one JSON value.
pub(crate) fn is_value(json: &str) -> bool {
    let mut lexer = Lexer::new(json);
    lexer.value().is_ok() && lexer.peek().is_none()
}

/// Writes a JSON value on one line, with a blank after commas and colons. Its strings are
/// written by `string`, which is told whether one is the name of a member. Where the
/// elements of its outermost array are objects, `line` is written before each and before
/// its end.
pub(crate) fn write(
    json: &str,
    line: Option<[&str; 2]>,
    out: &mut Output,
    mut string: impl FnMut(&str, bool, &mut Output),
) {
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
                string(&quoted.decode(), lexer.peek() == Some(b':'), out);
            }
            b'{' | b'[' => {
                depth += 1;
                out.bytes.push(byte);
                if depth == 1
                    && let Some([line, _]) = line
                {
                    out.push(line);
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                // A comma too many.
                if out.bytes.ends_with(b", ") {
                    out.bytes.truncate(out.bytes.len() - 2);
                }
                if depth == 0
                    && let Some([_, line]) = line
                {
                    out.push(line);
                }
                out.bytes.push(byte);
            }
            b',' => match line {
                Some([line, _]) if depth == 1 => {
                    out.byte(b',');
                    out.push(line);
                }
                _ => out.push(", "),
            },
            b':' => out.push(": "),
            byte if is_blank(byte) => {}
            byte => out.bytes.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    fn compact(json: &str, line: Option<[&str; 2]>) -> String {
        let mut out = crate::format::Output::default();
        super::write(json, line, &mut out, |text, _, out| out.display(format_args!("{text:?}")));
        String::from_utf8(out.bytes).unwrap()
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
