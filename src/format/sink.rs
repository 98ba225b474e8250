//! Where a grammar puts what it finds.

use crate::diagnostic::Diagnostic;
use crate::record::{Matter, Record};

/// Takes what a grammar finds, in order.
pub trait Sink<'a> {
    /// A record; what was reported since the last one is about this one.
    fn record(&mut self, record: Record<'a>);

    /// What stands between records.
    fn matter(&mut self, matter: Matter<'a>);

    /// A finding, about the record that comes next or about no record.
    fn report(&mut self, diagnostic: Diagnostic);
}

/// A sink that keeps everything.
#[derive(Debug, Default)]
pub struct Collected<'a> {
    /// The records.
    pub records: Vec<Record<'a>>,
    /// What stood between them.
    pub matter: Vec<Matter<'a>>,
    /// What was reported.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Sink<'a> for Collected<'a> {
    fn record(&mut self, record: Record<'a>) {
        self.records.push(record);
    }

    fn matter(&mut self, matter: Matter<'a>) {
        self.matter.push(matter);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
