//! Audit records of commands that write: user, command and changed names. Also names their changes in
//! the journal.

use std::path::Path;

use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::Failure;
use crate::cli::hub::in_process;
use crate::cli::settings_path::FoundSettings;
use crate::settings::changed_names::changed_names;
use crate::state::audit::log::{AuditLog, version_of};
use crate::state::audit::record::{Kind, Record};
use crate::state::journal::entry::Label;
use crate::state::journal::journal::{Journal, Recorder};

/// Returns the audit log that this user's hub and commands share.
pub(crate) fn log(environment: &Environment) -> Result<AuditLog, Failure> {
    Ok(AuditLog::of_trusted(&in_process::state_folder(environment)?, environment.trusted_owners()))
}

/// Returns the recorder of this command's changes; `None` without a state folder.
pub(crate) fn recorder(environment: &Environment, command: &str) -> Option<Recorder> {
    let state = in_process::state_folder(environment).ok()?;
    let journal = Journal::of_trusted(&state, environment.trusted_owners());
    let label = Label::new(Some(system_user(environment)), "cli", command);
    Some(Recorder { journal, label })
}

/// Records the changes of a command. If the record cannot be written, the change stays and the user
/// gets a warning.
pub(crate) fn record(context: &mut Context, found: &FoundSettings, before: &str, after: &str) {
    record_file(context, found.file.path(), before, after);
}

/// Like [`record`], for the settings file at `path`.
pub(crate) fn record_file(context: &mut Context, path: &Path, before: &str, after: &str) {
    if before == after {
        return;
    }
    append(context, path, changed_names(before, after), Some(version_of(after)));
}

/// Appends the record of a change; `version` is that of the file after it.
fn append(context: &mut Context, file: &Path, changes: Vec<String>, version: Option<String>) {
    let record = Record {
        who: Some(system_user(&context.environment)),
        action: Some(context.command.clone()),
        changes,
        file: Some(file.display().to_string()),
        version,
        ..Record::now(Kind::Write, "cli")
    };
    let written = match log(&context.environment) {
        Ok(log) => log.append(vec![record]).map_err(|error| error.to_string()),
        Err(failure) => Err(failure.source.to_string()),
    };
    if let Err(error) = written {
        context.ui.warn(&format!("the change is not in the audit log: {error}"));
    }
}

/// Records that secrets were stored or removed, by their names.
pub(crate) fn record_secrets(context: &mut Context, found: &FoundSettings, names: &[String]) {
    let changes = names.iter().map(|name| format!("secret {name}")).collect();
    append(context, found.file.path(), changes, None);
}

/// Returns the system user of this process: the name from the environment and, on Unix, the user id
/// from the kernel.
fn system_user(environment: &Environment) -> String {
    let names = ["USER", "LOGNAME", "USERNAME"];
    let name = names.iter().find_map(|name| environment.variable(name)).unwrap_or("user");
    let number = user_number().map(|number| format!("uid {number}"));
    let sudo = environment.variable("SUDO_USER").map(|user| format!("sudo of {user}"));
    let more: Vec<String> = number.into_iter().chain(sudo).collect();
    if more.is_empty() { name.to_owned() } else { format!("{name} ({})", more.join(", ")) }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no number")]
fn user_number() -> Option<u32> {
    Some(rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
fn user_number() -> Option<u32> {
    None
}
