//! The connections that are open: how many there may be, how long one may keep the hub waiting, and
//! which one goes when there are too many.
//!
//! A request takes no lock and sets no timer for this: a connection notes what it does, and the loop
//! that accepts connections looks at all of them once a second.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use futures_util::task::AtomicWaker;
use tokio::sync::Notify;

use crate::proxy::limits;

/// Connections at once, if the process may open twice as many files: the other half is for files,
/// children and servers.
const CONNECTIONS: usize = 10_000;
/// However few files the process may open.
const CONNECTIONS_LEAST: usize = 16;
/// Connections that are being closed for others before no more are accepted, and for how long.
const CLOSING: usize = 4;
const CLOSING_TIME: Duration = Duration::from_millis(100);
/// A request's body may pause for this long.
const BODY_PAUSE_SECONDS: u32 = 30;
/// After that pause a body must have come at this rate on average.
const BODY_KIB_PER_SECOND: u32 = 1;
/// A whole body.
const BODY_SECONDS: u32 = 600;
/// A client that reads nothing of what is sent to it for this long is gone.
const UNREAD_SECONDS: u32 = 60;

/// What a connection does. What comes first goes first when others need room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Phase {
    /// No request is under way.
    Idle,
    /// The client still sends a request's body.
    Receiving,
    /// The client listens to a stream.
    Streaming,
    /// A request is being answered. Such a connection is never closed for others.
    Answering,
}

/// Counts the seconds during which connections were open; begins with 1. Each connection reads it, and
/// it stands in memory of its own, to which nothing else is written.
type Clock = Arc<AtomicU32>;

/// One connection. Times are in seconds of the table's clock.
#[derive(Debug)]
pub(super) struct Connection {
    table: Weak<Connections>,
    clock: Clock,
    number: u64,
    phase: AtomicU8,
    /// When the phase began.
    since: AtomicU32,
    /// When a part of the request's body last came.
    received_at: AtomicU32,
    received_bytes: AtomicU32,
    /// Since when the client has read nothing; 0 if there is nothing to read.
    unread_since: AtomicU32,
    /// The body takes too long: whoever waits for it is to give up.
    is_stalled: AtomicBool,
    /// The request has been answered for [`limits::SILENT`].
    is_silent: AtomicBool,
    is_closing: AtomicBool,
    waker: AtomicWaker,
}

/// All connections.
#[derive(Debug)]
pub(super) struct Connections {
    open: Mutex<Open>,
    clock: Clock,
    limit: usize,
    /// A connection that was closed for others is gone.
    gone: Notify,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    /// Connections that were closed for others and still have their sockets.
    closing: usize,
    by_number: BTreeMap<u64, Arc<Connection>>,
}

impl Connections {
    /// An empty table for as many connections as this process has room for.
    pub(super) fn new() -> Arc<Self> {
        Self::with_limit(limit(files_max()))
    }

    fn with_limit(limit: usize) -> Arc<Self> {
        let gone = Notify::new();
        Arc::new(Self { open: Mutex::default(), clock: Arc::new(AtomicU32::new(1)), limit, gone })
    }

    /// How many there may be.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Adds a connection. If there are too many, the one goes that has been idle for longest; if none
    /// is idle, one whose request is still being sent, then a stream. `None` if all are being
    /// answered.
    pub(super) fn add(self: &Arc<Self>) -> Option<Arc<Connection>> {
        let mut open = self.lock();
        while open.by_number.len() >= self.limit {
            open.close_first(Phase::Streaming)?;
        }
        open.next += 1;
        let connection = Arc::new(Connection::new(self, open.next));
        open.by_number.insert(connection.number, Arc::clone(&connection));
        Some(connection)
    }

    /// Closes that many idle connections, to make room for other files.
    pub(super) fn close_idle(&self, count: usize) {
        let mut open = self.lock();
        for _ in 0..count {
            if open.close_first(Phase::Idle).is_none() {
                break;
            }
        }
    }

    /// Waits, for a moment at most, until most of the connections that were closed for others have
    /// given their sockets back.
    pub(super) async fn settle(&self) {
        let is_settled = || self.lock().closing <= CLOSING;
        let settled = async {
            while !is_settled() {
                self.gone.notified().await;
            }
        };
        let _ = tokio::time::timeout(CLOSING_TIME, settled).await;
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.lock().by_number.is_empty()
    }

    /// Advances the clock by a second and ends what has kept the hub waiting for too long.
    pub(super) fn tick(&self) {
        let now = self.clock.fetch_add(1, Ordering::Relaxed) + 1;
        for connection in self.lock().by_number.values() {
            connection.check(now);
        }
    }

