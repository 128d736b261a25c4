//! The task of one server: connects, keeps the connection alive, records failures and retries.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;

use crate::oauth::login::Login;
use crate::protocol::Era;
use crate::proxy::limits;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::attempt::{Attempt, Phase};
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::handshake::Greeting;
use crate::proxy::upstream::inner::{Inner, Opening};
use crate::proxy::upstream::process::default_timeouts::Limit;
use crate::proxy::upstream::state::{Failure, State};
use crate::settings::model::server::{Remote, Transport as ServerTransport};

/// After this long without a loss, the backoff starts over.
const STEADY: Duration = Duration::from_secs(10);
/// A server that is slow to start releases its start permit after this long.
const START_PERMIT_HELD: Duration = Duration::from_secs(5);

/// Why a server with a login for each user is not used without a user.
const PER_USER: &str = "this server is used per user; log in to the hub";

/// Why a connection ended.
enum Ended {
    /// It was lost, or the server is stopped.
    Lost(CallError),
    /// It was idle for longer than `idleTimeout`.
    Idle,
}

/// Connects an upstream and keeps its connection alive until it is stopped. Returns once the child
/// has exited.
pub(crate) async fn run(upstream: Arc<Upstream>) {
    let inner = Arc::clone(&upstream.inner);
    Supervisor { upstream, inner }.run().await;
}

/// The task of one server.
struct Supervisor {
    upstream: Arc<Upstream>,
    inner: Arc<Inner>,
}

impl Supervisor {
    async fn run(self) {
        if self.upstream.has_users() {
            self.inner.state.send_replace(State::NeedsLogin(PER_USER.to_owned()));
            self.inner.stop.cancelled().await;
            self.inner.state.send_replace(State::Stopped);
            return;
        }
        let mut losses = 0_u32;
        let mut greeting = Greeting::of(self.era());
        let mut rests = self.is_on_demand();
        while !self.inner.stop.is_cancelled() {
            if std::mem::take(&mut rests) {
                self.rest().await;
                continue;
            }
            let attempt = Arc::new(Attempt::new(Arc::clone(&self.inner.ring)));
            self.inner.events.attempt.store(Arc::clone(&attempt));
            self.inner.state.send_replace(State::Connecting);
            let outcome = tokio::select! {
                biased;
                () = self.inner.stop.cancelled() => break,
                outcome = self.connect(greeting, &attempt) => outcome,
            };
            self.inner.starts.fetch_add(1, Ordering::Relaxed);
            let since = Instant::now();
            let error = match outcome {
                Ok(connection) => {
                    attempt.enter(Phase::Connected);
                    *self.inner.failure.lock() = None;
                    if let Some(login) = &self.inner.login {
                        login.set_required(false);
                    }
                    self.inner.state.send_replace(State::Ready);
                    tracing::info!(server = self.inner.name, "connected");
                    greeting = Greeting::of(Some(connection.server_info.era));
                    match self.serve(&connection).await {
                        Ended::Lost(error) => error,
                        Ended::Idle => {
                            rests = true;
                            continue;
                        }
                    }
                }
                Err(e) => {
                    if matches!(e, CallError::Disconnected(_) | CallError::Lost(_)) {
                        greeting = greeting.other();
                    }
                    e
                }
            };
            if self.inner.stop.is_cancelled() {
                break;
            }
            losses = if since.elapsed() > STEADY { 1 } else { losses.saturating_add(1) };
            self.pause(error, &attempt, losses).await;
        }
        self.inner.state.send_replace(State::Stopped);
    }

    /// Returns true if only a call starts this server, which requires that its inventory is known.
    fn is_on_demand(&self) -> bool {
        self.inner.server.start_on_demand
            && matches!(self.inner.server.transport, ServerTransport::Stdio(_))
            && self.inner.inventory_for("").is_some()
    }

    /// Waits until a call needs the server.
    async fn rest(&self) {
        let attempt = Attempt::new(Arc::clone(&self.inner.ring));
        attempt.enter(Phase::Resting);
        self.inner.events.attempt.store(Arc::new(attempt));
        self.inner.state.send_replace(State::Ready);
        tokio::select! {
            () = self.inner.stop.cancelled() => {}
            () = self.inner.retry.notified() => {}
        }
    }

    fn era(&self) -> Option<Era> {
        self.inner.inventory_for("").map(|known| known.server_info.era)
    }

