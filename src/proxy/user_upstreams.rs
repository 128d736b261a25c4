//! The connections of users to servers with `oauth.perUser` or values that each user sets: each user has
//! one of their own, with their own login, values and catalog. Nobody ever uses another's.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;

use crate::proxy::limits;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::inner::HubShared;
use crate::proxy::upstream::upstream::OfUser;
use crate::proxy::upstream::{Upstream, supervisor};
use crate::settings::model::server::Server;
use crate::settings::model::system::System;

/// The connections by server and user, each with the time of its last use.
type Connections = HashMap<(String, String), (Arc<Upstream>, Instant)>;

/// The connections of users.
pub(super) struct UserUpstreams {
    all: Mutex<Connections>,
    shared: HubShared,
    tasks: TaskTracker,
    runtime: Handle,
}

impl UserUpstreams {
    pub(super) fn new(shared: HubShared, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        Arc::new(Self { all: Mutex::default(), shared, tasks, runtime })
    }

    /// Returns the connection of a user to a server; starts one if there is none. If there are too
    /// many, the one that was unused for longest is closed.
    fn of(&self, server: &Server, system: &System, user: &str) -> Option<Arc<Upstream>> {
        let key = (server.name.clone(), user.to_owned());
        let mut all = self.all.lock();
        // A caller with an older catalog may have started one with older settings.
        if let Some((upstream, used)) = all.get_mut(&key).filter(|(one, _)| one.is_for(server)) {
            *used = Instant::now();
            return Some(Arc::clone(upstream));
        }
        if let Some((outdated, _)) = all.remove(&key) {
            self.end(outdated);
        }
        if all.len() >= limits::USER_CONNECTIONS {
            let oldest = all.iter().min_by_key(|(_, (_, used))| *used).map(|(key, _)| key.clone());
            if let Some((upstream, _)) = oldest.and_then(|oldest| all.remove(&oldest)) {
                self.end(upstream);
            }
        }
        let credentials = self.shared.credentials.as_ref()?.of_user(user);
        let env = UpstreamEnv { user: Some(user.to_owned()), ..self.shared.env.clone() };
        let shared = HubShared { credentials: Some(credentials), env, ..self.shared.clone() };
        let upstream = Upstream::new(server.clone(), system.clone(), shared, None);
        all.insert(key, (Arc::clone(&upstream), Instant::now()));
        self.tasks.spawn_on(supervisor::run(Arc::clone(&upstream)), &self.runtime);
        Some(upstream)
    }

    /// Returns what a server of all users needs to find the connection of one.
    pub(super) fn finder(self: &Arc<Self>, server: &Server, system: &System) -> OfUser {
        let (all, server, system) = (Arc::clone(self), server.clone(), system.clone());
        Arc::new(move |user| all.of(&server, &system, user))
    }

    /// Returns the connections with the names of their servers.
    pub(super) fn all(&self) -> Vec<Arc<Upstream>> {
        self.all.lock().values().map(|(upstream, _)| Arc::clone(upstream)).collect()
    }

    /// Closes the connection of a user to a server once its calls are done; the next request opens
    /// another.
    pub(super) fn remove(&self, server: &str, user: &str) {
        let found = self.all.lock().remove(&(server.to_owned(), user.to_owned()));
        if let Some((upstream, _)) = found {
            self.end(upstream);
        }
    }

    /// Closes the connections to a server once their calls are done.
    pub(super) fn remove_server(&self, name: &str) {
        let mut all = self.all.lock();
        let gone: Vec<_> = all.keys().filter(|(server, _)| server == name).cloned().collect();
        for (upstream, _) in gone.iter().filter_map(|key| all.remove(key)) {
            self.end(upstream);
        }
    }

    /// Ends the logins of a user who no longer exists at these servers.
    pub(super) fn forget_user(&self, user: &str, servers: &[String]) {
        for server in servers {
            let found = self.all.lock().remove(&(server.clone(), user.to_owned()));
            let file = self.shared.credentials.as_ref().map(|all| all.of_user(user).at(server));
            self.tasks.spawn_on(
                async move {
                    if let Some((upstream, _)) = found {
                        if let Some(login) = upstream.login() {
                            // The file is removed even if nothing can be revoked.
                            let _ = login.forget(true).await;
                        }
                        upstream.drain().await;
                    }
                    if let Some(Err(error)) = file.map(|file| file.remove()) {
                        tracing::warn!("the login of a removed user stays: {error}");
                    }
                },
                &self.runtime,
            );
        }
    }

    /// Stops all connections.
    pub(super) fn stop(&self) {
        for (_, (upstream, _)) in self.all.lock().drain() {
            upstream.stop();
        }
    }

    fn end(&self, upstream: Arc<Upstream>) {
        self.tasks.spawn_on(async move { upstream.drain().await }, &self.runtime);
    }
}
