//! The people that a cell lists, in all the ways that tables list them.

use crate::record::Name;

/// The names of a list.
///
/// In a library's own table they stand family name first, with semicolons between them,
/// and one without a comma is a body's. Elsewhere semicolons, `and` or commas part them,
/// and they stand in any order.
pub(super) fn names(list: &str, library: bool) -> Vec<Name<'_>> {
    let list = list.trim();
    let parts: Vec<&str> = match list.contains([';', '\n', '|']) {
        true => list.split([';', '\n', '|']).collect(),
        false if library => vec![list],
        false => parts(list),
    };
    let parts = parts.into_iter().map(|part| without_number(part.trim())).filter(|part| !part.is_empty());
    parts.map(|part| name(part, library)).collect()
}

/// The names of a list without semicolons.
fn parts(list: &str) -> Vec<&str> {
    let bare = |part: &'_ str| part.trim_matches([',', ' ']).len();
    let by_and: Vec<&str> = list.split(" and ").flat_map(|part| part.split(" & ")).collect();
    let inverted = |part: &&str| part.matches(',').count() == 1 && !part.trim().ends_with(',');
    if by_and.len() > 1 && by_and.iter().all(inverted) {
        return by_and;
    }
    let mut commas: Vec<&str> =
        by_and.iter().flat_map(|part| part.split(',')).map(str::trim).filter(|p| bare(p) > 0).collect();
    // PubMed ends a list with a full stop.
    if list.matches('.').count() == 1
        && let Some(last) = commas.last_mut()
    {
        *last = last.trim_end_matches('.');
    }
    let words = |part: &str| part.split_whitespace().count();
    let indexed = commas.iter().all(|part| Name::from_indexed(part).is_some() || part.starts_with("et al"));
    let pairs = || commas.len().is_multiple_of(2) && commas.iter().skip(1).step_by(2).all(|p| initials(p));
    if commas.len() < 2 || indexed {
        return commas;
    }
    if by_and.len() == 1 && (commas.len() == 2 || commas.get(2).is_some_and(|p| is_generation(p))) {
        // `Lopes, Ana`, but not `Ana Lopes, Bo Li`.
        let display = commas.len() == 2 && commas.iter().all(|p| words(p) > 1) && !initials(commas[1]);
        return if display { commas } else { vec![list] };
    }
    if pairs() {
        return by_and.into_iter().flat_map(pairs_of).collect();
    }
    commas
}

/// `Lopes, A., Li, B.`: every second comma parts two names.
fn pairs_of(list: &str) -> Vec<&str> {
    let list = list.trim_matches([',', ' ']);
    let mut pairs = Vec::new();
    let (mut start, mut commas) = (0, 0);
    for (at, _) in list.match_indices(',') {
        commas += 1;
        if commas % 2 == 0 {
            pairs.push(&list[start..at]);
            start = at + 1;
        }
    }
    pairs.push(&list[start..]);
    pairs
}

/// One name.
fn name(name: &str, library: bool) -> Name<'_> {
    if name.contains(',') || name.starts_with("et al") {
        return Name::from_inverted(name);
    }
    match Name::from_indexed(name) {
        Some(person) => person,
        None if library || is_body(name) => Name::from_inverted(name),
        None => Name::from_display(name),
    }
}

/// Whether a part of a name is initials: `A.`, `A.-B.`, `AB`.
fn initials(part: &str) -> bool {
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    (1..=4).contains(&letters) && part.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | ' '))
}

fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Whether a name without a comma is that of a body.
fn is_body(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "agency",
        "association",
        "center",
        "centre",
        "collaboration",
        "college",
        "commission",
        "committee",
        "consortium",
        "council",
        "department",
        "foundation",
        "group",
        "institute",
        "ministry",
        "network",
        "office",
        "organisation",
        "organization",
        "project",
        "society",
        "team",
        "the",
        "university",
    ];
    name.split_whitespace().any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// A name without the number of its author that Scopus puts behind it: `Lopes, Ana (57200000001)`.
fn without_number(name: &str) -> &str {
    let number = |text: &str| text.len() > 5 && text.bytes().all(|b| b.is_ascii_digit());
    match name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, id)) if number(id) => name,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart() {
        let found = |list, library| {
            let name = |name: &Name<'_>| match name {
                Name::Person(p) => {
                    format!("{} {}|{}|{}", p.prefix, p.family, p.given, p.suffix).trim().to_owned()
                }
                name => format!("={name}"),
            };
            names(list, library).iter().map(name).collect::<Vec<_>>().join("; ")
        };
        for (list, expected) in [
            ("Lopes, Ana; Li, Bo", "Lopes|Ana|; Li|Bo|"),
            ("Lopes, Ana", "Lopes|Ana|"),
            ("García Márquez, Gabriel", "García Márquez|Gabriel|"),
            ("World Health Organization", "=World Health Organization"),
            ("Lopes, Ana; et al.", "Lopes|Ana|; =others"),
        ] {
            assert_eq!(found(list, true), expected, "{list}");
        }
        for (list, expected) in [
            ("Lopes A, van der Berg JA, Roe FR Jr.", "Lopes|A|; van der Berg|JA|; Roe|FR|Jr"),
            ("Lopes A.; Li B.", "Lopes|A.|; Li|B.|"),
            ("Lopes, A., Li, B.-C.", "Lopes|A.|; Li|B.-C.|"),
            ("Lopes, A., Li, B., & Roe, C.", "Lopes|A.|; Li|B.|; Roe|C.|"),
            ("Lopes, Ana (57200000001); Li, Bo (57200000002)", "Lopes|Ana|; Li|Bo|"),
            ("Lopes, Ana and Li, Bo", "Lopes|Ana|; Li|Bo|"),
            ("Ana Lopes; Bo Li", "Lopes|Ana|; Li|Bo|"),
            ("Ana Lopes, Bo Li", "Lopes|Ana|; Li|Bo|"),
            ("Ana Lopes, Bo Li and Cy Roe", "Lopes|Ana|; Li|Bo|; Roe|Cy|"),
            ("A. Lopes; B. Li", "Lopes|A.|; Li|B.|"),
            ("Lopes, Ana", "Lopes|Ana|"),
            ("Roe, Cy, Jr.", "Roe|Cy|Jr."),
            ("Example Consortium; Ana Lopes", "=Example Consortium; Lopes|Ana|"),
            ("李明; 王芳", "=李明; =王芳"),
            ("", ""),
        ] {
            assert_eq!(found(list, false), expected, "{list}");
        }
    }
}
