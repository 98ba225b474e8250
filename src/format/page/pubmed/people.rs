//! Lists of authors as PubMed prints them: `Lop A(1), van der Berg JA Jr(2)(3).`

use std::ops::Range;

use super::FAMILY;
use crate::diagnostic::codes;
use crate::format::Sink;
use crate::format::page::people::{is_cut, parted, unmarked};
use crate::format::page::{fold, report, slice};
use crate::format::shared::medline;
use crate::record::{Name, Record, Role};

/// Whether a text is a list of authors, at least in its first name.
pub(super) fn is_names(text: &str) -> bool {
    let mut names = parted(text.trim_end().trim_end_matches('.')).map(unmarked);
    let first = names.next().unwrap_or_default();
    let known = |name: &str| medline::indexed(name).is_some() || name == "et al";
    // Bodies may stand among the authors.
    let (all, unknown) =
        names.fold((0, 0), |(all, unknown), name| (all + 1, unknown + usize::from(!known(name))));
    known(first) && unknown <= all / 2
}

/// Adds a list of authors.
pub(super) fn contribute<'a>(
    record: &mut Record<'a>,
    page: &'a str,
    at: Range<usize>,
    sink: &mut dyn Sink<'a>,
) {
    let list = slice(page, at.clone());
    let list = list.strip_suffix('.').unwrap_or(list);
    let mut marked = false;
    for part in parted(list) {
        let name = unmarked(part);
        // Which address is whose.
        marked |= !matches!(&part.trim()[name.len()..], "" | "(1)");
        if name.is_empty() {
            continue;
        }
        if is_cut(name) {
            record.contribute(Role::Author, Name::Others);
            report(sink, codes::AUTHORS_CUT, at.end..at.end);
            break;
        }
        record.contribute(
            Role::Author,
            match name.contains('\n') {
                true => read(&fold(name)).into_owned(),
                false => read(name),
            },
        );
    }
    if marked {
        record.keep(FAMILY, "authors", fold(list));
    }
}

fn read(name: &str) -> Name<'_> {
    medline::indexed(name).unwrap_or_else(|| Name::literal(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Collected;
    use crate::record::Kind;

    #[test]
    fn lists_lose_their_marks() {
        let list = "Lop A(1), van der Berg JA Jr(#)(2,3), Plum\nStudy Group, Ive B, et al.";
        assert!(is_names(list));
        let mut record = Record::new(Kind::ArticleJournal);
        contribute(&mut record, list, 0..list.len(), &mut Collected::default());
        let names: Vec<_> = record.names(Role::Author).map(ToString::to_string).collect();
        assert_eq!(names, ["A Lop", "JA van der Berg Jr", "Plum Study Group", "B Ive", "others"]);
        for text in ["Plums and pears.", "Effects of plums, and of pears, on D.", ""] {
            assert!(!is_names(text), "{text}");
        }
    }
}
