//! Names of people and bodies.

use std::borrow::Cow;
use std::fmt;

/// A name in a list of contributors.
#[derive(Clone, Debug, PartialEq)]
pub enum Name<'a> {
    /// A person, in parts. Boxing would cost an allocation a name, so it stands inline.
    Person(Person<'a>),
    /// A body, or a name that is not to be taken apart.
    Literal(Cow<'a, str>),
    /// "and others": the source cuts the list here.
    Others,
}

/// A personal name in parts; an empty part is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person<'a> {
    /// Family name, without particles.
    pub family: Cow<'a, str>,
    /// Given names or initials.
    pub given: Cow<'a, str>,
    /// Particle that stays with the family name (`van` in "van Gogh"): CSL
    /// `non-dropping-particle`, biblatex `prefix` with `useprefix=true`.
    pub prefix: Cow<'a, str>,
    /// Particle that is dropped with the given name (`von` in "Humboldt, Alexander
    /// von"): CSL `dropping-particle`, biblatex `prefix` otherwise.
    pub dropping_prefix: Cow<'a, str>,
    /// `Jr.`, `III`.
    pub suffix: Cow<'a, str>,
    /// Whether a comma stands before the suffix: CSL `comma-suffix`, biblatex `juniorcomma`.
    pub comma_suffix: bool,
    /// What else the source's format says of the name (`id`, `given-i`, `ORCID`), in order.
    pub extra: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Name<'a> {
    /// A person with a family name and, maybe, given names.
    pub fn person(family: impl Into<Cow<'a, str>>, given: impl Into<Cow<'a, str>>) -> Self {
        Name::Person(Person { family: family.into(), given: given.into(), ..Person::default() })
    }

    /// A body, or a name that is not to be taken apart.
    pub fn literal(name: impl Into<Cow<'a, str>>) -> Self {
        Name::Literal(name.into())
    }

    /// A name printed given name first, as web pages do: the last word is the family
    /// name, and lower-case words before it are its particle ("Ludwig van Beethoven").
    /// `Jr.` and its like are the suffix, and so is the name in another script that may
    /// follow in parentheses: "Ming Li (李明)" is filed under Li. One word alone, and a
    /// name in a script that puts the family name first, is a literal.
    pub fn from_display(name: &'a str) -> Self {
        let name = name.trim();
        let (person, suffix, comma_suffix) = split_suffix(name);
        let Some((before, family)) = person.rsplit_once(char::is_whitespace) else {
            return Name::literal(name);
        };
        if suffix.is_empty() && name.chars().all(|c| c.is_whitespace() || is_east_asian(c)) {
            return Name::literal(name);
        }
        let mut given = before.trim_end();
        let mut prefix_start = given.len();
        while let Some(word) = given[..prefix_start].trim_end().rsplit(char::is_whitespace).next() {
            let start = given[..prefix_start].trim_end().len() - word.len();
            if start == 0 || !word.starts_with(char::is_lowercase) {
                break;
            }
            prefix_start = start;
        }
        let prefix = &given[prefix_start..];
        given = given[..prefix_start].trim_end();
        Name::Person(Person {
            family: family.into(),
            given: given.into(),
            prefix: prefix.into(),
            suffix: suffix.into(),
            comma_suffix,
            ..Person::default()
        })
    }

    /// The word under which the name is filed: the family name, or the whole literal.
    pub fn family(&self) -> &str {
        match self {
            Name::Person(person) if !person.family.is_empty() => &person.family,
            Name::Person(person) => &person.given,
            Name::Literal(name) => name,
            Name::Others => "",
        }
    }

    /// The same name, independent of the input.
    pub fn into_owned(self) -> Name<'static> {
        match self {
            Name::Person(p) => Name::Person(Person {
                family: Cow::Owned(p.family.into_owned()),
                given: Cow::Owned(p.given.into_owned()),
                prefix: Cow::Owned(p.prefix.into_owned()),
                dropping_prefix: Cow::Owned(p.dropping_prefix.into_owned()),
                suffix: Cow::Owned(p.suffix.into_owned()),
                comma_suffix: p.comma_suffix,
                extra: p
                    .extra
                    .into_iter()
                    .map(|(k, v)| (Cow::Owned(k.into_owned()), Cow::Owned(v.into_owned())))
                    .collect(),
            }),
            Name::Literal(name) => Name::Literal(Cow::Owned(name.into_owned())),
            Name::Others => Name::Others,
        }
    }
}

