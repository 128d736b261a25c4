//! The log of tool calls. Callers hand calls over without blocking; a thread writes them to
//! `activity.sqlite3` in the state folder and to the audit log. Hubs that share the folder share
//! the logs. No problem with the files slows down a call or makes it fail.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, OnceLock, Weak};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use parking_lot::{Mutex, MutexGuard};
use rusqlite::ErrorCode;

use crate::state::activity::record::{Activity, Call, Choices, Filter, Page, Stats};
use crate::state::activity::store::Store;
use crate::state::audit::log::AuditLog;

const NAME: &str = "activity.sqlite3";
/// Limit for the queue; further calls are counted and dropped.
const QUEUE_MAX: usize = 5_000;
/// How long calls are collected before they are written in one batch.
const BATCH_INTERVAL: Duration = Duration::from_millis(250);
/// Calls per batch of the background thread: 1,000 per second. A busier hub needs its CPU for the
/// calls themselves. A query writes everything first.
const BATCH: usize = 250;
/// Delay between attempts to open a file that could not be opened.
const RETRY: Duration = Duration::from_mins(1);

/// A handle to the log. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct ActivityLog {
    shared: Arc<Shared>,
}

/// Error: the log cannot be read or written. The cause is in the hub's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the activity log is not available")]
pub(crate) struct Unavailable;

#[derive(Debug)]
struct Shared {
    sender: SyncSender<Call>,
    /// Calls in the queue.
    waiting: AtomicUsize,
    /// Calls that were dropped.
    lost: AtomicU64,
    /// Whether the writer was already woken for the queued calls.
    is_woken: AtomicBool,
    writer_thread: OnceLock<Thread>,
    writer: Mutex<LogWriter>,
    audit: AuditLog,
}

/// The state of the writer thread, which queries use too.
#[derive(Debug)]
struct LogWriter {
    path: PathBuf,
    receiver: Receiver<Call>,
    audit: AuditLog,
    store: Option<Store>,
    /// Time of the first failure since the file last worked.
    failed: Option<Instant>,
}

impl ActivityLog {
    /// Returns the log in the state folder, with `audit` as the audit log of its calls. The file is
    /// opened on first use.
    pub(crate) fn of(folder: &Path, audit: AuditLog) -> Self {
        let (sender, receiver) = mpsc::sync_channel(QUEUE_MAX);
        let path = folder.join(NAME);
        let writer = LogWriter { path, receiver, audit: audit.clone(), store: None, failed: None };
        let shared = Arc::new(Shared {
            sender,
            waiting: AtomicUsize::new(0),
            lost: AtomicU64::new(0),
            is_woken: AtomicBool::new(false),
            writer_thread: OnceLock::new(),
            writer: Mutex::new(writer),
            audit,
        });
        let weak = Arc::downgrade(&shared);
        match thread::Builder::new().name("activities".into()).spawn(move || run_writer(&weak)) {
            Ok(writer_thread) => drop(shared.writer_thread.set(writer_thread.thread().clone())),
            Err(e) => {
                tracing::warn!(
                    "the activity log has no thread and is written when it is read: {e}"
                );
            }
        }
        Self { shared }
    }

    /// Returns whether there is room in the queue. If not, counts a dropped call. Callers check
    /// this before they build the record.
    pub(crate) fn has_room(&self) -> bool {
        let room = self.shared.waiting.load(Ordering::Relaxed) < QUEUE_MAX;
        if !room {
            self.shared.count_lost(1);
            self.shared.audit.miss(1);
        }
        room
    }

    /// Queues a call. Never blocks.
    pub(crate) fn record(&self, call: Call) {
        let shared = &self.shared;
        // Counted before the send, because the receiver subtracts.
        shared.waiting.fetch_add(1, Ordering::AcqRel);
        if shared.sender.try_send(call).is_err() {
            shared.waiting.fetch_sub(1, Ordering::AcqRel);
            shared.count_lost(1);
            shared.audit.miss(1);
        }
        // Only the first call of a batch has to wake the writer.
        if !shared.is_woken.swap(true, Ordering::AcqRel)
            && let Some(writer_thread) = shared.writer_thread.get()
        {
            writer_thread.unpark();
        }
    }

