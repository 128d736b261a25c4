//! Replay buffers for the streams of a legacy session. A client that lost a stream requests the
//! rest with `Last-Event-ID` (MCP 2025-11-25, basic/transports, resumability and redelivery).

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::mpsc;

use crate::protocol::framing::sse;
use crate::proxy::downstream::transport::body::SseEvent;
use crate::proxy::limits;

/// The streams of one session, by number.
#[derive(Debug, Default)]
pub(crate) struct ReplayBuffers {
    inner: Mutex<Streams>,
}

#[derive(Debug, Default)]
struct Streams {
    next: u64,
    by_number: BTreeMap<u64, Arc<ReplayBuffer>>,
}

/// One stream: its recent events and the client that reads it now.
#[derive(Debug)]
pub(crate) struct ReplayBuffer {
    number: u64,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Number of the last event; the first is 1.
    last: u64,
    /// The most recent events, oldest first.
    stored: VecDeque<(u64, Bytes)>,
    stored_bytes: usize,
    /// Number of the last event sent while a client was connected.
    delivered: u64,
    reader: Option<mpsc::Sender<SseEvent>>,
    ended: Option<Instant>,
}

impl ReplayBuffers {
    /// Starts a stream. If there are too many, drops the oldest one that has ended.
    pub(crate) fn start(&self) -> Arc<ReplayBuffer> {
        let mut inner = self.inner.lock();
        inner.next += 1;
        let buffer = Arc::new(ReplayBuffer { number: inner.next, inner: Mutex::default() });
        if inner.by_number.len() >= limits::REPLAY_BUFFERS {
            let ended =
                inner.by_number.iter().find(|(_, buffer)| buffer.inner.lock().ended.is_some());
            if let Some(oldest) = ended.map(|(number, _)| *number) {
                inner.by_number.remove(&oldest);
            }
        }
        inner.by_number.insert(buffer.number, Arc::clone(&buffer));
        buffer
    }

    /// Returns the events after `event`, and those still to come, of the stream that `event`
    /// belongs to. Returns `None` if that stream is unknown.
    pub(crate) fn resume(&self, event: &str) -> Option<mpsc::Receiver<SseEvent>> {
        let (number, event) = event.split_once('-')?;
        let buffer = self.inner.lock().by_number.get(&number.parse().ok()?).cloned()?;
        Some(buffer.attach(Some(event.parse().ok()?), false))
    }

    /// Whether a client reads one of the streams.
    pub(crate) fn have_reader(&self) -> bool {
        let reader = |buffer: &Arc<ReplayBuffer>| {
            buffer.inner.lock().reader.as_ref().is_some_and(|l| !l.is_closed())
        };
        self.inner.lock().by_number.values().any(reader)
    }

    /// Drops streams that ended more than [`limits::REPLAY_RETENTION`] ago.
    pub(crate) fn sweep(&self) {
        let fresh = |buffer: &Arc<ReplayBuffer>| {
            buffer.inner.lock().ended.is_none_or(|ended| ended.elapsed() < limits::REPLAY_RETENTION)
        };
        self.inner.lock().by_number.retain(|_, buffer| fresh(buffer));
    }
}

impl ReplayBuffer {
    /// Stores a message for replay and sends it to the connected client, if any.
    pub(crate) async fn send(&self, message: Bytes) {
        let (reader, event) = {
            let mut inner = self.inner.lock();
            inner.last += 1;
            let number = inner.last;
            inner.store(number, message.clone());
            let id = Some(self.event_id(number));
            (inner.reader.clone(), SseEvent { id, ..SseEvent::from(message) })
        };
        let Some(reader) = reader else { return };
        let sent = reader.send(event).await.is_ok();
        let mut inner = self.inner.lock();
        if sent {
            inner.delivered = inner.last;
        } else if inner.reader.as_ref().is_some_and(|current| current.same_channel(&reader)) {
            inner.reader = None;
        }
    }

    /// Connects a client in place of an earlier one. It receives the events after number `after`,
    /// by default those that no client has received. If `sends_first_id`, the first event is empty
    /// and has an id to resume from.
    pub(crate) fn attach(
        &self,
        after: Option<u64>,
        sends_first_id: bool,
    ) -> mpsc::Receiver<SseEvent> {
        let mut inner = self.inner.lock();
        let after = after.unwrap_or(inner.delivered);
        let (reader, receiver) = mpsc::channel(inner.stored.len() + limits::STREAM_QUEUE);
        if sends_first_id {
            let id = Some(self.event_id(inner.last.min(after)));
            let _ = reader.try_send(SseEvent { id, kind: sse::MESSAGE, data: Bytes::new() });
        }
        for (number, message) in inner.stored.iter().filter(|(number, _)| *number > after) {
            let id = Some(self.event_id(*number));
            // The channel has room for all of them.
            let _ = reader.try_send(SseEvent { id, ..SseEvent::from(message.clone()) });
        }
        inner.delivered = inner.last;
        if inner.ended.is_none() {
            inner.reader = Some(reader);
        }
        receiver
    }

