//! Limits on client connections: their number, the time a request body may take, and which connection
//! is evicted first.
//!
//! A request takes no lock and sets no timer for this. A connection stores its phase in atomics, and the
//! accept loop checks all connections once a second.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use futures_util::task::AtomicWaker;
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::proxy::limits;

/// Maximum number of connections. At most half of the file descriptors are used for them; the rest is
/// for files, children and servers.
const CONNECTIONS: usize = 10_000;
/// Minimum number of connections, even if the limit of file descriptors is lower.
const CONNECTIONS_LEAST: usize = 16;
/// Number of evicted connections that may still be closing before accepting pauses, and the longest
/// pause.
const CLOSING: usize = 4;
const CLOSING_TIME: Duration = Duration::from_millis(100);
/// Longest pause within a request body.
const BODY_PAUSE_SECONDS: u32 = 30;
/// Minimum average rate of a body after that pause.
const BODY_KIB_PER_SECOND: u32 = 1;
/// Longest time for a whole body.
const BODY_SECONDS: u32 = 600;
/// Longest time between two requests, and for the headers of one.
const IDLE_SECONDS: u32 = 30;
/// A client that does not read its response for this long is disconnected.
const UNREAD_SECONDS: u32 = 60;

/// The state of a connection, in the order of eviction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(in crate::serve) enum Phase {
    /// No request is in flight; the headers of the next one may be arriving.
    Idle,
    /// The client is sending a request body.
    Receiving,
    /// The client is reading an event stream.
    Streaming,
    /// A request is being processed. Such a connection is never evicted.
    Answering,
}

/// Counts seconds while connections are open, starting at 1. It has its own allocation, so that reading
/// it never contends with writes to other fields.
type Clock = Arc<AtomicU32>;

/// One client connection. Times are in seconds of the table's clock.
#[derive(Debug)]
pub(in crate::serve) struct Connection {
    table: Weak<Connections>,
    clock: Clock,
    number: u64,
    phase: AtomicU8,
    /// Start of the current phase.
    since: AtomicU32,
    /// Time of the last chunk of the request body.
    received_at: AtomicU32,
    received_bytes: AtomicU32,
    /// Start of the time in which the client reads nothing; 0 if no write is pending.
    unread_since: AtomicU32,
    /// The body takes too long; its reader fails.
    is_stalled: AtomicBool,
    /// The request has been in [`Phase::Answering`] for longer than [`limits::SILENT_CALL`].
    is_silent: AtomicBool,
    is_closing: AtomicBool,
    waker: AtomicWaker,
}

/// The table of all client connections.
#[derive(Debug)]
pub(in crate::serve) struct Connections {
    open: Mutex<Open>,
    clock: Clock,
    limit: usize,
    /// Notified when an evicted connection is dropped.
    gone: Notify,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    /// Evicted connections that still hold their sockets.
    closing: usize,
    by_number: BTreeMap<u64, Arc<Connection>>,
}

impl Connections {
    /// Creates an empty table, limited by the file descriptors of this process.
    pub(in crate::serve) fn new() -> Arc<Self> {
        Self::with_limit(limit(files_max()))
    }

    fn with_limit(limit: usize) -> Arc<Self> {
        let gone = Notify::new();
        Arc::new(Self { open: Mutex::default(), clock: Arc::new(AtomicU32::new(1)), limit, gone })
    }

    pub(in crate::serve) fn limit(&self) -> usize {
        self.limit
    }

    /// Adds a connection. If the table is full, evicts the connection that has been idle longest, else
    /// one that is sending a body, else a stream. Returns `None` if all are processing requests.
    pub(in crate::serve) fn add(self: &Arc<Self>) -> Option<Arc<Connection>> {
        let mut open = self.open.lock();
        while open.by_number.len() >= self.limit {
            open.close_first(Phase::Streaming)?;
        }
        open.next += 1;
        let connection = Arc::new(Connection::new(self, open.next));
        open.by_number.insert(connection.number, Arc::clone(&connection));
        Some(connection)
    }

