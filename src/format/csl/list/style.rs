//! Styles: those that are built in, by name, and any in a file of its own.

use std::path::Path;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, IndependentStyle, LocaleCode};

/// A style of the Citation Style Language.
///
/// ```
/// use bibconv::format::Style;
///
/// assert!("ieee".parse::<Style>().is_ok());
/// assert!("iee".parse::<Style>().unwrap_err().contains("ieee"));
/// ```
#[derive(Clone, Debug)]
pub struct Style(pub(super) Arc<IndependentStyle>);

impl Style {
    /// The styles that are built in: their name, and their title.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        let name = |style: &ArchivedStyle| style.names().last().copied().unwrap_or_default();
        let usable = |style: &&ArchivedStyle| !matches!(style, ArchivedStyle::Alphanumeric);
        ArchivedStyle::all().iter().filter(usable).map(move |style| (name(style), style.display_name()))
    }

    fn of(style: citationberg::Style, name: &str) -> Result<Self, String> {
        let (style, locale) = match style {
            citationberg::Style::Independent(style) => (style, None),
            citationberg::Style::Dependent(dependent) => {
                let parent = dependent.parent_link.href.rsplit('/').next().unwrap_or_default();
                match ArchivedStyle::by_name(parent).map(ArchivedStyle::get) {
                    Some(citationberg::Style::Independent(style)) => (style, dependent.default_locale),
                    _ => return Err(format!("{name} only refers to the style {parent}; give that one")),
                }
            }
        };
        if style.bibliography.is_none() {
            return Err(format!("{name} has no list of references, only citations"));
        }
        let default_locale: Option<LocaleCode> = locale.or(style.default_locale.clone());
        Ok(Style(Arc::new(IndependentStyle { default_locale, ..style })))
    }
}

impl Default for Style {
    /// The style of the American Psychological Association.
    fn default() -> Self {
        static APA: LazyLock<Style> = LazyLock::new(|| {
            let apa = Style::of(ArchivedStyle::AmericanPsychologicalAssociation.get(), "apa");
            apa.unwrap_or_else(|message| unreachable!("{message}"))
        });
        APA.clone()
    }
}

/// A name that is no style's, or a file that holds none, in words.
impl FromStr for Style {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if let Some(style) = ArchivedStyle::by_name(&name.to_lowercase()) {
            return Style::of(style.get(), name);
        }
        let path = Path::new(name);
        if !path.exists() && path.extension().is_none() && path.components().count() < 2 {
            return Err(unknown(name));
        }
        let text =
            std::fs::read_to_string(path).map_err(|error| format!("{name} could not be read: {error}"))?;
        let style = citationberg::Style::from_xml(&text)
            .map_err(|error| format!("{name} is no CSL style: {error}"))?;
        Style::of(style, name)
    }
}

fn unknown(name: &str) -> String {
    let wanted = name.to_lowercase();
    let mut near: Vec<(usize, &str)> = ArchivedStyle::all()
        .iter()
        .flat_map(|style| style.names())
        .map(|known| (strsim::damerau_levenshtein(known, &wanted), *known))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 4 || known.contains(&wanted))
        .collect();
    near.sort_unstable();
    let names: Vec<_> = near.iter().take(4).map(|(_, name)| *name).collect();
    match names.as_slice() {
        [] => "no such style; `bibconv styles` lists those that are built in, or give a .csl file".to_owned(),
        near => format!("no such style; is it one of {}? `bibconv styles` lists them all", near.join(", ")),
    }
}
