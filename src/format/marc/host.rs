//! Where in its host an article stands: catalogues say it in words (`Vol. 12, no. 3
//! (2004), p. 1-10`, `18(2004), 3, Seite 1-10`), with labels (`volume:18`), or in short
//! (`12:3<1`).

/// A place in a host.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Place<'t> {
    pub(super) volume: &'t str,
    pub(super) issue: &'t str,
    pub(super) pages: &'t str,
    pub(super) year: &'t str,
}

const VOLUMES: &[&str] = &["volume", "vol", "v", "band", "bd", "jahrgang", "jg", "tome", "t"];
const ISSUES: &[&str] = &["issue", "number", "no", "nr", "n", "heft", "h", "iss", "núm", "č"];
const PAGES: &[&str] = &["pages", "page", "pp", "p", "seiten", "seite", "s", "pág", "str"];

/// Words that say what a number is.
pub(super) const LABELS: [&[&str]; 3] = [VOLUMES, ISSUES, PAGES];

/// Reads a place in words or with a label; what was known before stays.
pub(super) fn read<'t>(text: &'t str, place: &mut Place<'t>) {
    if let Some((label, value)) = text.split_once(':')
        && label.bytes().all(|b| b.is_ascii_lowercase())
        && !value.starts_with(' ')
    {
        let slot = match label {
            "volume" => &mut place.volume,
            "number" | "issue" => &mut place.issue,
            "pages" => &mut place.pages,
            "year" => &mut place.year,
            _ => return,
        };
        return fill(slot, value);
    }
    let mut label = "";
    for (at, token) in tokens(text) {
        let number = token.starts_with(|c: char| c.is_ascii_digit());
        let before = text[..at].trim_end();
        let bare = token.trim_end_matches('.').to_lowercase();
        let is = |words: &[&str]| words.contains(&&*bare);
        if !number && is(PAGES) {
            label = "pages";
        } else if !number && is(VOLUMES) {
            label = "volume";
        } else if !number && is(ISSUES) {
            label = "issue";
        } else if is_year(token)
            && label != "pages"
            && (before.ends_with(',') || before.rfind('(') > before.rfind(')'))
        {
            fill(&mut place.year, token);
        } else if number || (label == "pages" && is_page(token)) {
            let slot = match label {
                "pages" => &mut place.pages,
                "volume" => &mut place.volume,
                "issue" => &mut place.issue,
                // `18(2004), 3, …`: the first number is the volume, the second the issue.
                _ if place.volume.is_empty() => &mut place.volume,
                _ => &mut place.issue,
            };
            fill(slot, token);
            label = "";
        }
    }
}

/// Reads `12:3<1`, with `+` for what `<` says of a volume that is bound.
pub(super) fn short<'t>(text: &'t str, place: &mut Place<'t>) {
    let (parts, page) = text.split_once(['<', '+']).unwrap_or((text, ""));
    let (volume, issue) = parts.split_once(':').unwrap_or((parts, ""));
    fill(&mut place.volume, volume);
    fill(&mut place.issue, issue.split(':').next().unwrap_or_default());
    fill(&mut place.pages, page);
}

fn fill<'t>(slot: &mut &'t str, value: &'t str) {
    if slot.is_empty() {
        *slot = value.trim_matches([' ', ',', '.', ';']);
    }
}

fn is_year(token: &str) -> bool {
    token.len() == 4 && token.starts_with(['1', '2']) && token.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word may be a page: `xii-xv`, `A7`.
fn is_page(token: &str) -> bool {
    let roman = |c: char| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | '-' | '–');
    token.chars().all(roman) || token.contains(|c: char| c.is_ascii_digit())
}

/// The words of a text with their places; ranges and `5/6` are one word.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|c| !is_gap(c))?;
        let length = text[start..].find(is_gap).unwrap_or(text.len() - start);
        let token = &text[start..start + length];
        // `S.1-10`, `Bd.12`: the label and the number apart.
        let label = token.find('.').filter(|dot| *dot > 0 && token[..*dot].chars().all(char::is_alphabetic));
        let length = label.map_or(length, |dot| dot + 1);
        at = start + length;
        Some((start, &text[start..start + length]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_all_their_forms() {
        for (text, volume, issue, pages, year) in [
            ("Vol. 12, no. 3 (2004), p. 1-10", "12", "3", "1-10", "2004"),
            ("Bd. 12 (1999), Nr. 3, S. 10-20", "12", "3", "10-20", "1999"),
            ("18(2004), 3, Seite 5-10", "18", "3", "5-10", "2004"),
            ("Jg.7(1990),H.2/3,S.1-9", "7", "2/3", "1-9", "1990"),
            ("pages xii-xv", "", "", "xii-xv", ""),
            ("Vol. 3 (Spring 1962)", "3", "", "", "1962"),
            ("", "", "", "", ""),
        ] {
            let mut place = Place::default();
            read(text, &mut place);
            assert_eq!(place, Place { volume, issue, pages, year }, "{text}");
        }
        let mut place = Place::default();
        for text in ["volume:18", "year:2004", "number:1", "pages:1-10", "extent:10"] {
            read(text, &mut place);
        }
        assert_eq!(place, Place { volume: "18", issue: "1", pages: "1-10", year: "2004" });
        let mut place = Place::default();
        short("96:1<31", &mut place);
        assert_eq!(place, Place { volume: "96", issue: "1", pages: "31", year: "" });
    }
}
