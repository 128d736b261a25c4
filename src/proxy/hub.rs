//! The hub: owns the upstreams, applies settings changes and publishes the catalog.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::{Semaphore, broadcast, watch};

use crate::net::address_policy::AddressPolicy;
use crate::oauth::login::Login;
use crate::protocol::RpcError;
use crate::proxy::catalog::built_in;
use crate::proxy::catalog::catalog;
use crate::proxy::catalog::catalog::{Catalog, ManagedItem};
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::snapshot::Snapshot;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::exchange::subscription::Update;
use crate::proxy::hops::Hops;
use crate::proxy::hub_config::HubConfig;
use crate::proxy::identity::Identity;
use crate::proxy::inventory::disabled::DisabledInventories;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::inventory::remembered::Remembered;
use crate::proxy::limits;
use crate::proxy::probe::{self, Unusable};
use crate::proxy::running_upstreams::RunningUpstreams;
use crate::proxy::upstream::connection::server_notifications::Log;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::inner::{HubShared, Inventories};
use crate::proxy::upstream::process::default_timeouts::Times;
use crate::proxy::upstream::process::process_guard::ProcessGuard;
use crate::proxy::upstream::{State, Status, Upstream};
use crate::settings::Settings;
use crate::settings::change::{Change, diff};
use crate::settings::model::server::Server;
use crate::state::catalog_cache::{CatalogCache, named_by};

/// A running hub, shared by all endpoints.
pub(crate) struct Hub {
    catalog: ArcSwap<Catalog>,
    changed: watch::Sender<u64>,
    updates: broadcast::Sender<Arc<Update>>,
    pub(super) upstreams: RunningUpstreams,
    pub(crate) hops: Arc<Hops>,
    started: Instant,
    closing: AtomicBool,
    /// Limits concurrent probes of servers that are not in the settings.
    probes: Semaphore,
    /// Last inventories of disabled servers.
    disabled: DisabledInventories,
    /// Inventories from an earlier run.
    remembered: Option<Remembered>,
}

impl Hub {
    /// Creates a hub without servers. `on_log` receives the log messages that belong to no request.
    /// Must be called within a Tokio runtime.
    pub(crate) fn new(config: HubConfig, on_log: Arc<dyn Fn(Log) + Send + Sync>) -> Arc<Self> {
        Arc::new_cyclic(|hub: &Weak<Self>| {
            let executable = config.executable;
            let times = Times::of(&config.environment);
            let file = config.cache.as_ref().map(CatalogCache::settings);
            let hops = Arc::new(Hops::new(&config.environment, file));
            if let Err(refusal) = hops.may_start() {
                tracing::error!("no server will be started: {refusal}");
            }
            let env = UpstreamEnv {
                environment: Arc::new(config.environment),
                references: config.references,
                folder: config.folder.map(Arc::from),
                reaper: Arc::new(ProcessGuard::new(executable.clone())),
                executable: Arc::new(executable),
                starting: Arc::default(),
                within: AddressPolicy::default(),
                filter: Arc::default(),
                hops: Arc::clone(&hops),
                user: None,
                login: None,
            };
            let weak = hub.clone();
            let on_change = Arc::new(move || {
                if let Some(hub) = weak.upgrade() {
                    hub.rebuild(None);
                }
            });
            let updates = broadcast::Sender::new(limits::RESOURCE_UPDATES);
            let sender = updates.clone();
            let on_update = Arc::new(move |update| drop(sender.send(Arc::new(update))));
            let starts = Arc::new(Semaphore::new(limits::STARTS_AT_ONCE));
            Self {
                catalog: ArcSwap::from_pointee(Catalog::new(Arc::default(), Vec::new())),
                changed: watch::Sender::new(0),
                updates,
                hops,
                upstreams: RunningUpstreams::new(HubShared {
                    env,
                    starts,
                    on_change,
                    on_update,
                    on_log,
                    times,
                    credentials: config.credentials,
                    address: config.address,
                }),
                started: Instant::now(),
                closing: AtomicBool::new(false),
                probes: Semaphore::new(limits::PROBES),
                disabled: DisabledInventories::default(),
                remembered: config.cache.map(Remembered::read),
            }
        })
    }