    /// Closes up to `count` idle connections to free file descriptors.
    pub(in crate::serve) fn close_idle(&self, count: usize) {
        let mut open = self.open.lock();
        for _ in 0..count {
            if open.close_first(Phase::Idle).is_none() {
                break;
            }
        }
    }

    /// Waits until most evicted connections have released their sockets, for [`CLOSING_TIME`] at most.
    pub(in crate::serve) async fn settle(&self) {
        let is_settled = || self.open.lock().closing <= CLOSING;
        let settled = async {
            while !is_settled() {
                self.gone.notified().await;
            }
        };
        let _ = tokio::time::timeout(CLOSING_TIME, settled).await;
    }

    pub(in crate::serve) fn is_empty(&self) -> bool {
        self.open.lock().by_number.is_empty()
    }

    /// Advances the clock by a second and closes connections that exceed a limit.
    pub(in crate::serve) fn tick(&self) {
        let now = self.clock.fetch_add(1, Ordering::Relaxed) + 1;
        for connection in self.open.lock().by_number.values() {
            connection.check(now);
        }
    }

    fn now(&self) -> u32 {
        self.clock.load(Ordering::Relaxed)
    }
}

impl Open {
    /// Evicts the first connection in eviction order, if its phase is not later than `last`.
    fn close_first(&mut self, last: Phase) -> Option<()> {
        let rank = |connection: &Arc<Connection>| {
            (connection.phase(), connection.since.load(Ordering::Relaxed), connection.number)
        };
        let (phase, _, number) = self.by_number.values().map(rank).min()?;
        if phase > last {
            return None;
        }
        let first = self.by_number.remove(&number)?;
        self.closing += 1;
        first.close();
        Some(())
    }
}

impl Connection {
    fn new(table: &Arc<Connections>, number: u64) -> Self {
        Self {
            table: Arc::downgrade(table),
            clock: Arc::clone(&table.clock),
            number,
            phase: AtomicU8::new(Phase::Idle as u8),
            since: AtomicU32::new(table.now()),
            received_at: AtomicU32::new(0),
            received_bytes: AtomicU32::new(0),
            unread_since: AtomicU32::new(0),
            is_stalled: AtomicBool::new(false),
            is_silent: AtomicBool::new(false),
            is_closing: AtomicBool::new(false),
            waker: AtomicWaker::new(),
        }
    }

