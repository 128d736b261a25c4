//! What servers that are switched off offered when they were last heard in this run: people who manage
//! them look at it, clients do not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::proxy::inventory::Inventory;

/// The lists of servers that are switched off, by name.
#[derive(Debug, Default)]
pub(crate) struct Resting(Mutex<HashMap<String, Arc<Inventory>>>);

impl Resting {
    /// Keeps what a server offered; with nothing, forgets it.
    pub(crate) fn keep(&self, server: &str, offered: Option<Arc<Inventory>>) {
        match offered {
            Some(offered) => drop(self.lock().insert(server.to_owned(), offered)),
            None => drop(self.lock().remove(server)),
        }
    }

    /// What that server offered.
    pub(crate) fn of(&self, server: &str) -> Option<Arc<Inventory>> {
        self.lock().get(server).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Inventory>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
