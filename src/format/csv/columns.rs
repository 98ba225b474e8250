//! What a column holds, by its name or because the user says so.

use std::borrow::Cow;
use std::str::FromStr;

use super::fields::COLUMNS;
use crate::format::shared::tagged::Place;
use crate::grammar::csv::Rows;
use crate::record::{DateField, Field, Kind, Role};

/// What the user says of the columns of tables.
///
/// Read from a list such as `title=Titel,author=Verfasser` (what columns of the input
/// hold) or `key,title,author` (which columns the output has). A field is named as CSL
/// does, or as a column that is known without being told.
///
/// ```
/// use bibconv::format::Columns;
///
/// assert!("title=Titel,author=Verfasser".parse::<Columns>().is_ok());
/// assert!("key,title,\"Shelf, old\"".parse::<Columns>().is_ok());
/// assert!("titel=Title".parse::<Columns>().is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Names of columns of the input, and what they hold.
    pub(super) given: Vec<(String, Meaning)>,
    /// The columns of the output; all when there are none.
    pub(super) wanted: Vec<(String, Meaning)>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What the table of columns says of this name, by kind.
    Known(String),
    /// The same in all records.
    Fixed(Place),
    /// What only the table itself knows.
    Own,
}

impl Meaning {
    /// What the column holds in records of this kind, and the line of the table of columns
    /// that says so.
    pub(super) fn place(&self, kind: Kind) -> Option<(usize, Place)> {
        match self {
            Meaning::Known(name) => COLUMNS.get(name, kind).map(|(rank, row)| (rank, row.place)),
            Meaning::Fixed(place) => Some((0, *place)),
            Meaning::Own => None,
        }
    }
}

/// The name of a column in the spelling of the table of columns, which ignores case.
pub(super) fn plain(name: &str) -> Cow<'_, str> {
    let odd = |c: char| matches!(c, '_' | '-') || (c.is_whitespace() && c != ' ');
    if !name.contains(odd) && !name.contains("  ") && !name.ends_with([':', ' ']) {
        return Cow::Borrowed(name);
    }
    let words: Vec<_> = name.trim_end_matches(':').split(|c| odd(c) || c == ' ').collect();
    Cow::Owned(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// What a column of this name holds, if it is known.
pub(super) fn known(name: &str) -> Option<Meaning> {
    let plain = plain(name);
    if COLUMNS.knows(&plain) {
        return Some(Meaning::Known(plain.to_ascii_lowercase()));
    }
    let hyphened = plain.to_ascii_lowercase().replace(' ', "-");
    variable(name).or_else(|| variable(&hyphened)).map(Meaning::Fixed)
}

/// The place of a variable of the record.
fn variable(name: &str) -> Option<Place> {
    let field = |field| match field {
        Field::Doi => Place::Doi,
        Field::Url => Place::Url,
        Field::Keyword => Place::Keywords,
        Field::Language => Place::Language,
        field => Place::Text(field),
    };
    match name {
        "type" => Some(Place::Kind),
        "id" | "key" => Some(Place::Key),
        "year" => Some(Place::Year),
        name => Field::from_name(name)
            .map(field)
            .or_else(|| Role::from_name(name).map(Place::Names))
            .or_else(|| DateField::from_name(name).map(Place::Date)),
    }
}

/// A list of columns that does not say what was meant, in words.
impl FromStr for Columns {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let mut rows = Rows::new(list, b',', true);
        let mut columns = Columns::default();
        while rows.read() {
            for cell in rows.cells.iter().filter(|cell| !cell.raw.is_empty()) {
                let value = cell.value();
                let Some((field, name)) = value.split_once('=') else {
                    // A name that is not known may be that of a column of the input.
                    let meaning = variable(&value).map(Meaning::Fixed).or_else(|| known(&value));
                    columns.wanted.push((value.into_owned(), meaning.unwrap_or(Meaning::Own)));
                    continue;
                };
                let (field, name) = (field.trim(), name.trim());
                let meaning = variable(field).map(Meaning::Fixed).or_else(|| known(field));
                let meaning = meaning.ok_or_else(|| format!("{field} is no field; {}", near(field)))?;
                columns.given.push((name.to_owned(), meaning));
            }
        }
        Ok(columns)
    }
}

/// The fields whose names come nearest.
fn near(name: &str) -> String {
    let name = name.to_lowercase();
    let names = Field::ALL.iter().map(|field| field.name());
    let names = names.chain(Role::ALL.iter().map(|role| role.name()));
    let names = names.chain(DateField::ALL.iter().map(|date| date.name())).chain(["type", "key", "year"]);
    let mut near: Vec<_> = names
        .map(|known| (strsim::damerau_levenshtein(&known.to_lowercase(), &name), known))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 3)
        .collect();
    near.sort_unstable();
    match near.iter().take(3).map(|(_, known)| *known).collect::<Vec<_>>().as_slice() {
        [] => "write FIELD=HEADER with a variable of CSL, such as title=Titel".to_owned(),
        near => format!("is it one of {}?", near.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_known_in_any_spelling() {
        for (name, expected) in [
            ("Title", Some(Place::Text(Field::Title))),
            ("publication_title", Some(Place::Text(Field::ContainerTitle))),
            ("container-title", Some(Place::Text(Field::ContainerTitle))),
            ("Mesh_Terms", Some(Place::Keywords)),
            ("DOI:", Some(Place::Doi)),
            ("number", Some(Place::Text(Field::Issue))),
            ("Signatur", None),
        ] {
            let place = known(name).and_then(|meaning| meaning.place(Kind::ArticleJournal));
            assert_eq!(place.map(|(_, place)| place), expected, "{name}");
        }
    }

    #[test]
    fn a_list_says_what_columns_hold_or_which_are_wanted() {
        let columns: Columns = "title=Titel, author=\"\",key,number,Shelf".parse().unwrap();
        assert_eq!(columns.given.len(), 2);
        let wanted: Vec<_> = columns.wanted.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(wanted, ["key", "number", "Shelf"]);
        assert_eq!(columns.wanted[1].1, Meaning::Fixed(Place::Text(Field::Number)));
        let wrong = "autor=x".parse::<Columns>();
        assert_eq!(wrong, Err("autor is no field; is it one of author, curator, editor?".to_owned()));
    }
}
