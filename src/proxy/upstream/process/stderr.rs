//! Drains a child's stderr and keeps its last lines, without secrets.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::proxy::limits;
use crate::proxy::upstream::server_text::ServerText;

/// The log target of children's stderr.
pub(crate) const TARGET: &str = module_path!();
/// The prefix of these log lines.
pub(crate) const PREFIX: &str = "stderr: ";
/// Number of last lines that may explain a failure.
const LAST: usize = 3;

/// The last lines, limited in number and length.
#[derive(Debug, Default)]
pub(crate) struct Ring {
    lines: Mutex<VecDeque<String>>,
}

impl Ring {
    /// Adds a line; a long one is truncated.
    pub(crate) fn push(&self, line: &[u8]) {
        let cut = &line[..line.len().min(limits::STDERR_LINE_BYTES)];
        let text = String::from_utf8_lossy(cut).trim_end().to_owned();
        if text.is_empty() {
            return;
        }
        let mut lines = self.lines.lock();
        if lines.len() >= limits::STDERR_LINES {
            lines.pop_front();
        }
        lines.push_back(text);
    }

    /// Returns the lines, oldest first.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().iter().cloned().collect()
    }
}

/// The lines of a child's stderr that explain its exit: the first that looks like an error, and the
/// last meaningful ones.
#[derive(Debug, Default)]
pub(crate) struct ErrorLines {
    lines: Mutex<Lines>,
}

#[derive(Debug, Default)]
struct Lines {
    count: usize,
    /// With its line number, like `last`.
    error: Option<(usize, String)>,
    last: VecDeque<(usize, String)>,
}

impl ErrorLines {
    pub(in crate::proxy::upstream) fn push(&self, line: &str) {
        let line = line.trim();
        if is_worthless(line) {
            return;
        }
        let mut lines = self.lines.lock();
        lines.count += 1;
        let numbered = (lines.count, line.to_owned());
        if lines.error.is_none() && is_error(line) {
            lines.error = Some(numbered.clone());
        }
        if lines.last.len() >= LAST {
            lines.last.pop_front();
        }
        lines.last.push_back(numbered);
    }

    /// Returns these lines in order without duplicates.
    pub(crate) fn lines(&self) -> Vec<String> {
        let kept = self.lines.lock();
        let mut lines: Vec<String> = Vec::new();
        let mut seen = 0;
        for (n, line) in kept.error.iter().chain(&kept.last) {
            if *n > seen && !lines.contains(line) {
                lines.push(line.clone());
            }
            seen = seen.max(*n);
        }
        lines
    }
}

/// Returns true for lines without information: a runtime's footer, a stack frame, a marker.
fn is_worthless(line: &str) -> bool {
    let stack =
        line.starts_with("at ") || line.starts_with("File \"") || line.starts_with("Traceback");
    let farewell = line.starts_with("Node.js v")
        || line.contains("A complete log of this run")
        || line.starts_with("note: run with `RUST_BACKTRACE")
        || line.ends_with("-debug-0.log");
    stack || farewell || !line.chars().any(char::is_alphanumeric)
}

/// Returns true if a line looks like an error message.
fn is_error(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let marks =
        ["error", "fatal", "panic", "exception", "not found", "denied", "missing", "failed"];
    let unsure = line.contains(" 0 error") || line.starts_with("npm warn");
    !unsure && marks.iter().any(|mark| line.contains(mark))
}

/// Reads until the stream ends. A line that exceeds the limit is truncated.
pub(crate) async fn drain(
    mut stream: impl AsyncRead + Unpin,
    ring: Arc<Ring>,
    error_lines: Arc<ErrorLines>,
    server: String,
    filter: Arc<ServerText>,
) {
    let take = |line: &[u8]| {
        let text = String::from_utf8_lossy(line);
        if !text.trim().is_empty() {
            let text = filter.line(&text);
            tracing::debug!(server, "{PREFIX}{text}");
            ring.push(text.as_bytes());
            error_lines.push(&text);
        }
    };
    let mut chunk = vec![0; 8192];
    let mut line = Vec::new();
    while let Ok(n) = stream.read(&mut chunk).await {
        if n == 0 {
            break;
        }
        for piece in chunk[..n].split_inclusive(|b| *b == b'\n') {
            let room = limits::STDERR_LINE_BYTES.saturating_sub(line.len());
            line.extend_from_slice(&piece[..piece.len().min(room)]);
            if piece.ends_with(b"\n") {
                take(&line);
                line.clear();
            }
        }
    }
    take(&line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::secrets::known::Known;
    use crate::settings::{Document, validate};

    #[tokio::test]
    async fn stderr_lines_contain_no_credentials() {
        let text = r#"{"mcpServers": {"s": {
            "command": "sh", "args": ["--api-key", "argument1"],
            "env": {"SERVICE_TOKEN": "variable1", "LEVEL": "info"}
        }}}"#;
        let (settings, _) = validate(&Document::parse(text).unwrap());
        let filter = Arc::new(ServerText::default());
        filter.learn(|| Known::of(&settings.servers[0], |_| None, std::iter::empty()));
        let ring = Arc::new(Ring::default());
        let said: &[u8] = b"\n info: variable1 and argument1 \n\x1b[31mthe end";
        let error_lines = Arc::new(ErrorLines::default());
        drain(said, Arc::clone(&ring), Arc::clone(&error_lines), "s".into(), filter).await;
        assert_eq!(ring.lines(), ["info: *** and ***", "\\u{1b}[31mthe end"]);
        assert_eq!(error_lines.lines(), ring.lines());
    }

    #[test]
    fn the_first_error_and_the_last_lines_are_kept() {
        let kept = |text: &str| {
            let error_lines = ErrorLines::default();
            text.lines().for_each(|line| error_lines.push(line));
            error_lines.lines()
        };
        let node = "node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\n\
            Error: Cannot find module '/x.js'\n    at a (b:1)\n    at c (d:2) {\n  \
            code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js v20.20.2\n";
        let wanted =
            ["Error: Cannot find module '/x.js'", "code: 'MODULE_NOT_FOUND',", "requireStack: []"];
        assert_eq!(kept(node), wanted);
        let npm = "npm warn deprecated x\nnpm error code E404\nnpm error 404 Not Found\n\
            npm error A complete log of this run can be found in: /h/.npm/_logs/1-debug-0.log\n";
        assert_eq!(kept(npm), ["npm error code E404", "npm error 404 Not Found"].as_slice());
        let python = "loading\nTraceback (most recent call last):\n  File \"x.py\", line 1\n    \
            import y\n    ^^^\nModuleNotFoundError: No module named 'y'\n";
        assert_eq!(kept(python).last().unwrap(), "ModuleNotFoundError: No module named 'y'");
        assert_eq!(kept("fatal: one\n2\n3\n4\n5\n"), ["fatal: one", "3", "4", "5"]);
        assert!(kept("Node.js v20\n").is_empty());
    }
}
