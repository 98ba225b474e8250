//! Names as tagged formats list them.

use crate::record::Name;

/// A name as tagged formats print it: family name first, with a comma or with initials
/// behind it.
pub(super) fn read(text: &str) -> Name<'_> {
    match text.contains(',') {
        true => Name::from_inverted(text),
        false => Name::from_indexed(text).unwrap_or_else(|| Name::from_inverted(text)),
    }
}

/// The names of a list: separated by semicolons, or by `and` where each has a comma.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let by_and = text.split(" and ").all(|part| part.contains(','));
    text.split(';')
        .flat_map(move |part| {
            let mut rest = Some(part);
            std::iter::from_fn(move || {
                let text = rest.take()?;
                match text.split_once(" and ").filter(|_| by_and) {
                    Some((first, others)) => {
                        rest = Some(others);
                        Some(first)
                    }
                    None => Some(text),
                }
            })
        })
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// A name without the "and others" behind it, and whether it was there.
pub(super) fn without_others(name: &str) -> (&str, bool) {
    let bare = ["and others", "et al.", "et al"].iter().find_map(|others| name.strip_suffix(others));
    match bare.map(|bare| bare.trim_end_matches([',', ' '])) {
        Some(bare) if !bare.is_empty() => (bare, true),
        _ => (name, false),
    }
}