    /// Applies the difference between the current settings and `new`. Unchanged servers are not
    /// touched; calls in flight finish on the connection they started on.
    pub(crate) fn apply(&self, new: &Arc<Settings>) -> Vec<Change> {
        let old = Arc::clone(&self.catalog.load().settings);
        let changes = diff(&old, new);
        self.forget_removed_users(&old, new);
        for change in &changes {
            match change {
                Change::Removed(name) => {
                    self.upstreams.remove(name);
                    self.disabled.set(name, None);
                }
                Change::Added(name) | Change::Reconnected(name) => {
                    let is_disabled = new.server(name).is_some_and(|server| !server.enabled);
                    let offered = self.upstreams.get(name).and_then(|u| u.inventory_for(""));
                    // Keeps the known tools, so that clients do not see them disappear and
                    // reappear.
                    let is_same_endpoint =
                        old.server(name).zip(new.server(name)).is_some_and(is_same_endpoint);
                    let known = self.upstreams.get(name).map(|upstream| upstream.inventories());
                    self.disabled.set(name, offered.filter(|_| is_disabled));
                    self.upstreams.remove(name);
                    if let Some(server) = new.server(name) {
                        self.start(server, new, known.filter(|_| is_same_endpoint));
                    }
                }
                Change::Reshaped(name) => self.take_tokens(name, new),
                _ => {}
            }
        }
        self.rebuild(Some(new));
        if changes.contains(&Change::BuiltIns) {
            for update in built_in::updates(&old, new) {
                // Fails only if no client is subscribed.
                let _ = self.updates.send(Arc::new(Update { server: None, message: update }));
            }
        }
        changes
    }

    /// Reconnects a server. Returns `false` if there is no enabled server with that name.
    pub(crate) fn reload(&self, name: &str) -> bool {
        let settings = Arc::clone(&self.catalog.load().settings);
        let Some(server) = settings.server(name).filter(|server| server.enabled) else {
            return false;
        };
        let known = self.upstreams.get(name).map(|upstream| upstream.inventories());
        self.upstreams.remove(name);
        // Keeps the known tools of the unchanged server, so that clients do not see them disappear
        // and reappear.
        self.start(server, &settings, known);
        self.rebuild(None);
        true
    }

    /// Resolves a path of the settings.
    pub(crate) fn resolve_path(&self, written: &str) -> PathBuf {
        self.upstreams.shared.env.resolve_path(written)
    }

