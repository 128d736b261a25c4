//! Ends all children if the hub dies in any way.
//!
//! Each child leads its own process group and carries marks that its descendants inherit (see
//! `mark.rs`). Guard processes (see `guard.rs`) end them if the hub is gone. There are two guards:
//! if one is killed together with the hub, the other remains, and if one is killed alone, it is
//! restarted. The next hub ends leftovers of the last one when it starts. A parent-death signal
//! would reach only the child itself, and it follows the thread, not the process.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::proxy::upstream::process::guard_program;
use crate::proxy::upstream::process::mark::{HubId, Mark};

const GUARDS: usize = 2;
/// A guard that lived for less than this is restarted after a delay.
const GUARD_LIFE: Duration = Duration::from_secs(1);

/// Delay between attempts to restart a guard.
const GUARD_RETRY: Duration = Duration::from_secs(30);

/// The number of the next child. All hubs in one process share it, because they have the same id.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// The hub's side: assigns marks to children and runs the guards.
#[derive(Debug)]
pub(crate) struct ProcessGuard {
    hub: HubId,
    guards: Arc<Guards>,
}

#[derive(Debug)]
struct Guards {
    executable: PathBuf,
    hub: HubId,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What the guards end or remove: process groups of children, and files.
    known: BTreeSet<String>,
    /// The stdin of each running guard.
    pipes: [Option<ChildStdin>; GUARDS],
    /// Each thread waits for one guard to exit.
    threads: Vec<JoinHandle<()>>,
    is_finishing: bool,
}

impl ProcessGuard {
    /// Creates a reaper for the hub that runs as `executable`, without starting the guards.
    pub(crate) fn new(executable: PathBuf) -> Self {
        let hub = HubId::current();
        Self { hub, guards: Arc::new(Guards { executable, hub, state: Mutex::default() }) }
    }

    /// Returns the mark of the next child.
    pub(crate) fn next_mark(&self) -> Mark {
        Mark { hub: self.hub, child: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// Starts the guards unless they are running. Returns once they are ready.
    ///
    /// # Errors
    /// Fails if a guard cannot be started.
    pub(crate) fn start(&self) -> std::io::Result<()> {
        let mut state = self.guards.state.lock();
        if cfg!(not(unix)) || state.is_finishing {
            return Ok(());
        }
        for slot in state.threads.len()..GUARDS {
            let process = self.guards.spawn(&mut state, slot)?;
            let guards = Arc::clone(&self.guards);
            let follow = move || guards.follow(slot, process);
            let thread = std::thread::Builder::new().name("hub-guard".into()).spawn(follow)?;
            state.threads.push(thread);
        }
        Ok(())
    }

    /// Stops the guards, which first end leftover processes. All children must have been stopped
    /// before.
    pub(crate) fn finish(&self) {
        for thread in self.guards.finish() {
            let _ = thread.join();
        }
    }

    /// Sends the guards a new or ended process group.
    pub(crate) fn group(&self, leader: u32, exists: bool) {
        self.tell(leader.to_string(), exists);
    }

    /// Adds a file that the guards remove if the hub is killed, or takes it back.
    pub(crate) fn file(&self, path: &Path, exists: bool) {
        // The guards read lines; a path with a line break cannot be passed to them.
        let path = path.to_str().filter(|path| path.starts_with('/') && !path.contains('\n'));
        if let Some(path) = path {
            self.tell(path.to_owned(), exists);
        }
    }

    fn tell(&self, what: String, exists: bool) {
        let mut state = self.guards.state.lock();
        let sign = if exists { '+' } else { '-' };
        let line = format!("{sign}{what}\n");
        if exists {
            state.known.insert(what);
        } else {
            state.known.remove(&what);
        }
        // One write, so that the guard wakes once. The pipe does not block: a guard that does not
        // read is skipped.
        for pipe in state.pipes.iter_mut().flatten() {
            let _ = pipe.write_all(line.as_bytes());
        }
    }
}

impl Drop for ProcessGuard {
    fn drop(&mut self) {
        self.guards.finish();
    }
}

impl Guards {
    /// Closes the pipes to the guards; returns the threads that wait for their exit.
    fn finish(&self) -> Vec<JoinHandle<()>> {
        let mut state = self.state.lock();
        state.is_finishing = true;
        state.pipes = Default::default();
        std::mem::take(&mut state.threads)
    }

    /// Starts a guard and sends it the current process groups.
    fn spawn(&self, state: &mut State, slot: usize) -> std::io::Result<Child> {
        let mut command = guard_command(&self.executable, self.hub);
        let mut process = command.spawn()?;
        let ready = process.stdout.take().map(|mut stdout| stdout.read_exact(&mut [0]));
        let (Some(Ok(())), Some(pipe)) = (ready, process.stdin.take()) else {
            let _ = process.kill();
            let _ = process.wait();
            return Err(std::io::Error::other("it exited immediately"));
        };
        #[cfg(unix)]
        rustix::io::ioctl_fionbio(&pipe, true)?;
        let known: Vec<_> = state.known.iter().map(|what| format!("+{what}\n")).collect();
        let pipe = state.pipes[slot].insert(pipe);
        let _ = pipe.write_all(known.concat().as_bytes());
        Ok(process)
    }

    /// Waits for a guard's exit and restarts it, until the hub shuts down.
    fn follow(&self, slot: usize, mut process: Child) {
        loop {
            let started = Instant::now();
            let status = process.wait();
            if self.state.lock().is_finishing {
                return;
            }
            let status = status.map_or_else(|e| e.to_string(), |status| status.to_string());
            tracing::warn!("a process guard has exited ({status}); restarting it");
            std::thread::sleep(GUARD_LIFE.saturating_sub(started.elapsed()));
            process = loop {
                let mut state = self.state.lock();
                if state.is_finishing {
                    return;
                }
                match self.spawn(&mut state, slot) {
                    Ok(process) => break process,
                    Err(e) => tracing::warn!("cannot start a process guard: {e}"),
                }
                drop(state);
                std::thread::sleep(GUARD_RETRY);
            };
        }
    }
}

/// Runs the same program as the hub even if the file was replaced since, under a different process
/// name so that `pkill mcphub` does not match it.
fn guard_command(executable: &Path, hub: HubId) -> Command {
    let own = Path::new("/proc/self/exe");
    let program = if own.exists() { own } else { executable };
    let mut command = Command::new(program);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::arg0(&mut command, guard_program::NAME);
    command
        .args([guard_program::WORD, &hub.to_string()])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}
