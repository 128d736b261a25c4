//! Logins at servers that are added once the login is complete. The browser returns to whoever adds
//! the server, not to the hub.

use std::collections::HashMap;
use std::io::Result;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use serde_json::{Map, Value};

use crate::api::caller::Caller;
use crate::oauth::authorization::Pending;
use crate::oauth::login::Login;
use crate::state::random;

/// How long a login can be completed.
pub(crate) const VALID: Duration = Duration::from_mins(10);
/// How long it is remembered that a login was begun.
const REMEMBERED: Duration = Duration::from_hours(1);
/// Maximum number of logins.
const MAX: usize = 100;

/// A server that is added once the login is complete.
#[derive(Clone)]
pub(crate) struct Registration {
    pub(crate) name: String,
    pub(crate) entry: Map<String, Value>,
    /// Whether it replaces a server of this name.
    pub(crate) force: bool,
    pub(crate) caller: Caller,
    pub(crate) login: Arc<Login>,
    pub(crate) pending: Pending,
    asked: Instant,
}

/// The servers that are added once their logins are complete, by the id of the login.
#[derive(Default)]
pub(crate) struct Registrations {
    all: Mutex<HashMap<String, Registration>>,
}

impl Registration {
    pub(crate) fn new(
        (name, entry, force): (String, Map<String, Value>, bool),
        caller: Caller,
        login: Arc<Login>,
        pending: Pending,
    ) -> Self {
        Self { name, entry, force, caller, login, pending, asked: Instant::now() }
    }

    /// Returns whether it is too late to complete the login.
    pub(crate) fn is_over(&self) -> bool {
        self.asked.elapsed() > VALID
    }
}

impl Registrations {
    /// Adds a login, and returns its id. It replaces an older one for the same server name.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(crate) fn add(&self, registration: Registration) -> Result<String> {
        let id = random::hex(&random::bytes::<32>()?);
        let mut all = self.all.lock();
        all.retain(|_, one| one.name != registration.name && one.asked.elapsed() < REMEMBERED);
        if all.len() >= MAX {
            let oldest = all.iter().min_by_key(|(_, one)| one.asked).map(|(id, _)| id.clone());
            all.remove(&oldest.unwrap_or_default());
        }
        all.insert(id.clone(), registration);
        Ok(id)
    }

    /// Returns the server that waits for a login.
    pub(crate) fn get(&self, id: &str) -> Option<Registration> {
        self.all.lock().get(id).cloned()
    }

    /// Removes a login, so that it is completed once. Returns whether it was there.
    pub(crate) fn remove(&self, id: &str) -> bool {
        self.all.lock().remove(id).is_some()
    }
}
