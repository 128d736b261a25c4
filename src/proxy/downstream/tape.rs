//! Replay buffers for the streams of a legacy session. A client that lost a stream requests the
//! rest with `Last-Event-ID` (MCP 2025-11-25, basic/transports, resumability and redelivery).

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::protocol::sse;
use crate::proxy::downstream::body::Piece;
use crate::proxy::limits;

/// The streams of one session, by number.
#[derive(Debug, Default)]
pub(crate) struct Tapes {
    inner: Mutex<Numbered>,
}

#[derive(Debug, Default)]
struct Numbered {
    next: u64,
    by_number: BTreeMap<u64, Arc<Tape>>,
}

/// One stream: its recent events and the client that reads it now.
#[derive(Debug)]
pub(crate) struct Tape {
    number: u64,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Number of the last event; the first is 1.
    last: u64,
    /// The most recent events, oldest first.
    kept: VecDeque<(u64, Bytes)>,
    kept_bytes: usize,
    /// Number of the last event sent while a client was connected.
    heard: u64,
    live: Option<mpsc::Sender<Piece>>,
    ended: Option<Instant>,
}

impl Tapes {
    /// Starts a stream. If there are too many, drops the oldest one that has ended.
    pub(crate) fn begin(&self) -> Arc<Tape> {
        let mut inner = self.lock();
        inner.next += 1;
        let tape = Arc::new(Tape { number: inner.next, inner: Mutex::default() });
        if inner.by_number.len() >= limits::TAPES {
            let ended = inner.by_number.iter().find(|(_, tape)| tape.lock().ended.is_some());
            if let Some(oldest) = ended.map(|(number, _)| *number) {
                inner.by_number.remove(&oldest);
            }
        }
        inner.by_number.insert(tape.number, Arc::clone(&tape));
        tape
    }

    /// Returns the events after `event`, and those still to come, of the stream that `event`
    /// belongs to. Returns `None` if that stream is unknown.
    pub(crate) fn resume(&self, event: &str) -> Option<mpsc::Receiver<Piece>> {
        let (number, event) = event.split_once('-')?;
        let tape = self.lock().by_number.get(&number.parse().ok()?).cloned()?;
        Some(tape.attach(Some(event.parse().ok()?), false))
    }

    /// Whether a client reads one of the streams.
    pub(crate) fn are_heard(&self) -> bool {
        let live = |tape: &Arc<Tape>| tape.lock().live.as_ref().is_some_and(|l| !l.is_closed());
        self.lock().by_number.values().any(live)
    }

    /// Drops streams that ended more than [`limits::TAPE_KEPT`] ago.
    pub(crate) fn sweep(&self) {
        let fresh = |tape: &Arc<Tape>| {
            tape.lock().ended.is_none_or(|ended| ended.elapsed() < limits::TAPE_KEPT)
        };
        self.lock().by_number.retain(|_, tape| fresh(tape));
    }

    fn lock(&self) -> MutexGuard<'_, Numbered> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tape {
    /// Stores a message for replay and sends it to the connected client, if any.
    pub(crate) async fn say(&self, message: Bytes) {
        let (live, piece) = {
            let mut inner = self.lock();
            inner.last += 1;
            let number = inner.last;
            inner.keep(number, message.clone());
            let id = Some(self.id_of(number));
            (inner.live.clone(), Piece { id, ..Piece::from(message) })
        };
        let Some(live) = live else { return };
        let sent = live.send(piece).await.is_ok();
        let mut inner = self.lock();
        if sent {
            inner.heard = inner.last;
        } else if inner.live.as_ref().is_some_and(|now| now.same_channel(&live)) {
            inner.live = None;
        }
    }

    /// Connects a client in place of an earlier one. It receives the events after number `after`,
    /// by default those that no client has received. If `primed`, the first event is empty and has
    /// an id to resume from.
    pub(crate) fn attach(&self, after: Option<u64>, primed: bool) -> mpsc::Receiver<Piece> {
        let mut inner = self.lock();
        let after = after.unwrap_or(inner.heard);
        let (live, receiver) = mpsc::channel(inner.kept.len() + limits::STREAM_QUEUE);
        if primed {
            let id = Some(self.id_of(inner.last.min(after)));
            let _ = live.try_send(Piece { id, kind: sse::MESSAGE, data: Bytes::new() });
        }
        for (number, message) in inner.kept.iter().filter(|(number, _)| *number > after) {
            let id = Some(self.id_of(*number));
            // The channel has room for all of them.
            let _ = live.try_send(Piece { id, ..Piece::from(message.clone()) });
        }
        inner.heard = inner.last;
        if inner.ended.is_none() {
            inner.live = Some(live);
        }
        receiver
    }

