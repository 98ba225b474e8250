//! MEDLINE → records.

use std::borrow::Cow;

use super::fields::TAGS;
use super::{FAMILY, syntax};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::format::shared::medline;
use crate::format::shared::tagged::{Draft, Place, date, echo, group};
use crate::grammar::tagged::{self, Field as Line};
use crate::record::{DateField, Field, Kind, Name, Record, Role, identifier};

/// Reads a piece: whole records, and what stands between them.
pub(super) fn parse<'a>(text: &'a str, sink: &mut dyn Sink<'a>) {
    let all: Vec<Line<'a>> = tagged::fields(text, syntax::tag).collect();
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(64);
    let mut starts = syntax::starts(&all).peekable();
    for (at, line) in all.iter().enumerate() {
        if starts.next_if_eq(&at).is_some() {
            close(&mut lines, sink);
        }
        if line.tag.is_empty() {
            stray(line, sink);
        } else {
            lines.push(*line);
        }
    }
    close(&mut lines, sink);
}

/// Reports text above the first record, unless it is no more than the tags that browsers
/// save.
fn stray<'a>(line: &Line<'a>, sink: &mut dyn Sink<'a>) {
    let tags = line.raw.split_inclusive('>').all(|part| {
        let tag = part.trim();
        tag.is_empty() || (tag.starts_with('<') && tag.ends_with('>'))
    });
    if !tags {
        sink.report(Diagnostic::new(codes::IGNORED_TEXT, line.span()));
    }
}

fn close<'a>(lines: &mut Vec<Line<'a>>, sink: &mut dyn Sink<'a>) {
    let (Some(first), Some(last)) = (lines.first().copied(), lines.last().copied()) else { return };
    let record = record(lines, sink);
    lines.clear();
    let span = first.at..last.whole().end;
    if record.is_blank() {
        return sink.report(Diagnostic::new(codes::IGNORED_TEXT, span));
    }
    sink.record(Record { span, ..record });
}

fn record<'a>(lines: &[Line<'a>], sink: &mut dyn Sink<'a>) -> Record<'a> {
    let mut draft = Draft::new(FAMILY, false, lines.len());
    let value = |tag: &str| lines.iter().find(|line| line.tag == tag && !line.raw.is_empty());
    let has = |tag: &str| value(tag).is_some();
    let eric = value("OWN").is_some_and(|line| line.raw == "ERIC");
    draft.record.kind = kind(lines, eric, &has);
    draft.record.contributors.reserve(lines.iter().filter(|line| matches!(line.tag, "FAU" | "AU")).count());
    let print = lines.iter().any(|line| line.tag == "IS" && !line.raw.ends_with("(Linking)"));
    // The full name whose short form comes next, and lines that say where the record is.
    let mut full: Option<&Line<'a>> = None;
    let mut sources: Vec<(&Line<'a>, usize)> = Vec::new();
    let ends = "</pre>";
    for line in lines.iter().filter(|line| !line.raw.is_empty()) {
        let whole = line;
        let line = &Line { raw: line.raw.strip_suffix(ends).unwrap_or(line.raw).trim_end(), ..*line };
        let extra = draft.keep(line);
        let mapped = match line.tag {
            "PT" => medline::is_kind(line.raw),
            // The short form of a name that stands in full above.
            "AU" | "ED" if full.is_some_and(|full| full.tag[1..] == *line.tag) => {
                full.take().is_some_and(|full| echo::is_short(line.raw, full.raw))
            }
            "FAU" | "AU" | "FED" | "ED" => {
                full = Some(whole).filter(|line| line.tag.starts_with('F'));
                name(if line.tag.ends_with('U') { Role::Author } else { Role::Editor }, line, &mut draft)
            }
            "AUID" | "AD" => detail(line, &mut draft),
            "CN" => {
                draft.record.contribute(Role::Author, Name::Literal(line.text()));
                true
            }
            "IS" if print && line.raw.ends_with("(Linking)") => {
                let number = line.raw.trim_end_matches("(Linking)").trim_end();
                draft.record.all(Field::Issn).any(|known| known.plain() == number)
            }
            "PMC" => {
                let id = identifier::pmcid(line.raw).unwrap_or(Cow::Borrowed(line.raw));
                draft.text(Field::Pmcid, 0, id)
            }
            "ISSN" | "ISBN" => serial(line, &mut draft),
            "TI" | "BTI" => title(line, has("TI"), &mut draft),
            "TT" => draft.text(Field::OriginalTitle, 0, medline::bare(line.text())),
            "JT" if eric => eric_source(line, &value, &mut draft),
            "JT" | "TA" if draft.record.kind == Kind::Article => {
                let publisher = line.tag == "JT";
                publisher && draft.text(Field::Publisher, 0, medline::library_title(line.text()))
            }
            "JT" => draft.text(Field::ContainerTitle, 0, medline::library_title(line.text())),
            "LID" | "AID" => id(line, has("PG"), &mut draft),
            "MH" => heading(line, &mut draft),
            "OT" => keyword(line.raw.trim_start_matches('*'), &mut draft),
            "PHST" => history(line, &mut draft),
            "PST" => status(line.raw, &mut draft),
            "PL" if !has("PB") && !group::BOOKS.contains(&draft.record.kind) => false,
            "SO" => {
                if eric {
                    thesis(line.raw, &mut draft);
                }
                sources.push((whole, extra));
                false
            }
            "OID" if eric => draft.text(Field::Note, 0, Cow::Owned(format!("ERIC Number: {}", line.raw))),
            tag => match TAGS.get(tag, draft.record.kind) {
                Some((rank, row)) => draft.place(row.place, rank, line),
                None => false,
            },
        };
        draft.set_mapped(extra, mapped);
    }
    draft.finish(sink);
    for (source, extra) in sources {
        let mapped = is_told(source, lines, &draft.record);
        draft.set_mapped(extra, mapped);
    }
    draft.record
}

/// Whether a line that says where the record appeared says what the others say.
fn is_told(source: &Line<'_>, lines: &[Line<'_>], record: &Record<'_>) -> bool {
    const SILENT: &[&str] = &["doi", "Epub", "eCollection", "v", "n", "p"];
    const LONG: &[&str] = &["AB", "OAB", "AD", "MH", "OT", "SO", "TI"];
    let dates: Vec<String> =
        record.dates.iter().filter_map(|(_, date)| date::with_year_first(date)).collect();
    let others = lines.iter().filter(|line| !LONG.contains(&line.tag)).map(|line| line.raw);
    let told = [Field::Page, Field::Genre, Field::Publisher].map(|field| record.str(field));
    echo::repeats(source.raw, SILENT, others.chain(told).chain(dates.iter().map(String::as_str)))
}

