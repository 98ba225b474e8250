//! Articles: `PubmedArticle`, or its `MedlineCitation` alone.

use std::borrow::Cow;

use super::{FAMILY, parts};
use crate::format::shared::medline;
use crate::format::shared::xml::{add, date_in, keep, keep_others, set, words};
use crate::grammar::xml::Element;
use crate::record::{DateField, Field, Kind, Record, identifier};

/// Reads an article; `None` if there is nothing in it.
pub(super) fn read<'a>(element: Element<'_, 'a>) -> Option<Record<'a>> {
    let citation =
        if element.name() == "MedlineCitation" { element } else { element.child("MedlineCitation")? };
    let mut record = Record::new(Kind::ArticleJournal);
    if let Some(pmid) = citation.child("PMID") {
        parts::id("pubmed", pmid, &mut record);
    }
    if let Some(article) = citation.child("Article") {
        read_article(article, &mut record);
    }
    if let Some(journal) = citation.child("MedlineJournalInfo") {
        let short = journal.child("MedlineTA").map(Element::text).unwrap_or_default();
        // Where both abbreviations stand, ISO's is the finer one.
        if !record.has(Field::ContainerTitleShort) && record.kind != Kind::Article {
            record.push(Field::ContainerTitleShort, short);
        }
        keep_others(&mut record, FAMILY, journal, &["MedlineTA"]);
    }
    for child in citation.children() {
        match child.name() {
            "PMID" | "Article" | "MedlineJournalInfo" => {}
            "KeywordList" => parts::keywords(child, &mut record),
            "MeshHeadingList" => headings(child, &mut record),
            "OtherAbstract" if !record.has(Field::Abstract) => parts::summary(child, &mut record),
            "GeneralNote" => record.push(Field::Note, child.text()),
            "DateCreated" | "DateCompleted" | "DateRevised" => {
                if let Some(date) = date_in(child) {
                    record.keep(FAMILY, child.name(), date.to_string());
                }
            }
            "InvestigatorList" => {
                for investigator in child.children() {
                    let name = parts::name(investigator).map(|name| name.to_string());
                    record.keep(FAMILY, "Investigator", name.unwrap_or_default());
                }
            }
            "CommentsCorrectionsList" => related(child, &mut record),
            "ChemicalList" | "GrantList" | "SupplMeshList" | "GeneSymbolList" | "PersonalNameSubjectList" => {
                keep_items(child, &mut record)
            }
            _ => keep(&mut record, FAMILY, child),
        }
    }
    for (name, value) in citation.attributes() {
        record.keep(FAMILY, name, value);
    }
    if let Some(data) = element.child("PubmedData") {
        read_data(data, &mut record);
    }
    number(&mut record);
    let says = !record.fields.is_empty() || !record.contributors.is_empty();
    says.then_some(record)
}

fn read_article<'a>(article: Element<'_, 'a>, record: &mut Record<'a>) {
    let types: Vec<Cow<'_, str>> = article
        .child("PublicationTypeList")
        .into_iter()
        .flat_map(|list| list.children().map(Element::text).collect::<Vec<_>>())
        .collect();
    if let Some(kind) = medline::kind(types.iter().map(|text| &**text)) {
        record.kind = kind;
    }
    for child in article.children() {
        match child.name() {
            "Journal" => journal(child, record),
            "ArticleTitle" => record.push(Field::Title, parts::title(child)),
            "VernacularTitle" => record.push(Field::OriginalTitle, parts::title(child)),
            "Book" => record.push(Field::ContainerTitle, child.text()),
            "Pagination" => parts::pages(child, record),
            "ELocationID" => {
                if !child.is("ValidYN", "N") {
                    parts::id(&child.attribute("EIdType").unwrap_or_default(), child, record);
                }
            }
            "Abstract" => parts::summary(child, record),
            "AuthorList" => parts::names(child, record),
            "ArticleDate" => {
                if let Some(date) = date_in(child) {
                    record.set_date(DateField::AvailableDate, date);
                }
            }
            "Language" | "PublicationTypeList" => {}
            "DataBankList" | "GrantList" => keep_items(child, record),
            _ => keep(record, FAMILY, child),
        }
    }
    parts::languages(article, record);
    // What the kind does not say already.
    for text in types {
        record.keep_spelling(FAMILY, "PublicationType", text);
    }
    if let Some(model) = article.attribute("PubModel") {
        record.keep_spelling(FAMILY, "PubModel", model);
    }
    let issued = record.date(DateField::Issued).is_some();
    if !issued && let Some(date) = record.date(DateField::AvailableDate).cloned() {
        record.set_date(DateField::Issued, date);
        record.dates.retain(|(field, _)| *field != DateField::AvailableDate);
    }
}

