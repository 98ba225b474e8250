use super::*;
use crate::format::{Collected, Output};
use crate::record::{Field, Kind, MarkKind};

const R: Names = Names { records: &["r"], inner: &["i"] };

/// Reads `<r>` elements, each with the text of all that is in it.
fn read(text: &str) -> Collected<'_> {
    let mut found = Collected::default();
    records(text, R, &mut found, |element, _| {
        let mut record = Record::new(Kind::Document);
        record.push(Field::Title, element.rich());
        (!element.is_blank()).then_some(record)
    });
    found
}

fn titles(text: &str) -> Vec<String> {
    read(text).records.iter().map(|record| record.str(Field::Title).to_owned()).collect()
}

fn codes_of(text: &str) -> Vec<&'static str> {
    read(text).diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn records_are_found_wherever_they_stand() {
    let text = "<?xml version=\"1.0\"?><!DOCTYPE c [<!ENTITY e \"<r>no</r>\">]>\n<c xmlns:m=\"u\"><!-- <r>no</r> --><m:r a='1'>one</m:r>\n\
                <r>t<![CDATA[<r>w</r>]]>o</r ><r/></c>";
    assert_eq!(titles(text), ["one", "t<r>w</r>o"]);
    assert!(codes_of(text).is_empty());
    let spans: Vec<_> = read(text).records.into_iter().map(|record| text[record.span].to_owned()).collect();
    assert_eq!(spans, ["<m:r a='1'>one</m:r>", "<r>t<![CDATA[<r>w</r>]]>o</r >"]);
}

#[test]
fn white_space_is_folded_and_marks_are_kept() {
    let found = read(
        "<r>\n  The <em>Homo\n sapiens</em>,\n  <b><sup>a</sup></b> &lt;b&gt; &uuml;&#228;&nbsp;&foo; R & D\n</r>",
    );
    let title = found.records[0].get(Field::Title).unwrap();
    assert_eq!(title.plain(), "The Homo sapiens, a <b> üä\u{a0}&foo; R & D");
    let kinds: Vec<_> = title.marks().iter().map(|mark| (mark.kind, &title.plain()[mark.range()])).collect();
    use MarkKind::*;
    assert_eq!(kinds, [(Italic, "Homo sapiens"), (Bold, "a"), (Superscript, "a")]);
    assert_eq!(found.diagnostics[0].code, codes::UNKNOWN_ENTITY);
}

#[test]
fn escaped_markup_and_formulas_are_read() {
    let found = read(
        "<r>On &lt;i&gt;E. coli&lt;/i&gt;</r><r>a <m:math><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math></r>",
    );
    let marked: Vec<_> = found
        .records
        .iter()
        .map(|record| {
            let title = record.get(Field::Title).unwrap();
            (title.plain().to_owned(), title.marks()[0].kind)
        })
        .collect();
    assert_eq!(
        marked,
        [("On E. coli".to_owned(), MarkKind::Italic), ("a x2".to_owned(), MarkKind::Superscript)]
    );
}

#[test]
fn broken_xml_costs_its_record_at_most() {
    for (text, expected, codes) in [
        ("<r>one<r>two</r>", vec!["one", "two"], vec!["unclosed-record"]),
        ("<r>one", vec!["one"], vec!["unclosed-record"]),
        ("<r>p < 0.05</r><r>two</r>", vec!["p < 0.05", "two"], vec!["broken-markup"]),
        ("<r>a <i>b</r><r>two</r>", vec!["a b", "two"], vec!["broken-markup"]),
        ("<r>a</i> b</r><r>two</r>", vec!["a b", "two"], vec!["broken-markup"]),
        (
            "<r><a b=\"c>one</a></r><r>two</r>",
            vec!["<a b=\"c>one", "two"],
            vec!["broken-markup", "broken-markup"],
        ),
        ("<r>one <!-- </r><r>two</r>", vec!["one <!--", "two"], vec!["broken-markup"]),
        ("</c></r><r>two</r>", vec!["two"], vec![]),
        ("<r>  </r><r><x/></r>", vec![], vec![]),
    ] {
        assert_eq!(titles(text), expected, "{text}");
        assert_eq!(codes_of(text), codes, "{text}");
    }
}

