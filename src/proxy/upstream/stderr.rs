//! A child's stderr, always drained, the last lines kept. Secrets that the child was started with do
//! not get further than here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::proxy::limits;
use crate::settings::redact::Known;

/// The target of the log lines of children.
pub(crate) const TARGET: &str = module_path!();
/// How each of these lines begins.
pub(crate) const PREFIX: &str = "stderr: ";

/// The last lines, bounded in number and length.
#[derive(Debug, Default)]
pub(crate) struct Ring {
    lines: Mutex<VecDeque<String>>,
}

impl Ring {
    /// Adds a line; a long one is cut.
    pub(crate) fn push(&self, line: &[u8]) {
        let cut = &line[..line.len().min(limits::STDERR_LINE_BYTES)];
        let text = String::from_utf8_lossy(cut).trim_end().to_owned();
        if text.is_empty() {
            return;
        }
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() >= limits::STDERR_LINES {
            lines.pop_front();
        }
        lines.push_back(text);
    }

    /// The lines, oldest first.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The last line.
    pub(crate) fn last(&self) -> Option<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).back().cloned()
    }
}

/// Reads until the stream ends. A line without an end is cut at its limit and the rest is dropped.
pub(crate) async fn drain(
    mut stream: impl AsyncRead + Unpin,
    ring: Arc<Ring>,
    server: String,
    secrets: Known,
) {
    let take = |line: &[u8]| {
        let text = String::from_utf8_lossy(line);
        let text = secrets.hidden_in(text.trim_end());
        if !text.is_empty() {
            tracing::debug!(server, "{PREFIX}{text}");
            ring.push(text.as_bytes());
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
    use crate::settings::server::Stdio;

    #[tokio::test]
    async fn a_child_cannot_tell_what_it_was_trusted_with() {
        let server = Stdio {
            command: "sh".into(),
            args: vec!["--api-key".into(), "argument1".into()],
            env: [("SERVICE_TOKEN", "variable1"), ("LEVEL", "info")]
                .map(|(name, value)| (name.to_owned(), value.to_owned().into()))
                .into(),
            cwd: None,
            inherit_env: false,
        };
        let ring = Arc::new(Ring::default());
        let said: &[u8] = b"\n info: variable1 and argument1 \nthe end";
        drain(said, Arc::clone(&ring), "s".into(), Known::of(&server)).await;
        assert_eq!(ring.lines(), [" info: *** and ***", "the end"]);
    }
}
