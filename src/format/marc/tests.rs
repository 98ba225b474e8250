use super::record::{Datafield, Marc};
use super::*;
use crate::format::Confidence;
use crate::record::{Field, Kind, Name, Record, Role};

/// A record of fields spelled as `100 1 $aRoe, Sam`.
fn read(leader: &str, fields: &[&str]) -> Record<'static> {
    let fields = fields.iter().map(|field| {
        let mut parts = field[6..].split('$');
        parts.next();
        let subfields = parts.filter_map(|part| Some((part.chars().next()?, part[1..].to_owned().into())));
        let indicators: Vec<char> = field[4..6].chars().collect();
        Datafield {
            tag: field[..3].to_owned().into(),
            indicators: [indicators[0], indicators[1]],
            subfields: subfields.collect(),
        }
    });
    let marc = Marc { leader: leader.to_owned().into(), control: Vec::new(), fields: fields.collect() };
    read::record(&marc).unwrap_or_default()
}

#[test]
fn kinds_are_told_by_leader_notes_genres_and_hosts() {
    for (leader, field, kind) in [
        ("00000nam a", "250   $a2nd ed.", Kind::Book),
        ("00000nas a", "250   $ax", Kind::Periodical),
        ("00000nab a", "250   $ax", Kind::ArticleJournal),
        ("00000naa a", "773 08$tX$z978-3-030-23360-0", Kind::Chapter),
        ("00000naa a", "773 08$tX$x1234-5679", Kind::ArticleJournal),
        ("00000nem a", "250   $ax", Kind::Map),
        ("00000njm a", "250   $ax", Kind::Song),
        ("00000nam a", "502   $aDiss.", Kind::Thesis),
        ("00000nam a", "655  7$aHochschulschrift", Kind::Thesis),
        ("00000nam a", "655  7$aKonferenzschrift", Kind::Proceedings),
        ("00000nam a", "111 2 $aMeeting", Kind::Proceedings),
        ("", "336   $aDataset", Kind::Dataset),
        ("", "250   $ax", Kind::Book),
    ] {
        assert_eq!(read(leader, &["245 00$aT", field]).kind, kind, "{leader} {field}");
    }
}

#[test]
fn names_without_relators_are_what_they_usually_are() {
    let roles = |fields: &[&str]| -> Vec<Role> {
        read("", fields).contributors.iter().map(|contributor| contributor.role).collect()
    };
    let (author, other) = ("100 1 $aRoe, Sam", "700 1 $aNg, Wei");
    assert_eq!(roles(&["245 00$aT", author, other]), [Role::Author, Role::Author]);
    assert_eq!(roles(&["245 00$aT$cby Roe ; edited by Ng", author, other]), [Role::Author, Role::Editor]);
    assert_eq!(roles(&["245 00$aT", other]), [Role::Editor]);
    assert_eq!(roles(&["245 00$aT", author, "710 2 $aBody"]), [Role::Author, Role::Contributor]);
    assert_eq!(
        roles(&["245 00$aT", author, "700 1 $aNg, Wei$4http://id.loc.gov/vocabulary/relators/trl"])[1],
        Role::Translator
    );
    assert_eq!(roles(&["245 00$aT", author, "700 1 $aNg, Wei$eÜbersetzer"])[1], Role::Translator);
}

#[test]
fn what_stands_in_other_subfields_is_kept() {
    let record = read("", &["245 00$aT :$bs /$cby Roe.$6880-01", "999   $xlocal"]);
    assert_eq!((record.str(Field::Title), record.str(Field::Subtitle)), ("T", "s"));
    let kept: Vec<_> = record.extra.iter().map(|extra| (&*extra.name, &*extra.value)).collect();
    assert_eq!(kept, [("245", "$cby Roe."), ("999", "$xlocal")]);
}

#[test]
fn punctuation_of_catalogues_is_taken_off() {
    for (text, expected) in [
        ("The title :", "The title"),
        ("The title. /", "The title"),
        ("2nd ed.", "2nd ed."),
        ("Acme, Inc.,", "Acme, Inc."),
        ("London ;", "London"),
        ("1998.", "1998"),
        ("wait...", "wait..."),
        ("/", ""),
    ] {
        assert_eq!(text::trimmed(text), expected);
    }
    assert_eq!(text::name("Roe, Samuel."), "Roe, Samuel");
    assert_eq!(text::name("Roe, S. J.,"), "Roe, S. J.");
    assert!(text::is_unknown("[S.l.]") && text::is_unknown("[s.n.]") && !text::is_unknown("SL"));
}

#[test]
fn a_king_is_no_family() {
    let record = read("", &["245 00$aT", "100 0 $aIda$bII,$cQueen"]);
    assert_eq!(record.contributors[0].name, Name::literal("Ida II Queen"));
}

#[test]
fn records_are_told_from_other_xml() {
    for (text, expected) in [
        ("<collection xmlns=\"http://www.loc.gov/MARC21/slim\">", Confidence::Certain),
        ("<a:b><c:record><c:datafield tag=\"1\"><c:subfield code=\"a\">", Confidence::Certain),
        ("<records><record><titles>", Confidence::No),
        ("datafield subfield ", Confidence::No),
    ] {
        assert_eq!((MARCXML.sniff)(text), expected, "{text}");
    }
}

#[test]
fn binary_records_are_told_by_their_leader() {
    for (text, expected) in [
        ("00104nam a2200061 a 4500245002400000\u{1e}00\u{1f}ax\u{1e}\u{1d}", Confidence::Certain),
        ("\n00104nam a22     7 a 4500245002400000\u{1e}", Confidence::Certain),
        ("00104 is a number", Confidence::No),
        ("", Confidence::No),
    ] {
        assert_eq!((MARC.sniff)(text), expected, "{text}");
    }
}
