//! One server as its callers see it: the handle for calls, its inventories, and its status.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::oauth::login::Login;
use crate::protocol::Era;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::exchange::tasks;
use crate::proxy::inventory::items::{Inventory, ServerInfo};
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::outgoing::CallOptions;
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::inner::{HubShared, Inner, Inventories};
use crate::proxy::upstream::pool::by_capabilities::CapabilityPool;
use crate::proxy::upstream::pool::per_call::PerCall;
use crate::proxy::upstream::pool::subscriptions::Subscriptions;
use crate::proxy::upstream::state::{State, Status};
use crate::settings::model::server::{Server, Timeouts};
use crate::settings::model::system::System;

pub(crate) struct Upstream {
    pub(super) inner: Arc<Inner>,
    pub(super) pool: Arc<CapabilityPool>,
    pub(super) per_call: PerCall,
    subscriptions: Subscriptions,
    /// Returns the connection of a user, if each user has one of their own.
    of_user: Option<OfUser>,
}

/// Returns the connection of a user.
pub(crate) type OfUser = Arc<dyn Fn(&str) -> Option<Arc<Upstream>> + Send + Sync>;

impl std::fmt::Debug for Upstream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upstream").field("name", &self.inner.name).finish_non_exhaustive()
    }
}

impl Upstream {
    /// Creates an upstream, which `supervisor::run` connects. `known` are its inventories from an
    /// earlier connection.
    pub(crate) fn new(
        server: Server,
        system: System,
        shared: HubShared,
        known: Option<Inventories>,
    ) -> Arc<Self> {
        Self::create(server, system, shared, known, None)
    }

    /// Creates the upstream of a server at which each user has a connection of their own. It never
    /// connects.
    pub(crate) fn of_users(
        server: Server,
        system: System,
        shared: HubShared,
        of_user: OfUser,
    ) -> Arc<Self> {
        Self::create(server, system, shared, None, Some(of_user))
    }

    fn create(
        server: Server,
        system: System,
        shared: HubShared,
        known: Option<Inventories>,
        of_user: Option<OfUser>,
    ) -> Arc<Self> {
        let inner = Inner::new(server, system, shared, known);
        let pool = CapabilityPool::new(Arc::clone(&inner));
        Arc::new(Self {
            per_call: PerCall::new(Arc::clone(&inner)),
            subscriptions: Subscriptions::new(&pool),
            pool,
            inner,
            of_user,
        })
    }

    /// Forwards a caller's request; returns the response and the connection it came over. Waits for
    /// a server that is starting; renews a lost HTTP session once. The time limits come from the
    /// current settings, which may be newer than the connection. Uses the connection `pinned` as long
    /// as it is alive.
    pub(crate) async fn call(
        &self,
        exchange: &Exchange,
        request: &Request,
        options: &CallOptions,
        pinned: Option<&Arc<Connection>>,
        timeouts: Timeouts,
    ) -> Result<(Message, Arc<Connection>), CallError> {
        self.inner.events.principals.note(&exchange.caller.identity.principal);
        let called = self.call_unfiltered(exchange, request, options, pinned, timeouts).await;
        called.map_err(|e| self.inner.explain(e))
    }

