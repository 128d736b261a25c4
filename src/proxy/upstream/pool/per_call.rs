//! Connections for one call each, for servers whose `sessionMode` is `stateless`: no state in the
//! server survives a call.
//! Source: MCPJungle.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::protocol::Era;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::exchange::tasks;
use crate::proxy::limits;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::connection::link::{CallError, CallOptions, Link, Listener};
use crate::proxy::upstream::connection::server_notifications::UpstreamListener;
use crate::proxy::upstream::handshake::{self, Greeting, InitializeParams};
use crate::proxy::upstream::process::default_timeouts::Limit;
use crate::proxy::upstream::process::resolve::prepare_server;
use crate::settings::model::server::{Timeouts, Transport};

/// The methods that get a connection of their own.
const METHODS: [&str; 3] = ["tools/call", "prompts/get", "resources/read"];

/// The open per-call connections of one server.
#[derive(Debug)]
pub(in crate::proxy::upstream) struct Once {
    places: Arc<Semaphore>,
    links: Mutex<Vec<Weak<Link>>>,
}

impl Default for Once {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits::PER_CALL_CONNECTIONS)),
            links: Mutex::default(),
        }
    }
}

impl Once {
    pub(in crate::proxy::upstream) fn is_busy(&self) -> bool {
        self.places.available_permits() < limits::PER_CALL_CONNECTIONS
    }

    /// Returns the open connections.
    pub(in crate::proxy::upstream) fn links(&self) -> Vec<Arc<Link>> {
        self.lock().iter().filter_map(Weak::upgrade).collect()
    }

    fn note(&self, link: &Arc<Link>) {
        let mut links = self.lock();
        links.retain(|link| link.strong_count() > 0);
        links.push(Arc::downgrade(link));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Weak<Link>>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection and its permit. Closed on drop; the permit is released afterwards.
struct Connection {
    link: Arc<Link>,
    place: Option<OwnedSemaphorePermit>,
    answered: bool,
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Without a runtime the hub has ended, and its guard stops the child.
        let Ok(runtime) = Handle::try_current() else { return };
        let (link, place, answered) = (Arc::clone(&self.link), self.place.take(), self.answered);
        runtime.spawn(async move {
            if !answered {
                // Leaves time to send the cancellation.
                tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
            }
            link.wire.close().await;
            drop(place);
        });
    }
}

impl Upstream {
    /// Returns true if a request gets its own connection. A request that may create a task does
    /// not, because the task would end with the connection.
    pub(in crate::proxy::upstream) fn is_for_once(
        &self,
        caller: &Caller,
        request: &Request,
    ) -> bool {
        if !self.server.stateless || matches!(self.server.transport, Transport::OpenApi(_)) {
            return false;
        }
        let known = self.inventory_for("");
        let tasks = request.span("task").is_some()
            || caller.capability_key().contains(tasks::EXTENSION)
                && known.is_some_and(|known| known.facts.says_extension(tasks::EXTENSION));
        METHODS.contains(&request.message.method().as_ref()) && !tasks
    }

    /// Forwards a caller's request over its own connection. Waits if too many are open, but no
    /// longer than the call's own time limit.
    pub(in crate::proxy::upstream) async fn call_once(
        self: &Arc<Self>,
        exchange: &Exchange,
        request: &Request,
        plan: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<(Message, Arc<Link>), CallError> {
        // The main connection provides the era, and the wait for a server that is starting.
        let era = self.ready().await?.facts.era;
        let limit = timeouts.request.unwrap_or(limits::REQUEST);
        let stopped = || CallError::Disconnected("it was stopped".into());
        let turn = tokio::time::timeout(limit, Arc::clone(&self.once.places).acquire_owned());
        let place = turn
            .await
            .map_err(|_| CallError::not_ready(limit, "other calls are in flight"))?
            .map_err(|_| stopped())?;
        let mut connection = tokio::select! {
            biased;
            () = self.stop.cancelled() => return Err(stopped()),
            opened = self.open_once(&exchange.caller, era, place) => {
                opened.map_err(CallError::before_sending)?
            }
        };
        let answer = tokio::select! {
            biased;
            () = self.stop.cancelled() => return Err(CallError::Lost("it was stopped".into())),
            answer = connection.link.call(exchange, request, plan, timeouts) => answer?,
        };
        connection.answered = true;
        Ok((answer, Arc::clone(&connection.link)))
    }

    async fn open_once(
        self: &Arc<Self>,
        caller: &Caller,
        era: Era,
        place: OwnedSemaphorePermit,
    ) -> Result<Connection, CallError> {
        let (server, around) =
            prepare_server(&self.server, &self.system, &self.shared.around, &self.filter).await?;
        let greeting = if era == Era::Legacy { Greeting::Legacy } else { Greeting::ModernFirst };
        let listener: Arc<dyn Listener> = Arc::new(UpstreamListener {
            upstream: Arc::downgrade(self),
            // The connection does not last, so list changes on it are ignored.
            extra: Some(Weak::new()),
            owner: None,
            turns: Arc::default(),
        });
        let how = (greeting, InitializeParams::of_client(caller));
        let attempt = Arc::new(Attempt::new(Arc::clone(&self.ring)));
        let limit = self.shared.times.connect;
        let opening = handshake::connect(&server, &self.system, &around, listener, &attempt, how);
        let link = tokio::time::timeout(limit, opening).await;
        let link = Arc::new(link.map_err(|_| CallError::Timeout(Limit::of_connection(limit)))??);
        self.once.note(&link);
        Ok(Connection { link, place: Some(place), answered: false })
    }
}