fn journal<'a>(journal: Element<'_, 'a>, record: &mut Record<'a>) {
    let preprint = record.kind == Kind::Article;
    for child in journal.children() {
        match child.name() {
            "ISSN" => match identifier::issn(&child.text()).map(Cow::into_owned) {
                Some(issn) => add(record, Field::Issn, issn.into()),
                None => keep(record, FAMILY, child),
            },
            // A server for preprints publishes them; it is no journal.
            "Title" => {
                let field = if preprint { Field::Publisher } else { Field::ContainerTitle };
                record.push(field, medline::library_title(child.text()));
            }
            "ISOAbbreviation" if !preprint => record.push(Field::ContainerTitleShort, child.text()),
            "JournalIssue" => {
                for part in child.children() {
                    match part.name() {
                        "Volume" => record.push(Field::Volume, part.text()),
                        "Issue" => record.push(Field::Issue, part.text()),
                        "PubDate" => {
                            if let Some(date) = parts::date(part) {
                                record.set_date(DateField::Issued, date);
                            }
                        }
                        _ => keep(record, FAMILY, part),
                    }
                }
            }
            _ => keep(record, FAMILY, child),
        }
    }
}

fn headings<'a>(list: Element<'_, 'a>, record: &mut Record<'a>) {
    for heading in list.all("MeshHeading") {
        let Some(descriptor) = heading.child("DescriptorName") else { continue };
        add(record, Field::Keyword, descriptor.text());
        for qualifier in heading.all("QualifierName") {
            record.keep(FAMILY, "MeshHeading", format!("{}/{}", descriptor.text(), qualifier.text()));
        }
    }
}

/// Other records that this one comments on, corrects, retracts …
fn related<'a>(list: Element<'_, 'a>, record: &mut Record<'a>) {
    for item in list.all("CommentsCorrections") {
        let name = item.attribute("RefType").unwrap_or(Cow::Borrowed("CommentsCorrections"));
        record.keep(FAMILY, name, words(item));
    }
}

fn keep_items<'a>(list: Element<'_, 'a>, record: &mut Record<'a>) {
    for item in list.children() {
        record.keep(FAMILY, item.name(), words(item));
    }
}

fn read_data<'a>(data: Element<'_, 'a>, record: &mut Record<'a>) {
    for child in data.children() {
        match child.name() {
            "History" => parts::history(child, record),
            "ArticleIdList" => {
                for id in child.all("ArticleId") {
                    parts::id(&id.attribute("IdType").unwrap_or_default(), id, record);
                }
            }
            "PublicationStatus" => {
                let status = child.text();
                if status == "aheadofprint" {
                    record.push(Field::Status, "ahead of print");
                }
                record.keep_spelling(FAMILY, "PublicationStatus", status);
            }
            "ReferenceList" => {
                for reference in child.descendants("Reference") {
                    let citation = reference.child("Citation").map(Element::text).unwrap_or_default();
                    let id = |id: Element<'_, 'a>| {
                        let kind = id.attribute("IdType").unwrap_or_default();
                        Cow::Owned(format!("{kind} {}", id.text()).trim().to_owned())
                    };
                    let ids = reference.descendants("ArticleId").map(id);
                    let parts: Vec<Cow<'_, str>> = std::iter::once(citation).chain(ids).collect();
                    record.keep(FAMILY, "Reference", parts.join("; "));
                }
            }
            _ => keep(record, FAMILY, child),
        }
    }
}

/// An article without pages has a number, which publishers give as their identifier of it.
fn number(record: &mut Record<'_>) {
    if record.has(Field::Page) || record.has(Field::Eid) {
        return;
    }
    let Some(at) = record.extra.iter().position(|extra| extra.name == "pii") else { return };
    let pii = record.extra[at].value.clone();
    let field = if record.kind == Kind::Article { Field::Number } else { Field::Eid };
    let number = pii.strip_prefix(['e', 'E']).unwrap_or(&pii);
    let sound = field == Field::Number || (number.len() <= 9 && number.bytes().all(|b| b.is_ascii_digit()));
    if sound && set(record, field, pii) {
        record.extra[at].mapped = true;
    }
}
