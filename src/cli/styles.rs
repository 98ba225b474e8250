//! `bibconv styles`: the styles that are built in.

use std::io::{self, Write};

use super::{FINE, Outcome, unless_closed};
use crate::format::Style;

pub(super) fn run() -> Outcome {
    let mut styles: Vec<_> = Style::all().collect();
    styles.sort_unstable();
    let width = styles.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let rows: String = styles.iter().map(|(name, title)| format!("{name:width$}  {title}\n")).collect();
    unless_closed(io::stdout().write_all(rows.as_bytes())).map_err(|error| error.to_string())?;
    Ok(FINE)
}
