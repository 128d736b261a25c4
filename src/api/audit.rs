//! Records requests in the audit log: one line for each login, change or refusal. The record is
//! local to the request's task, so any code on the request's path can add to it without a
//! parameter. A record is also written if the client disconnects before the response.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts as _, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Method};
use parking_lot::{Mutex, MutexGuard};

use crate::access::rate_limit::{MINUTE, Peer, RateLimiter};
use crate::api::caller::Caller;
use crate::protocol::headers::REQUEST_ID;
use crate::proxy::identity::Identity;
use crate::settings::changed_names::changed_names;
use crate::settings::model::dialect::Dialect;
use crate::state::audit::log::{AuditLog, version_of};
use crate::state::audit::record::{Kind, Outcome, Record};
use crate::state::journal::entry::Label;
use crate::state::request_id::RequestId;

/// Refusals per address and minute that are written; further ones are only counted.
const REFUSALS: u32 = 60;

/// Login and session routes of all dialects.
const LOGINS: [&str; 9] = [
    "/login",
    "/oauth/token",
    "/token",
    "/api/auth/login",
    "/auth/login",
    "/api/auth/refresh",
    "/api/auth/logout",
    "/api/auth/sessions",
    "/api/auth/sessions/{id}",
];
/// Routes that create the first user or key.
const SETUPS: [&str; 2] = ["/init", "/api/auth/setup"];
/// Routes that only change a password.
const PASSWORDS: [&str; 1] = ["/api/auth/change-password"];

tokio::task_local! {
    /// The record of the request that this task handles.
    static TRAIL: Arc<Trail>;
}

/// Writes the audit log for HTTP requests.
#[derive(Debug)]
pub(crate) struct Audit {
    pub(crate) log: AuditLog,
    /// Path of the settings file.
    file: String,
    refusals: RateLimiter,
}

/// The record of an in-flight request.
#[derive(Debug)]
pub(crate) struct Trail {
    audit: Arc<Audit>,
    id: Option<RequestId>,
    /// `None` if the record was written or the request needs none.
    draft: Mutex<Option<Draft>>,
}

#[derive(Debug)]
struct Draft {
    record: Record,
    from: IpAddr,
    /// The request only reads: it is recorded only if it is refused.
    reads: bool,
}

impl Audit {
    /// Creates the recorder for requests that concern the settings at `file`.
    pub(crate) fn new(log: AuditLog, file: &std::path::Path) -> Self {
        Self { log, file: file.display().to_string(), refusals: RateLimiter::new(MINUTE) }
    }

    /// Records that an MCP endpoint rejected the credential of a request.
    pub(crate) fn endpoint_refused<B>(
        &self,
        from: IpAddr,
        status: u16,
        request: &http::Request<B>,
    ) {
        let from = from.to_canonical();
        let record = Record {
            via: Some("mcp".to_owned()),
            action: Some(format!("{} {}", request.method(), request.uri().path())),
            status: Some(status),
            result: Outcome::Refused,
            request_id: request_id_in(request.headers()).map(|id| id.to_string()),
            ..Record::now(Kind::Access, from.to_string())
        };
        if self.should_record(Outcome::Refused, from) {
            self.write_soon(record);
        }
    }

    /// Records that a browser has completed the login at a server.
    pub(crate) fn logged_in(&self, from: IpAddr, server: &str) {
        self.write_soon(Record {
            via: Some("oauth".to_owned()),
            action: Some(format!("login at server {server}")),
            result: Outcome::Ok,
            request_id: request_id().map(|id| id.to_string()),
            ..Record::now(Kind::Login, from.to_canonical().to_string())
        });
    }

    /// Returns whether to write a record. A refusal above the limit is only counted.
    fn should_record(&self, result: Outcome, from: IpAddr) -> bool {
        let exceeded = result == Outcome::Refused && self.refusals.take(from, REFUSALS).exceeded;
        if exceeded {
            self.log.miss(1);
        }
        !exceeded
    }

    /// Writes a record on a thread that may block on the disk.
    fn write_soon(&self, record: Record) {
        let log = self.log.clone();
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(move || log.note(record))),
            Err(_) => log.note(record),
        }
    }
}

/// Middleware that records a request to the admin API and its outcome. The record is written before
/// the response is sent.
pub(crate) async fn record_request(
    State((audit, dialect)): State<(Arc<Audit>, Dialect)>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    // A request without a route changes nothing.
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // A rejected credential is recorded even for a read.
    let route = route.filter(|_| writes || shows_credential(&request));
    let (mut parts, body) = request.into_parts();
    let Ok(Peer(from)) = Peer::from_request_parts(&mut parts, &()).await;
    let from = from.to_canonical();
    let id = request_id_in(&parts.headers);
    let draft = route.map(|route| {
        let action = format!("{} {}", parts.method, display_path(&route, parts.uri.path()));
        let record = Record {
            via: Some(dialect.word().to_owned()),
            action: Some(action),
            request_id: id.map(|id| id.to_string()),
            ..Record::now(if writes { kind_of(&route) } else { Kind::Access }, from.to_string())
        };
        Draft { record, from, reads: !writes }
    });
    let trail = Arc::new(Trail { audit, id, draft: Mutex::new(draft) });
    let answered = next.run(Request::from_parts(parts, body));
    let response = TRAIL.scope(Arc::clone(&trail), answered).await;
    let status = response.status().as_u16();
    if let Some(record) = trail.finish(Outcome::of_status(status), Some(status)) {
        let log = trail.audit.log.clone();
        // Written before the client can learn that the request succeeded.
        let _ = tokio::task::spawn_blocking(move || log.note(record)).await;
    }
    response
}

