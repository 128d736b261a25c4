//! The guard: a process of ours that ends what a dead hub left.
//!
//! It waits on a pipe from the hub. When the hub is gone, even by SIGKILL, the pipe ends, and the
//! guard ends the process groups of the hub's servers and every process that carries the hub's mark.
//! It has a session and a name of its own and ignores the signals that are meant for others, so that
//! neither Ctrl-C nor `pkill mcphub` reaches it.

use std::collections::BTreeSet;
use std::io::{BufRead as _, Write as _};
use std::time::Duration;

use crate::proxy::upstream::mark::{self, HubId};

/// The word that makes the executable a guard; not for people.
pub(crate) const WORD: &str = "__guard";
/// What process lists show.
pub(crate) const NAME: &str = "hub-guard";

/// How often and how long it looks for processes that are left.
const SWEEP_PAUSE: Duration = Duration::from_millis(50);
const SWEEPS_BEFORE_FORCE: u32 = 20;
const SWEEPS_MAX: u32 = 200;

/// The guard's life: says on stdout that it is ready, reads the hub's process groups from stdin
/// (`+1234` for one that exists, `-1234` for one that has ended) and the paths of files that go with it
/// until that ends, then ends and removes what is left. A word that is no hub's id makes no guard: strangers may say it.
pub(crate) fn run(hub: &str) {
    let Some(hub) = HubId::parse(hub) else { return };
    let _signals = stand_apart();
    let mut stdout = std::io::stdout();
    // A hub that does not hear this is gone, and stdin ends.
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

/// Ends the processes that hubs left which were killed together with their guards. Returns how many
/// there were.
pub(crate) fn end_leftovers() -> usize {
    end_all(mark::signal_dead)
}

/// Signals until nothing is left: SIGTERM, then SIGKILL. Returns how many there were at first.
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

/// Signals a child's group, while its leader is known to live, and everything that carries its mark:
/// SIGTERM, or SIGKILL by `force`.
pub(crate) fn signal_child(leader: Option<u32>, mark: &mark::Mark, force: bool) {
    if let Some(leader) = leader {
        signal_group(leader, force);
    }
    mark::signal_child(mark, force);
}

/// Ends at once what a child left that has been waited for.
pub(crate) fn end_child(leader: u32, mark: &mark::Mark) {
    // No other group can have this id already: the system gives ids out in turn.
    signal_group(leader, true);
    for _ in 0..SWEEPS_BEFORE_FORCE {
        // What is found may just have started another process.
        if mark::signal_child(mark, true) == 0 {
            return;
        }
        std::thread::sleep(SWEEP_PAUSE / 5);
    }
}

/// Signals a process group; returns whether there was one.
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

/// Takes this process out of its surroundings. The signals are ignored from then on, as long as what
/// is returned is kept.
#[cfg(unix)]
fn stand_apart() -> impl Sized {
    use tokio::signal::unix::{SignalKind, signal};
    mark::lift_limit();
    // Fails only for the leader of a group, which has been started as something else.
    let _ = rustix::process::setsid();
    // Linux only; elsewhere the name is the executable's.
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
