//! Elements of MODS that stand in records and in what they are parts of.

use std::borrow::Cow;

use super::FAMILY;
use super::terms::{DATES, DETAILS};
use crate::format::shared::extent;
use crate::format::shared::relators::{ISSUERS, is_role, role_of};
use crate::format::shared::xml::{set, with_particle};
use crate::grammar::dates;
use crate::grammar::xml::Element;
use crate::record::{Bound, Date, DateField, Edtf, Field, Kind, Name, Person, Point, Record, Role, Text};

/// Keeps an element as it is: its text if that is all there is to it, else its XML.
pub(super) fn keep<'a>(element: Element<'_, 'a>, record: &mut Record<'a>) {
    let plain = element.children().next().is_none() && element.attributes().next().is_none();
    match element.is_blank() && element.attributes().next().is_none() {
        true => {}
        false if plain => record.keep(FAMILY, element.name(), element.text()),
        false => record.keep(FAMILY, element.name(), element.xml()),
    }
}

/// A title with the article before it.
pub(super) fn main_title<'a>(info: Element<'_, 'a>) -> Text<'a> {
    let title = info.child("title").map(Element::rich).unwrap_or_default();
    match info.child("nonSort").map(Element::text).filter(|article| !article.is_empty()) {
        Some(article) => {
            let gap = if article.ends_with(['\'', '’', '-']) { "" } else { " " };
            let shift = article.len() + gap.len();
            let (plain, marks) = title.into_parts();
            let marks = marks.iter().map(|mark| {
                crate::record::Mark::new(mark.range().start + shift..mark.range().end + shift, mark.kind)
            });
            Text::with_marks(format!("{article}{gap}{plain}"), marks.collect())
        }
        None => title,
    }
}

/// A title with its subtitle.
pub(super) fn whole_title<'a>(info: Element<'_, 'a>) -> Text<'a> {
    let title = main_title(info);
    match info.child("subTitle") {
        Some(subtitle) => format!("{}: {}", title.plain(), subtitle.text()).into(),
        None => title,
    }
}

/// A name: a person, a body or a conference. One without a role has `usual`.
pub(super) fn name<'a>(element: Element<'_, 'a>, usual: Role, record: &mut Record<'a>) {
    let relators: Vec<Cow<'_, str>> =
        element.all("role").flat_map(|role| role.children().map(Element::text).collect::<Vec<_>>()).collect();
    let issues =
        relators.iter().any(|relator| ISSUERS.iter().any(|known| known.eq_ignore_ascii_case(relator)));
    let mut roles: Vec<Role> = relators.iter().filter_map(|relator| role_of(relator)).collect();
    for role in &mut roles {
        if matches!((*role, usual), (Role::Author, _) | (Role::Editor, Role::CollectionEditor)) {
            *role = usual;
        }
    }
    roles.dedup();
    if roles.is_empty() {
        roles.push(if relators.is_empty() { usual } else { Role::Contributor });
    }
    if element.child("etal").is_some() {
        return roles.into_iter().for_each(|role| record.contribute(role, Name::Others));
    }
    let Some(mut name) = parse(element) else { return };
    if let Name::Person(person) = &mut name {
        // What a role of the record does not say to the last word.
        for relator in relators.into_iter().filter(|relator| !is_role(relator)) {
            person.extra.push(("role".into(), relator));
        }
    }
    if element.is("type", "conference") {
        set(record, Field::EventTitle, name.to_string().into());
    } else if issues {
        // What the record says of its origin comes first.
        record.keep_spelling(FAMILY, ISSUER, name.to_string());
    } else {
        // A person stands there once for each thing done.
        roles.into_iter().for_each(|role| record.contribute(role, name.clone()));
    }
}

/// The extra that holds the body that issued a record, where it stands among the names.
const ISSUER: &str = "issuer";

/// Takes the body that issued a record for its publisher, if no other is told.
pub(super) fn issuer(record: &mut Record<'_>) {
    let issuer = record.kept(FAMILY, ISSUER).map(|extra| extra.value.clone());
    record.extra.retain(|extra| !(extra.mapped && extra.name == ISSUER));
    if let Some(issuer) = issuer
        && !set(record, Field::Publisher, issuer.clone())
    {
        record.keep(FAMILY, ISSUER, issuer);
    }
}

/// Whether a term of address tells persons of one name apart.
fn is_generation(term: &str) -> bool {
    const TERMS: &[&str] =
        &["jr", "sr", "jun", "sen", "junior", "senior", "fils", "père", "i", "ii", "iii", "iv", "v", "vi"];
    let bare = term.trim_end_matches(['.', ',']).to_lowercase();
    TERMS.contains(&&*bare)
}