    /// Ends the stream; it stays available for replay.
    pub(crate) fn end(&self) {
        let mut inner = self.lock();
        let heard = inner.live.take().is_some_and(|live| !live.is_closed());
        if heard && inner.kept_bytes > limits::TAPE_BYTES {
            inner.kept.clear();
        }
        inner.ended = Some(Instant::now());
    }

    fn id_of(&self, event: u64) -> String {
        format!("{}-{event}", self.number)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Stores an event and drops the oldest ones beyond the limits.
    fn keep(&mut self, number: u64, message: Bytes) {
        self.kept_bytes += message.len();
        self.kept.push_back((number, message));
        while self.kept.len() > limits::TAPE_EVENTS
            || (self.kept_bytes > limits::TAPE_BYTES && self.kept.len() > 1)
        {
            let Some((_, oldest)) = self.kept.pop_front() else { return };
            self.kept_bytes -= oldest.len();
        }
    }
}

/// Destination of the messages of one stream.
#[derive(Clone, Debug)]
pub(crate) enum Outlet {
    /// The connected client only.
    Live(mpsc::Sender<Piece>),
    /// A replay buffer: the client may reconnect.
    Taped(Arc<Tape>),
}

/// The client has disconnected and will not reconnect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gone;

impl Outlet {
    /// Sends a message.
    ///
    /// # Errors
    /// [`Gone`] if the client has disconnected for good.
    pub(crate) async fn say(&self, message: Bytes) -> Result<(), Gone> {
        match self {
            Self::Live(live) => live.send(message.into()).await.map_err(|_| Gone),
            Self::Taped(tape) => {
                tape.say(message).await;
                Ok(())
            }
        }
    }

    /// Completes when the client has disconnected for good.
    pub(crate) async fn gone(&self) {
        match self {
            Self::Live(live) => live.closed().await,
            Self::Taped(_) => std::future::pending().await,
        }
    }

    /// Ends the stream.
    pub(crate) fn end(self) {
        if let Self::Taped(tape) = self {
            tape.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns all pending events as `id: message`.
    fn said(receiver: &mut mpsc::Receiver<Piece>) -> Vec<String> {
        let mut out = Vec::new();
        while let Ok(piece) = receiver.try_recv() {
            let text = String::from_utf8(piece.data.to_vec()).unwrap();
            out.push(format!("{}: {text}", piece.id.unwrap_or_default()));
        }
        out
    }

    fn text(n: usize) -> Bytes {
        Bytes::from(format!("m{n}"))
    }

    #[tokio::test]
    async fn a_client_that_comes_back_hears_what_it_missed_once_and_in_order() {
        let tapes = Tapes::default();
        let tape = tapes.begin();
        let mut first = tape.attach(None, true);
        tape.say(text(1)).await;
        tape.say(text(2)).await;
        assert_eq!(said(&mut first), ["1-0: ", "1-1: m1", "1-2: m2"]);
        drop(first);
        tape.say(text(3)).await;
        tape.say(text(4)).await;
        let mut again = tapes.resume("1-1").unwrap();
        tape.say(text(5)).await;
        tape.end();
        assert_eq!(said(&mut again), ["1-2: m2", "1-3: m3", "1-4: m4", "1-5: m5"]);
        // The stream has ended, so no more events follow.
        let mut late = tapes.resume("1-4").unwrap();
        assert_eq!((said(&mut late), late.recv().await), (vec!["1-5: m5".to_owned()], None));
    }

    #[tokio::test]
    async fn what_nobody_heard_waits_for_the_first_who_listens() {
        let tape = Tapes::default().begin();
        tape.say(text(1)).await;
        let mut first = tape.attach(None, false);
        assert_eq!(said(&mut first), ["1-1: m1"]);
        let mut second = tape.attach(None, false);
        tape.say(text(2)).await;
        assert_eq!((said(&mut second), first.recv().await), (vec!["1-2: m2".to_owned()], None));
    }

    #[tokio::test]
    async fn a_tape_keeps_no_more_than_its_share_but_always_the_last() {
        let tapes = Tapes::default();
        let tape = tapes.begin();
        for n in 0..limits::TAPE_EVENTS + 10 {
            tape.say(text(n)).await;
        }
        assert_eq!(said(&mut tapes.resume("1-0").unwrap()).len(), limits::TAPE_EVENTS);
        tape.say(Bytes::from(vec![b'x'; limits::TAPE_BYTES + 1])).await;
        assert_eq!(said(&mut tapes.resume("1-0").unwrap()).len(), 1);
        for _ in 0..limits::TAPES * 2 {
            tapes.begin().end();
        }
        assert!(tapes.lock().by_number.len() <= limits::TAPES + 1);
        assert!(tapes.resume("1-0").is_some(), "one that has not ended stays");
        for bad in ["", "1", "x-1", "1-x", "9999-1"] {
            assert!(tapes.resume(bad).is_none(), "{bad}");
        }
    }
}
