//! Rate limit per address and minute for routes that set, verify or change the password. Applies to
//! loopback too. Source: Pandora's limits.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::HeaderValue;

use crate::api::error::{ApiError, Kind};
use crate::api::rate::{MINUTE, Peer, Rate};

/// Counts the requests of one route.
pub(super) struct Few {
    rate: Rate,
    limit: u32,
}

impl Few {
    /// Allows `limit` requests per address and minute.
    pub(super) fn a_minute(limit: u32) -> Self {
        Self { rate: Rate::new(MINUTE), limit }
    }
}

/// Middleware that applies the limit and adds its headers.
pub(super) async fn few(
    State(few): State<Arc<Few>>,
    Peer(from): Peer,
    request: Request,
    next: Next,
) -> Response {
    let standing = few.rate.take(from, few.limit);
    let mut response = if standing.exceeded {
        ApiError::new(Kind::TooMany(standing.reset), "too many requests").into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-limit", HeaderValue::from(standing.limit));
    headers.insert("x-ratelimit-remaining", HeaderValue::from(standing.rest));
    response
}
