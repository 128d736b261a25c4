//! What the parts of one upstream share: its settings, its main connection, its inventories, and its
//! state.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arc_swap::{ArcSwap, ArcSwapOption};
use http::HeaderValue;
use parking_lot::Mutex;
use tokio::sync::{Notify, Semaphore, watch};
use tokio_util::sync::CancellationToken;

use crate::oauth::login::Login;
use crate::protocol::Era;
use crate::proxy::exchange::exchange::SessionRef;
use crate::proxy::exchange::subscription::Update;
use crate::proxy::hub_address::HubAddress;
use crate::proxy::inventory::items::{Inventory, ListKind};
use crate::proxy::upstream::attempt::{Attempt, Phase};
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connect::{Handshake, connect, listen_on_pipe};
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::follow_ups::{FollowUps, Principals};
use crate::proxy::upstream::connection::initialize_params::InitializeParams;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::server_notifications::{
    Log, ServerEvents, UpstreamListener,
};
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::handshake;
use crate::proxy::upstream::handshake::Greeting;
use crate::proxy::upstream::listing;
use crate::proxy::upstream::pool::call_serialization::Turns;
use crate::proxy::upstream::process::default_timeouts::Times;
use crate::proxy::upstream::process::resolve::prepare_server;
use crate::proxy::upstream::process::stderr::Ring;
use crate::proxy::upstream::server_text::ServerText;
use crate::proxy::upstream::state::{Failure, State, Status};
use crate::proxy::upstream::upstream_login;
use crate::settings::model::server::Server;
use crate::settings::model::system::System;
use crate::state::credentials::Credentials;

/// Inventories by the client capabilities they were listed for; the empty key is for clients
/// without any.
pub(crate) type Inventories = Arc<HashMap<String, Arc<Inventory>>>;

/// State shared by all upstreams of a hub.
#[derive(Clone)]
pub(crate) struct HubShared {
    pub(crate) env: UpstreamEnv,
    /// Permits for servers that are starting.
    pub(crate) starts: Arc<Semaphore>,
    /// Called when an inventory has changed.
    pub(crate) on_change: Arc<dyn Fn() + Send + Sync>,
    /// Called on `notifications/resources/updated`.
    pub(crate) on_update: Arc<dyn Fn(Update) + Send + Sync>,
    /// Called for a log message that belongs to no request.
    pub(crate) on_log: Arc<dyn Fn(Log) + Send + Sync>,
    /// Default timeouts.
    pub(crate) times: Times,
    /// The logins at remote servers.
    pub(crate) credentials: Option<Credentials>,
    /// Where browsers find the hub; `None` if it does not listen.
    pub(crate) address: Option<HubAddress>,
}

/// The shared parts of one upstream.
pub(in crate::proxy::upstream) struct Inner {
    /// Its key in the settings.
    pub(super) name: String,
    pub(super) server: Server,
    pub(super) system: System,
    pub(super) shared: HubShared,
    pub(super) state: watch::Sender<State>,
    /// The main connection, which clients without capabilities share.
    pub(super) connection: ArcSwapOption<Connection>,
    /// By client capabilities; the empty key is for clients without any.
    pub(super) inventories: ArcSwap<HashMap<String, Arc<Inventory>>>,
    pub(super) events: Arc<ServerEvents>,
    /// Serializes calls on all pooled connections: if the server sends requests on one, it will on
    /// the others.
    pub(super) turns: Arc<Turns>,
    pub(super) ring: Arc<Ring>,
    pub(super) filter: Arc<ServerText>,
    /// How often it was started or connected.
    pub(super) starts: AtomicU64,
    listing: tokio::sync::Mutex<()>,
    /// Notified by a call that needs the server.
    pub(super) retry: Notify,
    pub(super) failure: Mutex<Option<Failure>>,
    pub(super) stop: CancellationToken,
    /// The login, if one is possible.
    pub(super) login: Option<Arc<Login>>,
}

