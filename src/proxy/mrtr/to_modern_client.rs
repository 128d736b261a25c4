//! Translates requests of legacy servers for modern clients: the call is suspended, the client
//! receives the server's requests in the result with a sealed state, and its retry resumes the call
//! (MCP 2026-07-28, basic/patterns, multi round-trip requests).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use parking_lot::{Mutex, MutexGuard};
use ring::hmac;

use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::protocol::{RpcError, error};
use crate::proxy::exchange::exchange::{EventQueue, ServerRequest, Suspension};
use crate::proxy::exchange::response::PendingResponse;
use crate::proxy::limits;

/// Prefix of every state created by a hub.
const PREFIX: &str = "mcphub1.";

/// After the prefix, the mark of a state that belongs to no suspended call but to a login.
const LOGIN: &str = "login.";
/// The id in such a state; no suspended call has it.
const LOGIN_ID: u64 = 0;

/// Returns the error for an expired or used state. A tool call that had started may have run, so
/// its outcome is unknown.
pub(crate) fn expired_state(request: &Request) -> RpcError {
    const WHY: &str = "`requestState` has expired, or was used already";
    if request.message.method() == "tools/call" {
        return RpcError::outcome_unknown(error::OUTCOME_UNKNOWN, None, WHY);
    }
    RpcError::params(format!("{WHY}; retry without it"))
}

/// The suspended calls of modern clients.
pub(crate) struct SuspendedCalls {
    key: hmac::Key,
    /// Prefix of our own states. Other states belong to a server, which may be a hub too, and are
    /// passed through.
    prefix: String,
    calls: Arc<Calls>,
}

type Calls = Mutex<HashMap<u64, SuspendedCall>>;

pub(crate) struct SuspendedCall {
    /// The call; its response carries the id of the original request.
    pub(crate) call: PendingResponse,
    /// Receives the call's events meanwhile.
    pub(crate) events: Arc<EventQueue>,
    requests: Vec<(String, ServerRequest)>,
    until: Instant,
}

impl Default for SuspendedCalls {
    fn default() -> Self {
        let random = ring::rand::SystemRandom::new();
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &random);
        let tag = ring::rand::generate::<[u8; 6]>(&random);
        let (key, tag) =
            key.and_then(|key| Ok((key, tag?))).expect("the system gives random bytes");
        let prefix = format!("{PREFIX}{}.", URL_SAFE_NO_PAD.encode(tag.expose()));
        Self { key, prefix, calls: Arc::default() }
    }
}

/// What a request with a `requestState` resumes.
pub(crate) enum Resume {
    /// The state is not one of the hub's.
    NotOurs,
    Continues(SuspendedCall),
    /// The client was sent to a login: the request is to be run without its state.
    AfterLogin,
    /// Responses are missing: the result requests them again.
    StillMissing(String),
    /// The state was modified, belongs to another request or client, or has expired.
    Rejected(RpcError),
}

impl SuspendedCalls {
    /// Suspends a call and returns the raw result for the client of `request`.
    ///
    /// # Errors
    /// Fails if too many calls are suspended.
    pub(crate) fn suspend(
        &self,
        principal: &str,
        request: &Request,
        requests: Vec<ServerRequest>,
        call: PendingResponse,
        events: Arc<EventQueue>,
    ) -> Result<String, RpcError> {
        let mut keyed: Vec<(String, ServerRequest)> = Vec::new();
        for ask in requests {
            let key = request_key(&ask.request);
            let taken = |key: &str| keyed.iter().any(|(other, _)| other == key);
            let mut candidates = (2..=keyed.len() + 2).map(|n| format!("{key}-{n}"));
            let free = candidates.find(|candidate| !taken(candidate));
            let key = if taken(&key) { free.unwrap_or_default() } else { key };
            keyed.push((key, ask));
        }
        let suspended = SuspendedCall {
            call,
            events,
            requests: keyed,
            until: Instant::now() + limits::SUSPENDED,
        };
        self.store(principal, request, suspended)
    }

    /// Resumes the call that the state of `request` names, and sends the client's responses to its
    /// server.
    pub(crate) fn resume(&self, principal: &str, request: &Request) -> Resume {
        let state = request.string("requestState");
        let sealed = state.as_deref().and_then(|state| state.strip_prefix(&self.prefix));
        let Some(sealed) = sealed else { return Resume::NotOurs };
        if let Some(sealed) = sealed.strip_prefix(LOGIN) {
            return self.resume_login(principal, request, sealed).unwrap_or_else(Resume::Rejected);
        }
        self.take(principal, request, sealed).unwrap_or_else(Resume::Rejected)
    }

    /// Returns the state for a request that is repeated after a login, bound to the client and the
    /// request.
    pub(crate) fn seal_login(&self, principal: &str, request: &Request) -> String {
        format!("{}{LOGIN}{}", self.prefix, self.seal(principal, request, LOGIN_ID))
    }

