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

    /// A person whose family name may begin with particles: lower-case words before it.
    pub fn with_particle(family: impl Into<Cow<'a, str>>, given: impl Into<Cow<'a, str>>) -> Self {
        let (prefix, family) = match family.into() {
            Cow::Borrowed(family) => {
                let (prefix, family) = split_particle(family);
                (Cow::Borrowed(prefix), Cow::Borrowed(family))
            }
            Cow::Owned(family) => {
                let (prefix, family) = split_particle(&family);
                (Cow::Owned(prefix.to_owned()), Cow::Owned(family.to_owned()))
            }
        };
        Name::Person(Person { family, given: given.into(), prefix, ..Person::default() })
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

    /// A name printed family name first: `Last, First` or `Last, First, Suffix`, as RIS
    /// and its like have it. Lower-case words before the family name are its particle.
    /// What has no comma is a family name alone if it is one word, else a literal; so is
    /// what ends in a comma (EndNote's mark of a body) or in a company's legal form.
    pub fn from_inverted(name: &'a str) -> Self {
        let name = name.trim();
        if matches!(name, "et al." | "et al" | "others") {
            return Name::Others;
        }
        let Some((family, rest)) = name.split_once(',') else {
            return if name.contains(char::is_whitespace) {
                Name::literal(name)
            } else {
                Name::Person(Person { family: name.into(), ..Person::default() })
            };
        };
        let (family, rest) = (family.trim_end(), rest.trim());
        if rest.trim_end_matches(['.', ',']).is_empty() || is_legal_form(rest) {
            return Name::literal(name.trim_end_matches([',', ' ']));
        }
        let (given, suffix) = rest.split_once(',').unwrap_or((rest, ""));
        let (mut given, mut suffix) = (given.trim_end(), suffix.trim_matches([',', ' ']));
        if is_generation(given) {
            std::mem::swap(&mut given, &mut suffix);
        }
        let (prefix, family) = split_particle(family);
        Name::Person(Person {
            family: family.into(),
            given: given.into(),
            prefix: prefix.into(),
            suffix: suffix.into(),
            ..Person::default()
        })
    }

    /// A name as indexes print it, with initials behind the family name: `Okafor B.`,
    /// `van der Berg JA Jr`. `None` for what does not look like one: initials without
    /// full stops are three at most behind one word, and no abbreviation that bodies bear.
    pub fn from_indexed(name: &'a str) -> Option<Self> {
        let name = name.trim();
        let (mut rest, mut suffix) = (name, "");
        if let Some((before, last)) = name.rsplit_once(' ')
            && (is_generation(last) || matches!(last, "2nd" | "3rd" | "4th"))
        {
            (rest, suffix) = (before.trim_end(), last);
        }
        let (mut family, mut initials) = rest.rsplit_once(' ')?;
        // One initial after the other: `Roe F. R.`.
        let one = |word: &str| {
            let letter = word.strip_suffix('.').unwrap_or(word);
            letter.chars().count() == 1 && letter.chars().all(char::is_uppercase)
        };
        while let Some((before, _)) = family.trim_end().rsplit_once(' ').filter(|(_, word)| one(word)) {
            family = before.trim_end();
            initials = &rest[before.len() + 1..];
        }
        let letters = initials.chars().filter(|c| c.is_uppercase()).count();
        let sound = initials.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | ' '));
        let dotted = initials.ends_with('.');
        let is_body = ["AB", "AG", "AS", "BV", "EU", "KG", "NV", "SA", "SE", "UK", "US", "USA"];
        let (prefix, family) = split_particle(family.trim_end());
        let bare = letters <= 3 && !is_body.contains(&initials) && !family.contains(' ');
        if !sound || !(1..=4).contains(&letters) || !(dotted || bare) {
            return None;
        }
        Some(Name::Person(Person {
            family: family.into(),
            given: initials.into(),
            prefix: prefix.into(),
            suffix: suffix.into(),
            ..Person::default()
        }))
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
        && is_generation(last)
        && before.trim_end().contains(char::is_whitespace)
    {
        let suffix = &name[head.len() - last.len()..];
        let before = before.trim_end();
        let person = before.trim_end_matches(',');
        return (person.trim_end(), suffix, person.len() < before.len());
    }
    (head, &name[end..], false)
}

