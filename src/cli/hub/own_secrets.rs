//! The store of secrets of a command, for the settings file that it uses.

use std::path::Path;

use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::Failure;
use crate::cli::hub::{in_process, secrets};
use crate::cli::settings_path::FoundSettings;
use crate::secret_store::Secrets;

/// Opens the secrets for the settings file of a command, which need not exist.
pub(crate) fn open(context: &Context) -> Result<(Secrets, FoundSettings), Failure> {
    let found = context.settings()?;
    Ok((open_for(&context.environment, found.file.path())?, found))
}

/// Opens the secrets for a settings file.
pub(crate) fn open_for(environment: &Environment, settings: &Path) -> Result<Secrets, Failure> {
    secrets::open(environment, in_process::state_folder(environment)?, Some(settings))
}
