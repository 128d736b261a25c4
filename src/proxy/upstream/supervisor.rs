//! One server: the handle for calls, its inventories, and how its connections are opened and
//! listed.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use arc_swap::{ArcSwap, ArcSwapOption};
use http::HeaderValue;
use tokio::sync::{Notify, Semaphore, watch};
use tokio_util::sync::CancellationToken;

use crate::protocol::Era;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::exchange::exchange::Exchange;
use crate::proxy::exchange::subscription::Update;
use crate::proxy::exchange::tasks;
use crate::proxy::inventory::items::Inventory;
use crate::proxy::limits;
use crate::proxy::upstream::attempt::{Attempt, Phase};
use crate::proxy::upstream::connection::link::{CallError, CallOptions, Link, Listener, Wire};
use crate::proxy::upstream::connection::server_notifications::{
    FollowUps, Log, Principals, UpstreamListener,
};
use crate::proxy::upstream::handshake::{self, Greeting};
use crate::proxy::upstream::listing;
use crate::proxy::upstream::pool::by_capabilities::{Extras, Opening};
use crate::proxy::upstream::pool::per_call::Once;
use crate::proxy::upstream::pool::subscriptions::Subscriptions;
use crate::proxy::upstream::process::child::Surroundings;
use crate::proxy::upstream::process::default_timeouts::Times;
use crate::proxy::upstream::process::resolve::prepare_server;
use crate::proxy::upstream::process::stderr::Ring;
use crate::proxy::upstream::run;
use crate::proxy::upstream::server_text::ServerText;
use crate::proxy::upstream::state::{Failure, State};
use crate::settings::model::server::{Server, Timeouts};
use crate::settings::model::system::System;

/// Inventories by the client capabilities they were listed for; the empty key is for clients
/// without any.
pub(crate) type Inventories = Arc<HashMap<String, Arc<Inventory>>>;

/// State shared by all upstreams of a hub.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) around: Surroundings,
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
}

pub(crate) struct Upstream {
    /// Its key in the settings.
    pub(crate) name: String,
    pub(super) server: Server,
    pub(super) system: System,
    pub(super) shared: Shared,
    pub(super) state: watch::Sender<State>,
    pub(super) link: ArcSwapOption<Link>,
    /// By client capabilities; the empty key is for clients without any.
    pub(super) inventories: ArcSwap<HashMap<String, Arc<Inventory>>>,
    pub(super) extras: Extras,
    pub(super) subscriptions: Subscriptions,
    pub(super) follow_ups: FollowUps,
    pub(super) principals: Principals,
    pub(super) once: Once,
    pub(super) ring: Arc<Ring>,
    pub(super) filter: Arc<ServerText>,
    pub(super) noise: AtomicU64,
    pub(super) starts: AtomicU64,
    pub(super) relist: Notify,
    listing: tokio::sync::Mutex<()>,
    pub(super) retry: Notify,
    pub(super) attempt: ArcSwap<Attempt>,
    pub(super) failure: Mutex<Option<Failure>>,
    pub(super) stop: CancellationToken,
}

