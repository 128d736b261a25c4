//! The progress of one connection attempt: its phase, and the evidence if it fails.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::proxy::upstream::process::stderr::{ErrorLines, Ring};

/// Quoted server output is truncated to this many characters.
const QUOTED_CHARS: usize = 200;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Waiting for a start permit.
    #[default]
    Waiting,
    /// The program is running but has written nothing.
    Starting,
    /// The first HTTP request is in flight.
    Connecting,
    /// The child has written something but has not answered the handshake.
    Initialize,
    /// Its lists are being read.
    Listing,
    Connected,
    /// Stopped because it was idle, or not started yet: the next call starts it.
    Resting,
}

/// A snapshot of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The current phase, or the phase in which the attempt ended.
    pub(crate) phase: Phase,
    pub(crate) since: Instant,
    /// The file name of its program (stdio).
    pub(crate) program: Option<String>,
    /// The path at which the program was found.
    pub(crate) path: Option<PathBuf>,
    /// The process id of the child (stdio).
    pub(crate) pid: Option<u32>,
    /// The child's exit status: `exit status 7`, `signal 11 (SIGSEGV)`.
    pub(crate) exit: Option<String>,
    /// The first line of stdout that is not a message, without credentials.
    pub(crate) noise: Option<String>,
}

/// One connection attempt, updated as it progresses.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// Keeps the last lines of its stderr.
    pub(crate) ring: Arc<Ring>,
    /// Keeps the lines of its stderr that explain a failure.
    pub(crate) error_lines: Arc<ErrorLines>,
    progress: Mutex<Progress>,
}

impl Attempt {
    pub(crate) fn new(ring: Arc<Ring>) -> Self {
        let progress = Progress {
            phase: Phase::Waiting,
            since: Instant::now(),
            program: None,
            path: None,
            pid: None,
            exit: None,
            noise: None,
        };
        Self { ring, error_lines: Arc::default(), progress: Mutex::new(progress) }
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.progress.lock().phase = phase;
    }

    /// Records that the child has written something, so it is past `Starting`.
    pub(crate) fn record_output(&self) {
        let mut progress = self.progress.lock();
        if progress.phase == Phase::Starting {
            progress.phase = Phase::Initialize;
        }
    }

    /// Records its program as named in the settings, and the path at which it was found.
    pub(crate) fn set_program(&self, command: &str, path: Option<PathBuf>) {
        let mut progress = self.progress.lock();
        progress.phase = Phase::Starting;
        progress.program = Some(base_name(command));
        progress.path = path;
    }

    pub(crate) fn set_pid(&self, pid: Option<u32>) {
        self.progress.lock().pid = pid;
    }

    /// Records a line of stdout that is not a message, without credentials. Returns true if it is
    /// the first.
    pub(crate) fn record_noise(&self, line: &str) -> bool {
        let mut progress = self.progress.lock();
        let first = progress.noise.is_none();
        progress.noise.get_or_insert_with(|| cut(line));
        first
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress.lock().clone()
    }

    /// Describes why its output ended, with the evidence. `status` is the child's exit status;
    /// `None` if it is still running.
    pub(crate) fn describe_end(&self, status: Option<ExitStatus>) -> String {
        let progress = {
            let mut progress = self.progress.lock();
            progress.exit = status.map(how_it_ended);
            progress.clone()
        };
        let name = progress.program.as_deref().unwrap_or("the server");
        let before = match progress.phase {
            Phase::Listing => " while its lists were read",
            Phase::Connected | Phase::Resting => "",
            _ => " before it answered",
        };
        let what = match &progress.exit {
            Some(exit) if exit.starts_with("signal") => format!("was ended by {exit}"),
            Some(exit) => format!("ended with {exit}"),
            None => "closed its output".to_owned(),
        };
        format!("`{name}` {what}{before}{}", self.evidence())
    }