    async fn connect(
        &self,
        greeting: Greeting,
        attempt: &Arc<Attempt>,
    ) -> Result<Arc<Connection>, CallError> {
        let place = Arc::clone(&self.inner.shared.starts).acquire_owned().await;
        let limit = match &self.inner.server.transport {
            // The command may have to download its package first. A living child is not restarted.
            ServerTransport::Stdio(_) => self.inner.shared.times.connect.max(limits::INITIALIZE),
            _ => self.inner.shared.times.connect,
        };
        let opening = async {
            let opening = self.inner.open(greeting, Opening::main(), attempt);
            let opened = Box::pin(tokio::time::timeout(limit, opening)).await;
            opened.map_err(|_| CallError::Timeout(Limit::of_connection(limit)))?
        };
        tokio::pin!(opening);
        tokio::select! {
            outcome = &mut opening => return outcome,
            () = tokio::time::sleep(START_PERMIT_HELD) => drop(place),
        }
        opening.await
    }

    /// Keeps the connection until it is lost, is idle for too long, or the server is stopped.
    async fn serve(&self, connection: &Arc<Connection>) -> Ended {
        // Consumes the wake-up of callers that waited for this connection.
        let _ = self.inner.retry.notified().now_or_never();
        let (idle, logged_out) = (self.wait_idle(connection), self.wait_logged_out());
        tokio::pin!(idle, logged_out);
        let (mut is_broken, mut vain) = (self.has_broken_list(), 0);
        let ended = loop {
            tokio::select! {
                biased;
                () = self.inner.stop.cancelled() => break Ended::Lost(CallError::Disconnected("stopped".into())),
                why = connection.transport.wait_closed() => break Ended::Lost(CallError::Disconnected(why)),
                () = &mut idle => break Ended::Idle,
                error = self.wait_ping_failure(connection) => break Ended::Lost(error),
                error = &mut logged_out => break Ended::Lost(error),
                () = self.inner.events.relist.notified() => vain = 0,
                () = pause_before_list(vain), if is_broken && vain < limits::RELISTS => vain += 1,
                lost = connection.transport.session_lost() => {
                    if self.inner.renew(connection, Some(lost)).await.is_err() {
                        // The connection is closed, which the loop notices.
                        continue;
                    }
                }
            }
            tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
            let read = self.inner.read_lists(connection).await;
            is_broken = read.is_err() || self.has_broken_list();
            match read {
                // A lost session is renewed at once, and then the lists are read again.
                Ok(()) | Err(CallError::SessionLost) => {}
                Err(CallError::Disconnected(why) | CallError::Lost(why)) => {
                    break Ended::Lost(CallError::Disconnected(why));
                }
                Err(e @ CallError::Loop(_)) => break Ended::Lost(e),
                Err(e) => tracing::warn!(
                    server = self.inner.name,
                    "cannot read its lists again: {}",
                    self.inner.filter.error(e)
                ),
            }
        };
        // Callers that arrive while it closes wait for the next connection.
        self.inner.connection.store(None);
        self.inner.state.send_replace(State::Connecting);
        if matches!(ended, Ended::Idle) {
            tracing::info!(server = self.inner.name, "stopped: idle for too long");
            let extras = self.upstream.pool.connections();
            futures_util::future::join_all(extras.iter().map(|extra| extra.transport.close()))
                .await;
        }
        connection.transport.close().await;
        ended
    }

    /// Returns whether a list is incomplete and may be complete when it is read again.
    fn has_broken_list(&self) -> bool {
        self.inner
            .inventory_for("")
            .is_some_and(|known| known.lists.iter().any(|list| list.is_broken))
    }

    /// Waits until a server with `startOnDemand` has been idle for its `idleTimeout`.
    async fn wait_idle(&self, connection: &Connection) {
        if !self.inner.server.start_on_demand
            || !matches!(self.inner.server.transport, ServerTransport::Stdio(_))
        {
            return std::future::pending().await;
        }
        let used = || {
            let all =
                [self.upstream.pool.connections(), self.upstream.per_call.connections()].concat();
            let transports = || {
                std::iter::once(&connection.transport)
                    .chain(all.iter().map(|connection| &connection.transport))
            };
            let busy = transports().any(|transport| transport.busy() > 0);
            (busy, transports().map(Transport::calls).sum::<u64>())
        };
        let limit = self.inner.server.idle_timeout;
        let (mut since, mut calls) = (Instant::now(), used().1);
        while since.elapsed() < limit {
            let rest = limit.saturating_sub(since.elapsed());
            tokio::time::sleep(rest.min(Duration::from_secs(10))).await;
            let (busy, now) = used();
            if busy || now != calls {
                (since, calls) = (Instant::now(), now);
            }
        }
    }

    /// Waits until the login that the connection uses has ended.
    async fn wait_logged_out(&self) -> CallError {
        let Some(login) = &self.inner.login else { return std::future::pending().await };
        login.wait_ended().await;
        let why = login.failure().map_or_else(|| "logged out".to_owned(), |e| e.to_string());
        CallError::NeedsLogin(format!("its login has ended: {why}"))
    }

