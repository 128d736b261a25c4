//! The stream on which an HTTP server says what nobody asked for: a GET of the legacy era, a
//! `subscriptions/listen` of the modern one. Kept open as long as the wire lives.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Response, StatusCode};
use hyper::body::Incoming;
use tokio::sync::oneshot;

use crate::protocol::message::{Kind, Message};
use crate::protocol::{Era, era};
use crate::proxy::limits;
use crate::proxy::upstream::event_stream::{EventStream, Resume, is_event_stream};
use crate::proxy::upstream::http::{HttpWire, Shared};
use crate::proxy::upstream::link::{CallError, Outgoing, Plan, own_meta, own_request};

/// What the hub itself wants to hear of.
pub(super) const LIST_CHANGES: &str =
    r#"{"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true}"#;

/// A standing stream that lasted this long was worth opening.
const STEADY: Duration = Duration::from_secs(10);

impl HttpWire {
    /// Hears of `wanted` (a modern listen filter, raw) until the stream ends; `tried` is told when
    /// the server has answered that it does.
    pub(crate) async fn hear(&self, wanted: &str, tried: oneshot::Sender<()>) {
        let mut standing = Standing { tried: Some(tried), ..Standing::default() };
        self.shared.listen_once(Era::Modern, era::MODERN, wanted, &mut standing).await;
    }

    /// Opens the stream on which a server says what nobody asked for, and keeps it open: after each
    /// end it goes on where it was, where the server can do that, after as long as the server wants,
    /// and longer where that is in vain. The answer comes when the first try has been answered.
    pub(crate) fn listen(&self, era: Era, version: &str) -> oneshot::Receiver<()> {
        let shared = Arc::clone(&self.shared);
        let version = version.to_owned();
        let (tried, first_try) = oneshot::channel();
        tokio::spawn(async move {
            let ended = shared.ended.clone();
            let mut standing = Standing { tried: Some(tried), ..Standing::default() };
            loop {
                let began = Instant::now();
                let again = tokio::select! {
                    () = ended.cancelled() => return,
                    again = shared.listen_once(era, &version, LIST_CHANGES, &mut standing) => again,
                };
                if !again {
                    return;
                }
                let pause = standing.pause(began.elapsed());
                tokio::select! {
                    () = ended.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
        first_try
    }
}

/// A standing stream, from one opening to the next.
#[derive(Default)]
struct Standing {
    resume: Resume,
    /// Whom to tell that the first try has been answered.
    tried: Option<oneshot::Sender<()>>,
    /// It has been open before: something may have been said in between.
    was_open: bool,
    /// It said something since it was last opened.
    spoke: bool,
    /// How often in a row it was opened in vain.
    vain: u32,
}

impl Standing {
    /// How long to wait after a stream that lasted so long.
    fn pause(&mut self, lasted: Duration) -> Duration {
        let useful = std::mem::take(&mut self.spoke) || lasted > STEADY;
        self.vain = if useful { 0 } else { self.vain.saturating_add(1) };
        let longer = 1 << self.vain.saturating_sub(1).min(10);
        let pause = self.resume.pause;
        (pause * longer).min(limits::RETRY.1.max(pause))
    }
}

impl Shared {
    /// One standing stream, until it ends; says whether to open another.
    async fn listen_once(
        self: &Arc<Self>,
        era: Era,
        version: &str,
        wanted: &str,
        standing: &mut Standing,
    ) -> bool {
        let last = standing.resume.last.take().filter(|_| era == Era::Legacy);
        let response = match era {
            Era::Legacy => self.get(version, last.as_deref()).await,
            Era::Modern => self.open_listen(wanted).await,
        };
        if let Some(tried) = standing.tried.take() {
            let _ = tried.send(());
        }
        let Ok(response) = response else {
            standing.resume.last = last;
            return true;
        };
        let unknown = response.status() == StatusCode::NOT_FOUND && self.session.load().is_some();
        if !is_event_stream(&response) {
            // What cannot be resumed is begun anew.
            return unknown || last.is_some();
        }
        if standing.was_open && last.is_none() {
            self.underway.listener.missed();
        }
        standing.was_open = true;
        standing.resume.last = last;
        let mut events = EventStream::new(response.into_body());
        while let Ok(Some(event)) = events.next().await {
            standing.spoke = true;
            standing.resume.note(&event);
            self.take_standing(event.data, version);
        }
        true
    }

    fn take_standing(self: &Arc<Self>, data: Bytes, version: &str) {
        let Ok(message) = Message::parse(data) else { return };
        match message.kind() {
            Kind::Notification => self.underway.notified(message),
            Kind::Request => {
                let to = self.underway.addressee(&message);
                self.put(message, to, version);
            }
            Kind::Response => {}
        }
    }

    async fn open_listen(self: &Arc<Self>, wanted: &str) -> Result<Response<Incoming>, CallError> {
        let text = format!(
            r#"{{"jsonrpc":"2.0","id":0,"method":"subscriptions/listen","params":{{"notifications":{wanted}}}}}"#
        );
        let request = own_request(text)?;
        let outgoing = Outgoing {
            request: &request,
            plan: &Plan::NONE,
            meta: Some(own_meta("")),
            era: Era::Modern,
            version: era::MODERN,
            exchange: None,
        };
        let id = self.underway.pending.unregistered();
        let http = self.post(&outgoing, outgoing.bytes(id), None)?;
        self.send(http, true, || None).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_wants_no_standing_stream_is_asked_more_and_more_rarely() {
        let mut standing = Standing::default();
        let short = Duration::from_millis(5);
        let pauses: Vec<u64> = (0..8).map(|_| standing.pause(short).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
        standing.spoke = true;
        assert_eq!(standing.pause(short).as_secs(), 1);
        assert_eq!(standing.pause(STEADY * 2).as_secs(), 1);
        standing.resume.pause = Duration::from_secs(45);
        assert_eq!(standing.pause(short).as_secs(), 45, "the server's own wish counts");
    }
}
