//! What a client says unasked, or of itself, on its way to the servers that it concerns: those that
//! its session has for itself, and those whose questions it is answering.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::protocol::json;
use crate::protocol::log_level::rank;
use crate::protocol::request::Request;
use crate::proxy::exchange::Caller;
use crate::proxy::limits;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::link::Link;

/// The log level that a legacy server was told last.
#[derive(Debug)]
pub(crate) struct LogLevel {
    /// Its rank; [`UNTOLD`] where it was told nothing.
    told: AtomicU8,
    /// Held while it is being told.
    turn: tokio::sync::Mutex<()>,
}

const UNTOLD: u8 = u8::MAX;

impl Default for LogLevel {
    fn default() -> Self {
        Self { told: AtomicU8::new(UNTOLD), turn: tokio::sync::Mutex::new(()) }
    }
}

impl LogLevel {
    /// The server has begun anew.
    pub(super) fn forget(&self) {
        self.told.store(UNTOLD, Ordering::Relaxed);
    }

    fn is_needed(&self, wanted: u8, exactly: bool) -> bool {
        let told = self.told.load(Ordering::Relaxed);
        if exactly { told != wanted } else { wanted < told }
    }
}

impl Link {
    /// Sees to it that a legacy server logs what a client wants: just that where the connection is
    /// the client's own, else at least that.
    pub(super) async fn tell_level(&self, level: &str) {
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
        // A server that will not have it is not asked again for each call.
        match asked.await.map(|answer| answer.error_code()) {
            Ok(None) => {}
            Ok(Some(code)) => {
                tracing::debug!("logging/setLevel was answered with the error {code}");
            }
            Err(e) => tracing::debug!("logging/setLevel: {}", e.kind()),
        }
        self.level.told.store(wanted, Ordering::Relaxed);
    }
}

impl Upstream {
    /// Passes a client's notification on: progress to the server whose question it is about, others
    /// to the server that the client's session has for itself.
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

    /// Tells a server that the caller's session has for itself which log messages it wants from now
    /// on. Others learn it with the next call.
    pub(crate) async fn tell_level(&self, caller: &Caller, level: &str) {
        if let Some(link) = self.own_link(caller) {
            link.tell_level(level).await;
        }
    }

    /// The open connection that the caller's session has for itself.
    fn own_link(&self, caller: &Caller) -> Option<Arc<Link>> {
        self.owner(caller).and_then(|session| self.extras.own_link(&session.id))
    }

    /// All open connections.
    fn links(&self) -> Vec<Arc<Link>> {
        let further = self.extras.links().into_iter().chain(self.once.links());
        self.link.load_full().into_iter().chain(further).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_connection_only_ever_says_more() {
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
