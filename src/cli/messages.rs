//! What the tool says on standard error: findings, losses, progress, a closing line.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{MessageFormat, Telling};
use crate::diagnostic::{Code, Located, Renderer, Severity, Style};
use crate::pipeline::{Listener, Report};

/// How often one kind of finding is shown in full before the rest is only counted.
fn shown(severity: Severity) -> u64 {
    match severity {
        Severity::Error => 20,
        Severity::Warning => 2,
        Severity::Note => 1,
    }
}

/// How long work may take before a progress bar is due.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) struct Messages {
    renderer: Renderer,
    least: Severity,
    /// Whether findings that repeat are only counted.
    folded: bool,
    /// How often each kind was met, in the order of first meeting.
    counts: Vec<(&'static Code, u64)>,
    losses: Vec<String>,
    ledger: Option<BufWriter<File>>,
    progress: Option<Progress>,
    finished_inputs: u64,
    last_input: (usize, u64),
}

struct Progress {
    bar: ProgressBar,
    since: std::time::Instant,
}

impl Messages {
    pub(super) fn new(telling: &Telling, ledger: Option<File>, total: Option<u64>) -> Self {
        let Telling { message_format: format, quiet, verbose, .. } = *telling;
        let terminal = io::stderr().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let style = match format {
            MessageFormat::Text if terminal && !no_color => Style::Color,
            MessageFormat::Text => Style::Plain,
            MessageFormat::Short => Style::Short,
            MessageFormat::Json => Style::Json,
        };
        let width = if terminal { console::Term::stderr().size().1.into() } else { 100 };
        let progress = (terminal && !quiet && format == MessageFormat::Text).then(|| {
            let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
            let shape = "{bar:40} {bytes}/{total_bytes} {bytes_per_sec}";
            let shape = if total.is_some() { shape } else { "{spinner} {bytes} {bytes_per_sec}" };
            if let Ok(style) = ProgressStyle::with_template(shape) {
                bar.set_style(style);
            }
            Progress { bar, since: std::time::Instant::now() }
        });
        Self {
            renderer: Renderer { style, width },
            least: if quiet { Severity::Error } else { Severity::Note },
            folded: format == MessageFormat::Text && !verbose,
            counts: Vec::new(),
            losses: Vec::new(),
            ledger: ledger.map(BufWriter::new),
            progress,
            finished_inputs: 0,
            last_input: (0, 0),
        }
    }

    fn say(&self, text: &str) {
        let say = || {
            // Nobody is left to tell when standard error is closed.
            let _ = io::stderr().lock().write_all(text.as_bytes());
        };
        match &self.progress {
            Some(progress) => progress.bar.suspend(say),
            None => say(),
        }
    }

    /// The closing line, after what was folded and lost.
    pub(super) fn close(mut self, report: &Report, writing: bool) -> io::Result<()> {
        if let Some(progress) = &self.progress {
            progress.bar.finish_and_clear();
        }
        if let Some(mut ledger) = self.ledger.take() {
            ledger.flush()?;
        }
        if self.least == Severity::Error {
            return Ok(());
        }
        if self.renderer.style == Style::Json {
            let Report { read, written, errors, warnings, losses } = report;
            let line = serde_json::json!({"summary": {
                "read": read, "written": written, "errors": errors, "warnings": warnings, "losses": losses,
            }});
            self.say(&format!("{line}\n"));
            return Ok(());
        }
        for (code, count) in self.counts.iter().filter(|_| self.folded) {
            if let Some(more) = count.checked_sub(shown(code.severity)).filter(|more| *more > 0) {
                let what = counted(more, code.severity.name());
                self.say(&format!(
                    "… and {what} more of [{}]: {} (all with --verbose)\n",
                    code.name, code.cause
                ));
            }
        }
        for loss in &self.losses {
            self.say(loss);
        }
        let Report { read, written, errors, warnings, losses } = report;
        let mut line = format!("{read} read, ");
        if writing {
            line.push_str(&format!("{written} written, "));
        }
        line.push_str(&format!("{}, {}", counted(*errors, "error"), counted(*warnings, "warning")));
        if *losses > 0 {
            line.push_str(&format!(", {} lost", counted(*losses, "value")));
        }
        self.say(&format!("bibconv: {line}\n"));
        Ok(())
    }
}

impl Listener for Messages {
    fn diagnostic(&mut self, located: &Located<'_>) {
        let code = located.diagnostic.code;
        if code.severity < self.least {
            return;
        }
        let count = match self.counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                self.counts.push((code, 1));
                1
            }
        };
        if !self.folded || count <= shown(code.severity) {
            self.say(&self.renderer.render(located));
        }
    }

    fn loss(&mut self, field: &str, why: &str, count: u64) {
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        self.losses.push(format!("lost: {field}{times}: {why}\n"));
    }

    fn ledger(&mut self, lines: &[u8]) -> io::Result<()> {
        self.ledger.as_mut().map_or(Ok(()), |ledger| ledger.write_all(lines))
    }

    fn progress(&mut self, input: usize, bytes: u64) {
        if input != self.last_input.0 {
            self.finished_inputs += self.last_input.1;
        }
        self.last_input = (input, bytes);
        let Some(progress) = &self.progress else { return };
        progress.bar.set_position(self.finished_inputs + bytes);
        if progress.bar.is_hidden() && progress.since.elapsed() > PATIENCE {
            progress.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