    /// Writes all queued calls. Blocks.
    pub(crate) fn flush(&self) {
        drop(self.shared.write(usize::MAX));
    }

    /// Returns whether the log can be read. Blocks.
    pub(crate) fn is_available(&self) -> bool {
        self.with_store(|_| Ok(())).is_ok()
    }

    /// Returns a page (from 1) of `limit` calls. Blocks, as do the methods below.
    ///
    /// # Errors
    /// Fails if the log is not available, as do the methods below.
    pub(crate) fn page(&self, filter: &Filter, page: u32, limit: u32) -> Result<Page, Unavailable> {
        self.with_store(|store| store.page(filter, page, limit))
    }

    /// Returns statistics over the matching calls.
    pub(crate) fn stats(&self, filter: &Filter) -> Result<Stats, Unavailable> {
        self.with_store(|store| store.stats(filter))
    }

    /// Returns the distinct values in the matching calls.
    pub(crate) fn choices(&self, filter: &Filter) -> Result<Choices, Unavailable> {
        self.with_store(|store| store.choices(filter))
    }

    /// Returns the call with this id.
    pub(crate) fn one(&self, id: i64) -> Result<Option<Activity>, Unavailable> {
        self.with_store(|store| store.one(id))
    }

    /// Deletes calls before a time in milliseconds since 1970. Returns their number.
    pub(crate) fn remove_before(&self, at_ms: i64) -> Result<usize, Unavailable> {
        self.with_store(|store| store.remove_before(at_ms))
    }

    /// Runs `work` on the store after all queued calls are written.
    fn with_store<T>(
        &self,
        work: impl FnOnce(&mut Store) -> rusqlite::Result<T>,
    ) -> Result<T, Unavailable> {
        let mut writer = self.shared.write(usize::MAX);
        writer.work(work)
    }
}

impl Shared {
    /// Writes up to `most` queued calls.
    fn write(&self, most: usize) -> MutexGuard<'_, LogWriter> {
        let mut writer = self.writer.lock();
        let (taken, lost) = writer.write(most);
        self.waiting.fetch_sub(taken, Ordering::AcqRel);
        self.count_lost(lost);
        writer
    }

    fn count_lost(&self, calls: usize) {
        if calls > 0 && self.lost.fetch_add(calls as u64, Ordering::Relaxed) == 0 {
            tracing::warn!("some tool calls are missing from the activity log");
        }
    }
}

/// Writes the rest and ends the writer thread.
impl Drop for Shared {
    fn drop(&mut self) {
        self.writer.get_mut().write(usize::MAX);
        if let Some(writer_thread) = self.writer_thread.get() {
            writer_thread.unpark();
        }
    }
}

/// Runs the writer thread, which sleeps while the queue is empty.
fn run_writer(shared: &Weak<Shared>) {
    loop {
        thread::park();
        loop {
            thread::sleep(BATCH_INTERVAL);
            let Some(shared) = shared.upgrade() else { return };
            // Calls queued from here on wake the writer again.
            shared.is_woken.store(false, Ordering::Release);
            drop(shared.write(BATCH));
            if shared.waiting.load(Ordering::Acquire) == 0 {
                break;
            }
        }
    }
}

impl LogWriter {
    /// Writes queued calls. Returns the number taken from the queue and the number lost.
    fn write(&mut self, most: usize) -> (usize, usize) {
        let mut calls: Vec<Call> = self.receiver.try_iter().take(most.min(QUEUE_MAX)).collect();
        let taken = calls.len();
        self.audit.write_calls(calls.iter());
        calls.retain(|call| call.listed);
        if calls.is_empty() || self.work(|store| store.insert(&calls)).is_ok() {
            return (taken, 0);
        }
        (taken, calls.len())
    }

    fn work<T>(
        &mut self,
        work: impl FnOnce(&mut Store) -> rusqlite::Result<T>,
    ) -> Result<T, Unavailable> {
        let store = match self.store.take() {
            Some(store) => Some(store),
            None => self.open(),
        };
        let mut store = store.ok_or(Unavailable)?;
        match work(&mut store) {
            Ok(done) => {
                self.failed = None;
                self.store = Some(store);
                Ok(done)
            }
            Err(error) => {
                if is_broken(&error) {
                    drop(store);
                    self.move_away(&error);
                } else {
                    self.store = Some(store);
                    self.warn_once(&error);
                }
                Err(Unavailable)
            }
        }
    }

