//! The progress line on a terminal. All other output to stderr is written above it.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use parking_lot::Mutex;
use tracing_subscriber::fmt::MakeWriter;

use crate::settings::visible;

/// How often the spinner moves.
const TICK: Duration = Duration::from_millis(100);

/// The progress line, if one is shown. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    line: Arc<Mutex<Option<ProgressBar>>>,
}

impl Progress {
    /// Shows the line until [`Self::end`], if stderr is a terminal.
    pub(crate) fn begin(&self, terminal: bool) {
        if !terminal {
            return;
        }
        let line = ProgressBar::new_spinner();
        // The template is constant, and `wide_msg` truncates at the width of the terminal.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            line.set_style(style);
        }
        line.enable_steady_tick(TICK);
        *self.line.lock() = Some(line);
    }

    /// Replaces the text of the line.
    pub(crate) fn set_text(&self, text: &str) {
        if let Some(line) = &*self.line.lock() {
            line.set_message(visible::one_line(text).into_owned());
        }
    }

    pub(crate) fn end(&self) {
        if let Some(line) = self.line.lock().take() {
            line.finish_and_clear();
        }
    }

    /// Runs `write` while the line is hidden.
    fn with_line_hidden<T>(&self, write: impl FnOnce() -> T) -> T {
        let line = self.line.lock().clone();
        match line {
            Some(line) => line.suspend(write),
            None => write(),
        }
    }
}

/// Writes log lines to stderr.
#[derive(Debug)]
pub(crate) struct StderrWriter(Progress);

impl Write for StderrWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.with_line_hidden(|| io::stderr().write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

impl<'a> MakeWriter<'a> for Progress {
    type Writer = StderrWriter;

    fn make_writer(&'a self) -> StderrWriter {
        StderrWriter(self.clone())
    }
}
