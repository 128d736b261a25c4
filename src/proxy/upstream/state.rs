//! The connection state of a server, and its description in words, which every command and API
//! shares.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::proxy::upstream::attempt::{Phase, Progress, Took};

/// A retry later than this never happens.
const NEVER: Duration = Duration::from_hours(24 * 365);

/// The states of an upstream and their transitions: `Connecting` → `Ready`, `NeedsLogin` or
/// `Failed`; these → `Connecting` on loss or retry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    /// Connecting, initializing, or reading the lists.
    Connecting,
    /// Connected, or started by the next call.
    Ready,
    /// The server requires a credential that we do not have.
    NeedsLogin(String),
    /// The last attempt failed; the next one is scheduled.
    Failed {
        /// The reason, in one line.
        reason: String,
        /// The time of the next attempt.
        retry_at: Instant,
    },
    /// Removed from the settings, or the hub is shutting down.
    Stopped,
}

impl State {
    /// Returns true if the first attempt has ended, successfully or not.
    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self, Self::Connecting)
    }

    /// A failure without a retry.
    pub(super) fn for_good(reason: String) -> Self {
        Self::Failed { reason, retry_at: Instant::now() + 2 * NEVER }
    }

    /// Returns the reason of a failure that is not retried.
    pub(super) fn final_reason(&self) -> Option<&str> {
        match self {
            Self::Failed { reason, retry_at } if *retry_at > Instant::now() + NEVER => Some(reason),
            _ => None,
        }
    }

    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Failed { reason, .. } | Self::NeedsLogin(reason) => Some(reason),
            _ => None,
        }
    }
}

/// The last failed attempt or lost connection; kept until the server is connected again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// The reason in one line, without credentials, with stderr if it helps.
    pub(crate) reason: String,
    /// The step that failed.
    pub(crate) phase: Phase,
    /// The child's exit status: `exit status 7`.
    pub(crate) exit: Option<String>,
    /// The path of its program (stdio).
    pub(crate) program: Option<PathBuf>,
    /// The lines of stderr that explain the failure.
    pub(crate) stderr: Vec<String>,
    /// The first line of stdout that was not a message.
    pub(crate) noise: Option<String>,
    /// Failed attempts since it was last connected; 0 right after a loss.
    pub(crate) tries: u32,
    /// When it was last connected, or when the first attempt failed.
    pub(crate) since: Instant,
}

/// The status of a server for people: its state and the evidence for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Status {
    pub(crate) name: String,
    pub(crate) state: State,
    /// The current attempt, or the last one, or the one that led to the connection.
    pub(crate) progress: Progress,
    /// Why it is not connected, kept during the next attempt.
    pub(crate) failure: Option<Failure>,
    /// Problems with its lists although it is connected, one line each.
    pub(crate) notes: Vec<String>,
    /// The last lines of its stderr.
    pub(crate) stderr: Vec<String>,
    /// How many lines on stdout were not messages.
    pub(crate) noise: u64,
    /// How often it was started or connected.
    pub(crate) starts: u64,
}

impl Status {
    /// Returns details of the state in one line, or `None` if the server works.
    pub(crate) fn sentence(&self) -> Option<String> {
        self.sentence_at(Instant::now())
    }

    fn sentence_at(&self, now: Instant) -> Option<String> {
        match (&self.state, &self.failure) {
            (State::Stopped, _) => None,
            (State::Ready, _) if self.progress.phase == Phase::Resting => {
                Some(self.progress.doing(now))
            }
            (State::Ready, _) => (!self.notes.is_empty()).then(|| self.notes.join("; ")),
            (State::Connecting, None) => Some(self.progress.doing(now)),
            (State::Connecting, Some(failure)) => {
                let (doing, tries) = (self.progress.doing(now), failure.tries + 1);
                let again = if tries > 1 { format!("try {tries}") } else { "again".to_owned() };
                Some(format!("{}; {again}: {doing}", failure.reason))
            }
            (State::NeedsLogin(why), _) => Some(why.clone()),
            (state, _) if state.final_reason().is_some() => {
                state.final_reason().map(|reason| format!("{reason}; it is not retried"))
            }
            (State::Failed { reason, retry_at }, failure) => {
                let next =
                    Took(retry_at.saturating_duration_since(now) + Duration::from_millis(999));
                let tried = failure.as_ref().filter(|failure| failure.tries > 1).map(|failure| {
                    let since = Took(now.saturating_duration_since(failure.since));
                    format!("tried {} times in {since}, ", failure.tries)
                });
                Some(format!("{reason}; {}next try in {next}", tried.unwrap_or_default()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::upstream::attempt::Attempt;

    #[test]
    fn a_status_names_the_failure_and_the_current_step() {
        let attempt = Attempt::new(std::sync::Arc::default());
        attempt.set_program("npx", None);
        let progress = attempt.progress();
        let (start, at) = (progress.since, |s| progress.since + Duration::from_secs(s));
        let status = |state, failure, notes: &[&str]| Status {
            name: "s".into(),
            state,
            progress: progress.clone(),
            failure,
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
            stderr: Vec::new(),
            noise: 0,
            starts: 1,
        };
        let failure = |tries| {
            Some(Failure {
                reason: "`npx` ended with exit status 1".into(),
                phase: Phase::Starting,
                exit: Some("exit status 1".into()),
                program: None,
                stderr: Vec::new(),
                noise: None,
                tries,
                since: start,
            })
        };
        let failed =
            || State::Failed { reason: "`npx` ended with exit status 1".into(), retry_at: at(44) };
        let said = |status: Status| status.sentence_at(at(42));
        assert_eq!(said(status(State::Ready, None, &[])), None);
        for (status, wanted) in [
            (status(State::Connecting, None, &[]), "starting (npx, 42 s)"),
            (
                status(State::Connecting, failure(0), &[]),
                "`npx` ended with exit status 1; again: starting (npx, 42 s)",
            ),
            (
                status(State::Connecting, failure(2), &[]),
                "`npx` ended with exit status 1; try 3: starting (npx, 42 s)",
            ),
            (status(failed(), failure(1), &[]), "`npx` ended with exit status 1; next try in 2 s"),
            (
                status(failed(), failure(3), &[]),
                "`npx` ended with exit status 1; tried 3 times in 42 s, next try in 2 s",
            ),
            (status(State::Ready, None, &["a", "b"]), "a; b"),
            (
                status(State::NeedsLogin("it requires a credential".into()), None, &[]),
                "it requires a credential",
            ),
        ] {
            assert_eq!(said(status).unwrap(), wanted);
        }
    }
}
