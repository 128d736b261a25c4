//! What a service runs, independent of the manager.

use std::path::{Path, PathBuf};

use crate::cli::environment::Environment;

/// The comment that marks a file as ours. Other files are never replaced or removed.
pub(crate) const MARK: &str = "Written by `mcphub service install`.";

/// How long the hub may take to stop, in seconds: its calls in flight may end.
pub(super) const STOP_SECONDS: u32 = 45;
/// The delay before a restart after a failure, in seconds.
pub(super) const RESTART_SECONDS: u32 = 5;

/// A hub to run. All paths are absolute.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) executable: PathBuf,
    pub(crate) settings: PathBuf,
    pub(crate) port: u16,
    /// Variables of the service, which has no others of this shell. None is a secret.
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl Definition {
    /// Returns the program and its arguments.
    pub(super) fn words(&self) -> Vec<String> {
        let settings = self.settings.display().to_string();
        let port = self.port.to_string();
        let executable = self.executable.display().to_string();
        [executable.as_str(), "serve", "--config", &settings, "--port", &port]
            .map(str::to_owned)
            .to_vec()
    }

    /// Returns the folder of the settings.
    pub(super) fn folder(&self) -> &Path {
        self.settings.parent().unwrap_or(Path::new("/"))
    }
}

/// Returns the variables that a service needs from this shell: its `PATH`, by which the programs of
/// servers are found, without relative folders; and the state folder, so that commands find the hub.
pub(crate) fn variables(environment: &Environment) -> Vec<(&'static str, String)> {
    let path = environment.variable("PATH").unwrap_or_default();
    let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
    let path = std::env::join_paths(folders).ok().and_then(|path| path.into_string().ok());
    let state = environment.variable("MCPHUB_STATE_DIR");
    let state = state.map(|folder| environment.folder.join(folder).display().to_string());
    let path = path.filter(|path| !path.is_empty());
    [("PATH", path), ("MCPHUB_STATE_DIR", state)]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}