impl std::fmt::Debug for Upstream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upstream").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Upstream {
    /// Creates an upstream; [`Self::run`] connects it. `known` are its inventories from an
    /// earlier connection.
    pub(crate) fn new(
        server: Server,
        system: System,
        shared: Shared,
        known: Option<Inventories>,
    ) -> Arc<Self> {
        let ring = Arc::new(Ring::default());
        Arc::new(Self {
            name: server.name.clone(),
            server,
            system,
            shared,
            state: watch::Sender::new(State::Connecting),
            link: ArcSwapOption::empty(),
            inventories: ArcSwap::from(known.unwrap_or_default()),
            extras: Extras::default(),
            subscriptions: Subscriptions::default(),
            follow_ups: FollowUps::default(),
            principals: Principals::default(),
            once: Once::default(),
            attempt: ArcSwap::from_pointee(Attempt::new(Arc::clone(&ring))),
            failure: Mutex::default(),
            ring,
            filter: Arc::default(),
            noise: AtomicU64::new(0),
            starts: AtomicU64::new(0),
            relist: Notify::new(),
            listing: tokio::sync::Mutex::new(()),
            retry: Notify::new(),
            stop: CancellationToken::new(),
        })
    }

    /// Forwards a caller's request; returns the response and the connection it came over. Waits for
    /// a server that is starting; renews a lost HTTP session once. The time limits come from the
    /// current settings, which may be newer than the connection.
    pub(crate) async fn call(
        self: &Arc<Self>,
        exchange: &Exchange,
        request: &Request,
        plan: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<(Message, Arc<Link>), CallError> {
        self.principals.note(&exchange.caller.identity.principal);
        let called = self.call_unfiltered(exchange, request, plan, timeouts).await;
        called.map_err(|e| self.filter.error(e))
    }

    async fn call_unfiltered(
        self: &Arc<Self>,
        exchange: &Exchange,
        request: &Request,
        plan: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<(Message, Arc<Link>), CallError> {
        let limit = timeouts.request.unwrap_or(self.shared.times.request);
        let timeouts = Timeouts { request: Some(limit), ..timeouts };
        if plan.link.is_none() && self.is_for_once(&exchange.caller, request) {
            return Box::pin(self.call_once(exchange, request, plan, timeouts)).await;
        }
        let due = Instant::now() + limit;
        let mut was_unsent = false;
        let (link, answer) = loop {
            let link = match plan.link.as_ref().filter(|link| !link.wire.is_ended()) {
                Some(link) => Arc::clone(link),
                None => self.link_for(exchange).await.map_err(CallError::before_sending)?,
            };
            match self.call_over(&link, exchange, request, plan, timeouts).await {
                Err(CallError::Busy) if Instant::now() < due => {
                    // The timeout polls: there is no signal for a suspended call that can be
                    // evicted.
                    let ended = self.extras.turns.wait_released();
                    let _ = tokio::time::timeout(limits::SLOT_POLL_INTERVAL, ended).await;
                }
                // Nothing was sent, so the next connection can carry the call.
                Err(CallError::Disconnected(_)) if !was_unsent && plan.link.is_none() => {
                    was_unsent = true;
                    self.parts_with(&link).await;
                }
                Err(CallError::Busy) => {
                    return Err(CallError::not_ready(limit, "other calls are in flight"));
                }
                answer => break (link, answer?),
            }
        };
        if let Some(session) = exchange.caller.session.as_ref()
            && link.facts.era == Era::Legacy
        {
            let task = tasks::created_task_id(&exchange.caller, request, &answer, Era::Legacy);
            self.follow_ups.remember_response(&answer, task, session);
        }
        Ok((answer, link))
    }

    /// Waits briefly until a connection that has ended is no longer in use.
    async fn parts_with(&self, link: &Arc<Link>) {
        let mut states = self.state.subscribe();
        let is_it = || self.link.load().as_ref().is_some_and(|now| Arc::ptr_eq(now, link));
        let parted = states.wait_for(|_| !is_it());
        let _ = tokio::time::timeout(limits::SLOT_POLL_INTERVAL, parted).await;
    }

    async fn call_over(
        &self,
        link: &Link,
        exchange: &Exchange,
        request: &Request,
        plan: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<Message, CallError> {
        let session = match &link.wire {
            Wire::Http(wire) => wire.session(),
            Wire::Duplex(_) | Wire::OpenApi(_) => None,
        };
        match link.call(exchange, request, plan, timeouts).await {
            Err(CallError::SessionLost) => {
                let renewed = Box::pin(self.renew(link, session)).await;
                renewed.map_err(CallError::before_sending)?;
                link.call(exchange, request, plan, timeouts).await
            }
            answer => answer,
        }
    }

    /// Initializes a new HTTP session if the server lost the old one.
    pub(super) async fn renew(
        &self,
        link: &Link,
        lost: Option<Arc<HeaderValue>>,
    ) -> Result<(), CallError> {
        if let Wire::Http(wire) = &link.wire {
            let initialize = async || {
                link.level.forget();
                handshake::initialize(&link.wire, &link.told).await.map(|_| ())
            };
            wire.renew(lost, initialize).await?;
            self.relist.notify_one();
        }
        Ok(())
    }

    /// Returns the main connection; waits for a limited time until there is one.
    pub(crate) async fn ready(&self) -> Result<Arc<Link>, CallError> {
        if let Some(link) = self.link.load_full() {
            return Ok(link);
        }
        if let Some(reason) = self.state().final_reason() {
            return Err(CallError::Loop(reason.to_owned()));
        }
        self.retry.notify_one();
        let mut states = self.state.subscribe();
        let before = self.starts.load(Ordering::Relaxed);
        let settled = states.wait_for(|state| match state {
            State::Ready => self.link.load().is_some(),
            State::Stopped => true,
            State::Failed { .. } | State::NeedsLogin(_) => {
                self.starts.load(Ordering::Relaxed) > before
            }
            State::Connecting => false,
        });
        let settled = tokio::time::timeout(limits::AWAIT_READY, settled).await;
        let state = match settled {
            Ok(Ok(state)) => state.clone(),
            _ => self.state.borrow().clone(),
        };
        match (self.link.load_full(), state) {
            (Some(link), _) => Ok(link),
            (None, State::NeedsLogin(why)) => Err(CallError::NeedsLogin(why)),
            (None, State::Failed { reason, .. }) => Err(CallError::Disconnected(reason)),
            (None, State::Stopped) => Err(CallError::Disconnected("it was stopped".into())),
            (None, _) => {
                let doing = self.status().sentence().unwrap_or_default();
                Err(CallError::not_ready(limits::AWAIT_READY, &doing))
            }
        }
    }

    /// Returns its last known inventory for clients with these capabilities.
    pub(crate) fn inventory_for(&self, capabilities: &str) -> Option<Arc<Inventory>> {
        self.inventories.load().get(capabilities).cloned()
    }

    /// Returns true if its inventory was read in this run and does not come from the cache.
    pub(crate) fn is_heard(&self) -> bool {
        self.starts.load(Ordering::Relaxed) > 0 && self.inventory_for("").is_some()
    }

    /// Returns true until its first attempt in this run has ended.
    pub(crate) fn is_new(&self) -> bool {
        self.starts.load(Ordering::Relaxed) == 0 && !self.state().is_settled()
    }

    /// Returns its last known inventories for all client capabilities.
    pub(crate) fn inventories(&self) -> Inventories {
        self.inventories.load_full()
    }

    pub(crate) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Stops it once its calls are done, or after [`limits::DRAIN`].
    pub(crate) async fn drain(&self) {
        let deadline = tokio::time::Instant::now() + limits::DRAIN;
        let busy = || self.link.load().as_ref().is_some_and(|link| link.wire.busy() > 0);
        while (busy() || self.once.is_busy()) && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
        }
        self.stop.cancel();
    }

    /// Stops it immediately.
    pub(crate) fn stop(&self) {
        self.stop.cancel();
    }

    /// Opens a connection and reads its lists.
    pub(super) async fn open(
        self: &Arc<Self>,
        greeting: Greeting,
        what: Opening<'_>,
        attempt: &Arc<Attempt>,
    ) -> Result<Arc<Link>, CallError> {
        let (server, around) =
            prepare_server(&self.server, &self.system, &self.shared.around, &self.filter).await?;
        let listener: Arc<dyn Listener> = Arc::new(UpstreamListener {
            upstream: Arc::downgrade(self),
            extra: what.extra.map(Arc::downgrade),
            owner: what.owner.cloned(),
            turns: what.extra.map(|_| Arc::clone(&self.extras.turns)).unwrap_or_default(),
        });
        let around = &around;
        let open = async |greeting| {
            let (listener, how) = (Arc::clone(&listener), (greeting, what.told.clone()));
            handshake::connect(&server, &self.system, around, listener, attempt, how).await
        };
        let mut link = open(greeting).await?;
        let known = self.inventory_for(what.capabilities);
        let other = |known: Arc<Inventory>| known.facts.implementation != link.facts.implementation;
        if greeting == Greeting::LegacyFirst && known.is_some_and(other) {
            // The server was upgraded, and may support the modern era now.
            link.wire.close().await;
            link = match open(Greeting::ModernFirst).await {
                Ok(link) => link,
                Err(_) => open(Greeting::Legacy).await?,
            };
        }
        let link = Arc::new(link);
        attempt.enter(Phase::Listing);
        match listing::inventory(&link).await {
            Ok(inventory) => {
                if what.extra.is_none() {
                    self.link.store(Some(Arc::clone(&link)));
                    run::listen_on_pipe(&link);
                }
                if !what.beside || self.inventory_for(what.capabilities).is_none() {
                    self.publish(inventory, what.capabilities);
                }
                Ok(link)
            }
            Err(e) => {
                link.wire.close().await;
                Err(e)
            }
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
    pub(super) async fn read_lists(&self, link: &Link) -> Result<(), CallError> {
        self.publish(listing::inventory(link).await?, "");
        if link.facts.era == Era::Modern {
            for capabilities in self.inventories.load().keys().filter(|known| !known.is_empty()) {
                let inventory = Box::pin(listing::inventory_for(link, capabilities)).await?;
                self.publish(inventory, capabilities);
            }
        }
        Ok(())
    }

    /// Reads the lists again. Concurrent callers share one read.
    pub(crate) async fn list_again(&self) -> Option<Arc<Inventory>> {
        let before = self.inventory_for("");
        let _one_at_a_time = self.listing.lock().await;
        let now = self.inventory_for("");
        let same = |(a, b): (&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b);
        if before.as_ref().zip(now.as_ref()).is_some_and(same) {
            let link = self.link.load_full()?;
            self.read_lists(&link).await.ok()?;
        }
        self.inventory_for("")
    }
}
