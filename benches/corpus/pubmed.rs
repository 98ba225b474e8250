//! A seeded PubMed XML file of any size, as efetch gives it: names, affiliations, parts of
//! abstracts, markup in titles, headings, histories, identifiers: about 4 kB an article.

use std::io::{self, Write};

use super::Random;

const GIVEN: &[&str] =
    &["Ana", "Bo", "Chen", "Jürgen", "Zoë", "Łukasz", "Mar&#xed;a", "Fatima", "Ming", "Olga"];
const FAMILY: &[&str] = &[
    "Lopes",
    "Iversen",
    "M&#xfc;ller",
    "van der Berg",
    "García",
    "Smith-Jones",
    "Wang",
    "Nguyen",
    "Kowalska",
];
const PLACES: &[&str] = &[
    "Institute of Stone Fruit, Utrecht, Netherlands.",
    "Department of Orchard Medicine, University of Plums, Oslo, Norway.",
    "Plum &amp; Prune Hospital, Lisbon, Portugal.",
];
const MARKED: &[&str] =
    &["(<i>P</i>&#xa0;=&#xa0;0.03)", "&lt; 10 days", "CO<sub>2</sub>", "5&#x2009;kg", "n&#xba;"];
const JOURNALS: &[&str] =
    &["Annals of orchard medicine", "Journal of plum research", "The prune", "Fruit &amp; health"];
const LABELS: &[&str] = &["BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"];
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn people(random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "      <AuthorList CompleteYN=\"Y\">")?;
    for _ in 0..1 + random.below(8) {
        let (given, family, place) = (random.of(GIVEN), random.of(FAMILY), random.of(PLACES));
        let initial = given.chars().next().unwrap_or('A');
        writeln!(
            out,
            "        <Author ValidYN=\"Y\"><LastName>{family}</LastName><ForeName>{given}</ForeName>\
             <Initials>{initial}</Initials>\
             <AffiliationInfo><Affiliation>{place}</Affiliation></AffiliationInfo></Author>"
        )?;
    }
    writeln!(out, "      </AuthorList>")
}

fn article(random: &mut Random, id: usize, out: &mut impl Write) -> io::Result<()> {
    let (year, month, page) = (1970 + random.below(55), random.of(MONTHS), 1 + random.below(2000));
    let title = random.prose(12, MARKED);
    writeln!(
        out,
        "<PubmedArticle>\n  <MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\">\n    \
         <PMID Version=\"1\">{id}</PMID>\n    <Article PubModel=\"Print\">\n      \
         <Journal><ISSN IssnType=\"Print\">0378-5955</ISSN><JournalIssue CitedMedium=\"Internet\">\
         <Volume>{}</Volume><Issue>{}</Issue>\
         <PubDate><Year>{year}</Year><Month>{month}</Month></PubDate></JournalIssue><Title>{}</Title></Journal>\n      \
         <ArticleTitle>{title}</ArticleTitle>\n      \
         <Pagination><MedlinePgn>{page}-{}</MedlinePgn></Pagination>\n      \
         <ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.5555/p.{id}</ELocationID>\n      <Abstract>",
        1 + random.below(90),
        1 + random.below(12),
        random.of(JOURNALS),
        page + random.below(20),
    )?;
    for label in LABELS {
        let text = random.prose(50, MARKED);
        writeln!(
            out,
            "        <AbstractText Label=\"{label}\" NlmCategory=\"{label}\">{text}</AbstractText>"
        )?;
    }
    writeln!(out, "      </Abstract>")?;
    people(random, out)?;
    writeln!(
        out,
        "      <Language>eng</Language>\n      <PublicationTypeList>\
         <PublicationType UI=\"D016428\">Journal Article</PublicationType></PublicationTypeList>\n    \
         </Article>\n    <MedlineJournalInfo><Country>Norway</Country><MedlineTA>Plum J</MedlineTA></MedlineJournalInfo>\n    \
         <MeshHeadingList><MeshHeading><DescriptorName UI=\"D000001\" MajorTopicYN=\"N\">Fruit</DescriptorName>\
         </MeshHeading></MeshHeadingList>\n  </MedlineCitation>\n  <PubmedData>\n    \
         <History><PubMedPubDate PubStatus=\"pubmed\"><Year>{year}</Year><Month>3</Month><Day>1</Day></PubMedPubDate></History>\n    \
         <ArticleIdList><ArticleId IdType=\"pubmed\">{id}</ArticleId></ArticleIdList>\n  \
         </PubmedData>\n</PubmedArticle>"
    )
}

/// Writes a file of so many articles.
pub(crate) fn write(articles: usize, random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>")?;
    (0..articles).try_for_each(|n| article(random, 10_000_000 + n, out))?;
    writeln!(out, "</PubmedArticleSet>")
}
