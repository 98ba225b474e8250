//! Languages: babel's names, which `langid` takes, and BCP 47 tags.
//!
//! Sources: the babel manual §1.28 (`ldf` and `ini` names), the biblatex manual §2.2.3
//! and its list of supported languages; tags from the IANA Language Subtag Registry.

use crate::record::language;

/// Babel's name for a language, and its tag; the first line of a tag is the one that is
/// written, the first line of a name is the one that is read.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("afrikaans", "af"), ("albanian", "sq"), ("amharic", "am"), ("arabic", "ar"), ("armenian", "hy"),
    ("asturian", "ast"), ("azerbaijani", "az"), ("basque", "eu"), ("belarusian", "be"), ("bengali", "bn"),
    ("bosnian", "bs"), ("breton", "br"), ("bulgarian", "bg"), ("burmese", "my"), ("catalan", "ca"),
    ("chinese", "zh"), ("chinese-hans", "zh-Hans"), ("chinese-hant", "zh-Hant"), ("chinese", "zh-CN"),
    ("chinese", "zh-TW"), ("coptic", "cop"), ("croatian", "hr"), ("czech", "cs"), ("danish", "da"),
    ("dutch", "nl"), ("english", "en"), ("american", "en-US"), ("british", "en-GB"), ("australian", "en-AU"),
    ("canadian", "en-CA"), ("newzealand", "en-NZ"), ("UKenglish", "en-GB"), ("USenglish", "en-US"),
    ("ukenglish", "en-GB"), ("usenglish", "en-US"), ("esperanto", "eo"), ("estonian", "et"), ("faroese", "fo"),
    ("farsi", "fa"), ("persian", "fa"), ("finnish", "fi"), ("french", "fr"), ("francais", "fr"),
    ("frenchb", "fr"), ("canadien", "fr-CA"), ("acadian", "fr-CA"), ("swissfrench", "fr-CH"), ("friulian", "fur"),
    ("galician", "gl"), ("georgian", "ka"), ("german", "de"), ("ngerman", "de-DE"), ("germanb", "de"),
    ("austrian", "de-AT"), ("naustrian", "de-AT"), ("swissgerman", "de-CH"), ("nswissgerman", "de-CH"),
    ("greek", "el"), ("polutonikogreek", "el-polyton"), ("ancientgreek", "grc"), ("gujarati", "gu"),
    ("hausa", "ha"), ("hebrew", "he"), ("hindi", "hi"), ("hungarian", "hu"), ("magyar", "hu"),
    ("icelandic", "is"), ("indonesian", "id"), ("bahasa", "id"), ("interlingua", "ia"), ("irish", "ga"),
    ("italian", "it"), ("swissitalian", "it-CH"), ("japanese", "ja"), ("kannada", "kn"), ("kazakh", "kk"),
    ("khmer", "km"), ("korean", "ko"), ("kurdish", "ku"), ("kurmanji", "kmr"), ("lao", "lo"), ("latin", "la"),
    ("latvian", "lv"), ("lithuanian", "lt"), ("lowersorbian", "dsb"), ("luxembourgish", "lb"),
    ("macedonian", "mk"), ("malay", "ms"), ("malayalam", "ml"), ("maltese", "mt"), ("marathi", "mr"),
    ("mongolian", "mn"), ("nepali", "ne"), ("norwegian", "no"), ("norsk", "nb"), ("nynorsk", "nn"),
    ("norwegian", "nb-NO"), ("occitan", "oc"), ("odia", "or"), ("piedmontese", "pms"), ("polish", "pl"),
    ("portuguese", "pt"), ("brazilian", "pt-BR"), ("brazil", "pt-BR"), ("portuges", "pt"), ("punjabi", "pa"),
    ("romanian", "ro"), ("romansh", "rm"), ("russian", "ru"), ("northernsami", "se"), ("samin", "se"),
    ("sanskrit", "sa"), ("scottish", "gd"), ("serbian", "sr"), ("serbianc", "sr-Cyrl"), ("sinhala", "si"),
    ("slovak", "sk"), ("slovene", "sl"), ("slovenian", "sl"), ("somali", "so"), ("spanish", "es"),
    ("mexican", "es-MX"), ("swahili", "sw"), ("swedish", "sv"), ("syriac", "syr"), ("tamil", "ta"),
    ("telugu", "te"), ("thai", "th"), ("tibetan", "bo"), ("turkish", "tr"), ("turkmen", "tk"),
    ("ukrainian", "uk"), ("uppersorbian", "hsb"), ("urdu", "ur"), ("uyghur", "ug"), ("uzbek", "uz"),
    ("vietnamese", "vi"), ("welsh", "cy"), ("yiddish", "yi"), ("zulu", "zu"),
];

/// The tag for babel's name of a language, in any case.
pub fn tag(babel: &str) -> Option<&'static str> {
    let babel = babel.trim();
    LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(babel)).map(|(_, tag)| *tag)
}

/// Babel's name for a tag, for what already is such a name, and for another code or name
/// of the language; regions that babel does not know are left out.
pub fn babel(language: &str) -> Option<&'static str> {
    let language = language.trim();
    let by_tag = |tag: &str| {
        let same = |known: &str| {
            known.len() == tag.len()
                && known
                    .bytes()
                    .zip(tag.bytes())
                    .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'-' && b == b'_'))
        };
        LANGUAGES.iter().find(|(_, known)| same(known)).map(|(name, _)| *name)
    };
    let mut tag = language;
    loop {
        if let Some(name) = by_tag(tag) {
            return Some(name);
        }
        match tag.rfind(['-', '_']) {
            Some(at) if is_place(&tag[at + 1..]) => tag = &tag[..at],
            _ => break,
        }
    }
    let named = LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(language));
    named.map(|(name, _)| *name).or_else(|| language::tag(language).and_then(by_tag))
}

/// Whether a part of a tag is a region or a script (BCP 47 §2.1).
fn is_place(part: &str) -> bool {
    let letters = |count| part.len() == count && part.bytes().all(|b| b.is_ascii_alphabetic());
    letters(2) || letters(4) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn babel_names_and_tags() {
        for (language, name) in [
            ("de", "german"),
            ("de-DE", "ngerman"),
            ("de_AT", "austrian"),
            ("de-LI", "german"),
            ("pt-BR", "brazilian"),
            ("zh-Hant-HK", "chinese-hant"),
            ("German", "german"),
            ("EN-us", "american"),
            ("fre", "french"),
        ] {
            assert_eq!(babel(language), Some(name), "{language}");
        }
        assert_eq!(babel("Klingon"), None);
        assert_eq!(tag("ngerman"), Some("de-DE"));
        assert_eq!(tag("Magyar"), Some("hu"));
        assert_eq!(tag("xx"), None);
    }
}
