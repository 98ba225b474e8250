//! Who a reference begins with.
//!
//! ```text
//! people   = name ( separator name )* [ cut ] [ " (Eds.)" ]
//! name     = family ", " initials | family " " initials | initials " " family    Roe, J. A.   Roe J.A.   J. A. Roe
//!          | family " " capitals                                                 Roe JA
//!          | words                                                               Jane Roe; the first: Roe, Jane
//! ```

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{one_of, satisfy, space1};
use nom::combinator::{not, opt, recognize, verify};
use nom::multi::many_m_n;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::format::page::people::is_suffix;
use crate::format::shared::medline;
use crate::record::{Name, Person, Role};

/// The people in front of a reference, and what follows them.
#[derive(Debug, PartialEq)]
pub(super) struct People<'a> {
    pub(super) names: Vec<Name<'a>>,
    pub(super) role: Role,
    /// Whether some are left out.
    pub(super) cut: bool,
    pub(super) rest: &'a str,
}

/// Reads the people that a text begins with; `None` where it begins with something else.
pub(super) fn people(text: &str) -> Option<People<'_>> {
    indexed(text)
        .filter(|found| !goes_on(found))
        .or_else(|| parted_by_semicolons(text))
        .or_else(|| inverted_in_full(text))
        .or_else(|| listed(text, inverted).filter(|found| !goes_on(found)))
        .or_else(|| listed(text, initials_first))
        .or_else(|| without_case(text))
        .or_else(|| in_full(text))
}

/// `王伟, 李娜. `: names in a script without case.
fn without_case(text: &str) -> Option<People<'_>> {
    let end = text.find(['.', '．', '。'])?;
    let list = &text[..end];
    let is_name = |name: &str| {
        (2..=5).contains(&name.chars().count())
            && name.chars().all(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
    };
    let names = list.split([',', '，', '、']).map(str::trim);
    names
        .clone()
        .all(is_name)
        .then(|| finish(names.map(Name::from_display).collect(), false, &text[end..]))?
}

/// Whether what seems to be a surname with an initial is the beginning of names of another form:
/// `Eva J. Roe, Ann Doe`, `Roe J. A.`
fn goes_on(found: &People<'_>) -> bool {
    let rest = found.rest.trim_start_matches('.');
    let Some(rest) = rest.strip_prefix(' ').filter(|_| found.names.len() == 1) else { return false };
    let Ok((behind, family)) = family(rest) else { return initials(rest).is_ok() };
    let listed = |list: &str| {
        let name = list.split([',', '.']).next().unwrap_or_default();
        name.contains(' ') && split_full(name).is_some()
    };
    let next = |start: &str| behind.strip_prefix(start);
    family.split(' ').count() <= 3
        && ([", “", ", \""].iter().any(|quote| behind.starts_with(quote))
            || [", and ", " and ", ", "].iter().find_map(|and| next(and)).is_some_and(listed)
            || next(". ").is_some_and(|rest| super::has_year(rest.get(..4).unwrap_or_default())))
}

/// `Roe, Jane A. The Plum`: a name that ends in an initial, and whose end a capital shows.
fn inverted_in_full(text: &str) -> Option<People<'_>> {
    let given = recognize((word, space1, initials));
    let (rest, (family, _, given)) = (family, tag(", "), given).parse(text).ok()?;
    let ends = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    ends.then(|| finish(vec![person(family, given, None)], false, rest))?
}

/// Names of one form, as far as they go.
fn listed(text: &str, name: for<'t> fn(&'t str) -> IResult<&'t str, Name<'t>>) -> Option<People<'_>> {
    let (mut rest, first) = name(text).ok()?;
    let (mut names, mut cut) = (vec![first], false);
    loop {
        // APA leaves out those in the middle: `A., B., … Z.`
        let gap: IResult<&str, &str> =
            preceded(opt(tag(",")), preceded(space1, alt((tag("… "), tag("... "), tag(". . . ")))))
                .parse(rest);
        if let Ok((after, _)) = gap
            && let Ok((after, last)) = name(after)
        {
            cut = true;
            names.push(last);
            rest = after;
            break;
        }
        let Ok((after, next)) = preceded(separator, name).parse(rest) else { break };
        names.push(next);
        rest = after;
    }
    if let Ok((after, _)) = others(rest) {
        (cut, rest) = (true, after);
    }
    finish(names, cut, rest)
}

