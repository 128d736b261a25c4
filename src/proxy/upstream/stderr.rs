//! A child's stderr, always drained, the last lines kept. They pass the filter of the server's words.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::proxy::limits;
use crate::proxy::upstream::server_text::ServerText;

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
    filter: Arc<ServerText>,
) {
    let take = |line: &[u8]| {
        let text = String::from_utf8_lossy(line);
        if !text.trim().is_empty() {
            let text = filter.line(&text);
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
    use crate::settings::known::Known;
    use crate::settings::{Document, validate};

    #[tokio::test]
    async fn a_child_cannot_tell_what_it_was_trusted_with() {
        let text = r#"{"mcpServers": {"s": {
            "command": "sh", "args": ["--api-key", "argument1"],
            "env": {"SERVICE_TOKEN": "variable1", "LEVEL": "info"}
        }}}"#;
        let (settings, _) = validate(&Document::parse(text).unwrap());
        let filter = Arc::new(ServerText::default());
        filter.learn(|| Known::of(&settings.servers[0], |_| None));
        let ring = Arc::new(Ring::default());
        let said: &[u8] = b"\n info: variable1 and argument1 \n\x1b[31mthe end";
        drain(said, Arc::clone(&ring), "s".into(), filter).await;
        assert_eq!(ring.lines(), ["info: *** and ***", "\\u{1b}[31mthe end"]);
    }
}
