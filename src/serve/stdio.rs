//! A hub with one client, on standard input and output.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::proxy::Gateway;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::transport::stdio;
use crate::proxy::hub_config::HubConfig;
use crate::proxy::hub_config::folder_of;
use crate::proxy::identity::Identity;
use crate::serve::app::{end_leftovers, upkeep};
use crate::serve::follow::reload;
use crate::serve::follow::reload::Following;
use crate::serve::shutdown;
use crate::settings::Diagnostic;
use crate::state::activity::log::ActivityLog;
use crate::state::audit::log::AuditLog;
use crate::state::catalog_cache::CatalogCache;
use crate::state::credentials::CredentialStore;
use crate::store::read::ReadError;
use crate::store::{LiveSettings, SettingsFile};

/// A hub, the watches on its settings file, and the findings in the file.
pub(crate) type Followed = (Arc<Gateway>, Following, Vec<Diagnostic>);

/// Starts a hub that follows its settings file and caches inventories in the `state` folder. Must be
/// called within a Tokio runtime.
///
/// # Errors
/// The file cannot be read or parsed.
pub(crate) fn follow(
    settings: &Path,
    state: &Path,
    logins: &CredentialStore,
    config: HubConfig,
) -> Result<Followed, ReadError> {
    let (live, _, findings) = LiveSettings::open(SettingsFile::at(settings))?;
    let cache = Some(CatalogCache::of(state, live.file().path()));
    let audit = AuditLog::of(state);
    let activities = Some(ActivityLog::of(state, audit.clone()));
    let folder = folder_of(live.file().path());
    let credentials = Some(logins.for_settings(live.file().path()));
    let gateway = Gateway::new(HubConfig { folder, cache, credentials, ..config }, activities);
    end_leftovers();
    let watch = reload::follow(&Arc::new(live), &gateway.hub, audit);
    Ok((gateway, watch, findings))
}

/// Reads messages from `input` and writes responses to standard output until `input` ends or a signal
/// arrives; then stops everything, children included.
pub(crate) async fn run(gateway: &Arc<Gateway>, target: Target, input: impl Read + Send + 'static) {
    let upkeep = upkeep(gateway);
    let ingress = Ingress { target, identity: Identity::of_keeper(), peer: None };
    stdio::serve(gateway, ingress, input, std::io::stdout(), shutdown::signal()).await;
    upkeep.abort();
    gateway.shutdown().await;
}
