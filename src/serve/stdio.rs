//! A hub whose one client is at the other end of the standard streams.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::proxy::Hub;
use crate::proxy::downstream::door::Door;
use crate::proxy::downstream::stdio;
use crate::proxy::hub;
use crate::proxy::identity::Identity;
use crate::proxy::scope::Target;
use crate::serve::app::{end_leftovers, upkeep};
use crate::serve::reload::Following;
use crate::serve::{reload, shutdown};
use crate::settings::Diagnostic;
use crate::state::activity_log::ActivityLog;
use crate::state::audit_log::AuditLog;
use crate::state::catalog_cache::CatalogCache;
use crate::store::file::ReadError;
use crate::store::{LiveSettings, SettingsFile};

/// A hub, what watches its settings file, and the findings in the file.
pub(crate) type Followed = (Arc<Hub>, Following, Vec<Diagnostic>);

/// A hub that follows its settings file, remembers in the `state` folder what its servers offer, and
/// the findings in the file. It needs a runtime around it.
///
/// # Errors
/// The file cannot be used.
pub(crate) fn follow(
    settings: &Path,
    state: &Path,
    config: hub::Config,
) -> Result<Followed, ReadError> {
    let (live, _, findings) = LiveSettings::open(SettingsFile::at(settings))?;
    let cache = Some(CatalogCache::of(state, live.file().path()));
    let audit = AuditLog::of(state);
    let activities = Some(ActivityLog::of(state, audit.clone()));
    let folder = hub::folder_of(live.file().path());
    let hub = Hub::new(hub::Config { folder, cache, activities, ..config });
    end_leftovers();
    let watch = reload::follow(&Arc::new(live), &hub, audit);
    Ok((hub, watch, findings))
}

/// Serves the client, whose words are read from `input` and who is answered on standard output, until it
/// closes its end, or a signal; then everything ends, children included.
pub(crate) async fn run(hub: &Arc<Hub>, target: Target, input: impl Read + Send + 'static) {
    let upkeep = upkeep(hub);
    let door = Door { target, identity: Identity::of_keeper(), peer: None };
    stdio::serve(hub, door, input, std::io::stdout(), shutdown::signal()).await;
    upkeep.abort();
    hub.shutdown().await;
}
