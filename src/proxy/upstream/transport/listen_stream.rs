//! The stream for server messages that belong to no request: a legacy GET or a modern
//! `subscriptions/listen`. Kept open for the lifetime of the transport.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Response;
use tokio::sync::oneshot;

use crate::net::response_body::AnswerBody;
use crate::protocol::message::{Kind, Message};
use crate::protocol::{Era, era};
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::outgoing::{
    CallOptions, Outgoing, hub_request, hub_request_meta,
};
use crate::proxy::upstream::transport::event_stream::{EventStream, Resume, is_event_stream};
use crate::proxy::upstream::transport::rejection::Refusal;
use crate::proxy::upstream::transport::streamable_http::{HttpTransport, Shared};

/// The notifications that the hub itself handles.
pub(in crate::proxy::upstream) const LIST_CHANGES: &str =
    r#"{"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true}"#;

/// A stream that lasted this long resets the backoff.
const STEADY: Duration = Duration::from_secs(10);

impl HttpTransport {
    /// Receives the notifications in `wanted` (a modern listen filter, raw JSON) until the stream
    /// ends. Sends on `tried` once the server has responded.
    pub(crate) async fn listen_for(&self, wanted: &str, tried: oneshot::Sender<()>) {
        let mut state = ListenState { tried: Some(tried), ..ListenState::default() };
        self.shared.listen_once(Era::Modern, era::MODERN, wanted, &mut state).await;
    }

    /// Opens the listen stream and reopens it after each end: it resumes after the last event if
    /// the server supports that, waits as long as the server requested, and backs off after
    /// failures. It stops only if the response means that the server never has such a stream. The
    /// returned channel completes after the first response.
    pub(crate) fn listen(&self, era: Era, version: &str) -> oneshot::Receiver<()> {
        let shared = Arc::clone(&self.shared);
        let version = version.to_owned();
        let (tried, first_try) = oneshot::channel();
        tokio::spawn(async move {
            let ended = shared.ended.clone();
            let mut state = ListenState { tried: Some(tried), ..ListenState::default() };
            loop {
                let began = Instant::now();
                let renewed = shared.renewed.notified();
                let again = tokio::select! {
                    () = ended.cancelled() => return,
                    () = renewed => {
                        // The position belongs to the previous session.
                        state.resume = Resume::default();
                        continue;
                    }
                    again = shared.listen_once(era, &version, LIST_CHANGES, &mut state) => again,
                };
                if !again {
                    return;
                }
                let pause = state.pause(began.elapsed());
                tokio::select! {
                    () = ended.cancelled() => return,
                    () = shared.renewed.notified() => state.resume = Resume::default(),
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
        first_try
    }
}

/// The state of a listen stream across reconnects.
#[derive(Default)]
struct ListenState {
    resume: Resume,
    /// Receives a signal once the first attempt has a response.
    tried: Option<oneshot::Sender<()>>,
    /// Whether it was open before: messages may have been lost since.
    was_open: bool,
    /// Whether it received an event since it was last opened.
    received: bool,
    /// The number of consecutive attempts without an event.
    failures: u32,
    /// The last `Retry-After`.
    retry_after: Duration,
}

impl ListenState {
    /// Returns the delay after a stream that lasted this long.
    fn pause(&mut self, lasted: Duration) -> Duration {
        let useful = std::mem::take(&mut self.received) || lasted > STEADY;
        self.failures = if useful { 0 } else { self.failures.saturating_add(1) };
        let longer = 1 << self.failures.saturating_sub(1).min(10);
        let pause = self.resume.pause;
        let longest = if self.was_open { limits::RETRY.1 } else { limits::LISTEN_RETRY_MAX };
        let retry_after = std::mem::take(&mut self.retry_after);
        (pause * longer).min(longest.max(pause)).max(retry_after)
    }
}

impl Shared {
    /// Runs one stream until it ends. Returns true if another should be opened.
    async fn listen_once(
        self: &Arc<Self>,
        era: Era,
        version: &str,
        wanted: &str,
        state: &mut ListenState,
    ) -> bool {
        let session = self.session.load_full();
        let last = state.resume.last.take().filter(|_| era == Era::Legacy);
        let response = match era {
            Era::Legacy => self.get(version, last.as_deref()).await,
            Era::Modern => self.open_listen(wanted).await,
        };
        if let Some(tried) = state.tried.take() {
            let _ = tried.send(());
        }
        let Ok(response) = response else {
            state.resume.last = last;
            return true;
        };
        if !is_event_stream(&response) {
            let refusal = Refusal::of(&response);
            state.retry_after = refusal.retry_after.unwrap_or_default();
            if era == Era::Legacy
                && let Some(session) = session
                && matches!(refusal.status.as_u16(), 400 | 401 | 404 | 410 | 422)
            {
                self.check_session(&session, version).await;
            }
            // If it cannot be resumed, the next attempt starts without a position.
            return last.is_some() || !is_never(era, &refusal, state.was_open);
        }
        if state.was_open && last.is_none() {
            self.in_flight.listener.on_messages_lost();
        }
        state.was_open = true;
        state.resume.last = last;
        let mut events = EventStream::new(response.into_body());
        while let Ok(Some(event)) = events.next().await {
            state.received = true;
            state.resume.note(&event);
            self.handle_message(event.data, version);
        }
        true
    }

    fn handle_message(self: &Arc<Self>, data: Bytes, version: &str) {
        let Ok(message) = Message::parse(data) else { return };
        match message.kind() {
            Kind::Notification => self.in_flight.handle_notification(message),
            Kind::Request => {
                let to = self.in_flight.recipient_of(&message);
                self.put(message, to, version);
            }
            Kind::Response => {}
        }
    }

    async fn open_listen(
        self: &Arc<Self>,
        wanted: &str,
    ) -> Result<Response<AnswerBody>, CallError> {
        let text = format!(
            r#"{{"jsonrpc":"2.0","id":0,"method":"subscriptions/listen","params":{{"notifications":{wanted}}}}}"#
        );
        let request = hub_request(text)?;
        let outgoing = Outgoing {
            request: &request,
            options: &CallOptions::NONE,
            meta: Some(hub_request_meta("")),
            era: Era::Modern,
            version: era::MODERN,
            exchange: None,
        };
        let id = self.in_flight.pending.next_id();
        let body = outgoing.bytes(id);
        let post = || self.post(&outgoing, body.clone(), None);
        self.send(post()?, true, || post().ok()).await
    }
}

/// Returns true if such a response means that the server has no listen stream.
fn is_never(era: Era, refusal: &Refusal, was_open: bool) -> bool {
    match (refusal.status.as_u16(), era) {
        (405, _) => true,
        // A JSON-RPC error: the method is unknown.
        (200 | 400 | 404, Era::Modern) => !was_open,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_listen_streams_back_off() {
        let mut state = ListenState::default();
        let short = Duration::from_millis(5);
        let pauses: Vec<u64> = (0..8).map(|_| state.pause(short).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128], "it was never open");
        let mut state = ListenState { was_open: true, ..ListenState::default() };
        let pauses: Vec<u64> = (0..8).map(|_| state.pause(short).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
        state.retry_after = Duration::from_secs(45);
        assert_eq!([0; 2].map(|_| state.pause(short).as_secs()), [45, 30]);
        state.received = true;
        assert_eq!(state.pause(short).as_secs(), 1);
        assert_eq!(state.pause(STEADY * 2).as_secs(), 1);
        state.resume.pause = Duration::from_secs(45);
        assert_eq!(state.pause(short).as_secs(), 45, "the server's own wish counts");
    }
}
