//! Pool of additional connections to a legacy server. Client capabilities are fixed at
//! `initialize`, so clients with capabilities get a connection that announces them. Clients with
//! equal capabilities share one; a session with a dedicated upstream has its own.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use crate::protocol::Era;
use crate::proxy::catalog::scope::Target;
use crate::proxy::exchange::exchange::{Caller, EventQueue, Exchange, SessionRef};
use crate::proxy::limits;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::initialize_params::InitializeParams;
use crate::proxy::upstream::handshake::Greeting;
use crate::proxy::upstream::inner::{Inner, Opening};
use crate::proxy::upstream::listing;
use crate::proxy::upstream::pool::pooled_connection::{PooledConnection, wait_for_relist};

/// The key of a pooled connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Purpose {
    /// The client capabilities, as raw JSON members.
    pub(crate) capabilities: String,
    /// The session that owns the connection.
    pub(crate) session: Option<String>,
    /// Numbers the connections with otherwise equal keys, which exist because calls on each run one
    /// at a time.
    pub(crate) lane: usize,
}

/// The pooled connections of one server.
pub(in crate::proxy::upstream) struct CapabilityPool {
    inner: Arc<Inner>,
    /// Whether the settings promise that all clients share one connection.
    has_one_connection: bool,
    by_purpose: Mutex<HashMap<Purpose, Arc<PooledConnection>>>,
    /// Whether the warning about a full pool was logged.
    crowded: AtomicBool,
    /// Set while the server accepts only one connection: no other is tried until then.
    exclusive: Mutex<Option<Instant>>,
}

impl CapabilityPool {
    pub(in crate::proxy::upstream) fn new(inner: Arc<Inner>) -> Arc<Self> {
        Arc::new(Self {
            has_one_connection: inner.server.has_one_connection(),
            inner,
            by_purpose: Mutex::default(),
            crowded: AtomicBool::new(false),
            exclusive: Mutex::default(),
        })
    }

    /// Returns the connection for a caller. A legacy server needs one that announces the client's
    /// capabilities, and a session may own one. If the pool is full, returns the main connection,
    /// on which the server sends no requests to clients.
    pub(in crate::proxy::upstream) async fn connection_for(
        self: &Arc<Self>,
        exchange: &Exchange,
    ) -> Result<Arc<Connection>, CallError> {
        let base = self.inner.ready().await?;
        let caller = &exchange.caller;
        if base.server_info.era == Era::Modern || self.shares(caller) {
            return Ok(base);
        }
        // Boxed because it is rare: otherwise the future of every call would be as large.
        Ok(Box::pin(self.pooled(caller)).await?.unwrap_or(base))
    }

    /// Returns the connection for a caller's calls if they need no serialization; notifications
    /// about their effects arrive there.
    pub(in crate::proxy::upstream) async fn main_connection(
        self: &Arc<Self>,
        caller: &Caller,
    ) -> Result<Arc<Connection>, CallError> {
        let base = self.inner.ready().await?;
        if base.server_info.era == Era::Modern || self.shares(caller) {
            return Ok(base);
        }
        let main = self.purpose(caller);
        Ok(Box::pin(self.extra_for(main, caller)).await?.unwrap_or(base))
    }

    /// Makes sure that the lists for a client's capabilities are known: from a new connection to a
    /// legacy server, or by a request to a modern one.
    pub(in crate::proxy::upstream) async fn prepare(self: &Arc<Self>, caller: &Caller) {
        let Some(connection) = self.inner.connection.load_full().filter(|_| !self.is_plain(caller))
        else {
            return;
        };
        let declared = caller.capability_key();
        if self.inner.inventory_for(declared).is_some() {
            return;
        }
        let prepared = async {
            if connection.server_info.era == Era::Legacy && self.shares(caller) {
                Ok(())
            } else if connection.server_info.era == Era::Legacy {
                Box::pin(self.pooled(caller)).await.map(|_| ())
            } else if self.inner.inventories.load().len() > limits::POOLED_CONNECTIONS {
                Ok(())
            } else {
                let asked = Box::pin(listing::inventory_for(&connection, declared));
                asked.await.map(|inventory| self.inner.publish(inventory, declared))
            }
        };
        if let Ok(Err(e)) = tokio::time::timeout(limits::STARTUP_WAIT, prepared).await {
            tracing::warn!(
                server = self.inner.name,
                "cannot read the lists for a client with capabilities: {}",
                self.inner.filter.error(e)
            );
        }
    }

