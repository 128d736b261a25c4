//! What went wrong, as the command line tells it: the kind decides heading, exit code and machine code.

use crate::cli::exit::Exit;
use crate::settings::Diagnostic;
use crate::settings::edit::Refused;
use crate::store::file::{EditError, ReadError};

/// The kinds of failure. One exit code and one machine code each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It did not work, for a reason that has no code of its own.
    Failed,
    /// The words make no sense together, or an answer is missing.
    Usage,
    /// A server wants a login.
    NeedsLogin,
    /// A server cannot be reached.
    Unreachable,
    /// The tool answered with an error.
    ToolError,
    /// No such thing.
    Absent,
    /// In the way: other content, a lock, a concurrent change.
    Conflict,
    /// The settings file cannot be used.
    Settings,
    /// Our own mistake.
    Bug,
    /// The user said stop.
    Interrupted,
    /// Whoever read our output went away; nothing is reported.
    BrokenPipe,
}

impl Kind {
    /// The exit code.
    pub(crate) fn exit(self) -> Exit {
        match self {
            Self::Failed => Exit::FAILED,
            Self::Usage => Exit::USAGE,
            Self::NeedsLogin => Exit::NEEDS_LOGIN,
            Self::Unreachable => Exit::UNREACHABLE,
            Self::ToolError => Exit::TOOL_ERROR,
            Self::Absent => Exit::ABSENT,
            Self::Conflict => Exit::CONFLICT,
            Self::Settings => Exit::SETTINGS,
            Self::Bug => Exit::BUG,
            Self::Interrupted => Exit::INTERRUPTED,
            Self::BrokenPipe => Exit::DONE,
        }
    }

    /// The word in the JSON error line.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::NeedsLogin => "auth_required",
            Self::Unreachable => "unreachable",
            Self::ToolError => "tool_error",
            Self::Absent => "not_found",
            Self::Conflict => "conflict",
            Self::Settings => "settings",
            Self::Bug => "bug",
            Self::Interrupted => "interrupted",
            Self::BrokenPipe => "broken_pipe",
        }
    }

    /// The word before the message.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Bug => "bug in mcphub",
            _ => "error",
        }
    }
}

/// What is shown below the message.
#[derive(Debug)]
pub(crate) enum Detail {
    /// Findings, with the text they are about.
    Findings {
        /// The name of the text.
        file: String,
        /// The text.
        text: String,
        /// What was found in it.
        findings: Vec<Diagnostic>,
    },
    /// A unified diff, without secrets.
    Diff(String),
}

/// A failure on its way to the terminal.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Decides heading and codes.
    pub(crate) kind: Kind,
    /// The chain of causes.
    pub(crate) source: anyhow::Error,
    /// What to do next, a line each.
    pub(crate) hints: Vec<String>,
    /// Shown below the message.
    pub(crate) detail: Option<Detail>,
}

impl Failure {
    /// A failure without a cause.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self::caused(kind, anyhow::Error::msg(message.into()))
    }

    /// A failure with its chain of causes.
    pub(crate) fn caused(kind: Kind, source: impl Into<anyhow::Error>) -> Self {
        Self { kind, source: source.into(), hints: Vec::new(), detail: None }
    }

    /// A mistake in the words given.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Adds what to do next.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what is shown below the message.
    #[must_use]
    pub(crate) fn with(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// "did you mean `a` or `b`?", unless nothing looks alike.
pub(crate) fn did_you_mean(near: &[String]) -> Option<String> {
    let (last, rest) = near.split_last()?;
    let quoted: Vec<_> = rest.iter().map(|name| format!("`{name}`")).collect();
    Some(if quoted.is_empty() {
        format!("did you mean `{last}`?")
    } else {
        format!("did you mean {} or `{last}`?", quoted.join(", "))
    })
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::caused(Kind::Failed, error)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        let (kind, hint) = match &refused {
            Refused::Absent { near, .. } => (Kind::Absent, did_you_mean(near)),
            Refused::Exists { .. } => (Kind::Conflict, None),
            Refused::Forbidden { .. } => (Kind::Failed, None),
            Refused::Invalid { findings, .. } => {
                (Kind::Failed, findings.iter().find_map(|finding| finding.help.clone()))
            }
        };
        let mut failure = Self::caused(kind, refused);
        failure.hints.extend(hint);
        failure
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Missing { .. } => Self::caused(Kind::Settings, error)
                .hint("`mcphub init` makes one here; `--config FILE` names another"),
            ReadError::Unreadable { .. } => Self::caused(Kind::Settings, error),
            ReadError::Unparsable { ref path, ref text, ref findings } => {
                let detail = Detail::Findings {
                    file: path.display().to_string(),
                    text: text.clone(),
                    findings: findings.clone(),
                };
                Self::caused(Kind::Settings, error).with(detail)
            }
        }
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Read(read) => read.into(),
            EditError::Refused(refused) => refused.into(),
            EditError::Locked { .. } => Self::caused(Kind::Conflict, error)
                .hint("wait for that process to end, then run the same command again"),
            EditError::ForeignLock { .. } => Self::caused(Kind::Conflict, error)
                .hint("remove it, or keep the settings in a folder that only you can write to"),
            EditError::Dangling { .. } => Self::caused(Kind::Settings, error)
                .hint("remove the link, or make the file that it leads to"),
            EditError::Moving { .. } => Self::caused(Kind::Conflict, error)
                .hint("something else rewrites it; run the same command again"),
            EditError::Unwritable { .. } => Self::caused(Kind::Failed, error),
        }
    }
}
