//! What references in servers lead to, as it changes while the hub runs: a changed value reconnects the
//! servers that refer to it.

use std::path::Path;
use std::sync::Arc;

use crate::proxy::hub::Hub;
use crate::secret_store::Secrets;

impl Hub {
    /// The file with the variables for `${NAME}` in servers.
    pub(crate) fn references_file(&self) -> Option<&Path> {
        self.upstreams.shared.env.references.path()
    }

    /// The secrets, and other values outside the settings file.
    pub(crate) fn secrets(&self) -> Option<&Arc<Secrets>> {
        self.upstreams.shared.env.references.secrets()
    }

    /// Reads the file of variables again and reconnects the servers that mention a changed one.
    /// Returns the names of the changed variables. Blocks.
    pub(crate) fn read_references_again(&self) -> Vec<String> {
        let names = self.upstreams.shared.env.references.read_again();
        if names.is_empty() {
            return names;
        }
        let mentions =
            |_: &str, entry: &str| names.iter().any(|name| entry.contains(name.as_str()));
        let reloaded = self.reload_where(&mentions);
        tracing::info!(".env has changed: {}; reconnected: {reloaded}", names.join(", "));
        names
    }

    /// Reads the values outside again, and reconnects the servers that depend on a changed one;
    /// `programs` are run again only if that is wanted. Returns the references. Blocks.
    pub(crate) fn read_secrets_again(&self, programs: bool) -> Vec<String> {
        let Some(secrets) = self.secrets() else { return Vec::new() };
        let changed = secrets.changed(programs);
        if changed.is_empty() {
            return Vec::new();
        }
        let (of_users, of_all): (Vec<_>, Vec<_>) =
            changed.into_iter().partition(|(user, one)| user.is_some() && one.is_of_users());
        let depends =
            |name: &str, entry: &str| of_all.iter().any(|(_, one)| one.is_of(name, entry));
        let reloaded = self.reload_where(&depends);
        let settings = Arc::clone(&self.catalog().settings);
        for server in &settings.servers {
            let entry = serde_json::to_string(&server.entry).unwrap_or_default();
            let own = of_users.iter().filter(|(_, one)| one.is_of(&server.name, &entry));
            for user in own.filter_map(|(user, _)| user.as_deref()) {
                self.upstreams.users.remove(&server.name, user);
            }
        }
        if !of_users.is_empty() {
            // Views of clients still have the closed connections.
            self.rebuild(None);
        }
        let mut names: Vec<String> =
            of_all.iter().chain(&of_users).map(|(_, one)| one.to_string()).collect();
        names.dedup();
        tracing::info!("values have changed: {}; reconnected: {reloaded}", names.join(", "));
        names
    }

    /// Reconnects the enabled servers for which `is_concerned` returns true; it receives the name and
    /// the entry as text. Returns their names for the log.
    fn reload_where(&self, is_concerned: &dyn Fn(&str, &str) -> bool) -> String {
        let settings = Arc::clone(&self.catalog().settings);
        let concerned = settings.servers.iter().filter(|server| {
            let entry = serde_json::to_string(&server.entry).unwrap_or_default();
            is_concerned(&server.name, &entry)
        });
        let names = concerned.map(|server| server.name.as_str());
        let reloaded: Vec<&str> = names.filter(|name| self.reload(name)).collect();
        if reloaded.is_empty() { "no server".to_owned() } else { reloaded.join(", ") }
    }
}