#[test]
fn depth_and_repetition_do_no_harm() {
    for unit in [
        "<r>",
        "<a>",
        "<a '",
        "<r><a '",
        "<!--",
        "<r><!--",
        "<![CDATA[",
        "</r>",
        "<!DOCTYPE a [",
        "<r><a b='",
        "&a;",
        "<?",
        "<r a=\"<r>",
    ] {
        let text = unit.repeat(30_000);
        read(&text);
        read(&format!("<r>{text}</r>"));
        split(&text, Names { records: &["r", "a"], inner: &[] });
    }
    let nested = format!("<r>{}x{}</r>", "<i>".repeat(10_000), "</i>".repeat(10_000));
    assert_eq!(titles(&nested), ["x"]);
}

#[test]
fn texts_are_cut_after_whole_records() {
    for (text, cut) in [
        ("<c><r>a</r><r>b", "<c><r>a</r>"),
        ("<c><r>a</r><m:r>b</m:r> <r>", "<c><r>a</r><m:r>b</m:r>"),
        ("<r>a</r ><rec>b</rec>", "<r>a</r >"),
        ("<r>a</r><!-- </r> --><r>", "<r>a</r>"),
        ("<r>a</r><r><![CDATA[</r>", "<r>a</r>"),
        ("<r>a</r><r><![CDATA[</r>]]></r>", "<r>a</r><r><![CDATA[</r>]]></r>"),
        ("<s>a</s><r>a</r><s>b</s>", "<s>a</s><r>a</r><s>b</s>"),
    ] {
        assert_eq!(split(text, Names { records: &["r", "s"], inner: &[] }), Some(cut.len()), "{text}");
    }
    assert_eq!(split("<r>a", R), None);
}

#[test]
fn records_may_be_wrapped() {
    assert_eq!(titles("<s><i>one</i><i>two</i></s>"), ["one", "two"]);
    assert_eq!(titles("<r><i>one</i></r><i>two</i>"), ["one", "two"]);
    assert_eq!(titles("<m:r>\n<r>one</r></m:r>"), ["one"]);
    assert_eq!(split("<r><i>one</i><x>", R), None);
    assert_eq!(split("<i>one</i><x>", R), Some(10));
}

#[test]
fn elements_become_xml_again() {
    let (mut xml, mut indented) = (Vec::new(), String::new());
    records(
        "<m:r a='1'>\n <m:b c=\"d\">e &amp; f</m:b> <g/><!-- h --><i><j>k</j></i>l<![CDATA[<]]></m:r>",
        R,
        &mut Collected::default(),
        |element, _| {
            xml.push(element.xml());
            indented = element.child("i").map(|i| i.indented(1)).unwrap_or_default();
            None
        },
    );
    assert_eq!(xml, ["<r a='1'><b c=\"d\">e &amp; f</b><g/><i><j>k</j></i>l<![CDATA[<]]></r>"]);
    assert_eq!(indented, "<i>\n    <j>k</j>\n  </i>");
}

#[test]
fn roots_are_found_behind_the_prolog() {
    for text in [
        "<?xml version='1.0'?>\n<!-- a --><!DOCTYPE m:r [<!ENTITY a 'b'>]> <m:r x='1'>",
        "\u{feff} <r/>",
        "<r",
    ] {
        assert!(root_is(text, "r"), "{text}");
    }
    for text in ["", "r", "<rr>", "<!-- <r>", "text <r>"] {
        assert!(!root_is(text, "r"), "{text}");
    }
}

#[test]
fn what_is_written_is_escaped() {
    let mut out = Output::default();
    let mut writer = Writer::new(&mut out, "m:", 1, false);
    writer.open("a", &[("b", "\"<&>\"")]);
    writer.leaf("c", "x\n<ü>\u{1}&");
    writer.close("a");
    Writer::new(&mut out, "", 0, true).leaf("c", "ü");
    let written = String::from_utf8(out.bytes).unwrap();
    assert_eq!(
        written,
        "  <m:a b=\"&quot;&lt;&amp;&gt;&quot;\">\n    <m:c>x&#xA;&lt;ü&gt;&amp;</m:c>\n  </m:a>\n<c>&#xFC;</c>\n"
    );
}
