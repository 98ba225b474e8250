//! CSL-YAML: the `references` that pandoc and Quarto read, with Markdown in the values.

mod convert;
mod read;
mod split;
mod write;

use memchr::memmem::find;

use crate::format::{Confidence, Format};

/// CSL-YAML.
pub static CSL_YAML: Format = Format {
    name: "csl-yaml",
    aliases: &["yaml", "csl-yml"],
    extensions: &["yaml", "yml"],
    about: "CSL-YAML, the references of pandoc and Quarto",
    sniff,
    begins: None,
    reader: Some(&read::Grammar),
    writer: Some(&write::Emitter),
};

/// `references` that hold a list, or a list of items alone.
fn sniff(text: &str) -> Confidence {
    let mut lines = text.lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with(['#', '%']) && !matches!(line.trim_end(), "---" | "\u{feff}---")
    });
    let bare = lines.clone().next().is_some_and(|line| line.starts_with("- "));
    let tells = |mark: &str| find(text.as_bytes(), mark.as_bytes()).is_some();
    let telling = ["\n  issued:", "\n  type: ", "\n    type: ", "container-title:", "family:", "literal:"];
    let csl = telling.iter().any(|mark| tells(mark));
    // CITATION.cff has references, too.
    if lines.clone().any(|line| line.starts_with("cff-version:")) {
        return Confidence::No;
    }
    if lines.any(|line| line.trim_end() == "references:" || line.starts_with("references: ")) {
        return if csl { Confidence::Certain } else { Confidence::Likely };
    }
    let item = text.starts_with("- id:") || tells("\n- id:") || tells("\n  id:");
    Confidence::Likely.when(bare && item && csl)
}
