//! Inheritance: `xdata`, and `crossref` by biblatex's rules or BibTeX's.
//!
//! Sources: the biblatex manual, appendix B "Default Inheritance Setup", §2.4.1 and
//! §3.13.6; *BibTeXing* §3.2 `crossref`: what is missing is taken under the same name.

use std::collections::{HashMap, HashSet};

use super::super::Dialect;
use super::survey::{Parent, Parents, keys};

/// A field that an entry takes from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inherited<'p> {
    /// The name under which it is taken.
    pub name: &'p str,
    /// Its value, with strings put in.
    pub value: &'p str,
}

/// What an entry takes over, and what is wrong with its references.
#[derive(Debug, Default)]
pub(super) struct Inheritance<'p> {
    /// The fields.
    pub fields: Vec<Inherited<'p>>,
    /// Keys that no entry has.
    pub missing: Vec<String>,
    /// Keys that lead back to themselves.
    pub circular: Vec<String>,
}

/// No chain of references is followed further.
const MAX_CHAIN: usize = 64;

/// Fields that are never taken over.
const OWN: &[&str] = &[
    "ids",
    "crossref",
    "xref",
    "xdata",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "sortkey",
];

/// Names that mean the same.
const SAME: &[(&str, &str)] = &[
    ("address", "location"),
    ("annote", "annotation"),
    ("archiveprefix", "eprinttype"),
    ("journal", "journaltitle"),
    ("primaryclass", "eprintclass"),
    ("school", "institution"),
];

const TITLES: [(&str, [&str; 3]); 3] = [
    ("title", ["maintitle", "booktitle", "journaltitle"]),
    ("subtitle", ["mainsubtitle", "booksubtitle", "journalsubtitle"]),
    ("titleaddon", ["maintitleaddon", "booktitleaddon", "journaltitleaddon"]),
];

/// Titles that stand for the parent alone.
const SHORT_TITLES: &[&str] = &["shorttitle", "sorttitle", "indextitle", "indexsorttitle"];

/// What a parent's title becomes in a child.
#[derive(Clone, Copy, PartialEq)]
enum TitleRule {
    Main = 0,
    Book = 1,
    Journal = 2,
}

fn title_rule(parent: &str, child: &str) -> Option<TitleRule> {
    let in_book = ["inbook", "bookinbook", "suppbook"].contains(&child);
    let in_collection = ["incollection", "inreference", "suppcollection"].contains(&child);
    let in_proceedings = matches!(child, "inproceedings" | "conference");
    match parent {
        "mvbook" if in_book || child == "book" => Some(TitleRule::Main),
        "mvcollection" | "mvreference" if in_collection || matches!(child, "collection" | "reference") => {
            Some(TitleRule::Main)
        }
        "mvproceedings" if in_proceedings || child == "proceedings" => Some(TitleRule::Main),
        "book" if in_book => Some(TitleRule::Book),
        "collection" | "reference" if in_collection => Some(TitleRule::Book),
        "proceedings" if in_proceedings => Some(TitleRule::Book),
        "periodical" if matches!(child, "article" | "suppperiodical") => Some(TitleRule::Journal),
        _ => None,
    }
}

/// The entries that one refers to, and that they refer to in turn.
#[derive(Debug, Default)]
pub(super) struct Family(HashMap<String, Parent>);

/// No family is larger.
const MAX_FAMILY: usize = 1 << 10;

impl Family {
    /// The family of an entry with this `crossref` and `xdata`.
    pub(super) fn of(crossref: Option<&str>, xdata: Option<&str>, parents: &Parents) -> Self {
        let mut family = HashMap::new();
        let mut open: Vec<String> = refers(crossref, xdata).collect();
        while let Some(key) = open.pop() {
            if family.len() == MAX_FAMILY || family.contains_key(&key) {
                continue;
            }
            if let Some(parent) = parents.get(&key) {
                open.extend(refers(parent.get("crossref"), parent.get("xdata")));
                family.insert(key, parent);
            }
        }
        Self(family)
    }

    fn get(&self, key: &str) -> Option<&Parent> {
        self.0.get(key)
    }
}

/// The keys that an entry refers to.
fn refers<'k>(crossref: Option<&'k str>, xdata: Option<&'k str>) -> impl Iterator<Item = String> + use<'k> {
    let crossref = crossref.map(str::trim).filter(|key| !key.is_empty());
    crossref.into_iter().chain(keys(xdata.unwrap_or_default())).map(str::to_owned)
}

/// An entry as far as inheritance goes.
pub(super) struct Heir<'p, 'e> {
    /// Its type, in lower case.
    pub kind: &'e str,
    /// Its key.
    pub key: &'e str,
    /// The names of its own fields, in lower case.
    pub names: Vec<&'e str>,
    /// Its `crossref`.
    pub crossref: Option<&'e str>,
    /// Its `xdata`.
    pub xdata: Option<&'e str>,
    /// Whom it refers to.
    pub family: &'p Family,
    /// The dialect.
    pub dialect: Dialect,
}

