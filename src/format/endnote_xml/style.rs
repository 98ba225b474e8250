//! Runs of styled text: `<style face="bold italic" font="default" size="100%">`.

use crate::grammar::xml::{Element, Writer, escaped};
use crate::record::{Event, MarkKind, Text};

/// The faces that a style may name, and the marks that they are.
const FACES: [(&str, MarkKind); 5] = [
    ("bold", MarkKind::Bold),
    ("italic", MarkKind::Italic),
    ("underline", MarkKind::Underline),
    ("superscript", MarkKind::Superscript),
    ("subscript", MarkKind::Subscript),
];

/// The marks that EndNote has.
pub(super) const MARKS: &[MarkKind] =
    &[MarkKind::Bold, MarkKind::Italic, MarkKind::Underline, MarkKind::Superscript, MarkKind::Subscript];

/// The text of an element with its styles as marks, and with its line breaks if they mean
/// something there.
pub(super) fn read<'a>(element: Element<'_, 'a>, lines: bool) -> Text<'a> {
    escaped(element.rich_by(lines, |style, mark| {
        let face = style.attribute("face").filter(|face| style.name() == "style" && face != "normal");
        let Some(face) = face else { return };
        for (name, kind) in FACES {
            if face.split_ascii_whitespace().any(|word| word == name) {
                mark(kind);
            }
        }
    }))
}

/// Writes an element with a text, in runs if it has marks.
pub(super) fn write(name: &str, text: &Text<'_>, plain: &str, xml: &mut Writer<'_>) {
    if !text.marks().iter().any(|mark| MARKS.contains(&mark.kind)) {
        return xml.leaf(name, plain);
    }
    xml.inline(name, &[], |xml| {
        let mut open: Vec<MarkKind> = Vec::new();
        for event in text.events() {
            match event {
                Event::Open(kind) => {
                    open.push(kind);
                    run(around(kind, true), &open, xml);
                }
                Event::Close(kind) => {
                    run(around(kind, false), &open, xml);
                    open.pop();
                }
                Event::Str(stretch) => run(stretch, &open, xml),
            }
        }
    });
}

/// What stands around a mark that no face shows.
fn around(kind: MarkKind, opens: bool) -> &'static str {
    match (kind, opens) {
        (MarkKind::Math, _) => "$",
        (MarkKind::Quote, true) => "“",
        (MarkKind::Quote, false) => "”",
        _ => "",
    }
}

fn run(text: &str, open: &[MarkKind], xml: &mut Writer<'_>) {
    if text.is_empty() {
        return;
    }
    let faces: Vec<&str> =
        FACES.iter().filter(|(_, kind)| open.contains(kind)).map(|(name, _)| *name).collect();
    let face = if faces.is_empty() { "normal".to_owned() } else { faces.join(" ") };
    xml.out.push("<style face=\"");
    xml.out.push(&face);
    xml.out.push("\" font=\"default\" size=\"100%\">");
    xml.text(text);
    xml.out.push("</style>");
}
