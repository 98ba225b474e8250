//! Titles of journals, which the Web of Science prints in capitals.
//!
//! Its ISO abbreviation shows how a title's words are spelled: `IEEE Trans. Pattern Anal.
//! Mach. Intell.` that `IEEE` is `IEEE` and `PATTERN` is `Pattern`. Without one nothing
//! does, and the title stays as it is.

/// Words that are not capitalized within a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "at", "by", "de", "der", "des", "di", "du", "et", "for", "from", "für", "in", "la",
    "of", "on", "the", "to", "und", "with",
];

/// A title in capitals as its abbreviation spells it; `None` if it is in small letters
/// already, or the abbreviation is not.
pub(super) fn lowered(title: &str, abbreviation: &str) -> Option<String> {
    let small = |text: &str| text.contains(char::is_lowercase);
    if small(title) || !small(abbreviation) {
        return None;
    }
    let within = |c: char| c.is_alphanumeric() || c == '\'';
    let known: Vec<&str> = abbreviation.split(|c| !within(c)).filter(|word| !word.is_empty()).collect();
    let mut lowered = String::with_capacity(title.len());
    let mut rest = title;
    while !rest.is_empty() {
        let word = &rest[..rest.find(|c| !within(c)).unwrap_or(rest.len())];
        let inside = lowered.ends_with(' ') && !lowered.ends_with(": ");
        push(word, inside, &known, &mut lowered);
        rest = &rest[word.len()..];
        let gap = &rest[..rest.find(within).unwrap_or(rest.len())];
        lowered.push_str(gap);
        rest = &rest[gap.len()..];
    }
    Some(lowered)
}

fn push(word: &str, inside: bool, known: &[&str], out: &mut String) {
    let low = word.to_lowercase();
    if let Some(same) = known.iter().find(|known| known.to_lowercase() == low) {
        out.push_str(same);
    } else if inside && SMALL.contains(&&*low) {
        out.push_str(&low);
    } else {
        let mut letters = word.chars();
        out.extend(letters.next());
        out.push_str(&letters.as_str().to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_shows_how_words_are_spelled() {
        for (title, abbreviation, expected) in [
            (
                "IEEE TRANSACTIONS ON IMAGE PROCESSING",
                "IEEE Trans. Image Process.",
                "IEEE Transactions on Image Processing",
            ),
            ("PLOS ONE", "PLoS One", "PLoS One"),
            ("PHYSICAL REVIEW B", "Phys. Rev. B", "Physical Review B"),
            ("ALZHEIMER'S & DEMENTIA", "Alzheimers Dement.", "Alzheimer's & Dementia"),
            ("CHEMISTRY-A EUROPEAN JOURNAL", "Chem.-Eur. J.", "Chemistry-A European Journal"),
            ("JOURNAL OF EXAMPLES: THE REVIEW", "J. Ex.", "Journal of Examples: The Review"),
        ] {
            assert_eq!(lowered(title, abbreviation).as_deref(), Some(expected));
        }
        assert_eq!(lowered("JOURNAL OF EXAMPLES", ""), None);
        assert_eq!(lowered("Journal of Examples", "J. Ex."), None);
    }
}