/// What the publication types say, else what the record has.
fn kind(lines: &[Line<'_>], eric: bool, has: &dyn Fn(&str) -> bool) -> Kind {
    let types = lines.iter().filter(|line| line.tag == "PT").map(|line| line.raw);
    let of_eric = |name: &str| ERIC.iter().find(|(known, _)| name.starts_with(known)).map(|(_, kind)| *kind);
    if eric {
        return match types.clone().find_map(of_eric) {
            // Everything reports on research; what stands in a journal has its issue.
            None | Some(Kind::Report) if has("VI") || has("IP") => Kind::ArticleJournal,
            None => Kind::Document,
            Some(kind) => kind,
        };
    }
    let book = has("BTI");
    match medline::kind(types) {
        Some(Kind::ArticleJournal) | None if book && has("TI") => Kind::Chapter,
        Some(Kind::ArticleJournal) | None if book => Kind::Book,
        Some(kind) => kind,
        None if has("JT") || has("TA") || has("SO") || has("PMID") => Kind::ArticleJournal,
        None => Kind::Document,
    }
}

/// ERIC's publication types, by how they begin; the telling ones first.
const ERIC: &[(&str, Kind)] = &[
    ("Journal Articles", Kind::ArticleJournal),
    ("Dissertations", Kind::Thesis),
    ("Books", Kind::Book),
    ("Collected Works - Proceedings", Kind::Proceedings),
    ("Speeches", Kind::Speech),
    ("Legal", Kind::Legislation),
    ("Reports", Kind::Report),
    ("Information Analyses", Kind::Report),
];

/// Where the record appeared: a journal, or whoever issued it.
fn eric_source<'a, 'l>(
    line: &Line<'a>,
    value: &dyn Fn(&str) -> Option<&'l Line<'a>>,
    draft: &mut Draft<'a>,
) -> bool
where
    'a: 'l,
{
    let field = match draft.record.kind {
        Kind::ArticleJournal => Field::ContainerTitle,
        // Dissertations are read in an archive.
        Kind::Thesis if value("SO").is_some_and(|line| line.raw.contains(", ")) => Field::Archive,
        _ => Field::Publisher,
    };
    draft.text(field, 0, line.text())
}

/// `Ph.D. Dissertation, Example University`.
fn thesis<'a>(source: &'a str, draft: &mut Draft<'a>) {
    if let Some((genre, school)) = source.split_once(", ").filter(|_| draft.record.kind == Kind::Thesis) {
        draft.record.push(Field::Genre, genre);
        draft.record.push(Field::Publisher, school);
    }
}

