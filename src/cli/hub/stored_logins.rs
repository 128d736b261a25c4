//! The stored logins of a settings file, as commands change them together with its servers.

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::in_process;
use crate::cli::settings_path::FoundSettings;
use crate::state::credentials::Credentials;

/// Returns the logins at the servers of a settings file.
pub(crate) fn of(context: &Context, found: &FoundSettings) -> Result<Credentials, Failure> {
    Ok(in_process::credential_store(&context.environment)?.for_settings(found.file.path()))
}

/// Removes the login at a server. Returns whether there was one.
pub(crate) fn remove(
    context: &Context,
    found: &FoundSettings,
    server: &str,
) -> Result<bool, Failure> {
    let removed = of(context, found)?.at(server).remove();
    removed.map_err(|error| failed(server, error))
}

/// Moves the login at a server to another name. Returns whether there was one.
pub(crate) fn rename(
    context: &Context,
    found: &FoundSettings,
    old: &str,
    new: &str,
) -> Result<bool, Failure> {
    let logins = of(context, found)?;
    logins.at(old).move_to(&logins.at(new)).map_err(|error| failed(old, error))
}

fn failed(server: &str, error: std::io::Error) -> Failure {
    let error = anyhow::Error::new(error).context(format!("cannot change the login at `{server}`"));
    Failure::from_error(Kind::Failed, error)
}
