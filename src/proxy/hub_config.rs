//! The configuration of a hub: what it takes from its process.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::proxy::hub_address::HubAddress;
use crate::proxy::references::References;
use crate::state::catalog_cache::CatalogCache;
use crate::state::credentials::Credentials;

/// Configuration of a hub.
#[derive(Clone, Debug)]
pub(crate) struct HubConfig {
    /// The environment of the process, read once.
    pub(crate) environment: BTreeMap<OsString, OsString>,
    /// Further variables, used only for `${NAME}` in servers.
    pub(crate) references: References,
    /// Path of the running executable.
    pub(crate) executable: PathBuf,
    /// The folder of the settings file: the working directory of programs, and the base of relative
    /// paths.
    pub(crate) folder: Option<PathBuf>,
    /// Stores inventories from one run to the next.
    pub(crate) cache: Option<CatalogCache>,
    /// The logins at remote servers.
    pub(crate) credentials: Option<Credentials>,
    /// Where browsers find the hub; `None` if it does not listen.
    pub(crate) address: Option<HubAddress>,
}

/// Returns the absolute folder of a settings file, if it exists.
pub(crate) fn folder_of(settings: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(settings).ok()?;
    path.parent().filter(|folder| folder.is_dir()).map(Path::to_owned)
}
