//! The clients that are connected now: those with a session, and those that listen. A client of the
//! modern era that only asks, one request at a time, is not connected in between.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::proxy::exchange::Caller;
use crate::proxy::scope::Target;

/// A client that is connected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    /// Who it says it is, raw JSON.
    pub(crate) info: Option<String>,
    /// The revision of MCP that it speaks.
    pub(crate) version: String,
    /// Where it came in.
    pub(crate) target: Target,
    /// Whose credential it showed; empty where it needed none.
    pub(crate) principal: String,
    /// When it was last heard.
    pub(crate) heard: Instant,
}

impl Client {
    /// Who calls.
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

/// The clients without a session that listen.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    next: AtomicU64,
    seats: Mutex<BTreeMap<u64, Client>>,
}

/// A client listens as long as this is kept.
#[derive(Debug)]
pub(crate) struct Seat {
    audience: Arc<Audience>,
    number: u64,
}

impl Audience {
    /// A client begins to listen.
    pub(crate) fn seat(self: &Arc<Self>, caller: &Caller) -> Seat {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let client = Client::of(caller, Instant::now());
        self.lock().insert(number, client);
        Seat { audience: Arc::clone(self), number }
    }

    /// Who listens, the one that has listened for longest first.
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
