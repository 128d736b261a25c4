//! The upstreams of the enabled servers: started, stopped, and waited for.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::{Mutex, MutexGuard};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::proxy::limits;
use crate::proxy::upstream::inner::{HubShared, Inventories};
use crate::proxy::upstream::{Upstream, supervisor, upstream_login};
use crate::proxy::user_upstreams::UserUpstreams;
use crate::settings::Settings;
use crate::settings::model::server::Server;

/// The running upstreams by server name.
pub(super) struct RunningUpstreams {
    all: Mutex<HashMap<String, Arc<Upstream>>>,
    pub(super) shared: HubShared,
    /// The connections of users to servers with a login for each user.
    pub(super) users: Arc<UserUpstreams>,
    tasks: TaskTracker,
    /// The runtime to spawn on: settings are also applied by file watcher and blocking threads.
    runtime: Handle,
    /// When the settings last added a server.
    last_start: Mutex<Instant>,
}

impl RunningUpstreams {
    /// Creates an empty set. Must be called within a Tokio runtime.
    pub(super) fn new(shared: HubShared) -> Self {
        let (tasks, runtime) = (TaskTracker::new(), Handle::current());
        Self {
            all: Mutex::default(),
            users: UserUpstreams::new(shared.clone(), tasks.clone(), runtime.clone()),
            shared,
            tasks,
            runtime,
            last_start: Mutex::new(Instant::now()),
        }
    }

    /// Starts a server. `known` are its inventories from an earlier connection.
    pub(super) fn start(&self, server: &Server, settings: &Settings, known: Option<Inventories>) {
        *self.last_start.lock() = Instant::now();
        let (server, system) = (server.clone(), settings.system.clone());
        let upstream = if upstream_login::is_per_user(&server) {
            let of_user = self.users.finder(&server, &system);
            Upstream::of_users(server.clone(), system, self.shared.clone(), of_user)
        } else {
            Upstream::new(server.clone(), system, self.shared.clone(), known)
        };
        self.lock().insert(server.name.clone(), Arc::clone(&upstream));
        self.spawn(upstream);
    }

    /// Runs an upstream in a task that shutdown waits for.
    pub(super) fn spawn(&self, upstream: Arc<Upstream>) -> JoinHandle<()> {
        self.tasks.spawn_on(supervisor::run(upstream), &self.runtime)
    }

    /// Removes a server; it stops once its calls are done.
    pub(super) fn remove(&self, name: &str) {
        self.users.remove_server(name);
        if let Some(upstream) = self.lock().remove(name) {
            self.tasks.spawn_on(async move { upstream.drain().await }, &self.runtime);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Arc<Upstream>> {
        self.lock().get(name).cloned()
    }

    pub(super) fn all(&self) -> Vec<Arc<Upstream>> {
        self.lock().values().cloned().collect()
    }

    /// Locks the set, so that the catalog built from it is the newest.
    pub(super) fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Upstream>>> {
        self.all.lock()
    }

    /// Returns how much longer a request may wait for servers that were just started.
    pub(super) fn startup_left(&self) -> Duration {
        let last_start = *self.last_start.lock();
        limits::STARTUP_WAIT.saturating_sub(last_start.elapsed())
    }

    /// Waits, for `limit` at most, for the first attempts of servers without a known inventory.
    pub(super) async fn wait_first_attempts(&self, limit: Duration) {
        let pending: Vec<Arc<Upstream>> =
            self.all().into_iter().filter(|u| u.inventory_for("").is_none()).collect();
        let settled = async {
            for upstream in pending {
                upstream.wait_first_attempt().await;
            }
        };
        let _ = tokio::time::timeout(limit, settled).await;
    }

    /// Stops every upstream and returns once all children have exited.
    pub(super) async fn shutdown(&self) {
        for (_, upstream) in self.lock().drain() {
            upstream.stop();
        }
        self.users.stop();
        self.tasks.close();
        self.tasks.wait().await;
        self.shared.env.reaper.finish();
    }
}