    async fn call_unfiltered(
        &self,
        exchange: &Exchange,
        request: &Request,
        options: &CallOptions,
        pinned: Option<&Arc<Connection>>,
        timeouts: Timeouts,
    ) -> Result<(Message, Arc<Connection>), CallError> {
        let limit = timeouts.request.unwrap_or(self.inner.shared.times.request);
        let timeouts = Timeouts { request: Some(limit), ..timeouts };
        if pinned.is_none() && self.per_call.is_for(&exchange.caller, request) {
            return Box::pin(self.per_call.call(exchange, request, options, timeouts)).await;
        }
        let due = Instant::now() + limit;
        let mut was_unsent = false;
        let (connection, answer) = loop {
            let connection = match pinned.filter(|connection| !connection.transport.is_ended()) {
                Some(connection) => Arc::clone(connection),
                None => {
                    self.pool.connection_for(exchange).await.map_err(CallError::before_sending)?
                }
            };
            match self.call_over(&connection, exchange, request, options, timeouts).await {
                Err(CallError::Busy) if Instant::now() < due => {
                    // The timeout polls: there is no signal for a suspended call that can be
                    // evicted.
                    let ended = self.inner.turns.wait_released();
                    let _ = tokio::time::timeout(limits::SLOT_POLL_INTERVAL, ended).await;
                }
                // Nothing was sent, so the next connection can carry the call.
                Err(CallError::Disconnected(_)) if !was_unsent && pinned.is_none() => {
                    was_unsent = true;
                    self.parts_with(&connection).await;
                }
                Err(CallError::Busy) => {
                    return Err(CallError::not_ready(limit, "other calls are in flight"));
                }
                answer => break (connection, answer?),
            }
        };
        if let Some(session) = exchange.caller.session.as_ref()
            && connection.server_info.era == Era::Legacy
        {
            let task = tasks::created_task_id(&exchange.caller, request, &answer, Era::Legacy);
            self.inner.events.follow_ups.remember_response(&answer, task, session);
        }
        Ok((answer, connection))
    }

    /// Waits briefly until a connection that has ended is no longer in use.
    async fn parts_with(&self, connection: &Arc<Connection>) {
        let mut states = self.inner.state.subscribe();
        let is_it = || {
            self.inner.connection.load().as_ref().is_some_and(|now| Arc::ptr_eq(now, connection))
        };
        let parted = states.wait_for(|_| !is_it());
        let _ = tokio::time::timeout(limits::SLOT_POLL_INTERVAL, parted).await;
    }