impl<'p> Heir<'p, '_> {
    /// Collects what the entry takes over.
    pub(super) fn inherit(&self) -> Inheritance<'p> {
        let mut found = Inheritance::default();
        // From the entry upwards, then from the eldest down again.
        let mut chain: Vec<&'p Parent> = Vec::new();
        let mut next = self.crossref.map(str::to_owned);
        while let Some(key) = next.take() {
            let key = key.trim();
            let Some(parent) = self.family.get(key) else {
                found.missing.push(key.to_owned());
                break;
            };
            if key == self.key || chain.iter().any(|seen| seen.key == parent.key) {
                found.circular.push(key.to_owned());
                break;
            }
            chain.push(parent);
            if chain.len() == MAX_CHAIN {
                break;
            }
            next = parent.get("crossref").map(str::to_owned);
        }
        let mut taken: Vec<Inherited<'p>> = Vec::new();
        let mut above = "";
        for parent in chain.iter().rev() {
            let mut taking = Taking::beside(parent.fields.iter().map(|(name, _)| name.as_str()));
            self.add_xdata(parent.get("xdata"), &mut taking, &mut found);
            self.pass_down(above, &taken, &parent.kind, &mut taking);
            taken = parent.fields.iter().map(|(name, value)| Inherited { name, value }).collect();
            taken.append(&mut taking.fields);
            above = &parent.kind;
        }
        let mut taking = Taking::beside(self.names.iter().copied());
        self.add_xdata(self.xdata, &mut taking, &mut found);
        if !chain.is_empty() {
            self.pass_down(above, &taken, self.kind, &mut taking);
        }
        found.fields = taking.fields;
        found
    }

    /// Adds the fields of `@xdata` entries, and of those that they refer to.
    fn add_xdata<'n>(&self, list: Option<&str>, to: &mut Taking<'p, 'n>, found: &mut Inheritance<'p>)
    where
        'p: 'n,
    {
        let mut stack: Vec<String> = keys(list.unwrap_or_default()).map(str::to_owned).collect();
        stack.reverse();
        let mut seen: Vec<&'p Parent> = Vec::new();
        while let Some(key) = stack.pop() {
            let Some(parent) = self.family.get(&key) else {
                found.missing.push(key);
                continue;
            };
            if seen.iter().any(|s| s.key == parent.key) {
                found.circular.push(key);
                continue;
            }
            if seen.len() == MAX_CHAIN {
                return;
            }
            seen.push(parent);
            for (name, value) in &parent.fields {
                to.add(name, value);
            }
            let more: Vec<String> =
                keys(parent.get("xdata").unwrap_or_default()).map(str::to_owned).collect();
            stack.extend(more.into_iter().rev());
        }
    }

    /// Passes the fields of a parent of one type down to a child of another.
    fn pass_down<'n>(&self, parent: &str, fields: &[Inherited<'p>], child: &str, to: &mut Taking<'p, 'n>)
    where
        'p: 'n,
    {
        let rule = match self.dialect {
            Dialect::Biblatex => title_rule(parent, child),
            Dialect::Bibtex => None,
        };
        for field in fields {
            let titles = TITLES.iter().find(|(name, _)| *name == field.name);
            match (rule, titles) {
                (Some(rule), Some((_, under))) => to.add(under[rule as usize], field.value),
                (Some(_), None) if SHORT_TITLES.contains(&field.name) => {}
                _ => to.add(field.name, field.value),
            }
            let author_of_book = field.name == "author"
                && matches!(rule, Some(TitleRule::Main | TitleRule::Book))
                && matches!(parent, "mvbook" | "book")
                && child != "book";
            if author_of_book {
                to.add("bookauthor", field.value);
            }
        }
    }
}

/// Fields that an entry takes over, each name once.
struct Taking<'p, 'n> {
    fields: Vec<Inherited<'p>>,
    names: HashSet<&'n str>,
    /// Whether a date is there, and whether it came as a whole.
    date: Option<bool>,
}

impl<'p: 'n, 'n> Taking<'p, 'n> {
    /// What an entry may take that has these fields itself.
    fn beside(own: impl Iterator<Item = &'n str>) -> Self {
        let mut taking = Self { fields: Vec::new(), names: HashSet::new(), date: None };
        for name in own {
            taking.names.insert(canonical(name));
            if is_date(name) {
                taking.date = Some(true);
            }
        }
        taking
    }

    /// Adds a field, unless the entry has it or took it over before.
    fn add(&mut self, name: &'p str, value: &'p str) {
        if OWN.contains(&name) {
            return;
        }
        if is_date(name) {
            // Parts of one date come together.
            let whole = name == "date";
            if self.date.is_some_and(|before| before || whole) {
                return;
            }
            self.date = Some(whole);
        }
        if self.names.insert(canonical(name)) {
            self.fields.push(Inherited { name, value });
        }
    }
}

fn is_date(name: &str) -> bool {
    matches!(name, "date" | "year" | "month" | "day")
}

/// One name of those that mean the same.
fn canonical(name: &str) -> &str {
    SAME.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, canonical)| canonical)
}
