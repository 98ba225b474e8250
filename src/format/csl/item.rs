//! A record as a CSL item: which variables it has, in which order, and what they hold.
//! How they are spelled is the business of an [`Emit`].

use std::borrow::Cow;

use crate::format::Output;
use crate::grammar::json::{Lexer, Value, compact, elements};
use crate::grammar::markup;
use crate::record::{Date, Extra, Field, Kind, MarkKind, Name, Record, Role, Text, identifier};

use super::fold::{self, Folded};
use super::parts::pages;
use super::variable::{self, NONE, Rank, Source, VARIABLES, is_lacking, of_date, of_field, of_role};
use super::{CITATION_KEY, FAMILY, name, note, read};

/// Spells the members of an item, one call a member.
pub(super) trait Emit {
    /// The output, for what is lost.
    fn out(&mut self) -> &mut Output;
    /// The first two members of every item; the identifier may be JSON already.
    fn head(&mut self, record: &Record<'_>, id: Option<&str>, kind: &'static str);
    /// Whether there is markup for a mark.
    fn marks(&self, kind: MarkKind) -> bool {
        !markup::tags(kind).0.is_empty()
    }
    /// A string that may hold markup.
    fn rich(&mut self, name: &'static str, text: &Text<'_>);
    /// A string that is taken to the letter.
    fn plain(&mut self, name: &'static str, text: &str);
    /// A list of names, never empty.
    fn names<'r>(&mut self, name: &'static str, names: &mut dyn Iterator<Item = &'r Name<'r>>);
    /// A date.
    fn date(&mut self, name: &'static str, date: &Date<'_>);
    /// A value that is JSON already, of a variable or of a member that is none.
    fn raw(&mut self, name: &str, json: &str, source: Option<Source>);
    /// What has no variable: extras of this and of other families.
    fn custom(&mut self, custom: &Custom<'_, '_>);
}

/// What goes into `custom`.
pub(super) struct Custom<'r, 'a> {
    /// The members that the source's own `custom` had, as a JSON object.
    pub own: Option<&'r str>,
    /// Fields of the hub.
    pub fields: Vec<(Field, &'r Text<'a>)>,
    /// Roles that CSL lacks, and those in which more is said of a name than it has members
    /// for, with their names.
    pub names: Vec<(Role, Vec<&'r Name<'a>>)>,
    /// Extras of all families, sorted by family and name.
    pub extra: Vec<&'r Extra<'a>>,
}

impl<'r, 'a> Custom<'r, 'a> {
    fn is_empty(&self) -> bool {
        self.own.is_none() && self.fields.is_empty() && self.names.is_empty() && self.extra.is_empty()
    }

    /// One family after the other, this one first, with its extras.
    pub(super) fn families(&self) -> impl Iterator<Item = (&'static str, &[&'r Extra<'a>])> {
        let own = self.extra.partition_point(|extra| extra.format == FAMILY);
        let (own, others) = self.extra.split_at(own);
        let first = !own.is_empty() || !self.fields.is_empty() || !self.names.is_empty();
        let others = others.chunk_by(|a, b| a.format == b.format);
        let others = others.filter_map(|chunk| Some((chunk.first()?.format, chunk)));
        first.then_some((FAMILY, own)).into_iter().chain(others)
    }
}

/// Whether a member is no variable but valid in an item.
fn is_other(name: &str, json: &str) -> bool {
    let is_string = |value| matches!(value, Value::String(_));
    match (name, Lexer::new(json).value()) {
        (CITATION_KEY, Ok(value)) => is_string(value),
        ("categories", Ok(Value::Array(array))) => elements(array).all(is_string),
        _ => false,
    }
}

/// Whether the record's key is still the citation key that it was read with.
fn is_pinned(record: &Record<'_>) -> bool {
    record.kept(FAMILY, CITATION_KEY).is_some_and(|extra| read::pinned(&extra.value) == record.key)
}

/// How the source spells what the writer would write otherwise.
struct Spelled<'r> {
    /// A number for `id`, or the one that it has apart from its citation key.
    id: Option<&'r str>,
    /// The `type` that it has, where its note says another.
    kind: Option<Kind>,
    /// Variables by rank, with their names and values.
    variables: Vec<(Rank, Option<(&'r str, &'r str)>)>,
    /// What it has not, or not as such.
    hidden: Vec<&'r str>,
}

