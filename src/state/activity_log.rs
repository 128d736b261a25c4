//! The log of tool calls: calls are handed over without waiting, and a thread of its own writes them
//! to `activity.sqlite3` in the state folder, and to the audit log. Hubs that share the folder share the
//! logs. Whatever is wrong with the files, no call is slower or fails for it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use rusqlite::ErrorCode;

use crate::state::activity::{Activity, Call, Choices, Filter, Page, Stats};
use crate::state::activity_store::Store;
use crate::state::audit_log::AuditLog;

const NAME: &str = "activity.sqlite3";
/// Calls that wait to be written; where there are more, they are counted and not written.
const WAITING: usize = 5_000;
/// Calls are gathered for this long, and written together.
const GATHER: Duration = Duration::from_millis(250);
/// How many are written together unless somebody asks: 1,000 a second. A hub that is that busy needs
/// its processors for calls, and nobody reads so much.
const PORTION: usize = 250;
/// After this long it is tried again to open a file that could not be opened.
const RETRY: Duration = Duration::from_mins(1);

/// The log. Clones are the same one.
#[derive(Clone, Debug)]
pub(crate) struct ActivityLog {
    shared: Arc<Shared>,
}

/// The log cannot be read or written; why was logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the activity log is not available")]
pub(crate) struct Unavailable;

#[derive(Debug)]
struct Shared {
    entrance: SyncSender<Call>,
    /// Calls that wait to be written.
    waiting: AtomicUsize,
    /// Calls that were not written.
    lost: AtomicU64,
    /// The writer has been woken for what waits.
    stirred: AtomicBool,
    writer: OnceLock<Thread>,
    book: Mutex<Book>,
    audit: AuditLog,
}

/// What the one who writes or reads has for themselves.
#[derive(Debug)]
struct Book {
    path: PathBuf,
    arriving: Receiver<Call>,
    audit: AuditLog,
    store: Option<Store>,
    /// Since when the file cannot be used.
    failed: Option<Instant>,
}

impl ActivityLog {
    /// The log in the state folder, whose calls go into `audit` too. The file is opened when it is first
    /// needed.
    pub(crate) fn of(folder: &Path, audit: AuditLog) -> Self {
        let (entrance, arriving) = mpsc::sync_channel(WAITING);
        let path = folder.join(NAME);
        let book = Book { path, arriving, audit: audit.clone(), store: None, failed: None };
        let shared = Arc::new(Shared {
            entrance,
            waiting: AtomicUsize::new(0),
            lost: AtomicU64::new(0),
            stirred: AtomicBool::new(false),
            writer: OnceLock::new(),
            book: Mutex::new(book),
            audit,
        });
        let weak = Arc::downgrade(&shared);
        match thread::Builder::new().name("activities".into()).spawn(move || keep_writing(&weak)) {
            Ok(writer) => drop(shared.writer.set(writer.thread().clone())),
            Err(e) => tracing::warn!("tool calls are written down only when asked for: {e}"),
        }
        Self { shared }
    }

    /// Whether a call would be written; one that would not is counted. Asked before anything of it is
    /// put together.
    pub(crate) fn has_room(&self) -> bool {
        let room = self.shared.waiting.load(Ordering::Relaxed) < WAITING;
        if !room {
            self.shared.lose(1);
            self.shared.audit.miss(1);
        }
        room
    }

    /// Hands a call over; never waits.
    pub(crate) fn record(&self, call: Call) {
        let shared = &self.shared;
        // Counted first: who takes it out counts it back.
        shared.waiting.fetch_add(1, Ordering::AcqRel);
        if shared.entrance.try_send(call).is_err() {
            shared.waiting.fetch_sub(1, Ordering::AcqRel);
            shared.lose(1);
            shared.audit.miss(1);
        }
        // Nobody waits at the other end: only the first call of many wakes the writer.
        if !shared.stirred.swap(true, Ordering::AcqRel)
            && let Some(writer) = shared.writer.get()
        {
            writer.unpark();
        }
    }

    /// Writes what waits. Blocks.
    pub(crate) fn flush(&self) {
        drop(self.shared.write(usize::MAX));
    }

    /// Whether there is a log to read. Blocks.
    pub(crate) fn is_available(&self) -> bool {
        self.with(|_| Ok(())).is_ok()
    }

    /// The page of that number, from 1 on, of `limit` calls each. Blocks, as do all below.
    ///
    /// # Errors
    /// The log is not available. So it is with all below.
    pub(crate) fn page(&self, filter: &Filter, page: u32, limit: u32) -> Result<Page, Unavailable> {
        self.with(|store| store.page(filter, page, limit))
    }

