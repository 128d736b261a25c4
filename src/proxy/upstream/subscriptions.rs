//! Resources that clients want to hear of: one subscription upstream for each URI, however many
//! want it, made anew after each reconnect.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio_util::sync::{CancellationToken, DropGuard};

use crate::protocol::Era;
use crate::protocol::json;
use crate::proxy::limits;
use crate::proxy::subscription::Subscription;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::link::{Link, Wire};

/// The wishes for one server's resources.
#[derive(Debug, Default)]
pub(crate) struct Subscriptions {
    by_uri: Mutex<HashMap<String, Weak<DropGuard>>>,
}

impl Upstream {
    /// Subscribes to a resource as long as the answer is kept.
    pub(crate) fn subscribe(self: &Arc<Self>, uri: &str) -> Subscription {
        let mut all = self.subscriptions.by_uri.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = all.get(uri).and_then(Weak::upgrade) {
            return Subscription::sharing(shared);
        }
        all.retain(|_, shared| shared.strong_count() > 0);
        let ended = CancellationToken::new();
        let shared = Arc::new(ended.clone().drop_guard());
        all.insert(uri.to_owned(), Arc::downgrade(&shared));
        tokio::spawn(follow(Arc::downgrade(self), uri.to_owned(), ended));
        Subscription::sharing(shared)
    }
}

/// Subscribes on each connection that the server has, until nobody wants it any more.
async fn follow(upstream: Weak<Upstream>, uri: String, ended: CancellationToken) {
    loop {
        let Some(server) = upstream.upgrade() else { return };
        let link = tokio::select! {
            () = ended.cancelled() => return,
            link = server.ready() => link,
        };
        drop(server);
        let over = match link {
            Ok(link) => subscribed(&link, &uri, &ended).await,
            Err(_) => false,
        };
        if over {
            return;
        }
        tokio::select! {
            () = ended.cancelled() => return,
            () = tokio::time::sleep(limits::RETRY.0) => {}
        }
    }
}

/// Says whether it is over for good; else the connection was lost.
async fn subscribed(link: &Link, uri: &str, ended: &CancellationToken) -> bool {
    let facts = &link.facts;
    let params = format!(r#"{{"uri":{}}}"#, json::quote(uri));
    let ask = |method| link.wire.ask(facts.era, &facts.version, method, &params, limits::LIST);
    match (facts.era, &link.wire) {
        (Era::Legacy, _) => {
            if let Err(e) = ask("resources/subscribe").await {
                tracing::debug!("cannot subscribe to {uri}: {e}");
            }
            tokio::select! {
                () = ended.cancelled() => {
                    let _ = ask("resources/unsubscribe").await;
                    true
                }
                _ = link.wire.closed() => false,
            }
        }
        (Era::Modern, Wire::Http(wire)) => {
            let wanted = format!(r#"{{"resourceSubscriptions":[{}]}}"#, json::quote(uri));
            tokio::select! {
                () = ended.cancelled() => true,
                () = wire.hear(&wanted) => false,
            }
        }
        (Era::Modern, _) => {
            let params = format!(
                r#"{{"notifications":{{"resourceSubscriptions":[{}]}}}}"#,
                json::quote(uri)
            );
            let forever = Duration::from_secs(u64::from(u32::MAX));
            let method = "subscriptions/listen";
            tokio::select! {
                () = ended.cancelled() => true,
                _ = link.wire.ask(facts.era, &facts.version, method, &params, forever) => false,
            }
        }
    }
}
