//! The logins at the servers of a hub.

use std::sync::Arc;

use crate::oauth::login::Login;
use crate::proxy::hub::Hub;
use crate::proxy::upstream::Upstream;

impl Hub {
    /// Returns the login at an enabled server, if one is possible.
    pub(crate) fn login(&self, name: &str) -> Option<Arc<Login>> {
        self.upstreams.get(name)?.login()
    }

    /// Returns the logins at all enabled servers at which one is possible, with their names.
    pub(crate) fn logins(&self) -> Vec<(String, Arc<Login>)> {
        let all = self.upstreams.all();
        let of = |upstream: &Arc<Upstream>| Some((upstream.name().to_owned(), upstream.login()?));
        all.iter().filter_map(of).collect()
    }

    /// Returns the URL of a path of the hub, if it listens.
    pub(crate) fn url(&self, path: &str) -> Option<String> {
        let address = self.upstreams.shared.address.as_ref()?;
        Some(address.url(&self.catalog().settings.system) + path)
    }
}