    /// Figures over the calls that fit.
    pub(crate) fn stats(&self, filter: &Filter) -> Result<Stats, Unavailable> {
        self.with(|store| store.stats(filter))
    }

    /// The values that occur in the calls that fit.
    pub(crate) fn choices(&self, filter: &Filter) -> Result<Choices, Unavailable> {
        self.with(|store| store.choices(filter))
    }

    /// The call of that id.
    pub(crate) fn one(&self, id: i64) -> Result<Option<Activity>, Unavailable> {
        self.with(|store| store.one(id))
    }

    /// Removes the calls from before that time, in milliseconds since 1970; answers how many.
    pub(crate) fn remove_before(&self, at_ms: i64) -> Result<usize, Unavailable> {
        self.with(|store| store.remove_before(at_ms))
    }

    /// Works on the file, in which by then is all that has happened.
    fn with<T>(
        &self,
        work: impl FnOnce(&mut Store) -> rusqlite::Result<T>,
    ) -> Result<T, Unavailable> {
        let mut book = self.shared.write(usize::MAX);
        book.work(work)
    }
}

impl Shared {
    /// Writes what waits, so many calls at most.
    fn write(&self, most: usize) -> MutexGuard<'_, Book> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let (taken, lost) = book.write(most);
        self.waiting.fetch_sub(taken, Ordering::AcqRel);
        self.lose(lost);
        book
    }

    fn lose(&self, calls: usize) {
        if calls > 0 && self.lost.fetch_add(calls as u64, Ordering::Relaxed) == 0 {
            tracing::warn!("not every tool call is written down");
        }
    }
}

/// Ends the writer.
impl Drop for Shared {
    fn drop(&mut self) {
        self.book.get_mut().unwrap_or_else(PoisonError::into_inner).write(usize::MAX);
        if let Some(writer) = self.writer.get() {
            writer.unpark();
        }
    }
}

/// The writer: sleeps while there is nothing to write.
fn keep_writing(shared: &Weak<Shared>) {
    loop {
        thread::park();
        loop {
            thread::sleep(GATHER);
            let Some(shared) = shared.upgrade() else { return };
            // From here on whoever comes wakes us again.
            shared.stirred.store(false, Ordering::Release);
            drop(shared.write(PORTION));
            if shared.waiting.load(Ordering::Acquire) == 0 {
                break;
            }
        }
    }
}

impl Book {
    /// Writes what waits; answers how many calls that were, and how many could not be written.
    fn write(&mut self, most: usize) -> (usize, usize) {
        let mut calls: Vec<Call> = self.arriving.try_iter().take(most.min(WAITING)).collect();
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
                    self.set_aside(&error);
                } else {
                    self.store = Some(store);
                    self.complain(&error);
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
            self.set_aside(error);
            opened = Store::open(&self.path);
        }
        opened.map_err(|error| self.complain(&error)).ok()
    }

    /// Says it once, until it works again.
    fn complain(&mut self, error: &rusqlite::Error) {
        if self.failed.replace(Instant::now()).is_none() {
            let path = self.path.display();
            tracing::warn!("tool calls cannot be written to {path} or read there: {error}");
        }
    }

    /// Makes room for a new file; what can be saved of the old one is left to its owner.
    fn set_aside(&mut self, error: &rusqlite::Error) {
        let beside = |end: &str| {
            let mut name = self.path.clone().into_os_string();
            name.push(end);
            PathBuf::from(name)
        };
        let broken = beside(".broken");
        tracing::warn!("{}: {error}; it is kept as {}", self.path.display(), broken.display());
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(beside(end));
        }
        // What cannot be moved cannot be opened either, and that will be said.
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
    use crate::state::activity_store::now_ms;

    fn call(tool: &str) -> Call {
        let (server, tool) = ("time".into(), tool.into());
        Call { listed: true, at_ms: now_ms(), server, tool, ..Call::default() }
    }

    fn tools(log: &ActivityLog) -> Vec<String> {
        let page = log.page(&Filter::default(), 1, 100).unwrap();
        page.activities.into_iter().map(|activity| activity.call.tool).collect()
    }

    #[test]
    fn who_asks_sees_all_that_happened_and_so_does_the_next_run() {
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
    fn the_writer_writes_without_being_asked() {
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
    fn a_broken_file_is_set_aside_and_a_new_one_begun() {
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
    fn without_a_file_calls_are_lost_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        for _ in 0..WAITING * 2 {
            log.record(call("a"));
        }
        assert!(!log.is_available());
        assert_eq!(log.stats(&Filter::default()), Err(Unavailable));
        assert!(log.shared.lost.load(Ordering::Relaxed) >= WAITING as u64);
    }

    #[test]
    fn a_file_of_a_newer_version_is_left_alone() {
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
