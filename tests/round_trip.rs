//! What is written reads back: properties over any text.

use bibconv::latex::{self, encode};
use bibconv::record::{Mark, MarkKind, Text};
use proptest::prelude::*;

/// Text as a title may hold: in normal form C, with single blanks inside, and without the
/// sequences that mean something else in TeX's fonts (dashes, quotes).
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-z0-9]{1,8}",
        2 => "[A-Za-zÀ-žΑ-ωа-я中文ếạ]{1,6}",
        2 => r"[&%$#_{}~^\\<>,;:.!|@*+=/()\[\]-]{1,4}",
        1 => "[–—…€°§†“”‘’«»]{1,2}",
    ];
    prop::collection::vec(word, 1..8)
        .prop_map(|words| words.join(" "))
        .prop_filter("means a ligature", |text| {
            !["--", "?`", "!`", "$"].iter().any(|ligature| text.contains(ligature))
        })
}

fn written(text: &Text<'_>, ascii: bool) -> String {
    let mut out = Vec::new();
    let spelling = encode::Spelling { ascii, mkbibquote: true, ..encode::Spelling::default() };
    encode::text(text, spelling, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_as_latex_reads_back(plain in prose(), ascii: bool) {
        let latex = written(&Text::new(plain.clone()), ascii);
        prop_assert!(!ascii || latex.is_ascii());
        let decoded = latex::decode(&latex, true);
        // ASCII has one character for the apostrophe and the closing quotation mark.
        let same = |text: &str| if ascii { text.replace('’', "'") } else { text.to_owned() };
        prop_assert_eq!(same(decoded.text.plain()), same(&plain), "{}", latex);
        prop_assert!(decoded.unknown.is_empty());
    }

    #[test]
    fn marks_read_back(words in prop::collection::vec("[A-Za-zé]{1,6}", 3), kind in 0usize..9, ascii: bool) {
        use MarkKind::*;
        let kind = [Italic, Bold, SmallCaps, Superscript, Subscript, NoCase, Code, Quote, Underline][kind];
        let start = words[0].len() + 1;
        let text = Text::with_marks(words.join(" "), vec![Mark::new(start..start + words[1].len(), kind)]);
        let latex = written(&text, ascii);
        prop_assert_eq!(latex::decode(&latex, true).text, text, "{}", latex);
    }

    #[test]
    fn braces_balance_whatever_the_text(plain in any::<String>(), ascii: bool) {
        let latex = written(&Text::new(plain), ascii);
        let mut depth = 0;
        for byte in latex.bytes() {
            depth += i32::from(byte == b'{') - i32::from(byte == b'}');
            prop_assert!(depth >= 0);
        }
        prop_assert_eq!(depth, 0);
        prop_assert!(!ascii || latex.is_ascii());
    }
}