/// Returns whether a request carries a credential, valid or not.
fn shows_credential(request: &Request) -> bool {
    let headers = request.headers();
    headers.contains_key(http::header::AUTHORIZATION)
        || headers.contains_key("x-auth-token")
        || request.uri().query().is_some_and(|query| query.contains("token="))
}

/// Returns the record of the request that this task handles, for work on other tasks.
pub(crate) fn current_trail() -> Option<Arc<Trail>> {
    TRAIL.try_with(Arc::clone).ok()
}

/// Returns the id of the request that this task handles.
pub(crate) fn request_id() -> Option<RequestId> {
    TRAIL.try_with(|trail| trail.id).ok().flatten()
}

/// Records the authenticated caller.
pub(crate) fn set_caller(caller: &Caller) {
    update_draft(|draft| draft.record.who = Some(describe_caller(caller)));
}

/// Records the username given with a password. The record's result shows whether the login
/// succeeded.
pub(crate) fn set_claimed_user(username: &str) {
    update_draft(|draft| draft.record.who = Some(format!("user {username}")));
}

/// Records the authenticated OAuth client.
pub(crate) fn set_oauth_client(id: &str) {
    update_draft(|draft| draft.record.who = Some(format!("OAuth client {id}")));
}

/// Marks the request as a read: only its refusal is recorded.
pub(crate) fn mark_read_only() {
    update_draft(|draft| {
        if draft.record.kind == Kind::Write {
            draft.record.kind = Kind::Access;
            draft.reads = true;
        }
    });
}

fn update_draft(add: impl FnOnce(&mut Draft)) {
    let add = |trail: &Arc<Trail>| {
        if let Some(draft) = trail.draft().as_mut() {
            add(draft);
        }
    };
    // An edit outside of any request has no record.
    let _ = TRAIL.try_with(add);
}

impl Trail {
    /// Records names that were changed outside the settings file.
    pub(crate) fn record_names(&self, changes: Vec<String>) {
        if let Some(draft) = self.draft().as_mut() {
            draft.record.changes.extend(changes);
        }
    }

    /// Returns the label of the request's changes in the journal; `None` if the record is already
    /// written.
    pub(crate) fn label(&self) -> Option<Label> {
        let draft = self.draft();
        let record = &draft.as_ref()?.record;
        let action = record.action.as_deref().unwrap_or_default();
        Some(Label::new(record.who.clone(), &record.from, action))
    }

    /// Records the names that an edit changed.
    pub(crate) fn record_changes(&self, before: &str, after: &str) {
        if before == after {
            return;
        }
        let changes = changed_names(before, after);
        if let Some(draft) = self.draft().as_mut() {
            draft.record.changes.extend(changes);
            draft.record.file = Some(self.audit.file.clone());
            draft.record.version = Some(version_of(after));
        }
    }

    /// Takes the record on the first call, if it needs to be written.
    fn finish(&self, result: Outcome, status: Option<u16>) -> Option<Record> {
        let Draft { mut record, from, reads } = self.draft().take()?;
        record.result = result;
        record.status = status;
        let is_wanted = !reads || result == Outcome::Refused;
        (is_wanted && self.audit.should_record(result, from)).then_some(record)
    }

    fn draft(&self) -> MutexGuard<'_, Option<Draft>> {
        self.draft.lock()
    }
}

/// Writes the record if the client disconnected: the last holder of the trail drops it.
impl Drop for Trail {
    fn drop(&mut self) {
        if let Some(record) = self.finish(Outcome::Abandoned, None) {
            self.audit.write_soon(record);
        }
    }
}

fn describe_caller(caller: &Caller) -> String {
    let Identity { user, key, .. } = &caller.identity;
    let key = key.as_ref().map(|key| format!("key {}", key.name));
    match (user, key) {
        (Some(user), Some(key)) => format!("user {user}, {key}"),
        (Some(user), None) => format!("user {user}"),
        (None, Some(key)) => key,
        (None, None) => caller.name.clone(),
    }
}

fn kind_of(route: &str) -> Kind {
    if LOGINS.contains(&route) {
        Kind::Login
    } else if SETUPS.contains(&route) {
        Kind::Setup
    } else if PASSWORDS.contains(&route) {
        Kind::Password
    } else {
        Kind::Write
    }
}

/// Returns the id that the listener put into the request's headers.
fn request_id_in(headers: &HeaderMap) -> Option<RequestId> {
    RequestId::parse(headers.get(REQUEST_ID)?.as_bytes())
}

/// Returns the request's path with the parameters filled in. A part that is not a plain name (a URI
/// can contain a password) stays as the route's placeholder.
fn display_path(route: &str, path: &str) -> String {
    let plain = |part: &str| !part.contains(['@', '%', ':', '?']);
    let mut parts = path.split('/');
    let shown = route.split('/').map(|segment| {
        let part = parts.next().unwrap_or_default();
        let is_parameter = segment.starts_with('{') && !segment.starts_with("{*");
        if is_parameter && plain(part) { part } else { segment }
    });
    shown.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_with_names_and_without_what_may_be_secret() {
        let cases = [
            ("/api/servers/{name}/reload", "/api/servers/time/reload", "/api/servers/time/reload"),
            (
                "/api/resources/{uri}",
                "/api/resources/https%3A%2F%2Fu%3Ap%40x",
                "/api/resources/{uri}",
            ),
            ("/a/{*rest}", "/a/b/c", "/a/{*rest}"),
            ("/init", "/init", "/init"),
        ];
        for (route, path, shown) in cases {
            assert_eq!(display_path(route, path), shown);
        }
    }

    #[test]
    fn notes_outside_a_request_are_ignored() {
        set_claimed_user("alice");
        mark_read_only();
        assert!(current_trail().is_none());
    }
}
