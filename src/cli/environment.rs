//! What surrounds the process: variables, folder, terminals. Read once, passed down.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::files::owner::Trusted;

/// A snapshot of the surroundings.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    variables: BTreeMap<String, String>,
    /// Of `.env` beside the settings file: for `${NAME}` in servers alone.
    references: BTreeMap<String, String>,
    /// The working directory.
    pub(crate) folder: PathBuf,
    /// The running executable.
    pub(crate) executable: PathBuf,
    /// Somebody may type.
    pub(crate) stdin_is_terminal: bool,
    /// Somebody reads the answer.
    pub(crate) stdout_is_terminal: bool,
    /// Somebody reads the messages.
    pub(crate) stderr_is_terminal: bool,
}

impl Environment {
    /// Takes the snapshot. Variables that are not Unicode are left out.
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

    /// A variable's value; an empty one counts as unset.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whose files are trusted.
    pub(crate) fn trusted(&self) -> Trusted {
        Trusted::current_under(self.variable("SUDO_UID"))
    }

    /// Whether `${NAME}` in a server finds the variable, be it empty.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.variables.contains_key(name) || self.references.contains_key(name)
    }

    /// Sets the variables that count for `${NAME}` in servers if the environment does not have them.
    pub(crate) fn set_references(&mut self, pairs: Vec<(String, String)>) {
        // Of two lines for one name the later counts.
        self.references = pairs.into_iter().collect();
    }

    /// Those variables.
    pub(crate) fn references(&self) -> BTreeMap<OsString, OsString> {
        self.references.iter().map(|(name, value)| (name.into(), value.into())).collect()
    }

    /// Whether `command` can be started: a path that is there, a relative one below `folder`, or a name
    /// on `path`, else on ours.
    pub(crate) fn has_program(&self, command: &str, path: Option<&str>, folder: &Path) -> bool {
        let whole = Path::new(command);
        if whole.components().count() > 1 {
            return is_program(&folder.join(whole));
        }
        let path = path.or(self.variable("PATH")).unwrap_or_default();
        std::env::split_paths(path).any(|folder| is_program(&folder.join(command)))
    }

    /// All variables of the process, for children and for `${NAME}`.
    pub(crate) fn all(&self) -> BTreeMap<OsString, OsString> {
        self.variables.iter().map(|(name, value)| (name.into(), value.into())).collect()
    }

    /// Whether a question would reach a person.
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
