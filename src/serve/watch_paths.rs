//! `watchPaths`: files and folders whose change restarts a server. One thread watches those of all
//! servers, while there are any.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{
    self, Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, TrySendError,
};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::proxy::Hub;
use crate::serve::restarts::Restarts;
use crate::serve::watched_folders::{WatchedFolders, is_within};
use crate::settings::Settings;
use crate::settings::server::Server;

/// How often the paths are looked at themselves: not every file system reports changes, and what is not
/// there yet cannot be watched.
const POLL: Duration = Duration::from_secs(3);

/// Paths of one server that are watched.
const PATHS_MAX: usize = 100;

/// Changes that wait to be looked at. More say nothing new before these are.
const QUEUE: usize = 1_000;

/// What is watched for one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Its name.
    pub(super) server: String,
    /// Absolute; what is there is named by its real place.
    pub(super) paths: Vec<PathBuf>,
}

/// Something for the thread.
pub(super) enum Signal {
    /// Watch these from now on.
    Watch(Vec<Wanted>),
    /// This was changed.
    Changed(PathBuf),
}

/// Restarts servers until dropped.
pub(super) struct WatchPaths {
    hub: Arc<Hub>,
    /// To the thread, where one was needed.
    running: Mutex<Option<Running>>,
}

struct Running {
    signals: SyncSender<Signal>,
    /// Dropped, it ends the thread.
    _alive: Sender<()>,
}

impl WatchPaths {
    /// Watches nothing yet.
    pub(super) fn new(hub: Arc<Hub>) -> Self {
        Self { hub, running: Mutex::default() }
    }

    /// Watches the paths that these settings name, and no others.
    pub(super) fn follow(&self, settings: &Settings) {
        let wanted = self.wanted(settings);
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_none() && !wanted.is_empty() {
            *running = Running::start(Arc::clone(&self.hub));
        }
        if let Some(running) = running.as_ref() {
            // The thread takes them one by one: this waits for a place if there are many.
            let _ = running.signals.send(Signal::Watch(wanted));
        }
    }

    fn wanted(&self, settings: &Settings) -> Vec<Wanted> {
        // A path of others could tell them what happens on this machine.
        let servers = settings.servers.iter().filter(|server| server.enabled && server.trusted);
        let of_server = |server: &Server| {
            let all = &server.watch_paths;
            if all.len() > PATHS_MAX {
                let name = &server.name;
                tracing::warn!("server `{name}`: only the first {PATHS_MAX} of watchPaths count");
            }
            let paths = all.iter().take(PATHS_MAX).map(|path| real(self.hub.path_of(path)));
            let paths = paths.collect();
            Wanted { server: server.name.clone(), paths }
        };
        servers.filter(|server| !server.watch_paths.is_empty()).map(of_server).collect()
    }
}

impl Running {
    /// `None` if the system gives no thread: nothing is watched then.
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
            tracing::info!("server `{server}` is restarted: {why} was changed");
            hub.reload(server);
        };
        let folders = WatchedFolders::new(report);
        let thread = builder.spawn(move || run(&receiver, &ended, folders, restart));
        thread.inspect_err(|e| tracing::warn!("watchPaths has no effect: {e}")).ok()?;
        Some(Self { signals, _alive: alive })
    }
}

/// The place itself, as the system names it in its reports. What is not there has no other name.
fn real(path: PathBuf) -> PathBuf {
    let parent = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(parent).unwrap_or(path)
}

/// Until `ended` is closed.
fn run(
    signals: &Receiver<Signal>,
    ended: &Receiver<()>,
    mut folders: WatchedFolders,
    restart: impl Fn(&str, &Path),
) {
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut restarts = Restarts::default();
    // Of each server, what was changed last.
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
            Err(RecvTimeoutError::Timeout) => folders.differing(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        for path in &paths {
            for one in wanted.iter().filter(|one| one.paths.iter().any(|of| is_within(path, of))) {
                restarts.want(&one.server, Instant::now());
                changed.insert(one.server.clone(), path.clone());
            }
        }
        let due = restarts.take_due(Instant::now());
        if !due.is_empty() {
            // There may be new folders by now, and what was missing.
            folders.watch(&wanted);
        }
        for server in due {
            let path = changed.remove(&server).unwrap_or_default();
            restart(&server, &path);
        }
    }
}