    async fn call_over(
        &self,
        connection: &Connection,
        exchange: &Exchange,
        request: &Request,
        options: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<Message, CallError> {
        let session = match &connection.transport {
            Transport::Http(transport) => transport.session(),
            Transport::Duplex(_) | Transport::OpenApi(_) => None,
        };
        match connection.call(exchange, request, options, timeouts).await {
            Err(CallError::SessionLost) => {
                let renewed = Box::pin(self.inner.renew(connection, session)).await;
                renewed.map_err(CallError::before_sending)?;
                connection.call(exchange, request, options, timeouts).await
            }
            answer => answer,
        }
    }

    /// Subscribes to a resource until the returned value is dropped, on the connection that this
    /// caller's calls use: a legacy server may not notify one connection of a change made over
    /// another.
    pub(crate) fn subscribe(&self, uri: &str, caller: &Caller) -> Subscription {
        self.subscriptions.subscribe(uri, caller)
    }

    /// Forwards a client's notification: progress to the server whose request it belongs to,
    /// everything else to the connection that the client's session owns.
    pub(crate) fn tell(&self, caller: &Caller, notification: &Request) {
        let message = &notification.message;
        if message.method() == "notifications/progress" {
            for connection in self.connections() {
                if let Some(progress) = connection.transport.progress(message) {
                    connection.tell(progress);
                }
            }
        } else if let Some(connection) = self.own_connection(caller) {
            connection.tell(message.bytes().clone());
        }
    }

    /// Sets the log level on the connection that the caller's session owns. Other connections
    /// receive it with the next call.
    pub(crate) async fn tell_level(&self, caller: &Caller, level: &str) {
        if let Some(connection) = self.own_connection(caller) {
            connection.tell_level(level).await;
        }
    }

    /// Returns the open connection that the caller's session owns.
    fn own_connection(&self, caller: &Caller) -> Option<Arc<Connection>> {
        self.pool.owner(caller).and_then(|session| self.pool.own_connection(&session.id))
    }

    /// Returns all open connections.
    fn connections(&self) -> Vec<Arc<Connection>> {
        let further = self.pool.connections().into_iter().chain(self.per_call.connections());
        self.inner.connection.load_full().into_iter().chain(further).collect()
    }

    /// Makes sure that the lists for a client's capabilities are known.
    pub(crate) async fn prepare(&self, caller: &Caller) {
        self.pool.prepare(caller).await;
    }

    /// Returns its last known inventory for clients with these capabilities.
    pub(crate) fn inventory_for(&self, capabilities: &str) -> Option<Arc<Inventory>> {
        self.inner.inventory_for(capabilities)
    }

    /// Returns its last known inventories for all client capabilities.
    pub(crate) fn inventories(&self) -> Inventories {
        self.inner.inventories.load_full()
    }

    /// Reads the lists again. Concurrent callers share one read.
    pub(crate) async fn list_again(&self) -> Option<Arc<Inventory>> {
        self.inner.list_again().await
    }

    /// Returns true if its inventory was read in this run and does not come from the cache.
    pub(crate) fn is_heard(&self) -> bool {
        self.inner.is_heard()
    }

    /// Returns true until its first attempt in this run has ended.
    pub(crate) fn is_new(&self) -> bool {
        self.inner.starts.load(Ordering::Relaxed) == 0 && !self.state().is_settled()
    }

    /// Returns the `ServerInfo`; waits for a limited time until it is connected.
    ///
    /// # Errors
    /// Returns why it is not connected.
    pub(crate) async fn wait_server_info(&self) -> Result<ServerInfo, CallError> {
        Ok(self.inner.ready().await?.server_info.clone())
    }

    /// Returns whether this is the connection of one user.
    pub(crate) fn is_of_user(&self) -> bool {
        self.inner.is_of_user()
    }

    /// Returns whether each user has a connection of their own.
    pub(crate) fn has_users(&self) -> bool {
        self.of_user.is_some()
    }

    /// Returns the connection of a user, if each user has one of their own.
    pub(crate) fn of_user(&self, user: &str) -> Option<Arc<Self>> {
        self.of_user.as_ref().and_then(|of_user| of_user(user))
    }

    /// Returns whether it was started with these settings.
    pub(crate) fn is_for(&self, server: &Server) -> bool {
        self.inner.server == *server
    }

    /// Returns its key in the settings.
    pub(crate) fn name(&self) -> &str {
        &self.inner.name
    }

    /// Returns the login, if one is possible.
    pub(crate) fn login(&self) -> Option<Arc<Login>> {
        self.inner.login.clone()
    }

    pub(crate) fn state(&self) -> State {
        self.inner.state()
    }

    pub(crate) fn status(&self) -> Status {
        self.inner.status()
    }

    /// Waits until the first attempt has ended or exceeds the connect timeout.
    pub(crate) async fn wait_first_attempt(&self) {
        self.inner.wait_first_attempt().await;
    }

    /// Waits until it is connected or both handshakes have failed.
    pub(crate) async fn wait_connected_or_failed(&self) {
        self.inner.wait_connected_or_failed().await;
    }

    /// Waits until it is connected, or an attempt after the first `starts` ones has ended.
    pub(crate) async fn wait_tried_since(&self, starts: u64) {
        let tried = |state: &State| match state {
            State::Ready | State::Stopped => true,
            State::Connecting => false,
            State::NeedsLogin(_) | State::Failed { .. } => {
                self.inner.starts.load(Ordering::Relaxed) > starts
            }
        };
        let _ = self.inner.state.subscribe().wait_for(tried).await;
    }

    /// Stops it once its calls are done, or after [`limits::DRAIN`].
    pub(crate) async fn drain(&self) {
        let deadline = tokio::time::Instant::now() + limits::DRAIN;
        let busy = || {
            self.inner
                .connection
                .load()
                .as_ref()
                .is_some_and(|connection| connection.transport.busy() > 0)
        };
        while (busy() || self.per_call.is_busy()) && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
        }
        self.inner.stop.cancel();
    }

    /// Stops it immediately.
    pub(crate) fn stop(&self) {
        self.inner.stop.cancel();
    }
}
