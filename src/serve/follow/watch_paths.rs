//! Restarts servers when files or folders of their `watchPaths` change. One thread serves all servers; it is
//! started with the first path.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{
    self, Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, TrySendError,
};
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::proxy::Hub;
use crate::serve::follow::restarts::Restarts;
use crate::serve::follow::watched_folders::{WatchedFolders, WatchedServer, is_within};
use crate::settings::Settings;
use crate::settings::model::server::Server;

/// How often the paths are polled: not every file system reports changes, and missing paths cannot be
/// watched.
const POLL: Duration = Duration::from_secs(3);

/// The maximum number of paths per server.
const PATHS_MAX: usize = 100;

/// The maximum number of queued changes; more are dropped, because they lead to the same restarts.
const QUEUE: usize = 1_000;

/// A message to the thread.
pub(in crate::serve) enum Signal {
    /// Replaces the watched servers.
    Watch(Vec<WatchedServer>),
    /// Reports a changed path.
    Changed(PathBuf),
}

/// Restarts servers when their files change, until dropped.
pub(in crate::serve) struct WatchPaths {
    hub: Arc<Hub>,
    /// The thread; `None` before it is needed.
    running: Mutex<Option<WatchThread>>,
}

struct WatchThread {
    signals: SyncSender<Signal>,
    /// Ends the thread when dropped.
    _alive: Sender<()>,
}

impl WatchPaths {
    /// Creates the watch without any path.
    pub(in crate::serve) fn new(hub: Arc<Hub>) -> Self {
        Self { hub, running: Mutex::default() }
    }

    /// Replaces the watched paths by those of the settings.
    pub(in crate::serve) fn follow(&self, settings: &Settings) {
        let wanted = self.collect_servers(settings);
        let mut running = self.running.lock();
        if running.is_none() && !wanted.is_empty() {
            *running = WatchThread::start(Arc::clone(&self.hub));
        }
        if let Some(running) = running.as_ref() {
            // Waits for a free place in the queue.
            let _ = running.signals.send(Signal::Watch(wanted));
        }
    }

    fn collect_servers(&self, settings: &Settings) -> Vec<WatchedServer> {
        // For another user, a restart would reveal what happens to files of this machine.
        let servers = settings.servers.iter().filter(|server| server.enabled && server.trusted);
        let of_server = |server: &Server| {
            let all = &server.watch_paths;
            if all.len() > PATHS_MAX {
                let name = &server.name;
                tracing::warn!("server `{name}`: only the first {PATHS_MAX} of watchPaths count");
            }
            let paths = all
                .iter()
                .take(PATHS_MAX)
                .map(|path| canonicalize_path(self.hub.resolve_path(path)))
                .collect();
            WatchedServer { server: server.name.clone(), paths }
        };
        servers.filter(|server| !server.watch_paths.is_empty()).map(of_server).collect()
    }
}

impl WatchThread {
    /// Starts the thread. Returns `None` if the system refuses it; nothing is watched then.
    fn start(hub: Arc<Hub>) -> Option<Self> {
        let (signals, receiver) = mpsc::sync_channel(QUEUE);
        let (alive, ended) = mpsc::channel();
        let reports = signals.clone();
        let report = move |path| match reports.try_send(Signal::Changed(path)) {
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        };
        let builder = thread::Builder::new().name("path-watch".to_owned());
        let restart = move |server: &str, path: &Path| {
            let why = path.display();
            tracing::info!("server `{server}` is restarted because {why} changed");
            hub.reload(server);
        };
        let folders = WatchedFolders::new(report);
        let thread = builder.spawn(move || run(&receiver, &ended, folders, restart));
        thread.inspect_err(|e| tracing::warn!("watchPaths has no effect: {e}")).ok()?;
        Some(Self { signals, _alive: alive })
    }
}

/// Returns the path as the system reports it; a missing path below its canonical parent.
fn canonicalize_path(path: PathBuf) -> PathBuf {
    let parent = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(parent).unwrap_or(path)
}

/// Runs until `ended` is closed.
fn run(
    signals: &Receiver<Signal>,
    ended: &Receiver<()>,
    mut folders: WatchedFolders,
    restart: impl Fn(&str, &Path),
) {
    let mut wanted: Vec<WatchedServer> = Vec::new();
    let mut restarts = Restarts::default();
    // The last changed path of each server.
    let mut changed: HashMap<String, PathBuf> = HashMap::new();
    loop {
        let now = Instant::now();
        let wait = restarts.next_due().map_or(POLL, |due| due.saturating_duration_since(now));
        let signal = signals.recv_timeout(wait.min(POLL));
        if ended.try_recv() == Err(TryRecvError::Disconnected) {
            return;
        }
        let paths = match signal {
            Ok(Signal::Watch(new)) => {
                restarts.retain(|server| new.iter().any(|one| one.server == server));
                wanted = new;
                folders.watch(&wanted);
                Vec::new()
            }
            Ok(Signal::Changed(path)) => vec![path],
            Err(RecvTimeoutError::Timeout) => folders.take_changed(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        for path in &paths {
            for one in wanted.iter().filter(|one| one.paths.iter().any(|of| is_within(path, of))) {
                restarts.add_change(&one.server, Instant::now());
                changed.insert(one.server.clone(), path.clone());
            }
        }
        let due = restarts.take_due(Instant::now());
        if !due.is_empty() {
            // Watches new folders, and paths that were missing.
            folders.watch(&wanted);
        }
        for server in due {
            let path = changed.remove(&server).unwrap_or_default();
            restart(&server, &path);
        }
    }
}
