//! The stored logins of a settings file, as commands change them together with its servers.

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::in_process;
use crate::cli::settings_path::FoundSettings;
use crate::settings::validate;
use crate::state::credentials::Credentials;

/// Returns the logins at the servers of a settings file.
pub(crate) fn of(context: &Context, found: &FoundSettings) -> Result<Credentials, Failure> {
    Ok(in_process::credential_store(&context.environment)?.for_settings(found.file.path()))
}

/// Returns the logins of all users together, and of each user.
fn all(context: &Context, found: &FoundSettings) -> Result<Vec<Credentials>, Failure> {
    let logins = of(context, found)?;
    let (settings, _) = validate(&found.file.read()?);
    let own = settings.users.iter().map(|user| logins.of_user(&user.username)).collect::<Vec<_>>();
    Ok([vec![logins], own].concat())
}

/// Removes the logins at a server. Returns whether there was one.
pub(crate) fn remove(
    context: &Context,
    found: &FoundSettings,
    server: &str,
) -> Result<bool, Failure> {
    let mut is_gone = false;
    for logins in all(context, found)? {
        is_gone |= logins.at(server).remove().map_err(|error| failed(server, error))?;
    }
    Ok(is_gone)
}

/// Moves the logins at a server to another name. Returns whether there was one.
pub(crate) fn rename(
    context: &Context,
    found: &FoundSettings,
    old: &str,
    new: &str,
) -> Result<bool, Failure> {
    let mut has_moved = false;
    for logins in all(context, found)? {
        let moved = logins.at(old).move_to(&logins.at(new));
        has_moved |= moved.map_err(|error| failed(old, error))?;
    }
    Ok(has_moved)
}

fn failed(server: &str, error: std::io::Error) -> Failure {
    let error = anyhow::Error::new(error).context(format!("cannot change the login at `{server}`"));
    Failure::from_error(Kind::Failed, error)
}
