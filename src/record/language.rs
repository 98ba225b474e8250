//! Languages: BCP 47 tags for the codes and names that sources give instead.

/// A language's tag, its ISO 639-2 codes (terminological, bibliographic) and its names,
/// in English first, then as its speakers and others call it; in lower case.
///
/// Sources: the IANA Language Subtag Registry, ISO 639-2, Unicode CLDR.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["eng", "english", "anglais", "englisch", "inglés", "inglês", "inglese", "engels", "английский", "英语", "英文"]),
    ("de", &["deu", "ger", "german", "deutsch", "allemand", "alemán", "alemão", "tedesco", "duits"]),
    ("fr", &["fra", "fre", "french", "français", "francais", "französisch", "francés", "francês", "francese", "frans"]),
    ("es", &["spa", "spanish", "español", "espanol", "castellano", "espagnol", "spanisch", "spagnolo"]),
    ("it", &["ita", "italian", "italiano", "italien", "italienisch"]),
    ("pt", &["por", "portuguese", "português", "portugues", "portugais", "portugiesisch"]),
    ("nl", &["nld", "dut", "dutch", "nederlands", "néerlandais", "niederländisch", "flemish"]),
    ("ru", &["rus", "russian", "русский", "russe", "russisch", "ruso"]),
    ("zh", &["zho", "chi", "chinese", "中文", "汉语", "漢語", "chinois", "chinesisch", "mandarin"]),
    ("ja", &["jpn", "japanese", "日本語", "japonais", "japanisch"]),
    ("ko", &["kor", "korean", "한국어"]),
    ("ar", &["ara", "arabic", "العربية"]),
    ("he", &["heb", "hebrew", "עברית"]),
    ("fa", &["fas", "per", "persian", "farsi", "فارسی"]),
    ("tr", &["tur", "turkish", "türkçe"]),
    ("pl", &["pol", "polish", "polski"]),
    ("cs", &["ces", "cze", "czech", "čeština", "česky"]),
    ("sk", &["slk", "slo", "slovak", "slovenčina"]),
    ("sl", &["slv", "slovenian", "slovene", "slovenščina"]),
    ("hr", &["hrv", "croatian", "hrvatski"]),
    ("sr", &["srp", "serbian", "srpski", "српски"]),
    ("bs", &["bos", "bosnian"]),
    ("mk", &["mkd", "mac", "macedonian"]),
    ("bg", &["bul", "bulgarian", "български"]),
    ("uk", &["ukr", "ukrainian", "українська"]),
    ("be", &["bel", "belarusian"]),
    ("ro", &["ron", "rum", "romanian", "română"]),
    ("hu", &["hun", "hungarian", "magyar"]),
    ("fi", &["fin", "finnish", "suomi"]),
    ("et", &["est", "estonian", "eesti"]),
    ("lv", &["lav", "latvian"]),
    ("lt", &["lit", "lithuanian", "lietuvių"]),
    ("sv", &["swe", "swedish", "svenska"]),
    ("da", &["dan", "danish", "dansk"]),
    ("no", &["nor", "norwegian", "norsk"]),
    ("nb", &["nob", "norwegian bokmål", "bokmål"]),
    ("nn", &["nno", "norwegian nynorsk", "nynorsk"]),
    ("is", &["isl", "ice", "icelandic", "íslenska"]),
    ("el", &["ell", "gre", "greek", "ελληνικά", "modern greek"]),
    ("grc", &["ancient greek"]),
    ("la", &["lat", "latin", "latein"]),
    ("ca", &["cat", "catalan", "català"]),
    ("gl", &["glg", "galician", "galego"]),
    ("eu", &["eus", "baq", "basque", "euskara"]),
    ("ga", &["gle", "irish", "gaeilge"]),
    ("gd", &["gla", "scottish gaelic"]),
    ("cy", &["cym", "wel", "welsh"]),
    ("br", &["bre", "breton"]),
    ("sq", &["sqi", "alb", "albanian"]),
    ("hy", &["hye", "arm", "armenian"]),
    ("ka", &["kat", "geo", "georgian"]),
    ("az", &["aze", "azerbaijani"]),
    ("kk", &["kaz", "kazakh"]),
    ("uz", &["uzb", "uzbek"]),
    ("mn", &["mon", "mongolian"]),
    ("hi", &["hin", "hindi"]),
    ("bn", &["ben", "bengali", "bangla"]),
    ("ur", &["urd", "urdu"]),
    ("ta", &["tam", "tamil"]),
    ("te", &["tel", "telugu"]),
    ("ml", &["mal", "malayalam"]),
    ("mr", &["mar", "marathi"]),
    ("gu", &["guj", "gujarati"]),
    ("pa", &["pan", "punjabi", "panjabi"]),
    ("ne", &["nep", "nepali"]),
    ("si", &["sin", "sinhala"]),
    ("sa", &["san", "sanskrit"]),
    ("th", &["tha", "thai"]),
    ("vi", &["vie", "vietnamese", "tiếng việt"]),
    ("id", &["ind", "indonesian", "bahasa indonesia"]),
    ("ms", &["msa", "may", "malay"]),
    ("tl", &["tgl", "tagalog"]),
    ("my", &["mya", "bur", "burmese"]),
    ("km", &["khm", "khmer"]),
    ("lo", &["lao"]),
    ("bo", &["bod", "tib", "tibetan"]),
    ("am", &["amh", "amharic"]),
    ("sw", &["swa", "swahili", "kiswahili"]),
    ("ha", &["hau", "hausa"]),
    ("yo", &["yor", "yoruba"]),
    ("ig", &["ibo", "igbo"]),
    ("zu", &["zul", "zulu"]),
    ("xh", &["xho", "xhosa"]),
    ("rw", &["kin", "kinyarwanda"]),
    ("so", &["som", "somali"]),
    ("af", &["afr", "afrikaans"]),
    ("eo", &["epo", "esperanto"]),
    ("yi", &["yid", "yiddish"]),
    ("fo", &["fao", "faroese"]),
    ("lb", &["ltz", "luxembourgish"]),
    ("mt", &["mlt", "maltese"]),
    ("oc", &["oci", "occitan"]),
    ("ku", &["kur", "kurdish"]),
];