fn finish<'a>(mut names: Vec<Name<'a>>, cut: bool, rest: &'a str) -> Option<People<'a>> {
    let (rest, editors) = opt(editors).parse(rest).ok()?;
    if cut {
        names.push(Name::Others);
    }
    // A name goes on with nothing that goes on with it.
    let ends = rest.is_empty() || rest.starts_with([' ', '.', ',', ':', ';', '(']);
    ends.then_some(People {
        names,
        role: if editors.is_some() { Role::Editor } else { Role::Author },
        cut,
        rest,
    })
}

fn separator(input: &str) -> IResult<&str, &str> {
    alt((
        tag(", & "),
        tag(", and "),
        tag("; and "),
        tag(" & "),
        tag(" and "),
        tag(" und "),
        tag("; "),
        tag(", "),
    ))
    .parse(input)
}

/// `, et al.`
fn others(input: &str) -> IResult<&str, &str> {
    let words = alt((tag("et al."), tag("et al"), tag("and others"), tag("…"), tag("...")));
    recognize((opt(tag(",")), space1, words)).parse(input)
}

/// ` (Eds.)`, `, eds.`
fn editors(input: &str) -> IResult<&str, &str> {
    let word =
        || alt((tag("Eds"), tag("eds"), tag("Editors"), tag("editors"), tag("Ed"), tag("ed"), tag("Hrsg")));
    let bare = (tag(", "), word(), opt(tag(".")), not(satisfy(char::is_alphanumeric)));
    let enclosed = (opt(tag(",")), tag(" ("), word(), opt(tag(".")), tag(")"));
    alt((recognize(enclosed), recognize(bare))).parse(input)
}

/// `J.`, `J. A.`, `J.-P.`, `J.R.`
fn initials(input: &str) -> IResult<&str, &str> {
    let one = (satisfy(char::is_uppercase), tag("."));
    let next = (opt(one_of(" -‐")), satisfy(char::is_uppercase), tag("."));
    recognize((one, nom::multi::many0_count(next))).parse(input)
}

fn word(input: &str) -> IResult<&str, &str> {
    let letters = take_while1(|c: char| c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’'));
    let letters = recognize((opt(tag("St. ")), letters));
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            || word.get(1..).is_some_and(|rest| rest.starts_with(['\'', '’']))
    };
    verify(letters, |word: &str| word.chars().count() > 1 && capital(word) && !is_suffix(word)).parse(input)
}

fn particle(input: &str) -> IResult<&str, &str> {
    const PARTICLES: &[&str] = &[
        "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter",
        "af", "zu", "zur", "vom", "el", "al", "bin", "ibn", "st", "'t",
    ];
    let letters = take_while1(|c: char| c.is_lowercase() || c == '\'');
    verify(letters, |word: &str| PARTICLES.contains(&word)).parse(input)
}

fn family(input: &str) -> IResult<&str, &str> {
    let particles = many_m_n(0, 3, terminated(particle, space1));
    let more = many_m_n(0, 2, preceded((space1, opt(terminated(particle, space1))), word));
    recognize((particles, word, more)).parse(input)
}

fn suffix(input: &str) -> IResult<&str, &str> {
    let word = verify(take_while1(|c: char| c.is_alphanumeric()), |word: &str| is_suffix(word));
    preceded(alt((tag(", "), tag(" "))), recognize((word, opt(tag("."))))).parse(input)
}

fn person<'a>(family: &'a str, given: &'a str, suffix: Option<&'a str>) -> Name<'a> {
    let mut name = Name::with_particle(family, given);
    if let (Name::Person(Person { suffix: slot, .. }), Some(suffix)) = (&mut name, suffix) {
        *slot = suffix.into();
    }
    name
}

/// `Roe, J. A.`, `Roe J.A.`
fn inverted(input: &str) -> IResult<&str, Name<'_>> {
    let (rest, (family, _, given, suffix)) =
        (family, alt((tag(", "), tag(" "))), initials, opt(suffix)).parse(input)?;
    Ok((rest, person(family, given, suffix)))
}

