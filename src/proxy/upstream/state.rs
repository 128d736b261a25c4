//! Where a server's connection stands.

use std::time::Instant;

/// The states of an upstream and the steps between them:
/// `Connecting` → `Ready`, `NeedsLogin` or `Failed`; these → `Connecting` when lost or tried again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    /// The first answer, or the lists, are awaited.
    Connecting,
    /// It answers.
    Ready,
    /// It wants a credential that we do not have.
    NeedsLogin(String),
    /// It cannot be reached; it is tried again at this time.
    Failed {
        /// One line.
        reason: String,
        /// The next try.
        retry_at: Instant,
    },
    /// It was taken out of the settings, or the hub ends.
    Stopped,
}

impl State {
    /// Whether the first try has ended, one way or the other.
    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self, Self::Connecting)
    }

    /// Whether it is known after so many tries if it can be connected: a server may die of the first
    /// greeting and understand the second.
    pub(crate) fn is_known(&self, tries: u64) -> bool {
        match self {
            Self::Connecting => false,
            Self::Failed { .. } => tries > 1,
            Self::Ready | Self::NeedsLogin(_) | Self::Stopped => true,
        }
    }

    /// The reason of a failure.
    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Failed { reason, .. } | Self::NeedsLogin(reason) => Some(reason),
            _ => None,
        }
    }
}

/// What people are told of a server: the state and the evidence for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Status {
    /// The server.
    pub(crate) name: String,
    /// Where its connection stands.
    pub(crate) state: State,
    /// The last lines of its stderr.
    pub(crate) stderr: Vec<String>,
    /// Lines on stdout that were no messages.
    pub(crate) noise: u64,
    /// How often it was started or connected.
    pub(crate) starts: u64,
}
