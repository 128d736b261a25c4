//! Rate limit per address and minute for routes that set, verify or change the password. Applies to
//! loopback too. Source: Pandora's limits.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::HeaderValue;

use crate::access::rate_limit::{MINUTE, Peer, RateLimiter};
use crate::api::error::{ApiError, Kind};

/// Counts the requests of one route.
pub(super) struct RouteLimit {
    rate: RateLimiter,
    limit: u32,
}

impl RouteLimit {
    /// Allows `limit` requests per address and minute.
    pub(super) fn per_minute(limit: u32) -> Self {
        Self { rate: RateLimiter::new(MINUTE), limit }
    }
}

/// Middleware that applies the limit and adds its headers.
pub(super) async fn limit_route(
    State(limit): State<Arc<RouteLimit>>,
    Peer(from): Peer,
    request: Request,
    next: Next,
) -> Response {
    let status = limit.rate.take(from, limit.limit);
    let mut response = if status.exceeded {
        ApiError::new(Kind::TooManyRequests(status.reset), "too many requests").into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-limit", HeaderValue::from(status.limit));
    headers.insert("x-ratelimit-remaining", HeaderValue::from(status.remaining));
    response
}
