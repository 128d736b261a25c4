//! Checks whether an HTTP session still exists, and replaces a lost one. The check runs once, even if several requests
//! suspect the loss.

use std::sync::Arc;
use std::time::Instant;

use http::{HeaderValue, StatusCode};

use crate::protocol::Era;
use crate::protocol::message::Message;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::outgoing::{CallOptions, Outgoing, hub_request};
use crate::proxy::upstream::transport::rejection::Refusal;
use crate::proxy::upstream::transport::session_loss::{Session, Sign, may_have_run, sign};
use crate::proxy::upstream::transport::streamable_http::{HttpTransport, Shared};

impl HttpTransport {
    /// Renews a lost session by `initialize`. Concurrent callers share one renewal.
    pub(crate) async fn renew<F>(
        &self,
        lost: Option<Arc<HeaderValue>>,
        initialize: F,
    ) -> Result<(), CallError>
    where
        F: AsyncFnOnce() -> Result<(), CallError>,
    {
        let _one = self.shared.renewing.lock().await;
        let now = self.shared.session.load_full();
        let same = match (&lost, &now) {
            (Some(lost), Some(now)) => Arc::ptr_eq(lost, now),
            (lost, now) => lost.is_none() == now.is_none(),
        };
        if same {
            let renewed = initialize().await;
            if let Err(e) = &renewed {
                // Later calls wait until the supervisor has reconnected.
                self.give_up(&format!("the session was lost and cannot be renewed: {e}"));
            }
            renewed?;
            self.shared.renewed.notify_waiters();
        }
        Ok(())
    }
}

impl Shared {
    /// Returns the outcome of a response that may mean that the session is lost. A repeatable request is
    /// sent again even if the server may have executed it.
    pub(in crate::proxy::upstream) async fn outcome_of(
        self: &Arc<Self>,
        session: &Session,
        sign: Sign,
        status: StatusCode,
        outgoing: &Outgoing<'_>,
        answer: Result<Message, CallError>,
    ) -> Result<Message, CallError> {
        if sign == Sign::Possible && !self.is_lost(session, outgoing.version).await {
            return answer;
        }
        self.suspected_losses.report(session);
        if !outgoing.options.repeatable && may_have_run(status, &answer) {
            return answer;
        }
        Err(CallError::SessionLost)
    }

    /// Checks the session after the listen stream was rejected.
    pub(in crate::proxy::upstream) async fn check_session(
        self: &Arc<Self>,
        session: &Session,
        version: &str,
    ) {
        if self.is_lost(session, version).await {
            self.suspected_losses.report(session);
        }
    }

    /// Returns true if the server no longer knows the session. Sends a ping to find out.
    async fn is_lost(self: &Arc<Self>, session: &Session, version: &str) -> bool {
        let mut last_check = self.suspected_losses.last_check.lock().await;
        if !self.session.load_full().is_some_and(|now| Arc::ptr_eq(&now, session)) {
            // The session was replaced by a new one.
            return true;
        }
        if let Some((known, at, was_lost)) = &*last_check
            && Arc::ptr_eq(known, session)
            && (*was_lost || at.elapsed() < limits::SESSION_CHECKED)
        {
            return *was_lost;
        }
        let pinged =
            tokio::time::timeout(limits::PROBE, self.ping_is_rejected(session, version)).await;
        let was_lost = matches!(pinged, Ok(Ok(true)));
        *last_check = Some((Arc::clone(session), Instant::now(), was_lost));
        was_lost
    }

    async fn ping_is_rejected(
        self: &Arc<Self>,
        session: &Session,
        version: &str,
    ) -> Result<bool, CallError> {
        let request = hub_request(r#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#.to_owned())?;
        let outgoing = Outgoing {
            request: &request,
            options: &CallOptions::NONE,
            meta: None,
            era: Era::Legacy,
            version,
            exchange: None,
        };
        let id = self.in_flight.pending.next_id();
        let body = outgoing.bytes(id);
        let post = || self.post(&outgoing, body.clone(), Some(session));
        let response = self.send(post()?, true, || post().ok()).await?;
        let head = Refusal::of(&response);
        let answer = self.answer(response, &outgoing, id).await;
        Ok(sign(head.status, head.challenge.is_some(), &answer).is_some())
    }
}
