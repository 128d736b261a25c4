//! The hub: owns the upstreams, applies changes of the settings, publishes the catalogue.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, broadcast, watch};
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::protocol::RpcError;
use crate::proxy::audience::{Audience, Client};
use crate::proxy::built_in;
use crate::proxy::catalog::{self, Catalog, Described, Source};
use crate::proxy::downstream::sessions::Sessions;
use crate::proxy::exchange::Caller;
use crate::proxy::hops::Hops;
use crate::proxy::identity::Identity;
use crate::proxy::inventory::ListKind;
use crate::proxy::limits;
use crate::proxy::metrics::Metrics;
use crate::proxy::parked::Parking;
use crate::proxy::probe::Unusable;
use crate::proxy::references::References;
use crate::proxy::remembered::Remembered;
use crate::proxy::resting::Resting;
use crate::proxy::scope::Scope;
use crate::proxy::subscription::Update;
use crate::proxy::tasks::Tasks;
use crate::proxy::upstream::child::Surroundings;
use crate::proxy::upstream::ears::Log;
use crate::proxy::upstream::reaper::Reaper;
use crate::proxy::upstream::supervisor::{Inventories, Shared};
use crate::proxy::upstream::times::Times;
use crate::proxy::upstream::within::Within;
use crate::proxy::upstream::{State, Status, Upstream};
use crate::proxy::view::View;
use crate::settings::Settings;
use crate::settings::change::{Change, diff};
use crate::settings::server::Server;
use crate::state::activity_log::ActivityLog;
use crate::state::catalog_cache::{CatalogCache, named_by};

/// What a hub is made with.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The process's environment, read once.
    pub(crate) environment: BTreeMap<OsString, OsString>,
    /// Further variables, which count for `${NAME}` in servers and for nothing else.
    pub(crate) references: References,
    /// The running executable.
    pub(crate) executable: PathBuf,
    /// The folder of the settings file: what programs are started in, and what relative paths mean.
    pub(crate) folder: Option<PathBuf>,
    /// Where what servers offer is kept from one run to the next.
    pub(crate) cache: Option<CatalogCache>,
    /// Where tool calls are noted.
    pub(crate) activities: Option<ActivityLog>,
}

/// The folder of a settings file, absolute, where it exists.
pub(crate) fn folder_of(settings: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(settings).ok()?;
    path.parent().filter(|folder| folder.is_dir()).map(Path::to_owned)
}

/// A running hub. Shared by all that serve from it.
pub(crate) struct Hub {
    catalog: ArcSwap<Catalog>,
    changed: watch::Sender<u64>,
    updates: broadcast::Sender<Arc<Update>>,
    upstreams: Mutex<HashMap<String, Arc<Upstream>>>,
    pub(super) shared: Shared,
    /// Where it stands among other hubs.
    pub(crate) hops: Arc<Hops>,
    tasks: TaskTracker,
    /// Settings are applied by threads of the file watcher and of blocking edits too.
    runtime: Handle,
    started: Instant,
    /// When the settings last brought a server in.
    begun: Mutex<Instant>,
    closing: AtomicBool,
    /// Turns for servers that are tried before they are in the settings.
    pub(super) probes: Semaphore,
    /// What servers offered that are switched off now.
    resting: Resting,
    /// What servers offered in an earlier run.
    remembered: Option<Remembered>,
    /// Where tool calls are noted.
    pub(crate) activities: Option<ActivityLog>,
    /// How tools were called.
    pub(crate) metrics: Metrics,
    /// The calls of modern clients that wait for input.
    pub(crate) parking: Parking,
    /// The sessions of legacy clients.
    pub(crate) sessions: Sessions,
    /// The clients that listen without a session.
    pub(crate) audience: Arc<Audience>,
    /// Which server made which task.
    pub(crate) mcp_tasks: Tasks,
}

