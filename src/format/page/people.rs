//! Lists of people.

use std::borrow::Cow;

use memchr::memmem;

use super::fold;
use crate::record::{Name, Record, Role};

/// Adds the people of a list to a record, and "others" where the list says that it is
/// cut; gives where it says so (`et al.`).
pub(super) fn contribute<'a>(
    record: &mut Record<'a>,
    role: Role,
    list: &'a str,
    separator: &str,
) -> Option<usize> {
    let cut = et_al(list);
    let list = cut.map_or(list, |at| &list[..at]);
    let mut start = 0;
    let mut ends = memmem::find_iter(list.as_bytes(), separator).chain(std::iter::once(list.len()));
    let mut end = ends.next();
    while let Some(at) = end {
        end = ends.next();
        // In "Sam Roe, Jr., Ana Li" the second comma separates no names.
        if let Some(next) = end
            && is_suffix(&list[at + separator.len()..next])
        {
            continue;
        }
        add(record, role, &list[start..at]);
        start = at + separator.len();
    }
    if cut.is_some() {
        record.contribute(role, Name::Others);
    }
    cut
}

fn add<'a>(record: &mut Record<'a>, role: Role, name: &'a str) {
    let name = name.trim_matches(|c: char| c == '|' || c == ',' || c.is_whitespace());
    if !name.is_empty() {
        record.contribute(role, displayed(name));
    }
}

/// A name printed given name first, on one line or more.
pub(super) fn displayed(name: &str) -> Name<'_> {
    match fold(name) {
        Cow::Borrowed(name) => Name::from_display(name),
        Cow::Owned(name) => Name::from_display(&name).into_owned(),
    }
}

/// The names of a list; commas and semicolons within parentheses part none.
pub(super) fn parted(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    list.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    })
}

/// A name without the marks in parentheses that refer to addresses.
pub(super) fn unmarked(name: &str) -> &str {
    let mut name = name.trim();
    while let Some(open) = opening(name).filter(|open| name[*open..].is_ascii()) {
        name = name[..open].trim_end();
    }
    name
}

/// Whether what stands for a name says that the list is cut: `...`, `et al.`
pub(super) fn is_cut(name: &str) -> bool {
    matches!(name.trim(), "..." | "…") || et_al(name.trim()) == Some(0)
}

/// Where the parenthesis opens that the text ends with.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.ends_with(')').then(|| {
        text.rfind(|c: char| {
            match c {
                ')' => depth += 1,
                '(' => depth -= 1,
                _ => {}
            }
            depth == 0
        })
    })?
}

/// Whether a word is a generation: what a comma before it does not separate from a name.
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(word.trim().trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Where a list's `et al.` begins.
pub(super) fn et_al(list: &str) -> Option<usize> {
    let rest = list.trim_end().trim_end_matches('.').strip_suffix("et al")?;
    (rest.is_empty() || rest.ends_with([' ', ','])).then_some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    fn names(list: &str, separator: &str) -> Vec<String> {
        let mut record = Record::new(Kind::Document);
        contribute(&mut record, Role::Author, list, separator);
        record.names(Role::Author).map(ToString::to_string).collect()
    }

    #[test]
    fn marks_are_no_part_of_a_name() {
        let names: Vec<_> = parted("Ana Lopes (1,2), Ming Li (李明); Bo Roe(#)(2) ((1) Plums, (2) Pears)")
            .map(unmarked)
            .collect();
        assert_eq!(names, ["Ana Lopes", "Ming Li (李明)", "Bo Roe"]);
    }

    #[test]
    fn lists_are_taken_apart() {
        assert_eq!(names("Ana Lopes | Bo  LI", " | "), ["Ana Lopes", "Bo LI"]);
        assert_eq!(names("Ana Lopes | Bo |", " | "), ["Ana Lopes", "Bo"]);
        assert_eq!(names("An|na Lopes", " | "), ["An|na Lopes"]);
        assert_eq!(names("Ana Lopes, Sam Roe, Jr., Bo Li", ", "), ["Ana Lopes", "Sam Roe, Jr.", "Bo Li"]);
        assert_eq!(names("Ana Lopes, Bo Li et al.", ", "), ["Ana Lopes", "Bo Li", "others"]);
        assert_eq!(names("", ", "), Vec::<String>::new());
    }
}
