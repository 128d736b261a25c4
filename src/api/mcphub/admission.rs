//! Authentication for MCPHub's API, and the rate limit of templates.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;

use crate::access::auth::Denied;
use crate::access::rate_limit::{Peer, limit_for};
use crate::api::admission::EntryPolicy;
use crate::api::error::{ApiError, Kind};
use crate::api::service::rate_limit::RateLimit;
use crate::api::state::ApiState;

/// Template requests per address and window; they count against the limit of all requests too.
/// Source: MCPHub.
const TEMPLATES: u32 = 200;

/// Admits callers to the routes that manage the hub.
pub(super) const MANAGERS: EntryPolicy = EntryPolicy {
    authenticate: |state, settings, headers, query| {
        state.gate.authenticate_admin(settings, headers, query).map_err(unauthorized_error)
    },
    is_read_only: calls_a_tool,
};

/// Admits callers to the routes that use servers. Also accepts keys with limited access.
pub(super) const USERS: EntryPolicy = EntryPolicy {
    authenticate: |state, settings, headers, query| {
        state.gate.authenticate_user(settings, headers, query).map_err(unauthorized_error)
    },
    is_read_only: calls_a_tool,
};

/// Middleware that applies a second, lower rate limit to templates.
pub(super) async fn limit_templates(
    State((state, rate)): State<(ApiState, Arc<RateLimit>)>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    let limit = state.live.snapshot().system.rate_limits.templates;
    rate.apply(peer.0, limit_for(peer, limit, TEMPLATES), next.run(request)).await
}

fn unauthorized_error(denied: Denied) -> ApiError {
    ApiError::new(Kind::Unauthorized, denied.message())
}

/// Returns whether a path calls a tool, of a server or of a group; a call changes no settings.
/// Source: MCPHub's READONLY.
fn calls_a_tool(method: &Method, path: &str) -> bool {
    let below = path.strip_prefix("/api/").unwrap_or_default();
    let segments: Vec<_> = below.split('/').collect();
    let calls = match segments.as_slice() {
        ["tools", ..] => true,
        [group, "tools", _, _] => !["servers", "groups"].contains(group),
        _ => false,
    };
    calls && *method == Method::POST
}
