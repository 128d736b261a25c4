//! A child's stderr, always drained, the last lines kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::proxy::limits;

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
pub(crate) async fn drain(mut stream: impl AsyncRead + Unpin, ring: Arc<Ring>, server: String) {
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
                tracing::debug!(server, "stderr: {}", String::from_utf8_lossy(&line).trim_end());
                ring.push(&line);
                line.clear();
            }
        }
    }
    ring.push(&line);
}