impl Hub {
    /// A hub of no servers. It needs a runtime around it.
    pub(crate) fn new(config: Config) -> Arc<Self> {
        Arc::new_cyclic(|hub: &Weak<Self>| {
            let executable = config.executable;
            let times = Times::of(&config.environment);
            let file = config.cache.as_ref().map(CatalogCache::settings);
            let hops = Arc::new(Hops::new(&config.environment, file));
            if let Err(refusal) = hops.may_start() {
                tracing::error!("no server is started: {refusal}");
            }
            let around = Surroundings {
                environment: Arc::new(config.environment),
                references: config.references,
                folder: config.folder.map(Arc::from),
                reaper: Arc::new(Reaper::new(executable.clone())),
                executable: Arc::new(executable),
                starting: Arc::default(),
                within: Within::default(),
                filter: Arc::default(),
                hops: Arc::clone(&hops),
            };
            let weak = hub.clone();
            let on_change = Arc::new(move || {
                if let Some(hub) = weak.upgrade() {
                    hub.rebuild(None);
                }
            });
            let updates = broadcast::Sender::new(limits::UPDATES);
            let sender = updates.clone();
            let on_update = Arc::new(move |update| drop(sender.send(Arc::new(update))));
            let weak = hub.clone();
            let on_log = Arc::new(move |log| {
                if let Some(hub) = weak.upgrade() {
                    hub.overheard(&log);
                }
            });
            let starts = Arc::new(Semaphore::new(limits::STARTS_AT_ONCE));
            Self {
                catalog: ArcSwap::from_pointee(Catalog::new(Arc::default(), Vec::new())),
                changed: watch::Sender::new(0),
                upstreams: Mutex::default(),
                updates,
                hops,
                shared: Shared { around, starts, on_change, on_update, on_log, times },
                tasks: TaskTracker::new(),
                runtime: Handle::current(),
                started: Instant::now(),
                begun: Mutex::new(Instant::now()),
                closing: AtomicBool::new(false),
                probes: Semaphore::new(limits::PROBES),
                resting: Resting::default(),
                remembered: config.cache.map(Remembered::read),
                activities: config.activities,
                metrics: Metrics::default(),
                parking: Parking::default(),
                sessions: Sessions::default(),
                audience: Arc::default(),
                mcp_tasks: Tasks::default(),
            }
        })
    }

    /// Applies what differs between the settings in force and `new`. Servers that did not change
    /// are not touched; calls under way finish on the connection they began on.
    pub(crate) fn apply(&self, new: &Arc<Settings>) -> Vec<Change> {
        let old = Arc::clone(&self.catalog.load().settings);
        let changes = diff(&old, new);
        for change in &changes {
            match change {
                Change::Removed(name) => {
                    self.remove(name);
                    self.resting.keep(name, None);
                }
                Change::Added(name) | Change::Reconnected(name) => {
                    let rests = new.server(name).is_some_and(|server| !server.enabled);
                    let offered = self.lock().get(name).and_then(|u| u.inventory_for(""));
                    // Clients need not see its tools go and come back.
                    let is_alike = old.server(name).zip(new.server(name)).is_some_and(is_alike);
                    let known = self.lock().get(name).map(|upstream| upstream.inventories());
                    self.resting.keep(name, offered.filter(|_| rests));
                    self.remove(name);
                    if let Some(server) = new.server(name) {
                        self.start(server, new, known.filter(|_| is_alike));
                    }
                }
                _ => {}
            }
        }
        self.rebuild(Some(new));
        if changes.contains(&Change::BuiltIns) {
            for update in built_in::updates(&old, new) {
                // There may be nobody who listens.
                let _ = self.updates.send(Arc::new(Update { server: None, message: update }));
            }
        }
        changes
    }

    /// Disconnects a server and connects it anew. `false` where there is no such enabled server.
    pub(crate) fn reload(&self, name: &str) -> bool {
        let settings = Arc::clone(&self.catalog.load().settings);
        let Some(server) = settings.server(name).filter(|server| server.enabled) else {
            return false;
        };
        let known = self.lock().get(name).map(|upstream| upstream.inventories());
        self.remove(name);
        // The same server as before: clients need not see its tools go and come back.
        self.start(server, &settings, known);
        self.rebuild(None);
        true
    }

    /// The file with variables for `${NAME}` in servers.
    pub(crate) fn references_file(&self) -> Option<&Path> {
        self.shared.around.references.path()
    }

    /// Reads the variables for `${NAME}` in servers again, and connects those servers anew that may use
    /// one that differs. Returns the names that differ. Blocks.
    pub(crate) fn read_references_again(&self) -> Vec<String> {
        let names = self.shared.around.references.read_again();
        if names.is_empty() {
            return names;
        }
        let settings = Arc::clone(&self.catalog.load().settings);
        let refers = |server: &&Server| {
            let entry = serde_json::to_string(&server.entry).unwrap_or_default();
            names.iter().any(|name| entry.contains(name.as_str()))
        };
        let found = settings.servers.iter().filter(refers).map(|server| server.name.as_str());
        let reloaded: Vec<&str> = found.filter(|name| self.reload(name)).collect();
        tracing::info!(
            ".env was read again; it changes {}; connected anew: {}",
            names.join(", "),
            if reloaded.is_empty() { "no server".to_owned() } else { reloaded.join(", ") },
        );
        names
    }

