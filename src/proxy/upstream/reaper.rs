//! No child outlives the hub, however the hub dies.
//!
//! Each child is the leader of a process group and carries a mark in its environment, which what it
//! starts inherits. A guard process, one for each hub, waits on a pipe: when the hub is gone, even by
//! SIGKILL, the pipe ends, and the guard ends the groups and every process that carries the mark.
//! A parent-death signal would reach only the child itself, and would follow the thread, not the hub.

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The word that makes the executable a guard; not for people.
pub(crate) const GUARD: &str = "__guard";
/// Begins the name of the variable that marks a hub's children; a random part follows.
pub(crate) const MARK: &str = "MCPHUB_CHILD_";

/// How often and how long the guard looks for what is left.
const SWEEP_PAUSE: Duration = Duration::from_millis(50);
const SWEEPS_BEFORE_FORCE: u32 = 20;
const SWEEPS_MAX: u32 = 200;

/// The hub's side: marks, the guard, and signals to a child with all that it started.
#[derive(Debug)]
pub(crate) struct Reaper {
    executable: PathBuf,
    variable: String,
    next: AtomicU64,
    guard: Mutex<Option<Child>>,
}

impl Reaper {
    /// For the hub that runs as `executable`. Nothing is started yet.
    pub(crate) fn new(executable: PathBuf) -> Self {
        let mut random = [0; 8];
        let id = match getrandom::fill(&mut random) {
            Ok(()) => u64::from_le_bytes(random),
            Err(_) => u64::from(std::process::id()),
        };
        let variable = format!("{MARK}{id:016x}");
        Self { executable, variable, next: AtomicU64::new(0), guard: Mutex::new(None) }
    }

    /// The variable and the value that mark the next child.
    pub(crate) fn next_mark(&self) -> (String, String) {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        (self.variable.clone(), n.to_string())
    }

    /// Starts the guard, once.
    pub(crate) fn start(&self) -> std::io::Result<()> {
        let mut guard = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_some() || cfg!(not(unix)) {
            return Ok(());
        }
        let mut command = Command::new(&self.executable);
        command
            .args([GUARD, &self.variable])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        *guard = Some(command.spawn()?);
        Ok(())
    }

    /// Ends the guard; every child has been ended before.
    pub(crate) fn finish(&self) {
        let guard = self.guard.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut process) = guard {
            drop(process.stdin.take());
            let _ = process.wait();
        }
    }

    /// Tells the guard that a group exists, or that it has ended.
    pub(crate) fn group(&self, leader: u32, exists: bool) {
        let mut guard = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pipe) = guard.as_mut().and_then(|guard| guard.stdin.as_mut()) {
            let sign = if exists { '+' } else { '-' };
            // In one write: each would wake the guard.
            let _ = pipe.write_all(format!("{sign}{leader}\n").as_bytes());
        }
    }

    /// Signals a child's group, while its leader is known to live, and everything that carries its
    /// mark: SIGTERM, or SIGKILL by `force`.
    pub(crate) fn signal(&self, leader: Option<u32>, mark: &str, force: bool) {
        if let Some(leader) = leader {
            signal_group(leader, force);
        }
        sweep(&format!("{}={mark}\0", self.variable), force);
    }
}

/// The guard's life: waits for the end of stdin, then ends what the hub left. A variable that no
/// hub made marks nothing: strangers may have it.
pub(crate) fn guard(variable: &str) {
    if !is_mark(variable) {
        return;
    }
    let mut groups = std::collections::BTreeSet::new();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        let Ok(leader) = line.get(1..).unwrap_or_default().parse::<u32>() else { continue };
        if line.starts_with('+') {
            groups.insert(leader);
        } else {
            groups.remove(&leader);
        }
    }
    let marked = format!("{variable}=");
    for round in 0..SWEEPS_MAX {
        let force = round >= SWEEPS_BEFORE_FORCE;
        let mut left = groups.iter().filter(|leader| signal_group(**leader, force)).count();
        left += sweep(&marked, force);
        if left == 0 {
            return;
        }
        std::thread::sleep(SWEEP_PAUSE);
    }
}

fn is_mark(variable: &str) -> bool {
    let id = variable.strip_prefix(MARK).unwrap_or_default();
    id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether there was such a group.
#[cfg(unix)]
fn signal_group(leader: u32, force: bool) -> bool {
    use rustix::process::{Pid, Signal, kill_process_group};
    let signal = if force { Signal::KILL } else { Signal::TERM };
    let pid = i32::try_from(leader).ok().filter(|pid| *pid > 1).and_then(Pid::from_raw);
    pid.is_some_and(|pid| kill_process_group(pid, signal).is_ok())
}

#[cfg(not(unix))]
fn signal_group(_: u32, _: bool) -> bool {
    false
}

/// Signals each process whose environment holds `mark`; says how many there were.
#[cfg(target_os = "linux")]
fn sweep(mark: &str, force: bool) -> usize {
    use rustix::process::{Pid, Signal, kill_process};
    let signal = if force { Signal::KILL } else { Signal::TERM };
    let Ok(processes) = std::fs::read_dir("/proc") else { return 0 };
    let finder = memchr::memmem::Finder::new(mark.as_bytes());
    let mut found = 0;
    for process in processes.flatten() {
        let pid = process.file_name().to_str().and_then(|name| name.parse().ok());
        let Some(pid) = pid.and_then(Pid::from_raw) else { continue };
        let Ok(environment) = std::fs::read(process.path().join("environ")) else { continue };
        if finder.find(&environment).is_some() && kill_process(pid, signal).is_ok() {
            found += 1;
        }
    }
    found
}

#[cfg(not(target_os = "linux"))]
fn sweep(_: &str, _: bool) -> usize {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_variable_of_a_hub_marks_children() {
        let reaper = Reaper::new(PathBuf::new());
        assert!(is_mark(&reaper.next_mark().0));
        for variable in ["", "X", "HOME", MARK, "MCPHUB_CHILD_0", "MCPHUB_CHILD_0123456789abcdeg"] {
            assert!(!is_mark(variable), "{variable}");
        }
    }
}