/// `J. A. Roe`
fn initials_first(input: &str) -> IResult<&str, Name<'_>> {
    let (rest, (given, _, family, suffix)) = (initials, space1, family, opt(suffix)).parse(input)?;
    Ok((rest, person(family, given, suffix)))
}

/// `Roe J, Doe AB, et al. `
fn indexed(text: &str) -> Option<People<'_>> {
    let end = [". ", ": ", " ("].iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    let (mut names, mut cut) = (Vec::new(), false);
    for part in text[..end].split([',', ';']).map(str::trim) {
        match part.trim_end_matches('.') {
            "et al" => cut = true,
            "editors" | "editor" | "eds" => {
                return finish(names, cut, text.get(text.find(part)?.checked_sub(2)?..)?);
            }
            bare => names.push(medline::indexed(bare).filter(|_| is_surname(bare))?),
        }
    }
    (!names.is_empty()).then_some(())?;
    finish(names, cut, &text[end..])
}

fn is_surname(name: &str) -> bool {
    name.split(' ').count() <= 4 && name.starts_with(char::is_alphabetic)
}

/// `Roe, Jane; Doe, Ann: `
fn parted_by_semicolons(text: &str) -> Option<People<'_>> {
    let ends = [": ", ". ", " ("].iter().filter_map(|end| text.find(end));
    let end = ends.min().filter(|end| text[..*end].contains(','))?;
    let name = |part: &'_ str| {
        part.split_once(", ")
            .is_some_and(|(family, given)| is_name(family) && is_name(given) && !given.contains('.'))
    };
    let list = &text[..end];
    if !(list.contains("; ") || text[end..].starts_with(": ")) || !list.split("; ").all(name) {
        return None;
    }
    finish(list.split("; ").map(Name::from_inverted).collect(), false, &text[end..])
}

/// Names in full, which end where a year, a quotation or a sentence does.
fn in_full(text: &str) -> Option<People<'_>> {
    let year = text.find(" (").filter(|at| text[at + 2..].starts_with(|c: char| c.is_ascii_digit()));
    let quote = [" “", " \"", " ‘"].iter().filter_map(|quote| text.find(quote)).min();
    let sentence = super::sentences::end(text).map(|at| at - 1);
    let stated = text.match_indices(". ").map(|(at, _)| at).find(|at| {
        let digits = text[at + 2..].split('.').next().unwrap_or_default();
        digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
    });
    let cut_off = text.find(" et al.").map(|at| at + " et al.".len());
    let end = [year, quote, sentence, stated, cut_off].into_iter().flatten().min()?;
    let mut list = text[..end].trim_end_matches([',', '.', ' ', ':']);
    // The full stop of an initial.
    let last = list.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() == 1 && text[list.len()..].starts_with('.') {
        list = &text[..list.len() + 1];
    }
    let mut cut = false;
    for word in [", et al", " et al", " and others"] {
        if let Some(bare) = list.strip_suffix(word) {
            (list, cut) = (bare.trim_end_matches(','), true);
        }
    }
    let mut role_rest = &text[end..];
    for word in [" (Eds.)", " (Ed.)", " (eds.)", " (ed.)", ", eds", ", ed", ", editors", ", editor"] {
        if let Some(bare) = list.strip_suffix(word) {
            role_rest = &text[bare.len()..];
            list = bare;
        }
    }
    let names = split_full(list)?;
    finish(names, cut, role_rest)
}