    /// The catalogue in force.
    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        self.catalog.load_full()
    }

    /// The scope that a caller is in, and what it shows to this caller now.
    ///
    /// # Errors
    /// What the caller is told where that is no longer there.
    pub(crate) fn view(&self, caller: &Caller) -> Result<(Scope, Arc<View>), RpcError> {
        let catalog = self.catalog();
        let Some(scope) = catalog.resolve(&caller.target, caller.identity.viewer.as_ref()) else {
            return Err(RpcError::params("this server or group is no longer there"));
        };
        let view = catalog.view(&scope, caller.declared());
        Ok((scope, view))
    }

    /// Whether a caller, who follows `uri`, may hear of this: it comes from who would read that to
    /// them.
    pub(crate) fn concerns(&self, caller: &Caller, uri: &str, update: &Update) -> bool {
        let Some(server) = &update.server else { return true };
        let view = self.view(caller).ok().map(|(_, view)| view);
        let reader = view.and_then(|view| Some((view.reader(uri)?.source, view)));
        reader.is_some_and(|(source, view)| view.sources[source].server.name == *server)
    }

    /// Passes a log message on to each session that it may be for.
    fn overheard(&self, log: &Log) {
        for session in self.sessions.of(&log.principal) {
            let view = self.view(&session.caller);
            let is_seen = |view: &View| view.sources.iter().any(|s| s.server.name == log.server);
            if view.is_ok_and(|(_, view)| is_seen(&view)) {
                session.overhear(&log.message);
            }
        }
    }

    /// Says when the catalogue was replaced.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// What servers say of resources that have changed.
    pub(crate) fn updates(&self) -> broadcast::Receiver<Arc<Update>> {
        self.updates.subscribe()
    }

    /// Where an enabled server stands.
    pub(crate) fn status(&self, name: &str) -> Option<Status> {
        self.lock().get(name).map(|upstream| upstream.status())
    }

    /// Where all enabled servers stand.
    pub(crate) fn states(&self) -> Vec<State> {
        self.lock().values().map(|upstream| upstream.state()).collect()
    }

    /// The clients that are connected now.
    pub(crate) fn clients(&self) -> Vec<Client> {
        [self.sessions.clients(), self.audience.clients()].concat()
    }

    /// Waits until that server has been tried once.
    pub(crate) async fn settled_one(&self, name: &str) {
        let upstream = self.lock().get(name).cloned();
        if let Some(upstream) = upstream {
            upstream.settled().await;
        }
    }

    /// The same, where one try is not the last word: until it is connected or that is known to fail.
    pub(crate) async fn tried(&self, name: &str) {
        let upstream = self.lock().get(name).cloned();
        if let Some(upstream) = upstream {
            upstream.tried().await;
        }
    }

    /// What a server offers, with what the user made of it; of one that is switched off, what it
    /// offered when it was last heard.
    pub(crate) fn offered(&self, server: &str, kind: ListKind) -> Vec<Described> {
        let catalog = self.catalog();
        match (catalog.settings.server(server), self.resting.of(server)) {
            (Some(off), Some(inventory)) if !off.enabled => {
                catalog::describe_resting(off, &inventory, &catalog.claims, kind)
            }
            _ => catalog.describe(server, kind),
        }
    }

    /// Whether a server that need not be in the settings can be used. It is gone again, its child
    /// too, when the answer comes.
    ///
    /// # Errors
    /// Why not.
    pub(crate) async fn probe(&self, server: &Server, settings: &Settings) -> Result<(), Unusable> {
        // What it offers is nobody's business yet.
        let shared = Shared {
            on_change: Arc::new(|| ()),
            on_update: Arc::new(drop),
            on_log: Arc::new(drop),
            ..self.shared.clone()
        };
        let (server, system) = (server.clone(), settings.system.clone());
        let upstream = Upstream::new(server, system, shared, None);
        self.try_out(upstream, self.shared.times.connect).await
    }

    /// Runs a task for whose end the hub waits before it ends.
    pub(super) fn track(&self, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.tasks.spawn_on(task, &self.runtime)
    }

    /// Waits, in the first moments after the start only, for servers that are still coming up and of
    /// which nothing is remembered: many clients ask for the lists once and at once.
    pub(crate) async fn settle_at_start(&self) {
        let rest = limits::SETTLE.saturating_sub(self.started.elapsed());
        if rest.is_zero() {
            return;
        }
        let unheard = |upstream: &&Arc<Upstream>| upstream.inventory_for("").is_none();
        let unheard: Vec<Arc<Upstream>> = self.lock().values().filter(unheard).cloned().collect();
        let settled = async {
            for upstream in unheard {
                upstream.settled().await;
            }
        };
        let _ = tokio::time::timeout(rest, settled).await;
    }

    /// How long a request may still wait for servers that were just started, where any of them can have
    /// what it asks for.
    pub(crate) fn startup_left(&self) -> Duration {
        let begun = *self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        limits::SETTLE.saturating_sub(begun.elapsed())
    }

    /// Whether the hub is about to end: standing streams end in good order.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    /// Completes when the settings no longer know this credential.
    pub(crate) async fn turns_away(&self, identity: &Identity) {
        let mut changes = self.changed.subscribe();
        let gone = |_: &u64| !identity.holds(&self.catalog.load().settings);
        let _ = changes.wait_for(gone).await;
    }

    /// Completes when the hub is about to end.
    pub(crate) async fn closes(&self) {
        let _ = self.changed.subscribe().wait_for(|_| self.is_closing()).await;
    }

    /// Ends sessions and standing streams; calls under way go on.
    pub(crate) fn close_streams(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.sessions.close_standing();
        self.changed.send_modify(|n| *n += 1);
    }

    /// Ends every upstream, and returns when all children are gone.
    pub(crate) async fn shutdown(&self) {
        self.remember().await;
        for (_, upstream) in self.lock().drain() {
            upstream.stop();
        }
        self.tasks.close();
        self.tasks.wait().await;
        self.shared.around.reaper.finish();
        if let Some(activities) = self.activities.clone() {
            let _ = tokio::task::spawn_blocking(move || activities.flush()).await;
        }
    }

    /// Keeps what the servers offer, for the next run, whenever that has changed and a moment has
    /// passed; until the hub is gone.
    pub(crate) async fn remember_changes(hub: Weak<Self>) {
        let Some(mut changes) = hub.upgrade().map(|hub| hub.changes()) else { return };
        // What happened before counts.
        changes.mark_changed();
        while changes.changed().await.is_ok() {
            tokio::time::sleep(limits::REMEMBER).await;
            changes.mark_unchanged();
            let Some(hub) = hub.upgrade() else { return };
            hub.remember().await;
        }
    }

    async fn remember(&self) {
        if let Some(remembered) = &self.remembered {
            remembered.keep(&self.catalog()).await;
        }
    }

    fn start(&self, server: &Server, settings: &Settings, known: Option<Inventories>) {
        if !server.enabled || self.hops.may_start().is_err() {
            return;
        }
        let remembered = || {
            let inventory = self.remembered.as_ref()?.take(server)?;
            Some(Arc::new(HashMap::from([(String::new(), inventory)])))
        };
        let known = known.or_else(remembered);
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let (server, system) = (server.clone(), settings.system.clone());
        let upstream = Upstream::new(server.clone(), system, self.shared.clone(), known);
        self.lock().insert(server.name.clone(), Arc::clone(&upstream));
        self.tasks.spawn_on(upstream.run(), &self.runtime);
    }

    fn remove(&self, name: &str) {
        if let Some(upstream) = self.lock().remove(name) {
            self.tasks.spawn_on(async move { upstream.drain().await }, &self.runtime);
        }
    }

    /// Makes the catalogue anew, of the same settings or of new ones.
    fn rebuild(&self, settings: Option<&Arc<Settings>>) {
        let upstreams = self.lock();
        let old = self.catalog.load_full();
        let settings = Arc::clone(settings.unwrap_or(&old.settings));
        let same = Arc::ptr_eq(&settings, &old.settings);
        let mut sources = Vec::with_capacity(upstreams.len());
        for server in &settings.servers {
            let Some(upstream) = upstreams.get(&server.name).map(Arc::clone) else { continue };
            let index = sources.len();
            let known = old.sources.get(index).filter(|s| same && s.server.name == server.name);
            let server = known.map_or_else(|| Arc::new(server.clone()), |s| Arc::clone(&s.server));
            let inventory = upstream.inventory_for("");
            let compression = settings.system.compression;
            sources.push(Source { server, upstream, inventory, index, compression });
        }
        self.catalog.store(Arc::new(Catalog::new(settings, sources)));
        drop(upstreams);
        self.changed.send_modify(|n| *n += 1);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Upstream>>> {
        self.upstreams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an entry still names the program or the endpoint that it did.
fn is_alike((old, new): (&Server, &Server)) -> bool {
    named_by(old) == named_by(new)
}
