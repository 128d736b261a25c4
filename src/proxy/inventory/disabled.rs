//! Last known inventories of disabled servers in this run, for the admin API.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::proxy::inventory::items::Inventory;

/// Inventories of disabled servers, by name.
#[derive(Debug, Default)]
pub(crate) struct DisabledInventories(Mutex<HashMap<String, Arc<Inventory>>>);

impl DisabledInventories {
    /// Stores the inventory of a server; `None` removes it.
    pub(crate) fn set(&self, server: &str, inventory: Option<Arc<Inventory>>) {
        match inventory {
            Some(inventory) => drop(self.0.lock().insert(server.to_owned(), inventory)),
            None => drop(self.0.lock().remove(server)),
        }
    }

    /// Returns the last inventory of that server.
    pub(crate) fn get(&self, server: &str) -> Option<Arc<Inventory>> {
        self.0.lock().get(server).cloned()
    }
}