    fn now(&self) -> u32 {
        self.clock.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Closes the first connection to go, if its phase is no later than `last`.
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

    /// The connection does something else from now on.
    pub(super) fn enter(&self, phase: Phase) {
        let now = self.now();
        if phase == Phase::Receiving {
            self.received_at.store(now, Ordering::Relaxed);
            self.received_bytes.store(0, Ordering::Relaxed);
        }
        self.is_silent.store(false, Ordering::Relaxed);
        self.since.store(now, Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// A part of the request's body has come.
    pub(super) fn receive(&self, bytes: usize) {
        self.received_at.store(self.now(), Ordering::Relaxed);
        self.received_bytes.fetch_add(u32::try_from(bytes).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// Something was written, or the client has not read enough for that.
    pub(super) fn write(&self, is_pending: bool) {
        let is_noted = self.unread_since.load(Ordering::Relaxed) != 0;
        if is_pending != is_noted {
            let since = if is_pending { self.now() } else { 0 };
            self.unread_since.store(since, Ordering::Relaxed);
        }
    }

    pub(super) fn phase(&self) -> Phase {
        let phases = [Phase::Idle, Phase::Receiving, Phase::Streaming];
        let phase = self.phase.load(Ordering::Relaxed);
        phases.get(usize::from(phase)).copied().unwrap_or(Phase::Answering)
    }

    /// Whether the body takes too long.
    pub(super) fn is_stalled(&self) -> bool {
        self.is_stalled.load(Ordering::Relaxed)
    }

    /// Whether the request has been answered for so long that its client may give up. The task is
    /// woken when this changes.
    pub(super) fn is_silent(&self) -> bool {
        self.is_silent.load(Ordering::Relaxed)
    }

    /// Whether the connection is to be closed. The task is woken when this changes. A request that
    /// came at the last moment is answered.
    pub(super) fn is_closing(&self, task: &std::task::Waker) -> bool {
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
        if phase == Phase::Answering
            && u64::from(age(&self.since)) > limits::SILENT.as_secs()
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
            // Nobody reads the body if the request has not been refused a second later.
            if self.is_stalled.swap(true, Ordering::Relaxed) {
                self.close();
            }
            self.waker.wake();
        }
    }

    fn now(&self) -> u32 {
        self.clock.load(Ordering::Relaxed)
    }

    /// The connection is closed.
    pub(super) fn remove(&self) {
        if let Some(table) = self.table.upgrade() {
            let mut open = table.lock();
            if open.by_number.remove(&self.number).is_none() {
                open.closing = open.closing.saturating_sub(1);
                table.gone.notify_one();
            }
        }
    }
}

/// How many connections fit into a process that may open so many files.
fn limit(files: Option<u64>) -> usize {
    let half = files.map_or(CONNECTIONS, |files| usize::try_from(files / 2).unwrap_or(CONNECTIONS));
    half.clamp(CONNECTIONS_LEAST, CONNECTIONS)
}

/// How many files the process may open; `None` if that is not limited.
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
    fn half_of_the_files_are_for_connections() {
        assert_eq!(limit(Some(1024)), 512);
        assert_eq!(limit(Some(64)), 32);
        assert_eq!(limit(Some(8)), CONNECTIONS_LEAST);
        assert_eq!((limit(None), limit(Some(u64::MAX))), (CONNECTIONS, CONNECTIONS));
    }

    #[test]
    fn the_one_idle_for_longest_makes_room_then_bodies_then_streams_and_calls_never() {
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
    fn files_that_ran_out_cost_idle_connections_only() {
        let table = Connections::with_limit(5);
        let (idle, stream) = (table.add().unwrap(), table.add().unwrap());
        stream.enter(Phase::Streaming);
        table.close_idle(4);
        assert_eq!((closes(&idle), closes(&stream)), (true, false));
    }

    #[test]
    fn a_request_that_came_at_the_last_moment_is_answered() {
        let table = Connections::with_limit(1);
        let first = table.add().unwrap();
        table.add().unwrap();
        first.enter(Phase::Answering);
        assert!(!closes(&first));
        first.enter(Phase::Idle);
        assert!(closes(&first));
    }

    #[test]
    fn a_body_may_pause_and_may_be_slow_but_not_for_ever() {
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
        assert!(!closes(&silent), "the request is refused first");
        table.tick();
        assert!(closes(&silent) && closes(&drips) && !closes(&slow));
        for _ in 0..BODY_SECONDS {
            table.tick();
            steady.receive(2 << 10);
        }
        assert!(steady.is_stalled());
    }

    #[test]
    fn an_answer_is_silent_after_a_while_and_the_next_one_begins_anew() {
        let table = Connections::with_limit(5);
        let connection = table.add().unwrap();
        connection.enter(Phase::Answering);
        let seconds = u32::try_from(limits::SILENT.as_secs()).unwrap();
        pass(&table, seconds);
        assert!(!connection.is_silent());
        pass(&table, 1);
        assert!(connection.is_silent());
        connection.enter(Phase::Answering);
        assert!(!connection.is_silent());
        connection.enter(Phase::Streaming);
        pass(&table, 2 * seconds);
        assert!(!connection.is_silent(), "a stream shows by itself that it is alive");
    }

    #[test]
    fn a_client_that_does_not_read_is_dropped_even_while_it_is_answered() {
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
