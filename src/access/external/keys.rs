//! The keys of providers, cached: requested on first use, used for as long as the provider allows, and
//! for longer while it cannot be reached.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::CACHE_CONTROL;
use parking_lot::Mutex;
use tokio::time::Instant;

use crate::access::external::key_set::{KeySet, Mismatch};
use crate::access::external::limits;

/// How long a request waits for new keys if the old ones could do.
const STALE_PATIENCE: Duration = Duration::from_secs(2);
/// How long keys are used if the provider does not say.
const USUAL: Duration = Duration::from_hours(1);

/// The keys of one provider.
#[derive(Debug, Default)]
pub(super) struct Keys {
    state: Mutex<State>,
    /// Held by the one request to the provider at a time.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    known: Option<(Arc<KeySet>, Instant, Duration)>,
    /// The time of the last request to the provider, and how it failed.
    tried: Option<(Instant, Option<String>)>,
}

/// Keys, and how long the provider allows their use.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) keys: KeySet,
    pub(super) fresh: Duration,
}

/// Why a signature is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum KeyError {
    /// It is not valid, or of an unknown key.
    Rejected(Mismatch),
    /// The provider cannot be asked for its keys.
    Unavailable(String),
}

impl Keys {
    /// Verifies a signature with `verify`; requests the keys with `fetch` if they are missing, too old,
    /// or do not contain the wanted one.
    ///
    /// # Errors
    /// Fails if the signature is not valid, or if the keys cannot be requested.
    pub(super) async fn verify<Fetching>(
        self: &Arc<Self>,
        verify: impl Fn(&KeySet) -> Result<(), Mismatch>,
        fetch: impl FnOnce() -> Fetching + Send + 'static,
    ) -> Result<(), KeyError>
    where
        Fetching: Future<Output = Result<Fetched, String>> + Send + 'static,
    {
        let known = self.usable(false).map(|keys| verify(&keys));
        match known {
            Some(Ok(())) => return Ok(()),
            Some(Err(Mismatch::BadSignature)) => {
                return Err(KeyError::Rejected(Mismatch::BadSignature));
            }
            Some(Err(Mismatch::UnknownKey)) | None => {}
        }
        // In a task of its own: a client that disconnects does not end it.
        let renewing = Arc::clone(self);
        let renewal = tokio::spawn(async move { renewing.renew(fetch).await });
        let could_do = self.usable(true).is_some_and(|keys| verify(&keys).is_ok());
        if could_do {
            let _ = tokio::time::timeout(STALE_PATIENCE, renewal).await;
        } else {
            let _ = renewal.await;
        }
        let failure = self.state.lock().tried.clone().and_then(|(_, failure)| failure);
        let unavailable = |failure| Err(KeyError::Unavailable(failure));
        match (self.usable(true).map(|keys| verify(&keys)), failure) {
            (Some(Ok(())), _) => Ok(()),
            (Some(Err(Mismatch::UnknownKey)) | None, Some(failure)) => unavailable(failure),
            (Some(Err(mismatch)), _) => Err(KeyError::Rejected(mismatch)),
            (None, None) => unavailable("its keys could not be requested".to_owned()),
        }
    }

    /// Returns the keys, if they are not too old.
    fn usable(&self, even_stale: bool) -> Option<Arc<KeySet>> {
        let state = self.state.lock();
        let (keys, since, fresh) = state.known.as_ref()?;
        let limit = if even_stale { *fresh + limits::STALE } else { *fresh };
        (since.elapsed() < limit).then(|| Arc::clone(keys))
    }

    /// Requests the keys, unless that was tried a short time ago.
    async fn renew<Fetching>(&self, fetch: impl FnOnce() -> Fetching)
    where
        Fetching: Future<Output = Result<Fetched, String>>,
    {
        let _turn = self.turn.lock().await;
        let is_early = self.state.lock().tried.as_ref().is_some_and(|(tried, failure)| {
            let pause = if failure.is_some() { limits::RETRY_PAUSE } else { limits::REFRESH_PAUSE };
            tried.elapsed() < pause
        });
        if is_early {
            return;
        }
        let fetched = tokio::time::timeout(limits::REQUEST, fetch()).await;
        let fetched = fetched.unwrap_or_else(|_| Err("it does not answer".to_owned()));
        let mut state = self.state.lock();
        let now = Instant::now();
        state.tried = Some((now, fetched.as_ref().err().cloned()));
        if let Ok(Fetched { keys, fresh }) = fetched {
            state.known = Some((Arc::new(keys), now, fresh));
        }
    }
}

