//! What an Anthology page says above its papers.

use std::sync::Arc;

use super::labels::Label;

/// What holds for the papers below.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Context {
    /// Whose page it is.
    pub(super) owner: Option<String>,
    /// The event whose page it is.
    pub(super) event: Option<String>,
    /// The volume that the papers are in.
    pub(super) volume: Option<Arc<Volume>>,
    /// The year of the last heading, of the event or of the volume.
    pub(super) year: Option<i64>,
}

/// A volume of proceedings or of a journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Volume {
    pub(super) title: String,
    /// Its editors, separated by [`Volume::separator`].
    pub(super) editors: String,
    pub(super) separator: &'static str,
    /// What its header says, label by label.
    pub(super) labels: Vec<(Label, String)>,
}

impl Volume {
    /// The value of a label.
    pub(super) fn get(&self, label: Label) -> Option<&str> {
        self.labels.iter().find(|(known, _)| *known == label).map(|(_, value)| value.as_str())
    }
}
