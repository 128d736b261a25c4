//! What all connections of a hub share, independent of a server's own settings.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::net::address_policy::AddressPolicy;
use crate::oauth::login::Login;
use crate::proxy::hops::Hops;
use crate::proxy::references::References;
use crate::proxy::upstream::process::process_guard::ProcessGuard;
use crate::proxy::upstream::server_text::ServerText;

/// The environment of a connection, independent of the server's own settings.
#[derive(Clone, Debug)]
pub(crate) struct UpstreamEnv {
    /// The environment variables of the hub, read once.
    pub(crate) environment: Arc<BTreeMap<OsString, OsString>>,
    /// The folder of the settings file, the base of relative paths.
    pub(crate) folder: Option<Arc<Path>>,
    /// Additional variables for `${NAME}` references, which are not passed to children.
    pub(crate) references: References,
    /// The running executable, which the bare command `mcphub` refers to.
    pub(crate) executable: Arc<PathBuf>,
    /// Ends children if the hub dies.
    pub(crate) reaper: Arc<ProcessGuard>,
    /// Held while a process is being started.
    pub(crate) starting: Arc<tokio::sync::Mutex<()>>,
    /// The addresses at which a server may be reached.
    pub(crate) within: AddressPolicy,
    /// Removes secrets from text of the server.
    pub(crate) filter: Arc<ServerText>,
    /// Detects loops through other hubs.
    pub(crate) hops: Arc<Hops>,
    /// The user whose values `${user:NAME}` refers to; `None` for the connections of all users.
    pub(crate) user: Option<String>,
    /// The login at a remote server whose settings contain no credential.
    pub(crate) login: Option<Arc<Login>>,
}

impl UpstreamEnv {
    /// Resolves a path of the settings: a relative path is below the folder of the settings file,
    /// and `~` is the home folder.
    pub(crate) fn resolve_path(&self, written: &str) -> PathBuf {
        let home = self.environment.get(OsStr::new("HOME")).map(Path::new);
        let in_home =
            written.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
        match (in_home, home, &self.folder) {
            (Some(rest), Some(home), _) => home.join(rest.trim_start_matches('/')),
            (_, _, Some(folder)) => folder.join(written),
            _ => PathBuf::from(written),
        }
    }
}