    /// Returns the output that explains the failure, to append to the reason; empty if there is
    /// none.
    pub(crate) fn evidence(&self) -> String {
        let mut text = String::new();
        let lines = self.error_lines.lines();
        if !lines.is_empty() {
            let lines: Vec<_> = lines.iter().map(|line| cut(line)).collect();
            text = format!("; on stderr: {}", lines.join(" | "));
        }
        if let Some(noise) = &self.progress.lock().noise {
            text = format!("{text}; on stdout, a line that is not JSON: {noise}");
        }
        text
    }
}

impl Progress {
    /// Describes the phase and its duration: `starting (npx, 42 s)`.
    pub(crate) fn doing(&self, now: Instant) -> String {
        let doing = match self.phase {
            Phase::Waiting => "waiting to start",
            Phase::Starting => "starting",
            Phase::Connecting => "connecting",
            Phase::Initialize => "waiting for the response to `initialize`",
            Phase::Listing => "reading its lists",
            Phase::Connected => "connected",
            Phase::Resting => "not running: the next call starts it",
        };
        let took = Took(now.saturating_duration_since(self.since));
        match self.program.as_deref().filter(|_| self.phase == Phase::Starting) {
            Some(program) => format!("{doing} ({program}, {took})"),
            None => format!("{doing} ({took})"),
        }
    }
}

/// Formats a duration in its most natural unit.
pub(crate) struct Took(pub(crate) Duration);

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            seconds @ 0..120 => write!(f, "{seconds} s"),
            seconds @ 120..7200 => write!(f, "{} min", seconds / 60),
            seconds => write!(f, "{} h", seconds / 3600),
        }
    }
}

fn how_it_ended(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let name = match signal {
            1 => " (SIGHUP)",
            2 => " (SIGINT)",
            4 => " (SIGILL)",
            6 => " (SIGABRT)",
            7 => " (SIGBUS)",
            8 => " (SIGFPE)",
            9 => " (SIGKILL)",
            11 => " (SIGSEGV)",
            13 => " (SIGPIPE)",
            15 => " (SIGTERM)",
            _ => "",
        };
        return format!("signal {signal}{name}");
    }
    format!("exit status {}", status.code().unwrap_or_default())
}

fn base_name(command: &str) -> String {
    let name = Path::new(command).file_name();
    name.map_or_else(|| command.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn cut(line: &str) -> String {
    let line = line.trim();
    match line.char_indices().nth(QUOTED_CHARS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_describes_its_phase_and_its_end() {
        let attempt = Attempt::new(Arc::default());
        let doing = |attempt: &Attempt, seconds| {
            let progress = attempt.progress();
            progress.doing(progress.since + Duration::from_secs(seconds))
        };
        assert_eq!(doing(&attempt, 1), "waiting to start (1 s)");
        attempt.set_program("/usr/bin/npx", Some("/usr/bin/npx".into()));
        assert_eq!(doing(&attempt, 42), "starting (npx, 42 s)");
        assert!(attempt.record_noise("hello") && !attempt.record_noise("again"));
        attempt.error_lines.push("Error: no key");
        attempt.error_lines.push("Node.js v20.20.2");
        let why = "`npx` closed its output before it answered; on stderr: Error: no key; \
                   on stdout, a line that is not JSON: hello";
        assert_eq!(attempt.describe_end(None), why);
        attempt.record_output();
        assert_eq!(doing(&attempt, 130), "waiting for the response to `initialize` (2 min)");
    }

    #[cfg(unix)]
    #[test]
    fn a_child_ends_with_a_status_or_by_a_signal() {
        use std::os::unix::process::ExitStatusExt as _;
        let attempt = Attempt::new(Arc::default());
        attempt.set_program("sh", None);
        attempt.enter(Phase::Connected);
        let ended = |raw| attempt.describe_end(Some(ExitStatus::from_raw(raw)));
        assert_eq!(ended(7 << 8), "`sh` ended with exit status 7");
        assert_eq!(ended(11), "`sh` was ended by signal 11 (SIGSEGV)");
    }
}