/// `Jane Roe, Ann Doe, and Cem Lee`; `Roe, Jane, and Ann Doe`.
pub(super) fn split_full(list: &str) -> Option<Vec<Name<'_>>> {
    let (before, last) =
        [", and ", ", & ", " and ", " & "].iter().find_map(|and| list.rsplit_once(and)).unwrap_or((list, ""));
    let mut parts: Vec<&str> = before.split(", ").collect();
    // More than one "and": names joined by it alone.
    if before.contains(" and ") {
        parts = before.split(" and ").collect();
    }
    let words = |name: &str| name.split(' ').filter(|word| particle(word).is_err()).count();
    let mut names = Vec::new();
    let double = parts.len() == 2 && last.is_empty() && words(parts[0]) == 2 && words(parts[1]) == 1;
    if parts.len() >= 2 && words(parts[0]) == 1 && words(parts[1]) <= 3 || double {
        let given = parts[1];
        is_name(given).then_some(())?;
        names.push(person(parts[0], given, None));
        parts.drain(..2);
    }
    for part in parts.into_iter().chain((!last.is_empty()).then_some(last)) {
        if is_suffix(part)
            && let Some(Name::Person(person)) = names.last_mut()
        {
            person.suffix = part.into();
            continue;
        }
        (words(part) >= 2 && is_name(part)).then_some(())?;
        names.push(if is_body(part) { Name::literal(part) } else { Name::from_display(part) });
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a name is that of a body.
pub(super) fn is_body(name: &str) -> bool {
    const BODIES: &[&str] = &[
        "Organization",
        "Organisation",
        "Association",
        "Institute",
        "University",
        "Committee",
        "Group",
        "Agency",
        "Ministry",
        "Department",
        "Society",
        "Council",
        "Consortium",
        "Center",
        "Centre",
        "Team",
        "Foundation",
        "Commission",
        "Inc",
        "Office",
        "Bureau",
        "Union",
        "Service",
    ];
    name.split(' ').any(|word| BODIES.contains(&word.trim_end_matches('.')))
}

/// Whether all words of a text are those of a name.
fn is_name(text: &str) -> bool {
    let part = |word: &str| {
        let whole =
            |parser: fn(&str) -> IResult<&str, &str>| parser(word).is_ok_and(|(rest, _)| rest.is_empty());
        whole(self::word)
            || whole(particle)
            || whole(initials)
            || word.chars().all(char::is_uppercase)
            || is_suffix(word)
    };
    let count = text.split(' ').count();
    (1..=5).contains(&count) && text.split(' ').all(part)
}

/// Whether a reference may begin here: with a name of a certain form.
pub(super) fn begins(line: &str) -> bool {
    let certain = alt((inverted, initials_first)).parse(line).is_ok();
    certain
        || super::reference::before_year(line).is_some_and(is_body)
        || line.split(',').next().is_some_and(|name| medline::indexed(name).is_some())
        || family(line).is_ok_and(|(rest, _)| rest.starts_with(", ") && in_full(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_end_where_the_reference_goes_on() {
        for (text, names, cut, rest) in [
            (
                "Roe, J. A., van Doe, A.-B., & Lee, C. (2020). T.",
                "J. A. Roe; A.-B. van Doe; C. Lee",
                false,
                " (2020). T.",
            ),
            ("Roe, J., Doe, A., … Zed, Z. (2020)", "J. Roe; A. Doe; Z. Zed; others", true, " (2020)"),
            ("Roe, J. & Doe, A. Plums. Nature", "J. Roe; A. Doe", false, " Plums. Nature"),
            ("J. Roe, A. B. Doe Jr., et al., “T", "J. Roe; A. B. Doe Jr.; others", true, ", “T"),
            ("Roe J, Doe AB, et al. Plums. J", "J Roe; AB Doe; others", true, ". Plums. J"),
            (
                "Jane Roe, Ann van Doe, and C. Lee. 2020. T",
                "Jane Roe; Ann van Doe; C. Lee",
                false,
                ". 2020. T",
            ),
            ("Roe, Jane, and Ann Doe. “T", "Jane Roe; Ann Doe", false, ". “T"),
            ("Roe, J., Doe, A. (eds.): T", "J. Roe; A. Doe", false, ": T"),
        ] {
            let found = people(text).unwrap_or_else(|| panic!("{text}"));
            let shown: Vec<_> = found.names.iter().map(ToString::to_string).collect();
            assert_eq!((&*shown.join("; "), found.cut, found.rest), (names, cut, rest), "{text}");
        }
        for text in ["Plums are sweet. They are.", "On plums and pears, a study. 2020", ""] {
            assert_eq!(people(text), None, "{text}");
        }
    }
}
