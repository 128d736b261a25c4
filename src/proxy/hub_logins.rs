//! The logins at the servers of a hub.

use std::sync::Arc;

use crate::oauth::client_settings::ClientSettings;
use crate::oauth::login::Login;
use crate::proxy::hub::Hub;
use crate::proxy::upstream::{Status, Upstream, upstream_login};
use crate::settings::Settings;
use crate::settings::model::server::Transport;
use crate::state::credentials::Credentials;

impl Hub {
    /// Returns the login of all users at an enabled server, if one is possible.
    pub(crate) fn login(&self, name: &str) -> Option<Arc<Login>> {
        self.upstreams.get(name)?.login()
    }

    /// Returns whether each user has a login of their own at a server.
    pub(crate) fn has_user_logins(&self, name: &str) -> bool {
        self.upstreams.get(name).is_some_and(|upstream| upstream.has_users())
    }

    /// Returns the login that a user uses at an enabled server: their own if each user has one.
    pub(crate) fn login_of(&self, name: &str, user: Option<&str>) -> Option<Arc<Login>> {
        self.upstream_of(name, user)?.login()
    }

    /// Returns the status of the connection that a user uses.
    pub(crate) fn status_of(&self, name: &str, user: Option<&str>) -> Option<Status> {
        Some(self.upstream_of(name, user)?.status())
    }

    fn upstream_of(&self, name: &str, user: Option<&str>) -> Option<Arc<Upstream>> {
        let upstream = self.upstreams.get(name)?;
        match user {
            Some(user) if upstream.has_users() => upstream.of_user(user),
            _ => Some(upstream),
        }
    }

    /// Returns the connections at which a login is possible, with the names of their servers and
    /// their logins.
    pub(crate) fn logins(&self) -> Vec<(Arc<Upstream>, Arc<Login>)> {
        let all = [self.upstreams.all(), self.upstreams.users.all()].concat();
        all.into_iter()
            .filter_map(|upstream| Some((Arc::clone(&upstream), upstream.login()?)))
            .collect()
    }

    /// Returns the URL of a path of the hub, if it listens.
    pub(crate) fn url(&self, path: &str) -> Option<String> {
        let address = self.upstreams.shared.address.as_ref()?;
        Some(address.url(&self.catalog().settings.system) + path)
    }

    /// Ends the logins of users who are no longer in the settings.
    pub(super) fn forget_removed_users(&self, old: &Settings, new: &Settings) {
        let gone = old.users.iter().filter(|user| new.user(&user.username).is_none());
        let servers = new.servers.iter().filter(|server| upstream_login::is_per_user(server));
        let servers: Vec<String> = servers.map(|server| server.name.clone()).collect();
        for user in gone {
            self.upstreams.users.forget_user(&user.username, &servers);
        }
    }

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

    /// Removes the login at a server that is no longer in the settings.
    pub(crate) fn remove_login(&self, server: &str) {
        let Some(logins) = self.stored_logins() else { return };
        if let Err(error) = logins.at(server).remove() {
            tracing::warn!(server, "its login cannot be removed: {error}");
        }
    }

    /// Moves the login at a server to its new name.
    pub(crate) fn rename_login(&self, old: &str, new: &str) {
        let Some(logins) = self.stored_logins() else { return };
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
