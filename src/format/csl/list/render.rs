//! Items and a style → a list.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::citationberg::LocaleCode;
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest,
    RenderedBibliography,
};

use super::item::Cited;
use super::line::Line;
use super::{Entry, List, Locale, Style, locale, marks};

/// The list of these items.
///
/// # Errors
/// When `hayagriva` fails at them.
pub(super) fn list(items: &[Cited], style: &Option<Style>, locale: &Option<Locale>) -> io::Result<List> {
    let style = style.clone().unwrap_or_default();
    // The crate panics at what it does not expect; no input may end so.
    let rendered = catch_unwind(AssertUnwindSafe(|| render(items, &style, locale.as_ref())));
    let rendered =
        rendered.map_err(|_| io::Error::other("hayagriva, which applies the style, failed at this list"))?;
    let Some(rendered) = rendered else { return Ok(List { entries: Vec::new(), hanging: false }) };
    let hanging = rendered.hanging_indent;
    let entry = |item: BibliographyItem| {
        let cited = items.get(place(&item)?)?;
        let mut body = Line::of(&item.content).tidied();
        marks::put_back(&mut body, &cited.rich);
        Some(Entry { key: cited.key.clone(), margin: item.first_field.as_ref().map(Line::of_child), body })
    };
    Ok(List { entries: rendered.items.into_iter().filter_map(entry).collect(), hanging })
}

/// The place of a rendered item among all: its identifier.
fn place(item: &BibliographyItem) -> Option<usize> {
    item.key.parse().ok()
}

fn render(items: &[Cited], style: &Style, wanted: Option<&Locale>) -> Option<RenderedBibliography> {
    let own = style.0.default_locale.as_ref().map(|code| code.0.as_str());
    let locales = locale::load(&[wanted.map(Locale::code), own]);
    let locale = || wanted.map(|locale| LocaleCode(locale.code().to_owned()));
    let in_order = |order: &mut dyn Iterator<Item = &Cited>| {
        let mut driver = BibliographyDriver::new();
        for cited in order {
            let item = vec![CitationItem::with_entry(&cited.item)];
            driver.citation(CitationRequest::new(item, &style.0, locale(), &locales, None));
        }
        let request = BibliographyRequest { style: &style.0, locale: locale(), locale_files: &locales };
        driver.finish(request).bibliography
    };
    let rendered = in_order(&mut items.iter())?;
    let order: Vec<usize> = rendered.items.iter().filter_map(place).collect();
    // What tells years apart (`2023a`) follows the order of citing, and has to follow that
    // of the list.
    if !style.0.citation.disambiguate_add_year_suffix || order.is_sorted() {
        return Some(rendered);
    }
    in_order(&mut order.iter().filter_map(|at| items.get(*at)))
}
