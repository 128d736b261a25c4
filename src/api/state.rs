//! What handlers share, and how they edit: through the same file, lock and verbs as everyone.

use std::sync::Arc;

use crate::api::error::ApiError;
use crate::proxy::Hub;
use crate::settings::Document;
use crate::settings::edit::Refused;
use crate::settings::secret::Secret;
use crate::store::LiveSettings;

/// What handlers share.
#[derive(Clone)]
pub(crate) struct ApiState {
    /// The file, and the settings in force.
    pub(crate) live: Arc<LiveSettings>,
    /// The running hub.
    pub(crate) hub: Arc<Hub>,
    /// The local admin token.
    pub(crate) token: Secret,
}

impl ApiState {
    /// Edits the file and applies what differs, before it returns.
    pub(crate) async fn edit<T: Send + 'static>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, ApiError> {
        let live = Arc::clone(&self.live);
        // The lock, and the file system, may take their time.
        let edited = tokio::task::spawn_blocking(move || live.edit(verb)).await;
        Ok(edited.map_err(|_| ApiError::bug("the edit broke off"))??.answer)
    }

    /// The document as it stands in the file.
    pub(crate) async fn document(&self) -> Result<Document, ApiError> {
        let live = Arc::clone(&self.live);
        let read = tokio::task::spawn_blocking(move || live.file().read()).await;
        Ok(read.map_err(|_| ApiError::bug("reading broke off"))??)
    }
}

#[cfg(test)]
impl ApiState {
    /// A hub of an empty file in `folder`.
    pub(crate) fn for_tests(folder: &std::path::Path) -> Self {
        let path = folder.join("mcp_settings.json");
        std::fs::write(&path, "{}").unwrap();
        let (live, ..) = LiveSettings::open(crate::store::SettingsFile::at(path)).unwrap();
        let config = crate::proxy::hub::Config {
            environment: std::collections::BTreeMap::new(),
            executable: std::path::PathBuf::from("mcphub"),
            cache: None,
        };
        Self { live: Arc::new(live), hub: Hub::new(config), token: Secret::new("token") }
    }
}
