//! The exit codes. They are published and tested; a code is never reused.

use std::process::ExitCode;

/// The exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    /// Success, also if there was nothing to do.
    pub(crate) const DONE: Self = Self(0);
    /// Failure, or a check that did not pass.
    pub(crate) const FAILED: Self = Self(1);
    /// Usage error, or a prompt was needed and there is no terminal.
    pub(crate) const USAGE: Self = Self(2);
    /// A server requires a login.
    pub(crate) const NEEDS_LOGIN: Self = Self(3);
    /// A server or registry cannot be reached, did not start, or timed out.
    pub(crate) const UNREACHABLE: Self = Self(4);
    /// The tool returned an error.
    pub(crate) const TOOL_ERROR: Self = Self(5);
    /// The server, tool, prompt, resource or group does not exist.
    pub(crate) const ABSENT: Self = Self(6);
    /// The item exists with different content, is locked, or changed concurrently.
    pub(crate) const CONFLICT: Self = Self(7);
    /// The settings file is missing but required, unreadable or unparsable. Nothing was written.
    pub(crate) const SETTINGS: Self = Self(8);
    /// Some parts succeeded and some failed.
    pub(crate) const PARTLY: Self = Self(9);
    /// A bug in mcphub.
    pub(crate) const BUG: Self = Self(70);
    /// Interrupted by the user.
    pub(crate) const INTERRUPTED: Self = Self(130);
}

/// The exit codes with their meanings, for `help exit-codes`.
pub(crate) const MEANINGS: [(Exit, &str); 12] = [
    (Exit::DONE, "done, or nothing to do"),
    (Exit::FAILED, "failed; or a check says no: `validate`, `doctor`, `exists`"),
    (Exit::USAGE, "wrong usage, or an answer was needed and there is no terminal"),
    (Exit::NEEDS_LOGIN, "a server requires a login"),
    (Exit::UNREACHABLE, "a server, hub or registry is unreachable, did not start, or timed out"),
    (Exit::TOOL_ERROR, "the tool returned an error"),
    (Exit::ABSENT, "no such server, tool, group, key or change"),
    (Exit::CONFLICT, "exists with other content, is locked, or has been changed meanwhile"),
    (
        Exit::SETTINGS,
        "the settings file is missing, unreadable or does not parse; nothing was written",
    ),
    (Exit::PARTLY, "partly done"),
    (Exit::BUG, "a bug in mcphub"),
    (Exit::INTERRUPTED, "interrupted"),
];

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}
