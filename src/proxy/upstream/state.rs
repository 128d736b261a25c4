//! Where a server's connection stands.

use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::proxy::upstream::Upstream;

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

impl Upstream {
    /// Waits until the first try to reach it has ended.
    pub(crate) async fn settled(&self) {
        let _ = self.state.subscribe().wait_for(State::is_settled).await;
    }

    /// What people are told of it.
    pub(crate) fn status(&self) -> Status {
        Status {
            name: self.name.clone(),
            state: self.state(),
            stderr: self.ring.lines(),
            noise: self.noise.load(Ordering::Relaxed),
            starts: self.starts.load(Ordering::Relaxed),
        }
    }

    /// Waits until it is connected, or is known not to be: a server may die of the first greeting and
    /// understand the second.
    pub(crate) async fn tried(&self) {
        let both = || self.starts.load(Ordering::Relaxed) > 1;
        let known = |state: &State| match state {
            State::Connecting => false,
            State::Failed { .. } => both(),
            State::Ready | State::NeedsLogin(_) | State::Stopped => true,
        };
        let _ = self.state.subscribe().wait_for(known).await;
    }
}
