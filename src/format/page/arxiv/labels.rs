//! The labels of lines below the head of a paper.

/// What a line or a part of it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    Title,
    Authors,
    Abstract,
    Comments,
    Subjects,
    Journal,
    Doi,
    Submitted,
    /// `View a PDF of the paper titled …, by …`.
    View,
    /// How the paper is to be cited.
    Cite,
    /// Kept under this name.
    Other(&'static str),
}

const LABELS: &[(&str, Label)] = &[
    ("Title:", Label::Title),
    ("Authors:", Label::Authors),
    ("Author:", Label::Authors),
    ("Abstract:", Label::Abstract),
    ("Comments:", Label::Comments),
    ("Subjects:", Label::Subjects),
    ("Journal-ref:", Label::Journal),
    ("Journal ref:", Label::Journal),
    ("Journal reference:", Label::Journal),
    ("Related DOI:", Label::Doi),
    ("DOI:", Label::Doi),
    ("Submitted ", Label::Submitted),
    ("[Submitted on ", Label::Submitted),
    ("(Submitted on ", Label::Submitted),
    ("View a PDF of the paper titled ", Label::View),
    ("Report-no:", Label::Other("report-number")),
    ("Report number:", Label::Other("report-number")),
    ("MSC-class:", Label::Other("msc-class")),
    ("MSC classes:", Label::Other("msc-class")),
    ("MSC Class:", Label::Other("msc-class")),
    ("ACM-class:", Label::Other("acm-class")),
    ("ACM classes:", Label::Other("acm-class")),
    ("ACM Class:", Label::Other("acm-class")),
    ("Cite as:", Label::Cite),
    ("(or arXiv:", Label::Cite),
    ("https://doi.org/10.48550/", Label::Cite),
    ("Submission history", Label::Other("history")),
];

/// The label that a line begins with, and where its value begins.
pub(super) fn label(line: &str) -> Option<(Label, usize)> {
    let (text, label) = LABELS.iter().find(|(text, _)| line.starts_with(text))?;
    let blank = line[text.len()..].len() - line[text.len()..].trim_start().len();
    Some((*label, text.len() + blank))
}

/// The longest label without blanks.
const LONGEST: usize = 16;

/// The labels of a listing that stand within a line, and where their values begin.
pub(super) fn labels_within(text: &str) -> Vec<(usize, Label, usize)> {
    let colons = memchr::memchr_iter(b':', text.as_bytes());
    let mut found: Vec<_> = colons
        .filter_map(|colon| {
            let near = colon.saturating_sub(LONGEST);
            let start = memchr::memrchr(b' ', &text.as_bytes()[near..colon]).map_or(near, |at| near + at + 1);
            let (label, value) = label(text.get(start..)?)?;
            Some((start, label, start + value))
        })
        .collect();
    found.dedup_by_key(|(_, label, _)| *label);
    found
}

/// Whether a line stands between or below the papers.
pub(super) fn is_furniture(line: &str) -> bool {
    const LINES: &[&str] = &[
        "Previous",
        "Next",
        "About",
        "Help",
        "Contact",
        "Subscribe",
        "Copyright",
        "Privacy Policy",
        "Access Paper:",
        "Full-text links:",
        "References & Citations",
    ];
    const STARTS: &[&str] = &[
        "Cross submissions (",
        "Cross-lists (",
        "New submissions (",
        "Replacement submissions (",
        "Replacements (",
        "Previous Next",
        "Search v0",
        "Sort results by",
        "Authors and titles for ",
        "Current browse context",
        "Bibliographic Tools",
        "arXiv logo",
        "contact arXiv",
    ];
    let counts = line.starts_with("Showing ") && (line.contains(" results") || line.contains(" entries"))
        || line.starts_with("Total of ") && line.contains(" entries");
    counts
        || is_top(line)
        || line.bytes().all(|b| b.is_ascii_digit())
        || LINES.contains(&line)
        || STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether a line stands on top of every page.
pub(super) fn is_top(line: &str) -> bool {
    line == "Skip to main content" || line.starts_with("arxiv logo > ")
}

/// Whether a line between the lines of a paper is a button.
pub(super) fn is_button(line: &str) -> bool {
    const LINES: &[&str] =
        &["Focus to learn more", "arXiv-issued DOI via DataCite", "DOI(s) linking to related resources"];
    LINES.contains(&line)
        || ["View PDF", "HTML (experimental)", "TeX Source", "Other Formats"]
            .iter()
            .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_in_a_line() {
        assert_eq!(label("Title:  On Plums"), Some((Label::Title, 8)));
        assert_eq!(label("Plums: a title"), None);
        let text = "Title: Plums: A View Ana Lopes Comments: 3 pages Subjects: Plums (cs.PL)";
        let found: Vec<_> =
            labels_within(text).into_iter().map(|(_, label, at)| (label, &text[at..at + 5])).collect();
        assert_eq!(found, [(Label::Title, "Plums"), (Label::Comments, "3 pag"), (Label::Subjects, "Plums")]);
    }
}
