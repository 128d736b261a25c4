//! The process environment: variables, working directory, terminals. Read once and passed down.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::files::owner::Trusted;
use crate::secret_store::Secrets;

/// A snapshot of the process environment.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    variables: BTreeMap<String, String>,
    /// From `.env` beside the settings file; used for `${NAME}` in servers only.
    references: BTreeMap<String, String>,
    pub(crate) folder: PathBuf,
    pub(crate) executable: PathBuf,
    /// Whether input can come from a user.
    pub(crate) stdin_is_terminal: bool,
    /// Whether the result is shown on a terminal.
    pub(crate) stdout_is_terminal: bool,
    /// Whether messages are shown on a terminal.
    pub(crate) stderr_is_terminal: bool,
}

impl Environment {
    /// Takes the snapshot. Variables that are not Unicode are omitted.
    pub(crate) fn read() -> io::Result<Self> {
        let text = |(name, value): (OsString, OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Ok(Self {
            variables: std::env::vars_os().filter_map(text).collect(),
            references: BTreeMap::new(),
            folder: std::env::current_dir()?,
            executable: std::env::current_exe()?,
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
        })
    }

    /// Returns a variable's value; an empty one counts as unset.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Returns the users that may own files we read.
    pub(crate) fn trusted_owners(&self) -> Trusted {
        Trusted::current_under(self.variable("SUDO_UID"))
    }

    /// Returns whether `${NAME}` in a server resolves to a variable, even to an empty one.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        let is_shared = !Secrets::is_private_variable(name);
        self.variables.contains_key(name) && is_shared || self.references.contains_key(name)
    }

    /// Sets the variables that `${NAME}` in servers falls back to if the environment does not have
    /// them.
    pub(crate) fn set_references(&mut self, pairs: Vec<(String, String)>) {
        // If two lines set the same name, the later one counts.
        self.references = pairs.into_iter().collect();
    }

    /// Returns the variables set by [`Self::set_references`].
    pub(crate) fn references(&self) -> BTreeMap<OsString, OsString> {
        self.references.iter().map(|(name, value)| (name.into(), value.into())).collect()
    }

    /// Returns whether `command` can be started: an existing program if it is a path, which may be
    /// relative to `folder`, otherwise a name found on `path`, or on our own `PATH` if `path` is
    /// `None`.
    pub(crate) fn has_program(&self, command: &str, path: Option<&str>, folder: &Path) -> bool {
        let whole = Path::new(command);
        if whole.components().count() > 1 {
            return is_program(&folder.join(whole));
        }
        let path = path.or(self.variable("PATH")).unwrap_or_default();
        std::env::split_paths(path).any(|folder| is_program(&folder.join(command)))
    }

    /// Returns all variables of the process.
    pub(crate) fn texts(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// Returns the variables of the process for child processes and for `${NAME}`: all but secrets.
    pub(crate) fn all(&self) -> BTreeMap<OsString, OsString> {
        let shared = self.variables.iter().filter(|(name, _)| !Secrets::is_private_variable(name));
        shared.map(|(name, value)| (name.into(), value.into())).collect()
    }

    /// Returns whether a prompt can be answered: both ends are terminals, and neither `CI` nor
    /// `MCPHUB_NO_INPUT` is set.
    pub(crate) fn can_ask(&self) -> bool {
        let refused = |name| {
            self.variable(name).is_some_and(|value| !matches!(value, "0" | "false" | "no" | "off"))
        };
        self.stdin_is_terminal
            && self.stderr_is_terminal
            && !refused("CI")
            && !refused("MCPHUB_NO_INPUT")
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    let with = |extension: &str| format!("{}.{extension}", path.display());
    path.is_file() || ["exe", "cmd", "bat", "com"].iter().any(|e| Path::new(&with(e)).is_file())
}