/// Returns how long keys with these response headers may be used.
pub(super) fn freshness(headers: &HeaderMap) -> Duration {
    let values = headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let mut fresh = USUAL;
    for word in values.flat_map(|value| value.split(',')).map(str::trim) {
        match word.to_ascii_lowercase().split_once('=') {
            Some(("max-age", seconds)) => {
                let seconds = seconds.trim_matches('"').parse();
                fresh = seconds.map_or(fresh, Duration::from_secs);
            }
            None if word.starts_with("no-") => fresh = Duration::ZERO,
            _ => {}
        }
    }
    fresh.clamp(limits::FRESH.0, limits::FRESH.1)
}

#[cfg(test)]
mod tests {
    use std::future::ready;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A provider that can be switched off.
    struct Provider {
        keys: Arc<Keys>,
        requests: Arc<AtomicUsize>,
        is_down: bool,
        fresh: Duration,
    }

    impl Provider {
        fn new() -> Self {
            let fresh = Duration::from_mins(10);
            Self { keys: Arc::default(), requests: Arc::default(), is_down: false, fresh }
        }

        async fn verify(&self, result: Result<(), Mismatch>) -> Result<(), KeyError> {
            let (requests, is_down) = (Arc::clone(&self.requests), self.is_down);
            let fresh = self.fresh;
            let fetch = move || {
                requests.fetch_add(1, Ordering::Relaxed);
                let fetched = Fetched { keys: KeySet::default(), fresh };
                ready(if is_down { Err("it is down".to_owned()) } else { Ok(fetched) })
            };
            self.keys.verify(|_| result, fetch).await
        }

        fn requests(&self) -> usize {
            self.requests.load(Ordering::Relaxed)
        }
    }

    const UNKNOWN: Result<(), Mismatch> = Err(Mismatch::UnknownKey);

    async fn wait(time: Duration) {
        tokio::time::advance(time).await;
    }

    #[tokio::test(start_paused = true)]
    async fn unknown_keys_cause_one_request_a_minute() {
        let provider = Provider::new();
        let rejected = Err(KeyError::Rejected(Mismatch::UnknownKey));
        for _ in 0..1000 {
            assert_eq!(provider.verify(UNKNOWN).await, rejected);
        }
        assert_eq!(provider.requests(), 1);
        wait(limits::REFRESH_PAUSE).await;
        for _ in 0..1000 {
            assert_eq!(provider.verify(UNKNOWN).await, rejected);
        }
        assert_eq!(provider.requests(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn simultaneous_requests_share_one() {
        let provider = Provider::new();
        let all = (0..20).map(|_| provider.verify(Ok(())));
        assert!(futures_util::future::join_all(all).await.iter().all(Result::is_ok));
        assert_eq!(provider.requests(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn keys_are_used_while_the_provider_is_down_and_no_longer_than_allowed() {
        let mut provider = Provider::new();
        assert_eq!(provider.verify(Ok(())).await, Ok(()));
        wait(Duration::from_mins(9)).await;
        assert_eq!(provider.verify(Ok(())).await, Ok(()));
        assert_eq!(provider.requests(), 1);
        provider.is_down = true;
        wait(Duration::from_mins(1)).await;
        assert_eq!(provider.verify(Ok(())).await, Ok(()));
        assert_eq!(provider.requests(), 2);
        let bad = Err(Mismatch::BadSignature);
        assert_eq!(provider.verify(bad).await, Err(KeyError::Rejected(Mismatch::BadSignature)));
        let down = Err(KeyError::Unavailable("it is down".into()));
        // Its key may be new.
        assert_eq!(provider.verify(UNKNOWN).await, down);
        wait(limits::STALE).await;
        assert_eq!(provider.verify(Ok(())).await, down);
        provider.is_down = false;
        assert_eq!(provider.verify(Ok(())).await, down);
        wait(limits::RETRY_PAUSE).await;
        assert_eq!(provider.verify(Ok(())).await, Ok(()));
    }

    #[test]
    fn the_provider_decides_within_limits_how_long_keys_are_used() {
        let fresh = |value: &str| {
            freshness(&[(CACHE_CONTROL, value.parse().unwrap())].into_iter().collect()).as_secs()
        };
        assert_eq!(fresh("public, max-age=3601"), 3601);
        assert_eq!(fresh("max-age=1"), 600);
        assert_eq!(fresh("max-age=99999999"), 24 * 3600);
        assert_eq!(fresh("no-store"), 600);
        assert_eq!(fresh("max-age=x"), 3600);
        assert_eq!(freshness(&HeaderMap::new()).as_secs(), 3600);
    }
}
