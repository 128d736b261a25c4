//! Loop detection for hubs that connect to other hubs. Each hub has an id and sends the ids of the
//! hubs before it with its requests: in a header, in `_meta`, and in the environment of its
//! children. A hub that receives its own id refuses the request: it would otherwise list its own
//! tools again without end.

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName, HeaderValue};
use parking_lot::Mutex;
use ring::digest::{SHA256, digest};

use crate::protocol::error::{self, RpcError};
use crate::protocol::json;
use crate::protocol::request::Request;
use crate::proxy::downstream::session::session::random_id;
use crate::state::random;

/// Header with the ids of the hubs that a request passed through, first hub first.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-mcphub-hops");
/// The same list in `_meta`, a string.
pub(crate) const META: &str = "mcphub.dev/hops";
/// Environment variable with the ids of the hubs that started this process.
pub(crate) const VARIABLE: &str = "MCPHUB_HOPS";

/// Maximum length of a chain of hubs that start one another.
const HUBS_MAX: usize = 8;
/// Length of our ids.
const ID_CHARS: usize = 16;
/// Maximum length of another hub's id.
const HOP_BYTES: usize = 80;
/// Maximum number of hubs remembered as callers.
const CALLERS_MAX: usize = 32;
/// A caller is forgotten if it sends no request for this long.
const CALLER_EXPIRY: Duration = Duration::from_mins(5);
/// Separates a hub's id from the digest of its settings file.
const SETTINGS: char = '@';
/// Value of `data.mcphub.kind` in an error that reports a loop.
const KIND: &str = "loop";

/// The position of this hub in a chain of hubs.
#[derive(Debug, Default)]
pub(crate) struct Hops {
    /// The id of this hub.
    own: String,
    /// The digest of its settings file.
    settings: Option<String>,
    /// The hubs that started this one, from the environment, first hub first: ids and digests.
    started_by: Vec<String>,
    /// The hubs that sent requests, with the time of the last one.
    callers: Mutex<HashMap<String, Instant>>,
    /// Whether `callers` ever had an entry. Few hubs have callers that are hubs, so most requests
    /// take no lock.
    has_callers: AtomicBool,
    /// The header value of a hub without other hubs before it.
    own_header: Option<HeaderValue>,
}

impl Hops {
    /// Reads the chain from `environment`; `file` is the settings file of this hub.
    pub(crate) fn new(environment: &BTreeMap<OsString, OsString>, file: Option<&Path>) -> Self {
        let chain = environment.get(OsStr::new(VARIABLE)).and_then(|chain| chain.to_str());
        let id = random_id().unwrap_or_else(|| std::process::id().to_string());
        let mut hops = Self {
            own: id.chars().take(ID_CHARS).collect(),
            settings: file.map(digest_of),
            started_by: parse_chain(chain.unwrap_or_default()),
            ..Self::default()
        };
        hops.own_header = HeaderValue::from_str(&hops.said()).ok();
        hops
    }

    /// Whether this hub may connect to servers.
    ///
    /// # Errors
    /// Fails if a hub with the same settings started it, because it would start that hub again, or
    /// if the chain is too long.
    pub(crate) fn may_start(&self) -> Result<(), RpcError> {
        let same = |hop: &String| self.settings.as_deref().is_some_and(|s| hop.ends_with(s));
        if self.started_by.iter().any(same) {
            let text = "this is the hub itself: it was started by a hub of the same settings";
            return Err(loop_error(text));
        }
        if self.started_by.len() >= HUBS_MAX {
            let text = format!("{HUBS_MAX} hubs have started one another: is there a loop?");
            return Err(loop_error(&text));
        }
        Ok(())
    }

    /// Checks the header of an HTTP request and records the hubs in it.
    ///
    /// # Errors
    /// Fails if the request comes from this hub.
    pub(crate) fn check_header(&self, headers: &HeaderMap) -> Result<(), RpcError> {
        let chain = headers.get(HEADER).and_then(|chain| chain.to_str().ok());
        chain.map_or(Ok(()), |chain| self.check(chain))
    }

    /// Checks the `_meta` of a request and records the hubs in it.
    ///
    /// # Errors
    /// Fails if the request comes from this hub.
    pub(crate) fn check_meta(&self, request: &Request) -> Result<(), RpcError> {
        request.meta_string(META).map_or(Ok(()), |chain| self.check(&chain))
    }

    fn check(&self, chain: &str) -> Result<(), RpcError> {
        let hops = parse_chain(chain);
        if hops.contains(&self.own) {
            return Err(loop_error("this is the hub itself: its own request has come back to it"));
        }
        let now = Instant::now();
        let mut callers = self.callers.lock();
        callers.retain(|_, seen| now.duration_since(*seen) < CALLER_EXPIRY);
        for hop in hops {
            if callers.len() < CALLERS_MAX || callers.contains_key(&hop) {
                callers.insert(hop, now);
                self.has_callers.store(true, Ordering::Release);
            }
        }
        Ok(())
    }