/// A title without its dress; that of a book holds the record, if this has one of its own.
fn title<'a>(line: &Line<'a>, has_own: bool, draft: &mut Draft<'a>) -> bool {
    let field = if line.tag == "BTI" && has_own { Field::ContainerTitle } else { Field::Title };
    draft.text(field, 0, medline::bare(line.text()))
}

fn name<'a>(role: Role, line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    let name = match line.text() {
        Cow::Borrowed(text) => medline::name(text),
        Cow::Owned(text) => medline::name(&text).into_owned(),
    };
    let told = name == Name::Others && draft.record.names(role).last() == Some(&Name::Others);
    if !told {
        draft.record.contribute(role, name);
    }
    true
}

/// An identifier or an affiliation of the last person.
fn detail<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    let Some(Name::Person(person)) = draft.record.contributors.last_mut().map(|c| &mut c.name) else {
        return false;
    };
    match (line.tag, line.raw.split_once(": ")) {
        ("AUID", Some((source, id))) => {
            let id = id.trim_start_matches("https://orcid.org/").trim_start_matches("http://orcid.org/");
            person.extra.push((source.into(), id.into()));
        }
        ("AUID", None) => return false,
        _ => match person.extra.iter_mut().find(|(key, _)| key == "affiliation") {
            Some((_, known)) => known.to_mut().push_str(&format!("; {}", line.text())),
            None => person.extra.push(("affiliation".into(), line.text())),
        },
    }
    true
}

/// `ISSN-1234-5678`, `ISBN-978-…`, `EISSN-`.
fn serial<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    let labels = ["EISSN-", "ISSN-", "ISBN-"];
    let number = labels.iter().find_map(|label| line.raw.strip_prefix(label)).unwrap_or(line.raw);
    number.is_empty() || draft.place(Place::Serial, 0, &Line { raw: number, ..*line })
}

/// `10.5555/x [doi]`, `S0140-… [pii]`; ERIC gives addresses.
fn id<'a>(line: &Line<'a>, paged: bool, draft: &mut Draft<'a>) -> bool {
    let (id, kind) = match line.raw.rsplit_once(" [") {
        Some((id, kind)) => (id.trim_end(), kind.trim_end_matches(']')),
        None => (line.raw, ""),
    };
    let record = &mut draft.record;
    let known = |record: &Record<'_>, field| record.get(field).is_some_and(|text| text.plain() == id);
    match kind {
        "citekey" => {
            record.key = Cow::Borrowed(id);
            true
        }
        "url" | "" if identifier::doi(id).is_none() => {
            let address = id.starts_with("http") || id.starts_with("www.");
            if address && !record.has(Field::Url) {
                record.push(Field::Url, id);
                return true;
            }
            known(record, Field::Url)
        }
        "doi" | "url" | "" => draft.doi(Cow::Borrowed(id)),
        "pii" if !paged && is_number(id) && !record.has(Field::Eid) => {
            record.push(Field::Eid, id);
            true
        }
        "pii" => known(record, Field::Eid),
        "pmc" => match identifier::pmcid(id) {
            Some(id) if !record.has(Field::Pmcid) => {
                record.push(Field::Pmcid, id);
                true
            }
            _ => known(record, Field::Pmcid),
        },
        _ => false,
    }
}

/// Whether a publisher's identifier is the number of an article.
fn is_number(id: &str) -> bool {
    let digits = id.strip_prefix(['e', 'E']).unwrap_or(id);
    (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `Brain Ischemia/diagnostic imaging/*therapy`: the heading, for which alone there is a
/// place.
fn heading<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    let (heading, qualified) =
        line.raw.split_once('/').map_or((line.raw, false), |(heading, _)| (heading, true));
    keyword(heading.trim_start_matches('*'), draft) && !qualified
}

fn keyword<'a>(word: &'a str, draft: &mut Draft<'a>) -> bool {
    let word = tagged::joined(word);
    if !draft.record.lately(Field::Keyword).any(|known| known.plain() == word) {
        draft.record.push(Field::Keyword, word);
    }
    true
}

/// `2019/02/27 00:00 [received]`.
fn history<'a>(line: &Line<'a>, draft: &mut Draft<'a>) -> bool {
    let Some((day, "received]")) = line.raw.split_once(" [") else { return false };
    let read = date::read(day.strip_suffix(" 00:00").unwrap_or(day));
    let new = draft.record.date(DateField::Submitted).is_none();
    read.filter(|read| read.rest.is_empty() && new).is_some_and(|read| {
        draft.record.set_date(DateField::Submitted, read.date);
        true
    })
}

fn status<'a>(status: &'a str, draft: &mut Draft<'a>) -> bool {
    match status {
        "aheadofprint" => draft.record.push(Field::Status, "ahead of print"),
        "ppublish" | "epublish" => {}
        status => draft.record.push(Field::Status, status),
    }
    true
}
