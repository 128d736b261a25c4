//! Recent lines of the hub's log. Source: MCPHub's REST reference, "Logs". Requires an admin, as
//! MCPHub's documentation states, although its handlers do not. The parameter `server` is an
//! extension.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout_at};
use utoipa::IntoParams;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind, with_body};
use crate::api::extract::QueryParams;
use crate::api::mcphub::envelope::{Data, Done, Reply, data, done};
use crate::api::state::ApiState;
use crate::proxy::{Hub, limits};
use crate::state::activity::store::now_ms;
use crate::state::log_file::view;
use crate::state::log_ring::{LogKind, LogRecord};

/// Filter of the lines.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LogFilter {
    /// Only lines of this server or about it.
    server: Option<String>,
}

/// Lists recent lines, oldest first.
#[utoipa::path(get, path = "/api/logs", tag = "Logs", params(LogFilter),
    responses((status = 200, body = Data)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(filter): QueryParams<LogFilter>,
) -> Reply {
    caller.require_admin()?;
    Ok(data(filter.views(&state.log.records())))
}

/// Removes all lines from memory.
#[utoipa::path(delete, path = "/api/logs", tag = "Logs", responses((status = 200, body = Done)))]
pub(crate) async fn clear(State(state): State<ApiState>, caller: Caller) -> Reply {
    caller.require_admin()?;
    state.log.clear();
    Ok(done("logs cleared"))
}

/// Streams recent lines and each new one as events: first `{"type":"initial","logs":[…]}`, then
/// `{"type":"log","log":{…}}`.
#[utoipa::path(get, path = "/api/logs/stream", tag = "Logs", params(LogFilter),
    responses((status = 200, content_type = "text/event-stream", body = String)))]
pub(crate) async fn stream(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(filter): QueryParams<LogFilter>,
) -> Result<Response, ApiError> {
    caller.require_admin()?;
    let (records, live) = state
        .log
        .follow()
        .ok_or_else(|| ApiError::new(Kind::Unavailable, "too many clients follow the log"))?;
    let first = Some(event(&json!({ "type": "initial", "logs": filter.views(&records) })));
    let following = LogFollower { first, live, filter, hub: state.hub };
    let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-cache")];
    Ok((headers, Body::from_stream(stream::unfold(following, LogFollower::next))).into_response())
}

/// Puts an error into the form of these routes: `{success: false, error}`.
pub(crate) async fn render_errors(response: Response) -> Response {
    with_body(response, |error| json!({ "success": false, "error": error.message }))
}

/// A client that follows the log.
struct LogFollower {
    first: Option<Bytes>,
    live: Receiver<Arc<LogRecord>>,
    filter: LogFilter,
    hub: Arc<Hub>,
}

impl LogFollower {
    /// Returns the next event, or a keep-alive comment if there is none in time.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if let Some(first) = self.first.take() {
            return Some((Ok(first), self));
        }
        let silence = Instant::now() + limits::KEEP_ALIVE;
        loop {
            let received = tokio::select! {
                biased;
                () = self.hub.closes() => return None,
                received = timeout_at(silence, self.live.recv()) => received,
            };
            let sent = match received {
                Err(_) => Bytes::from_static(b": still here\n\n"),
                Ok(Ok(record)) if self.filter.matches(&record) => log_event(&record),
                Ok(Ok(_)) => continue,
                Ok(Err(RecvError::Lagged(missed))) => log_event(&LogRecord {
                    at_ms: now_ms(),
                    kind: LogKind::Warn,
                    server: None,
                    message: format!("this stream missed {missed} lines"),
                }),
                Ok(Err(RecvError::Closed)) => return None,
            };
            return Some((Ok(sent), self));
        }
    }
}

impl LogFilter {
    fn matches(&self, record: &LogRecord) -> bool {
        let wanted = self.server.as_ref().filter(|name| !name.is_empty());
        wanted.is_none_or(|name| record.server.as_ref() == Some(name))
    }

    fn views(&self, records: &[Arc<LogRecord>]) -> Vec<Value> {
        records.iter().filter(|record| self.matches(record)).map(|record| view(record)).collect()
    }
}

fn log_event(record: &LogRecord) -> Bytes {
    event(&json!({ "type": "log", "log": view(record) }))
}

/// Returns an event without a name.
fn event(data: &Value) -> Bytes {
    Bytes::from(format!("data: {data}\n\n"))
}
