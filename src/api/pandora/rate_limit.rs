//! Rate limit per address and minute for routes that set, verify or change the password. Applies to
//! loopback too. Source: Pandora's limits.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::access::rate_limit::{MINUTE, Peer};
use crate::api::service::rate_limit::{RateHeaders, RateLimit};

/// The counter of one route, and its limit.
pub(super) type RouteLimit = (Arc<RateLimit>, u32);

/// Allows `limit` requests per address and minute.
pub(super) fn per_minute(limit: u32) -> RouteLimit {
    (Arc::new(RateLimit::new(MINUTE, RateHeaders::Prefixed)), limit)
}

/// Middleware that applies the limit and adds its headers.
pub(super) async fn limit_route(
    State((rate, limit)): State<RouteLimit>,
    Peer(from): Peer,
    request: Request,
    next: Next,
) -> Response {
    rate.apply(from, Some(limit), next.run(request)).await
}
