//! The stored logins at the servers of a hub, as its settings change.

use crate::oauth::client_settings::ClientSettings;
use crate::proxy::hub::Hub;
use crate::settings::Settings;
use crate::settings::model::server::Transport;
use crate::state::credentials::Credentials;

impl Hub {
    /// Returns the stored logins of the settings file, if they are kept.
    pub(crate) fn stored_logins(&self) -> Option<&Credentials> {
        self.upstreams.shared.credentials.as_ref()
    }

    /// Hands tokens that were written into the settings to the login at their server.
    pub(super) fn take_tokens(&self, server: &str, settings: &Settings) {
        let found = settings.server(server).map(|server| &server.transport);
        if let (Some(login), Some(Transport::Remote(remote))) = (self.login(server), found) {
            // References keep their expanded values: a change of them reconnects the server.
            let own = ClientSettings::of(remote.oauth.as_ref());
            if !own.has_token_references() {
                login.take_tokens(&own);
            }
        }
    }

    /// Removes the logins at a server that was removed from the settings.
    pub(crate) fn remove_login(&self, server: &str) {
        for logins in self.all_stored_logins() {
            if let Err(error) = logins.at(server).remove() {
                tracing::warn!(server, "a login cannot be removed: {error}");
            }
        }
    }

    /// Moves the logins at a server to its new name.
    pub(crate) fn rename_login(&self, old: &str, new: &str) {
        for logins in self.all_stored_logins() {
            if let Err(error) = logins.at(old).move_to(&logins.at(new)) {
                tracing::warn!(server = old, "a login cannot be moved to {new}: {error}");
            }
        }
    }

    /// Returns the logins of all users together, and of each user.
    fn all_stored_logins(&self) -> Vec<Credentials> {
        let Some(logins) = self.stored_logins() else { return Vec::new() };
        let settings = &self.catalog().settings;
        let own = settings.users.iter().map(|user| logins.of_user(&user.username));
        std::iter::once(logins.clone()).chain(own).collect()
    }

    /// Waits until that server is connected, or an attempt after the first `starts` ones has ended.
    pub(crate) async fn wait_tried_since(&self, name: &str, starts: u64) {
        let upstream = self.upstreams.get(name);
        if let Some(upstream) = upstream {
            upstream.wait_tried_since(starts).await;
        }
    }
}