fn parse<'a>(element: Element<'_, 'a>) -> Option<Name<'a>> {
    let mut person = Person::default();
    let mut whole: Vec<Cow<'a, str>> = Vec::new();
    for part in element.all("namePart").filter(|part| !part.is_blank()) {
        let text = part.text();
        match part.attribute("type").as_deref() {
            Some("family") => join(&mut person.family, text),
            Some("given") => join(&mut person.given, text),
            // Titles of honour are no part of the name.
            Some("termsOfAddress") if !is_generation(&text) => {
                person.extra.push(("termsOfAddress".into(), text));
            }
            Some("termsOfAddress" | "suffix") => join(&mut person.suffix, text),
            Some("date") => person.extra.push(("dates".into(), text)),
            _ => whole.push(text),
        }
    }
    for id in element.all("nameIdentifier") {
        let kind = id.attribute("type").unwrap_or(Cow::Borrowed("nameIdentifier"));
        let kind = if kind.eq_ignore_ascii_case("orcid") { Cow::Borrowed("ORCID") } else { kind };
        person.extra.push((kind, id.text()));
    }
    for affiliation in element.all("affiliation") {
        person.extra.push(("affiliation".into(), affiliation.text()));
    }
    let is_body = element.is("type", "corporate") || element.is("type", "conference");
    if !person.family.is_empty() || (!person.given.is_empty() && whole.is_empty()) {
        return Some(with_particle(person));
    }
    if whole.len() > 1 {
        return Some(Name::Literal(Cow::Owned(whole.join(". ").replace("..", "."))));
    }
    let only = whole.pop().or_else(|| element.child("displayForm").map(Element::text))?;
    if is_body {
        return Some(Name::Literal(only));
    }
    // `Alleman, Tillie Pierce [1848-1914]`, `Alleman, Tillie Pierce, 1848-1914`
    let (bare, dates) = only.split_once('[').unwrap_or((&only, ""));
    let (bare, dates) = match bare.rsplit_once(',') {
        Some((before, dates)) if before.contains(',') && dates.contains(|c: char| c.is_ascii_digit()) => {
            (before, dates)
        }
        _ => (bare.trim_end(), dates),
    };
    let dates = dates.trim().trim_end_matches(']');
    if !dates.is_empty() {
        person.extra.push(("dates".into(), dates.to_owned().into()));
    }
    let name = if element.is("type", "personal") || bare.contains(',') {
        person_name(bare)
    } else {
        Name::Literal(bare.to_owned().into())
    };
    Some(match (name.into_owned(), person.extra) {
        (Name::Person(found), extra) => Name::Person(Person { extra, suffix: person.suffix, ..found }),
        (name, _) => name,
    })
}

fn person_name(name: &str) -> Name<'_> {
    if name.contains(',') { Name::from_inverted(name) } else { Name::from_display(name) }
}

fn join<'a>(part: &mut Cow<'a, str>, more: Cow<'a, str>) {
    if part.is_empty() {
        *part = more;
    } else {
        let part = part.to_mut();
        part.push(' ');
        part.push_str(&more);
    }
}

/// Where and by whom it was issued; the dates are read apart.
pub(super) fn origin<'a>(origin: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in origin.children() {
        match child.name() {
            "place" => {
                // A place in words; the code of a country says less, where there are words.
                if origin.descendants("placeTerm").all(|term| term.is("type", "code")) {
                    keep(child, record);
                }
                for term in child.all("placeTerm").filter(|term| !term.is("type", "code")) {
                    if !set(record, Field::PublisherPlace, term.text()) {
                        keep(child, record);
                    }
                }
            }
            "publisher" => {
                let taken = set(record, Field::Publisher, child.text());
                if !taken {
                    keep(child, record);
                }
            }
            "edition" => {
                set(record, Field::Edition, child.text());
            }
            "dateCaptured" => {
                if let Some(date) = date(child).filter(|_| record.date(DateField::Accessed).is_none()) {
                    record.set_date(DateField::Accessed, date);
                }
            }
            "dateValid" | "dateModified" | "dateOther" => keep(child, record),
            _ => {}
        }
    }
}

/// The date of publication: the key date, else the one that comes first in [`DATES`] of
/// the record, of its part, of its host.
pub(super) fn issued_in<'a>(mods: Element<'_, 'a>) -> Option<Date<'a>> {
    let hosts: Vec<_> = mods.all("relatedItem").filter(|item| item.is("type", "host")).collect();
    let origins = |element: Element<'_, 'a>| pick_date(element.all("originInfo").collect());
    let parts = |element: Element<'_, 'a>| {
        let mut dates = element.all("part").filter_map(|part| part.child("date"));
        dates.find_map(date)
    };
    origins(mods)
        .or_else(|| parts(mods))
        .or_else(|| hosts.iter().find_map(|host| parts(*host)))
        .or_else(|| hosts.iter().find_map(|host| origins(*host)))
}

fn pick_date<'a>(origins: Vec<Element<'_, 'a>>) -> Option<Date<'a>> {
    let all = || origins.iter().flat_map(|origin| origin.children());
    let known = |element: &Element<'_, '_>| DATES.contains(&element.name());
    if let Some(key) = all().find(|element| known(element) && element.is("keyDate", "yes")) {
        return ranged(key, all().filter(|element| element.name() == key.name()).collect());
    }
    DATES.iter().find_map(|name| {
        let same: Vec<_> = all().filter(|element| element.name() == *name).collect();
        // What is encoded is meant for machines.
        let first = same.iter().find(|element| element.attribute("encoding").is_some()).or(same.first())?;
        ranged(*first, same.clone())
    })
}