    fn resume_login(
        &self,
        principal: &str,
        request: &Request,
        sealed: &str,
    ) -> Result<Resume, RpcError> {
        let bad = || RpcError::params("`requestState` is not valid for this request");
        self.unseal(principal, request, sealed).filter(|id| *id == LOGIN_ID).ok_or_else(bad)?;
        let text = request.message.text();
        let response = request.span("inputResponses").and_then(|all| json::get(text, all, "login"));
        let action = response.and_then(|span| json::get(text, &span, "action"));
        match action.and_then(|span| json::string(text, &span)).as_deref() {
            Some("accept") => Ok(Resume::AfterLogin),
            _ => Err(RpcError::new(error::INTERNAL, "the login was declined")),
        }
    }

    /// Drops the calls whose clients did not return in time, which reports this to their servers.
    pub(crate) fn sweep(&self) {
        let now = Instant::now();
        self.lock().retain(|_, suspended| suspended.until > now);
    }

    fn take(&self, principal: &str, request: &Request, sealed: &str) -> Result<Resume, RpcError> {
        let bad = || RpcError::params("`requestState` is not valid for this request");
        let id = self.unseal(principal, request, sealed).ok_or_else(bad)?;
        let mut suspended = self.lock().remove(&id).ok_or_else(|| expired_state(request))?;
        suspended.events.set_suspended(None);
        let text = request.message.text();
        let responses = request
            .span("inputResponses")
            .map(|span| json::members(text, span))
            .unwrap_or_default();
        let mut missing = Vec::new();
        for (key, ask) in suspended.requests.drain(..).collect::<Vec<_>>() {
            let Some(result) = json::find(text, &responses, &key).0 else {
                missing.push((key, ask));
                continue;
            };
            let id = ask.request.id().unwrap_or("null");
            let response = error::success(id, &text[result.clone()]);
            if let Ok(message) = Message::parse(response) {
                let _ = ask.reply.send(message);
            }
        }
        if missing.is_empty() {
            return Ok(Resume::Continues(suspended));
        }
        suspended.requests = missing;
        self.store(principal, request, suspended).map(Resume::StillMissing)
    }

    fn store(
        &self,
        principal: &str,
        request: &Request,
        suspended: SuspendedCall,
    ) -> Result<String, RpcError> {
        let entries: Vec<String> = suspended
            .requests
            .iter()
            .map(|(key, ask)| {
                let params = ask.request.params().unwrap_or("{}");
                let method = json::quote(&ask.request.method());
                format!(r#"{}:{{"method":{method},"params":{params}}}"#, json::quote(key))
            })
            .collect();
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|e| RpcError::new(error::INTERNAL, e.to_string()))?;
        let id = u64::from_le_bytes(random).max(LOGIN_ID + 1);
        let state = self.seal(principal, request, id);
        let mut calls = self.lock();
        if calls.len() >= limits::SUSPENDED_CALLS {
            return Err(RpcError::new(error::INTERNAL, "too many calls wait for input"));
        }
        let weak = Arc::downgrade(&self.calls);
        let cancel = Box::new(move || {
            let calls = weak.upgrade();
            // Dropped after the lock is released, because the drop may lock again.
            let suspended = calls.and_then(|calls| lock(&calls).remove(&id));
            drop(suspended);
        });
        suspended.events.set_suspended(Some(Suspension { since: Instant::now(), cancel }));
        calls.insert(id, suspended);
        Ok(format!(
            r#"{{"resultType":"input_required","inputRequests":{{{}}},"requestState":"{}{state}"}}"#,
            entries.join(","),
            self.prefix
        ))
    }