    /// Changes the phase.
    pub(in crate::serve) fn enter(&self, phase: Phase) {
        let now = self.now();
        if phase == Phase::Receiving {
            self.received_at.store(now, Ordering::Relaxed);
            self.received_bytes.store(0, Ordering::Relaxed);
        }
        self.is_silent.store(false, Ordering::Relaxed);
        self.since.store(now, Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Records a chunk of the request body.
    pub(in crate::serve) fn receive(&self, bytes: usize) {
        self.received_at.store(self.now(), Ordering::Relaxed);
        self.received_bytes.fetch_add(u32::try_from(bytes).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// Records a write and whether it is pending because the client does not read.
    pub(in crate::serve) fn write(&self, is_pending: bool) {
        let is_noted = self.unread_since.load(Ordering::Relaxed) != 0;
        if is_pending != is_noted {
            let since = if is_pending { self.now() } else { 0 };
            self.unread_since.store(since, Ordering::Relaxed);
        }
    }

    pub(in crate::serve) fn phase(&self) -> Phase {
        let phases = [Phase::Idle, Phase::Receiving, Phase::Streaming];
        let phase = self.phase.load(Ordering::Relaxed);
        phases.get(usize::from(phase)).copied().unwrap_or(Phase::Answering)
    }

    /// Returns whether the body exceeds its time limits.
    pub(in crate::serve) fn is_stalled(&self) -> bool {
        self.is_stalled.load(Ordering::Relaxed)
    }

    /// Returns whether the request has been processed for so long that its client may time out. The
    /// task is woken when this changes.
    pub(in crate::serve) fn is_silent(&self) -> bool {
        self.is_silent.load(Ordering::Relaxed)
    }

    /// Returns whether the connection must be closed, and registers the task to be woken when this
    /// changes. A request that arrived meanwhile is still processed.
    pub(in crate::serve) fn is_closing(&self, task: &std::task::Waker) -> bool {
        self.waker.register(task);
        if !self.is_closing.load(Ordering::Acquire) {
            return false;
        }
        let is_answering = self.phase() == Phase::Answering;
        !is_answering || self.unread_since.load(Ordering::Relaxed) != 0
    }

    fn close(&self) {
        self.is_closing.store(true, Ordering::Release);
        self.waker.wake();
    }

    fn check(&self, now: u32) {
        let age = |since: &AtomicU32| now.saturating_sub(since.load(Ordering::Relaxed));
        if self.unread_since.load(Ordering::Relaxed) != 0
            && age(&self.unread_since) > UNREAD_SECONDS
        {
            self.close();
        }
        let phase = self.phase();
        if phase == Phase::Idle && age(&self.since) > IDLE_SECONDS {
            self.close();
        }
        if phase == Phase::Answering
            && u64::from(age(&self.since)) >= limits::SILENT_CALL.as_secs()
            && !self.is_silent.swap(true, Ordering::Relaxed)
        {
            self.waker.wake();
        }
        if phase != Phase::Receiving {
            return;
        }
        let kib = self.received_bytes.load(Ordering::Relaxed) >> 10;
        let allowed =
            BODY_PAUSE_SECONDS.saturating_add(kib / BODY_KIB_PER_SECOND).min(BODY_SECONDS);
        if age(&self.received_at) > BODY_PAUSE_SECONDS || age(&self.since) > allowed {
            // If the request has not failed a second later, nothing is reading the body.
            if self.is_stalled.swap(true, Ordering::Relaxed) {
                self.close();
            }
            self.waker.wake();
        }
    }

    fn now(&self) -> u32 {
        self.clock.load(Ordering::Relaxed)
    }

    /// Removes a closed connection from the table.
    pub(in crate::serve) fn remove(&self) {
        if let Some(table) = self.table.upgrade() {
            let mut open = table.open.lock();
            if open.by_number.remove(&self.number).is_none() {
                open.closing = open.closing.saturating_sub(1);
                table.gone.notify_one();
            }
        }
    }
}

/// Returns the connection limit for this limit of file descriptors.
fn limit(files: Option<u64>) -> usize {
    let half = files.map_or(CONNECTIONS, |files| usize::try_from(files / 2).unwrap_or(CONNECTIONS));
    half.clamp(CONNECTIONS_LEAST, CONNECTIONS)
}

/// Returns the limit of file descriptors; `None` if there is none.
#[cfg(unix)]
fn files_max() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

#[cfg(not(unix))]
fn files_max() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closes(connection: &Connection) -> bool {
        connection.is_closing(std::task::Waker::noop())
    }

    fn pass(table: &Connections, seconds: u32) {
        (0..seconds).for_each(|_| table.tick());
    }

    #[test]
    fn connections_use_at_most_half_of_the_file_descriptors() {
        assert_eq!(limit(Some(1024)), 512);
        assert_eq!(limit(Some(64)), 32);
        assert_eq!(limit(Some(8)), CONNECTIONS_LEAST);
        assert_eq!((limit(None), limit(Some(u64::MAX))), (CONNECTIONS, CONNECTIONS));
    }

    #[test]
    fn idle_connections_are_evicted_first_then_bodies_then_streams_and_never_calls() {
        let table = Connections::with_limit(5);
        let all: Vec<_> = (0..5).map(|_| table.add().unwrap()).collect();
        for (connection, phase) in all.iter().zip([
            Phase::Answering,
            Phase::Streaming,
            Phase::Receiving,
            Phase::Idle,
            Phase::Idle,
        ]) {
            connection.enter(phase);
        }
        pass(&table, 1);
        all[3].enter(Phase::Idle);
        for (first, rest) in [(4, 0..4), (3, 0..3), (2, 0..2), (1, 0..1)] {
            table.add().unwrap().enter(Phase::Answering);
            assert!(closes(&all[first]), "{first}");
            assert!(!rest.into_iter().any(|n| closes(&all[n])), "{first}");
        }
        assert!(table.add().is_none());
        all[0].remove();
        assert!(table.add().is_some());
    }

    #[test]
    fn running_out_of_file_descriptors_closes_only_idle_connections() {
        let table = Connections::with_limit(5);
        let (idle, stream) = (table.add().unwrap(), table.add().unwrap());
        stream.enter(Phase::Streaming);
        table.close_idle(4);
        assert_eq!((closes(&idle), closes(&stream)), (true, false));
    }

    #[test]
    fn a_request_that_arrives_during_eviction_is_processed() {
        let table = Connections::with_limit(1);
        let first = table.add().unwrap();
        table.add().unwrap();
        first.enter(Phase::Answering);
        assert!(!closes(&first));
        first.enter(Phase::Idle);
        assert!(closes(&first));
    }

    #[test]
    fn a_client_that_sends_no_headers_is_disconnected() {
        let table = Connections::with_limit(5);
        let (silent, active) = (table.add().unwrap(), table.add().unwrap());
        pass(&table, IDLE_SECONDS);
        active.enter(Phase::Answering);
        active.enter(Phase::Idle);
        pass(&table, 1);
        assert_eq!((closes(&silent), closes(&active)), (true, false));
        pass(&table, IDLE_SECONDS);
        assert!(closes(&active));
    }

    #[test]
    fn a_body_may_pause_and_be_slow_within_limits() {
        let table = Connections::with_limit(5);
        let [silent, drips, slow, steady] = [0; 4].map(|_| table.add().unwrap());
        for connection in [&silent, &drips, &slow, &steady] {
            connection.enter(Phase::Receiving);
        }
        for _ in 0..BODY_PAUSE_SECONDS {
            table.tick();
            drips.receive(1);
            slow.receive(2 << 10);
            steady.receive(2 << 10);
        }
        assert!(![&silent, &drips, &slow, &steady].iter().any(|c| c.is_stalled()));
        table.tick();
        assert_eq!([&silent, &drips, &slow].map(|c| c.is_stalled()), [true, true, false]);
        assert!(!closes(&silent), "the request fails first");
        table.tick();
        assert!(closes(&silent) && closes(&drips) && !closes(&slow));
        for _ in 0..BODY_SECONDS {
            table.tick();
            steady.receive(2 << 10);
        }
        assert!(steady.is_stalled());
    }

    #[test]
    fn a_request_becomes_silent_after_a_while_and_the_next_one_starts_anew() {
        let table = Connections::with_limit(5);
        let connection = table.add().unwrap();
        connection.enter(Phase::Answering);
        let seconds = u32::try_from(limits::SILENT_CALL.as_secs()).unwrap();
        pass(&table, seconds - 1);
        assert!(!connection.is_silent());
        pass(&table, 1);
        assert!(connection.is_silent());
        connection.enter(Phase::Answering);
        assert!(!connection.is_silent());
        connection.enter(Phase::Streaming);
        pass(&table, 2 * seconds);
        assert!(!connection.is_silent(), "a stream sends comments by itself");
    }

    #[test]
    fn a_client_that_does_not_read_its_response_is_disconnected() {
        let table = Connections::with_limit(5);
        let (stuck, slow) = (table.add().unwrap(), table.add().unwrap());
        for connection in [&stuck, &slow] {
            connection.enter(Phase::Answering);
            connection.write(true);
        }
        pass(&table, UNREAD_SECONDS);
        slow.write(false);
        slow.write(true);
        pass(&table, 1);
        assert_eq!((closes(&stuck), closes(&slow)), (true, false));
    }
}