impl<'r> Spelled<'r> {
    fn of(record: &'r Record<'_>) -> Self {
        let mut spelled = Self { id: None, kind: None, variables: Vec::new(), hidden: Vec::new() };
        for extra in record.extra.iter().filter(|extra| extra.mapped && extra.format == FAMILY) {
            let (name, value) = (&*extra.name, &*extra.value);
            if value.is_empty() {
                spelled.hidden.push(name);
            } else if !compact::is_value(value) {
                continue;
            }
            match (name, variable::by_name(name)) {
                ("id", _) => spelled.id = Some(value).filter(|id| *id == record.key || is_pinned(record)),
                ("type", _) => spelled.kind = Kind::from_name(value.trim_matches('"')),
                (_, Some(known)) => {
                    let written = (!value.is_empty() && known.valid).then_some((name, value));
                    spelled.variables.push((known.rank, written));
                }
                _ => {}
            }
        }
        spelled.variables.sort_by_key(|(rank, _)| *rank);
        spelled
    }

    /// Whether the note tells a field of BibTeX's.
    fn tells(&self, extra: &Extra<'_>) -> bool {
        let written = self.variables.iter().filter_map(|(_, written)| *written);
        written.filter(|(name, _)| *name == "note").any(|(_, json)| note::tells(json, extra))
    }

    /// Whether what is kept of a variable stands in what the source spells for it.
    fn holds(&self, name: &str, value: &str) -> bool {
        let rank = variable::by_name(name.split('.').next().unwrap_or_default()).map(|known| known.rank);
        let same = self.variables.iter().filter(|(known, _)| Some(*known) == rank);
        same.filter_map(|(_, written)| *written).any(|(_, json)| json.contains(value))
    }

    /// Writes a variable as the source spells it, if it does.
    fn write(&self, rank: Rank, emitter: &mut impl Emit) -> bool {
        let start = self.variables.partition_point(|(r, _)| *r < rank);
        let same = self.variables.get(start..).unwrap_or_default().iter().take_while(|(r, _)| *r == rank);
        let mut any = false;
        for (_, written) in same {
            any = true;
            if let Some((name, json)) = written {
                emitter.raw(name, json, Some(VARIABLES[usize::from(rank)].source));
            }
        }
        any
    }
}

