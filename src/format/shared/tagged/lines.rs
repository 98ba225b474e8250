//! Lines under way to a record: what the readers of tagged formats do alike with them.

use crate::diagnostic::{Diagnostic, codes};
use crate::format::Sink;
use crate::grammar::tagged::Field as Line;
use crate::record::Record;

/// Ends a record: hands over what `record` makes of its lines, or reports them where none
/// of them says anything.
pub(crate) fn end<'a>(
    lines: &mut Vec<Line<'a>>,
    says: fn(&Line<'a>) -> bool,
    record: fn(&[Line<'a>], &mut dyn Sink<'a>) -> Record<'a>,
    sink: &mut dyn Sink<'a>,
) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let span = first.at..last.whole().end;
    if lines.iter().any(says) {
        let record = record(lines, sink);
        sink.record(Record { span, ..record });
    } else {
        sink.report(Diagnostic::new(codes::IGNORED_TEXT, span));
    }
    lines.clear();
}

/// Reports a type that is not known, or that the record has none.
pub(crate) fn report_type<'a>(
    lines: &[Line<'a>],
    named: Option<&Line<'a>>,
    known: bool,
    sink: &mut dyn Sink<'a>,
) {
    match named {
        Some(_) if known => {}
        Some(line) => {
            sink.report(Diagnostic::new(codes::UNKNOWN_ENTRY_TYPE, line.span()).detail(line.raw.to_owned()))
        }
        None => {
            let first = lines.first().map_or(0..0, Line::whole);
            sink.report(Diagnostic::new(codes::MISSING_TYPE, first));
        }
    }
}
