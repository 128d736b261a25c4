//! What surrounds the process: variables, folder, terminals. Read once, passed down.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// A snapshot of the surroundings.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    variables: BTreeMap<String, String>,
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

    /// All variables, for children and for `${NAME}`.
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
