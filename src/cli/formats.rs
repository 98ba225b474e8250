//! `bibconv formats`: the list of formats.

use std::io::{self, Write};

use super::args::Formats;
use super::{FINE, Outcome, unless_closed};
use crate::format::registry::FORMATS;

pub(super) fn run(arguments: &Formats) -> Outcome {
    let text = if arguments.json { json() } else { table() };
    unless_closed(io::stdout().write_all(text.as_bytes())).map_err(|error| error.to_string())?;
    Ok(FINE)
}

fn json() -> String {
    let formats: Vec<_> = FORMATS
        .iter()
        .map(|format| {
            serde_json::json!({
                "name": format.name,
                "aliases": format.aliases,
                "extensions": format.extensions,
                "read": format.reader.is_some(),
                "write": format.writer.is_some(),
                "about": format.about,
            })
        })
        .collect();
    let mut text = serde_json::Value::Array(formats).to_string();
    text.push('\n');
    text
}

fn table() -> String {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or(0);
    let row = |name: &str, read: &str, write: &str, about: &str| {
        format!("{name:width$}  {read:4}  {write:5}  {about}\n")
    };
    let mut text = row("FORMAT", "READ", "WRITE", "ABOUT");
    for format in FORMATS {
        let tick = |there: bool| if there { "yes" } else { "-" };
        let mut about = format.about.to_owned();
        if !format.aliases.is_empty() {
            about.push_str(&format!(" (also: {})", format.aliases.join(", ")));
        }
        text.push_str(&row(
            format.name,
            tick(format.reader.is_some()),
            tick(format.writer.is_some()),
            &about,
        ));
    }
    text
}
