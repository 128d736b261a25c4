//! Connections for one call each, for servers whose `sessionMode` is `stateless`: no state in the
//! server survives a call.
//! Source: MCPJungle.

use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::protocol::Era;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::exchange::tasks;
use crate::proxy::limits;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connect::{Handshake, connect};
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::initialize_params::InitializeParams;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::outgoing::CallOptions;
use crate::proxy::upstream::connection::server_notifications::UpstreamListener;
use crate::proxy::upstream::handshake::Greeting;
use crate::proxy::upstream::inner::Inner;
use crate::proxy::upstream::process::default_timeouts::Limit;
use crate::proxy::upstream::process::resolve::prepare_server;
use crate::settings::model::server::{Timeouts, Transport};

/// The methods that get a connection of their own.
const METHODS: [&str; 3] = ["tools/call", "prompts/get", "resources/read"];

/// The open per-call connections of one server.
pub(in crate::proxy::upstream) struct PerCall {
    inner: Arc<Inner>,
    places: Arc<Semaphore>,
    connections: Mutex<Vec<Weak<Connection>>>,
}

impl PerCall {
    pub(in crate::proxy::upstream) fn new(inner: Arc<Inner>) -> Self {
        Self {
            inner,
            places: Arc::new(Semaphore::new(limits::PER_CALL_CONNECTIONS)),
            connections: Mutex::default(),
        }
    }

    pub(in crate::proxy::upstream) fn is_busy(&self) -> bool {
        self.places.available_permits() < limits::PER_CALL_CONNECTIONS
    }

    /// Returns the open connections.
    pub(in crate::proxy::upstream) fn connections(&self) -> Vec<Arc<Connection>> {
        self.connections.lock().iter().filter_map(Weak::upgrade).collect()
    }

    fn note(&self, connection: &Arc<Connection>) {
        let mut connections = self.connections.lock();
        connections.retain(|connection| connection.strong_count() > 0);
        connections.push(Arc::downgrade(connection));
    }
}

/// A connection and its permit. Closed on drop; the permit is released afterwards.
struct OpenConnection {
    connection: Arc<Connection>,
    place: Option<OwnedSemaphorePermit>,
    answered: bool,
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        // Without a runtime the hub has ended, and its guard stops the child.
        let Ok(runtime) = Handle::try_current() else { return };
        let (connection, place, answered) =
            (Arc::clone(&self.connection), self.place.take(), self.answered);
        runtime.spawn(async move {
            if !answered {
                // Leaves time to send the cancellation.
                tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
            }
            connection.transport.close().await;
            drop(place);
        });
    }
}

impl PerCall {
    /// Returns true if a request gets its own connection. A request that may create a task does
    /// not, because the task would end with the connection.
    pub(in crate::proxy::upstream) fn is_for(&self, caller: &Caller, request: &Request) -> bool {
        if !self.inner.server.stateless
            || matches!(self.inner.server.transport, Transport::OpenApi(_))
        {
            return false;
        }
        let known = self.inner.inventory_for("");
        let tasks = request.span("task").is_some()
            || caller.capability_key().contains(tasks::EXTENSION)
                && known.is_some_and(|known| known.server_info.says_extension(tasks::EXTENSION));
        METHODS.contains(&request.message.method().as_ref()) && !tasks
    }

    /// Forwards a caller's request over its own connection. Waits if too many are open, but no
    /// longer than the call's own time limit.
    pub(in crate::proxy::upstream) async fn call(
        &self,
        exchange: &Exchange,
        request: &Request,
        options: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<(Message, Arc<Connection>), CallError> {
        // The main connection provides the era, and the wait for a server that is starting.
        let era = self.inner.ready().await?.server_info.era;
        let limit = timeouts.request.unwrap_or(limits::REQUEST);
        let stopped = || CallError::Disconnected("it was stopped".into());
        let turn = tokio::time::timeout(limit, Arc::clone(&self.places).acquire_owned());
        let place = turn
            .await
            .map_err(|_| CallError::not_ready(limit, "other calls are in flight"))?
            .map_err(|_| stopped())?;
        let mut opened = tokio::select! {
            biased;
            () = self.inner.stop.cancelled() => return Err(stopped()),
            result = self.open(&exchange.caller, era, place) => {
                result.map_err(CallError::before_sending)?
            }
        };
        let answer = tokio::select! {
            biased;
            () = self.inner.stop.cancelled() => return Err(CallError::Lost("it was stopped".into())),
            answer = opened.connection.call(exchange, request, options, timeouts) => answer?,
        };
        opened.answered = true;
        Ok((answer, Arc::clone(&opened.connection)))
    }

    async fn open(
        &self,
        caller: &Caller,
        era: Era,
        place: OwnedSemaphorePermit,
    ) -> Result<OpenConnection, CallError> {
        let (server, env) = prepare_server(
            &self.inner.server,
            &self.inner.system,
            &self.inner.shared.env,
            &self.inner.filter,
        )
        .await?;
        let greeting = if era == Era::Legacy { Greeting::Legacy } else { Greeting::ModernFirst };
        let listener: Arc<dyn Listener> = Arc::new(UpstreamListener {
            events: Arc::clone(&self.inner.events),
            // The connection does not last, so list changes on it are ignored.
            relist: None,
            is_main: false,
            owner: None,
            turns: Arc::default(),
        });
        let params = InitializeParams::of_client(caller);
        let attempt = Arc::new(Attempt::new(Arc::clone(&self.inner.ring)));
        let limit = self.inner.shared.times.connect;
        let opening = connect(
            &server,
            &self.inner.system,
            &env,
            listener,
            &attempt,
            Handshake { greeting, params },
        );
        let connection = tokio::time::timeout(limit, opening).await;
        let connection =
            Arc::new(connection.map_err(|_| CallError::Timeout(Limit::of_connection(limit)))??);
        self.note(&connection);
        Ok(OpenConnection { connection, place: Some(place), answered: false })
    }
}
