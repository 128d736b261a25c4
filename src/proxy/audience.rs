//! The connected clients: those with a session, and those with an open `subscriptions/listen`. A
//! modern client that only sends single requests is not connected between them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::proxy::exchange::Caller;
use crate::proxy::scope::Target;

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
}

/// The clients that listen without a session.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    next: AtomicU64,
    seats: Mutex<BTreeMap<u64, Client>>,
}

/// Registration of one listening client, removed on drop.
#[derive(Debug)]
pub(crate) struct Seat {
    audience: Arc<Audience>,
    number: u64,
}

impl Audience {
    /// Registers a client that starts to listen.
    pub(crate) fn seat(self: &Arc<Self>, caller: &Caller) -> Seat {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let client = Client::of(caller, Instant::now());
        self.lock().insert(number, client);
        Seat { audience: Arc::clone(self), number }
    }

    /// Returns the listening clients, longest first.
    pub(crate) fn clients(&self) -> Vec<Client> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Client>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.audience.lock().remove(&self.number);
    }
}
