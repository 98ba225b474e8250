//! What a record describes, by the leader (positions 6 and 7), by notes and genres, and by
//! what it is in.

use super::fields::Dialect;
use super::record::Marc;
use crate::record::Kind;

/// Words of genre and form (655, 336, 608) that tell a kind, in catalogues of several
/// languages; the beginning of a word will do.
const GENRES: &[(&str, Kind)] = &[
    ("hochschulschrift", Kind::Thesis),
    ("dissertation", Kind::Thesis),
    ("thesis", Kind::Thesis),
    ("theses", Kind::Thesis),
    ("thèse", Kind::Thesis),
    ("academic theses", Kind::Thesis),
    ("konferenzschrift", Kind::Proceedings),
    ("conference papers and proceedings", Kind::Proceedings),
    ("conference proceedings", Kind::Proceedings),
    ("congress", Kind::Proceedings),
    ("dataset", Kind::Dataset),
    ("computer dataset", Kind::Dataset),
    ("computer program", Kind::Software),
    ("standard", Kind::Standard),
    ("patent", Kind::Patent),
];

/// The kind of a record.
pub(super) fn kind(marc: &Marc<'_>, dialect: Dialect) -> Kind {
    let (of, level) = (marc.leader(6), marc.leader(7));
    let by_type = match (dialect, of) {
        (Dialect::Marc21, 'c' | 'd') | (Dialect::Unimarc, 'c' | 'd') => Kind::MusicalScore,
        (_, 'e' | 'f') => Kind::Map,
        (_, 'g') => Kind::MotionPicture,
        (_, 'i' | 'j') => Kind::Song,
        (_, 'k') => Kind::Graphic,
        (Dialect::Marc21, 'm') => Kind::Software,
        (Dialect::Marc21, 't') | (Dialect::Unimarc, 'b') => Kind::Manuscript,
        (Dialect::Marc21, 'p') => Kind::Collection,
        (_, 'o' | 'r') => Kind::Document,
        _ => Kind::Book,
    };
    let (genres, theses, hosts): (&[&str], &str, &[&str]) = match dialect {
        Dialect::Marc21 => (&["655", "336"], "502", &["773"]),
        Dialect::Unimarc => (&["608"], "328", &["461", "463", "464"]),
    };
    let printed = matches!(by_type, Kind::Book | Kind::Software | Kind::Manuscript);
    if marc.all(theses).next().is_some() && printed {
        return Kind::Thesis;
    }
    let host = || hosts.iter().flat_map(|tag| marc.all(tag)).find(|host| !host.get('t').is_empty());
    if matches!(level, 'a' | 'b') || (host().is_some() && by_type == Kind::Book) {
        let issn = host().is_some_and(|host| !host.get('x').is_empty() && host.get('z').is_empty());
        return match level {
            'b' => Kind::ArticleJournal,
            _ if issn => Kind::ArticleJournal,
            _ if by_type == Kind::Book => Kind::Chapter,
            _ => by_type,
        };
    }
    let words = genres.iter().flat_map(|tag| marc.all(tag)).flat_map(|field| field.all('a'));
    let by_genre = words
        .map(str::to_lowercase)
        .find_map(|word| GENRES.iter().find(|(known, _)| word.starts_with(known)).map(|(_, kind)| *kind));
    if let Some(kind) = by_genre.filter(|_| printed) {
        return kind;
    }
    let fixed = marc.control("008").map(|fixed| &**fixed).unwrap_or_default();
    let conference = fixed.len() == 40 && fixed.as_bytes()[29] == b'1' && of == 'a';
    let meeting = dialect == Dialect::Marc21 && marc.all("111").next().is_some();
    match (by_type, level) {
        (Kind::Book, 's' | 'i') => Kind::Periodical,
        (Kind::Book, 'm') if conference || meeting => Kind::Proceedings,
        (kind, _) => kind,
    }
}
