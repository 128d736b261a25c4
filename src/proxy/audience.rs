//! The connected clients: those with a session, those with an open `subscriptions/listen`, and, for
//! a while after a request, modern clients that only send single requests.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use parking_lot::Mutex;

use crate::proxy::catalog::scope::Target;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::limits;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    /// Its `clientInfo`, raw JSON.
    pub(crate) info: Option<String>,
    /// The MCP revision in use.
    pub(crate) version: String,
    /// The endpoint it uses.
    pub(crate) target: Target,
    /// The principal of its credential; empty if none was needed.
    pub(crate) principal: String,
    /// The time of its last request.
    pub(crate) heard: Instant,
}

impl Client {
    /// Describes the client of `caller`.
    pub(crate) fn of(caller: &Caller, heard: Instant) -> Self {
        Self {
            info: caller.client_info.clone(),
            version: caller.version.clone(),
            target: caller.target.clone(),
            principal: caller.identity.principal.clone(),
            heard,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.info, &self.target, &self.principal)
            == (&other.info, &other.target, &other.principal)
    }
}

/// The clients without a session.
#[derive(Debug)]
pub(crate) struct Audience {
    next: AtomicU64,
    listeners: Mutex<BTreeMap<u64, Client>>,
    began: Instant,
    /// Clients with recent requests by a digest of their identity. A request of a known client
    /// takes no lock.
    guests: ArcSwap<HashMap<u64, Arc<Guest>>>,
}

/// A client with a recent request.
#[derive(Debug)]
struct Guest {
    client: Client,
    /// Time of its last request, in milliseconds since the start of the audience.
    heard: AtomicU64,
}

impl Default for Audience {
    fn default() -> Self {
        Self {
            next: AtomicU64::default(),
            listeners: Mutex::default(),
            began: Instant::now(),
            guests: ArcSwap::default(),
        }
    }
}

impl Guest {
    /// Whether the client is still listed.
    fn is_there(&self, now: u64) -> bool {
        let silent = now.saturating_sub(self.heard.load(Ordering::Relaxed));
        Duration::from_millis(silent) < limits::CLIENT_KEPT
    }
}

/// Registration of one listening client, removed on drop.
#[derive(Debug)]
pub(crate) struct ListenerGuard {
    audience: Arc<Audience>,
    number: u64,
}

impl Audience {
    /// Registers a client that starts to listen.
    pub(crate) fn register(self: &Arc<Self>, caller: &Caller) -> ListenerGuard {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let client = Client::of(caller, Instant::now());
        self.listeners.lock().insert(number, client);
        ListenerGuard { audience: Arc::clone(self), number }
    }

    /// Notes a request of a client without a session.
    pub(crate) fn note(&self, caller: &Caller) {
        let now = self.millis();
        let mut digest = DefaultHasher::new();
        let who = (&caller.client_info, &caller.target, &caller.identity.principal);
        who.hash(&mut digest);
        let key = digest.finish();
        let guests = self.guests.load();
        if let Some(guest) = guests.get(&key) {
            return guest.heard.store(now, Ordering::Relaxed);
        }
        let is_full = guests.len() >= limits::CLIENTS_KEPT;
        if is_full && guests.values().all(|guest| guest.is_there(now)) {
            return;
        }
        let client = Client::of(caller, Instant::now());
        let guest = Arc::new(Guest { client, heard: now.into() });
        self.guests.rcu(|guests| {
            let mut fresh: HashMap<u64, Arc<Guest>> = guests
                .iter()
                .filter(|(_, guest)| guest.is_there(now))
                .map(|(key, guest)| (*key, Arc::clone(guest)))
                .collect();
            if fresh.len() < limits::CLIENTS_KEPT {
                fresh.insert(key, Arc::clone(&guest));
            }
            fresh
        });
    }

    /// Returns the listening clients, longest first, then the clients with recent requests.
    pub(crate) fn clients(&self) -> Vec<Client> {
        let mut clients: Vec<Client> = self.listeners.lock().values().cloned().collect();
        let now = self.millis();
        let guests = self.guests.load();
        let mut asked: Vec<Client> = guests
            .values()
            .filter(|guest| guest.is_there(now))
            .map(|guest| {
                let heard = Duration::from_millis(guest.heard.load(Ordering::Relaxed));
                Client { heard: self.began + heard, ..guest.client.clone() }
            })
            .filter(|guest| !clients.iter().any(|listener| listener.is_same(guest)))
            .collect();
        asked.sort_by_key(|client| client.heard);
        clients.extend(asked);
        clients
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Drop for ListenerGuard {
    fn drop(&mut self) {
        self.audience.listeners.lock().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Era;
    use crate::proxy::exchange::capabilities::Capabilities;
    use crate::proxy::identity::Identity;

    fn caller(info: &str) -> Caller {
        Caller {
            era: Era::Modern,
            version: "2026-07-28".into(),
            capabilities: Capabilities::new(None),
            client_info: Some(info.into()),
            target: Target::All,
            identity: Identity::default(),
            peer: None,
            session: None,
        }
    }

    #[test]
    fn a_client_is_listed_once_whether_by_requests_or_by_its_stream() {
        let audience = Arc::new(Audience::default());
        let names = || -> Vec<String> {
            audience.clients().into_iter().filter_map(|client| client.info).collect()
        };
        audience.note(&caller("a"));
        audience.note(&caller("b"));
        audience.note(&caller("a"));
        assert_eq!(names().len(), 2);
        let guard = audience.register(&caller("b"));
        assert_eq!(names(), ["b", "a"]);
        drop(guard);
        assert_eq!(names().len(), 2);
    }

    #[test]
    fn remembered_clients_are_limited() {
        let audience = Arc::new(Audience::default());
        for number in 0..limits::CLIENTS_KEPT + 5 {
            audience.note(&caller(&number.to_string()));
        }
        assert_eq!(audience.clients().len(), limits::CLIENTS_KEPT);
    }

    #[test]
    fn a_client_is_listed_for_a_while_after_a_request() {
        let guest = Guest { client: Client::of(&caller("a"), Instant::now()), heard: 7.into() };
        let kept = u64::try_from(limits::CLIENT_KEPT.as_millis()).unwrap();
        assert!(guest.is_there(3) && guest.is_there(6 + kept) && !guest.is_there(7 + kept));
    }
}
