//! Forwards client notifications to upstreams: to the connection that the client's session owns, or
//! to the server whose request the client is working on. Also sets the log level of legacy servers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::protocol::json;
use crate::protocol::log_level::rank;
use crate::protocol::request::Request;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::limits;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::connection::link::Link;

/// The last log level sent to a legacy server.
#[derive(Debug)]
pub(crate) struct LogLevel {
    /// Its rank, or [`UNTOLD`].
    told: AtomicU8,
    /// Held while `logging/setLevel` is in flight.
    turn: tokio::sync::Mutex<()>,
}

const UNTOLD: u8 = u8::MAX;

impl Default for LogLevel {
    fn default() -> Self {
        Self { told: AtomicU8::new(UNTOLD), turn: tokio::sync::Mutex::new(()) }
    }
}

impl LogLevel {
    /// Resets the level, because the server has restarted.
    pub(in crate::proxy::upstream) fn forget(&self) {
        self.told.store(UNTOLD, Ordering::Relaxed);
    }

    fn is_needed(&self, wanted: u8, exactly: bool) -> bool {
        let told = self.told.load(Ordering::Relaxed);
        if exactly { told != wanted } else { wanted < told }
    }
}

impl Link {
    /// Sends `logging/setLevel` if needed: a connection dedicated to the client gets exactly this
    /// level, a shared one at least this level.
    pub(in crate::proxy::upstream) async fn tell_level(&self, level: &str) {
        let Some(wanted) = rank(level).filter(|_| self.logs) else { return };
        if !self.level.is_needed(wanted, self.told.is_own) {
            return;
        }
        // Boxed: it is rare.
        Box::pin(self.change_level(level, wanted)).await;
    }

    async fn change_level(&self, level: &str, wanted: u8) {
        let _turn = self.level.turn.lock().await;
        if !self.level.is_needed(wanted, self.told.is_own) {
            return;
        }
        let params = format!(r#"{{"level":{}}}"#, json::quote(level));
        let (facts, method) = (&self.facts, "logging/setLevel");
        let asked = self.wire.ask(facts.era, &facts.version, method, &params, limits::PROBE);
        // Stored even after an error, so that a server that rejects it does not get it with every
        // call.
        match asked.await.map(|answer| answer.error_code()) {
            Ok(None) => {}
            Ok(Some(code)) => {
                tracing::debug!("logging/setLevel failed with error {code}");
            }
            Err(e) => tracing::debug!("logging/setLevel: {}", e.kind()),
        }
        self.level.told.store(wanted, Ordering::Relaxed);
    }
}

impl Upstream {
    /// Forwards a client's notification: progress to the server whose request it belongs to,
    /// everything else to the connection that the client's session owns.
    pub(crate) fn tell(&self, caller: &Caller, notification: &Request) {
        let message = &notification.message;
        if message.method() == "notifications/progress" {
            for link in self.links() {
                if let Some(progress) = link.wire.progress(message) {
                    link.tell(progress);
                }
            }
        } else if let Some(link) = self.own_link(caller) {
            link.tell(message.bytes().clone());
        }
    }

    /// Sets the log level on the connection that the caller's session owns. Other connections
    /// receive it with the next call.
    pub(crate) async fn tell_level(&self, caller: &Caller, level: &str) {
        if let Some(link) = self.own_link(caller) {
            link.tell_level(level).await;
        }
    }

    /// Returns the open connection that the caller's session owns.
    fn own_link(&self, caller: &Caller) -> Option<Arc<Link>> {
        self.owner(caller).and_then(|session| self.extras.own_link(&session.id))
    }

    /// Returns all open connections.
    fn links(&self) -> Vec<Arc<Link>> {
        let further = self.extras.links().into_iter().chain(self.once.links());
        self.link.load_full().into_iter().chain(further).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_connection_only_ever_logs_more() {
        let level = LogLevel::default();
        let needed = |wanted: &str, exactly| level.is_needed(rank(wanted).unwrap(), exactly);
        assert!(needed("emergency", false) && needed("debug", true));
        level.told.store(rank("warning").unwrap(), Ordering::Relaxed);
        assert!(needed("info", false) && !needed("warning", false) && !needed("error", false));
        assert!(needed("info", true) && !needed("warning", true) && needed("error", true));
        level.forget();
        assert!(needed("error", false));
    }
}
