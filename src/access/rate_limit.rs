//! Rate limits: counts requests per address or credential in fixed windows.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use http::Extensions;
use http::request::Parts;
use parking_lot::Mutex;

/// The window of the API and login limits.
pub(crate) const WINDOW: Duration = Duration::from_mins(15);
/// The window of plan and audit limits.
pub(crate) const MINUTE: Duration = Duration::from_mins(1);

/// Limit of keys in one counter.
const KEYS_MAX: usize = 10_000;

/// The address that a request came from; set by the listener.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Peer {
    /// Returns the address of the request with these extensions.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        // A request without a connection comes from the hub itself.
        extensions.get().copied().unwrap_or(Self(Ipv4Addr::LOCALHOST.into()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions))
    }
}

/// Returns the limit for an address. A limit from the settings applies to all; the default does not
/// apply to loopback, so that local scripts and commands are not limited.
pub(crate) fn limit_for(peer: Peer, set: Option<u32>, usual: u32) -> Option<u32> {
    match set {
        Some(0) => None,
        Some(limit) => Some(limit),
        None => (!peer.0.to_canonical().is_loopback()).then_some(usual),
    }
}

/// Counts requests per key, usually an address, in fixed windows.
#[derive(Debug)]
pub(crate) struct RateLimiter<Key = IpAddr> {
    window: Duration,
    counts: Mutex<HashMap<Key, (Instant, u32)>>,
}

/// State of one counter, with the fields of the `RateLimit` headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RateStatus {
    /// Requests per window.
    pub(crate) limit: u32,
    /// Requests left in this window.
    pub(crate) remaining: u32,
    /// Time until the next window.
    pub(crate) reset: Duration,
    /// Whether this request was above the limit.
    pub(crate) exceeded: bool,
}

impl<Key: Eq + Hash> RateLimiter<Key> {
    pub(crate) fn new(window: Duration) -> Self {
        Self { window, counts: Mutex::default() }
    }

    /// Counts one request of `from`, with `limit` requests allowed per window.
    pub(crate) fn take(&self, from: Key, limit: u32) -> RateStatus {
        self.count(from, 1, limit, Instant::now())
    }

    /// Takes back one request of `from`.
    pub(crate) fn undo(&self, from: &Key) {
        let mut counts = self.counts.lock();
        if let Some((_, count)) = counts.get_mut(from) {
            *count = count.saturating_sub(1);
        }
    }

    fn count(&self, from: Key, more: u32, limit: u32, now: Instant) -> RateStatus {
        let mut counts = self.counts.lock();
        let fresh = |since: Instant| now.duration_since(since) < self.window;
        if counts.len() >= KEYS_MAX && !counts.contains_key(&from) {
            counts.retain(|_, (since, _)| fresh(*since));
            // Evicts the oldest tenth only: one client cannot reset the counters of all others.
            if counts.len() >= KEYS_MAX {
                let mut begun: Vec<Instant> = counts.values().map(|(since, _)| *since).collect();
                let (_, newest_out, _) = begun.select_nth_unstable(KEYS_MAX / 10);
                let newest_out = *newest_out;
                counts.retain(|_, (since, _)| *since > newest_out);
            }
        }
        let (since, count) = counts.entry(from).or_insert((now, 0));
        if !fresh(*since) {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(more);
        RateStatus {
            limit,
            remaining: limit.saturating_sub(*count),
            reset: self.window.saturating_sub(now.duration_since(*since)),
            exceeded: *count > limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_window() {
        let rate = RateLimiter::new(Duration::from_secs(10));
        let (a, b): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap());
        let start = Instant::now();
        let exceeded =
            |from, after| rate.count(from, 1, 2, start + Duration::from_secs(after)).exceeded;
        assert_eq!([exceeded(a, 0), exceeded(a, 1), exceeded(a, 2)], [false, false, true]);
        assert_eq!([exceeded(b, 2), exceeded(a, 10), exceeded(a, 11)], [false, false, false]);
        let status = rate.count(b, 1, 2, start + Duration::from_secs(5));
        let reset = Duration::from_secs(7);
        assert_eq!(status, RateStatus { limit: 2, remaining: 0, reset, exceeded: false });
        assert_eq!(rate.count(b, 0, 2, start + Duration::from_secs(5)), status);
    }

    #[test]
    fn the_number_of_counters_is_limited() {
        let rate = RateLimiter::new(Duration::from_secs(10));
        let start = Instant::now();
        let total = u64::try_from(KEYS_MAX).unwrap() + 1;
        for n in 0..total {
            rate.count(n, 1, 1, start + Duration::from_micros(n));
        }
        let counts = rate.counts.lock();
        assert_eq!(counts.len(), KEYS_MAX - KEYS_MAX / 10);
        assert!(!counts.contains_key(&0) && counts.contains_key(&(total - 1)));
    }
}
