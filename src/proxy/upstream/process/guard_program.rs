//! The guard: a process of ours that ends the children of a dead hub.
//!
//! It blocks on a pipe from the hub. If the hub is gone, even by SIGKILL, the pipe closes, and the
//! guard ends the process groups of the hub's servers and every process with the hub's mark. It has
//! its own session and process name and ignores termination signals, so that neither Ctrl-C nor
//! `pkill mcphub` reaches it.

use std::collections::BTreeSet;
use std::io::{BufRead as _, Write as _};
use std::time::Duration;

use crate::proxy::upstream::process::mark::{self, HubId};

/// The hidden argument that runs the executable as a guard.
pub(crate) const WORD: &str = "__guard";
/// The name in process lists.
pub(crate) const NAME: &str = "hub-guard";

/// Interval and number of scans for leftover processes.
const SWEEP_PAUSE: Duration = Duration::from_millis(50);
const SWEEPS_BEFORE_FORCE: u32 = 20;
const SWEEPS_MAX: u32 = 200;

/// Runs a guard: reports on stdout that it is ready, reads the hub's process groups from stdin
/// (`+1234` for a new one, `-1234` for an ended one) and its temporary files (`+/path`, `-/path`) until
/// it closes, then ends and removes the remaining ones. Returns at once if the argument is not a hub id,
/// because users may pass the word by accident.
pub(crate) fn run(hub: &str) {
    let Some(hub) = HubId::parse(hub) else { return };
    let _signals = stand_apart();
    let mut stdout = std::io::stdout();
    // If this fails, the hub is gone and stdin is closed.
    let _ = stdout.write_all(b"\n").and_then(|()| stdout.flush());

    let mut groups = BTreeSet::new();
    let mut files = BTreeSet::new();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        let what = line.get(1..).unwrap_or_default();
        match (what.parse::<u32>(), line.starts_with('+')) {
            (Ok(leader), true) => groups.insert(leader),
            (Ok(leader), false) => groups.remove(&leader),
            (Err(_), true) => files.insert(what.to_owned()),
            (Err(_), false) => files.remove(what),
        };
    }
    end_all(|force| {
        let left = groups.iter().filter(|leader| signal_group(**leader, force)).count();
        left + mark::signal_hub(hub, force)
    });
    for file in files.iter().filter(|file| file.starts_with('/')) {
        // The other guard may have removed it.
        let _ = std::fs::remove_file(file);
    }
}

/// Ends the processes of hubs that were killed together with their guards. Returns their number.
pub(crate) fn end_leftovers() -> usize {
    end_all(mark::signal_dead)
}

/// Sends SIGTERM, then SIGKILL, until no process is left. Returns the number found in the first
/// round.
fn end_all(signal: impl Fn(bool) -> usize) -> usize {
    let mut first = 0;
    for round in 0..SWEEPS_MAX {
        let left = signal(round >= SWEEPS_BEFORE_FORCE);
        if round == 0 {
            first = left;
        }
        if left == 0 {
            break;
        }
        std::thread::sleep(SWEEP_PAUSE);
    }
    first
}

/// Signals a child's group if its leader is known to be alive, and all processes with its mark:
/// SIGKILL if `force`, else SIGTERM.
pub(crate) fn signal_child(leader: Option<u32>, mark: &mark::Mark, force: bool) {
    if let Some(leader) = leader {
        signal_group(leader, force);
    }
    mark::signal_child(mark, force);
}

/// Kills the remaining descendants of a child that was reaped.
pub(crate) fn end_child(leader: u32, mark: &mark::Mark) {
    // No new group can have this id yet, because the system assigns ids in sequence.
    signal_group(leader, true);
    for _ in 0..SWEEPS_BEFORE_FORCE {
        // A process that was found may just have started another one.
        if mark::signal_child(mark, true) == 0 {
            return;
        }
        std::thread::sleep(SWEEP_PAUSE / 5);
    }
}

/// Signals a process group. Returns true if it exists.
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

/// Detaches this process from the hub's session and name. Signals are ignored for as long as the
/// returned value lives.
#[cfg(unix)]
fn stand_apart() -> impl Sized {
    use tokio::signal::unix::{SignalKind, signal};
    mark::lift_limit();
    // Fails only for a group leader, and the hub starts a guard as an ordinary member.
    let _ = rustix::process::setsid();
    // Linux only; on other systems the name is the executable's.
    let _ = std::fs::write("/proc/self/comm", NAME);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let ignored = [
        SignalKind::hangup(),
        SignalKind::interrupt(),
        SignalKind::quit(),
        SignalKind::terminate(),
        SignalKind::alarm(),
        SignalKind::user_defined1(),
        SignalKind::user_defined2(),
    ];
    runtime.map(|runtime| {
        let entered = runtime.enter();
        let signals = ignored.map(signal);
        drop(entered);
        (signals, runtime)
    })
}

#[cfg(not(unix))]
fn stand_apart() -> impl Sized {
    mark::lift_limit();
}