/// How a connection is opened.
pub(in crate::proxy::upstream) struct Opening<'a> {
    /// The client to announce to a legacy server.
    pub(super) params: InitializeParams,
    /// The client capabilities for which its lists are published, as raw JSON members.
    pub(super) capabilities: &'a str,
    /// Whether its lists are published only if none are known for these capabilities.
    pub(super) beside: bool,
    /// Notified if the lists of a pooled connection may have changed; `None` for the main
    /// connection.
    pub(super) relist: Option<Arc<Notify>>,
    /// The session that owns the connection.
    pub(super) owner: Option<&'a SessionRef>,
}

impl Opening<'_> {
    /// Opens the main connection.
    pub(super) fn main() -> Self {
        Self {
            params: InitializeParams::of_hub(""),
            capabilities: "",
            beside: false,
            relist: None,
            owner: None,
        }
    }
}

impl Inner {
    pub(super) fn new(
        server: Server,
        system: System,
        shared: HubShared,
        known: Option<Inventories>,
    ) -> Arc<Self> {
        let ring = Arc::new(Ring::default());
        let login = upstream_login::login_for(&server, shared.credentials.as_ref());
        let filter = Arc::new(ServerText::new(login.clone()));
        let events = Arc::new(ServerEvents {
            server: server.name.clone(),
            on_update: Arc::clone(&shared.on_update),
            on_log: Arc::clone(&shared.on_log),
            follow_ups: FollowUps::default(),
            principals: Principals::default(),
            relist: Arc::default(),
            noise: AtomicU64::new(0),
            filter: Arc::clone(&filter),
            attempt: ArcSwap::from_pointee(Attempt::new(Arc::clone(&ring))),
        });
        Arc::new(Self {
            name: server.name.clone(),
            server,
            system,
            shared,
            state: watch::Sender::new(State::Connecting),
            connection: ArcSwapOption::empty(),
            inventories: ArcSwap::from(known.unwrap_or_default()),
            events,
            turns: Arc::default(),
            ring,
            filter,
            starts: AtomicU64::new(0),
            listing: tokio::sync::Mutex::new(()),
            retry: Notify::new(),
            failure: Mutex::default(),
            stop: CancellationToken::new(),
            login,
        })
    }

    /// Returns whether this is the connection of one user.
    pub(super) fn is_of_user(&self) -> bool {
        self.shared.credentials.as_ref().is_some_and(Credentials::are_of_user)
    }

    /// Returns whether this stands for the connections of all users.
    pub(super) fn is_per_user(&self) -> bool {
        upstream_login::is_per_user(&self.server) && !self.is_of_user()
    }

    /// Returns the last known inventory for clients with these capabilities.
    pub(super) fn inventory_for(&self, capabilities: &str) -> Option<Arc<Inventory>> {
        self.inventories.load().get(capabilities).cloned()
    }

    /// Returns true if its inventory was read in this run and does not come from the cache.
    pub(super) fn is_heard(&self) -> bool {
        self.starts.load(Ordering::Relaxed) > 0 && self.inventory_for("").is_some()
    }

    pub(super) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    pub(super) fn status(&self) -> Status {
        let failure = self.failure.lock().clone();
        let known = self.inventory_for("");
        let notes = known.iter().flat_map(|known| {
            ListKind::ALL.into_iter().filter_map(|kind| known.list(kind).note.as_deref())
        });
        Status {
            name: self.name.clone(),
            state: self.state(),
            progress: self.events.attempt.load().progress(),
            failure,
            notes: notes.map(|note| self.filter.line(note)).collect(),
            stderr: self.ring.lines(),
            noise: self.events.noise.load(Ordering::Relaxed),
            starts: self.starts.load(Ordering::Relaxed),
        }
    }

    /// Initializes a new HTTP session if the server lost the old one.
    pub(super) async fn renew(
        &self,
        connection: &Connection,
        lost: Option<Arc<HeaderValue>>,
    ) -> Result<(), CallError> {
        if let Transport::Http(transport) = &connection.transport {
            let initialize = async || {
                connection.level.forget();
                handshake::initialize(&connection.transport, &connection.told).await.map(|_| ())
            };
            transport.renew(lost, initialize).await?;
            self.events.relist.notify_one();
        }
        Ok(())
    }