    /// Waits until a server with `keepAlive` fails to answer a ping.
    async fn wait_ping_failure(&self, connection: &Connection) -> CallError {
        let ServerTransport::Remote(Remote { keep_alive: Some(interval), .. }) =
            &self.inner.server.transport
        else {
            return std::future::pending().await;
        };
        let method =
            if connection.server_info.era == Era::Legacy { "ping" } else { "server/discover" };
        loop {
            tokio::time::sleep(*interval).await;
            if let Err(e) = connection.request(method, "{}", limits::PING).await {
                return CallError::Disconnected(format!("it does not answer a ping: {e}"));
            }
        }
    }

    /// Records the failure and waits before the next attempt: exponential backoff with jitter. A
    /// call that needs the server ends the wait early.
    async fn pause(&self, error: CallError, attempt: &Attempt, losses: u32) {
        let (first, longest) = limits::RETRY;
        let base = first.saturating_mul(1 << losses.saturating_sub(1).min(10)).min(longest);
        // Adds up to 25 %, different per server, so that they do not all reconnect at once.
        let jitter = self.inner.name.bytes().fold(losses, |a, b| a.rotate_left(5) ^ u32::from(b));
        let pause = base + base * (jitter % 256) / 1024;
        // `Retry-After` is a minimum, even if a call needs the server.
        let left_alone = match error {
            CallError::Refused { retry_after, .. } => retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let (first, pause) = (first.max(left_alone), pause.max(left_alone));
        let reason = self.record_failure(&error, attempt);
        tracing::warn!(server = self.inner.name, "not connected: {reason}");
        if matches!(error, CallError::Loop(_) | CallError::Unusable(_)) {
            // Another attempt would end up in the same loop, or with the same document.
            self.inner.state.send_replace(State::for_good(reason));
            return self.inner.stop.cancelled().await;
        }
        let state = match self.inner.explain(error) {
            CallError::NeedsLogin(why) => State::NeedsLogin(why),
            _ => State::Failed { reason, retry_at: Instant::now() + pause },
        };
        let waits_for_person = matches!(state, State::NeedsLogin(_));
        self.inner.state.send_replace(state);
        if let Some(login) = self.inner.login.as_ref().filter(|_| waits_for_person) {
            return self.wait_for_login(login, losses).await;
        }
        let wait = async {
            tokio::time::sleep(first).await;
            let rest = async {
                tokio::time::sleep(pause.saturating_sub(first)).await;
                if self.is_on_demand() {
                    std::future::pending::<()>().await;
                }
            };
            tokio::select! {
                () = rest => {}
                () = self.inner.retry.notified() => {}
            }
        };
        tokio::select! {
            () = self.inner.stop.cancelled() => {}
            () = wait => {}
        }
    }

    /// Waits for a login. The server is tried again after a long time only, in case it has come to
    /// need none.
    async fn wait_for_login(&self, login: &Arc<Login>, losses: u32) {
        login.set_required(true);
        // A login of one user is begun when that user asks for it.
        if !self.inner.is_of_user() {
            login.announce();
        }
        let (first, longest) = limits::LOGIN_PROBE;
        let probe = first.saturating_mul(1 << losses.saturating_sub(1).min(10)).min(longest);
        tokio::select! {
            () = self.inner.stop.cancelled() => {}
            () = login.wait_begun() => {}
            () = tokio::time::sleep(probe) => {}
        }
    }

    /// Records the failure and returns its reason in one line.
    fn record_failure(&self, error: &CallError, attempt: &Attempt) -> String {
        let progress = attempt.progress();
        // The reason of an exited child already contains its stderr.
        let evidence = if progress.exit.is_some() { String::new() } else { attempt.evidence() };
        let reason = self.inner.filter.line(&format!("{error}{evidence}"));
        let mut failure = self.inner.failure.lock();
        let before = failure.as_ref();
        let tried = u32::from(progress.phase != Phase::Connected);
        *failure = Some(Failure {
            reason: reason.clone(),
            phase: progress.phase,
            exit: progress.exit,
            program: progress.path,
            stderr: attempt.error_lines.lines(),
            noise: progress.noise,
            tries: before.map_or(0, |before| before.tries) + tried,
            since: before.map_or_else(Instant::now, |before| before.since),
        });
        reason
    }
}

/// Waits before an incomplete list is read again, longer after each failed attempt.
async fn pause_before_list(failures: u32) {
    let (first, longest) = limits::RELIST;
    tokio::time::sleep(first.saturating_mul(1 << failures.min(10)).min(longest)).await;
}
