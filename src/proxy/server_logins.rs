//! The logins at the servers of a hub.

use std::sync::Arc;

use crate::oauth::login::Login;
use crate::proxy::hub::Hub;

impl Hub {
    /// Returns the login at an enabled server, if one is possible.
    pub(crate) fn login(&self, name: &str) -> Option<Arc<Login>> {
        self.upstreams.get(name)?.login()
    }

    /// Removes the login at a server that is no longer in the settings.
    pub(crate) fn remove_login(&self, server: &str) {
        let Some(logins) = &self.upstreams.shared.credentials else { return };
        if let Err(error) = logins.at(server).remove() {
            tracing::warn!(server, "its login cannot be removed: {error}");
        }
    }

    /// Moves the login at a server to its new name.
    pub(crate) fn rename_login(&self, old: &str, new: &str) {
        let Some(logins) = &self.upstreams.shared.credentials else { return };
        if let Err(error) = logins.at(old).move_to(&logins.at(new)) {
            tracing::warn!(server = old, "its login cannot be moved to {new}: {error}");
        }
    }

    /// Waits until that server is connected, or an attempt after the first `starts` ones has ended.
    pub(crate) async fn wait_tried_since(&self, name: &str, starts: u64) {
        let upstream = self.upstreams.get(name);
        if let Some(upstream) = upstream {
            upstream.wait_tried_since(starts).await;
        }
    }
}
