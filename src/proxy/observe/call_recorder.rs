//! Records tool calls: caller, tool, duration and outcome. Arguments and results are recorded only
//! if the settings enable that.

use std::time::Instant;

use http::HeaderMap;

use crate::protocol::error::RpcError;
use crate::protocol::headers::REQUEST_ID;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::catalog::catalog::Catalog;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::scope::{Part, Target};
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::identity::Identity;
use crate::state::activity::log::ActivityLog;
use crate::state::activity::record::Call;
use crate::state::activity::store::{ERROR_BYTES, PAYLOAD_BYTES, cut, now_ms};
use crate::state::request_id::RequestId;

/// Results of failed tools up to this many bytes are searched for a reason.
const REASON_SEARCH_BYTES: usize = 64 << 10;

/// A call in flight that will be recorded. If dropped without `end`, it is recorded as abandoned.
pub(crate) struct Recording<'a> {
    log: &'a ActivityLog,
    started: Instant,
    call: Call,
    keeps_payload: bool,
    ended: bool,
}

impl<'a> Recording<'a> {
    /// Starts a recording. Returns `None` if nothing is to be recorded.
    pub(crate) fn start(
        activities: Option<&'a ActivityLog>,
        exchange: &Exchange,
        catalog: &Catalog,
        source: &CatalogEntry,
        tool: &str,
        request: &Request,
    ) -> Option<Self> {
        let log = activities?;
        let system = &catalog.settings.system;
        let (activity_log, audited) = (system.activity_log, system.audit_calls);
        if (!activity_log.enabled && !audited) || !log.has_room() {
            return None;
        }
        let keeps_payload = activity_log.enabled && activity_log.store_tool_payload;
        let mut call = Call {
            listed: activity_log.enabled,
            audited,
            request_id: request_id(&exchange.headers),
            at_ms: now_ms(),
            server: source.server.name.clone(),
            tool: tool.to_owned(),
            group: group(catalog, &exchange.caller),
            source_ip: exchange.caller.peer.map(|peer| peer.to_canonical()),
            ..Call::default()
        };
        set_caller(&mut call, &exchange.caller.identity);
        if keeps_payload {
            call.input = request.raw("arguments").map(truncate_payload);
        }
        Some(Self { log, started: Instant::now(), call, keeps_payload, ended: false })
    }

    /// Records the outcome; the response may come from the server or from the hub.
    pub(crate) fn end(mut self, outcome: Result<&Message, &RpcError>, failed: bool) {
        self.ended = true;
        let call = &mut self.call;
        call.failed = failed;
        match outcome {
            Ok(response) => {
                call.error = if call.failed { reason(response) } else { None };
                if self.keeps_payload {
                    call.output = response.result().or(response.error()).map(truncate_payload);
                }
            }
            Err(error) => {
                call.error = Some(cut(&error.message, ERROR_BYTES).to_owned());
            }
        }
    }
}

impl Drop for Recording<'_> {
    fn drop(&mut self) {
        let took_ms = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        let mut call = Call { took_ms, ..std::mem::take(&mut self.call) };
        if !self.ended {
            call.failed = true;
            call.error = Some("it was cancelled before the response".into());
        }
        self.log.record(call);
    }
}

/// Returns the id of the HTTP request, which the listener adds to its headers.
fn request_id(headers: &HeaderMap) -> Option<RequestId> {
    RequestId::parse(headers.get(REQUEST_ID)?.as_bytes())
}

/// Copies the caller's names into `call`.
fn set_caller(call: &mut Call, Identity { user, key, client, .. }: &Identity) {
    call.username.clone_from(user);
    if let Some(key) = key {
        call.key_id.clone_from(&key.id);
        call.key_name = Some(key.name.clone());
    }
    if let Some((name, _)) = client {
        call.key_name = Some(name.clone());
    }
}

fn group(catalog: &Catalog, caller: &Caller) -> Option<String> {
    let named = matches!(caller.target, Target::Named(_) | Target::Tools(_));
    let scope = named.then(|| catalog.resolve(&caller.target, caller.identity.viewer.as_ref()));
    match scope??.part {
        Part::Group(name) | Part::Tools(name) => Some(name),
        _ => None,
    }
}

/// Returns the message of an error, or the first text of a failed tool's result.
fn reason(response: &Message) -> Option<String> {
    let text = response.text();
    let span = match (response.error_span(), response.result_span()) {
        (Some(error), _) => json::get(text, error, "message")?,
        (None, Some(result)) if result.len() <= REASON_SEARCH_BYTES => {
            let content = json::get(text, result, "content")?;
            json::get(text, json::elements(text, &content).first()?, "text")?
        }
        _ => return None,
    };
    Some(cut(&json::string(text, &span)?, ERROR_BYTES).to_owned())
}

fn truncate_payload(raw: &str) -> String {
    cut(raw, PAYLOAD_BYTES).to_owned()
}
