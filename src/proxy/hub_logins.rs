//! The logins at the servers of a hub.

use std::sync::Arc;

use crate::oauth::login::Login;
use crate::proxy::hub::Hub;
use crate::proxy::upstream::{Status, Upstream, upstream_login};
use crate::settings::Settings;

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

    /// Ends the logins of users whom the settings do not contain anymore.
    pub(super) fn forget_removed_users(&self, old: &Settings, new: &Settings) {
        let gone = old.users.iter().filter(|user| new.user(&user.username).is_none());
        let servers = new.servers.iter().filter(|server| upstream_login::is_per_user(server));
        let servers: Vec<String> = servers.map(|server| server.name.clone()).collect();
        for user in gone {
            self.upstreams.users.forget_user(&user.username, &servers);
            if let Some(Err(error)) = self.secrets().map(|all| all.forget_user(&user.username)) {
                tracing::warn!("the values of a removed user stay: {error}");
            }
        }
    }
}