    /// Returns the ids to send with our own requests: the hubs before this one, then this one.
    pub(crate) fn said(&self) -> String {
        let ids = self.started_by.iter().filter_map(|hop| hop.split(SETTINGS).next());
        let mut all: Vec<String> = ids.map(str::to_owned).collect();
        let callers = self.callers.lock();
        let fresh = callers.iter().filter(|(_, seen)| seen.elapsed() < CALLER_EXPIRY);
        all.extend(fresh.map(|(hop, _)| hop.clone()));
        all.push(self.own.clone());
        all.join(",")
    }

    /// Returns the header to send with our own requests.
    pub(crate) fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        let value = if self.has_callers.load(Ordering::Acquire) {
            HeaderValue::from_str(&self.said()).ok()
        } else {
            self.own_header.clone()
        };
        let value = value?;
        Some((HEADER, value))
    }

    /// Returns the environment value for a child.
    pub(crate) fn for_child(&self) -> String {
        let own = match &self.settings {
            Some(settings) => format!("{}{SETTINGS}{settings}", self.own),
            None => self.own.clone(),
        };
        let all: Vec<&str> = self.started_by.iter().map(String::as_str).chain([&*own]).collect();
        all.join(",")
    }
}

/// Returns the message of a server's raw error if it reports a loop.
pub(crate) fn refused(error: &str) -> Option<String> {
    let whole = 0..error.len();
    let data = json::get(error, &whole, "data")?;
    let ours = json::get(error, &data, "mcphub")?;
    let kind = json::get(error, &ours, "kind")?;
    (json::string(error, &kind)? == KIND).then_some(())?;
    let message = json::get(error, &whole, "message")?;
    Some(json::string(error, &message)?.into_owned())
}

fn loop_error(text: &str) -> RpcError {
    let data = format!(r#"{{"mcphub":{{"kind":"{KIND}"}}}}"#);
    RpcError::new(error::SERVER_ERROR, text).with_data(data)
}

/// Parses a list of ids; invalid entries are skipped.
fn parse_chain(chain: &str) -> Vec<String> {
    let is_id = |hop: &&str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'@' || b == b'-';
        !hop.is_empty() && hop.len() <= HOP_BYTES && hop.bytes().all(fits)
    };
    let all = chain.split(',').map(str::trim).filter(is_id);
    all.take(CALLERS_MAX + HUBS_MAX + 1).map(str::to_owned).collect()
}

/// Identifies a settings file without revealing its path.
fn digest_of(file: &Path) -> String {
    let hash = digest(&SHA256, file.as_os_str().as_encoded_bytes());
    random::hex(&hash.as_ref()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hub(said: &str, file: &str) -> Hops {
        let environment = BTreeMap::from([(VARIABLE.into(), said.into())]);
        Hops::new(&environment, Some(Path::new(file)))
    }

    fn header(said: &str) -> HeaderMap {
        [(HEADER, said.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn a_hub_detects_its_own_requests_behind_other_hubs() {
        let (one, two, three) = (hub("", "/1"), hub("", "/2"), hub("", "/3"));
        assert_eq!(three.check_header(&HeaderMap::new()), Ok(()));
        two.check_header(&header(&one.said())).unwrap();
        three.check_header(&header(&two.said())).unwrap();
        let refusal = one.check_header(&header(&three.said())).unwrap_err();
        assert_eq!(refusal.message, "this is the hub itself: its own request has come back to it");
        let raw = refusal.to_json();
        assert_eq!(refused(&raw), Some(refusal.message));
        assert_eq!(refused(r#"{"code":-32000,"message":"m","data":{"kind":"loop"}}"#), None);
    }

    #[test]
    fn a_hub_started_by_a_hub_with_its_settings_connects_to_no_server() {
        let first = hub("", "/1");
        first.may_start().unwrap();
        let other = hub(&first.for_child(), "/2");
        other.may_start().unwrap();
        let again = hub(&other.for_child(), "/1").may_start().unwrap_err();
        assert_eq!(
            again.message,
            "this is the hub itself: it was started by a hub of the same settings"
        );
    }

    #[test]
    fn chains_of_hubs_are_bounded() {
        let many = |n: usize| (0..n).map(|i| format!("h{i}")).collect::<Vec<_>>().join(",");
        hub(&many(HUBS_MAX - 1), "/1").may_start().unwrap();
        let refusal = hub(&many(HUBS_MAX), "/1").may_start().unwrap_err();
        assert_eq!(refusal.message, "8 hubs have started one another: is there a loop?");
    }

    #[test]
    fn many_client_hubs_are_not_a_loop() {
        let hub = hub("", "/1");
        for client in 0..100 {
            hub.check_header(&header(&format!("client{client}"))).unwrap();
        }
        assert_eq!(hub.said().split(',').count(), CALLERS_MAX + 1);
        assert_eq!(hub.check_header(&header("no id, ,{}")), Ok(()));
    }
}