/// A date, or the interval of which it is one end.
fn ranged<'a>(first: Element<'_, 'a>, same: Vec<Element<'_, 'a>>) -> Option<Date<'a>> {
    let end = |point: &str| {
        same.iter().find(|element| element.is("point", point)).and_then(|element| date(*element))
    };
    let point = |date: Option<Date<'_>>| date.and_then(|date| date.point().copied());
    if first.attribute("point").is_some()
        && let (Some(start), end) = (point(end("start")), point(end("end")))
    {
        let end = end.map_or(Bound::Open, Bound::At);
        return Some(Date::Edtf(Box::new(Edtf { start: Bound::At(start), end: Some(end) })));
    }
    date(first)
}

/// A date in any of the encodings, with its qualifier.
pub(super) fn date<'a>(element: Element<'_, 'a>) -> Option<Date<'a>> {
    let text = element.text();
    let bare = text.trim_matches(['[', ']', '.', ' ']);
    let bare = bare
        .strip_prefix(['c', '©', 'p'])
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(bare);
    let read = crate::format::shared::tagged::date::read(bare)
        .map(|read| read.date)
        .or_else(|| dates::whole(bare).map(|read| read.date));
    let Some(read) = read else {
        return (!text.is_empty()).then_some(Date::Literal(text));
    };
    let qualified = |mark: fn(&mut Point)| match read.clone() {
        Date::Edtf(mut edtf) => {
            if let Bound::At(point) = &mut edtf.start {
                mark(point);
            }
            Date::Edtf(edtf)
        }
        date => date,
    };
    Some(match element.attribute("qualifier").as_deref() {
        Some("approximate") => qualified(|point| point.approximate = true),
        Some("questionable") => qualified(|point| point.uncertain = true),
        _ => read,
    })
}

/// What it is made of.
pub(super) fn physical<'a>(description: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in description.children() {
        match child.name() {
            "extent" => count(child, record),
            "form" if child.attribute("authority").is_none() => {
                if !set(record, Field::Medium, child.text()) {
                    keep(child, record);
                }
            }
            _ => keep(child, record),
        }
    }
}

/// Pages and volumes; what is said besides stays beside them.
fn count<'a>(extent: Element<'_, 'a>, record: &mut Record<'a>) {
    let text = extent.text();
    let counts = extent::read(&text);
    if let Some(volumes) = counts.volumes {
        set(record, Field::NumberOfVolumes, volumes.to_owned().into());
    }
    match counts.pages.map(str::to_owned) {
        Some(pages) => {
            let whole = pages.len() + 3 >= text.len();
            set(record, Field::NumberOfPages, pages.into());
            if !whole {
                record.keep_spelling(FAMILY, "extent", text);
            }
        }
        None => keep(extent, record),
    }
}

/// Where in its host it stands.
pub(super) fn part<'a>(part: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in part.children() {
        match child.name() {
            "detail" => detail(child, record),
            "extent" => pages(child, record),
            "text" => {
                let taken = set(record, Field::Page, child.text());
                if !taken {
                    keep(child, record);
                }
            }
            "date" => {}
            _ => keep(child, record),
        }
    }
}

fn detail<'a>(detail: Element<'_, 'a>, record: &mut Record<'a>) {
    let number = detail.child("number").or_else(|| detail.child("caption")).or_else(|| detail.child("title"));
    let Some(number) = number.map(Element::text).filter(|number| !number.is_empty()) else { return };
    let kind = detail.attribute("type").unwrap_or_default();
    let field = DETAILS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&kind)).map(|(_, field)| *field);
    let periodical =
        matches!(record.kind, Kind::ArticleJournal | Kind::ArticleMagazine | Kind::ArticleNewspaper);
    let field = match field {
        // bibutils and JabRef call an issue a number.
        Some(Field::Number) if periodical => Some(Field::Issue),
        field => field,
    };
    let taken = field.is_some_and(|field| set(record, field, number));
    if !taken {
        keep(detail, record);
    }
}

fn pages<'a>(extent: Element<'_, 'a>, record: &mut Record<'a>) {
    let text = |name: &str| extent.child(name).map(Element::text).unwrap_or_default();
    let (start, end, list, total) = (text("start"), text("end"), text("list"), text("total"));
    let unit = extent.attribute("unit").unwrap_or_default();
    if !(unit.is_empty() || unit.starts_with('p')) {
        return keep(extent, record);
    }
    let pages = match (&*start, &*end, &*list) {
        ("", "", "") => {
            // JabRef puts all pages here.
            let field = if record.kind.has_container() { Field::Page } else { Field::NumberOfPages };
            set(record, field, total);
            return;
        }
        ("", "", list) => Cow::Owned(list.trim_start_matches(['p', '.', ' ']).to_owned()),
        (_, "", _) => start,
        ("", _, _) => end,
        (first, last, _) if first == last => start,
        (first, last, _) => Cow::Owned(format!("{first}-{}", crate::record::last_page(first, last))),
    };
    set(record, Field::Page, pages);
}
