//! HTML: a fragment of the shape that citeproc-js and pandoc write, well-formed as XML.

use crate::format::csl::list::line::{Line, Run};
use crate::format::csl::list::{List, Spell};

pub(in crate::format::csl::list) struct Html;

impl Spell for Html {
    fn list(&self, list: &List) -> String {
        let hanging = if list.hanging { " hanging-indent" } else { "" };
        let mut html = format!("<div class=\"csl-bib-body{hanging}\">\n");
        for entry in &list.entries {
            html.push_str("  <div id=\"ref-");
            // An identifier holds no blanks.
            escape(&entry.key.replace(char::is_whitespace, "_"), &mut html);
            html.push_str("\" class=\"csl-entry\">");
            match &entry.margin {
                Some(margin) => {
                    html.push_str("\n    <div class=\"csl-left-margin\">");
                    line(margin, &mut html);
                    html.push_str("</div>\n    <div class=\"csl-right-inline\">");
                    line(&entry.body, &mut html);
                    html.push_str("</div>\n  </div>\n");
                }
                None => {
                    line(&entry.body, &mut html);
                    html.push_str("</div>\n");
                }
            }
        }
        html.push_str("</div>\n");
        html
    }
}

fn line(line: &Line, out: &mut String) {
    line.runs.iter().for_each(|one| run(one, out));
}

fn run(run: &Run, out: &mut String) {
    let look = &run.look;
    let tags = [
        (look.italic, "<i>", "</i>"),
        (look.bold, "<b>", "</b>"),
        (look.small_caps, "<span style=\"font-variant: small-caps;\">", "</span>"),
        (look.underlined, "<span style=\"text-decoration: underline;\">", "</span>"),
        (look.struck, "<s>", "</s>"),
        (look.code, "<code>", "</code>"),
        (look.raised, "<sup>", "</sup>"),
        (look.lowered, "<sub>", "</sub>"),
        // As MathJax and KaTeX find it.
        (look.math, "<span class=\"math inline\">\\(", "\\)</span>"),
    ];
    if let Some(link) = &look.link {
        out.push_str("<a href=\"");
        escape(link, out);
        out.push_str("\">");
    }
    tags.iter().filter(|(on, ..)| *on).for_each(|(_, open, _)| out.push_str(open));
    escape(&run.text, out);
    tags.iter().rev().filter(|(on, ..)| *on).for_each(|(.., close)| out.push_str(close));
    if look.link.is_some() {
        out.push_str("</a>");
    }
}

/// Text as it may stand in an element and in an attribute; what XML cannot hold is left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br/>"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
}