/// Hands the members of an item over, in order.
pub(super) fn emit(record: &Record<'_>, emitter: &mut impl Emit) {
    let mut present = Present::default();
    let mut folds = false;
    for (field, _) in &record.fields {
        match of_field(*field) {
            NONE => folds = true,
            rank => present.add(rank),
        }
    }
    for contributor in &record.contributors {
        match (of_role(contributor.role), contributor.role) {
            (NONE, Role::EditorTranslator) => {
                present.add(of_role(Role::Editor));
                present.add(of_role(Role::Translator));
            }
            // They go into `custom`.
            (NONE, _) => {}
            (rank, _) => present.add(rank),
        }
    }
    for (field, _) in &record.dates {
        present.add(of_date(*field));
    }
    let folded = if folds { fold::fold(record) } else { Folded::default() };
    for (rank, text) in &folded.values {
        if text.is_some() { present.add(*rank) } else { present.remove(*rank) }
    }

    let spelled = Spelled::of(record);
    for (rank, _) in &spelled.variables {
        present.add(*rank);
    }
    emitter.head(record, spelled.id, spelled.kind.unwrap_or(record.kind).csl().name());
    while let Some(rank) = present.next() {
        let variable = &VARIABLES[usize::from(rank)];
        let name = variable.name;
        if spelled.write(rank, emitter) {
            continue;
        }
        match variable.source {
            Source::Names(role) => {
                let both = if matches!(role, Role::Editor | Role::Translator) {
                    Role::EditorTranslator
                } else {
                    role
                };
                let in_role = record.contributors.iter().filter(|c| c.role == role || c.role == both);
                let mut names = in_role.map(|c| &c.name).filter(|name| !name::is_empty(name)).peekable();
                if names.peek().is_some() {
                    emitter.names(name, &mut names);
                }
            }
            Source::Date(field) => {
                if let Some(date) = record.date(field) {
                    if date.point().is_some_and(|point| point.time.is_some()) {
                        emitter.out().lose(name, date.to_string(), "CSL has no time of day");
                    }
                    emitter.date(name, date);
                }
            }
            Source::Rich(field) => {
                if let Some(text) = value(record, field, rank, present.is_multiple(rank), &folded) {
                    if let Some(mark) = text.marks().iter().find(|mark| !emitter.marks(mark.kind)) {
                        let stretch = text.plain().get(mark.range()).unwrap_or_default().to_owned();
                        emitter.out().lose(name, stretch, "CSL has no markup for it");
                    }
                    emitter.rich(name, &text);
                }
            }
            Source::Plain(field) | Source::Number(field) => {
                if let Some(text) = value(record, field, rank, present.is_multiple(rank), &folded) {
                    match field {
                        Field::Page => emitter.plain(name, &pages(text.plain())),
                        Field::Doi => {
                            emitter.plain(name, identifier::doi(text.plain()).unwrap_or(text.plain()))
                        }
                        _ => emitter.plain(name, text.plain()),
                    }
                }
            }
        }
    }
    let mut custom = Custom { own: None, fields: Vec::new(), names: Vec::new(), extra: Vec::new() };
    custom.names = names_in_custom(record);
    for field in folded.rest.iter().filter(|field| !spelled.hidden.contains(&field.name())) {
        custom.fields.extend(record.get(*field).map(|text| (*field, text)));
    }
    for extra in record.extra.iter().filter(|extra| !extra.mapped) {
        match &*extra.name {
            "custom" if extra.format == FAMILY && compact::is_value(&extra.value) => {
                custom.own = Some(&extra.value)
            }
            name if extra.format == FAMILY && is_other(name, &extra.value) => {
                emitter.raw(name, &extra.value, None)
            }
            "id" if extra.format == FAMILY && spelled.id == Some(&extra.value) => {}
            name if extra.format == FAMILY && spelled.holds(name, &extra.value) => {}
            _ if spelled.tells(extra) => {}
            _ => custom.extra.push(extra),
        }
    }
    if !custom.is_empty() {
        custom.extra.sort_by_key(|extra| (extra.format != FAMILY, extra.format, &extra.name));
        emitter.custom(&custom);
    }
}

/// The roles that CSL lacks, and those in which more is said of a name than CSL has
/// members for.
fn names_in_custom<'r, 'a>(record: &'r Record<'a>) -> Vec<(Role, Vec<&'r Name<'a>>)> {
    let mut roles: Vec<(Role, Vec<&Name<'_>>)> = Vec::new();
    for contributor in &record.contributors {
        let told = || roles.iter().any(|(role, _)| *role == contributor.role);
        if (is_lacking(contributor.role) || name::rest(&contributor.name).next().is_some()) && !told() {
            roles.push((contributor.role, record.names(contributor.role).collect()));
        }
    }
    roles
}

/// The value of a text variable.
fn value<'r>(
    record: &'r Record<'_>,
    field: Field,
    rank: Rank,
    multiple: bool,
    folded: &'r Folded<'_>,
) -> Option<Cow<'r, Text<'r>>> {
    if let Some((_, text)) = folded.values.iter().find(|(r, _)| *r == rank) {
        return text.as_ref().map(Cow::Borrowed);
    }
    let first = record.get(field)?;
    if !multiple {
        return Some(Cow::Borrowed(first));
    }
    let separator = match field {
        Field::Isbn => " ",
        Field::Keyword | Field::Issn | Field::Language => ", ",
        Field::Note | Field::Abstract | Field::Annote => "\n",
        _ => "; ",
    };
    fold::concat(record.all(field), separator).map(Cow::Owned)
}

/// Which variables a record has.
#[derive(Default)]
struct Present {
    once: u128,
    again: u128,
}

impl Present {
    fn add(&mut self, rank: Rank) {
        let bit = 1 << rank;
        self.again |= self.once & bit;
        self.once |= bit;
    }

    fn remove(&mut self, rank: Rank) {
        self.once &= !(1 << rank);
    }

    /// Takes the first.
    fn next(&mut self) -> Option<Rank> {
        let rank = self.once.trailing_zeros();
        self.once &= self.once.wrapping_sub(1);
        Rank::try_from(rank).ok().filter(|rank| usize::from(*rank) < VARIABLES.len())
    }

    fn is_multiple(&self, rank: Rank) -> bool {
        self.again & (1 << rank) != 0
    }
}