/// The BCP 47 tag for an ISO 639-2 code or the name of a language, in any case. What
/// is a tag already is not in the list: `None` says only that the word is no such name.
pub fn tag(word: &str) -> Option<&'static str> {
    let word = word.trim();
    let find = |word: &str| LANGUAGES.iter().find(|(_, words)| words.contains(&word)).map(|(tag, _)| *tag);
    find(word).or_else(|| find(&word.to_lowercase()))
}

/// The bibliographic code of ISO 639-2 for a language's tag: `ger` for `de`.
pub fn code(tag: &str) -> Option<&'static str> {
    let primary = tag.split('-').next().unwrap_or_default();
    let (_, words) = LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary))?;
    let mut codes = words.iter().take(2).filter(|word| word.len() == 3 && word.is_ascii());
    codes.next_back().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_have_tags() {
        for (word, expected) in [
            ("eng", Some("en")),
            ("GER", Some("de")),
            ("Français", Some("fr")),
            ("中文", Some("zh")),
            ("Deutsch ", Some("de")),
            ("en", None),
            ("Klingon", None),
            ("", None),
        ] {
            assert_eq!(tag(word), expected, "{word}");
        }
    }

    #[test]
    fn tags_have_codes() {
        for (tag, expected) in
            [("en", Some("eng")), ("de-AT", Some("ger")), ("lo", Some("lao")), ("grc", None), ("xx", None)]
        {
            assert_eq!(code(tag), expected, "{tag}");
        }
    }

    #[test]
    fn no_word_stands_for_two_languages() {
        let mut words: Vec<&str> = LANGUAGES.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
