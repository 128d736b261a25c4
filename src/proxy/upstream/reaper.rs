//! No child outlives the hub, however the hub dies.
//!
//! Each child is the leader of a process group and carries marks that all it starts inherits (see
//! `mark.rs`). Guard processes (see `guard.rs`) end them when the hub is gone. There are two: one
//! that is killed together with the hub leaves the other, and one that is killed alone is started
//! again. What a hub left all the same, the next one ends when it starts.
//! A parent-death signal would reach only the child itself, and would follow the thread, not the hub.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::proxy::upstream::guard;
use crate::proxy::upstream::mark::{HubId, Mark};

const GUARDS: usize = 2;
/// A guard that lived for less is not started again at once.
const GUARD_LIFE: Duration = Duration::from_secs(1);

/// Between two tries to start one again.
const GUARD_RETRY: Duration = Duration::from_secs(30);

/// The number of the next child; all hubs of one process have the same id.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// The hub's side: the marks of children, and the guards.
#[derive(Debug)]
pub(crate) struct Reaper {
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
    /// To the stdin of each guard that runs.
    pipes: [Option<ChildStdin>; GUARDS],
    /// Each waits for the end of one guard.
    threads: Vec<JoinHandle<()>>,
    is_finishing: bool,
}

impl Reaper {
    /// For the hub that runs as `executable`. Nothing is started yet.
    pub(crate) fn new(executable: PathBuf) -> Self {
        let hub = HubId::current();
        Self { hub, guards: Arc::new(Guards { executable, hub, state: Mutex::default() }) }
    }

    /// The marks of the next child.
    pub(crate) fn next_mark(&self) -> Mark {
        Mark { hub: self.hub, child: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// Starts the guards, once. Returns when they are ready.
    ///
    /// # Errors
    /// One of them cannot be started.
    pub(crate) fn start(&self) -> std::io::Result<()> {
        let mut state = self.guards.lock();
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

    /// Ends the guards, which first end what is left; every child has been ended before.
    pub(crate) fn finish(&self) {
        for thread in self.guards.finish() {
            let _ = thread.join();
        }
    }

    /// Tells the guards that a group exists, or that it has ended.
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
        let mut state = self.guards.lock();
        let sign = if exists { '+' } else { '-' };
        // In one write: each would wake the guard. One that does not read is not waited for.
        let line = format!("{sign}{what}\n");
        if exists {
            state.known.insert(what);
        } else {
            state.known.remove(&what);
        }
        for pipe in state.pipes.iter_mut().flatten() {
            let _ = pipe.write_all(line.as_bytes());
        }
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        self.guards.finish();
    }
}

impl Guards {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the pipes to the guards; returns the threads that wait for their end.
    fn finish(&self) -> Vec<JoinHandle<()>> {
        let mut state = self.lock();
        state.is_finishing = true;
        state.pipes = Default::default();
        std::mem::take(&mut state.threads)
    }

    /// Starts a guard and tells it what there is.
    fn spawn(&self, state: &mut State, slot: usize) -> std::io::Result<Child> {
        let mut command = guard_command(&self.executable, self.hub);
        let mut process = command.spawn()?;
        let ready = process.stdout.take().map(|mut stdout| stdout.read_exact(&mut [0]));
        let (Some(Ok(())), Some(pipe)) = (ready, process.stdin.take()) else {
            let _ = process.kill();
            let _ = process.wait();
            return Err(std::io::Error::other("it ended at once"));
        };
        #[cfg(unix)]
        rustix::io::ioctl_fionbio(&pipe, true)?;
        let known: Vec<_> = state.known.iter().map(|what| format!("+{what}\n")).collect();
        let pipe = state.pipes[slot].insert(pipe);
        let _ = pipe.write_all(known.concat().as_bytes());
        Ok(process)
    }

    /// Waits for a guard's end and starts it again, until the hub ends.
    fn follow(&self, slot: usize, mut process: Child) {
        loop {
            let started = Instant::now();
            let status = process.wait();
            if self.lock().is_finishing {
                return;
            }
            let status = status.map_or_else(|e| e.to_string(), |status| status.to_string());
            tracing::warn!("a process guard has ended ({status}); it is started again");
            std::thread::sleep(GUARD_LIFE.saturating_sub(started.elapsed()));
            process = loop {
                let mut state = self.lock();
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

/// It runs the very program that the hub runs, even if the file has been replaced, and under a name
/// by which nobody looks for the hub.
fn guard_command(executable: &Path, hub: HubId) -> Command {
    let own = Path::new("/proc/self/exe");
    let program = if own.exists() { own } else { executable };
    let mut command = Command::new(program);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::arg0(&mut command, guard::NAME);
    command
        .args([guard::WORD, &hub.to_string()])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}
