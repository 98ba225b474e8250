//! The list of formats: the one place where all of them meet.

use super::{
    Confidence, Format, arxiv_atom, bibtex, cff, crossref_json, crossref_unixref, csl, csv, datacite_json,
    dblp_xml, endnote_xml, enw, hayagriva, marc, mods, msbib, nbib, openalex_json, ovid, page, pubmed_xml,
    refworks, ris, wos, zotero_json,
};

/// Every format, in the order in which they are listed. A new format is one line here.
#[rustfmt::skip]
pub const FORMATS: &[&Format] = &[
    &bibtex::BIBTEX,
    &bibtex::BIBLATEX,
    &csl::CSL_JSON,
    &csl::CSL_JSONL,
    &csl::CSL_YAML,
    &zotero_json::ZOTERO_JSON,
    &openalex_json::OPENALEX_JSON,
    &datacite_json::DATACITE_JSON,
    &crossref_json::CROSSREF_JSON,
    &hayagriva::HAYAGRIVA,
    &cff::CFF,
    &ris::RIS,
    &nbib::NBIB,
    &endnote_xml::ENDNOTE_XML,
    &enw::ENW,
    &wos::WOS,
    &refworks::REFWORKS,
    &ovid::OVID,
    &mods::MODS,
    &marc::MARCXML,
    &marc::MARC,
    &csv::CSV,
    &csv::TSV,
    &msbib::MSBIB,
    #[cfg(feature = "lists")]
    &csl::list::MARKDOWN,
    #[cfg(feature = "lists")]
    &csl::list::HTML,
    #[cfg(feature = "lists")]
    &csl::list::TEXT,
    &pubmed_xml::PUBMED_XML,
    &crossref_unixref::CROSSREF_UNIXREF,
    &arxiv_atom::ARXIV_ATOM,
    &dblp_xml::DBLP_XML,
    &page::acl_anthology::ACL_ANTHOLOGY,
    &page::catalyzex::CATALYZEX,
    &page::scholarfeed::SCHOLARFEED,
    &page::dblp::DBLP,
    &page::pubmed::PUBMED_PAGE,
    &page::arxiv::ARXIV_SEARCH,
    &page::arxiv::ARXIV_LISTING,
    &page::arxiv::ARXIV_PAGE,
    &page::google_scholar::GOOGLE_SCHOLAR,
    &page::huggingface::HUGGINGFACE_PAPERS,
    &page::plain_reference::PLAIN_REFERENCE,
];

/// The format of that name or alias, in any case.
pub fn by_name(name: &str) -> Option<&'static Format> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    FORMATS.iter().copied().find(|f| is(f.name) || f.aliases.iter().any(|alias| is(alias)))
}

/// The formats with that file extension, in any case, in the order of the list.
pub fn by_extension(extension: &str) -> impl Iterator<Item = &'static Format> {
    FORMATS
        .iter()
        .copied()
        .filter(move |f| f.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// The names of the formats that come nearest to a name that is not known.
pub fn near(name: &str) -> Vec<&'static str> {
    let name = name.to_lowercase();
    let distance = |known: &&str| match strsim::damerau_levenshtein(known, &name) {
        distance if distance <= 1 + known.len() / 3 || known.contains(name.as_str()) => Some(distance),
        _ => None,
    };
    let mut near: Vec<(usize, &'static str)> = FORMATS
        .iter()
        .filter_map(|f| Some((std::iter::once(&f.name).chain(f.aliases).filter_map(distance).min()?, f.name)))
        .collect();
    near.sort_unstable();
    near.truncate(4);
    near.into_iter().map(|(_, name)| name).collect()
}

/// The readable formats that the start of a text fits best; several when they fit
/// equally well, none when no format knows it.
pub fn sniff(text: &str) -> Vec<&'static Format> {
    let mut best = Confidence::Maybe;
    let mut found = Vec::new();
    for format in FORMATS.iter().copied().filter(|f| f.reader.is_some()) {
        let confidence = (format.sniff)(text);
        if confidence > best {
            best = confidence;
            found.clear();
        }
        if confidence == best {
            found.push(format);
        }
    }
    found
}
