//! What bears on how the fields of an entry are read.

use super::super::Dialect;
use super::syntax::Entry;
use super::values;
use crate::record::Kind;

/// Fields that bear on how the others are read.
#[derive(Default)]
pub(super) struct Guide<'e> {
    pub(super) subtype: &'e str,
    pub(super) options: &'e str,
    pub(super) url: &'e str,
    published: &'e str,
    visited: &'e str,
    pub(super) refers: bool,
}

impl<'e> Guide<'e> {
    pub(super) fn of(entry: &Entry<'e>) -> Self {
        let mut guide = Self::default();
        for field in &entry.fields {
            let is = |name: &str| field.name.eq_ignore_ascii_case(name);
            let place = match field.name.len() {
                3 if is("url") => &mut guide.url,
                7 if is("options") => &mut guide.options,
                7 if is("urldate") => &mut guide.visited,
                12 if is("entrysubtype") => &mut guide.subtype,
                12 if is("howpublished") => &mut guide.published,
                5 | 8 => {
                    guide.refers |= is("xdata") || is("crossref");
                    continue;
                }
                _ => continue,
            };
            *place = field.content().0;
        }
        guide
    }

    /// What the fields say of the kind where the entry type is vague: BibTeX has no type
    /// for web pages, of which one says how they were published, or when they were visited.
    pub(super) fn refined(&self, entry: &Entry<'_>, kind: Kind, dialect: Dialect) -> Kind {
        let is = |name: &str| ISSUED.iter().any(|issued| issued.eq_ignore_ascii_case(name));
        let is_issued = || entry.fields.iter().any(|field| is(field.name));
        let is_visited = || !self.url.is_empty() && !self.visited.is_empty() && !is_issued();
        match kind {
            Kind::Document if values::published_address(self.published).is_some() => Kind::Webpage,
            Kind::Document if dialect == Dialect::Bibtex && self.published.is_empty() && is_visited() => {
                Kind::Webpage
            }
            kind => kind,
        }
    }
}

/// Fields of what is issued by someone or filed somewhere, and no page alone.
const ISSUED: [&str; 9] =
    ["doi", "eprint", "isbn", "journal", "number", "version", "publisher", "institution", "organization"];

/// What `options` says of prefixes.
pub(super) fn use_prefix(options: &str) -> Option<bool> {
    if options.is_empty() {
        return None;
    }
    options.split(',').find_map(|option| match option.split_once('=') {
        Some((name, value)) if name.trim() == "useprefix" => value.trim().parse().ok(),
        None if option.trim() == "useprefix" => Some(true),
        _ => None,
    })
}

/// Whether an entry of this type is a record. Two are settings of a style; `@xdata` and
/// `@set` are, for nothing of a library should vanish.
pub(super) fn is_record(kind: &str) -> bool {
    let settings = ["control", "ieeetranbstctl"];
    !settings.iter().any(|name| kind.eq_ignore_ascii_case(name))
}
