//! Requests of clients that failed for want of a login: each has a page of the hub that begins the
//! login, and the sessions that learn of its end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use parking_lot::Mutex;

use crate::protocol::json;
use crate::protocol::message::Message;
use crate::proxy::exchange::exchange::{Event, EventQueue, SessionRef};
use crate::proxy::identity::Identity;
use crate::proxy::limits;
use crate::state::random;

/// How long the page of a request can be opened.
const VALID: Duration = Duration::from_mins(10);

/// A request for a login.
#[derive(Clone, Debug)]
pub(crate) struct LoginRequest {
    pub(crate) server: String,
    /// The principal of the client.
    principal: String,
    /// The user that the client acts for.
    pub(crate) user: Option<String>,
    asked: Instant,
    /// The sessions that learn of the login.
    sessions: Vec<Arc<EventQueue>>,
}

/// The requests, by the id in the address of their page.
#[derive(Debug, Default)]
pub(crate) struct LoginRequests {
    all: Mutex<HashMap<String, LoginRequest>>,
}

impl LoginRequests {
    /// Returns the id of the request of this client for a login at that server; creates one if there
    /// is none. Returns `None` if the system provides no randomness.
    pub(crate) fn id(
        &self,
        server: &str,
        identity: &Identity,
        session: Option<&SessionRef>,
    ) -> Option<String> {
        let mut all = self.all.lock();
        all.retain(|_, request| request.asked.elapsed() < VALID);
        let is_same = |request: &LoginRequest| {
            (request.server.as_str(), &request.principal, &request.user)
                == (server, &identity.principal, &identity.user)
        };
        let known = all.iter().find(|(_, request)| is_same(request)).map(|(id, _)| id.clone());
        let id = match known {
            Some(id) => id,
            None => random::hex(&random::bytes::<16>().ok()?),
        };
        if !all.contains_key(&id) && all.len() >= limits::LOGIN_REQUESTS {
            let oldest = all.iter().min_by_key(|(_, request)| request.asked);
            let oldest = oldest.map(|(id, _)| id.clone()).unwrap_or_default();
            all.remove(&oldest);
        }
        let request = all.entry(id.clone()).or_insert_with(|| LoginRequest {
            server: server.to_owned(),
            principal: identity.principal.clone(),
            user: identity.user.clone(),
            asked: Instant::now(),
            sessions: Vec::new(),
        });
        request.asked = Instant::now();
        if let Some(session) = session
            && request.sessions.len() < limits::LOGIN_REQUESTS
            && !request.sessions.iter().any(|known| Arc::ptr_eq(known, &session.inbox))
        {
            request.sessions.push(Arc::clone(&session.inbox));
        }
        Some(id)
    }

    /// Returns the request with an id.
    pub(crate) fn get(&self, id: &str) -> Option<LoginRequest> {
        let all = self.all.lock();
        all.get(id).filter(|request| request.asked.elapsed() < VALID).cloned()
    }

    /// Ends the requests for a login at that server, and notifies their sessions.
    pub(crate) fn complete(&self, server: &str) {
        let mut ended = Vec::new();
        self.all.lock().retain(|id, request| {
            let is_open = request.server != server;
            if !is_open {
                ended.push((id.clone(), std::mem::take(&mut request.sessions)));
            }
            is_open
        });
        for (id, sessions) in ended {
            for inbox in sessions {
                if let Some(message) = complete(&id) {
                    inbox.push(Event::Notification(message));
                }
            }
        }
    }
}

/// Returns the notification that an elicitation is complete. Source: MCP 2025-11-25, elicitation.
fn complete(id: &str) -> Option<Message> {
    let text = format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/elicitation/complete","params":{{"elicitationId":{}}}}}"#,
        json::quote(id)
    );
    Message::parse(Bytes::from(text)).ok()
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;

    #[test]
    fn a_client_keeps_its_page_until_the_login_is_complete() {
        let requests = LoginRequests::default();
        let session =
            SessionRef { id: "s".into(), ended: CancellationToken::new(), inbox: Arc::default() };
        let me = Identity { principal: "key a".into(), ..Identity::default() };
        let id = requests.id("up", &me, Some(&session)).unwrap();
        assert_eq!(id.len(), 32);
        assert_eq!(requests.id("up", &me, Some(&session)).unwrap(), id);
        let other = requests.id("up", &Identity::default(), None).unwrap();
        assert_ne!(other, id);
        let elsewhere = requests.id("down", &me, None).unwrap();
        requests.complete("up");
        assert!(requests.get(&id).is_none() && requests.get(&other).is_none());
        assert_eq!(requests.get(&elsewhere).unwrap().server, "down");
        let Some(Event::Notification(message)) = session.inbox.try_next() else { panic!("none") };
        let wanted = format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/elicitation/complete","params":{{"elicitationId":"{id}"}}}}"#
        );
        assert_eq!(message.text(), wanted);
        assert!(session.inbox.try_next().is_none(), "it is told once");
    }

    #[test]
    fn the_number_of_requests_is_limited() {
        let requests = LoginRequests::default();
        for n in 0..limits::LOGIN_REQUESTS + 5 {
            requests.id(&format!("s{n}"), &Identity::default(), None).unwrap();
        }
        assert_eq!(requests.all.lock().len(), limits::LOGIN_REQUESTS);
    }
}
