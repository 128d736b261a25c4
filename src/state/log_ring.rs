//! An in-memory ring buffer of the last lines of the hub's log, with live subscriptions.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use tokio::sync::broadcast;

use crate::state::activity::store::cut;

/// Capacity in lines; the oldest are dropped.
const RECORDS: usize = 1_000;
/// Limit per line; longer ones are truncated.
const MESSAGE_BYTES: usize = 4 << 10;
/// Lines that a follower may lag behind before it loses some and is notified of that.
const LAG: usize = 256;
/// Limit for concurrent followers.
const FOLLOWERS: usize = 64;

/// The severity of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogKind {
    Error,
    Warn,
    Info,
    Debug,
}

impl LogKind {
    /// Returns the word that MCPHub uses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LogRecord {
    /// Milliseconds since 1970.
    pub(crate) at_ms: i64,
    pub(crate) kind: LogKind,
    /// The server that the line concerns or comes from.
    pub(crate) server: Option<String>,
    pub(crate) message: String,
}

pub(crate) type NewRecords = broadcast::Receiver<Arc<LogRecord>>;

/// The ring buffer. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct LogRing {
    shared: Arc<Shared>,
}

/// Receives each line; must not block.
pub(crate) type Sink = Box<dyn Fn(&LogRecord) + Send + Sync>;

struct Shared {
    records: Mutex<VecDeque<Arc<LogRecord>>>,
    followers: broadcast::Sender<Arc<LogRecord>>,
    sink: OnceLock<Sink>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("records", &self.records).finish_non_exhaustive()
    }
}

impl Default for LogRing {
    fn default() -> Self {
        let followers = broadcast::Sender::new(LAG);
        let (records, sink) = (Mutex::default(), OnceLock::new());
        Self { shared: Arc::new(Shared { records, followers, sink }) }
    }
}

impl LogRing {
    /// Adds a line. Never blocks on readers.
    pub(crate) fn push(&self, mut record: LogRecord) {
        record.message.truncate(cut(&record.message, MESSAGE_BYTES).len());
        let record = Arc::new(record);
        let mut records = self.shared.records.lock();
        if records.len() >= RECORDS {
            records.pop_front();
        }
        records.push_back(Arc::clone(&record));
        if let Some(sink) = self.shared.sink.get() {
            sink(&record);
        }
        // Sent under the lock, so that a new follower gets each line exactly once.
        let _ = self.shared.followers.send(record);
    }

    /// Passes all present and future lines to `sink`. Only the first call has an effect.
    pub(crate) fn forward_to(&self, sink: Sink) {
        let records = self.shared.records.lock();
        if self.shared.sink.set(sink).is_ok()
            && let Some(sink) = self.shared.sink.get()
        {
            records.iter().for_each(|record| sink(record));
        }
    }

    /// Returns all lines, oldest first.
    pub(crate) fn records(&self) -> Vec<Arc<LogRecord>> {
        self.shared.records.lock().iter().cloned().collect()
    }

    /// Returns the present lines and a receiver of new ones; `None` if there are too many
    /// followers.
    pub(crate) fn follow(&self) -> Option<(Vec<Arc<LogRecord>>, NewRecords)> {
        let records = self.shared.records.lock();
        let followers = &self.shared.followers;
        (followers.receiver_count() < FOLLOWERS)
            .then(|| (records.iter().cloned().collect(), followers.subscribe()))
    }

    pub(crate) fn clear(&self) {
        self.shared.records.lock().clear();
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::broadcast::error::TryRecvError;

    use super::*;

    fn record(message: &str) -> LogRecord {
        LogRecord { at_ms: 1, kind: LogKind::Info, server: None, message: message.into() }
    }

    fn messages(records: &[Arc<LogRecord>]) -> Vec<&str> {
        records.iter().map(|record| record.message.as_str()).collect()
    }

    #[test]
    fn the_last_lines_are_kept_and_long_ones_truncated() {
        let ring = LogRing::default();
        ring.push(record("first"));
        ring.push(record(&"é".repeat(MESSAGE_BYTES)));
        assert_eq!(ring.records()[1].message, "é".repeat(MESSAGE_BYTES / 2));
        for n in 0..RECORDS {
            ring.push(record(&n.to_string()));
        }
        let kept = ring.records();
        assert_eq!((kept.len(), messages(&kept[..2])), (RECORDS, vec!["0", "1"]));
        ring.clear();
        assert!(ring.records().is_empty());
    }

    #[test]
    fn a_follower_gets_each_line_once_and_a_slow_one_blocks_no_writer() {
        let ring = LogRing::default();
        ring.push(record("before"));
        let (before, mut after) = ring.follow().unwrap();
        assert_eq!(messages(&before), ["before"]);
        ring.push(record("after"));
        assert_eq!(after.try_recv().unwrap().message, "after");
        assert_eq!(after.try_recv(), Err(TryRecvError::Empty));
        for _ in 0..=LAG {
            ring.push(record("more"));
        }
        assert_eq!(after.try_recv(), Err(TryRecvError::Lagged(1)));
    }

    #[test]
    fn the_number_of_followers_is_limited() {
        let ring = LogRing::default();
        let mut followers: Vec<_> = (0..FOLLOWERS).map(|_| ring.follow().unwrap()).collect();
        assert!(ring.follow().is_none());
        followers.pop();
        assert!(ring.follow().is_some());
    }
}