    /// Returns the pool key for a caller that uses another connection than the shared one; `None`
    /// if it uses that one.
    pub(in crate::proxy::upstream) fn separate_purpose(&self, caller: &Caller) -> Option<Purpose> {
        let connection = self.inner.connection.load();
        let is_legacy =
            connection.as_ref().is_some_and(|connection| connection.server_info.era == Era::Legacy);
        (is_legacy && !self.shares(caller)).then(|| self.purpose(caller))
    }

    /// Returns true if the main connection is sufficient for the caller.
    pub(in crate::proxy::upstream) fn is_plain(&self, caller: &Caller) -> bool {
        caller.capability_key().is_empty() && self.owner(caller).is_none()
    }

    /// Returns true if a caller of a legacy server uses the main connection.
    pub(in crate::proxy::upstream) fn shares(&self, caller: &Caller) -> bool {
        self.has_one_connection || self.is_plain(caller) || self.is_exclusive()
    }

    /// Returns the caller's session if it owns its upstream connection.
    pub(in crate::proxy::upstream) fn owner<'a>(
        &self,
        caller: &'a Caller,
    ) -> Option<&'a SessionRef> {
        let direct =
            matches!(caller.target, Target::Direct(_)) && !caller.capability_key().is_empty();
        caller.session.as_ref().filter(|_| direct || self.inner.server.per_session_client)
    }

    /// Returns the pooled connection for a caller, or `None` if the pool is full.
    async fn pooled(
        self: &Arc<Self>,
        caller: &Caller,
    ) -> Result<Option<Arc<Connection>>, CallError> {
        let purpose = self.free_lane(self.purpose(caller)).await;
        self.extra_for(purpose, caller).await
    }

    /// Returns the pool key for a caller.
    pub(in crate::proxy::upstream) fn purpose(&self, caller: &Caller) -> Purpose {
        let session = self.owner(caller).map(|session| session.id.clone());
        Purpose { capabilities: caller.capability_key().to_owned(), session, lane: 0 }
    }

    async fn extra_for(
        self: &Arc<Self>,
        purpose: Purpose,
        caller: &Caller,
    ) -> Result<Option<Arc<Connection>>, CallError> {
        let owner = self.owner(caller);
        let Some(pooled) = self.entry(&purpose) else {
            if !self.crowded.swap(true, Ordering::Relaxed) {
                let text = "has too many connections: further clients share one without their capabilities";
                tracing::warn!(server = self.inner.name, "{text}");
            }
            return Ok(None);
        };
        let params = match owner {
            Some(_) => InitializeParams::of_client(caller),
            None => InitializeParams::of_hub(&purpose.capabilities),
        };
        let capabilities = &purpose.capabilities;
        let beside = purpose.lane > 0;
        let relist = Some(Arc::clone(&pooled.relist));
        let what = Opening { params, capabilities, beside, relist, owner };
        let opening = pooled.connection(async || {
            let attempt = Arc::new(Attempt::new(Arc::clone(&self.inner.ring)));
            let connection = Box::pin(self.inner.open(Greeting::Legacy, what, &attempt)).await?;
            let pool = Arc::clone(self);
            let (pooled, ended) = (Arc::clone(&pooled), owner.map(|session| session.ended.clone()));
            tokio::spawn(pool.keep(Arc::clone(&connection), pooled, purpose.clone(), ended));
            Ok(connection)
        });
        let limit = limits::AWAIT_READY;
        let opened = tokio::time::timeout(limit, opening).await;
        match opened.unwrap_or(Err(CallError::Timeout(limit.into()))) {
            Ok(connection) => Ok(Some(connection)),
            Err(e) => {
                self.forget_unopened(&purpose, &pooled);
                // If the main connection is lost too, the server does not merely refuse a second
                // one.
                let first = self.inner.connection.load();
                if first.as_ref().is_none_or(|first| first.transport.is_ended()) {
                    return Err(e);
                }
                self.exclude();
                let text = "cannot open another connection: all clients share the main one, on \
                            which the server cannot send them requests";
                tracing::warn!(server = self.inner.name, "{text}: {}", self.inner.filter.error(e));
                Ok(None)
            }
        }
    }

    /// Keeps a pooled connection as long as it is needed.
    async fn keep(
        self: Arc<Self>,
        connection: Arc<Connection>,
        pooled: Arc<PooledConnection>,
        purpose: Purpose,
        session: Option<CancellationToken>,
    ) {
        while wait_for_relist(&connection, &pooled, session.as_ref(), &self.inner.stop).await {
            tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
            match listing::inventory(&connection).await {
                Ok(inventory) if purpose.lane == 0 => {
                    self.inner.publish(inventory, &purpose.capabilities);
                }
                Ok(_) => {}
                Err(e) => tracing::warn!(
                    server = self.inner.name,
                    "cannot read its lists again: {}",
                    self.inner.filter.error(e)
                ),
            }
        }
        self.forget(&purpose);
        connection.transport.close().await;
        // Without capabilities, the lists are those of the main connection, which stays open.
        if !purpose.capabilities.is_empty() && !self.knows(&purpose.capabilities) {
            self.inner.inventories.rcu(|all| {
                let mut all = HashMap::clone(all);
                all.remove(&purpose.capabilities);
                all
            });
        }
    }

    /// Returns true while the server is known to accept only one connection.
    fn is_exclusive(&self) -> bool {
        let until = *self.exclusive.lock();
        until.is_some_and(|until| until > Instant::now())
    }

    fn exclude(&self) {
        let until = Some(Instant::now() + limits::POOL_RETRY);
        *self.exclusive.lock() = until;
    }

    /// Returns the pool entry for that key, which may not be open yet, or `None` if the pool is
    /// full.
    fn entry(&self, purpose: &Purpose) -> Option<Arc<PooledConnection>> {
        let mut all = self.by_purpose.lock();
        if let Some(pooled) = all.get(purpose) {
            return Some(Arc::clone(pooled));
        }
        if all.len() >= limits::POOLED_CONNECTIONS {
            return None;
        }
        let pooled = Arc::new(PooledConnection::default());
        all.insert(purpose.clone(), Arc::clone(&pooled));
        Some(pooled)
    }

    /// Returns the key with the first lane on which a call can start now. If all lanes are busy,
    /// evicts the longest-suspended call unless a lane is about to become free. A session's own
    /// connection has only one lane, because all server requests on it are for the same client.
    async fn free_lane(&self, mut purpose: Purpose) -> Purpose {
        if purpose.session.is_some() {
            return purpose;
        }
        let mut longest: Option<(Instant, usize, Arc<EventQueue>)> = None;
        let mut soon = None;
        for lane in 0..limits::CONNECTIONS_PER_CAPABILITY_SET {
            purpose.lane = lane;
            let pooled = self.by_purpose.lock().get(&purpose).cloned();
            let Some(pooled) = pooled else { return purpose };
            if !pooled.is_busy().await {
                return purpose;
            }
            if pooled.is_idle() {
                soon = Some(lane);
            }
            let client = pooled.client();
            let since = client.as_ref().and_then(|client| client.away_since());
            if let (Some(client), Some(since)) = (client, since)
                && longest.as_ref().is_none_or(|(other, ..)| since < *other)
            {
                longest = Some((since, lane, client));
            }
        }
        purpose.lane = soon.or(longest.as_ref().map(|(_, lane, _)| *lane)).unwrap_or(0);
        if let (Some((_, _, client)), None) = (longest, soon) {
            client.make_room();
        }
        purpose
    }

    /// Returns the open connection that a session owns.
    pub(in crate::proxy::upstream) fn own_connection(
        &self,
        session: &str,
    ) -> Option<Arc<Connection>> {
        let all = self.by_purpose.lock();
        let own = |purpose: &Purpose| purpose.session.as_deref() == Some(session);
        all.iter()
            .find(|(purpose, _)| own(purpose))
            .and_then(|(_, pooled)| pooled.open_connection())
    }

    /// Returns the open connections.
    pub(in crate::proxy::upstream) fn connections(&self) -> Vec<Arc<Connection>> {
        self.by_purpose.lock().values().filter_map(|pooled| pooled.open_connection()).collect()
    }

    fn forget(&self, purpose: &Purpose) {
        let mut all = self.by_purpose.lock();
        all.remove(purpose);
        // Prevents repeated warnings if the size varies around the limit.
        if all.len() < limits::POOLED_CONNECTIONS / 2 {
            self.crowded.store(false, Ordering::Relaxed);
        }
    }

    /// Removes an entry that could not be opened, unless another caller is about to try.
    fn forget_unopened(&self, purpose: &Purpose, pooled: &Arc<PooledConnection>) {
        let mut all = self.by_purpose.lock();
        // Held only by the map and this caller.
        let alone =
            all.get(purpose).is_some_and(|e| Arc::ptr_eq(e, pooled) && Arc::strong_count(e) == 2);
        if alone {
            all.remove(purpose);
        }
    }

    /// Returns true if another session still uses these capabilities.
    fn knows(&self, capabilities: &str) -> bool {
        self.by_purpose.lock().keys().any(|purpose| purpose.capabilities == capabilities)
    }
}
