//! Resources used by a hub.

use std::fmt;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::process::descendants;

/// Upper bound on how long unused connections are kept.
const KEPT: Duration = Duration::from_secs(5);

/// A snapshot of the resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measures {
    children: usize,
    /// Open files, including sockets.
    files: usize,
    threads: usize,
    resident_kib: usize,
}

impl Measures {
    fn of(pid: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let number = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        Self {
            children: descendants(pid).len(),
            files: fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count(),
            threads: number("Threads:"),
            resident_kib: number("VmRSS:"),
        }
    }

    /// Measures after resource use has stopped decreasing: for longer than connections are kept, or
    /// until the time limit.
    pub(super) fn when_calm(pid: u32, limit: Duration) -> Self {
        let start = Instant::now();
        let mut least = Self::of(pid);
        let mut since = Instant::now();
        while since.elapsed() < KEPT && start.elapsed() < limit {
            thread::sleep(Duration::from_millis(100));
            let now = Self::of(pid);
            if now.children < least.children || now.files < least.files {
                since = Instant::now();
            }
            least = now;
        }
        least
    }

    /// Checks that use has not grown by more than such clients may leave: a process per kind of
    /// client and request, and idle connections.
    pub(super) fn check_against(&self, before: &Self) {
        let more = |now: usize, before: usize, slack: usize| now > before + slack;
        let children = 24;
        assert!(!more(self.children, before.children, children), "{before}, and then {self}");
        assert!(!more(self.files, before.files, 4 * children), "{before}, and then {self}");
        assert!(!more(self.threads, before.threads, 4), "{before}, and then {self}");
        let slack = 16 * 1024 + before.resident_kib / 4;
        assert!(!more(self.resident_kib, before.resident_kib, slack), "{before}, and then {self}");
    }
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { children, files, threads, resident_kib } = self;
        write!(f, "{children} children, {files} files, {threads} threads, {resident_kib} KiB")
    }
}
