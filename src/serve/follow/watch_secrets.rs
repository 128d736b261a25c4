//! Follows the file of secrets. The watch is started with the first reference to a value outside the
//! settings file: it takes a thread and descriptors.

use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use crate::proxy::Hub;
use crate::settings::Settings;
use crate::store::LiveSettings;
use crate::store::watch::{Look, Watch};

/// Applies changed secrets, until dropped.
pub(in crate::serve) struct WatchSecrets {
    live: Weak<LiveSettings>,
    hub: Arc<Hub>,
    /// The watch; `None` before it is needed.
    running: Mutex<Option<Watch>>,
}

impl WatchSecrets {
    /// Creates the object without a watch.
    pub(in crate::serve) fn new(live: &Arc<LiveSettings>, hub: Arc<Hub>) -> Self {
        Self { live: Arc::downgrade(live), hub, running: Mutex::default() }
    }

    /// Starts the watch if the settings refer to secrets.
    pub(in crate::serve) fn follow(&self, settings: &Settings) {
        let Some(secrets) = self.hub.secrets() else { return };
        let mut running = self.running.lock();
        if running.is_some() || !settings.needs_values_outside() {
            return;
        }
        let (live, hub) = (Weak::clone(&self.live), Arc::clone(&self.hub));
        *running = Some(Watch::start(&secrets.path(), move || {
            hub.read_secrets_again(false);
            if let Some(live) = live.upgrade() {
                live.fill_again();
            }
            Look::Done
        }));
    }
}
