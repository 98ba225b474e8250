//! Plain text, an entry a line.

use crate::format::csl::list::line::Line;
use crate::format::csl::list::{List, Spell};

pub(in crate::format::csl::list) struct Plain;

impl Spell for Plain {
    fn list(&self, list: &List) -> String {
        let mut text = String::new();
        for entry in &list.entries {
            if let Some(margin) = &entry.margin {
                line(margin, &mut text);
                text.push(' ');
            }
            line(&entry.body, &mut text);
            text.push('\n');
        }
        text
    }
}

fn line(line: &Line, out: &mut String) {
    for run in &line.runs {
        let dollar = if run.look.math { "$" } else { "" };
        out.push_str(dollar);
        out.push_str(&run.text);
        out.push_str(dollar);
    }
}