/// Whether a word is a generation, which stands behind a family name.
fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Whether a word is the legal form of a company.
fn is_legal_form(word: &str) -> bool {
    const FORMS: &[&str] =
        &["Inc", "Ltd", "LLC", "LLP", "Corp", "Co", "GmbH", "PLC", "Limited", "Incorporated"];
    FORMS.contains(&word.trim_end_matches('.'))
}

/// Takes lower-case words off the front of a family name: `van der` of `van der Berg`.
fn split_particle(family: &str) -> (&str, &str) {
    let mut start = 0;
    for word in family.split_inclusive(char::is_whitespace) {
        let last = start + word.len() == family.len();
        if last || !word.starts_with(char::is_lowercase) {
            break;
        }
        start += word.len();
    }
    (family[..start].trim_end(), family[start..].trim_start())
}

/// Whether a character belongs to a script in which the family name comes first.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

impl Name<'_> {
    /// The name, given name first, and all that a source says of it besides.
    pub fn in_full(&self) -> String {
        let mut text = self.to_string();
        if let Name::Person(person) = self {
            for (at, (key, value)) in person.extra.iter().enumerate() {
                text.push_str(if at > 0 { "; " } else { " (" });
                text.push_str(&format!("{key}: {value}"));
            }
            text.push_str(if person.extra.is_empty() { "" } else { ")" });
        }
        text
    }
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
    fn inverted_names_are_split_at_their_commas() {
        for (name, prefix, family, given, suffix) in [
            ("Doe, John", "", "Doe", "John", ""),
            ("Doe,J. R.", "", "Doe", "J. R.", ""),
            ("Doe, John, Jr.", "", "Doe", "John", "Jr."),
            ("Doe, Jr., John", "", "Doe", "John", "Jr."),
            ("Doe, Ana, RN, PhD", "", "Doe", "Ana", "RN, PhD"),
            ("van der Berg, Jan", "van der", "Berg", "Jan", ""),
            ("hooks, bell", "", "hooks", "bell", ""),
            ("Homerus", "", "Homerus", "", ""),
        ] {
            let Name::Person(person) = Name::from_inverted(name) else { panic!("{name}") };
            let parts = [&*person.prefix, &*person.family, &*person.given, &*person.suffix];
            assert_eq!(parts, [prefix, family, given, suffix], "{name}");
        }
        for (name, literal) in [
            ("World Health Organization", "World Health Organization"),
            ("World Health Organization,", "World Health Organization"),
            ("Robert and Sons, Inc.", "Robert and Sons, Inc."),
            ("", ""),
        ] {
            let found = Name::from_inverted(name);
            assert!(found == Name::literal(literal) || name.is_empty(), "{found:?}");
        }
        assert_eq!(Name::from_inverted("et al."), Name::Others);
    }

    #[test]
    fn indexed_names_end_in_initials() {
        for (name, prefix, family, given, suffix) in [
            ("Okafor B.", "", "Okafor", "B.", ""),
            ("Okafor BC", "", "Okafor", "BC", ""),
            ("van der Berg J.-P.", "van der", "Berg", "J.-P.", ""),
            ("Roe FR Jr", "", "Roe", "FR", "Jr"),
            ("Roe F. R.", "", "Roe", "F. R.", ""),
            ("ROE F R", "", "ROE", "F R", ""),
        ] {
            let Some(Name::Person(person)) = Name::from_indexed(name) else { panic!("{name}") };
            let parts = [&*person.prefix, &*person.family, &*person.given, &*person.suffix];
            assert_eq!(parts, [prefix, family, given, suffix], "{name}");
        }
        for name in ["Okafor", "Bela Okafor", "Example AG", "", "B."] {
            assert_eq!(Name::from_indexed(name), None, "{name}");
        }
    }

    #[test]
    fn particles_are_taken_off_family_names() {
        for (family, prefix, rest) in
            [("van der Berg", "van der", "Berg"), ("Berg", "", "Berg"), ("hooks", "", "hooks")]
        {
            for name in [Name::with_particle(family, "A"), Name::with_particle(family.to_owned(), "A")] {
                let Name::Person(person) = name else { panic!("{family}") };
                assert_eq!((&*person.prefix, &*person.family), (prefix, rest));
            }
        }
    }

    #[test]
    fn display_puts_given_names_first() {
        for name in ["Alexander von Humboldt", "Ana Lopes", "Plato"] {
            assert_eq!(Name::from_display(name).to_string(), name);
        }
    }
}