    fn open(&mut self) -> Option<Store> {
        if self.failed.is_some_and(|since| since.elapsed() < RETRY) {
            return None;
        }
        let mut opened = Store::open(&self.path);
        if let Err(error) = &opened
            && is_broken(error)
        {
            self.move_away(error);
            opened = Store::open(&self.path);
        }
        opened.map_err(|error| self.warn_once(&error)).ok()
    }

    /// Logs the first error since the file last worked.
    fn warn_once(&mut self, error: &rusqlite::Error) {
        if self.failed.replace(Instant::now()).is_none() {
            let path = self.path.display();
            tracing::warn!("cannot use the activity log {path}: {error}");
        }
    }

    /// Moves a corrupt file away, so that a new one can be created and its owner can try to recover
    /// it.
    fn move_away(&mut self, error: &rusqlite::Error) {
        let beside = |end: &str| {
            let mut name = self.path.clone().into_os_string();
            name.push(end);
            PathBuf::from(name)
        };
        let broken = beside(".broken");
        tracing::warn!("{}: {error}; moved to {}", self.path.display(), broken.display());
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(beside(end));
        }
        // If the move fails, the next attempt to open the file fails and logs the error.
        let _ = std::fs::rename(&self.path, broken);
    }
}

fn is_broken(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::activity::store::now_ms;

    fn call(tool: &str) -> Call {
        let (server, tool) = ("time".into(), tool.into());
        Call { listed: true, at_ms: now_ms(), server, tool, ..Call::default() }
    }

    fn tools(log: &ActivityLog) -> Vec<String> {
        let page = log.page(&Filter::default(), 1, 100).unwrap();
        page.activities.into_iter().map(|activity| activity.call.tool).collect()
    }

    #[test]
    fn a_query_includes_all_calls_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        log.record(call("a"));
        assert_eq!(tools(&log), ["a"]);
        log.record(call("b"));
        drop(log);
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        assert_eq!(tools(&log), ["b", "a"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            for name in [NAME.to_owned(), format!("{NAME}-wal")] {
                let mode = folder.path().join(&name).metadata().unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o600, "{name}");
            }
        }
    }

    #[test]
    fn the_writer_thread_writes_without_a_query() {
        let folder = tempfile::tempdir().unwrap();
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        let deadline = Instant::now() + Duration::from_secs(20);
        for n in 1..=3 {
            log.record(call("a"));
            let written = || {
                let store = Store::open(&folder.path().join(NAME)).ok()?;
                Some(store.page(&Filter::default(), 1, 1).ok()?.total)
            };
            while written() != Some(n) {
                assert!(Instant::now() < deadline, "{n}: {:?}", written());
                thread::yield_now();
            }
        }
    }

    #[test]
    fn a_corrupt_file_is_moved_away_and_a_new_one_created() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let text = "no database at all, ".repeat(100);
        std::fs::write(&path, &text).unwrap();
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        log.record(call("a"));
        assert_eq!(tools(&log), ["a"]);
        let broken = std::fs::read_to_string(folder.path().join(format!("{NAME}.broken")));
        assert_eq!(broken.unwrap(), text);
    }

    #[test]
    fn without_a_file_only_log_entries_are_lost() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        for _ in 0..QUEUE_MAX * 2 {
            log.record(call("a"));
        }
        assert!(!log.is_available());
        assert_eq!(log.stats(&Filter::default()), Err(Unavailable));
        assert!(log.shared.lost.load(Ordering::Relaxed) >= QUEUE_MAX as u64);
    }

    #[test]
    fn a_file_of_a_newer_version_is_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let newer = rusqlite::Connection::open(&path).unwrap();
        newer.pragma_update(None, "user_version", 9).unwrap();
        drop(newer);
        let before = std::fs::read(&path).unwrap();
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        log.record(call("a"));
        assert!(!log.is_available());
        drop(log);
        assert!(folder.path().join(NAME).metadata().unwrap().len() >= before.len() as u64);
        let newer = rusqlite::Connection::open(&path).unwrap();
        let tables: i64 =
            newer.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 0);
    }
}
