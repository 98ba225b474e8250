//! Where sentences end.

/// Words with a full stop that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "vs", "al", "e.g", "i.e", "cf", "no", "vol", "pp", "p", "ed", "eds", "Ed", "Eds", "Proc", "Int", "Conf",
    "Symp", "Trans", "Univ", "Dept", "St", "Dr", "Mr", "Mrs", "Jr", "Sr", "Inc", "Ltd", "No", "Vol", "Art",
    "Nr", "Bd", "Aufl", "Hrsg", "ser", "approx", "ca", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug",
    "Sep", "Sept", "Oct", "Nov", "Dec", "Adv", "Ann", "Appl", "Assoc", "Comput", "Eng", "Inf", "Neural",
    "Process", "Natl", "Acad", "Soc", "Commun", "Bull",
];

/// The end of the first sentence, behind its full stop: one that ends no initial and no
/// abbreviation, and behind which a sentence may begin.
pub(super) fn end(text: &str) -> Option<usize> {
    text.match_indices(['.', '?', '!']).map(|(at, mark)| (at, at + mark.len())).find_map(|(at, end)| {
        let rest = &text[end..];
        let word = text[..at].rsplit([' ', '(', '-', '“', '.']).next().unwrap_or_default();
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let inner = text[at..].starts_with('.') && (initial || ABBREVIATIONS.contains(&word));
        let next = rest.trim_start();
        let begins = next.is_empty()
            || next.starts_with(|c: char| !c.is_lowercase())
            || next.starts_with("arXiv")
            || next.starts_with("in ");
        ((rest.is_empty() || rest.starts_with(' ')) && !inner && begins).then_some(end)
    })
}

/// The first sentence without its full stop, and what follows.
pub(super) fn first(text: &str) -> (&str, &str) {
    match end(text) {
        Some(end) => (text[..end].trim_end_matches('.').trim(), text[end..].trim()),
        None => (text.trim().trim_end_matches('.'), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_end_no_sentence() {
        assert_eq!(first("Plums vs. J. Pears. Then. More"), ("Plums vs. J. Pears", "Then. More"));
        assert_eq!(first("Are plums sweet? Nature 1"), ("Are plums sweet?", "Nature 1"));
        assert_eq!(first("Version 1.0 of plums"), ("Version 1.0 of plums", ""));
    }
}
