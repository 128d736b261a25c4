//! Checks whether an HTTP session still exists. The check runs once, even if several requests
//! suspect the loss.

use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwapOption;
use http::{HeaderValue, StatusCode};
use tokio::sync::Notify;

use crate::protocol::Era;
use crate::protocol::message::Message;
use crate::proxy::limits;
use crate::proxy::upstream::http::Shared;
use crate::proxy::upstream::link::{CallError, Outgoing, Plan, own_request};
use crate::proxy::upstream::refusal::Refusal;
use crate::proxy::upstream::session_loss::{Sign, sign};

type Session = Arc<HeaderValue>;

/// Sessions that may be lost.
#[derive(Default)]
pub(super) struct Doubts {
    /// The last session that was checked, the time, and whether it was lost. Locked during a check,
    /// so that concurrent requests share its result.
    looked: tokio::sync::Mutex<Option<(Session, Instant, bool)>>,
    /// The last session that is known to be lost.
    lost: ArcSwapOption<HeaderValue>,
    told: Notify,
}

impl Doubts {
    /// Waits until a session is known to be lost; returns each one once.
    pub(super) async fn lost(&self) -> Session {
        loop {
            self.told.notified().await;
            if let Some(lost) = self.lost.load_full() {
                return lost;
            }
        }
    }

    /// Returns true if that session is known to be lost.
    pub(super) fn knows_lost(&self, session: &Session) -> bool {
        self.lost.load().as_ref().is_some_and(|lost| Arc::ptr_eq(lost, session))
    }

    fn tell(&self, session: &Session) {
        if !self.knows_lost(session) {
            self.lost.store(Some(Arc::clone(session)));
            self.told.notify_one();
        }
    }
}

impl Shared {
    /// Returns the outcome of a response that may mean that the session is lost.
    pub(super) async fn judge(
        self: &Arc<Self>,
        session: &Session,
        sign: Sign,
        status: StatusCode,
        version: &str,
        answer: Result<Message, CallError>,
    ) -> Result<Message, CallError> {
        if sign == Sign::Perhaps && !self.is_lost(session, version).await {
            return answer;
        }
        self.doubts.tell(session);
        // A gateway may return 5xx for a request that it has already forwarded.
        if status.is_server_error() { answer } else { Err(CallError::SessionLost) }
    }

    /// Checks the session after the listen stream was rejected.
    pub(super) async fn look_into(self: &Arc<Self>, session: &Session, version: &str) {
        if self.is_lost(session, version).await {
            self.doubts.tell(session);
        }
    }

    /// Returns true if the server no longer knows the session. Sends a ping to find out.
    async fn is_lost(self: &Arc<Self>, session: &Session, version: &str) -> bool {
        let mut looked = self.doubts.looked.lock().await;
        if !self.session.load_full().is_some_and(|now| Arc::ptr_eq(&now, session)) {
            // The session was replaced by a new one.
            return true;
        }
        if let Some((known, at, was_lost)) = &*looked
            && Arc::ptr_eq(known, session)
            && (*was_lost || at.elapsed() < limits::SESSION_CHECKED)
        {
            return *was_lost;
        }
        let pinged = tokio::time::timeout(limits::PROBE, self.is_refused(session, version)).await;
        let was_lost = matches!(pinged, Ok(Ok(true)));
        *looked = Some((Arc::clone(session), Instant::now(), was_lost));
        was_lost
    }

    async fn is_refused(
        self: &Arc<Self>,
        session: &Session,
        version: &str,
    ) -> Result<bool, CallError> {
        let request = own_request(r#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#.to_owned())?;
        let outgoing = Outgoing {
            request: &request,
            plan: &Plan::NONE,
            meta: None,
            era: Era::Legacy,
            version,
            exchange: None,
        };
        let id = self.underway.pending.unregistered();
        let body = outgoing.bytes(id);
        let post = || self.post(&outgoing, body.clone(), Some(session));
        let response = self.send(post()?, true, || post().ok()).await?;
        let head = Refusal::of(&response);
        let answer = self.answer(response, &outgoing, id).await;
        Ok(sign(head.status, head.challenge.is_some(), &answer).is_some())
    }
}
