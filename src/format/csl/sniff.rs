//! Whether a text is CSL data.

use memchr::memmem::find;

use crate::format::Confidence;
use crate::grammar::json::{Lexer, Value};

use super::{is_dialect, kind};

/// Members that tell CSL from other JSON.
const TELLING: [&str; 6] = [
    "\"date-parts\"",
    "\"container-title\"",
    "\"family\"",
    "\"citation-key\"",
    "\"title-short\"",
    "\"literal\"",
];

/// CSL-JSON: an array of items, an object around one, or one item over several lines.
pub(super) fn json(text: &str) -> Confidence {
    let text = text.trim_start();
    match text.as_bytes().first() {
        Some(b'[') | Some(b'{') if !is_lines(text) => confidence(text),
        _ => Confidence::No,
    }
}

/// Items one a line.
pub(super) fn jsonl(text: &str) -> Confidence {
    let text = text.trim_start();
    if is_lines(text) { confidence(text) } else { Confidence::No }
}

/// Whether the first line is an object of its own.
fn is_lines(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let mut lexer = Lexer::new(line);
    match lexer.value() {
        Ok(Value::Object(_)) => lexer.peek().is_none() && find(line.as_bytes(), b"\"items\"").is_none(),
        // The line may go on beyond what is seen.
        Err(broken) => {
            text.starts_with('{') && line.len() == text.len() && broken.at >= line.len() && line.len() > 1024
        }
        _ => false,
    }
}

fn confidence(text: &str) -> Confidence {
    if text.trim_end() == "[]" {
        return Confidence::Maybe;
    }
    let telling = TELLING.iter().any(|member| find(text.as_bytes(), member.as_bytes()).is_some());
    match (telling, has_type(text)) {
        (true, true) if !is_dialect(text) => Confidence::Certain,
        (true, true) => Confidence::Likely,
        (true, false) | (false, true) => Confidence::Likely,
        (false, false) => Confidence::Maybe.when(text.starts_with("[{") || text.starts_with("[\n")),
    }
}

/// Whether a `type` is one of CSL's.
fn has_type(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = find(rest.as_bytes(), b"\"type\"") {
        rest = &rest[at + 6..];
        let mut lexer = Lexer::new(rest);
        if lexer.eat(b':')
            && let Ok(Value::String(name)) = lexer.value()
        {
            return kind::read(name.raw).is_some();
        }
    }
    false
}
