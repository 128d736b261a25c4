//! The last lines of the hub's log, in memory, for those who ask and those who follow.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::broadcast;

use crate::state::activity_store::cut;

/// Lines that are kept; the oldest go first.
const RECORDS: usize = 1_000;
/// Of one line; a longer one is cut.
const MESSAGE_BYTES: usize = 4 << 10;
/// Lines that a follower may lag behind; then it is told that it missed some.
const LAG: usize = 256;
/// Followers at once.
const FOLLOWERS: usize = 64;

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogKind {
    /// Something failed.
    Error,
    /// Something is not as it should be.
    Warn,
    /// Good to know.
    Info,
    /// For those who look for a fault.
    Debug,
}

impl LogKind {
    /// As people and MCPHub write it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LogRecord {
    /// When, in milliseconds since 1970.
    pub(crate) at_ms: i64,
    /// How grave it is.
    pub(crate) kind: LogKind,
    /// The server that it is about, or that said it.
    pub(crate) server: Option<String>,
    /// What it says.
    pub(crate) message: String,
}

/// Lines to come.
pub(crate) type Followed = broadcast::Receiver<Arc<LogRecord>>;

/// The ring. Clones are the same one.
#[derive(Clone, Debug)]
pub(crate) struct LogRing {
    shared: Arc<Shared>,
}

/// Takes each line, and does not wait for anything.
pub(crate) type Taker = Box<dyn Fn(&LogRecord) + Send + Sync>;

struct Shared {
    records: Mutex<VecDeque<Arc<LogRecord>>>,
    followers: broadcast::Sender<Arc<LogRecord>>,
    taker: OnceLock<Taker>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("records", &self.records).finish_non_exhaustive()
    }
}

impl Default for LogRing {
    fn default() -> Self {
        let followers = broadcast::Sender::new(LAG);
        let (records, taker) = (Mutex::default(), OnceLock::new());
        Self { shared: Arc::new(Shared { records, followers, taker }) }
    }
}

impl LogRing {
    /// Adds a line. Nobody is waited for.
    pub(crate) fn push(&self, mut record: LogRecord) {
        record.message.truncate(cut(&record.message, MESSAGE_BYTES).len());
        let record = Arc::new(record);
        let mut records = self.lock();
        if records.len() >= RECORDS {
            records.pop_front();
        }
        records.push_back(Arc::clone(&record));
        if let Some(taker) = self.shared.taker.get() {
            taker(&record);
        }
        // Under the lock, so that whoever begins to follow gets each line once.
        let _ = self.shared.followers.send(record);
    }

    /// Hands the lines so far, and those to come, to `taker`; the first one stays.
    pub(crate) fn hand_on(&self, taker: Taker) {
        let records = self.lock();
        if self.shared.taker.set(taker).is_ok()
            && let Some(taker) = self.shared.taker.get()
        {
            records.iter().for_each(|record| taker(record));
        }
    }

    /// The lines, oldest first.
    pub(crate) fn records(&self) -> Vec<Arc<LogRecord>> {
        self.lock().iter().cloned().collect()
    }

    /// The lines so far, and those to come. `None` where too many follow already.
    pub(crate) fn follow(&self) -> Option<(Vec<Arc<LogRecord>>, Followed)> {
        let records = self.lock();
        let followers = &self.shared.followers;
        (followers.receiver_count() < FOLLOWERS)
            .then(|| (records.iter().cloned().collect(), followers.subscribe()))
    }

    /// Forgets all lines.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<LogRecord>>> {
        self.shared.records.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn the_last_lines_are_kept_and_long_ones_cut() {
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
    fn a_follower_gets_each_line_once_and_a_slow_one_delays_nobody() {
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
    fn not_everybody_can_follow_at_once() {
        let ring = LogRing::default();
        let mut followers: Vec<_> = (0..FOLLOWERS).map(|_| ring.follow().unwrap()).collect();
        assert!(ring.follow().is_none());
        followers.pop();
        assert!(ring.follow().is_some());
    }
}
