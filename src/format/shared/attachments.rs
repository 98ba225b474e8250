//! Files of a record. The hub has no place for them; BibTeX's `file` field is the one name
//! under which they travel between formats, so they are kept under it.

use std::borrow::Cow;

use crate::record::{Extra, Record};

const FAMILY: &str = "bibtex";
const FIELD: &str = "file";

/// Keeps the places of files: one as it is, several as JabRef and Zotero list them,
/// `description:path:type` with semicolons between them.
pub(crate) fn keep<'a>(record: &mut Record<'a>, mut files: Vec<Cow<'a, str>>) {
    let plain = |file: &str| !file.contains([':', ';', '\\']);
    match files.len() {
        0 => {}
        1 if files.iter().all(|file| plain(file)) => {
            let file = files.pop().unwrap_or_default();
            record.keep(FAMILY, FIELD, format!("{{{file}}}"));
        }
        _ => {
            let mut list = String::from("{");
            for file in &files {
                list.push_str(if list.len() == 1 { ":" } else { ";:" });
                for c in file.chars() {
                    if matches!(c, ':' | ';' | '\\') {
                        list.push('\\');
                    }
                    list.push(c);
                }
                list.push(':');
                let pdf = file.to_ascii_lowercase().ends_with(".pdf");
                list.push_str(if pdf { "PDF" } else { "" });
            }
            list.push('}');
            record.keep(FAMILY, FIELD, list);
        }
    }
}

/// The places of the files of a record.
pub(crate) fn of(record: &Record<'_>) -> Vec<String> {
    let Some(extra) = record.kept(FAMILY, FIELD) else { return Vec::new() };
    entries(content(extra)).into_iter().filter(|path| !path.is_empty()).collect()
}

/// The value of a field without its delimiters.
fn content<'e>(extra: &'e Extra<'_>) -> &'e str {
    let value = extra.value.trim();
    let braced = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let quoted = || value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    braced.or_else(quoted).unwrap_or(value)
}

/// The paths of a list: the middle one of three parts, or the only one.
fn entries(list: &str) -> Vec<String> {
    files(list).into_iter().map(path).collect()
}

/// The files of a list, each in its parts.
fn files(list: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut parts = vec![String::new()];
    let mut chars = list.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some(':' | ';' | '\\' | '_' | '&' | '%' | '#')) => {
                push(&mut parts, chars.next());
            }
            ';' => paths.push(std::mem::replace(&mut parts, vec![String::new()])),
            // `C:/…` and `https://…` are no separators.
            ':' if chars.peek() == Some(&'/') || is_drive(&parts, chars.peek()) => push(&mut parts, Some(c)),
            ':' => parts.push(String::new()),
            c => push(&mut parts, Some(c)),
        }
    }
    paths.push(parts);
    paths
}

fn push(parts: &mut [String], c: Option<char>) {
    if let Some(last) = parts.last_mut() {
        last.extend(c);
    }
}

fn is_drive(parts: &[String], next: Option<&char>) -> bool {
    let single = parts
        .last()
        .is_some_and(|part| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_alphabetic()));
    single && next == Some(&'\\')
}

fn path(mut parts: Vec<String>) -> String {
    if parts.len() >= 2 { parts.swap_remove(1) } else { parts.swap_remove(0) }
}

/// Whether a field lists files.
pub(crate) fn is_list(extra: &Extra<'_>) -> bool {
    extra.format == FAMILY && extra.name == FIELD
}

/// Whether a field lists files and says no more of them than where they are and of which
/// kind they are, as their names tell.
pub(crate) fn is(extra: &Extra<'_>) -> bool {
    is_list(extra) && files(content(extra)).iter().all(|file| is_place(file))
}

/// Whether a file is its place, with the type that its name tells.
fn is_place(file: &[String]) -> bool {
    const TYPES: &[(&str, &str)] = &[
        (".pdf", "application/pdf"),
        (".html", "text/html"),
        (".htm", "text/html"),
        (".txt", "text/plain"),
        (".md", "text/plain"),
        (".epub", "application/epub+zip"),
    ];
    match file {
        [_] => true,
        [description, path, rest @ ..] => {
            let path = path.to_ascii_lowercase();
            let tells = |kind: &String| {
                let kind = kind.trim().to_ascii_lowercase();
                let known = TYPES.iter().any(|(ending, name)| path.ends_with(ending) && *name == kind);
                kind.is_empty() || known || path.ends_with(&format!(".{kind}"))
            };
            description.is_empty() && rest.iter().all(tells)
        }
        [] => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    #[test]
    fn lists_of_files_are_taken_apart() {
        for (list, expected) in [
            ("/home/a.pdf", vec!["/home/a.pdf"]),
            (":a.pdf:PDF", vec!["a.pdf"]),
            ("Full text:a/b.pdf:application/pdf;:c\\:d.pdf:PDF", vec!["a/b.pdf", "c:d.pdf"]),
            ("C:/a.pdf", vec!["C:/a.pdf"]),
            (":C\\:\\\\a.pdf:PDF", vec!["C:\\a.pdf"]),
        ] {
            assert_eq!(entries(list), expected, "{list}");
        }
    }

    #[test]
    fn kept_files_come_out_again() {
        for files in [vec!["a.pdf"], vec!["internal-pdf://1/a.pdf"], vec!["a.pdf", "b; c.txt"]] {
            let mut record = Record::new(Kind::Book);
            keep(&mut record, files.iter().map(|file| Cow::Borrowed(*file)).collect());
            assert_eq!(of(&record), files);
        }
    }
}
