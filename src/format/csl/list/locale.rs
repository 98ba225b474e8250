//! The locales of CSL: the words and the dates of a language.

use std::str::FromStr;
use std::sync::OnceLock;

use hayagriva::archive::LOCALES;
use hayagriva::citationberg;

/// The locale of a list, such as `de-DE`; by default the style's own.
///
/// ```
/// use bibconv::format::Locale;
///
/// assert_eq!("de".parse::<Locale>().unwrap().code(), "de-DE");
/// assert!("xx".parse::<Locale>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale(String);

impl Locale {
    /// Its code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The codes of all.
    fn all() -> impl Iterator<Item = &'static str> {
        LOCALES.iter().filter_map(|locale| code(locale))
    }
}

/// A code that names no locale, in words.
impl FromStr for Locale {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let name = name.replace('_', "-").to_lowercase();
        let is = |code: &str| Locale::all().find(|known| known.eq_ignore_ascii_case(code));
        // Where a language is spoken in several places, the one that bears its name first.
        let own = || if name == "en" { is("en-us") } else { is(&format!("{name}-{name}")) };
        let any = || Locale::all().find(|known| known.to_lowercase().starts_with(&format!("{name}-")));
        match is(&name).or_else(own).or_else(any) {
            Some(code) => Ok(Locale(code.to_owned())),
            None => {
                Err(format!("no such locale; there are {}", Locale::all().collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

/// The locales of these codes; where one is missing, CSL falls back to American English.
pub(super) fn load(codes: &[Option<&str>]) -> Vec<citationberg::Locale> {
    // They take longer to decode than to copy.
    static DECODED: [OnceLock<Option<citationberg::Locale>>; LOCALES.len()] =
        [const { OnceLock::new() }; LOCALES.len()];
    let mut wanted: Vec<&str> = codes.iter().copied().flatten().chain(["en-US"]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let decode = |bytes: &[u8]| ciborium::from_reader::<citationberg::Locale, _>(bytes).ok();
    let load = |wanted: &str| {
        let at = LOCALES.iter().position(|locale| code(locale) == Some(wanted))?;
        DECODED.get(at)?.get_or_init(|| decode(LOCALES.get(at)?)).clone()
    };
    wanted.into_iter().filter_map(load).collect()
}

/// The code of a locale in its archived form (CBOR): it stands at the start, so that the
/// others need not be decoded.
fn code(locale: &[u8]) -> Option<&str> {
    const NAME: &[u8] = b"@xml:lang";
    let at = memchr::memmem::find(locale.get(..32)?, NAME)? + NAME.len();
    // Texts of up to 23 bytes: 0x60 and the length (RFC 8949, 3.1).
    let length = usize::from(locale.get(at)?.checked_sub(0x60)?);
    std::str::from_utf8(locale.get(at + 1..at + 1 + length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_has_its_code_and_is_read() {
        assert_eq!(Locale::all().count(), LOCALES.len());
        for code in Locale::all() {
            assert_eq!(code.parse(), Ok(Locale(code.to_owned())));
        }
        let loaded = load(&[Some("en-US"), None, Some("de-DE")]);
        let codes: Vec<_> =
            loaded.iter().filter_map(|l| l.lang.as_ref()).map(|lang| lang.0.as_str()).collect();
        assert_eq!(codes, ["de-DE", "en-US"]);
    }

    #[test]
    fn a_language_stands_for_its_locale() {
        for (name, expected) in
            [("en", "en-US"), ("de_at", "de-AT"), ("fr", "fr-FR"), ("zh", "zh-CN"), ("LA", "la")]
        {
            assert_eq!(name.parse::<Locale>().map(|locale| locale.0), Ok(expected.to_owned()));
        }
        assert!("tlh".parse::<Locale>().is_err());
    }
}