/// Takes off what follows a family name: a generation, a name in parentheses, or both.
/// Gives the name, the suffix, and whether a comma stands between them.
fn split_suffix(name: &str) -> (&str, &str, bool) {
    let mut end = name.len();
    if name.ends_with([')', '）'])
        && let Some(open) = name.rfind(['(', '（'])
        && !name[..open].trim().is_empty()
    {
        end = open;
    }
    let head = name[..end].trim_end();
    if let Some((before, last)) = head.rsplit_once(char::is_whitespace)
        && matches!(last.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
        && before.trim_end().contains(char::is_whitespace)
    {
        let suffix = &name[head.len() - last.len()..];
        let before = before.trim_end();
        let person = before.trim_end_matches(',');
        return (person.trim_end(), suffix, person.len() < before.len());
    }
    (head, &name[end..], false)
}

/// Whether a character belongs to a script in which the family name comes first.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Given name first: `Alexander von Humboldt`, `Martin Luther King, Jr.`.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Literal(name) => f.write_str(name),
            Name::Others => f.write_str("others"),
            Name::Person(p) => {
                let parts = [&p.given, &p.dropping_prefix, &p.prefix, &p.family];
                let mut gap = "";
                for part in parts.into_iter().filter(|part| !part.is_empty()) {
                    write!(f, "{gap}{part}")?;
                    gap = " ";
                }
                if !p.suffix.is_empty() {
                    write!(f, "{} {}", if p.comma_suffix { "," } else { "" }, p.suffix)?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_names_are_split_before_the_family_name() {
        let beethoven = Person {
            family: "Beethoven".into(),
            given: "Ludwig".into(),
            prefix: "van".into(),
            ..Person::default()
        };
        assert_eq!(Name::from_display("Ludwig van Beethoven"), Name::Person(beethoven));
        assert_eq!(Name::from_display(" Ana  Lopes "), Name::person("Lopes", "Ana"));
        assert_eq!(Name::from_display("Plato"), Name::literal("Plato"));
        assert_eq!(Name::from_display("bell hooks"), Name::person("hooks", "bell"));
        assert_eq!(Name::from_display("Ming LI"), Name::person("LI", "Ming"));
    }

    #[test]
    fn suffixes_of_display_names_are_taken_off() {
        for (name, given, family, suffix) in [
            ("Samuel Roe Jr.", "Samuel", "Roe", "Jr."),
            ("Samuel Roe, Jr.", "Samuel", "Roe", "Jr."),
            ("Ada Roe III", "Ada", "Roe", "III"),
            ("Ming Li (李明)", "Ming", "Li", "(李明)"),
            ("Sam Roe Jr. (罗山)", "Sam", "Roe", "Jr. (罗山)"),
        ] {
            let Name::Person(person) = Name::from_display(name) else { panic!("{name}") };
            assert_eq!((&*person.given, &*person.family, &*person.suffix), (given, family, suffix));
            assert_eq!(Name::Person(person).to_string(), name);
        }
        for literal in ["(anonymous)", "李明", "李 明", "Jr."] {
            assert_eq!(Name::from_display(literal), Name::literal(literal));
        }
        assert_eq!(Name::from_display("Xi II"), Name::person("II", "Xi"));
    }

    #[test]
    fn display_puts_given_names_first() {
        for name in ["Alexander von Humboldt", "Ana Lopes", "Plato"] {
            assert_eq!(Name::from_display(name).to_string(), name);
        }
    }
}
