//! Values that LaTeX reads to the letter: URLs, identifiers, file names.

use std::borrow::Cow;

use crate::grammar::trim;

/// Reads a verbatim value as biber does, and undoes the escapes that classic BibTeX
/// needs in one: `\_`, `\%`, `{\&}`, `\textasciitilde`, `$\sim$`, `\url{…}`.
/// A line break in it is dropped with the blanks around it.
pub fn verbatim(source: &str) -> Cow<'_, str> {
    let mut source = trim(source);
    for wrapper in ["\\url{", "\\path{", "\\nolinkurl{", "\\doi{", "{", "<"] {
        let close = if wrapper == "<" { '>' } else { '}' };
        let inner = source.strip_prefix(wrapper).and_then(|s| s.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}', '<'])) {
            source = inner.trim();
        }
    }
    if memchr::memchr3(b'\\', b'\n', b'$', source.as_bytes()).is_none() {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '\n', '{', '$']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('\n') {
            out.truncate(out.trim_end().len());
            rest = rest.trim_start();
            continue;
        }
        let known = ESCAPES.iter().find(|(escape, _)| rest.starts_with(escape));
        match known {
            Some((escape, made)) => {
                out.push_str(made);
                rest = &rest[escape.len()..];
            }
            None => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Longer ones first.
const ESCAPES: &[(&str, &str)] = &[
    ("{\\textasciitilde}", "~"),
    ("\\textasciitilde{}", "~"),
    ("\\textasciitilde ", "~"),
    ("\\textasciitilde", "~"),
    ("{\\textunderscore}", "_"),
    ("\\textunderscore{}", "_"),
    ("\\textunderscore", "_"),
    ("{\\textless}", "<"),
    ("{\\textgreater}", ">"),
    ("\\textless{}", "<"),
    ("\\textgreater{}", ">"),
    ("{\\textquotesingle}", "'"),
    ("{\\textbackslash}", "\\"),
    ("{\\%}", "%"),
    ("{\\&}", "&"),
    ("{\\_}", "_"),
    ("{\\#}", "#"),
    ("{\\$}", "$"),
    ("{\\~}", "~"),
    ("{\\~{}}", "~"),
    ("\\~{}", "~"),
    ("\\string~", "~"),
    ("$\\sim$", "~"),
    ("$_$", "_"),
    ("{$\\sim$}", "~"),
    ("\\%", "%"),
    ("\\&", "&"),
    ("\\_", "_"),
    ("\\#", "#"),
    ("\\$", "$"),
    ("\\~", "~"),
    ("\\{", "{"),
    ("\\}", "}"),
];

#[cfg(test)]
mod tests {
    use super::verbatim;

    #[test]
    fn escapes_are_undone_and_the_rest_is_kept() {
        for (source, expected) in [
            ("https://example.org/~a_b%20c", "https://example.org/~a_b%20c"),
            (r"https://example.org/a\_b\%20\&c\#d", "https://example.org/a_b%20&c#d"),
            (r"http://example.org/{\textasciitilde}ana/{\_}x", "http://example.org/~ana/_x"),
            (r"\url{http://example.org/a--b}", "http://example.org/a--b"),
            ("<http://example.org>", "http://example.org"),
            ("http://example.org/long/\n      path", "http://example.org/long/path"),
            (r"10.1002/(SICI)1097<1::AID>3.0.CO;2-\#", "10.1002/(SICI)1097<1::AID>3.0.CO;2-#"),
            (r"C:\dir\file.pdf", r"C:\dir\file.pdf"),
        ] {
            assert_eq!(verbatim(source), expected);
        }
    }
}