    /// Opens a connection and reads its lists.
    pub(super) async fn open(
        &self,
        greeting: Greeting,
        opening: Opening<'_>,
        attempt: &Arc<Attempt>,
    ) -> Result<Arc<Connection>, CallError> {
        let (server, mut env) =
            prepare_server(&self.server, &self.system, &self.shared.env, &self.filter).await?;
        if let Some(login) = &self.login {
            let address = self.shared.address.as_ref();
            Box::pin(upstream_login::set_target(login, &server, &self.system, &env, address)).await;
        }
        env.login.clone_from(&self.login);
        let is_main = opening.relist.is_none();
        let turns = if is_main { Arc::default() } else { Arc::clone(&self.turns) };
        let relist = opening.relist.unwrap_or_else(|| Arc::clone(&self.events.relist));
        let listener: Arc<dyn Listener> = Arc::new(UpstreamListener {
            events: Arc::clone(&self.events),
            relist: Some(relist),
            is_main,
            owner: opening.owner.cloned(),
            turns,
        });
        let attempt_with = async |greeting| {
            let handshake = Handshake { greeting, params: opening.params.clone() };
            let listener = Arc::clone(&listener);
            connect(&server, &self.system, &env, listener, attempt, handshake).await
        };
        let mut connection = attempt_with(greeting).await?;
        let known = self.inventory_for(opening.capabilities);
        let other = |known: Arc<Inventory>| {
            known.server_info.implementation != connection.server_info.implementation
        };
        if greeting == Greeting::LegacyFirst && known.is_some_and(other) {
            // The server was upgraded, and may support the modern era now.
            connection.transport.close().await;
            connection = match attempt_with(Greeting::ModernFirst).await {
                Ok(connection) => connection,
                Err(_) => attempt_with(Greeting::Legacy).await?,
            };
        }
        let connection = Arc::new(connection);
        attempt.enter(Phase::Listing);
        match listing::inventory(&connection).await {
            Ok(inventory) => {
                if is_main {
                    self.connection.store(Some(Arc::clone(&connection)));
                    listen_on_pipe(&connection);
                }
                if !opening.beside || self.inventory_for(opening.capabilities).is_none() {
                    self.publish(inventory, opening.capabilities);
                }
                Ok(connection)
            }
            Err(e) => {
                connection.transport.close().await;
                Err(e)
            }
        }
    }

    /// Sanitizes an error; one that a login would end names the command.
    pub(super) fn explain(&self, error: CallError) -> CallError {
        match (self.filter.error(error), &self.login) {
            (CallError::NeedsLogin(why), Some(login)) if !why.ends_with('`') => {
                CallError::NeedsLogin(format!("{why}; {}", login.advice()))
            }
            (error, _) => error,
        }
    }

    pub(super) fn publish(&self, inventory: Inventory, capabilities: &str) {
        let same = self.inventory_for(capabilities).is_some_and(|old| *old == inventory);
        if !same {
            for note in inventory.lists.iter().filter_map(|list| list.note.as_ref()) {
                tracing::warn!(server = self.name, "{}", self.filter.line(note));
            }
            let inventory = Arc::new(inventory);
            self.inventories.rcu(|all| {
                let mut all = HashMap::clone(all);
                all.insert(capabilities.to_owned(), Arc::clone(&inventory));
                all
            });
            (self.shared.on_change)();
        }
    }

    /// Reads the lists of a connection again. For a modern server, this covers all client
    /// capabilities that were requested before.
    pub(super) async fn read_lists(&self, connection: &Connection) -> Result<(), CallError> {
        self.publish(listing::inventory(connection).await?, "");
        if connection.server_info.era == Era::Modern {
            for capabilities in self.inventories.load().keys().filter(|known| !known.is_empty()) {
                let inventory = Box::pin(listing::inventory_for(connection, capabilities)).await?;
                self.publish(inventory, capabilities);
            }
        }
        Ok(())
    }

    /// Reads the lists again. Concurrent callers share one read.
    pub(super) async fn list_again(&self) -> Option<Arc<Inventory>> {
        let before = self.inventory_for("");
        let _one_at_a_time = self.listing.lock().await;
        let now = self.inventory_for("");
        let same = |(a, b): (&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b);
        if before.as_ref().zip(now.as_ref()).is_some_and(same) {
            let connection = self.connection.load_full()?;
            self.read_lists(&connection).await.ok()?;
        }
        self.inventory_for("")
    }
}
