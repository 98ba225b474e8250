//! What a line looks like: prose, or a text that was cut.

/// Whether a line reads like an abstract rather than a title, a name or a venue: it is
/// very long, or it has sentences of words in lower case.
pub(crate) fn is_prose(line: &str) -> bool {
    if line.len() >= 300 {
        return true;
    }
    if line.len() < 60 {
        return false;
    }
    let sentence = line.ends_with(['.', '。', '！']) || line.contains(". ") || line.contains('。');
    let lower = line.split_ascii_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    sentence && (lower.take(5).count() == 5 || line.contains('。'))
}

/// Whether a line is a button or a link that sites put below their lists.
pub(crate) fn is_button(line: &str) -> bool {
    matches!(
        line,
        "Fix author" | "Fix data" | "Fix paper" | "Correct author" | "Load more" | "Show more" | "See more"
    )
}

/// Whether a line holds a word that stands in titles of proceedings and journals.
pub(crate) fn names_venue(line: &str) -> bool {
    ["Proceedings", "Findings", "Transactions", ", Volume", "Conference", "Workshop"]
        .iter()
        .any(|word| line.contains(word))
}

/// Whether nothing in a text waits to be continued below: a title or a name does, an
/// abstract and what stands at the foot of a page do not.
pub(crate) fn is_closed(above: &str) -> bool {
    let start = memchr::memrchr(b'\n', above.trim_end_matches('\n').as_bytes()).map_or(0, |at| at + 1);
    let last = above.get(start..).unwrap_or_default();
    let blank = above.ends_with("\n\n") || last.trim().is_empty();
    let last = last.trim();
    // No title is as short as a button (`up`) or a count.
    blank
        || last.len() <= 3
        || is_prose(last)
        || is_button(last)
        || names_venue(last)
        || last.starts_with("Abstract:")
        || last.ends_with("Fix author")
}

/// Whether an abstract seems to end in the middle of a sentence.
pub(crate) fn is_cut_short(text: &str) -> bool {
    let last = text.split_ascii_whitespace().next_back().unwrap_or_default();
    let url = last.contains("://") || last.contains("www.") || last.contains('/');
    let open = |c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '(' | '[' | '-' | '–' | '—' | '“');
    // Scripts without case or full stop may end anywhere.
    !url && last.ends_with(open) && last.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_told_from_titles() {
        assert!(is_prose(
            "Words differ across the registers of a text, yet few measures see it. We propose one."
        ));
        assert!(!is_prose(
            "Learning to plan before parsing: what small models know about the shape of trees"
        ));
        assert!(!is_prose("We do."));
    }

    #[test]
    fn titles_and_names_wait_for_more() {
        for closed in
            ["", "A Title\n\n", "A Title\n  \n", "Ana Lopes\n3\n", "Fix author\n", "Abstract:We do.\n"]
        {
            assert!(is_closed(closed), "{closed}");
        }
        assert!(!is_closed("A Title\n"));
        assert!(!is_closed("3\nAna Lopes\n"));
    }

    #[test]
    fn cut_text_ends_in_mid_sentence() {
        assert!(is_cut_short("We introduce a measure that"));
        assert!(!is_cut_short("We introduce a measure."));
        assert!(!is_cut_short("See https://example.org/code"));
        assert!(!is_cut_short("It works (see the appendix)"));
    }
}
