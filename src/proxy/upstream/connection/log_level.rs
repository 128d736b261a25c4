//! The log level of a legacy server: sent only if it must change.

use std::sync::atomic::{AtomicU8, Ordering};

/// The last log level sent to a legacy server.
#[derive(Debug)]
pub(crate) struct LogLevel {
    /// Its rank, or [`NOT_SENT`].
    sent: AtomicU8,
    /// Held while `logging/setLevel` is in flight.
    pub(super) turn: tokio::sync::Mutex<()>,
}

const NOT_SENT: u8 = u8::MAX;

impl Default for LogLevel {
    fn default() -> Self {
        Self { sent: AtomicU8::new(NOT_SENT), turn: tokio::sync::Mutex::new(()) }
    }
}

impl LogLevel {
    /// Resets the level, because the server has restarted.
    pub(in crate::proxy::upstream) fn forget(&self) {
        self.sent.store(NOT_SENT, Ordering::Relaxed);
    }

    /// Records the level that the server has received.
    pub(super) fn store(&self, level: u8) {
        self.sent.store(level, Ordering::Relaxed);
    }

    /// Returns whether `wanted` must be sent: if it differs, or else only if it logs more.
    pub(super) fn is_needed(&self, wanted: u8, exactly: bool) -> bool {
        let sent = self.sent.load(Ordering::Relaxed);
        if exactly { sent != wanted } else { wanted < sent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::log_level::rank;

    #[test]
    fn a_shared_connection_only_ever_logs_more() {
        let level = LogLevel::default();
        let needed = |wanted: &str, exactly| level.is_needed(rank(wanted).unwrap(), exactly);
        assert!(needed("emergency", false) && needed("debug", true));
        level.store(rank("warning").unwrap());
        assert!(needed("info", false) && !needed("warning", false) && !needed("error", false));
        assert!(needed("info", true) && !needed("warning", true) && needed("error", true));
        level.forget();
        assert!(needed("error", false));
    }
}