    /// Returns the current catalog.
    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        self.catalog.load_full()
    }

    /// Returns the current catalog with the scope and the view of a caller.
    ///
    /// # Errors
    /// Returns the error for the client if its group or server no longer exists.
    pub(crate) fn snapshot(&self, caller: &Caller) -> Result<Snapshot, RpcError> {
        let catalog = self.catalog();
        let Some(scope) = catalog.resolve(&caller.target, caller.identity.viewer.as_ref()) else {
            return Err(RpcError::params("this server or group no longer exists"));
        };
        let view = catalog.view(&scope, caller.capability_key(), caller.identity.user.as_deref());
        Ok(Snapshot { catalog, scope, view })
    }

    /// Whether to send `update` to a caller subscribed to `uri`: only if it comes from the hub
    /// itself or from the server that would read that URI for this caller.
    pub(crate) fn update_is_visible(&self, caller: &Caller, uri: &str, update: &Update) -> bool {
        let Some(server) = &update.server else { return true };
        let view = self.snapshot(caller).ok().map(|snapshot| snapshot.view);
        let reader = view.and_then(|view| Some((view.reader(uri)?.source, view)));
        reader.is_some_and(|(source, view)| view.sources[source].server.name == *server)
    }

    /// Returns a channel that signals each new catalog.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Returns a channel of resource updates.
    pub(crate) fn updates(&self) -> broadcast::Receiver<Arc<Update>> {
        self.updates.subscribe()
    }

    /// Returns the status of an enabled server.
    pub(crate) fn status(&self, name: &str) -> Option<Status> {
        self.upstreams.get(name).map(|upstream| upstream.status())
    }

    /// Returns the states of all enabled servers.
    pub(crate) fn states(&self) -> Vec<State> {
        self.upstreams.all().iter().map(|upstream| upstream.state()).collect()
    }

    /// Waits until the first attempt to connect to that server ends.
    pub(crate) async fn wait_first_attempt(&self, name: &str) {
        let upstream = self.upstreams.get(name);
        if let Some(upstream) = upstream {
            upstream.wait_first_attempt().await;
        }
    }

    /// Waits until that server is connected or is known to fail; unlike [`Hub::wait_first_attempt`], one
    /// failed attempt may not be enough.
    pub(crate) async fn wait_connected_or_failed(&self, name: &str) {
        let upstream = self.upstreams.get(name);
        if let Some(upstream) = upstream {
            upstream.wait_connected_or_failed().await;
        }
    }

    /// Returns the items of a server with the user's overrides. For a disabled server, uses its
    /// last known inventory.
    pub(crate) fn managed_items(&self, server: &str, kind: ListKind) -> Vec<ManagedItem> {
        let catalog = self.catalog();
        match (catalog.settings.server(server), self.disabled.get(server)) {
            (Some(off), Some(inventory)) if !off.enabled => {
                catalog::describe_disabled(off, &inventory, &catalog.claims, kind)
            }
            _ => catalog.describe(server, kind),
        }
    }

    /// Tests whether a server, which need not be in the settings, can be used. Its connection and
    /// child process are closed before this returns. Also returns its login, if one is possible.
    ///
    /// # Errors
    /// Returns why the server cannot be used.
    pub(crate) async fn probe(
        &self,
        server: &Server,
        settings: &Settings,
    ) -> (Result<(), Unusable>, Option<Arc<Login>>) {
        // Nothing is published: no client may see this server.
        let shared = HubShared {
            on_change: Arc::new(|| ()),
            on_update: Arc::new(drop),
            on_log: Arc::new(drop),
            // No login is begun for it.
            address: None,
            ..self.upstreams.shared.clone()
        };
        let (server, system) = (server.clone(), settings.system.clone());
        let upstream = Upstream::new(server, system, shared, None);
        let start = || self.upstreams.spawn(Arc::clone(&upstream));
        let limit = self.upstreams.shared.times.connect;
        let tried = probe::try_out(&upstream, &self.probes, start, self.closes(), limit).await;
        (tried, upstream.login())
    }

    /// Waits, only shortly after startup, for servers that are still connecting and have no
    /// remembered inventory: many clients request the lists only once, at once.
    pub(crate) async fn wait_startup(&self) {
        let rest = limits::STARTUP_WAIT.saturating_sub(self.started.elapsed());
        if rest.is_zero() {
            return;
        }
        self.upstreams.wait_first_attempts(rest).await;
    }

    /// Returns how much longer a request may wait for servers that were just started, if any of
    /// them can have the requested item.
    pub(crate) fn startup_left(&self) -> Duration {
        self.upstreams.startup_left()
    }

    /// Whether the hub is shutting down; standing streams then end normally.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    /// Completes once the credential is revoked in the settings.
    pub(crate) async fn credential_revoked(&self, identity: &Identity) {
        let mut changes = self.changed.subscribe();
        let gone = |_: &u64| !identity.holds(&self.catalog.load().settings);
        let _ = changes.wait_for(gone).await;
    }

    /// Completes once the hub is shutting down.
    pub(crate) async fn closes(&self) {
        let _ = self.changed.subscribe().wait_for(|_| self.is_closing()).await;
    }

    /// Marks the hub as shutting down; [`Self::signal_change`] then ends the standing streams.
    pub(super) fn begin_closing(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    /// Wakes everything that waits for a new catalog.
    pub(super) fn signal_change(&self) {
        self.changed.send_modify(|n| *n += 1);
    }

    /// Stops every upstream and returns once all children have exited.
    pub(crate) async fn shutdown(&self) {
        self.remember().await;
        self.upstreams.shutdown().await;
    }

    /// Stores the servers' inventories for the next run.
    pub(crate) async fn remember(&self) {
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
        self.upstreams.start(server, settings, known.or_else(remembered));
    }

    /// Publishes a new catalog, for `settings` or for the current ones.
    pub(super) fn rebuild(&self, settings: Option<&Arc<Settings>>) {
        let upstreams = self.upstreams.lock();
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
            sources.push(CatalogEntry { server, upstream, inventory, index, compression });
        }
        self.catalog.store(Arc::new(Catalog::new(settings, sources)));
        drop(upstreams);
        self.signal_change();
    }
}

/// Whether both entries name the same program or endpoint.
fn is_same_endpoint((old, new): (&Server, &Server)) -> bool {
    named_by(old) == named_by(new)
}
