//! The scripts of MARC-8 besides Latin, by the characters that call them: code tables of a
//! half of 94 characters each, from 0x21 on.
//!
//! Source: "MARC-8 Code Tables", Library of Congress: Basic and Extended Cyrillic, Basic
//! Greek, Basic Hebrew, Basic Arabic.

/// A code table: where each row begins, and its characters; `\u{fffd}` where there is none.
pub(super) type Table = &'static [(u8, &'static str)];

/// The table that a final character of an escape sequence calls.
pub(super) fn table(last: char) -> Option<Table> {
    Some(match last {
        'N' => CYRILLIC,
        'Q' => CYRILLIC_EXTENDED,
        'S' => GREEK,
        '2' => HEBREW,
        '3' => ARABIC,
        _ => return None,
    })
}

/// The character of a code, given in the lower half.
pub(super) fn find(table: Table, code: u8) -> Option<char> {
    let (start, row) = table.iter().rev().find(|(start, _)| *start <= code)?;
    row.chars().nth(usize::from(code - start)).filter(|c| *c != '\u{fffd}')
}

const CYRILLIC: Table = &[
    (0x21, "!\"#$%&'()*+,-./0123456789:;<=>?"),
    (0x40, "юабцдефгхийклмно"),
    (0x50, "пярстужвьызшэщчъ"),
    (0x60, "ЮАБЦДЕФГХИЙКЛМНО"),
    (0x70, "ПЯРСТУЖВЬЫЗШЭЩЧ"),
];

const CYRILLIC_EXTENDED: Table = &[
    (0x40, "ґђѓєёѕіїјљњћќўџ"),
    (0x50, "ѣѳѵѫ"),
    (0x5b, "["),
    (0x5d, "]"),
    (0x5f, "_"),
    (0x60, "ҐЂЃЄЁЅІЇЈЉЊЋЌЎЏЪ"),
    (0x70, "ѢѲѴѪ"),
];

const GREEK: Table = &[
    (0x21, "\u{300}\u{301}\u{308}\u{342}\u{313}\u{314}\u{345}"),
    (0x30, "«»“”\u{374}\u{375}"),
    (0x3b, "\u{387}"),
    (0x3f, "\u{37e}"),
    (0x41, "ΑΒ\u{fffd}ΓΔΕϚϜΖΗΘΙΚΛΜΝΞΟΠϞΡΣΤΥΦΧΨΩϠ"),
    (0x61, "αβϐγδεϛϝζηθικλμνξοπϟρσςτυφχψωϡ"),
];

const HEBREW: Table = &[
    (0x21, "!״#$%&׳()*+,־./0123456789:;<=>?"),
    (
        0x40,
        "\u{5b7}\u{5b8}\u{5b6}\u{5b5}\u{5b4}\u{5b9}\u{5bb}\u{5b0}\u{5b2}\u{5b3}\u{5b1}\u{5bc}\u{5bf}\u{5c1}\u{fb1e}",
    ),
    (0x5b, "["),
    (0x5d, "]"),
    (0x60, "אבגדהוזחטיךכלםמןנסעףפץצקרשתװױײ"),
];

const ARABIC: Table = &[
    (0x21, "!\"#$٪&'()٭+،-./٠١٢٣٤٥٦٧٨٩:؛<=>؟"),
    (0x41, "ءآأؤإئابةتثجحخدذرزسشصضطظعغ"),
    (0x5b, "["),
    (0x5d, "]"),
    (0x60, "ـفقكلمنهوىي\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}\u{651}\u{652}ٱ\u{670}"),
    (0x78, "\u{66c}”“"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows end where the next one begins at the latest, and letters stand where they must.
    #[test]
    fn tables_are_whole() {
        for last in ['N', 'Q', 'S', '2', '3'] {
            let table = table(last).unwrap_or_default();
            for pair in table.windows(2) {
                assert!(
                    usize::from(pair[0].0) + pair[0].1.chars().count() <= usize::from(pair[1].0),
                    "{last}"
                );
            }
        }
        for (last, code, letter) in [
            ('N', 0x5f, 'ъ'),
            ('N', 0x7e, 'Ч'),
            ('Q', 0x4e, 'џ'),
            ('Q', 0x6f, 'Ъ'),
            ('S', 0x5d, 'Ϡ'),
            ('S', 0x77, 'ς'),
            ('S', 0x7e, 'ϡ'),
            ('2', 0x4e, '\u{fb1e}'),
            ('2', 0x7a, 'ת'),
            ('2', 0x7d, 'ײ'),
            ('3', 0x39, '٩'),
            ('3', 0x5a, 'غ'),
            ('3', 0x6a, 'ي'),
            ('3', 0x74, '\u{670}'),
        ] {
            assert_eq!(table(last).and_then(|table| find(table, code)), Some(letter), "{last} {code:x}");
        }
        assert_eq!(find(GREEK, 0x43), None);
        assert_eq!(find(HEBREW, 0x50), None);
    }
}
