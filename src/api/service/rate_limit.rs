//! Applies a rate limit to requests: counts each one, refuses those above the limit, and adds
//! headers with the state of the limit.

use std::hash::Hash;
use std::net::IpAddr;
use std::time::Duration;

use axum::response::{IntoResponse as _, Response};
use http::HeaderValue;

use crate::access::rate_limit::{RateLimiter, RateStatus};
use crate::api::error::{ApiError, Kind};

/// A rate limit per key, usually an address.
pub(crate) struct RateLimit<Key = IpAddr> {
    limiter: RateLimiter<Key>,
    headers: RateHeaders,
    refuse: fn(&RateStatus) -> Response,
}

/// The headers that tell clients the state of a limit.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RateHeaders {
    /// `RateLimit-Limit`, `RateLimit-Remaining` and, in seconds from now, `RateLimit-Reset`.
    Standard,
    /// `X-RateLimit-Limit` and `X-RateLimit-Remaining`.
    Prefixed,
    /// As `Prefixed`, and `X-RateLimit-Reset` in seconds since 1970.
    PrefixedWithReset,
}

impl<Key: Eq + Hash> RateLimit<Key> {
    pub(crate) fn new(window: Duration, headers: RateHeaders) -> Self {
        Self { limiter: RateLimiter::new(window), headers, refuse }
    }

    /// Sets the response to a request above the limit.
    pub(crate) fn refuse_with(self, refuse: fn(&RateStatus) -> Response) -> Self {
        Self { refuse, ..self }
    }

    /// Counts a request of `from`, and runs its handler if it is within the limit. Without a limit,
    /// only runs the handler.
    pub(crate) async fn apply(
        &self,
        from: Key,
        limit: Option<u32>,
        handler: impl Future<Output = Response>,
    ) -> Response {
        let Some(limit) = limit else { return handler.await };
        let status = self.limiter.take(from, limit);
        let mut response = if status.exceeded { (self.refuse)(&status) } else { handler.await };
        for (name, value) in self.headers.of(&status) {
            response.headers_mut().insert(name, HeaderValue::from(value));
        }
        response
    }
}

impl RateHeaders {
    fn of(self, status: &RateStatus) -> impl Iterator<Item = (&'static str, u64)> {
        let names: &[&str] = match self {
            Self::Standard => &["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"],
            Self::Prefixed => &["x-ratelimit-limit", "x-ratelimit-remaining"],
            Self::PrefixedWithReset => {
                &["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]
            }
        };
        let now = match self {
            Self::PrefixedWithReset => jiff::Timestamp::now().as_second(),
            Self::Standard | Self::Prefixed => 0,
        };
        let reset = u64::try_from(now).unwrap_or_default() + status.reset.as_secs();
        names.iter().copied().zip([u64::from(status.limit), u64::from(status.remaining), reset])
    }
}

fn refuse(status: &RateStatus) -> Response {
    ApiError::new(Kind::TooManyRequests(status.reset), "too many requests").into_response()
}
