//! The exit codes: published, tested, never reused.

use std::process::ExitCode;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    /// Done, or there was nothing to do.
    pub(crate) const DONE: Self = Self(0);
    /// It failed, or a check says no.
    pub(crate) const FAILED: Self = Self(1);
    /// The words make no sense, or an answer was needed and nobody can be asked.
    pub(crate) const USAGE: Self = Self(2);
    /// A server wants a login.
    pub(crate) const NEEDS_LOGIN: Self = Self(3);
    /// A server or registry cannot be reached, did not start, or took too long.
    pub(crate) const UNREACHABLE: Self = Self(4);
    /// The tool answered with an error.
    pub(crate) const TOOL_ERROR: Self = Self(5);
    /// There is no such server, tool, prompt, resource or group.
    pub(crate) const ABSENT: Self = Self(6);
    /// It is there with other content, is locked, or changed under us.
    pub(crate) const CONFLICT: Self = Self(7);
    /// The settings file is missing where one is needed, unreadable or unparsable. Nothing was written.
    pub(crate) const SETTINGS: Self = Self(8);
    /// Some of it was done, some failed.
    pub(crate) const PARTLY: Self = Self(9);
    /// A bug in mcphub.
    pub(crate) const BUG: Self = Self(70);
    /// The user interrupted it.
    pub(crate) const INTERRUPTED: Self = Self(130);
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}
