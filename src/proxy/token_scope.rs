//! Enforces the scopes of access tokens: `read` gives lists, reads, and tools that the server declares
//! read-only; `write` gives everything. Other credentials have no scopes.

use http::{HeaderValue, Response, StatusCode, header};
use serde_json::json;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Kind;
use crate::protocol::request::Request;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::transport::body::{self, Body};
use crate::proxy::hub::Hub;
use crate::proxy::identity::{Identity, ShownGrant};
use crate::proxy::inventory::items::ListKind;
use crate::proxy::repeatable;

const READ: &str = "read";
const WRITE: &str = "write";

/// Methods that every token may use.
const FREE: [&str; 3] = ["initialize", "ping", "server/discover"];
/// Methods that need `read`, beside those that only read.
const READING: [&str; 4] =
    ["logging/setLevel", "resources/subscribe", "resources/unsubscribe", "subscriptions/listen"];

/// Fails if the token of a request lacks the scope for it.
///
/// # Errors
/// Names the missing scope.
pub(crate) fn check(
    hub: &Hub,
    target: &Target,
    identity: &Identity,
    request: &Request,
) -> Result<(), RpcError> {
    match missing(hub, target, identity, request) {
        None => Ok(()),
        Some(scope) => {
            let text = format!("insufficient_scope: this token lacks the scope `{scope}`");
            Err(RpcError::new(error::SERVER_ERROR, text))
        }
    }
}

/// Returns the HTTP response to a request whose token lacks the scope for it (RFC 6750, 3.1).
pub(crate) fn refuse(
    hub: &Hub,
    target: &Target,
    identity: &Identity,
    request: &Request,
) -> Option<Response<Body>> {
    let grant = identity.grant.as_ref()?;
    let scope = missing(hub, target, identity, request)?;
    Some(insufficient_scope(grant, scope))
}

/// Returns the 403 response with a challenge that names the held scopes and the missing one.
fn insufficient_scope(grant: &ShownGrant, missing: &str) -> Response<Body> {
    let held = grant.scopes.iter().map(String::as_str);
    let wanted = held.chain([missing]).collect::<Vec<_>>().join(" ");
    let text = format!("the token lacks the scope {missing}");
    let body = json!({ "error": "insufficient_scope", "error_description": text, "scope": wanted });
    let mut response = body::json(StatusCode::FORBIDDEN, bytes::Bytes::from(body.to_string()));
    let url = &grant.metadata_url;
    let challenge = format!(
        r#"Bearer error="insufficient_scope", error_description="{text}", scope="{wanted}", resource_metadata="{url}""#
    );
    if let Ok(value) = HeaderValue::from_str(&challenge) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// Returns the scope that the token of a request lacks.
fn missing(
    hub: &Hub,
    target: &Target,
    identity: &Identity,
    request: &Request,
) -> Option<&'static str> {
    let grant = identity.grant.as_ref()?;
    let has = |scope: &str| grant.scopes.iter().any(|held| held == scope);
    let method = request.message.method();
    if has(WRITE) || FREE.contains(&method.as_ref()) || request.message.kind() != Kind::Request {
        return None;
    }
    let reads = repeatable::is_read_only(&method)
        || READING.contains(&method.as_ref())
        || method == "tools/call" && is_read_only_tool(hub, target, identity, request);
    match (reads, has(READ)) {
        (true, true) => None,
        (true, false) => Some(READ),
        (false, _) => Some(WRITE),
    }
}

/// Returns whether the server of a called tool declares that it changes nothing.
fn is_read_only_tool(hub: &Hub, target: &Target, identity: &Identity, request: &Request) -> bool {
    let Some(name) = request.string("name") else { return false };
    let catalog = hub.catalog();
    let Some(scope) = catalog.resolve(target, identity.viewer.as_ref()) else { return false };
    let view = catalog.view(&scope, "", identity.user.as_deref());
    let route = view.route(ListKind::Tools, &name).or_else(|| view.app_tool(&name));
    // An inventory from an earlier run may be outdated.
    route.is_some_and(|route| {
        route.hints.read_only && view.sources[route.source].upstream.is_heard()
    })
}