    /// Seals the id and expiry of a call, bound to the client and the request that may resume it.
    fn seal(&self, principal: &str, request: &Request, id: u64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let until = (now + limits::SUSPENDED).as_secs();
        let mut bytes = Vec::from(id.to_le_bytes());
        bytes.extend(until.to_le_bytes());
        let tag = hmac::sign(&self.key, &sealed_text(&bytes, principal, request));
        bytes.extend_from_slice(tag.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn unseal(&self, principal: &str, request: &Request, sealed: &str) -> Option<u64> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (head, tag) = bytes.split_at_checked(16)?;
        hmac::verify(&self.key, &sealed_text(head, principal, request), tag).ok()?;
        let number = |part: &[u8]| Some(u64::from_le_bytes(part.try_into().ok()?));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
        (number(&head[8..])? >= now).then(|| number(&head[..8])).flatten()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, SuspendedCall>> {
        lock(&self.calls)
    }
}

fn lock(calls: &Calls) -> MutexGuard<'_, HashMap<u64, SuspendedCall>> {
    calls.lock()
}

/// Returns the bytes to sign. Requests are the same if method and params are, except for the
/// members that change on each retry.
fn sealed_text(head: &[u8], principal: &str, request: &Request) -> Vec<u8> {
    let text = request.message.text();
    let mut out = Vec::from(head);
    let method = request.message.method();
    for part in [principal, method.as_ref()] {
        out.extend((part.len() as u64).to_le_bytes());
        out.extend_from_slice(part.as_bytes());
    }
    for member in request.message.params_span().map(|p| json::members(text, p)).unwrap_or_default()
    {
        let changes = ["_meta", "inputResponses", "requestState"];
        if !changes.iter().any(|name| json::is_key(text, &member.key, name)) {
            out.extend_from_slice(&text.as_bytes()[member.key.start..member.value.end]);
            out.push(0);
        }
    }
    out
}

/// Returns the key of a server request for a modern client. Legacy servers have no such key, so it
/// is derived from the request.
fn request_key(request: &Message) -> String {
    let text = request.text();
    let params = request.params_span().cloned().unwrap_or(0..0);
    match request.method().as_ref() {
        "elicitation/create" => {
            let properties = json::get(text, &params, "requestedSchema")
                .and_then(|schema| json::get(text, &schema, "properties"))
                .map(|span| json::members(text, &span))
                .unwrap_or_default();
            let names = properties.iter().filter_map(|m| json::string(text, &m.key));
            let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
            let names: Vec<String> = names.map(|n| n.chars().map(safe).collect()).collect();
            let key = format!("user_{}", names.join("_"));
            key.chars().take(40).collect::<String>().trim_end_matches('_').to_owned()
        }
        "sampling/createMessage" => "model_answer".into(),
        "roots/list" => "client_roots".into(),
        other => other.replace('/', "_"),
    }
}

/// Returns the response of a resumed call under the id of the request that resumed it.
pub(crate) fn with_id_of_retry(answer: Bytes, id: &str) -> Bytes {
    match Message::parse(answer.clone()) {
        Ok(message) => crate::protocol::request::with_id(&message, id),
        Err(_) => answer,
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    fn request(extra: &str) -> Request {
        let text = format!(r#"{{"id":1,"method":"tools/call","params":{{"name":"t"{extra}}}}}"#);
        Request::read(Message::parse(Bytes::from(text)).unwrap()).unwrap()
    }

    fn suspend(calls: &SuspendedCalls) -> (String, oneshot::Receiver<Message>) {
        let ask = r#"{"id":"s1","method":"roots/list","params":{"x":1}}"#;
        let (reply, answer) = oneshot::channel();
        let ask = ServerRequest {
            request: Message::parse(Bytes::from_static(ask.as_bytes())).unwrap(),
            reply,
        };
        let call: PendingResponse = Box::pin(async { None });
        let result = calls.suspend("me", &request(""), vec![ask], call, Arc::default()).unwrap();
        let whole = 0..result.len();
        let span = json::get(&result, &whole, "requestState").unwrap();
        (result[span].to_owned(), answer)
    }

    #[test]
    fn a_retry_sends_the_response_to_the_server() {
        let calls = SuspendedCalls::default();
        let (state, mut answer) = suspend(&calls);
        let retry = request(&format!(
            r#","requestState":{state},"inputResponses":{{"client_roots":{{"roots":[]}}}}"#
        ));
        assert!(matches!(calls.resume("me", &retry), Resume::Continues(_)));
        let responses = answer.try_recv().unwrap();
        assert_eq!((responses.id(), responses.result()), (Some("\"s1\""), Some(r#"{"roots":[]}"#)));
        let Resume::Rejected(e) = calls.resume("me", &retry) else { panic!("it was used") };
        assert!(e.message.contains("expired, or was used"));
    }

    #[test]
    fn a_state_is_valid_for_one_client_and_one_request() {
        let calls = SuspendedCalls::default();
        let (state, _answer) = suspend(&calls);
        let refused = |principal: &str, extra: &str| {
            let retry = request(&format!(r#"{extra},"requestState":{state}"#));
            matches!(calls.resume(principal, &retry), Resume::Rejected(_))
        };
        assert!(refused("you", ""));
        assert!(refused("me", r#","arguments":{}"#));
        let changed = state.replacen(&calls.prefix, &format!("{}A", calls.prefix), 1);
        let retry = request(&format!(r#","requestState":{changed}"#));
        assert!(matches!(calls.resume("me", &retry), Resume::Rejected(_)));
        for foreign in ["\"theirs\"", &suspend(&SuspendedCalls::default()).0] {
            let foreign = request(&format!(r#","requestState":{foreign}"#));
            assert!(matches!(calls.resume("me", &foreign), Resume::NotOurs));
        }
    }

    #[test]
    fn missing_responses_are_requested_again() {
        let calls = SuspendedCalls::default();
        let (state, _answer) = suspend(&calls);
        let retry = request(&format!(r#","requestState":{state},"inputResponses":{{}}"#));
        let Resume::StillMissing(asked) = calls.resume("me", &retry) else { panic!("all sent") };
        assert!(
            asked.contains(r#""client_roots":{"method":"roots/list","params":{"x":1}}"#),
            "{asked}"
        );
    }
}