    /// Ends the stream; it stays available for replay.
    pub(crate) fn end(&self) {
        let mut inner = self.inner.lock();
        let was_connected = inner.reader.take().is_some_and(|reader| !reader.is_closed());
        if was_connected && inner.stored_bytes > limits::REPLAY_BYTES {
            inner.stored.clear();
        }
        inner.ended = Some(Instant::now());
    }

    fn event_id(&self, event: u64) -> String {
        format!("{}-{event}", self.number)
    }
}

impl Inner {
    /// Stores an event and drops the oldest ones beyond the limits.
    fn store(&mut self, number: u64, message: Bytes) {
        self.stored_bytes += message.len();
        self.stored.push_back((number, message));
        while self.stored.len() > limits::REPLAY_EVENTS
            || (self.stored_bytes > limits::REPLAY_BYTES && self.stored.len() > 1)
        {
            let Some((_, oldest)) = self.stored.pop_front() else { return };
            self.stored_bytes -= oldest.len();
        }
    }
}

/// Destination of the messages of one stream.
#[derive(Clone, Debug)]
pub(crate) enum MessageSink {
    /// The connected client only.
    Direct(mpsc::Sender<SseEvent>),
    /// A replay buffer: the client may reconnect.
    Replayable(Arc<ReplayBuffer>),
}

/// The client has disconnected and will not reconnect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Disconnected;

impl MessageSink {
    /// Sends a message.
    ///
    /// # Errors
    /// [`Disconnected`] if the client has disconnected for good.
    pub(crate) async fn send(&self, message: Bytes) -> Result<(), Disconnected> {
        match self {
            Self::Direct(sender) => sender.send(message.into()).await.map_err(|_| Disconnected),
            Self::Replayable(buffer) => {
                buffer.send(message).await;
                Ok(())
            }
        }
    }

    /// Completes when the client has disconnected for good.
    pub(crate) async fn closed(&self) {
        match self {
            Self::Direct(sender) => sender.closed().await,
            Self::Replayable(_) => std::future::pending().await,
        }
    }

    /// Ends the stream.
    pub(crate) fn end(self) {
        if let Self::Replayable(buffer) = self {
            buffer.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns all pending events as `id: message`.
    fn pending(receiver: &mut mpsc::Receiver<SseEvent>) -> Vec<String> {
        let mut out = Vec::new();
        while let Ok(event) = receiver.try_recv() {
            let text = String::from_utf8(event.data.to_vec()).unwrap();
            out.push(format!("{}: {text}", event.id.unwrap_or_default()));
        }
        out
    }

    fn text(n: usize) -> Bytes {
        Bytes::from(format!("m{n}"))
    }

    #[tokio::test]
    async fn a_reconnecting_client_receives_missed_events_once_and_in_order() {
        let replay_buffers = ReplayBuffers::default();
        let buffer = replay_buffers.start();
        let mut first = buffer.attach(None, true);
        buffer.send(text(1)).await;
        buffer.send(text(2)).await;
        assert_eq!(pending(&mut first), ["1-0: ", "1-1: m1", "1-2: m2"]);
        drop(first);
        buffer.send(text(3)).await;
        buffer.send(text(4)).await;
        let mut again = replay_buffers.resume("1-1").unwrap();
        buffer.send(text(5)).await;
        buffer.end();
        assert_eq!(pending(&mut again), ["1-2: m2", "1-3: m3", "1-4: m4", "1-5: m5"]);
        // The stream has ended, so no more events follow.
        let mut late = replay_buffers.resume("1-4").unwrap();
        assert_eq!((pending(&mut late), late.recv().await), (vec!["1-5: m5".to_owned()], None));
    }

    #[tokio::test]
    async fn events_sent_without_a_reader_go_to_the_next_one() {
        let buffer = ReplayBuffers::default().start();
        buffer.send(text(1)).await;
        let mut first = buffer.attach(None, false);
        assert_eq!(pending(&mut first), ["1-1: m1"]);
        let mut second = buffer.attach(None, false);
        buffer.send(text(2)).await;
        assert_eq!((pending(&mut second), first.recv().await), (vec!["1-2: m2".to_owned()], None));
    }

    #[tokio::test]
    async fn a_buffer_is_bounded_but_always_stores_the_last_event() {
        let replay_buffers = ReplayBuffers::default();
        let buffer = replay_buffers.start();
        for n in 0..limits::REPLAY_EVENTS + 10 {
            buffer.send(text(n)).await;
        }
        assert_eq!(
            pending(&mut replay_buffers.resume("1-0").unwrap()).len(),
            limits::REPLAY_EVENTS
        );
        buffer.send(Bytes::from(vec![b'x'; limits::REPLAY_BYTES + 1])).await;
        assert_eq!(pending(&mut replay_buffers.resume("1-0").unwrap()).len(), 1);
        for _ in 0..limits::REPLAY_BUFFERS * 2 {
            replay_buffers.start().end();
        }
        assert!(replay_buffers.inner.lock().by_number.len() <= limits::REPLAY_BUFFERS + 1);
        assert!(replay_buffers.resume("1-0").is_some(), "a stream that has not ended is kept");
        for bad in ["", "1", "x-1", "1-x", "9999-1"] {
            assert!(replay_buffers.resume(bad).is_none(), "{bad}");
        }
    }
}
