//! Errors of the command line. The kind determines the heading, the exit code and the
//! machine-readable code.

use crate::cli::exit::Exit;
use crate::settings::Diagnostic;
use crate::settings::edit::Refused;
use crate::store::file::EditError;
use crate::store::read::ReadError;

/// The kind of a failure. Each has an exit code and a machine-readable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A failure without a code of its own.
    Failed,
    /// The arguments do not fit together, or a prompt could not be answered.
    Usage,
    /// The server requires a login.
    NeedsLogin,
    /// The server cannot be reached.
    Unreachable,
    /// The tool returned an error.
    ToolError,
    /// The named item does not exist.
    Absent,
    /// Different content, a lock or a concurrent change is in the way.
    Conflict,
    /// The settings file cannot be used.
    Settings,
    /// A bug in mcphub.
    Bug,
    /// Interrupted by the user.
    Interrupted,
    /// The reader of our output closed the pipe. Nothing is reported.
    BrokenPipe,
}

impl Kind {
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

    /// Returns the code in the JSON error line.
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

    /// Returns the heading before the message.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Bug => "bug in mcphub",
            _ => "error",
        }
    }
}

/// Details below the message.
#[derive(Debug)]
pub(crate) enum Detail {
    /// Findings and the text that they refer to.
    Findings {
        /// The file name shown in excerpts.
        file: String,
        text: String,
        findings: Vec<Diagnostic>,
    },
    /// A unified diff, with secrets masked.
    Diff(String),
}

/// A failure to be reported on the terminal.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    /// The error and its causes.
    pub(crate) source: anyhow::Error,
    /// Suggestions for the user, one line each.
    pub(crate) hints: Vec<String>,
    /// Whether the message contains the suggestions, so that only programs need them.
    pub(crate) says_hints: bool,
    pub(crate) detail: Option<Detail>,
}

impl Failure {
    /// Creates a failure without a cause.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self::from_error(kind, anyhow::Error::msg(message.into()))
    }

    /// Creates a failure from an error and its causes.
    pub(crate) fn from_error(kind: Kind, source: impl Into<anyhow::Error>) -> Self {
        Self { kind, source: source.into(), hints: Vec::new(), says_hints: false, detail: None }
    }

    /// Creates a usage error.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the command that the message ends with.
    #[must_use]
    pub(crate) fn remedy(mut self, command: impl Into<String>) -> Self {
        self.says_hints = true;
        self.hint(command)
    }

    /// Sets the details below the message.
    #[must_use]
    pub(crate) fn with(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// Returns "did you mean `a` or `b`?", or `None` if no name is similar.
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
        Self::from_error(Kind::Failed, error)
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
        let mut failure = Self::from_error(kind, refused);
        failure.hints.extend(hint);
        failure
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Missing { .. } => Self::from_error(Kind::Settings, error)
                .hint("`mcphub init` creates one here; `--config FILE` selects another"),
            ReadError::Unreadable { .. } => Self::from_error(Kind::Settings, error),
            ReadError::Unparsable { ref path, ref text, ref findings } => {
                let detail = Detail::Findings {
                    file: path.display().to_string(),
                    text: text.clone(),
                    findings: findings.clone(),
                };
                Self::from_error(Kind::Settings, error).with(detail)
            }
        }
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Read(read) => read.into(),
            EditError::Refused(refused) => refused.into(),
            EditError::Locked { .. } => Self::from_error(Kind::Conflict, error)
                .hint("wait for that process to end, then run the same command again"),
            EditError::ForeignLock { .. } => Self::from_error(Kind::Conflict, error)
                .hint("remove it, or keep the settings in a folder that only you can write to"),
            EditError::Dangling { .. } => Self::from_error(Kind::Settings, error)
                .hint("remove the link, or create the file that it points to"),
            EditError::Moving { .. } => Self::from_error(Kind::Conflict, error)
                .hint("another program keeps rewriting it; run the same command again"),
            EditError::Unwritable { .. } => Self::from_error(Kind::Failed, error),
        }
    }
}
