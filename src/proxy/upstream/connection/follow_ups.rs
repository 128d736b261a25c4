//! Finds the receiver of a server message that belongs to no request in flight: the session that an
//! earlier message went to, or the only principal that has called the server.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use parking_lot::Mutex;

use crate::protocol::error;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::proxy::exchange::exchange::{EventQueue, SessionRef};
use crate::proxy::limits;

/// The principals that have called a server: its log messages may be meant for one of them only.
#[derive(Debug, Default)]
pub(in crate::proxy::upstream) struct Principals {
    first: OnceLock<String>,
    several: AtomicBool,
}

impl Principals {
    /// Records a call by this principal.
    pub(in crate::proxy::upstream) fn note(&self, principal: &str) {
        if self.first.get_or_init(|| principal.to_owned()) != principal {
            self.several.store(true, Ordering::Relaxed);
        }
    }

    /// Returns the principal if only one has called.
    pub(in crate::proxy::upstream) fn only(&self) -> Option<&str> {
        self.first.get().filter(|_| !self.several.load(Ordering::Relaxed)).map(String::as_str)
    }
}

/// Elicitations and tasks that a server may send later notifications about, with the session each
/// belongs to. Limited; the oldest are dropped first.
#[derive(Debug, Default)]
pub(in crate::proxy::upstream) struct FollowUps {
    known: Mutex<VecDeque<(String, Weak<EventQueue>)>>,
}

impl FollowUps {
    /// Remembers an elicitation by URL, which continues in a browser and ends with
    /// `notifications/elicitation/complete` (MCP 2025-11-25, client/elicitation).
    pub(in crate::proxy::upstream) fn remember_elicitation(
        &self,
        request: &Message,
        session: &SessionRef,
    ) {
        let text = request.text();
        if request.method() == "elicitation/create"
            && let Some(params) = request.params_span()
            && let Some(id) = json::get(text, params, "elicitationId")
        {
            self.remember(&text[id], session);
        }
    }

    /// Remembers the elicitations by URL that an error response requires, and the task that a call
    /// created (its id as raw JSON).
    pub(in crate::proxy::upstream) fn remember_response(
        &self,
        answer: &Message,
        task: Option<&str>,
        session: &SessionRef,
    ) {
        if let Some(task) = task {
            self.remember(task, session);
        }
        let text = answer.text();
        let Some(error) = answer.error_span() else { return };
        if answer.error_code() != Some(error::URL_ELICITATION_REQUIRED) {
            return;
        }
        let data = json::get(text, error, "data");
        let listed = data.and_then(|data| json::get(text, &data, "elicitations"));
        for elicitation in listed.map(|all| json::elements(text, &all)).unwrap_or_default() {
            if let Some(id) = json::get(text, &elicitation, "elicitationId") {
                self.remember(&text[id], session);
            }
        }
    }

    /// Returns the receiver of a notification about a remembered elicitation or task.
    pub(in crate::proxy::upstream) fn inbox(
        &self,
        notification: &Message,
    ) -> Option<Arc<EventQueue>> {
        let member = match notification.method().as_ref() {
            "notifications/elicitation/complete" => "elicitationId",
            "notifications/tasks/status" => "taskId",
            _ => return None,
        };
        let text = notification.text();
        let id = json::get(text, notification.params_span()?, member)?;
        let known = self.known.lock();
        known.iter().rev().find(|(known, _)| *known == text[id.clone()])?.1.upgrade()
    }

    fn remember(&self, id: &str, session: &SessionRef) {
        let mut known = self.known.lock();
        if known.len() >= limits::FOLLOW_UPS {
            known.pop_front();
        }
        known.push_back((id.to_owned(), Arc::downgrade(&session.inbox)));
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use tokio_util::sync::CancellationToken;

    use super::*;

    fn message(text: &str) -> Message {
        Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
    }

    fn session(id: &str) -> SessionRef {
        SessionRef { id: id.into(), ended: CancellationToken::new(), inbox: Arc::default() }
    }

    fn completed(id: &str) -> Message {
        message(&format!(
            r#"{{"method":"notifications/elicitation/complete","params":{{"elicitationId":"{id}"}}}}"#
        ))
    }

    #[test]
    fn the_end_of_an_elicitation_goes_to_its_session() {
        let follow_ups = FollowUps::default();
        let (a, b) = (session("a"), session("b"));
        let request = r#"{"id":1,"method":"elicitation/create","params":{"mode":"url","elicitationId":"one","url":"x:y"}}"#;
        follow_ups.remember_elicitation(&message(request), &a);
        let answer = r#"{"id":1,"error":{"code":-32042,"message":"m","data":{"elicitations":[{"elicitationId":"two"},{"elicitationId":"three"}]}}}"#;
        follow_ups.remember_response(&message(answer), Some("\"t\""), &b);
        follow_ups.remember_response(
            &message(&answer.replace("-32042", "-32000").replace("two", "four")),
            None,
            &b,
        );
        let is_for = |id: &str, session: &SessionRef| {
            follow_ups
                .inbox(&completed(id))
                .is_some_and(|inbox| Arc::ptr_eq(&inbox, &session.inbox))
        };
        assert!(is_for("one", &a) && is_for("two", &b) && is_for("three", &b));
        assert!(follow_ups.inbox(&completed("four")).is_none());
        let status = r#"{"method":"notifications/tasks/status","params":{"taskId":"t"}}"#;
        assert!(follow_ups.inbox(&message(status)).is_some_and(|to| Arc::ptr_eq(&to, &b.inbox)));
        drop(a);
        assert!(follow_ups.inbox(&completed("one")).is_none(), "the session has ended");
    }

    #[test]
    fn unattributed_messages_go_to_the_only_principal() {
        let principals = Principals::default();
        assert_eq!(principals.only(), None);
        principals.note("key a");
        principals.note("key a");
        assert_eq!(principals.only(), Some("key a"));
        principals.note("key b");
        principals.note("key a");
        assert_eq!(principals.only(), None);
    }

    #[test]
    fn the_number_of_remembered_ids_is_limited() {
        let (follow_ups, session) = (FollowUps::default(), session("a"));
        for n in 0..=limits::FOLLOW_UPS {
            follow_ups.remember(&format!("\"{n}\""), &session);
        }
        assert_eq!(follow_ups.known.lock().len(), limits::FOLLOW_UPS);
        assert!(
            follow_ups.inbox(&completed("0")).is_none()
                && follow_ups.inbox(&completed("1")).is_some()
        );
    }
}
